"""What stands where: each paper with the furthest it has come, each branch's parcels, each fault with its papers.

Taken after a run, from its report, the ledger and sent.db; it writes nothing. The page shows it until the next one.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline import contract, disk
from pipeline.desk import SENT, Desk, own_folder
from pipeline.dispatch.delivered import Delivered, delivered
from pipeline.inbox import reading
from pipeline.inbox.dossier import Intake
from pipeline.ledger import Entry, SentBook, Signature
from pipeline.model.facts import Branch, Campaign, Phase, Unread
from pipeline.model.problem import Problem, Severity
from pipeline.model.work import Fate, Recipient
from pipeline.plan import catalog
from pipeline.produce.report import Report
from pipeline.review import reviewer

_BESIDE = frozenset({"打印卷", "清单", "退回修改"})


class Reach(StrEnum):
    """The furthest that a paper has come."""

    STOPPED = "没出"
    EDITED = "手改过"
    WAITING = "待批"
    CHANGED = "改过，要重批"
    APPROVED = "已批"
    SENT = "已送"
    SIGNED = "已签收"
    MADE = "已出"  # it goes to no branch


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: where it lies, whose it is, how far it has come; `beside`: our own version of an edited one."""

    path: str
    campaign: str
    branch: str  # its short name, "" = the township's
    kind: str
    reach: Reach
    made: str = ""
    digest: str = ""
    findings: int = 0
    beside: str = ""
    why: tuple[str, ...] = ()
    outgoing: bool = False  # it goes to its branch

    @property
    def waits(self) -> bool:
        """Whether it may leave once a person has approved it."""
        return self.outgoing and self.reach in {Reach.WAITING, Reach.CHANGED, Reach.EDITED}

    @property
    def name(self) -> str:
        """Its file's name without its ending."""
        return self.path.rpartition("/")[2].removesuffix(".docx")


@dataclass(frozen=True, slots=True)
class Parcels:
    """What one branch has been sent: the last batch, when, how; whether it arrived, was signed for, was reminded."""

    batches: int = 0
    papers: int = 0
    at: str = ""
    address: str = ""
    way: str = ""
    doubtful: tuple[tuple[int, str, str], ...] = ()  # number of the dispatch, when, what was answered
    reminded: tuple[str, ...] = ()
    signed_by: str = ""
    signed_on: str = ""


@dataclass(frozen=True, slots=True)
class BranchView:
    """One branch: whom to call, its papers, its parcels."""

    name: str  # in full
    short: str
    folder: str
    members: int | None
    contact: str
    phone: str
    email: str
    papers: tuple[Paper, ...]
    parcels: Parcels = Parcels()


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase with its days."""

    name: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class CampaignView:
    """One campaign."""

    folder: str
    title: str
    office: str
    members: int | None
    documents: int
    common: str  # the folder of the township's own papers
    phases: tuple[PhaseView, ...]
    meeting: str
    reply_by: dt.date | None
    kinds: tuple[str, ...]  # in the catalog's order, those that occur
    branches: tuple[BranchView, ...]
    papers: tuple[Paper, ...]  # the township's own

    @property
    def all_papers(self) -> tuple[Paper, ...]:
        """All papers, the township's first."""
        return (*self.papers, *(paper for branch in self.branches for paper in branch.papers))


