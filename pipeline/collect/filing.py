"""What came back is filed once: its bytes are kept as they came, then its record says so. Killed, it goes on.

A file is known by its bytes. What has been filed and is certain, or was decided by a person, is not looked at again;
what was not, is: the program may know it by now.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from pipeline.collect import gathering, looking, sent_papers
from pipeline.collect.looking import Came, LookedAt
from pipeline.collect.sent_papers import SentPapers
from pipeline.desk import RETURNED, Desk, own_folder
from pipeline.ledger import CAME_BACK, ReturnedBook, SentBytes
from pipeline.model.frozen import frozen
from pipeline.model.returned import Return

_TOGETHER = 40  # files that are made durable and recorded in one step
_MAY_BE_ONE = "。它也可能是不记名的票，没有登记"


class Filing(StrEnum):
    """What was done with a file."""

    NEW = "新登记"
    AGAIN = "重新认过"
    KNOWN = "以前登记过"
    NOT_KEPT = "没有登记"  # it cannot be read, or is a ballot


@frozen
class Filed:
    """A file, what was done with it, and the papers in it as they are on record."""

    path: Path
    filing: Filing
    parts: tuple[Return, ...]


@dataclass(slots=True)
class CollectReport:
    """What a run of `collect` has done."""

    counts: dict[Filing, int] = field(default_factory=lambda: dict.fromkeys(Filing, 0))
    unsure: int = 0  # papers of which a person must say whose they are
    written: list[str] = field(default_factory=list)  # workbooks and copies, relative to the workspace
    notes: list[str] = field(default_factory=list)


def collect(
    desk: Desk,
    paths: Iterable[Path],
    on_filed: Callable[[Filed], None],
    sender: str = "",
    on_wait: Callable[[], None] = lambda: None,
    *,
    home: Path | None = None,
    stops: Callable[[], bool] = lambda: False,
) -> CollectReport:
    """File what came back; of a folder, all files below it. Raises UsageError, LedgerError, DiskError.

    `on_filed` is told of each file once it is filed; `sender`: the branch that has handed them in; `home`: where they
    lie, else the workspace; once it `stops`, no other file is begun.
    """
    sent = sent_papers.to_file_by(desk)
    report = CollectReport()
    with ReturnedBook(own_folder(desk.workspace) / RETURNED) as book:
        run = FilingRun(desk, book, SentBytes(own_folder(desk.workspace), CAME_BACK), sent)
        sender, at = sent.branch(sender) if sender else "", desk.time
        files = itertools.takewhile(lambda _: not stops(), looking.files(paths))
        for group in _groups(looking.opened(desk, path, sender, at, home) for path in files):
            for filed in run.file(group):
                report.counts[filed.filing] += 1
                report.unsure += sum(each.waits for each in filed.parts)
                on_filed(filed)
        gathering.gather(desk, book, report.written, report.notes, on_wait)
    return report


def _groups(came: Iterable[Came]) -> Iterator[list[Came]]:
    """Yield what is filed in one step: some files, or all that are in one archive."""
    some: list[Came] = []
    for each in came:
        found = looking.each_of(each)
        if found[0].path != each.path:
            yield found
            continue
        some += found
        if len(some) == _TOGETHER:
            yield some
            some = []
    if some:
        yield some


@dataclass(slots=True)
class _Done:
    """What of a file is to be filed, or is not, and what is told of it."""

    came: Came
    filed: Filed


@frozen
class FilingRun:
    """The book that is filed into, the store of the bytes, what had been sent."""

    desk: Desk
    book: ReturnedBook
    store: SentBytes
    sent: SentPapers

    def file(self, group: Sequence[Came]) -> list[Filed]:
        """File some files: their bytes first, then all that is known of them in one step."""
        done = [each for came in group for each in self._looked_at(came)]
        new: dict[str, _Done] = {}
        for each in done:
            if each.filed.filing is Filing.NEW and each.came.arrival.digest in new:
                each.filed = replace(each.filed, filing=Filing.KNOWN)
            elif each.filed.filing is Filing.NEW:
                new[each.came.arrival.digest] = each
        self.store.keep((digest, each.came.data) for digest, each in new.items() if each.came.data is not None)
        self.book.file((each.came.arrival, each.filed.parts) for each in new.values())
        return [self._on_record(each) for each in done]

    def _looked_at(self, came: Came) -> Iterator[_Done]:
        """Yield what is to be filed of a file, and what is not."""
        before = tuple(self.book.of(came.arrival.digest))
        if before and all(each.state.certain or each.decision for each in before):
            yield _Done(came, Filed(came.path, Filing.KNOWN, before))
            return
        looked = looking.looked_at(came, self.sent)
        if looked.left:
            self._forget(came.arrival.digest, before)
            if looked.kept:
                yield self._settled(looked.kept, looked, tuple(self.book.of(looked.kept.arrival.digest)))
            yield _Done(came, Filed(came.path, Filing.NOT_KEPT, looked.left))
        else:
            yield self._settled(came, looked, before)

    def _settled(self, came: Came, looked: LookedAt, before: tuple[Return, ...]) -> _Done:
        """Say what is to be done with a file in which no ballot was seen."""
        if came.data is None:
            return _Done(came, Filed(looked.path, Filing.NOT_KEPT, looked.own))
        if looked.unread and self.sent.ballots and not any(each.decision for each in before):
            self._forget(came.arrival.digest, before)
            parts = tuple(replace(each, why=each.why + _MAY_BE_ONE) for each in looked.own)
            return _Done(came, Filed(looked.path, Filing.NOT_KEPT, parts))
        if not before:
            return _Done(came, Filed(looked.path, Filing.NEW, looked.own))
        seen_anew = self.book.look_again(came.arrival.digest, looked.own)
        return _Done(came, Filed(looked.path, Filing.AGAIN if seen_anew else Filing.KNOWN, before))

    def _forget(self, digest: str, before: Sequence[Return]) -> None:
        """Forget a ballot, or what may be one, that was filed when none was known or it was not known for one."""
        if before:
            self.book.forget(digest)
            self.store.forget([digest])

    def _on_record(self, done: _Done) -> Filed:
        """Return the same with its papers as they are on record."""
        if done.filed.filing is Filing.NOT_KEPT:
            return done.filed
        found = (replace(each, text=self.book.text(each)) for each in self.book.of(done.came.arrival.digest))
        return replace(done.filed, parts=tuple(found))
