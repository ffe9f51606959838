"""Remind: to each branch that was sent something and has not signed; by mail once a day, else a list to call."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.batch.consignment import BY_MAIL, Outcome, outcome
from pipeline.batch.dispatch import PATIENCE, keep_proof, papers_of
from pipeline.batch.outgoing import Outgoing, gather
from pipeline.desk import SENT, Desk, own_folder
from pipeline.ledger import Dispatch, SentBook
from pipeline.model.facts import Branch
from pipeline.model.work import Fate, Parcel
from pipeline.send import letter, mail
from pipeline.send.letter import Letter
from pipeline.send.mail import Post
from pipeline.send.outbox import Outbox
from pipeline.send.papers import REMINDER, Papers


@dataclass(slots=True)
class RemindReport:
    """Who was reminded by mail, and whom somebody must call: (campaign, branch, contact, telephone)."""

    outcomes: list[Outcome] = field(default_factory=list)
    calls: list[tuple[str, str, str, str]] = field(default_factory=list)


def remind(
    desk: Desk,
    *,
    only: str = "",
    dry: bool = False,
    sleep: Callable[[float], None] = time.sleep,
    on_wait: Callable[[], None] = lambda: None,
) -> RemindReport:
    """Remind everybody who has not signed. Raises PipelineError where no mail can leave at all."""
    report = RemindReport()
    settings = desk.settings.sending.mail
    by_mail = desk.settings.sending.way == BY_MAIL and bool(settings.host)
    password = mail.secret(settings.user) if by_mail and not dry else ""
    with (
        desk.ledger.exclusive(on_wait, PATIENCE),
        SentBook(own_folder(desk.workspace) / SENT, dry=dry) as book,
        Post(settings, password) as post,
    ):
        outbox = Outbox(book, post, settings, desk.now, sleep)
        for outgoing in gather(desk, only).campaigns:
            turn = _Turn(desk, outgoing, outbox, papers_of(desk, outgoing), dry=dry)
            for branch, sent in _unsigned(outgoing, book):
                address = _mailable(branch) if by_mail else ""
                if address:
                    report.outcomes.append(turn.remind(branch, sent, address))
                else:
                    report.calls.append((outgoing.name, outgoing.short[branch.name], *_to_call(branch)))
            if not dry:
                keep_proof(desk, outgoing, book, turn.papers)
    return report


@dataclass(frozen=True, slots=True)
class _Turn:
    """One campaign's turn."""

    desk: Desk
    outgoing: Outgoing
    outbox: Outbox
    papers: Papers
    dry: bool

    def remind(self, branch: Branch, sent: Sequence[Dispatch], address: str) -> Outcome:
        """Send one reminder, unless this day's has left or may have."""
        each = _reminder(self.desk, branch, sent, address)
        known = [d for d in self.outbox.book.dispatches(self.outgoing.name) if d.message == each.message]
        each = known[0] if known else each
        if self.dry or each.fate in {Fate.SENT, Fate.INTENDED}:
            return outcome(each, self.outgoing, each.fate, "今天已经催过" if known else "")
        if not known:
            (each,) = self.outbox.book.plan([each])
        return outcome(each, self.outgoing, *self.outbox.send(each, self._letter(branch, sent, each)))

    def _letter(self, branch: Branch, sent: Sequence[Dispatch], each: Dispatch) -> Letter:
        first = sent[0].at
        day = f"{int(first[:4])}年{int(first[5:7])}月{int(first[8:10])}日"
        own = {"份数": sum(len(d.parcel.documents) for d in sent), "送出日期": day, "批次": each.parcel.batch}
        text, html = self.papers.words(REMINDER, branch.name, own)
        campaign, name = self.outgoing.intake.township.campaign, self.outgoing.short[branch.name]
        subject = f"请交回{campaign.short or campaign.name}文件送达回执：{name}"
        return Letter(each.message, each.address, name, subject, text, html)


def _unsigned(outgoing: Outgoing, book: SentBook) -> list[tuple[Branch, list[Dispatch]]]:
    signed = book.signatures(outgoing.name)
    sent: dict[str, list[Dispatch]] = {}
    for each in book.dispatches(outgoing.name):
        if each.fate is Fate.SENT and not each.reminder and each.parcel.branch not in signed:
            sent.setdefault(each.parcel.branch, []).append(each)
    return [(outgoing.branches[name], listed) for name, listed in sent.items() if name in outgoing.branches]


def _mailable(branch: Branch) -> str:
    try:
        return letter.checked(branch.email)
    except letter.BadAddress:
        return ""


def _to_call(branch: Branch) -> tuple[str, str]:
    who = [text for text in (branch.contact, branch.secretary) if isinstance(text, str) and text]
    return (who[0] if who else ""), (branch.phone if isinstance(branch.phone, str) else "")


def _reminder(desk: Desk, branch: Branch, sent: Sequence[Dispatch], address: str) -> Dispatch:
    last = sent[-1].parcel
    message = letter.identity(last.digest, branch.name, desk.settings.sending.mail, f"催办 {desk.now():%Y-%m-%d}")
    empty = Parcel(last.campaign, last.branch, last.batch, 1, 1, (), last.digest)
    return Dispatch(empty, BY_MAIL, address, message, reminder=True)
