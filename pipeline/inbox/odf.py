"""The marks of an .ods: its cells say their styles and formulas, its styles say what they show (ODF 1.3)."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from pipeline.inbox.marks import MarkCollector, Marks, hold_together

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ERROR = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)|Err:\d{3}|#[^\s#]{1,8}[!?]")
_MOST_CELLS = 20_000_000  # marks of one sheet that a repeated style may give
_TELLING = (
    b":formula=",
    b":visibility=",
    b'"error"',
    b'"percentage"',
)  # else no cell has a mark
_REPEATED = re.compile(rb'number-(rows|columns)-repeated="\d{4,}"')
_VALUE = b"value-type="
_TAGS = [f"{_TABLE}{tag}" for tag in ("table", "table-row", "table-column", "table-cell", "covered-table-cell")]


@dataclass(slots=True)
class _Styles:
    months: set[str] = field(default_factory=set)  # data styles that show no day
    data: dict[str, str] = field(default_factory=dict)  # cell style → data style
    struck: dict[str, bool] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)

    def month(self, name: str) -> bool:
        return next((self.data[each] in self.months for each in self._line(name) if each in self.data), False)

    def is_struck(self, name: str) -> bool:
        return next((self.struck[each] for each in self._line(name) if each in self.struck), False)

    def are_used(self, content: bytes) -> bool:
        """Whether a style that marks its cells is named where cells are."""
        telling = (name for name in self.parents if self.month(name) or self.is_struck(name))
        return any(b'style-name="%s"' % name.encode() in content for name in telling)

    def _line(self, name: str) -> Iterator[str]:
        """Yield a style and those that it builds on."""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            yield name
            name = self.parents.get(name, "")


def marks(content: bytes, styles: bytes) -> Mapping[str, Marks] | None:
    """Return what the sheets say, by name; None where the parts cannot be followed.

    Raises Unsafe where what is repeated is more than anybody could hold in memory.
    """
    known = _Styles()
    if _is_far(content):
        _measure(content)
    try:
        for part in (styles, content):
            if part:
                _learn(part, known)
        tell = any(word in content for word in _TELLING) or known.are_used(content)
        return dict(_sheets(content, known)) if tell else {}
    except (etree.XMLSyntaxError, ValueError):
        return None


def _is_far(content: bytes) -> bool:
    """Whether a cell that holds something comes after, or is, what is repeated very often."""
    for match in _REPEATED.finditer(content):
        begin = content.rfind(b"<", 0, match.start())
        if content.startswith(b"<table:table-column", begin):
            continue
        end = content.find(b"</table:table>" if match[1] == b"rows" else b"</table:table-row>", match.end())
        if content.find(_VALUE, begin, end) >= 0:
            return True
    return False


def _measure(content: bytes) -> None:
    """Hold each sheet's last cells to what memory holds."""
    reach = _Reach()
    with contextlib.suppress(etree.XMLSyntaxError):  # who reads it will say so
        for event, element in _walk(content, _TAGS, ("start", "end")):
            reach.take(element, event)
            if event == "end":
                element.clear()


class _Reach:
    """How far the cells of a table reach that hold something."""

    def __init__(self) -> None:
        self.row = self.column = self.times = self.filled = 0
        self.lowest = self.rightmost = (0, 0)

    def take(self, element: Any, event: str) -> None:
        """Go on by what begins or ends."""
        match event, element.tag.rpartition("}")[2]:
            case "start", "table":
                self.row = self.filled = 0
                self.lowest = self.rightmost = (0, 0)
            case "start", "table-row":
                self.column, self.times = 0, _times(element, "rows")
            case "end", "table-row":
                self.row += self.times
            case "end", "table-cell" | "covered-table-cell":
                self._cell(element, _times(element, "columns"))
            case "end", "table":
                hold_together(self.lowest, self.rightmost, self.filled)
            case _:
                pass

    def _cell(self, element: Any, times: int) -> None:
        self.column += times
        if element.get(f"{_OFFICE}value-type"):
            last = self.row + self.times - 1, self.column - 1
            self.filled += times * self.times
            self.lowest = last if last[0] > self.lowest[0] else self.lowest
            self.rightmost = last if last[1] > self.rightmost[1] else self.rightmost


def _walk(part: bytes, tags: list[str], events: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False}
    yield from etree.iterparse(io.BytesIO(part), events=events, tag=tags, **options)


