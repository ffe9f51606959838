"""What has come back, where people look for it: a workbook a kind (汇总/), the originals by branch and kind (交回/).

In 汇总/待采纳/ what it brings for the office's own sheets: copies of the clerk's workbooks (accepting).

All of it can be made again from returned.db and the kept bytes; it is written only where it says something new, and
never over what somebody has changed: then the new one lies beside it. An archived campaign is left as it is.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pipeline import disk, inbox, register
from pipeline.collect import accepting, page_counts, scanning, summaries
from pipeline.desk import SENT, Desk, own_folder
from pipeline.errands import answers
from pipeline.ledger import CAME_BACK, ReturnedBook, SentBook, SentBytes
from pipeline.model import scanned
from pipeline.model.errors import DiskError, WorkspaceError
from pipeline.model.frozen import frozen
from pipeline.model.return_terms import Answered, Returns, ReturnState
from pipeline.model.returned import Answer, Return
from pipeline.model.work import CAME_BACK_FOLDER, SUMMARY_FOLDER
from pipeline.splice import Refused

_PATIENCE = 600.0  # seconds to wait for another run on the same workspace
_TOGETHER = 100  # originals that are made durable in one step
_ACCEPTING, _LEFT = "待采纳", "没有放进去的"
_LAYOUT = "2"  # of a workbook; another one writes all anew


def gather(
    desk: Desk, book: ReturnedBook, written: list[str], notes: list[str], on_wait: Callable[[], None] = lambda: None
) -> None:
    """Bring both up to date; note what was written, and what could not be. Raises LedgerError."""
    if note := page_counts.count(desk, book):
        notes.append(note)
    with (
        desk.ledger.exclusive(on_wait, _PATIENCE),
        SentBook(own_folder(desk.workspace) / SENT, read_only=True) as sent,
    ):
        for now in desk.ledger.snapshot.campaigns():
            if not desk.archived(now.folder):
                found = answers.Answers.of_campaign(desk, sent, book, now.folder)
                turn = _Turn(desk, book, now.folder, answers.listed(desk, found, now.folder), written, notes)
                turn.receipts = _receipts(sent, book, now.folder)
                turn.summaries()
                turn.proposals(found.terms)
                turn.originals()
                turn.clear()


@frozen
class _Copy:
    """A file to be written: what it is called, where it is put, what it says, of which answer it is."""

    path: str
    target: str
    stamp: str
    answer: Answer


@dataclass(slots=True)
class _Turn:
    """One campaign's turn."""

    desk: Desk
    book: ReturnedBook
    campaign: str
    answers: list[Answer]
    written: list[str]
    notes: list[str]
    receipts: list[Answer] = field(default_factory=list)  # scanned, and on record as signed
    wanted: set[str] = field(default_factory=set)

    @property
    def _home(self) -> str:
        return f"outputs/{self.campaign}"

    # --- workbooks ------------------------------------------------------------------------------------------------

    def summaries(self) -> None:
        """Write the workbook of each kind of which something has come."""
        kinds: dict[str, list[Answer]] = {}
        for each in self.answers:
            kinds.setdefault(each.paper.kind, []).append(each)
        for kind, found in kinds.items():
            if not any(each.current for each in found):
                continue
            path = f"{self._home}/{SUMMARY_FOLDER}/{disk.safe_name(kind)}.xlsx"
            self.wanted.add(path)
            stamp = hashlib.sha256("\n".join([_LAYOUT, *map(_stamp, found)]).encode()).hexdigest()
            if self.book.placed(path) != stamp or not (self.desk.workspace / path).is_file():
                self._put(path, summaries.workbook(self.book, self.campaign, kind, found), stamp)

    def proposals(self, terms: Mapping[str, Returns]) -> None:
        """Write a copy of each of the clerk's workbooks into which returns bring something; list what fits nowhere."""
        home = f"{self._home}/{SUMMARY_FOLDER}/{_ACCEPTING}"
        try:
            found = accepting.proposed(self.desk, self.book, self.campaign, self.answers, terms)
        except (DiskError, WorkspaceError) as fault:
            self.notes.append(str(fault))
            return
        for file, name in found.names().items():
            path, stamp = f"{home}/{disk.safe_name(name)}.xlsx", found.stamp(file)
            self.wanted.add(path)
            if self.book.placed(path) != stamp or not (self.desk.workspace / path).is_file():
                try:
                    first = file in found.first
                    self._put(path, inbox.proposed(found.data[file], file, found.cells[file], first=first), stamp)
                except Refused as why:
                    self.notes.append(f"{file} 的待采纳的副本没有做：{why}。填的内容在 汇总 里，请自己抄过去")
        if rows := list(accepting.listed(found.left)):
            path, stamp = f"{home}/{_LEFT}.xlsx", hashlib.sha256(repr(rows).encode()).hexdigest()
            self.wanted.add(path)
            if self.book.placed(path) != stamp or not (self.desk.workspace / path).is_file():
                sheet = register.CollectedSheet(_LEFT, accepting.LEFT_HEADERS, rows)
                self._put(path, register.collected_book(f"{self.campaign} {_LEFT}", (sheet,)), stamp)

    def _put(self, path: str, data: bytes, stamp: str) -> None:
        """Write one of our files; where somebody has changed the one that lies there, beside it."""
        digest = hashlib.sha256(data).hexdigest()
        target = next(each for each in _names(path) if self._is_ours(each))
        try:
            self.book.announce(target, [digest])
            disk.write(self.desk.workspace / target, data)
        except DiskError as fault:
            self.notes.append(str(fault))
        else:
            self.book.place(path, stamp)
            self.written.append(target)
            if target != path:
                self.notes.append(f"您改过 {path}，没有动它；新的在旁边：{PurePosixPath(target).name}")

    def _is_ours(self, path: str) -> bool:
        """Whether nothing lies there, or what we have written."""
        file = self.desk.workspace / path
        return not file.exists() or disk.digest(file) in self.book.written(path)

    # --- originals ------------------------------------------------------------------------------------------------

    def originals(self) -> None:
        """Put a copy of what counts for each paper where people look for it; of a pile its own pages."""
        store = SentBytes(own_folder(self.desk.workspace), CAME_BACK)
        waiting: list[_Copy] = []
        for each in (*self.answers, *self.receipts):
            if each.current is not None:
                path, stamp = self._place(each, each.current), _said_of(each, each.current)
                self.wanted.add(path)
                there = (self.desk.workspace / path).exists()
                if self.book.placed(path) != stamp or not there:
                    waiting.append(_Copy(path, next(name for name in _names(path) if self._is_ours(name)), stamp, each))
        for at in range(0, len(waiting), _TOGETHER):
            self._copied(store, waiting[at : at + _TOGETHER])

    def _copied(self, store: SentBytes, some: list[_Copy]) -> None:
        try:
            there = [(each, data) for each in some if (data := self._bytes(store, each)) is not None]
            with self.book.together():
                for each, data in there:
                    self.book.announce(each.target, [hashlib.sha256(data).hexdigest()])
            with contextlib.closing(disk.Chunk(self.desk.outputs)) as chunk:
                waiting = [chunk.add(self.desk.workspace / each.target, data) for each, data in there]
                chunk.flush()
                for aside in waiting:
                    chunk.put(aside)
                chunk.finish()
            with self.book.together():
                for each, _ in there:
                    self.book.place(each.path, each.stamp)
        except DiskError as fault:
            self.notes.append(str(fault))

    def _bytes(self, store: SentBytes, copy: _Copy) -> bytes | None:
        """Return what a copy is to be; None where it cannot be made now."""
        answer = copy.answer
        assert answer.current is not None, "what is copied has come"
        if _is_as_it_came(answer):
            return store.of(answer.current.arrival.digest)
        digests = list(dict.fromkeys(each.arrival.digest for each in answer.sheets))
        files = [store.of(digest) for digest in digests]
        pages = [
            (digests.index(answer.sheets[at].arrival.digest), page.at - 1, page.turn)
            for at, page in scanned.laid_out(answer.sheets)
        ]
        made = scanning.bound([data for data in files if data is not None], pages) if None not in files else None
        if made is None:
            self.notes.append(f"{copy.path} 没有从扫描件里取出来，原件还在程序里，请从“交回的表”下载")
        return made

    def _place(self, answer: Answer, each: Return) -> str:
        """Return where what counts for a paper lies: 交回/<支部>/<文种>/<表号>-<姓名>."""
        paper = answer.paper
        stem = PurePosixPath(paper.name).stem
        named = f"{paper.number}-{paper.member or stem}" if paper.number else stem
        suffix = PurePosixPath(each.arrival.name).suffix if _is_as_it_came(answer) else ".pdf"
        ending = disk.safe_name(suffix.lstrip(".").lower())
        name = f"{disk.safe_name(named)}.{ending}" if ending else disk.safe_name(named)
        return f"{self._home}/{CAME_BACK_FOLDER}/{paper.folder}/{disk.safe_name(paper.kind)}/{name}"

    # --- what is no longer wanted ---------------------------------------------------------------------------------

    def clear(self) -> None:
        """Remove what nothing speaks for any more; what somebody has changed stays."""
        for path in self.book.places(f"{self._home}/"):
            if path not in self.wanted:
                file = self.desk.workspace / path
                if file.is_file() and self._is_ours(path):
                    with contextlib.suppress(DiskError):
                        disk.remove(file)
                self.book.place(path, "")


