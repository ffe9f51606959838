"""A template's file → its parts, refusing what no honest template holds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from pipeline.model import codes
from pipeline.model.problem import Origin, Read
from pipeline.render.dialect import strict_parser

_LARGEST_PART = 64 * 1024 * 1024  # bytes a part may unpack to; the largest template that we have seen has 2 MB


def opened(data: bytes, origin: Origin) -> Read[dict[str, bytes] | None]:
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
    if any(entry.file_size > _LARGEST_PART for entry in entries):
        return "文件内部有特别大的部分"
    return ""


def _xml_refusal(name: str, part: bytes) -> str:
    if not name.endswith((".xml", ".rels")):
        return ""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        return f"{name} 含有 DTD"
    try:
        etree.fromstring(part, strict_parser())
    except etree.XMLSyntaxError:
        return f"{name} 已损坏"
    return ""
