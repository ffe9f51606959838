"""The bytes of a workbook of any format, or of a Word file with tables → Sheets. Only the helper process loads this.

The only place that speaks to calamine.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tempfile
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.inbox import biff, container, signs, webtable, wordtable
from pipeline.inbox.marks import Marks, Unsafe, by_the_hundred
from pipeline.inbox.sheet import Raw, Sheet, is_word_file
from pipeline.inbox.webtable import Merge
from pipeline.model import codes
from pipeline.model.problem import Origin, Problem, Read

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_WORD_ENDINGS = (".docx", ".docm", ".dotx", ".wps")


def read(data: bytes, file: str) -> Read[tuple[Sheet, ...]]:
    """Return the sheets of a workbook, the hidden ones among them, or the one Problem why there are none."""
    origin = Origin(file)
    try:
        return _sheets(data, file)
    except _Refused as refused:
        return Read((), (refused.problem,))
    except Unsafe as fault:
        return Read((), (codes.FILE_UNREADABLE.at(origin, reason=fault),))
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as fault:  # noqa: BLE001 - calamine's panic is no Exception
        if type(fault).__name__ == "PasswordError":
            return Read((), (codes.FILE_ENCRYPTED.at(origin),))
        return Read((), (codes.FILE_UNREADABLE.at(origin, reason="文件不完整或已损坏"),))


class _Refused(Exception):  # noqa: N818 - it is the file that is refused
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def _sheets(data: bytes, file: str) -> Read[tuple[Sheet, ...]]:
    origin = Origin(file)
    if not data:
        raise _Refused(codes.FILE_EMPTY.at(origin))
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise _Refused(codes.FILE_ENCRYPTED.at(origin))
    tables = _word_tables(data) if is_word_file(data) else ()
    if tables or file.lower().endswith(_WORD_ENDINGS):
        return Read(tables)
    kind = _other_kind(data)
    if kind:
        suffix = "." + file.rpartition(".")[2]
        raise _Refused(codes.FILE_WRONG_KIND.at(origin, suffix=suffix, kind=kind))
    if data.startswith((_ZIP, _OLE, b"\x09\x08")):
        marks = container.look(data) if data.startswith(_ZIP) else biff.marks(data)
        found = _workbook(data, marks or {})
        return Read(found, () if marks is not None else (codes.FILE_MARKS.at(origin),))
    if webtable.is_spreadsheet_xml(data):
        return Read(tuple(_from_web(table) for table in webtable.read_xml(data)))
    if _is_page(data):
        return Read(tuple(_from_web(table) for table in webtable.read_html(data)))
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Refused(codes.FILE_UNREADABLE.at(origin, reason="不是工作簿"))
    return Read((_csv(data, file),))


def _from_web(table: webtable.WebTable) -> Sheet:
    return _sheet(table.name, table.rows, table.merges, hidden=table.hidden, marks=table.marks)


def _word_tables(data: bytes) -> tuple[Sheet, ...]:
    container.look(data)
    return tuple(
        _sheet(each.name, each.rows, each.merges, marks=each.marks, titles=each.titles, word=True)
        for each in wordtable.read(data)
    )


def _sheet(
    name: str,
    rows: Sequence[Sequence[Raw]],
    merges: tuple[Merge, ...] = (),
    *,
    hidden: bool = False,
    marks: Marks | None = None,
    titles: tuple[str, ...] = (),
    word: bool = False,
) -> Sheet:
    """Return a sheet with its equal texts as one object: half the time to send it, a third of the memory.

    Texts that are ditto marks or error values are told here, where each different text is seen once. A number that its
    format shows by the hundred is what a person sees: 85%.
    """
    known: dict[str, str] = {}
    shared = [[known.setdefault(cell, cell) if type(cell) is str else cell for cell in row] for row in rows]
    marks = marks or Marks()
    if wrong := signs.errors(known):
        errors = {(y, x): str(cell) for y, row in enumerate(shared) for x, cell in enumerate(row) if cell in wrong}
        marks = replace(marks, errors={**errors, **marks.errors})
    for y, x in marks.percents:
        if y < len(shared) and x < len(shared[y]) and isinstance(cell := shared[y][x], int | float):
            shared[y][x] = by_the_hundred(cell)
    return Sheet(name, shared, merges, hidden, replace(marks, percents=frozenset()), signs.dittos(known), titles, word)


def _is_page(data: bytes) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower().replace(b"\x00", b"")
    return head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<style")) or b"<table" in head


def _other_kind(data: bytes) -> str:
    """Return what a file really is that only calls itself a workbook; "" for what can be read."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(b"%pdf"):
        return " PDF 文件"
    if data.startswith((b"Rar!", b"7z\xbc\xaf")):
        return "压缩包"
    if head.startswith((b"{\\rtf", b"\x89png", b"\xff\xd8\xff", b"gif8")):
        return "图片或文档"
    if is_word_file(data):
        return " Word 文件"
    if data.startswith(_ZIP) and b"ppt/presentation.xml" in data[-65_536:]:
        return "演示文稿"
    streams = {name: name.encode("utf-16-le") in data for name in ("WordDocument", "Workbook", "Book")}
    if data.startswith(_OLE) and streams["WordDocument"] and not streams["Workbook"] and not streams["Book"]:
        return " Word 文件"
    return ""


