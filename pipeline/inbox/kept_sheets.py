"""The sheets of a workbook as `kept` keeps them: a cell as JSON has it, a day or a time as its kind and its text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from pipeline.inbox import kept_readings, sheet
from pipeline.inbox.marks import Marks, Place
from pipeline.inbox.sheet import Raw, Sheet
from pipeline.model.problem import Read

_PLAIN = frozenset({str, int, float, bool})
_KINDS: Mapping[type, str] = {dt.date: "d", dt.datetime: "t", dt.time: "h"}
_read_time: Mapping[str, Callable[[str], Raw]] = {
    "d": dt.date.fromisoformat,
    "t": dt.datetime.fromisoformat,
    "h": dt.time.fromisoformat,
}


def read_confined(data: bytes, file: str) -> Read[tuple[Sheet, ...]]:
    """Return what `sheet.read_confined` does; of bytes that were read before, without a helper."""
    return kept_readings.known(_FORM, data, file, lambda: sheet.sheets_confined(data, file))


def _closed(found: Read[tuple[Sheet, ...]]) -> list[object]:
    return [
        [
            each.name,
            [[cell if type(cell) in _PLAIN else _written(cell) for cell in row] for row in each.rows],
            each.merges,
            each.hidden,
            _marks(each.marks),
            dict(each.dittos),
            each.titles,
            each.word,
        ]
        for each in found.value
    ]


def _written(cell: Raw) -> list[object]:
    if isinstance(cell, dt.timedelta):
        return [cell.days, cell.seconds, cell.microseconds]
    assert isinstance(cell, dt.date | dt.time)
    return [_KINDS[type(cell)], cell.isoformat()]


def _marks(marks: Marks) -> list[object]:
    errors = [[*place, said] for place, said in marks.errors.items()]
    places = (sorted(each) for each in (marks.uncalculated, marks.months, marks.percents, marks.struck))
    return [errors, *places, sorted(marks.hidden_rows)]


def _opened(told: Any) -> Read[tuple[Sheet, ...]]:
    return Read(tuple(_sheet(*each) for each in told))


def _sheet(name: str, rows: Any, merges: Any, hidden: Any, marks: Any, dittos: Any, titles: Any, word: Any) -> Sheet:
    known: dict[str, str] = {}  # equal texts as one object, as `sheet` has them
    return Sheet(
        name,
        [[known.setdefault(cell, cell) if type(cell) is str else _cell(cell) for cell in row] for row in rows],
        tuple(map(tuple, merges)),
        hidden,
        _read_marks(*marks),
        dittos,
        tuple(titles),
        word,
    )


def _cell(told: Any) -> Raw:
    if type(told) in _PLAIN:
        plain: Raw = told
        return plain
    if isinstance(told[0], str):
        kind, said = told
        return _read_time[kind](said)
    days, seconds, microseconds = told
    return dt.timedelta(days, seconds, microseconds)


def _read_marks(errors: Any, uncalculated: Any, months: Any, percents: Any, struck: Any, hidden: Any) -> Marks:
    return Marks(
        {(row, column): said for row, column, said in errors},
        _places(uncalculated),
        _places(months),
        _places(percents),
        _places(struck),
        frozenset(hidden),
    )


def _places(told: Any) -> frozenset[Place]:
    return frozenset((row, column) for row, column in told)


_FORM = kept_readings.Form("sheets", _closed, _opened, lambda found: not found.problems)
