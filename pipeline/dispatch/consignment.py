"""One campaign's turn in a run of `send`: each branch its parcel, looked through, then out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline import disk
from pipeline.desk import Desk, own_folder
from pipeline.dispatch.approval import ApprovalReport, decided, release
from pipeline.dispatch.begun import Begun
from pipeline.dispatch.delivered import Delivered, delivered, same_address, still_open
from pipeline.dispatch.outgoing import Outgoing, chosen
from pipeline.dispatch.ways import BY_FOLDER, BY_MAIL
from pipeline.ledger import Dispatch, SentBook, SentBytes
from pipeline.model.deeds import Doer
from pipeline.model.errors import DiskError
from pipeline.model.facts import Branch, Unread
from pipeline.model.work import Approved, Fate, Parcel, Receipt
from pipeline.send import folder, leaks, letter, parcel
from pipeline.send.leaks import Checker, Secrets
from pipeline.send.letter import Letter
from pipeline.send.outbox import Outbox
from pipeline.send.papers import DELIVERY, Papers
from pipeline.send.parcel import Sealed

_STRANGERS = "包里有别的支部的人，整包没有发（见下）"
_DOUBTS = "有名字要先定是不是指人，定好再发（见下）"
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class SendOrder:
    """What is asked for: campaign, branch, way and folder ("" = all, or as gongwen.toml says)."""

    only: str = ""
    branch: str = ""
    way: str = ""
    to: str = ""
    dry: bool = False
    again: bool = False  # a person's word that this branch is to get everything once more
    by: Doer | None = None  # who sends; None: whoever sits here
    stop: Callable[[], bool] = lambda: False  # asked before each branch: whether to end here


@dataclass(frozen=True, slots=True)
class ParcelOutcome:
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

    outcomes: list[ParcelOutcome] = field(default_factory=list)
    registers: list[str] = field(default_factory=list)  # where it is on record
    unapproved: int = 0
    unready: ApprovalReport = field(default_factory=ApprovalReport)
    leaks: list[tuple[str, leaks.Leak]] = field(default_factory=list)  # by branch
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  # papers of proof that could not be written
    stopped: bool = False  # by a person, between two branches: the others wait for the next sending

    @property
    def failed(self) -> bool:
        """Whether something needs a person."""
        stuck = any(outcome.fate in {Fate.FAILED, Fate.INTENDED} for outcome in self.outcomes)
        return bool(stuck or self.leaks or self.faults or self.unready.undecided)


@dataclass(slots=True)
class Turn:
    """One campaign's turn in a run."""

    desk: Desk
    order: SendOrder
    way: str
    outgoing: Outgoing
    book: SentBook
    outbox: Outbox
    report: DispatchReport
    on_progress: Callable[[ParcelOutcome], None]
    secrets: Secrets
    papers: Papers
    here: frozenset[str]  # the folders of all campaigns
    checker: Checker = field(init=False)
    delivered: Delivered = field(init=False)  # as the turn began
    released: dict[str, str] = field(init=False)  # digests by document

    def __post_init__(self) -> None:
        allowed = {each.code: f"{each.who}定过可以这样写（{each.why}）" for each in self.book.mentions()}
        self.checker = Checker(self.secrets, leaks.fixed_texts(self.papers.fixed()), allowed)
        self.delivered = delivered(self.book, self.outgoing.name, self.here, self.outgoing.branches)
        self.papers.resent = self.delivered.resent
        self.released = self.book.approvals(self.outgoing.name)

    def run(self) -> None:
        """Give each branch its turn until a person says stop; one that cannot be served does not hold up the others."""
        for name in chosen(self.outgoing, self.order.branch):
            self.report.stopped = self.report.stopped or self.order.stop()
            if self.report.stopped:
                return
            for outcome in self._branch(self.outgoing.branches[name]):
                self.report.outcomes.append(outcome)
                self.on_progress(outcome)

    def _branch(self, branch: Branch) -> list[ParcelOutcome]:
        begun = Begun(self.desk, self.book, self.papers)
        if not self.order.dry:
            self.delivered.by_branch[branch.name] = begun.concluded(branch, self.delivered.of(branch.name))
        known = self.delivered.of(branch.name)
        outcomes = [self._outcome(each, each.fate, each.answer) for each in known if each.fate is Fate.INTENDED]
        wanted = self._wanted(branch)
        if not wanted:
            if not self.order.dry:
                begun.give_up(branch, still_open(known))
            return outcomes
        try:
            address = self._address(branch)
            planned = self._planned(branch, wanted, known, address)
            seals = [parcel.sealed(each.parcel, self.desk.workspace, self.papers) for each in planned]
            found = self.checker.look(branch.name, self._everything(branch, planned, seals))
        except (letter.BadAddress, _Unreadable, parcel.Changed, parcel.TooLarge) as fault:
            return [*outcomes, self._stopped(branch, wanted, _why(fault))]
        self.report.notes += found.notes
        if found.leaks:
            self.report.leaks += [(self.outgoing.short[branch.name], leak) for leak in found.leaks]
            strangers = not all(leak.asked for leak in found.leaks)
            return [*outcomes, self._stopped(branch, wanted, _STRANGERS if strangers else _DOUBTS)]
        if self.order.dry:
            return [*outcomes, *(self._outcome(each, Fate.PLANNED) for each in planned)]
        try:
            self._keep(seals)
        except DiskError as fault:
            return [*outcomes, self._stopped(branch, wanted, str(fault))]
        planned = [replace(each, note="；".join(found.notes)) for each in planned]
        if not planned[0].number:
            planned = self.book.plan(planned)
        return [*outcomes, *(self._deliver(branch, *each) for each in zip(planned, seals, strict=True))]

    def _keep(self, seals: Sequence[Sealed]) -> None:
        """Keep what is about to leave: a return is held to these very bytes. Raises DiskError."""
        kept = SentBytes(own_folder(self.desk.workspace))
        digests = {document.name: document.digest for sealed in seals for document in sealed.parcel.documents}
        kept.keep((digests[name], data) for sealed in seals for name, data in sealed.files if name in digests)

    def _wanted(self, branch: Branch) -> list[Approved]:
        """Return what is approved and is not the version that the branch has or may have."""
        there = decided(self.desk, self.outgoing.waiting.get(branch.name, []), self.report.unready)
        if self.desk.settings.sending.approve_all:
            self.released |= {document.document: document.digest for document in there}
            if not self.order.dry:
                self.book.approve(self.outgoing.name, map(release, there), self.desk.time, "自动批准")
        approved = [release(each) for each in there if self.released.get(each.document) == each.digest]
        self.report.unapproved += len(there) - len(approved)
        wanted = [each for each in approved if not self.delivered.has(branch.name, each, again=self.order.again)]
        if not self.order.again:
            self._tell_of_other_addresses(branch, approved)
            wanted = self._new(branch, wanted)
        return sorted(wanted, key=lambda document: document.name.partition("-")[0])  # as they lie in the folder

    def _new(self, branch: Branch, wanted: Sequence[Approved]) -> list[Approved]:
        """Hold back what has reached the branch for a campaign that is gone: it may be this one under its old name."""
        short = self.outgoing.short[branch.name]
        new = []
        held: dict[str, int] = {}
        for each in wanted:
            before = self.delivered.from_elsewhere(branch.name, each)
            if before is None or self.delivered.last(branch.name, each.name):
                new.append(each)
            else:
                held[before.parcel.campaign] = held.get(before.parcel.campaign, 0) + 1
        self.report.notes += [
            f"{short}：有 {count} 份与以前为“{campaign}”发过的一字不差，没有再发。确实要再发的，"
            f"请运行 gongwen send --again --branch {short}"
            for campaign, count in held.items()
        ]
        return new

    def _tell_of_other_addresses(self, branch: Branch, approved: Sequence[Approved]) -> None:
        """Say where a branch's papers have gone if that is not the mailbox that it has now."""
        if self.way != BY_MAIL or not isinstance(branch.email, str) or not branch.email:
            return
        had = [each for each in approved if self.delivered.has(branch.name, each, again=False)]
        last = [self.delivered.last(branch.name, each.name) for each in had]
        by_mail = [found[1].address for found in last if found and found[1].way == BY_MAIL]
        for old in dict.fromkeys(each for each in by_mail if not same_address(branch.email, each)):
            short = self.outgoing.short[branch.name]
            self.report.notes.append(
                f"{short}：邮箱现在是 {branch.email}，有 {by_mail.count(old)} 份以前发到了 {old}。新邮箱要补发的，"
                f"请运行 gongwen send --again --branch {short}"
            )

    def _address(self, branch: Branch) -> str:
        if self.way == BY_MAIL:
            if isinstance(branch.email, Unread):
                raise _Unreadable("；".join(map(str, branch.email.problems)))
            return letter.checked(branch.email)
        return self.order.to or self.desk.settings.sending.folder

    def _planned(
        self, branch: Branch, wanted: list[Approved], known: Sequence[Dispatch], address: str
    ) -> list[Dispatch]:
        """Return what a run before has planned and not finished, where it still holds; else plan anew."""
        open_ = still_open(known)
        others = [each for each in known if each not in open_ and not each.reminder]
        if open_ and self._holds(branch, open_, others, address):
            held = {document for each in open_ for document in each.parcel.documents}
            if held == set(wanted):
                return open_
        if not self.order.dry:
            Begun(self.desk, self.book, self.papers).give_up(branch, open_)
        batch = 1 + max((each.parcel.batch for each in others), default=0)
        limit = self.outbox.mail.limit_mb * _MEGABYTE if self.way == BY_MAIL else 0
        parcels = parcel.planned(
            self.outgoing.name, branch.name, batch, wanted, workspace=self.desk.workspace, limit=limit
        )
        locked = self.desk.settings.sending.locked and self.way != BY_FOLDER
        return [
            Dispatch(
                each, self.way, address, self._identity(branch, each), password=parcel.password() if locked else ""
            )
            for each in parcels
        ]

    def _identity(self, branch: Branch, each: Parcel) -> str:
        """Return a Message-ID that no dispatch has yet: a campaign may have had this folder's name before."""
        mail, occasion, known = self.outbox.mail, self.way, self.delivered.messages
        while (found := letter.identity(each.digest, branch.name, mail, occasion)) in known:
            occasion += "+"
        known.add(found)
        return found

    def _holds(self, branch: Branch, open_: Sequence[Dispatch], others: Sequence[Dispatch], address: str) -> bool:
        """Whether a plan is still to be carried out as it is: it is the newest, and goes to the same place."""
        newest = max((each.parcel.batch for each in others), default=0)
        return all(
            (each.way, each.address, each.parcel.branch) == (self.way, address, branch.name)
            and each.parcel.batch >= newest
            for each in open_
        )

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
        own = {**self.papers.about(each.parcel), "有密码": bool(each.password)}
        text, html = self.papers.words(DELIVERY, branch.name, own)
        campaign = self.outgoing.intake.township.campaign
        short, name = campaign.short or campaign.name, self.outgoing.short[branch.name]
        part = f"（{each.parcel.number}/{each.parcel.of}）" if each.parcel.of > 1 else ""
        again = "，重发" if self.delivered.resent(each.parcel) else ""
        subject = f"{short}文件送达（第{each.parcel.batch}批{again}）{part}：{name}"
        if each.password:
            files = ((f"{disk.safe_name(name)}-第{each.parcel.batch}批.zip", parcel.zipped(files, each.password)),)
        return Letter(each.message, each.address, name, subject, text, html, files)

    def _deliver(self, branch: Branch, each: Dispatch, sealed: Sealed) -> ParcelOutcome:
        if self.way == BY_MAIL:
            return self._outcome(each, *self.outbox.send(each, self._letter(branch, each, sealed.files)))
        root, name = self.desk.workspace / each.address, branch.folder or branch.name
        try:
            if self.way == BY_FOLDER:
                where = folder.into_folder(root, sealed, name, each.message)
            else:
                where = folder.into_zip(root, sealed, name, each.password, each.message)
        except folder.Occupied as fault:
            return self._failed(each, f"那里已有同名而内容不同的“{fault}”，没有覆盖。请移走它再发")
        except DiskError as fault:
            return self._failed(each, str(fault))
        now = self.desk.now().isoformat(timespec="seconds")
        self.book.receive(each.number, Receipt(each.parcel.digest, each.way, each.address, now, f"已放入 {where}"))
        return self._outcome(each, Fate.SENT, f"已放入 {where}")

    def _failed(self, each: Dispatch, reason: str) -> ParcelOutcome:
        self.book.fail(each.number, self.desk.now().isoformat(timespec="seconds"), reason)
        return self._outcome(each, Fate.FAILED, reason)

    def _stopped(self, branch: Branch, wanted: Sequence[Approved], reason: str) -> ParcelOutcome:
        address = branch.email if isinstance(branch.email, str) and self.way == BY_MAIL else ""
        name = self.outgoing.short[branch.name]
        return ParcelOutcome(self.outgoing.name, name, len(wanted), self.way, address, Fate.FAILED, reason)

    def _outcome(self, each: Dispatch, fate: Fate, reason: str = "") -> ParcelOutcome:
        return outcome(each, self.outgoing.short, fate, reason)


def outcome(each: Dispatch, short: Mapping[str, str], fate: Fate, reason: str = "") -> ParcelOutcome:
    """Return what became of a dispatch, as a clerk reads it; `short`: the branches' short names."""
    name = short.get(each.parcel.branch, each.parcel.branch)
    password = each.password if fate is Fate.SENT else ""
    return ParcelOutcome(
        each.parcel.campaign, name, len(each.parcel.documents), each.way, each.address, fate, reason, password
    )


class _Unreadable(Exception):  # noqa: N818 - it is the reason why a parcel waits
    """What stands in the cell of the mail address cannot be read as one."""


def _why(fault: Exception) -> str:
    match fault:
        case _Unreadable():
            return f"{fault}。一格写一个邮箱，请改好、再运行 gongwen build 和 gongwen send，或改用 --way 文件夹"
        case letter.BadAddress() if (count := str(fault).count("@")) > 1:
            return f"邮箱一格里有 {count} 个地址“{fault}”：一包只发给一个邮箱，请在党支部名册里只留收文件的那个"
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
