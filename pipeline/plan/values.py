"""One fact → what a template prints: text, whole number, list, or a value that stops whoever uses it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import field

from pipeline.expression import Unreadable, Untold
from pipeline.model.facts import NOTHING, Counts, Field, PartialDate, Source, Unread
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin

_WEEKDAYS = "一二三四五六日"
_NOON = 12
_HALVES = (("凌晨", 5), ("上午", _NOON), ("中午", _NOON + 1), ("下午", 18), ("晚上", 24))  # and the hour that ends each
_IDENTITY = 18  # characters of an ID number


@frozen
class FactLines:
    """Where a YAML fact stands: the lines of a campaign's leaves below one dotted path.

    `sources`: the keys that derived names come from. `alone`: one text may stand there for all of its names.
    """

    lines: Mapping[str, Origin]
    prefix: str
    sources: Mapping[str, str] = field(default_factory=dict)
    alone: bool = False

    def __call__(self, name: str) -> Origin | None:
        """Return the line of the key `name`; None for what nobody wrote."""
        found = self.lines.get(f"{self.prefix}.{self.sources.get(name, name)}")
        return self.lines.get(self.prefix) if found is None and self.alone else found

    def person(self, name: str) -> FactLines:
        """Return the lines of somebody who may be written as a mapping or as one text."""
        return FactLines(self.lines, f"{self.prefix}.{name}", alone=True)


@frozen
class Cells:
    """Where a row's facts stand. `sources`: the columns that derived names come from, "" for what is counted."""

    row: Source
    sources: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, name: str) -> Origin | None:
        """Return the cell of `name`; None for what stands in none."""
        return self.row.cell(self.sources.get(name, name))


def cells(row: Source | None, sources: Mapping[str, str] | None = None) -> Cells | None:
    """Return where a row's facts stand, None for what comes from no row."""
    return Cells(row, sources or {}) if row else None


def masked(number: str) -> str:
    """Return a number as lists and messages may show it: 3706**********1234, 138****8000; a short one whole."""
    keep = 4 if len(number) >= _IDENTITY else 3
    return number[:keep] + "*" * (len(number) - keep - 4) + number[-4:] if len(number) > keep + 4 else number


def plain(value: object) -> object:
    """Return a fact as templates see it: text, whole number, list, or a value that stops whoever uses it."""
    if type(value) is str:  # most are
        return value
    if isinstance(value, Unread):
        return Unreadable(value.problems)
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return str(PartialDate(value.year, value.month, value.day))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value if isinstance(value, int) else str(value)


def number(value: object) -> object:
    """Return a figure as templates see it: what nobody knows is Untold, one for each of several."""
    if isinstance(value, tuple):
        return [number(each) for each in value]
    return Untold() if value == NOTHING else plain(value)


def numbers(counts: Counts) -> dict[str, object]:
    """Return figures by their names."""
    return {name: number(each) for name, each in counts.items()}


def part_of(value: Field[PartialDate | None], text: Callable[[PartialDate], object]) -> object:
    """Return `text` of a date, "" for none, or what stops its user."""
    return text(value) if isinstance(value, PartialDate) else plain(value)


def day_of(value: Field[dt.datetime | dt.date | None], text: Callable[[dt.date], str]) -> object:
    """Return `text` of a day, "" for none, or what stops its user."""
    return text(value) if isinstance(value, dt.date) else plain(value)


def clock(value: dt.date) -> str:
    """Return 上午9:00, 中午12:00, 凌晨0:30; "" for a day without a time."""
    if not isinstance(value, dt.datetime):
        return ""
    half = next(word for word, end in _HALVES if value.hour < end)
    hour = value.hour if value.hour <= _NOON else value.hour - _NOON
    return f"{half}{hour}:{value.minute:02d}"


def weekday(value: dt.date) -> str:
    """Return 星期一."""
    return f"星期{_WEEKDAYS[value.weekday()]}"


def moment(value: dt.date) -> str:
    """Return 2026年7月6日（星期一）上午9:00."""
    return f"{plain(value)}（{weekday(value)}）{clock(value)}"


def span(start: object, end: object) -> object:
    """Return 2026年7月1日至12月31日, naming the year once where it is the same."""
    for value in (start, end):
        if isinstance(value, Unread):
            return Unreadable(value.problems)
    if not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return "至".join(str(plain(day)) for day in (start, end) if day)
    last = str(plain(end))
    return f"{plain(start)}至{last.partition('年')[2] if start.year == end.year else last}"
