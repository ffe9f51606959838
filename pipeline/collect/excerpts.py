"""A file in which a ballot lies among somebody's papers → what is left of it: those papers alone, as a file.

Nobody's vote is kept beside a name: neither its words nor what hangs on them, as pictures, notes, what a program keeps
of the whole file. So an excerpt is not the file with holes: it holds what was asked for and what that refers to. The
same file gives the same bytes, whenever it comes. `of_word` runs in the helper process (for a PDF: pdf_text).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence

from lxml import etree

from pipeline import confine
from pipeline.collect import returned_word
from pipeline.collect.returned_word import UnreadableReturn

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_BODY, _TYPES = "word/document.xml", "[Content_Types].xml"
_LOOKS = ("styles", "numbering", "fontTable", "theme", "settings")  # no word of the text refers to them
_SETTINGS = frozenset(f"{_W}{name}" for name in ("evenAndOddHeaders", "defaultTabStop", "compat"))
_NOTES = tuple(
    f"{_W}{name}"
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference", "footnoteReference", "endnoteReference")
)
_ROOT = (
    f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{_BODY}"/>'
    "</Relationships>"
).encode()
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SECONDS = 20.0


def word(data: bytes, blocks: Collection[int]) -> bytes | None:
    """Return a .docx with these blocks of another (from 0) and nothing else; None where it cannot be made."""
    return _made(f"{__name__}:of_word", data, sorted(blocks))


def pdf(data: bytes, pages: Collection[int]) -> bytes | None:
    """Return a PDF with these pages of another (from 0) and nothing else; None where it cannot be made."""
    return _made("pipeline.collect.pdf_text:alone", data, sorted(pages))


def _made(function: str, data: bytes, wanted: Sequence[int]) -> bytes | None:
    if not wanted:
        return None
    try:
        made: bytes | None = confine.shared().call(function, data, wanted, seconds=_SECONDS)
    except confine.Died:
        return None
    return made


# --- in the helper --------------------------------------------------------------------------------------------------


def of_word(data: bytes, wanted: Sequence[int]) -> bytes | None:
    """Return the blocks alone."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: returned_word.part(archive, name) for name in archive.namelist()}
        root = returned_word.parsed(parts[_BODY])
        _leave(root, frozenset(wanted))
        return _packed(_kept(parts, root))
    except (*returned_word.BROKEN, UnreadableReturn, LookupError):
        return None


def _leave(root: etree._Element, wanted: Collection[int]) -> None:
    """Leave only these blocks in a main part."""
    (body,) = root.findall(f"{_W}body")
    pieces = enumerate(returned_word.pieces(body))
    _prune(body, {element for number, elements in pieces if number in wanted for element in elements})
    for note in list(body.iter(*_NOTES)):
        parent = note.getparent()
        if parent is not None:
            parent.remove(note)


def _prune(parent: etree._Element, kept: Collection[etree._Element]) -> bool:
    """Remove what is not to be kept; return whether anything of it is."""
    anything = False
    for child in list(parent):
        if child in kept or (returned_word.is_around(child) and _prune(child, kept)):
            anything = True
        elif child.tag not in {f"{_W}sectPr", f"{_W}sdtPr"}:
            parent.remove(child)
    return anything


def _kept(parts: Mapping[str, bytes], root: etree._Element) -> dict[str, bytes]:
    """Return the parts of the excerpt: the main one, its looks, what it refers to, and what that refers to."""
    found = {_BODY: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)}
    waiting = [_BODY]
    for name in waiting:
        own = posixpath.join(posixpath.dirname(name), "_rels", f"{posixpath.basename(name)}.rels")
        if own not in parts:
            continue
        relations = returned_word.parsed(parts[own])
        for each in list(relations):
            kind, target = each.get("Type", "").rpartition("/")[2], _target(name, each)
            looks = name == _BODY and kind in _LOOKS
            if not looks and not any(f"{quote}{each.get('Id')}{quote}".encode() in found[name] for quote in "\"'"):
                relations.remove(each)
            elif target in parts and target not in found:
                found[target] = _settings(parts[target]) if kind == "settings" else parts[target]
                if not looks:
                    waiting.append(target)
        found[own] = etree.tostring(relations)
    types = returned_word.parsed(parts[_TYPES])
    for each in list(types):
        if each.get("PartName") and each.get("PartName", "").lstrip("/") not in found:
            types.remove(each)
    return {_TYPES: etree.tostring(types), "_rels/.rels": _ROOT, **found}


def _target(name: str, relation: etree._Element) -> str:
    """Return the part that a relation leads to, "" for what is none."""
    if relation.get("TargetMode") == "External":
        return ""
    target = relation.get("Target", "")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) if target[:1] != "/" else target[1:]


def _settings(data: bytes) -> bytes:
    """Return of a file's settings what its pages need: the rest tells of the whole file."""
    settings = returned_word.parsed(data)
    for each in list(settings):
        if each.tag not in _SETTINGS:
            settings.remove(each)
    return etree.tostring(settings)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in _in_order(parts):
            made = zipfile.ZipInfo(name, _EPOCH)
            made.compress_type, made.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(made, data)
    return out.getvalue()


def _in_order(parts: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the parts as Word writes them: what they are first."""
    yield _TYPES, parts[_TYPES]
    yield from sorted((name, data) for name, data in parts.items() if name != _TYPES)
