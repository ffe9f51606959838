"""The names of all members, some bytes each: which branches have somebody of a name, and what he is called there.

A row may name anybody. Of a name its hash is kept, sorted, and the number of the branch: twelve bytes, where a name and
its place as objects take half a kilobyte. Two names of one hash: once in some billion rosters of a million.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.model.facts import Member


@dataclass(slots=True)
class NameIndex:
    """Looks up names. Branches are told in the order in which they were added."""

    _names: array[int] = field(default_factory=lambda: array("q"))  # a hash for each name of each branch
    _numbers: array[int] = field(default_factory=lambda: array("i"))  # and the number of that branch
    _branches: list[str] = field(default_factory=list)
    _labels: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)  # of namesakes, by number and hash
    _sorted: int = 0  # how many names had been added when they were sorted

    def add(self, branch: str, members: Iterable[Member]) -> None:
        """Add the members of a branch, with their labels."""
        called: dict[str, list[str]] = {}
        for member in members:
            if isinstance(member.name, str):
                called.setdefault(member.name, []).append(member.label)
        number = len(self._branches)
        self._branches.append(branch)
        self._names.extend(map(hash, called))
        self._numbers.extend([number] * len(called))
        self._labels |= {(number, hash(name)): tuple(labels) for name, labels in called.items() if labels != [name]}

    def of(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield the branch and the label of each member of this name."""
        if self._sorted < len(self._names):
            self._sort()
        key = hash(name)
        at = bisect_left(self._names, key)
        while at < len(self._names) and self._names[at] == key:
            number = self._numbers[at]
            for label in self._labels.get((number, key), (name,)):
                yield self._branches[number], label
            at += 1

    def _sort(self) -> None:
        order = sorted(range(len(self._names)), key=self._names.__getitem__)
        self._names = array("q", map(self._names.__getitem__, order))
        self._numbers = array("i", map(self._numbers.__getitem__, order))
        self._sorted = len(order)
