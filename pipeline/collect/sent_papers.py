"""The papers that left, as what comes back is held to them: by 表号, by document, by what somebody calls them."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from pipeline import confine
from pipeline.collect import old_word
from pipeline.collect.comparing import LEAST_KEPT, all_printed, bare, printed, printed_texts, share
from pipeline.collect.old_word import ToConvert
from pipeline.collect.recognising import SentPaper
from pipeline.collect.returned_word import WordContent
from pipeline.desk import SENT, Desk, own_folder
from pipeline.errands import answers
from pipeline.ledger import SENT_FOLDER, BallotBytes, SentBook, SentBytes
from pipeline.model import paper_number
from pipeline.model.errors import NotReadyError, UsageError
from pipeline.model.problem import among
from pipeline.model.return_terms import Expected, Returns
from pipeline.model.returned import ReturnedPaper

SECONDS, _OWN_SECONDS = 8.0, 120.0  # for one file
_READING, _PRINTED = "pipeline.collect.returned_word:content", "pipeline.collect.pdf_text:pages"
_DIED = "读它要的时间或内存大得不正常，可能文件有问题。请对方另存一份再交"
_BUSY = "这台电脑现在太忙，发过的文件一时读不出来，认不了是谁的。没有收，请过一会儿再收一次，会接着收"
_LOST = (
    "送达记录 sent.db 里一份也没有，发过的文件却还在 outputs/.gongwen/已送：多半是它丢了。"
    "没有它，认不出谁的、哪些是不记名的，没有收。请先从备份恢复"
)
_MOST_NAMED = 5
_LEAST_HEAD = 5  # characters of a title that tells what a paper is: 征求意见表; 附件3 tells nothing
_BALLOTS = 12  # of a kind that are compared: those of one kind differ in little more than the name of their branch
_MOST_NAMED_IN, _SIBLINGS, _MOST_HELD = 300, 8, 400
_NOT_ASKED = Returns(expected=Expected.NONE)


def read(data: bytes) -> WordContent | str:
    """Return what a .docx says, read in the helper, or why it cannot be read."""
    try:
        found: WordContent | str = confine.shared().call(_READING, data, seconds=SECONDS)
    except confine.Died:
        return _DIED
    return found


def _own(data: bytes) -> WordContent | None:
    """Return what a paper of ours says that was sent; None where it is no Word file. Raises NotReadyError.

    It is no stranger's, so time is no sign of harm; and to go on without it would be to take a ballot for something
    else, or a return for nobody's.
    """
    try:
        found: WordContent | str = confine.shared().call(_READING, data, seconds=_OWN_SECONDS)
    except confine.Died as death:
        raise NotReadyError(_BUSY) from death
    return found if isinstance(found, WordContent) else None


def to_file_by(desk: Desk) -> SentPapers:
    """Return what has left, for who is about to keep what comes back. Raises NotReadyError, LedgerError, DiskError.

    Without sent.db ballots that came before this program kept them by themselves could not be told: then nothing is
    taken in.
    """
    found = SentPapers.of(desk)
    own = found.bytes_.own
    if not found.papers and any((own / SENT_FOLDER).glob("*/*")):
        with SentBook(own / SENT, read_only=True) as book:
            if not book.everything():
                raise NotReadyError(_LOST)
    found.keep_ballots()
    return found


def content_of(data: bytes) -> WordContent | ToConvert | str:
    """Return what a file of running text says that came back, whatever has saved it, or why that is not known."""
    word = old_word.modern(data)
    return read(word) if isinstance(word, bytes) else word


def printed_in(data: bytes) -> tuple[WordContent, ...] | str:
    """Return the words on each page of a PDF, none of a scan's, or why it cannot be read."""
    try:
        found: tuple[WordContent, ...] | str = confine.shared().call(_PRINTED, data, seconds=SECONDS)
    except confine.Died:
        return _DIED
    return found


