"""Files that came back → what each of them is: whose, which version, what was written into it. Writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import confine, disk
from pipeline.collect.recognising import RecognisedReturn, ReturnState, SentPaper, recognised
from pipeline.collect.returned_word import WordContent
from pipeline.desk import SENT, Desk, own_folder
from pipeline.ledger import SentBook, SentBytes
from pipeline.model import paper_number
from pipeline.model.errors import UsageError
from pipeline.model.work import Approved, Fate

_SECONDS = 8.0  # for one file
_LARGEST = 32 * 1024 * 1024  # bytes
_OLD = frozenset({".doc", ".wps", ".wpt", ".rtf", ".odt"})
_GONE = frozenset({Fate.SENT, Fate.INTENDED})  # has left, or may have
_READING = "pipeline.collect.returned_word:content"
_DIED = "读它要的时间或内存大得不正常，可能文件有问题。请对方另存一份再交"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A file and what it is."""

    path: Path
    found: RecognisedReturn


@dataclass(slots=True)
class _SentPapers:
    """The versions that left, by 表号; what they say is read when somebody asks."""

    kept: SentBytes
    _by_number: defaultdict[str, dict[str, tuple[str, Approved]]] = field(default_factory=lambda: defaultdict(dict))
    _members: defaultdict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, campaign: str, key: str, document: Approved) -> None:
        home = f"outputs/{campaign}/"
        number = paper_number.drawn(key, document.document.removeprefix(home))
        self._by_number[number].pop(document.digest, None)  # sent once more, it is the last again
        self._by_number[number][document.digest] = (campaign, document)
        if document.member:
            self._members[campaign, document.kind, document.member].add(document.document)

    def versions(self, number: str) -> Sequence[SentPaper]:
        """Return every version of the papers of a number, the last one last."""
        return list(self._versions(number)) if number in self._by_number else []

    def _versions(self, number: str) -> Iterator[SentPaper]:
        for digest, (campaign, document) in self._by_number[number].items():
            data = self.kept.of(digest)
            content = _content(data) if data is not None else ""
            if isinstance(content, WordContent):
                marks = content.bookmarks or content.properties
                yield SentPaper(
                    campaign,
                    document.branch,
                    document.path.rsplit("/", 2)[-2],
                    document.member,
                    document.kind,
                    document.name,
                    marks[0] if marks else None,
                    content,
                    namesakes=len(self._members[campaign, document.kind, document.member]) > 1,
                )


def look(desk: Desk, paths: Iterable[Path]) -> Iterator[LookedAt]:
    """Say of each file what it is; of a folder, of all files below it. Raises UsageError, LedgerError."""
    sent = _sent(desk)
    for path in _files(paths):
        yield LookedAt(path, _looked(path, sent))


def _sent(desk: Desk) -> _SentPapers:
    own = own_folder(desk.workspace)
    papers = _SentPapers(SentBytes(own))
    with SentBook(own / SENT, read_only=True) as book:
        keys = book.keys()
        for each in book.everything():
            if each.fate in _GONE and (key := keys.get(each.parcel.campaign)):
                for document in each.parcel.documents:
                    papers.add(each.parcel.campaign, key, document)
    return papers


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                each for each in path.rglob("*") if each.is_file() and not each.name.startswith((".", "~$"))
            )
        elif path.is_file():
            yield path
        else:
            raise UsageError(f"没有“{path}”这个文件或文件夹")


def _looked(path: Path, sent: _SentPapers) -> RecognisedReturn:
    if path.suffix.lower() in _OLD:
        return RecognisedReturn(ReturnState.TO_CONVERT, why="不是 .docx。请用 Word、WPS 打开它，另存为 .docx 再看")
    if path.suffix.lower() != ".docx":
        return RecognisedReturn(ReturnState.UNKNOWN, why="这种文件还不能看，只看 .docx。请看是谁的")
    try:
        if path.stat().st_size > _LARGEST:
            return RecognisedReturn(ReturnState.UNKNOWN, why="文件大得不正常，没有读。请核对是不是交错了文件")
        data = path.read_bytes()
    except OSError as fault:
        return RecognisedReturn(ReturnState.UNKNOWN, why=str(disk.unreadable(path, fault)))
    content = _content(data)
    if isinstance(content, str):
        return RecognisedReturn(ReturnState.UNKNOWN, why=content)
    return recognised(content, sent.versions)


def _content(data: bytes) -> WordContent | str:
    """Return what a file says, read in the helper, or why it cannot be read."""
    try:
        found: WordContent | str = confine.shared().call(_READING, data, seconds=_SECONDS)
    except confine.Died:
        return _DIED
    return found
