"""A .zip with returned files in it → the files, each as if it had come by itself: 某.zip › 内部名.

Opened once, in the helper, within limits that count what is really read. The .zip itself is filed nowhere: a ballot in
it must not be kept. What cannot be opened is told: one file of it by itself, else the whole.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from pipeline import confine
from pipeline.model.frozen import frozen

_MOST, _DEEP_NAME = 200, 200  # files; characters of a name
_LARGEST, _LARGEST_OF_ALL = 32 * 1024 * 1024, 96 * 1024 * 1024  # bytes
_RATIO, _HARMLESS = 200, 4 * 1024 * 1024  # how far a file may grow; what may grow further: bytes
_SECONDS = 20.0
_ZIP, _OTHERS = b"PK\x03\x04", (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_OF_PROGRAMS = frozenset(
    {
        *("[Content_Types].xml", "word/document.xml", "content.xml", "mimetype"),
        *("OFD.xml", "META-INF/MANIFEST.MF", "Index/Document.iwa"),
    }
)
"""What a file of an office program, which is a .zip, too, has in it; then it is no archive of files."""
_FIRST = tuple(name.encode() for name in ("[Content_Types].xml", "_rels/.rels", "mimetype", "docProps/"))
_HEAD = 30  # bytes before the first name in a .zip
_UTF8, _LOCKED = 0x800, 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)
_AGAIN = "请在电脑上解开，把里面的文件直接交"
_TOO_MANY = f"压缩包里有 {_MOST} 个以上的文件，没有打开。{_AGAIN}"
_TOO_LARGE = f"压缩包解开以后大得不正常，没有收。{_AGAIN}"
_WITH_PASSWORD = f"压缩包里的文件加了密码，打不开。{_AGAIN}"
_NESTED = f"压缩包里还有压缩包，没有打开。{_AGAIN}"
_DAMAGED = f"压缩包坏了，或者没有传完。请对方重发，或{_AGAIN.removeprefix('请')}"
_NOTHING = "压缩包是空的，里面没有文件"


@frozen
class ArchivedFile:
    """A file in an archive; `fault`: why it cannot be had, in Chinese."""

    name: str
    data: bytes
    fault: str = ""


def files_in(data: bytes) -> list[ArchivedFile] | str:
    """Return the files in what came, or why they cannot be had: "" where it is no .zip of files."""
    if not data.startswith(_ZIP) or data.startswith(_FIRST, _HEAD):
        return ""
    try:
        found: list[ArchivedFile] | str = confine.shared().call(f"{__name__}:unpacked", data, seconds=_SECONDS)
    except confine.Died:
        return _TOO_LARGE
    return found


def unpacked(data: bytes) -> list[ArchivedFile] | str:
    """Return the files in a .zip, or why none can be had: "" where it is no archive of files. Runs in the helper."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if not _OF_PROGRAMS.isdisjoint(archive.NameToInfo):
                return ""
            meant = [(name, info) for info in archive.infolist() if (name := _named(info))]
            if len(meant) > _MOST:
                return _TOO_MANY
            return list(_files(archive, meant)) or _NOTHING
    except _TooLarge:
        return _TOO_LARGE
    except _BROKEN:
        return _DAMAGED


class _TooLarge(Exception):  # noqa: N818 - it is the archive that is too large
    """An archive that unfolds to more than any return."""


def _files(archive: zipfile.ZipFile, meant: list[tuple[str, zipfile.ZipInfo]]) -> Iterator[ArchivedFile]:
    total = 0
    for name, info in meant:
        if info.flag_bits & _LOCKED:
            yield ArchivedFile(name, b"", _WITH_PASSWORD)
            continue
        try:
            with archive.open(info) as file:
                data = file.read(_LARGEST + 1)
        except _BROKEN:
            yield ArchivedFile(name, b"", _DAMAGED)
            continue
        total += len(data)
        grown = len(data) > _HARMLESS and len(data) > _RATIO * max(info.compress_size, 1)
        if len(data) > _LARGEST or total > _LARGEST_OF_ALL or grown:
            raise _TooLarge
        nested = data.startswith(_OTHERS) or (data.startswith(_ZIP) and _is_archive(data))
        yield ArchivedFile(name, b"", _NESTED) if nested else ArchivedFile(name, data)


def _is_archive(data: bytes) -> bool:
    """Whether a .zip is none that an office program has written; one that is broken its reader tells."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _OF_PROGRAMS.isdisjoint(archive.NameToInfo)
    except _BROKEN:
        return False


def _named(info: zipfile.ZipInfo) -> str:
    """Return what a file is called, as a label: a path that leads elsewhere leads nowhere. "" for what is no return.

    Programs of Windows write names in GBK and those of macOS in UTF-8, and neither says so.
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("gb18030", "replace")
    steps = [step for step in name.replace("\\", "/").split("/") if step not in {"", ".", ".."}]
    if info.is_dir() or name.endswith(("/", "\\")) or not steps:
        return ""
    if "__MACOSX" in steps or steps[-1].startswith((".", "~$")) or steps[-1] == "Thumbs.db":
        return ""
    label = "/".join("".join(sign if sign.isprintable() else "�" for sign in step) for step in steps)
    return label[-_DEEP_NAME:]
