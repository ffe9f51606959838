"""The marks of an .xls or .et: records of a stream in a compound file ([MS-XLS], [MS-CFB]).

calamine answers an error value and an empty cell alike there, and says nothing of formats, hidden rows and struck text.
Only what tells them is looked at; whatever is damaged ends in ValueError or struct.error, never in a loop.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from struct import Struct, error, unpack_from
from typing import NamedTuple

from pipeline.inbox.marks import (
    ERRORS,
    MONTH_FORMATS,
    PERCENT_FORMATS,
    MarkCollector,
    Marks,
    shows_no_day,
    shows_percent,
)

_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_MOST_SECTORS = 1 << 21  # a gigabyte
_HEADER, _ENTRY = 512, 128  # bytes
_FIRST_LISTED = 109  # sectors of the allocation table that the header itself names

_BOF, _EOF = 0x809, 0x0A
_ROW, _FORMULA, _BOOLERR, _MULRK = 0x208, 0x06, 0x205, 0xBD
_CELLS = frozenset({0x203, 0x27E, 0xFD, 0x204, 0xD6})  # NUMBER, RK, LABELSST, LABEL, RSTRING
_BIFF5, _BIFF8 = 0x500, 0x600
_STRUCK, _HIDDEN = 0x08, 0x20
_IS_ERROR, _IS_EMPTY = 2, 3
_SKIPPED_FONT = 4  # no font has this number

_RECORD = Struct("<HH")
_PLACE = Struct("<HHH")


@dataclass(slots=True)
class _Book:
    """What the first part of the stream says."""

    version: int = _BIFF8
    encoding: str = "gb18030"
    sheets: list[tuple[int, bytes]] = field(default_factory=list)  # where it begins, name
    fonts: list[bool] = field(default_factory=list)  # struck or not
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[tuple[int, int]] = field(default_factory=list)  # font, format


def marks(data: bytes) -> Mapping[str, Marks] | None:
    """Return what the sheets say, by name; None where the file is older than Excel 5 or cannot be followed."""
    try:
        stream = _workbook(data)
        book = _globals(stream)
        if book is None:
            return None
        looks = _Looks(
            {n for n, (_, code) in enumerate(book.styles) if _is_month(code, book.formats)},
            {n for n, (_, code) in enumerate(book.styles) if _is_percent(code, book.formats)},
            {n for n, (font, _) in enumerate(book.styles) if _is_struck(font, book.fonts)},
        )
        found = {_name(name, book): _sheet(stream, start, looks) for start, name in book.sheets}
    except (error, ValueError, IndexError, RecursionError):
        return None
    calculated = any(each.filled for each in found.values())
    return {name: each.marks(calculated=calculated) for name, each in found.items()}


# --- the compound file ------------------------------------------------------------------------------------------------


def _workbook(data: bytes) -> bytes:
    """Return the stream Workbook (Book before 1997)."""
    if data.startswith(b"\x09\x08"):
        return data  # a bare stream
    (shift,) = unpack_from("<H", data, 30)
    if shift not in {9, 12}:
        raise ValueError("sector")
    size = 1 << shift
    table = _table(data, size)
    (first_entry,) = unpack_from("<I", data, 48)
    entries = _chain(data, table, first_entry, size)
    root = _entry(entries, 0)
    for name in ("Workbook", "Book"):
        for number in range(1, len(entries) // _ENTRY):
            title, start, length = _entry(entries, number)
            if title == name:
                (cutoff,) = unpack_from("<I", data, 56)
                if length >= cutoff:
                    return _chain(data, table, start, size)[:length]
                return _small(data, table, size, root[1], start)[:length]
    raise ValueError("no workbook")


def _table(data: bytes, size: int) -> list[int]:
    """Return the allocation table: of each sector the next one."""
    listed = [n for n in unpack_from(f"<{_FIRST_LISTED}I", data, 76) if n < _END]
    (more, count) = unpack_from("<II", data, 68)
    for _ in range(min(count, _MOST_SECTORS)):
        if more >= _END:
            break
        numbers = unpack_from(f"<{size // 4}I", data, _at(more, size))
        listed += [n for n in numbers[:-1] if n < _END]
        more = numbers[-1]
    if len(listed) * size // 4 > _MOST_SECTORS or len(set(listed)) < len(listed):
        raise ValueError("table")
    return [n for sector in listed for n in unpack_from(f"<{size // 4}I", data, _at(sector, size))]


def _at(sector: int, size: int) -> int:
    return max(_HEADER, size) + sector * size


def _chain(data: bytes, table: list[int], first: int, size: int) -> bytes:
    """Return a stream's bytes, sector by sector."""
    parts: list[bytes] = []
    while first < _END:
        parts.append(data[_at(first, size) : _at(first, size) + size])
        if len(parts) > len(table) or not parts[-1]:
            raise ValueError("chain")
        first = table[first]
    return b"".join(parts)


def _small(data: bytes, table: list[int], size: int, root: int, first: int) -> bytes:
    """Return a stream shorter than the cutoff: it lies in pieces of 64 bytes in the root's own."""
    (first_sector,) = unpack_from("<I", data, 60)
    pieces = _chain(data, table, root, size)
    listed = _chain(data, table, first_sector, size)
    return _chain(b"\0" * _HEADER + pieces, list(unpack_from(f"<{len(listed) // 4}I", listed)), first, 64)


