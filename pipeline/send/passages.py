"""Any file → its text in passages that know their place: every part, property, comment, attribute, embedded file.

`gist` gives all text of a part at once, for a fast look; `passages` the same text paragraph by paragraph, for the
address of a hit. What the second shows, the first holds.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from lxml import etree

_PHONE = 7  # digits of the shortest telephone number
_DEEPEST = 6  # archives in archives
_LARGEST = 256 * 1024 * 1024  # bytes that one entry may unpack to
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_DOTS = re.compile("[·•‧∙・･]")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".odttf", ".ttf", ".ico")
_KNOWN_BINARY = re.compile(r"printerSettings\d*\.bin$")
_PLACES = (
    (r"word/document\d*\.xml", "正文"),
    (r"word/header\d*\.xml", "页眉"),
    (r"word/footer\d*\.xml", "页脚"),
    (r"word/(comments|commentsExtended|people)\w*\.xml|xl/comments\d*\.xml|.*threadedComments.*", "批注"),
    (r"word/(footnotes|endnotes)\.xml", "脚注尾注"),
    (r"docProps/.*|meta\.xml", "文件属性"),
    (r"customXml/.*", "自定义 XML"),
    (r"xl/(sharedStrings|worksheets/.*)\.xml", "表格"),
    (r".*charts?/.*", "图表"),
    (r".*\.rels", "链接"),
)


class Opaque(Exception):  # noqa: N818 - it is the reason why a parcel stops
    """Something in a file cannot be looked into; `place` says where it lies."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(place, what)
        self.place, self.what = place, what


@dataclass(frozen=True, slots=True)
class Part:
    """One file, or one entry of an archive: `place` as a clerk reads it; `raw`: binary, text only by chance."""

    place: str
    data: bytes
    raw: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that reads as one: a paragraph, an attribute, a name."""

    place: str
    text: str


def plain(text: str) -> str:
    """Return text as names and numbers are looked for in it: compatibility forms resolved, nothing invisible."""
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return _DOTS.sub("", _INVISIBLE.sub("", text))


def parts(name: str, data: bytes, place: str = "", depth: int = 0) -> Iterator[Part]:
    """Yield everything a file is made of, its own name and the names in it as parts, too. Raises Opaque."""
    yield Part(f"{place}文件名", name.encode("utf-8", "replace"))
    if not data.startswith(b"PK"):
        yield _leaf(name, data, place)
        return
    if depth > _DEEPEST:
        raise Opaque(place, "压缩包套得太深")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Part(f"{place}压缩包说明", archive.comment)
            for entry in archive.infolist():
                yield from _entry(archive, entry, place, depth)
    except (zipfile.error, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as fault:
        raise Opaque(place or "文件", "打不开（可能损坏或加了密码）") from fault


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: str, depth: int) -> Iterator[Part]:
    name = entry.filename
    if entry.comment:
        yield Part(f"{place}压缩包说明", entry.comment)
    if entry.is_dir():
        yield Part(f"{place}文件名", name.encode("utf-8", "replace"))
        return
    if entry.file_size > _LARGEST:
        raise Opaque(f"{place}{name}", "太大")
    inside = archive.read(entry)
    if inside.startswith(b"PK"):
        yield from parts(name, inside, f"{place}{name} › ", depth + 1)
        return
    if not name.isascii() or any(character.isdigit() for character in name):
        yield Part(f"{place}文件名", name.encode("utf-8", "replace"))
    yield _leaf(name, inside, place)


def _leaf(name: str, data: bytes, place: str) -> Part:
    """Return one file that is no archive. Raises Opaque where nobody can say what it holds."""
    here = place + next((said for pattern, said in _PLACES if re.fullmatch(pattern, name)), name)
    if name.lower().endswith(_PICTURES) or _KNOWN_BINARY.search(name):
        return Part(here, data, raw=True)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Opaque(here, "含有 DTD")
    if data and b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Opaque(here, "是看不透的嵌入对象")
    if data.startswith(b"%PDF"):
        raise Opaque(here, "是嵌入的 PDF，看不透")
    return Part(here, data)


def gist(part: Part) -> str:
    """Return all text of a part without any space, so that nothing that runs on is torn apart."""
    return "\n".join("".join(view.split()) for view in _views(part))


def _views(part: Part) -> Iterator[str]:
    if part.raw:
        yield from map(plain, _decoded(part.data))
        return
    root = _tree(part.data)
    if root is None:
        yield plain(_text(part.data))
        return
    yield plain(etree.tostring(root, method="text", encoding="unicode", with_tail=False))
    for view in _written(root):
        yield plain(view)
    yield plain("\n".join(chain(_attributes(root), _remarks(root))))


def passages(part: Part) -> Iterator[Passage]:
    """Yield a part's text paragraph by paragraph, in every way in which it may read."""
    root = None if part.raw else _tree(part.data)
    if root is None:
        texts = _decoded(part.data) if part.raw else _text(part.data).splitlines()
        yield from (Passage(part.place, plain(text)) for text in texts)
        return
    for number, block in enumerate(root.iter("{*}p"), 1):
        yield from _readings(block, f"{part.place}第{number}段")
    for block in root.iter("{*}si", "{*}is", "{*}comment"):
        yield from _readings(block, part.place)
    for element in root.iter(etree.Element):
        for piece in (element.text, element.tail):
            if piece and piece.strip():
                yield Passage(part.place, plain(piece))
    yield from (Passage(f"{part.place}（替代文字等属性）", plain(text)) for text in _attributes(root))
    yield from (Passage(f"{part.place}（注释）", plain(text)) for text in _remarks(root))


def _readings(block: etree._Element, place: str) -> Iterator[Passage]:
    """Yield a paragraph as it reads: everything in it, what is written, what is left after tracked deletions."""
    for text in dict.fromkeys(("".join(map(str, block.itertext(etree.Element))), *_written(block))):
        yield Passage(place, plain(text))


def _written(element: etree._Element) -> Iterator[str]:
    """Yield what is written in runs: as it reads with tracked deletions, and as it reads without them."""
    runs = list(element.iter("{*}t", "{*}delText"))
    yield "".join(run.text or "" for run in runs)
    left = [run for run in runs if not _deleted(run)]
    if len(left) != len(runs):
        yield "".join(run.text or "" for run in left)


def _deleted(run: etree._Element) -> bool:
    if run.tag.endswith("}delText"):
        return True
    return any(up.tag.endswith(("}del", "}moveFrom")) for up in run.iterancestors())


def _attributes(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        for value in element.attrib.values():
            text = str(value)
            if len(text) > 1 and (not text.isascii() or _may_be_number(text)):
                yield text


def _may_be_number(text: str) -> bool:
    return len(text) >= _PHONE and sum(map(str.isdigit, text)) >= _PHONE


def _remarks(root: etree._Element) -> Iterator[str]:
    for remark in root.getroottree().iter(etree.Comment, etree.PI):
        yield str(remark.text or "")


def _tree(data: bytes) -> etree._Element | None:
    if not data.lstrip()[:3].startswith((b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError:
        return None


def _text(data: bytes) -> str:
    """Return a text file's text: by its mark, as UTF-8, else as GB 18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _decoded(data: bytes) -> tuple[str, ...]:
    """Return what a binary file may hold as text."""
    return (
        data.decode("utf-8", "replace"),
        data.decode("utf-16-le", "replace"),
        data[1:].decode("utf-16-le", "replace"),
    )
