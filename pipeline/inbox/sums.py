"""合计 rows of declared sheets, held to what stands above them: numbers are summed up, marks below days counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.inbox import cells, fields
from pipeline.inbox.record_rows import TotalLine
from pipeline.inbox.row_reader import RowReader, SheetTable
from pipeline.model import codes
from pipeline.model.declared import NUMBERS, DeclaredSheet, TotalRow
from pipeline.model.facts import Pair, Row
from pipeline.model.problem import Problem


@dataclass(slots=True)
class Sums:
    """The rows of one table, and what its 合计 rows say of them."""

    table: SheetTable
    sheet: DeclaredSheet
    _rows: list[Row] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Take a row that 合计 rows below may count."""
        self._rows.append(row)

    def wrong(self, totals: Sequence[TotalLine]) -> Iterator[Problem]:
        """Yield what 合计 rows say that is not so; one that says nothing that can be held to the rows is named."""
        start = 0
        for total in totals:
            above = [row for row in self._rows if row.source and row.source.row <= total.line.row]
            parts = [above] if start == 0 else [above, above[start:]]
            held = [*self._counted(total, parts), *self._summed(total.line, parts)]
            start = len(above)
            yield from (problem for problem in held if problem)
            if not held:
                yield from self._of_rows(total, [len(part) for part in parts])

    def _of_rows(self, total: TotalLine, counts: Sequence[int]) -> Iterator[Problem]:
        """Yield what is to be said of a number that stands beside 合计: it counts the rows."""
        origin = total.line.source.origin
        if total.number is None:
            yield codes.ROW_SKIPPED.at(origin, table=self.sheet.name, reason="是合计行")
        elif total.number not in counts:
            yield codes.TOTAL_SHEET.at(origin, stated=total.number, counted=counts[0])

    def _summed(self, line: RowReader, parts: Sequence[Sequence[Row]]) -> Iterator[Problem | None]:
        """Yield for each sum that is stated below a column of numbers what is wrong with it, None for nothing."""
        for column in self.sheet.valued:
            if column.cell not in NUMBERS or column.merged or not self.table.has(column.name):
                continue
            stated = cells.parsed(fields.text(line.raw(column.name)), column.unit)
            if stated is None:
                continue
            sums = [_sum(part, column.name) for part in parts]
            if None in sums:
                yield None  # a number above cannot be read: told there
                continue
            yield None if stated in sums else _told(line, column.name, stated, sums[0])

    def _counted(self, total: TotalLine, parts: Sequence[Sequence[Row]]) -> Iterator[Problem | None]:
        """Yield for each number below a day what is wrong with it, None for nothing."""
        row = next((each for each in self.sheet.total_rows if total.words.startswith(each.begins)), None)
        if row is None or self.sheet.wide is None:
            return
        headers = {pair.column for each in self._rows for pair in _pairs(each, self.sheet.wide.column)}
        for header in sorted(headers, key=lambda each: self.table.indexes.get(each, 0)):
            stated = cells.parsed(fields.text(total.line.raw(header)))
            if stated is not None:
                counts = [float(_count(part, self.sheet.wide.column, header, row)) for part in parts]
                yield None if stated in counts else _told(total.line, header, stated, counts[0])


def _told(line: RowReader, header: str, stated: float, counted: float | None) -> Problem:
    shown = [f"{number:g}" for number in (stated, counted or 0)]
    return codes.TOTAL_SHEET.at(line.source.at(header), stated=shown[0], counted=shown[1])


def _sum(rows: Sequence[Row], column: str) -> float | None:
    values = [row.value(column) for row in rows]
    numbers = [value for value in values if isinstance(value, int | float)]
    return round(sum(numbers), 6) if len(numbers) == sum(value not in ("", None) for value in values) else None


def _pairs(row: Row, column: str) -> tuple[Pair, ...]:
    value = row.value(column)
    return value if isinstance(value, tuple) else ()


def _count(rows: Sequence[Row], column: str, header: str, total: TotalRow) -> int:
    held = (pair.value for row in rows for pair in _pairs(row, column) if pair.column == header)
    return sum(value in total.counts if total.counts else value != "" for value in held)
