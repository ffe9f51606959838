"""Tables that only call themselves workbooks: web pages and XML 2003 sheets that programs save as .xls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from lxml import etree, html

from pipeline.inbox.marks import MarkCollector, Marks, Place, by_the_hundred, shows_no_day, shows_percent

_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_DATED = f"{_SPREADSHEET}Data[@{_SPREADSHEET}Type='DateTime']"
_NUMBERED = f"{_SPREADSHEET}Data[@{_SPREADSHEET}Type='Number']"
_MOST_CELLS = 5_000_000  # of one table; a span of millions is somebody's mistake, or worse
_WIDEST = 16_384  # columns of a workbook

Merge = tuple[int, int, int, int]


Value: TypeAlias = str | dt.date


class WebTable(NamedTuple):
    """A table: its rows are from A1 on."""

    name: str
    rows: list[list[Value]]
    merges: tuple[Merge, ...]
    hidden: bool = False
    marks: Marks = Marks()


def is_spreadsheet_xml(data: bytes) -> bool:
    """Whether this is an XML 2003 workbook."""
    return b"urn:schemas-microsoft-com:office:spreadsheet" in data[:4096]


def read_html(data: bytes) -> list[WebTable]:
    """Return the tables of a web page. Raises ValueError where there are none, or they are too large."""
    try:
        page = html.document_fromstring(data, parser=html.HTMLParser(encoding=_charset(data), no_network=True))
    except (etree.LxmlError, LookupError) as fault:
        raise ValueError("no page") from fault
    found = []
    for number, table in enumerate(page.iter("table"), 1):
        if table.getparent() is not None and any(above.tag == "table" for above in table.iterancestors()):
            continue
        grid = _Grid()
        for row in table.iter("tr"):
            grid.begin_row()
            for cell in row.iterchildren("td", "th"):
                words = "\n".join(str(line).strip() for line in cell.itertext() if str(line).strip())
                grid.put(words, _span(cell.get("colspan")), _span(cell.get("rowspan")))
        found.append(WebTable(f"表{number}", grid.rows(), tuple(grid.merges)))
    if not found:
        raise ValueError("no table")
    return found


def read_xml(data: bytes) -> list[WebTable]:
    """Return the sheets of an XML 2003 workbook. Raises ValueError where it is none, or too large."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as fault:
        raise ValueError("no XML") from fault
    months, percents, struck = _styles(root)
    found = []
    for sheet in root.iter(f"{_SPREADSHEET}Worksheet"):
        grid, marks = _Grid(), MarkCollector()
        for row in sheet.iter(f"{_SPREADSHEET}Row"):
            grid.begin_row(_index(row.get(f"{_SPREADSHEET}Index")))
            if row.get(f"{_SPREADSHEET}Hidden") == "1":
                marks.hidden.add(grid.row)
            for cell in row.iterchildren(f"{_SPREADSHEET}Cell"):
                words = "".join(
                    str(text) for part in cell.iterchildren(f"{_SPREADSHEET}Data") for text in part.itertext()
                )
                across, down = (_span(cell.get(f"{_SPREADSHEET}Merge{way}"), 0) for way in ("Across", "Down"))
                style = cell.get(f"{_SPREADSHEET}StyleID") or row.get(f"{_SPREADSHEET}StyleID")
                place = grid.put(
                    _value(cell, words, shared=style in percents),
                    across + 1,
                    down + 1,
                    _index(cell.get(f"{_SPREADSHEET}Index")),
                )
                if words and style in months:
                    marks.months.add(place)
                if words and style in struck:
                    marks.struck.add(place)
                if not words and cell.get(f"{_SPREADSHEET}Formula"):
                    marks.empty.add(place)
        hidden = any(str(shown.text).startswith("SheetHidden") for shown in sheet.iter("{*}Visible"))
        name = sheet.get(f"{_SPREADSHEET}Name") or "表"
        found.append(WebTable(name, grid.rows(), tuple(grid.merges), hidden, marks.marks(calculated=False)))
    if not found:
        raise ValueError("no sheet")
    return found


def _value(cell: Any, words: str, *, shared: bool) -> Value:
    if cell.find(_DATED) is not None:
        return _date(words)
    return _share(words) if shared and cell.find(_NUMBERED) is not None else words


def _date(words: str) -> Value:
    """Return what a cell of the type DateTime holds; one with a time of day stays as it is written."""
    try:
        moment = dt.datetime.fromisoformat(words)
    except ValueError:
        return words
    return moment.date() if not (moment.hour or moment.minute) else words


def _share(words: str) -> str:
    try:
        return by_the_hundred(float(words))
    except ValueError:
        return words


def _styles(root: Any) -> tuple[set[str], set[str], set[str]]:
    """Return the styles that show a date without its day, that show per cents, and that are struck through."""
    months, percents, struck = set(), set(), set()
    for style in root.iter(f"{_SPREADSHEET}Style"):
        name = style.get(f"{_SPREADSHEET}ID") or ""
        for look in style.iterchildren(f"{_SPREADSHEET}NumberFormat"):
            code = look.get(f"{_SPREADSHEET}Format") or ""
            months |= {name} if shows_no_day(code) else set()
            percents |= {name} if code == "Percent" or shows_percent(code) else set()
        for font in style.iterchildren(f"{_SPREADSHEET}Font"):
            struck |= {name} if font.get(f"{_SPREADSHEET}StrikeThrough") == "1" else set()
    return months, percents, struck


def _charset(data: bytes) -> str:
    head = data[:2048].lower()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"gb" in head.partition(b"charset=")[2][:12]:
        return "gb18030"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _span(text: str | None, default: int = 1) -> int:
    return min(int(text), _WIDEST) if text and text.strip().isdigit() else default


def _index(text: str | None) -> int | None:
    return int(text) - 1 if text and text.isdigit() and int(text) else None


class _Grid:
    """Cells being placed, row by row, around those that reach down from above."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Value] = {}
        self.merges: list[Merge] = []
        self.taken: set[tuple[int, int]] = set()
        self.row, self.column = -1, 0

    def begin_row(self, index: int | None = None) -> None:
        """Go to the next row, or to the one that the file names."""
        self.row, self.column = max(self.row + 1, index or 0), 0

    def put(self, words: Value, across: int, down: int, index: int | None = None) -> Place:
        """Place a cell at the next free column; return its place."""
        if index is not None:
            self.column = index
        while (self.row, self.column) in self.taken:
            self.column += 1
        if across * down > _WIDEST or self.column > _WIDEST or len(self.cells) > _MOST_CELLS:
            raise ValueError("too large")
        self.cells[self.row, self.column] = words
        if across > 1 or down > 1:
            self.merges.append((self.row, self.column, self.row + down - 1, self.column + across - 1))
            self.taken |= set(_area(self.row, self.column, across, down))
        self.column += across
        return self.row, self.column - across

    def rows(self) -> list[list[Value]]:
        """Return the rows, all of one length."""
        height = max((row for row, _ in self.cells), default=-1) + 1
        width = max((column for _, column in self.cells), default=-1) + 1
        if height * width > _MOST_CELLS:
            raise ValueError("too large")
        return [[self.cells.get((row, column), "") for column in range(width)] for row in range(height)]


def _area(row: int, column: int, across: int, down: int) -> Iterator[tuple[int, int]]:
    yield from ((row + y, column + x) for y in range(down) for x in range(across))
