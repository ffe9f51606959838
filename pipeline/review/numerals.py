"""Numbers as papers write them, 230 or 二百三十, → int. What may mean two numbers (三四百, 一百三) is none."""

from __future__ import annotations

import re

_HAN = "〇零一二两三四五六七八九十百千万"
NUMBER = rf"(?<![\d.第{_HAN}])(?:\d{{1,3}}(?:,\d{{3}})+|\d+|[{_HAN}]+)(?![\d.])"
"""Matches a number in running text, narrow digits; `value` says which one it is."""

_DIGITS = {digit: number for number, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_WEIGHTS = {"千": 1000, "百": 100, "十": 10, "": 1}
_PLACE = re.compile("(零?)([一二两三四五六七八九]?)([千百十]?)")
_BY_DIGIT = re.compile("[一二三四五六七八九][〇零一二三四五六七八九]{2,}")  # 二二〇
_TEN_THOUSAND = 10_000
_LONGEST = 15  # digits: nothing that an office counts has more


def spelt_number(words: str) -> int | None:
    """Return the number that `words` spell; None for words that spell none, or may spell two (三四百, 一百三)."""
    digits = words.replace(",", "")
    if digits.isascii() and digits.isdigit():
        return int(digits) if len(digits) <= _LONGEST else None
    if _BY_DIGIT.fullmatch(words):
        return int("".join(str(_DIGITS[character]) for character in words))
    high, ten_thousand, low = words.rpartition("万")
    if not ten_thousand:
        return _below_ten_thousand(low, 0)
    thousands = _below_ten_thousand(high, 0)
    rest = _below_ten_thousand(low, _TEN_THOUSAND) if low else 0
    return None if thousands is None or rest is None else thousands * _TEN_THOUSAND + rest


def _below_ten_thousand(words: str, above: int) -> int | None:
    """Return a number of 1 to 9,999; `above` is the weight of the place before it, 0 where none is.

    零 must stand exactly where places are passed over: 一百零三 is 103, and 一百三 is said for 130.
    """
    number = at = 0
    while at < len(words):
        match = _PLACE.match(words, at)
        if match is None or not match[0]:
            return None
        zero, digit, unit = match.groups()
        weight = _WEIGHTS[unit]
        leading_ten = unit == "十" and not digit and not above  # 十二
        if not (digit or leading_ten) or (above and weight >= above):
            return None
        if bool(zero) != bool(above and weight * 10 != above):
            return None
        number += _DIGITS.get(digit, 1) * weight
        above, at = weight, match.end()
    return number or None
