"""Set any file anew: each in the helper process, the source only read, nothing written over.

`made` is for a page: bytes in, what came of them out, nothing written. `tidied` is for the command: files to files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import confine, disk, inbox, register, tidy
from pipeline.errands import review as reviewing
from pipeline.errands.conversion import SUFFIXES, Readable, readable
from pipeline.errands.review import ReviewSource
from pipeline.model.errors import UsageError
from pipeline.model.frozen import frozen

if TYPE_CHECKING:
    from pipeline.inbox import Phrases
    from pipeline.tidy import Tidied

MARK = "（排版）"
TRACKED, LISTED = f"{MARK}修订稿", f"{MARK}修改清单"
HEADS = ("无", "文件", "信函", "套打")
_SAID = re.compile(r"第?\s*(\d{1,6})\s*段?\s*[=＝]\s*(\S+)")
_SECONDS = 30.0  # for one file
_DEATHS = {"time": "30 秒内排不完，可能文件有问题", "memory": "文件太大，内存不够", "abort": "文件有问题，排不下去"}
ENDINGS = reviewing.WORD | reviewing.OLD | SUFFIXES | {".txt"}
"""Of what can be set."""


@frozen
class Wish:
    """What is asked for beside the setting. Of a page, a command or the folder that is watched.

    `roles`: 第3段=标题; `head`: one of HEADS, "" for the paper's own; `text`: mend the words, with 规范用语 `terms`;
    `whatever`: forms, contracts and theses, too; `always`: a paper that needs nothing comes out as it is.
    """

    body_font: str
    roles: tuple[str, ...] = ()
    head: str = ""
    text: bool = False
    terms: tuple[tuple[str, str], ...] = ()
    whatever: bool = False
    always: bool = False


@frozen
class TidiedFile:
    """What came of one file's bytes. `tidied.data`: the paper; `book`: the list of mended words as a workbook."""

    tidied: Tidied | None = None
    book: bytes | None = None
    fault: str = ""


@frozen
class TidyOutcome:
    """What came of one file. `written`: where the result lies; `beside`: the tracked changes, and their list."""

    source: ReviewSource
    tidied: Tidied | None = None
    written: Path | None = None
    beside: tuple[Path, ...] = ()
    fault: str = ""


