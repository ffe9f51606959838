"""Dispatch: what was approved → parcels → leak check → out to the branches → proof. Safe to run at any moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline import guidance
from pipeline.desk import SENT, Desk, own_folder
from pipeline.dispatch import restored
from pipeline.dispatch.consignment import Consignment, Preview, in_turn
from pipeline.dispatch.delivered import Delivered, delivered
from pipeline.dispatch.outcomes import DispatchReport, ParcelOutcome, SendOrder
from pipeline.dispatch.outgoing import Outgoing, OutgoingMail, gather
from pipeline.dispatch.planning import Planner
from pipeline.dispatch.registers import Registers
from pipeline.dispatch.ways import BY_MAIL, WAYS
from pipeline.errands import answers
from pipeline.ledger import SentBook
from pipeline.model.deeds import Act, Deed
from pipeline.model.errors import SettingsError, UsageError
from pipeline.model.work import Fate
from pipeline.send import Outbox, Papers, Post, mail

_NO_LONGER = (
    "gongwen.toml 的 可点名 不再放行：它会放走这个人的所有材料。现在逐句定：停住时写着编号，"
    "在“发送”里记下（或用 gongwen approve --mention 编号 --by 姓名 --why 理由）；请把 可点名 删掉"
)
_NAMED = 3  # branches that a deed names
PATIENCE = 600.0  # seconds to wait for another run on the same workspace


def dispatch(
    desk: Desk,
    order: SendOrder,
    *,
    on_wait: Callable[[], None] = lambda: None,
    on_progress: Callable[[ParcelOutcome], None] = lambda _: None,
    sleep: Callable[[float], None] = time.sleep,
) -> DispatchReport:
    """Send every approved document that has not been sent yet. Raises PipelineError where nothing can leave at all."""
    way = _ready(desk, order)
    settings = desk.settings.sending.mail
    password = mail.secret(settings.user) if way == BY_MAIL else ""
    with desk.ledger.exclusive(on_wait, PATIENCE):
        office = gather(desk, order.only, order.branch)
        with SentBook(own_folder(desk.workspace) / SENT) as book, Post(settings, password) as post:
            run = _Run(desk, order, way, office, book, carried_out=True)
            outbox = Outbox(book, post, settings, desk.now, sleep)
            restored.begin(desk, book)
            for registers, planner in run.turns():
                before = len(run.report.outcomes)
                try:
                    in_turn(planner, Consignment(desk, planner, outbox).serve, on_progress)
                finally:
                    _note(desk, order, book, planner.outgoing.name, run.report.outcomes[before:])
                    _keep(registers, office, planner.papers, run.report)
        restored.end(desk, order, run.report)
    return run.report


def foresee(
    desk: Desk,
    order: SendOrder,
    *,
    on_wait: Callable[[], None] = lambda: None,
    on_progress: Callable[[ParcelOutcome], None] = lambda _: None,
) -> DispatchReport:
    """Return what `dispatch` would do now; nothing leaves, nothing is written. Raises PipelineError as it would."""
    way = _ready(desk, order)
    with desk.ledger.exclusive(on_wait, PATIENCE):
        office = gather(desk, order.only, order.branch)
        with SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book:
            run = _Run(desk, order, way, office, book)
            for _, planner in run.turns():
                in_turn(planner, Preview(planner).serve, on_progress)
    return run.report


@dataclass(slots=True)
class _Run:
    """What sending and foreseeing have in common: all campaigns, one after the other."""

    desk: Desk
    order: SendOrder
    way: str
    office: OutgoingMail
    book: SentBook
    report: DispatchReport = field(default_factory=DispatchReport)
    carried_out: bool = False

    def turns(self) -> Iterator[tuple[Registers, Planner]]:
        """Take in what is signed in all registers, then yield each campaign's register and what plans its parcels."""
        if self.desk.settings.sending.named_freely:
            self.report.notes.append(_NO_LONGER)
        kept = [Registers(self.desk, outgoing, self.book) for outgoing in self.office.campaigns]
        for registers in kept:
            registers.check()
            self.report.notes += registers.take_in_signatures()
        if self.carried_out:
            restored.begin_unsure(self.desk, self.book)
        unsure = not self.carried_out and bool(restored.unknown(self.desk, self.book))
        secrets = self.office.secrets()
        for registers in kept:
            outgoing, papers = registers.outgoing, papers_of(self.desk, registers.outgoing, registers.book)
            yield (
                registers,
                Planner(
                    self.desk,
                    self.order,
                    self.way,
                    outgoing,
                    self.book,
                    self.report,
                    secrets,
                    papers,
                    self.office.here,
                    unsure,
                ),
            )


def _ready(desk: Desk, order: SendOrder) -> str:
    """Return the way, once it is checked that gongwen.toml says what it needs."""
    sending, way = desk.settings.sending, order.way or desk.settings.sending.way
    if order.again and not order.branch:
        raise UsageError("--again 要和 --branch 一起用：写明再发给哪个党支部")
    if way not in WAYS:
        raise UsageError(f"方式不能是“{way}”，可以是 {'、'.join(WAYS)}")
    if way == BY_MAIL and not (sending.mail.host and sending.mail.sender):
        raise SettingsError(f"还没有写邮件怎么发：请填{guidance.setting('发送.邮件', '主机', '发件人')}")
    if way != BY_MAIL and not (order.to or sending.folder):
        raise SettingsError(
            f"还没有写放到哪个文件夹：请填{guidance.setting('发送.文件夹', '路径')}"
            f"{guidance.Step('，或用 --to 指明', '')}"
        )
    return way


def _note(desk: Desk, order: SendOrder, book: SentBook, campaign: str, outcomes: Sequence[ParcelOutcome]) -> None:
    """Record who has sent, what of it has left or may have."""
    gone = [each for each in outcomes if each.fate in {Fate.SENT, Fate.INTENDED}]
    if gone:
        papers = sum(each.documents for each in gone)
        named = "、".join(dict.fromkeys(each.branch for each in gone[:_NAMED])) + ("等" if len(gone) > _NAMED else "")
        about = f"发送 {len(gone)} 包 {papers} 份：{named}"
        book.deeds.note(Deed(Act.SENT, order.by or desk.person(), desk.time, about, campaign))


def _keep(registers: Registers, office: OutgoingMail, papers: Papers, report: DispatchReport) -> None:
    kept = registers.keep(found_of(registers, office), papers)
    report.registers += [kept.where] if kept.where else []
    report.notes += [kept.note] if kept.note else []
    report.faults += kept.faults


def found_of(registers: Registers, office: OutgoingMail) -> Delivered:
    """Return what the branches of a campaign have by now."""
    return delivered(registers.book, registers.outgoing.name, office.here, registers.outgoing.branches)


def papers_of(desk: Desk, outgoing: Outgoing, book: SentBook) -> Papers:
    """Return the campaign's own papers for its parcels; 回执 carry a code where forms do that come back on paper."""
    papers = Papers(desk.templates, desk.settings.body_font, outgoing.facts)
    returns = next((each.returns for each in desk.ledger.snapshot.campaigns() if each.folder == outgoing.name), {})
    key = book.keys().get(outgoing.name, "")
    if key and any(each.printed for each in returns.values()):
        papers.number = lambda parcel: answers.receipt(key, parcel).number if parcel.documents else ""
    return papers
