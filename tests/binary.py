"""Small .xlsb workbooks and streams of an .xls, record by record ([MS-XLSB], [MS-XLS]): nothing else writes what we need."""

from __future__ import annotations

import io
import zipfile
from struct import pack

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MONTH, STRUCK, PLAIN = 1, 2, 0  # cell styles of `xlsb`


def _relations(*targets: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}/{t}" Target="{target}"/>' for i, t, target in targets)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def record12(sort: int, content: bytes = b"") -> bytes:
    """Return one record of an .xlsb."""
    head = bytes([sort]) if sort < 0x80 else bytes([sort & 0x7F | 0x80, sort >> 7])
    size, length = b"", len(content)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + content


def _wide(text: str) -> bytes:
    return pack("<I", len(text)) + text.encode("utf-16-le")


def cell12(column: int, value: object, style: int = PLAIN) -> bytes:
    """Return a cell: a text, a number, ("error", code), ("formula", number | text) or ("formula error", code)."""
    head = pack("<II", column, style)
    match value:
        case str():
            return record12(6, head + _wide(value))
        case ("error", int(code)):
            return record12(3, head + bytes([code]))
        case ("formula error", int(code)):
            return record12(11, head + bytes([code]) + pack("<HII", 0, 0, 0))
        case ("formula", str(text)):
            return record12(8, head + _wide(text) + pack("<HII", 0, 0, 0))
        case float() | int():
            return record12(5, head + pack("<d", value))
    raise TypeError(value)


def row12(row: int, *, hidden: bool = False) -> bytes:
    """Return the head of a row, counted from 0."""
    return record12(0, pack("<IIHBBBI", row, 0, 300, 0, 0x10 if hidden else 0, 0, 0))


def xlsb(name: str, cells: bytes, last: tuple[int, int]) -> bytes:
    """Return a workbook of one sheet; `cells` are rows and cells, `last` row and column of the last one."""
    styles = (
        record12(278)
        + record12(615, pack("<I", 1))
        + record12(44, pack("<H", 176) + _wide('yyyy"年"m"月"'))
        + record12(616)
        + record12(611, pack("<I", 2))
        + b"".join(record12(43, pack("<HH", 220, flags) + bytes(17) + _wide("宋体")) for flags in (0, 0x08))
        + record12(612)
        + record12(617, pack("<I", 3))
        + b"".join(
            record12(47, pack("<HHH", 0, number, font) + bytes(10)) for number, font in ((0, 0), (176, 0), (0, 1))
        )
        + record12(618)
        + record12(279)
    )
    workbook = (
        record12(131)
        + record12(143)
        + record12(156, pack("<II", 0, 1) + _wide("rId1") + _wide(name))
        + record12(144)
        + record12(132)
    )
    sheet = (
        record12(129)
        + record12(148, pack("<IIII", 0, last[0], 0, last[1]))
        + record12(145)
        + cells
        + record12(146)
        + record12(130)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": _relations(
            ("rId1", "worksheet", "worksheets/sheet1.bin"), ("rId2", "styles", "styles.bin")
        ),
        "xl/workbook.bin": workbook,
        "xl/styles.bin": styles,
        "xl/worksheets/sheet1.bin": sheet,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return buffer.getvalue()


def record(sort: int, content: bytes = b"") -> bytes:
    """Return one record of an .xls."""
    return pack("<HH", sort, len(content)) + content


def stream(cells: bytes) -> bytes:
    """Return a bare BIFF8 stream with one sheet called S."""
    begin = record(0x809, pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    name = record(0x85, pack("<IBB", len(begin) + 13 + 4, 0, 0) + b"\x01\x00S")
    return begin + name + record(0x0A) + record(0x809, pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + record(0x0A)


def formula(row: int, column: int, result: bytes) -> bytes:
    """Return a FORMULA record."""
    return record(0x06, pack("<HHH", row, column, 15) + result + pack("<HIH", 0, 0, 0))
