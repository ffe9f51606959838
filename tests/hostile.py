"""Files that mean harm, or were harmed: built here, each with the outcome that it must have.

python -m tests.hostile DIR     writes them all
"""

from __future__ import annotations

import functools
import io
import re
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from openpyxl import Workbook

from tests.sheets import workbook

ROSTER = "姓名|所在党支部|入党时间|身份证号\n张三|一支部|1998-07-01|110101197210180003\n李四|一支部|1999-07-01|\n"
READ, REFUSED, ENCRYPTED, EMPTY, WRONG = "read", "file.unreadable", "file.encrypted", "file.empty", "file.wrong-kind"
ANY = "any"  # whatever it says, this process lives and the message is there
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip


Made = bytes | Callable[[], bytes]
"""A file's bytes, or what makes them: the large ones are made where somebody reads them."""


def outcomes() -> dict[str, str]:
    """Return the outcome that each file must have, by name."""
    return {name: outcome for name, (_, outcome) in _set().items()}


@functools.cache
def data(name: str) -> bytes:
    """Return a file's bytes, made once: two test files read them."""
    made = _set()[name][0]
    return made if isinstance(made, bytes) else made()


@functools.cache
def _set() -> dict[str, tuple[Made, str]]:
    return {name: (made, outcome) for name, made, outcome in _files()}


def _files() -> Iterator[tuple[str, Made, str]]:
    """Yield name, content and outcome."""
    good = workbook(ROSTER)
    yield "good.xlsx", good, READ
    yield from _containers(good)
    yield from _sheets(good)
    yield from _disguised(good)
    yield from _damaged(good)
    yield from _texts()


