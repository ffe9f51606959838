"""The sheets that sheets.yaml declares: a block → its Rows, each cell by the type of its column."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from pipeline.inbox import contacts, fields
from pipeline.inbox.fields import Fault, fault
from pipeline.inbox.line import Line, Table
from pipeline.inbox.records import StatedTotal, Walk
from pipeline.inbox.sheet import Raw
from pipeline.model import codes
from pipeline.model.declared import Belongs, Cell, DeclaredSheet, Ownerless, SheetColumn
from pipeline.model.facts import Field, Row, Unread
from pipeline.model.problem import Hides, Problem

_NUMBER = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?")
_SCALES = {"万": 10_000, "千": 1_000, "百": 100}
_UNIT = re.compile(r"(?<=[\d万千百])(?:元|人|名|票|张|份|次|条|个|篇|字|学时|课时|小时|天|户)$")


def read(table: Table) -> list[Row]:
    """Return the rows of one block; whose each is, is told by its column for the branch, a heading or a title."""
    sheet = table.block.told.kinds[0].sheet
    assert sheet is not None
    group = sheet.column(Cell.BRANCH)
    walk = Walk(table, sheet.needs[0], group, sheet.name, by_tab=sheet.belongs is not Belongs.TOWNSHIP)
    found = []
    for line, branch in walk.records():
        if _is_ownerless(sheet, branch):
            header = group or Cell.BRANCH.value
            if not group or not table.has(group):
                line.note(codes.HEADER_MISSING.at(line.source.origin, table=sheet.name, header=header))
                break
            line.note(codes.CELL_REQUIRED.hiding(Hides.ROW).at(line.source.at(group), header=header))
            continue
        values = tuple(
            (column.name, _value(line, column)) for column in sheet.columns if column.cell is not Cell.BRANCH
        )
        found.append(Row(sheet.name, branch, values, line.extra(), line.source))
    table.problems += _totals(sheet, walk.totals)
    return found


def _totals(sheet: DeclaredSheet, stated: Sequence[StatedTotal]) -> Iterator[Problem]:
    """Yield what 合计 rows say that is not so; where columns hold numbers, they sum these up and count no rows."""
    sums = any(column.cell in {Cell.WHOLE, Cell.NUMBER} for column in sheet.columns)
    for total in stated:
        if sums:
            yield codes.ROW_SKIPPED.at(total.origin, table=sheet.name, reason="是合计行")
        elif total.number not in total.above:
            yield codes.TOTAL_SHEET.at(total.origin, stated=total.number, counted=max(total.above))


def _is_ownerless(sheet: DeclaredSheet, branch: str) -> bool:
    """Whether a row must name its branch and does not."""
    return not branch and sheet.belongs is Belongs.BRANCH and sheet.ownerless is Ownerless.FAULT


def _value(line: Line, column: SheetColumn) -> Field[object]:
    value: Field[object] = line.get(column.name, _reader(column))
    if column.required and not isinstance(value, Unread) and line.is_empty(column.name):
        return line.required(column.name)
    return value


@lru_cache(maxsize=1024)
def _reader(column: SheetColumn) -> Callable[[Raw], object]:
    if column.cell in {Cell.WHOLE, Cell.NUMBER}:
        return lambda raw: _number(raw, column)
    if column.cell is Cell.CHOICE:
        kept = {fields.narrow(word).strip(): value for word, value in column.choices}
        return lambda raw: _choice(raw, kept)
    return _READERS[column.cell]


_READERS: Mapping[Cell, Callable[[Raw], object]] = {
    Cell.TEXT: fields.text,
    Cell.DATE: fields.date,
    Cell.PERSON: fields.name,
    Cell.MEMBER: fields.name,
    Cell.PHONE: contacts.phone,
    Cell.IDENTITY: fields.id_number,
    Cell.YES_NO: fields.yes_no,
    Cell.LIST: fields.several,
}


def _choice(raw: Raw, kept: Mapping[str, str]) -> str | Fault:
    words = fields.narrow(fields.text(raw)).strip()
    if not words or words in kept:
        return kept.get(words, "")
    return fault(codes.CELL_CHOICE, value=words, choices="、".join(dict.fromkeys(kept.values())))


def _number(raw: Raw, column: SheetColumn) -> int | float | Fault | None:
    """Return a number: 12, 12人, 1万, 1,200; 约12 and 十几 are refused."""
    words = fields.narrow(fields.text(raw)).strip()
    if not words:
        return None
    what = "整数" if column.cell is Cell.WHOLE else "数"
    number = _parsed(words)
    if number is None or (column.cell is Cell.WHOLE and number != math.floor(number)):
        return fault(codes.CELL_NUMBER, value=words, what=what)
    low, high = column.least, column.most
    if (low is not None and number < low) or (high is not None and number > high):
        bounds = "".join((f"不小于 {low} " if low is not None else "", f"不大于 {high} " if high is not None else ""))
        return fault(codes.CELL_NUMBER, value=words, what=f"{bounds}的{what}")
    return int(number) if number == math.floor(number) else number


def _parsed(words: str) -> float | None:
    bare = _UNIT.sub("", words)
    scale = _SCALES.get(bare[-1:], 1)
    bare = bare[:-1] if scale > 1 else bare
    return round(float(bare.replace(",", "")) * scale, 6) if _NUMBER.fullmatch(bare) else None
