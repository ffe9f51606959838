"""How everything stands, from what the last run left in the ledger and from sent.db. Nothing is read, planned or made.

now         all campaigns in figures, whether inputs/ has changed since, how many faults
units       a page of branches, each with its papers by kind and how far each has come
papers      one branch's papers, with what stops them
faults      a page of faults with the number of papers that each stops; `stopped_by` names these
recognised  what each file was taken for, its rows in, used and left
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pipeline import disk, review
from pipeline.desk import RETURNED, SENT, Desk, look, own_folder
from pipeline.errands.answers import Answers
from pipeline.ledger import Entry, ReturnedBook, SentBook
from pipeline.model import codes
from pipeline.model.finding import Finding
from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem, Severity
from pipeline.model.recognised import Recognised
from pipeline.model.returned import Answer
from pipeline.model.snapshot import CampaignNow, KeptProblem, KindNow, PaperNow, PhaseDates, UnitNow
from pipeline.model.work import Fate, State


class Furthest(StrEnum):
    """How far a paper has come."""

    STOPPED = "出不来"
    UNWRITTEN = "待补写"
    BEGUN = "待改"
    EDITED = "手改过"
    MADE = "已出"  # goes to no branch
    WAITING = "待批"
    STALE = "改过要重批"  # another version has been released, or has left
    APPROVED = "已批"
    SENT = "已送"
    SIGNED = "已签收"


@frozen
class CampaignFigures:
    """One campaign: itself, how many of its papers are in which state, and whose."""

    campaign: CampaignNow
    units: tuple[UnitNow, ...]

    @property
    def states(self) -> Counter[State]:
        """How many papers are in which state."""
        found: Counter[State] = Counter()
        for unit in self.units:
            found.update(unit.states)
        return found

    @property
    def documents(self) -> int:
        """How many papers are due."""
        return sum(count for state, count in self.states.items() if state is not State.WITHDRAWN)


@frozen
class Now:
    """Everything in figures, as the last run left it. `last` is when it began, "" = there was none."""

    last: str
    at_rest: bool  # whether that run came to its end
    told: bool  # whether a run has left anything to read: those of older versions have not
    changed: tuple[str, ...]  # files of inputs/ and templates/ that are not as they were read
    campaigns: tuple[CampaignFigures, ...]
    archived: tuple[str, ...]  # campaigns that are closed
    faults: Mapping[Severity, int]
    notices: tuple[KeptProblem, ...]  # for information, and worth saying each time
    blank: tuple[Problem, ...]  # of campaigns that nobody has filled in


def now(desk: Desk) -> Now:
    """Return everything in figures."""
    snapshot = desk.ledger.snapshot
    looked = snapshot.looked()
    there = _at_work(desk)
    archived = {each.folder for each in snapshot.campaigns()} - {each.folder for each in there}
    campaigns = tuple(CampaignFigures(each, tuple(snapshot.units(each.folder))) for each in there)
    notices = snapshot.faults(severity=Severity.NOTICE)
    return Now(
        desk.ledger.last_run(),
        desk.ledger.is_at_rest,
        looked is not None,
        tuple(_changed(desk.workspace, looked.marks)) if looked else (),
        campaigns,
        tuple(sorted(archived)),
        snapshot.weights(),
        tuple(each for each in notices if each.problem.shown),
        tuple(each.problem for each in notices if each.problem.code == codes.CAMPAIGN_BLANK.code),
    )


def _changed(workspace: Path, before: Mapping[str, tuple[int, int, int]]) -> list[str]:
    """Return the files that are new, gone or not as they were. It looks at each, and opens none."""
    home = len(workspace.parts)
    there = {"/".join(path.parts[home:]): (mark.size, mark.mtime, mark.inode) for path, mark in look(workspace).items()}
    return sorted(path for path in there.keys() | before.keys() if there.get(path) != before.get(path))


# --- branches and their papers ----------------------------------------------------------------------------------------


@frozen
class PaperStanding:
    """A paper and how far it has come; `answer`: what came back of it, None where nothing is expected back.

    `entry`: what the ledger says of its file; `version`: the path of our own version beside an edited one.
    """

    paper: PaperNow
    furthest: Furthest
    answer: Answer | None = None
    entry: Entry | None = None
    version: str = ""


@frozen
class BoardRow:
    """A unit on the board: its papers by kind, in the order of the catalog, and its phases."""

    unit: UnitNow
    papers: Mapping[str, tuple[PaperStanding, ...]]
    phases: tuple[PhaseDates, ...]


@frozen
class Board:
    """A page of a campaign's units; `count`: of all that were asked for."""

    campaign: CampaignNow
    kinds: tuple[KindNow, ...]  # that are due here, in the order of the catalog
    rows: tuple[BoardRow, ...]
    count: int


