"""What sheets.yaml says of rows: 校验 and 检查 that must hold, 汇总 that are made of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from pipeline.contract.entry import HOLE
from pipeline.contract.expressions import (
    ASKED,
    DUE,
    ENVIRONMENT,
    OF_BRANCH,
    OF_CAMPAIGN,
    OF_MEMBER,
    OVER,
    speaks_of,
    used,
)
from pipeline.expression import Stopped, Unreadable, condition
from pipeline.model import codes
from pipeline.model.declared import (
    NUMBERS,
    CellType,
    CheckWeight,
    DeclaredSheet,
    SheetCheck,
    SheetColumn,
    SheetTotal,
    Sum,
    WholeCheck,
)
from pipeline.model.facts import Branch, Campaign, Field, Member, Pair, PartialDate, Row, Unread
from pipeline.model.problem import Origin, Problem
from pipeline.model.shares import per_cent, share

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
_NOBODY = Unreadable(())


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
    facts = {"行": values, "活动": campaign, "党员": _NOBODY if member is None else member}
    facts["支部"] = _NOBODY if branch is None else branch
    broken: dict[str, Unread] = {}
    for check in sheet.checks:
        if "格" in speaks_of(check.condition):
            row, wrong = _pairs_checked(sheet, check, row, facts)
            problems += wrong
        elif not _holds(check.condition, facts):
            problem = _failed(sheet, check, row, values, _place(sheet, check))
            problems.append(problem)
            if check.weight is CheckWeight.ERROR:
                broken |= dict.fromkeys(check.columns, Unread((problem,)))
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
    for pair in pairs(sheet, row):
        of_pair = _of_pair(sheet, pair)
        if not _holds(check.condition, {**facts, "格": of_pair}):
            problem = _failed(sheet, check, row, {**of_row(sheet, row), **of_pair}, pair.column)
            problems.append(problem)
            pair = replace(pair, value=Unread((problem,))) if check.weight is CheckWeight.ERROR else pair  # noqa: PLW2901
        kept.append(pair)
    values = tuple((name, tuple(kept) if name == sheet.wide.column else value) for name, value in row.values)
    return replace(row, values=values), problems


def _place(sheet: DeclaredSheet, check: SheetCheck) -> str:
    """Return the column at which a check is told: the first that it names and asks, best one of the row's own cells."""
    if check.at:
        return check.at
    merged = {column.name for column in sheet.columns if column.merged}
    named = [name for name in HOLE.findall(check.said) if name in check.columns]
    listed = [*named, *check.columns]
    return next((name for name in listed if name not in merged), next(iter(listed), ""))


def _failed(sheet: DeclaredSheet, check: SheetCheck, row: Row, values: Mapping[str, object], at: str) -> Problem:
    said = HOLE.sub(lambda hole: _told(values.get(hole[1], "")), check.said)
    return _CODES[check.weight].at(row.at(at), table=sheet.name, said=said)


def _told(value: object) -> str:
    """Return a cell as a message says it."""
    return "、".join(map(_told, value)) if isinstance(value, list) else str(shown(value))


def _holds(source: str, facts: Mapping[str, object]) -> bool:
    """Whether an expression holds; what cannot be told, as a cell is empty or unread, is not held against a row."""
    try:
        return _compiled(source)(facts)
    except (Stopped, TypeError, ZeroDivisionError):
        return True


def _counts(source: str, facts: Mapping[str, object]) -> bool:
    """Whether a row is to be counted. Raises Stopped."""
    try:
        return _compiled(source)(facts)
    except (TypeError, ZeroDivisionError):
        return False


def of_row(sheet: DeclaredSheet, row: Row) -> dict[str, object]:
    """Return a row as expressions see it."""
    wide = sheet.wide.column if sheet.wide else ""
    found = {
        name: [_of_pair(sheet, pair) for pair in pairs(sheet, row)] if name == wide else judged(value)
        for name, value in row.values
    }
    return found | {DUE: reached(sheet, row)} if sheet.due else found


def reached(sheet: DeclaredSheet, row: Row) -> object:
    """Return whether the 期限 of a row is reached at 截至: 是, 否, "" where nobody can tell."""
    deadline = row.value(sheet.due)
    return shown(deadline) if isinstance(deadline, Unread) else "" if row.due is None else shown(row.due)


