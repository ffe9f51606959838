"""合计 rows of declared sheets, held to what stands above them: numbers are summed up, marks below days counted.

One that stands right below a part's heading is held to the rows of its part, which come below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.inbox import cells, fields
from pipeline.inbox.record_rows import TotalLine
from pipeline.inbox.row_reader import RowReader, SheetTable
from pipeline.model import codes
from pipeline.model.declared import NUMBERS, DeclaredSheet, TotalRow
from pipeline.model.facts import Pair, Row
from pipeline.model.problem import Problem


@dataclass(slots=True)
class _Counted:
    """What stands in some rows, as far as 合计 rows may state it."""

    rows: int = 0
    sums: Counter[str] = field(default_factory=Counter)  # of a column's numbers
    unread: set[str] = field(default_factory=set)  # columns in which something is no number
    marks: Counter[tuple[str, str | None]] = field(default_factory=Counter)  # below a day, a mark; None: not read

    def add(self, row: Row, numbers: Sequence[str], days: str) -> None:
        self.rows += 1
        for name in numbers:
            value = row.value(name)
            if isinstance(value, int | float):
                self.sums[name] += value  # type: ignore[assignment]  # of decimals, too
            elif value not in ("", None):
                self.unread.add(name)
        for pair in _pairs(row, days) if days else ():
            self.marks[pair.column, pair.value if isinstance(pair.value, str) else None] += 1

    def sum(self, column: str) -> float | None:
        """Return the sum of a column, None where a number cannot be read."""
        return None if column in self.unread else round(self.sums[column], 6)

    def marked(self, header: str, total: TotalRow) -> int:
        """Return how often a mark stands below a day that a total counts."""
        return sum(
            often
            for (column, mark), often in self.marks.items()
            if column == header and (mark in total.counts if total.counts else mark != "")
        )


@dataclass(slots=True)
class Sums:
    """The rows of one table while they come, and what its 合计 rows say of those above: all, since the last, a part."""

    table: SheetTable
    sheet: DeclaredSheet
    _all: _Counted = field(default_factory=_Counted)
    _since: _Counted = field(default_factory=_Counted)
    _part: _Counted = field(default_factory=_Counted)  # since the last heading
    _parts: int = 0
    _ahead: TotalLine | None = None  # stands right below a heading
    _numbers: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Find the columns of numbers."""
        valued = (column for column in self.sheet.valued if column.cell in NUMBERS and not column.merged)
        self._numbers = tuple(column.name for column in valued if self.table.has(column.name))

    def add(self, row: Row) -> None:
        """Take a row that 合计 rows below may count."""
        days = self.sheet.wide.column if self.sheet.wide else ""
        self._all.add(row, self._numbers, days)
        self._since.add(row, self._numbers, days)
        self._part.add(row, self._numbers, days)

    def begin(self, parts: int) -> list[Problem]:
        """Return what the 合计 row above a part says wrongly, if a heading has come since; `parts`: how many so far."""
        if parts == self._parts:
            return []
        wrong, self._part, self._parts = self.end(), _Counted(), parts
        return wrong

    def end(self) -> list[Problem]:
        """Return what the 合计 row right below the last heading says that its part does not give."""
        ahead, self._ahead = self._ahead, None
        return list(self._wrong(ahead, [self._part, self._all])) if ahead else []

    def of_all(self, totals: Iterable[TotalLine]) -> Iterator[Problem]:
        """Yield what the next 合计 rows say that is not so; one that cannot be held to the rows is named."""
        for total in totals:
            yield from self.begin(total.part)
            since, self._since = self._since, _Counted()
            if self._parts and not self._part.rows and self._ahead is None:
                self._ahead = total
            else:
                parts = [self._all, since, self._part]
                yield from self._wrong(total, parts[::-1] if "小计" in total.words else parts)

    def _wrong(self, total: TotalLine, parts: Sequence[_Counted]) -> Iterator[Problem]:
        held = [*self._counted(total, parts), *self._summed(total.line, parts)]
        yield from (problem for problem in held if problem)
        if not held:
            yield from self._of_rows(total, [part.rows for part in parts])

    def _of_rows(self, total: TotalLine, counts: Sequence[int]) -> Iterator[Problem]:
        """Yield what is to be said of a number that stands beside 合计: it counts the rows."""
        origin = total.line.source.origin
        if total.number is None:
            yield codes.ROW_SKIPPED.at(origin, table=self.sheet.name, reason="是合计行")
        elif total.number not in counts:
            yield codes.TOTAL_SHEET.at(origin, stated=total.number, counted=counts[0])

    def _summed(self, line: RowReader, parts: Sequence[_Counted]) -> Iterator[Problem | None]:
        """Yield for each sum that is stated below a column of numbers what is wrong with it, None for nothing."""
        for name in self._numbers:
            column = self.sheet.get(name)
            stated = cells.parsed(fields.text(line.raw(name)), column.unit if column else "")
            if stated is None:
                continue
            sums = [part.sum(name) for part in parts]
            if None in sums:
                yield None  # a number above cannot be read: told there
                continue
            yield None if stated in sums else _told(line, name, stated, sums[0])

    def _counted(self, total: TotalLine, parts: Sequence[_Counted]) -> Iterator[Problem | None]:
        """Yield for each number below a day what is wrong with it, None for nothing."""
        row = next((each for each in self.sheet.total_rows if total.words.startswith(each.begins)), None)
        if row is None or self.sheet.wide is None:
            return
        headers = {column for column, _ in self._all.marks}
        for header in sorted(headers, key=lambda each: self.table.indexes.get(each, 0)):
            stated = cells.parsed(fields.text(total.line.raw(header)))
            if stated is not None:
                counts = [float(part.marked(header, row)) for part in parts]
                yield None if stated in counts else _told(total.line, header, stated, counts[0])


def _told(line: RowReader, header: str, stated: float, counted: float | None) -> Problem:
    shown = [f"{number:g}" for number in (stated, counted or 0)]
    return codes.TOTAL_SHEET.at(line.source.at(header), stated=shown[0], counted=shown[1])


def _pairs(row: Row, column: str) -> tuple[Pair, ...]:
    value = row.value(column)
    return value if isinstance(value, tuple) else ()
