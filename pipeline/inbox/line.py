"""One row of a table while it is read: cells by canonical header, and the Problems met on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    quiet: bool = True  # no cell is marked and no column stands twice: nothing to look up beside the value
    read: dict[object, dict[str, object]] = field(default_factory=dict)
    """What each reader made of each text so far: a roster says the same thing many times."""

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
        marks = sheet.marks
        quiet = not (broken or marks.errors or marks.uncalculated or marks.months)
        return cls(sheet, block, file, problems, named, indexes, broken, unknown, quiet)

    def line(self, row: int) -> Line:
        """Return a row (counted from 0) to be read."""
        return Line(self, row, self.sheet.rows[row], Source(self.file, self.sheet.name, row + 1, self.letters))

    def has(self, header: str) -> bool:
        """Whether the table has such a column."""
        return header in self.indexes


@dataclass(slots=True)
class Line:
    """A row; each reading method takes a canonical header and notes its Problem if the cell cannot be read."""

    table: Table
    row: int
    cells: Sequence[Raw]
    source: Source

    def raw(self, header: str) -> Raw:
        """Return what the cell holds; "" where there is no such column."""
        index = self.table.indexes.get(header)
        return "" if index is None else self.cells[index]

    def is_empty(self, header: str) -> bool:
        """Whether nothing is written there: not even a broken formula."""
        index = self.table.indexes.get(header)
        if index is None:
            return True
        place, marks = (self.row, index), self.table.sheet.marks
        return fields.text(self.raw(header)) == "" and place not in marks.errors and place not in marks.uncalculated

    def get(self, header: str, read: Callable[[Raw], T | Fault]) -> Field[T]:
        """Return the cell as `read` reads it, or why it cannot be read."""
        table = self.table
        index = table.indexes.get(header)
        raw: Raw = "" if index is None else self.cells[index]
        if index is not None and not table.quiet and (reason := self._marked(header, index)):
            return reason
        if type(raw) is not str:
            value: object = read(raw)
        else:
            known = table.read.get(read)
            if known is None:
                known = table.read[read] = {}
            value = known.get(raw, known)
            if value is known:
                value = read(raw)
                if not fields.has_controls(raw):
                    known[raw] = value
                else:
                    self.note(codes.CELL_CONTROL.at(self.source.at(header)))
        return self._unread(header, value) if type(value) is Fault else value  # type: ignore[return-value]

    def _marked(self, header: str, index: int) -> Unread | None:
        """Return why a cell cannot be used that the sheet marks, or whose column stands twice."""
        if header in self.table.broken:
            return Unread((self.table.broken[header],))
        place, marks = (self.row, index), self.table.sheet.marks
        if place in marks.errors:
            return self._unread(header, fields.fault(codes.CELL_ERROR_VALUE, value=marks.errors[place]))
        if place in marks.uncalculated:
            return self._unread(header, Fault(codes.CELL_FORMULA))
        return None

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
        months = self.table.sheet.marks.months
        if months and (self.row, self.table.indexes.get(header, -1)) in months:
            return self.get(header, _month)
        return self.get(header, fields.date)

    def extra(self) -> tuple[tuple[str, str], ...]:
        """Return the columns that are unknown to us, under their own headers."""
        row = self.cells
        return tuple((written, fields.text(row[index])) for written, index in self.table.unknown)

    def words(self) -> list[str]:
        """Return the texts of all cells of the row that hold something."""
        return [words for cell in self.cells if (words := fields.text(cell))]

    def filled(self, *, without: frozenset[str] = frozenset()) -> int:
        """Return how many of the known columns hold something."""
        return sum(not self.is_empty(header) for header in self.table.indexes if header not in without)


def _month(raw: Raw) -> PartialDate | Fault | None:
    """Read a date whose cell shows no day."""
    return fields.date(raw, month_only=True)
