"""A workbook's container, looked at before anybody parses it, and what the parser does not tell us.

calamine answers an error value and a formula that was never calculated alike, with an empty cell; it trusts a wrong
checksum; it reserves memory for every cell between the first and the last one. All of this is in the zip itself.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from posixpath import basename, dirname, join, normpath
from typing import NamedTuple

from pipeline.inbox import biff12, odf
from pipeline.inbox.marks import (
    MONTH_FORMATS,
    PERCENT_FORMATS,
    Marks,
    Place,
    Unsafe,
    hold_together,
    shows_no_day,
    shows_percent,
)

_LARGEST_PART = 1 << 30  # bytes unpacked; a roster of 100,000 rows has 100 MB
_MOST_PARTS = 10_000
_MANY = 40_000_000  # cells between A1 and the last one: then they are counted
_FAR_COLUMNS = 26 * 27  # columns up to ZZ: a sheet with few rows and none beyond them cannot be too large
_NEAR_COLUMNS = 26 * 3  # columns up to BZ, as wide as rosters are
_GAP = 100_000  # rows that may be blank between others

_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ROW = re.compile(rb"<row\b([^>]*)>")
_PREFIXED_ROW = re.compile(rb"<\w+:row\b([^>]*)>")  # few write it; the plain one is searched ten times as fast
_ROW_NUMBER = re.compile(rb'(?:^|\s)r\s*=\s*["\'](\d+)')
_FAR = re.compile(rb'r="[C-Z][A-Z][0-9]')
_VERY_FAR = re.compile(rb'r="[A-Z]{3}[0-9]')
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</")
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font>.*?</(?:\w+:)?font>|<(?:\w+:)?font/>", re.DOTALL)
_STRIKE = re.compile(rb"<(?:\w+:)?strike(?:/>|\s*/>|>|\s+val=\"(?:1|true)\")")


def look(data: bytes) -> Mapping[str, Marks] | None:
    """Read every part of a zip once, before anybody parses it; return what its sheets say, by name; None: nobody knows.

    Raises Unsafe: a wrong checksum, doubled names, a document type, sizes that nobody could hold in memory.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive.infolist())
            unread = {part.filename for part in archive.infolist()}

            def read(name: str) -> bytes:
                unread.discard(name)
                content = archive.read(name)  # to the end: a wrong checksum shows here
                if name.lower().endswith((".xml", ".rels")) and b"<!DOCTYPE" in content[:4096]:
                    raise Unsafe("里面有外部实体声明，可能有害")
                return content

            found = _marks({name.replace("\\", "/").lstrip("/"): name for name in archive.namelist()}, read)
            for name in sorted(unread):
                read(name)
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as fault:
        raise Unsafe("文件不完整或已损坏") from fault


