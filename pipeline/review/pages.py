"""A PDF → its pages as plain numbers: lines of text where their ink is, rules, red. Runs in the helper process.

Lengths are millimetres from the page's upper left corner; sizes of letters are points.
"""

from __future__ import annotations

import ctypes
import struct
import zlib
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pypdfium2
from pypdfium2 import raw

from pipeline.model.frozen import frozen

_MM = 72 / 25.4  # points a millimetre
_DOTS = 110  # an inch, of a picture
_SAME_LINE = 2.5  # points between baselines that are one line
_RED, _PALE = 0xB0, 0x60
_THICKEST = 3.0  # mm: what is thicker is no rule
_SHORTEST = 20.0  # mm


@frozen
class Glyph:
    """One visible character: `left`, `right` its advance, `top`, `bottom` its ink."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    red: bool = False


@frozen
class Baseline:
    """Glyphs on one baseline, from left to right."""

    baseline: float
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """What it says, without spaces."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def left(self) -> float:
        """Where its first character begins."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where its last character ends."""
        return self.glyphs[-1].right

    @property
    def top(self) -> float:
        """The top of its ink."""
        return min(glyph.top for glyph in self.glyphs)

    @property
    def bottom(self) -> float:
        """The lower edge of its ink."""
        return max(glyph.bottom for glyph in self.glyphs)

    @property
    def size(self) -> float:
        """The size of its largest character."""
        return max(glyph.size for glyph in self.glyphs)


@frozen
class Rule:
    """A level line that is drawn."""

    left: float
    right: float
    top: float
    bottom: float
    red: bool

    @property
    def width(self) -> float:
        """Its length."""
        return self.right - self.left


@frozen
class Page:
    """One page. `drawn`: there is something besides text, if only a border."""

    number: int  # 1-based, in the file
    width: float
    height: float
    lines: tuple[Baseline, ...]
    rules: tuple[Rule, ...] = ()
    drawn: bool = False

    @property
    def portrait(self) -> bool:
        """Whether it stands upright."""
        return self.height > self.width


def measured_pages(data: bytes) -> tuple[Page, ...]:
    """Return a PDF's pages. Raises ValueError for what is no PDF."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        raise ValueError("not a PDF") from fault
    try:
        return tuple(_page(document[at], at + 1) for at in range(len(document)))
    finally:
        document.close()


def counted_pages(data: bytes) -> int:
    """Return how many pages a PDF has. Raises ValueError for what is no PDF."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        raise ValueError("not a PDF") from fault
    try:
        return len(document)
    finally:
        document.close()


def drawn_pages(data: bytes, most: int) -> tuple[bytes, ...]:
    """Return a PDF's first pages as grey PNG pictures of 110 dots an inch. Raises ValueError for what is no PDF."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        raise ValueError("not a PDF") from fault
    try:
        shown = range(len(document))[:most]
        return tuple(_picture(document[at].render(scale=_DOTS / 72, grayscale=True)) for at in shown)
    finally:
        document.close()


def _picture(bitmap: Any) -> bytes:
    """Return a grey bitmap as a PNG (ISO/IEC 15948): each line with filter 0."""
    rows = bytes(bitmap.buffer)
    lines = (rows[at * bitmap.stride : at * bitmap.stride + bitmap.width] for at in range(bitmap.height))
    head = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + line for line in lines), 6)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _page(page: Any, number: int) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    glyphs = sorted(_glyphs(text, height), key=lambda pair: (pair[0], pair[1].left))
    rules = tuple(_rules(page, height))
    drawn = any(each.type != raw.FPDF_PAGEOBJ_TEXT for each in page.get_objects(max_depth=3))
    found = Page(number, width / _MM, height / _MM, tuple(_lines(glyphs)), rules, drawn)
    text.close()
    page.close()
    return found


def _glyphs(text: Any, height: float) -> Iterator[tuple[float, Glyph]]:
    """Yield each visible character with its baseline, both from above."""
    x, y = ctypes.c_double(), ctypes.c_double()
    ink = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
    loose = raw.FS_RECTF()
    colour = [ctypes.c_uint() for _ in range(4)]
    for at in range(text.count_chars()):
        code = _code(text, at)
        if code <= 0x20 or code in {0xA0, 0x3000, 0xFFFE} or raw.FPDFText_IsGenerated(text, at) == 1:  # noqa: PLR2004
            continue
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetCharBox(text, at, *ink)
        raw.FPDFText_GetLooseCharBox(text, at, loose)
        raw.FPDFText_GetFillColor(text, at, *colour)
        yield (
            (height - y.value) / _MM,
            Glyph(
                chr(code), x.value / _MM, max(loose.right, ink[1].value) / _MM, (height - ink[3].value) / _MM,
                (height - ink[2].value) / _MM, round(raw.FPDFText_GetFontSize(text, at), 2), _red(colour),
            ),
        )  # fmt: skip


def _code(text: Any, at: int) -> int:
    """Return a character's code point, 0 for the second half of one beyond the first 65,536."""
    code = int(raw.FPDFText_GetUnicode(text, at))
    if 0xD800 <= code < 0xDC00:  # noqa: PLR2004 - UTF-16
        return 0x10000 + ((code - 0xD800) << 10) + (int(raw.FPDFText_GetUnicode(text, at + 1)) - 0xDC00)
    return 0 if 0xDC00 <= code < 0xE000 else code  # noqa: PLR2004


def _red(colour: list[Any]) -> bool:
    red, green, blue = (part.value for part in colour[:3])
    return bool(red >= _RED and green <= _PALE and blue <= _PALE)


def _lines(glyphs: list[tuple[float, Glyph]]) -> Iterator[Baseline]:
    line: list[tuple[float, Glyph]] = []
    for baseline, glyph in glyphs:
        if line and baseline - line[0][0] > _SAME_LINE / _MM:
            yield _line(line)
            line = []
        line.append((baseline, glyph))
    if line:
        yield _line(line)


def _line(found: list[tuple[float, Glyph]]) -> Baseline:
    return Baseline(found[0][0], tuple(sorted((glyph for _, glyph in found), key=lambda glyph: glyph.left)))


def _rules(page: Any, height: float) -> Iterator[Rule]:
    """Yield level rules; pieces that touch (LibreOffice draws a table's edge cell by cell) are one."""
    colour = [ctypes.c_uint() for _ in range(4)]
    pieces = []
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = (edge / _MM for edge in each.get_bounds())
        if abs(top - bottom) > _THICKEST:
            continue
        filled = raw.FPDFPageObj_GetFillColor(each.raw, *colour) and _red(colour)
        stroked = raw.FPDFPageObj_GetStrokeColor(each.raw, *colour) and _red(colour)
        pieces.append((round(height / _MM - top, 1), left, right, height / _MM - bottom, bool(filled or stroked)))
    for _, group in groupby(sorted(pieces), key=lambda piece: piece[0]):
        listed = list(group)
        left, right = min(piece[1] for piece in listed), max(piece[2] for piece in listed)
        if right - left >= _SHORTEST:
            lower, red = max(piece[3] for piece in listed), any(piece[4] for piece in listed)
            yield Rule(left, right, listed[0][0], lower, red)
