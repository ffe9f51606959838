"""One return for a person's eyes: what it says, what was decided about it, its bytes and those that were sent."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.collect import old_word, scanning, sent_papers
from pipeline.collect.old_word import ToConvert
from pipeline.collect.sent_papers import SentPapers
from pipeline.desk import RETURNED, Desk, own_folder
from pipeline.ledger import CAME_BACK, ReturnedBook, SentBytes
from pipeline.model.errors import UsageError
from pipeline.model.frozen import frozen
from pipeline.model.returned import Decision, Return, ReturnedPaper

_MOST = 8


@frozen
class ShownReturn:
    """A return with its text, and what persons have decided about it, the oldest first."""

    one: Return
    decisions: tuple[Decision, ...]


def shown(desk: Desk, number: int) -> ShownReturn:
    """Return one by its number. Raises UsageError, LedgerError."""
    with ReturnedBook(own_folder(desk.workspace) / RETURNED, read_only=True) as book:
        found = book.numbered(number)
        if found is None:
            raise UsageError("没有这一份")
        return ShownReturn(found, tuple(book.decisions(number)))


def bytes_of(desk: Desk, each: Return) -> bytes | None:
    """Return a return's bytes as they came. Raises DiskError."""
    return SentBytes(own_folder(desk.workspace), CAME_BACK).of(each.arrival.digest)


def sent_bytes_of(desk: Desk, each: Return) -> bytes | None:
    """Return the bytes of the version that a return is held to. Raises DiskError."""
    return SentBytes(own_folder(desk.workspace)).of(each.text.version)


def page_of(desk: Desk, each: Return, at: int) -> bytes | None:
    """Return a page of a return on paper as a PNG; None where it has no such page or it cannot be drawn here.

    Raises DiskError.
    """
    data = bytes_of(desk, each) if any(page.at == at for page in each.pages) else None
    return None if data is None else scanning.picture(data, at - 1)


def to_show(data: bytes) -> bytes | str:
    """Return a file as the .docx that is shown, or why it is not to be shown: the helper has read it."""
    word = old_word.modern(data)
    if isinstance(word, ToConvert):
        return word.why
    found = sent_papers.read(word) if isinstance(word, bytes) else word
    return found if isinstance(found, str) else word


def like(desk: Desk, words: str) -> Sequence[ReturnedPaper]:
    """Return the papers that left whose paths or 表号 hold all of these words, a few of them."""
    asked = words.split()
    papers = SentPapers.of(desk).papers.values() if asked else ()
    found = [paper for paper in papers if all(word in f"{paper.document} {paper.number}" for word in asked)]
    return sorted(found, key=lambda paper: paper.document)[:_MOST]
