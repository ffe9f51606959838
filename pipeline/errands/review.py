"""Review any Word file, whoever made it: each in the helper process, one bad file harms no other.

`review` reads the file itself; `rendered` adds what LibreOffice makes of its pages. Old files (.doc, .wps, .rtf) are
read through LibreOffice, as .docx in a folder that goes with the work. Without LibreOffice only these are missing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import confine
from pipeline.model.errors import WorkspaceError
from pipeline.model.finding import Finding, Weight
from pipeline.model.frozen import frozen
from pipeline.review import findings_of, is_old_word

_SECONDS = 30.0  # for one file
_DEATHS = {"time": "30 秒内看不完，可能文件有问题", "memory": "文件太大，内存不够", "abort": "文件有问题，看不下去"}


_LOCKS = ("~$", ".~")
WORD = frozenset({".docx", ".docm", ".dotx", ".dotm"})
OLD = frozenset({".doc", ".dot", ".wps", ".wpt", ".rtf"})
_UNREADABLE = "读不了；如果它正在 Word 或 WPS 中打开，请先关闭"
_NO_PAPERS = frozenset({".db", ".log", ".toml", ".yaml", ".tmp"})  # what programs keep for themselves
_FIRST = 8  # bytes that tell an old file


@frozen
class ReviewSource:
    """A file to be looked at. `docx`: where it is read, itself or what LibreOffice made of it; `fault`: why nowhere."""

    path: Path
    docx: Path
    fault: str = ""

    @property
    def converted(self) -> bool:
        """Whether another program made a .docx of it first: its look is that program's rendering."""
        return self.docx != self.path


@frozen
class Reviewed:
    """One file's review; `fault` says why there is none."""

    source: ReviewSource
    findings: tuple[Finding, ...] = ()
    fault: str = ""

    @property
    def path(self) -> Path:
        """The file that was asked for."""
        return self.source.path

    @property
    def breaks_standard(self) -> bool:
        """Whether it has a finding that the standard itself asks for."""
        return any(finding.severity is Weight.STANDARD for finding in self.findings)


def files(paths: Iterable[Path]) -> list[Path]:
    """Return the Word files of today's kinds that are meant: those named, and those in the folders named; no locks."""
    return chosen(paths, WORD)[0]


def to_review(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the Word files that are meant, old kinds too, and what lies in the folders named besides."""
    return chosen(paths, WORD | OLD)


def chosen(paths: Iterable[Path], suffixes: Container[str]) -> tuple[list[Path], list[Path]]:
    """Return the files named and, of the folders named, those with one of the suffixes and all others."""
    found: list[Path] = []
    others: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        for each in sorted(path.rglob("*")):
            kind = each.suffix.lower()
            if not each.name.startswith((".", "~$")) and kind not in _NO_PAPERS and each.is_file():
                (found if kind in suffixes else others).append(each)
    return [each for each in dict.fromkeys(found) if not each.name.startswith(_LOCKS)], list(dict.fromkeys(others))


@contextlib.contextmanager
def readable(paths: Sequence[Path]) -> Iterator[list[ReviewSource]]:
    """Give where each file is read. Old ones are converted by LibreOffice, if it is there; the copies go at the end."""
    old = [path for path in paths if _is_old(path)]
    with contextlib.ExitStack() as stack:
        made = _modern(old, stack) if old else {}
        yield [made.get(path) or ReviewSource(path, path) for path in paths]


def _is_old(path: Path) -> bool:
    """Whether a file is of an old kind by its bytes; its name may say what it likes."""
    try:
        with path.open("rb") as file:
            return is_old_word(file.read(_FIRST))
    except OSError:
        return False  # said when it is read


def _modern(old: Sequence[Path], stack: contextlib.ExitStack) -> dict[Path, ReviewSource]:
    from pipeline.review import office  # noqa: PLC0415 - only who has old files loads it

    try:
        writer = stack.enter_context(office.opened())
    except WorkspaceError:
        return {}  # without LibreOffice the reader itself says what to do
    made = writer.modern(old)
    return {each.source: ReviewSource(each.source, each.file or each.source, each.fault) for each in made}


def review(paths: Sequence[Path]) -> Iterator[Reviewed]:
    """Yield each file's review, in the order asked, old files through LibreOffice."""
    with readable(paths) as sources:
        yield from judged(sources)


def judged(sources: Iterable[ReviewSource]) -> Iterator[Reviewed]:
    """Yield the review of each file that `readable` has given, in its order."""
    for source in sources:
        if source.fault:
            yield Reviewed(source, fault=source.fault)
            continue
        try:
            data = source.docx.read_bytes()
        except FileNotFoundError:
            yield Reviewed(source, fault="没有这个文件")
            continue
        except OSError:
            yield Reviewed(source, fault=_UNREADABLE)
            continue
        try:
            answer = confine.shared().call("pipeline.errands.review:look", data, seconds=_SECONDS)
        except confine.Died as death:
            yield Reviewed(source, fault=_DEATHS[death.reason])
            continue
        yield Reviewed(source, fault=answer) if isinstance(answer, str) else Reviewed(source, answer)


def rendered(
    reviewed: Sequence[Reviewed],
    on_progress: Callable[[int], None],
    on_missing_faces: Callable[[Sequence[str]], None],
) -> Iterator[Reviewed]:
    """Yield each review with what its set pages show besides. Raises WorkspaceError where LibreOffice is missing.

    `on_missing_faces` is told the families (仿宋 …) for which another face stood in.
    """
    from pipeline.review import office  # noqa: PLC0415 - only who asks for pages loads it

    whole = [each.source.docx for each in reviewed if not each.fault]
    with office.opened() as writer:
        on_missing_faces(writer.missing_faces)
        made = {each.source: each for each in writer.pdfs(whole, on_progress)}
        for each in reviewed:
            converted = made.get(each.source.docx)
            if converted is None:
                yield each
            elif converted.file is None:
                yield replace(each, fault=converted.fault)
            else:
                yield _with_pages(each, converted.file.read_bytes())


def _with_pages(each: Reviewed, pdf: bytes) -> Reviewed:
    try:
        data = each.source.docx.read_bytes()
        more = confine.shared().call("pipeline.errands.review:look_at_pages", data, pdf, seconds=_SECONDS)
    except OSError:
        return replace(each, fault=_UNREADABLE)
    except confine.Died as death:
        return replace(each, fault=_DEATHS[death.reason])
    return replace(each, findings=(*each.findings, *more))


def look(data: bytes) -> tuple[Finding, ...] | str:
    """Return a document's Findings, or why there are none. Runs in the helper."""
    from pipeline.review import UnreadablePackage  # noqa: PLC0415 - the parent needs none of it

    try:
        return findings_of(data)
    except UnreadablePackage as fault:
        return str(fault)


def look_at_pages(data: bytes, pdf: bytes) -> tuple[Finding, ...]:
    """Return what a document's set pages show. Runs in the helper."""
    from pipeline.review import (  # noqa: PLC0415 - the parent needs none of it
        Document,
        layout_of,
        measured_pages,
        page_findings,
    )

    return page_findings(Document(layout_of(data)), measured_pages(pdf))
