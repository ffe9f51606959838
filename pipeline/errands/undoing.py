"""A person's deed taken back where that can be: files that nobody has changed since, approvals that have not left."""

from __future__ import annotations

from collections.abc import Callable

from pipeline import guidance
from pipeline.desk import SENT, Desk, own_folder
from pipeline.errands import keeping
from pipeline.ledger import SentBook
from pipeline.model.deeds import Act, Deed, Doer, Release
from pipeline.model.errors import NotReadyError, UsageError
from pipeline.model.work import Fate

_GONE = frozenset({Fate.SENT, Fate.INTENDED})  # has left, or may have
_PATIENCE = 600.0  # seconds to wait for another run on the same workspace


def undo(desk: Desk, number: int, *, who: Doer | None = None, on_wait: Callable[[], None] = lambda: None) -> Deed:
    """Take back a deed; return the deed that this is, which may be taken back in its turn.

    Raises UsageError where there is no such deed, NotReadyError where it cannot be taken back, and says why.
    """
    who = who or desk.person()
    with desk.ledger.exclusive(on_wait, _PATIENCE), SentBook(own_folder(desk.workspace) / SENT) as book:
        keeping.conclude(desk, book)
        deed = book.deeds.of(number)
        if deed is None:
            raise UsageError(
                f"没有第 {number} 条记录。{guidance.Step('用 gongwen history 看有哪些', '请刷新“经过”再看')}"
            )
        if deed.undone:
            raise NotReadyError(f"第 {number} 条已经撤销过了")
        if not deed.may_be_undone:
            raise NotReadyError(f"“{deed.act}”不能撤销")
        if deed.files:
            return keeping.restore(desk, book, deed, who)
        return _released_as_before(desk, book, deed, who)


def _released_as_before(desk: Desk, book: SentBook, deed: Deed, who: Doer) -> Deed:
    """Let those versions be free to go that were so before the deed; what has left stays as it is."""
    now = {each.document: each.digest for each in book.releases()}
    left = {
        (document.document, document.digest)
        for each in book.everything()
        if each.fate in _GONE
        for document in each.parcel.documents
    }
    if desk.settings.sending.approve_all and deed.act is Act.APPROVED:
        raise NotReadyError(f"{guidance.APPROVES_ALL}，再撤销")
    open_ = [
        each
        for each in deed.releases
        if now.get(each.document, "") == each.digest and (each.document, each.digest) not in left
    ]
    if not open_:
        raise NotReadyError("撤不回：这些文件已经送出，或者后来又批准过、撤回过")
    back = tuple(Release(each.document, each.before, each.digest, each.branch, each.kind) for each in open_)
    about = f"{deed.about}：{len(open_)} 份" if len(open_) < len(deed.releases) else deed.about
    with book.together():
        book.withdraw([each.document for each in open_ if not each.before])
        for each in open_:
            if each.before:
                book.release_again(deed.campaign or each.document.split("/")[1], each, desk.time, str(who))
        book.deeds.take_back(deed.number, desk.time)
        return book.deeds.note(Deed(Act.UNDID, who, desk.time, about, deed.campaign, releases=back))
