"""One row of a table while it is read: cells by canonical header, and the Problems met on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.inbox import fields
from pipeline.inbox.fields import Fault
from pipeline.inbox.headers import Block
from pipeline.inbox.sheet import Raw, Sheet, column_letter
from pipeline.model import codes
from pipeline.model.facts import Field, PartialDate, Source, Unread
from pipeline.model.problem import Problem

T = TypeVar("T")


@dataclass(slots=True)
class Table:
    """A block of a sheet, ready to be read row by row. `broken`: columns that stand twice, with their Problem."""

    sheet: Sheet
    block: Block
    file: str
    problems: list[Problem]
    letters: Mapping[str, str] = field(default_factory=dict)  # canonical header → column letter
    indexes: Mapping[str, int] = field(default_factory=dict)  # canonical header → column, from 0
    broken: Mapping[str, Problem] = field(default_factory=dict)
    unknown: tuple[tuple[str, int], ...] = ()  # header as written, column

    @classmethod
    def of(cls, sheet: Sheet, block: Block, file: str, problems: list[Problem]) -> Table:
        """Prepare a block; a header that stands twice is a Problem here."""
        known = [column for column in block.columns if column.header]
        letters = {column.header: column_letter(column.index) for column in known}
        broken = {}
        for first, second in block.doubled:
            if first.header:
                source = Source(file, sheet.name, block.header_row + 1, {second.written: column_letter(second.index)})
                letter = column_letter(first.index)
                broken[first.header] = codes.HEADER_DUPLICATE.at(
                    source.at(second.written), header=first.written, first=letter, second=column_letter(second.index)
                )
        problems += broken.values()
        unknown = tuple((column.written, column.index) for column in block.columns if not column.header)
        named = letters | {written: column_letter(index) for written, index in unknown if written not in letters}
        indexes = {column.header: column.index for column in known}
        return cls(sheet, block, file, problems, named, indexes, broken, unknown)

    def line(self, row: int) -> Line:
        """Return a row (counted from 0) to be read."""
        return Line(self, row, Source(self.file, self.sheet.name, row + 1, self.letters))

    def has(self, header: str) -> bool:
        """Whether the table has such a column."""
        return header in self.indexes


@dataclass(slots=True)
class Line:
    """A row; each reading method takes a canonical header and notes its Problem if the cell cannot be read."""

    table: Table
    row: int
    source: Source

    def raw(self, header: str) -> Raw:
        """Return what the cell holds; "" where there is no such column."""
        index = self.table.indexes.get(header)
        return "" if index is None else self.table.sheet.rows[self.row][index]

    def is_empty(self, header: str) -> bool:
        """Whether nothing is written there: not even a broken formula."""
        index = self.table.indexes.get(header)
        if index is None:
            return True
        place, marks = (self.row, index), self.table.sheet.marks
        return fields.text(self.raw(header)) == "" and place not in marks.errors and place not in marks.uncalculated

    def get(self, header: str, read: Callable[[Raw], T | Fault]) -> Field[T]:
        """Return the cell as `read` reads it, or why it cannot be read."""
        index = self.table.indexes.get(header)
        if index is None:
            value = read("")
            assert not isinstance(value, Fault)
            return value
        if header in self.table.broken:
            return Unread((self.table.broken[header],))
        place, marks = (self.row, index), self.table.sheet.marks
        if place in marks.errors:
            return self._unread(header, fields.fault(codes.CELL_ERROR_VALUE, value=marks.errors[place]))
        if place in marks.uncalculated:
            return self._unread(header, Fault(codes.CELL_FORMULA))
        raw = self.table.sheet.rows[self.row][index]
        if fields.has_controls(raw):
            self.note(codes.CELL_CONTROL.at(self.source.at(header)))
        value = read(raw)
        return self._unread(header, value) if isinstance(value, Fault) else value

    def _unread(self, header: str, why: Fault) -> Unread:
        problem = why.code.at(self.source.at(header), **why.values)
        self.note(problem)
        return Unread((problem,))

    def note(self, problem: Problem) -> None:
        """Keep a Problem of this row."""
        self.table.problems.append(problem)

    def text(self, header: str) -> Field[str]:
        """Return a cell's text."""
        return self.get(header, fields.text)

    def required(self, header: str) -> Field[str]:
        """Return a cell's text; an empty one is a Problem."""
        value = self.text(header)
        return self._unread(header, fields.fault(codes.CELL_REQUIRED, header=header)) if value == "" else value

    def date(self, header: str) -> Field[PartialDate | None]:
        """Return a date with its precision."""
        index = self.table.indexes.get(header, -1)
        month_only = (self.row, index) in self.table.sheet.marks.months
        return self.get(header, lambda raw: fields.date(raw, month_only=month_only))

    def extra(self) -> tuple[tuple[str, str], ...]:
        """Return the columns that are unknown to us, under their own headers."""
        row = self.table.sheet.rows[self.row]
        return tuple((written, fields.text(row[index])) for written, index in self.table.unknown)

    def words(self) -> list[str]:
        """Return the texts of all cells of the row that hold something."""
        return [words for cell in self.table.sheet.rows[self.row] if (words := fields.text(cell))]

    def filled(self, *, without: frozenset[str] = frozenset()) -> int:
        """Return how many of the known columns hold something."""
        return sum(not self.is_empty(header) for header in self.table.indexes if header not in without)