def _entry(entries: bytes, number: int) -> tuple[str, int, int]:
    """Return an entry's name, first sector and length."""
    entry = entries[number * _ENTRY : (number + 1) * _ENTRY]
    (length,) = unpack_from("<H", entry, 64)
    start, size = unpack_from("<II", entry, 116)
    return entry[: max(length - 2, 0)].decode("utf-16-le", "replace"), start, size


# --- the records ------------------------------------------------------------------------------------------------------


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield each record's sort, where its content begins, and how long that is, up to the end of this part."""
    depth, end = 0, len(stream) - 3
    while start < end:
        sort, length = _RECORD.unpack_from(stream, start)
        start += 4
        if sort == _BOF:
            depth += 1
        elif sort == _EOF:
            depth -= 1
            if not depth:
                return
        elif depth == 1:  # a chart on the sheet is a part of its own
            yield sort, start, length
        start += length


def _globals(stream: bytes) -> _Book | None:
    sort, _, version = unpack_from("<HHH", stream)
    if sort != _BOF or version not in {_BIFF5, _BIFF8}:
        return None
    book = _Book(version)
    for sort, at, length in _records(stream, 0):
        match sort:
            case 0x2F:  # FILEPASS: the rest is encrypted
                return None
            case 0x42:  # CODEPAGE
                book.encoding = _encoding(unpack_from("<H", stream, at)[0])
            case 0x85:  # BOUNDSHEET
                (start,) = unpack_from("<I", stream, at)
                book.sheets.append((start, stream[at + 6 : at + length]))
            case 0x31:  # FONT
                book.fonts.append(bool(stream[at + 2] & _STRUCK))
            case 0x41E:  # FORMAT
                (number,) = unpack_from("<H", stream, at)
                text = stream[at + 2 : at + length]
                book.formats[number] = _text(text[2:] if version == _BIFF8 else text[1:], book)
            case 0xE0:  # XF
                book.styles.append(unpack_from("<HH", stream, at))
            case _:
                pass
    return book


def _encoding(codepage: int) -> str:
    return {936: "gb18030", 950: "big5", 1200: "utf-16-le", 932: "cp932", 949: "cp949"}.get(codepage, "latin-1")


def _text(content: bytes, book: _Book) -> str:
    """Return a text whose length has been cut off: in BIFF8 a byte says whether a character takes two."""
    if book.version != _BIFF8:
        return content.decode(book.encoding, "replace")
    wide, letters = content[:1] and content[0] & 1, content[1:]
    return letters.decode("utf-16-le" if wide else "latin-1", "replace")


def _name(content: bytes, book: _Book) -> str:
    count = content[0]
    text = content[1:]
    return _text(text, book)[:count]


def _is_month(code: int, formats: Mapping[int, str]) -> bool:
    return shows_no_day(formats[code]) if code in formats else code in MONTH_FORMATS


def _is_percent(code: int, formats: Mapping[int, str]) -> bool:
    return shows_percent(formats[code]) if code in formats else code in PERCENT_FORMATS


def _is_struck(font: int, fonts: list[bool]) -> bool:
    number = font - (font > _SKIPPED_FONT)
    return number < len(fonts) and fonts[number]


class _Looks(NamedTuple):
    """The numbers of the cell styles that say something beyond a value."""

    months: set[int]
    percents: set[int]
    struck: set[int]


def _sheet(stream: bytes, start: int, looks: _Looks) -> MarkCollector:
    found = MarkCollector()
    styled = set[int]().union(*looks)
    for sort, at, length in _records(stream, start):
        if sort == _ROW:
            if stream[at + 12] & _HIDDEN:
                found.hidden.add(unpack_from("<H", stream, at)[0])
        elif sort in (_FORMULA, _BOOLERR) or (styled and sort in _CELLS):
            row, column, style = _PLACE.unpack_from(stream, at)
            if sort == _FORMULA:
                _formula(found, row, column, stream[at + 6 : at + 14])
            elif sort == _BOOLERR and stream[at + 7]:
                found.errors[row, column] = ERRORS.get(stream[at + 6], "#N/A")
            if style in styled:
                _styled(found, row, column, style, looks)
        elif sort == _MULRK and styled:
            row, first = unpack_from("<HH", stream, at)
            for number in range((length - 6) // 6):
                (style,) = unpack_from("<H", stream, at + 4 + 6 * number)
                _styled(found, row, first + number, style, looks)
    return found


def _formula(found: MarkCollector, row: int, column: int, result: bytes) -> None:
    sort = result[0] if result[6:] == b"\xff\xff" else -1
    if sort == _IS_ERROR:
        found.errors[row, column] = ERRORS.get(result[2], "#N/A")
    if sort == _IS_EMPTY:
        found.empty.add((row, column))
    else:
        found.filled = True


def _styled(found: MarkCollector, row: int, column: int, style: int, looks: _Looks) -> None:
    for listed, told in zip((found.months, found.percents, found.struck), looks, strict=True):
        if style in told:
            listed.add((row, column))
