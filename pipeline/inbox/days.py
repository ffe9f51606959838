"""Days that head a column or stand behind a mark: 7月12日, 9.13, 补8.16; the year may be left out."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.inbox import fields
from pipeline.inbox.sheet import Raw
from pipeline.model.facts import PartialDate
from pipeline.model.frozen import frozen

_MARK = r"\s*[年月./\-]\s*"
_DAY = re.compile(
    rf"(?:第\w{{1,3}}[次讲课期])?(?:(?P<year>\d{{4}}){_MARK})?(?P<month>\d{{1,2}}){_MARK}(?P<day>\d{{1,2}})\s*[日号]?"
    r"(?:星期.|周.|上午|下午|晚上?|\d{1,2}[:：]\d\d)*"
)
_ALIKE = (0.1, 0.2, 0.3)  # 9.1 as a number may be 9月1日 or 9月10日
_MONTHS = 12


@frozen
class Heading:
    """A day; year 0 where none is written."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        """Return it as papers print it."""
        return f"{f'{self.year}年' if self.year else ''}{self.month}月{self.day}日"


@lru_cache(maxsize=4096)
def heading(words: str) -> Heading | None:
    """Return the day that a header names; None where it names none."""
    match = _DAY.fullmatch(fields.narrow(words).strip()) if words[-1:] and any(map(str.isdigit, words)) else None
    if match is None:
        return None
    found = Heading(int(match["year"] or 0), int(match["month"]), int(match["day"]))
    leap = found.year or 2024
    return found if isinstance(fields.as_date(f"{leap}年{found.month}月{found.day}日"), PartialDate) else None


def of_number(cell: Raw) -> str:
    """Return a number as a header that may be a day (9.13), "" for what is none."""
    if not isinstance(cell, float) or not 1 <= cell < _MONTHS + 1 or cell.is_integer():
        return ""
    return f"{cell:.2f}".rstrip("0") if abs(cell * 100 - round(cell * 100)) < 1e-6 else ""  # noqa: PLR2004


def is_open(cell: Raw) -> bool:
    """Whether a header that is a number may be two days: 9.1 is 9月1日, or 9月10日 without its zero."""
    return isinstance(cell, float) and any(abs(cell % 1 - tenth) < 1e-6 for tenth in _ALIKE)  # noqa: PLR2004
