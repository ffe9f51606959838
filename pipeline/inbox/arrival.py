"""What lies in inputs/: files, told by content, and which campaign each belongs to. Nothing is moved or changed."""

from __future__ import annotations

import fnmatch
import io
import os
import re
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from stat import S_ISREG

from pipeline.inbox import factsheet, yamlfile
from pipeline.model.errors import WorkspaceError

_OF_OFFICE_PROGRAMS = (
    "~$*",
    ".~*",
    "~.*",
    "~wr*",
    "*.tmp",
    "*.bak",
    "*.backup",
    "*.old",
    "*.wbk",
    "*.xlk",
    "*.asd",
    "*~",
)
_ON_THE_WAY = (
    "*.part",
    "*.partial",
    "*.filepart",
    "*.*download",
    "*.downloading",
    "*.xltd",
    "*.td",
    "*.aria2",
    "*.swp",
)
_OF_SYSTEMS = (
    "thumbs.db",
    "ehthumbs*.db",
    "desktop.ini",
    "*.lnk",
    "$recycle.bin",
    "system volume information",
    "found.000",
)
_OF_DRIVES = (
    ".*",
    "__macosx",
    "lost+found",
    "@eadir",
    "#recycle",
    "@recycle",
    "#snapshot",
    "@recently-snapshot",
)
_IGNORED = re.compile("|".join(map(fnmatch.translate, (*_OF_OFFICE_PROGRAMS, *_ON_THE_WAY, *_OF_SYSTEMS, *_OF_DRIVES))))
"""Names of files and folders that nobody has put there as a roster: copies that office programs make, files that a
browser or a copying program has not finished, and what systems and network drives (Synology, QNAP) leave about."""
_INODE_LESS = sys.platform == "win32"  # what a listing says of a file there is older than the file
_TEXT_ENDINGS = (".md", ".markdown", ".txt", ".html", ".htm")
_WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods", ".csv")
_TEXT_DOCUMENT_ENDINGS = (".docx", ".odt", ".doc", ".wps", ".rtf")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_WORDS = ("姓名", "党支部", "具体问题", "意见内容", "联系点")
_LARGEST = 512 * 1024 * 1024  # bytes; nobody's roster is larger, and it would not fit beside its own reading


WAITING_FOLDER = "待排版"
"""The folder of inputs/ whose papers only wait to be set: nothing in it is a roster, a speech or a campaign's."""


