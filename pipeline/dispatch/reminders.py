"""Remind: to each branch that was sent something and has not signed; by mail once a day, else a list to call."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline import guidance, send
from pipeline.desk import SENT, Desk, own_folder
from pipeline.dispatch.delivered import Delivered
from pipeline.dispatch.outcomes import ParcelOutcome, outcome
from pipeline.dispatch.outgoing import Outgoing, OutgoingMail, chosen, gather
from pipeline.dispatch.registers import Registers
from pipeline.dispatch.sending import PATIENCE, found_of, papers_of
from pipeline.dispatch.ways import BY_MAIL
from pipeline.ledger import Dispatch, SentBook
from pipeline.model.deeds import Act, Deed, Doer
from pipeline.model.facts import Branch
from pipeline.model.frozen import frozen
from pipeline.model.work import Fate, Parcel, Reminder
from pipeline.send import REMINDER_MAIL, BadAddress, Letter, Outbox, Papers, Post, mail

_GONE = frozenset({Fate.SENT, Fate.INTENDED})  # has left, or may have


@dataclass(slots=True)
class RemindReport:
    """Who was reminded by mail, and whom somebody must call: (campaign, branch, contact, telephone)."""

    outcomes: list[ParcelOutcome] = field(default_factory=list)
    calls: list[tuple[str, str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def remind(
    desk: Desk,
    *,
    only: str = "",
    branch: str = "",
    again: bool = False,
    who: Doer | None = None,
    sleep: Callable[[float], None] = time.sleep,
    on_wait: Callable[[], None] = lambda: None,
) -> RemindReport:
    """Remind everybody who has not signed, those reminded today only `again`.

    Raises PipelineError where no mail can leave at all.
    """
    report = RemindReport()
    with mailing(desk, sleep, on_wait) as (book, outbox):
        office = gather(desk, only, branch, apart=True)
        for registers in _registers(desk, office, book, report):
            turn = _Turn(desk, registers.outgoing, branch, again=again)
            papers = papers_of(desk, registers.outgoing, registers.book)
            made = [turn.carry_out(due, outbox, papers) for due in turn.plan(found_of(registers, office), report)]
            report.outcomes += made
            if reminded := sum(not each.before for each in made):
                about, campaign = f"催办 {reminded} 个支部", registers.outgoing.name
                book.deeds.note(Deed(Act.REMINDED, who or desk.person(), desk.time, about, campaign))
            proof = registers.keep(found_of(registers, office), papers)
            report.notes += [each for each in (proof.note, *proof.faults) if each]
    return report


@contextlib.contextmanager
def mailing(
    desk: Desk, sleep: Callable[[float], None], on_wait: Callable[[], None]
) -> Iterator[tuple[SentBook, Outbox]]:
    """Yield sent.db and the way out for reminders; nobody else sends. Raises PipelineError where no mail can leave."""
    settings = desk.settings.sending.mail
    password = mail.secret(settings.user) if by_mail(desk) else ""
    with (
        desk.ledger.exclusive(on_wait, PATIENCE),
        SentBook(own_folder(desk.workspace) / SENT) as book,
        Post(settings, password) as post,
    ):
        yield book, Outbox(book, post, settings, desk.now, sleep)


def foresee_reminders(
    desk: Desk, *, only: str = "", branch: str = "", again: bool = False, on_wait: Callable[[], None] = lambda: None
) -> RemindReport:
    """Return what `remind` would do now; no mail leaves, nothing is written."""
    report = RemindReport()
    with (
        desk.ledger.exclusive(on_wait, PATIENCE),
        SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book,
    ):
        office = gather(desk, only, branch, apart=True)
        for registers in _registers(desk, office, book, report):
            turn = _Turn(desk, registers.outgoing, branch, again=again)
            report.outcomes += [turn.told(due) for due in turn.plan(found_of(registers, office), report)]
    return report


def by_mail(desk: Desk) -> bool:
    """Whether the office sends by mail."""
    return desk.settings.sending.way == BY_MAIL and bool(desk.settings.sending.mail.host)


def _registers(desk: Desk, office: OutgoingMail, book: SentBook, report: RemindReport) -> list[Registers]:
    """Return the register of each campaign, once all that is signed in them is taken in."""
    kept = [Registers(desk, outgoing, book) for outgoing in office.campaigns]
    report.notes += not_reminded(book, office)
    for registers in kept:
        registers.check()
        report.notes += registers.take_in_signatures()
    return kept


def not_reminded(book: SentBook, office: OutgoingMail) -> list[str]:
    """Return what is said of campaigns that stand aside and of which something has been sent."""
    left = {name for name in office.aside if any(each.fate is Fate.SENT for each in book.dispatches(name))}
    return [f"“{name}”这次没有催：{office.aside[name]}" for name in sorted(left)]


@frozen
class _Due:
    """A branch that can be reminded by mail: the reminder, or the last one and why no other leaves yet."""

    branch: Branch
    known: Sequence[Dispatch]
    unsigned: Sequence[Dispatch]
    reminder: Dispatch
    too_soon: str = ""


@frozen
class _Turn:
    """One campaign's turn."""

    desk: Desk
    outgoing: Outgoing
    meant: str  # the only branch, "" for all
    again: bool

    def plan(self, found: Delivered, report: RemindReport) -> list[_Due]:
        """Return whom to remind by mail; report whom somebody must call."""
        due = []
        meant = chosen(self.outgoing, self.meant)
        for name, known in found.by_branch.items():
            branch, unsigned = self.outgoing.branches[name], found.unsigned(name)
            if not unsigned or name not in meant:
                continue
            if address := mailable(branch) if by_mail(self.desk) else "":
                due.append(self._due(branch, known, unsigned, address))
            else:
                report.calls.append((self.outgoing.name, self.outgoing.short[branch.name], *to_call(branch)))
        return due

    def _due(self, branch: Branch, known: Sequence[Dispatch], unsigned: Sequence[Dispatch], address: str) -> _Due:
        """Return one reminder, unless one has left today or may have. Which one it is, is counted: clocks go wrong."""
        before = [each for each in known if each.reminder is Reminder.RECEIPT]
        last = before[-1] if before else None
        if last and last.fate in _GONE and not self.again and (why := too_soon(self.desk, last)):
            return _Due(branch, known, unsigned, last, why)
        count = sum(each.fate in _GONE for each in before) + 1
        reminder = _reminder(self.desk, self.outgoing.name, branch, unsigned[-1].parcel, address, count)
        return _Due(branch, known, unsigned, reminder)

    def told(self, due: _Due) -> ParcelOutcome:
        """Return what would become of a reminder."""
        found = self._outcome(due.reminder, due.reminder.fate, due.too_soon)
        return replace(found, before=bool(due.too_soon))

    def carry_out(self, due: _Due, outbox: Outbox, papers: Papers) -> ParcelOutcome:
        """Send a reminder."""
        if due.too_soon:
            return self.told(due)
        outbox.book.drop(e for e in due.known if e.reminder is Reminder.RECEIPT and e.fate not in _GONE)  # planned only
        (each,) = outbox.book.plan([due.reminder])
        return self._outcome(each, *outbox.send(each, self._letter(due, each, papers)))

    def _outcome(self, each: Dispatch, fate: Fate, reason: str = "") -> ParcelOutcome:
        return outcome(each, self.outgoing.short, fate, reason)

    def _letter(self, due: _Due, each: Dispatch, papers: Papers) -> Letter:
        branch, first = due.branch, due.unsigned[0].at
        day = f"{int(first[:4])}年{int(first[5:7])}月{int(first[8:10])}日"
        own = {"份数": sum(len(d.parcel.documents) for d in due.unsigned), "送出日期": day, "批次": each.parcel.batch}
        text, html = papers.words(REMINDER_MAIL, branch.name, own)
        campaign, name = self.outgoing.intake.township.campaign, self.outgoing.short[branch.name]
        subject = f"请交回{campaign.short or campaign.name}文件送达回执：{name}"
        return Letter(each.message, each.address, name, subject, text, html)


