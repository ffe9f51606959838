"""Rows of declared sheets → whose they are, whom they name, each once, held to what sheets.yaml says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.contract import rules
from pipeline.inbox.joining import Joined, People, Places, Ranked, Unplaced
from pipeline.inbox.matching import TOWNSHIP, Aliases
from pipeline.model import codes
from pipeline.model.declared import Belongs, Cell, DeclaredSheet, Ownerless
from pipeline.model.facts import Row, Source, Unread
from pipeline.model.problem import Hides, Problem, nearest


def named(sheets: Sequence[DeclaredSheet], rows: Iterable[Row]) -> set[str]:
    """Return the names of the members whom rows name."""
    columns = {sheet.name: _member_columns(sheet) for sheet in sheets}
    return {
        _name(value) for row in rows for column in columns[row.sheet] if isinstance(value := row.value(column), str)
    }


def _member_columns(sheet: DeclaredSheet) -> list[str]:
    return [column.name for column in sheet.columns if column.cell is Cell.MEMBER]


def _name(written: str) -> str:
    return _apart(written).partition("（")[0].strip()


def _apart(written: str) -> str:
    return written.replace("(", "（").replace("-", "（")


@dataclass(slots=True)
class Owners:
    """Gives the rows of one sheet to their owners."""

    sheet: DeclaredSheet
    names: Aliases
    people: People
    branches: Sequence[str]  # those that take part
    problems: list[Problem]

    def joined(self, rows: Sequence[Ranked[Row]], unread: Iterable[Problem]) -> Joined[Row]:
        """Return each row once, by its owner; `unread`: faults of rows that could not be read."""
        where = Places(self.names.owner, Hides.ROW, self.problems)
        found = Joined[Row](unplaced=[*map(Unplaced, unread)])
        placed = [
            (self._with_members(replace(row, branch=owner)), standing)
            for row, standing in rows
            for owner in self._owners(row, where, found)
        ]
        for row in self._distinct(placed):
            held, wrong = rules.checked(self.sheet, row)
            self.problems += wrong
            found.add(held)
        found.unplaced += where.unplaced
        return found

    def _owners(self, row: Row, where: Places, found: Joined[Row]) -> Iterator[str]:
        """Yield whose a row is; a row that nobody can place leaves a doubt."""
        if self.sheet.belongs is Belongs.TOWNSHIP:
            yield TOWNSHIP
        elif row.branch:
            if isinstance(owner := where.of(row.branch, row.source), str):
                yield owner
        elif self.sheet.belongs is Belongs.MEMBER:
            yield from self._of_member(row, found)
        elif self.sheet.ownerless is Ownerless.ALL:
            yield from self.branches
        else:
            yield TOWNSHIP

    def _of_member(self, row: Row, found: Joined[Row]) -> Iterator[str]:
        """Yield the branch of the member whom a row names that names no branch."""
        column = self.sheet.column(Cell.MEMBER)
        written = row.value(column)
        if not isinstance(written, str):
            found.unplaced += [Unplaced(problem) for problem in written.problems] if isinstance(written, Unread) else []
            return
        meant = self._meant(written, TOWNSHIP)
        if len({at for at, _ in meant}) == 1:
            yield meant[0][0]
            return
        homes = tuple(dict.fromkeys(at for at, _ in meant))
        problem = self._unclear(row, column, written, (), "各党支部")
        if homes:
            origin = (row.source or Source("", "", 0)).at(column)
            values = {"name": _name(written), "branches": "、".join(homes)}
            problem = codes.ROW_WHOSE.at(origin, table=self.sheet.name, **values)
        self.problems.append(problem)
        found.unplaced.append(Unplaced(problem, homes))

    def _with_members(self, row: Row) -> Row:
        """Return a row with the members whom it names as the roster tells them apart."""
        columns, values = _member_columns(self.sheet), dict(row.values)
        for column in columns:
            written = values.get(column)
            if not isinstance(written, str) or not written:
                continue
            meant = self._meant(written, row.branch)
            if len(meant) == 1:
                values[column] = meant[0][1]
                continue
            problem = self._unclear(row, column, written, meant, row.branch or "各党支部")
            self.problems.append(problem)
            if meant:
                values[column] = Unread((problem,))
        return replace(row, values=tuple(values.items())) if columns else row

    def _meant(self, written: str, owner: str) -> list[tuple[str, str]]:
        """Return the branch and the label of each member whom a name may mean."""
        told = _apart(written).partition("（")[2].rstrip("）)")
        return [
            (at, label)
            for at, label in self.people.labels.get(_name(written), [])
            if owner in {TOWNSHIP, at} and (not told or told in label)
        ]

    def _unclear(self, row: Row, column: str, written: str, meant: Sequence[object], branch: str) -> Problem:
        origin, name = (row.source or Source("", "", 0)).at(column), _name(written)
        if meant:
            return codes.MEMBER_NAMESAKES.at(origin, branch=branch, name=name, count=len(meant))
        near = nearest(name, self.people.names(row.branch))
        return codes.MEMBER_UNKNOWN.at(origin, branch=branch, name=name, nearest=near)

    def _distinct(self, rows: Sequence[Ranked[Row]]) -> Iterator[Row]:
        """Yield each row once by its 唯一; the campaign's own row wins over a standing one."""
        kept: dict[object, Ranked[Row]] = {}
        for number, (row, standing) in enumerate(rows):
            key = self._key(row) or number
            if key not in kept:
                kept[key] = (row, standing)
            elif kept[key][1] == standing and row.source:
                earlier = kept[key][0].source
                other = earlier.origin if earlier else ""
                self.problems.append(codes.ROW_REPEATED.at(row.source.origin, table=self.sheet.name, other=other))
        return (row for row, _ in kept.values())

    def _key(self, row: Row) -> tuple[object, ...] | None:
        """Return what a row is told apart by; None where that cannot be read, or nothing tells rows apart."""
        values = tuple(row.value(name) for name in self.sheet.unique if name != self.sheet.column(Cell.BRANCH))
        if not self.sheet.unique or any(isinstance(value, Unread) for value in values):
            return None
        return (row.branch, *values)
