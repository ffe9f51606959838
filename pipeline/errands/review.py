"""Review any Word file, whoever made it: each in the helper process, one bad file harms no other.

`review` reads the file itself; `rendered` adds what LibreOffice's PDF of it shows, where LibreOffice is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import confine
from pipeline.model.finding import Finding, Weight
from pipeline.review import reviewer

_SECONDS = 30.0  # for one file
_DEATHS = {"time": "30 秒内看不完，可能文件有问题", "memory": "文件太大，内存不够", "abort": "文件有问题，看不下去"}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One file's review; `fault` says why there is none."""

    path: Path
    findings: tuple[Finding, ...] = ()
    fault: str = ""

    @property
    def breaks_standard(self) -> bool:
        """Whether it has a finding that the standard itself asks for."""
        return any(finding.severity is Weight.STANDARD for finding in self.findings)


def files(paths: Iterable[Path]) -> list[Path]:
    """Return the .docx files that are meant: those named, and those in the folders named; no lock files."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*.docx")) if path.is_dir() else [path]
        found += [each for each in inside if not each.name.startswith(("~$", ".~"))]
    return list(dict.fromkeys(found))


def review(paths: Iterable[Path]) -> Iterator[Reviewed]:
    """Yield each file's review, in the order asked."""
    for path in paths:
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            yield Reviewed(path, fault="没有这个文件")
            continue
        except OSError:
            yield Reviewed(path, fault="读不了；如果它正在 Word 或 WPS 中打开，请先关闭")
            continue
        try:
            answer = confine.shared().call("pipeline.errands.review:look", data, seconds=_SECONDS)
        except confine.Died as death:
            yield Reviewed(path, fault=_DEATHS[death.reason])
            continue
        yield Reviewed(path, fault=answer) if isinstance(answer, str) else Reviewed(path, answer)


def rendered(
    reviewed: Sequence[Reviewed],
    on_progress: Callable[[int], None],
    on_missing_faces: Callable[[Sequence[str]], None],
) -> Iterator[Reviewed]:
    """Yield each review with what its set pages show besides. Raises WorkspaceError where LibreOffice is missing.

    `on_missing_faces` is told the families (仿宋 …) for which another face stood in.
    """
    from pipeline.review import office  # noqa: PLC0415 - only who asks for pages loads it

    readable = [each.path for each in reviewed if not each.fault]
    with office.opened() as writer:
        on_missing_faces(writer.missing_faces)
        made = {each.source: each for each in writer.pdfs(readable, on_progress)}
        for each in reviewed:
            converted = made.get(each.path)
            if converted is None:
                yield each
            elif converted.pdf is None:
                yield replace(each, fault=converted.fault)
            else:
                yield _with_pages(each, converted.pdf.read_bytes())


def _with_pages(each: Reviewed, pdf: bytes) -> Reviewed:
    try:
        data = each.path.read_bytes()
        more = confine.shared().call("pipeline.errands.review:look_at_pages", data, pdf, seconds=_SECONDS)
    except OSError:
        return replace(each, fault="读不了；如果它正在 Word 或 WPS 中打开，请先关闭")
    except confine.Died as death:
        return replace(each, fault=_DEATHS[death.reason])
    return replace(each, findings=(*each.findings, *more))


def look(data: bytes) -> tuple[Finding, ...] | str:
    """Return a document's Findings, or why there are none. Runs in the helper."""
    from pipeline.review.package import Unreadable  # noqa: PLC0415 - the parent needs none of it

    try:
        return reviewer.review(data)
    except Unreadable as fault:
        return str(fault)


def look_at_pages(data: bytes, pdf: bytes) -> tuple[Finding, ...]:
    """Return what a document's set pages show. Runs in the helper."""
    from pipeline.review import pages, rendered  # noqa: PLC0415 - the parent needs none of it
    from pipeline.review.elements import Document  # noqa: PLC0415
    from pipeline.review.measure import measure  # noqa: PLC0415

    return rendered.review(Document(measure(data)), pages.measured(pdf))