def pairs(sheet: DeclaredSheet, row: Row) -> tuple[Pair, ...]:
    """Return the pairs of a row of a 宽表."""
    value = row.value(sheet.wide.column) if sheet.wide else ()
    return value if isinstance(value, tuple) else ()


def _of_pair(sheet: DeclaredSheet, pair: Pair) -> dict[str, object]:
    assert sheet.wide is not None
    name = sheet.wide.column
    found = {"日期": judged(pair.day), name: judged(pair.value), f"{name}日期": judged(pair.suffix)}
    return found | {OVER: shown(pair.over)}


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
def _compiled(source: str) -> Callable[[Mapping[str, object]], bool]:
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
        return "（读不出）"


@dataclass(frozen=True, slots=True)
class About:
    """What the rows' totals may ask besides the rows: the campaign, whom a row names, who of a branch studies."""

    campaign: Mapping[str, object]
    member: Callable[[Row], Mapping[str, object] | None]
    studying: Callable[[str, str], str]
    """A branch and a name as written → the label of the one member who is counted as 应参学, "" for none."""


def totals(
    sheet: DeclaredSheet, rows: Iterable[Row], about: About, doubts: tuple[Problem, ...] = ()
) -> Iterator[tuple[str, Field[int | float]]]:
    """Yield each 汇总 of some rows but the ratios; `doubts`: why there may be more of them."""
    listed = _Listed(sheet, tuple(rows), about)
    for total in sheet.totals:
        if total.sum is Sum.RATIO:
            continue
        if doubts:
            yield total.name, Unread(doubts)
            continue
        try:
            yield total.name, _total(total, listed)
        except Stopped as unread:
            yield total.name, Unread(unread.problems)


def counted(sheet: DeclaredSheet, rows: Iterable[Row]) -> list[Row]:
    """Return the rows that figures count: those, and of a 宽表 those of its days, that are not after 截至."""
    return [_with_pairs(sheet, row, lambda pair: not pair.late) for row in rows if not row.late]


def cells(sheet: DeclaredSheet, rows: Sequence[Row]) -> Iterator[tuple[str, Origin]]:
    """Yield for each 汇总 of some rows where it was counted: its first cell, and how many rows there are."""
    if not rows:
        return
    for total in sheet.totals:
        asked = (*total.naming, total.of, *_columns_of(total), *sheet.needs)
        column = next((name for name in asked if sheet.get(name) and name != sheet.owner), sheet.needs[0])
        first = rows[0].at(column)
        more = f" 等{len(rows)}行" if len(rows) > 1 else ""
        yield total.name, replace(first, cell=f"{first.cell}{more}")


def _columns_of(total: SheetTotal) -> Iterator[str]:
    """Yield the columns that the conditions of a total ask."""
    sources = (total.where, total.of if total.sum is Sum.COUNT else "")
    yield from (name for source in sources if source for name in used(source, "行"))


def in_phase(sheet: DeclaredSheet, rows: Iterable[Row], phase: str) -> list[Row]:
    """Return of such rows what happened in a phase; numbers beside the days of a 宽表 have no day."""
    if sheet.wide is None:
        return [row for row in rows if row.phase == phase]
    numbers = {column.name for column in sheet.valued if column.cell in NUMBERS}
    within = [_with_pairs(sheet, row, lambda pair: pair.phase == phase) for row in rows]
    return [
        replace(row, values=tuple((name, "" if name in numbers else value) for name, value in row.values))
        for row in within
        if pairs(sheet, row)
    ]


def _with_pairs(sheet: DeclaredSheet, row: Row, holds: Callable[[Pair], bool]) -> Row:
    """Return a row of a 宽表 with those of its pairs for which something holds."""
    listed = pairs(sheet, row)
    if sheet.wide is None or all(map(holds, listed)):
        return row
    kept = tuple(filter(holds, listed))
    return replace(row, values=tuple((n, kept if n == sheet.wide.column else value) for n, value in row.values))


def ratios(sheets: Iterable[DeclaredSheet], counts: Mapping[str, Field[int]]) -> Iterator[tuple[str, Field[str]]]:
    """Yield each 比率 of the numbers that there are: 84.9%, — where nothing is divided by."""
    for total in (total for sheet in sheets for total in sheet.totals if total.sum is Sum.RATIO):
        parts = [counts.get(name, 0) for name in (*total.above, total.below)]
        unread = [problem for each in parts if isinstance(each, Unread) for problem in each.problems]
        *above, below = (each for each in parts if not isinstance(each, Unread)) if not unread else (0, 0)
        yield total.name, Unread(tuple(dict.fromkeys(unread))) if unread else per_cent(sum(above), below)