def units(
    desk: Desk, campaign: str, *, first: int = 0, most: int = 50, named: str = "", state: State | None = None
) -> Board | None:
    """Return a page of the board; None where there is no such campaign.

    `named`: a part of the units' names; `state`: one in which some of their papers are.
    """
    found = _campaign(desk, campaign)
    if found is None:
        return None
    rows = _rows(desk, found, desk.ledger.snapshot.units(campaign, first=first, most=most, named=named, state=state))
    count = desk.ledger.snapshot.count(campaign, named=named, state=state)
    return Board(found, tuple(kind for kind in found.kinds if kind.due), tuple(rows), count)


def each_unit(desk: Desk, campaign: CampaignNow) -> Iterator[BoardRow]:
    """Yield all rows of the board, the township's own first: one at a time, for there may be thousands."""
    return _rows(desk, campaign, desk.ledger.snapshot.units(campaign.folder))


def _campaign(desk: Desk, folder: str) -> CampaignNow | None:
    return next((each for each in desk.ledger.snapshot.campaigns() if each.folder == folder), None)


def _rows(desk: Desk, campaign: CampaignNow, listed: Iterable[UnitNow]) -> Iterator[BoardRow]:
    with SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book:
        way = _Way.of(desk, book, campaign)
    for unit in listed:
        standings = list(way.standings(unit, desk.ledger.snapshot.papers(campaign, unit)))
        yield BoardRow(unit, _by_kind(campaign, standings), unit.phases or campaign.phases)


def papers(desk: Desk, campaign: str, branch: str) -> tuple[PaperStanding, ...]:
    """Return the papers of a branch (by its full name, "" = the township's own), none where there is no such branch."""
    snapshot = desk.ledger.snapshot
    found = next((each for each in snapshot.campaigns() if each.folder == campaign), None)
    unit = next((each for each in snapshot.units(campaign, named=branch) if each.name == branch), None)
    if found is None or unit is None:
        return ()
    with SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book:
        way = _Way.of(desk, book, found)
    return tuple(way.standings(unit, snapshot.papers(found, unit)))


def _by_kind(campaign: CampaignNow, found: Sequence[PaperStanding]) -> dict[str, tuple[PaperStanding, ...]]:
    by_kind: dict[str, list[PaperStanding]] = {kind.name: [] for kind in campaign.kinds}
    for each in found:
        by_kind.setdefault(each.paper.kind, []).append(each)
    return {kind: tuple(listed) for kind, listed in by_kind.items() if listed}


