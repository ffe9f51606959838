"""A part → its text as it may be read: passages with marks between them, in every way in which a reader may join them.

What one passage is depends on the dialect: a paragraph of Word, an element of data. Names and numbers are looked for
across the marks, too, so that nothing which runs on over cells, lines or runs is torn apart.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from pipeline.model.frozen import frozen
from pipeline.send import readable_parts
from pipeline.send.escapes import from_base64, unescaped
from pipeline.send.readable_parts import Opaque, ReadablePart

PASSAGE, CELL, ROW = "\ufdd0", "\ufdd1", "\ufdd2"  # no characters: nobody writes them, XML permits them
MARKS = PASSAGE + CELL + ROW
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ua78f\U000e0000-\U000e0fff]"
)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ASIDE = (
    "{*}instrText", "{*}delInstrText", "{*}posOffset", "{*}align", "{*}pctWidth", "{*}pctHeight", "{*}pctPosHOffset",
    "{*}pctPosVOffset",
)  # fmt: skip
_BLOCKS = (
    (PASSAGE, ("{*}p", "{*}si", "{*}h")),
    (CELL, ("{*}c", "{*}table-cell", "{*}td")),
    (ROW, ("{*}row", "{*}table-row", "{*}tr")),
)
_TAG = re.compile(rb"""<!--.*?-->|<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""", re.DOTALL)
_TELLING = re.compile(rb"[\x80-\xff&%\\]|_x[0-9A-F]{4}_|;base64,|(?:\d\D{0,3}){11}")
_VALUE = re.compile(r""""([^"]*)"|'([^']*)'""")
_UNMARKED = re.compile(r"<[^<>]*>")
_WIDE_RUN = re.compile(rb"[\x80-\xff][\x30-\xff]{3,}")
_FILES = (b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf", b"\x1f\x8b")
_BACKWARDS = re.compile(rb"\xe2\x80\xae|\xe2\x81\xa7|<w:bdo|<w:rtl ?/>")  # right to left
_PINYIN = re.compile("(?<=[\u3400-\u9fff])\\(\\s*[a-zü\u00e0-\u00fc\u0101-\u01dc]{1,7}\\s*\\)")  # 欧（ōu）阳（yáng）
_SPACES = " \t\r\n"
_FEWEST = 2  # characters of a name


@frozen
class Reading:
    """Text with a mark after each passage. `data`: each passage is a value; `raw`: text only by chance."""

    place: str
    text: str
    numbered: bool = False  # its passages are the paragraphs of a document
    data: bool = False
    raw: bool = False

    def at(self, offset: int) -> str:
        """Return where an offset of the text lies, as a clerk reads it."""
        return f"{self.place}第{self.text.count(PASSAGE, 0, offset) + 1}段" if self.numbered else self.place


def plain(text: str) -> str:
    """Return text as names and numbers are looked for in it: compatibility forms resolved, nothing invisible."""
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return _INVISIBLE.sub("", text)


def readings(part: ReadablePart) -> Iterator[Reading]:
    """Yield a part in every way in which it may read. Raises Opaque."""
    if part.raw:
        yield from (Reading(part.place, plain(text), data=True, raw=True) for text in _decoded(part.data))
        return
    content = readable_parts.content(part)
    if isinstance(content, str):
        yield from _of_text(part, content)
    elif content.tag.startswith(_WORD):
        yield from _of_word(part.place, content, part.data)
        yield from _of_markup(part, content)
    else:
        yield from _of_data(part, content)
        yield from _of_markup(part, content)


# --- Word ---------------------------------------------------------------------------------------------------------


def _of_word(place: str, root: etree._Element, data: bytes) -> Iterator[Reading]:
    """Yield a Word part: all of it, then without codes, deletions, hidden text; text boxes and ruby by themselves."""
    asides = _taken_out(root, "{*}rt") if b"rubyBase" in data else []
    boxes = _taken_out(root, "{*}txbxContent") if b"txbxContent" in data else []
    boxes += _nested(root) if b"<a:p>" in data or b"<a:p " in data else []
    for box in boxes:
        _mark(box, data)
    _mark(root, data)
    body = Reading(place, plain(_string(root)), numbered=True)
    yield body
    if data.count(b"<w:tr"):
        yield from _columns(body)
    if _BACKWARDS.search(data):
        yield Reading(place, body.text[::-1])
    if (bare := _PINYIN.sub("", body.text)) != body.text:
        yield Reading(place, bare, numbered=True)
    yield from (Reading(f"{place}（文本框）", plain(_string(box))) for box in boxes)
    if asides:
        yield Reading(f"{place}（拼音指南）", plain("".join(_string(aside) for aside in asides)))
    roots = [root, *boxes]
    for signs, blank in _LAYERS:
        if any(sign in data for sign in signs) and any([blank(each) for each in roots]):  # noqa: C419 - all of them
            yield Reading(place, plain(PASSAGE.join(map(_string, roots))), numbered=not boxes)


def _blank_asides(root: etree._Element) -> bool:
    return _blank(root.iter(*_ASIDE))


def _blank_deleted(root: etree._Element) -> bool:
    moved = (text for move in root.iter("{*}moveFrom") for text in move.iter("{*}t"))
    return _blank(root.iter("{*}delText")) | _blank(moved)


def _blank_hidden(root: etree._Element) -> bool:
    runs = (sign.getparent().getparent() for sign in root.iter("{*}vanish"))  # type: ignore[union-attr]
    return _blank(text for run in runs if run is not None and run.tag.endswith("}r") for text in run.iter("{*}t"))


_LAYERS = (
    ((b"instrText", b"InstrText", b"posOffset", b":align>"), _blank_asides),
    ((b"delText", b"moveFrom"), _blank_deleted),
    ((b"<w:vanish",), _blank_hidden),
)


def _blank(elements: Iterator[etree._Element]) -> bool:
    found = False
    for element in elements:
        found = found or bool(element.text)
        element.text = None
    return found


def _taken_out(root: etree._Element, tag: str) -> list[etree._Element]:
    """Take elements out of the text in which they stand, the innermost first; return them in their order."""
    found = list(root.iter(tag))
    for element in reversed(found):
        _take_out(element)
    return found


def _nested(root: etree._Element) -> list[etree._Element]:
    """Take paragraphs out of the paragraphs in which they lie: text boxes of drawings."""
    found = [
        each
        for each in root.iter("{*}p")
        if each is not root and any(up.tag.endswith("}p") for up in each.iterancestors())
    ]
    for element in reversed(found):
        _take_out(element)
    return found


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        element.tail = None
        parent.remove(element)


def _mark(root: etree._Element, data: bytes) -> None:
    for paragraph in root.iter("{*}p"):
        paragraph.tail = PASSAGE
    if b"<w:tr" in data:
        for cell in root.iter("{*}tc"):
            cell.tail = CELL
        for row in root.iter("{*}tr"):
            row.tail = ROW
    if b"<w:sym " in data:
        for sign in root.iter("{*}sym"):
            sign.text = _sign(sign)


def _sign(sign: etree._Element) -> str | None:
    """Return the character that a w:sym prints; those of picture fonts (F0xx) are none, but for digits."""
    code = next((str(value) for name, value in sign.attrib.items() if str(name).endswith("}char")), "")
    if re.fullmatch("[Ff]03[0-9]", code):
        return code[-1]
    return chr(int(code, 16)) if re.fullmatch("[0-9A-Ca-c][0-9A-Fa-f]{3}", code) else None


def _string(root: etree._Element) -> str:
    return etree.tostring(root, method="text", encoding="unicode", with_tail=False)


def _columns(body: Reading) -> Iterator[Reading]:
    """Yield tables read downwards, as far as their cells hold one character each, or digits alone."""
    rows = [
        [cell.rstrip(PASSAGE).rpartition(PASSAGE)[2].strip() for cell in row.split(CELL)]
        for row in body.text.split(ROW)
    ]
    if sum(map(_is_piece, chain.from_iterable(rows))) < _FEWEST:
        return
    width = max(map(len, rows))
    lines = [
        PASSAGE.join(row[at] if at < len(row) and _is_piece(row[at]) else ROW for row in rows) for at in range(width)
    ]
    yield Reading(f"{body.place}（竖着读的表格）", ROW.join(lines), data=True)


def _is_piece(cell: str) -> bool:
    """Whether a cell may hold a piece of what goes on in the cell below: 王, 19750312, 000X."""
    return len(cell) == 1 or (cell[:-1].isdecimal() and (cell[-1].isdecimal() or cell[-1] in "Xx"))


# --- data, texts --------------------------------------------------------------------------------------------------


def _of_data(part: ReadablePart, root: etree._Element) -> Iterator[Reading]:
    """Yield XML of any other dialect: in one go, and with each element as a value of its own."""
    if any(piece in part.data for piece in (b"rPh", b":ruby", b"<ruby")):
        for reading in _taken_out(root, "{*}rPh") + _taken_out(root, "{*}rt"):
            yield Reading(part.place, plain(_string(reading)), data=True)
    for mark, tags in _BLOCKS:
        for element in root.iter(*tags):
            element.tail = mark + (element.tail or "")
    whole = _string(root)
    if not whole.strip(MARKS + _SPACES):
        return
    yield from _with_codes(part.place, whole, data=True)
    if ROW in whole:
        yield from _columns(Reading(part.place, plain(whole)))
    for element in root.iter(etree.Element):
        if not (element.tail or "").startswith(tuple(MARKS)):
            element.tail = PASSAGE + (element.tail or "")
    yield from _with_codes(part.place, _string(root), data=True)


def _of_markup(part: ReadablePart, root: etree._Element) -> Iterator[Reading]:
    """Yield attributes, remarks and names of elements, as far as they may hold a name or a number."""
    data = part.data
    encoding = (root.getroottree().docinfo.encoding or "UTF-8").upper()
    if encoding not in {"UTF-8", "ASCII", "US-ASCII"} or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = etree.tostring(root.getroottree(), encoding="utf-8")
    values = {value for tag in set(_TAG.findall(data)) for value in _values(tag)}
    if values:
        yield from _with_codes(f"{part.place}（替代文字等属性）", PASSAGE.join(sorted(values)), data=True)


@functools.lru_cache(maxsize=16384)
def _values(tag: bytes) -> tuple[str, ...]:
    """Return what a tag may tell: its values and odd names; of a remark all of it."""
    if not _TELLING.search(tag):
        return ()
    said = tag.decode("utf-8", "replace")
    if tag.startswith((b"<!", b"<?")):
        return (said,)
    values = [html.unescape(one or other) for one, other in _VALUE.findall(said)]
    return (*values, *(name for name in re.split(r"[\s<>=/:]+", _VALUE.sub("", said)) if not name.isascii()))


def _of_text(part: ReadablePart, text: str) -> Iterator[Reading]:
    """Yield a text file, and without its tags if it has some."""
    lines = re.sub(r"[\r\n]+", PASSAGE, text)
    yield from _with_codes(part.place, lines)
    if "<" in text:
        yield from _with_codes(part.place, _UNMARKED.sub("", lines))


def _with_codes(place: str, text: str, *, data: bool = False) -> Iterator[Reading]:
    """Yield a text, and what the codes in it mean. Raises Opaque."""
    yield Reading(place, plain(text), data=data)
    if (said := unescaped(text)) != text:
        yield Reading(place, plain(said), data=data)
    for packed in from_base64(text):
        if packed.startswith(b"PK"):  # Word keeps the properties of drawings so
            for inner in readable_parts.parts("", packed, f"{place} › "):
                yield from readings(inner)
        elif packed.startswith(_FILES):
            raise Opaque(place, "夹带着 Base64 编码的文件")
        else:
            yield from (Reading(place, plain(each), data=True, raw=True) for each in _decoded(packed))


def _decoded(data: bytes) -> Iterator[str]:
    """Yield what binary data may hold as text: UTF-8 with codes, UTF-16 of both orders, GB 18030."""
    data = data.replace(b"UNICODE\0", bytes(8))  # what stands before a comment of a camera's
    said = data.decode("utf-8", "replace")
    yield said
    if (meant := unescaped(said)) != said:
        yield meant
    if data.isascii() and b"\0" not in data:
        return
    for encoding in ("utf-16-le", "utf-16-be"):
        yield data.decode(encoding, "replace")
        yield data[1:].decode(encoding, "replace")
    runs = _WIDE_RUN.findall(data)
    for begin in (0, 1):
        yield PASSAGE.join(run[begin:].decode("gb18030", "replace") for run in runs)
