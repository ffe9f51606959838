"""From a document back to the cells: which values it shows, and where each of them is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from pipeline import catalogs, guidance, render
from pipeline.desk import Desk
from pipeline.inbox import Intake, read_campaign, read_inputs
from pipeline.model.errors import UsageError
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem
from pipeline.model.work import WITHDRAWN_FOLDER, Job, Kind
from pipeline.plan import Plan, documents_due
from pipeline.produce.compiling import compiled_for
from pipeline.produce.report import Report
from pipeline.render import Shown, shown
from pipeline.shelf import document_of

_A_BRANCHS = 2  # the place of its folder in a path: outputs/campaign/branch/…
_MOST_NAMED = 8  # documents that are proposed where several fit


@frozen
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
    job = _by_its_path(desk, kinds, asked) or _by_its_words(desk, kinds, asked)
    report = Report()
    of_it = [kind for kind in kinds if kind.template == job.kind.template]
    template = compiled_for(desk, of_it, report)[0].get(job.kind.use)
    values = tuple(shown(render.used_values(template, job.facts), job.facts)) if template else ()
    broken = tuple(p for p in report.problems if p.origin.file == f"templates/{job.kind.template}")
    return Trace(job.path, f"templates/{job.kind.template}", job.kind.origin, values, (*job.stopped, *broken))


def _by_its_path(desk: Desk, kinds: Sequence[Kind], asked: str) -> Job | None:
    """Return the document whose very path is asked for: no other campaign need be read, no other branch planned."""
    parts = PurePosixPath(asked).parts
    if len(parts) <= _A_BRANCHS or parts[0] != "outputs":
        return None
    for intake in read_campaign(desk.workspace, desk.memory, parts[1]):
        jobs = _in_folder(intake, Plan(intake.township, kinds), parts[_A_BRANCHS])
        return next((job for job in jobs if job.path == asked), None)
    return None


def _in_folder(intake: Intake, plan: Plan, folder: str) -> Iterator[Job]:
    """Yield what is due in a folder of a campaign: of the township, or of a branch."""
    if folder == intake.township.campaign.organisation.folder:
        yield from plan.of_township()
    for index, dossier in enumerate(intake.dossiers):
        if folder == dossier.branch.folder:
            yield from plan.of_branch(index, dossier)


def _by_its_words(desk: Desk, kinds: Sequence[Kind], asked: str) -> Job:
    """Return the one document that has the words in its path. Raises UsageError."""
    part = asked.removesuffix(".docx")
    campaigns = read_inputs(desk.workspace, desk.memory).campaigns
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
        f"应出的文件里没有“{asked}”{withdrawn}。请写它在 outputs 里的路径，或文件名里的几个字；{guidance.FIND}"
    )
