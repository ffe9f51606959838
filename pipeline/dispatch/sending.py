"""Dispatch: what was approved → parcels → leak check → out to the branches → proof. Safe to run at any moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from pipeline.desk import SENT, Desk, own_folder
from pipeline.dispatch.consignment import DispatchReport, ParcelOutcome, SendOrder, Turn
from pipeline.dispatch.delivered import Delivered, delivered
from pipeline.dispatch.outgoing import Outgoing, OutgoingMail, gather
from pipeline.dispatch.registers import Registers
from pipeline.dispatch.ways import BY_MAIL, WAYS
from pipeline.ledger import SentBook
from pipeline.model.deeds import Act, Deed
from pipeline.model.errors import SettingsError, UsageError
from pipeline.model.work import Fate
from pipeline.send import mail
from pipeline.send.mail import Post
from pipeline.send.outbox import Outbox
from pipeline.send.papers import Papers

_NO_LONGER = (
    "gongwen.toml 的 可点名 不再放行：它会放走这个人的所有材料。现在逐句定：停住时写着编号，"
    "用 gongwen approve --mention 编号 --by 姓名 --why 理由；请把 可点名 删掉"
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
    way = order.way or desk.settings.sending.way
    password = _ready(desk, order, way)
    report = DispatchReport(notes=[_NO_LONGER] if desk.settings.sending.named_freely else [])
    settings = desk.settings.sending.mail
    with desk.ledger.exclusive(on_wait, PATIENCE):
        office = gather(desk, order.only, order.branch)
        with (
            SentBook(own_folder(desk.workspace) / SENT, read_only=order.dry) as book,
            Post(settings, password) as post,
        ):
            kept = {outgoing.name: Registers(desk, outgoing, book) for outgoing in office.campaigns}
            for registers in kept.values():
                registers.check()
                report.notes += registers.take_in_signatures()
            outbox = Outbox(book, post, settings, desk.now, sleep)
            secrets = office.secrets()
            for outgoing in office.campaigns:
                papers = papers_of(desk, outgoing)
                turn = Turn(desk, order, way, outgoing, book, outbox, report, on_progress, secrets, papers, office.here)
                before = len(report.outcomes)
                try:
                    turn.run()
                finally:
                    if not order.dry:
                        _note(desk, order, book, outgoing.name, report.outcomes[before:])
                        _keep(kept[outgoing.name], office, papers, report)
    return report


def _ready(desk: Desk, order: SendOrder, way: str) -> str:
    """Check that gongwen.toml says what this way needs; return the mail password."""
    sending = desk.settings.sending
    if order.again and not order.branch:
        raise UsageError("--again 要和 --branch 一起用：写明再发给哪个党支部")
    if way not in WAYS:
        raise UsageError(f"方式不能是“{way}”，可以是 {'、'.join(WAYS)}")
    if way == BY_MAIL:
        if not sending.mail.host or not sending.mail.sender:
            raise SettingsError("还没有写邮件怎么发：请在 gongwen.toml 的 [发送.邮件] 里写上 主机 和 发件人")
        return "" if order.dry else mail.secret(sending.mail.user)
    if not (order.to or sending.folder):
        raise SettingsError("还没有写放到哪个文件夹：请在 gongwen.toml 的 [发送.文件夹] 里写上 路径，或用 --to 指明")
    return ""


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


def papers_of(desk: Desk, outgoing: Outgoing) -> Papers:
    """Return the campaign's own papers for its parcels."""
    return Papers(desk.templates, desk.settings.body_font, outgoing.facts)
