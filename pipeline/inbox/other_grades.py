"""Sheets of votes whose grades are not the campaign's: told at the header, and nothing of such a sheet is counted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.inbox import cells, fields
from pipeline.inbox.headers import SheetBlock
from pipeline.inbox.sheet import Raw, Sheet
from pipeline.inbox.telling import NUMBER_HEADERS, Column
from pipeline.model import codes
from pipeline.model.declared import NUMBERS, DeclaredSheet
from pipeline.model.facts import Field, Row, Unread
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem

_LEAST = 2  # grades that a sheet of votes has


def of_table(page: Sheet, block: SheetBlock, sheet: DeclaredSheet, file: str) -> Problem | None:
    """Return what is wrong with the grades of a table, None where they are the campaign's, or it has none at all."""
    if not sheet.votes:
        return None
    strange = _strange(page, block, sheet)
    if not strange:
        return None
    origin = page.source(file, block.header_row, {"": page.place(strange[0].index)}).at("")
    own = {column.name for column in sheet.columns if column.is_votes and not column.other}
    mine = sorted((*strange, *(c for c in block.columns if c.header in own)), key=lambda column: column.index)
    return _problem(sheet, [c.written for c in strange], [c.written for c in mine], origin)


def lacks_votes(block: SheetBlock, sheet: DeclaredSheet) -> bool:
    """Whether a table is of a kind that counts votes and has no column of them."""
    needed = set(sheet.votes) & set(sheet.needs)
    return bool(needed) and sum(column.header in sheet.votes for column in block.columns) < _LEAST


def _problem(sheet: DeclaredSheet, strange: Sequence[str], listed: Sequence[str], origin: Origin) -> Problem:
    first = next(column for column in sheet.columns if column.is_votes)
    own = [column.name for column in sheet.columns if column.is_votes and not column.other]
    return codes.SHEET_GRADES.at(
        origin,
        table=sheet.name,
        value="、".join(strange),
        grades="、".join(own),
        group=first.grade,
        listed="、".join(listed),
    )


def _strange(page: Sheet, block: SheetBlock, sheet: DeclaredSheet) -> list[Column]:
    """Return the columns of votes for grades that the campaign does not have.

    What nobody knows by its header is one where it holds numbers that the ballots lack without it; where no ballots are
    stated, where it stands between two grades.
    """
    known = {column.name: column for column in sheet.columns if column.is_votes}
    lines = page.rows[block.first : block.end]
    votes = {column.index: _numbers(lines, column.index) for column in block.columns}
    graded = [column for column in block.columns if column.header in known]
    others = [column for column in graded if known[column.header].other and any(votes[column.index])]
    unknown = [column for column in block.columns if _may_count(column) and any(votes[column.index])]
    if len(graded) < _LEAST:
        return [*others, *unknown] if len(unknown) + len(graded) >= _LEAST else []
    stated = [column for column in block.columns if _is_stated(sheet, column) and any(votes[column.index])]
    if stated and not others:
        return unknown if _make_up(graded, unknown, stated, votes) else []
    ends = [column.index for column in graded]
    within = [column for column in unknown if min(ends) < column.index < max(ends)]
    return sorted((*others, *within), key=lambda column: column.index)


def _may_count(column: Column) -> bool:
    return not column.header and column.written not in NUMBER_HEADERS


def _is_stated(sheet: DeclaredSheet, told: Column) -> bool:
    """Whether a column says how many ballots there are."""
    column = sheet.get(told.header) if told.header in sheet.polled else None
    return column is not None and column.cell in NUMBERS


def _numbers(lines: Sequence[Sequence[Raw]], index: int) -> list[int | None]:
    """Return what stands in a column, None for a blank cell; none at all where something else than a number does."""
    texts = [fields.text(line[index]) for line in lines]
    numbers = [cells.parsed(text) if text else None for text in texts]
    fine = [number for text, number in zip(texts, numbers, strict=True) if text]
    if any(number is None or number != int(number) for number in fine):
        return []
    return [None if number is None else int(number) for number in numbers]


def _make_up(
    own: Sequence[Column], unknown: Sequence[Column], stated: Sequence[Column], votes: Mapping[int, list[int | None]]
) -> bool:
    """Whether in some row the ballots are the votes for all these grades, and not those for the campaign's own."""
    grades, more, ballots = ([votes[c.index] for c in each if votes[c.index]] for each in (own, unknown, stated))
    cast = [0] * len(ballots)
    for at in range(max(map(len, ballots))):
        cast = [above if (here := each[at]) is None else here for above, each in zip(cast, ballots, strict=True)]
        mine, further = (sum(each[at] or 0 for each in listed) for listed in (grades, more))
        if further and mine not in cast and mine + further in cast:  # a merged cell holds for the rows below it
            return True
    return False


@frozen
class RowGrades:
    """Holds the rows of a sheet to the grades of their campaign: a file may be read for several campaigns."""

    sheet: DeclaredSheet
    fine: frozenset[str]  # columns that may hold anything
    options: Mapping[str, frozenset[object]]  # columns that hold a grade, and which

    @classmethod
    def of(cls, sheet: DeclaredSheet) -> RowGrades | None:
        """Return them; None for a sheet that has to do with no grades."""
        if not any(column.grade for column in sheet.columns):
            return None
        options = {
            column.name: frozenset(kept for _, kept in column.choices)
            for column in sheet.columns
            if column.grade and not column.is_votes
        }
        fine = {column.name for column in sheet.columns if not column.other} - set(options)
        return cls(sheet, frozenset(fine), options)

    def held(self, row: Row) -> tuple[Row, Problem | None]:
        """Return a row with its votes unread where it has a grade that its campaign does not have, and why."""
        strange = dict(self._foreign(row))
        if not strange:
            return row, None
        told = [name for name, value in row.values if value not in {"", None} and self._is_of_a_grade(name, strange)]
        words = list(strange.values())
        problem = _problem(self.sheet, words, told or words, row.at(next(iter(strange))))
        unread = {name for name, _ in row.values if name in self.sheet.polled or self._is_of_a_grade(name, strange)}
        unread |= set(self.options)
        values: list[tuple[str, Field[object]]] = [
            (name, Unread((problem,)) if name in unread else value) for name, value in row.values
        ]
        return replace(row, values=tuple(values)), problem

    def _is_of_a_grade(self, name: str, strange: Collection[str]) -> bool:
        column = self.sheet.get(name)
        return name not in self.options and (name in strange or (column is not None and column.is_votes))

    def _foreign(self, row: Row) -> Iterator[tuple[str, str]]:
        """Yield each column that holds such a grade, or votes for it, and the grade."""
        for name, value in row.values:
            if name in self.fine or isinstance(value, Unread) or value in {"", None, 0}:
                continue
            if name not in self.options:
                yield name, name
            elif value not in self.options[name]:
                yield name, str(value)
