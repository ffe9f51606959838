"""Blank rosters with drop-downs, for a clerk to fill in."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.register.large_sheets import EPOCH

GUIDE = "填写说明"
_BLANK_ROWS = 5000  # rows of a blank roster that have drop-downs


def blank_workbook(
    table: str, columns: Sequence[str], required: Sequence[str], choices: Mapping[str, Sequence[str]],
    examples: Mapping[str, str], notes: Mapping[str, str], rows: Sequence[Mapping[str, str]] = (),
) -> bytes:  # fmt: skip
    """Return a roster as .xlsx, empty but for `rows`: headers (★ = must be filled) with notes, drop-downs, all text.

    A second sheet shows a filled example, column by column: in the roster itself it would be a member.
    """
    guide = [
        (f"★{name}" if name in required else name, examples.get(name, ""), notes.get(name, "")) for name in columns
    ]
    import xlsxwriter  # noqa: PLC0415

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": table, "created": EPOCH})
        face = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "num_format": "@"}
        title = book.add_format(face | {"font_name": "黑体", "font_size": 16, "align": "center"})
        head = book.add_format(face | {"bold": True, "align": "center", "border": 1, "bg_color": "#D9D9D9"})
        text = book.add_format(face)
        sheet = book.add_worksheet(table)
        sheet.merge_range(0, 0, 0, len(columns) - 1, table, title)
        sheet.set_row(0, 30)
        for index, header in enumerate(columns):
            sheet.set_column(index, index, max(10, 2 * len(header) + 6), text)
            sheet.write_string(1, index, f"★{header}" if header in required else header, head)
            if header in notes:
                sheet.write_comment(1, index, notes[header], {"author": "公文", "x_scale": 2})
            if header in choices:
                options = {"validate": "list", "source": list(choices[header]), "error_type": "warning"}
                sheet.data_validation(2, index, _BLANK_ROWS, index, options)
        for at, row in enumerate(rows, 2):
            for index, header in enumerate(columns):
                if header in row:
                    sheet.write_string(at, index, row[header], text)
        _guide(book.add_worksheet(GUIDE), guide, head, text)
        sheet.freeze_panes(2, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return buffer.getvalue()


def _guide(sheet: Any, rows: Sequence[tuple[str, str, str]], head: Any, text: Any) -> None:
    """Write the sheet that shows, column by column, what to fill in."""
    for column, width in enumerate((16, 40, 70)):
        sheet.set_column(column, column, width, text)
    for row, line in enumerate([("列", "例子（编的）", "怎么填"), *rows]):
        for column, words in enumerate(line):
            sheet.write_string(row, column, words, text if row else head)
