"""A workspace that came back from a backup does not know what was sent after that: what it would send is asked about.

Every parcel that it plans is put on record as doubtful, so that it leaves only after a person has said that the branch
has not got it. That ends when a whole run of `send` finds nothing more to ask or to release, or somebody removes the
note.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline import disk
from pipeline.desk import ASKING, RESTORED, Desk, own_folder
from pipeline.dispatch.delivered import still_open
from pipeline.dispatch.outcomes import DispatchReport, SendOrder
from pipeline.ledger import SENT_FOLDER, Dispatch, SentBook, SentBytes
from pipeline.model.work import Fate

DOUBT = "工作文件夹是从备份恢复的，或送达记录 sent.db 不全，不知道以前发过没有，所以没有发"
_KEPT = SENT_FOLDER  # under this name sent.db has what was kept
_LACKS = "送达记录 sent.db 里没有以前送出的（丢了，或是旧的），不知道哪些发过，发送的时候会问。\n"
_BUT = "从备份恢复以前送出的都核实完了，以后照常发送；还没有写好、出不来的 {count} 份，发送的时候再问"
_ASKED = "这个工作文件夹是从备份恢复的。下面几份恢复时还没有写好、出不来，不知道恢复以前发过没有，发送的时候会问："
_DONE = "从备份恢复以前送出的都核实完了，以后照常发送"


def begin(desk: Desk, book: SentBook) -> None:
    """Forget the backup's plans: whether they were carried out since nobody knows. Then everything is planned anew."""
    note = own_folder(desk.workspace) / RESTORED
    if note.exists():
        book.drop(still_open(book.everything()))
        disk.move(note, note.with_name(ASKING))


def unknown(desk: Desk, book: SentBook) -> set[str]:
    """Return what was kept of parcels of which sent.db knows nothing: it was lost, or it is an older one."""
    known = {digest for each in book.everything() for digest in each.parcel.versions} | book.written(_KEPT)
    return SentBytes(own_folder(desk.workspace)).digests() - known


def announce(book: SentBook, digests: Iterable[str]) -> None:
    """Note what is about to be kept of parcels: so no kill makes it unknown."""
    book.announce(_KEPT, digests)


def begin_unsure(desk: Desk, book: SentBook) -> None:
    """Ask about everything, as after a restore, where parcels may have left of which sent.db knows nothing."""
    if found := unknown(desk, book):
        book.drop(still_open(book.everything()))
        disk.write(own_folder(desk.workspace) / ASKING, _LACKS.encode())
        announce(book, found)


def asks(desk: Desk, planned: Sequence[Dispatch]) -> bool:
    """Whether parcels may have left since the backup: but for those of which a person has said that they have not.

    Once all else has been asked about, only those with a paper that could not be asked about yet.
    """
    note, asking = (own_folder(desk.workspace) / name for name in (RESTORED, ASKING))
    if note.exists() or not asking.exists():
        return note.exists()
    left = _left(asking)
    new = [each for each in planned if not each.number]
    return any(not left or any(paper.document in left for paper in each.parcel.documents) for each in new)


def end(desk: Desk, order: SendOrder, report: DispatchReport) -> None:
    """Go on as ever once all branches were looked at and nothing is left to ask or to release.

    A paper that nobody could release (it is to be written, it cannot be made) may have left, too: it is remembered.
    """
    whole = not (order.only or order.branch or order.again or report.stopped)
    unready, note = report.unready, own_folder(desk.workspace) / ASKING
    if not whole or not note.exists() or report.leaks or unready.undecided or report.unapproved:
        return
    if any(each.fate != Fate.SENT for each in report.outcomes):
        return
    waiting = [*unready.unwritten, *unready.begun, *unready.outdated, *unready.missing]
    before = _left(note)
    if waiting := [path for path in waiting if not before or path in before]:
        if not before:
            report.notes.append(_BUT.format(count=len(waiting)))
        disk.write(note, "\n".join([_ASKED, *waiting]).encode())
        return
    disk.remove(note)
    report.notes.append(_DONE)


def _left(note: Path) -> frozenset[str]:
    """Return the papers that are still to be asked about; none: all are."""
    return frozenset(line for line in note.read_text("utf-8", "replace").splitlines() if line.startswith("outputs/"))
