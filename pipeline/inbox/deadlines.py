"""整改时限: a day, or words. Which day that is, and whether it is reached at 截至."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.model.facts import PartialDate
from pipeline.model.phases import last_day

_IN_WORDS = re.compile(
    r"(?:力争|争取)?[于在]?(?:(20\d{2})年)?(1[0-2]|[1-9])月(?:(\d{1,2})[日号])?(?:份|底|末|初|[上中下]旬)?(?:之?前|以前)?(?:完成|办结|到位)?"
)
_AT_ONCE = re.compile(r"立(?:行|知|查|说)立(?:改|行)|即知即改|即行即改|立即(?:整改|改正|办理|完成)?|马上(?:整改|改)")


def day_of(deadline: object, start: object, end: object) -> PartialDate | None:
    """Return the day of a deadline, also of one in words (11月底前); a month without a year is in a year that fits.

    `start`, `end`: the campaign's.
    """
    if isinstance(deadline, PartialDate):
        return deadline
    words = _IN_WORDS.fullmatch(deadline) if isinstance(deadline, str) else None
    if words is None or not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return None
    month = int(words[2])
    fitting = (
        year
        for year in range(start.year, end.year + 1)
        if (start.year, start.month) <= (year, month) <= (end.year, end.month)
    )
    return PartialDate(int(words[1]) if words[1] else next(fitting, start.year), month, int(words[3] or 0))


def is_reached(deadline: object, start: object, end: object, cutoff: object) -> bool | None:
    """Return whether a deadline is reached at 截至; None for words that name no day, and where nobody has written 截至.

    立行立改 is due at once.
    """
    if not isinstance(cutoff, dt.date):
        return None
    if isinstance(deadline, str) and _AT_ONCE.fullmatch(deadline.strip("。 ")):
        return True
    day = day_of(deadline, start, end)
    return None if day is None else last_day(day) <= (cutoff.year, cutoff.month, cutoff.day)
