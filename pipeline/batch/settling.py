"""What a person says afterwards: whether a doubtful mail arrived, that a receipt is signed. And what was sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.batch.consignment import Outcome, outcome
from pipeline.batch.dispatch import PATIENCE, keep_proof, papers_of
from pipeline.batch.outgoing import Outgoing, chosen, gather
from pipeline.desk import SENT, Desk, own_folder
from pipeline.inbox import sheet
from pipeline.ledger import Dispatch, SentBook, Signature
from pipeline.model.errors import NotReadyError, UsageError
from pipeline.model.work import Fate, Receipt
from pipeline.send import mailbox, proof

Answer = Callable[[Outcome], bool | None]
"""Asks a person whether a parcel has arrived; None leaves it doubtful."""


# --- doubtful ones ------------------------------------------------------------------------------------------------


def settle(desk: Desk, ask: Answer, *, only: str = "", on_wait: Callable[[], None] = lambda: None) -> list[Outcome]:
    """Settle every doubtful dispatch: by the mailbox where one is set up, else by a person's word.

    What another run is just sending is not doubtful: it is waited for. The questions hold nobody up.

    Where sent.db is lost, first take over what 送达登记.xlsx says was sent, each as doubtful.
    """
    settled = []
    with SentBook(own_folder(desk.workspace) / SENT) as book:
        with desk.ledger.exclusive(on_wait, PATIENCE):
            office = gather(desk, only)
            for outgoing in office.campaigns:
                _take_over(desk, outgoing, book)
            known = [(each, book.dispatches(each.name)) for each in office.campaigns]
        for outgoing, dispatches in known:
            doubtful = [each for each in dispatches if each.fate is Fate.INTENDED]
            copies = mailbox.copies(desk.settings.sending, [each.message for each in doubtful])
            settled += [_settled(desk, outgoing, book, each, ask, seen=each.message in copies) for each in doubtful]
            keep_proof(desk, outgoing, book, papers_of(desk, outgoing))
    return settled


def _settled(desk: Desk, outgoing: Outgoing, book: SentBook, each: Dispatch, ask: Answer, *, seen: bool) -> Outcome:
    now = desk.now().isoformat(timespec="seconds")
    arrived = True if seen else ask(outcome(each, outgoing, Fate.INTENDED, each.answer))
    if arrived is None:
        return outcome(each, outgoing, Fate.INTENDED, "仍然存疑")
    if arrived:
        said = "在发件邮箱里查到" if seen else "人工确认已送到"
        book.receive(each.number, Receipt(each.parcel.digest, each.way, each.address, now, said))
        return outcome(each, outgoing, Fate.SENT, said)
    book.fail(each.number, now, "人工确认没有送到，下次发送时再发")
    return outcome(each, outgoing, Fate.FAILED, "人工确认没有送到，下次发送时再发")


def _take_over(desk: Desk, outgoing: Outgoing, book: SentBook) -> None:
    """Read 送达登记.xlsx into a sent.db that knows nothing of it."""
    path = proof.home(outgoing.name, proof.REGISTER)
    full = desk.workspace / path
    if not full.exists() or book.kept(path):
        return
    data = full.read_bytes()
    sheets = {each.name: each.rows for each in sheet.read_confined(data, path).value}
    if proof.DETAIL not in sheets:
        raise NotReadyError(f"{path} 里没有“{proof.DETAIL}”这张表，核实不了。请从备份恢复 outputs/.gongwen/sent.db")
    found = [each for each in proof.restored(outgoing.name, sheets[proof.DETAIL]) if each.fate is not Fate.PLANNED]
    doubtful = [replace(e, fate=Fate.FAILED if e.fate is Fate.FAILED else Fate.INTENDED) for e in found]
    book.plan([replace(each, note="据送达登记补记") for each in doubtful])
    book.keep(path, proof.digest(data))


# --- signed receipts ----------------------------------------------------------------------------------------------


def sign(desk: Desk, branch: str, who: str, day: str, *, only: str = "") -> list[str]:
    """Record that a branch's 送达回执 came back signed; return the campaigns. Raises UsageError."""
    signed = []
    with SentBook(own_folder(desk.workspace) / SENT) as book:
        for outgoing in gather(desk, only, branch).campaigns:
            sent_to = {each.parcel.branch for each in book.dispatches(outgoing.name) if each.fate is Fate.SENT}
            for name in sent_to & set(chosen(outgoing, branch)):
                now = desk.now()
                said = Signature(name, who, day or f"{now:%Y-%m-%d}", now.isoformat(timespec="seconds"))
                book.sign(outgoing.name, said)
                keep_proof(desk, outgoing, book, papers_of(desk, outgoing))
                signed.append(outgoing.name)
    if not signed:
        raise UsageError(f"还没有给“{branch}”送出过文件，没有回执可登记")
    return signed


# --- for status ---------------------------------------------------------------------------------------------------


def sent(desk: Desk) -> list[dict[str, object]]:
    """Return what has been sent, for `status`: one row a parcel; a doubtful one has the state 存疑. Writes nothing."""
    rows: list[dict[str, object]] = []
    with SentBook(own_folder(desk.workspace) / SENT, dry=True) as book:
        for campaign in book.campaigns():
            signed = book.signatures(campaign)
            rows += [_row(each, signed.get(each.parcel.branch)) for each in book.dispatches(campaign)]
    return rows


def _row(each: Dispatch, signed: Signature | None) -> dict[str, object]:
    parcel = each.parcel
    return {
        "campaign": parcel.campaign,
        "branch": parcel.branch,
        "batch": parcel.batch,
        "part": parcel.number,
        "parts": parcel.of,
        "documents": [document.path for document in parcel.documents],
        "way": each.way,
        "address": each.address,
        "state": each.fate.value,
        "at": each.at,
        "reminder": each.reminder,
        "reason": each.answer,
        "signed": {"by": signed.who, "on": signed.day} if signed else None,
    }


def passwords(desk: Desk) -> list[tuple[str, str, str]]:
    """Return branch, address and password of every locked parcel that has left."""
    with SentBook(own_folder(desk.workspace) / SENT, dry=True) as book:
        listed = [each for campaign in book.campaigns() for each in book.dispatches(campaign)]
    return [(e.parcel.branch, e.address, e.password) for e in listed if e.password and e.fate is Fate.SENT]
