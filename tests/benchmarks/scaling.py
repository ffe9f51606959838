"""What a second core brings: filling alone and end to end, in this process, in two processes, on a Dask cluster of two workers.

    python -m tests.benchmarks.scaling [MEMBERS] [BRANCHES] [--filling] [--durable]

Ratios to one process in the same run. Each build has a fresh folder, which stays when the run is over (on ext4, files that
are made again soon after they were deleted take up to 15 times as long); remove them when nothing is measured any more.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline import confine, disk, fleet, produce, render
from pipeline.desk import opened
from pipeline.fleet import Crew
from pipeline.render import Compiled
from pipeline.used_names import OPEN
from tests.benchmarks import end_to_end, papers
from tests.test_fleet import local_cluster

_DOCUMENTS, _IN_A_CHUNK = 60_000, 1500  # filling alone: a chunk takes as long as one of a build
_WARM = 8  # chunks that every worker has taken one of before the clock starts
_ALONE = 20  # chunks that are sent one by one, to see what the way costs
_CORES = 2


@dataclass(frozen=True, slots=True)
class Done:
    """What a worker says of a chunk: documents, bytes, and when it began and ended (seconds since 1970)."""

    worker: int
    documents: int
    size: int
    began: float
    ended: float

    @property
    def spent(self) -> float:
        """Seconds that it took to make."""
        return self.ended - self.began


def filling(template: bytes, chunk: range) -> Done:
    """Fill a chunk of member forms, and count and drop what was made; an empty chunk only waits. Runs in a worker."""
    began = time.time()
    compiled, every = _ready(template)
    if not chunk:
        time.sleep(0.4)
    size = sum(len(render.filled_bytes(compiled, every[number % len(every)])) for number in chunk)
    return Done(os.getpid(), len(chunk), size, began, time.time())


@cache
def _ready(template: bytes) -> tuple[Compiled, list[dict[str, Any]]]:
    every = [papers.facts(number) for number in range(50)]
    compiled = render.compiled_template(
        template, "templates/甲.docx", dict.fromkeys(every[0]) | {"problems": {OPEN: None}}
    ).value
    assert compiled is not None
    return compiled, every


def speed(crew: Crew | None, template: bytes) -> tuple[float, list[Done]]:
    """Return documents a second by a crew at work, and what it did."""
    chunks = [range(0)] * _WARM
    chunks += [range(at, at + _IN_A_CHUNK) for at in range(0, _DOCUMENTS, _IN_A_CHUNK)]
    results: Iterator[Done] = (
        fleet.each(filling, template, chunks, crew) if crew else (filling(template, c) for c in chunks)
    )
    for _ in range(_WARM):
        next(results)
    begun = time.perf_counter()
    done = list(results)
    return sum(each.documents for each in done) / (time.perf_counter() - begun), done


def idle(done: list[Done]) -> float:
    """Return the share of a worker's time that lies between two chunks."""
    gaps = spent = 0.0
    for worker in {each.worker for each in done}:
        own = [each for each in done if each.worker == worker]
        spent += sum(each.spent for each in own)
        gaps += sum(max(after.began - before.ended, 0) for before, after in pairwise(own))
    return gaps / (gaps + spent)


def way(crew: Crew, template: bytes) -> tuple[float, float, float]:
    """Return seconds from giving a chunk to its beginning, of making it, and from its end to its result; one at a time."""
    sums = [0.0, 0.0, 0.0]
    with fleet._Crew(crew, filling, template) as hands:
        for _ in range(_WARM):
            hands.submit(range(0)).result()
        for number in range(_ALONE):
            given = time.time()
            done: Done = fleet._opened(hands.submit(range(number, number + _IN_A_CHUNK)).result())
            back = time.time()
            for at, seconds in enumerate((done.began - given, done.spent, back - done.ended)):
                sums[at] += seconds / _ALONE
    return sums[0], sums[1], sums[2]


def fill_alone(crews: dict[str, Crew | None]) -> None:
    """Print what filling gains."""
    template = papers.form(papers.JINJA)
    base = 0.0
    print(f"filling alone, {_DOCUMENTS} member forms in chunks of {_IN_A_CHUNK}, outputs counted and dropped")
    for name, crew in crews.items():
        rate, done = speed(crew, template)
        base = base or rate
        said = f"  {name:14} {rate:8.0f} documents/s  {rate / base:.2f} x"
        if crew:
            there, making, back = way(crew, template)
            share = (there + back) / (there + making + back)
            said += f"; idle between chunks {idle(done):.1%}"
            said += f"; one at a time: {there * 1000:.1f} ms there, {making * 1000:.0f} ms making, {back * 1000:.1f} ms back: {share:.1%}"
        print(said)


def build(crews: dict[str, Crew | None], members: int, branches: int, *, durable: bool) -> None:
    """Print what a whole build gains."""
    print(f"end to end, {members} members in {branches} branches, durable {durable}")
    source = Path(tempfile.mkdtemp(prefix="gongwen-"))
    end_to_end.a_workspace(source, members, branches)
    disk.write(source / "outputs" / "活动" / ".表号", b"0" * 32)  # else no two builds give a paper one 表号
    folders = [source]
    papers_of: set[str] = set()
    base = 0.0
    for name, crew in crews.items():
        home = Path(tempfile.mkdtemp(prefix="gongwen-"))
        folders.append(home)
        shutil.copytree(source, home, dirs_exist_ok=True)
        fleet.at_home = lambda _, crew=crew: crew  # type: ignore[misc]
        with opened(home) as desk:
            begun = time.perf_counter()
            report = produce.produce(desk, durable=durable, cluster=crew.cluster if crew else "")
            spent = time.perf_counter() - begun
            entries = desk.ledger.entries(report.campaigns[0].name)
            rows = sorted(f"{path} {entry.digest}" for path, entry in entries.items() if path.endswith(".docx"))
            papers_of.add(hashlib.sha256("\n".join(rows).encode()).hexdigest())
        confine.shared().close()
        base = base or spent
        documents = report.campaigns[0].documents
        print(
            f"  {name:14} {spent:6.1f} s  {spent / documents * 1000:.2f} ms a document  {base / spent:.2f} x;"
            f" {documents} documents, {len(report.bugs)} bugs"
        )
    print(f"  the same papers by all: {'yes' if len(papers_of) == 1 else 'NO'}")
    print(f"left on the disk: {' '.join(map(str, folders))}")


def main() -> None:
    """Print both tables."""
    figures = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    members, branches = (*figures, *(20_000, 80)[len(figures) :])
    with warnings.catch_warnings(), local_cluster() as address:
        crews = {"one process": None, "two processes": Crew(processes=_CORES), "Dask, 2 workers": Crew(cluster=address)}
        fill_alone(crews)
        if "--filling" not in sys.argv:
            build(crews, members, branches, durable="--durable" in sys.argv)


if __name__ == "__main__":
    from tests.benchmarks import scaling  # workers know its functions by this name

    scaling.main()
