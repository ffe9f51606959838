"""A build that finds nothing to do, and one that finds one changed cell, as ratios to the least they could need.

python -m tests.benchmarks.no_change [MEMBERS] [BRANCHES] [--profile]

The least: a bare walk with stat over the same tree, plus reading the rosters to typed members. The papers are the shipped
ones; what is measured afterwards fills none of them but the one that the cell belongs to.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pipeline import inbox, produce
from pipeline.desk import opened
from pipeline.inbox import Memory
from tests.benchmarks import end_to_end

T = TypeVar("T")
_TRIES = 3


def _walked(folder: str) -> int:
    count = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                count += _walked(entry.path)
            else:
                count += entry.stat().st_size > 0
    return count


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def _least(work: Callable[[], object]) -> float:
    return min(_timed(work)[0] for _ in range(_TRIES))


def _build(home: Path) -> produce.Report:
    with opened(home) as desk:
        return produce.produce(desk)


def main(members: int, branches: int) -> None:
    """Build once, then measure."""
    home = Path(tempfile.mkdtemp(prefix="gongwen-large-"))
    end_to_end.a_workspace(home, members, branches)
    first, _ = _timed(lambda: _build(home))
    print(f"{members} members, {branches} branches: first build {first:.1f} s", flush=True)
    walk, read = _least(lambda: _walked(str(home / "outputs"))), _least(lambda: inbox.read_inputs(home, Memory()))
    least = walk + read
    print(f"walk {walk:.2f} s + reading {read:.2f} s", flush=True)
    nothing = _least(lambda: _build(home))
    print(f"no change {nothing:.2f} s = {nothing / least:.2f} × the least", flush=True)
    if "--profile" in sys.argv:
        profile = cProfile.Profile()
        profile.runcall(_build, home)
        pstats.Stats(profile).sort_stats("cumtime").print_stats(60)
    end_to_end.a_roster(home / "inputs" / "活动" / "花名册.xlsx", range(1, members + 1), members // branches, "初中")
    changed, report = _timed(lambda: _build(home))
    print(f"one cell {changed:.2f} s = {changed / least:.2f} ×; written: {len(report.written)}")
    shutil.rmtree(home)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(given[0] if given else 100_000, given[1] if len(given) > 1 else 400)
