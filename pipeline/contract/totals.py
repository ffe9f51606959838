"""What sheets.yaml makes of rows: the 汇总 of an owner's rows, and of each row of a 宽表.

Absence is no zero: what nobody has handed in, or what no row says anything of, is NOTHING, which prints nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

from pipeline.contract import rules
from pipeline.contract.expressions import LISTING, speaks_of, used
from pipeline.expression import Stopped, insist
from pipeline.model.declared import NUMBERS, CellType, DeclaredSheet, SheetColumn, SheetTotal, Sum
from pipeline.model.facts import NOTHING, Field, Pair, Row, Unread
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem
from pipeline.model.shares import per_cent

Tally: TypeAlias = Mapping[str, object]
"""What rows give to each 汇总, before it is a number: of different days the days, of a most the most of these."""
_FEW = 1000  # rows that are held as expressions see them, not made for each number anew


@frozen
class About:
    """What the rows' totals may ask besides the rows: the campaign, whom a row names, who of a branch studies."""

    campaign: Mapping[str, object]
    member: Callable[[Row], Mapping[str, object] | None]
    studying: Callable[[str, str], str]
    """A branch and a name as written → the label of the one member who is counted as 应参学, "" for none."""


def tally(sheet: DeclaredSheet, rows: Iterable[Row], about: About) -> Tally:
    """Return what some rows give to each 汇总 but the ratios; those of others may be added (`added`)."""
    listed, found = _Listed(sheet, tuple(rows), about), dict[str, object]()
    for total in sheet.totals:
        if total.sum is not Sum.RATIO:
            try:
                found[total.name] = _part(total, listed)
            except Stopped as unread:
                found[total.name] = Unread(unread.problems)
    return found


def added(sheet: DeclaredSheet, one: Tally, other: Tally) -> Tally:
    """Return what the rows of two give together: those of two owners, of whom none has a row of the other's."""
    return {
        total.name: _together(total.sum, one[total.name], other[total.name])
        for total in sheet.totals
        if total.sum is not Sum.RATIO
    }


def finished(
    sheet: DeclaredSheet, tallied: Tally, doubts: tuple[Problem, ...] = (), *, told: bool = True
) -> dict[str, Field[Any]]:
    """Return each 汇总 but the ratios; `doubts`: why there may be more rows; `told`: whether there is any row."""
    return {
        total.name: Unread(doubts) if doubts else _number(tallied[total.name], told=told)
        for total in sheet.totals
        if total.sum is not Sum.RATIO
    }


def _together(sort: Sum, one: Any, other: Any) -> object:
    """Return what two parts of a number are together; one that is unread stays so, the first of two."""
    for part, rest in ((one, other), (other, one)):
        if isinstance(part, Unread):
            return part
        if part == NOTHING:
            return rest
    if sort in {Sum.MOST, Sum.LEAST}:
        return (max if sort is Sum.MOST else min)(one, other)
    if isinstance(one, frozenset):
        return one | other
    if isinstance(one, tuple):
        return tuple(_together(Sum.COUNT, *parts) for parts in zip(one, other, strict=True))
    return _exact(one + other)


def _number(part: Any, *, told: bool) -> Field[Any]:
    """Return the number that its parts have become: NOTHING, for each of several options, where no row is `told`."""
    if isinstance(part, Unread):
        return part
    if isinstance(part, tuple):
        return part if told else (NOTHING,) * len(part)
    return NOTHING if not told else len(part) if isinstance(part, frozenset) else part


def counted(sheet: DeclaredSheet, rows: Iterable[Row]) -> list[Row]:
    """Return the rows that figures count: those, and of a 宽表 those of its days, that are not after 截至."""
    return [_with_pairs(sheet, row, lambda pair: not pair.late) for row in rows if not row.late]


def of_row(sheet: DeclaredSheet) -> list[SheetTotal]:
    """Return the 汇总 that each row of a 宽表 has of its own pairs: counts that ask of 格 alone, and their ratios."""
    if sheet.wide is None:
        return []
    counts = [total for total in sheet.totals if total.sum is Sum.COUNT and speaks_of(total.of) == {"格"}]
    names = {total.name for total in counts}
    return counts + [each for each in sheet.totals if each.above and names.issuperset((*each.above, each.below))]


def of_each_row(sheet: DeclaredSheet, rows: Iterable[Row]) -> Iterator[dict[str, Field[Any]]]:
    """Yield for each row of a 宽表 the 汇总 of its own pairs that are not after 截至.

    Pairs are few and shared by many rows, so each is asked once.
    """
    own = of_row(sheet)
    counts, of_these = [each for each in own if not each.above], [each for each in own if each.above]
    known = list(rows)  # held until the end: a pair that went would lend its id to another
    asked = {
        id(pair): [_asked_of(sheet, pair, total.of) for total in counts]
        for row in known
        for pair in rules.pairs(sheet, row)
        if not pair.late
    }
    for row in known:
        each = [asked[id(pair)] for pair in rules.pairs(sheet, row) if not pair.late]
        told = bool(rules.pairs(sheet, row))
        found = {total.name: _sum_of(pair[at] for pair in each) if told else NOTHING for at, total in enumerate(counts)}
        yield found | dict(_ratios(of_these, found))


