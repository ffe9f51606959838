"""What a document shows: each value by its name, with the cell or line that it comes from, and what differs now."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.expression import Entity, Unreadable
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin
from pipeline.used_names import COUNT, EACH, TRUTH, Path

Values = Sequence[tuple[Path, object]]
"""As `compiled.used_values` returns them."""


@frozen
class Shown:
    """One value; `origin` is None where the program has counted or put it together."""

    name: str
    value: str
    origin: Origin | None


def shown(values: Values, facts: Mapping[str, object]) -> Iterator[Shown]:
    """Yield everything that a document may show, in the order of its names; what is empty is left out."""
    for path, value in values:
        if path[-1] in {COUNT, TRUTH}:
            continue
        for indices, each in _spread(path, value):
            yield from _one(path, each, indices, facts)


def _one(path: Path, value: object, indices: tuple[int, ...], facts: Mapping[str, object]) -> Iterator[Shown]:
    """Yield what is shown of one value: of a thing each of its own, of a list of things those of each."""
    if isinstance(value, dict):
        for key, own in value.items():
            if text := _text(own):
                yield Shown(f"{_label(path)}.{key}", text, _origin(facts, (*path, key), indices))
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for index, each in enumerate(value):
            yield from _one((*path, EACH), each, (*indices, index), facts)
    elif text := _text(value):
        yield Shown(_label(path), text, _origin(facts, path, indices))


def _spread(path: Path, value: object, indices: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], object]]:
    """Yield each value below the EACHs of a path with its place in the lists."""
    if EACH in path and isinstance(value, list):
        rest = path[path.index(EACH) + 1 :]
        for index, each in enumerate(value):
            yield from _spread(rest, each, (*indices, index))
    else:
        yield indices, value


def changes(before: Any, now: Values, facts: Mapping[str, object]) -> Iterator[tuple[str, ...]]:
    """Yield name, old value, new value and address of everything that differs between two lists of used values.

    `before` is what the ledger kept: a list of [path, value].
    """
    old_values = {tuple(path): value for path, value in before}
    for path, value in now:
        if path[-1] in {COUNT, TRUTH}:
            continue
        old = old_values.get(path)
        if EACH in path and isinstance(old, list) and isinstance(value, list):
            yield from _list_changes(path, old, value, facts)
        elif _text(old) != _text(value):
            yield _label(path), _text(old), _text(value), _address(facts, path, ())


def _list_changes(
    path: Path, old: list[object], new: list[object], facts: Mapping[str, object]
) -> Iterator[tuple[str, ...]]:
    before, after = [_text(each) for each in old], [_text(each) for each in new]
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for offset in range(max(i2 - i1, j2 - j1)):
            was = before[i1 + offset] if i1 + offset < i2 else ""
            is_now = after[j1 + offset] if j1 + offset < j2 else ""
            if was != is_now:
                at = min(j1 + offset, len(after) - 1)
                yield _label(path), was, is_now, _address(facts, path, (at,))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "；".join(_text(each) for each in value)
    if isinstance(value, dict):
        return "，".join(f"{key}：{_text(each)}" for key, each in value.items() if _text(each))
    return "（读不出）" if isinstance(value, Unreadable) else str(value)


def _label(path: Path) -> str:
    return ".".join(step for step in path if step != EACH)


def _address(facts: Mapping[str, object], path: Path, indices: tuple[int, ...]) -> str:
    return str(_origin(facts, path, indices) or "")


def _origin(facts: Mapping[str, object], path: Path, indices: tuple[int, ...]) -> Origin | None:
    """Return the address of the value at `path`: of the innermost thing on the way that knows its cells."""
    here: object = facts
    found: Origin | None = None
    left = list(indices)
    for step in path:
        if step == EACH:
            index = left.pop(0) if left else 0
            here = here[index] if isinstance(here, list) and -1 < index < len(here) else None
            continue
        if isinstance(here, Entity) and here.whence is not None:
            found = here.whence(step) or found
        here = here.get(step) if isinstance(here, dict) else None
    return found
