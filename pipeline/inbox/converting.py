"""Sheets of any format as an .xlsx: texts, numbers, dates as they were shown; no looks, no formulas.

Whoever asks reads the result back: what a workbook cannot hold (a formula without a result) is missing there.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Sequence
from typing import Any

from pipeline.inbox.marks import Place
from pipeline.inbox.sheet import Raw, Sheet

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST = 31  # characters of a sheet's name
_TEXT, _ANY = "@", "General"
_MONTH, _DAY, _MOMENT = 'yyyy"年"m"月"', "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


def named(pages: Sequence[Sheet]) -> dict[str, str]:
    """Return for each sheet a name that an .xlsx may give it: a CSV is called as its file, however long that is."""
    found: dict[str, str] = {}
    for page in pages:
        bare = _FORBIDDEN.sub("_", page.name).strip("'")[:_LONGEST] or "_"
        name, count = bare, 1
        while name.casefold() in {each.casefold() for each in found.values()}:
            count += 1
            name = f"{bare[: _LONGEST - 4]}({count})"
        found[page.name] = name
    return found


def as_workbook(pages: Sequence[Sheet]) -> bytes:
    """Return an .xlsx of the sheets' values, with merged cells, hidden rows and what is struck through."""
    import xlsxwriter  # noqa: PLC0415 - heavy: only who mends such a file loads it

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False}) as book:
        looks: dict[tuple[str, bool], Any] = {}
        for page in pages:
            _Page(book, page, looks).write()
    return buffer.getvalue()


class _Page:
    def __init__(self, book: Any, page: Sheet, looks: dict[tuple[str, bool], Any]) -> None:
        self.book, self.page, self.looks = book, page, looks
        self.made = book.add_worksheet(page.name)

    def write(self) -> None:
        page = self.page
        for row, cells in enumerate(page.rows):
            for column, value in enumerate(cells):
                self._cell((row, column), page.marks.errors.get((row, column), value))
        for top, left, bottom, right in page.merges:
            self.made.merge_range(top, left, bottom, right, "")
            first = page.rows[top][left] if top < len(page.rows) and left < len(page.rows[top]) else ""
            self._cell((top, left), page.marks.errors.get((top, left), first))
        for row in page.marks.hidden_rows:
            self.made.set_row(row, None, None, {"hidden": True})
        if page.hidden:
            self.made.hide()

    def _cell(self, place: Place, value: Raw) -> None:
        match value:
            case "":
                pass
            case str():
                self.made.write_string(*place, value, self._look(_TEXT, place))
            case bool():
                self.made.write_boolean(*place, value, self._look(_ANY, place))
            case int() | float() if math.isfinite(value):
                self.made.write_number(*place, value, self._look(_ANY, place))
            case dt.date():
                self.made.write_datetime(*place, value, self._look(self._shape(place, value), place))
            case _:
                pass  # a length of time, no number: missed where the copy is read back

    def _shape(self, place: Place, value: dt.date) -> str:
        if place in self.page.marks.months:
            return _MONTH
        return _MOMENT if isinstance(value, dt.datetime) and value.time() != dt.time() else _DAY

    def _look(self, shape: str, place: Place) -> Any:
        struck = place in self.page.marks.struck
        if (shape, struck) not in self.looks:
            self.looks[shape, struck] = self.book.add_format({"num_format": shape, "font_strikeout": struck})
        return self.looks[shape, struck]
