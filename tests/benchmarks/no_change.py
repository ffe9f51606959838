"""A build that finds nothing to do, and one that finds one changed cell, as ratios to the least they could need.

python -m tests.benchmarks.no_change [MEMBERS] [BRANCHES]

The least: a bare walk with stat over the same tree, plus reading the rosters to typed members. Two-line forms (tests/tiny),
so that making the documents first does not take all day; what is measured afterwards does not fill any but one of them.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.inbox import reading
from pipeline.inbox.reading import Memory
from tests import tiny


def _walked(folder: str) -> int:
    count = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                count += _walked(entry.path)
            else:
                count += entry.stat().st_size > 0
    return count


def _took(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main(count: int, branches: int) -> None:
    """Build once, then measure."""
    path = Path(tempfile.mkdtemp(prefix="gongwen-large-"))
    members = {f"党员{number}": (f"第{number % branches}支部", 1950 + number % 50) for number in range(count)}
    tiny.prepare(path, members)
    first = _took(lambda: tiny.build(path))
    walk = min(_took(lambda: _walked(str(path / "outputs"))) for _ in range(3))
    read = min(_took(lambda: reading.read(path, Memory())) for _ in range(3))
    nothing = min(_took(lambda: tiny.build(path)) for _ in range(3))
    tiny.prepare(path, members | {"党员1": (members["党员1"][0], 2000)})
    report = None

    def one() -> None:
        nonlocal report
        report = tiny.build(path)

    changed = _took(one)
    assert report is not None
    least = walk + read
    print(f"{count} members, {branches} branches: first build {first:.1f} s; walk {walk:.2f} s + reading {read:.2f} s")
    print(
        f"no change {nothing:.2f} s = {nothing / least:.2f} × the least; one cell {changed:.2f} s = {changed / least:.2f} ×"
    )
    print(f"written for the one cell: {len(report.written)}")
    shutil.rmtree(path)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else 100_000, given[1] if len(given) > 1 else 500)
