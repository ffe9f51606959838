"""Whose the rows of rosters are: each pack of members to its branch, and whose those may be that nobody can place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.inbox import naming
from pipeline.inbox.census import Located
from pipeline.inbox.joining import Places, Unplaced
from pipeline.inbox.matching import Aliases
from pipeline.inbox.members import Members, Pack
from pipeline.inbox.naming import Guess
from pipeline.inbox.workbook_contents import Rows
from pipeline.model import codes
from pipeline.model.problem import Hides, Origin, Problem

_NAMED = 5  # branches that are named in a message


def located(
    found: Sequence[tuple[Rows, bool]], names: Aliases, problems: list[Problem]
) -> tuple[list[Located], Mapping[str, tuple[Problem, ...]]]:
    """Return the members whose branch can be told, each wrong name one Problem a sheet; and whose others may be.

    `found`: the rows of each workbook, and whether it is a standing one.
    """
    where = Places(names.find, names, Hides.MEMBERS, problems, frozenset(("所在党支部",)))
    supposed = _Supposed(names, problems, where)
    known = [
        Located(pack, name, number, standing)
        for number, (rows, standing) in enumerate(found)
        for pack in rows.members.packs
        if isinstance(name := where.of(pack.branch, pack.source) if pack.branch else supposed.of(pack), str)
    ]
    return known, _may_be_members(found, names, [*where.unplaced, *supposed.unplaced])


def outsiders(found: Iterable[Rows], names: Aliases) -> Mapping[str, tuple[Members, ...]]:
    """Return who stands in rosters and is no branch's member, by branch: "" where nobody can tell whose.

    A member whose branch is none of these is nobody's, too. What is wrong with the names of branches is told elsewhere.
    """
    where = Places(names.find, names, Hides.MEMBERS, [], frozenset(("所在党支部",)))
    supposed = _Supposed(names, [], where)
    told: dict[str, list[Members]] = {}
    for rows in found:
        for packs, own in ((rows.outsiders.packs, True), (rows.members.packs, False)):
            for pack in packs:
                name = where.of(pack.branch, pack.source) if pack.branch else supposed.of(pack)
                if own or not isinstance(name, str):
                    told.setdefault(name if isinstance(name, str) else "", []).append(pack.members)
    return {name: tuple(listed) for name, listed in told.items()}


def _may_be_members(
    found: Iterable[tuple[Rows, bool]], names: Aliases, unplaced: Iterable[Unplaced]
) -> Mapping[str, tuple[Problem, ...]]:
    """Return for each branch the faults of rows that may be its members'.

    A name that is like no branch's is taken for that of another, unlisted one: only the township's numbers wait for it.
    Where nothing tells whose they are, they may be any branch's.
    """
    told: dict[str, dict[Problem, None]] = {}
    doubts = [(each.problem, each.candidates or each.near) for each in unplaced]
    doubts += [
        (
            row.problem,
            tuple(branch for text in row.branches for branch in names.like(text))
            if row.branches
            else names.supposed(row.guesses),
        )
        for rows, _ in found
        for row in rows.unclear
    ]
    for problem, branches in doubts:
        for branch in branches:
            told.setdefault(branch, {})[problem] = None
    return {branch: tuple(faults) for branch, faults in told.items()}


@dataclass(slots=True)
class _Supposed:
    """Looks up whose the rows of a sheet are by the sheet's name or the file's; that it is the file's, is told."""

    names: Aliases
    problems: list[Problem]
    where: Places
    unplaced: list[Unplaced] = field(default_factory=list)
    _known: dict[tuple[str, str, tuple[Guess, ...], tuple[str, ...]], str | None] = field(default_factory=dict)

    def of(self, pack: Pack) -> str | None:
        """Return the full name of the branch; None, with one Problem a sheet, where neither is the name of any."""
        key = (pack.source.file, pack.source.sheet, pack.guesses, pack.source.titles)
        if key not in self._known:
            told = next((guess for guess in pack.guesses if guess.at), None)
            self._known[key] = self._below(told) if told else self._look(pack, Origin(*key[:2]))
        return self._known[key]

    def _below(self, heading: Guess) -> str | None:
        """Return the branch that a heading names; where it names none, its rows may be of the branch above, too."""
        assert heading.at is not None
        match self.names.find(heading.name):
            case str() as name:
                return name
            case unmatched:
                above = self.names.like(heading.before) if heading.before else ()
                unmatched = unmatched.or_of(above, self.names)
                self._leave(unmatched.problem(heading.at, Hides.MEMBERS), unmatched.candidates or unmatched.near)
                return None

    def _look(self, pack: Pack, origin: Origin) -> str | None:
        for guess in pack.guesses:
            match self.names.find(guess.name):
                case str() as name:
                    held = self.where.held(guess.name, name, pack.source)
                    if isinstance(held, Unplaced):
                        self._leave(held.problem, held.candidates)
                        return None
                    name = held or name
                    if guess.of_file:
                        self.problems.append(codes.BRANCH_FROM_FILE.at(origin, value=name))
                    return name
                case unmatched if unmatched.candidates:
                    self._leave(unmatched.problem(origin, Hides.MEMBERS), unmatched.candidates)
                    return None
                case _:
                    pass
        title = next((words for words in reversed(pack.source.titles) if naming.bare(words)), "")
        entitled = (naming.Guess(naming.bare(title), of_file=False),) if title else ()
        near = self.names.supposed((*pack.guesses, *entitled))
        whole = self.names.whole
        waits = "、".join((whole, *self.names.known_as(near))) if len(near) <= _NAMED else f"{whole}和各支部"
        said = f"标题「{title}」没有写明是哪个支部，" if title else ""
        self._leave(codes.SHEET_NO_BRANCH.at(origin, title=said, sheet=pack.source.sheet, waits=waits), near)
        return None

    def _leave(self, problem: Problem, near: tuple[str, ...]) -> None:
        self.problems.append(problem)
        self.unplaced.append(Unplaced(problem, near=near))