_ONCE_MORE = guidance.Step("要再催，请加 --again", "明天可以再催，急的请打电话")


def too_soon(desk: Desk, last: Dispatch) -> str:
    """Return why not even a day has passed since the last reminder, "" if one has."""
    today, then = f"{desk.now():%Y-%m-%d}", last.at[:10]
    if today == then:
        return f"今天已经催过。{_ONCE_MORE}"
    return f"上次催办记的是 {then}，比电脑的今天还晚：请核对电脑的日期。{_ONCE_MORE}" if today < then else ""


def mailable(branch: Branch) -> str:
    """Return a branch's address, "" where it has none that can be used."""
    try:
        return send.checked_address(branch.email)
    except BadAddress:
        return ""


def to_call(branch: Branch) -> tuple[str, str]:
    """Return whom to ask for in a branch, and the telephone."""
    who = [text for text in (branch.contact, branch.secretary) if isinstance(text, str) and text]
    return (who[0] if who else ""), (branch.phone if isinstance(branch.phone, str) else "")


def _reminder(desk: Desk, campaign: str, branch: Branch, last: Parcel, address: str, count: int) -> Dispatch:
    message = send.message_id(last.digest, branch.name, desk.settings.sending.mail, f"催办 第{count}次")
    empty = Parcel(campaign, branch.name, last.batch, 1, 1, (), last.digest)
    return Dispatch(empty, BY_MAIL, address, message, reminder=Reminder.RECEIPT)
