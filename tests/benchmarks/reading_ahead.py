"""Large workbooks read by one process and by a process a core: seconds, CPU of all, the peak here, equal facts.

python -m tests.benchmarks.reading_ahead [WORKBOOKS] [ROWS]
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from pipeline import confine, inbox
from pipeline.inbox import Inbox, Memory, memory
from tests.benchmarks import end_to_end

_A_BRANCH = 40
_NEVER = 1 << 60


def a_workspace(home: Path, workbooks: int, rows: int) -> None:
    """Write a campaign with so many rosters of so many rows; each twentieth person stands in two of them."""
    end_to_end.a_workspace(home, 0, 1)
    inputs = home / "inputs" / "活动"
    (inputs / "花名册.xlsx").unlink()
    for number in range(workbooks):
        first = 1 + number * (rows - rows // 20)
        end_to_end.a_roster(inputs / f"花名册{number}.xlsx", range(first, first + rows), _A_BRANCH)


def cpu() -> float:
    """Return the CPU seconds of this process and of all that have ended below it."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def measured(home: Path) -> tuple[Inbox, float, float]:
    """Read inputs/ anew; return what is there, the seconds, and the CPU seconds of all."""
    confine.shared().close()
    before, began = cpu(), time.perf_counter()
    found = inbox.read_inputs(home, Memory())
    confine.shared().close()
    return found, time.perf_counter() - began, cpu() - before


def main() -> None:
    """Measure both, the many hands first: what is at hand already helps the other."""
    workbooks, rows = (int(word) for word in (*sys.argv[1:], "4", "25000")[:2])
    with tempfile.TemporaryDirectory(prefix="gongwen-") as name:
        a_workspace(Path(name), workbooks, rows)
        many, many_seconds, many_cpu = measured(Path(name))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        memory._SEVERAL = _NEVER  # type: ignore[misc]
        one, one_seconds, one_cpu = measured(Path(name))
    people = [[list(dossier.members) for dossier in each.campaigns[0].dossiers] for each in (many, one)]
    assert people[0] == people[1]
    assert many.problems == one.problems
    print(
        f"{workbooks} workbooks of {rows} rows, {sum(map(len, people[0]))} members in {len(people[0])} branches, equal"
    )
    print(f"a process a core  {many_seconds:6.1f} s  {many_cpu:6.1f} s CPU  peak here {peak} MB")
    print(f"one process       {one_seconds:6.1f} s  {one_cpu:6.1f} s CPU  {one_seconds / many_seconds:.2f} × as long")


if __name__ == "__main__":
    main()