def to_tidy(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files that are meant and what lies beside them in the folders named; no results of earlier calls."""
    named = list(paths)
    found, others = reviewing.chosen(named, ENDINGS)
    return [path for path in found if path in named or MARK not in path.stem], others


def role_names() -> tuple[str, ...]:
    """Return what a paragraph can be said to be."""
    from pipeline.review import Role  # noqa: PLC0415 - the parent needs it for this alone

    return tuple(role.value for role in Role)


def roles(told: Iterable[str]) -> tuple[tuple[int, str], ...]:
    """Return what somebody has said that paragraphs are (第3段=标题), by their numbers. Raises UsageError."""
    known = role_names()
    said = []
    for each in told:
        match = _SAID.fullmatch(each.strip())
        if match is None or match[2] not in known:
            raise UsageError(f"--role 写成“第3段=标题”；可以是{'、'.join(known)}")
        said.append((int(match[1]), match[2]))
    return tuple(said)


def phrases(workspace: Path, only: str = "") -> Phrases:
    """Return 规范用语 of the campaigns."""
    return inbox.phrases_of(workspace, only)


def tidied(paths: Iterable[Path], wish: Wish, to: Path | None = None) -> Iterator[TidyOutcome]:
    """Yield what came of each file; what is made lies beside it or in `to`. Raises DiskError."""
    with readable(list(paths)) as sources:
        for each in sources:
            made = _of(each, wish)
            yield _kept(each.source, made, to)


def made(data: bytes, name: str, wish: Wish) -> TidiedFile:
    """Return what comes of a file's bytes; `name` tells what kind it is. Nothing is written but for the while."""
    import tempfile  # noqa: PLC0415 - for a page alone

    with tempfile.TemporaryDirectory(prefix="gongwen-") as folder:
        path = Path(folder) / f"source{Path(name).suffix.lower()}"
        path.write_bytes(data)
        with readable([path]) as sources:
            return _of(sources[0], wish)


def _of(readable: Readable, wish: Wish) -> TidiedFile:
    source = readable.source
    if source.fault:
        return TidiedFile(fault=source.fault)
    try:
        data = source.docx.read_bytes()
    except FileNotFoundError:
        return TidiedFile(fault="没有这个文件")
    except OSError:
        return TidiedFile(fault="读不了；如果它正在 Word 或 WPS 中打开，请先关闭")
    name = "source.docx" if source.converted else source.path.name
    told = roles(wish.roles)
    try:
        answer: TidiedFile = confine.shared().call(
            "pipeline.errands.tidy:set_anew", data, name, wish, told, seconds=_SECONDS
        )
    except confine.Died as death:
        return TidiedFile(fault=_DEATHS[death.reason])
    if answer.tidied is None:
        return answer
    result = answer.tidied
    if (source.converted or wish.always) and result.data is None and result.kind is None:
        result = replace(result, data=data)  # what was no Word file becomes one
    return replace(answer, tidied=replace(result, kept=(*readable.left_out, *result.kept)))


def set_anew(data: bytes, name: str, wish: Wish, told: Iterable[tuple[int, str]]) -> TidiedFile:
    """Return what came of a file's bytes, or why nothing did. Runs in the helper."""
    from pipeline.inbox import yamlfile  # noqa: PLC0415 - the parent needs none of it
    from pipeline.review import Role, UnreadablePackage  # noqa: PLC0415
    from pipeline.stationery import Fonts  # noqa: PLC0415
    from pipeline.tidy import Asked, Head, LostWords  # noqa: PLC0415

    said = {number: Role(value) for number, value in told}
    fonts = Fonts(body=wish.body_font)
    head = Head(wish.head) if wish.head else None
    asked = Asked(said, dict(wish.terms) if wish.text else None, head, wish.whatever)
    try:
        typed = None
        if tidy.is_plain_text(data, name):
            text = yamlfile.decoded(data)
            if text is None:
                return TidiedFile(fault="认不出文字的编码，请用记事本另存为 UTF-8 再排")
            data = typed = tidy.text_as_paper(text[0], fonts)
        result = tidy.tidy_paper(data, asked, fonts)
    except UnreadablePackage as fault:
        return TidiedFile(fault=str(fault))
    except LostWords as fault:
        return TidiedFile(fault=f"排出来的字与原文对不上，没有写出：{fault}")
    if typed and not result.data and not result.kind:
        result = replace(result, data=typed)
    rows = [(each.where, each.before, each.after, each.why, each.around) for each in result.changes]
    return TidiedFile(result, register.mended_words_book(rows) if rows else None)


def _kept(source: ReviewSource, made: TidiedFile, to: Path | None) -> TidyOutcome:
    """Write what was made."""
    result = made.tidied
    if result is None or result.data is None:
        return TidyOutcome(source, result, fault=made.fault)
    home = to or source.path.parent
    written, *beside = (_put(home / name, data) for name, data in files(made, source.path.name))
    return TidyOutcome(source, result, written, tuple(beside))


def files(made: TidiedFile, name: str) -> list[tuple[str, bytes]]:
    """Return the files that come of a file called so, by name: the paper, then what lists its mended words."""
    result, source = made.tidied, Path(name)
    if result is None or result.data is None:
        return []
    suffix = ".docm" if source.suffix.lower() in {".docm", ".dotm"} else ".docx"
    every = [(MARK, suffix, result.data), (TRACKED, suffix, result.tracked), (LISTED, ".xlsx", made.book)]
    return [(f"{source.stem}{mark}{ending}", data) for mark, ending, data in every if data]


def _put(wanted: Path, data: bytes) -> Path:
    """Write a result under a name that is free; where the very same lies already, leave that."""
    suffix = wanted.suffix
    for lying in (wanted, *sorted(wanted.parent.glob(f"*（*）{suffix}"))):
        if lying.name.startswith(wanted.stem) and lying.is_file() and lying.read_bytes() == data:
            return lying
    target = disk.free(wanted)
    disk.write(target, data)
    return target


def body_font(workspace: Path) -> str:
    """Return the face of the text that the office has set. Raises SettingsError."""
    from pipeline import config  # noqa: PLC0415

    return config.load(workspace).body_font
