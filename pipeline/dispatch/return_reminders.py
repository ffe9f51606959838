"""Remind of returns: each branch of its own papers that it still owes; by mail once a day, else a list to call."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline import guidance, send
from pipeline.desk import SENT, Desk, own_folder
from pipeline.dispatch.outcomes import ParcelOutcome, outcome
from pipeline.dispatch.outgoing import Outgoing, chosen, gather
from pipeline.dispatch.reminders import by_mail, mailable, mailing, not_reminded, to_call, too_soon
from pipeline.dispatch.sending import PATIENCE, papers_of
from pipeline.dispatch.ways import BY_MAIL
from pipeline.errands import answers
from pipeline.ledger import Dispatch, SentBook
from pipeline.model.deeds import Act, Deed, Doer
from pipeline.model.facts import Branch
from pipeline.model.frozen import frozen
from pipeline.model.return_terms import Answered, Expected
from pipeline.model.returned import Answer
from pipeline.model.work import Fate, Parcel, Reminder
from pipeline.send import RETURNS_MAIL, Letter, Outbox, Papers

_GONE = frozenset({Fate.SENT, Fate.INTENDED})  # has left, or may have
_WHAT_CAME = {Answered.BLANK: "（交来的是空白的）", Answered.LACKING: "（交来的缺页）"}
_WAITS = "（交来一份，等着认）"


@frozen
class OwedKind:
    """What a branch owes of a kind: until which day ("" = none was named), whose papers.

    `waiting`: numbers of returns that may be among them, of which nobody has said yet whose they are.
    """

    kind: str
    until: str
    late: bool
    whose: tuple[str, ...]
    waiting: tuple[int, ...] = ()

    @property
    def line(self) -> str:
        """The same on one line."""
        until = f"（{self.until}前交{'，已逾期' if self.late else ''}）" if self.until else ""
        look = guidance.Step("（gongwen returned）", "")
        waiting = f"；请先认编号 {'、'.join(map(str, self.waiting))}{look}" if self.waiting else ""
        return f"{self.kind}{until}：{'、'.join(self.whose)}{waiting}"


@frozen
class Owing:
    """A branch that owes papers, whom to call there, and what it owes, by name."""

    campaign: str
    branch: str  # its short name
    contact: str
    phone: str
    kinds: tuple[OwedKind, ...]

    @property
    def owed(self) -> list[str]:
        """A line a kind."""
        return [each.line for each in self.kinds]


@dataclass(slots=True)
class ReturnsReminded:
    """Who was reminded by mail (or would be), whom somebody must call, what each of them owes."""

    outcomes: list[ParcelOutcome] = field(default_factory=list)
    mailed: list[Owing] = field(default_factory=list)
    calls: list[Owing] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def remind_returns(
    desk: Desk,
    *,
    only: str = "",
    branch: str = "",
    again: bool = False,
    who: Doer | None = None,
    sleep: Callable[[float], None] = time.sleep,
    on_wait: Callable[[], None] = lambda: None,
) -> ReturnsReminded:
    """Remind every branch that owes something, those reminded today only `again`.

    Raises PipelineError where no mail can leave at all.
    """
    report = ReturnsReminded()
    with mailing(desk, sleep, on_wait) as (book, outbox):
        office = gather(desk, only, branch, apart=True)
        report.notes += not_reminded(book, office)
        for outgoing in office.campaigns:
            before = len(report.outcomes)
            turn = _Turn(desk, outgoing, book, report, branch, again=again, papers=papers_of(desk, outgoing, book))
            turn.carry_out(outbox)
            if count := sum(not each.before for each in report.outcomes[before:]):
                about = f"催交 {count} 个支部"
                book.deeds.note(Deed(Act.REMINDED, who or desk.person(), desk.time, about, outgoing.name))
    return report


def foresee_return_reminders(
    desk: Desk, *, only: str = "", branch: str = "", again: bool = False, on_wait: Callable[[], None] = lambda: None
) -> ReturnsReminded:
    """Return what `remind_returns` would do now; no mail leaves, nothing is written."""
    report = ReturnsReminded()
    with (
        desk.ledger.exclusive(on_wait, PATIENCE),
        SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book,
    ):
        office = gather(desk, only, branch, apart=True)
        report.notes += not_reminded(book, office)
        for outgoing in office.campaigns:
            turn = _Turn(desk, outgoing, book, report, branch, again=again, papers=papers_of(desk, outgoing, book))
            turn.carry_out(None)
    return report


@frozen
class _Turn:
    """One campaign's turn."""

    desk: Desk
    outgoing: Outgoing
    book: SentBook
    report: ReturnsReminded
    meant: str  # the only branch, "" for all
    again: bool
    papers: Papers

    def carry_out(self, outbox: Outbox | None) -> None:
        """Remind each branch; without an outbox only say what would be done."""
        one = {
            kind
            for each in self.desk.ledger.snapshot.campaigns()
            if each.folder == self.outgoing.name
            for kind, terms in each.returns.items()
            if terms.expected is Expected.ONE
        }
        owed: dict[str, list[Answer]] = {}
        stand = answers.outstanding(self.desk, self.outgoing.name)
        waiting: dict[str, list[int]] = {}
        for came in stand.waiting:
            if came.paper is not None:
                waiting.setdefault(came.paper.document, []).append(came.number)
        for each in stand.answers:
            before = {known.paper.kind for known in owed.get(each.paper.branch, ())}
            if each.state.missing and not (each.paper.kind in one and each.paper.kind in before):
                owed.setdefault(each.paper.branch, []).append(each)
        meant = chosen(self.outgoing, self.meant)
        for name, papers in owed.items():
            if self.meant and name not in meant:
                continue
            branch = self.outgoing.branches.get(name)
            if branch is None:
                self.report.notes.append(f"“{name}”现在不在党支部名册里，没有催：还欠 {len(papers)} 份")
            else:
                self._branch(branch, papers, _kinds(papers, one, waiting), outbox)

    def _branch(
        self, branch: Branch, papers: Sequence[Answer], kinds: tuple[OwedKind, ...], outbox: Outbox | None
    ) -> None:
        owing = Owing(self.outgoing.name, self.outgoing.short[branch.name], *to_call(branch), kinds)
        address = mailable(branch) if by_mail(self.desk) else ""
        if not address:
            self.report.calls.append(owing)
            return
        self.report.mailed.append(owing)
        self.report.outcomes.append(self._mailed(branch, address, owing, papers, outbox))

    def _mailed(
        self, branch: Branch, address: str, owing: Owing, papers: Sequence[Answer], outbox: Outbox | None
    ) -> ParcelOutcome:
        known = [
            each
            for each in self.book.dispatches(self.outgoing.name)
            if each.parcel.branch == branch.name and each.reminder is Reminder.RETURNS
        ]
        last = known[-1] if known else None
        if last and last.fate in _GONE and not self.again and (why := too_soon(self.desk, last)):
            return replace(self._outcome(last, last.fate, why), before=True)
        due = self._reminder(branch, address, papers, sum(each.fate in _GONE for each in known) + 1)
        if outbox is None:
            return self._outcome(due, due.fate)
        self.book.drop(each for each in known if each.fate not in _GONE)  # planned, certainly not left
        (each,) = self.book.plan([due])
        return self._outcome(each, *outbox.send(each, self._letter(branch, each, owing, len(papers))))

    def _outcome(self, each: Dispatch, fate: Fate, reason: str = "") -> ParcelOutcome:
        return outcome(each, self.outgoing.short, fate, reason)

    def _reminder(self, branch: Branch, address: str, papers: Sequence[Answer], count: int) -> Dispatch:
        digest = hashlib.sha256("\n".join(each.paper.document for each in papers).encode()).hexdigest()
        message = send.message_id(digest, branch.name, self.desk.settings.sending.mail, f"催交 第{count}次")
        empty = Parcel(self.outgoing.name, branch.name, count, 1, 1, (), digest)
        return Dispatch(empty, BY_MAIL, address, message, reminder=Reminder.RETURNS)

    def _letter(self, branch: Branch, each: Dispatch, owing: Owing, count: int) -> Letter:
        own = {
            "份数": count,
            "欠们": [
                {"文种": e.kind, "截止": e.until, "逾期": e.late, "谁的": "、".join(e.whose)} for e in owing.kinds
            ],
        }
        text, page = self.papers.words(RETURNS_MAIL, branch.name, own)
        campaign = self.outgoing.intake.township.campaign
        subject = f"请交回{campaign.short or campaign.name}的表：{owing.branch}"
        return Letter(each.message, each.address, owing.branch, subject, text, page)


def _kinds(
    papers: Iterable[Answer], one: Collection[str], waiting: Mapping[str, Sequence[int]]
) -> tuple[OwedKind, ...]:
    """Return what is owed by kind: whose papers, until when, which came blank; of `one` any paper will do.

    `waiting`: by document, the numbers of returns that may be it and wait for a person.
    """
    kinds: dict[tuple[str, str, bool], list[tuple[str, Sequence[int]]]] = {}
    for each in papers:
        name = "交一份就行" if each.paper.kind in one else each.paper.member or "支部的一份"
        numbers = waiting.get(each.paper.document, ())
        name += _WAITS if numbers else _WHAT_CAME.get(each.state, "")
        kinds.setdefault((each.paper.kind, each.due, each.state is Answered.LATE), []).append((name, numbers))
    found = []
    for (kind, due, late), owed in kinds.items():
        day = dt.date.fromisoformat(due) if due else None
        until = f"{day.year}年{day.month}月{day.day}日" if day else ""
        names = tuple(name for name, _ in owed)
        found.append(OwedKind(kind, until, late, names, tuple(number for _, each in owed for number in each)))
    return tuple(found)
