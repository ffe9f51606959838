"""What may go out to the branches: the documents due for them, as they lie on disk, and everybody's names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline import catalogs
from pipeline.desk import Desk
from pipeline.inbox import Intake, aliases, read_inputs
from pipeline.model.errors import NotReadyError, UsageError
from pipeline.model.facts import Branch, Dossier, Township
from pipeline.model.problem import nearest
from pipeline.model.work import Draft, Facts, Job, Recipient, Scope, State
from pipeline.plan import documents_due
from pipeline.produce import Report, foresee

if TYPE_CHECKING:  # heavy: who only releases needs none
    from pipeline.send import Secrets

_VERSION = "（新版"
_NAMED = 3  # branches that a message names
_CLOSED = (
    "活动“{name}”已归档（{when}），只读：不再批准、发送、登记、催办。要接着用它，请先运行 gongwen archive {name} --undo"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document due for a branch; `files`: what it may be. None: it was not made; several: a person chooses.

    `stopped`: it cannot be made from what the rosters say now, so what lies there is an earlier one.
    """

    job: Job
    files: tuple[str, ...]
    stopped: bool = False


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


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """Everything that may leave, and everything that may not be seen."""

    campaigns: tuple[Outgoing, ...]
    everybody: Sequence[tuple[Township, Sequence[Dossier]]]
    here: frozenset[str] = frozenset()  # the folders of all campaigns, chosen or not
    left: tuple[str, ...] = ()  # edited papers that are no longer due: they stay on disk and go nowhere

    def secrets(self) -> Secrets:
        """Return what must not be seen by others than its owners."""
        from pipeline.send import Secrets  # noqa: PLC0415

        return Secrets.of(self.everybody)


def gather(desk: Desk, only: str, branch: str = "") -> OutgoingMail:
    """Read what is due for the branches. Raises NotReadyError where outputs/ is behind inputs/, UsageError."""
    if only and (when := desk.archived(only)):
        raise NotReadyError(_CLOSED.format(name=only, when=when))
    report = _current(desk, only)
    stopped = frozenset(report.stopped)
    inbox = read_inputs(desk.workspace, desk.memory)
    kinds = catalogs.kinds(desk).value
    campaigns = []
    for intake in inbox.campaigns:
        if (only and intake.township.campaign.folder != only) or desk.archived(intake.township.campaign.folder):
            continue
        campaigns.append(_outgoing(desk, intake, list(documents_due(intake.township, intake.dossiers, kinds)), stopped))
    closed = [name for each in inbox.campaigns if desk.archived(name := each.township.campaign.folder)]
    if closed and not campaigns:
        raise NotReadyError(_CLOSED.format(name=closed[0], when=desk.archived(closed[0])))
    if branch and not any(chosen(each, branch) for each in campaigns):
        known = [name for each in campaigns for b in each.branches.values() for name in (b.short, b.name) if name]
        raise UsageError(f"没有叫“{branch}”的党支部{nearest(branch, known)}")
    everybody = [(intake.township, intake.dossiers) for intake in inbox.campaigns]
    here = frozenset(intake.township.campaign.folder for intake in inbox.campaigns)
    return OutgoingMail(tuple(campaigns), everybody, here, tuple(report.left))


def _current(desk: Desk, only: str) -> Report:
    """Make sure that what goes out says what the rosters say now; return what a build would do."""
    report = foresee(desk, only=only)
    if only and all(campaign.name != only for campaign in report.campaigns):
        raise UsageError(f"没有叫“{only}”的活动。活动的名字就是 inputs 里的文件夹名")
    behind = [
        (branch or campaign.name, count)
        for campaign in report.campaigns
        for branch, states in campaign.states.items()
        if (count := states[State.MADE] + states[State.WITHDRAWN])
    ]
    if behind:
        some = "、".join(f"{branch} {count} 份" for branch, count in behind[:_NAMED])
        more = "等" if len(behind) > _NAMED else ""
        count = sum(count for _, count in behind)
        raise NotReadyError(
            f"名册或模板改过，有 {count} 份文件还没有更新（{some}{more}）。请先运行 gongwen build，看过以后再批准、发送"
        )
    return report


def _outgoing(desk: Desk, intake: Intake, jobs: Sequence[Job], stopped: AbstractSet[str]) -> Outgoing:
    if not intake.complete:
        name = intake.township.campaign.folder
        raise NotReadyError(
            f"“{name}”的材料没有读全，查不了文件里有没有别的支部的人。请先用 gongwen check 看是哪里，改好再发"
        )
    outgoing = Outgoing(intake)
    names: dict[str, list[str]] = {}
    for job in jobs:
        if not job.branch:
            continue
        if job.kind.scope is Scope.BRANCH:
            outgoing.facts.setdefault(job.branch, job.facts)
        if job.kind.recipient is Recipient.BRANCH:
            folder = job.path.rpartition("/")[0]
            if folder not in names:
                names[folder] = _listing(desk, folder)
            waiting = Waiting(job, tuple(_files(job, folder, names[folder])), job.path in stopped)
            outgoing.waiting.setdefault(job.branch, []).append(waiting)
    for job in jobs:
        if job.branch:
            outgoing.facts.setdefault(job.branch, job.facts)
    return outgoing


def _listing(desk: Desk, folder: str) -> list[str]:
    path = desk.workspace / folder
    return sorted(each.name for each in path.iterdir()) if path.is_dir() else []


def _files(job: Job, folder: str, names: Sequence[str]) -> Iterator[str]:
    """Yield the document itself and its 新版, as far as they are there."""
    name = job.path.rpartition("/")[2]
    stem = name.removesuffix(".docx")
    if name in names:
        yield job.path
    yield from (f"{folder}/{each}" for each in names if each.startswith(f"{stem}{_VERSION}") and each.endswith(".docx"))


def draft(desk: Desk, waiting: Waiting) -> Draft:
    """Return a document as it lies on disk. Raises ValueError unless exactly one file waits."""
    (path,) = waiting.files
    digest = hashlib.sha256((desk.workspace / path).read_bytes()).hexdigest()
    job = waiting.job
    return Draft(path, digest, job.path.rpartition("/")[2], job.kind.name, job.branch, job.member)


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
