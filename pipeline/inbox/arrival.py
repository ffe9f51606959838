"""What lies in inputs/: files, told by content, and which campaign each belongs to. Nothing is moved or changed."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable
from enum import Enum
from pathlib import Path

from pipeline.inbox import factsheet, yamlfile
from pipeline.model.frozen import frozen
from pipeline.spool import Extent, Spool

_TEXT_ENDINGS = (".md", ".markdown", ".txt", ".html", ".htm")
_WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods", ".csv")
_TEXT_DOCUMENT_ENDINGS = (".docx", ".odt", ".doc", ".wps", ".rtf")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_WORDS = ("姓名", "党支部", "具体问题", "意见内容", "联系点")
_LARGE = 500_000  # bytes of a workbook: some six thousand people
_LARGEST = 512 * 1024 * 1024  # bytes; nobody's roster is larger, and it would not fit beside its own reading


class Sort(Enum):
    """What a file is, by its content."""

    YAML = "yaml"
    WORKBOOK = "workbook"
    FORM = "form"  # 活动.xlsx
    TEXT = "text"
    OTHER = "other"


@frozen
class Arrived:
    """A file of inputs/, as it was when it was read. The bytes of large workbooks wait in a spool."""

    path: Path
    name: str  # relative to the workspace, with "/"
    sort: Sort
    size: int  # bytes
    digest: str
    held: bytes | tuple[Spool, Extent]

    @property
    def data(self) -> bytes:
        """Its bytes. Raises DiskError."""
        return self.held if isinstance(self.held, bytes) else self.held[0].get(self.held[1])

    @property
    def is_large(self) -> bool:
        """Whether it is a workbook worth a worker of its own."""
        return not isinstance(self.held, bytes)


def look(path: Path, workspace: Path, spool: Spool, instead: bytes | None = None) -> Arrived:
    """Read one file, as if it held the bytes `instead`, and tell what it is.

    Raises OSError where it cannot be read, DiskError where the spool takes no more.
    """
    data = instead
    if data is None:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    sort = _sort(data, path.suffix.lower())
    held = (spool, spool.put(data)) if sort is Sort.WORKBOOK and len(data) >= _LARGE else data
    name, digest = path.relative_to(workspace).as_posix(), hashlib.sha256(data).hexdigest()
    return Arrived(path, name, sort, len(data), digest, held)


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


@frozen
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