def _asked_of(sheet: DeclaredSheet, pair: Pair, source: str) -> int | Unread:
    try:
        return _counts(source, {"格": rules.of_pair(sheet, pair)})
    except Stopped as unread:
        return Unread(unread.problems)


def _sum_of(each: Iterable[int | Unread]) -> Field[int]:
    listed = tuple(each)
    unread = [problem for one in listed if isinstance(one, Unread) for problem in one.problems]
    return Unread(tuple(unread)) if unread else sum(one for one in listed if not isinstance(one, Unread))


@frozen
class Counted:
    """Which rows figures count: the first, and how many there are; `told`: whether there are any, also after 截至."""

    first: Row | None = None
    rows: int = 0
    told: bool = False

    def with_more(self, other: Counted) -> Counted:
        """Return it with the rows of another."""
        return Counted(self.first or other.first, self.rows + other.rows, self.told or other.told)


def cells(sheet: DeclaredSheet, rows: Counted) -> Iterator[tuple[str, Origin]]:
    """Yield for each 汇总 of some rows where it was counted: its first cell, and how many rows there are."""
    if rows.first is None:
        return
    for total in sheet.totals:
        asked = (*total.naming, total.of, *_columns_of(total), *sheet.needs)
        column = next((name for name in asked if sheet.get(name) and name != sheet.owner), sheet.needs[0])
        yield total.name, rows.first.at(column).first_of(rows.rows)


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
        if rules.pairs(sheet, row)
    ]


def _with_pairs(sheet: DeclaredSheet, row: Row, holds: Callable[[Pair], bool]) -> Row:
    """Return a row of a 宽表 with those of its pairs for which something holds."""
    listed = rules.pairs(sheet, row)
    if sheet.wide is None or all(map(holds, listed)):
        return row
    kept = tuple(filter(holds, listed))
    return replace(row, values=tuple((n, kept if n == sheet.wide.column else value) for n, value in row.values))


Parts: TypeAlias = Sequence[Field[Any]]  # what a ratio is made of: those above the line, last that below it


def ratios_of(sheets: Iterable[DeclaredSheet]) -> list[SheetTotal]:
    """Return the 比率 among the 汇总."""
    return [total for sheet in sheets for total in sheet.totals if total.sum is Sum.RATIO]


def parts(total: SheetTotal, counts: Mapping[str, Field[Any]]) -> Parts:
    """Return what a 比率 is made of, among some numbers."""
    return [counts.get(name, NOTHING) for name in (*total.above, total.below)]


def joined_parts(one: Parts | None, other: Parts) -> Parts | None:
    """Return the parts of a ratio of two owners together: one that does not tell all of them has no share in it."""
    told = [each for each in (one, other) if each is not None and NOTHING not in each]
    if len(told) < 2:  # noqa: PLR2004
        return next(iter(told), None)
    return [_together(Sum.TOTAL, *each) for each in zip(*told, strict=True)]


def ratio(parts: Parts | None) -> Field[str]:
    """Return 84.9%, — where nothing is divided by, NOTHING where a part is not known."""
    listed: Sequence[Any] = parts or (NOTHING,)
    unread = [problem for each in listed if isinstance(each, Unread) for problem in each.problems]
    if unread:
        return Unread(tuple(dict.fromkeys(unread)))
    return NOTHING if NOTHING in listed else per_cent(sum(listed[:-1]), listed[-1])


def _ratios(totals: Iterable[SheetTotal], counts: Mapping[str, Field[Any]]) -> Iterator[tuple[str, Field[str]]]:
    yield from ((total.name, ratio(parts(total, counts))) for total in totals)


@dataclass
class _Listed:
    """Rows that several numbers are made of; as expressions see them, once for all."""

    sheet: DeclaredSheet
    rows: tuple[Row, ...]
    about: About

    def seen(self) -> Iterable[dict[str, object]]:
        """Return each row, for what is counted by rows; of a township there may be a million of them."""
        return self._few if len(self.rows) <= _FEW else self._seen()

    @cached_property
    def _few(self) -> list[dict[str, object]]:
        return list(self._seen())

    def _seen(self) -> Iterator[dict[str, object]]:
        for row in self.rows:
            member = self.about.member(row)
            nobody = member is None
            yield {
                "行": rules.of_row(self.sheet, row),
                "活动": self.about.campaign,
                "党员": rules.NOBODY if nobody else member,
            }

    def seen_pairs(self) -> Iterator[dict[str, object]]:
        """Yield each pair with its row."""
        for seen, row in zip(self.seen(), self.rows, strict=True):
            yield from ({**seen, "格": rules.of_pair(self.sheet, pair)} for pair in rules.pairs(self.sheet, row))

    @cached_property
    def alike(self) -> list[tuple[dict[str, object], int]]:
        """Each pair without its row, and how many rows share it."""
        known = {id(pair): pair for row in self.rows for pair in rules.pairs(self.sheet, row)}
        often = Counter(id(pair) for row in self.rows for pair in rules.pairs(self.sheet, row))
        campaign = self.about.campaign
        return [({"格": rules.of_pair(self.sheet, known[at]), "活动": campaign}, count) for at, count in often.items()]

    def among(self, source: str) -> tuple[Row, ...]:
        """Return the rows for which an expression holds. Raises Stopped."""
        return tuple(row for row, seen in zip(self.rows, self.seen(), strict=True) if _counts(source, seen))

    def says_nothing(self, source: str) -> bool:
        """Whether there are rows, and in all that a condition asks of them nothing is written."""
        wide = "格" in speaks_of(source)
        asked = used(source, "格" if wide else "行")
        if not self.rows or not (asked or wide):
            return False
        each = (seen["格"] for seen, _ in self.alike) if wide else (seen["行"] for seen in self.seen())
        return all(_is_nothing(said.get(name, "")) for said in each for name in asked)  # type: ignore[attr-defined]


