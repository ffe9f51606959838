"""What a template may do with a value: Chinese numerals, name padding, widths. Pure functions of plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.expression import numeral
from pipeline.render import titles

_PADDED_LENGTH = 2


def padded(name: str) -> str:
    """Return a two-character name padded to three for lists: 张　三 (GB/T 9704 practice; never in running text)."""
    text = str(name)
    return f"{text[0]}\u3000{text[1]}" if len(text) == _PADDED_LENGTH else text


def em_width(text: str) -> float:
    """Return the width of a line of text in characters of the body size: Hanzi 1, ASCII ½."""
    return sum(0.5 if character.isascii() else 1 for character in str(text))


def spaces(count: float) -> str:
    """Return blank space of so many characters: full-width spaces and, for a half, a narrow one."""
    halves = max(round(count * 2), 0)
    return "\u3000" * (halves // 2) + " " * (halves % 2)


FILTERS: Mapping[str, Callable[..., object]] = {
    "汉字": numeral,
    "补位": padded,
    "字宽": em_width,
    "空": spaces,
    "分行": titles.lines,
}