def _check(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_PART:
        raise Unsafe("解开以后大得不正常")
    if len({part.filename.casefold() for part in parts}) < len(parts):
        raise Unsafe("里面有两个同名的部分")
    if any(part.flag_bits & 1 for part in parts):
        raise Unsafe("压缩包设有密码")


def _marks(names: Mapping[str, str], read: Callable[[str], bytes]) -> Mapping[str, Marks] | None:
    if "xl/workbook.bin" in names:
        return biff12.marks(names, read, _relations(names, read, "xl/workbook.bin"))
    if "content.xml" in names:
        return odf.marks(read(names["content.xml"]), read(names["styles.xml"]) if "styles.xml" in names else b"")
    if "xl/workbook.xml" not in names:
        return {}
    styles = read(names["xl/styles.xml"]) if "xl/styles.xml" in names else b""
    looks = _Looks(
        months=_styles_of(styles, MONTH_FORMATS, shows_no_day),
        percents=_styles_of(styles, PERCENT_FORMATS, shows_percent),
        struck=_struck_styles(styles),
    )
    return {sheet: _scanned(read(names[part]), looks) for sheet, part in _sheet_parts(names, read)}


def has_macros(data: bytes) -> bool:
    """Whether a workbook brings a program with it. It is never run, and never in what we write."""
    return data.startswith(b"PK\x03\x04") and b"vbaProject.bin" in data[-65_536:]


def _attributes(text: bytes) -> dict[str, str]:
    return {
        key.decode().rpartition(":")[2]: html.unescape((one or two).decode("utf-8", "replace"))
        for key, one, two in _ATTRIBUTE.findall(text)
    }


def _relations(names: Mapping[str, str], read: Callable[[str], bytes], workbook: str) -> dict[str, str]:
    """Return the part that each identifier of a workbook stands for."""
    listing = names.get(f"xl/_rels/{basename(workbook)}.rels")
    found = {}
    for match in _RELATION.finditer(read(listing)) if listing else ():
        relation = _attributes(match[1])
        target = relation.get("Target", "")
        home = "" if target.startswith("/") else dirname(workbook)
        found[relation.get("Id", "")] = normpath(join(home, target.lstrip("/")))
    return found


def _sheet_parts(names: Mapping[str, str], read: Callable[[str], bytes]) -> Iterator[tuple[str, str]]:
    relations = _relations(names, read, "xl/workbook.xml")
    for match in _SHEET.finditer(read(names["xl/workbook.xml"])):
        sheet = _attributes(match[1])
        part = relations.get(sheet.get("id", ""), "")
        if part in names:
            yield sheet.get("name", ""), part


class _Looks(NamedTuple):
    """The numbers of the cell styles that say something beyond a value."""

    months: frozenset[int]
    percents: frozenset[int]
    struck: frozenset[int]


def _styles_of(styles: bytes, built_in: frozenset[int], shows: Callable[[str], bool]) -> frozenset[int]:
    """Return the numbers of the cell styles whose number format is one of the built-in ones, or is told by its code."""
    formats = set(built_in)
    for match in _FORMAT.finditer(styles):
        attributes = _attributes(match[1])
        if attributes.get("numFmtId", "").isdigit() and shows(attributes.get("formatCode", "")):
            formats.add(int(attributes["numFmtId"]))
    block = _STYLES.search(styles)
    listed = _STYLE.findall(block[0]) if block else []
    return frozenset(
        number
        for number, text in enumerate(listed)
        if _attributes(text).get("numFmtId", "") in {str(f) for f in formats}
    )


def _struck_styles(styles: bytes) -> frozenset[int]:
    """Return the numbers of the cell styles whose font is struck through."""
    block = _FONTS.search(styles)
    fonts = _FONT.findall(block[0]) if block else []
    struck = {str(number) for number, font in enumerate(fonts) if _STRIKE.search(font)}
    if not struck:
        return frozenset()
    listed = _STYLES.search(styles)
    return frozenset(
        number
        for number, text in enumerate(_STYLE.findall(listed[0]) if listed else [])
        if _attributes(text).get("fontId") in struck
    )


def _scanned(sheet: bytes, looks: _Looks) -> Marks:
    last, count, hidden = _rows(sheet)
    narrow = last * _NEAR_COLUMNS <= _MANY and (last * _FAR_COLUMNS <= _MANY or not _FAR.search(sheet))
    if not narrow or last - count > _GAP or _VERY_FAR.search(sheet):
        _measure(sheet)
    wanted = {str(style) for style in frozenset().union(*looks) if b' s="%d"' % style in sheet}
    formulas = b"<f" in sheet or (b"<row" not in sheet and b":f" in sheet)
    if not wanted and not formulas and b'"e"' not in sheet:
        return Marks(hidden_rows=hidden)
    errors: dict[Place, str] = {}
    uncalculated: set[Place] = set()
    months: set[Place] = set()
    percents: set[Place] = set()
    struck: set[Place] = set()
    for place, cell, content in _filled(sheet, every=bool(wanted)):
        value = _VALUE.search(content)
        text = value[1].decode("utf-8", "replace") if value else ""
        if cell.get("t") == "e":
            errors[place] = text
        elif _is_formula(content) and not text and not (value and cell.get("t") == "str"):
            uncalculated.add(place)
        if cell.get("s") in wanted:
            style = int(cell["s"])
            for listed, told in zip((months, percents, struck), looks, strict=True):
                if style in told:
                    listed.add(place)
    return Marks(errors, frozenset(uncalculated), frozenset(months), frozenset(percents), frozenset(struck), hidden)


def _rows(sheet: bytes) -> tuple[int, int, frozenset[int]]:
    """Return the number of the last row (from 1), how many there are, and which rows (from 0) are hidden."""
    last = number = 0
    hidden: set[int] = set()
    pattern = _ROW if b"<row" in sheet else _PREFIXED_ROW
    for number, match in enumerate(pattern.finditer(sheet), 1):
        row = _ROW_NUMBER.search(match[1])
        place = int(row[1]) if row else number
        last = max(last, place)
        if b"hidden" in match[1] and _attributes(match[1]).get("hidden") in {"1", "true"}:
            hidden.add(place - 1)
    return last, number, frozenset(hidden)


def _filled(sheet: bytes, *, every: bool) -> Iterator[tuple[Place, dict[str, str], bytes]]:
    """Yield the cells that hold something; unless `every` is asked, formulas and error values only."""
    for match in _CELL.finditer(sheet):
        content = match[2]
        if content and (every or _is_formula(content) or b'"e"' in match[1]):
            cell = _attributes(match[1])
            place = _place(cell.get("r", ""))
            if place is not None:
                yield place, cell, content


def _is_formula(content: bytes) -> bool:
    return b"<f" in content or b":f" in content


def _measure(sheet: bytes) -> None:
    """Raise Unsafe where the cells that hold something lie too far apart."""
    lowest = rightmost = (0, 0)
    filled = 0
    for match in _CELL.finditer(sheet):
        place = _place(_attributes(match[1]).get("r", "")) if match[2] else None
        if place:
            filled += 1
            lowest = place if place[0] > lowest[0] else lowest
            rightmost = place if place[1] > rightmost[1] else rightmost
    hold_together(lowest, rightmost, filled)


def _place(reference: str) -> Place | None:
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
