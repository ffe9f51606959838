"""Which characters GB 2312 lacks: of each value that is printed it is asked, and what mends them is seldom needed."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=1)
def lacking() -> re.Pattern[str]:
    """Return what finds a run of Hanzi that GB 2312 lacks."""
    points = "".join(chr(point) for point in range(0x4E00, 0xA000) if not within(chr(point), "gb2312"))
    return re.compile(f"[{points}\u3400-\u4dbf\uf900-\ufaff\U00020000-\U0003ffff]+")


def within(character: str, encoding: str) -> bool:
    """Whether a character has a place in an encoding."""
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def lacks(text: str) -> bool:
    """Whether a text holds a character that a GB 2312 face lacks."""
    return lacking().search(text) is not None
