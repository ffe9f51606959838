"""The members of all files → each branch's own, each person once: branch by branch, so that nothing holds them all.

Only what ties two branches together is looked at before: an ID number that stands in both. It is told by sorted
numbers, forty bytes a member; whoever is tied to such a person by number or name is unpacked and joined first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import combinations, groupby
from operator import itemgetter

from pipeline.inbox import categories, checks, counting, people
from pipeline.inbox.members import Batch, Members, finished
from pipeline.inbox.people import Entry, Place, Versions
from pipeline.model import codes
from pipeline.model.facts import Branch, Campaign, Counts, Member
from pipeline.model.problem import Origin, Problem
from pipeline.spool import Spool

_HALF = 2
_BITS = 20  # for the number of a branch or file beside a hash
_Named = tuple[Place, Member]


@dataclass(frozen=True, slots=True)
class Located:
    """Some members whose branch is known, from the `file`th file."""

    batch: Batch
    branch: str
    file: int
    standing: bool


@dataclass(slots=True)
class Census:
    """Everybody, branch by branch: finished, counted, packed, and forgotten but for what others' rows ask."""

    campaign: Campaign
    branches: Mapping[str, Branch]  # by their full names
    mentioned: Container[str]  # names of which the labels are asked
    members: dict[str, Members] = field(default_factory=dict)
    counts: dict[str, Counts] = field(default_factory=dict)
    labels: defaultdict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    """A mentioned name → the branch and the label of each who has it."""
    problems: dict[str, list[Problem]] = field(default_factory=dict)
    in_sheets: Counter[tuple[str, str]] = field(default_factory=Counter)  # 正常 members by file and sheet
    _spool: Spool = field(default_factory=Spool)

    def take(self, located: Sequence[Located], problems: list[Problem]) -> None:
        """Take everybody."""
        for name, listed in _branches(located, problems):
            self._take(name, listed)

    def _take(self, name: str, listed: Sequence[Member]) -> None:
        branch, start = self.branches[name], self.campaign.start
        members = [
            finished(member, label, categories.of(member, branch, start))
            for member, label in zip(listed, people.labels(listed), strict=True)
        ]
        for member in members:
            if member.standing == counting.NORMAL and member.source:
                self.in_sheets[member.source.file, member.source.sheet] += 1
            if isinstance(member.name, str) and member.name in self.mentioned:
                self.labels[member.name].append((name, member.label))
        self.members[name] = Members.of(members, self._spool)
        self.counts[name] = counting.count(branch, members)
        self.problems[name] = checks.in_the_future(self.campaign, members)

    def names(self, branch: str) -> Iterator[str]:
        """Yield the names of a branch's members, of all where it is ""."""
        for own, members in self.members.items():
            if not branch or own == branch:
                yield from (member.name for member in members if isinstance(member.name, str))


def _branches(located: Sequence[Located], problems: list[Problem]) -> Iterator[tuple[str, list[Member]]]:
    """Yield each branch that has members, with these, in the order in which they are first named."""
    by_branch: defaultdict[str, list[Located]] = defaultdict(list)
    for each in located:
        by_branch[each.branch].append(each)
    versions = _two_versions(located)
    problems += versions.values()
    tied = _tied(located, by_branch)
    joined: defaultdict[str, list[_Named]] = defaultdict(list)
    for place, member in _distinct(_entries(each for each in located if _has(each, tied)), tied, versions, problems):
        joined[member.branch].append((place, member))
    for branch, own in by_branch.items():
        others = _distinct(_entries(own), tied, versions, problems, inside=False)
        yield branch, [member for _, member in merge(others, joined[branch], key=itemgetter(0))]


def _distinct(
    entries: Iterable[Entry], tied: set[Place], versions: Versions, problems: list[Problem], *, inside: bool = True
) -> list[_Named]:
    """Return each person once of those who are tied (or not)."""
    chosen = sorted((e for e in entries if (e.place in tied) is inside), key=lambda entry: entry.place)
    found = people.distinct(chosen, versions)
    problems += found.problems
    return found.value


def _has(each: Located, tied: set[Place]) -> bool:
    return any((each.file, place) in tied for place in each.batch.places)


def _entries(located: Iterable[Located]) -> Iterator[Entry]:
    for each in located:
        for place, member in zip(each.batch.places, each.batch.members.of_branch(each.branch), strict=True):
            yield Entry(member, each.standing, (each.file, place))


# --- what ties branches together --------------------------------------------------------------------------------------


def _tied(located: Sequence[Located], by_branch: Iterable[str]) -> set[Place]:
    """Return the places of everybody whose number stands in two branches, and of whoever may be the same as they."""
    number_of = {branch: number for number, branch in enumerate(by_branch)}
    numbers = ((key, number_of[each.branch]) for each in located for key in each.batch.ids if key)
    ids = {key for key, owners in _in_common(numbers) if len(owners) > 1}
    tied: set[Place] = set()
    names: set[tuple[str, int]] = set()
    before = -1 if ids else 0
    while len(tied) > before:
        before = len(tied)
        for each in located:
            for place, key, name in zip(each.batch.places, each.batch.ids, each.batch.names, strict=True):
                if key in ids or (each.branch, name) in names:
                    tied.add((each.file, place))
                    ids |= {key} if key else set()
                    names |= {(each.branch, name)} if name else set()
    return tied


def _in_common(keys: Iterable[tuple[int, int]]) -> Iterator[tuple[int, list[int]]]:
    """Yield each key with the different owners that it has, from (key, owner) pairs."""
    ordered = sorted(key << _BITS | owner for key, owner in keys)
    for key, group in groupby(ordered, lambda packed: packed >> _BITS):
        yield key, list(dict.fromkeys(packed & (1 << _BITS) - 1 for packed in group))


def _two_versions(located: Sequence[Located]) -> Versions:
    """Return the pairs of roster files in one folder that share more than half of their members."""
    names = list(dict.fromkeys(each.batch.source.file for each in located))
    if len(names) < _HALF:
        return {}
    number_of = {name: number for number, name in enumerate(names)}
    sizes: Counter[int] = Counter()
    shared: Counter[tuple[int, int]] = Counter()
    for _, owners in _in_common(_whoever(located, number_of)):
        sizes.update(owners)
        shared.update(combinations(owners, 2))
    found: Versions = {}
    for (one, two), count in shared.items():
        first, second = names[one], names[two]
        same_folder = first.rpartition("/")[0] == second.rpartition("/")[0]
        if same_folder and count * _HALF > max(sizes[one], sizes[two]):
            problem = codes.ROSTER_TWO_VERSIONS.at(Origin(second), other=first, same=count)
            found[frozenset({first, second})] = problem
    return found


def _whoever(located: Sequence[Located], number_of: dict[str, int]) -> Iterator[tuple[int, int]]:
    """Yield a number for each person (of the ID number, else of branch, name and birth month) and one for the file."""
    for each in located:
        file = number_of[each.batch.source.file]
        for key, name in zip(each.batch.ids, each.batch.names, strict=True):
            if key or name:
                yield key or hash((each.branch, name)), file
