"""How much is tried of what can be tried without end: all of it in CI, a part that is the same each time elsewhere.

A test that walks through many kills, values or generated examples asks here how many. GONGWEN_CI_ALL=1 says all.
Generated examples are the same each time, that nobody's change fails by what another day would have found; to look for
what no day has found, GONGWEN_EXAMPLES=20 generates others at each run, twenty times as many.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TypeVar

import pytest

ALL = bool(os.environ.get("GONGWEN_CI_ALL"))
OTHERS = int(os.environ.get("GONGWEN_EXAMPLES", "0"))
S = TypeVar("S")
T = TypeVar("T")

only_in_ci = pytest.mark.skipif(not ALL, reason="takes long: GONGWEN_CI_ALL=1 runs it")


def examples(number: int) -> int:
    """Return how many examples of so many are generated."""
    return (number if ALL else min(number, max(10, number // 8))) * max(1, OTHERS)


def each(cases: Sequence[T], one_in: int) -> Sequence[T]:
    """Return all cases, or every so-manieth of them and the last."""
    return cases if ALL or len(cases) < 2 else [*cases[:-1:one_in], cases[-1]]


def pairs(firsts: Iterable[S], seconds: Iterable[T], one_in: int) -> list[tuple[S, T]]:
    """Return each with each, or every so-manieth second, begun with another for each first: none of either is left out."""
    return [
        (first, second)
        for at, first in enumerate(firsts)
        for to, second in enumerate(seconds)
        if ALL or (at + to) % one_in == 0
    ]


def one_of(*cases: T) -> Sequence[T]:
    """Return all cases, or the one in their middle."""
    return cases if ALL else cases[len(cases) // 2 : len(cases) // 2 + 1]


def heads(*of_it: str) -> Sequence[str]:
    """Return the red heads for which the extreme campaign is built: in a plain run one, the same for every test."""
    return of_it if ALL else ("文件",)


def stride(all_of_it: int, part: int) -> int:
    """Return by how many steps a walk goes on: one number for CI, one for everybody else."""
    return all_of_it if ALL else part
