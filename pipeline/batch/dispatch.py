"""Dispatch: what was approved → parcels → leak check → out to the branches → proof. Safe to run at any moment."""

from __future__ import annotations

import time
from collections.abc import Callable

from pipeline.batch.consignment import BY_MAIL, WAYS, DispatchReport, Order, Outcome, Turn
from pipeline.batch.outgoing import Outgoing, gather
from pipeline.desk import SENT, Desk, own_folder
from pipeline.ledger import SentBook
from pipeline.model.errors import NotReadyError, SettingsError, UsageError
from pipeline.send import mail, proof
from pipeline.send.mail import Post
from pipeline.send.outbox import Outbox
from pipeline.send.papers import Papers

PATIENCE = 600.0  # seconds to wait for another run on the same workspace
_LOST = (
    "送达记录 sent.db 不见了，而“{name}”已有 送达登记.xlsx：不知道哪些已经送出，所以没有发。"
    "有备份请放回 outputs/.gongwen/sent.db；没有的请运行 gongwen send --settle，按登记表逐个核实"
)


def dispatch(
    desk: Desk,
    order: Order,
    *,
    on_wait: Callable[[], None] = lambda: None,
    on_progress: Callable[[Outcome], None] = lambda _: None,
    sleep: Callable[[float], None] = time.sleep,
) -> DispatchReport:
    """Send every approved document that has not been sent yet. Raises PipelineError where nothing can leave at all."""
    way = order.way or desk.settings.sending.way
    password = _ready(desk, order, way)
    report = DispatchReport()
    settings = desk.settings.sending.mail
    with desk.ledger.exclusive(on_wait, PATIENCE):
        office = gather(desk, order.only, order.branch)
        for outgoing in office.campaigns:
            not_lost(desk, outgoing.name)
        with (
            SentBook(own_folder(desk.workspace) / SENT, dry=order.dry) as book,
            Post(settings, password) as post,
        ):
            outbox = Outbox(book, post, settings, desk.now, sleep)
            for outgoing in office.campaigns:
                papers = papers_of(desk, outgoing)
                try:
                    Turn(desk, order, way, outgoing, book, outbox, report, on_progress, office.secrets, papers).run()
                finally:
                    if not order.dry:
                        report.faults += keep_proof(desk, outgoing, book, papers)
    return report


def _ready(desk: Desk, order: Order, way: str) -> str:
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


def not_lost(desk: Desk, campaign: str) -> None:
    """Stop where 送达登记.xlsx says that something was sent and sent.db does not know it. Raises NotReadyError."""
    register = proof.home(campaign, proof.REGISTER)
    if not (desk.workspace / register).exists():
        return
    with SentBook(own_folder(desk.workspace) / SENT, dry=True) as book:
        if not book.kept(register):
            raise NotReadyError(_LOST.format(name=campaign))


def keep_proof(desk: Desk, outgoing: Outgoing, book: SentBook, papers: Papers) -> list[str]:
    """Bring 送达登记 and 签收单 up to date; return what could not be written."""
    dispatches, signatures = book.dispatches(outgoing.name), book.signatures(outgoing.name)
    if not dispatches:
        return []
    register = proof.workbook(outgoing.name, dispatches, signatures, outgoing.short)
    counter = papers.counter(proof.counted(dispatches, outgoing.short))
    kept = [
        proof.keep(desk.workspace, proof.home(outgoing.name, name), data, book)
        for name, data in ((proof.REGISTER, register), (proof.COUNTER, counter))
    ]
    return [fault for fault in kept if fault]


def papers_of(desk: Desk, outgoing: Outgoing) -> Papers:
    """Return the campaign's own papers for its parcels."""
    return Papers(desk.templates, desk.settings.body_font, outgoing.facts)
