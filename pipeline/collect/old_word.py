"""A returned file of running text → a .docx to be read: .doc, .wps, .rtf and .odt by LibreOffice, where it is there.

What a file is, its bytes say: some programs call a .docx .doc, and some people rename one.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from pipeline import confine
from pipeline.model.errors import WorkspaceError
from pipeline.review import UnreadablePackage, office, old_kind

_SECONDS = 8.0  # for a look at what a file is
_ZIP = b"PK\x03\x04"
_LARGEST = 64 << 20  # bytes of an .odt once it is unpacked
_BY_HAND = "请用 Word、WPS 打开它，另存为 .docx 再收"
_NO_OFFICE = f"不是 .docx，这台电脑又没有 LibreOffice，读不了。{_BY_HAND}"
_FAILS = f"不是 .docx，LibreOffice 也打不开。{_BY_HAND}"
_SLOW = "读它要的时间或内存大得不正常，可能文件有问题。请对方另存一份再交"


@dataclass(frozen=True, slots=True)
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


def told(data: bytes) -> tuple[str, str]:
    """Return how a file of these bytes should end, and why it can be none, in Chinese. Runs in the helper."""
    if not data.startswith(_ZIP):
        try:
            return old_kind(data).lstrip("."), ""
        except UnreadablePackage as fault:
            return "", str(fault)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {each.filename: each.file_size for each in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return "docx", ""  # its reader says what is wrong with it
    if "content.xml" not in parts:
        return "docx", ""
    return ("odt", "") if sum(parts.values()) <= _LARGEST else ("", "解开以后大得不正常，没有读")
