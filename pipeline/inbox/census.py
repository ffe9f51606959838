"""The members of all files → each branch's own, each person once: branch by branch, so that nothing holds them all.

Only what ties two branches together is looked at before: an ID number that stands in both. It is told by sorted
numbers, some sixty bytes each; whoever is tied to such a person by number or name is unpacked and joined first.
"""

from __future__ import annotations

import pickle
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import combinations, groupby
from operator import attrgetter
from typing import TypeAlias

from pipeline.contract import rules
from pipeline.inbox import categories, checks, counting, dedupe, hints
from pipeline.inbox.dedupe import Named, Place, RankedMember, Versions
from pipeline.inbox.members import Members, Pack, finished
from pipeline.inbox.name_index import NameIndex
from pipeline.model import codes
from pipeline.model.facts import Branch, Campaign, Counts, Member
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem
from pipeline.spool import Extent, Spool

_Asked: TypeAlias = dict[str, tuple[str, Mapping[str, object]]]
"""The members of a branch by their labels: the month of birth, and the facts that rows ask of them."""

_PICKLED = pickle.HIGHEST_PROTOCOL
_AT_HAND = 20_000  # members of whom what is asked stays unpacked
_HALF = 2
_SORTED = 100_000  # keys at once
_BITS = 20  # for the number of a branch or file beside a hash


@frozen
class Located:
    """Some members whose branch is known, from the `file`th file."""

    pack: Pack
    branch: str
    file: int
    standing: bool


