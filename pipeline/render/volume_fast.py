"""Fast path for volumes: join forms of one template by their bytes, without parsing them.

A form is a copy of the first one's kind if its file is the first one's but for the main part; its main part is plain if
nothing in it must be renumbered or made unique. Everything else (an edited form, another template) is bound as parsed
XML, see volume.py.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml import etree

from pipeline.render import paper_marks

_DOCUMENT = b"word/document.xml"
_LOCAL = struct.Struct("<4s5H3I2H")
_RAW_DEFLATE = -15
_UNREAD = b"docProps/"
_UNIQUE = (b"<w:bookmark", b"<w:comment", b"<w:numPr", b"<w:footnoteReference", b"<w:endnoteReference", b"<w:altChunk",
           b"<w:sectPrChange", b"<w:txbx", b'paraId="', b"<wp:docPr")  # fmt: skip
_BODY, _END, _SECTION = b"<w:body>", b"</w:body></w:document>", b"<w:sectPr"
_WHOLE = b"</w:sectPr>" + _END
_DECLARATION = re.compile(rb' xmlns:\w+="[^"]*"')

Joined = Callable[[list[Any], bool, bool], list[Any]]  # of elements


def plain(document: bytes) -> bool:
    """Whether a main part can be bound as it is."""
    return _is_whole(document) and not _is_marked(document)


def plain_pieces(pieces: Sequence[bytes]) -> bytes | None:
    """Return a main part that is known in pieces (Filled.parts), if it can be bound as it is.

    What stands for a value is escaped, so only the template's own text is looked at, and each choice of it once.
    """
    own = tuple([piece if type(piece) is bytes else b"" for piece in pieces])
    return b"".join(pieces) if _is_plain_text(own) else None


@lru_cache(128)
def _is_plain_text(own: tuple[bytes, ...]) -> bool:
    """Whether the template's own text, in its pieces, makes a plain main part: there are few such texts."""
    return not any(map(_is_known_marked, own)) and _is_whole(b"".join(own))


def without_content(document: bytes) -> bytes:
    """Return a main part with nothing in its body; as it is where it ends otherwise than ours."""
    return document[: document.index(_BODY)] + _BODY + _END if _is_whole(document) else document


def _is_whole(document: bytes) -> bool:
    return document.endswith(_WHOLE) and document.count(_BODY) == 1 == document.count(_SECTION)


def _is_marked(text: bytes) -> bool:
    return any(mark in text for mark in _UNIQUE)


_is_known_marked = lru_cache(4096)(_is_marked)


@dataclass(slots=True)
class Copies:
    """The forms of one kind; `first` is the first one's file."""

    first: bytes
    joined: Joined  # how parsed elements become a section: (elements, first, last) → elements
    _ahead: bytes = field(init=False)  # the first file up to its main part; empty: nothing can be a copy of it
    _others: list[tuple[bytes, bytes]] = field(default_factory=list)  # parts after the main part, as they are packed
    _ends: dict[tuple[bytes, bytes, bool, bool], bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.first)) as archive:
            offset = next((e.header_offset for e in archive.infolist() if e.filename == _DOCUMENT.decode()), 0)
        self._ahead = self.first[:offset]
        try:
            self._others = [(name, packed) for name, packed, _ in self._packed(self.first) if name != _DOCUMENT]
        except (struct.error, ValueError):  # other programs pack otherwise
            self._ahead = b""

    def document(self, data: bytes, main: Sequence[bytes] = ()) -> bytes | None:
        """Return the plain main part of a file that is otherwise the first one's; None for any other.

        `main`: its pieces, where they are known.
        """
        if not self._ahead or not data.startswith(self._ahead):
            return None
        try:
            parts = self._packed(data)
            if [(name, packed) for name, packed, _ in parts if name != _DOCUMENT] != self._others:
                return None
            if main:
                return plain_pieces(main)
            packed, crc = next((packed, crc) for name, packed, crc in parts if name == _DOCUMENT)
            document = zlib.decompress(packed, _RAW_DEFLATE)
        except (struct.error, StopIteration, zlib.error, ValueError):
            return None
        whole = zlib.crc32(document) == crc
        document = paper_marks.without_bookmark(document)
        return document if whole and plain(document) else None

    def _packed(self, data: bytes) -> list[tuple[bytes, bytes, int]]:
        """Return name, packed bytes and CRC of each part from the main part on; properties are nobody's business."""
        found = []
        at = len(self._ahead)
        while data[at : at + 4] == b"PK\x03\x04":
            _, _, flags, method, _, _, crc, size, _, name_length, extra = _LOCAL.unpack_from(data, at)
            if method != zipfile.ZIP_DEFLATED or flags & 0x8:
                raise ValueError
            at += _LOCAL.size
            name = data[at : at + name_length]
            at += name_length + extra
            if not name.startswith(_UNREAD):
                found.append((name, data[at : at + size], crc))
            at += size
        return found

    def section(self, document: bytes, *, first: bool, last: bool) -> bytes:
        """Return a plain main part's body as one section of the volume."""
        content = document[document.index(_BODY) + len(_BODY) : -len(_END)]
        at = content.rfind(_SECTION)
        content, properties = content[:at], content[at:]
        start = _last_paragraph(content)
        key = (content[start:], properties, first, last)
        if key not in self._ends:
            root = etree.fromstring(document[: document.index(_BODY)] + _BODY + content[start:] + properties + _END)
            elements = self.joined(list(root[0]), first, last)
            self._ends[key] = b"".join(
                _DECLARATION.sub(b"", etree.tostring(each, encoding="utf-8")) for each in elements
            )
        return content[:start] + self._ends[key]


def _last_paragraph(content: bytes) -> int:
    """Return where the last paragraph of a body begins; its length where something else is last."""
    if not content.endswith(b"</w:p>"):
        return len(content)
    bare = content.rfind(b"<w:p>")
    return max(bare, content.rfind(b"<w:p ", max(bare, 0)))
