"""汇总: what the branches have returned of one kind, as a workbook. All is text: nothing from outside is a formula."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import field

from pipeline.model.frozen import frozen
from pipeline.register.large_sheets import EPOCH

_LONGEST_CELL = 32_000  # Excel takes 32,767 characters
_CUT = "……（太长，全文见原件）"
_NARROWEST, _WIDEST = 6, 32  # of a column, in digits of its face: a Chinese sign takes two
_LOOKED_AT = 200  # rows that say how wide a column is
_LINE, _HIGHEST = 15.0, 405.0  # points; Excel takes 409
_A3, _A4, _ON_A4 = 8, 9, 130  # papers by Excel's numbers; digits that are legible across one


@frozen
class CollectedSheet:
    """One sheet. `looks`: the colour of a row, by the word that it holds in the column `told_by`."""

    name: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    told_by: str = ""
    looks: Mapping[str, str] = field(default_factory=dict)


def collected_book(title: str, sheets: Sequence[CollectedSheet]) -> bytes:
    """Return the workbook; the same rows give the same bytes."""
    import xlsxwriter  # noqa: PLC0415

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as made:
        made.set_properties({"title": title, "created": EPOCH})
        face = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "border": 1, "text_wrap": True}
        head = made.add_format(face | {"bold": True, "align": "center", "bg_color": "#D9D9D9"})
        colours = dict.fromkeys(colour for each in sheets for colour in each.looks.values())
        formats = {"": made.add_format(face | {"num_format": "@"})}
        formats |= {each: made.add_format(face | {"num_format": "@", "bg_color": each}) for each in colours}
        for each in sheets:
            sheet = made.add_worksheet(each.name)
            widths = [_width(each, column) for column in range(len(each.headers))]
            for column, header in enumerate(each.headers):
                sheet.set_column(column, column, widths[column])
                sheet.write_string(0, column, header, head)
            told = each.headers.index(each.told_by) if each.told_by else -1
            for number, row in enumerate(each.rows, 1):
                look = formats[each.looks.get(row[told], "")] if told >= 0 else formats[""]
                sheet.set_row(number, _height(row, widths))
                for column, text in enumerate(row):
                    if text:
                        sheet.write_string(number, column, _fitting(text), look)
                    else:
                        sheet.write_blank(number, column, None, look)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(len(each.rows), 1), len(each.headers) - 1)
            sheet.set_landscape()
            sheet.set_paper(_A3 if sum(widths) > _ON_A4 else _A4)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
    return buffer.getvalue()


def _width(sheet: CollectedSheet, column: int) -> int:
    """Return how wide a column is, by what stands in its first rows."""
    texts = [sheet.headers[column], *(row[column] for row in sheet.rows[:_LOOKED_AT])]
    longest = max(_digits(line) for text in texts for line in (text.splitlines() or [""]))
    return min(max(longest, _NARROWEST), _WIDEST) + 2


def _height(row: Sequence[str], widths: Sequence[int]) -> float:
    """Return how high a row is, in points: programs do not all find it out by themselves."""
    lines = max(
        sum(max(1, math.ceil(_digits(line) / (width - 1))) for line in text.splitlines()) if text else 1
        for text, width in zip(row, widths, strict=True)
    )
    return min(lines * _LINE, _HIGHEST)


def _digits(line: str) -> int:
    return len(line) + sum(sign > "\u2e80" for sign in line)


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[:_LONGEST_CELL] + _CUT
