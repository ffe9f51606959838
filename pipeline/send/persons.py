"""Is it a person, or a word that is somebody's name? What stands around decides; where it cannot, a person is asked.

A name that no paper writes by chance (王建国, 李娜) is a person, unless the text is more easily cut into words across
its borders (提高|文明, not 提|高文明) or it begins a longer name or a place's; where both cuts cost much the same,
nobody can tell. Of a name that is a word, too (高明, 和平), nobody can tell: it is asked about wherever the text has
that word by itself, not within a longer one of the dictionaries (精神文明), nor after a word of degree. Which answer
is the likelier, its neighbours say: two points (由高明负责, 高明的入党时间: words.LEFT, words.RIGHT), others beside it
(高明、李四), a cell or a property of its own.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Callable
from dataclasses import replace

from pipeline.model.frozen import frozen
from pipeline.send import words
from pipeline.send.lexicon import LONGEST_COMPOUND, compounds, lexicon
from pipeline.surnames import SURNAMES

_KNOWN = 19.0  # bits of a member's name where anybody may be named
_ODD = 4.0  # bits more where it does not begin with a usual surname
_WORDLIKE = 13.0  # bits: a surname that is oftener written for itself (于, 向, 高) costs a name twice what it lacks
_BEGUN = 8.0  # bits more where a name of three characters begins with a word
_POINT = 3.0  # bits less for each point that speaks for a person
_COUNTED = 5.0  # bits more where a number stands before what may be a measure (一张|光荣榜)
_BROKEN = 8.0  # bits more for a name over the border of two paragraphs
_ENOUGH = 2  # points
_SURE, _CLEAR = 9.0, 8.0  # bits by which a cut must be cheaper that has the name in it, that has other words
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


@frozen
class NameSpot:
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


class Verdict(enum.Enum):
    """What stands at a spot."""

    PERSON = enum.auto()
    LIKELY = enum.auto()  # nobody can tell; rather a person
    OPEN = enum.auto()  # nobody can tell; rather a word
    NONE = enum.auto()  # other words, by whose letters the name arises

    @property
    def likely(self) -> bool:
        """Whether it is rather a person than a word."""
        return self in {Verdict.PERSON, Verdict.LIKELY}

    @property
    def asked(self) -> bool:
        """Whether a person has to say."""
        return self in {Verdict.LIKELY, Verdict.OPEN}


def verdict(spot: NameSpot, known: Callable[[str], bool]) -> Verdict:
    """Tell what stands there; `known` knows all members' names."""
    points = _points(spot, known)
    if spot.cut:
        return _over_borders(spot, points)
    if len(spot.name) > _SHORT and all(gap.isspace() for gap in spot.gaps):  # the text around is spaced out, too
        spot = replace(spot, before="".join(spot.before.split()), after="".join(spot.after.split()))
    if (any(gap.strip() for gap in spot.gaps) and not _may_be_spelt(spot)) or _latin_goes_on(spot):
        return Verdict.NONE
    if not is_word(spot.name):
        return _of_name(spot, points)
    if _margin(spot, min(lexicon().bits[spot.name], _KNOWN)) > _CLEAR:
        return Verdict.NONE
    if points < _ENOUGH and (_in_longer_word(spot) or words.NO_NAME_AFTER.search(spot.before)):
        return Verdict.NONE
    return Verdict.LIKELY if _likely(spot, points) else Verdict.OPEN


def _likely(spot: NameSpot, points: int) -> bool:
    """Whether enough speaks for a person where a name is a word."""
    bits, is_given = lexicon().bits[spot.name], spot.name in lexicon().names
    alone = not spot.before.strip(" \t\u3000：:") and not spot.after.strip()
    if alone and not words.ELSEWHERE.search(spot.label):
        return bool(words.LEFT[0][1].search(spot.label)) or is_given or (spot.data and bits >= _COMMON)
    if len(spot.name) == _SHORT and any(spot.gaps) and not (_hanzi(spot.before[-1:]) or _hanzi(spot.after[:1])):
        return True
    if words.PLACES.match(spot.after):
        return False
    if points and is_given and bits >= _SELDOM and _margin(spot, _price(spot, points)) <= 0:
        return True
    return points >= _ENOUGH + (bits < _COMMON)


def named_by_neighbours(spot: NameSpot, known: Callable[[str], bool]) -> bool:
    """Whether what stands around speaks for a person by itself."""
    return _points(spot, known) >= _ENOUGH


def is_word(name: str) -> bool:
    """Whether a name is a word of the language, too."""
    return name in lexicon().bits


def _over_borders(spot: NameSpot, points: int) -> Verdict:
    if spot.whole and is_word(spot.name):
        return Verdict.LIKELY if all(spot.gaps) else Verdict.OPEN
    if spot.whole:
        return Verdict.PERSON
    if len(spot.name) == _SHORT or is_word(spot.name):
        return Verdict.NONE
    return _by_margin(_margin(spot, _KNOWN + _BROKEN - _POINT * points))


def _may_be_spelt(spot: NameSpot) -> bool:
    """Whether what stands between the characters may stand in a name: dots, dashes, or anything between all of them."""
    if len(spot.name) > _SHORT + 1 or (all(spot.gaps) and len(spot.name) > _SHORT):
        return True
    light = all(_LIGHT.match(gap) for gap in spot.gaps)
    return light and not (_hanzi(spot.before[-1:]) and _hanzi(spot.after[:1]))