@dataclass(frozen=True, slots=True)
class Fault:
    """A Problem with the papers that it stops."""

    problem: Problem
    blocks: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether something could not be made or used because of it."""
        return self.problem.severity is Severity.ERROR

    @property
    def is_notice(self) -> bool:
        """Whether it is for information only."""
        return self.problem.severity is Severity.NOTICE


@dataclass(frozen=True, slots=True)
class Overview:
    """All of it."""

    at: str = ""
    campaigns: tuple[CampaignView, ...] = ()
    faults: tuple[Fault, ...] = ()
    files: tuple[tuple[str, int, float], ...] = ()  # of inputs/: name, bytes, when changed
    bugs: int = 0

    def campaign(self, folder: str) -> CampaignView | None:
        """Return a campaign by its folder, the first for ""."""
        found = (each for each in self.campaigns if folder in {"", each.folder})
        return next(found, self.campaigns[0] if self.campaigns else None)

    def paper(self, path: str) -> tuple[CampaignView, Paper] | None:
        """Return a paper by its path."""
        return next(
            ((campaign, paper) for campaign in self.campaigns for paper in campaign.all_papers if paper.path == path),
            None,
        )


def overview(desk: Desk, report: Report) -> Overview:
    """Return what stands where after a run."""
    inbox = reading.read(desk.workspace, desk.memory)
    here = frozenset(intake.township.campaign.folder for intake in inbox.campaigns)
    counted = {each.name: each for each in report.campaigns}
    with SentBook(own_folder(desk.workspace) / SENT, dry=True) as book:
        views = tuple(
            _Taking(desk, report, book, here, intake).view(counted[intake.township.campaign.folder].documents)
            for intake in inbox.campaigns
            if intake.township.campaign.folder in counted
        )
    faults = tuple(Fault(problem, tuple(report.blocks.get(problem, ()))) for problem in report.problems)
    files = tuple(
        (path.relative_to(desk.workspace).as_posix(), mark.size, mark.mtime / 1e9) for path, mark in inbox.marks.items()
    )
    return Overview(desk.now().isoformat(timespec="seconds"), views, faults, files, len(report.bugs))


@dataclass(slots=True)
class _Taking:
    """One campaign's view in the making."""

    desk: Desk
    report: Report
    book: SentBook
    here: frozenset[str]
    intake: Intake
    released: dict[str, str] = field(init=False)
    sent: Delivered = field(init=False)
    entries: dict[str, Entry] = field(init=False)

    def __post_init__(self) -> None:
        folder = self.intake.township.campaign.folder
        self.released = self.book.approvals(folder)
        branches = {branch.name: branch for branch in self.intake.township.branches}
        self.sent = delivered(self.book, folder, self.here, branches)
        self.entries = {
            path: entry
            for path, entry in self.desk.ledger.entries(folder).items()
            if path.endswith(".docx") and entry.kind not in _BESIDE and entry.beside == path
        }

    def view(self, documents: int) -> CampaignView:
        """Return the view."""
        campaign = self.intake.township.campaign
        kinds = catalog_kinds(self.desk)
        papers = self._papers(kinds)
        by_branch: defaultdict[str, list[Paper]] = defaultdict(list)
        for paper in papers:
            by_branch[paper.branch].append(paper)
        branches = tuple(self._branch(branch, by_branch) for branch in self.intake.township.branches)
        members = self.intake.township.counts["党员总数"]
        occurring = {paper.kind for paper in papers}
        return CampaignView(
            campaign.folder,
            _text(campaign.name) or campaign.folder,
            _text(campaign.organisation.short) or _text(campaign.organisation.name),
            members if isinstance(members, int) else None,
            documents,
            campaign.organisation.folder,
            tuple(_phases(campaign)),
            _meeting(campaign),
            _reply_by(campaign),
            tuple(kind for kind in kinds if kind in occurring),
            branches,
            tuple(by_branch.get("", ())),
        )

    def _papers(self, kinds: Mapping[str, bool]) -> list[Paper]:
        """Return all papers by path; `kinds`: whether each goes to the branches."""
        home = f"outputs/{self.intake.township.campaign.folder}/"
        folders = {branch.folder: branch for branch in self.intake.township.branches}
        why: defaultdict[str, list[str]] = defaultdict(list)
        for problem, blocked in self.report.blocks.items():
            for path in blocked:
                why[path].append(str(problem))
        stopped = {path for path in self.report.stopped if path.startswith(home)} - self.report.held
        kept = set(self.report.kept)
        found = []
        for path in sorted({*self.entries, *stopped}):
            entry = self.entries.get(path)
            branch = folders.get(path.removeprefix(home).partition("/")[0])
            kind = entry.kind if entry else _kind_of(path, kinds)
            reach = self._reach(path, entry, branch, edited=path in kept, outgoing=kinds.get(kind, False))
            found.append(
                Paper(
                    path,
                    self.intake.township.campaign.folder,
                    (branch.short or branch.name) if branch else "",
                    kind,
                    Reach.STOPPED if path in stopped else reach,
                    entry.made if entry else "",
                    self._digest(path, entry, edited=path in kept),
                    len(reviewer.unpacked(entry.findings)) if entry else 0,
                    self.report.versions.get(path, ""),
                    tuple(why.get(path, ())),
                    branch is not None and kinds.get(kind, False),
                )
            )
        return found

    def _digest(self, path: str, entry: Entry | None, *, edited: bool) -> str:
        if not edited:
            return entry.digest if entry else ""
        try:
            return disk.digest(self.desk.workspace / path)
        except OSError:
            return ""

    def _reach(self, path: str, entry: Entry | None, branch: Branch | None, *, edited: bool, outgoing: bool) -> Reach:
        if branch is None or not outgoing:
            return Reach.EDITED if edited else Reach.MADE
        digest = self._digest(path, entry, edited=edited)
        last = self.sent.last(branch.name, path.rpartition("/")[2])
        if last and last[0].digest == digest and last[1].fate is Fate.SENT:
            signed = self.sent.signatures.get(branch.name)
            return Reach.SIGNED if signed and signed.at >= last[1].at[:19] else Reach.SENT
        released = self.released.get(path)
        if released == digest:
            return Reach.APPROVED
        if released:
            return Reach.CHANGED
        return Reach.EDITED if edited else Reach.WAITING

    def _branch(self, branch: Branch, papers: Mapping[str, Sequence[Paper]]) -> BranchView:
        short = branch.short or branch.name
        counts = dict(
            zip((b.name for b in self.intake.township.branches), self.intake.township.branch_counts, strict=True)
        )
        members = counts[branch.name]["党员总数"]
        known = self.sent.of(branch.name)
        left = [each for each in known if each.fate is Fate.SENT and not each.reminder]
        signed = self.sent.signatures.get(branch.name) or Signature("", "", "", "")
        parcels = Parcels(
            max((each.parcel.batch for each in left), default=0),
            len({document.document for each in left for document in each.parcel.documents}),
            left[-1].at if left else "",
            left[-1].address if left else "",
            left[-1].way if left else "",
            tuple((e.number, e.at, e.answer) for e in known if e.fate is Fate.INTENDED),
            tuple(each.at for each in known if each.reminder and each.fate is Fate.SENT),
            signed.who,
            signed.day,
        )
        return BranchView(
            branch.name,
            short,
            branch.folder,
            members if isinstance(members, int) else None,
            _text(branch.contact) or _text(branch.secretary),
            _text(branch.phone),
            _text(branch.email),
            tuple(papers.get(short, ())),
            parcels,
        )


