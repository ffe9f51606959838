"""One row of a table while it is read: cells by canonical header, and the Problems met on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pipeline.inbox import fields, sheet_kinds
from pipeline.inbox.fields import CellFault, Taken
from pipeline.inbox.headers import SheetBlock
from pipeline.inbox.marks import Place
from pipeline.inbox.sheet import Raw, Sheet
from pipeline.inbox.telling import plain
from pipeline.model import codes
from pipeline.model.facts import Field, PartialDate, Source, Unread
from pipeline.model.frozen import frozen
from pipeline.model.problem import Hides, Problem

T = TypeVar("T")


Reader = Callable[[Raw], object]
Reading = tuple[tuple[str, str, Reader], ...]
"""What a record takes from a row: field, canonical header, reader."""


@dataclass(slots=True)
class SheetTable:
    """A block of a sheet, ready to be read row by row. `broken`: columns that stand twice, with their Problem."""

    sheet: Sheet
    block: SheetBlock
    file: str
    problems: list[Problem]
    letters: Mapping[str, str] = field(default_factory=dict)  # canonical header → column letter
    indexes: Mapping[str, int] = field(default_factory=dict)  # canonical header → column, from 0
    broken: Mapping[str, Problem] = field(default_factory=dict)
    unknown: tuple[tuple[str, int], ...] = ()  # header as written, column
    quiet: bool = True  # no cell is marked and no column stands twice: nothing to look up beside the value
    read: dict[object, dict[str, object]] = field(default_factory=dict)
    """What each reader made of each text so far: a roster says the same thing many times."""
    _plans: dict[Reading, list[tuple[str, str, Reader, int, dict[str, object]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: Sheet, block: SheetBlock, file: str, problems: list[Problem]) -> SheetTable:
        """Prepare a block; a header that stands twice is a Problem here."""
        sheet = sheet.within(*block.span) if block.span else sheet
        known = [column for column in block.columns if column.header]
        letters = {column.header: sheet.place(column.index) for column in known}
        broken = {}
        for first, second in block.told.doubled:
            if first.header:
                here, there = sheet.place(first.index), sheet.place(second.index)
                source = sheet.source(file, block.header_row, {second.written: there})
                broken[first.header] = codes.HEADER_DUPLICATE.hiding(_hidden_by(block.table, first.header)).at(
                    source.at(second.written), header=plain(first.written), first=here, second=there
                )
        problems += broken.values()
        unknown = tuple((column.written, column.index) for column in block.columns if not column.header)
        named = letters | {written: sheet.place(index) for written, index in unknown if written not in letters}
        indexes = {column.header: column.index for column in known}
        marks = sheet.marks
        quiet = not (broken or marks.errors or marks.uncalculated or marks.months or sheet.dittos)
        return cls(sheet, block, file, problems, named, indexes, broken, unknown, quiet)

    def name(self, index: int, header: str) -> None:
        """Know a column by a header of its own. Only before rows are read."""
        self.indexes = {**{known: at for known, at in self.indexes.items() if at != index}, header: index}
        self.letters = {**self.letters, header: self.sheet.place(index)}
        self.unknown = tuple((written, at) for written, at in self.unknown if at != index)

    def line(self, row: int) -> RowReader:
        """Return a row (counted from 0) to be read."""
        source = self.sheet.source(self.file, row, self.letters, self.block.above, self.block.header_row)
        return RowReader(self, row, self.sheet.rows[row], source)

    def plan(self, reading: Reading) -> list[tuple[str, str, Reader, int, dict[str, object]]]:
        """Return how this table gives what `reading` asks for: field, header, reader, column, what it has read."""
        if reading not in self._plans:
            self._plans[reading] = [
                (name, header, read, self.indexes[header], self.read.setdefault(read, {}))
                for name, header, read in reading
                if header in self.indexes
            ]
        return self._plans[reading]

    def texts(self, header: str) -> set[str]:
        """Return the different texts of a column."""
        index = self.indexes.get(header)
        if index is None:
            return set()
        cells = {row[index] for row in self.sheet.rows[self.block.first : self.block.end]}
        return {cell for cell in cells if isinstance(cell, str) and cell}

    def has(self, header: str) -> bool:
        """Whether the table has such a column."""
        return header in self.indexes


@frozen
class Dittos:
    """What a row's ditto marks stand for: the row of each cell that was taken, and the columns where none could be."""

    rows: Mapping[int, int]
    unclear: frozenset[int]


def _hidden_by(kind: str, header: str) -> Hides:
    """Return what a column that stands twice hides: whose rows they are, or one cell of each."""
    if header not in {"姓名", "所在党支部", "党支部"}:
        return Hides.CELL
    return Hides.MEMBERS if kind == sheet_kinds.ROSTER else Hides.ROWS


