"""The bytes of a speech's file → what it says. Loaded only for bytes that were not read before.

Sizes are looked at first; others read within limits.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType

from pipeline import confine
from pipeline.inbox import fields, manuscript, markdown, opendocument, pandoc, pandoc_tree
from pipeline.inbox.headings import MOST_LINES, DraftLine
from pipeline.inbox.manuscript import Manuscript
from pipeline.inbox.speech_draft import OLE, RTF, TOO_MUCH, RefusedDraft, SpeechDraft
from pipeline.inbox.yamlfile import decoded
from pipeline.model.errors import WorkspaceError
from pipeline.model.facts import TextRun
from pipeline.review import office

_MARKED = {"md": pandoc.MARKDOWN, "markdown": pandoc.MARKDOWN, "html": "html", "htm": "html"}
_ZIPPED = frozenset({"docx", "odt"})
_OLD = {"doc": "旧格式的 Word 文件（.doc）", "wps": "WPS 的旧格式文件（.wps）", "rtf": "RTF 文件（.rtf）"}
_ZIP = b"PK\x03\x04"
_STREAMS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "CONTENTS"))  # of Word and WPS; of Works
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_LARGEST_TEXT = 256 * 1024  # bytes; a speech of two hours has 75,000
_LARGEST_FILE = 64 * 1024 * 1024  # bytes, pictures and all
_LARGEST_PART = 16 * 1024 * 1024  # bytes of XML unpacked
_MOST_PARTS = 5000
_DEEPEST = 500  # groups of RTF within each other
_BRACES = re.compile(rb"(?<!\\)[{}]")
_GARBLED = ("\ufffd", "锟斤拷", "烫烫烫")
_MOST_PRIVATE = 50  # one character in so many: Big5 read as GBK has more that no Chinese text holds
_BEGINNING = 1000  # characters
_FOREIGN = {
    "<!doctype": "网页",
    "<html": "网页",
    "<?xml": "网页或 XML",
    "mime-version:": "单个文件的网页（.mht）",
    "from: <saved by": "单个文件的网页（.mht）",
    "%pdf-": " PDF",
}
_SECONDS = 4.0


def read(data: bytes, ending: str) -> SpeechDraft:
    """Return what a file of an ending says. Raises RefusedDraft."""
    if data.startswith((OLE, RTF)):
        data, ending = _modern(data, ending), "docx"
    elif data.startswith(_ZIP) and ending in _OLD:
        ending = "docx"
    if ending not in _ZIPPED and ending not in _OLD:
        return _of_text(data, ending)
    if not data.startswith(_ZIP):
        raise RefusedDraft(f"文件名是 .{ending}，内容却不是")
    _look_into(data)
    return _of_document(data, manuscript if ending == "docx" else opendocument)


def _of_text(data: bytes, ending: str) -> SpeechDraft:
    if len(data) > _LARGEST_TEXT:
        raise RefusedDraft(f"有 {_megabytes(len(data))} MB，多半不是讲话稿（文本最多 {_LARGEST_TEXT // 1024} KB）")
    found = decoded(data)
    if found is None or "\x00" in found[0]:
        raise RefusedDraft("不是文本文件")
    words, by_guess = found
    private = sum("\ue000" <= character <= "\uf8ff" for character in words) if by_guess else 0
    if private * _MOST_PRIVATE > len(words) or any(mark in words for mark in _GARBLED):
        raise RefusedDraft("里面是乱码，文字编码弄错了（请找没有乱码的原稿）")
    if (count := words.count("\n")) > 2 * MOST_LINES:
        raise RefusedDraft(f"有 {count} 行，多半不是讲话稿（最多 {2 * MOST_LINES} 行）")
    _check_form(words, ending)
    if ending in _MARKED:
        return _of_marked(words, _MARKED[ending])
    return SpeechDraft(
        _placed([DraftLine((TextRun(line),)) for each in words.splitlines() if (line := fields.text(each))])
    )


def _check_form(words: str, ending: str) -> None:
    """Refuse a web page, a mail or a PDF that goes by the name of a text: its marks would be read out."""
    begin = words[:_BEGINNING].lstrip("\ufeff \t\r\n").lower()
    for sign, what in _FOREIGN.items():
        if begin.startswith(sign) and not (ending in _MARKED and begin.startswith("<")):
            raise RefusedDraft(f"文件名是 .{ending}，内容却是{what}")


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}"


def _look_into(data: bytes) -> None:
    """Look at a container before anybody unpacks it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as fault:
        raise RefusedDraft("文件不完整或已损坏") from fault
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    rest = sum(part.file_size for part in parts) - xml
    if len(data) > _LARGEST_FILE or len(parts) > _MOST_PARTS or xml > _LARGEST_PART or rest > 4 * _LARGEST_FILE:
        raise RefusedDraft("解开以后大得不正常，多半不是讲话稿")


def _modern(data: bytes, ending: str) -> bytes:
    """Return an old Word file as .docx, where LibreOffice can do it."""
    if _PASSWORD in data:
        raise RefusedDraft("文件设有打开密码")
    told = "rtf" if data.startswith(RTF) else ending if ending in _OLD else "doc"
    advice = f"这是{_OLD[told]}"
    if len(data) > _LARGEST_FILE // 4:
        raise RefusedDraft(f"{advice}，有 {_megabytes(len(data))} MB，多半不是讲话稿")
    if told != "rtf" and not any(name in data for name in _STREAMS):
        raise RefusedDraft(f"{advice}，不完整或已损坏")
    if told == "rtf" and (data.count(b"\\par") > 3 * MOST_LINES or _depth(data) > _DEEPEST):
        raise RefusedDraft(TOO_MUCH)
    try:
        office.program()
    except WorkspaceError as fault:
        raise RefusedDraft(f"{advice}，这台电脑没有 LibreOffice，读不了") from fault
    try:
        made = office.as_docx(data, told)
    except WorkspaceError as fault:
        late = isinstance(fault, confine.Failed) and fault.code is None
        why = "LibreOffice 没有及时读完（电脑正忙的，可以再试一次）" if late else "LibreOffice 也打不开"
        raise RefusedDraft(f"{advice}，{why}") from fault
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
        raise RefusedDraft(found)
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
        raise RefusedDraft(TOO_MUCH) from fault
    except pandoc.UnreadableText as fault:
        raise RefusedDraft("文件不完整或已损坏") from fault
    found = confine.shared().call(f"{pandoc_tree.__name__}:{pandoc_tree.read.__name__}", written, seconds=_SECONDS)
    if isinstance(found, str):
        raise RefusedDraft(found)
    lines, left_out = found
    return SpeechDraft(_placed(lines), left_out)


def _placed(lines: Sequence[DraftLine]) -> list[DraftLine]:
    return [replace(line, place=number) for number, line in enumerate(lines, 1)]
