"""Rows that name a branch → whose they are; and which rows may be somebody's though nobody can tell whose.

A row of the committee itself (吕寨镇党委, 镇党委, 班子, 全镇) is the township's. A name that fits no branch is one
Problem a sheet: what lists the rows of such a sheet stops, for each branch that may be meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, TypeVar

from pipeline.inbox.matching import TOWNSHIP, Aliases, Unmatched
from pipeline.model import codes
from pipeline.model.facts import Issue, Leader, Opinion, Source, Unread
from pipeline.model.problem import Hides, Problem, nearest
from pipeline.model.problem import meant as meant_of


class _HasBranch(Protocol):
    @property
    def branch(self) -> str: ...


Row = TypeVar("Row", bound=_HasBranch)
Ranked = tuple[Row, bool]
"""A row, and whether it comes from a standing file, which the campaign's own override."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A fault that leaves open whose a row is: one of `candidates`, or (none) anybody's."""

    problem: Problem
    candidates: tuple[str, ...] = ()

    def may_be_of(self, branch: str) -> bool:
        """Whether the row may be this branch's."""
        return not self.candidates or branch in self.candidates


@dataclass(slots=True)
class Places:
    """Looks up whose a row is by the name that it gives; each name that fails is one Problem a sheet."""

    find: Callable[[str], str | Unmatched]
    hides: Hides
    problems: list[Problem]
    unplaced: list[Unplaced] = field(default_factory=list)
    _known: dict[tuple[str, str, str], str | Unplaced] = field(default_factory=dict)

    def of(self, text: str, source: Source | None) -> str | Unplaced:
        """Return the full name of the branch, TOWNSHIP, or why it cannot be told."""
        here = source or Source("", "", 0)
        key = (here.file, here.sheet, text)
        if key not in self._known:
            header = next((each for each in ("所在党支部", "联系点") if each in here.columns), "党支部")
            match self.find(text):
                case str() as name:
                    self._known[key] = name
                case unmatched:
                    open_ = Unplaced(unmatched.problem(here.at(header), self.hides), unmatched.candidates)
                    self.problems.append(open_.problem)
                    self.unplaced.append(open_)
                    self._known[key] = open_
        return self._known[key]


@dataclass(slots=True)
class Joined(Generic[Row]):
    """The rows of one kind of sheet by their owner, and what leaves open whose others are."""

    by_owner: dict[str, list[Row]] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Take a row whose `branch` is its owner."""
        self.by_owner.setdefault(row.branch, []).append(row)

    def of(self, owner: str) -> tuple[Row, ...]:
        """Return the rows of a branch, or of TOWNSHIP."""
        return tuple(self.by_owner.get(owner, ()))

    def doubts(self, owner: str) -> tuple[Problem, ...]:
        """Return the faults of rows that may be this owner's; the township's numbers are everybody's."""
        return tuple(each.problem for each in self.unplaced if owner == TOWNSHIP or each.may_be_of(owner))


# --- issues -----------------------------------------------------------------------------------------------------------


def issues(
    rows: Sequence[Ranked[Issue]], names: Aliases, unread: Iterable[Problem], problems: list[Problem]
) -> Joined[Issue]:
    """Return each issue once, by its owner; `unread`: faults of rows that could not be read."""
    where = Places(names.owner, Hides.ROW, problems)
    placed = [
        (replace(row, branch=owner), standing)
        for row, standing in rows
        if isinstance(owner := where.of(row.branch, row.source), str)
    ]
    joined = Joined[Issue](unplaced=[*map(Unplaced, unread), *where.unplaced])
    for issue in _distinct(placed, problems):
        joined.add(issue)
    return joined


