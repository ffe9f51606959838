"""A workbook's container, looked at before anybody parses it, and what the parser does not tell us.

calamine answers an error value and a formula that was never calculated alike, with an empty cell; it trusts a wrong
checksum; it reserves memory for every cell between the first and the last one. All of this is in the zip itself.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from xml.sax.saxutils import unescape

_LARGEST_PART = 1 << 30  # bytes unpacked; a roster of 100,000 rows has 100 MB
_MOST_PARTS = 10_000
_LARGEST_AREA = 40_000_000  # cells between A1 and the last one; 16 bytes each in calamine
_FAR_COLUMNS = 26 * 27  # a sheet with a column beyond ZZ is measured cell by cell

_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</")
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_MONTH_FORMATS = frozenset({17, 27, 36, 50, 52, 57})  # built in, with year and month and no day (ECMA-376 18.8.30)


class Unsafe(Exception):  # noqa: N818 - it is the file that is unsafe
    """The container is damaged or hostile; the message is Chinese and says how."""


Place = tuple[int, int]
"""Row and column of a cell, from 0."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a sheet's XML says beyond its values."""

    errors: Mapping[Place, str] = field(default_factory=dict)  # #N/A, #REF! …
    uncalculated: frozenset[Place] = frozenset()  # formulas without a result
    months: frozenset[Place] = frozenset()  # date cells whose format shows no day
    hidden_rows: frozenset[int] = frozenset()


def check(data: bytes) -> None:
    """Look at a zip before it is parsed: checksums, doubled names, document types, sizes. Raises Unsafe."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_PART:
                raise Unsafe("解开以后大得不正常")
            if len({part.filename.casefold() for part in parts}) < len(parts):
                raise Unsafe("里面有两个同名的部分")
            if any(part.flag_bits & 1 for part in parts):
                raise Unsafe("压缩包设有密码")
            for part in parts:
                content = archive.read(part)  # reads to the end: a wrong checksum shows here
                if part.filename.lower().endswith((".xml", ".rels")) and b"<!DOCTYPE" in content[:4096]:
                    raise Unsafe("里面有外部实体声明，可能有害")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as fault:
        raise Unsafe("文件不完整或已损坏") from fault


def marks(data: bytes) -> dict[str, Marks]:
    """Return what the sheets of an xlsx say beyond their values, by sheet name; {} for other formats.

    Raises Unsafe where a sheet is stretched so far that nobody could hold it in memory.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {name.replace("\\", "/").lstrip("/"): name for name in archive.namelist()}
        if "xl/workbook.xml" not in names:
            return {}
        months = _month_styles(archive.read(names["xl/styles.xml"])) if "xl/styles.xml" in names else frozenset[int]()
        found = {}
        for sheet, part in _sheet_parts(archive, names):
            found[sheet] = _scanned(archive.read(names[part]), months)
        return found


def _attributes(text: bytes) -> dict[str, str]:
    return {
        key.decode().rpartition(":")[2]: unescape((one or two).decode("utf-8", "replace"), {"&quot;": '"'})
        for key, one, two in _ATTRIBUTE.findall(text)
    }


def _sheet_parts(archive: zipfile.ZipFile, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    relations = {}
    if "xl/_rels/workbook.xml.rels" in names:
        for match in _RELATION.finditer(archive.read(names["xl/_rels/workbook.xml.rels"])):
            relation = _attributes(match[1])
            target = relation.get("Target", "")
            home = "" if target.startswith("/") else dirname("xl/workbook.xml")
            relations[relation.get("Id", "")] = normpath(join(home, target.lstrip("/")))
    for match in _SHEET.finditer(archive.read(names["xl/workbook.xml"])):
        sheet = _attributes(match[1])
        part = relations.get(sheet.get("id", ""), "")
        if part in names:
            yield sheet.get("name", ""), part


def _month_styles(styles: bytes) -> frozenset[int]:
    """Return the numbers of the cell styles that show a date without its day."""
    formats = set(_MONTH_FORMATS)
    for match in _FORMAT.finditer(styles):
        attributes = _attributes(match[1])
        code = _QUOTED.sub("", attributes.get("formatCode", "")).lower()
        if "y" in code and "m" in code and not set("dhs") & set(code) and attributes.get("numFmtId", "").isdigit():
            formats.add(int(attributes["numFmtId"]))
    block = _STYLES.search(styles)
    listed = _STYLE.findall(block[0]) if block else []
    return frozenset(
        number
        for number, text in enumerate(listed)
        if _attributes(text).get("numFmtId", "") in {str(f) for f in formats}
    )


def _scanned(sheet: bytes, month_styles: frozenset[int]) -> Marks:
    rows = [_attributes(match[1]) for match in _ROW.finditer(sheet)]
    last = max((int(row["r"]) for row in rows if row.get("r", "").isdigit()), default=len(rows))
    if last * _FAR_COLUMNS > _LARGEST_AREA or re.search(rb'r="[A-Z]{3}[0-9]', sheet):
        _measure(sheet)
    hidden = {int(row["r"]) - 1 for row in rows if row.get("hidden") in {"1", "true"} and row.get("r", "").isdigit()}
    styled = any(b' s="%d"' % style in sheet for style in month_styles)
    if not styled and b'"e"' not in sheet and b"<f" not in sheet and b":f" not in sheet:
        return Marks(hidden_rows=frozenset(hidden))
    errors: dict[Place, str] = {}
    uncalculated: set[Place] = set()
    months: set[Place] = set()
    for match in _CELL.finditer(sheet):
        cell, content = _attributes(match[1]), match[2] or b""
        place = _place(cell.get("r", ""))
        if place is None or not content:
            continue
        value = _VALUE.search(content)
        text = value[1].decode("utf-8", "replace") if value else ""
        if cell.get("t") == "e":
            errors[place] = text
        elif (b"<f" in content or b":f" in content) and not text and not (value and cell.get("t") == "str"):
            uncalculated.add(place)
        if cell.get("s", "").isdigit() and int(cell["s"]) in month_styles:
            months.add(place)
    return Marks(errors, frozenset(uncalculated), frozenset(months), frozenset(hidden))


def _measure(sheet: bytes) -> None:
    """Raise Unsafe where the cells that hold something lie too far apart."""
    height = width = 0
    for match in _CELL.finditer(sheet):
        place = _place(_attributes(match[1]).get("r", "")) if match[2] else None
        if place:
            height, width = max(height, place[0]), max(width, place[1])
    if (height + 1) * (width + 1) > _LARGEST_AREA:
        raise Unsafe(f"最末的内容在第 {height + 1} 行、第 {width + 1} 列，离名册太远，请删去那一格")


def _place(reference: str) -> Place | None:
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
