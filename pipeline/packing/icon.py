"""The program's icon, drawn: a sheet of paper with a red head and its rule. The same bytes every time."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

SIZES = (16, 32, 48, 256)
_FINE = 4  # samples a pixel, each way
_STEPS = tuple((each + 0.5) / _FINE for each in range(_FINE))
_Boxes = tuple[tuple[float, float, float, float, tuple[int, int, int, int]], ...]
_CLEAR, _PAPER, _EDGE, _RED, _GREY = (
    (255, 255, 255, 0),
    (255, 255, 255, 255),
    (120, 120, 120, 255),
    (200, 22, 29, 255),
    (150, 150, 150, 255),
)
_BOXES = (  # left, top, right, bottom in parts of the whole, the later over the earlier
    (0.14, 0.04, 0.86, 0.96, _EDGE),
    (0.17, 0.07, 0.83, 0.93, _PAPER),
    (0.26, 0.17, 0.74, 0.29, _RED),
    (0.22, 0.38, 0.78, 0.42, _RED),
    (0.26, 0.51, 0.74, 0.55, _GREY),
    (0.26, 0.63, 0.74, 0.67, _GREY),
    (0.26, 0.75, 0.60, 0.79, _GREY),
)


def icon() -> bytes:
    """Return a .ico with a picture of each size, as PNG."""
    pictures = [_png(size) for size in SIZES]
    at = 6 + 16 * len(SIZES)
    entries = b""
    for size, picture in zip(SIZES, pictures, strict=True):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return struct.pack("<HHH", 0, 1, len(SIZES)) + entries + b"".join(pictures)


def _png(size: int) -> bytes:
    rows = b"".join(_rows(size))
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _rows(size: int) -> Iterator[bytes]:
    """Yield each row of pixels; those that the same boxes cross are alike, and drawn once."""
    drawn: dict[tuple[_Boxes, ...], bytes] = {}
    for y in range(size):
        crossed = tuple(_crossed((y + step) / size) for step in _STEPS)
        if crossed not in drawn:
            drawn[crossed] = b"\0" + b"".join(bytes(_mixed(x, crossed, size)) for x in range(size))
        yield drawn[crossed]


def _crossed(y: float) -> _Boxes:
    return tuple(box for box in _BOXES if box[1] <= y < box[3])


def _mixed(x: int, crossed: tuple[_Boxes, ...], size: int) -> Iterator[int]:
    """Yield red, green, blue and cover of a pixel: the mean of its samples."""
    samples = [_colour((x + step) / size, boxes) for step in _STEPS for boxes in crossed]
    cover = sum(sample[3] for sample in samples)
    for part in range(3):
        yield sum(sample[part] * sample[3] for sample in samples) // cover if cover else 0
    yield cover // len(samples)


def _colour(x: float, boxes: _Boxes) -> tuple[int, int, int, int]:
    found = _CLEAR
    for left, _, right, _, colour in boxes:
        if left <= x < right:
            found = colour
    return found
