"""Files that came back → what each of them is: whose, which version, what was written into it. Writes nothing."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import disk
from pipeline.collect import (
    archives,
    cutting,
    excerpts,
    old_word,
    piles,
    printed_pages,
    proposing,
    scanning,
    sent_papers,
)
from pipeline.collect.archives import ArchivedFile
from pipeline.collect.comparing import printed
from pipeline.collect.old_word import ToConvert
from pipeline.collect.recognising import a_ballot, nobodys, recognised
from pipeline.collect.returned_word import WordContent, whole
from pipeline.collect.sent_papers import SentPapers
from pipeline.desk import Desk
from pipeline.model.errors import UsageError
from pipeline.model.frozen import frozen
from pipeline.model.return_terms import ReturnState
from pipeline.model.returned import Arrival, Return

_LARGEST = 32 * 1024 * 1024  # bytes that are read
_LARGEST_KEPT = 256 * 1024 * 1024
_TOO_LARGE = "文件大得不正常，没有读。请核对是不是交错了文件"


@frozen
class Came:
    """A file as it came; `fault` says why nothing in it can be read; `data` is None where there are not even bytes.

    Of a file in an archive `path` is below the archive's.
    """

    path: Path
    arrival: Arrival
    data: bytes | None
    fault: str = ""


@frozen
class LookedAt:
    """A file and the papers in it, or what else there is to say of it.

    `kept`: what may be filed of it, with `own`: it itself, or where a ballot lies among somebody's papers what is left
    of it; None for nothing. `left`: what is not filed then, the ballots and what may belong to them. `unread`: of what
    is in it nothing could be seen, so it may be any.
    """

    path: Path
    own: tuple[Return, ...]
    kept: Came | None
    unread: bool = False
    left: tuple[Return, ...] = ()

    @property
    def parts(self) -> tuple[Return, ...]:
        """All that there is to say."""
        return (*self.own, *self.left)


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
    """Return the files that are meant, those of a folder in the order of their names.

    Raises UsageError where one is not there, before anything is done with the others.
    """
    meant = list(paths)
    if missing := [str(path) for path in meant if not path.exists()]:
        raise UsageError(f"没有“{'”“'.join(missing)}”这个文件或文件夹")
    return itertools.chain.from_iterable(_below(path) if path.is_dir() else (path,) for path in meant)


def _below(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if each.is_file() and not each.name.startswith((".", "~$")))


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
        return LookedAt(came.path, (nobodys(arrival, came.fault),), came, unread=True)
    if not old_word.may_be_word(data) and (scanning.has_pages(data) or came.path.suffix.lower() in scanning.SUFFIXES):
        return _on_paper(came, data, sent)
    word = old_word.modern(data) if len(data) <= _LARGEST else _TOO_LARGE
    if isinstance(word, ToConvert):
        return LookedAt(came.path, (Return(arrival, ReturnState.TO_CONVERT, why=word.why),), came, unread=True)
    content = sent_papers.read(word) if isinstance(word, bytes) else word
    if isinstance(word, str) or isinstance(content, str):
        return LookedAt(came.path, (nobodys(arrival, str(content)),), came, unread=True)
    return _in_word(came, word, content, sent)


def _in_word(came: Came, word: bytes, content: WordContent, sent: SentPapers) -> LookedAt:
    found = cutting.parts(content, sent)
    said = tuple(replace(_whose(came.arrival, each.content, sent), place=each.place) for each in found)
    if not any(each.state is ReturnState.BALLOT for each in said):
        return LookedAt(came.path, said, came)
    blocks = [block for each, one in zip(found, said, strict=True) if one.paper for block in each.blocks]
    return _apart(came, excerpts.word(word, blocks), ".docx", said, sent)


def _apart(came: Came, rest: bytes | None, suffix: str, said: Sequence[Return], sent: SentPapers) -> LookedAt:
    """Look at what is left of a file without the ballots in it, as if it had come so; it has come by no mail then."""
    left = tuple(each if each.state is ReturnState.BALLOT else _beside(each) for each in said if not each.paper)
    if rest is not None:
        name, source = came.arrival.name, came.arrival.source
        name = name if name.lower().endswith(suffix) else f"{name}{suffix}"
        own = Came(
            came.path.with_name(name),
            replace(
                came.arrival, digest=hashlib.sha256(rest).hexdigest(), size=len(rest), name=name, message="",
                source=name if came.arrival.message else source,
            ),
            rest,
        )  # fmt: skip
        looked = looked_at(own, sent)
        if not looked.left and not looked.unread:
            return LookedAt(came.path, looked.own, own, left=left)
    return LookedAt(came.path, (), None, left=tuple(each if each in left else _beside(each) for each in said))


def _beside(each: Return) -> Return:
    why = "和不记名的票在一个文件里，没有登记。请把这一份另存成一个文件再交"
    return replace(nobodys(each.arrival, why), place=each.place, pages=each.pages)


def _on_paper(came: Came, data: bytes, sent: SentPapers) -> LookedAt:
    """Say whose the pages of a PDF or a picture are by their codes; of a PDF without any, whose it may be by its words.

    What was written into it is not read.
    """
    arrival = came.arrival
    pages = scanning.seen(data, arrival.digest)
    if isinstance(pages, str) and pages != scanning.ADVICE:
        return LookedAt(came.path, (nobodys(arrival, pages),), came, unread=True)
    texts = sent_papers.printed_in(data) if scanning.is_pdf(data) else ()
    has_codes = not isinstance(pages, str) and any(page.codes for page in pages)
    if not isinstance(texts, str) and (words := whole(texts)).blocks:
        seen = () if isinstance(pages, str) else pages
        if sent.is_ballot(words) and len(own := printed_pages.somebodys(texts, seen, sent)) < len(texts):
            said = printed_pages.others(arrival, texts, seen, own, sent)
            return _apart(came, excerpts.pdf(data, own), ".pdf", said, sent)
        if not has_codes:
            return LookedAt(came.path, (proposing.likest_printed(arrival, words, sent),), came)
    found = (nobodys(arrival, pages),) if isinstance(pages, str) else piles.parts(arrival, pages, sent)
    return LookedAt(came.path, found, came, unread=isinstance(texts, str) and not has_codes)


def _whose(arrival: Arrival, content: WordContent, sent: SentPapers) -> Return:
    if sent.is_ballot(content):  # though it may lie in a file that was somebody's form
        return a_ballot(arrival)
    if content.bookmarks or content.properties:
        return recognised(arrival, content, sent.versions)
    found = proposing.likest(arrival, content, sent)
    is_part_of_one = found.paper is None and sent.heads_ballot(printed(content.head))  # what was torn from one
    return a_ballot(arrival) if is_part_of_one else found
