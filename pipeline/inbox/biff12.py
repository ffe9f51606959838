"""The marks of an .xlsb: the same records as in an .xls, packed anew, in the parts of a zip ([MS-XLSB])."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from struct import error, unpack_from

from pipeline.inbox.marks import (
    ERRORS,
    MONTH_FORMATS,
    PERCENT_FORMATS,
    MarkCollector,
    Marks,
    shows_no_day,
    shows_percent,
)

_STRUCK, _HIDDEN = 0x08, 0x10
_ROW, _BLANK = 0, 1
_ERRORS = frozenset({3, 11})  # BrtCellError, BrtFmlaError
_FORMULAS = frozenset({8, 9, 10, 11})
_STRING_FORMULA = 8
_CELLS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 62})
_LONGEST_SIZE = 4  # bytes that a record's length may take


def marks(
    names: Mapping[str, str], read: Callable[[str], bytes], parts: Mapping[str, str]
) -> Mapping[str, Marks] | None:
    """Return what the sheets say, by name; `parts`: the sheets' parts by identifier. None where it is damaged."""
    try:
        styles = read(names["xl/styles.bin"]) if "xl/styles.bin" in names else b""
        looks = _styles(styles)
        found = {}
        for name, identifier in _sheets(read(names["xl/workbook.bin"])):
            part = parts.get(identifier, "")
            if part in names and part.startswith("xl/worksheets/"):
                found[name] = _sheet(read(names[part]), looks)
    except (error, ValueError, IndexError):
        return None
    calculated = any(each.filled for each in found.values())
    return {name: each.marks(calculated=calculated) for name, each in found.items()}


def _records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield each record's sort, where its content begins, and how long that is."""
    at, end = 0, len(part)
    while at < end:
        sort = part[at]
        at += 1
        if sort & 0x80:
            sort = (sort & 0x7F) | (part[at] & 0x7F) << 7
            at += 1
        size = 0
        for place in range(_LONGEST_SIZE):
            size |= (part[at] & 0x7F) << 7 * place
            at += 1
            if not part[at - 1] & 0x80:
                break
        yield sort, at, size
        at += size


def _wide(part: bytes, at: int) -> tuple[str, int]:
    """Return a text that its length stands before, and where it ends."""
    (count,) = unpack_from("<I", part, at)
    end = at + 4 + 2 * count
    if count == 0xFFFFFFFF:  # noqa: PLR2004 - no text
        return "", at + 4
    if end > len(part):
        raise ValueError("text")
    return part[at + 4 : end].decode("utf-16-le", "replace"), end


def _sheets(part: bytes) -> Iterator[tuple[str, str]]:
    """Yield each sheet's name and the identifier of its part."""
    for sort, at, _ in _records(part):
        if sort == 156:  # noqa: PLR2004 - BrtBundleSh
            identifier, end = _wide(part, at + 8)
            yield _wide(part, end)[0], identifier


def _styles(part: bytes) -> tuple[set[int], set[int], set[int]]:
    """Return the numbers of the cell styles that show no day, that show per cents, and that are struck through."""
    formats: dict[int, str] = {}
    fonts: list[bool] = []
    cells: list[tuple[int, int]] = []
    of_cells = False
    for sort, at, _ in _records(part):
        match sort:
            case 44:  # BrtFmt
                formats[unpack_from("<H", part, at)[0]] = _wide(part, at + 2)[0]
            case 43:  # BrtFont
                fonts.append(bool(part[at + 2] & _STRUCK))
            case 617 | 618:  # BrtBeginCellXFs, BrtEndCellXFs
                of_cells = sort == 617  # noqa: PLR2004
            case 47 if of_cells:  # BrtXF
                cells.append(unpack_from("<HH", part, at + 2))
    months, percents = (
        {
            number
            for number, (code, _) in enumerate(cells)
            if (shows(formats[code]) if code in formats else code in known)
        }
        for shows, known in ((shows_no_day, MONTH_FORMATS), (shows_percent, PERCENT_FORMATS))
    )
    return months, percents, {number for number, (_, font) in enumerate(cells) if font < len(fonts) and fonts[font]}


def _sheet(part: bytes, looks: tuple[set[int], set[int], set[int]]) -> MarkCollector:
    found = MarkCollector()
    row = 0
    for sort, at, size in _records(part):
        if sort == _ROW:
            (row,) = unpack_from("<I", part, at)
            if part[at + 11] & _HIDDEN:
                found.hidden.add(row)
        elif sort in _CELLS and size >= 8:  # noqa: PLR2004 - column and style
            column, style = unpack_from("<II", part, at)
            style &= 0xFFFFFF
            if sort in _ERRORS:
                found.errors[row, column] = ERRORS.get(part[at + 8], "#N/A")
            if sort == _STRING_FORMULA and not unpack_from("<I", part, at + 8)[0]:
                found.empty.add((row, column))
            elif sort in _FORMULAS:
                found.filled = True
            for listed, told in zip((found.months, found.percents, found.struck), looks, strict=True):
                if style in told:
                    listed.add((row, column))
    return found
