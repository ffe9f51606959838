"""What each branch of one campaign is to get: looked through parcel by parcel, and nothing done.

`consignment` carries it out; a look at who would get what ends here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline import disk, guidance, send
from pipeline.desk import Desk
from pipeline.dispatch import restored
from pipeline.dispatch.approval import decided, release
from pipeline.dispatch.delivered import Delivered, delivered, same_address, still_open
from pipeline.dispatch.outcomes import DispatchReport, ParcelOutcome, SendOrder, outcome
from pipeline.dispatch.outgoing import Outgoing
from pipeline.dispatch.ways import BY_FOLDER, BY_MAIL
from pipeline.ledger import Dispatch, SentBook
from pipeline.model.facts import Branch, Unread
from pipeline.model.frozen import frozen
from pipeline.model.work import WHOLE_COURSE, Approved, Fate, Parcel
from pipeline.send import DELIVERY_MAIL, BadAddress, Binding, Checker, Letter, Papers, Sealed, Secrets, parcel

_STRANGERS = "包里有别的支部的人，整包没有发（见下）"
_DOUBTS = "有名字要先定是不是指人，定好再发（见下）"
_MEGABYTE = 1_000_000


@frozen
class BranchPlan:
    """What one branch is to get."""

    branch: Branch
    said: tuple[ParcelOutcome, ...]  # of parcels in doubt, and of what is held up
    approved: tuple[Approved, ...]  # by gongwen.toml, nobody having looked
    void: tuple[Dispatch, ...]  # planned by an earlier run, not to leave like that any more
    parcels: tuple[tuple[Dispatch, Sealed], ...]  # in the order in which they leave; () where held up
    asked: bool = False  # they may have left before the workspace came back from a backup


@dataclass(slots=True)
class Planner:
    """One campaign's planning: it reads sent.db and the papers; it writes to nothing but the report."""

    desk: Desk
    order: SendOrder
    way: str
    outgoing: Outgoing
    book: SentBook
    report: DispatchReport
    secrets: Secrets
    papers: Papers
    here: frozenset[str]  # the folders of all campaigns
    unsure: bool = False  # sent.db lacks parcels that have left
    checker: Checker = field(init=False)
    delivered: Delivered = field(init=False)  # as the turn began
    released: dict[str, str] = field(init=False)  # digests by document

    def __post_init__(self) -> None:
        allowed = {each.code: f"{each.who}定过可以这样写（{each.why}）" for each in self.book.mentions()}
        self.checker = Checker(self.secrets, send.fixed_texts(self.papers.fixed()), allowed)
        self.delivered = delivered(self.book, self.outgoing.name, self.here, self.outgoing.branches)
        self.papers.resent, self.papers.replaced = self.delivered.resent, self.delivered.replaced
        self.released = self.book.approvals(self.outgoing.name)

    def plan(self, branch: Branch) -> BranchPlan:
        """Return what a branch is to get, and why not the rest."""
        known = self.delivered.of(branch.name)
        said = tuple(self.outcome(each, each.fate, each.answer) for each in known if each.fate is Fate.INTENDED)
        there = decided(self.desk, self.outgoing.waiting.get(branch.name, []), self.report.unready)
        unseen = tuple(map(release, there)) if self.desk.settings.sending.approve_all else ()
        self.released |= {document.document: document.digest for document in unseen}
        void = tuple(still_open(known))
        wanted = self._wanted(branch, list(map(release, there)))
        if not wanted:
            return BranchPlan(branch, said, unseen, void, ())
        try:
            address = self._address(branch)
        except (BadAddress, _Unreadable) as fault:
            return BranchPlan(branch, (*said, self.stopped(branch, wanted, _why(fault))), unseen, (), ())
        held = self._still_holding(branch, wanted, known, address)
        void, replaced = () if held else void, void
        try:
            parcels = self._as_planned(branch, held)
            if not parcels:
                void, parcels = replaced, self._planned(branch, wanted, known, address)
            planned, seals = [each for each, _ in parcels], [sealed for _, sealed in parcels]
            found = self.checker.look(branch.name, self._everything(branch, planned, seals))
        except (BadAddress, parcel.Changed, parcel.TooLarge) as fault:
            return BranchPlan(branch, (*said, self.stopped(branch, wanted, _why(fault))), unseen, void, ())
        self.report.notes += [*found.notes, *(note for sealed in seals for note in sealed.notes)]
        if found.leaks:
            self.report.leaks += [(self.outgoing.short[branch.name], leak) for leak in found.leaks]
            strangers = not all(leak.asked for leak in found.leaks)
            why = _STRANGERS if strangers else _DOUBTS
            return BranchPlan(branch, (*said, self.stopped(branch, wanted, why)), unseen, void, ())
        planned = [replace(each, note="；".join(filter(None, (_bound(each.parcel), *found.notes)))) for each in planned]
        asked = not self.order.again and (self.unsure or restored.asks(self.desk, planned))
        return BranchPlan(branch, said, unseen, void, tuple(zip(planned, seals, strict=True)), asked)

    def _wanted(self, branch: Branch, there: Sequence[Approved]) -> list[Approved]:
        """Return what is approved and is not the version that the branch has or may have."""
        approved = [each for each in there if self.released.get(each.document) == each.digest]
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
            f"{short}：有 {count} 份与以前为“{campaign}”发过的一字不差，没有再发。确实要再发的，请{_again(short)}"
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
                f"请{_again(short)}"
            )

    def _address(self, branch: Branch) -> str:
        if self.way == BY_MAIL:
            if isinstance(branch.email, Unread):
                raise _Unreadable("；".join(map(str, branch.email.problems)))
            return send.checked_address(branch.email)
        return self.order.to or self.desk.settings.sending.folder

    def _still_holding(
        self, branch: Branch, wanted: list[Approved], known: Sequence[Dispatch], address: str
    ) -> list[Dispatch]:
        """Return what a run before has planned and not finished, where it is still just what is to be done."""
        open_, others = still_open(known), _others(known)
        if not open_ or not self._holds(branch, open_, others, address):
            return []
        held = {document for each in open_ for document in each.parcel.documents}
        return open_ if held == set(wanted) else []

    def _as_planned(self, branch: Branch, held: Sequence[Dispatch]) -> list[tuple[Dispatch, Sealed]]:
        """Return plans with their bytes; none where they would not leave bound as they were planned. Raises Changed."""
        found = [(each, self._sealed(branch, each.parcel)) for each in held]
        if any(sealed.parcel.volumes != each.parcel.volumes for each, sealed in found):
            return []
        return [(each, replace(sealed, parcel=each.parcel)) for each, sealed in found]

    def _sealed(self, branch: Branch, each: Parcel) -> Sealed:
        """Return a parcel with its bytes, bound where gongwen.toml says so. Raises Changed."""
        binding = None
        if self.desk.settings.sending.bound:
            waiting = self.outgoing.waiting.get(branch.name, [])
            phases = {each.path: each.phase or WHOLE_COURSE for each in waiting}
            binding = Binding(self.outgoing.short[branch.name], phases, self.desk.settings.body_font)
        return parcel.sealed(each, self.desk.workspace, self.papers, binding)

    def _planned(
        self, branch: Branch, wanted: list[Approved], known: Sequence[Dispatch], address: str
    ) -> list[tuple[Dispatch, Sealed]]:
        """Plan anew. Raises Changed, TooLarge."""
        batch = 1 + max((each.parcel.batch for each in _others(known)), default=0)
        sending = self.desk.settings.sending
        limit = sending.mail.limit_mb * _MEGABYTE if self.way == BY_MAIL else 0
        parcels = parcel.planned(
            self.outgoing.name, branch.name, batch, wanted, workspace=self.desk.workspace, limit=limit
        )
        locked = sending.locked and self.way != BY_FOLDER
        return [
            (
                Dispatch(
                    sealed.parcel,
                    self.way,
                    address,
                    self._identity(branch, sealed.parcel),
                    password=parcel.password() if locked else "",
                ),
                sealed,
            )
            for sealed in (self._sealed(branch, each) for each in parcels)
        ]

    def _identity(self, branch: Branch, each: Parcel) -> str:
        """Return a Message-ID that no dispatch has yet: a campaign may have had this folder's name before."""
        mail, occasion, known = self.desk.settings.sending.mail, self.way, self.delivered.messages
        while (found := send.message_id(each.digest, branch.name, mail, occasion)) in known:
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
                written = self.letter(branch, each, ())
                files += [("邮件正文", text.encode()) for text in (written.subject, written.text, written.html)]
        return files

    def letter(self, branch: Branch, each: Dispatch, files: Sequence[tuple[str, bytes]]) -> Letter:
        """Return the mail that a parcel leaves with."""
        own = {**self.papers.about(each.parcel), "有密码": bool(each.password)}
        text, html = self.papers.words(DELIVERY_MAIL, branch.name, own)
        campaign = self.outgoing.intake.township.campaign
        short, name = campaign.short or campaign.name, self.outgoing.short[branch.name]
        part = f"（{each.parcel.number}/{each.parcel.of}）" if each.parcel.of > 1 else ""
        again = "，重发" if self.delivered.resent(each.parcel) else ""
        subject = f"{short}文件送达（第{each.parcel.batch}批{again}）{part}：{name}"
        if each.password:
            files = ((f"{disk.safe_name(name)}-第{each.parcel.batch}批.zip", parcel.zipped(files, each.password)),)
        return Letter(each.message, each.address, name, subject, text, html, files)

    def stopped(self, branch: Branch, wanted: Sequence[Approved], reason: str) -> ParcelOutcome:
        """Return that nothing leaves for a branch, and why."""
        address = branch.email if isinstance(branch.email, str) and self.way == BY_MAIL else ""
        name = self.outgoing.short[branch.name]
        return ParcelOutcome(self.outgoing.name, name, len(wanted), self.way, address, Fate.FAILED, reason)

    def outcome(self, each: Dispatch, fate: Fate, reason: str = "") -> ParcelOutcome:
        """Return what became of a parcel."""
        return outcome(each, self.outgoing.short, fate, reason)


