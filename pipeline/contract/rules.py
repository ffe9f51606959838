"""What sheets.yaml says of rows: 校验 that must hold, 汇总 that are made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from pipeline.contract.sheets import ENVIRONMENT
from pipeline.expression import Stopped, Unreadable, condition
from pipeline.model import codes
from pipeline.model.declared import DeclaredSheet, SheetCheck, SheetTotal, Sum, Weight
from pipeline.model.facts import Field, Row, Source, Unread
from pipeline.model.problem import Problem

_HOLE = re.compile(r"\{([^{}]*)\}")
_CODES = {Weight.ERROR: codes.ROW_WRONG, Weight.WARNING: codes.ROW_DOUBTFUL}


def shown(value: object) -> object:
    """Return a cell as templates and expressions see it: text, number, list, or what stops its user."""
    if isinstance(value, Unread):
        return Unreadable(value.problems)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return [shown(item) for item in value]
    return value if isinstance(value, int | float) else "" if value is None else str(value)


def checked(sheet: DeclaredSheet, row: Row) -> tuple[Row, tuple[Problem, ...]]:
    """Return a row with the cells unread that an error speaks of, and what is wrong with it."""
    problems: list[Problem] = []
    broken: dict[str, Unread] = {}
    for check in sheet.checks:
        if _holds(check.condition, row):
            continue
        problem = _failed(sheet, check, row)
        problems.append(problem)
        if check.weight is Weight.ERROR:
            broken |= dict.fromkeys(check.columns, Unread((problem,)))
    if broken:
        row = replace(row, values=tuple((name, broken.get(name, value)) for name, value in row.values))
    return row, tuple(problems)


def _failed(sheet: DeclaredSheet, check: SheetCheck, row: Row) -> Problem:
    values = _values(row)
    said = _HOLE.sub(lambda hole: str(values[hole[1]]), check.said)
    origin = (row.source or Source("", "", 0)).at(check.columns[0] if check.columns else "")
    return _CODES[check.weight].at(origin, table=sheet.name, said=said)


def _holds(source: str, row: Row) -> bool:
    """Whether an expression holds; what cannot be told, as a cell is empty or unread, is not held against a row."""
    try:
        return _compiled(source)({"行": _values(row)})
    except (Stopped, TypeError, ZeroDivisionError):
        return True


def _counts(source: str, row: Row) -> bool:
    """Whether a row is to be counted. Raises Stopped."""
    try:
        return _compiled(source)({"行": _values(row)})
    except (TypeError, ZeroDivisionError):
        return False


def _values(row: Row) -> dict[str, object]:
    return {name: shown(value) for name, value in row.values}


@lru_cache(maxsize=256)
def _compiled(source: str) -> Callable[[Mapping[str, object]], bool]:
    return condition(ENVIRONMENT, source)


def totals(
    sheet: DeclaredSheet, rows: Iterable[Row], doubts: tuple[Problem, ...] = ()
) -> Iterator[tuple[str, Field[int | float]]]:
    """Yield each 汇总 of some rows; `doubts`: why there may be more of them."""
    listed = list(rows)
    for total in sheet.totals:
        if doubts:
            yield total.name, Unread(doubts)
            continue
        try:
            yield total.name, _total(total, listed)
        except Stopped as unread:
            yield total.name, Unread(unread.problems)


def _total(total: SheetTotal, rows: list[Row]) -> int | float:
    if total.sum is Sum.COUNT:
        return sum(_counts(total.of, row) for row in rows) if total.of else len(rows)
    values = [value for row in rows for name, value in row.values if name == total.of and value not in (None, "")]
    for value in values:
        if isinstance(value, Unread):
            raise Stopped(value.problems)
    if total.sum is Sum.DIFFERENT:
        return len(set(values))
    numbers = [value for value in values if isinstance(value, int | float)]
    if total.sum is Sum.TOTAL:
        return _exact(sum(numbers))
    return (max if total.sum is Sum.MOST else min)(numbers, default=0)


def _exact(number: float) -> int | float:
    """Return a sum without what binary fractions add to it."""
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded
