"""A million members by simulation: read, planned, filled, verified and reviewed by the program's own code, then dropped.

    python -m tests.benchmarks.million [MEMBERS] [--processes N] [--a-branch M]

The rosters are real workbooks of 100,000 rows on the disk, and are read as a build reads them; what is made of them is
counted, summed up to a checksum, and dropped. Printed: seconds of reading, documents a second, the peak of memory after
a tenth, a half and all of it, and what a cluster of twenty nodes would need. At the end one chunk is really written, to
see what goes over the net.
"""

from __future__ import annotations

import argparse
import os
import pickle
import resource
import shutil
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline import confine, fleet, inbox
from pipeline.desk import opened
from pipeline.fleet import Crew
from pipeline.inbox import Intake
from pipeline.produce import Report, campaign, compiling, document, maker
from pipeline.produce.maker import Branches, Errand, MakersOrder
from tests.benchmarks import end_to_end

_ROWS = 100_000  # of a workbook
_NODES, _CORES, _DISK, _LEDGER = (
    20,
    8,
    200e6,
    50_000,
)  # nodes, cores a node, bytes/s of the share, rows/s that are recorded
_MOMENTS = (0.1, 0.5)


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of a chunk: documents, bytes, findings, a sum of all archives, the worker and its peak memory (MB)."""

    documents: int
    size: int
    findings: int
    checksum: int
    worker: int
    peak: int


def a_workspace(members: int, a_branch: int) -> Path:
    """Write a workspace with so many members, in workbooks of 100,000."""
    home = Path(tempfile.mkdtemp(prefix="gongwen-"))
    end_to_end.a_workspace(home, 0, 1)
    inputs = home / "inputs" / "活动"
    (inputs / "花名册.xlsx").unlink()
    firsts = range(0, members, _ROWS)
    with ProcessPoolExecutor(2) as writers:
        write = partial(_a_workbook, inputs, members, a_branch)
        list(writers.map(write, firsts))
    return home


def _a_workbook(folder: Path, members: int, a_branch: int, first: int) -> None:
    rows = range(first + 1, min(first + _ROWS, members) + 1)
    end_to_end.a_roster(folder / f"花名册{first // _ROWS + 1}.xlsx", rows, a_branch)


def an_errand(home: Path) -> tuple[Errand, Intake]:
    """Read the rosters; return what every worker gets (the order, the templates), and the facts."""
    with opened(home) as desk:
        begun = time.perf_counter()
        intake = inbox.read_inputs(desk.workspace, desk.memory).campaigns[0]
        print(f"read in {time.perf_counter() - begun:.0f} s, peak here {peak()} MB", flush=True)
        kinds, compiled, filler = compiling.templates(desk, Report(problems=[]))
        order = MakersOrder(home, intake.township, kinds, (), "2026-07-02T08:00:00")
        return Errand(order, compiled, filler, "million"), intake


def made(errand: Errand, chunk: Branches) -> Tally:
    """Make the papers of a chunk's branches, count and drop them. Runs in a worker."""
    plan, tools = maker._at_hand(errand)
    documents = size = findings = checksum = 0
    for number, dossier in chunk.dossiers:
        for job in plan.of_branch(number, dossier):
            template = tools.templates[job.kind.use]
            paper = document.made(template, job, tools.filler, tools.reviewer)
            documents += 1
            size += len(paper.data)
            findings += bool(paper.findings)
            checksum = (checksum + zlib.crc32(paper.data)) % 2**32
    return Tally(documents, size, findings, checksum, os.getpid(), peak())


def peak() -> int:
    """Return the most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def chunks(intake: Intake) -> Iterator[Branches]:
    """Yield the branches as a build sends them."""
    return (Branches(tuple(group), ()) for group in campaign._groups(enumerate(intake.dossiers)))


def run(errand: Errand, intake: Intake, processes: int) -> tuple[list[Tally], float]:
    """Make everything, telling how far it is; return the tallies and the seconds."""
    due = chunks(intake)
    members = sum(len(dossier.members) for dossier in intake.dossiers)
    tallies: Iterable[Tally] = (made(errand, chunk) for chunk in due)
    if processes:
        tallies = fleet.each(made, errand, due, Crew(processes=processes))
    moments = list(_MOMENTS)
    done: list[Tally] = []
    papers = 0
    begun = time.perf_counter()
    for tally in tallies:
        done.append(tally)
        papers += tally.documents
        if moments and papers >= moments[0] * members:
            _tell(moments.pop(0), done, papers, time.perf_counter() - begun)
    seconds = time.perf_counter() - begun
    _tell(1.0, done, papers, seconds)
    return done, seconds


def _tell(share: float, done: list[Tally], papers: int, seconds: float) -> None:
    workers = {each.worker: each.peak for each in done}
    peaks = ", ".join(f"{mb} MB" for mb in sorted(workers.values()))
    print(
        f"{share:4.0%}: {papers} documents, {seconds:.0f} s, {papers / seconds:.0f} a second; peak here {peak()} MB, workers {peaks}",
        flush=True,
    )


def province(done: list[Tally], seconds: float, processes: int, sent: int, back: int) -> Iterator[str]:
    """Yield what twenty nodes would need for as much; `sent`, `back`: bytes of a chunk and of what comes back for it."""
    papers, size = sum(each.documents for each in done), sum(each.size for each in done)
    a_core = papers / seconds / max(processes, 1)
    cores = _NODES * _CORES
    making_them, writing, recording = papers / a_core / cores, size / _DISK, papers / _LEDGER
    scheduling = 0.02 * len(done)  # a chunk costs the scheduler's one thread 20 ms at most (tests.benchmarks.scaling)
    yield f"{_NODES} nodes of {_CORES} cores at {a_core:.0f} documents/s a core: making {making_them:.0f} s"
    yield f"  scheduling {len(done)} chunks, 20 ms each, one after the other: {scheduling:.0f} s"
    yield (
        f"  on the net: {sent / 1000:.0f} kB to a worker and {back / 1000:.1f} kB back a chunk, {(sent + back) * len(done) / 1e6:.0f} MB in all"
    )
    yield f"  writing {size / 1e9:.1f} GB ({size / papers:.0f} bytes a document) to a share of {_DISK / 1e6:.0f} MB/s (assumed): {writing:.0f} s"
    yield f"  recording {papers} rows at {_LEDGER}/s (assumed) in the one ledger: {recording:.0f} s"
    yield f"  the longest of these, as they run side by side: {max(making_them, scheduling, writing, recording):.0f} s"


def main() -> None:
    """Print how it goes, and the reckoning."""
    parser = argparse.ArgumentParser()
    parser.add_argument("members", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--processes", type=int, default=0)
    parser.add_argument("--a-branch", type=int, default=250)
    asked = parser.parse_args()
    begun = time.perf_counter()
    home = a_workspace(asked.members, asked.a_branch)
    print(f"rosters of {asked.members} members written in {time.perf_counter() - begun:.0f} s", flush=True)
    errand, intake = an_errand(home)
    confine.shared().close()
    done, seconds = run(errand, intake, asked.processes)
    found = sum(each.findings for each in done)
    checksum = sum(each.checksum for each in done) % 2**32
    print(f"{found} documents with findings; checksum of all archives {checksum:08x}")
    chunk = next(chunks(intake))
    sent, back = (len(pickle.dumps(each, pickle.HIGHEST_PROTOCOL)) for each in (chunk, maker.branches(errand, chunk)))
    shutil.rmtree(home)
    print("\n".join(province(done, seconds, asked.processes, sent, back)))


if __name__ == "__main__":
    from tests.benchmarks import million  # workers know its functions by this name

    million.main()
