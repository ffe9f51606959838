"""What a sheet of any format says beyond its values: errors, dates without a day, shares, what is struck or hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from pipeline.model.frozen import frozen

Place = tuple[int, int]
"""Row and column of a cell, from 0."""

MONTH_FORMATS = frozenset({17, 27, 36, 50, 52, 57})  # built in, with year and month and no day (ECMA-376 18.8.30)
PERCENT_FORMATS = frozenset({9, 10})  # built in: 0%, 0.00%
ERRORS: Mapping[int, str] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Error values by their number in .xls and .xlsb ([MS-XLS] 2.5.10)."""

_LARGEST_AREA = 40_000_000  # cells between A1 and the last one; 16 bytes each in calamine
_LARGE_AREA = 6_500_000  # of which some must be filled: to hold empty ones takes memory, too
_FAR_COLUMN = 1_000
_FILLED = 20  # of so many cells at least one

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class Unsafe(Exception):  # noqa: N818 - it is the file that is unsafe
    """The container is damaged or hostile; the message is Chinese and says how."""


def hold_together(lowest: Place, rightmost: Place, filled: int) -> None:
    """Raise Unsafe where the cells that hold something, `filled` of them, lie too far apart to be held in memory."""
    area = (lowest[0] + 1) * (rightmost[1] + 1)
    if area > _LARGEST_AREA or (area > _LARGE_AREA and filled * _FILLED < area):
        row, column = rightmost if rightmost[1] >= _FAR_COLUMN else lowest
        raise Unsafe(f"第 {row + 1} 行第 {column + 1} 列有内容，离名册太远，请把那一行、那一列整个删去")


@frozen
class Marks:
    """What a sheet says beyond its values."""

    errors: Mapping[Place, str] = field(default_factory=dict)  # #N/A, #REF! …
    uncalculated: frozenset[Place] = frozenset()  # formulas without a result
    months: frozenset[Place] = frozenset()  # date cells whose format shows no day
    percents: frozenset[Place] = frozenset()  # numbers whose format shows them by the hundred: 0.85 as 85%
    struck: frozenset[Place] = frozenset()  # cells struck through
    hidden_rows: frozenset[int] = frozenset()


class MarkCollector:
    """Gathers a sheet's marks while its cells go by."""

    __slots__ = ("empty", "errors", "filled", "hidden", "months", "percents", "struck")

    def __init__(self) -> None:
        self.errors: dict[Place, str] = {}
        self.empty: set[Place] = set()  # formulas whose result is nothing
        self.filled = False  # whether some formula has a result
        self.months: set[Place] = set()
        self.percents: set[Place] = set()
        self.struck: set[Place] = set()
        self.hidden: set[int] = set()

    def marks(self, *, calculated: bool = True) -> Marks:
        """Return them; unless the formulas are `calculated`, those without a result are marked."""
        uncalculated = frozenset() if calculated else frozenset(self.empty)
        return Marks(
            self.errors,
            uncalculated,
            frozenset(self.months),
            frozenset(self.percents),
            frozenset(self.struck),
            frozenset(self.hidden),
        )


def shows_percent(code: str) -> bool:
    """Whether a number format shows a number by the hundred."""
    return "%" in _QUOTED.sub("", code)


def shows_no_day(code: str) -> bool:
    """Whether a number format shows a date's year and month and nothing of its day."""
    letters = _QUOTED.sub("", code).lower()
    return "y" in letters and "m" in letters and not set("dhs") & set(letters)


def by_the_hundred(number: float) -> str:
    """Return a number as such a format shows it, with all its digits: 0.85 → 85%."""
    return f"{round(number * 100, 6):.15g}%"
