"""A speech as its author wrote it (.docx .md .txt .odt .html; .doc .wps .rtf with LibreOffice) → Outline.

This door looks at sizes first and lets others read within limits; headings, numbers and head are told from the lines.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType

from pipeline import confine
from pipeline.inbox import (
    fields,
    headings,
    kept_readings,
    manuscript,
    markdown,
    opendocument,
    openings,
    pandoc,
    pandoc_tree,
)
from pipeline.inbox.headings import DraftLine
from pipeline.inbox.manuscript import Manuscript
from pipeline.inbox.pandoc_tree import MOST_LINES
from pipeline.inbox.speech_draft import FORM, SpeechDraft
from pipeline.inbox.yamlfile import decoded
from pipeline.model import codes
from pipeline.model.errors import WorkspaceError
from pipeline.model.facts import Outline, TextRun
from pipeline.model.problem import Origin, Problem, Read
from pipeline.review import office

_MARKED = {"md": pandoc.MARKDOWN, "markdown": pandoc.MARKDOWN, "html": "html", "htm": "html"}
_ZIPPED = frozenset({"docx", "odt"})
_OLD = {"doc": "旧格式的 Word 文件（.doc）", "wps": "WPS 的旧格式文件（.wps）", "rtf": "RTF 文件（.rtf）"}
_OLE, _RTF, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"PK\x03\x04"
_STREAMS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "CONTENTS"))  # of Word and WPS; of Works
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_LARGEST_TEXT = 256 * 1024  # bytes; a speech of two hours has 75,000
_LARGEST_FILE = 64 * 1024 * 1024  # bytes, pictures and all
_LARGEST_PART = 16 * 1024 * 1024  # bytes of XML unpacked
_MOST_PARTS = 5000
_DEEPEST = 500  # groups of RTF within each other
_BRACES = re.compile(rb"(?<!\\)[{}]")
_MOST_CHARACTERS = 300_000  # three hours have 40,000
_SECONDS = 4.0


class _Refused(Exception):  # noqa: N818 - it is the file that is
    """The file cannot be read; the message is Chinese."""


def read(data: bytes, file: str) -> Read[Outline | None]:
    """Return a speech, or None with the reason why it cannot be read; notices name what was left out. Never raises."""
    origin = Origin(file)
    if not data.strip():
        return Read(None, (codes.TEXT_EMPTY.at(origin),))
    try:
        draft = _kept(data, file)
        _check_length(draft.lines)
    except _Refused as fault:
        return Read(None, (codes.TEXT_UNREADABLE.at(origin, reason=fault),))
    except confine.Died as death:
        reason = "文件不完整或已损坏" if death.reason == "abort" else _TOO_MUCH
        return Read(None, (codes.TEXT_UNREADABLE.at(origin, reason=reason),))
    notices = _notices(draft, origin)
    if not draft.lines:
        return Read(None, (*notices, codes.TEXT_EMPTY.at(origin)))
    head, lines = openings.opened(_titled(draft.lines))
    if not lines:
        return Read(None, (*notices, codes.TEXT_EMPTY.at(origin)))
    blocks, problems = headings.shaped(lines, origin)
    begins, ends = openings.addresses(head, lines), openings.takes_leave(lines)
    return Read(Outline(tuple(blocks), file, head, begins, ends, begins and ends), (*notices, *problems))


_TOO_MUCH = "读它要的时间或内存大得不正常，多半不是讲话稿，或者里面嵌套得太深"


def _check_length(lines: Sequence[DraftLine]) -> None:
    length = sum(len(line.shown) for line in lines)
    if len(lines) > MOST_LINES or length > _MOST_CHARACTERS:
        raise _Refused(
            f"有 {len(lines)} 段、{length} 字，多半不是讲话稿（最多 {MOST_LINES} 段、{_MOST_CHARACTERS} 字）"
        )


def _notices(draft: SpeechDraft, origin: Origin) -> tuple[Problem, ...]:
    found = []
    for what, count in draft.left_out.items():
        if what and count:
            code = codes.TEXT_LOST if what in _LOST else codes.TEXT_LEFT_OUT
            found.append(code.at(origin, what=what, count=count))
    for what, count in draft.treated.items():
        if count:
            found.append(codes.TEXT_TREATED.at(origin, what=what, count=count, how=_HOW[what]))
    return tuple(found)


_LOST = frozenset({"表格", "图片", "脚注", "公式", "代码", "嵌入的文件"})
"""What its author meant to be read, and a speech has no place for."""
_HOW = {"修订": "插入的字按正文印，删去的不印", "文本框": "框里的字接在所在那一段后面印"}


# --- reading, by what the file is ---------------------------------------------------------------------------------


def _kept(data: bytes, file: str) -> SpeechDraft:
    """Return what a file says; but for what LibreOffice opens, of bytes that were read before without a reader."""
    ending = file.rpartition(".")[2].lower()
    if data.startswith((_OLE, _RTF)):
        return _draft(data, ending)
    return kept_readings.known(FORM, data, file, lambda: _draft(data, ending))


def _draft(data: bytes, ending: str) -> SpeechDraft:
    if data.startswith((_OLE, _RTF)):
        data, ending = _modern(data, ending), "docx"
    elif data.startswith(_ZIP) and ending in _OLD:
        ending = "docx"
    if ending not in _ZIPPED and ending not in _OLD:
        return _of_text(data, ending)
    if not data.startswith(_ZIP):
        raise _Refused(f"文件名是 .{ending}，内容却不是")
    _look_into(data)
    return _of_document(data, manuscript if ending == "docx" else opendocument)


def _of_text(data: bytes, ending: str) -> SpeechDraft:
    if len(data) > _LARGEST_TEXT:
        raise _Refused(f"有 {_megabytes(len(data))} MB，多半不是讲话稿（文本最多 {_LARGEST_TEXT // 1024} KB）")
    found = decoded(data)
    if found is None or "\x00" in found[0]:
        raise _Refused("不是文本文件")
    words = found[0]
    if (count := words.count("\n")) > 2 * MOST_LINES:
        raise _Refused(f"有 {count} 行，多半不是讲话稿（最多 {2 * MOST_LINES} 行）")
    if ending in _MARKED:
        return _of_marked(words, _MARKED[ending])
    return SpeechDraft(
        _placed([DraftLine((TextRun(line),)) for each in words.splitlines() if (line := fields.text(each))])
    )


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}"


def _look_into(data: bytes) -> None:
    """Look at a container before anybody unpacks it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as fault:
        raise _Refused("文件不完整或已损坏") from fault
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    rest = sum(part.file_size for part in parts) - xml
    if len(data) > _LARGEST_FILE or len(parts) > _MOST_PARTS or xml > _LARGEST_PART or rest > 4 * _LARGEST_FILE:
        raise _Refused("解开以后大得不正常，多半不是讲话稿")