def catalog_kinds(desk: Desk) -> dict[str, bool]:
    """Return the kinds of the catalog in their order, and whether each goes to the branches; {} where it is faulty."""
    try:
        data = (desk.templates / "catalog.yaml").read_bytes()
    except OSError:
        return {}
    found: dict[str, bool] = {}
    for kind in catalog.read(data, contract.declared(desk.workspace).value).value:
        found[kind.name] = found.get(kind.name, False) or kind.recipient is Recipient.BRANCH
    return found


def _kind_of(path: str, kinds: Iterable[str]) -> str:
    """Return the kind of a paper that was never made: its file is called after it."""
    name = path.rpartition("/")[2]
    return max((kind for kind in kinds if kind in name), key=len, default="")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _phases(campaign: Campaign) -> Iterable[PhaseView]:
    listed: tuple[Phase, ...] = () if isinstance(campaign.phases, Unread) else campaign.phases
    for phase in listed:
        if isinstance(phase.start, dt.date) and isinstance(phase.end, dt.date):
            yield PhaseView(_text(phase.name), phase.start, phase.end)


def _meeting(campaign: Campaign) -> str:
    for meeting in campaign.meetings:
        if isinstance(meeting.time, dt.date):
            return f"{_text(meeting.name)} {meeting.time.month}月{meeting.time.day}日"
    return ""


def _reply_by(campaign: Campaign) -> dt.date | None:
    return next((each.reply_by for each in campaign.meetings if isinstance(each.reply_by, dt.date)), None)
