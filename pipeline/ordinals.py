"""The numbers before headings, as people type them and as GB/T 9704 (7.3.3) writes them: 一、（一）1.（1）."""

from __future__ import annotations

import re

from pipeline.expression import numeral
from pipeline.model.frozen import frozen

LEVELS = 4
NUMERALS = "一二三四五六七八九十"
ORDINAL = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
"""一 … 九十九; not 七一 or 五四, which are days."""
NOT_A_LIST = rf"(?!\s*[{NUMERALS}]{{1,2}}(?:年级|季度|等奖|月[份底初中上下前后至是，、]|[组班楼号线审、]))"
"""What follows a heading's number is not its next in a list: 三、四月份, 一、二年级."""
NOT_A_DECIMAL = r"(?:(?!\d)|(?=\d{4}\s*[年级届度/—–－~～至-])|(?=\d{3,}(?![\d.．,，%％‰万亿])))"
"""What follows the stop of 1.2026年…: a word, or a whole number of its own, not the places of 1.5."""

_FORMS = (
    re.compile(rf"^({ORDINAL})\s*[、.．]{NOT_A_LIST}\s*"),
    re.compile(rf"^[（(]\s*({ORDINAL})\s*[）)]\s*[、.．]?\s*"),
    re.compile(r"^(\d{1,2})\s*(?:[.．]|、(?!\d{1,2}(?:[、和]|[月日号点时组班楼栋级项条款章页])))\s*"),
    re.compile(r"^[（(]\s*(\d{1,2})\s*[）)]\s*[、.．]?\s*"),
)
_CERTAIN = re.compile(rf"^\d{{1,2}}\s*(?:、|[.．]{NOT_A_DECIMAL})")
_VALUES = {numeral(number): number for number in range(1, 100)}


@frozen
class Ordinal:
    """A number found before a text. Not `certain`: it may as well be a decimal (1.5万元)."""

    level: int  # 1-4: that of its form
    count: int
    typed: str  # as it stands, the spaces behind it included
    certain: bool = True


def parse(text: str) -> Ordinal | None:
    """Return the number that a text begins with; None for a text without one, or of nothing else."""
    for level, form in enumerate(_FORMS, 1):
        if (match := form.match(text)) and match.end() < len(text):
            count = _VALUES.get(match[1]) or int(match[1])
            return Ordinal(level, count, match[0], certain=level != 3 or _CERTAIN.match(text) is not None)  # noqa: PLR2004
    return None


def written(level: int, count: int) -> str:
    """Return the number of a heading as papers print it."""
    return (f"{numeral(count)}、", f"（{numeral(count)}）", f"{count}.", f"（{count}）")[level - 1]


_RUNS_ON = re.compile(rf"(?:[\dA-Za-z]\x00\d|[{NUMERALS}]\x00[{NUMERALS}]|\d[.．]\x00(?!{NOT_A_DECIMAL})\d)")


def apart(number: str, text: str) -> str:
    """Return a number as it stands before a text, with a space where the two would read as one: 1. 5万元, 第1 2名."""
    return f"{number} " if _RUNS_ON.search(f"{number[-2:]}\0{text[:8]}") else number


_CHINESE_COUNTS = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCountingThousand",
    }
)
_LEGAL = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")
_SIGNS = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
"""Kinds whose numbers are characters of their own, from 1 on; beyond them a plain figure."""
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def counted(count: int, kind: str) -> str:
    """Return a number as automatic numbering of this kind prints it: ECMA-376's names of the kinds (17.18.59)."""
    if kind in _CHINESE_COUNTS:
        return numeral(count)
    if 0 < count <= len(signs := _SIGNS.get(kind, "")):
        return signs[count - 1]
    match kind:
        case "chineseLegalSimplified":
            return numeral(count).translate(_LEGAL)
        case "lowerLetter":
            return chr(ord("a") + (count - 1) % 26)
        case "upperLetter":
            return chr(ord("A") + (count - 1) % 26)
        case "lowerRoman":
            return _roman(count).lower()
        case "upperRoman":
            return _roman(count)
        case "decimalZero":
            return f"{count:02d}"
        case _:
            return str(count)


def _roman(count: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        written += sign * times
    return written
