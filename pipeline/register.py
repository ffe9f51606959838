"""What the office keeps as a workbook: 清单.xlsx, every document due, with its state, why it stopped, what changed.

xlsxwriter makes the book and its look, the rows are written here (100,000: openpyxl 39 s, xlsxwriter 23 s, this 3 s);
only when what they say has changed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Protocol, TypeAlias

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
_LEVEL = 3  # of 1-9: a fifth more bytes than 6 in a third of the time
_AT_ONCE = 500  # rows
_BETWEEN = "\x1f"  # texts while they are escaped together
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


class Lines(Protocol):
    """All of a register's lines, which may be too many to be held: they can be asked for again and again."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Line]: ...


Changes: TypeAlias = Callable[[], Iterable[Change]]
"""Gives what has changed, again and again, one after the other."""


def stamp(lines: Lines, problems: Sequence[Problem], engine: str) -> str:
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


def write(file: IO[bytes], campaign: str, lines: Lines, changes: Changes, problems: Sequence[Problem]) -> None:
    """Write the register as .xlsx: 清单, 变更, 填写错误. Every cell is text; nothing in it can become a formula."""
    import xlsxwriter  # noqa: PLC0415 - a second of import time that `check` need not pay

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": f"{campaign} 清单", "created": EPOCH})
        sheets = Sheets(book)
        sheets.add("清单", _COLUMNS, (_row(number, line) for number, line in enumerate(lines, 1)), len(lines))
        count = sum(1 for _ in changes())
        changed = ((c.path, c.name, c.old, c.new, c.where) for c in changes())
        sheets.add(_CHANGE_SHEET, _CHANGE_COLUMNS, changed, count)
        sheets.add("填写错误", _PROBLEM_COLUMNS, map(_problem_row, problems), len(problems))
    sheets.fill(buffer.getvalue(), file)


class Sheets:
    """The sheets of a register: xlsxwriter makes the book and its look, `fill` pours the rows into it.

    A row that holds the word `wrong` stands out, one that holds `mind` a little.
    """

    def __init__(self, book: Any, wrong: str = State.STOPPED, mind: str = State.KEPT) -> None:
        face = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "border": 1}
        self._book = book
        self._head = book.add_format(face | {"bold": True, "align": "center", "bg_color": "#D9D9D9", "text_wrap": True})
        cell = book.add_format(face | {"text_wrap": True})
        stopped = book.add_format(face | {"text_wrap": True, "bg_color": "#FCE4D6"})
        kept = book.add_format(face | {"text_wrap": True, "bg_color": "#FFF2CC"})
        self._looks = {"": cell, wrong: stopped, mind: kept}
        self._rows: dict[str, Iterator[str]] = {}  # by the part of the file

    def add(
        self,
        title: str,
        columns: Sequence[tuple[str, int]],
        rows: Iterable[Sequence[str]],
        count: int,
        printed: int = _PRINTED,
    ) -> None:
        """Add a sheet of `count` rows, of whose columns so many are `printed`."""
        sheet = self._book.add_worksheet(title)
        for index, (header, width) in enumerate(columns):
            sheet.set_column(index, index, width)
            sheet.write_string(0, index, header, self._head)
        sheet.dim_rowmax = count
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.print_area(0, 0, count, min(len(columns), printed) - 1)
        sheet.repeat_rows(0)
        part = f"xl/worksheets/sheet{len(self._rows) + 1}.xml"
        looks = {word: _row_of(len(columns), look._get_xf_index()) for word, look in self._looks.items()}  # noqa: SLF001
        self._rows[part] = _written(rows, looks)

    def filled(self, book: bytes) -> bytes:
        """Return the book, as it was closed, with the rows below each header."""
        buffer = io.BytesIO()
        self.fill(book, buffer)
        return buffer.getvalue()

    def fill(self, book: bytes, file: IO[bytes]) -> None:
        """Write the same into a file: as a stream, the rows may be very many."""
        with zipfile.ZipFile(io.BytesIO(book)) as empty, zipfile.ZipFile(file, "w") as whole:
            for entry in empty.infolist():
                entry.compress_type, entry._compresslevel = zipfile.ZIP_DEFLATED, _LEVEL  # type: ignore[attr-defined]  # noqa: SLF001
                ahead, end, behind = empty.read(entry).partition(b"</sheetData>")
                with whole.open(entry, "w", force_zip64=False) as part:
                    part.write(ahead)
                    rows = self._rows.get(entry.filename, iter(()))
                    while some := "".join(itertools.islice(rows, _AT_ONCE)):
                        part.write(some.encode("utf-8"))
                    part.write(end + behind)


def _row_of(columns: int, look: int) -> str:
    """Return a row as SpreadsheetML to be formatted with its number and its texts, every cell inline text."""
    text = '<is><t xml:space="preserve">{%d}</t></is>'
    cells = (
        f'<c r="{letter}{{0}}" s="{look}" t="inlineStr">{text % number}</c>'
        for number, letter in enumerate(_LETTERS[:columns], 1)
    )
    return f'<row r="{{0}}">{"".join(cells)}</row>'


def _written(rows: Iterable[Sequence[str]], looks: Mapping[str, str]) -> Iterator[str]:
    """Yield rows as SpreadsheetML, at a tenth of what cells cost through xlsxwriter; `looks`: by a word in the row."""
    usual, *special = looks.items()
    for number, row in enumerate(rows, 2):
        look = next((look for word, look in special if word in row), usual[1])
        yield look.format(number, *_inline(row))


def _inline(texts: Sequence[str]) -> Sequence[str]:
    """Return texts as XML: all at once where none needs more than its markup escaped."""
    joined = _BETWEEN.join(texts)
    if len(joined) <= _LONGEST_CELL and _UNPRINTABLE.search(joined.replace(_BETWEEN, "")) is None:
        escaped = html.escape(joined, quote=False).split(_BETWEEN)
        if len(escaped) == len(texts):
            return escaped
    cut = (html.escape(text[:_LONGEST_CELL], quote=False) for text in texts)
    return [_UNPRINTABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text) for text in cut]


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
