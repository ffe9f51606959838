"""What a picture says besides its dots: the texts that cameras, Windows and drawing programs put into it.

Of JPEG and PNG the pixels are left out, and what lies behind their end is looked at by itself. Other kinds are small or
are drawings (EMF, WMF): they are looked at whole.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_ALONE = frozenset([0x01, 0xD8])  # markers without a length
_END, _SCAN = 0xD9, 0xDA
_NAMES = frozenset([0xFE, *range(0xE0, 0xF0)])  # COM, APP0 … APP15
_LARGEST = 4 * 1024 * 1024  # bytes that a compressed text may unpack to
_CARRIED = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"%PDF-",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
)


class Carried(Exception):  # noqa: N818 - it is the reason why a parcel stops
    """Something that is no picture lies behind a picture's end, or in it."""


def texts(data: bytes) -> Iterator[bytes]:
    """Yield the stretches of a picture that may hold text. Raises Carried."""
    if data.startswith(_JPEG):
        pieces, end = _jpeg(data)
    elif data.startswith(_PNG):
        pieces, end = _png(data)
    else:
        pieces, end = [data], len(data)
    behind = data[end:]
    if any(sign in piece for piece in (behind, *pieces) for sign in _CARRIED):
        raise Carried
    yield from pieces
    if behind.startswith(_JPEG) and end:  # telephones put a second picture behind the first
        yield from texts(behind)
    elif behind.strip(b"\0\xff \r\n\t"):
        yield behind


def _jpeg(data: bytes) -> tuple[list[bytes], int]:
    """Return the segments that are not pixels, and where the picture ends."""
    pieces: list[bytes] = []
    at = 2
    while match := _MARKER.search(data, at):
        kind, at = match[1][0], match.end()
        if kind == _END:
            return pieces, at
        if kind in _ALONE:
            continue
        (length,) = struct.unpack_from(">H", data.ljust(at + 2, b"\0"), at)
        if kind in _NAMES:
            pieces.append(data[at + 2 : at + length])
        at += max(length, 2)
    return [data], len(data)  # no end: nobody knows what is pixels


def _png(data: bytes) -> tuple[list[bytes], int]:
    pieces: list[bytes] = []
    at = len(_PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind == b"IEND":
            return pieces, at
        if kind in {b"zTXt", b"iTXt"}:
            pieces.append(content)
            pieces += _inflated(content)
        elif kind not in {b"IDAT", b"fdAT", b"PLTE", b"iCCP"}:
            pieces.append(content)
    return [data], len(data)


def _inflated(content: bytes) -> Iterator[bytes]:
    """Yield a text chunk's text if it is compressed. Raises Carried where it grows too large."""
    for begin in (match.start() for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", content)):
        unpacking = zlib.decompressobj()
        try:
            text = unpacking.decompress(content[begin:], _LARGEST)
        except zlib.error:
            continue
        if unpacking.unconsumed_tail:
            raise Carried
        yield text
