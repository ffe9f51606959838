"""What System.IO.Packaging (ECMA-376 part 2) asks of a package, beyond its being a whole zip archive."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_SEGMENT = re.compile(r"(?:[\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+", re.ASCII)
_LISTING = "[Content_Types].xml"


def faults(data: bytes) -> list[str]:
    """Return everything that breaks a rule, in words."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        found = [f"{name}: CRC" for name in [archive.testzip()] if name]
        parts = {entry.filename: archive.read(entry) for entry in entries}
    names = [entry.filename for entry in entries]
    if names[:1] != [_LISTING]:
        found.append("the content types are not first")
    if len({name.casefold() for name in names}) < len(names):
        found.append("names that differ by case only, or not at all")
    found += [f"{each.filename}: method {each.compress_type}" for each in entries if each.compress_type not in {0, 8}]
    for name in names:
        if name != _LISTING:
            found += [f"{name}: {fault}" for fault in _name_faults(name, names)]
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            found += [f"{name}: {fault}" for fault in _xml_faults(part)]
    return found or [*_type_faults(parts), *_relation_faults(parts)]


def _name_faults(name: str, names: list[str]) -> Iterator[str]:
    if "\\" in name or name.startswith("/") or name.endswith("/"):
        yield "not a part's name"
    for segment in name.split("/"):
        if not _SEGMENT.fullmatch(segment) or segment.endswith(".") or set(unquote(segment)) & set("/\\"):
            yield f"the segment {segment!r}"
    if any(other.startswith(f"{name}/") for other in names):
        yield "another part's name continues this one's"


def _xml_faults(part: bytes) -> Iterator[str]:
    if b"<!DOCTYPE" in part:
        yield "a document type"
    try:
        etree.fromstring(part)
    except etree.XMLSyntaxError as fault:
        yield str(fault)


def _type_faults(parts: dict[str, bytes]) -> Iterator[str]:
    listing = etree.fromstring(parts[_LISTING])
    overrides = [each.get("PartName").casefold() for each in listing.iter(f"{_TYPES}Override")]
    defaults = [each.get("Extension").casefold() for each in listing.iter(f"{_TYPES}Default")]
    if len(set(overrides)) < len(overrides) or len(set(defaults)) < len(defaults):
        yield "a type is given twice"
    yield from (
        f"a type for {each}, which is not there" for each in overrides if each[1:] not in map(str.casefold, parts)
    )
    for name in parts:
        extension = posixpath.basename(name).rpartition(".")[2].casefold()
        if name != _LISTING and f"/{name.casefold()}" not in overrides and extension not in defaults:
            yield f"{name} has no type"


def _relation_faults(parts: dict[str, bytes]) -> Iterator[str]:
    for name in (each for each in parts if each.endswith(".rels")):
        folder, _, file = name.rpartition("/")
        above = posixpath.dirname(folder)
        source = posixpath.join(above, file.removesuffix(".rels"))
        if posixpath.basename(folder) != "_rels" or (source != above and name != "_rels/.rels" and source not in parts):
            yield f"{name} belongs to no part"
        relations = list(etree.fromstring(parts[name]).iter(_RELATION))
        ids = [each.get("Id") for each in relations]
        yield from (f"{name}: id {each!r}" for each in ids if not re.fullmatch(r"[^\W\d][\w.-]*", each or ""))
        if len(set(ids)) < len(ids):
            yield f"{name}: an id twice"
        if sum(each.get("Type") == _CORE for each in relations) > 1:
            yield f"{name}: core properties twice"
        for each in relations:
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", above, each.get("Target"))).lstrip("/")
                if unquote(target) not in parts:
                    yield f"{name}: {each.get('Id')} leads to {target}, which is not there"
