"""A returned Word file → its rows and paragraphs, each with its place, and the marks that it carries.

An own walk over the XML: python-docx skips content controls and insertions, and a return is full of both. Insertions
count, deletions do not. `content` runs in the helper process: the file is a stranger's.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from lxml import etree

from pipeline import render
from pipeline.model.frozen import frozen
from pipeline.render import PaperMark

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST = 32 * 1024 * 1024  # bytes of an unpacked part
_MOST_CELLS, _MOST_SIGNS = 20_000, 500_000
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)
_ASIDE = frozenset(f"{_W}{name}" for name in ("rPr", "pPr", "tcPr", "sdtPr", "instrText", "delText"))
_BOOKMARK = f"{_W}bookmarkStart"
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom"})
_TICKED, _EMPTY_BOX = frozenset({"FE", "FC", "52", "50"}), frozenset({"A8", "6F", "A3"})  # of Wingdings


class UnreadableReturn(Exception):  # noqa: N818 - it is the file that is
    """A return cannot be read; the message is Chinese and says what to do."""


@frozen
class ReturnedCell:
    """A cell, or a paragraph outside tables, and where it stands."""

    text: str
    place: str


Row: TypeAlias = tuple[ReturnedCell, ...]


@frozen
class ReturnedBlock:
    """A table, or a paragraph outside tables (one row of one cell), and the bookmarks of ours that begin in it."""

    place: str  # 第3段, 表2
    rows: tuple[Row, ...]
    is_table: bool
    marks: tuple[PaperMark, ...] = ()


@frozen
class WordContent:
    """What a Word file says, or one of several papers in it: tables and paragraphs in order, the file's properties."""

    blocks: tuple[ReturnedBlock, ...]
    properties: tuple[PaperMark, ...] = ()

    @property
    def tables(self) -> tuple[tuple[Row, ...], ...]:
        """Return the rows of each table."""
        return tuple(block.rows for block in self.blocks if block.is_table)

    @property
    def paragraphs(self) -> tuple[ReturnedCell, ...]:
        """Return what stands outside tables."""
        return tuple(block.rows[0][0] for block in self.blocks if not block.is_table)

    @property
    def head(self) -> str:
        """Return the first words that stand in it outside tables."""
        return next((text for each in self.paragraphs if (text := each.text.strip())), "")

    @property
    def bookmarks(self) -> tuple[PaperMark, ...]:
        """Return the marks in its text, each once."""
        return tuple(dict.fromkeys(mark for block in self.blocks for mark in block.marks))

    @property
    def cells(self) -> Iterator[ReturnedCell]:
        """Return everything that stands in it."""
        return (cell for block in self.blocks for row in block.rows for cell in row)


def whole(parts: Iterable[WordContent]) -> WordContent:
    """Return several as one."""
    return WordContent(tuple(block for each in parts for block in each.blocks))


def content(data: bytes) -> WordContent | str:
    """Return what a .docx says, or why it cannot be read, in Chinese. Runs in the helper."""
    try:
        return _content(data)
    except UnreadableReturn as fault:
        return str(fault)
    except RecursionError:
        return "表格或文字一层套一层，套得太深，读不了。请对方另存一份再交"


def _content(data: bytes) -> WordContent:
    body, custom = _parts(data)
    root = parsed(body)
    found = root.find(f"{_W}body")
    if found is None:
        raise UnreadableReturn("里面没有正文，可能损坏了。请对方重新交一份")
    properties = render.marks_in(custom.decode("utf-8", "replace"))
    return WordContent(tuple(_bounded(_blocks(found))), tuple(dict.fromkeys(properties)))


def _bounded(blocks: Iterator[ReturnedBlock]) -> Iterator[ReturnedBlock]:
    """Yield blocks as long as their number is sane. Raises UnreadableReturn."""
    cells = signs = 0
    for block in blocks:
        cells += sum(map(len, block.rows))
        signs += sum(len(cell.text) for row in block.rows for cell in row)
        if cells > _MOST_CELLS or signs > _MOST_SIGNS:
            raise UnreadableReturn("内容多得不正常，没有读。请核对是不是交错了文件")
        yield block


