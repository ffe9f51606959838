"""A form of several sheets for a clerk to fill in: headers, lines that say what belongs where, drop-downs, all text."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from pipeline.model.frozen import frozen
from pipeline.register.large_sheets import EPOCH


@frozen
class FormSheet:
    """One sheet. `widths` in characters; `open`: the columns that are filled in, the others are the form's own words.

    `choices`: by row (from 0, below the headers) and column; `notes`: by column, for its header.
    """

    name: str
    headers: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[str]] = ()
    open: frozenset[int] = frozenset()
    choices: Mapping[tuple[int, int], Sequence[str]] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)


def form_workbook(title: str, sheets: Sequence[FormSheet]) -> bytes:
    """Return the form as .xlsx."""
    import xlsxwriter  # noqa: PLC0415

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": EPOCH})
        face = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "num_format": "@", "text_wrap": True}
        looks = {
            "head": book.add_format(face | {"bold": True, "align": "center", "border": 1, "bg_color": "#D9D9D9"}),
            "own": book.add_format(face | {"border": 1, "bg_color": "#F2F2F2"}),
            "open": book.add_format(face | {"border": 1}),
        }
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, looks)
    return buffer.getvalue()


def _write(made: Any, sheet: FormSheet, looks: Mapping[str, Any]) -> None:
    for column, (header, width) in enumerate(zip(sheet.headers, sheet.widths, strict=True)):
        made.set_column(column, column, width, None if sheet.rows else looks["open"])
        made.write_string(0, column, header, looks["head"])
        if column in sheet.notes:
            made.write_comment(0, column, sheet.notes[column], {"author": "公文", "x_scale": 2})
    for row, words in enumerate(sheet.rows, 1):
        for column, text in enumerate(words):
            look = looks["open" if column in sheet.open else "own"]
            if text:
                made.write_string(row, column, text, look)
            else:
                made.write_blank(row, column, None, look)
    for (row, column), words in sheet.choices.items():
        made.data_validation(row + 1, column, row + 1, column, {"validate": "list", "source": list(words)})
    made.freeze_panes(1, 0)
    made.set_landscape()
    made.set_paper(9)
    made.fit_to_pages(1, 0)
