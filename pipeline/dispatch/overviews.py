"""What stands where, all of it at once: campaigns, branches with whom to call and what they were sent, papers, faults.

Taken from what the last run has left in the ledger and from sent.db; names and telephones from the rosters as they were
read last. The page keeps it until something changes. It writes nothing.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from pipeline import disk, inbox, review
from pipeline.desk import SENT, Desk, own_folder
from pipeline.dispatch.delivered import Delivered, delivered
from pipeline.errands import answers, board
from pipeline.inbox import Intake
from pipeline.ledger import Entry, Released, SentBook
from pipeline.model.facts import Branch, Campaign
from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem, Severity
from pipeline.model.recognised import Recognised
from pipeline.model.return_terms import Returns
from pipeline.model.snapshot import CampaignNow, PhaseDates
from pipeline.model.work import Fate, Reminder, State

_WAITS = frozenset({board.Furthest.WAITING, board.Furthest.STALE, board.Furthest.EDITED})


@frozen
class ShownChange:
    """A value that a paper shows differently since it was approved, and where that is written."""

    name: str
    old: str
    new: str
    where: str


@frozen
class Paper:
    """One paper: where it lies, whose it is, how far it has come; `beside`: our own version of an edited one."""

    path: str
    campaign: str
    branch: str  # its short name, "" = the township's
    kind: str
    reach: board.Furthest
    made: str = ""
    digest: str = ""
    findings: int = 0
    beside: str = ""
    why: tuple[str, ...] = ()
    outgoing: bool = False  # it goes to its branch
    changes: tuple[ShownChange, ...] = ()  # since it was approved

    @property
    def waits(self) -> bool:
        """Whether it may leave once a person has approved it."""
        return self.outgoing and self.reach in _WAITS

    @property
    def name(self) -> str:
        """Its file's name without its ending."""
        return self.path.rpartition("/")[2].removesuffix(".docx")


@frozen
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


@frozen
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


class Need(StrEnum):
    """What is still to be done of a branch's papers."""

    STOPPED = "stopped"
    WAITING = "waiting"  # for a person's approval
    UNSENT = "unsent"
    UNSIGNED = "unsigned"


_NEEDS: Mapping[Need, Callable[[BranchView], bool]] = {
    Need.STOPPED: lambda branch: any(paper.reach is board.Furthest.STOPPED for paper in branch.papers),
    Need.WAITING: lambda branch: any(paper.waits for paper in branch.papers),
    Need.UNSENT: lambda branch: any(paper.reach is board.Furthest.APPROVED for paper in branch.papers),
    Need.UNSIGNED: lambda branch: bool(branch.parcels.batches) and not branch.parcels.signed_by,
}


@dataclass(frozen=True)
class CampaignView:
    """One campaign. What is counted of its papers is counted once: every screen shows it."""

    folder: str
    title: str
    office: str
    members: int | None
    documents: int
    common: str  # the folder of the township's own papers
    phases: tuple[tuple[str, dt.date, dt.date], ...]
    meeting: str
    reply_by: dt.date | None
    kinds: tuple[str, ...]  # in the catalog's order, those that occur
    branches: tuple[BranchView, ...]
    papers: tuple[Paper, ...]  # the township's own
    archived: str = ""  # since when
    asked: tuple[tuple[str, Returns], ...] = ()  # the kinds that are to come back
    returns: answers.Outstanding = answers.Outstanding()

    @cached_property
    def all_papers(self) -> tuple[Paper, ...]:
        """All papers, the township's first."""
        return (*self.papers, *(paper for branch in self.branches for paper in branch.papers))

    @cached_property
    def waiting(self) -> tuple[Paper, ...]:
        """Those that may leave once a person has approved them."""
        return tuple(paper for paper in self.all_papers if paper.waits)

    @cached_property
    def reaches(self) -> Mapping[board.Furthest, int]:
        """How many have come how far."""
        return Counter(paper.reach for paper in self.all_papers)

    @cached_property
    def by_need(self) -> Mapping[Need, tuple[BranchView, ...]]:
        """The branches of which something is still to be done, by what."""
        return {need: tuple(filter(holds, self.branches)) for need, holds in _NEEDS.items()}

    @cached_property
    def sent(self) -> tuple[BranchView, ...]:
        """The branches that were sent something."""
        return tuple(branch for branch in self.branches if branch.parcels.batches)

    @cached_property
    def doubtful(self) -> tuple[BranchView, ...]:
        """The branches of which nobody knows whether what was sent has arrived."""
        return tuple(branch for branch in self.branches if branch.parcels.doubtful)

    @cached_property
    def by_path(self) -> Mapping[str, Paper]:
        """All papers by their paths."""
        return {paper.path: paper for paper in self.all_papers}


