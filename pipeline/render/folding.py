"""A name in a narrow cell: broken where it may be read, never so that one character stays alone."""

from __future__ import annotations

from functools import lru_cache

from pipeline import late

LONGEST = 80  # characters of what is still a name
_GOOD = late.pattern(
    r"(?<=[·•．）)、，；])|(?<=\d年)|(?=[（(])|(?<!^)(?<!联合)(?=(?:联合)?(?:党支部|党总支|党委|党组|(?<!党)总支部|(?<![党总])支部|(?<!支部)委员会))"
)
_PLACE = late.pattern(r"(?<=镇)(?!政府|党委)|(?<=街道)(?!办)|(?<=社区)")  # of a long name of a branch
_NEVER = late.pattern(
    r"(?<=[0-9A-Za-z.%-])(?=[0-9A-Za-z.%-])|(?=[·•．）)、，。：”》])|(?<=[（(“《])|(?<=\u3000)|(?=\u3000)"
)
_TORN = late.pattern(r"(?=[^·•、][·•、])|(?<=[·•、].)")  # one character of a part of a name would stay alone
_LINE, _AFTER_PLACE, _ANYWHERE, _WITHIN, _APART, _ALONE, _OVER, _UNEVEN = 10.0, 1.0, 4.0, 12.0, 30.0, 25.0, 100.0, 0.3
_TWO = 2  # characters


def folded(name: str, room: float) -> str:
    """Return a name with line feeds where it breaks in a cell with room for so many characters.

    It breaks after the · of a name, before 党支部, 支部委员会 and before a bracket, else where the lines grow even.
    """
    text = str(name)
    if len(text) <= room or room < 1 or len(text) > LONGEST or "\n" in text:
        return text
    return _broken(text, room)


@lru_cache(maxsize=4096)
def _broken(text: str, room: float) -> str:
    reached = [0.0]  # width up to each place
    for character in text:
        reached.append(reached[-1] + (0.5 if character.isascii() else 1))
    if reached[-1] <= room:
        return text
    places = _places(text)
    ways: dict[int, tuple[float, int]] = {0: (0.0, 0)}  # place: what the lines up to it cost, where the last begins
    for end in (*sorted(places), len(text)):
        ways[end] = min(
            (cost + places.get(end, 0.0) + _ugliness(reached[end] - reached[start], room), start)
            for start, (cost, _) in ways.items()
        )
    lines, end = [], len(text)
    while end:
        start = ways[end][1]
        lines.append(text[start:end])
        end = start
    return "\n".join(reversed(lines))


def _places(text: str) -> dict[int, float]:
    """Return where a text may break, with what each break costs."""
    never = {match.start() for match in _NEVER.finditer(text)}
    good = {match.start() for match in _GOOD.finditer(text)}
    torn = {match.start() for match in _TORN.finditer(text)}
    costs = dict.fromkeys(range(1, len(text)), _WITHIN if torn else _ANYWHERE)
    costs |= dict.fromkeys((match.start() for match in _PLACE.finditer(text)), _AFTER_PLACE)
    costs |= dict.fromkeys(torn, _APART) | dict.fromkeys(good, 0.0)
    return {at: cost for at, cost in costs.items() if at not in never and 0 < at < len(text)}


def _ugliness(width: float, room: float) -> float:
    over, spare = max(width - room, 0), max(room - width, 0)
    return _LINE + _OVER * over + _UNEVEN * spare * spare / room + (_ALONE if width < _TWO else 0)
