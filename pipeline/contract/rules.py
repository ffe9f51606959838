"""What sheets.yaml says of rows: 校验 and 检查 that must hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Generic, TypeVar

from pipeline.contract.entry import HOLE
from pipeline.contract.expressions import (
    ASKED,
    DUE,
    ENVIRONMENT,
    OF_BRANCH,
    OF_CAMPAIGN,
    OF_MEMBER,
    OVER,
    VOTES,
    speaks_of,
)
from pipeline.expression import Stopped, Unreadable, condition
from pipeline.model import codes
from pipeline.model.declared import (
    CellType,
    CheckWeight,
    DeclaredSheet,
    SheetCheck,
    WholeCheck,
)
from pipeline.model.facts import Branch, Campaign, Field, Member, Pair, PartialDate, Row, Unread
from pipeline.model.problem import Origin, Problem
from pipeline.model.shares import share

_CODES = {
    CheckWeight.ERROR: codes.ROW_WRONG,
    CheckWeight.WARNING: codes.ROW_DOUBTFUL,
    CheckWeight.REMARK: codes.ROW_REMARK,
}
_OF_ALL = {
    CheckWeight.ERROR: codes.ROWS_WRONG,
    CheckWeight.WARNING: codes.ROWS_DOUBTFUL,
    CheckWeight.REMARK: codes.ROWS_REMARK,
}
NOBODY = Unreadable(())
T = TypeVar("T")
_AT_HAND = 4_000  # pairs of which it is remembered what they are to expressions
_AS_THEY_ARE = frozenset({str, int})  # most of what is asked
_UNTOLD = "（读不出）"
_NAMESAKE = re.compile(r"-(\d{4}年\d+月(?:-\d+)?|\d+)(?=、|$)")  # what tells a member apart in the name of his file


def shown(value: object) -> object:
    """Return a cell as templates see it: text, number, list, or what stops its user."""
    if isinstance(value, Unread):
        return Unreadable(value.problems)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return [shown(item) for item in value]
    return value if isinstance(value, int | float) else "" if value is None else _written(value)


def _written(value: object) -> str:
    """Return text, or a day (and its time) as papers print it."""
    if isinstance(value, str | PartialDate):
        return str(value)
    assert isinstance(value, dt.date)
    day = str(PartialDate(value.year, value.month, value.day))
    return f"{day}{value.hour}:{value.minute:02d}" if isinstance(value, dt.datetime) else day


def judged(value: object) -> object:
    """Return a cell as expressions see it: as templates do, but days are days, which 早于 can compare."""
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, tuple):
        return [judged(item) for item in value]
    return value if isinstance(value, PartialDate | dt.date) else shown(value)


# --- one row ----------------------------------------------------------------------------------------------------------


def checked(
    sheet: DeclaredSheet,
    row: Row,
    campaign: Mapping[str, object],
    member: Mapping[str, object] | None = None,
    branch: Mapping[str, object] | None = None,
) -> tuple[Row, tuple[Problem, ...]]:
    """Return a row with the cells unread that an error speaks of, and what is wrong with it.

    `campaign`: its days. `member`: whom the row names, where that is known. `branch`: whose it is, not the township's.
    """
    if not sheet.checks:
        return row, ()
    problems: list[Problem] = []
    values = of_row(sheet, row)
    facts = {"行": values, "活动": campaign, "党员": NOBODY if member is None else member}
    facts["支部"] = NOBODY if branch is None else branch
    broken: dict[str, Unread] = {}
    for check in sheet.checks:
        if "格" in speaks_of(check.condition):
            row, wrong = _pairs_checked(sheet, check, row, facts)
            problems += wrong
        elif not _holds(check.condition, facts):
            problem = _failed(sheet, check, row, values, _place(sheet, check))
            problems.append(problem)
            if check.weight is CheckWeight.ERROR:
                asked = (*check.columns, *(sheet.votes if VOTES in check.columns else ()))
                broken |= dict.fromkeys(asked, Unread((problem,)))
    if broken:
        row = replace(row, values=tuple((name, broken.get(name, value)) for name, value in row.values))
    return row, tuple(problems)


def _pairs_checked(
    sheet: DeclaredSheet, check: SheetCheck, row: Row, facts: Mapping[str, object]
) -> tuple[Row, list[Problem]]:
    """Hold each pair of a 宽表 to a check that speaks of 格."""
    assert sheet.wide is not None
    kept: list[Pair] = []
    problems: list[Problem] = []
    of_itself = speaks_of(check.condition) == {"格"}
    for pair in pairs(sheet, row):
        if not (
            _holds_of(check.condition, sheet, pair) if of_itself else _holds_for(check.condition, sheet, pair, facts)
        ):
            problem = _failed(sheet, check, row, {**of_row(sheet, row), **of_pair(sheet, pair)}, pair.column)
            problems.append(problem)
            pair = replace(pair, value=Unread((problem,))) if check.weight is CheckWeight.ERROR else pair  # noqa: PLW2901
        kept.append(pair)
    if not problems or check.weight is not CheckWeight.ERROR:
        return row, problems
    values = tuple((name, tuple(kept) if name == sheet.wide.column else value) for name, value in row.values)
    return replace(row, values=values), problems


def _holds_for(source: str, sheet: DeclaredSheet, pair: Pair, facts: Mapping[str, object]) -> bool:
    return _holds(source, {**facts, "格": of_pair(sheet, pair)})


def _holds_of(source: str, sheet: DeclaredSheet, pair: Pair) -> bool:
    """Whether an expression that speaks of nothing else holds of a pair; asked once of one that rows share."""
    return _judged_by(source).of(pair, lambda: _holds_for(source, sheet, pair, {}))


def _place(sheet: DeclaredSheet, check: SheetCheck) -> str:
    """Return the column at which a check is told: the first that it names and asks, best one of the row's own cells."""
    if check.at:
        return check.at
    merged = {column.name for column in sheet.columns if column.merged}
    named = [name for name in HOLE.findall(check.said) if name in check.columns]
    asked = (each for name in check.columns for each in (sheet.votes if name == VOTES else (name,)))
    listed = [*named, *asked]
    return next((name for name in listed if name not in merged), next(iter(listed), ""))


