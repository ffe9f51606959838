"""Is it a person, or a word that is somebody's name? Decided by what stands around it.

A name that no paper writes by chance (王建国, 李娜) is a person, unless the text is more easily cut into words across
its borders (提高|文明, not 提|高文明) or it begins a longer name or a place's. A name that is a word, too (高明, 和平),
is a person where two points speak for it (由高明负责, 高明的入党时间: words.LEFT, words.RIGHT), where others stand
beside it (高明、李四), or where it stands all alone in a cell or a property.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.send import words
from pipeline.send.lexicon import lexicon

_KNOWN = 19.0  # bits of a member's name where anybody may be named
_ODD = 4.0  # bits more where it does not begin with a usual surname
_WORDLIKE = 13.0  # bits: a surname that is oftener written for itself (于, 向, 高) costs a name twice what it lacks
_BEGUN = 5.0  # bits more where a name of three characters begins with a word that is not rare
_RARE = 15.0  # bits: two characters that are a commoner word hardly begin a name of three
_POINT = 3.0  # bits less for each point that speaks for a person
_COUNTED = 5.0  # bits more where a number stands before what may be a measure (一张|光荣榜)
_BROKEN = 8.0  # bits more for a name over the border of two paragraphs
_ENOUGH = 2  # points
_COMMON = 14.0  # bits: a word as common as this fills cells by itself
_SELDOM = 17.0  # bits: a name that is so rare as a word needs a point less; so rare is what is a given name
_WINDOW = 12  # characters left and right that decide
_NEAR = 60  # characters left of a name in which a list of people may begin
_SHORT = 2
_HANZI = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IS_HANZI = re.compile(f"[{_HANZI}]")
_LAST_RUN, _FIRST_RUN = re.compile(f"[{_HANZI}]*$"), re.compile(f"^[{_HANZI}]*")
_LIGHT = re.compile(r"^[\s·•.\-_/|~*●○]*$")
_LONGER = re.compile(rf"[{words.GIVEN}](?=$|[^{_HANZI}]|同志|书记|主任)")
_JOINED_AFTER = re.compile(r"\s*[、，,/；;和与及]\s*|\s+")
_JOINED_BEFORE = re.compile(rf"(?<![{_HANZI}])([{_HANZI}]{{2,4}})(?:\s*[、，,/；;和与及]\s*|\s+)$")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name stands: its passage left and right of it, what lies between its characters, the passage before.

    `data`: it is a cell, a property, an attribute, a file's name: what fills it is a value. `cut`: it begins in one
    passage and ends in another; `whole`: of these it fills each.
    """

    name: str
    before: str
    gaps: tuple[str, ...]
    after: str
    label: str = ""
    data: bool = False
    cut: bool = False
    whole: bool = False


def is_person(spot: Spot, known: Callable[[str], bool]) -> bool:
    """Tell whether a person stands there; `known` knows all members' names."""
    if spot.cut:
        return _over_borders(spot, _points(spot, known))
    if len(spot.name) > _SHORT and all(gap.isspace() for gap in spot.gaps):  # the text around is spaced out, too
        spot = replace(spot, before="".join(spot.before.split()), after="".join(spot.after.split()))
    if any(gap.strip() for gap in spot.gaps) and not _may_be_spelt(spot):
        return False
    if _latin_goes_on(spot):
        return False
    kind = _kind(spot.name)
    points = _points(spot, known)
    if not kind:
        return _is_somebody(spot, points)
    alone = not spot.before.strip(" \t\u3000：:") and not spot.after.strip()
    if alone and not words.ELSEWHERE.search(spot.label):
        if words.LEFT[0][1].search(spot.label) or kind == "name":
            return True
        return spot.data and lexicon().bits[spot.name] >= _COMMON
    if len(spot.name) == _SHORT and any(spot.gaps) and not (_hanzi(spot.before[-1:]) or _hanzi(spot.after[:1])):
        return True
    if words.PLACES.match(spot.after):
        return False
    return _is_named(spot, kind, points)


def _is_named(spot: Spot, kind: str, points: int) -> bool:
    """Whether enough speaks for a person where a name that is a word stands among others."""
    bits = lexicon().bits[spot.name]
    if points and kind == "name" and bits >= _SELDOM and _stands_out(spot, points):
        return True
    return points >= _ENOUGH + (bits < _COMMON)


def is_word(name: str) -> bool:
    """Whether a name is a word of the language, too."""
    return bool(_kind(name))


def _kind(name: str) -> str:
    """Return "" for a name that is no word, "name" for one that is both, "word" for one that hardly names anybody."""
    if name not in lexicon().bits:
        return ""
    return "name" if name in lexicon().names else "word"


