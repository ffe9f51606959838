"""Files that came back → what each of them is: whose, which version, what was written into it. Writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import disk
from pipeline.collect import archives, cutting, old_word, piles, proposing, scanning, sent_papers
from pipeline.collect.archives import ArchivedFile
from pipeline.collect.old_word import ToConvert
from pipeline.collect.recognising import nobodys, recognised
from pipeline.collect.returned_word import WordContent
from pipeline.collect.sent_papers import SentPapers
from pipeline.desk import Desk
from pipeline.model.errors import UsageError
from pipeline.model.returned import Arrival, Return, ReturnState

_LARGEST = 32 * 1024 * 1024  # bytes that are read
_LARGEST_KEPT = 256 * 1024 * 1024
_TOO_LARGE = "文件大得不正常，没有读。请核对是不是交错了文件"


@dataclass(frozen=True, slots=True)
class Came:
    """A file as it came; `fault` says why nothing in it can be read; `data` is None where there are not even bytes.

    Of a file in an archive `path` is below the archive's.
    """

    path: Path
    arrival: Arrival
    data: bytes | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A file and the papers in it; one at least. `unread`: of what is in it nothing could be seen, so it may be any."""

    path: Path
    parts: tuple[Return, ...]
    unread: bool = False


def look(desk: Desk, paths: Iterable[Path], sender: str = "") -> Iterator[LookedAt]:
    """Say of each file what it is; of a folder, of all files below it. Raises UsageError, LedgerError.

    `sender`: the branch that has handed them in, "" where that was not said.
    """
    sent = SentPapers.of(desk)
    sender = sent.branch(sender) if sender else ""
    for path in files(paths):
        for came in each_of(opened(desk, path, sender, desk.time)):
            yield looked_at(came, sent)


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


def each_of(came: Came) -> list[Came]:
    """Return the files in what came, where it is a .zip of files, each as if it had come by itself; else itself."""
    found = archives.files_in(came.data) if came.data is not None else ""
    if isinstance(found, str):
        return [replace(came, fault=found)] if found else [came]
    return [_inner(came, each) for each in found]


def _inner(came: Came, each: ArchivedFile) -> Came:
    digest = "" if each.fault else hashlib.sha256(each.data).hexdigest()
    name, source = each.name.rpartition("/")[2], f"{came.arrival.source} › {each.name}"
    arrival = replace(came.arrival, digest=digest, name=name, source=source, size=len(each.data))
    return Came(came.path / each.name, arrival, None if each.fault else each.data, each.fault)


def looked_at(came: Came, sent: SentPapers) -> LookedAt:
    """Say which papers a file holds, whose each is and what was written into it: what it is, its bytes say."""
    data, arrival = came.data, came.arrival
    if data is None or came.fault:
        return LookedAt(came.path, (nobodys(arrival, came.fault),), unread=True)
    if not old_word.may_be_word(data) and (scanning.has_pages(data) or came.path.suffix.lower() in scanning.SUFFIXES):
        return _on_paper(came, data, sent)
    content = sent_papers.content_of(data) if len(data) <= _LARGEST else _TOO_LARGE
    if isinstance(content, ToConvert):
        return LookedAt(came.path, (Return(arrival, ReturnState.TO_CONVERT, why=content.why),), unread=True)
    if isinstance(content, str):
        return LookedAt(came.path, (nobodys(arrival, content),), unread=True)
    return LookedAt(came.path, _parts(arrival, content, sent))


def _parts(arrival: Arrival, content: WordContent, sent: SentPapers) -> tuple[Return, ...]:
    found = cutting.parts(content, sent)
    said = [replace(_whose(arrival, each.content, sent), place=each.place) for each in found]
    if any(each.state is ReturnState.BALLOT for each in said):  # then the file is not kept, nor what else is in it
        beside = "和不记名的票在一个文件里，没有登记。请把这一份另存成一个文件再交"
        said = [e if e.state is ReturnState.BALLOT else replace(nobodys(arrival, beside), place=e.place) for e in said]
    return tuple(said)


def _on_paper(came: Came, data: bytes, sent: SentPapers) -> LookedAt:
    """Say whose the pages of a PDF or a picture are by their codes; of a PDF without any, whose it may be by its words.

    What was written into it is not read.
    """
    arrival = came.arrival
    pages = scanning.seen(data, arrival.digest)
    if isinstance(pages, str) and pages != scanning.ADVICE:
        return LookedAt(came.path, (nobodys(arrival, pages),), unread=True)
    words = sent_papers.printed_in(data) if scanning.is_pdf(data) else None
    has_codes = not isinstance(pages, str) and any(page.codes for page in pages)
    if isinstance(words, WordContent) and words.blocks:
        if sent.is_ballot(words):
            return LookedAt(came.path, (_ballot(arrival),))
        if not has_codes:
            return LookedAt(came.path, (proposing.likest_printed(arrival, words, sent),))
    found = (nobodys(arrival, pages),) if isinstance(pages, str) else piles.parts(arrival, pages, sent)
    return LookedAt(came.path, found, unread=isinstance(words, str) and not has_codes)


def _ballot(arrival: Arrival) -> Return:
    return Return(arrival, ReturnState.BALLOT, why="不登记、不留存：上面没有谁的名字，也不该有。请只数票数")


def _whose(arrival: Arrival, content: WordContent, sent: SentPapers) -> Return:
    if sent.is_ballot(content):  # though it may lie in a file that was somebody's form
        return _ballot(arrival)
    if content.bookmarks or content.properties:
        return recognised(arrival, content, sent.versions)
    return proposing.likest(arrival, content, sent)