def _failed(sheet: DeclaredSheet, check: SheetCheck, row: Row, values: Mapping[str, object], at: str) -> Problem:
    people = {column.name for column in sheet.columns if column.cell is CellType.MEMBER}

    def told(hole: re.Match[str]) -> str:
        said = _told(values.get(hole[1], ""), row.value(hole[1]))
        return _NAMESAKE.sub(r"（\1）", said) if hole[1] in people else said

    said = HOLE.sub(told, check.said)
    return _CODES[check.weight].at(row.at(at), table=sheet.name, said=said)


def _told(value: object, cell: object = None) -> str:
    """Return a cell as a message says it; what cannot be read of it as it is written there."""
    if isinstance(value, Unreadable):
        return (cell.written if isinstance(cell, Unread) else "") or _UNTOLD
    return "、".join(map(_told, value)) if isinstance(value, list) else str(shown(value))


def _holds(source: str, facts: Mapping[str, object]) -> bool:
    """Whether an expression holds; what cannot be told, as a cell is empty or unread, is not held against a row."""
    try:
        return compiled(source)(facts)
    except (Stopped, TypeError, ZeroDivisionError):
        return True


def of_row(sheet: DeclaredSheet, row: Row) -> dict[str, object]:
    """Return a row as expressions see it."""
    wide = sheet.wide.column if sheet.wide else ""
    found = {
        name: [of_pair(sheet, pair) for pair in pairs(sheet, row)] if name == wide else judged(value)
        for name, value in row.values
    }
    if sheet.votes:
        blank = {name for name in sheet.votes if row.value(name) in {"", None}}
        found[VOTES] = [found[name] for name in sheet.votes if name not in blank]
    return found | {DUE: reached(sheet, row)} if sheet.due else found


