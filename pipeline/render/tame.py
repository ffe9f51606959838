"""Whether a template can be trusted to cost what its facts cost: then it is filled here, else in the helper process.

The sandbox keeps every template from reaching anything; what is asked here is time and memory. A tame template loops
over facts, prints and compares them, counts, and joins texts; nothing in it can grow by itself. That is read off its
tree once (taming.py). What a filling may cost is told beforehand, from the lengths of the lists that it
loops over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.expression import Path
from pipeline.model.work import Facts

MOST_STEPS = 1_000_000  # steps of all loops together: half a second
_MOST_GROWING = 3_000  # turns that add to a text or a list: each copies what is there
UNKNOWN = 20_000  # turns of a loop over what is no plain list of facts


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop: over which list, what it calls an element, what it does in one turn, whether a text grows in it."""

    over: Path | int  # a list of the facts, whose first name a loop around may have given; or a bound
    name: str = ""
    steps: int = 1
    growing: bool = False
    loops: tuple[Loop, ...] = ()


class TooMuch(Exception):  # noqa: N818 - not an error: the helper fills the template
    """A template may cost more than its facts do."""


def affords(found: Iterable[Loop], facts: Facts) -> bool:
    """Whether filling a template with these loops from these facts costs little enough to be done here."""
    try:
        _sum(_cost(each, facts) for each in found)
    except TooMuch:
        return False
    return True


_Cost = tuple[int, int]
"""Steps, and turns in which a text or a list grows."""


def _cost(loop: Loop, scope: Mapping[str, object]) -> _Cost:
    """Return what a loop costs. Raises TooMuch."""
    elements = _elements(loop.over, scope)
    count = elements if isinstance(elements, int) else len(elements)
    costs = [(count * loop.steps, count if loop.growing else 0)]
    for inner in loop.loops if count else ():
        if _depends(inner, loop.name) and not isinstance(elements, int):
            costs.append(_sum(_cost(inner, {**scope, loop.name: element}) for element in elements))
        else:
            steps, growing = _cost(inner, scope)
            costs.append((count * steps, count * growing))
    return _sum(costs)


def _sum(costs: Iterable[_Cost]) -> _Cost:
    """Return all costs together. Raises TooMuch, as soon as it is."""
    steps = growing = 0
    for each in costs:
        steps, growing = steps + each[0], growing + each[1]
        if steps > MOST_STEPS or growing > _MOST_GROWING:
            raise TooMuch
    return steps, growing


def _depends(loop: Loop, name: str) -> bool:
    """Whether a loop, or one in it, goes over what the loop around calls `name`."""
    return (isinstance(loop.over, tuple) and loop.over[0] == name) or any(_depends(each, name) for each in loop.loops)


def _elements(over: Path | int, scope: Mapping[str, object]) -> list[object] | int:
    """Return the elements of a list of the facts, or how many there may be."""
    if isinstance(over, int):
        return over
    value: object = scope
    for step in over:
        if not isinstance(value, Mapping) or step not in value:
            return UNKNOWN
        value = value[step]
    if isinstance(value, list):
        return value
    return len(value) if isinstance(value, Mapping | str) else 1
