"""Rows that name a branch → whose they are; and which rows may be somebody's though nobody can tell whose.

A row of the committee itself (吕寨镇党委, 镇党委, 班子, 全镇) is the township's. A name that fits no branch is one
Problem a sheet: what lists the rows of such a sheet stops, for each branch that may be meant, and for the township.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, TypeVar

from pipeline.inbox import claims
from pipeline.inbox.matching import TOWNSHIP, Aliases, Unmatched
from pipeline.model import codes
from pipeline.model.facts import Leader, Source
from pipeline.model.frozen import frozen
from pipeline.model.problem import Hides, Origin, Problem


class _HasBranch(Protocol):
    @property
    def branch(self) -> str: ...


Row = TypeVar("Row", bound=_HasBranch)
Ranked = tuple[Row, bool]
"""A row, and whether it comes from a standing file, which the campaign's own override."""


@frozen
class Unplaced:
    """A fault that leaves open whose a row is: one of `candidates`, or (none) anybody's."""

    problem: Problem
    candidates: tuple[str, ...] = ()
    near: tuple[str, ...] = ()  # without candidates: the branches whose names are like the one that is written

    def concerns(self, branch: str) -> bool:
        """Whether what lists the rows of a branch waits for this one; where its name is like none, anybody's does."""
        return branch in (self.candidates or self.near or (branch,))

    def may_be_of(self, branch: str) -> bool:
        """Whether the row may be this branch's."""
        return not self.candidates or branch in self.candidates


def around(source: Source | None) -> str:
    """Return what the table, the sheet and the file of a row are called."""
    return " ".join((*source.titles, source.sheet, source.file.rpartition("/")[2])) if source else ""


@dataclass(slots=True)
class Places:
    """Looks up whose a row is by the name that it gives; each name that fails is one Problem a sheet.

    A name that is not the row's own but its title's, or its sheet's, is held to all that stands around the table.
    """

    find: Callable[[str, str], str | Unmatched]  # a name, and what is written around it
    names: Aliases
    hides: Hides
    problems: list[Problem]
    columns: frozenset[str] = frozenset(("所在党支部", "党支部", "联系点"))  # in which rows name their branch
    unplaced: list[Unplaced] = field(default_factory=list)
    _known: dict[tuple[str, str, str, tuple[str, ...]], str | Unplaced] = field(default_factory=dict)

    def of(self, text: str, source: Source | None) -> str | Unplaced:
        """Return the full name of the branch, TOWNSHIP, or why it cannot be told."""
        here = source or Source("", "", 0)
        own = next((each for each in here.columns if each in self.columns), "")
        key = (here.file, here.sheet, text, () if own else here.titles)
        if key not in self._known:
            found = self._found(text, here, own)
            self._known[key] = found
            if isinstance(found, Unplaced):
                self.problems.append(found.problem)
                self.unplaced.append(found)
        return self._known[key]

    def _found(self, text: str, here: Source, own: str) -> str | Unplaced:
        found = self.find(text, around(here))
        if not own and found != TOWNSHIP and claims.says(text, here):
            settled = self.held(text, found, here)
            if settled is not None:
                return settled
        if isinstance(found, str):
            return found
        return Unplaced(found.problem(here.at(own or "党支部"), self.hides), found.candidates, found.near)

    def held(self, text: str, found: str | Unmatched, here: Source) -> str | Unplaced | None:
        """Return whose the rows of a table are by all that stands around it; None where nothing there tells."""
        settled = claims.settled(text, found, here, self.names)
        if settled is None:
            return None
        if settled.against:
            return Unplaced(settled.problem(here, self.hides, self.names), settled.branches)
        if settled.unlike:
            claim, like = settled.unlike
            values = {"name": self.names.usual.get(settled.name, settled.name), "value": text}
            other = self.names.usual.get(like, like)
            self.problems.append(
                codes.BRANCH_UNLIKE.at(Origin(here.file, here.sheet), claim=claim, like=other, **values)
            )
        if settled.by:
            called = self.names.usual.get(settled.name, settled.name)
            place = Origin(here.file, here.sheet)
            self.problems.append(codes.BRANCH_BY_NUMBER.at(place, value=text, by=settled.by, name=called))
        return settled.name


@dataclass(slots=True)
class Joined(Generic[Row]):
    """The rows of one kind of sheet by their owner, and what leaves open whose others are."""

    by_owner: dict[str, Sequence[Row]] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)
    none: set[str] = field(default_factory=set)  # the owners who say that there is nothing to list

    def of(self, owner: str) -> Sequence[Row]:
        """Return the rows of a branch, or of TOWNSHIP."""
        return self.by_owner.get(owner, ())

    def doubts(self, owner: str) -> tuple[Problem, ...]:
        """Return the faults of rows that may be this owner's; the township's numbers are everybody's."""
        return tuple(each.problem for each in self.unplaced if owner == TOWNSHIP or each.concerns(owner))


# --- leaders ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Leaders:
    """The leaders with the full names of their branches, and what leaves open whose leader somebody is."""

    everybody: list[Leader] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    def of(self, branch: str) -> tuple[Leader, ...]:
        """Return who looks after a branch."""
        return tuple(leader for leader in self.everybody if branch in leader.branches)

    def doubts(self, branch: str) -> tuple[Problem, ...]:
        """Return the faults of rows that may name a leader of this branch: without candidates, if it has no other."""
        alone = not self.of(branch)
        return tuple(each.problem for each in self.unplaced if each.may_be_of(branch) and (alone or each.candidates))


def leaders(
    rows: Iterable[tuple[Leader, bool]], names: Aliases, unread: Iterable[Problem], problems: list[Problem]
) -> Leaders:
    """Return each leader once; rows of the campaign's own files win over standing ones."""
    where = Places(names.owner, names, Hides.ROW, problems)
    kept: dict[object, tuple[Leader, bool]] = {}
    for number, (row, standing) in enumerate(rows):
        owners = [where.of(text, row.source) for text in row.branches]
        branches = tuple(dict.fromkeys(each for each in owners if isinstance(each, str) and each != TOWNSHIP))
        key = row.name if isinstance(row.name, str) else number
        if key not in kept:
            kept[key] = (replace(row, branches=branches), standing)
        elif kept[key][1] == standing:
            known = kept[key][0]
            kept[key] = (replace(known, branches=tuple(dict.fromkeys((*known.branches, *branches)))), standing)
    return Leaders([leader for leader, _ in kept.values()], [*map(Unplaced, unread), *where.unplaced])