@dataclass(slots=True)
class _Way:
    """How far a campaign's papers have come: which versions were released, which have left, who has signed."""

    desk: Desk
    campaign: CampaignNow
    released: Mapping[str, str]  # document → digest
    sent: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)  # document → digest → batch and part
    signed: set[tuple[str, int, int]] = field(default_factory=set)  # branch, batch and part
    answers: Answers | None = None

    @classmethod
    def of(cls, desk: Desk, book: SentBook, campaign: CampaignNow) -> _Way:
        way = cls(desk, campaign, book.approvals(campaign.folder))
        dispatches = book.dispatches(campaign.folder)
        for each in dispatches:
            if each.fate is Fate.SENT and not each.reminder:
                for document in each.parcel.documents:
                    way.sent.setdefault(document.document, {})[document.digest] = each.parcel.batch, each.parcel.number
        way.signed = set(book.signatures(campaign.folder))
        if any(each.marked for each in campaign.returns.values()):
            with ReturnedBook(own_folder(desk.workspace) / RETURNED, read_only=True) as returned:
                way.answers = Answers.of_campaign(desk, book, returned, campaign.folder, dispatches)
        return way

    def standings(self, unit: UnitNow, listed: Sequence[PaperNow]) -> Iterator[PaperStanding]:
        """Yield each paper with how far it has come."""
        home = f"outputs/{self.campaign.folder}/{unit.folder}/"
        entries: dict[str, Entry] = {entry.path: entry for entry in self.desk.ledger.below(home)}
        versions = {entry.beside: path for path, entry in entries.items() if entry.beside != path}
        goes = {kind.name for kind in self.campaign.kinds if kind.sent}
        for paper in listed:
            furthest = self._furthest(unit, paper, entries, sends=bool(unit.name) and paper.kind in goes)
            answer = self.answers.of(paper.path) if self.answers else None
            yield PaperStanding(paper, furthest, answer, entries.get(paper.path), versions.get(paper.path, ""))

    def _furthest(self, unit: UnitNow, paper: PaperNow, entries: Mapping[str, Entry], *, sends: bool) -> Furthest:
        at_hand = _AT_HAND.get(paper.state, Furthest.WAITING if sends else Furthest.MADE)
        if at_hand is Furthest.STOPPED or not (paper.path in self.released or paper.path in self.sent):
            return at_hand
        digest = self._digest(paper, entries)
        if parcel := self.sent.get(paper.path, {}).get(digest):
            return Furthest.SIGNED if (unit.name, *parcel) in self.signed else Furthest.SENT
        if self.released.get(paper.path) == digest:
            return Furthest.APPROVED
        return at_hand if at_hand is Furthest.EDITED else Furthest.STALE  # a hand's work is looked at by itself

    def _digest(self, paper: PaperNow, entries: Mapping[str, Entry]) -> str:
        """Return the digest of what lies there: an edited paper's own, for only its bytes tell."""
        entry = entries.get(paper.path)
        if entry is not None and paper.state is not State.KEPT:
            return entry.digest
        try:
            return disk.digest(self.desk.workspace / paper.path)
        except OSError:
            return ""


_AT_HAND = {
    State.STOPPED: Furthest.STOPPED,
    State.UNWRITTEN: Furthest.UNWRITTEN,
    State.BEGUN: Furthest.BEGUN,
    State.KEPT: Furthest.EDITED,
}


# --- faults and files -------------------------------------------------------------------------------------------------


def faults(desk: Desk, *, severity: Severity | None = None, first: int = 0, most: int = -1) -> list[KeptProblem]:
    """Return the faults in the order in which the run met them, each with the number of papers that it stops."""
    return desk.ledger.snapshot.faults(severity=severity, first=first, most=most)


def stopped_by(desk: Desk) -> dict[str, list[str]]:
    """Return the paths of the papers that each fault stops or holds, by its key."""
    found: dict[str, list[str]] = {}
    for paper in not_as_made(desk):
        for key in paper.reasons:
            found.setdefault(key, []).append(paper.path)
    return found


def not_as_made(desk: Desk) -> Iterator[PaperNow]:
    """Yield the papers that were not made, edited or left unwritten, and those no longer due that are still there."""
    snapshot = desk.ledger.snapshot
    for campaign in _at_work(desk):
        for _, listed in snapshot.unlike(campaign.folder):
            yield from (paper for paper in listed if paper.state is not State.UNCHANGED)
        yield from campaign.left


def findings(desk: Desk) -> list[tuple[str, tuple[Finding, ...]]]:
    """Return what the review has found in the papers that are due, by path."""
    snapshot = desk.ledger.snapshot
    found = []
    for campaign in _at_work(desk):
        left = {paper.path for paper in campaign.left}
        found += [
            (path, review.unpacked_findings(said))
            for path, said in snapshot.findings(campaign.folder)
            if path not in left
        ]
    return found


def _at_work(desk: Desk) -> list[CampaignNow]:
    """Return the campaigns that are not archived."""
    return [each for each in desk.ledger.snapshot.campaigns() if not desk.archived(each.folder)]


def recognised(desk: Desk) -> tuple[Recognised, ...]:
    """Return what each file of inputs/ was taken for."""
    looked = desk.ledger.snapshot.looked()
    return looked.recognised if looked else ()
