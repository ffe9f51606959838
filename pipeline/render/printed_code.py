"""表号 on paper: a Data Matrix in the bottom margin with the number beside it, for forms that come back on paper.

A picture in the footers, anchored to the page's lower edge behind the text: so no line's height clips it, and no page
grows by it. The page's number stands on the outer side, the code on the inner one. The last sign of a code tells which
page it is, as far as a footer knows.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from pipeline.model import paper_number
from pipeline.model.return_terms import PageSide
from pipeline.render import data_matrix, seal

_BODY, _SETTINGS, _TYPES = "word/document.xml", "word/settings.xml", "[Content_Types].xml"
_RELATIONS = "word/_rels/document.xml.rels"
_NEEDED = (_BODY, _TYPES, _RELATIONS)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SECTION = re.compile(rb"<w:sectPr\b[^>]*(?:/>|(?<!/)>.*?</w:sectPr>)", re.DOTALL)
_REFERENCE = re.compile(rb"<w:footerReference\b[^>]*/>")
_ON = rb'(?:\s+w:val="(?:1|true|on)")?\s*/>'
_BOTH_SIDES, _FIRST_OTHER = re.compile(rb"<w:evenAndOddHeaders" + _ON), re.compile(rb"<w:titlePg" + _ON)
_LAST_PARAGRAPH = re.compile(rb"</w:p>\s*</w:ftr>\s*$")
_NO_HEIGHT = b'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' + _NO_HEIGHT + b"</w:ftr>"
)
_NO_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_PNG_TYPE = b'<Default Extension="png" ContentType="image/png"/>'
_PICTURE = "rIdGongwenCode"

# --- the picture ----------------------------------------------------------------------------------------------------

_MODULE, _DOT = 8, 4  # dots of the picture: a module of .75 mm, a dot of the printed number
_QUIET, _BELOW = 2, 7  # modules of white round the code, and down to the page's lower edge
_GLYPH_WIDTH, _GLYPH_HEIGHT = 5, 7
_PIXEL = 0.75 / _MODULE * 36_000  # EMU
_FACE = (
    "0e11131519110e 040c040404040e 0e11010204081f 1f02040201110e 02060a121f0202 1f101e0101110e "
    "0608101e11110e 1f010204080808 0e11110e11110e 0e11110f01020c 0e1111111f1111 1e11111e11111e "
    "0e11101010110e 1c12111111121c 1f10101e10101f 1f10101e101010 0e11101711110f 1111111f111111 "
    "0702020202120c 11121418141211 111b1515111111 11111915131111 1e11111e101010 0e11111115120d "
    "1e11111e141211 0f10100e01011e 1f040404040404 11111111110a04 1111111515150a 11110a040a1111 "
    "1111110a040404 1f01020408101f 0000001f000000 "
)
_GLYPHS = MappingProxyType(
    {sign: bytes.fromhex(rows) for sign, rows in zip(f"{paper_number.SIGNS}-", _FACE.split(), strict=True)}
)  # five dots wide, seven rows: what somebody types who has no reader


@lru_cache(maxsize=8)
def picture(number: str, side: PageSide) -> tuple[bytes, int, int]:
    """Return the picture of a 表号 (PNG of one bit a dot), and its width and height in dots."""
    rows, width = _with_number(data_matrix.modules(f"{number}{side.value}"), paper_number.shown(number))
    lines = b"".join(b"\0" + row for row in rows)
    head = struct.pack(">IIBBBBB", width, len(rows), 1, 0, 0, 0, 0)
    made = (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(lines, 9)) + _chunk(b"IEND", b"")
    )
    return made, width, len(rows)


def _with_number(modules: data_matrix.Modules, number: str) -> tuple[list[bytes], int]:
    """Return the lines of dots: the code, right of it the number, below it the white that keeps both off the edge.

    And how many dots a line has. Lines that are the same are made once.
    """
    quiet = [False] * (_QUIET * _MODULE)
    texts = [_text_row(number, row) for row in range(_GLYPH_HEIGHT)]
    blank = [False] * len(texts[0])
    above = (data_matrix.SIZE * _MODULE - _GLYPH_HEIGHT * _DOT) // 2
    made: dict[tuple[int, int], bytes] = {}
    rows = []
    for at in range(data_matrix.SIZE * _MODULE):
        beside = (at - above) // _DOT if above <= at < above + _GLYPH_HEIGHT * _DOT else -1
        key = at // _MODULE, beside
        if key not in made:
            code = [dark for dark in modules[key[0]] for _ in range(_MODULE)]
            made[key] = _bits([*quiet, *code, *quiet, *(texts[beside] if beside >= 0 else blank)])
        rows.append(made[key])
    width = 2 * len(quiet) + data_matrix.SIZE * _MODULE + len(blank)
    white = [_bits([False] * width)]
    return white * (_QUIET * _MODULE) + rows + white * (_BELOW * _MODULE), width


def _text_row(number: str, row: int) -> list[bool]:
    dots: list[bool] = []
    for sign in number:
        bits = _GLYPHS[sign][row]
        dots += [bool(bits >> (_GLYPH_WIDTH - 1 - at) & 1) for at in range(_GLYPH_WIDTH) for _ in range(_DOT)]
        dots += [False] * _DOT
    return dots


def _bits(row: Sequence[bool]) -> bytes:
    """Return a line of dots, eight a byte, 1 for white."""
    whole = int("".join("0" if dark else "1" for dark in row).ljust(-(-len(row) // 8) * 8, "1"), 2)
    return whole.to_bytes(-(-len(row) // 8))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


# --- the footers ----------------------------------------------------------------------------------------------------


def coded(parts: Mapping[str, bytes], number: str) -> dict[str, bytes]:
    """Return a document's parts with the code of a 表号 on each page.

    As they were where the main part is not as Word, WPS and LibreOffice write it.
    """
    sheet = _Footers(dict(parts))
    if any(name not in parts for name in _NEEDED) or b"<w:sectPrChange" in parts[_BODY]:
        return sheet.parts
    sheet.number(number)
    return sheet.parts


def with_code(data: bytes, number: str) -> bytes:
    """Return a document, as our own programs pack it, with the code of a 表号 on each page."""
    return seal.archive(coded({part.name: part.content() for part in seal.packed_parts(data)}, number))


@dataclass(slots=True)
class _Footers:
    """The parts under change; `sides`: which page each footer's part is for."""

    parts: dict[str, bytes]
    sides: dict[str, PageSide] = field(default_factory=dict)

    def number(self, number: str) -> None:
        body = self.parts[_BODY]
        sections = [match[0] for match in _SECTION.finditer(body)]
        if not sections:
            return
        both = bool(_BOTH_SIDES.search(self.parts.get(_SETTINGS, b"")))
        changed = iter([self._whole(sections[0], both=both), *sections[1:]])
        self.parts[_BODY] = body = _SECTION.sub(lambda _: next(changed), body)
        for section in (match[0] for match in _SECTION.finditer(body)):
            for kind, part in self._referred(section):
                self.sides.setdefault(part, _side(kind, both=both))
        for part, side in self.sides.items():
            self._draw(part, number, side)

    def _whole(self, section: bytes, *, both: bool) -> bytes:
        """Return the first section with a footer for each page that may come; what follows takes over from it."""
        if section.endswith(b"/>") and section.count(b"<") == 1:
            section = section[:-2] + b"></w:sectPr>"
        there = dict(self._referred(section))
        if "default" not in there:
            section, there["default"] = self._added(section, "default", _EMPTY)
        if both and "even" not in there:
            section, _ = self._added(section, "even", _EMPTY)
        if _FIRST_OTHER.search(section) and "first" not in there:
            section, _ = self._added(section, "first", _EMPTY)
        return section

    def _referred(self, section: bytes) -> Iterator[tuple[str, str]]:
        """Yield the footers that a section names: for which pages, and the part."""
        for reference in _REFERENCE.findall(section):
            kind = re.search(rb'\bw:type="(\w+)"', reference)
            identity = re.search(rb'\br:id="([^"]+)"', reference)
            target = identity and re.search(
                rb'<Relationship\b(?=[^>]*\bId="' + re.escape(identity[1]) + rb'")[^>]*\bTarget="([^"]+)"',
                self.parts[_RELATIONS],
            )
            if target:
                name = target[1].decode("utf-8", "replace")
                part = name[1:] if name.startswith("/") else f"word/{name}"
                if part in self.parts:
                    yield kind[1].decode() if kind else "default", part

    def _added(self, section: bytes, kind: str, content: bytes) -> tuple[bytes, str]:
        """Return a section that names one footer more, and the new part."""
        part, identity = f"word/footer-gongwen-{kind}.xml", f"rIdGongwen{kind}"
        self.parts[part] = content
        self._insert(_TYPES, b"</Types>", f'<Override PartName="/{part}" ContentType="{_FOOTER_TYPE}"/>')
        relation = f'<Relationship Id="{identity}" Type="{_OFFICE}/footer" Target="{part.removeprefix("word/")}"/>'
        self._insert(_RELATIONS, b"</Relationships>", relation)
        reference = f'<w:footerReference xmlns:r="{_OFFICE}" w:type="{kind}" r:id="{identity}"/>'.encode()
        begin = section.index(b">") + 1
        return section[:begin] + reference + section[begin:], part

    def _insert(self, part: str, end: bytes, text: str) -> None:
        """Insert into a part before its end."""
        ahead, _, behind = self.parts[part].rpartition(end)
        self.parts[part] = ahead + text.encode() + end + behind

    def _draw(self, part: str, number: str, side: PageSide) -> None:
        """Draw the code into a footer."""
        made, width, height = picture(number, side)
        name = f"gw-{number}-{side.value}.png"
        content = self.parts[part]
        end = _LAST_PARAGRAPH.search(content)
        if end is None:
            ahead, _, behind = content.rpartition(b"</w:ftr>")
            content = ahead + _NO_HEIGHT + b"</w:ftr>" + behind
            end = _LAST_PARAGRAPH.search(content)
        if end is None:
            return  # no footer as Word writes it
        run = _run(side, round(width * _PIXEL), round(height * _PIXEL))
        self.parts[part] = content[: end.start()] + run + content[end.start() :]
        self.parts[f"word/media/{name}"] = made
        relations = _relations_of(part)
        self.parts.setdefault(relations, _NO_RELATIONS)
        relation = f'<Relationship Id="{_PICTURE}" Type="{_OFFICE}/image" Target="media/{name}"/>'
        self._insert(relations, b"</Relationships>", relation)
        types = self.parts[_TYPES]
        if not re.search(rb'Extension="png"', types, re.IGNORECASE):
            begin = types.index(b">", types.index(b"<Types")) + 1
            self.parts[_TYPES] = types[:begin] + _PNG_TYPE + types[begin:]


def _side(kind: str, *, both: bool) -> PageSide:
    """Return which page a footer is for; a section's first page may have any number."""
    if not both or kind == "first":
        return PageSide.ANY
    return PageSide.BACK if kind == "even" else PageSide.FRONT


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


@lru_cache(maxsize=8)
def _run(side: PageSide, width: int, height: int) -> bytes:
    """Return the picture at the page's lower edge; on the even pages at the right, where no page number is."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    where = "right" if side is PageSide.BACK else "left"
    identity = 60_001 + list(PageSide).index(side)
    return (
        f'<w:r><w:drawing><wp:anchor xmlns:wp="{drawing}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
        f'distR="0" simplePos="0" relativeHeight="2" behindDoc="1" locked="1" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="margin"><wp:align>{where}</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{identity}" name="表号" descr="表号"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="{identity}" name="表号"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{_OFFICE}" r:embed="{_PICTURE}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:anchor>'
        f"</w:drawing></w:r>"
    ).encode()