def _others(known: Sequence[Dispatch]) -> list[Dispatch]:
    """Return the parcels that have come to their end, or may have."""
    open_ = still_open(known)
    return [each for each in known if each not in open_ and not each.reminder]


def _bound(parcel: Parcel) -> str:
    """Say what of a parcel left bound, for 送达登记."""
    listed = "、".join(f"{volume.name}（{len(volume.holds)} 份）" for volume in parcel.volumes)
    return f"装订成卷：{listed}" if listed else ""


class _Unreadable(Exception):  # noqa: N818 - it is the reason why a parcel waits
    """What stands in the cell of the mail address cannot be read as one."""


_BY_FOLDER = guidance.Step(" --way 文件夹", "“设置”里的“文件夹”方式")


def _again(branch: str) -> guidance.Step:
    return guidance.Step(f"运行 gongwen send --again --branch {branch}", "从“文件”里下载，另外发给他们")


def _why(fault: Exception) -> str:
    match fault:
        case _Unreadable():
            return f"{fault}。一格写一个邮箱，请改好、{guidance.UPDATE}，再发；或改用{_BY_FOLDER}"
        case BadAddress() if (count := str(fault).count("@")) > 1:
            return f"邮箱一格里有 {count} 个地址“{fault}”：一包只发给一个邮箱，请在党支部名册里只留收文件的那个"
        case BadAddress():
            return (
                f"邮箱“{fault}”写得不对，请在党支部名册里改正"
                if str(fault)
                else f"党支部名册里没有邮箱，请补上，或改用{_BY_FOLDER}"
            )
        case parcel.TooLarge():
            return (
                f"“{fault}”一份就超过单封上限，请提高{guidance.setting('发送.邮件', '单封上限MB')}，或改用{_BY_FOLDER}"
            )
        case _:
            return f"“{fault}”在批准以后又改过，请重新批准"
