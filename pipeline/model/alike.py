"""Equal faults of one column, told once: the first speaks for all, the others are counted, with their first places."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem, Severity

_FROM = 3  # equal faults that are told as one
_NAMED = 5  # places that are named


@frozen
class Alike:
    """One fault, or several equal ones in their order."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """The one that speaks for all."""
        return self.problems[0]

    @property
    def others(self) -> str:
        """How many there are and where (同样的共 6 处：「机关」A3、「石桥村」A4 ……); "" for one alone.

        What may be meant stands with each place, unless the same is meant in all.
        """
        if len(self.problems) == 1:
            return ""
        differ = len({each.offers for each in self.problems}) > 1
        places = [_place(each, offers=differ) for each in self.problems[:_NAMED]]
        more = " 等" if len(self.problems) > _NAMED else ""
        return f"同样的共 {len(self.problems)} 处：{'、'.join(places)}{more}"


def alike(problems: Iterable[Problem]) -> list[Alike]:
    """Return the faults in their order, equal ones of one column together where they are many."""
    groups: dict[object, list[Problem]] = {}
    for number, problem in enumerate(problems):
        groups.setdefault(_column(problem) or number, []).append(problem)
    told: list[Alike] = []
    for found in groups.values():
        told += [Alike(tuple(found))] if len(found) >= _FROM else [Alike((each,)) for each in found]
    return told


def _place(each: Problem, *, offers: bool) -> str:
    named = f"「{each.about}」" if each.about else ""
    meant = f"（是不是{'、'.join(f'「{offer}」' for offer in each.offers)}？）" if offers and each.offers else ""
    return named + (each.origin.cell or f"第{each.origin.line}行") + meant


def _column(problem: Problem) -> object:
    """Return what equal faults share; None for a fault that is told alone."""
    origin = problem.origin
    if origin.cell:
        row, _, column = origin.cell.rpartition("›")  # of a Word table: 第3行 › 第2列
        return problem.code, origin.file, origin.sheet, column if row else origin.cell.rstrip("0123456789")
    if origin.line and problem.severity is Severity.NOTICE:
        return problem.code, origin.file, "", ""
    return None
