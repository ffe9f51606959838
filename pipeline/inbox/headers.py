"""Finds the tables of a sheet: which row is the header, what each column is, where the block ends.

A header is told by its words, not by its place: titles and 填报单位 stand above it, a second header row below it,
further blocks with headers of their own under that.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.inbox.sheet import Raw, Sheet
from pipeline.inbox.telling import KEY_WORDS, Column, Parts, Told, plain, tell

_TITLE = re.compile(r"(花名册|名册|名单|登记表|一览表|情况表|信息表|清单|台账|汇总表)\s*$|^(填报|报送)(单位|日期)")
_LEAST_BELOW = 2  # known columns of a header below the first
_MOST_IN_TITLE = 3  # cells that a title row may hold: 填报单位 …, 填报日期 …
_MOST_TITLES = 6  # rows above a header that may speak of it


_GAPS = (" ", "  ", "   ", "    ", "　", "　　", "\n")
_KEYS_AS_WRITTEN = frozenset(
    variant
    for word in KEY_WORDS
    for variant in (word, f"★{word}", f"*{word}", f"{word}*", *(gap.join(word) for gap in _GAPS))
)
"""What a header's decisive word looks like in a cell. Below the first header only rows with one of these are looked at
closely: a roster of 100,000 rows has two million cells."""


@dataclass(frozen=True, slots=True)
class Block:
    """One table on a sheet: what it is, its columns, the rows from `first` to before `end`, what stands above it."""

    told: Told
    header_row: int  # from 0
    first: int
    end: int
    above: tuple[str, ...] = ()  # texts of the rows above the header, nearest last

    @property
    def table(self) -> str:
        """The name of its kind."""
        return self.told.kinds[0].name

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, from left to right."""
        return self.told.columns

    def column(self, header: str) -> int | None:
        """Return the index of a canonical column."""
        return next((column.index for column in self.columns if column.header == header), None)


def blocks(sheet: Sheet) -> list[Block]:
    """Return the tables of a sheet, from top to bottom."""
    found = list(_headers(sheet))
    listed = []
    start = 0
    for number, header in enumerate(found):
        end = _without_titles(sheet, found[number + 1].row) if number + 1 < len(found) else len(sheet.rows)
        above = _above(sheet, max(start, header.row - _MOST_TITLES), header.row)
        start = header.row + header.height
        listed.append(Block(header.told, header.row, start, end, above))
    return listed


def _without_titles(sheet: Sheet, header: int) -> int:
    """Return where a block ends above the next header: its title and what is blank around that are not rows of it."""
    end = header
    while end:
        words = [cell for cell in sheet.rows[end - 1] if cell != ""]
        if words and not (len(words) <= _MOST_IN_TITLE and isinstance(words[0], str) and _TITLE.search(words[0])):
            break
        end -= 1
    return end


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    height: int
    told: Told


def _headers(sheet: Sheet) -> Iterator[_Header]:
    """Yield every header.

    Below the first header one word does not make another: it may be what somebody wrote into a cell.
    """
    row = first = 0
    while row < len(sheet.rows):
        if first and _KEYS_AS_WRITTEN.isdisjoint(sheet.rows[row]) and _next_is_plain(sheet, row):
            row += 1
            continue
        found = _header_at(sheet, row)
        if found is None or (first and sum(bool(column.header) for column in found.told.columns) < _LEAST_BELOW):
            row += 1
        else:
            yield found
            first = row = row + found.height


def _next_is_plain(sheet: Sheet, row: int) -> bool:
    """Whether the row below is no header either: then this one cannot be the upper of two."""
    return row + 1 >= len(sheet.rows) or _KEYS_AS_WRITTEN.isdisjoint(sheet.rows[row + 1])


def _header_at(sheet: Sheet, row: int) -> _Header | None:
    """Return the header that begins in `row`: one row, or two whose lower one completes the upper."""
    cells = sheet.rows[row]
    below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else ()
    if _has_key(cells):
        return _completed(sheet, row) or _one_row(sheet, row)
    if _has_key(below) and _has_word(cells) and _adds(sheet, row):
        return _completed(sheet, row)
    return None


def _one_row(sheet: Sheet, row: int) -> _Header | None:
    told = tell([(_words(cell),) for cell in sheet.rows[row]])
    return _Header(row, 1, told) if told else None


def _completed(sheet: Sheet, row: int) -> _Header | None:
    pair = _joined(sheet, row)
    told = tell(pair) if pair else None
    return _Header(row, 2, told) if told else None


def _adds(sheet: Sheet, row: int) -> bool:
    """Whether the row above a header names columns that the header leaves open; a title does not."""
    below = [_text(cell) for cell in sheet.rows[row + 1]]
    words = [word for word in below if word]
    upper = [_text(cell) for cell in sheet.rows[row]]
    return len(set(words)) < len(words) or any(top and not sub for top, sub in zip(upper, below, strict=True))


def _words(cell: Raw) -> str:
    """Return what a header cell says: also a date, which heads a column of a sheet of attendance."""
    return cell if isinstance(cell, str) else cell.strftime("%Y-%m-%d") if isinstance(cell, dt.date) else ""


def _text(cell: Raw) -> str:
    return plain(cell) if isinstance(cell, str) else ""


def _has_key(cells: Sequence[Raw]) -> bool:
    return any(isinstance(cell, str) and cell and len(cell) < 40 and plain(cell) in KEY_WORDS for cell in cells)  # noqa: PLR2004


def _has_word(cells: Sequence[Raw]) -> bool:
    return any(isinstance(cell, str) and cell for cell in cells)


def _joined(sheet: Sheet, row: int) -> list[Parts] | None:
    """Return each column's words from two header rows, upper first; None where the second is no header row."""
    if row + 1 >= len(sheet.rows):
        return None
    upper, lower = [_as_text(cell) for cell in sheet.rows[row]], sheet.rows[row + 1]
    spread = _spread(sheet, row, upper)
    words: list[Parts] = []
    below = 0
    for column, (top, cell) in enumerate(zip(spread, lower, strict=True)):
        sub = _as_text(cell)
        if cell != "" and (not sub or (upper[column] and spread.count(top) == 1)):
            return None  # a value, or a word under a header that stands alone: data
        below += bool(sub)
        words.append((top, sub) if sub and top else (sub or top,))
    return words if below else None


def _as_text(cell: Raw) -> str:
    return cell if isinstance(cell, str) else ""


def _spread(sheet: Sheet, row: int, upper: list[str]) -> list[str]:
    """Return the upper header words, each over the columns that it is merged over (or that are blank after it)."""
    found = list(upper)
    merged = [merge for merge in sheet.merges if merge[0] <= row <= merge[2] and merge[1] < merge[3]]
    if sheet.merges:
        for _, left, _, right in merged:
            for column in range(left, min(right + 1, len(found))):
                found[column] = upper[left]
        return found
    for column in range(1, len(found)):
        if not found[column] and sheet.rows[row + 1][column] != "":
            found[column] = found[column - 1]
    return found


def _above(sheet: Sheet, start: int, row: int) -> tuple[str, ...]:
    return tuple(
        cell.strip() for line in sheet.rows[start:row] for cell in line if isinstance(cell, str) and cell.strip()
    )