class Sort(Enum):
    """What a file is, by its content."""

    YAML = "yaml"
    WORKBOOK = "workbook"
    FORM = "form"  # 活动.xlsx
    TEXT = "text"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file of inputs/, as it was when it was read."""

    path: Path
    name: str  # relative to the workspace, with "/"
    sort: Sort
    data: bytes


@dataclass(frozen=True, slots=True)
class Mark:
    """What the file system says of a file; equal marks mean that nobody has touched it."""

    size: int
    mtime: int
    inode: int


def file_marks(inputs: Path) -> dict[Path, Mark]:
    """Return every file below `inputs` that counts, in a stable order. Raises WorkspaceError."""
    if not inputs.is_dir():
        raise WorkspaceError(
            f"这里没有 inputs 文件夹：{inputs.parent}。请先运行 gongwen init，或用 --workspace 指明工作文件夹"
        )
    try:
        found = sorted(_walk(inputs), key=lambda found: found[0].path)
    except OSError as fault:  # what lies in it may be a campaign: without it nothing could be said of any
        raise WorkspaceError(
            f"读不了 {fault.filename}：没有权限，或连不上。请检查文件夹的权限、网络盘的连接"
        ) from fault
    return {Path(entry.path): mark for entry, mark in found}


def waits_to_be_set(path: Path, inputs: Path) -> bool:
    """Whether a file lies in the folder of those that only wait to be set."""
    return path.relative_to(inputs).parts[0] == WAITING_FOLDER


def _walk(folder: Path | os.DirEntry[str]) -> Iterator[tuple[os.DirEntry[str], Mark]]:
    """Yield the files below a folder that count; 30,000 take half a second."""
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return  # gone between listing and looking, as a file may be
    with entries:
        for entry in entries:
            if _IGNORED.fullmatch(entry.name.lower()):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry)
                continue
            try:
                stat = Path(entry.path).stat() if _INODE_LESS else entry.stat()
            except FileNotFoundError:
                continue
            if S_ISREG(stat.st_mode):
                yield entry, Mark(stat.st_size, stat.st_mtime_ns, stat.st_ino)


def look(path: Path, workspace: Path, instead: bytes | None = None) -> Arrived:
    """Read one file, as if it held the bytes `instead`, and tell what it is. Raises OSError where it cannot be read."""
    data = instead
    if data is None:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    return Arrived(path, path.relative_to(workspace).as_posix(), _sort(data, path.suffix.lower()), data)


def _sort(data: bytes, ending: str) -> Sort:
    if data.startswith(b"PK\x03\x04"):
        return _sort_of_archive(data, ending)
    if ending in _TEXT_DOCUMENT_ENDINGS or data.startswith(b"{\\rtf"):
        return Sort.TEXT
    if data.startswith(_OLE) or ending in _WORKBOOK_ENDINGS:
        return Sort.WORKBOOK if ending not in {".ppt", ".msg"} else Sort.OTHER
    if ending in {".yaml", ".yml"}:
        return Sort.YAML
    if ending in _TEXT_ENDINGS:
        return Sort.YAML if yamlfile.is_ours(data) and ending == ".txt" else Sort.TEXT
    if b"\x00" in data[:4096] or data.startswith(b"%PDF"):
        return Sort.OTHER
    if yamlfile.is_ours(data):
        return Sort.YAML
    head = data[:4096]
    texts = (head.decode("utf-8", "ignore"), head.decode("gb18030", "ignore"))
    if any(word in text and ("," in text or "\t" in text) for word in _HEADER_WORDS for text in texts):
        return Sort.WORKBOOK
    return Sort.OTHER


def _sort_of_archive(data: bytes, ending: str) -> Sort:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            mime = archive.read("mimetype")[:80] if "mimetype" in names else b""
            if factsheet.is_ours(archive):
                return Sort.FORM
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, NotImplementedError, ValueError, EOFError):
        names, mime = [], b""
    if any(name.replace("\\", "/").startswith("xl/") for name in names) or b"opendocument.spreadsheet" in mime:
        return Sort.WORKBOOK
    if any(name.startswith("word/") for name in names) or b"opendocument.text" in mime:
        return Sort.TEXT if ending not in _WORKBOOK_ENDINGS else Sort.WORKBOOK
    if ending in _WORKBOOK_ENDINGS:
        return Sort.WORKBOOK
    return Sort.TEXT if ending in _TEXT_DOCUMENT_ENDINGS else Sort.OTHER


_OLD_WORD = {
    ".doc": "旧格式的 Word 文件（.doc）",
    ".wps": "WPS 文字的旧格式（.wps）",
    ".rtf": "富文本文件（.rtf）",
    ".dot": "旧格式的 Word 模板（.dot）",
}


def old_word(file: Arrived) -> str:
    """Return what kind of text document a file is that nobody here can read; "" for any other file."""
    if file.data.startswith(b"{\\rtf"):
        return _OLD_WORD[".rtf"]
    if not file.data.startswith(_OLE):
        return ""
    named = _OLD_WORD.get(file.path.suffix.lower(), "")
    return named or (_OLD_WORD[".doc"] if "WordDocument".encode("utf-16-le") in file.data else "")


@dataclass(frozen=True, slots=True)
class Folder:
    """A campaign's folder and the files that belong to it; `flat` where it is inputs/ itself."""

    path: Path
    files: tuple[Arrived, ...]
    flat: bool = False


def _is_campaign(file: Arrived) -> bool:
    """Whether a file makes its folder a campaign's; a form that nobody has filled in makes none."""
    if file.sort is Sort.FORM:
        return factsheet.is_filled(file.data, file.name)
    return file.sort is Sort.YAML and yamlfile.looks_like_campaign(file.data)


def sorted_out(files: Iterable[Arrived], inputs: Path) -> tuple[list[Folder], list[Arrived]]:
    """Return the campaigns' folders, and the standing files that every campaign sees (docs/contract.md §1)."""
    listed = list(files)
    homes = {file.path.parent for file in listed if _is_campaign(file)}
    tops = {home for home in homes if home != inputs and not any(p in homes and p != inputs for p in home.parents)}
    campaigns: dict[Path, list[Arrived]] = {top: [] for top in sorted(tops)}
    flat: list[Arrived] = []
    standing: list[Arrived] = []
    for file in listed:
        top = next((top for top in tops if top in file.path.parents), None)
        if top is not None:
            campaigns[top].append(file)
        elif inputs in homes and file.sort is not Sort.WORKBOOK:
            flat.append(file)
        else:
            standing.append(file)
    folders = [Folder(top, tuple(own)) for top, own in campaigns.items()]
    return folders + ([Folder(inputs, tuple(flat), flat=True)] if inputs in homes else []), standing
