"""One sheet's part of an .xlsx: where its cells, rows and formulas stand, byte by byte, and cells changed there.

A parser that knows places (expat) reads it: comments, CDATA, prefixes and cells without an address are what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from pipeline.model.frozen import frozen
from pipeline.splice.refused import Refused

Place = tuple[int, int]
"""Row and column of a cell, from 0."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""

_TAG = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")
_LETTERS = 26


@frozen
class Content:
    """What a cell is to hold: a number as XML writes it, or a text; an empty text empties it."""

    words: str
    is_number: bool = False


@dataclass(slots=True)
class Formula:
    """A formula: its text, "" where it shares another's (`group`); `area`: the cells that it fills."""

    text: str
    kind: str = ""  # shared, array, dataTable; "" for an ordinary one
    group: str = ""
    area: Area | None = None


@dataclass(slots=True)
class CellSpan:
    """One cell: from `start` to `end` in the part; its result, if it is a formula's, from `result` on."""

    start: int
    end: int = 0
    style: str = ""
    kind: str = ""  # t: s, str, inlineStr, b, e, d; "" = a number
    value: str = ""
    formula: Formula | None = None
    result: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class _Row:
    start: int
    style: str = ""
    end: int = 0
    cells: dict[int, CellSpan] = field(default_factory=dict)  # those that are there, by column