def _parts(data: bytes) -> tuple[bytes, bytes]:
    """Return the main part and the file's own properties. Raises UnreadableReturn."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                raise UnreadableReturn("加了密码，读不了。请对方去掉密码再交")
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                raise UnreadableReturn("不是 Word 文件。请核对是不是交错了文件")
            custom = part(archive, "docProps/custom.xml") if "docProps/custom.xml" in names else b""
            return part(archive, "word/document.xml"), custom
    except BROKEN as fault:
        raise UnreadableReturn("打不开，可能损坏了。请对方重新交一份") from fault


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part, unpacked no further than the limit: what a ZIP says of its own sizes may be untrue."""
    with archive.open(name) as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise UnreadableReturn("内容多得不正常，没有读。请核对是不是交错了文件")
    return data


def parsed(data: bytes) -> etree._Element:
    """Return a part's XML. Raises UnreadableReturn."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnreadableReturn("里面有不该有的内容（DTD），没有读。请对方另存一份再交")
    try:
        return etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        )
    except etree.XMLSyntaxError as fault:
        raise UnreadableReturn("打不开，可能损坏了。请对方重新交一份") from fault


def _blocks(body: etree._Element) -> Iterator[ReturnedBlock]:
    """Yield paragraphs and tables with the marks in them; a mark between two belongs to the second."""
    paragraphs = tables = 0
    for elements in pieces(body):
        bookmarks = (each.get(f"{_W}name") or "" for element in elements for each in element.iter(_BOOKMARK))
        marks = tuple(mark for name in bookmarks for mark in render.marks_in(name))
        if elements[-1].tag == f"{_W}tbl":
            tables += 1
            yield ReturnedBlock(f"表{tables}", _table(elements[-1], tables), is_table=True, marks=marks)
        elif elements[-1].tag == f"{_W}p":
            paragraphs += 1
            yield _paragraph(_text(elements[-1]), paragraphs, marks)
        elif marks:
            yield _paragraph("", paragraphs + 1, marks)


def pieces(body: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the elements of each block: a paragraph or a table, and the bookmarks that begin between it and the last.

    At the end there may be bookmarks alone.
    """
    waiting: list[etree._Element] = []
    for element in _pieces(body):
        waiting.append(element)
        if element.tag != _BOOKMARK:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def is_around(element: etree._Element) -> bool:
    """Whether an element is none of a text by itself, but may stand around some: a content control, an insertion."""
    return element.tag not in {f"{_W}p", f"{_W}tbl", _BOOKMARK, *_GONE, *_ASIDE}


def _paragraph(text: str, number: int, marks: Sequence[PaperMark]) -> ReturnedBlock:
    place = f"第{number}段"
    return ReturnedBlock(place, ((ReturnedCell(text, place),),), is_table=False, marks=tuple(marks))


def _pieces(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs, tables and bookmarks between them in order, those in content controls and insertions, too."""
    for child in parent:
        if child.tag in {f"{_W}p", f"{_W}tbl", _BOOKMARK}:
            yield child
        elif is_around(child):
            yield from _pieces(child)


def _table(table: etree._Element, number: int) -> tuple[Row, ...]:
    rows = []
    for at, row in enumerate(_below(table, "tr"), 1):
        cells = enumerate(_below(row, "tc"), 1)
        rows.append(tuple(ReturnedCell(_text(cell), f"表{number}第{at}行第{column}格") for column, cell in cells))
    return tuple(rows)


def _below(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, those in content controls, too; not those of inner tables."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _below(child, name)


def _text(element: etree._Element) -> str:
    """Return the text as it would read once all changes are accepted, a line for each paragraph."""
    lines: list[list[str]] = []
    _walk(element, lines)
    return "\n".join("".join(line) for line in lines).strip("\n")


def _walk(element: etree._Element, lines: list[list[str]]) -> None:
    if element.tag == f"{_W}p" or not lines:
        lines.append([])
    for child in element:
        tag = child.tag
        if tag in _ASIDE or tag in _GONE:
            continue
        if tag == f"{_W}t":
            lines[-1].append(child.text or "")
        elif tag == f"{_W}tab":
            lines[-1].append("\t")
        elif tag in {f"{_W}br", f"{_W}cr"}:
            lines.append([])
        elif tag == f"{_W}sym":
            lines[-1].append(_symbol(child))
        elif tag.endswith("}AlternateContent"):
            choice = child.find("{*}Choice")
            _walk(child if choice is None else choice, lines)
        else:
            _walk(child, lines)


def _symbol(element: etree._Element) -> str:
    """Return a sign of a symbol font: a tick, an empty box, else what no text holds."""
    sign = (element.get(f"{_W}char") or "").upper()[-2:]
    if "wingdings" not in (element.get(f"{_W}font") or "").lower():
        return "\ufffd"
    return "☑" if sign in _TICKED else "□" if sign in _EMPTY_BOX else "\ufffd"
