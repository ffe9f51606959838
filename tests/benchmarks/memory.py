"""What a build holds in memory for each document: the parent's peak in a first build, and in one that finds nothing new.

python -m tests.benchmarks.memory [FEW] [MANY] [--a-branch N]

Each build is a process of its own. The difference between many members and few is what a document costs; the peak when
the first paper is looked at is what reading alone has taken. The folders stay.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from pipeline import produce
from pipeline.desk import opened
from tests.benchmarks import end_to_end

_BUILDS = ("first build", "nothing new")


@dataclass(frozen=True, slots=True)
class Peak:
    """A build's documents, seconds, and the most memory that it held, in bytes: when it had read all, and in the end."""

    documents: int
    seconds: float
    read: int
    whole: int


def build(home: Path) -> Peak:
    """Bring a workspace up to date, in this process."""
    read: list[int] = []
    begun = time.perf_counter()
    with opened(home) as desk:
        report = produce.produce(desk, durable=False, on_progress=lambda *_: read or read.append(_peak()))
    return Peak(report.campaigns[0].documents, time.perf_counter() - begun, read[0], _peak())


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def built(home: Path) -> Peak:
    """Do the same in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.memory", "--build", str(home)]
    documents, seconds, read, whole = subprocess.check_output(command, text=True).split()
    return Peak(int(documents), float(seconds), int(read), int(whole))


def measured(members: int, a_branch: int) -> list[Peak]:
    """Build a new workspace of so many members as often as there are kinds of builds."""
    home = Path(tempfile.mkdtemp(prefix="gongwen-"))
    end_to_end.a_workspace(home, members, max(members // a_branch, 1))
    return [built(home) for _ in _BUILDS]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("few", type=int, nargs="?", default=20_000)
    parser.add_argument("many", type=int, nargs="?", default=60_000)
    parser.add_argument("--a-branch", type=int, default=250)
    parser.add_argument("--build", type=Path)
    asked = parser.parse_args()
    if asked.build:
        peak = build(asked.build)
        print(peak.documents, peak.seconds, peak.read, peak.whole)
        return
    for name, few, many in zip(_BUILDS, *(measured(n, asked.a_branch) for n in (asked.few, asked.many)), strict=True):
        more = many.documents - few.documents
        for each in (few, many):
            print(
                f"{name}: {each.documents} documents, {each.seconds:.1f} s;"
                f" peak {each.whole / 1e6:.0f} MB, of that {each.read / 1e6:.0f} MB when all was read"
            )
        print(
            f"{name}: {(many.whole - few.whole) / more:.0f} bytes a document,"
            f" of that {(many.read - few.read) / more:.0f} when all was read"
        )


if __name__ == "__main__":
    main()