@dataclass(slots=True)
class SheetXml:
    """A sheet's part, looked through once. Holds the cells of some rows only, and every formula."""

    data: bytes
    rows: dict[int, _Row] = field(default_factory=dict)  # those that are asked for, and there
    numbers: dict[int, int] = field(default_factory=dict)  # where each row begins, by its number
    formulas: dict[Place, CellSpan] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    columns: list[tuple[int, int, str]] = field(default_factory=list)  # first, last, style
    inside: tuple[int, int] = (0, 0)  # what stands between <sheetData> and its end
    prefix: str = ""

    @classmethod
    def of(cls, data: bytes, rows: frozenset[int]) -> SheetXml:
        """Look through a part; `rows` are those of which every cell is wanted. Raises Refused."""
        found = cls(data)
        _Reader(found, rows).read()
        if found.inside == (0, 0):
            raise Refused("工作表是空的")
        return found

    def cell(self, place: Place) -> CellSpan | None:
        """Return a cell of one of the rows that were asked for."""
        row = self.rows.get(place[0])
        return row.cells.get(place[1]) if row else None

    def style_of(self, place: Place) -> str:
        """Return how a cell looks, or would look: as its row says, else its column."""
        if cell := self.cell(place):
            return cell.style
        row = self.rows.get(place[0])
        by_column = next((style for first, last, style in self.columns if first <= place[1] <= last), "")
        return (row.style if row else "") or by_column

    def with_cells(self, contents: Mapping[Place, Content], stale: frozenset[Place]) -> bytes:
        """Return the part with these cells, and without the results of the formulas that are `stale`."""
        edits = [*self._edits(contents), *(self._without_result(self.formulas[place]) for place in stale)]
        data, end = self.data, len(self.data)
        for start, stop, words in sorted(edits, reverse=True):
            assert stop <= end
            data, end = data[:start] + words + data[stop:], start
        return data

    def _edits(self, contents: Mapping[Place, Content]) -> Iterator[tuple[int, int, bytes]]:
        fresh: dict[int, list[bytes]] = {}
        for place, content in sorted(contents.items()):
            words = self._written(place, content)
            cell, row = self.cell(place), self.rows.get(place[0])
            if cell is not None:
                yield cell.start, cell.end, words
            elif row is None:
                fresh.setdefault(place[0], []).append(words)
            else:
                later = [each.start for column, each in row.cells.items() if column > place[1]]
                yield from self._into_row(row, min(later, default=row.end), words)
        for number, cells in fresh.items():
            name = f"{self.prefix}row"
            at = min((start for other, start in self.numbers.items() if other > number), default=self.inside[1])
            yield at, at, f'<{name} r="{number + 1}">'.encode() + b"".join(cells) + f"</{name}>".encode()

    def _into_row(self, row: _Row, at: int, words: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Put a cell into a row; one that stands as <row/> is opened."""
        tag = _tag(self.data, row.start)
        if row.end == row.start + len(tag) and tag.endswith(b"/>"):
            yield row.start, row.end, tag[:-2] + b">" + words + f"</{self.prefix}row>".encode()
        else:
            yield at, at, words

    def _written(self, place: Place, content: Content) -> bytes:
        style = self.style_of(place)
        name = f"{self.prefix}c"
        attributes = f' r="{reference(place)}"' + (f' s="{style}"' if style else "")
        if not content.words:
            return f"<{name}{attributes}/>".encode()
        if content.is_number:
            return f"<{name}{attributes}><{self.prefix}v>{content.words}</{self.prefix}v></{name}>".encode()
        inner, text = f"{self.prefix}is", f"{self.prefix}t"
        words = escape(content.words.replace("\r\n", "\n")).replace("\r", "\n")
        body = f'<{inner}><{text} xml:space="preserve">{words}</{text}></{inner}>'
        return f'<{name}{attributes} t="inlineStr">{body}</{name}>'.encode()

    def _without_result(self, cell: CellSpan) -> tuple[int, int, bytes]:
        tag = _tag(self.data, cell.start)
        bare = re.sub(rb"\s+t\s*=\s*(\"[^\"]*\"|'[^']*')", b"", tag)
        first, last = cell.result
        rest = self.data[cell.start + len(tag) : first] + self.data[last : cell.end]
        return cell.start, cell.end, bare + rest


class _Reader:
    """Notes places while a part goes by."""

    def __init__(self, sheet: SheetXml, rows: frozenset[int]) -> None:
        self.sheet, self.wanted = sheet, rows
        self.row, self.column = -1, -1
        self.cell: CellSpan | None = None
        self.kept: _Row | None = None
        self.words: list[str] | None = None
        self.depth_of_data = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.buffer_text = True

    def read(self) -> None:
        head = self.sheet.data[:200]
        if head.startswith((b"\xff\xfe", b"\xfe\xff")) or not _is_utf8(head):
            raise Refused("工作表的编码不常见")
        try:
            self.parser.Parse(self.sheet.data, True)
        except expat.ExpatError as fault:
            raise Refused("工作表不完整或已损坏") from fault

    def _doctype(self, *_: object) -> None:
        raise Refused("里面有外部实体声明，可能有害")

    def _start(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        at = self.parser.CurrentByteIndex
        match name:
            case "c" if self.row >= 0:
                self._begin_cell(at, given)
            case "row":
                self._begin_row(at, given)
            case "v" | "f" if self.cell is not None:
                self.words = []
                if name == "f":
                    self.cell.formula = Formula(
                        "", given.get("t", ""), given.get("si", ""), _area_or_none(given.get("ref", ""))
                    )
                else:
                    self.cell.result = (at, at)
            case "sheetData":
                self.sheet.prefix = tag[: -len(name)]
                inside = at + len(_tag(self.sheet.data, at))
                self.sheet.inside = (inside, inside)
            case "mergeCell":
                self.sheet.merges += [area] if (area := _area_or_none(given.get("ref", ""))) else []
            case "col":
                first, last = (int(given.get(each, "0") or 0) - 1 for each in ("min", "max"))
                self.sheet.columns.append((first, last, given.get("style", "")))
            case _:
                pass

    def _begin_row(self, at: int, given: dict[str, str]) -> None:
        number = given.get("r", "")
        self.row = int(number) - 1 if number.isdigit() else self.row + 1
        self.column = -1
        self.sheet.numbers.setdefault(self.row, at)
        self.kept = None
        if self.row in self.wanted:
            style = given.get("s", "") if given.get("customFormat") in {"1", "true"} else ""
            self.kept = self.sheet.rows.setdefault(self.row, _Row(at, style))

    def _begin_cell(self, at: int, given: dict[str, str]) -> None:
        place = place_of(given.get("r", ""))
        self.column = place[1] if place else self.column + 1
        self.cell = CellSpan(at, style=given.get("s", ""), kind=given.get("t", ""))

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        at = self.parser.CurrentByteIndex
        if name in {"v", "f"} and self.cell is not None and self.words is not None:
            text = "".join(self.words)
            self.words = None
            if name == "v":
                self.cell.value = text
                self.cell.result = (self.cell.result[0], self._behind(at, tag))
            elif self.cell.formula is not None:
                self.cell.formula.text = text
        elif name == "c" and self.cell is not None:
            self.cell.end = self._behind(at, tag)
            if self.cell.formula is not None:
                self.sheet.formulas[self.row, self.column] = self.cell
            if self.kept is not None:
                self.kept.cells[self.column] = self.cell
            self.cell = None
        elif name == "row" and self.kept is not None:
            self.kept.end = at
            self.kept = None
        elif name == "sheetData":
            if self._behind(at, tag) == at:
                raise Refused("工作表是空的")
            self.sheet.inside = (self.sheet.inside[0], at)
            self.row = -1

    def _text(self, words: str) -> None:
        if self.words is not None:
            self.words.append(words)

    def _behind(self, at: int, tag: str) -> int:
        """Return the place behind an end tag at `at`; of <c/> the parser gives that place itself."""
        found = re.compile(rb"</" + re.escape(tag.encode()) + rb"\s*>").match(self.sheet.data, at)
        return found.end() if found else at


def _is_utf8(head: bytes) -> bool:
    declared = re.search(rb"encoding\s*=\s*[\"']([\w-]+)", head)
    return declared is None or declared[1].lower() in {b"utf-8", b"utf8", b"us-ascii", b"ascii"}


def _tag(data: bytes, at: int) -> bytes:
    found = _TAG.match(data, at)
    if found is None:
        raise Refused("工作表不完整或已损坏")
    return found[0]


# --- addresses ----------------------------------------------------------------------------------------------------


def place_of(words: str) -> Place | None:
    """Return the place of an address like M5; None for what is none."""
    match = _REFERENCE.fullmatch(words)
    return (int(match[2]) - 1, column_of(match[1])) if match and match[2].strip("0") else None


def column_of(letters: str) -> int:
    """Return a column's number from 0."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - 64
    return number - 1


def reference(place: Place) -> str:
    """Return the address of a place."""
    letters, column = "", place[1] + 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(65 + rest) + letters
    return f"{letters}{place[0] + 1}"


def area_of(words: str) -> Area:
    """Return the cells that A1:B2, or A1 alone, names. Raises ValueError."""
    first, _, last = words.partition(":")
    one, two = place_of(first), place_of(last or first)
    if one is None or two is None:
        raise ValueError(words)
    return one[0], one[1], two[0], two[1]


def _area_or_none(words: str) -> Area | None:
    try:
        return area_of(words)
    except ValueError:
        return None


def holds(area: Area, place: Place) -> bool:
    """Whether a place is one of an area's."""
    return area[0] <= place[0] <= area[2] and area[1] <= place[1] <= area[3]
