"""Open a template; refuse macros, DTDs, huge or duplicate parts, external content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from lxml import etree

from pipeline.model import codes
from pipeline.model.problem import Origin, Read
from pipeline.render.dialect import strict_parser

_LARGEST_PART = 64 * 1024 * 1024  # bytes a part may unpack to; the largest template that we have seen has 2 MB
_LARGEST = 2 * _LARGEST_PART  # bytes that all may unpack to together
_MOST_PARTS = 5000
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ELSEWHERE = re.compile(
    r"(?!file:)[a-z][a-z0-9+.-]+:|[\\/]{2}|file:(?://(?![\\/])|/{4}|/*\\\\)", re.IGNORECASE
)  # http://…, \\server\share, file://server/share; not C:\…, file:///C:/…


def opened_template(data: bytes, origin: Origin) -> Read[dict[str, bytes] | None]:
    """Return the archive's parts by name, refusing what no honest template holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            reason = _refusal(entries)
            parts = {_name(entry): archive.read(entry) for entry in entries} if not reason else {}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, OSError, EOFError, NotImplementedError):
        reason, parts = "不是 Word 文件，或者没有复制完", {}
    if not reason and "word/document.xml" not in parts:
        reason = "不是 .docx 文件"
    if not reason:
        reason = next((r for name, part in parts.items() if (r := _xml_refusal(name, part))), "")
    return Read(None, (codes.TEMPLATE_UNREADABLE.at(origin, reason=reason),)) if reason else Read(parts)


def relations(parts: Mapping[str, bytes], name: str) -> frozenset[str]:
    """Return the ids by which a part refers to others."""
    folder, _, file = name.rpartition("/")
    own = parts.get(f"{folder}/_rels/{file}.rels")
    return frozenset(each.get("Id") or "" for each in etree.fromstring(own, strict_parser())) if own else frozenset()


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a part's name; some exporters write it with backslashes."""
    return entry.filename.replace("\\", "/")


def _refusal(entries: list[zipfile.ZipInfo]) -> str:
    names = [_name(entry).casefold() for entry in entries]  # to System.IO.Packaging, a.xml and A.xml are one part
    if len(set(names)) != len(names):
        return "文件内部有重名的部分"
    sizes = [entry.file_size for entry in entries]
    if max(sizes, default=0) > _LARGEST_PART or sum(sizes) > _LARGEST:
        return "文件内部有特别大的部分"
    if len(entries) > _MOST_PARTS:
        return "文件内部的部分太多"
    if any(name.endswith("vbaproject.bin") for name in names):
        return "带有宏"
    return ""


def _xml_refusal(name: str, part: bytes) -> str:
    if not name.casefold().endswith((".xml", ".rels")):
        return ""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        return f"{name} 含有 DTD"
    try:
        root = etree.fromstring(part, strict_parser())
    except etree.XMLSyntaxError:
        return f"{name} 已损坏"
    if root.getroottree().docinfo.internalDTD is not None:  # written in UTF-16
        return f"{name} 含有 DTD"
    fetched = next((each.get("Target") or "" for each in root.iter(_RELATION) if _fetches(each)), "")
    return f"打开时要从别处取内容（{fetched[:60]}），请先断开这个链接" if fetched else ""


def _fetches(relation: etree._Element) -> bool:
    """Whether Word would fetch something from elsewhere when it opens a document; a hyperlink waits for a click."""
    if relation.get("TargetMode") != "External" or (relation.get("Type") or "").endswith("/hyperlink"):
        return False
    return _ELSEWHERE.match((relation.get("Target") or "").strip()) is not None
