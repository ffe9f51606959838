"""What a run has found, kept for whoever asks again while nothing at all has changed.

A run that ends well leaves what its successor would say, under a digest of everything that it stands on (`ground`).
Who finds the ground as it was has his answer: nothing is read, planned or compared. Anything else, and there is none:
the ledger forgets it when a run begins, so a run that was killed leaves nothing behind.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace

from pipeline.desk import Desk
from pipeline.ledger import UNPACKING, packed_text, unpacked_text
from pipeline.model.action import Action, Do, Reason
from pipeline.model.problem import Problem, Severity
from pipeline.produce import paper_key, report_rows
from pipeline.produce.ground import Ground, look_at
from pipeline.produce.report import Report, at_the_end
from pipeline.spool import SpooledList

_DAMAGED = (*UNPACKING, TypeError, LookupError, AttributeError)
"""What a record raises that was damaged where SQLite could not see it."""
_TOLD = Action(Do.KEEP, Reason.TOLD, by_bytes=True)
_EDITED = Action(Do.KEEP, Reason.EDITED)
_NOT_DUE = Action(Do.KEEP, Reason.EDITED_NOT_DUE)


def recall(desk: Desk, ground: Ground | None) -> Report | None:
    """Return what a run would find on this ground, if one has found it; None: it must be run."""
    if ground is None:
        return None
    told = desk.ledger.standing(ground.key)
    with contextlib.suppress(*_DAMAGED):
        return report_rows.opened(unpacked_text(told)) if told else None
    return None


def keep(desk: Desk, before: Ground | None, report: Report) -> None:
    """Keep what the next run would find, if that is sure: `before` is what this one began on."""
    if before is None or not _comes_again(report):
        return
    now = look_at(desk)
    if now is not None and now.sources == before.sources and _is_ours(desk, before, now, report):
        desk.ledger.keep_standing(now.key, packed_text(report_rows.closed(_next(report))))


def _comes_again(report: Report) -> bool:
    """Whether the next run would say the same: nothing was in use, given up, broken or moved."""
    moved = report.withdrawn != report.left
    return not (report.bugs or moved or any(map(_may_pass, report.problems)))


def _may_pass(problem: Problem) -> bool:
    """Whether another minute or another machine may do better: a file in use, one that could not be opened at all."""
    origin = problem.origin
    whole = not (origin.sheet or origin.cell or origin.line)
    of_result = origin.file.startswith("outputs/") and problem.severity is not Severity.NOTICE
    return problem.passes or of_result or (whole and problem.severity is Severity.ERROR)


def _is_ours(desk: Desk, before: Ground, now: Ground, report: Report) -> bool:
    """Whether every file lies as it did when the run began, or as the ledger says that the run wrote it.

    So nobody has touched one that the run had looked at before.
    """
    if before.files.keys() - now.files.keys() or any(path not in now.files for path in report.written):
        return False
    new = {
        path: (mark.size, mark.mtime, mark.inode)
        for path, mark in now.files.items()
        if before.files.get(path) != mark and not path.endswith(f"/{paper_key.NAME}")  # the run's own, too
    }
    return desk.ledger.file_marks(new) == new


def _next(report: Report) -> Report:
    """Return what a run finds that meets everything as this one has left it."""
    versions = frozenset(report.versions.values())
    made = sum(path not in versions for path in report.written)
    campaigns = [
        replace(each, states={branch: +at_the_end(states) for branch, states in each.states.items() if states})
        for each in report.campaigns
    ]
    found = replace(
        report, campaigns=campaigns, written=SpooledList(), unchanged=report.unchanged + made, volumes=[], actions={}
    )
    for path in report.kept:
        found.foresee(path, _TOLD if path in report.versions else _EDITED)
    for path in report.left:
        found.foresee(path, _NOT_DUE)
    return found
