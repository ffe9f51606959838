"""One campaign's turn in a run of `send`: each branch its parcel, looked through, then out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from pipeline import disk
from pipeline.batch.approval import ApprovalReport, decided
from pipeline.batch.outgoing import Outgoing, chosen
from pipeline.desk import Desk
from pipeline.ledger import Dispatch, SentBook
from pipeline.model.errors import DiskError
from pipeline.model.facts import Branch
from pipeline.model.work import Approved, Fate, Receipt
from pipeline.send import folder, leaks, letter, parcel
from pipeline.send.leaks import Checker, Secrets
from pipeline.send.letter import Letter
from pipeline.send.outbox import Outbox
from pipeline.send.papers import DELIVERY, Papers, about
from pipeline.send.parcel import Sealed

BY_MAIL, BY_FOLDER, BY_ZIP = WAYS = ("邮件", "文件夹", "压缩包")
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: campaign, branch, way and folder ("" = all, or as gongwen.toml says)."""

    only: str = ""
    branch: str = ""
    way: str = ""
    to: str = ""
    dry: bool = False
    again: bool = False  # a person's word that this branch is to get everything once more


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one parcel."""

    campaign: str
    branch: str  # its short name
    documents: int
    way: str
    address: str
    fate: str
    reason: str = ""
    password: str = field(default="", repr=False)


@dataclass(slots=True)
class DispatchReport:
    """What a run sent, and why not the rest."""

    outcomes: list[Outcome] = field(default_factory=list)
    unapproved: int = 0
    unready: ApprovalReport = field(default_factory=ApprovalReport)
    leaks: list[tuple[str, leaks.Leak]] = field(default_factory=list)  # by branch
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  # papers of proof that could not be written

    @property
    def failed(self) -> bool:
        """Whether something needs a person."""
        stuck = any(outcome.fate in {Fate.FAILED, Fate.INTENDED} for outcome in self.outcomes)
        return bool(stuck or self.leaks or self.faults or self.unready.undecided)


@dataclass(slots=True)
class Turn:
    """One campaign's turn in a run."""

    desk: Desk
    order: Order
    way: str
    outgoing: Outgoing
    book: SentBook
    outbox: Outbox
    report: DispatchReport
    on_progress: Callable[[Outcome], None]
    secrets: Secrets
    papers: Papers
    checker: Checker = field(init=False)
    known: dict[str, list[Dispatch]] = field(default_factory=dict, init=False)  # by branch, as the turn began
    released: set[tuple[str, str]] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self.checker = Checker(self.secrets, leaks.fixed_texts(self.papers.fixed()))
        for each in self.book.dispatches(self.outgoing.name):
            self.known.setdefault(each.parcel.branch, []).append(each)
        self.released = self.book.approvals(self.outgoing.name)

    def run(self) -> None:
        """Give each branch its turn: one that cannot be served does not hold up the others."""
        for name in chosen(self.outgoing, self.order.branch):
            for outcome in self._branch(self.outgoing.branches[name]):
                self.report.outcomes.append(outcome)
                self.on_progress(outcome)

    def _branch(self, branch: Branch) -> list[Outcome]:
        known = self.known.get(branch.name, [])
        outcomes = [self._outcome(each, each.fate, each.answer) for each in known if each.fate is Fate.INTENDED]
        wanted = self._wanted(branch, [each for each in known if not each.reminder])
        if not wanted:
            return outcomes
        try:
            address = self._address(branch)
            planned = self._planned(branch, wanted, known, address)
            seals = [parcel.sealed(each.parcel, self.desk.workspace, self.papers) for each in planned]
            found = self.checker.look(branch.name, self._everything(branch, planned, seals))
        except (letter.BadAddress, parcel.Changed, parcel.TooLarge) as fault:
            return [*outcomes, self._stopped(branch, wanted, _why(fault))]
        self.report.notes += found.notes
        if found.leaks:
            self.report.leaks += [(self.outgoing.short[branch.name], leak) for leak in found.leaks]
            return [*outcomes, self._stopped(branch, wanted, "包里有别的支部的人，整包没有发（见下）")]
        if self.order.dry:
            return [*outcomes, *(self._outcome(each, Fate.PLANNED) for each in planned)]
        planned = [replace(each, note="；".join(found.notes)) for each in planned]
        if not planned[0].number:
            planned = self.book.plan(planned)
        return [*outcomes, *(self._deliver(branch, *each) for each in zip(planned, seals, strict=True))]

    def _wanted(self, branch: Branch, known: Sequence[Dispatch]) -> list[Approved]:
        """Return what is approved and has neither been sent to the branch nor may have been."""
        there = decided(self.desk, self.outgoing.waiting.get(branch.name, []), self.report.unready)
        if self.desk.settings.sending.approve_all:
            self.released |= {(document.path, document.digest) for document in there}
            if not self.order.dry:
                self.book.approve(self.outgoing.name, there, self.desk.now().isoformat(timespec="seconds"))
        approved = [document for document in there if (document.path, document.digest) in self.released]
        self.report.unapproved += len(there) - len(approved)
        gone = {Fate.INTENDED} if self.order.again else {Fate.INTENDED, Fate.SENT}
        sent = {(d.path, d.digest) for each in known if each.fate in gone for d in each.parcel.documents}
        wanted = [document for document in approved if (document.path, document.digest) not in sent]
        return sorted(wanted, key=lambda document: document.name.partition("-")[0])  # as they lie in the folder

    def _address(self, branch: Branch) -> str:
        if self.way == BY_MAIL:
            return letter.checked(branch.email)
        return self.order.to or self.desk.settings.sending.folder

    def _planned(
        self, branch: Branch, wanted: list[Approved], known: Sequence[Dispatch], address: str
    ) -> list[Dispatch]:
        """Return what a run before has planned and not finished, where it still holds; else plan anew."""
        open_ = [each for each in known if each.fate in {Fate.PLANNED, Fate.FAILED} and not each.reminder]
        holds = all(each.way == self.way and each.address == address for each in open_)
        if open_ and holds and {d for each in open_ for d in each.parcel.documents} == set(wanted):
            return open_
        if not self.order.dry:
            self.book.drop(open_)
        batch = 1 + max((each.parcel.batch for each in known if each not in open_), default=0)
        limit = self.outbox.mail.limit_mb * _MEGABYTE if self.way == BY_MAIL else 0
        parcels = parcel.planned(
            self.outgoing.name, branch.name, batch, wanted, workspace=self.desk.workspace, limit=limit
        )
        locked = self.desk.settings.sending.locked and self.way != BY_FOLDER
        return [
            Dispatch(each, self.way, address, message, password=parcel.password() if locked else "")
            for each in parcels
            for message in [letter.identity(each.digest, branch.name, self.outbox.mail, self.way)]
        ]

    def _everything(
        self, branch: Branch, planned: Sequence[Dispatch], seals: Sequence[Sealed]
    ) -> list[tuple[str, bytes]]:
        """Return all that the branch would see: files, and the words of each mail."""
        files = [each for sealed in seals for each in sealed.files]
        if self.way == BY_MAIL:
            for each in planned:
                written = self._letter(branch, each, ())
                files += [("邮件正文", text.encode()) for text in (written.subject, written.text, written.html)]
        return files

    def _letter(self, branch: Branch, each: Dispatch, files: Sequence[tuple[str, bytes]]) -> Letter:
        own = {**about(each.parcel), "有密码": bool(each.password)}
        text, html = self.papers.words(DELIVERY, branch.name, own)
        campaign = self.outgoing.intake.township.campaign
        short, name = campaign.short or campaign.name, self.outgoing.short[branch.name]
        part = f"（{each.parcel.number}/{each.parcel.of}）" if each.parcel.of > 1 else ""
        subject = f"{short}文件送达（第{each.parcel.batch}批）{part}：{name}"
        if each.password:
            files = ((f"{disk.safe_name(name)}-第{each.parcel.batch}批.zip", parcel.zipped(files, each.password)),)
        return Letter(each.message, each.address, name, subject, text, html, files)

    def _deliver(self, branch: Branch, each: Dispatch, sealed: Sealed) -> Outcome:
        if self.way == BY_MAIL:
            return self._outcome(each, *self.outbox.send(each, self._letter(branch, each, sealed.files)))
        root, name = self.desk.workspace / each.address, branch.folder or branch.name
        try:
            if self.way == BY_FOLDER:
                where = folder.into_folder(root, sealed, name)
            else:
                where = folder.into_zip(root, sealed, name, each.password)
        except folder.Occupied as fault:
            return self._failed(each, f"那里已有同名而内容不同的“{fault}”，没有覆盖。请移走它再发")
        except DiskError as fault:
            return self._failed(each, str(fault))
        now = self.desk.now().isoformat(timespec="seconds")
        self.book.receive(each.number, Receipt(each.parcel.digest, each.way, each.address, now, f"已放入 {where}"))
        return self._outcome(each, Fate.SENT, f"已放入 {where}")

    def _failed(self, each: Dispatch, reason: str) -> Outcome:
        self.book.fail(each.number, self.desk.now().isoformat(timespec="seconds"), reason)
        return self._outcome(each, Fate.FAILED, reason)

    def _stopped(self, branch: Branch, wanted: Sequence[Approved], reason: str) -> Outcome:
        address = branch.email if isinstance(branch.email, str) and self.way == BY_MAIL else ""
        name = self.outgoing.short[branch.name]
        return Outcome(self.outgoing.name, name, len(wanted), self.way, address, Fate.FAILED, reason)

    def _outcome(self, each: Dispatch, fate: Fate, reason: str = "") -> Outcome:
        return outcome(each, self.outgoing, fate, reason)


def outcome(each: Dispatch, outgoing: Outgoing, fate: Fate, reason: str = "") -> Outcome:
    """Return what became of a dispatch, as a clerk reads it."""
    name = outgoing.short.get(each.parcel.branch, each.parcel.branch)
    password = each.password if fate is Fate.SENT else ""
    return Outcome(outgoing.name, name, len(each.parcel.documents), each.way, each.address, fate, reason, password)


def _why(fault: Exception) -> str:
    match fault:
        case letter.BadAddress():
            return (
                f"邮箱“{fault}”写得不对，请在党支部名册里改正"
                if str(fault)
                else "党支部名册里没有邮箱，请补上，或改用 --way 文件夹"
            )
        case parcel.TooLarge():
            return f"“{fault}”一份就超过单封上限，请在 gongwen.toml 里提高 单封上限MB，或改用 --way 文件夹"
        case _:
            return f"“{fault}”在批准以后又改过，请重新批准"
