"""What may go out to the branches: the documents due for them, as they lie on disk, and everybody's names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline import catalogs, guidance
from pipeline.desk import Desk, unknown_campaign
from pipeline.dispatch.waiting_papers import Folders, Waiting, check_current
from pipeline.inbox import Intake, aliases, read_inputs
from pipeline.model.errors import NotReadyError, PipelineError, UsageError
from pipeline.model.facts import Branch, Dossier, Township
from pipeline.model.frozen import frozen
from pipeline.model.problem import among
from pipeline.model.work import Facts, Job, Recipient, Scope
from pipeline.plan import documents_due
from pipeline.produce import Report, foresee

if TYPE_CHECKING:  # heavy: who only releases needs none
    from pipeline.send import Secrets

_CLOSED = "不再批准、发送、登记、催办"


@dataclass(slots=True)
class Outgoing:
    """One campaign's documents for its branches, in their order."""

    intake: Intake
    waiting: dict[str, list[Waiting]] = field(default_factory=dict)  # by the branch's full name
    facts: dict[str, Facts] = field(default_factory=dict)  # of the branch's own papers

    @property
    def name(self) -> str:
        """The campaign's folder."""
        return self.intake.township.campaign.folder

    @property
    def branches(self) -> Mapping[str, Branch]:
        """The campaign's branches by their full names."""
        return {branch.name: branch for branch in self.intake.township.branches}

    @property
    def short(self) -> Mapping[str, str]:
        """The branches' short names."""
        return {branch.name: branch.short or branch.name for branch in self.intake.township.branches}


@frozen
class OutgoingMail:
    """Everything that may leave, and everything that may not be seen."""

    campaigns: tuple[Outgoing, ...]
    everybody: Sequence[tuple[Township, Sequence[Dossier]]]
    here: frozenset[str] = frozenset()  # the folders of all campaigns, chosen or not
    left: tuple[str, ...] = ()  # edited papers that are no longer due: they stay on disk and go nowhere
    aside: Mapping[str, str] = field(default_factory=dict)  # campaigns of which nothing can be said now, and why

    def secrets(self) -> Secrets:
        """Return what must not be seen by others than its owners."""
        from pipeline.send import Secrets  # noqa: PLC0415

        return Secrets.of(self.everybody)


def gather(desk: Desk, only: str, branch: str = "", *, apart: bool = False) -> OutgoingMail:
    """Read what is due for the branches. Raises NotReadyError where outputs/ is behind inputs/, UsageError.

    `apart`: no paper leaves anew, and what is done concerns each campaign by itself: outputs/ may be behind, and a
    campaign that cannot be read stands aside.
    """
    if only:
        desk.refuse_archived(only, _CLOSED)
    report = _foreseen(desk, only)
    stopped = frozenset(report.stopped)
    inbox = read_inputs(desk.workspace, desk.memory)
    if not apart:
        check_current(report)
    kinds = catalogs.kinds(desk).value
    campaigns, aside = [], {}
    for intake in inbox.campaigns:
        name = intake.township.campaign.folder
        if (only and name != only) or desk.archived(name):
            continue
        if why := _unread(intake):
            aside[name] = why
        else:
            due = documents_due(intake.township, intake.dossiers, kinds)
            campaigns.append(_outgoing(desk, intake, list(due), stopped))
    if aside and (not apart or not campaigns):
        raise NotReadyError(next(iter(aside.values())))
    closed = [name for each in inbox.campaigns if desk.archived(name := each.township.campaign.folder)]
    if closed and not campaigns:
        desk.refuse_archived(closed[0], _CLOSED)
    if branch and not any(chosen(each, branch) for each in campaigns):
        raise _unknown(branch, campaigns, aside)
    everybody = [(intake.township, intake.dossiers) for intake in inbox.campaigns]
    here = frozenset(intake.township.campaign.folder for intake in inbox.campaigns)
    return OutgoingMail(tuple(campaigns), everybody, here, tuple(report.left), aside)


def _foreseen(desk: Desk, only: str) -> Report:
    """Return what a build would do. Raises UsageError where there is no such campaign."""
    report = foresee(desk, only=only)
    if only and all(campaign.name != only for campaign in report.campaigns):
        raise unknown_campaign(desk.workspace, only)
    return report


def _unknown(branch: str, campaigns: Sequence[Outgoing], aside: Mapping[str, str]) -> PipelineError:
    """Return what is said of a branch that is none of the campaigns'; it may be one of those that stand aside."""
    if aside:
        return NotReadyError(next(iter(aside.values())))
    known = [name for each in campaigns for b in each.branches.values() for name in (b.short, b.name) if name]
    return UsageError(f"没有叫“{branch}”的党支部{among(branch, known)}")


def _unread(intake: Intake) -> str:
    name = intake.township.campaign.folder
    said = f"“{name}”的材料没有读全，看不出各支部都有哪些人。请先{guidance.FAULTS}，改好、{guidance.UPDATE}"
    return "" if intake.complete else said


def _outgoing(desk: Desk, intake: Intake, jobs: Sequence[Job], stopped: AbstractSet[str]) -> Outgoing:
    outgoing = Outgoing(intake)
    folders = Folders(desk)
    for job in jobs:
        if not job.branch:
            continue
        if job.kind.scope is Scope.BRANCH:
            outgoing.facts.setdefault(job.branch, job.facts)
        if job.kind.recipient is Recipient.BRANCH:
            waiting = Waiting(
                job.path,
                job.kind.name,
                job.kind.phase,
                job.branch,
                job.member,
                None if job.path in stopped else job.waits,
                folders.files(job.path),
                job.path in stopped,
            )
            outgoing.waiting.setdefault(job.branch, []).append(waiting)
    for job in jobs:
        if job.branch:
            outgoing.facts.setdefault(job.branch, job.facts)
    return outgoing


def chosen(outgoing: Outgoing, branch: str) -> list[str]:
    """Return the campaign's branches that `branch` means, all for "": by any name that a roster may use."""
    if not branch:
        return list(outgoing.branches)
    exact = [b.name for b in outgoing.branches.values() if branch in {b.name, b.short, b.folder}]
    if exact:
        return exact
    committee = outgoing.intake.township.campaign.organisation.name
    known = aliases(outgoing.branches.values(), committee if isinstance(committee, str) else "")
    meant = known.find(branch)
    return [meant] if isinstance(meant, str) else []
