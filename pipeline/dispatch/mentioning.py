"""A person's word on what the last look has found: this name may stand in this text. Asked once for all parcels."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.desk import SENT, Desk, own_folder
from pipeline.dispatch.consignment import DispatchReport, Order
from pipeline.dispatch.sending import dispatch
from pipeline.dispatch.ways import BY_FOLDER
from pipeline.ledger import Mention, SentBook
from pipeline.model.errors import UsageError
from pipeline.send.leaks import Leak


@dataclass(frozen=True, slots=True)
class Question:
    """One finding and the branches whose parcels have it."""

    leak: Leak
    branches: tuple[str, ...]


def questions(report: DispatchReport) -> list[Question]:
    """Return what was found, each text once: what stands in many parcels alike first."""
    places: dict[str, Leak] = {}
    branches: dict[str, dict[str, None]] = {}
    for branch, leak in report.leaks:
        key = leak.code or str(leak)
        places.setdefault(key, leak)
        branches.setdefault(key, {})[branch] = None
    found = [Question(leak, tuple(branches[key])) for key, leak in places.items()]
    return sorted(found, key=lambda question: -len(question.branches))


def mention(desk: Desk, code: str, who: str, why: str, *, only: str = "") -> Mention:
    """Allow what has this code, in the text in which it was found. Raises UsageError where nothing has it."""
    if not who.strip() or not why.strip():
        raise UsageError("要写明谁定的（--by 姓名）和理由（--why 理由）")
    report = dispatch(desk, Order(only=only, way=BY_FOLDER, to=".", dry=True))
    found = next((each.leak for each in questions(report) if each.leak.code == code.strip()), None)
    if found is None:
        raise UsageError(f"现在没有编号是“{code}”的。编号用 gongwen send --dry-run 看；那段话改过的，编号也会变")
    at = desk.now().isoformat(timespec="seconds")
    said = Mention(found.code, found.what, found.text, who.strip(), why.strip(), at)
    with SentBook(own_folder(desk.workspace) / SENT) as book:
        book.allow(said)
    return said