@frozen
class FaultView:
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


@frozen
class FileView:
    """A file of inputs/: its size and time, and what each of its sheets was taken for."""

    path: str
    size: int
    changed: float
    parts: tuple[Recognised, ...] = ()


@frozen
class Overview:
    """All of it. `told`: a run has left something to tell."""

    at: str = ""
    told: bool = False
    campaigns: tuple[CampaignView, ...] = ()
    faults: tuple[FaultView, ...] = ()
    files: tuple[FileView, ...] = ()

    def campaign(self, folder: str) -> CampaignView | None:
        """Return a campaign by its folder, the first for ""."""
        found = (each for each in self.campaigns if folder in {"", each.folder})
        return next(found, self.campaigns[0] if self.campaigns else None)

    def paper(self, path: str) -> tuple[CampaignView, Paper] | None:
        """Return a paper by its path."""
        return next(((each, each.by_path[path]) for each in self.campaigns if path in each.by_path), None)


def overview(desk: Desk, *, read: bool = True) -> Overview:
    """Return what stands where. Not to `read` inputs/: names, telephones and titles are left out."""
    looked = desk.ledger.snapshot.looked()
    if looked is None:
        return Overview()
    stopped = board.stopped_by(desk)
    listed = board.faults(desk)
    faults = tuple(FaultView(each.problem, tuple(stopped.get(each.key, ()))) for each in listed)
    why = {each.key: str(each.problem) for each in listed}
    campaigns = inbox.read_inputs(desk.workspace, desk.memory).campaigns if read else ()
    intakes = {each.township.campaign.folder: each for each in campaigns}
    found = desk.ledger.snapshot.campaigns()
    here = frozenset(each.folder for each in found)
    with SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book:
        views = tuple(_Taking(desk, book, here, each, intakes.get(each.folder), why).view() for each in found)
    parts: defaultdict[str, list[Recognised]] = defaultdict(list)
    for part in looked.recognised:
        parts[part.file].append(part)
    files = tuple(
        FileView(path, size, mtime / 1e9, tuple(parts[path]))
        for path, (size, mtime, _) in looked.marks.items()
        if path.startswith("inputs/")
    )
    return Overview(desk.time, told=True, campaigns=views, faults=faults, files=files)


