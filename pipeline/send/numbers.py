"""Which digits of a text may be one number: long ones however they are set apart, short ones that stand by themselves.

A number of eleven digits and more is never met by chance, so its digits are joined over anything that is no letter,
over cells and lines too. One of seven or eight is: it is looked for cell by cell and line by line, where it stands in
one piece, or in groups as telephones are written; where every digit has a cell of its own, over the cells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

LONG = 11  # digits of a number that is never met by chance: a mobile telephone
_SHORTEST = 7  # digits of a telephone without its area code
_HANZI = "〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_AS_DIGITS = str.maketrans(_HANZI, "0001234567891123456789")
_GAP = r"(?:[\W_]{0,8}|\s{9,40})"
_JOINED = re.compile(rf"\d(?:{_GAP}\d){{6,}}")
_SPOKEN = re.compile(rf"[\d{_HANZI}](?:[\W_]{{0,8}}[\d{_HANZI}]){{10,}}")
_DATED = re.compile(  # an ID number whose day of birth is written as a date
    rf"(?<!\d)\d{{6}}{_GAP}\d{{4}}\s?年\s?\d\d?\s?月\s?\d\d?\s?日{_GAP}\d{{3}}"
)
_GROUPS = re.compile(r"\d+(?:[ \-\u2010-\u2015_·~()]{1,2}\d+)*")
_GROUP = re.compile(r"\d+")
_APART = re.compile("[./,、]")  # 6781.2345万元, 67,812,345元, 6、7、8号楼
_MEASURE = re.compile(r"\.\d|\s?[元万亿亩次吨米斤票%]")
_LETTERS_BEFORE, _LETTERS = re.compile("[A-Za-z]*$"), re.compile("[A-Za-z]*")
_LEAST, _LONGEST_GROUPING, _LEAD = 3, 5, 3  # digits of a group of a telephone; so many groups are more than one
_AREA = re.compile(r"0(?:10|2\d|[3-9]\d\d)(?=\d{7,8}$)")
_AREA_BEFORE = re.compile(r"(?<!\d)(0(?:10|2\d|[3-9]\d\d))[ \-\u2010-\u2015_()]{0,2}$")
_NEAR = 8  # characters beside a number that may belong to it
_WORD = 3  # letters of a word before a number: Tel67812345; fewer are part of a code: MA67812345

Digits = tuple[str, Sequence[int]]
"""Digits, and where in the text each of them stands."""


def joined(text: str) -> Iterator[Digits]:
    """Yield the digits that follow each other with no letter between them: a long number may lie anywhere in them."""
    for match in _JOINED.finditer(text):
        yield _digits(text, [at for at in range(match.start(), match.end()) if text[at].isdecimal()])
    for match in _SPOKEN.finditer(text):
        if not match[0].isascii() and not _JOINED.fullmatch(match[0]):
            where = [at for at in range(match.start(), match.end()) if text[at].isalnum()]
            yield _digits(text, where)
    for match in _DATED.finditer(text):
        yield _dated(match)


def _digits(text: str, where: Sequence[int]) -> Digits:
    said = (text[at].translate(_AS_DIGITS) for at in where)
    return "".join(str(unicodedata.decimal(sign)) for sign in said), where


def _dated(match: re.Match[str]) -> Digits:
    """Return the digits of an ID number in which the day of birth is written as a date: months and days of two."""
    text, where, digits = match[0], list[int](), ""
    for group in _GROUP.finditer(text):
        filled = group[0].zfill(2)
        digits += "".join(str(unicodedata.decimal(sign)) for sign in filled)
        where += [match.start() + group.start()] * (len(filled) - len(group[0]))
        where += range(match.start() + group.start(), match.start() + group.end())
    return digits, where


def alone(text: str) -> Iterator[Digits]:
    """Yield what may be a short number: digits in one piece, or in groups as telephones are written.

    Not a piece of a code, a sum or a measure: MA67812345, 6781.2345.
    """
    for match in _GROUPS.finditer(text):
        groups = [(match.start() + each.start(), match.start() + each.end()) for each in _GROUP.finditer(match[0])]
        pieces = [[group] for group in groups if group[1] - group[0] >= _SHORTEST]
        for first in range(min(len(groups) - 1, _LEAD)):
            pieces += [groups[first:], groups[first:-1]]  # without a number before it, without its extension
        for piece in pieces:
            if _reads_as_telephone(piece) and not _in_code(text, piece[0][0], piece[-1][1]):
                yield _digits(text, [at for start, end in piece for at in range(start, end)])


def _reads_as_telephone(groups: Sequence[tuple[int, int]]) -> bool:
    return len(groups) == 1 or (
        1 < len(groups) < _LONGEST_GROUPING and all(end - start >= _LEAST for start, end in groups)
    )


def in_cells(text: str) -> Iterator[Digits]:
    """Yield runs of digits that stand by themselves over whatever cells and lines: a short number may fill one."""
    for match in _JOINED.finditer(text):
        if not _APART.search(match[0]) and not _in_code(text, match.start(), match.end()):
            yield _digits(text, [at for at in range(match.start(), match.end()) if text[at].isdecimal()])


def area_of(digits: str) -> str:
    """Return the area code that a telephone begins with, "" if it has none."""
    found = _AREA.match(digits)
    return found[0] if found else ""


def area_before(text: str, start: int) -> str:
    """Return the area code that stands before a short number, "" if none does."""
    found = _AREA_BEFORE.search(text[max(start - _NEAR, 0) : start])
    return found[1] if found else ""


def _in_code(text: str, start: int, end: int) -> bool:
    """Whether digits are a piece of a code of letters and digits, or so much of something."""
    left, right = _LETTERS_BEFORE.search(text[max(start - _NEAR, 0) : start]), _LETTERS.match(text[end : end + _NEAR])
    return any(each and 0 < len(each[0]) < _WORD for each in (left, right)) or bool(_MEASURE.match(text, end))
