"""The names of all members, some bytes each: which branches have somebody of a name, and what he is called there.

A row may name anybody. Of a name its hash is kept, sorted, and the number of the branch: twelve bytes, where a name and
its place as objects take half a kilobyte; they lie in shelves by the last bits, so that sorting takes no more.
Two names of one hash: once in some billion rosters of a million.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.model.facts import Member

_SHELVES = 256


@dataclass(slots=True)
class _Shelf:
    """The names of one ending of their hashes, sorted when they are asked for."""

    keys: array[int] = field(default_factory=lambda: array("q"))  # a hash for each name of each branch
    numbers: array[int] = field(default_factory=lambda: array("i"))  # and the number of that branch
    sorted: int = 0  # how many had been added when they were sorted

    def add(self, key: int, number: int) -> None:
        self.keys.append(key)
        self.numbers.append(number)

    def of(self, key: int) -> Iterator[int]:
        """Yield the numbers of the branches that have somebody of this hash."""
        if self.sorted < len(self.keys):
            order = sorted(range(len(self.keys)), key=self.keys.__getitem__)
            self.keys = array("q", map(self.keys.__getitem__, order))
            self.numbers = array("i", map(self.numbers.__getitem__, order))
            self.sorted = len(order)
        at = bisect_left(self.keys, key)
        while at < len(self.keys) and self.keys[at] == key:
            yield self.numbers[at]
            at += 1


@dataclass(slots=True)
class NameIndex:
    """Looks up names. Branches are told in the order in which they were added."""

    _shelves: tuple[_Shelf, ...] = field(default_factory=lambda: tuple(_Shelf() for _ in range(_SHELVES)))
    _branches: list[str] = field(default_factory=list)
    _labels: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)  # of namesakes, by number and hash

    def add(self, branch: str, members: Iterable[Member]) -> None:
        """Add the members of a branch, with their labels."""
        called: dict[str, list[str]] = {}
        for member in members:
            if isinstance(member.name, str):
                called.setdefault(member.name, []).append(member.label)
        number = len(self._branches)
        self._branches.append(branch)
        for key in map(hash, called):
            self._shelves[key % _SHELVES].add(key, number)
        self._labels |= {(number, hash(name)): tuple(labels) for name, labels in called.items() if labels != [name]}

    def of(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield the branch and the label of each member of this name."""
        key = hash(name)
        for number in self._shelves[key % _SHELVES].of(key):
            for label in self._labels.get((number, key), (name,)):
                yield self._branches[number], label
