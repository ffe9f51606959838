"""Set any Word file anew, words untouched: each in the helper process, the source only read, nothing written over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import confine, disk
from pipeline.errands import review as reviewing
from pipeline.errands.review import Source
from pipeline.model.errors import UsageError

if TYPE_CHECKING:
    from pipeline.review.roles import Role
    from pipeline.tidy.tidying import Tidied

MARK = "（排版）"
_SAID = re.compile(r"第?\s*(\d{1,6})\s*段?\s*[=＝]\s*(\S+)")
_SECONDS = 30.0  # for one file
_DEATHS = {"time": "30 秒内排不完，可能文件有问题", "memory": "文件太大，内存不够", "abort": "文件有问题，排不下去"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file. `written`: where the result lies; `fault`: why there is none."""

    source: Source
    tidied: Tidied | None = None
    written: Path | None = None
    fault: str = ""


def to_tidy(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files that are meant and what lies beside them in the folders named; no results of earlier calls."""
    named = list(paths)
    found, others = reviewing.to_review(named)
    return [path for path in found if path in named or MARK not in path.stem], others


def roles(told: Iterable[str]) -> dict[int, Role]:
    """Return what somebody has said that paragraphs are (第3段=标题), by their numbers. Raises UsageError."""
    from pipeline.review.roles import Role  # noqa: PLC0415 - the parent needs it for this alone

    known = {role.value: role for role in Role}
    said = {}
    for each in told:
        match = _SAID.fullmatch(each.strip())
        if match is None or match[2] not in known:
            raise UsageError(f"--role 写成“第3段=标题”；可以是{'、'.join(known)}")
        said[int(match[1])] = known[match[2]]
    return said


def tidied(
    sources: Iterable[Source],
    said: Mapping[int, Role],
    body_font: str,
    to: Path | None = None,
    *,
    whatever: bool = False,
) -> Iterator[Outcome]:
    """Yield what came of each file of `readable`; what is made lies beside it or in `to`. Raises DiskError."""
    for source in sources:
        answer = _asked(source, said, body_font, whatever=whatever)
        if isinstance(answer, str):
            yield Outcome(source, fault=answer)
        elif answer.data is None:
            yield Outcome(source, answer)
        else:
            yield Outcome(source, answer, _put(source.path, to, answer.data))


def _asked(source: Source, said: Mapping[int, Role], body_font: str, *, whatever: bool) -> Tidied | str:
    if source.fault:
        return source.fault
    try:
        data = source.docx.read_bytes()
    except FileNotFoundError:
        return "没有这个文件"
    except OSError:
        return "读不了；如果它正在 Word 或 WPS 中打开，请先关闭"
    told = [(number, role.value) for number, role in said.items()]
    try:
        answer: Tidied | str = confine.shared().call(
            "pipeline.errands.tidy:set_anew", data, source.path.name, told, body_font, whatever, seconds=_SECONDS
        )
    except confine.Died as death:
        return _DEATHS[death.reason]
    return answer


def set_anew(data: bytes, name: str, told: Sequence[tuple[int, str]], body_font: str, whatever: bool) -> Tidied | str:
    """Return what came of a file's bytes, or why nothing did. Runs in the helper."""
    from pipeline.inbox import yamlfile  # noqa: PLC0415 - the parent needs none of it
    from pipeline.review.package import Unreadable  # noqa: PLC0415
    from pipeline.review.roles import Role  # noqa: PLC0415
    from pipeline.stationery.styles import Fonts  # noqa: PLC0415
    from pipeline.tidy import plain, proof, tidying  # noqa: PLC0415

    said = {number: Role(value) for number, value in told}
    fonts = Fonts(body=body_font)
    try:
        if not plain.is_plain(data, name):
            return tidying.tidy(data, said, fonts, whatever=whatever)
        text = yamlfile.decoded(data)
        if text is None:
            return "认不出文字的编码，请用记事本另存为 UTF-8 再排"
        typed = plain.as_paper(text[0], fonts)
        made = tidying.tidy(typed, said, fonts, whatever=whatever)
        return made if made.data or made.kind else replace(made, data=typed)
    except Unreadable as fault:
        return str(fault)
    except proof.Lost as fault:
        return f"排出来的字与原文对不上，没有写出：{fault}"


def _put(source: Path, to: Path | None, data: bytes) -> Path:
    """Write a result under a name that is free; where the very same lies already, leave that."""
    suffix = ".docm" if source.suffix.lower() in {".docm", ".dotm"} else ".docx"
    wanted = (to or source.parent) / f"{source.stem}{MARK}{suffix}"
    for lying in (wanted, *sorted(wanted.parent.glob(f"*{MARK}（*）{suffix}"))):
        if lying.name.startswith(wanted.stem) and lying.is_file() and lying.read_bytes() == data:
            return lying
    target = disk.free(wanted)
    disk.write(target, data)
    return target


def body_font(workspace: Path) -> str:
    """Return the face of the text that the office has set. Raises SettingsError."""
    from pipeline import config  # noqa: PLC0415

    return config.load(workspace).body_font
