"""Rows of a declared sheet that say the same thing twice → each once; where the two disagree, both are told.

What tells rows apart is the sheet's 唯一. What one of them does not say the other may; where they say different things,
nobody can tell which is right: those cells are unread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.contract import rules
from pipeline.inbox.joining import Ranked
from pipeline.model import codes
from pipeline.model.declared import DeclaredSheet
from pipeline.model.facts import Field, Pair, Row, Unread
from pipeline.model.problem import Problem

_NOTHING = (None, "", ())


@dataclass(slots=True)
class RepeatedRows:
    """Finds the rows of one sheet that come again."""

    sheet: DeclaredSheet
    problems: list[Problem]

    def once(self, rows: Sequence[Ranked[Row]]) -> Iterator[Row]:
        """Yield each row once by its 唯一; the campaign's own row wins over a standing one."""
        rows = self._each_day_once(rows) if self.sheet.wide else rows
        kept: dict[object, int] = {}
        found: list[Ranked[Row]] = []
        often = _often(self._key(row) for row, _ in rows)
        for row, standing in rows:
            key = self._told_apart(row) if hash(self._key(row)) in often else None
            if key is None or key not in kept:
                kept |= {key: len(found)} if key else {}
                found.append((row, standing))
                continue
            first, first_standing = found[kept[key]]
            if first_standing == standing:
                found[kept[key]] = self._as_one(first, row), standing
        return (row for row, _ in found)

    def _as_one(self, first: Row, other: Row) -> Row:
        """Return two rows of equal standing as one, and say that they are, or where they disagree."""
        wide = self.sheet.wide.column if self.sheet.wide else ""
        told = [(name, one, other.value(name)) for name, one in first.values if name != wide]
        differ = [name for name, one, two in told if _disagree(one, two)]
        full = _filled(_with_unread(first, other), other, wide)
        if not differ:
            self._tell_repeated(first, other)
            return full
        problem = self._told_twice(first, other, differ)
        values = {**dict(full.values), **dict.fromkeys(differ, Unread((problem,)))}
        due = None if self.sheet.due in differ else full.due
        return replace(full, values=tuple(values.items()), due=due)

    def _tell_repeated(self, first: Row, other: Row) -> None:
        if first.source and other.source:
            there = first.source.origin
            self.problems.append(codes.ROW_REPEATED.at(other.source.origin, table=self.sheet.name, other=there))

    def _told_twice(self, first: Row, other: Row, differ: Sequence[str]) -> Problem:
        """Say at the second row's cell, with the place of the first, what the two say differently."""
        apart = "、".join(name for name in self.sheet.unique if name != self.sheet.owner)
        what = "、".join(dict.fromkeys(differ))
        problem = codes.ROW_TWICE.at(
            other.at(differ[0]), table=self.sheet.name, other=first.at(differ[0]), what=what, apart=apart
        )
        self.problems.append(problem)
        return problem

    # --- in a 宽表 ----------------------------------------------------------------------------------------------------

    def _each_day_once(self, rows: Sequence[Ranked[Row]]) -> list[Ranked[Row]]:
        """Return the rows of a 宽表, with each day of somebody once: registers of other days add to each other."""
        seen: dict[object, int] = {}
        found: list[Ranked[Row]] = []
        often = _often(self._key(row) for row, _ in rows)
        for row, standing in rows:
            listed, base = rules.pairs(self.sheet, row), self._key(row)
            again = {pair.day: seen[base, pair.day] for pair in listed if base and (base, pair.day) in seen}
            if base and hash(base) in often:
                seen |= {(base, pair.day): len(found) for pair in listed if pair.day not in again}
            left = self._against(found, again, row, standing=standing)
            if again and not left:
                continue
            found.append((self._with_pairs(row, left), standing) if again else (row, standing))
        return found

    def _against(
        self, found: list[Ranked[Row]], again: dict[Field[object], int], row: Row, *, standing: bool
    ) -> tuple[Pair, ...]:
        """Hold the days of a row that came before to those rows, and return the pairs that are new."""
        listed = rules.pairs(self.sheet, row)
        for at in dict.fromkeys(again.values()):
            first, first_standing = found[at]
            if first_standing != standing:
                continue
            before = {pair.day: pair for pair in rules.pairs(self.sheet, first)}
            shared = [(before[pair.day], pair) for pair in listed if again.get(pair.day) == at]
            first = self._with_pairs(first, [self._one_day(first, row, before, shared, day) for day in before])
            if len(shared) == len(listed):
                found[at] = self._as_one(first, row), standing
            else:
                self._tell_repeated(first, row)
                found[at] = first, standing
        return tuple(pair for pair in listed if pair.day not in again)

    def _one_day(
        self,
        first: Row,
        row: Row,
        before: dict[Field[object], Pair],
        shared: Iterable[tuple[Pair, Pair]],
        day: Field[object],
    ) -> Pair:
        """Return what two rows say of a day: unread where they do not agree."""
        one = before[day]
        two = next((two for mine, two in shared if mine is one), one)
        if one.value == two.value and one.suffix == two.suffix:
            return one
        if isinstance(one.value, Unread) or two.value in _NOTHING:
            return one
        if isinstance(two.value, Unread) or one.value in _NOTHING:
            return replace(one, value=two.value, suffix=two.suffix)
        apart = "、".join(name for name in self.sheet.unique if name != self.sheet.owner)
        origin, there = row.at(two.column), first.at(one.column)
        problem = codes.ROW_TWICE.at(origin, table=self.sheet.name, other=there, what=two.column, apart=apart)
        self.problems.append(problem)
        return replace(one, value=Unread((problem,)))

    def _with_pairs(self, row: Row, listed: Iterable[Pair]) -> Row:
        assert self.sheet.wide is not None
        wide, told = self.sheet.wide.column, tuple(listed)
        return replace(row, values=tuple((name, told if name == wide else value) for name, value in row.values))

    # --- what tells rows apart ----------------------------------------------------------------------------------------

    def _key(self, row: Row) -> tuple[object, ...] | None:
        """Return what a row is told apart by; None where that cannot be read, or nothing tells rows apart."""
        values = tuple(row.value(name) for name in self.sheet.unique if name != self.sheet.owner)
        if not self.sheet.unique or any(isinstance(value, Unread) for value in values):
            return None
        return (row.branch, *values)

    def _told_apart(self, row: Row) -> tuple[object, ...] | None:
        """Return what a row is told apart by, in a 宽表 also by its days."""
        key = self._key(row)
        return (*key, *(pair.day for pair in rules.pairs(self.sheet, row))) if key else None


