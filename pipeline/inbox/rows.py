"""The sheets that sheets.yaml declares: a block → its Rows, each cell by the type of its column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.inbox import cells, days, fields, nothing
from pipeline.inbox.cells import Chosen
from pipeline.inbox.days import Heading
from pipeline.inbox.headers import SheetBlock
from pipeline.inbox.record_rows import Walk
from pipeline.inbox.row_reader import RowReader, SheetTable
from pipeline.inbox.sheet import Sheet
from pipeline.inbox.sheet_kinds import DAYS
from pipeline.inbox.sums import Sums
from pipeline.inbox.telling import NUMBER_HEADERS, Column
from pipeline.model import codes
from pipeline.model.declared import BUILT_IN, Belongs, CellType, DeclaredSheet, Ownerless, SheetColumn
from pipeline.model.facts import Field, Pair, PartialDate, Row, Undated, Unread
from pipeline.model.problem import Hides, Origin

_BLANK = {
    Ownerless.TOWNSHIP: "不属于哪个支部的",
    Ownerless.ALL: "各支部都有的",
    Ownerless.MEMBER: "点到的那名党员所在支部的；没有点到党员的，不属于哪个支部",
}
"""Whose a row is said to be that names no branch, by 空支部."""


def read(table: SheetTable) -> Iterator[Row]:
    """Yield the rows of one block; whose each is, is told by its column for the branch, a heading or a title."""
    sheet = table.block.told.kinds[0].sheet
    assert sheet is not None
    yield from _Reading(table, sheet).rows()


def is_unfilled(page: Sheet, block: SheetBlock, sheet: DeclaredSheet) -> bool:
    """Whether a table holds names and nothing of what it is for: a ballot, a register that waits to be filled in."""
    key = next((name for name in sheet.needs if name != sheet.owner), "")
    asked = {*sheet.needs, *sheet.one_of} - {key, sheet.owner}
    known = [column for column in block.columns if column.header in asked or _heads_a_day(sheet, column)]
    named = block.column(key)
    if not known or named is None or sheet.engine or sheet.name in BUILT_IN:
        return False
    listed = (row for row in page.rows[block.first : block.end] if row[named] != "")
    lines = [row for row in listed if not nothing.is_told(row[named])]
    return bool(lines) and all(row[column.index] == "" for row in lines for column in known)


def _heads_a_day(sheet: DeclaredSheet, column: Column) -> bool:
    return bool(sheet.wide and column.header in {"", DAYS} and days.heading(column.written.partition("（")[0]))


@dataclass(slots=True)
class _Day:
    """A column that is headed by a day."""

    header: str  # as the table calls it
    day: Field[object]
    at: Origin


@dataclass(slots=True)
class _Reading:
    """One table while it is read."""

    table: SheetTable
    sheet: DeclaredSheet
    _tops: dict[str, dict[int, int]] = field(default_factory=dict)  # of 合并: a row → the row that its cell begins in
    _lines: dict[int, RowReader] = field(default_factory=dict)  # these rows
    _days: list[_Day] = field(default_factory=list)
    _readers: dict[str, cells.Reader] = field(default_factory=dict)  # of columns whose header tells a scale
    _alike: dict[tuple[str, str], Pair] = field(default_factory=dict)  # rows that say the same of a day share a pair

    def rows(self) -> Iterator[Row]:
        table, sheet = self.table, self.sheet
        group = sheet.owner
        self._look_at_columns()
        walk = Walk(
            table, self._key(), group, sheet.name,
            by_tab=sheet.belongs is not Belongs.TOWNSHIP and sheet.ownerless is Ownerless.FAULT,
            sums=[],
            blank=_BLANK.get(sheet.ownerless, ""),
            begins=tuple(each.begins for each in sheet.total_rows),
        )  # fmt: skip
        sums, totals = Sums(table, sheet), walk.sums if walk.sums is not None else []
        for line, named in walk.records():
            table.problems += sums.of_all(totals)
            totals.clear()
            table.problems += sums.begin(walk.parts)
            branch = named or (walk.heading.words if walk.heading else "")
            if _is_ownerless(sheet, branch) and table.has(group):
                required = codes.CELL_REQUIRED.hiding(Hides.ROW).at(line.source.at(group), header=group)
                line.note(line.hidden(group, Hides.ROW) or required)
                continue
            if said := self._none(line):
                yield Row(sheet.name, branch, (), (), line.source, none=said)
                continue
            values = tuple(self._values(line))
            row = Row(sheet.name, branch, values, line.extra(), line.source, merged=tuple(self._covering(line)))
            sums.add(row)
            yield row
        table.problems += [*sums.of_all(totals), *sums.end()]

    def _key(self) -> str:
        """Return the column that makes a row a record: the first of 必有 that does not only say whose it is."""
        return next((name for name in self.sheet.needs if name != self.sheet.owner), self.sheet.needs[0])

    def _none(self, line: RowReader) -> str:
        """Return the words of a row that only says that there is nothing to list: 无; "" of any other.

        What a problem, an opinion is told in says so by itself; who writes 无 for a name may have left it open.
        """
        key, owner = self._key(), self.sheet.owner
        for name in self.sheet.needs:
            words, column = fields.text(line.raw(name)), self.sheet.get(name)
            if column is not None and column.cell in _TOLD_IN_WORDS and nothing.is_told(words):
                return words
        if not nothing.is_told(line.raw(key)):
            return ""
        rest = (header for header in self.table.indexes if header not in {key, owner, *NUMBER_HEADERS})
        told = [said for header in (key, *rest) if (said := fields.text(line.raw(header)))]
        return told[0] if all(map(nothing.is_told, told)) else ""

    def _look_at_columns(self) -> None:
        """Find which rows merged cells cover, and the columns that are headed by days."""
        table = self.table
        for column in self.sheet.columns:
            index = table.indexes.get(column.name)
            if column.merged and index is not None:
                self._tops[column.name] = {
                    row: top
                    for top, left, bottom, right in table.sheet.merges
                    if left <= index <= right
                    for row in range(top + 1, bottom + 1)
                }
        for known in table.block.columns:
            own = self.sheet.get(known.header)
            if own and (scale := cells.scale_of(self._head(known), own)) > 1:
                self._readers[own.name] = cells.scaled(own, scale)
            day = days.heading(known.written.partition("（")[0]) if _heads_a_day(self.sheet, known) else None
            if day:
                table.name(known.index, known.written)
                head = table.sheet.source(table.file, table.block.header_row, table.letters).at(known.written)
                self._days.append(_Day(known.written, self._heading(known.index, day, head), head))

    def _head(self, column: Column) -> str:
        """Return all that heads a column, with the unit in brackets that is no part of its name."""
        block = self.table.block
        lines = self.table.sheet.rows[block.header_row : block.first]
        return "".join(fields.text(line[column.index]) for line in lines if column.index < len(line))

    def _heading(self, index: int, day: Heading, at: Origin) -> Field[object]:
        """Return the day that heads a column; a number that may be two days is told."""
        cell = self.table.sheet.rows[self.table.block.header_row][index]
        if days.is_open(cell):
            problem = codes.CELL_DAY.at(at, value=fields.text(cell), one=f"{day}", other=f"{day.month}月{day.day}0日")
            self.table.problems.append(problem)
            return Unread((problem,))
        return _dated(day, at)

    def _values(self, line: RowReader) -> Iterator[tuple[str, Field[object]]]:
        wide = self.sheet.wide
        for column in self.sheet.valued:
            value = self._value(line, column)
            if wide and column.name == wide.column:
                yield column.name, tuple(self._pairs(line, column, value))
                continue
            if isinstance(value, Chosen):
                yield column.name, value.kept
                yield column.suffix, _dated(value.day, line.source.at(column.name))
                continue
            yield column.name, value
            if column.dated:
                yield column.suffix, None

    def _pairs(self, line: RowReader, column: SheetColumn, own: Field[object]) -> Iterator[Pair]:
        """Yield what stands below each day; where a row has the column itself, that with the day beside it."""
        if self.table.has(column.name) and not line.is_empty(column.name):
            yield self._pair(line, own, self._own_day(line), column.name)
        for each in self._days:
            yield self._pair(line, line.get(each.header, cells.reader(column)), each.day, each.header, each.at)

    def _own_day(self, line: RowReader) -> Field[object]:
        day = next((column for column in self.sheet.columns if column.cell is CellType.DATE), None)
        return self._value(line, day) if day else None

    def _pair(
        self, line: RowReader, value: Field[object], day: Field[object], header: str, head: Origin | None = None
    ) -> Pair:
        if isinstance(value, Chosen):
            return Pair(day, value.kept, _dated(value.day, line.source.at(header)), header, head=head)
        if head is None or not isinstance(value, str):
            return Pair(day, value, None, header, head=head)
        return self._alike.setdefault((header, value), Pair(day, value, None, header, head=head))

    def _covering(self, line: RowReader) -> Iterator[tuple[str, int]]:
        """Yield the columns in which a row is covered by a merged cell, with the row (1-based) where that begins."""
        for name, tops in self._tops.items():
            if line.row in tops:
                yield name, tops[line.row] + 1

    def _undated(self, line: RowReader, column: SheetColumn) -> Undated | None:
        """Return a day that is written without its year (10月20日): which one it is, its campaign tells."""
        raw = line.raw(column.name)
        if type(raw) is not str or "月" not in raw or column.several or column.name in self.table.broken:
            return None
        day = days.heading(raw)
        return Undated(str(day), line.source.at(column.name)) if day and not day.year else None

    def _value(self, line: RowReader, column: SheetColumn) -> Field[object]:
        top = self._tops.get(column.name, {}).get(line.row)
        if top is not None and line.is_empty(column.name):
            line = self._lines.setdefault(top, self.table.line(top))
        if column.cell in _DATED and (day := self._undated(line, column)):
            return day
        value: Field[object] = line.get(column.name, self._readers.get(column.name) or cells.reader(column))
        if column.required and not isinstance(value, Unread) and line.is_empty(column.name):
            return line.required(column.name)
        return value


_TOLD_IN_WORDS = frozenset({CellType.TEXT, CellType.LIST})
_DATED = frozenset({CellType.DATE, CellType.DEADLINE})


def _dated(day: Heading, at: Origin) -> Field[object]:
    return PartialDate(day.year, day.month, day.day) if day.year else Undated(str(day), at)


def _is_ownerless(sheet: DeclaredSheet, branch: str) -> bool:
    """Whether a row must name its branch and does not."""
    return not branch and sheet.belongs is Belongs.BRANCH and sheet.ownerless is Ownerless.FAULT
