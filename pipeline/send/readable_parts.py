"""Any file → the parts that it is made of: every entry, property, name, embedded file.

Only what is understood may leave: an Office package of XML parts and pictures, and plain text. RTF, web pages, mails,
old binary formats, PDF and archives that no program here reads are Opaque: they stop the parcel.
"""

from __future__ import annotations

import functools
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from pipeline.model.frozen import frozen
from pipeline.send import picture_text

_DEEPEST = 6  # archives in archives
_LARGEST = 256 * 1024 * 1024  # bytes that one entry may unpack to
_PICTURES = (
    ".png", ".jpg", ".jpeg", ".jfif", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".webp", ".ico",
    ".odttf", ".ttf", ".otf", ".fntdata",
)  # fmt: skip
_KNOWN_BINARY = re.compile(r"printerSettings\d*\.bin$")
_WORD = (".docx", ".docm", ".dotx", ".dotm")
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
_SIGNS = (
    (rb"\{\\rtf", "是 RTF"),
    (
        rb"(?:mime-version|content-type|received|message-id|return-path|from|date|subject|x-[\w-]+):[ \t]",
        "是邮件或单文件网页",
    ),
    (rb"(?:<!--.*?-->|<\?xml[^>]*>|\s)*<(?:!doctype )?html\b", "是网页"),
    (rb"%PDF", "是 PDF"),
    (rb"\x1f\x8b|BZh\d|\xfd7zXZ|7z\xbc\xaf|Rar!|MSCF|\x28\xb5\x2f\xfd|x[\x01\x9c\xda]", "是别的压缩格式"),
    (rb"\xd0\xcf\x11\xe0", "是老格式的文件"),
)
_FOREIGN = tuple((re.compile(sign, re.IGNORECASE | re.DOTALL), said) for sign, said in _SIGNS)
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x7f]")
_BROKEN = (zipfile.error, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError, struct.error)


class Opaque(Exception):  # noqa: N818 - it is the reason why a parcel stops
    """Something in a file cannot be looked into; `place` says where it lies."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(place, what)
        self.place, self.what = place, what


@frozen
class ReadablePart:
    """One file, or one entry of an archive: `place` as a clerk reads it; `raw`: binary, text only by chance."""

    place: str
    data: bytes
    raw: bool = False
    strict: bool = False  # it must be well-formed XML, or text


def parts(name: str, data: bytes, place: str = "", depth: int = 0) -> Iterator[ReadablePart]:
    """Yield everything a file is made of, its own name and the names in it as parts, too. Raises Opaque."""
    yield ReadablePart(f"{place}文件名", name.encode("utf-8", "replace"))
    is_word = name.lower().endswith(_WORD)
    if not data.startswith(b"PK") and (is_word or b"PK\x05\x06" in data):
        raise Opaque(place or "文件", f"不是完好的 Word 文件{_seems(data)}")
    if not data.startswith(b"PK"):
        if "." in name:
            yield from _leaf(name, data, place)
        else:  # the text of a mail, our own
            yield ReadablePart(place + name, data)
        return
    if depth > _DEEPEST:
        raise Opaque(place, "压缩包套得太深")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if is_word and not any(entry.startswith("word/") for entry in archive.namelist()):
                raise Opaque(place or "文件", "不是 Word 文件")
            yield from _seams(archive, data, place)
            for entry in archive.infolist():
                yield from _entry(archive, entry, place, depth)
    except _BROKEN as fault:
        raise Opaque(place or "文件", "打不开（可能损坏或加了密码）") from fault


def _seems(data: bytes) -> str:
    return next((f"，{said}" for sign, said in _FOREIGN if sign.match(_begin(data))), "")


def _begin(data: bytes) -> bytes:
    return data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t")


def _seams(archive: zipfile.ZipFile, data: bytes, place: str) -> Iterator[ReadablePart]:
    """Yield what lies in an archive beside its entries: comment, extra fields, gaps. Raises Opaque for an archive."""
    seams, at = [archive.comment], 0
    for entry in sorted(archive.infolist(), key=lambda entry: entry.header_offset):
        seams.append(data[at : entry.header_offset])
        name, extra = struct.unpack_from("<HH", data, entry.header_offset + 26)
        at = entry.header_offset + 30 + name
        seams += [data[at : at + extra], entry.extra, entry.comment]
        at += extra + entry.compress_size
        if entry.flag_bits & 8:
            at += 16 if data.startswith(b"PK\x07\x08", at) else 12
    end = data.rfind(b"PK\x05\x06")
    seams += [data[at : archive.start_dir], data[end + 22 + len(archive.comment) :]]
    if any(b"PK\x03\x04" in seam or b"PK\x01\x02" in seam for seam in seams):
        raise Opaque(place or "文件", "夹带着另一个压缩包")
    if kept := b"\0".join(seam for seam in seams if seam.strip(b"\0 ")):
        yield ReadablePart(f"{place}压缩包说明", kept, raw=True)


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: str, depth: int) -> Iterator[ReadablePart]:
    name = entry.filename
    if entry.file_size > _LARGEST:
        raise Opaque(f"{place}{name}", "太大")
    inside = b"" if entry.is_dir() else archive.read(entry)
    if inside.startswith(b"PK"):
        yield from parts(name, inside, f"{place}{name} › ", depth + 1)
        return
    if not name.isascii() or any(character.isdigit() for character in name):
        yield ReadablePart(f"{place}文件名", name.encode("utf-8", "replace"))
    yield from _leaf(name, inside, place)


def _leaf(name: str, data: bytes, place: str) -> Iterator[ReadablePart]:
    """Yield one file that is no archive. Raises Opaque where nobody can say what it holds."""
    here = place + _place(name)
    if name.lower().endswith(_PICTURES):
        try:
            yield from (ReadablePart(here, piece, raw=True) for piece in picture_text.texts(data))
        except picture_text.Carried as fault:
            raise Opaque(here, "图片里夹带着别的文件") from fault
        return
    if _KNOWN_BINARY.search(name):
        yield ReadablePart(here, data, raw=True)
        return
    begin = _begin(data)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Opaque(here, "含有 DTD")
    for sign, said in _FOREIGN:
        if sign.match(begin):
            raise Opaque(here, f"{said}，是看不透的嵌入对象")
    yield ReadablePart(here, data, strict=True)


@functools.lru_cache(maxsize=4096)
def _place(name: str) -> str:
    return next((said for pattern, said in _PLACES if re.fullmatch(pattern, name)), name)


def content(part: ReadablePart) -> etree._Element | str:
    """Return a part as a tree, or as text. Raises Opaque where it must be understood and is neither."""
    if (root := _tree(part.data)) is not None:
        return root
    if not part.strict:
        return _text(part.data) or ""
    if _begin(part.data).startswith(b"<"):
        raise Opaque(part.place, "不是完整的 XML，看不透")
    if (said := _text(part.data)) is None or _CONTROLS.search(said):
        raise Opaque(part.place, "是看不透的嵌入对象")
    return said


def _tree(data: bytes) -> etree._Element | None:
    """Return well-formed XML as a tree, else None."""
    if not data.lstrip()[:3].startswith((b"<", *_MARKS)):
        return None
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError:
        return None


def _text(data: bytes) -> str | None:
    """Return a text file's text: by its mark, as UTF-8, else as GB 18030; None where it is none."""
    encodings = ("utf-32", "utf-16") if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