@dataclass(slots=True)
class Census:
    """Everybody, branch by branch: finished, counted, packed, and forgotten but for what others' rows ask."""

    campaign: Campaign
    branches: Mapping[str, Branch]  # by their full names
    asked: Collection[str] | None = None  # what rows ask of the members whom they name; None: they name nobody
    doubts: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """By branch: faults of rows that may be further members of it."""
    members: dict[str, Members] = field(default_factory=dict)
    counts: dict[str, Counts] = field(default_factory=dict)
    problems: dict[str, list[Problem]] = field(default_factory=dict)
    in_sheets: Counter[tuple[str, str]] = field(default_factory=Counter)  # 正常 members by file and sheet
    _spool: Spool = field(default_factory=Spool)
    _index: NameIndex = field(default_factory=NameIndex)
    _slips: dict[str, Extent] = field(default_factory=dict)  # of each branch: what is asked of its members, packed
    _at_hand: dict[str, _Asked] = field(default_factory=dict)  # of the branches last asked for
    _names: dict[str, Collection[str]] = field(default_factory=dict)

    def take(self, located: Sequence[Located], problems: list[Problem]) -> None:
        """Take the members of all files, and note what is wrong with them together."""
        for name, listed in _branches(located, problems):
            if listed:  # not, where all its members are named in another branch first
                self._take(name, listed)

    def _take(self, name: str, listed: Sequence[Member]) -> None:
        branch, start = self.branches[name], self.campaign.start
        members = [
            finished(member, label, categories.of(member, branch, start))
            for member, label in zip(listed, dedupe.labels(listed), strict=True)
        ]
        for member in members:
            if member.standing == counting.NORMAL and member.source:
                self.in_sheets[member.source.file, member.source.sheet] += 1
        self.members[name] = Members.of(members, self._spool)
        if self.asked is not None:
            self._index.add(name, members)
            self._slips[name] = self._spool.put(pickle.dumps(_what_is_asked(members, self.asked), _PICKLED))
        self.counts[name] = counting.count(
            branch, members, self.doubts.get(name, ()), exempt=self.campaign.demands.get("学习", {}).get("免写", ())
        )
        self.problems[name] = [
            *checks.in_the_future(self.campaign, members),
            *checks.long_ago(self.campaign, members),
            *checks.of_status(self.campaign, members),
            *hints.of(members),
            *dedupe.maybe_one(members),
        ]

    def called(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield the branch and the label of each member of a name."""
        return self._index.of(name)

    def month(self, branch: str, label: str) -> str:
        """Return the birth month of a member, "" where no roster gives it."""
        return self._of_branch(branch)[label][0]

    def facts(self, branch: str, label: str) -> Mapping[str, object] | None:
        """Return what is asked of a member; None of a stranger."""
        return self._of_branch(branch).get(label, (None, None))[1]

    def _of_branch(self, branch: str) -> _Asked:
        """Return what is asked of a branch's members; what was asked of some thousand before stays at hand."""
        if branch not in self._at_hand:
            slip = self._slips.get(branch)
            found: _Asked = pickle.loads(self._spool.get(slip)) if slip else {}  # noqa: S301 - our own, of this run
            waiting = len(found) + sum(map(len, self._at_hand.values()))
            while self._at_hand and waiting > _AT_HAND:
                waiting -= len(self._at_hand.pop(next(iter(self._at_hand))))
            self._at_hand[branch] = found
        return self._at_hand[branch]

    def names(self, branch: str) -> Collection[str]:
        """Return the names of a branch's members, of all where it is ""."""
        if branch not in self._names:
            asked = self.members if not branch else {branch: self.members.get(branch, ())}
            everybody = (member.name for members in asked.values() for member in members)
            self._names[branch] = dict.fromkeys(name for name in everybody if isinstance(name, str))
        return self._names[branch]


def _what_is_asked(members: Iterable[Member], asked: Collection[str]) -> _Asked:
    """Return it by their labels; most members are alike in what is asked, and share it."""
    alike: dict[tuple[object, ...], Mapping[str, object]] = {}
    found: _Asked = {}
    for member in members:
        if isinstance(member.name, str):
            facts = rules.of_member(member, asked)
            values = tuple(tuple(each) if isinstance(each, list) else each for each in facts.values())
            found[member.label] = dedupe.birth_month(member), alike.setdefault(values, facts)
    return found


def _branches(located: Sequence[Located], problems: list[Problem]) -> Iterator[tuple[str, list[Member]]]:
    """Yield each branch that has members, with these, in the order in which they are first named."""
    by_branch: defaultdict[str, list[Located]] = defaultdict(list)
    for each in located:
        by_branch[each.branch].append(each)
    versions = _two_versions(located)
    problems += versions.values()
    tied = _tied(located, by_branch)
    joined: defaultdict[str, list[Named]] = defaultdict(list)
    for named in _distinct(_entries(each for each in located if _has(each, tied)), tied, versions, problems):
        joined[named.member.branch].append(named)
    for branch, own in by_branch.items():
        others = _distinct(_entries(own), tied, versions, problems, inside=False)
        yield branch, [named.member for named in merge(others, joined.pop(branch, ()), key=attrgetter("place"))]


def _distinct(
    entries: Iterable[RankedMember],
    tied: set[Place],
    versions: Versions,
    problems: list[Problem],
    *,
    inside: bool = True,
) -> list[Named]:
    """Return each person once of those who are tied (or not)."""
    chosen = sorted((e for e in entries if (e.place in tied) is inside), key=lambda entry: entry.place)
    found = dedupe.distinct(chosen, versions)
    problems += found.problems
    return found.value


def _has(each: Located, tied: set[Place]) -> bool:
    return any((each.file, place) in tied for place in each.pack.places)


def _entries(located: Iterable[Located]) -> Iterator[RankedMember]:
    for each in located:
        for place, member in zip(each.pack.places, each.pack.members.of_branch(each.branch), strict=True):
            yield RankedMember(member, each.standing, (each.file, place))


# --- what ties branches together --------------------------------------------------------------------------------------


def _tied(located: Sequence[Located], by_branch: Iterable[str]) -> set[Place]:
    """Return the places of everybody whose number stands in two branches, and of whoever may be the same as they."""
    number_of = {branch: number for number, branch in enumerate(by_branch)}
    ids = {key for key, owners in _in_common(lambda: _numbers(located, number_of)) if len(owners) > 1}
    tied: set[Place] = set()
    names: set[tuple[str, int]] = set()
    before = -1 if ids else 0
    while len(tied) > before:
        before = len(tied)
        for each in located:
            for place, key, name in zip(each.pack.places, each.pack.ids, each.pack.names, strict=True):
                if key in ids or (each.branch, name) in names:
                    tied.add((each.file, place))
                    ids |= {key} if key else set()
                    names |= {(each.branch, name)} if name else set()
    return tied


def _numbers(located: Iterable[Located], number_of: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Yield each ID number's number, and its branch's."""
    return ((key, number_of[each.branch]) for each in located for key in each.pack.ids if key)


def _in_common(keys: Callable[[], Iterable[tuple[int, int]]]) -> Iterator[tuple[int, list[int]]]:
    """Yield each key with the different owners that it has, from (key, owner) pairs.

    Of a million they are gone through several times, for some hundred thousand keys each: sorted all at once they
    would take fifty bytes a member.
    """
    rounds = sum(1 for _ in keys()) // _SORTED + 1
    for turn in range(rounds):
        ordered = sorted(key << _BITS | owner for key, owner in keys() if key % rounds == turn)
        for key, group in groupby(ordered, lambda packed: packed >> _BITS):
            yield key, list(dict.fromkeys(packed & (1 << _BITS) - 1 for packed in group))


def _two_versions(located: Sequence[Located]) -> Versions:
    """Return the pairs of roster files in one folder that share more than half of their members."""
    names = list(dict.fromkeys(each.pack.source.file for each in located))
    if len(names) < _HALF:
        return {}
    number_of = {name: number for number, name in enumerate(names)}
    sizes: Counter[int] = Counter()
    shared: Counter[tuple[int, int]] = Counter()
    for _, owners in _in_common(lambda: _whoever(located, number_of)):
        sizes.update(owners)
        shared.update(combinations(owners, 2))
    found: Versions = {}
    for (one, two), count in sorted(shared.items()):  # keys come in the order of their hashes: another one each run
        first, second = names[one], names[two]
        same_folder = first.rpartition("/")[0] == second.rpartition("/")[0]
        if same_folder and count * _HALF > max(sizes[one], sizes[two]):
            problem = codes.ROSTER_TWO_VERSIONS.at(Origin(second), other=first, same=count)
            found[frozenset({first, second})] = problem
    return found


def _whoever(located: Sequence[Located], number_of: dict[str, int]) -> Iterator[tuple[int, int]]:
    """Yield a number for each person (of the ID number, else of branch, name and birth month) and one for the file."""
    for each in located:
        file = number_of[each.pack.source.file]
        for key, name in zip(each.pack.ids, each.pack.names, strict=True):
            if key or name:
                yield key or hash((each.branch, name)), file
