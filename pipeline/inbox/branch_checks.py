"""检查: what sheets.yaml says of all rows of a branch together, held to each branch and to the township."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from pipeline.contract import HOLE, expressions, rules
from pipeline.expression import Unreadable
from pipeline.model.declared import CheckWeight, DeclaredSheet, WholeCheck
from pipeline.model.facts import NOTHING, Counts, Dossier, Doubts, Row, Source, Township
from pipeline.model.problem import Hides, Origin, Problem


def of_branch(sheets: Sequence[DeclaredSheet], dossier: Dossier, days: Mapping[str, object], problems: list[Problem]) -> Dossier:  # fmt: skip # noqa: E501
    """Return a dossier whose sheets are doubtful that an error speaks of."""
    ways: dict[str, Callable[[], object]] = {
        "支部": lambda: {**rules.of_branch(dossier.branch), "统计": _numbers(dossier.counts)},
        "统计": partial(_numbers, dossier.counts),
        "党员们": lambda: (
            Unreadable(dossier.doubts.members)
            if dossier.doubts.members
            else [rules.of_member(member) for member in dossier.members]
        ),
        "活动": lambda: days,
    }
    found = _held(sheets, dossier.rows, ways, dossier.doubts, of_township=False)
    problems += [problem for _, _, problem in found]
    return replace(dossier, doubts=_doubting(dossier.doubts, found)) if found else dossier


def of_township(sheets: Sequence[DeclaredSheet], township: Township, days: Mapping[str, object], problems: list[Problem]) -> Township:  # fmt: skip # noqa: E501
    """Return a township, likewise."""
    ways: dict[str, Callable[[], object]] = {
        "统计": partial(_numbers, township.counts),
        "支部们": lambda: [rules.of_branch(branch) for branch in township.branches],
        "活动": lambda: days,
    }
    found = _held(sheets, township.rows, ways, township.doubts, of_township=True)
    problems += [problem for _, _, problem in found]
    return replace(township, doubts=_doubting(township.doubts, found)) if found else township


_Found = list[tuple[DeclaredSheet, WholeCheck, Problem]]


def _held(
    sheets: Sequence[DeclaredSheet],
    rows: Mapping[str, Sequence[Row]],
    ways: Mapping[str, Callable[[], object]],
    doubts: Doubts,
    *,
    of_township: bool,
) -> _Found:
    """Return each check that does not hold; of a sheet without rows nothing is asked."""
    found: _Found = []
    known: dict[bool, dict[str, object]] = {True: {}, False: {}}
    listed = {True: _rows(sheets, rows, _of_more_than_a_row(doubts)), False: _rows(sheets, rows, doubts)}
    for sheet in sheets:
        for check in sheet.whole if rows.get(sheet.name) else ():
            if check.of_township is not of_township:
                continue
            asked = expressions.speaks_of(check.condition) | frozenset(
                name for hole in HOLE.findall(check.said) for name in expressions.speaks_of(hole)
            )
            facts, own = known[check.partly], {**ways, **listed[check.partly]}
            facts |= {name: own[name]() for name in asked if name not in facts and name in own}
            problem = rules.whole(sheet, check, facts, _first(rows[sheet.name], check.column))
            found += [(sheet, check, problem)] if problem else []
    return found


def _doubting(doubts: Doubts, found: _Found) -> Doubts:
    rows = dict(doubts.rows)
    for sheet, check, problem in found:
        if check.weight is CheckWeight.ERROR:
            rows[sheet.name] = (*rows.get(sheet.name, ()), problem)
    return replace(doubts, rows=rows)


def _of_more_than_a_row(doubts: Doubts) -> Doubts:
    """Return the doubts about sheets of which more than single rows may be hidden."""
    hidden = {
        sheet: problems
        for sheet, problems in doubts.rows.items()
        if any(problem.hides > Hides.ROW for problem in problems)
    }
    return replace(doubts, rows=hidden)


def _rows(
    sheets: Sequence[DeclaredSheet], rows: Mapping[str, Sequence[Row]], doubts: Doubts
) -> dict[str, Callable[[], object]]:
    return {sheet.rows: partial(_listed, sheet, rows.get(sheet.name, ()), doubts) for sheet in sheets}


def _listed(sheet: DeclaredSheet, rows: Sequence[Row], doubts: Doubts) -> object:
    unclear = doubts.rows.get(sheet.name, ())
    return Unreadable(unclear) if unclear else [rules.of_row(sheet, row) for row in rows]


def _numbers(counts: Counts) -> dict[str, object]:
    """Return numbers as checks see them: what nobody knows is not held against anybody."""
    return {name: rules.NOBODY if number == NOTHING else rules.judged(number) for name, number in counts.items()}


def _first(rows: Sequence[Row], column: str) -> Origin:
    source = rows[0].source or Source("", "", 0)
    return source.at(column) if column else Origin(source.file, source.sheet)