def _counts(source: str, facts: Mapping[str, object]) -> bool:
    """Whether a row is to be counted. Raises Stopped."""
    try:
        return rules.compiled(source)(facts)
    except (TypeError, ZeroDivisionError):
        return False


def _is_nothing(value: object) -> bool:
    return value is None or (isinstance(value, str | list) and not value)


def _part(total: SheetTotal, listed: _Listed) -> object:
    """Return what rows give to a number. Raises Stopped."""
    if total.sum is Sum.COUNT:
        return _count(total.of, listed) or (NOTHING if total.of and listed.says_nothing(total.of) else 0)
    column = listed.sheet.get(total.of)
    if column is not None and column.other:
        return NOTHING  # a grade that this campaign does not have
    rows = listed.among(total.where) if total.where else listed.rows
    if not rows and total.where and listed.says_nothing(total.where):
        return NOTHING
    return _of_rows(total, listed, column, _rather(rows, listed.among(total.rather)) if total.rather else rows)


def _rather(rows: tuple[Row, ...], preferred: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return of each owner the preferred of some rows, all where he has none."""
    having, among = {row.branch for row in preferred}, set(map(id, preferred))
    return tuple(row for row in rows if row.branch not in having or id(row) in among)


def _of_rows(total: SheetTotal, listed: _Listed, column: SheetColumn | None, rows: tuple[Row, ...]) -> object:
    """Return what some rows give to a number that is no count of rows. Raises Stopped."""
    if total.sum is Sum.COVER:
        return len({who for row in rows for who in _covered(listed, row, total.naming)})
    if total.sum is Sum.EACH and column is not None:
        return _each_option(column, rows)
    return _of_values(total, listed, column, rows)


def _of_values(total: SheetTotal, listed: _Listed, column: SheetColumn | None, rows: tuple[Row, ...]) -> object:
    """Return what a column holds, or those that the campaign lists, as far as the number asks. Raises Stopped."""
    columns = _listing(listed) if total.of == LISTING else (total.of,)
    if not columns:
        return NOTHING
    own = _is_person(column)
    values = [
        (row.branch if own else "", value)
        for row in rows
        for name in columns
        for value in _values(listed.sheet, row, name)
        if value not in (None, "")
    ]
    for _, value in values:
        if isinstance(value, Unread):
            raise Stopped(value.problems)
    if rows and not values:
        return NOTHING
    if total.sum is Sum.DIFFERENT:
        return len(set(values)) if own else frozenset(value for _, value in values)
    numbers = [value for _, value in values if isinstance(value, int | float)]
    if total.sum is Sum.TOTAL:
        return _exact(sum(numbers))
    return (max if total.sum is Sum.MOST else min)(numbers, default=NOTHING)


def _each_option(column: SheetColumn, rows: Iterable[Row]) -> tuple[Any, ...]:
    """Return how many rows hold each option of a column, in the order of the options. Raises Stopped."""
    values = [row.value(column.name) for row in rows]
    for value in values:
        if isinstance(value, Unread):
            raise Stopped(value.problems)
    often = Counter(values)
    options = dict.fromkeys(kept for _, kept in column.choices)
    nothing = bool(values) and all(value in {"", None} for value in values)
    return tuple(NOTHING if nothing else often[kept] for kept in options)


def _listing(listed: _Listed) -> tuple[str, ...]:
    """Return the columns that the campaign lists, () for none or where the sheet lacks one. Raises Stopped."""
    *_, group, name = LISTING.split(".")
    asked = listed.about.campaign[group]
    named = asked.get(name) if isinstance(asked, Mapping) else None
    insist(named)
    columns = tuple(map(str, named)) if isinstance(named, list) else ()
    return columns if all(map(listed.sheet.get, columns)) else ()


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
    if sheet.wide and day and day.cell is CellType.DATE and (listed := rules.pairs(sheet, row)):
        yield from (pair.day for pair in listed)
        return
    value = row.value(column)
    yield from value if isinstance(value, tuple) else (value,)


def _exact(number: float) -> int | float:
    """Return a sum without what binary fractions add to it."""
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded
