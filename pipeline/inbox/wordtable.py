"""The tables of a Word file → sheets: 表1, 表2 … in reading order, each with the lines that stand above it.

A table within a table's cell is a table of its own. What Word does not show (deleted by a tracked change, hidden text)
is left out; what is struck through is marked. Merged cells are merges, as in a workbook.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from pipeline.inbox import banners
from pipeline.inbox.marks import Marks
from pipeline.inbox.webtable import Merge

_MOST_CELLS = 2_000_000
_WIDEST = 512  # columns; Word itself has 63
_LONGEST_TITLE = 60  # characters; what is longer is text, not a title
_MOST_TITLES = 12
_UNSEEN = frozenset(
    {"del", "moveFrom", "instrText", "delText", "txbxContent", "rt", "drawing", "pict", "object", "Fallback"}
)
_THROUGH = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "AlternateContent", "Choice"})
_SYMBOLS = {
    **dict.fromkeys(("F0FC", "F0FE", "F052", "F050"), "√"),  # ticks of Wingdings and Wingdings 2, bare and in a box
    **dict.fromkeys(("F0FB", "F0FD", "F051", "F04F"), "×"),
    **dict.fromkeys(("F0A8", "F06F", "F0A3", "F02A", "F030"), "□"),
}
"""What characters of symbol fonts say; any other cannot be known."""


@dataclass(slots=True)
class WordTable:
    """One table: `rows` of equal length, what is merged in it, what stands above it (nearest last)."""

    name: str
    rows: list[list[str]] = field(default_factory=list)
    merges: tuple[Merge, ...] = ()
    titles: tuple[str, ...] = ()
    marks: Marks = Marks()


def read(data: bytes) -> list[WordTable]:
    """Return the tables of a .docx. Raises ValueError where it is damaged or too large."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.read("word/document.xml")
    if b"tbl>" not in part:
        return []
    try:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as fault:
        raise ValueError("no document") from fault
    found: list[WordTable] = []
    titles: tuple[str, ...] = ()
    lines: list[str] = []  # since the last table
    for element in root.iter("{*}p", "{*}tbl"):
        name = _local(element)
        within = next((_local(above) for above in element.iterancestors() if _local(above) in {"tbl", *_UNSEEN}), "")
        if within in _UNSEEN or (name == "p" and within == "tbl"):
            continue
        if name == "tbl":
            titles, lines = _standing(titles, lines), []
            table = _Grid(f"表{len(found) + 1}", titles[-_MOST_TITLES:])
            table.fill(element)
            found.append(table.table())
        elif words := _paragraph(element).strip():
            lines += [words] if len(words) <= _LONGEST_TITLE else []
    return found


def _standing(titles: tuple[str, ...], lines: list[str]) -> tuple[str, ...]:
    """Return what stands above a table: a title of its own is in the place of that of the table before.

    What stands above all of them (the document's heading) stays.
    """
    goes_on = all(banners.goes_on(words, of_people=True) for words in lines)
    return (*(titles if goes_on else titles[: -len(lines)]), *lines)


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _children(element: Any, name: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, also those that a control or a tracked change holds."""
    for child in element:
        local = _local(child)
        if local == name:
            yield child
        elif local in _THROUGH:
            yield from _children(child, name)


def _value(element: Any, path: tuple[str, ...], default: str = "") -> str | None:
    """Return the w:val of a property; None where the property is not there."""
    for name in path:
        element = next((child for child in element if _local(child) == name), None)
        if element is None:
            return None
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == "val"), default)


def _is_on(value: str | None) -> bool:
    return value is not None and value not in {"0", "false", "off", "none"}


def _number(value: str | None, default: int) -> int:
    return min(int(value), _WIDEST) if value and value.isdigit() and len(value) < 5 else default  # noqa: PLR2004


def _paragraph(element: Any) -> str:
    return "".join(text for text, _ in _runs(element))


def _runs(element: Any) -> Iterator[tuple[str, bool]]:
    """Yield the texts of what is shown, and whether each is struck through."""
    for child in element:
        name = _local(child)
        if name == "r":
            if not _is_on(_value(child, ("rPr", "vanish"))):
                struck = _is_on(_value(child, ("rPr", "strike"))) or _is_on(_value(child, ("rPr", "dstrike")))
                yield from ((text, struck) for text in _texts(child))
        elif name not in _UNSEEN and name not in {"tbl", "rPr", "pPr"}:
            yield from _runs(child)


def _texts(run: Any) -> Iterator[str]:
    for child in run:
        match _local(child):
            case "t":
                yield child.text or ""
            case "tab":
                yield " "
            case "br" | "cr":
                yield "\n"
            case "noBreakHyphen":
                yield "-"
            case "sym":
                yield next(
                    (_SYMBOLS.get(str(v).upper(), "\ufffd") for k, v in child.attrib.items() if k.endswith("}char")), ""
                )
            case "ruby":
                yield from (text for text, _ in _runs(child))
            case _:
                pass


class _Grid:
    """A table's cells while they are placed."""

    def __init__(self, name: str, titles: tuple[str, ...]) -> None:
        self.name, self.titles = name, titles
        self.rows: list[dict[int, str]] = []
        self.struck: set[tuple[int, int]] = set()
        self.hidden: set[int] = set()
        self.areas: dict[tuple[int, int], tuple[int, int]] = {}  # first cell → last row, last column
        self.width = 0
        self._open: dict[int, tuple[int, int]] = {}  # column → the cell that reaches down there
        self._count = 0

    def fill(self, element: Any) -> None:
        """Take a w:tbl."""
        for row in _children(element, "tr"):
            if _value(row, ("trPr", "del")) is not None:
                continue  # deleted by a tracked change
            number = len(self.rows)
            self.rows.append({})
            if _is_on(_value(row, ("trPr", "hidden"))):
                self.hidden.add(number)
            column = _number(_value(row, ("trPr", "gridBefore")), 0)
            for cell in _children(row, "tc"):
                span = _number(_value(cell, ("tcPr", "gridSpan")), 1) or 1
                self._place(cell, number, column, span)
                column += span
            self.width = max(self.width, column)
            self._count += column
            if self.width > _WIDEST or self._count > _MOST_CELLS or len(self.rows) * self.width > _MOST_CELLS:
                raise ValueError("too large")

    def _place(self, cell: Any, row: int, column: int, span: int) -> None:
        merge = _value(cell, ("tcPr", "vMerge"), "continue")
        across = _value(cell, ("tcPr", "hMerge"), "continue")
        if merge == "continue" and column in self._open:
            top = self._open[column]
            self.areas[top] = (row, self.areas[top][1])
            return
        if across == "continue" and column and self.rows[row]:
            left = max(self.rows[row])
            self.areas[row, left] = (row, column)
            return
        lines = [list(_runs(paragraph)) for paragraph in _children(cell, "p")]
        self.rows[row][column] = "\n".join("".join(text for text, _ in line) for line in lines).strip()
        shown = [struck for line in lines for text, struck in line if text.strip()]
        if shown and all(shown):
            self.struck.add((row, column))
        self.areas[row, column] = (row, column + span - 1)
        for place in range(column, column + span):
            self._open.pop(place, None)
        if merge is not None:
            self._open[column] = (row, column)

    def table(self) -> WordTable:
        """Return what has been placed."""
        rows = [[row.get(column, "") for column in range(self.width)] for row in self.rows]
        merges = tuple((*first, *last) for first, last in self.areas.items() if first != last)
        marks = Marks(struck=frozenset(self.struck), hidden_rows=frozenset(self.hidden))
        return WordTable(self.name, rows, merges, self.titles, marks)