def reached(sheet: DeclaredSheet, row: Row) -> object:
    """Return whether the 期限 of a row is reached at 截至: 是, 否, "" where nobody can tell."""
    deadline = row.value(sheet.due)
    return shown(deadline) if isinstance(deadline, Unread) else "" if row.due is None else shown(row.due)


def pairs(sheet: DeclaredSheet, row: Row) -> tuple[Pair, ...]:
    """Return the pairs of a row of a 宽表."""
    value = row.value(sheet.wide.column) if sheet.wide else ()
    return value if isinstance(value, tuple) else ()


def of_pair(sheet: DeclaredSheet, pair: Pair) -> Mapping[str, object]:
    """Return a pair of a 宽表 as expressions see it; made once of one that rows share."""
    assert sheet.wide is not None
    name = sheet.wide.column
    return _seen_as(name).of(pair, lambda: _of_pair(name, pair))


def _of_pair(name: str, pair: Pair) -> dict[str, object]:
    found = {"日期": judged(pair.day), name: judged(pair.value), f"{name}日期": judged(pair.suffix)}
    return found | {OVER: shown(pair.over)}


class _OfPairs(Generic[T]):
    """What is made of pairs, by the pairs themselves: the rows of a register share some dozens of them a branch."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Pair, T]] = {}

    def of(self, pair: Pair, make: Callable[[], T]) -> T:
        """Return what was made of this pair before, else what is made now."""
        known = self._made.get(id(pair))
        if known is None:
            if len(self._made) >= _AT_HAND:
                self._made.clear()
            known = self._made[id(pair)] = (pair, make())  # held, so that no other pair gets its number
        return known[1]


@lru_cache(maxsize=16)
def _seen_as(_: str) -> _OfPairs[dict[str, object]]:
    """Return the pairs of a 宽表 as seen, by the name of its column."""
    return _OfPairs()


@lru_cache(maxsize=64)
def _judged_by(_: str) -> _OfPairs[bool]:
    """Return whether an expression holds of pairs."""
    return _OfPairs()


def of_member(member: Member, names: Iterable[str] = OF_MEMBER) -> dict[str, object]:
    """Return some facts of a member as expressions see them."""
    return {name: judged(getattr(member, OF_MEMBER[name])) for name in names}


def of_branch(branch: Branch) -> dict[str, object]:
    """Return some facts of a branch as expressions see them."""
    called = branch.called or branch.short or branch.name
    own = (branch.name, called, branch.secretary, branch.state, branch.kind)
    return dict(zip(OF_BRANCH, map(judged, own), strict=True))


def of_campaign(campaign: Campaign) -> dict[str, object]:
    """Return a campaign's days and what it asks, as expressions see them: 1/3 and 60% are numbers."""
    days = {name: judged(getattr(campaign, of)) for name, of in OF_CAMPAIGN.items()}
    return days | {
        group: {name: _asked(campaign.demands.get(group, {}).get(name)) for name in names}
        for group, names in ASKED.items()
    }


def _asked(value: Field[object]) -> object:
    found = share(value) if isinstance(value, str) else None
    return judged(value) if found is None else found


@lru_cache(maxsize=512)
def compiled(source: str) -> Callable[[Mapping[str, object]], bool]:
    """Return an expression, made once, as a condition on facts."""
    return condition(ENVIRONMENT, source)


# --- all rows of one owner --------------------------------------------------------------------------------------------


def whole(sheet: DeclaredSheet, check: WholeCheck, facts: Mapping[str, object], at: Origin) -> Problem | None:
    """Return what a 检查 says of all rows of an owner, None where it holds or cannot be told."""
    if _holds(check.condition, facts):
        return None
    said = HOLE.sub(lambda hole: _rendered(hole[1], facts), check.said)
    return _OF_ALL[check.weight].at(at, table=sheet.name, said=said)


def _rendered(source: str, facts: Mapping[str, object]) -> str:
    try:
        return ENVIRONMENT.from_string(f"{{{{ {source} }}}}").render(facts)
    except (Stopped, TypeError, ZeroDivisionError):
        return _UNTOLD