def _learn(part: bytes, known: _Styles) -> None:
    tags = [f"{_NUMBER}date-style", f"{_STYLE}style", f"{_OFFICE}body"]
    for event, element in _walk(part, tags, ("start", "end")):
        if element.tag == f"{_OFFICE}body":
            return  # the styles stand before it
        if event == "start":
            continue
        name = element.get(f"{_STYLE}name", "")
        if element.tag == f"{_NUMBER}date-style":
            shown = {etree.QName(child).localname for child in element.iterchildren(f"{_NUMBER}*")}
            if {"year", "month"} <= shown and not shown & {"day", "hours", "seconds"}:
                known.months.add(name)
        elif element.get(f"{_STYLE}family") == "table-cell":
            known.parents[name] = element.get(f"{_STYLE}parent-style-name", "")
            if data := element.get(f"{_STYLE}data-style-name"):
                known.data[name] = data
            for text in element.iterchildren(f"{_STYLE}text-properties"):
                line = text.get(f"{_STYLE}text-line-through-style") or text.get(f"{_STYLE}text-line-through-type")
                if line:
                    known.struck[name] = line != "none"


def _sheets(content: bytes, known: _Styles) -> Iterator[tuple[str, Marks]]:
    sheet = _Sheet(known)
    for event, element in _walk(content, _TAGS, ("start", "end")):
        tag = element.tag
        if event == "start":
            if tag == f"{_TABLE}table":
                sheet = _Sheet(known)
            elif tag == f"{_TABLE}table-row":
                sheet.begin_row(element)
            continue
        if tag == f"{_TABLE}table":
            yield element.get(f"{_TABLE}name", ""), sheet.found.marks(calculated=False)
        elif tag == f"{_TABLE}table-column":
            sheet.columns += [element.get(f"{_TABLE}default-cell-style-name", "")] * min(
                _times(element, "columns"), 4096
            )
        elif tag == f"{_TABLE}table-row":
            sheet.end_row()
        else:
            sheet.cell(element)
        element.clear()
        if tag == f"{_TABLE}table-row" and (before := element.getprevious()) is not None:
            element.getparent().remove(before)


def _times(element: Any, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return max(int(text), 1) if text.isdigit() and len(text) < 9 else 1  # noqa: PLR2004


class _Sheet:
    """A table while its cells go by."""

    def __init__(self, known: _Styles) -> None:
        self.known, self.found = known, MarkCollector()
        self.columns: list[str] = []  # their styles
        self.row = self.column = 0
        self.times = 1
        self.hidden = self.filled = False
        self.style = ""
        self._count = 0

    def begin_row(self, element: Any) -> None:
        self.column = 0
        self.times = _times(element, "rows")
        self.hidden = element.get(f"{_TABLE}visibility", "visible") != "visible"
        self.style = element.get(f"{_TABLE}default-cell-style-name", "")
        self.filled = False

    def end_row(self) -> None:
        if self.hidden and self.filled:
            self.found.hidden |= set(range(self.row, self.row + min(self.times, _MOST_CELLS)))
        self.row += self.times

    def cell(self, element: Any) -> None:
        times = _times(element, "columns")
        sort = element.get(f"{_OFFICE}value-type", "")
        formula = f"{_TABLE}formula" in element.attrib
        if sort or formula:
            self.filled = True
            self._mark(element, sort, times, formula=formula)
        self.column += times

    def _mark(self, element: Any, sort: str, times: int, *, formula: bool) -> None:
        default = self.columns[self.column] if self.column < len(self.columns) else ""
        style = element.get(f"{_TABLE}style-name") or self.style or default
        text = "".join(element.itertext(f"{_TEXT}p")) if formula or element.get(f"{_CALC}value-type") == "error" else ""
        error = text if _ERROR.fullmatch(text) or element.get(f"{_CALC}value-type") == "error" else ""
        month = sort == "date" and self.known.month(style)
        struck = self.known.is_struck(style)
        empty = formula and not sort and not text
        percent = sort == "percentage"
        if not (error or month or percent or struck or empty):
            return
        self._count += times * self.times
        if self._count > _MOST_CELLS:
            raise ValueError("too large")
        for place in ((self.row + y, self.column + x) for y in range(self.times) for x in range(times)):
            if error:
                self.found.errors[place] = error
            if month:
                self.found.months.add(place)
            if percent:
                self.found.percents.add(place)
            if struck:
                self.found.struck.add(place)
            if empty:
                self.found.empty.add(place)
