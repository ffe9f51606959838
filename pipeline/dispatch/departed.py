"""What has left, as `status` tells it: from sent.db alone."""

from __future__ import annotations

from pipeline.desk import SENT, Desk, own_folder
from pipeline.ledger import Dispatch, SentBook, Signature


def sent(desk: Desk) -> list[dict[str, object]]:
    """Return what has been sent, for `status`: one row a parcel; a doubtful one has the state 存疑. Writes nothing."""
    rows: list[dict[str, object]] = []
    with SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book:
        for campaign in book.campaigns():
            signed = book.signatures(campaign)
            rows += [
                _row(each, signed.get((each.parcel.branch, each.parcel.batch, each.parcel.number)))
                for each in book.dispatches(campaign)
            ]
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
        "reminder": bool(each.reminder),
        "reason": each.answer,
        "signed": {"by": signed.who, "on": signed.day} if signed else None,
    }
