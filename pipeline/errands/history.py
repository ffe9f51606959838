"""What happened to a document, or in the last runs, as the ledger remembers it."""

from __future__ import annotations

from pipeline import guidance
from pipeline.desk import SENT, Desk, own_folder
from pipeline.ledger import Event, RunRecord, SentBook
from pipeline.model.deeds import Deed
from pipeline.model.errors import UsageError
from pipeline.shelf import document_of

__all__ = ["Deed", "Event", "RunRecord", "concerning", "of_document", "of_people", "of_runs"]

_MOST_NAMED = 8  # documents that are proposed where several fit
_MOST_RUNS = 20
_MOST_DEEDS = 50


def of_document(desk: Desk, asked: str) -> tuple[str, list[Event]]:
    """Return a document's path and what happened to it, the newest first; `asked` may be a part of its path.

    Raises UsageError where no document, or more than one, is called so.
    """
    wanted = document_of(asked.strip().replace("\\", "/").removeprefix("./"))
    known = desk.ledger.paths()
    found = [path for path in known if path == wanted] or [p for p in known if wanted.removesuffix(".docx") in p]
    if not found:
        there = guidance.Step("用 gongwen status 看有哪些", "“文件”里是现在有的")
        raise UsageError(f"台账里没有“{asked}”：还没有生成过，或台账是新的。{guidance.FIND}，{there}")
    if len(found) > 1:
        names = "\n".join(f"  {path}" for path in found[:_MOST_NAMED])
        raise UsageError(f"有 {len(found)} 份文件都像“{asked}”，请写得再完整些：\n{names}")
    return found[0], desk.ledger.history(found[0])


def of_people(desk: Desk, *, most: int = _MOST_DEEDS, before: int = 0, campaign: str = "") -> list[Deed]:
    """Return what persons have done, the newest first; `before`: older than the deed of that number."""
    with SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book:
        return book.deeds.latest(most, before=before, campaign=campaign)


def concerning(desk: Desk, path: str) -> list[Deed]:
    """Return what persons have done with one file or document, the newest first."""
    with SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book:
        return book.deeds.concerning(path)


def of_runs(desk: Desk) -> list[RunRecord]:
    """Return the last runs that did anything, the newest first."""
    return desk.ledger.runs(_MOST_RUNS)