def _disagree(one: Field[object], two: Field[object]) -> bool:
    """Whether two cells say different things; of what cannot be read that is told already."""
    if one == two or one in _NOTHING or two in _NOTHING:
        return False
    return not isinstance(one, Unread) and not isinstance(two, Unread)


def _filled(row: Row, other: Row, wide: str) -> Row:
    """Return a row with its empty cells taken from the other one, which says nothing else of the rest."""
    taken = {name: two for name, two in other.values if name != wide and two not in _NOTHING}
    values = tuple((name, taken.get(name, one) if one in _NOTHING else one) for name, one in row.values)
    due = other.due if row.due is None else row.due
    return replace(row, values=values, due=due, phase=row.phase or other.phase, late=row.late or other.late)


def _with_unread(row: Row, other: Row) -> Row:
    """Return a row in which what the other one has unread is unread: nobody can tell whether the two agree."""
    doubts = {name: value for name, value in other.values if isinstance(value, Unread)}
    return replace(row, values=tuple((name, doubts.get(name, value)) for name, value in row.values)) if doubts else row


def _often(keys: Iterable[object]) -> set[int]:
    """Return the hashes that come more than once: of equal keys, and of hardly any others."""
    once, more = set[int](), set[int]()
    for key in map(hash, keys):
        (more if key in once else once).add(key)
    return more
