"""What people voted, counted once for every paper that prints it: 各等 of a row of 民主评议, 测评结果."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from pipeline.expression import Entity, Stopped, Unreadable, insist
from pipeline.model.declared import DeclaredSheet
from pipeline.model.facts import Field, Unread
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin
from pipeline.model.shares import per_cent, per_cents
from pipeline.plan.values import plain

RESULTS, VOTED, VERDICTS = "测评结果", "测评们", "评议们"
_WHOLE = "总体评价"  # the item whose votes are those for all
_CAST = ("发出", "收回", "有效")
T = TypeVar("T")


def counted(
    facts: Mapping[str, object],
    demands: Mapping[str, Mapping[str, Field[object]]],
    sheets: Iterable[DeclaredSheet] = (),
) -> dict[str, object]:
    """Return 测评结果 of 测评们, and 评议们 with their 各等, where there are such sheets."""
    found: dict[str, object] = {}
    if VOTED in facts:
        rows, asked = facts[VOTED], demands.get("测评", {})
        votes = next((sheet.votes for sheet in sheets if sheet.rows == VOTED), ())
        found[RESULTS] = _stopping(_survey, rows, asked, votes) if isinstance(rows, list) else rows
    if isinstance(verdicts := facts.get(VERDICTS), list):
        found[VERDICTS] = _with_grades(verdicts, demands.get("评议", {}).get("等次", ()))
    return found


def _with_grades(rows: Sequence[Entity], grades: Field[object]) -> list[Entity]:
    """Return the rows of 民主评议 with 各等: of each of the campaign's grades its votes and its share."""
    return [Entity({**row, "各等": _stopping(_grades, [row], grades)}, row.whence) for row in rows]


def _stopping(counted: Callable[..., T], *facts: object) -> T | Unreadable:
    """Return what is counted; where a fact cannot be read, what stops whoever prints it."""
    try:
        return counted(*facts)
    except Stopped as unread:
        return Unreadable(unread.problems)


def _survey(rows: list[Entity], demands: Mapping[str, Field[object]], votes: Sequence[str]) -> Entity:
    """Return how many were asked, who they were, each item's votes, the rate of all. Raises Stopped.

    `votes`: the columns of the sheet that count votes. One that holds any is shown, though no campaign names its grade.
    """
    grades = _listed(demands.get("等次"))
    if set(votes).issuperset(grades):
        grades = [name for name in votes if name in grades or any(_number(row, name) for row in rows)]
    groups = _by(rows, "测评对象")
    asked = {who: own for who, own in groups.items() if who} or groups
    of_all = [row for row in rows if row.get("测评项目") == _WHOLE] or rows
    cast = {name: _cast(asked.values(), name) for name in _CAST}
    items = _by(rows, "测评项目")
    told = {item: _grades(own, grades) for item, own in items.items()}
    facts = {
        **cast,
        "等次": grades,
        "尾差": any(map(_evened, told.values())),
        "对象们": [
            Entity({"对象": who, "人数": _cast([own], "有效")}, _Counted(own, "有效"))
            for who, own in asked.items()
            if who
        ],
        "项目们": [
            Entity(
                {"项目": item, "有效": _sum(own, "有效") if _tell(own, "有效") else "", "各等": told[item]},
                _Counted(own, "有效"),
            )
            for item, own in items.items()
        ],
        "总体": len(of_all) < len(rows),
        "满意率": _rate(of_all, _listed(demands.get("计入满意率"))),
    }
    return Entity(facts, _Counted(of_all, "有效"))


def _rate(rows: Sequence[Entity], grades: Sequence[str]) -> str:
    """Return the rate of the votes that count as satisfied, "" where nobody has said which do or how many there are."""
    told = [row for row in rows if _tell([row], "有效")]
    return per_cent(sum(_sum(told, grade) for grade in grades), _sum(told, "有效")) if grades and told else ""


def _cast(groups: Iterable[Sequence[Entity]], column: str) -> object:
    """Return how many ballots there were of several groups of people, "" where no row says it. Raises Stopped."""
    told = [max(_number(row, column) for row in own) for own in groups if _tell(own, column)]
    return sum(told) if told else ""


def _tell(rows: Iterable[Entity], column: str) -> bool:
    """Whether rows say anything in a column: an empty one is no nought. Raises Stopped."""
    return any(row.get(column, "") != "" for row in rows)


def _grades(rows: Sequence[Entity], grades: object) -> list[Entity]:
    """Return each grade with its votes and their share; "" where no row says anything of it: that is no nought."""
    names = _listed(grades)
    votes = [_sum(rows, name) for name in names]
    told = [_tell(rows, name) for name in names]
    shares = [share if there or not sum(votes) else "" for share, there in zip(per_cents(votes), told, strict=True)]
    return [
        Entity({"等次": name, "票数": cast if there else "", "占比": share}, _Counted(rows, name))
        for name, cast, there, share in zip(names, votes, told, shares, strict=True)
    ]


def _evened(grades: Iterable[Entity]) -> bool:
    """Whether equal votes have unequal shares, so that all of them add up to 100.0."""
    shares: dict[object, object] = {}
    return any(shares.setdefault(each["票数"], each["占比"]) != each["占比"] for each in grades)


def _by(rows: Iterable[Entity], column: str) -> dict[str, list[Entity]]:
    """Return rows by what stands in a column, in the order in which it comes. Raises Stopped."""
    found: dict[str, list[Entity]] = {}
    for row in rows:
        insist(row.get(column, ""))
        found.setdefault(str(row.get(column, "")), []).append(row)
    return found


def _sum(rows: Iterable[Entity], column: str) -> int:
    return sum(_number(row, column) for row in rows)


def _number(row: Entity, column: str) -> int:
    """Return the votes in a cell, 0 for an empty one; also under a grade of the office's own. Raises Stopped."""
    value = row.get(column, 0)
    insist(value)
    return int(value) if isinstance(value, int) or (isinstance(value, str) and value.strip().isdecimal()) else 0


def _listed(value: object) -> list[str]:
    """Return a list of words. Raises Stopped."""
    shown = plain(value) if isinstance(value, Unread | tuple) else value
    insist(shown)
    return [str(each) for each in shown] if isinstance(shown, list) else []


@frozen
class _Counted:
    """Where votes were counted: in the first row's cell, and how many rows there are."""

    rows: Sequence[Entity]
    column: str

    def __call__(self, _: str) -> Origin | None:
        first = next((at for row in self.rows if row.whence and (at := row.whence(self.column))), None)
        return first and first.first_of(len(self.rows))