@dataclass(slots=True)
class SentPapers:
    """Every version that left, the last one last; what they say is read when somebody asks."""

    bytes_: SentBytes
    terms: Mapping[str, Mapping[str, Returns]]  # campaign → kind → 回收
    papers: dict[str, ReturnedPaper] = field(default_factory=dict)  # by document
    receipts: dict[str, ReturnedPaper] = field(default_factory=dict)  # by 表号
    _versions: defaultdict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))  # by document
    _numbered: defaultdict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))  # 表号 → documents
    _members: defaultdict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    _ballots: list[WordContent] | None = None
    _ballot_texts: tuple[tuple[str, ...], ...] | None = None  # what is printed in each of them, but people's names
    _ballot_heads: set[str] | None = None  # how they begin, without the name of a branch
    _branches: set[str] = field(default_factory=set)  # names and short names, as they are printed
    _read: dict[str, WordContent | None] = field(default_factory=dict)  # by digest

    @classmethod
    def of(cls, desk: Desk) -> Self:
        """Return what has left so far. Raises LedgerError."""
        own = own_folder(desk.workspace)
        found = cls(SentBytes(own), {each.folder: each.returns for each in desk.ledger.snapshot.campaigns()})
        with SentBook(own / SENT, read_only=True) as book:
            for paper, digest in answers.departed(book):
                found._add(paper, digest)
            found.receipts = {paper.number: paper for paper, _ in answers.receipts(book)}
        return found

    def _add(self, paper: ReturnedPaper, digest: str) -> None:
        path = paper.document
        self.papers[path] = paper
        self._versions[path].pop(digest, None)  # sent once more, it is the last again
        self._versions[path][digest] = None
        if paper.number:
            self._numbered[paper.number][path] = None
        if paper.member:
            self._members[paper.campaign, paper.kind, paper.person].add(path)

    def versions(self, number: str) -> Sequence[SentPaper]:
        """Return every version of the papers of a 表号."""
        return [sent for path in self._numbered.get(number, ()) for sent in self._of(path, self._versions[path])]

    def numbered(self, number: str) -> Sequence[ReturnedPaper]:
        """Return the papers of a 表号: one, but by chance."""
        return [self.papers[path] for path in self._numbered.get(number, ())]

    def named_in(self, content: WordContent) -> list[SentPaper]:
        """Return the last versions of the papers whose names stand in a file; none of too many."""
        texts = {bare(cell.text) for cell in content.cells}
        whole = "\n".join(texts)
        found = [
            paper.document
            for paper in self.papers.values()
            if (not paper.member or paper.person in texts)
            and (paper.folder in whole or paper.branch in whole)
            and self._returns(paper).marked
        ]
        versions = (self.latest(document) for document in found[: _MOST_NAMED_IN + 1])
        return [each for each in versions if each] if len(found) <= _MOST_NAMED_IN else []

    def siblings(self, paper: ReturnedPaper) -> list[SentPaper]:
        """Return some others of a paper's kind that its branch has."""
        found = (
            other.document
            for other in self.papers.values()
            if (other.campaign, other.branch, other.kind) == (paper.campaign, paper.branch, paper.kind)
            and other.document != paper.document
        )
        versions = (self.latest(document) for document in itertools.islice(found, _SIBLINGS))
        return [each for each in versions if each]

    def latest(self, document: str) -> SentPaper | None:
        """Return the last version of a paper; None where its bytes are not there any more, or none of ours."""
        return next(self._of(document, reversed(self._versions[document])), None)

    def _of(self, document: str, digests: Iterator[str] | Mapping[str, None]) -> Iterator[SentPaper]:
        paper = self.papers[document]
        namesakes = len(self._members[paper.campaign, paper.kind, paper.person]) > 1
        for digest in digests:
            content = self._content(digest)
            if content is not None:
                marks = content.bookmarks or content.properties
                mark = marks[0] if marks else None
                yield SentPaper(paper, digest, mark, content, self._returns(paper), namesakes=namesakes)

    def _returns(self, paper: ReturnedPaper) -> Returns:
        return self.terms.get(paper.campaign, {}).get(paper.kind, _NOT_ASKED)

    def _content(self, digest: str) -> WordContent | None:
        if digest not in self._read:
            data = self.bytes_.of(digest)
            content = _own(data) if data is not None else None
            if len(self._read) >= _MOST_HELD:
                self._read.clear()
            self._read[digest] = content
        return self._read[digest]

    def is_ballot(self, content: WordContent) -> bool:
        """Whether a file is one of those papers on which nothing may tell whose they are.

        They name everybody whom they ask about, and so does any list of a branch's members: names tell nothing of it.
        What reads like a ballot and carries the 表号 of a paper that reads so itself is that paper: it is not asked for
        without names any more.
        """
        if not self._reads_like_one(content):
            return False
        numbers = dict.fromkeys(mark.number for mark in content.bookmarks)
        return not any(self._reads_like_one(each.content) for number in numbers for each in self.versions(number))

    def _reads_like_one(self, content: WordContent) -> bool:
        if self._ballot_texts is None:
            people = {printed(paper.person) for paper in self.papers.values() if paper.member}
            self._ballot_texts = tuple(dict.fromkeys(printed_texts(each, people) for each in self.ballots))
        all_of_it = all_printed(content)
        return any(share(texts, all_of_it) >= LEAST_KEPT for texts in self._ballot_texts)

    def heads_ballot(self, words: str) -> bool:
        """Whether printed words are a ballot's title, whichever branch's it is: of each kind some are compared."""
        if self._ballot_heads is None:
            self._branches = {printed(name) for each in self.papers.values() for name in (each.folder, each.branch)}
            names = re.compile("|".join(sorted(map(re.escape, self._branches), key=len, reverse=True)) or r"\Z.")
            heads = (names.sub("", printed(each.head), count=1) for each in self.ballots)
            self._ballot_heads = {head for head in heads if len(head) >= _LEAST_HEAD}
        return any(
            words.endswith(head) and (words == head or words.removesuffix(head) in self._branches)
            for head in self._ballot_heads
        )

    @property
    def ballots(self) -> Sequence[WordContent]:
        """Return some of the papers of each kind on which nothing may tell whose they are, or might when they left."""
        if self._ballots is None:
            stored = dict(BallotBytes(self.bytes_.own).latest())
            found = [each for data in stored.values() if (each := _own(data))]
            today = (documents[-_BALLOTS:] for documents in self._anonymous_today().values())
            latest = (self.latest(document) for documents in today for document in documents)
            self._ballots = found + [sent.content for sent in latest if sent and sent.version not in stored]
        return self._ballots

    def keep_ballots(self) -> None:
        """Keep what the catalog calls a ballot today, so that it stays one. Raises DiskError."""
        store = BallotBytes(self.bytes_.own)
        for (campaign, kind), documents in self._anonymous_today().items():
            digests = [digest for document in documents for digest in self._versions[document]]
            lacking = ((digest, self.bytes_.of(digest)) for digest in store.lacks(campaign, kind, digests))
            store.keep(campaign, kind, [(digest, data) for digest, data in lacking if data is not None])

    def _anonymous_today(self) -> dict[tuple[str, str], list[str]]:
        """Return the documents of the kinds that the catalog calls anonymous, by campaign and kind."""
        by_kind: dict[tuple[str, str], list[str]] = {}
        for paper in self.papers.values():
            if self._is_anonymous(paper):
                by_kind.setdefault((paper.campaign, paper.kind), []).append(paper.document)
        return by_kind

    def _is_anonymous(self, paper: ReturnedPaper) -> bool:
        return self._returns(paper).anonymous

    # --- as somebody calls them -----------------------------------------------------------------------------------

    def branch(self, name: str) -> str:
        """Return the full name of a branch that something was sent to. Raises UsageError."""
        names = {word: paper.branch for paper in self.papers.values() for word in (paper.folder, paper.branch)}
        if name not in names:
            raise UsageError(f"没有给“{name}”这个党支部发过文件{among(name, names)}")
        return names[name]

    def called(self, name: str) -> ReturnedPaper:
        """Return the one paper that is meant: by its path, its 表号, or a part of its path. Raises UsageError."""
        number = paper_number.read(name)
        tests: tuple[Callable[[ReturnedPaper], bool], ...] = (
            lambda paper: paper.document == name,
            lambda paper: bool(number) and paper.number == number,
            lambda paper: name in paper.document,
        )
        for test in tests:
            found = [paper for paper in self.papers.values() if test(paper)]
            if len(found) > 1:
                listed = "、".join(paper.document for paper in found[:_MOST_NAMED])
                raise UsageError(f"“{name}”说的是哪一份？请写全一些：{listed}{' 等' if found[_MOST_NAMED:] else ''}")
            if found:
                if self._is_anonymous(found[0]):
                    raise UsageError(f"“{found[0].name}”是不记名的，不能认给谁")
                return found[0]
        raise UsageError(f"没有发出过“{name}”这份文件")
