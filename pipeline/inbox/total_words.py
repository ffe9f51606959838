"""The words of a 合计 row: whose number it tells, and the number, where it stands in the same cell."""

from __future__ import annotations

import re
import unicodedata

_UNIT = r"(?:名|人|个|条|项|件|户)"
_MORE = r"(?:[,，;；。、(].*)?"  # 6人，其中女党员2人
_TOTAL = re.compile(
    r"(?P<of>.*?)(?:合计|总计|小计|共计|累计|总人数|党员总数|总数|党员人数)(?:人数|党员|数)?"
    rf"(?:\((?:单位:?)?(?:人数|党员数?|数|{_UNIT})\))?[:=]?共?(?P<number>\d+)?(?:\.0)?{_UNIT}?(?:党员|同志|问题)?{_MORE}",
    re.DOTALL,
)
_TOTAL_IN_WORDS = re.compile(
    r"(?P<of>.*?)(?:合计|总计|小计|共计|累计)[:：]?(?P<number>(?!))?[男女正预].*\d.*", re.DOTALL
)
_COUNTED = re.compile(
    rf"(?P<of>以上|本页|本表|本支部|全[村镇乡校院])?共有?(?:党员|计)?:?(?P<number>\d+){_UNIT}(?:党员)?{_MORE}",
    re.DOTALL,
)
NUMBER = re.compile(rf"(?:共)?\s*(\d+)(?:\.0)?\s*{_UNIT}?(?:党员)?{_MORE}", re.DOTALL)
OF_THE_SHEET = re.compile(r"(?:本表|本支部|全[村镇乡校院县区]|全支部|全体|以上|党员|人数|男女|总)*")
OF_A_PAGE = re.compile(r"[本上前此每]页")


def flat(words: str) -> str:
    """Return text as totals are told by: half-width, without spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))


def told(words: str) -> re.Match[str] | None:
    """Return what a cell says of a total: whose it is, and its number if it stands there, too."""
    text = flat(words)
    if counted := _COUNTED.fullmatch(text):
        return counted
    match = _TOTAL.fullmatch(text) or _TOTAL_IN_WORDS.fullmatch(text)
    if match and ("支" in match["of"] or OF_THE_SHEET.fullmatch(match["of"]) or OF_A_PAGE.search(match["of"])):
        return match
    return None
