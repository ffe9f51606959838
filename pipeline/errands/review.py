"""Review any Word file, whoever made it: each in the helper process, one bad file harms no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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


def look(data: bytes) -> tuple[Finding, ...] | str:
    """Return a document's Findings, or why there are none. Runs in the helper."""
    from pipeline.review.package import Unreadable  # noqa: PLC0415 - the parent needs none of it

    try:
        return reviewer.review(data)
    except Unreadable as fault:
        return str(fault)
