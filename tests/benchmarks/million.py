"""A million members by simulation: planned, filled, verified and reviewed by the program's own code, then counted and dropped.

    python -m tests.benchmarks.million [MEMBERS] [--processes N] [--a-branch M]

Members are made up branch by branch, as they stream from a second pass over the rosters; what is made is counted, summed up
to a checksum, and dropped. Printed: documents a second, the peak of memory after a tenth, a half and all of it, and what a
cluster of twenty nodes would need. At the end one chunk is really written, to see what goes over the net.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import pickle
import resource
import shutil
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import fleet
from pipeline.batch import document, making, production
from pipeline.batch.making import Branches, Errand, Order
from pipeline.batch.report import Report
from pipeline.desk import opened
from pipeline.fleet import Crew
from pipeline.inbox import counting
from pipeline.model.facts import (
    Branch,
    Campaign,
    Dossier,
    Issuance,
    Meeting,
    Member,
    Organisation,
    PartialDate,
    Person,
    Source,
    Township,
)
from tests.benchmarks import roster_reading
from tests.conftest import ROOT

_IN_A_CHUNK = 500  # members, as in a build
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


def a_campaign() -> Campaign:
    """Return what all branches share."""
    speaker = Person("某某", "县委书记")
    return Campaign(
        folder="活动", name="保持共产党员先进性教育活动", short="先进性教育活动", theme="为党旗增辉尽责",
        start=dt.date(2026, 7, 1), end=dt.date(2026, 12, 31),
        organisation=Organisation(name="中共吕寨县委员会", short="吕寨县委", office="县委组织部"),
        meetings=(Meeting("全县动员大会", dt.datetime(2026, 7, 6, 9), "县政府三楼会议室", speaker=speaker),),
        issuance=Issuance(number="吕委〔2026〕12号", date=dt.date(2026, 7, 2)),
    )  # fmt: skip


def a_dossier(number: int, members: int) -> Dossier:
    """Return a branch with its members, invented as the rosters of the other benchmarks are."""
    name = f"{number}号村党支部"
    branch = Branch(name, folder=name, secretary="王建国", kind="村")
    people = tuple(_a_member(number * members + at, name, members) for at in range(1, members + 1))
    return Dossier(branch, people, (), (), (), None, counting.count(branch, people))


def _a_member(row: int, branch: str, a_branch: int) -> Member:
    name, _, sex, ethnicity, _, _, education, status, _, _, _, post, phone, address = roster_reading.cells(
        row, a_branch
    )[:14]
    label = f"{name}（{1940 + row % 30}年生，第{row % a_branch}人）"  # as namesakes are told apart
    return Member(
        name, branch, label, sex, ethnicity, "", PartialDate(1940 + row % 30, 1 + row % 9), education, status,
        joined=PartialDate(1990 + row % 20, 1 + row % 12), confirmed=PartialDate(1991 + row % 20, 7, 1), post=post,
        phone=phone, address=address, source=Source("花名册.xlsx", "在册党员", row),
    )  # fmt: skip


def a_township(branches: int, members: int) -> Township:
    """Return what the first pass keeps: the branches and their numbers, no member."""
    passed = [(each.branch, each.counts) for each in (a_dossier(number, members) for number in range(branches))]
    listed, counts = tuple(branch for branch, _ in passed), tuple(count for _, count in passed)
    return Township(a_campaign(), listed, counts, (), counting.total(counts))


def an_errand(township: Township) -> Errand:
    """Return what every worker gets: the order, and the shipped templates as they lie on disk."""
    home = Path(tempfile.mkdtemp(prefix="gongwen-"))
    shutil.copytree(ROOT / "templates", home / "templates")
    (home / "inputs").mkdir()
    with opened(home) as desk:
        kinds, compiled, _ = production.templates(desk, Report(problems=[]))
        files = tuple((name, scope, (desk.templates / name).read_bytes()) for name, scope in compiled)
        return Errand(
            Order(home, township, kinds, (), "2026-07-02T08:00:00"), files, desk.settings.body_font, "million"
        )


def made(errand: Errand, chunk: Branches) -> Tally:
    """Make the papers of a chunk's branches, count and drop them. Runs in a worker."""
    plan, tools = making._at_hand(errand)
    documents = size = findings = checksum = 0
    for number, dossier in chunk.dossiers:
        for job in plan.of_branch(number, dossier):
            template = tools.templates[job.kind.template, job.kind.scope]
            paper = document.made(template, job, tools.filler, tools.reviewer)
            documents += 1
            size += len(paper.data)
            findings += bool(paper.findings)
            checksum = (checksum + zlib.crc32(paper.data)) % 2**32
    return Tally(documents, size, findings, checksum, os.getpid(), peak())


def peak() -> int:
    """Return the most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def chunks(branches: int, members: int) -> Iterator[Branches]:
    """Yield the branches as a build sends them, each made up when its turn comes."""
    at_once = max(_IN_A_CHUNK // members, 1)
    for first in range(0, branches, at_once):
        numbers = range(first, min(first + at_once, branches))
        yield Branches(tuple((number, a_dossier(number, members)) for number in numbers), ())


def run(errand: Errand, branches: int, members: int, processes: int) -> tuple[list[Tally], float]:
    """Make everything, telling how far it is; return the tallies and the seconds."""
    due = chunks(branches, members)
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
        if moments and papers >= moments[0] * branches * members:
            _tell(moments.pop(0), done, papers, time.perf_counter() - begun)
    seconds = time.perf_counter() - begun
    _tell(1.0, done, papers, seconds)
    return done, seconds


def _tell(share: float, done: list[Tally], papers: int, seconds: float) -> None:
    workers = {each.worker: each.peak for each in done}
    peaks = ", ".join(f"{mb} MB" for mb in sorted(workers.values()))
    print(
        f"{share:4.0%}: {papers} documents, {seconds:.0f} s, {papers / seconds:.0f} a second; peak here {peak()} MB, workers {peaks}"
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
    branches = max(asked.members // asked.a_branch, 1)
    begun = time.perf_counter()
    errand = an_errand(a_township(branches, asked.a_branch))
    print(f"first pass: {branches} branches of {asked.a_branch}, {time.perf_counter() - begun:.0f} s, peak {peak()} MB")
    done, seconds = run(errand, branches, asked.a_branch, asked.processes)
    found = sum(each.findings for each in done)
    checksum = sum(each.checksum for each in done) % 2**32
    print(f"{found} documents with findings; checksum of all archives {checksum:08x}")
    chunk = next(chunks(branches, asked.a_branch))
    sent, back = (len(pickle.dumps(each, pickle.HIGHEST_PROTOCOL)) for each in (chunk, making.branches(errand, chunk)))
    print("\n".join(province(done, seconds, asked.processes, sent, back)))


if __name__ == "__main__":
    from tests.benchmarks import million  # workers know its functions by this name

    million.main()
