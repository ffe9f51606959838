"""Workbooks for tests, written as text.

    姓名|所在党支部|入党时间
    张三|一支部|#date 1998-07-01
    === 第二张表
    …

A cell is text. `#date`, `#month`, `#number`, `#percent`, `#formula`, `#bool` begin other kinds; an empty one is empty.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import xlsxwriter


def workbook(
    text: str,
    *,
    name: str = "党员花名册",
    merges: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    hidden_rows: tuple[int, ...] = (),
) -> bytes:
    """Return the bytes of an .xlsx; `merges` are ranges of the first sheet, `hidden` the names of hidden sheets."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        for number, (title, rows) in enumerate(_sheets(text, name)):
            sheet = book.add_worksheet(title)
            for row, line in enumerate(rows):
                for column, cell in enumerate(line.split("|")):
                    _write(book, sheet, row, column, cell.replace("\\n", "\n"))
            for row in hidden_rows:
                sheet.set_row(row - 1, None, None, {"hidden": True})
            if title in hidden:
                sheet.hide()
            if not number:
                for merged in merges:
                    sheet.merge_range(merged, _first(rows, merged))
    return buffer.getvalue()


def _sheets(text: str, name: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = [(name, [])]
    for line in text.splitlines():
        if line.startswith("=== "):
            found.append((line[4:].strip(), []))
        else:
            found[-1][1].append(line)
    return [each for each in found if each[1]]


def _first(rows: list[str], merged: str) -> str:
    letters = merged.partition(":")[0]
    column, row = ord(letters[0]) - 65, int(letters[1:]) - 1
    cells = rows[row].split("|")
    return cells[column] if column < len(cells) else ""


def _write(book: Any, sheet: Any, row: int, column: int, cell: str) -> None:
    kind, _, rest = cell.partition(" ")
    match kind:
        case "#date":
            sheet.write_datetime(
                row, column, dt.datetime.fromisoformat(rest), book.add_format({"num_format": "yyyy-mm-dd"})
            )
        case "#month":
            look = book.add_format({"num_format": 'yyyy"年"m"月"'})
            sheet.write_datetime(row, column, dt.datetime.fromisoformat(rest), look)
        case "#percent":
            number, _, look = rest.partition(" ")
            sheet.write_number(row, column, float(number), book.add_format({"num_format": look or "0%"}))
        case "#number":
            sheet.write_number(row, column, float(rest))
        case "#formula":
            formula, _, value = rest.partition(" → ")
            sheet.write_formula(row, column, formula, None, value)
        case "#struck":
            sheet.write_string(row, column, rest, book.add_format({"font_strikeout": True}))
        case "#bool":
            sheet.write_boolean(row, column, rest == "1")
        case _:
            if cell:
                sheet.write_string(row, column, cell)
