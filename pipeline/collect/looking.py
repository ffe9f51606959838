"""Files that came back → what each of them is: whose, which version, what was written into it. Writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import disk
from pipeline.collect import cutting, piles, proposing, scanning, sent_papers
from pipeline.collect.old_word import ToConvert
from pipeline.collect.recognising import nobodys, recognised
from pipeline.collect.returned_word import WordContent
from pipeline.collect.sent_papers import SentPapers
from pipeline.desk import Desk
from pipeline.model.errors import UsageError
from pipeline.model.returned import RUNNING_TEXT, Arrival, Return, ReturnState

_LARGEST = 32 * 1024 * 1024  # bytes that are read
_LARGEST_KEPT = 256 * 1024 * 1024
_PDF = ".pdf"
_TOO_LARGE = "文件大得不正常，没有读。请核对是不是交错了文件"


@dataclass(frozen=True, slots=True)
class Came:
    """A file as it came; `data` is None where it cannot be read at all, and `fault` says why."""

    path: Path
    arrival: Arrival
    data: bytes | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A file and the papers in it; one at least."""

    path: Path
    parts: tuple[Return, ...]


def look(desk: Desk, paths: Iterable[Path], sender: str = "") -> Iterator[LookedAt]:
    """Say of each file what it is; of a folder, of all files below it. Raises UsageError, LedgerError.

    `sender`: the branch that has handed them in, "" where that was not said.
    """
    sent = SentPapers.of(desk)
    sender = sent.branch(sender) if sender else ""
    for path in files(paths):
        came = opened(desk, path, sender, desk.time)
        yield LookedAt(path, parts(came, sent))


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that are meant, those of a folder in the order of their names. Raises UsageError."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                each for each in path.rglob("*") if each.is_file() and not each.name.startswith((".", "~$"))
            )
        elif path.is_file():
            yield path
        else:
            raise UsageError(f"没有“{path}”这个文件或文件夹")


def opened(desk: Desk, path: Path, sender: str, at: str, home: Path | None = None) -> Came:
    """Read a file's bytes; below `home`, else below the workspace, its place is named from there."""
    home = home or desk.workspace
    source = (path.relative_to(home) if path.is_relative_to(home) else path).as_posix()
    unread = Arrival("", path.name, source, 0, at, sender=sender)
    try:
        if path.stat().st_size > _LARGEST_KEPT:
            return Came(path, unread, None, _TOO_LARGE)
        data = path.read_bytes()
    except OSError as fault:
        return Came(path, unread, None, str(disk.unreadable(path, fault)))
    digest = hashlib.sha256(data).hexdigest()
    return Came(path, Arrival(digest, path.name, source, len(data), at, sender=sender), data)


def parts(came: Came, sent: SentPapers) -> tuple[Return, ...]:
    """Return the papers that a file holds, whose each is and what was written into it."""
    if came.data is not None and came.path.suffix.lower() in scanning.SUFFIXES:
        return _on_paper(came, came.data, sent)
    content = _content(came)
    if isinstance(content, Return):
        return (content,)
    found = cutting.parts(content, sent)
    said = [replace(_whose(came.arrival, each.content, sent), place=each.place) for each in found]
    if any(each.state is ReturnState.BALLOT for each in said):  # then the file is not kept, nor what else is in it
        beside = "和不记名的票在一个文件里，没有登记。请把这一份另存成一个文件再交"
        said = [
            e if e.state is ReturnState.BALLOT else replace(nobodys(came.arrival, beside), place=e.place) for e in said
        ]
    return tuple(said)


def _content(came: Came) -> WordContent | Return:
    """Return what a file says, or that of a file which says nothing."""
    arrival, suffix = came.arrival, came.path.suffix.lower()
    if came.data is None:
        return nobodys(arrival, came.fault)
    if suffix and suffix not in RUNNING_TEXT:  # one without an ending, as phones send it, is what its bytes say
        return nobodys(arrival, "这种文件还不能看。请另存为 .docx、.pdf 或 .jpg 再交，或看是谁的")
    if len(came.data) > _LARGEST:
        return nobodys(arrival, _TOO_LARGE)
    content = sent_papers.content_of(came.data)
    if isinstance(content, ToConvert):
        return Return(arrival, ReturnState.TO_CONVERT, why=content.why)
    return nobodys(arrival, content) if isinstance(content, str) else content


def _on_paper(came: Came, data: bytes, sent: SentPapers) -> tuple[Return, ...]:
    """Say whose the pages of a PDF or a picture are by their codes; of a PDF without any, whose it may be by its words.

    What was written into it is not read.
    """
    arrival = came.arrival
    pages = scanning.seen(data, arrival.digest)
    if isinstance(pages, str) and pages != scanning.ADVICE:
        return (nobodys(arrival, pages),)
    words = sent_papers.printed_in(data) if came.path.suffix.lower() == _PDF and len(data) <= _LARGEST else ""
    if isinstance(words, WordContent) and words.blocks:
        if sent.is_ballot(words):
            return (_ballot(arrival),)
        if isinstance(pages, str) or not any(page.codes for page in pages):
            return (proposing.likest_printed(arrival, words, sent),)
    return (nobodys(arrival, pages),) if isinstance(pages, str) else piles.parts(arrival, pages, sent)


def _ballot(arrival: Arrival) -> Return:
    return Return(arrival, ReturnState.BALLOT, why="不登记、不留存：上面没有谁的名字，也不该有。请只数票数")


def _whose(arrival: Arrival, content: WordContent, sent: SentPapers) -> Return:
    if sent.is_ballot(content):  # though it may lie in a file that was somebody's form
        return _ballot(arrival)
    if content.bookmarks or content.properties:
        return recognised(arrival, content, sent.versions)
    return proposing.likest(arrival, content, sent)
