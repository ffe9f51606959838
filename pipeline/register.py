"""What the office keeps as a workbook: 清单.xlsx, every document due, with its state, why it stopped, what changed.

xlsxwriter makes the book and its look, the rows are written here (100,000: openpyxl 39 s, xlsxwriter 23 s, this 4 s);
only when what they say has changed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model.finding import Finding, Weight
from pipeline.model.problem import Problem, Severity
from pipeline.model.work import Change, State

REGISTER, VOLUME, RETURNED = "清单", "打印卷", "退回件"
OWN_KINDS = frozenset({REGISTER, VOLUME, RETURNED})
_CHANGE_SHEET = "变更"
_COLUMNS = (
    ("序号", 6),
    ("文种", 12),
    ("支部", 22),
    ("党员", 14),
    ("文件", 52),
    ("状态", 10),
    ("未生成的原因", 46),
    ("所在文件", 30),
    ("工作表", 14),
    ("位置", 9),
    ("格式意见", 40),
    ("校验码", 20),
    ("生成时间", 24),
)
_CHANGE_COLUMNS = (("文件", 52), ("名称", 22), ("原来", 36), ("现在", 36), ("出处", 46))
_PROBLEM_COLUMNS = (
    ("级别", 8),
    ("代码", 22),
    ("所在文件", 34),
    ("工作表", 14),
    ("位置", 9),
    ("问题", 56),
    ("怎么办", 56),
)
_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "请核对", Severity.NOTICE: "提示"}
_WEIGHTS = {Weight.STANDARD: "不合标准", Weight.CUSTOM: "不合惯例"}
_LONGEST_CELL = 32_000  # Excel takes 32,767 characters
_PRINTED = 10  # columns that go on paper; digest and time stay on the screen
GUIDE = "填写说明"
_BLANK_ROWS = 5000  # rows of a blank roster that have drop-downs
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# What XML forbids, and the underscore of what a reader would take for an escape of that.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """One document of the register."""

    kind: str
    branch: str
    member: str
    path: str
    state: State
    reasons: tuple[Problem, ...]
    digest: str
    made: str
    findings: tuple[Finding, ...] = ()


def stamp(lines: Sequence[Line], problems: Sequence[Problem], engine: str) -> str:
    """Return a fingerprint of what the register says; made and unchanged are one and the same for it."""
    hashed = hashlib.sha256(engine.encode())
    for line in lines:
        state = State.MADE if line.state is State.UNCHANGED else line.state
        reasons = [str(reason) for reason in line.reasons]
        hashed.update(repr((line.kind, line.branch, line.member, line.path, state, reasons, line.digest)).encode())
        hashed.update("".join(map(str, line.findings)).encode("utf-8", "replace"))
    for problem in problems:
        hashed.update(str(problem).encode("utf-8", "replace"))
    return hashed.hexdigest()


def workbook(campaign: str, lines: Sequence[Line], changed: Sequence[Change], problems: Sequence[Problem]) -> bytes:
    """Return the register as .xlsx: 清单, 变更, 填写错误. Every cell is text; nothing in it can become a formula."""
    import xlsxwriter  # noqa: PLC0415 - a second of import time that `check` need not pay

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": f"{campaign} 清单", "created": EPOCH})
        looks = Looks(book)
        add_sheet(book, looks, "清单", _COLUMNS, [_row(number, line) for number, line in enumerate(lines, 1)])
        rows = [(c.path, c.name, c.old, c.new, c.where) for c in changed]
        add_sheet(book, looks, _CHANGE_SHEET, _CHANGE_COLUMNS, rows)
        add_sheet(book, looks, "填写错误", _PROBLEM_COLUMNS, [_problem_row(problem) for problem in problems])
    return buffer.getvalue()


class Looks:
    """The faces of a register's cells."""

    def __init__(self, book: Any) -> None:
        face = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "border": 1}
        self.head = book.add_format(face | {"bold": True, "align": "center", "bg_color": "#D9D9D9", "text_wrap": True})
        self.cell = book.add_format(face | {"text_wrap": True})
        self.stopped = book.add_format(face | {"text_wrap": True, "bg_color": "#FCE4D6"})
        self.kept = book.add_format(face | {"text_wrap": True, "bg_color": "#FFF2CC"})


def add_sheet(
    book: Any,
    looks: Looks,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
    *,
    wrong: str = State.STOPPED,
    mind: str = State.KEPT,
    printed: int = _PRINTED,
) -> None:
    """Write one sheet: a row that holds the word `wrong` stands out, one that holds `mind` a little."""
    sheet = book.add_worksheet(title)
    for index, (header, width) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, header, looks.head)
    numbers = [look._get_xf_index() for look in (looks.cell, looks.stopped, looks.kept)]  # noqa: SLF001
    _put_below(sheet, "".join(_written(rows, numbers, wrong, mind)), len(rows))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, len(rows), min(len(columns), printed) - 1)
    sheet.repeat_rows(0)


def _written(rows: Sequence[Sequence[str]], looks: Sequence[int], wrong: str, mind: str) -> Iterator[str]:
    """Yield rows as SpreadsheetML, every cell inline text: a fifth of what cells cost through xlsxwriter."""
    cell, stopped, kept = looks
    for number, row in enumerate(rows, 2):
        look = stopped if wrong in row else kept if mind in row else cell
        yield f'<row r="{number}">'
        for column, text in zip(_LETTERS, row, strict=False):
            shown = f'<is><t xml:space="preserve">{_inline(text)}</t></is>'
            yield f'<c r="{column}{number}" s="{look}" t="inlineStr">{shown}</c>'
        yield "</row>"


def _inline(text: str) -> str:
    text = html.escape(text[:_LONGEST_CELL], quote=False)
    return _UNPRINTABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _put_below(sheet: Any, rows: str, count: int) -> None:
    """Let a worksheet write ready rows after its header."""
    header = sheet._write_rows  # noqa: SLF001 - xlsxwriter asks for its rows here

    def written() -> None:
        header()
        sheet.fh.write(rows)

    sheet._write_rows = written  # noqa: SLF001
    sheet.dim_rowmax = count


def _row(number: int, line: Line) -> tuple[str, ...]:
    origins = [reason.origin for reason in line.reasons]
    return (
        str(number),
        line.kind,
        line.branch,
        line.member,
        line.path,
        line.state,
        "\n".join(f"{reason.message}（{reason.code}）" for reason in line.reasons),
        "\n".join(dict.fromkeys(origin.file for origin in origins)),
        "\n".join(dict.fromkeys(origin.sheet for origin in origins if origin.sheet)),
        "\n".join(origin.cell or (f"第{origin.line}行" if origin.line else "") for origin in origins),
        "\n".join(f"{_WEIGHTS[finding.severity]}：{finding}" for finding in line.findings),
        line.digest,
        line.made,
    )


def _problem_row(problem: Problem) -> tuple[str, ...]:
    origin = problem.origin
    place = origin.cell or (f"第{origin.line}行" if origin.line else "")
    return (
        _SEVERITIES[problem.severity],
        problem.code,
        origin.file,
        origin.sheet,
        place,
        problem.message,
        problem.hint,
    )


def blank(
    table: str, columns: Sequence[str], required: Sequence[str], choices: Mapping[str, Sequence[str]],
    examples: Mapping[str, str], notes: Mapping[str, str],
) -> bytes:  # fmt: skip
    """Return an empty roster as .xlsx: headers (★ = must be filled) with notes, drop-downs, everything as text.

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