def _latin_goes_on(spot: NameSpot) -> bool:
    """Whether a name in Latin letters is part of a longer word."""
    return any(
        a.isascii() and a.isalpha() and b.isascii() and b.isalpha()
        for a, b in ((spot.before[-1:], spot.name[0]), (spot.name[-1], spot.after[:1]))
    )


def _points(spot: NameSpot, known: Callable[[str], bool]) -> int:
    before = spot.before[-_NEAR:]
    left = max((points for points, form in words.LEFT if form.search(before)), default=0)
    right = max((points for points, form in words.RIGHT if form.match(spot.after)), default=0)
    return left + right + _ENOUGH * _in_company(spot, known)


def _in_company(spot: NameSpot, known: Callable[[str], bool]) -> bool:
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
    if other[0] not in SURNAMES or len(other) > _SHORT + 1:
        return False
    if len(other) > _SHORT and lexicon().bits.get(other[1:], _SELDOM) < _SELDOM:  # 顾|大局
        return False
    return _oddness(other) < _ODD and (not is_word(other) or name in lexicon().names)


def _of_name(spot: NameSpot, points: int) -> Verdict:
    """Tell what stands where a name that is no word does."""
    inside = _hanzi(spot.before[-1:]), _hanzi(spot.after[:1])
    if not any(inside) and (spot.data or not (spot.before.strip() or spot.after.strip())):
        return Verdict.PERSON
    short = len(spot.name) == _SHORT
    spaced = short and any(spot.gaps) and all(inside)  # 由李　明负责, or two words that a space keeps apart
    longer = short and _LONGER.match(spot.after)
    towards = spot.name[0] == "向" and spot.name[1:] in lexicon().bits and words.TOWARDS.match(spot.after)  # 向上级汇报
    if longer or towards:
        return Verdict.NONE
    if points < _ENOUGH and _in_longer_word(spot):
        return Verdict.NONE
    said = _by_margin(_margin(spot, _price(spot, points)))
    rare = spot.name in compounds()  # as a word
    if said is Verdict.PERSON and ((rare and points < _ENOUGH) or (short and inside[1] and not points)):
        said = Verdict.OPEN if rare else Verdict.LIKELY  # 黄桃|罐头, 谭嗣同
    place = spot.name[-1] in words.PLACELIKE or (words.PLACES.match(spot.after) and points < _ENOUGH)
    famous = words.FAME_BEFORE.search(spot.before) or words.FAME_AFTER.match(spot.after)
    if said is not Verdict.NONE and (place or famous):
        return Verdict.OPEN
    return Verdict.LIKELY if said is Verdict.PERSON and spaced else said


def _by_margin(margin: float) -> Verdict:
    if margin <= -_SURE:
        return Verdict.PERSON
    if margin > _CLEAR:
        return Verdict.NONE
    return Verdict.LIKELY if margin <= 0 else Verdict.OPEN


def _price(spot: NameSpot, points: int) -> float:
    """Return the bits that a name costs where it stands."""
    counted = spot.name[0] in words.MEASURES and bool(words.MEASURED.search(spot.before))
    return _KNOWN + _oddness(spot.name) + _COUNTED * counted - _POINT * points


def _oddness(name: str) -> float:
    """Return the bits that a name costs more than others because it does not look like one."""
    bits = lexicon().bits
    surname = 0.0 if name[0] in SURNAMES else _ODD
    begins_as_word = len(name) > _SHORT and name[:_SHORT] in bits  # 时间紧, 解决好
    return max(2 * (_WORDLIKE - bits.get(name[0], _WORDLIKE)), surname) + _BEGUN * begins_as_word


def _margin(spot: NameSpot, bits: float) -> float:
    """Return by how much the cheapest cut with the name as one word of so many bits is dearer than that without it."""
    left, right = _runs(spot)
    return bits + _without(left, spot.name, right)


def _runs(spot: NameSpot) -> tuple[str, str]:
    """Return the Chinese characters left and right of a name, up to the first that is none."""
    left, right = _LAST_RUN.search(spot.before[-_WINDOW:]), _FIRST_RUN.match(spot.after[:_WINDOW])
    return left[0] if left else "", right[0] if right else ""


@functools.lru_cache(maxsize=4096)
def _without(left: str, name: str, right: str) -> float:
    """Return what is left of the margin once the name's own bits are taken away."""
    cost = lexicon().cost
    apart = (len(left), len(left) + len(name))
    return cost(left) + cost(right) - cost(left + name + right, apart=apart)


def _in_longer_word(spot: NameSpot) -> bool:
    """Whether the dictionaries have a longer word there, and the text is cut the more easily for it."""
    left, right = _runs(spot)
    text, at, end = left + spot.name + right, len(left), len(left) + len(spot.name)
    longer = {
        text[start:stop]
        for start in range(max(end - LONGEST_COMPOUND, 0), at + 1)
        for stop in range(end, min(start + LONGEST_COMPOUND, len(text)) + 1)
        if stop - start > len(spot.name) and text[start:stop] in compounds()
    }
    cost = lexicon().cost
    return any(
        _KNOWN + cost(left) + cost(right) - cost(text, apart=(at, end), compounds={word})
        > (0 if len(word) > _SHORT + 1 else _CLEAR)
        for word in longer
    )


def _hanzi(character: str) -> bool:
    return bool(_IS_HANZI.match(character))