@dataclass
class _Listed:
    """Rows that several numbers are made of; as expressions see them, once for all."""

    sheet: DeclaredSheet
    rows: tuple[Row, ...]
    about: About

    def seen(self) -> Iterator[dict[str, object]]:
        """Yield each row, for what is counted by rows; of a township there may be a million of them."""
        for row in self.rows:
            member = self.about.member(row)
            nobody = member is None
            yield {"行": of_row(self.sheet, row), "活动": self.about.campaign, "党员": _NOBODY if nobody else member}

    def seen_pairs(self) -> Iterator[dict[str, object]]:
        """Yield each pair with its row."""
        for seen, row in zip(self.seen(), self.rows, strict=True):
            yield from ({**seen, "格": _of_pair(self.sheet, pair)} for pair in pairs(self.sheet, row))

    @cached_property
    def alike(self) -> list[tuple[dict[str, object], int]]:
        """Each pair without its row, and how many rows share it."""
        known = {id(pair): pair for row in self.rows for pair in pairs(self.sheet, row)}
        often = Counter(id(pair) for row in self.rows for pair in pairs(self.sheet, row))
        campaign = self.about.campaign
        return [({"格": _of_pair(self.sheet, known[at]), "活动": campaign}, count) for at, count in often.items()]

    def among(self, source: str) -> tuple[Row, ...]:
        """Return the rows for which an expression holds. Raises Stopped."""
        return tuple(row for row, seen in zip(self.rows, self.seen(), strict=True) if _counts(source, seen))


def _total(total: SheetTotal, listed: _Listed) -> int | float:
    if total.sum is Sum.COUNT:
        return _count(total.of, listed)
    rows = listed.among(total.where) if total.where else listed.rows
    if total.rather:
        rows = listed.among(total.rather) or rows
    if total.sum is Sum.COVER:
        return len({who for row in rows for who in _covered(listed, row, total.naming)})
    own = _is_person(listed.sheet.get(total.of))
    values = [
        (row.branch if own else "", value)
        for row in rows
        for value in _values(listed.sheet, row, total.of)
        if value not in (None, "")
    ]
    for _, value in values:
        if isinstance(value, Unread):
            raise Stopped(value.problems)
    if total.sum is Sum.DIFFERENT:
        return len(set(values))
    numbers = [value for _, value in values if isinstance(value, int | float)]
    if total.sum is Sum.TOTAL:
        return _exact(sum(numbers))
    return (max if total.sum is Sum.MOST else min)(numbers, default=0)


def _is_person(column: SheetColumn | None) -> bool:
    """Whether a column holds names: whose of two branches are alike is not the same person."""
    return column is not None and column.cell in {CellType.PERSON, CellType.MEMBER}


def _covered(listed: _Listed, row: Row, columns: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the members whom a row names, of those who study. Raises Stopped."""
    for column in columns:
        for value in _values(listed.sheet, row, column):
            if isinstance(value, Unread):
                raise Stopped(value.problems)
            if isinstance(value, str) and (label := listed.about.studying(row.branch, value)):
                yield row.branch, label


def _count(source: str, listed: _Listed) -> int:
    if not source:
        return len(listed.rows)
    asked = speaks_of(source)
    if "格" not in asked:
        return sum(_counts(source, facts) for facts in listed.seen())
    if asked <= {"格", "活动"}:
        return sum(count for facts, count in listed.alike if _counts(source, facts))
    return sum(_counts(source, facts) for facts in listed.seen_pairs())


def _values(sheet: DeclaredSheet, row: Row, column: str) -> Iterator[Field[object]]:
    """Yield what a row says in a column: of a 宽表's days all, of a list each."""
    day = sheet.get(column)
    if sheet.wide and day and day.cell is CellType.DATE and (listed := pairs(sheet, row)):
        yield from (pair.day for pair in listed)
        return
    value = row.value(column)
    yield from value if isinstance(value, tuple) else (value,)


def _exact(number: float) -> int | float:
    """Return a sum without what binary fractions add to it."""
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded
