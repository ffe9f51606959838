"""What a person says afterwards: whether a doubtful mail arrived, that a receipt is signed. And what was sent."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline import inbox, send
from pipeline.desk import SENT, Desk, own_folder
from pipeline.dispatch.delivered import Delivered
from pipeline.dispatch.outcomes import ParcelOutcome, outcome
from pipeline.dispatch.outgoing import chosen, gather
from pipeline.dispatch.registers import Registers
from pipeline.dispatch.reminders import to_call
from pipeline.dispatch.sending import PATIENCE, found_of, papers_of
from pipeline.dispatch.ways import BY_MAIL
from pipeline.ledger import Dispatch, SentBook, Signature
from pipeline.model.deeds import Act, Deed, Doer
from pipeline.model.errors import NotReadyError, UsageError
from pipeline.model.frozen import frozen
from pipeline.model.work import Fate, Receipt

Answer = Callable[[ParcelOutcome], bool | None]
"""Asks a person whether a parcel has arrived; None leaves it doubtful."""
Short = Mapping[str, Mapping[str, str]]
"""The short names of branches, by campaign and full name."""


# --- doubtful ones ------------------------------------------------------------------------------------------------


@frozen
class Doubtful:
    """A parcel of which nobody knows whether it has arrived, and whom to ask."""

    number: int
    outcome: ParcelOutcome
    at: str  # ISO time
    contact: str = ""
    phone: str = ""


def doubtful(desk: Desk) -> list[Doubtful]:
    """Return what a person has to ask about, the oldest first. Writes nothing.

    Contact and telephone are those of the branch as its roster has them now, "" where it has none or is gone.
    """
    with SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book:
        found = [each for each in book.everything() if each.fate is Fate.INTENDED]
    if not found:
        return []
    intakes = inbox.read_inputs(desk.workspace, desk.memory).campaigns
    branches = {
        (intake.township.campaign.folder, branch.name): branch
        for intake in intakes
        for branch in intake.township.branches
    }
    listed = []
    for each in found:
        branch = branches.get((each.parcel.campaign, each.parcel.branch))
        names = {branch.name: branch.short or branch.name} if branch else {}
        told = outcome(each, names, Fate.INTENDED, each.answer)
        contact, phone = to_call(branch) if branch else ("", "")
        listed.append(Doubtful(each.number, told, each.at, contact, phone))
    return listed


def settle_one(
    desk: Desk,
    number: int,
    *,
    arrived: bool,
    who: Doer | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> ParcelOutcome:
    """Settle one doubtful parcel by a person's word. Raises NotReadyError where it is not doubtful any more.

    What is being sent is waited for. 送达登记 says so too where outputs/ is up to date, else at the next sending.
    """
    with desk.ledger.exclusive(on_wait, PATIENCE), SentBook(own_folder(desk.workspace) / SENT) as book:
        each = next((each for each in book.everything() if each.number == number), None)
        if each is None or each.fate is not Fate.INTENDED:
            raise NotReadyError("这一包已经核实过了，请看最新的情况")
        settled = _settled(desk, {}, book, each, lambda _: arrived, seen=False, who=who or desk.person())
        with contextlib.suppress(NotReadyError, UsageError):
            office = gather(desk, each.parcel.campaign)
            for outgoing in office.campaigns:
                registers = Registers(desk, outgoing, book)
                registers.keep(found_of(registers, office), papers_of(desk, outgoing, book))
    return settled


def settle(
    desk: Desk,
    ask: Answer,
    *,
    only: str = "",
    who: Doer | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> list[ParcelOutcome]:
    """Settle every doubtful dispatch: by the mailbox where one is set up, else by a person's word.

    What another run is just sending is not doubtful: it is waited for. The questions hold nobody up. Branches and
    campaigns that are gone are asked for too: nothing stays doubtful for ever.

    Where sent.db lacks what 送达登记.xlsx says was sent, it is first taken over, each as doubtful.
    """
    with SentBook(own_folder(desk.workspace) / SENT) as book:
        with desk.ledger.exclusive(on_wait, PATIENCE):
            office = gather(desk, only, apart=True)
            kept = [Registers(desk, outgoing, book) for outgoing in office.campaigns]
            for registers in kept:
                registers.take_over()
                registers.take_in_signatures()
            short = {each.name: each.short for each in office.campaigns}
            doubtful = [
                each
                for each in book.everything()
                if each.fate is Fate.INTENDED and (not only or each.parcel.campaign == only)
            ]
        copies = send.copies_in_mailbox(
            desk.settings.sending, [each.message for each in doubtful if each.way == BY_MAIL]
        )
        settled = [
            _settled(desk, short, book, each, ask, seen=each.message in copies, who=who or desk.person())
            for each in doubtful
        ]
        with desk.ledger.exclusive(on_wait, PATIENCE):
            for registers in kept:
                registers.keep(found_of(registers, office), papers_of(desk, registers.outgoing, registers.book))
    return settled


def _settled(
    desk: Desk, short: Short, book: SentBook, each: Dispatch, ask: Answer, *, seen: bool, who: Doer
) -> ParcelOutcome:
    now = desk.time
    names = short.get(each.parcel.campaign, {})
    arrived = True if seen else ask(outcome(each, names, Fate.INTENDED, each.answer))
    if arrived is None:
        return outcome(each, names, Fate.INTENDED, "仍然存疑")
    if arrived:
        said = "在发件邮箱里查到" if seen else "人工确认已送到"
        with book.together():
            book.receive(each.number, Receipt(each.parcel.digest, each.way, each.address, now, said))
            book.deeds.note(Deed(Act.SETTLED, who, now, f"{each.parcel.branch}：{said}", each.parcel.campaign))
        return outcome(each, names, Fate.SENT, said)
    said = "人工确认没有送到，下次发送时再发"
    with book.together():
        book.fail(each.number, now, said)
        book.deeds.note(Deed(Act.SETTLED, who, now, f"{each.parcel.branch}：{said}", each.parcel.campaign))
    return outcome(each, names, Fate.FAILED, said)


# --- signed receipts ----------------------------------------------------------------------------------------------


@frozen
class Signing:
    """That somebody has signed, or (undo) that nobody has; no day = today."""

    branch: str
    who: str = ""
    day: dt.date | None = None
    undo: bool = False


@dataclass(slots=True)
class Signed:
    """The campaigns in which something was recorded; else why nothing was, and whether a person did not want it."""

    changed: list[str] = field(default_factory=list)
    reason: str = ""
    refused: bool = False
    notes: list[str] = field(default_factory=list)  # of campaigns whose receipts could not be looked at


def sign(
    desk: Desk,
    order: Signing,
    replace_: Callable[[Signature], bool],
    *,
    only: str = "",
    by: Doer | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> Signed:
    """Record that a branch's 送达回执 came back signed, or undo it. Raises UsageError.

    `by`: who records it. `replace_` is asked before another signature is replaced.
    """
    now = desk.now()
    day = order.day or now.date()
    if day > now.date():
        raise UsageError(f"签收日期 {day} 还没有到，请核对")
    done, anything = Signed(), False
    with desk.ledger.exclusive(on_wait, PATIENCE), SentBook(own_folder(desk.workspace) / SENT) as book:
        office = gather(desk, only, order.branch, apart=True)
        for outgoing in office.campaigns:
            registers = Registers(desk, outgoing, book)
            registers.check()
            registers.take_in_signatures()
            found = found_of(registers, office)
            for name in chosen(outgoing, order.branch):
                if found.sent(name):
                    anything = True
                    turn = _Receipts(book, outgoing.name, name, found, done)
                    with book.together():
                        at = f"{now:%Y-%m-%dT%H:%M:%S}"
                        batches = turn.undo() if order.undo else turn.sign(order.who, day.isoformat(), at, replace_)
                        if batches:
                            act = Act.UNSIGNED if order.undo else Act.SIGNED
                            said = "不再登记为已签收" if order.undo else f"由 {order.who} 签收，{day.isoformat()}"
                            about = f"{name}：{said}（第{'、'.join(map(str, batches))}批）"
                            book.deeds.note(Deed(act, by or desk.person(), desk.time, about, outgoing.name))
            registers.keep(found_of(registers, office), papers_of(desk, outgoing, book))
        waits = [why for name, why in office.aside.items() if _has_received(book, name, order.branch)]
        if waits and not anything:
            raise NotReadyError(waits[0])
    done.notes += [f"{why}。那以前，它的回执没有登记" for why in waits]
    if not anything:
        raise UsageError(f"还没有给“{order.branch}”送出过文件，没有回执可登记")
    return done


def _has_received(book: SentBook, campaign: str, branch: str) -> bool:
    """Whether a branch was sent something of a campaign, by the names that stand on record."""
    parcels = (each.parcel for each in book.dispatches(campaign) if each.fate is Fate.SENT and not each.reminder)
    return any(branch in {parcel.branch, *(d.document.split("/")[-2] for d in parcel.documents)} for parcel in parcels)


@frozen
class _Receipts:
    """One branch's turn in a campaign: who signs, signs for all that it has and nobody has signed for yet."""

    book: SentBook
    campaign: str
    branch: str
    found: Delivered
    done: Signed

    def sign(self, who: str, day: str, at: str, replace_: Callable[[Signature], bool]) -> list[int]:
        """Record a signature; return the batches that it is of. Where all are signed for, the last is meant."""
        parcels = {(each.parcel.batch, each.parcel.number) for each in self.found.unsigned(self.branch)}
        if not parcels:
            before = self._last()
            if (before[0].who, before[0].day) == (who, day):
                self.done.reason = "已经这样登记过"
                return []
            if not replace_(before[0]):
                self.done.reason, self.done.refused = f"登记的仍是 {before[0].who} {before[0].day}", True
                return []
            self._forget(before)
            parcels = {(each.batch, each.part) for each in before}
        for batch, part in sorted(parcels):
            self.book.sign(self.campaign, Signature(self.branch, batch, part, who, day, at))
        self.done.changed.append(self.campaign)
        return sorted({batch for batch, _ in parcels})

    def undo(self) -> list[int]:
        """Take back what was recorded last; return the batches that it was of."""
        batches = self._forget(self._last())
        if batches:
            self.done.changed.append(self.campaign)
        else:
            self.done.reason = "没有登记过签收"
        return batches

    def _last(self) -> list[Signature]:
        """Return the signature that was recorded last, once for each parcel that it is of."""
        known = self.found.signed(self.branch)
        return [each for each in known if (each.who, each.day, each.at) == (known[-1].who, known[-1].day, known[-1].at)]

    def _forget(self, signatures: Sequence[Signature]) -> list[int]:
        for each in signatures:
            self.book.unsign(self.campaign, each)
        return sorted({each.batch for each in signatures})


# --- for status ---------------------------------------------------------------------------------------------------


def passwords(desk: Desk) -> list[tuple[str, str, str]]:
    """Return branch, address and password of every locked parcel that has left."""
    with SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book:
        listed = [each for campaign in book.campaigns() for each in book.dispatches(campaign)]
    return [(e.parcel.branch, e.address, e.password) for e in listed if e.password and e.fate is Fate.SENT]