def _workbook(data: bytes, marks: Mapping[str, Marks]) -> tuple[Sheet, ...]:
    """Read with calamine; what it does not recognise is tried by its path (which tells passwords) and by openpyxl."""
    import python_calamine as calamine  # noqa: PLC0415 - heavy: only who reads a workbook loads it

    try:
        return _calamine(calamine.load_workbook(io.BytesIO(data)), marks)
    except calamine.CalamineError:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"a{_ending(data)}"
            path.write_bytes(data)
            try:
                return _calamine(calamine.load_workbook(str(path)), marks)
            except calamine.PasswordError:
                raise
            except calamine.CalamineError:
                if not data.startswith(_ZIP):
                    raise
                return _openpyxl(data)


def _ending(data: bytes) -> str:
    if data.startswith(_OLE):
        return ".xls"
    if b"opendocument.spreadsheet" in data[:200]:
        return ".ods"
    return ".xlsb" if b"xl/workbook.bin" in data[-65_536:] else ".xlsx"


def _openpyxl(data: bytes) -> tuple[Sheet, ...]:
    """Read what only openpyxl opens: workbooks without the usual relationships."""
    import openpyxl  # noqa: PLC0415 - the second reader, hardly ever needed

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    found = []
    for sheet in book.worksheets:
        rows: list[list[Raw]] = [
            [
                cell if isinstance(cell, str | float | int | bool | dt.date | dt.time | dt.timedelta) else ""
                for cell in row
            ]
            for row in sheet.iter_rows(values_only=True)
        ]
        merges = tuple((m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1) for m in sheet.merged_cells.ranges)
        found.append(_sheet(sheet.title, rows, merges, hidden=sheet.sheet_state != "visible"))
    if not found:
        raise Unsafe("里面没有工作表")
    return tuple(found)


def _calamine(workbook: Any, marks: Mapping[str, Marks]) -> tuple[Sheet, ...]:
    import python_calamine as calamine  # noqa: PLC0415

    found = []
    for meta in workbook.sheets_metadata:
        if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        merges = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
        rows = sheet.to_python(skip_empty_area=False)
        hidden = meta.visible is not calamine.SheetVisibleEnum.Visible
        found.append(_sheet(meta.name, rows, merges, hidden=hidden, marks=marks.get(meta.name)))
    if not found:
        raise Unsafe("里面没有工作表")
    return tuple(found)


def _csv(data: bytes, file: str) -> Sheet:
    text = _decoded(data)
    if text is None:
        raise Unsafe("看不出文字的编码")
    lines = text.splitlines()[:20]
    delimiter = max((",", "\t", ";", "，"), key=lambda mark: sum(line.count(mark) for line in lines))
    try:
        rows = [_unquoted(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as fault:
        raise Unsafe("不是逗号分隔的表格") from fault
    name = file.rpartition("/")[2].rpartition(".")[0]
    return _sheet(name, _squared(rows))


_AS_TEXT = re.compile(r'="(.*)"\s*', re.DOTALL)


def _unquoted(row: list[str]) -> list[str]:
    """Return a line whose ="0123" are 0123: so programs write a number that Excel is to leave a text."""
    if not any(cell.startswith('="') for cell in row):
        return row
    return [match[1].replace('""', '"') if (match := _AS_TEXT.fullmatch(cell)) else cell for cell in row]


def _decoded(data: bytes) -> str | None:
    """Return a CSV's text: UTF-8 with or without BOM, UTF-16 with BOM, else GB 18030."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _squared(rows: Iterable[list[str]]) -> list[list[Raw]]:
    listed = list(rows)
    width = max(map(len, listed), default=0)
    return [[*row, *[""] * (width - len(row))] for row in listed]
