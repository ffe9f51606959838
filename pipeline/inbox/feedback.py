"""The clerk's own workbook, as a copy, with every fault marked where it is: coloured, with what to write instead.

The original is not touched. The copy carries its source's digest, so that the mended copy, dropped in again, takes the
source's place (docs/contract.md §1). What is no .xlsx comes back as one.
"""

from __future__ import annotations

import hashlib
import html
import io
import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.inbox import sheet
from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem, Severity

SUMMARY, ACCEPTING = "退回汇总", "采纳汇总"
"""The sheets that list what is marked: faults, and what returned papers bring."""
SOURCE = "gongwen-source"
_COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.NOTICE: "DDEBF7"}
_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "请核对", Severity.NOTICE: "提示"}
_COLUMNS = (("序号", 6), ("工作表", 16), ("位置", 10), ("级别", 10), ("问题", 60), ("怎么改", 60))
_ADVICE = "请照下面逐条改正：点“位置”可以跳到那一格。改好后存盘，把这个文件放回 inputs，它会代替原来的文件。"
_CENTRED = frozenset({1, 3, 4})  # what is short
_SOURCES = re.compile(rb'name="' + SOURCE.encode() + rb'"[^>]*>\s*<[^>]*lpwstr[^>]*>([^<]*)<')
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Unmarkable(Exception):  # noqa: N818 - it is the workbook that cannot be marked
    """A workbook of which no copy can be made."""


@frozen
class CellMark:
    """What is said of a cell: in which colour, in a word, and what to do."""

    sheet: str
    cell: str
    colour: str
    word: str
    message: str
    hint: str


def supersedes(data: bytes) -> tuple[str, ...]:
    """Return the digests of the files whose place a workbook takes; () for one that is no copy of ours."""
    if not data.startswith(b"PK\x03\x04") or b"docProps/custom.xml" not in data[-65_536:]:
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            match = _SOURCES.search(archive.read("docProps/custom.xml"))
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, ValueError, NotImplementedError):
        return ()
    return tuple(_DIGEST.findall(html.unescape(match[1].decode("utf-8", "replace")))) if match else ()


def marked_workbook(data: bytes, file: str, problems: Sequence[Problem]) -> bytes:
    """Return a copy of a workbook with its faults marked, first of all a sheet that lists them. Raises Unmarkable."""
    return with_marks(data, file, [_mark_of(problem) for problem in problems], SUMMARY, _ADVICE)


def with_marks(data: bytes, file: str, marks: Sequence[CellMark], summary: str, advice: str) -> bytes:
    """Return a copy of a workbook with some cells marked, first of all a sheet that lists them. Raises Unmarkable."""
    from openpyxl.packaging.custom import StringProperty  # noqa: PLC0415 - heavy: only who returns a workbook loads it
    from openpyxl.utils.exceptions import IllegalCharacterError  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out of a copy is not the clerk's business
            book = _copy(data, file)
            _mark(book, marks)
            _summarise(book, marks, summary, advice)
            sources = (hashlib.sha256(data).hexdigest(), *supersedes(data))
            if SOURCE in book.custom_doc_props.names:
                del book.custom_doc_props[SOURCE]
            book.custom_doc_props.append(StringProperty(name=SOURCE, value=",".join(sources)))
            buffer = io.BytesIO()
            book.save(buffer)
            from pipeline.splice import with_results  # noqa: PLC0415 - heavy: only who marks a workbook loads it

            return with_results(buffer.getvalue(), data)
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        OSError,
        zipfile.BadZipFile,
        IllegalCharacterError,
    ) as fault:
        raise Unmarkable from fault


def _copy(data: bytes, file: str) -> Any:
    """Return the workbook as openpyxl opens it, or its values where it is no .xlsx."""
    import openpyxl  # noqa: PLC0415

    if data.startswith(b"PK\x03\x04") and b"xl/workbook.xml" in data[-65_536:]:
        return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    found = sheet.sheets_of(data, file)
    if not found.value:
        raise Unmarkable
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for each in found.value:
        page = book.create_sheet(each.name[:31])
        for row, cells in enumerate(each.rows, 1):
            for column, value in enumerate(cells, 1):
                if value != "":
                    cell = page.cell(row, column, value)
                    if isinstance(value, str):
                        cell.data_type = "s"  # what begins with = stays text
        for top, left, bottom, right in each.merges:
            page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    return book


def _mark_of(problem: Problem) -> CellMark:
    origin, level = problem.origin, problem.severity
    return CellMark(origin.sheet, origin.cell, _COLOURS[level], _WORDS[level], problem.message, problem.hint)


def _mark(book: Any, marks: Sequence[CellMark]) -> None:
    """Colour each cell, of several marks as the worst, and say beside it what is wrong and what to write."""
    from openpyxl.cell.cell import MergedCell  # noqa: PLC0415
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    for (title, place), found in _by_cell(marks).items():
        if title not in book.sheetnames:
            continue
        page = book[title]
        cell = page[place]
        if isinstance(cell, MergedCell):
            area = next((area for area in page.merged_cells.ranges if place in area), None)
            cell = page.cell(area.min_row, area.min_col) if area else None
        if cell is None:
            continue
        worst = min((each.colour for each in found), key=list(_COLOURS.values()).index)
        cell.fill = PatternFill("solid", fgColor=worst)
        text = "\n".join(f"【{each.word}】{each.message}\n→ {each.hint}" for each in found)
        cell.comment = Comment(text, "公文", height=40 + 36 * len(found), width=320)


def _by_cell(marks: Sequence[CellMark]) -> Mapping[tuple[str, str], list[CellMark]]:
    cells: dict[tuple[str, str], list[CellMark]] = {}
    for each in marks:
        if each.cell:
            cells.setdefault((each.sheet, each.cell), []).append(each)
    return cells


def _summarise(book: Any, marks: Sequence[CellMark], summary: str, advice: str) -> None:
    """Put a sheet before the others that lists every mark, with links to the cells."""
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    if summary in book.sheetnames:
        book.remove(book[summary])
    page = book.create_sheet(summary, 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    page["A1"] = advice
    page["A1"].font = Font(name="黑体", size=12)
    for column, (header, width) in enumerate(_COLUMNS, 1):
        cell = page.cell(2, column, header)
        cell.font = Font(name="宋体", size=11, bold=True)
        cell.fill = PatternFill("solid", fgColor="D9D9D9")
        page.column_dimensions[cell.column_letter].width = width
    for number, each in enumerate(marks, 1):
        row = number + 2
        values = (number, each.sheet, each.cell, each.word, each.message, each.hint)
        for column, value in enumerate(values, 1):
            cell = page.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
            cell.font = Font(name="宋体", size=11)
            centred = "center" if column in _CENTRED else None
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=centred)
        page.cell(row, 4).fill = PatternFill("solid", fgColor=each.colour)
        if each.cell and each.sheet in book.sheetnames:
            title = each.sheet.replace("'", "''")
            page.cell(row, 3).hyperlink = Hyperlink(f"C{row}", location=f"'{title}'!{each.cell}")
            page.cell(row, 3).font = Font(name="宋体", size=11, color="0563C1", underline="single")
        page.row_dimensions[row].height = 15 * max(1, -(-len(each.message) // 28), -(-len(each.hint) // 28))
    page.freeze_panes = "A3"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0