@dataclass(slots=True)
class _Taking:
    """One campaign's view in the making."""

    desk: Desk
    book: SentBook
    here: frozenset[str]
    now: CampaignNow
    intake: Intake | None
    why: Mapping[str, str]
    released: dict[str, Released] = field(init=False)

    def __post_init__(self) -> None:
        self.released = {each.document: each for each in self.book.releases(self.now.folder)}

    @property
    def folder(self) -> str:
        """The campaign's folder."""
        return self.now.folder

    def view(self) -> CampaignView:
        """Return the view."""
        rows = board.each_unit(self.desk, self.now)
        kinds = [kind for kind in self.now.kinds if kind.due]
        goes = {kind.name for kind in kinds if kind.sent}
        papers = self._papers(next(rows), set())
        known = {branch.name: branch for branch in self._branches()}
        counts = self._counts()
        sent = delivered(self.book, self.folder, self.here, known)
        views = tuple(
            self._branch(row, known.get(row.unit.name) or Branch(row.unit.name, row.unit.short), counts, sent, goes)
            for row in rows
        )
        occurring = {paper.kind for view in views for paper in view.papers} | {paper.kind for paper in papers}
        campaign = self.intake.township.campaign if self.intake else None
        return CampaignView(
            self.folder,
            (_text(campaign.name) if campaign else "") or self.folder,
            (_text(campaign.organisation.short) or _text(campaign.organisation.name)) if campaign else "",
            self.now.members,
            len(papers) + sum(len(view.papers) for view in views),
            self.now.common,
            tuple(phase for each in self.now.phases if (phase := _days(each))),
            _meeting(campaign) if campaign else "",
            _reply_by(campaign) if campaign else None,
            tuple(dict.fromkeys(kind.name for kind in kinds if kind.name in occurring)),
            views,
            papers,
            self.desk.archived(self.folder),
            tuple((kind, terms) for kind, terms in self.now.returns.items() if terms.marked),
            answers.outstanding(self.desk, self.folder),
        )

    def _branches(self) -> tuple[Branch, ...]:
        if self.intake is not None:
            return self.intake.township.branches
        return tuple(Branch(each.name, each.short) for each in self.desk.ledger.snapshot.units(self.folder)[1:])

    def _counts(self) -> dict[str, int]:
        if self.intake is None:
            return {}
        township = self.intake.township
        each = zip(township.branches, township.branch_counts, strict=True)
        return {branch.name: n for branch, counts in each if isinstance(n := counts["党员总数"], int)}

    def _branch(
        self, row: board.BoardRow, branch: Branch, counts: Mapping[str, int], sent: Delivered, goes: set[str]
    ) -> BranchView:
        return BranchView(
            branch.name,
            row.unit.short,
            row.unit.folder,
            counts.get(branch.name),
            _text(branch.contact) or _text(branch.secretary),
            _text(branch.phone),
            _text(branch.email),
            self._papers(row, goes),
            _parcels(branch.name, sent),
        )

    def _papers(self, row: board.BoardRow, goes: set[str]) -> tuple[Paper, ...]:
        found = (self._paper(each, row.unit.short, goes) for listed in row.papers.values() for each in listed)
        return tuple(sorted(found, key=lambda paper: paper.path))

    def _paper(self, each: board.PaperStanding, branch: str, goes: set[str]) -> Paper:
        paper, entry = each.paper, each.entry
        return Paper(
            paper.path,
            self.folder,
            branch,
            sys.intern(paper.kind),
            each.furthest,
            sys.intern(entry.made) if entry else "",
            self._digest(paper.path, entry, edited=paper.state is State.KEPT),
            len(review.unpacked_findings(entry.findings)) if entry else 0,
            each.version,
            tuple(self.why[key] for key in paper.reasons if key in self.why),
            paper.kind in goes,
            self._changes(paper.path) if each.furthest is board.Furthest.STALE else (),
        )

    def _digest(self, path: str, entry: Entry | None, *, edited: bool) -> str:
        if not edited:
            return entry.digest if entry else ""
        try:
            return disk.digest(self.desk.workspace / path)
        except OSError:
            return ""

    def _changes(self, path: str) -> tuple[ShownChange, ...]:
        """Return what a paper shows differently since it was approved: a → b → c is a → c, a → b → a is nothing."""
        released = self.released.get(path)
        since = released.at if released else ""
        folded: dict[tuple[str, str], ShownChange] = {}
        for event in reversed(self.desk.ledger.history(path)):
            for change in event.changes if event.at >= since else ():
                key = (change.name, change.where)
                first = folded.get(key)
                folded[key] = ShownChange(change.name, first.old if first else change.old, change.new, change.where)
        return tuple(each for each in folded.values() if each.old != each.new)


def _parcels(branch: str, sent: Delivered) -> Parcels:
    known = sent.of(branch)
    left = sent.sent(branch)
    signed = None if sent.unsigned(branch) else next(reversed(sent.signed(branch)), None)
    return Parcels(
        max((each.parcel.batch for each in left), default=0),
        len({document.document for each in left for document in each.parcel.documents}),
        left[-1].at if left else "",
        left[-1].address if left else "",
        left[-1].way if left else "",
        tuple((e.number, e.at, e.answer) for e in known if e.fate is Fate.INTENDED),
        tuple(each.at for each in known if each.reminder is Reminder.RECEIPT and each.fate is Fate.SENT),
        signed.who if signed else "",
        signed.day if signed else "",
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _days(phase: PhaseDates) -> tuple[str, dt.date, dt.date] | None:
    if not phase.start or not phase.end:
        return None
    return phase.name, dt.date.fromisoformat(phase.start), dt.date.fromisoformat(phase.end)


def _meeting(campaign: Campaign) -> str:
    for meeting in campaign.meetings:
        if isinstance(meeting.time, dt.date):
            return f"{_text(meeting.name)} {meeting.time.month}月{meeting.time.day}日"
    return ""


def _reply_by(campaign: Campaign) -> dt.date | None:
    return next((each.reply_by for each in campaign.meetings if isinstance(each.reply_by, dt.date)), None)
