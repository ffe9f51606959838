"""A workspace that came back from a backup does not know what was sent after that: what it would send is asked about.

Every parcel that it plans is put on record as doubtful, so that it leaves only after a person has said that the branch
has not got it. That ends when a whole run of `send` finds nothing more to ask, or somebody removes the note.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import disk
from pipeline.desk import ASKING, RESTORED, Desk, own_folder
from pipeline.dispatch.delivered import still_open
from pipeline.dispatch.outcomes import DispatchReport, SendOrder
from pipeline.ledger import Dispatch, SentBook
from pipeline.model.work import Fate

DOUBT = "工作文件夹是从备份恢复的，不知道恢复以前发过没有，所以没有发"
_DONE = "从备份恢复以前送出的都核实完了，以后照常发送"


def begin(desk: Desk, book: SentBook) -> None:
    """Forget the backup's plans: whether they were carried out since nobody knows. Then everything is planned anew."""
    note = own_folder(desk.workspace) / RESTORED
    if note.exists():
        book.drop(still_open(book.everything()))
        disk.move(note, note.with_name(ASKING))


def asks(desk: Desk, planned: Sequence[Dispatch]) -> bool:
    """Whether parcels may have left since the backup: but for those of which a person has said that they have not."""
    note, asking = (own_folder(desk.workspace) / name for name in (RESTORED, ASKING))
    return note.exists() or (asking.exists() and not all(each.number for each in planned))


def end(desk: Desk, order: SendOrder, report: DispatchReport) -> None:
    """Go on as ever once all branches were looked at and nothing is left to ask or to release."""
    whole = not (order.only or order.branch or order.again or report.stopped)
    left = report.leaks or report.unready.undecided or report.unapproved
    note = own_folder(desk.workspace) / ASKING
    if whole and note.exists() and not left and all(each.fate == Fate.SENT for each in report.outcomes):
        disk.remove(note)
        report.notes.append(_DONE)
