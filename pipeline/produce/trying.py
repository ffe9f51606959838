"""A template filled with the facts of a real branch before it is in its place, to be looked at. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import catalogs, contract
from pipeline.desk import Desk
from pipeline.inbox import Intake, read_inputs
from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem
from pipeline.model.work import Job, Kind
from pipeline.plan import Plan
from pipeline.produce import document, foreign
from pipeline.produce.document import Halt


@frozen
class Trial:
    """What came of it: `path` of the paper that it would be ("": none is due), its bytes (b"": why not, `problems`).

    `kinds`: the entries of the catalog that the template is for.
    """

    kinds: tuple[str, ...] = ()
    path: str = ""
    branch: str = ""  # its full name, "": the township's
    data: bytes = b""
    problems: tuple[Problem, ...] = ()


def trial(desk: Desk, name: str, data: bytes, campaign: str = "", branch: str = "") -> Trial:
    """Fill a template of this name with the facts of the first paper that it would make, for a branch if one is named.

    `campaign`: its folder; "": the first.
    """
    kinds = tuple(kind for kind in catalogs.kinds(desk).value if kind.template == name)
    inbox = read_inputs(desk.workspace, desk.memory, campaign)
    jobs = [job for intake in inbox.campaigns for job in _first(intake, kinds, branch)]
    job = next((job for job in jobs if not job.stopped), jobs[0] if jobs else None)
    names = tuple(dict.fromkeys(kind.name for kind in kinds))
    if job is None:
        return Trial(names)
    if job.stopped:
        return Trial(names, job.path, job.branch, problems=job.stopped)
    font, sheets = desk.settings.body_font, contract.declared(desk.workspace).value
    made = foreign.template(data, job.kind.use, font, sheets)
    if made.value is None:
        return Trial(names, job.path, job.branch, problems=made.problems)
    filler = foreign.Filler(font, {job.kind.use: data}, sheets)
    try:
        filled = document.filled(made.value, job, filler).data
    except Halt as halt:
        return Trial(names, job.path, job.branch, problems=halt.reasons)
    return Trial(names, job.path, job.branch, filled, made.problems)


def _first(intake: Intake, kinds: tuple[Kind, ...], branch: str) -> Iterator[Job]:
    """Yield the papers of the kinds, as far as the first that can be made."""
    plan = Plan(intake.township, kinds)
    groups = [] if branch else [plan.of_township()]
    groups += [
        plan.of_branch(index, dossier)
        for index, dossier in enumerate(intake.dossiers)
        if branch in {"", dossier.branch.name}
    ]
    for group in groups:
        for job in group:
            yield job
            if not job.stopped:
                return