def _receipts(sent: SentBook, book: ReturnedBook, campaign: str) -> list[Answer]:
    """Return the scanned 送达回执 of which a person has said that they are signed."""
    signed = {paper.document: paper for paper, is_signed in answers.receipts(sent) if is_signed}
    found = {
        each.paper.document: each
        for each in book.returns(campaign)
        if each.state is ReturnState.RECEIPT and each.paper and not each.rejected
    }
    return [
        Answer(signed[document], Answered.CHECKED, current=each, sheets=(each,))
        for document, each in found.items()
        if document in signed
    ]


def _is_as_it_came(answer: Answer) -> bool:
    """Whether the file that came is this paper and nothing else, the right way up."""
    alone = len(answer.sheets) == 1 and not answer.sheets[0].place
    return not answer.sheets or (alone and not any(page.turn for page in answer.sheets[0].pages))


def _said_of(answer: Answer, current: Return) -> str:
    """Return what tells one copy of a paper from another."""
    if _is_as_it_came(answer):
        return current.arrival.digest
    said = [(each.arrival.digest, each.pages) for each in answer.sheets]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _names(path: str) -> Iterator[str]:
    """Yield a path, then those of the new versions beside it."""
    yield path
    whole = PurePosixPath(path)
    number = 1
    while True:
        yield str(whole.with_name(f"{whole.stem}（新版{number if number > 1 else ''}）{whole.suffix}"))
        number += 1


def _stamp(each: Answer) -> str:
    counts = [each.current, *each.earlier] if each.current else []
    said = [(r.number, r.credited and r.credited.document, r.since) for r in counts]
    return repr((each.paper, each.state, each.due, said))
