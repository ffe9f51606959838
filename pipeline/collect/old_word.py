"""A returned file of running text → a .docx to be read: .doc, .wps, .rtf and .odt by LibreOffice, where it is there.

What a file is, its bytes say: some programs call a .docx .doc, some leave the ending away, and some people rename one.
"""

from __future__ import annotations

import io
import zipfile

from pipeline import confine
from pipeline.model.errors import WorkspaceError
from pipeline.model.frozen import frozen
from pipeline.review import UnreadablePackage, is_old_word, office, old_kind

_SECONDS = 8.0  # for a look at what a file is
_ZIP = b"PK\x03\x04"
_PACKED = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")  # as what other packers make begins
_LARGEST = 64 << 20  # bytes of an .odt once it is unpacked
_BY_HAND = "请用 Word、WPS 打开它，另存为 .docx 再收"
_NO_OFFICE = f"不是 .docx，这台电脑又没有 LibreOffice，读不了。{_BY_HAND}"
_FAILS = f"不是 .docx，LibreOffice 也打不开。{_BY_HAND}"
_TO_UNPACK = "是压缩包，里面的没有看。请解开，一份一个文件再交"
_NO_WORD = "不是 Word 文件，或者没有传完。请另存为 .docx、.pdf 或 .jpg 再交，或看是谁的"
_SLOW = "读它要的时间或内存大得不正常，可能文件有问题。请对方另存一份再交"


@frozen
class ToConvert:
    """Why a person must save a file as a .docx."""

    why: str


def modern(data: bytes) -> bytes | ToConvert | str:
    """Return the file as a .docx, or what somebody has to do first, or why it cannot be read at all, in Chinese."""
    try:
        ending, fault = confine.shared().call("pipeline.collect.old_word:told", data, seconds=_SECONDS)
    except confine.Died:
        return _SLOW
    if fault or ending == "docx":
        return fault or data
    try:
        office.program()
    except WorkspaceError:
        return ToConvert(_NO_OFFICE)
    try:
        return office.as_docx(data, ending)
    except WorkspaceError:
        return ToConvert(_FAILS)


def may_be_word(data: bytes) -> bool:
    """Whether a file begins as one of running text does, or as what holds files."""
    return data.startswith((_ZIP, *_PACKED)) or is_old_word(data)


def told(data: bytes) -> tuple[str, str]:
    """Return how a file of these bytes should end, and why it can be none, in Chinese. Runs in the helper."""
    if data.startswith(_PACKED):
        return "", _TO_UNPACK
    if is_old_word(data):
        try:
            return old_kind(data).lstrip("."), ""
        except UnreadablePackage as fault:
            return "", str(fault)
    if not data.startswith(_ZIP):
        return "", _NO_WORD
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {each.filename: each.file_size for each in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return "docx", ""  # its reader says what is wrong with it
    if "content.xml" in parts:
        return ("odt", "") if sum(parts.values()) <= _LARGEST else ("", "解开以后大得不正常，没有读")
    if any(name.startswith("word/") for name in parts):
        return "docx", ""
    if "[Content_Types].xml" not in parts:
        return "", _TO_UNPACK
    return ("", _NO_WORD) if any(name.startswith(("xl/", "ppt/")) for name in parts) else ("docx", "")
