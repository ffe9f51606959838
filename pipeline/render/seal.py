"""Parts → a .docx: fixed times, fixed order, no duplicate names; constant parts are deflated once a template.

Own writing of the zip frame (APPNOTE 6.3.3), because zipfile would deflate and copy the constant parts again for
every document, and they are nine tenths of a form's bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias
from zlib import compress as best

from pipeline.model.frozen import frozen

_ZLIB_LEVEL = 1  # of 1-9: a tenth more bytes than 6, and a third of its time
_BEST = 9  # for what is deflated once a template, by zlib: isal's best is a seventh larger
try:
    from isal.isal_zlib import compress, crc32, decompress

    _LEVEL = 2  # isal's levels are 0-3; 2 was best in size for its time on our forms
except ImportError:  # a platform without a wheel: the standard library does the same, slower
    from zlib import compress, crc32, decompress

    _LEVEL = _ZLIB_LEVEL

_FIRST = "[Content_Types].xml"
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_PART = b"PK\x03\x04"
_VERSION, _DEFLATED, _UTF8, _SIZE_BEHIND = 20, 8, 0x0800, 0x8
_UNIX, _PLAIN_FILE = 3 << 8, 0o100644 << 16  # Info-ZIP reads a UTF-8 name as the DOS code page unless Unix made it
_MIDNIGHT, _FIRST_DAY = 0, 0x0021  # 1980-01-01 00:00, the zero of zip's clock
_RAW_DEFLATE = -15


_Deflate: TypeAlias = Callable[[bytes], bytes]
"""Deflates a whole part in one call: in two, isal's bytes for the end of a part were seen to vary."""


@frozen
class Prefix:
    """The finished beginning of an archive: its bytes, and the central directory's entries for it."""

    data: bytes
    directory: bytes
    entries: int
    names: frozenset[str]


def sealed_prefix(parts: Iterable[tuple[str, bytes]]) -> Prefix:
    """Return the constant parts, deflated, as the beginning of every archive of one template."""
    data, directory, names = _records(Prefix(b"", b"", 0, frozenset()), parts, _thorough)
    return Prefix(b"".join(data), b"".join(directory), len(names), frozenset(names))


def sealed(start: Prefix, parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a whole archive: the constant beginning and `parts` after it. Same content → same bytes."""
    data, directory, names = _records(start, parts, _fast)
    central = b"".join(directory)
    at, count = sum(map(len, data)), len(names)
    return b"".join((*data, central, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), at, 0)))


class PackedPart(NamedTuple):
    """A part as it stands in an archive: where its record begins, and its bytes as they are there."""

    name: str
    begin: int
    deflated: bool
    packed: bytes

    def content(self) -> bytes:
        """Return its bytes. Raises zlib.error."""
        return decompress(self.packed, _RAW_DEFLATE) if self.deflated else self.packed


def packed_parts(data: bytes) -> Iterator[PackedPart]:
    """Yield the parts of an archive, or of its beginning, whose parts have their sizes ahead of them, as ours do."""
    at = 0
    while data[at : at + 4] == _PART:
        begin = at
        _, _, flags, method, _, _, _, size, _, name_length, extra = _LOCAL.unpack_from(data, at)
        if method not in {0, _DEFLATED} or flags & _SIZE_BEHIND:
            raise ValueError("an archive of another make")
        at += _LOCAL.size + name_length
        name = data[at - name_length : at].decode("utf-8")
        at += extra + size
        yield PackedPart(name, begin, method == _DEFLATED, data[at - size : at])


def archive(parts: Mapping[str, bytes]) -> bytes:
    """Return a whole archive of parts by name, in the order of `ordered`."""
    return sealed(sealed_prefix(()), ((name, parts[name]) for name in ordered(parts)))


def ordered(names: Iterable[str]) -> list[str]:
    """Return part names with the content types first, as System.IO.Packaging writes them."""
    return sorted(names, key=lambda name: (name != _FIRST, name))


def _fast(content: bytes) -> bytes:
    return compress(content, _LEVEL, _RAW_DEFLATE)


def _thorough(content: bytes) -> bytes:
    return best(content, _BEST, _RAW_DEFLATE)


def _records(
    start: Prefix, parts: Iterable[tuple[str, bytes]], deflate: _Deflate
) -> tuple[list[bytes], list[bytes], set[str]]:
    """Return an archive's bytes up to its directory, the directory, each in pieces, and the names of its parts."""
    data, directory, names = [start.data], [start.directory], set(start.names)
    offset = len(start.data)
    for name, content in parts:
        if name in names:
            raise ValueError(f"two parts of one name: {name}")
        names.add(name)
        packed = deflate(content)
        local, central = _headers(name, content, offset, packed)
        data += (local, packed)
        directory.append(central)
        offset += len(local) + len(packed)
    return data, directory, names


def _headers(name: str, content: bytes, offset: int, packed: bytes) -> tuple[bytes, bytes]:
    """Return what stands before one part's deflated data, and its central directory record."""
    encoded, flags, maker, attributes = _named(name)
    common = (_VERSION, flags, _DEFLATED, _MIDNIGHT, _FIRST_DAY)
    sums = (crc32(content), len(packed), len(content), len(encoded), 0)
    local = _LOCAL.pack(_PART, *common, *sums) + encoded
    central = _CENTRAL.pack(b"PK\x01\x02", maker | _VERSION, *common, *sums, 0, 0, 0, attributes, offset) + encoded
    return local, central


@lru_cache(maxsize=256)
def _named(name: str) -> tuple[bytes, int, int, int]:
    """Return a part's name as it is written, and its flags, its maker and its attributes."""
    encoded = name.encode("utf-8")
    return (encoded, 0, 0, 0) if name.isascii() else (encoded, _UTF8, _UNIX, _PLAIN_FILE)
