"""修改清单: which words of a paper were mended, where, and by which rule."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pipeline.register.large_sheets import EPOCH

_COLUMNS = (("序号", 6), ("位置", 34), ("原文", 20), ("改为", 20), ("依据", 22), ("上下文", 48))


def mended_words_book(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the list as .xlsx; a row: 位置, 原文, 改为, 依据, 上下文. Nothing in a cell can become a formula."""
    import xlsxwriter  # noqa: PLC0415

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"title": "修改清单", "created": EPOCH})
        face = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "border": 1, "text_wrap": True}
        head = workbook.add_format(face | {"bold": True, "align": "center", "bg_color": "#D9D9D9"})
        text = workbook.add_format(face | {"num_format": "@"})
        sheet = workbook.add_worksheet("修改清单")
        for column, (name, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, head)
        for number, row in enumerate(rows, 1):
            sheet.write_number(number, 0, number, text)
            for column, words in enumerate(row, 1):
                sheet.write_string(number, column, words.replace("\ufffc", "□") or "（删去）", text)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(_COLUMNS) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return buffer.getvalue()