@dataclass(slots=True)
class RowReader:
    """A row; each reading method takes a canonical header and notes its Problem if the cell cannot be read."""

    table: SheetTable
    row: int
    cells: Sequence[Raw]
    source: Source
    dittos: Dittos | None = None

    def raw(self, header: str) -> Raw:
        """Return what the cell holds; "" where there is no such column."""
        index = self.table.indexes.get(header)
        return "" if index is None else self.cells[index]

    def is_empty(self, header: str) -> bool:
        """Whether nothing is written there: not even a broken formula."""
        index = self.table.indexes.get(header)
        return index is None or not self._holds(index)

    def _holds(self, index: int) -> bool:
        place, marks = self.place_of(index), self.table.sheet.marks
        return fields.text(self.cells[index]) != "" or place in marks.errors or place in marks.uncalculated

    def tells(self, index: int, *, blank: bool) -> bool:
        """Whether a column holds something that a ditto mark below it can stand for; `blank`: also nothing is."""
        return (blank or self._holds(index)) and not (self.dittos and index in self.dittos.unclear)

    def below(self, above: RowReader | None, alone: AbstractSet[int], filled: int) -> RowReader:
        """Return the row with its ditto marks replaced by what stands in the record `above` it.

        In the columns `alone`, which tell records apart, and below nothing they stay and cannot be read. In the column
        `filled` an empty cell means what stands above that one.
        """
        marks = self.table.sheet.dittos
        cells, rows, unclear = list(self.cells), {}, set()
        for index, cell in enumerate(self.cells):
            if type(cell) is not str or cell not in marks:
                continue
            if above and marks[cell] and index not in alone and above.tells(index, blank=index == filled):
                cells[index] = above.cells[index]
                rows[index] = above.place_of(index)[0]
            else:
                unclear.add(index)
        return replace(self, cells=cells, dittos=Dittos(rows, frozenset(unclear))) if rows or unclear else self

    def place_of(self, index: int) -> Place:
        """Return the cell that a column's value comes from."""
        return (self.dittos.rows.get(index, self.row) if self.dittos else self.row), index

    def get(self, header: str, read: Callable[[Raw], T | CellFault]) -> Field[T]:
        """Return the cell as `read` reads it, or why it cannot be read."""
        table = self.table
        index = table.indexes.get(header)
        raw: Raw = "" if index is None else self.cells[index]
        if index is not None and not table.quiet:
            if reason := self._marked(header, index):
                return reason
            if read is fields.as_date and self.place_of(index) in table.sheet.marks.months:
                read = _month  # type: ignore[assignment]  # the same reader, of a cell that shows no day
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
        return self._faulty(header, value) if isinstance(value, CellFault) else value  # type: ignore[return-value]

    def values(self, reading: Reading) -> dict[str, Any]:
        """Return every field that `reading` asks for and the table has a column for."""
        table, cells = self.table, self.cells
        found: dict[str, Any] = {}
        for name, header, read, index, known in table.plan(reading):
            raw = cells[index]
            value = known.get(raw, known) if table.quiet and type(raw) is str else known
            # What has not been read yet, and what is a fault, takes the long way.
            found[name] = self.get(header, read) if value is known or isinstance(value, CellFault) else value
        return found

    def _marked(self, header: str, index: int) -> Unread | None:
        """Return why a cell cannot be used that the sheet marks, or whose column stands twice."""
        if header in self.table.broken:
            return Unread((self.table.broken[header],))
        fault = self._mark(index)
        return self._unread(header, fault) if fault else None

    def _mark(self, index: int) -> CellFault | None:
        """Return why nobody can tell what a cell says, whatever column it is of."""
        if self.dittos and index in self.dittos.unclear:
            return fields.fault(codes.CELL_DITTO, value=self.cells[index])
        place, marks = self.place_of(index), self.table.sheet.marks
        if place in marks.errors:
            return fields.fault(codes.CELL_ERROR_VALUE, value=marks.errors[place])
        return CellFault(codes.CELL_FORMULA) if place in marks.uncalculated else None

    def hidden(self, header: str, hides: Hides) -> Problem | None:
        """Return why nobody can tell what a cell says, where not knowing it hides more than the cell."""
        index = self.table.indexes.get(header)
        fault = None if index is None or self.table.quiet else self._mark(index)
        return fault.code.hiding(hides).at(self.source.at(header), **fault.values) if fault is not None else None

    def is_marked(self) -> bool:
        """Whether there is a cell of which nobody can tell what it says."""
        return not self.table.quiet and any(self._mark(index) for index in range(len(self.cells)))

    def _faulty(self, header: str, why: CellFault) -> Any:
        """Note a fault; return the value where there is one all the same."""
        if not isinstance(why, Taken):
            return self._unread(header, why)
        self.note(why.code.at(self.source.at(header), **why.values))
        return why.value

    def _unread(self, header: str, why: CellFault) -> Unread:
        problem = why.code.at(self.source.at(header), **why.values)
        self.note(problem)
        index = self.table.indexes.get(header)
        return Unread((problem,), "" if index is None else fields.text(self.cells[index]))

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
        return self.get(header, fields.as_date)

    def extra(self) -> tuple[tuple[str, Field[str]], ...]:
        """Return the columns that are unknown to us, under their own headers; a fault in one is told to who uses it."""
        if self.table.quiet:
            return tuple((written, fields.text(self.cells[index])) for written, index in self.table.unknown)
        return tuple((written, self._extra(written, index)) for written, index in self.table.unknown)

    def _extra(self, written: str, index: int) -> Field[str]:
        if fault := self._mark(index):
            return Unread((fault.code.at(self.source.at(written), **fault.values),))
        return fields.text(self.cells[index])

    def words(self) -> list[str]:
        """Return the texts of all cells of the row that hold something."""
        return [words for cell in self.cells if (words := fields.text(cell))]

    def filled(self, *, without: frozenset[str] = frozenset()) -> int:
        """Return how many of the known columns hold something."""
        return sum(not self.is_empty(header) for header in self.table.indexes if header not in without)


def _month(raw: Raw) -> PartialDate | CellFault | None:
    """Read a date whose cell shows no day."""
    return fields.as_date(raw, month_only=True)
