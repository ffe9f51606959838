"""From a document back to the cells: which values it shows, and where each of them is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import catalogs, render
from pipeline.desk import Desk
from pipeline.inbox import Intake, read_inputs
from pipeline.model.errors import UsageError
from pipeline.model.problem import Origin, Problem
from pipeline.model.work import WITHDRAWN_FOLDER, Job, Kind
from pipeline.plan import Plan, documents_due
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
    kinds = catalogs.kinds(desk).value
    campaigns = read_inputs(desk.workspace, desk.memory).campaigns
    job = _of_its_branch(campaigns, kinds, asked) or _of_all(campaigns, kinds, asked)
    report = Report()
    template = templates(desk, report, only=job.kind.template)[1].get(job.kind.use)
    values = tuple(shown(render.used_values(template, job.facts), job.facts)) if template else ()
    broken = tuple(p for p in report.problems if p.origin.file == f"templates/{job.kind.template}")
    return Trace(job.path, f"templates/{job.kind.template}", job.kind.origin, values, (*job.stopped, *broken))


def _of_its_branch(campaigns: Sequence[Intake], kinds: Sequence[Kind], asked: str) -> Job | None:
    """Return the document whose very path is asked for, if it is a branch's: the others need not be planned."""
    for intake in campaigns:
        home, plan = f"outputs/{intake.township.campaign.folder}/", Plan(intake.township, kinds)
        for index, dossier in enumerate(intake.dossiers):
            if asked.startswith(f"{home}{dossier.branch.folder}/"):
                return next((job for job in plan.of_branch(index, dossier) if job.path == asked), None)
    return None


def _of_all(campaigns: Sequence[Intake], kinds: Sequence[Kind], asked: str) -> Job:
    """Return the one document that has the words in its path. Raises UsageError."""
    part = asked.removesuffix(".docx")
    due = (job for intake in campaigns for job in documents_due(intake.township, intake.dossiers, kinds))
    return _the_one([job for job in due if part in job.path], asked)


def _the_one(jobs: list[Job], asked: str) -> Job:
    exact = [job for job in jobs if job.path == asked]
    if len(jobs) == 1 or exact:
        return (exact or jobs)[0]
    if jobs:
        names = "\n".join(f"  {job.path}" for job in jobs[:_MOST_NAMED])
        raise UsageError(f"有 {len(jobs)} 份文件都像“{asked}”，请写得再完整些：\n{names}")
    withdrawn = f"；在“{WITHDRAWN_FOLDER}”里的，名册里已经没有它的依据" if WITHDRAWN_FOLDER in asked else ""
    raise UsageError(
        f"应出的文件里没有“{asked}”{withdrawn}。请写它在 outputs 里的路径，或文件名里的几个字；用 gongwen find 词 找"
    )
