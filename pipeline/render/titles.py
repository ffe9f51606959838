"""Lines of a title: broken at sense units, as a trapezoid or a diamond (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

TITLE_CAPACITY = 20  # 2号 characters in 156 mm
_MOST_LINES = 5
_ENDLESS = 2 * _MOST_LINES * TITLE_CAPACITY  # what is no title, and would take minutes to break
LONGEST = 2 * _ENDLESS  # characters that may be as wide as that
_ENDS = re.compile(
    r"学期|年度|季度|半年|委员会|党支部|党总支|党委|党组织|活动|工作|会议|大会|教育|学习|方案|办法|[、，”》]"
    r"|关于(召开|参加|印发|转发|开展|做好|加强|调整|举办)?|(?=暨)|(?<=的)(?!通知|讲话|意见|报告)"
)
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》")
_LINE, _RECTANGLE, _HOURGLASS, _OVER, _STUMP = 40.0, 60.0, 80.0, 400.0, 25.0
_WORD_END, _SENSE_END, _ANYWHERE = 0.0, 6.0, 30.0
_SHORTEST = 4  # characters: a shorter last line looks lost
_MOST_PLACES = 24
_STEPS, _STEPS_OF_WAY = 400, 20  # of a meter: to look for one name in a title, to try one way


def title_lines(title: str, whole: Sequence[str] = ()) -> str:
    """Return a title with line feeds where it should break; one that fits on a line, or on no page, is left alone.

    `whole` are names that stay in one piece as far as they fit on a line; after one of them is the best place to break.
    """
    said = str(title)
    if len(said) > LONGEST and len(said := _on_one_line(said)) > LONGEST:
        return said
    return _lines(said, tuple([str(word) for word in whole if word]))


@lru_cache(maxsize=1024)
def _lines(title: str, whole: tuple[str, ...]) -> str:
    return _broken(_on_one_line(title), whole)


def _on_one_line(title: str) -> str:
    return " ".join(re.split(r"[ \t\r\n]+", title.strip()))


@lru_cache(maxsize=1024)
def effort(title: str, whole: tuple[str, ...]) -> int:
    """Return how much work it is to find the lines of a title on one line, in steps of a meter."""
    if not TITLE_CAPACITY < _width(title) <= _ENDLESS:
        return len(title)
    ways = sum(math.comb(len(_places(title, whole)), count) for count in range(_MOST_LINES))
    return _STEPS * (len(whole) + 1) + _STEPS_OF_WAY * ways


@lru_cache(maxsize=1024)
def _broken(title: str, whole: tuple[str, ...]) -> str:
    if not TITLE_CAPACITY < _width(title) <= _ENDLESS:
        return title
    places = _places(title, whole)
    best = min(_ways(title, places), key=lambda way: way[0])
    cuts = (0, *best[1], len(title))
    return "\n".join(title[a:b].strip() for a, b in pairwise(cuts))


def _width(text: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in text)


def _places(title: str, whole: tuple[str, ...]) -> dict[int, float]:
    """Return where the title may be broken, with what each break costs."""
    quoted = _QUOTED.findall(title)
    inside = {
        at
        for word in (*whole, *quoted)
        if _width(word) <= TITLE_CAPACITY
        for match in re.finditer(re.escape(word), title)
        for at in range(match.start() + 1, match.end())
    }
    costs = {match.end(): _SENSE_END for match in _ENDS.finditer(title)}
    for word in whole:
        for match in re.finditer(re.escape(word), title):
            costs[match.end()] = _WORD_END
    ends = {at for at, cost in costs.items() if cost == _WORD_END}
    good = {at: cost for at, cost in costs.items() if 0 < at < len(title) and (at in ends or at not in inside)}
    pieces = pairwise(sorted({0, len(title), *good}))
    for start, end in pieces:  # a piece too long for a line has to be broken somewhere
        if _width(title[start:end]) > TITLE_CAPACITY:
            middle = (start + end) // 2
            good |= {at: _ANYWHERE for at in range(middle - 2, middle + 3) if start < at < end and at not in inside}
    return dict(sorted(good.items(), key=lambda item: item[1])[:_MOST_PLACES])


def _ways(title: str, places: dict[int, float]) -> Iterator[tuple[float, tuple[int, ...]]]:
    for count in range(_MOST_LINES):
        for cuts in combinations(sorted(places), count):
            widths = [_width(title[a:b]) for a, b in pairwise((0, *cuts, len(title)))]
            yield sum(places[cut] for cut in cuts) + _ugliness(widths), cuts


def _ugliness(widths: Sequence[float]) -> float:
    """Return how far lines of these widths are from a trapezoid or a diamond that fits."""
    over = sum(max(width - TITLE_CAPACITY, 0) for width in widths)
    cost = _OVER * over + _LINE * len(widths)
    if len(widths) > 1 and max(widths) - min(widths) < 1:
        cost += _RECTANGLE
    for at in range(1, len(widths) - 1):
        if widths[at] < min(max(widths[:at]), max(widths[at + 1 :])):
            cost += _HOURGLASS
    cost += _STUMP * sum(width < _SHORTEST for width in widths)
    return cost + (max(widths) - min(widths)) / 4
