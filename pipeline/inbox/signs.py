"""Cells that mean something other than what they say: ditto marks, and error values that came along as text."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FIRST = frozenset("#同仝如－〃″“”\"＂'‘’＇`´′,，、‚„〞〝゛‴－—–-_…（(《「·↑々ˊ′ 　\t\n")
_ERROR = re.compile(
    r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|GETTING_DATA|名称\?|值!|引用!)|#{3,}|Err:\d{3}"
)
_LONGEST = 12  # characters of a ditto with what people put round it
_ROUND = re.compile(r"[\s\-－—–_…·。.()（）\[\]【】《》「」]+")
_DITTO = re.compile(
    r"[同仝][上前](?:一?[行栏格列]|述|面|例|样)?|如上|同[左右下]|↑+|々+"
    r"|[〃″“”\"‘’＂'`´′‚„〞〝゛‴ˊ]{1,6}|[,，、‚]{2,6}"
)
_BESIDE = re.compile(r"[左右下]")
_ALONE = frozenset("'‘’`´′ˊ")  # one tick may be a slip of a finger


def dittos(words: Iterable[str]) -> dict[str, bool]:
    """Return those of a sheet's texts that stand for another cell, and whether that is the one above (not 同左)."""
    found = [word for word in words if word[:1] in _FIRST and is_ditto(word)]
    return {word: not _BESIDE.search(word) for word in found}


def errors(words: Iterable[str]) -> frozenset[str]:
    """Return those of a sheet's texts that are error values."""
    return frozenset(word for word in words if word[:1] in "#E" and _ERROR.fullmatch(word.strip()))


def is_ditto(word: str) -> bool:
    """Whether a text says that another cell holds here, too: 同上, 〃, ″, “ ”, ,, 同左 and the like."""
    if len(word) > _LONGEST:
        return False
    bare = _ROUND.sub("", word)
    return _DITTO.fullmatch(bare) is not None and bare not in _ALONE
