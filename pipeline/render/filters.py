"""What a template may do with a value: Chinese numerals, name padding, widths. Pure functions of plain values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from pipeline.expression import numeral
from pipeline.model import shares
from pipeline.model.facts import BLANK_DATE
from pipeline.render import folding, titles

_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_PADDED_LENGTH = 2
_BETWEEN = "\u3000" * 2  # two names of a line
_LABEL = 4  # characters of 签发人：
_LONGEST_PAGE = 100
_WIDEST = 1000  # characters of blank space: a page holds 616


def padded(name: str) -> str:
    """Return a two-character name padded to three for lists: 张　三 (GB/T 9704 practice; never in running text)."""
    text = str(name)
    return f"{text[0]}\u3000{text[1]}" if len(text) == _PADDED_LENGTH else text


def em_width(text: str) -> float:
    """Return the width of a line of text in characters of the body size: Hanzi 1, ASCII ½."""
    return sum(0.5 if character.isascii() else 1 for character in str(text))


def spaces(count: float) -> str:
    """Return blank space of so many characters: full-width spaces and, for a half, a narrow one. Raises ValueError."""
    if count > _WIDEST:
        raise ValueError(f"空不了 {count:g} 个字那么宽")
    halves = max(round(count * 2), 0)
    return "\u3000" * (halves // 2) + " " * (halves % 2)


def signed(name: str, date: str, measure: float) -> str:
    """Return 署名 set in by spaces on a line of `measure` characters, without a seal (GB/T 9704-2012 clause 7.3.5.2).

    It ends two characters before the edge; where 成文日期 below it is the longer one, it moves left accordingly.
    """
    wide = max(em_width(name), em_width(str(date) or BLANK_DATE) + 2)
    return f"{spaces(measure - 2 - wide)}{name}"


def dated(date: str, name: str, measure: float) -> str:
    """Return 成文日期 below such a 署名, a blank one where there is none: two characters right of the name's first."""
    shown = str(date) or BLANK_DATE
    return f"{spaces(measure - max(em_width(name), em_width(shown) + 2))}{shown}"


def name_lines(names: Sequence[str], room: float) -> list[str]:
    """Return names as lines of two under each other, padded; of one where two are wider than `room` characters.

    The first line alone has a label of four characters before it, and only then shares its line with something else:
    so a single line has that much less room (签发人, GB/T 9704-2012 clauses 7.2.5 and 7.2.6).
    """
    listed = [padded(name) for name in names]
    first = max((em_width(name) for name in listed[::2]), default=0)
    lines = [f"{left}{spaces(first - em_width(left))}{_BETWEEN}{right}" for left, right in pairwise(listed)][::2]
    lines += listed[-1:] if len(listed) % 2 else []
    wide = max(map(em_width, lines), default=0)
    return listed if len(listed) > 1 and wide > room - (_LABEL if len(lines) == 1 else 0) else lines


def name_rows(names: Iterable[str], room: float) -> str:
    """Return names, padded, as many on a line as have room: no line ends within one of them."""
    lines: list[str] = []
    for name in map(padded, names):
        longer = f"{lines[-1]}{_BETWEEN}{name}" if lines else ""
        if longer and em_width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(name)
    return "\n".join(folding.folded(line, room) for line in lines)


def weekday(date: str) -> str:
    """Return （星期三） for 2026年7月8日; "" for what is no whole day."""
    match = _DAY.fullmatch(str(date))
    try:
        return f"（星期{'一二三四五六日'[dt.date(*map(int, match.groups())).weekday()]}）" if match else ""
    except ValueError:
        return ""


def by_day(rows: Iterable[Mapping[str, object]], column: str = "日期") -> list[Mapping[str, object]]:
    """Return rows in the order of their days, as papers print these; what has none comes last, in its own order."""

    def day(row: Mapping[str, object]) -> tuple[int, ...]:
        return tuple(map(int, re.findall(r"\d+", str(row.get(column, ""))))) or (9999,)

    return sorted(rows, key=day)


def pages(listed: Iterable[object], size: int) -> list[list[object]]:
    """Return a list in pages of so many, the last filled up with ""; of nothing one empty page. Raises ValueError."""
    if not 1 <= size <= _LONGEST_PAGE:
        raise ValueError(f"一页不能是 {size} 个")
    items = list(listed)
    padded = [*items, *[""] * (-len(items) % size or (0 if items else size))]
    return [padded[at : at + size] for at in range(0, len(padded), size)]


def whole_shares(parts: Iterable[object]) -> list[str]:
    """Return the shares of a whole, which add up to 100.0%; what is empty counts as nothing.

    No template of ours asks for it now. Three did (满意度测评报告, 民主评议汇总表), and offices have edited those.
    """
    return shares.per_cents([part if isinstance(part, int) else 0 for part in parts])


FILTERS: Mapping[str, Callable[..., object]] = {
    "汉字": numeral,
    "补位": padded,
    "字宽": em_width,
    "空": spaces,
    "署名": signed,
    "成文": dated,
    "名单行": name_lines,
    "名单": name_rows,
    "折行": folding.folded,
    "分行": titles.title_lines,
    "星期": weekday,
    "按日期": by_day,
    "每页": pages,
    "占比": shares.per_cent,
    "占比们": whole_shares,
}
