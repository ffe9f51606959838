"""The pages of one paper that came back on paper, perhaps in two scans: whether all are there, and in which order.

A page's code tells front (odd) from back (even), not its number. A page that a person has credited counts as any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.model.return_terms import PageSide
from pipeline.model.returned import Return, ScannedPage


def complete(returns: Sequence[Return], count: int) -> bool:
    """Whether no page is missing; `count`: how many the paper has, 0 where nobody knows."""
    sides = _sides(returns)
    fronts, backs, any_ = sides[PageSide.FRONT], sides[PageSide.BACK], sides[PageSide.ANY]
    if not count:
        return any_ > 0 or 0 <= fronts - backs <= 1
    wanted_fronts, wanted_backs = -(-count // 2), count // 2
    return max(wanted_fronts - fronts, 0) + max(wanted_backs - backs, 0) <= any_


def surplus(returns: Sequence[Return], count: int) -> bool:
    """Whether there are more pages than the paper has."""
    sides = _sides(returns)
    fronts, backs, any_ = sides[PageSide.FRONT], sides[PageSide.BACK], sides[PageSide.ANY]
    return bool(count) and (fronts > -(-count // 2) or backs > count // 2 or fronts + backs + any_ > count)


def _sides(returns: Iterable[Return]) -> Counter[PageSide]:
    return Counter(page.side or PageSide.ANY for each in returns for page in each.pages)


def in_order(returns: Sequence[Return]) -> tuple[Return, ...]:
    """Return them with the one first that has the first page."""
    return tuple(sorted(returns, key=lambda each: each.pages[0].side is PageSide.BACK))


def laid_out(returns: Sequence[Return]) -> list[tuple[int, ScannedPage]]:
    """Return the pages as they follow each other, each with the place of its return: front, back, front, back.

    Fronts keep the order in which they were scanned, and so do backs; what has no side comes last.
    """
    pages = [(at, page) for at, each in enumerate(returns) for page in each.pages]
    fronts = [each for each in pages if each[1].side is PageSide.FRONT]
    backs = [each for each in pages if each[1].side is PageSide.BACK]
    rest = [each for each in pages if each[1].side not in {PageSide.FRONT, PageSide.BACK}]
    found = []
    for at in range(max(len(fronts), len(backs))):
        found += [*fronts[at : at + 1], *backs[at : at + 1]]
    return [*found, *rest]