def _distinct(rows: Sequence[Ranked[Issue]], problems: list[Problem]) -> Iterator[Issue]:
    """An issue is owner + 具体问题; the campaign's own row wins over a standing one."""
    kept: dict[tuple[str, object], Ranked[Issue]] = {}
    for number, (issue, standing) in enumerate(rows):
        key = (issue.branch, issue.text if isinstance(issue.text, str) else number)
        if key not in kept:
            kept[key] = (issue, standing)
        elif kept[key][1] == standing and issue.source:
            earlier = kept[key][0].source
            other = earlier.origin if earlier else ""
            problems.append(codes.ISSUE_REPEATED.at(issue.source.origin, other=other))
    return (issue for issue, _ in kept.values())


# --- opinions ---------------------------------------------------------------------------------------------------------


class People(Protocol):
    """Who is in the branches, as far as opinions ask."""

    @property
    def labels(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """A name → the branch and the label of each who has it."""

    def names(self, branch: str) -> Iterable[str]:
        """Return the names of a branch's members, of all where it is ""."""


def opinions(
    rows: Sequence[Opinion], names: Aliases, people: People, unread: Iterable[Problem], problems: list[Problem]
) -> Joined[Opinion]:
    """Return the opinions by their owner, with the labels of the members that they name."""
    where = Places(names.owner, Hides.ROW, problems)
    joined = Joined[Opinion]()
    for row in rows:
        match where.of(row.branch, row.source) if row.branch else _of_sheet(row, names):
            case str() as owner:
                joined.add(_about(row, owner, people, problems))
            case open_:
                for each in _may_be_about(row, open_, people):
                    joined.add(each)
    joined.unplaced = [*map(Unplaced, unread), *where.unplaced]
    return joined


def _of_sheet(row: Opinion, names: Aliases) -> str:
    """Return the branch that the sheet is called after, where it has no column for it; else TOWNSHIP."""
    if row.source is None or "党支部" in row.source.columns:
        return TOWNSHIP
    found = names.find(row.source.sheet)
    return found if isinstance(found, str) else TOWNSHIP


def _about(opinion: Opinion, owner: str, people: People, problems: list[Problem]) -> Opinion:
    opinion = replace(opinion, branch=owner)
    name = name_of(opinion)
    if not _written(opinion):
        return opinion
    told = _written(opinion).partition("（")[2].rstrip("）)")
    meant = [
        (at, label)
        for at, label in people.labels.get(name, [])
        if owner in {TOWNSHIP, at} and (not told or told in label)
    ]
    origin = (opinion.source or Source("", "", 0)).at("党员")
    if len(meant) == 1:
        return replace(opinion, branch=meant[0][0], member=meant[0][1], about=(meant[0][1],))
    if not meant:
        names = people.names(owner)
        values = {"name": name, "nearest": nearest(name, names), "offers": (meant_of(name, names),)}
        problems.append(codes.MEMBER_UNKNOWN.at(origin, branch=owner or "各党支部", **values))
        return opinion
    problem = codes.MEMBER_NAMESAKES.at(origin, branch=owner or "各党支部", name=name, count=len(meant))
    problems.append(problem)
    return replace(opinion, member=Unread((problem,)), about=tuple(label for _, label in meant))


def _may_be_about(opinion: Opinion, open_: Unplaced, people: People) -> Iterator[Opinion]:
    """Yield an opinion of unknown owner for everybody whom it may name: their forms cannot be finished."""
    unread = Unread((open_.problem,))
    for at, label in people.labels.get(name_of(opinion), []):
        if open_.may_be_of(at):
            yield replace(opinion, text=unread, branch=at, member=unread, about=(label,))


def name_of(opinion: Opinion) -> str:
    """Return the name of the member whom an opinion names, "" where it names none."""
    return _written(opinion).partition("（")[0].strip()


def _written(opinion: Opinion) -> str:
    """Return whom an opinion names, as written: the name, and in brackets what tells namesakes apart."""
    return opinion.member.replace("(", "（").replace("-", "（") if isinstance(opinion.member, str) else ""


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
    where = Places(names.owner, Hides.ROW, problems)
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
