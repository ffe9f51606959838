"""From a document back to the cells: which values it shows, and where each of them is written."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import render
from pipeline.desk import Desk
from pipeline.inbox import read_inputs
from pipeline.model.errors import UsageError
from pipeline.model.problem import Origin, Problem
from pipeline.model.work import WITHDRAWN_FOLDER, Job
from pipeline.plan import documents_due
from pipeline.produce.production import templates
from pipeline.produce.report import Report
from pipeline.render import Shown, shown
from pipeline.shelf import document_of

_MOST_NAMED = 8  # documents that are proposed where several fit


@dataclass(frozen=True, slots=True)
class Trace:
    """One document: which template and which line of the catalog make it, what it shows, why it could not be made."""

    path: str
    template: str
    catalog: Origin
    values: tuple[Shown, ...]
    stopped: tuple[Problem, ...]


def trace(desk: Desk, document: str) -> Trace:
    """Return what the document shows now; `document` is its path, or as much of it as names one. Raises UsageError."""
    asked = document_of(document.strip().replace("\\", "/").removeprefix("./"))
    report = Report()
    kinds, compiled, _ = templates(desk, report)
    inbox = read_inputs(desk.workspace, desk.memory)
    jobs = [
        job
        for intake in inbox.campaigns
        for job in documents_due(intake.township, intake.dossiers, kinds)
        if asked.removesuffix(".docx") in job.path
    ]
    job = _the_one(jobs, asked)
    template = compiled.get(job.kind.use)
    values = tuple(shown(render.used_values(template, job.facts), job.facts)) if template else ()
    broken = tuple(p for p in report.problems if p.origin.file == f"templates/{job.kind.template}")
    return Trace(job.path, f"templates/{job.kind.template}", job.kind.origin, values, (*job.stopped, *broken))


def _the_one(jobs: list[Job], asked: str) -> Job:
    exact = [job for job in jobs if job.path == asked]
    if len(jobs) == 1 or exact:
        return (exact or jobs)[0]
    if jobs:
        names = "\n".join(f"  {job.path}" for job in jobs[:_MOST_NAMED])
        raise UsageError(f"有 {len(jobs)} 份文件都像“{asked}”，请写得再完整些：\n{names}")
    withdrawn = f"；在“{WITHDRAWN_FOLDER}”里的，名册里已经没有它的依据" if WITHDRAWN_FOLDER in asked else ""
    raise UsageError(f"应出的文件里没有“{asked}”{withdrawn}")
