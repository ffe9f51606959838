"""What a workbook holds as `kept_readings` keeps it: each record by its fields, what many rows share once.

Of what only the rows' own cells and the declared sheets tell, so a file is read once, not only parsed. What was said of
it goes with it, as long as it is for information.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from functools import partial
from operator import attrgetter
from typing import Any

from pipeline.inbox import kept_readings
from pipeline.inbox.members import Packer, Roll
from pipeline.inbox.naming import Guess
from pipeline.inbox.workbook_contents import Rows, StatedTotal
from pipeline.model.facts import Branch, Leader, Member, Pair, PartialDate, Row, Source, Undated
from pipeline.model.problem import Hides, Origin, Problem, Read, Severity
from pipeline.model.recognised import Recognised
from pipeline.spool import Spool


def read(declared: str, spool: Spool, key: bytes, data: bytes, file: str) -> Read[Rows]:
    """Return what `workbook.workbook_rows` does; `declared` tells the sheets that it knows. Raises DiskError."""
    form = kept_readings.Form("rows", _closed, partial(_opened, spool, key), _fit)
    return kept_readings.known(form, data, f"{file}\0{declared}", lambda: _anew(data, file, spool, key))


def _anew(data: bytes, file: str, spool: Spool, key: bytes) -> Read[Rows]:
    from pipeline.inbox import workbook  # noqa: PLC0415 - heavy, and most often not needed

    return workbook.workbook_rows(data, file, spool, key)


def _fit(found: Read[Rows]) -> bool:
    few = isinstance(found.value.declared, tuple)
    return few and all(each.severity is Severity.NOTICE and not each.passes for each in found.problems)


_TOGETHER, _SHARED = -1, -2  # what a list is that begins so: a tuple; what stands at this place among what is shared
_RECORDS: tuple[type[Any], ...] = (
    *(Branch, Guess, Leader, Member, Origin, Pair, PartialDate, Problem, Recognised, Row, Source, StatedTotal, Undated),
)
_VALUES: tuple[tuple[type[Any], Callable[[Any], Any], Callable[..., Any]], ...] = (
    (dict, lambda each: [*each.items()], dict),
    (frozenset, sorted, frozenset),
    (dt.date, dt.date.isoformat, dt.date.fromisoformat),
    (dt.datetime, dt.datetime.isoformat, dt.datetime.fromisoformat),
    (dt.time, dt.time.isoformat, dt.time.fromisoformat),
    (Severity, str, Severity),
    (Hides, int, Hides),
)
"""What is no record: its type, what it is told by, and what makes it of that."""
_PLAIN = frozenset({str, int, float, bool, type(None)})
_OF_MANY = frozenset({dict, Pair})  # one object that many rows have
_FIELDS = {kind: (number, attrgetter(*(each.name for each in fields(kind)))) for number, kind in enumerate(_RECORDS)}
_TOLD_BY = {kind: (number, told) for number, (kind, told, _) in enumerate(_VALUES, len(_RECORDS))}
_MADE_BY: tuple[Callable[..., Any], ...] = (*_RECORDS, *(made for _, _, made in _VALUES))


@dataclass(slots=True)
class _Closing:
    """Tells values as JSON; what many rows have once."""

    shared: list[object] = field(default_factory=list)
    _places: dict[int, int] = field(default_factory=dict)
    _held: list[object] = field(default_factory=list)  # so that no other object gets its number

    def told(self, value: Any) -> object:
        """Return a value as JSON. Raises KeyError for what rows never hold."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is tuple:
            return [_TOGETHER, *map(self.told, value)]
        if kind not in _OF_MANY:
            return self._by_fields(value)
        if id(value) not in self._places:
            told = self._by_fields(value)
            self._places[id(value)] = len(self.shared)
            self.shared.append(told)
            self._held.append(value)
        return [_SHARED, self._places[id(value)]]

    def _by_fields(self, value: Any) -> list[object]:
        kind = type(value)
        if kind in _FIELDS:
            number, of = _FIELDS[kind]
            return [number, *map(self.told, of(value))]
        number, told = _TOLD_BY[kind]
        each = told(value)
        return [number, [_TOGETHER, *map(self.told, each)] if isinstance(each, list) else each]

    def people(self, roll: Roll) -> list[object]:
        """Return the packs of members: whose, where from, their places, they."""
        return [
            [
                pack.branch,
                self.told(pack.source),
                list(pack.places),
                [self.told(member) for member in pack.members],
                self.told(pack.guesses),
            ]
            for pack in roll.packs
        ]


_SORTS = (Branch, Leader, Row, StatedTotal, Recognised, Problem)


def _closed(found: Read[Rows]) -> list[object]:
    rows, closing = found.value, _Closing()
    listed = (rows.branches, rows.leaders, rows.declared, rows.stated, rows.recognised, found.problems)
    told = [
        [closing.told(each) for each in (*listed, rows.tables, rows.unread, rows.unused, rows.unclear)],
        closing.people(rows.members),
        closing.people(rows.outsiders),
    ]
    return [closing.shared, *told]


def _opened(spool: Spool, key: bytes, told: Any) -> Read[Rows]:
    """Return what was kept. Raises ValueError and others where it is none."""
    again, values, members, outsiders = told
    shared: list[object] = []
    for each in again:
        shared.append(_made(each, shared))
    *listed, tables, unread, unused, unclear = (_made(each, shared) for each in values)
    for each, sort in zip(listed, _SORTS, strict=True):
        if not isinstance(each, tuple) or any(type(one) is not sort for one in each):
            raise ValueError(sort)
    branches, leaders, declared, stated, recognised, problems = listed
    roll, others = (_roll(each, shared, Packer(spool, key)) for each in (members, outsiders))
    rows = Rows(roll, branches, leaders, declared, stated, tables, unread, unused, recognised, unclear, others)
    return Read(rows, problems)


def _made(told: Any, shared: Sequence[object]) -> Any:
    if type(told) is not list:
        return told
    kind, *more = told
    if kind == _SHARED:
        return shared[more[0]]
    each = [_made(one, shared) if type(one) is list else one for one in more]
    return tuple(each) if kind == _TOGETHER else _MADE_BY[kind](*each)


def _roll(packs: Any, shared: Sequence[object], packer: Packer) -> Roll:
    for branch, source, places, members, guesses in packs:
        placed = [(place, _made(each, shared)) for place, each in zip(places, members, strict=True)]
        if any(type(member) is not Member for _, member in placed):
            raise ValueError(branch)
        packer.put_together(branch, _made(source, shared), placed, _made(guesses, shared))
    return packer.roll()