def _repacked(
    data: bytes, change: dict[str, bytes], drop: tuple[str, ...] = (), add: dict[str, bytes] | None = None
) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(data))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            if name not in drop:
                archive.writestr(name, change.get(name, source.read(name)))
        for name, content in (add or {}).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _part(data: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


_SHEET, _STRINGS, _BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"


def _containers(good: bytes) -> Iterator[tuple[str, Made, str]]:
    sheet, strings = _part(good, _SHEET), _part(good, _STRINGS)
    declaration = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    bomb = sheet.replace(declaration, declaration + _BOMB.encode(), 1)
    yield "billion-laughs.xlsx", _repacked(good, {_SHEET: bomb}), REFUSED
    xxe = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    yield (
        "external-entity.xlsx",
        _repacked(good, {_STRINGS: strings.replace(declaration, declaration + xxe, 1)}),
        REFUSED,
    )
    yield (
        "dtd-in-styles.xlsx",
        _repacked(good, {"xl/styles.xml": b"<!DOCTYPE a>" + _part(good, "xl/styles.xml")}),
        REFUSED,
    )
    yield "case-twins.xlsx", _repacked(good, {}, add={"xl/Workbook.xml": b"<a/>"}), REFUSED
    yield "many-parts.xlsx", lambda: _repacked(good, {}, add={f"x/{n}": b"" for n in range(10_500)}), REFUSED
    yield "huge-part.xlsx", lambda: _repacked(good, {}, add={"x/zeros": bytes(1 << 20) * 1100}), REFUSED
    yield "outside.xlsx", _repacked(good, {}, add={"../../outside.txt": b"out"}), READ
    yield "macros.xlsm", _repacked(good, {}, add={"xl/vbaProject.bin": b"macro"}), READ
    yield "no-workbook.xlsx", _repacked(good, {}, drop=(_BOOK,)), REFUSED
    yield "no-sheet.xlsx", _repacked(good, {}, drop=(_SHEET,)), ANY
    yield "no-strings.xlsx", _repacked(good, {}, drop=(_STRINGS,)), ANY
    yield "no-styles.xlsx", _repacked(good, {}, drop=("xl/styles.xml",)), ANY
    yield "no-relations.xlsx", _repacked(good, {}, drop=("xl/_rels/workbook.xml.rels",)), ANY
    yield "no-content-types.xlsx", _repacked(good, {}, drop=("[Content_Types].xml",)), ANY
    backslashes = io.BytesIO()
    with zipfile.ZipFile(backslashes, "w") as archive:
        for name in zipfile.ZipFile(io.BytesIO(good)).namelist():
            archive.writestr(name.replace("/", "\\"), _part(good, name))
    yield "backslashes.xlsx", backslashes.getvalue(), ANY
    encrypted = bytearray(good)
    for match in re.finditer(b"PK\x01\x02", good):
        encrypted[match.start() + 8] |= 1
    yield "zip-password.xlsx", bytes(encrypted), REFUSED


def _sheets(good: bytes) -> Iterator[tuple[str, Made, str]]:
    sheet, strings = _part(good, _SHEET), _part(good, _STRINGS)
    far = sheet.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    yield "two-corners.xlsx", _repacked(good, {_SHEET: far}), REFUSED
    stray = sheet.replace(b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>')
    yield "stray-last-row.xlsx", _repacked(good, {_SHEET: stray}), READ
    wide = sheet.replace(b"</sheetData>", b'<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>')
    yield "stray-last-column.xlsx", _repacked(good, {_SHEET: wide}), READ
    yield "empty-styled-rows.xlsx", lambda: _repacked(good, {_SHEET: _with_empty_rows(sheet)}), READ
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A5:XFD1048576"/></mergeCells>'
    yield "whole-sheet-merge.xlsx", _repacked(good, {_SHEET: sheet.replace(b"</sheetData>", merge)}), READ
    small = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', sheet)
    yield "small-dimension.xlsx", _repacked(good, {_SHEET: small}), READ
    large = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', sheet)
    yield "large-dimension.xlsx", _repacked(good, {_SHEET: large}), READ
    lie = re.sub(rb'count="\d+" uniqueCount="\d+"', b'count="4000000000" uniqueCount="4000000000"', strings)
    yield "count-lie.xlsx", _repacked(good, {_STRINGS: lie}), ANY
    yield "string-out-of-range.xlsx", _repacked(good, {_SHEET: sheet.replace(b"<v>1</v>", b"<v>99999</v>")}), ANY
    yield "negative-string.xlsx", _repacked(good, {_SHEET: sheet.replace(b"<v>1</v>", b"<v>-1</v>")}), ANY
    yield "bad-reference.xlsx", _repacked(good, {_SHEET: sheet.replace(b'r="A2"', b'r="AAAAAAAA2"')}), ANY
    yield "row-zero.xlsx", _repacked(good, {_SHEET: sheet.replace(b'r="2"', b'r="0"')}), ANY
    yield "huge-row-number.xlsx", _repacked(good, {_SHEET: sheet.replace(b'r="2"', b'r="99999999999999999999"')}), ANY
    yield "nested-xml.xlsx", lambda: _repacked(good, {_SHEET: b"<a>" * 200_000 + b"</a>" * 200_000}), ANY
    yield "not-xml.xlsx", _repacked(good, {_SHEET: b"this is no XML"}), ANY
    yield "cut-xml.xlsx", _repacked(good, {_SHEET: sheet[: len(sheet) // 2]}), ANY
    yield "long-string.xlsx", workbook(ROSTER + f"{'长' * 30_000}|一支部|1998-07-01|\n"), READ
    yield (
        "million-characters.xlsx",
        lambda: _repacked(good, {_STRINGS: strings.replace("张三".encode(), b"x" * 20_000_000)}),
        READ,
    )
    yield "nul-character.xlsx", _repacked(good, {_STRINGS: strings.replace("张三".encode(), b"a&#0;b")}), ANY
    yield (
        "strict-namespace.xlsx",
        _repacked(
            good,
            {
                _SHEET: sheet.replace(
                    b"schemas.openxmlformats.org/spreadsheetml/2006", b"purl.oclc.org/ooxml/spreadsheetml"
                )
            },
        ),
        ANY,
    )
    yield (
        "shared-formula.xlsx",
        _repacked(
            good,
            {
                _SHEET: sheet.replace(
                    b'<c r="C2"', b'<c r="Z2"><f t="shared" si="0" ref="A1:XFD1048576">A1</f></c><c r="C2"'
                )
            },
        ),
        ANY,
    )
    yield "formula-attack.xlsx", workbook(ROSTER + "=cmd|一支部|1998-07-01|\n"), READ
    yield "many-sheets.xlsx", _of_many_sheets, READ
    yield "widest.xlsx", _widest, READ


def _with_empty_rows(sheet: bytes) -> bytes:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(10, 300_000))
    return sheet.replace(b"</sheetData>", rows + b"</sheetData>")


def _of_many_sheets() -> bytes:
    book = Workbook()
    for number in range(300):
        book.create_sheet(f"表{number}")
    return _saved(book)


def _widest() -> bytes:
    book = Workbook()
    book.active.title = "一" * 31
    book.active.append(["姓名"] * 16_384)
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _disguised(good: bytes) -> Iterator[tuple[str, Made, str]]:
    table = "<table><tr><td>姓名</td><td>所在党支部</td><td>入党时间</td></tr><tr><td>张三</td><td>一支部</td><td>1998</td></tr></table>"
    yield "page.xls", f'<html><meta charset="gbk">{table}</html>'.encode("gbk"), READ
    yield "page-without-table.xls", b"<html><body>nothing</body></html>", REFUSED
    yield "page-huge-span.xls", b"<table><tr><td colspan=99999999 rowspan=99999999>a</td></tr></table>", REFUSED
    yield "page-nested.xls", b"<table><tr><td>" * 3000, ANY
    spreadsheet = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="名册"><Table><Row>'
        '<Cell><Data>姓名</Data></Cell><Cell><Data>入党时间</Data></Cell></Row><Row ss:Index="%s"><Cell><Data>张三</Data></Cell>'
        "</Row></Table></Worksheet></Workbook>"
    )
    yield "xml-2003.xls", (spreadsheet % 4).encode(), READ
    yield "xml-2003-far.xls", (spreadsheet % 999_999_999).encode(), REFUSED
    yield "xml-2003-bomb.xls", spreadsheet.replace("?>", f"?>{_BOMB}", 1).encode(), ANY
    yield "document.xlsx", b"%PDF-1.7\n" + bytes(200), WRONG
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("word/document.xml", "<a/>")
    yield "word.xlsx", word.getvalue(), WRONG
    yield "word.xls", _OLE + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600), WRONG
    yield "picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200), WRONG
    yield "archive.xlsx", b"7z\xbc\xaf\x27\x1c" + bytes(200), WRONG
    yield (
        "plain-zip.xlsx",
        _repacked(good, {}, drop=tuple(zipfile.ZipFile(io.BytesIO(good)).namelist()), add={"a": b"b"}),
        REFUSED,
    )
    yield "encrypted.xlsx", _OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), ENCRYPTED
    yield "really-xlsx.xls", good, READ
    yield "really-csv.xls", ROSTER.replace("|", ",").encode("gbk"), READ


def _damaged(good: bytes) -> Iterator[tuple[str, Made, str]]:
    yield "empty.xlsx", b"", EMPTY
    yield "zeros.xlsx", bytes(5000), REFUSED
    yield "four-bytes.xlsx", good[:4], REFUSED
    for share in (0.25, 0.5, 0.9, 0.99):
        yield f"cut-{share}.xlsx", good[: int(len(good) * share)], REFUSED
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        offset = archive.getinfo(_STRINGS).header_offset
    changed = bytearray(good)
    changed[offset + 60] ^= 4
    yield "one-bit.xlsx", bytes(changed), REFUSED
    yield "tail-garbage.xlsx", good + bytes(3000), ANY
    yield "head-garbage.xlsx", bytes(300) + good, REFUSED
    yield "ole-only.xls", _OLE, REFUSED
    yield "ole-noise.xls", _OLE + bytes(range(256)) * 40, REFUSED
    yield (
        "ole-false-header.xls",
        _OLE + struct.pack("<16xHHHHH6xIIIIIIIII", 62, 3, 65534, 9, 6, 0, 9, 0, 0, 4096, 0, 0, 0, 0) + b"\xff" * 4000,
        REFUSED,
    )
    yield "biff.xls", b"\x09\x08\x10\x00" + bytes(2000), REFUSED


def _texts() -> Iterator[tuple[str, Made, str]]:
    csv = ROSTER.replace("|", ",")
    yield "utf8.csv", csv.encode("utf-8-sig"), READ
    yield "gbk.csv", csv.encode("gb18030"), READ
    yield "utf16.csv", csv.encode("utf-16"), READ
    yield "tabs.csv", csv.replace(",", "\t").encode(), READ
    yield "semicolons.csv", csv.replace(",", ";").encode(), READ
    yield "one-long-line.csv", b"a" * 3_000_000, ANY
    yield "open-quote.csv", (csv + '"没有结束').encode(), READ
    yield "nul.csv", csv.encode() + b"\x00\x00", REFUSED
    yield "binary.csv", bytes(range(256)) * 30, REFUSED
    yield "many-columns.csv", b"," * 200_000, ANY


def main() -> None:
    """Write the set."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in outcomes():
        (folder / name).write_bytes(data(name))


if __name__ == "__main__":
    main()