def _modern(data: bytes, ending: str) -> bytes:
    """Return an old Word file as .docx, where LibreOffice can do it."""
    if _PASSWORD in data:
        raise _Refused("文件设有打开密码")
    told = "rtf" if data.startswith(_RTF) else ending if ending in _OLD else "doc"
    advice = f"这是{_OLD[told]}"
    if len(data) > _LARGEST_FILE // 4:
        raise _Refused(f"{advice}，有 {_megabytes(len(data))} MB，多半不是讲话稿")
    if told != "rtf" and not any(name in data for name in _STREAMS):
        raise _Refused(f"{advice}，不完整或已损坏")
    if told == "rtf" and (data.count(b"\\par") > 3 * MOST_LINES or _depth(data) > _DEEPEST):
        raise _Refused(_TOO_MUCH)
    try:
        office.program()
    except WorkspaceError as fault:
        raise _Refused(f"{advice}，这台电脑没有 LibreOffice，读不了") from fault
    try:
        made = office.as_docx(data, told)
    except WorkspaceError as fault:
        late = isinstance(fault, confine.Failed) and fault.code is None
        why = "LibreOffice 没有及时读完（电脑正忙的，可以再试一次）" if late else "LibreOffice 也打不开"
        raise _Refused(f"{advice}，{why}") from fault
    _look_into(made)
    return made


def _depth(data: bytes) -> int:
    """Return how deep the groups of an RTF file are nested."""
    deepest = depth = 0
    for sign in _BRACES.findall(data):
        depth += 1 if sign == b"{" else -1
        deepest = max(deepest, depth)
    return deepest


def _of_document(data: bytes, reader: ModuleType) -> SpeechDraft:
    found: Manuscript | str = confine.shared().call(f"{reader.__name__}:read", data, seconds=_SECONDS)
    if isinstance(found, str):
        raise _Refused(found)
    return SpeechDraft(_placed(found.lines), found.left_out, found.treated)


def _of_marked(words: str, form: str) -> SpeechDraft:
    prepared = markdown.prepared if form == pandoc.MARKDOWN else markdown.without_hidden
    words, gone = confine.shared().call(f"{markdown.__name__}:{prepared.__name__}", words, seconds=_SECONDS)
    draft = _of_pandoc(words.encode("utf-8", "replace"), form)
    draft.left_out = gone + draft.left_out
    return draft


def _of_pandoc(data: bytes, form: str) -> SpeechDraft:
    try:
        written = pandoc.tree(data, form)
    except pandoc.TextTooLarge as fault:
        raise _Refused(_TOO_MUCH) from fault
    except pandoc.UnreadableText as fault:
        raise _Refused("文件不完整或已损坏") from fault
    found = confine.shared().call(f"{pandoc_tree.__name__}:{pandoc_tree.read.__name__}", written, seconds=_SECONDS)
    if isinstance(found, str):
        raise _Refused(found)
    lines, left_out = found
    return SpeechDraft(_placed(lines), left_out)


def _placed(lines: Sequence[DraftLine]) -> list[DraftLine]:
    return [replace(line, place=number) for number, line in enumerate(lines, 1)]


def _titled(lines: Sequence[DraftLine]) -> Sequence[DraftLine]:
    """Mark the title: a first heading without a number that is the only one of its level, or says that it is one."""
    levels = [line.level for line in lines if line.level]
    first = lines[0]
    if not first.level or first.label or headings.has_number(first):
        return lines
    alone = len(levels) > 1 and first.level == min(levels) and levels.count(first.level) == 1
    if not alone and not openings.is_title(first):
        return lines
    return [replace(first, level=0, is_title=True), *lines[1:]]
