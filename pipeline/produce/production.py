"""A run that has something to look at: read inputs/, compile the templates, give each campaign its turn."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace

from pipeline import confine
from pipeline.desk import Desk, look_beside
from pipeline.inbox import Inbox, file_marks, read_inputs
from pipeline.model import codes
from pipeline.model.problem import Origin
from pipeline.produce import needing, parting, renaming, snapshotting, standstill
from pipeline.produce.campaign import CommonGround
from pipeline.produce.carrying import Carrying
from pipeline.produce.compiling import templates
from pipeline.produce.foreseeing import Foreseeing
from pipeline.produce.ground import Ground
from pipeline.produce.renaming import RenamedFolders
from pipeline.produce.report import Progress, Report, hides_documents
from pipeline.program import engine

_READINGS = 5  # at most, while somebody goes on writing into inputs/


def carried_out(
    desk: Desk, *, only: str, durable: bool, cluster: str, on_progress: Progress, before: Ground | None
) -> Report:
    """Bring outputs/ up to date with inputs/ and templates/; the workspace is held. `before`: what lies there now."""
    if not desk.ledger.begin_run(desk.time, engine()):
        desk.mend()
    deaths, beside = confine.Died.count, look_beside(desk.workspace)
    inbox = _read(desk, only, {}, cluster)
    setting = replace(_setting(desk, inbox), durable=durable, cluster=cluster)
    renamed = renaming.follow(desk, renaming.renamed(desk, inbox))
    _take_turns(Carrying, setting, inbox, renamed, on_progress)
    report = setting.report
    for gone in _gone(desk, inbox, renamed, report, only):
        report.withdraw(parting.withdraw_campaign(desk, gone))
    now = desk.ledger.snapshot
    told = snapshotting.looked(desk.workspace, inbox, beside, report, now.looked() if only else None, only)
    now.keep_looked(told, [*report.archived, *(each.name for each in report.campaigns)], only=only)
    readings = desk.memory.readings
    desk.ledger.keep_readings(readings.new, readings.used)
    readings.new.clear()
    sure = deaths == confine.Died.count and not renamed.problems
    if sure and not only:
        standstill.keep(desk, before, report)
    desk.ledger.end_run(desk.time)
    return report


def foreseen(desk: Desk, *, only: str, instead: Mapping[str, bytes], on_progress: Progress) -> Report:
    """Return what `carried_out` would find and do: the same decisions, and nothing is written."""
    inbox = _read(desk, only, instead)
    setting = _setting(desk, inbox)
    renamed = renaming.foreseen(renaming.renamed(desk, inbox))
    _take_turns(Foreseeing, setting, inbox, renamed, on_progress)
    for gone in _gone(desk, inbox, renamed, setting.report, only):
        setting.report.withdraw(parting.foreseen_without(desk, gone))
    return setting.report


def _setting(desk: Desk, inbox: Inbox) -> CommonGround:
    report = Report(problems=list(inbox.problems))
    kinds, compiled, filler = templates(desk, report)
    return CommonGround(desk, kinds, compiled, filler, report)


def _take_turns(
    turn: type[Carrying | Foreseeing],
    setting: CommonGround,
    inbox: Inbox,
    renamed: RenamedFolders,
    on_progress: Progress,
) -> None:
    """Give each campaign its turn."""
    report = setting.report
    report.problems += renamed.problems
    _set_aside(setting.desk, inbox, report)
    open_ = [intake for intake in inbox.campaigns if intake.township.campaign.folder not in report.archived]
    idle = needing.beside_the_point(open_, setting.kinds, setting.templates)
    report.problems = [problem for problem in report.problems if problem not in idle]
    for intake in inbox.campaigns:
        if intake.township.campaign.folder in renamed.held | report.archived:
            continue
        readable = not any(hides_documents(problem) for problem in report.problems)
        run = turn(setting, intake, complete=readable and intake.complete)
        with closing(run.shelf):
            run.take(on_progress)


def _gone(desk: Desk, inbox: Inbox, renamed: RenamedFolders, report: Report, only: str) -> list[str]:
    """Return the campaigns that something was made for and whose folders are gone from inputs/."""
    if only or any(hides_documents(problem) for problem in report.problems):
        return []
    here = {*_names(inbox), *renamed.old}
    return [name for name in desk.ledger.campaigns() if name not in here and not desk.archived(name)]


def _set_aside(desk: Desk, inbox: Inbox, report: Report) -> None:
    """Note the campaigns that are closed; what is wrong in their folders is nobody's concern any more."""
    closed = {name: when for name in _names(inbox) if (when := desk.archived(name))}
    homes = tuple(f"inputs/{name}/" for name in closed)
    report.problems = [problem for problem in report.problems if not problem.origin.file.startswith(homes)]
    for name, when in closed.items():
        report.archived.add(name)
        report.problems.append(codes.CAMPAIGN_ARCHIVED.at(Origin(f"outputs/{name}"), value=name, when=when))


def _names(inbox: Inbox) -> list[str]:
    return [intake.township.campaign.folder for intake in inbox.campaigns]


def _read(desk: Desk, only: str, instead: Mapping[str, bytes], cluster: str = "") -> Inbox:
    """Read inputs/ as it is at one moment: if a file has changed meanwhile, half of it may have been read."""
    for _ in range(_READINGS - 1):
        inbox = read_inputs(desk.workspace, desk.memory, only, instead, cluster=cluster)
        if file_marks(desk.workspace / "inputs") == inbox.marks:
            return inbox
        time.sleep(desk.settings.quiet_seconds)
    return read_inputs(desk.workspace, desk.memory, only, instead, cluster=cluster)