def _over_borders(spot: Spot, points: int) -> bool:
    if spot.whole:
        return all(spot.gaps) or not _kind(spot.name)
    if len(spot.name) == _SHORT or _kind(spot.name):
        return False
    return _cheaper(spot, _KNOWN + _BROKEN - _POINT * points)


def _may_be_spelt(spot: Spot) -> bool:
    """Whether what stands between the characters may stand in a name: dots, dashes, or anything between all of them."""
    if len(spot.name) > _SHORT + 1 or (all(spot.gaps) and len(spot.name) > _SHORT):
        return True
    light = all(_LIGHT.match(gap) for gap in spot.gaps)
    return light and not (_hanzi(spot.before[-1:]) and _hanzi(spot.after[:1]))


def _latin_goes_on(spot: Spot) -> bool:
    """Whether a name in Latin letters is part of a longer word."""
    return any(
        a.isascii() and a.isalpha() and b.isascii() and b.isalpha()
        for a, b in ((spot.before[-1:], spot.name[0]), (spot.name[-1], spot.after[:1]))
    )


def _points(spot: Spot, known: Callable[[str], bool]) -> int:
    before = spot.before[-_NEAR:]
    left = max((points for points, form in words.LEFT if form.search(before)), default=0)
    right = max((points for points, form in words.RIGHT if form.match(spot.after)), default=0)
    return left + right + _ENOUGH * _in_company(spot, known)


def _in_company(spot: Spot, known: Callable[[str], bool]) -> bool:
    """Whether another person stands beside the name: 高明、李四."""
    if (left := _JOINED_BEFORE.search(spot.before)) and _is_company(spot.name, left[1], known):
        return True
    if not (joint := _JOINED_AFTER.match(spot.after)):
        return False
    rest = spot.after[joint.end() :]
    return any(
        _is_company(spot.name, rest[:length], known) and _ends_company(rest[length:])
        for length in (3, 2)
        if len(rest) >= length
    )


def _ends_company(rest: str) -> bool:
    """Whether a text goes on as it does after the last of several names: 高明、李四二人."""
    if not _hanzi(rest[:1]) or words.TOGETHER.match(rest):
        return True
    return any(form.match(rest) for _, form in words.RIGHT)


def _is_company(name: str, other: str, known: Callable[[str], bool]) -> bool:
    if known(other):
        return True
    if other[0] not in words.SURNAMES or len(other) > _SHORT + 1:
        return False
    if len(other) > _SHORT and lexicon().bits.get(other[1:], _SELDOM) < _SELDOM:  # 顾|大局
        return False
    return _oddness(other) < _ODD and (not _kind(other) or _kind(name) == "name")


def _is_somebody(spot: Spot, points: int) -> bool:
    inside = _hanzi(spot.before[-1:]), _hanzi(spot.after[:1])
    if not any(inside) and (spot.data or not (spot.before.strip() or spot.after.strip())):
        return True
    if len(spot.name) == _SHORT and any(spot.gaps) and all(inside):  # two words that a space keeps apart
        return False
    if words.PLACES.match(spot.after) and points < _ENOUGH:
        return False
    if len(spot.name) == _SHORT and _LONGER.match(spot.after):
        return False
    if spot.name[0] == "向" and spot.name[1:] in lexicon().bits and words.TOWARDS.match(spot.after):  # 向上级汇报
        return False
    return _stands_out(spot, points)


def _stands_out(spot: Spot, points: int) -> bool:
    """Whether the text is cut more easily with the name in it than across its borders."""
    counted = spot.name[0] in words.MEASURES and bool(words.MEASURED.search(spot.before))
    return _cheaper(spot, _KNOWN + _oddness(spot.name) + _COUNTED * counted - _POINT * points)


def _oddness(name: str) -> float:
    """Return the bits that a name costs more than others because it does not look like one."""
    bits = lexicon().bits
    surname = 0.0 if name[0] in words.SURNAMES else _ODD
    begins_as_word = len(name) > _SHORT and bits.get(name[:_SHORT], _RARE) < _RARE  # 时间紧, 解决好
    return max(2 * (_WORDLIKE - bits.get(name[0], _WORDLIKE)), surname) + _BEGUN * begins_as_word


def _cheaper(spot: Spot, bits: float) -> bool:
    """Whether the text is cut more easily with the name as one word of so many bits than without it."""
    left = _LAST_RUN.search(spot.before[-_WINDOW:])
    right = _FIRST_RUN.match(spot.after[:_WINDOW])
    return _cost_around(left[0] if left else "", spot.name, right[0] if right else "", bits)


@functools.lru_cache(maxsize=4096)
def _cost_around(left: str, name: str, right: str, bits: float) -> bool:
    cost = lexicon().cost
    apart = (len(left), len(left) + len(name))
    return cost(left) + bits + cost(right) <= cost(left + name + right, apart=apart)


def _hanzi(character: str) -> bool:
    return bool(_IS_HANZI.match(character))
