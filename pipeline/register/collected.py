"""汇总: what the branches have returned of one kind, as a workbook. All is text: nothing from outside is a formula."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.register.large_sheets import EPOCH

_LONGEST_CELL = 32_000  # Excel takes 32,767 characters
_CUT = "……（太长，全文见原件）"
_NARROW, _USUAL, _WIDE = 8, 14, 36
_LONG_TEXT = 14  # characters from which a column is wide


@dataclass(frozen=True, slots=True)
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
            for column, header in enumerate(each.headers):
                sheet.set_column(column, column, _width(each, column))
                sheet.write_string(0, column, header, head)
            told = each.headers.index(each.told_by) if each.told_by else -1
            for number, row in enumerate(each.rows, 1):
                look = formats[each.looks.get(row[told], "")] if told >= 0 else formats[""]
                for column, text in enumerate(row):
                    if text:
                        sheet.write_string(number, column, _fitting(text), look)
                    else:
                        sheet.write_blank(number, column, None, look)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(len(each.rows), 1), len(each.headers) - 1)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
    return buffer.getvalue()


def _width(sheet: CollectedSheet, column: int) -> int:
    """Return how wide a column is, in characters, by what stands in its first rows."""
    longest = max((len(row[column]) for row in sheet.rows[:200]), default=0)
    longest = max(longest, len(sheet.headers[column]))
    return _WIDE if longest > _LONG_TEXT else _USUAL if longest > _NARROW // 2 else _NARROW


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[:_LONGEST_CELL] + _CUT
