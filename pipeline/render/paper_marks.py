"""A finished document → the same with its 表号 in it, where no reader sees it and most programs keep it.

Two carriers: a hidden bookmark round the title, which survives saving by Word, WPS and LibreOffice in every format and
copying into another file; and the file's own property `gongwen`. Nothing of these is printed: no page is set otherwise.
Only what is to come back on paper carries it as a code, too (printed_code).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import lru_cache

from pipeline.model import paper_number
from pipeline.model.frozen import frozen
from pipeline.render import printed_code, seal

_BODY = "word/document.xml"
_TYPES, _RELATIONS, _CUSTOM = "[Content_Types].xml", "_rels/.rels", "docProps/custom.xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CONTENT = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_OVERRIDE = f'<Override PartName="/{_CUSTOM}" ContentType="{_CONTENT}"/>'.encode()
_RELATION = f'<Relationship Id="rIdGongwen" Type="{_KIND}" Target="{_CUSTOM}"/>'.encode()
_PROPERTY = "gongwen"
_OUR_PROPERTY = re.compile(rb'<property [^>]*name="gongwen"><vt:lpwstr[^>]*>_gw_[0-9A-Z_]*</vt:lpwstr></property>')
_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    b'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"></Properties>'
)
_NAME = "_gw_{number}_{version}"
_MARK = re.compile(r"_gw_(?P<number>[0-9A-Z]{9})_(?P<version>[A-Z]{6})")
_OURS = re.compile(
    rb'<w:bookmarkStart w:id="(?P<id>\d+)" w:name="_gw_[0-9A-Z]{9}_[A-Z]{6}"/>'
    rb'(?P<inside>.*?)<w:bookmarkEnd w:id="(?P=id)"/>',
    re.DOTALL,
)
_IDENTITY = re.compile(rb'<w:bookmarkStart\b[^>]*? w:id="(\d+)"')
_PIECE = re.compile(
    rb"<w:p(?=[ >])(?P<open>[^>]*(?<!/)>)|(?P<close></w:p>)|(?P<text><w:t(?: [^>]*)?>\s*[^<\s])|</?w:(?P<table>tbl)>"
    rb"|<(?P<box>/?)w:txbxContent\b|(?P<properties></w:pPr>|<w:pPr/>)"
)
_TITLE = re.compile(rb'<w:pStyle w:val="DocTitle"/>')
_END = b"</w:p>"


@frozen(order=True)
class PaperMark:
    """What a paper carries: its number, which of its versions it is, and whether the number is printed on it, too."""

    number: str
    version: str
    printed: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return _NAME.format(number=self.number, version=self.version)


def marks_in(text: str) -> list[PaperMark]:
    """Return the marks that stand in a text (a bookmark's name, a property), those with a right check sign."""
    marks = [PaperMark(each["number"], each["version"]) for each in _MARK.finditer(text)]
    return [mark for mark in marks if paper_number.read(mark.number) == mark.number]


def with_mark(data: bytes, mark: PaperMark) -> bytes:
    """Return a document with its mark. One without a paragraph of its own carries only the property."""
    packed = list(seal.packed_parts(data))
    at = next(number for number, part in enumerate(packed) if part.name == _BODY)
    parts = {part.name: part.content() for part in packed[at:]}
    return _sealed(data[: packed[at].begin], parts, mark)


def sealed_with_mark(
    start: seal.Prefix, parts: Sequence[tuple[str, bytes]], mark: PaperMark, own: tuple[bytes, ...] | None = None
) -> bytes:
    """Return what `with_mark` does of seal.sealed(start, parts), packed once.

    `own`: the template's own text in the main part, where all else in it is text: bookmarks are looked for there alone.
    """
    if parts[0][0] != _BODY:
        return with_mark(seal.sealed(start, parts), mark)
    return _sealed(start.data, dict(parts), mark, bare=own is not None and _has_no_bookmark(own))


def _sealed(before: bytes, parts: dict[str, bytes], mark: PaperMark, *, bare: bool = False) -> bytes:
    """Return a document of what is packed before its main part, and of the parts from there on.

    `bare`: its main part is known to have no bookmark.
    """
    if mark.printed:
        start, custom, parts = _start_with_code(before, parts, mark.number)
    else:
        start, custom = _start(before, has_property=_CUSTOM in parts)
    number = 1 if bare else _last_bookmark(parts[_BODY]) + 1
    if bookmarked := _bookmarked(parts[_BODY], str(mark), number):
        parts[_BODY] = bookmarked
    if custom is not None:
        parts[_CUSTOM] = _with_property(parts.pop(_CUSTOM, custom), str(mark))
    return seal.sealed(start, parts.items())


def without_bookmark(document: bytes) -> bytes:
    """Return a main part without our bookmark, as it was before."""
    return _OURS.sub(lambda match: match["inside"], document) if b'w:name="_gw_' in document else document


def without_marks(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a document without our mark: what is bound of many papers is none of them."""
    found = dict(parts)
    if _BODY in found:
        found[_BODY] = without_bookmark(found[_BODY])
    custom = _OUR_PROPERTY.sub(b"", found.get(_CUSTOM, b""))
    if not custom or custom == found[_CUSTOM]:
        return found
    found[_CUSTOM] = custom
    if custom == _EMPTY:  # it was made for the mark
        del found[_CUSTOM]
        found[_TYPES] = found[_TYPES].replace(_OVERRIDE, b"")
        found[_RELATIONS] = found[_RELATIONS].replace(_RELATION, b"")
    return found


@lru_cache(maxsize=64)
def _start(data: bytes, *, has_property: bool) -> tuple[seal.Prefix, bytes | None]:
    """Return what stands before the main part, ready for the property, and the part that is to hold it; None for none.

    What stands there is the same in all of a template's documents. `has_property`: that part stands behind.
    """
    parts = {part.name: part.content() for part in seal.packed_parts(data)}
    custom = _with_room(parts, has_property=has_property)
    return seal.sealed_prefix(parts.items()), custom


def _start_with_code(
    before: bytes, parts: dict[str, bytes], number: str
) -> tuple[seal.Prefix, bytes | None, dict[str, bytes]]:
    """Return the same with the code on its pages, and the parts from the main one on: its footers are its own."""
    ahead = {part.name: part.content() for part in seal.packed_parts(before)}
    whole = printed_code.coded(ahead | parts, number)
    own = {name: whole.pop(name) for name in parts}
    custom = _with_room(whole, has_property=_CUSTOM in own)
    return seal.sealed_prefix(()), custom, {**whole, **own}


def _with_room(parts: dict[str, bytes], *, has_property: bool) -> bytes | None:
    """Make parts ready for the property and return the part that is to hold it, taken out of them; None for none."""
    custom = parts.pop(_CUSTOM, _EMPTY if has_property else None)
    if custom is None and b"</Types>" in parts[_TYPES] and b"</Relationships>" in parts[_RELATIONS]:
        parts[_TYPES] = parts[_TYPES].replace(b"</Types>", _OVERRIDE + b"</Types>")
        parts[_RELATIONS] = parts[_RELATIONS].replace(b"</Relationships>", _RELATION + b"</Relationships>")
        custom = _EMPTY  # where these are written with prefixes of their own, the bookmark will do
    return custom


# --- the bookmark -------------------------------------------------------------------------------------------------


def _bookmarked(body: bytes, name: str, number: int) -> bytes:
    """Return a main part with a bookmark round its title, else round its first paragraph with text; b"" without one."""
    found = _title(body)
    if found is None:
        return b""
    begin, end = found
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'.encode()
    return b"".join((body[:begin], start, body[begin:end], f'<w:bookmarkEnd w:id="{number}"/>'.encode(), body[end:]))


@lru_cache(maxsize=256)
def _has_no_bookmark(own: tuple[bytes, ...]) -> bool:
    """Whether none stands in a template's own text: of few such texts papers are made by the thousand."""
    return b"bookmarkStart" not in b"".join(own)


def _last_bookmark(body: bytes) -> int:
    """Return the greatest number that a bookmark has, 0 without one."""
    return max(map(int, _IDENTITY.findall(body)), default=0) if b"bookmarkStart" in body else 0


def _title(body: bytes) -> tuple[int, int] | None:
    """Return where the content of the title's paragraph begins and ends; text boxes are left out.

    Forms of one template begin alike, down to their title: there it is looked for once.
    """
    styled = _TITLE.search(body)
    end = body.find(_END, styled.end()) if styled else -1
    found, titled = _titled(body[: end + len(_END)]) if end >= 0 else (None, False)
    return found if titled else _titled.__wrapped__(body)[0]


@lru_cache(maxsize=64)
def _titled(body: bytes) -> tuple[tuple[int, int] | None, bool]:
    """Return the content of the title's paragraph, else of the first one with text, and whether it is the title's."""
    first: tuple[int, int] | None = None
    begin, boxes, has_text, opened = 0, 0, False, 0
    for piece in _PIECE.finditer(body, body.find(b"<w:body>")):
        if piece["box"] is not None:
            boxes += -1 if piece["box"] else 1
        elif boxes:
            continue
        elif piece["open"] is not None:
            opened = begin = piece.end()
            has_text = False
        elif piece["properties"] is not None:
            begin = piece.end()
        elif piece["text"] is not None:
            has_text = True
        elif piece["close"] is not None and has_text:
            place = begin, piece.start()
            if _TITLE.search(body, opened, begin):
                return place, True
            first = first or place
        elif piece["table"] is not None and first:
            break  # a title stands before the first table
    return first, False


# --- the property -------------------------------------------------------------------------------------------------


def _with_property(custom: bytes, value: str) -> bytes:
    """Return the properties with ours; they stand behind the main part, where print volumes do not look."""
    before, behind = _room(custom)
    return b"".join((before, value.encode(), behind))


@lru_cache(maxsize=64)
def _room(custom: bytes) -> tuple[bytes, bytes]:
    """Return the properties up to the value of ours, and from there on."""
    number = 1 + max(map(int, re.findall(rb'\bpid="(\d+)"', custom)), default=1)  # 0 and 1 are the format's own
    element = (
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{_PROPERTY}">'
        '<vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">\0</vt:lpwstr>'
        "</property>"
    ).encode()
    before, _, behind = custom.replace(b"</Properties>", element + b"</Properties>").partition(b"\0")
    return before, behind
