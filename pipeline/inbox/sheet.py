"""A workbook of any format, or the tables of a Word file → sheets whose cells know their address.

Formats are told by content (sheet_bytes). What cannot be read is one Problem that says what the clerk can do; never an
exception.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import TypeAlias

from pipeline import confine
from pipeline.inbox.marks import Marks
from pipeline.model import codes
from pipeline.model.facts import Source
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Read

Raw: TypeAlias = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""What a cell holds before anybody has read it; "" where it is empty."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_WORD_ENDINGS = (".docx", ".docm", ".dotx", ".wps")
_LETTERS = 26


@frozen
class Sheet:
    """One sheet: `rows` from A1 on, all of one length; `merges` as first row, first column, last row, last column."""

    name: str
    rows: Sequence[Sequence[Raw]]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    marks: Marks = Marks()
    dittos: Mapping[str, bool] = field(default_factory=dict)  # texts for another cell; whether that is the one above
    titles: tuple[str, ...] = ()  # what stands above it in a Word file, nearest last
    word: bool = False  # a table of a Word file: its cells have no letters

    def place(self, column: int) -> str:
        """Return what a column, counted from 0, is called in an address."""
        return f"第{column + 1}列" if self.word else column_letter(column)

    def source(
        self, file: str, row: int, columns: Mapping[str, str], titles: tuple[str, ...] = (), head: int = -1
    ) -> Source:
        """Return the address of a row, counted from 0; `titles`: what stands above its table, `head`: its headers."""
        return Source(file, self.name, row + 1, columns, self.word, titles, head + 1)

    def is_merged(self, row: int, column: int) -> bool:
        """Whether a cell is part of one that goes over several columns."""
        return any(top <= row <= bottom and left <= column <= right > left for top, left, bottom, right in self.merges)

    def within(self, left: int, right: int) -> Sheet:
        """Return the sheet without what stands beside some columns; a heading over all of them stays: it is theirs."""
        over = {top for top, first, _, last in self.merges if first < left <= last}
        over |= {number for number, row in enumerate(self.rows) if _is_heading(row)}
        before, behind = [""] * left, [""] * (len(self.rows[0]) - right - 1) if self.rows else []
        rows = [
            row if number in over else [*before, *row[left : right + 1], *behind]
            for number, row in enumerate(self.rows)
        ]
        return replace(self, rows=rows)


def _is_heading(row: Sequence[Raw]) -> bool:
    """Whether a row holds nothing but a branch's name."""
    words = [cell for cell in row if cell != ""]
    return len(words) == 1 and isinstance(words[0], str) and "支部" in words[0]


def column_letter(column: int) -> str:
    """Return the letters of a column counted from 0: A, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(65 + rest) + letters
    return letters


_SECONDS = 30.0  # that a workbook may take; 100,000 rows of 20 columns take 3
_DEATHS = {
    "time": f"太大或太复杂，{_SECONDS:.0f} 秒没有读完",
    "memory": "太大，内存放不下",
    "abort": "内容异常，读到一半中断了",
}


def sheets_confined(data: bytes, file: str) -> Read[tuple[Sheet, ...]]:
    """Do what `read` does in a helper process: whatever is in the file, this process lives."""
    try:
        found: Read[tuple[Sheet, ...]] = confine.shared().call(f"{__name__}:sheets_of", data, file, seconds=_SECONDS)
    except confine.Died as death:
        return Read((), (codes.FILE_UNREADABLE.at(Origin(file), reason=_DEATHS[death.reason]),))
    return found


def sheets_of(data: bytes, file: str) -> Read[tuple[Sheet, ...]]:
    """Return the sheets of a workbook, the hidden ones among them, or the one Problem why there are none."""
    from pipeline.inbox import sheet_bytes  # noqa: PLC0415 - heavy: only who reads a workbook loads it

    return sheet_bytes.read(data, file)


def is_word_file(data: bytes) -> bool:
    """Whether this is a Word file (.docx), whatever it is called."""
    listing = data[-65_536:]
    return data.startswith(_ZIP) and b"word/document.xml" in listing and b"xl/workbook" not in listing
