"""Parcels in folders that an earlier run has begun: whole, gone on with, or taken back. No half parcel stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.desk import Desk, own_folder
from pipeline.dispatch.delivered import still_open
from pipeline.dispatch.ways import BY_FOLDER, BY_MAIL
from pipeline.ledger import Dispatch, SentBook, SentBytes
from pipeline.model.errors import DiskError
from pipeline.model.facts import Branch
from pipeline.model.frozen import frozen
from pipeline.model.work import Fate, Receipt
from pipeline.send import CONTENTS_NAME, RECEIPT_NAME, Papers, folder, papers


@frozen
class Begun:
    """What one campaign's turn knows of parcels that have not come to their end."""

    desk: Desk
    book: SentBook
    papers: Papers

    def concluded(self, branch: Branch, known: Sequence[Dispatch]) -> list[Dispatch]:
        """Return a branch's dispatches once it is recorded which of them lie in their place whole."""
        return [self._concluded(branch, each) if _in_a_folder(each) else each for each in known]

    def give_up(self, branch: Branch, known: Iterable[Dispatch]) -> None:
        """Forget parcels that are not to leave like this any more, and take back what lies there of them."""
        known = list(known)
        for each in known:
            if _in_a_folder(each):
                root, name = self._place(branch, each)
                folder.take_back(root, each.parcel, name, folder.OwnFiles(self.book, each))
        if known:
            self.book.drop(known)
            on_record = {digest for each in self.book.everything() for digest in each.parcel.versions}
            given_up = {digest for each in known for digest in each.parcel.versions}
            SentBytes(own_folder(self.desk.workspace)).forget(given_up - on_record)

    def _concluded(self, branch: Branch, each: Dispatch) -> Dispatch:
        root, name = self._place(branch, each)
        if each.way == BY_FOLDER:
            where = folder.place(root, each.parcel, name)
            whole = folder.lies_there(root, each.parcel, name) and self._completed(branch, each, where)
        else:
            where = folder.archive(root, each.parcel, name)
            whole = folder.lies_there_as_zip(root, each.parcel, name, each.password)
        if not whole:
            return each
        now, answer = self.desk.now().isoformat(timespec="seconds"), f"已放入 {where}"
        self.book.receive(each.number, Receipt(each.parcel.digest, each.way, each.address, now, answer))
        return replace(each, fate=Fate.SENT, at=now, answer=answer)

    def _completed(self, branch: Branch, each: Dispatch, where: Path) -> bool:
        """Put 回执 and 目录 beside documents that are all there; return whether that could be done."""
        parcel = replace(each.parcel, branch=branch.name)
        try:
            for name, paper in ((RECEIPT_NAME, papers.RECEIPT), (CONTENTS_NAME, papers.CONTENTS)):
                folder.add(where / name, self.papers.of_parcel(paper, parcel), each.message)
        except DiskError:
            return False
        return True

    def _place(self, branch: Branch, each: Dispatch) -> tuple[Path, str]:
        return self.desk.workspace / each.address, branch.folder or branch.name


def _in_a_folder(each: Dispatch) -> bool:
    return each.way != BY_MAIL and bool(still_open([each]))
