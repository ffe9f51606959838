"""Lines of a title (7.3.1): an author's breaks stay where they make a trapezoid or a diamond, else we break it anew."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from lxml import etree

from pipeline import render
from pipeline.review import W, cascade, em_width
from pipeline.tidy import letters
from pipeline.tidy.grafting import remove

_T, _BR = f"{W}t", f"{W}br"


def set_lines(paragraph: etree._Element, text: str) -> bool:
    """Break a title's paragraph where it should; return whether that changed."""
    own = [line.strip() for line in text.split("\n") if line.strip()]
    if _is_well_broken(own):
        return False
    wanted = render.title_lines("".join(own))
    if wanted.split("\n") == own:
        return False
    for leaf in letters.leaves(paragraph):
        if leaf.tag == _BR and not cascade.value(leaf, "type"):
            remove(leaf)
    at = 0
    for line in wanted.split("\n")[:-1]:
        at += len("".join(line.split()))
        _break_after(paragraph, at)
    return True


def _is_well_broken(lines: Sequence[str]) -> bool:
    widths = [em_width(line) for line in lines]
    if max(widths, default=0) > render.TITLE_CAPACITY:
        return False
    before, after = list(accumulate(widths, max)), list(accumulate(reversed(widths), max))[::-1]
    hourglass = any(widths[at] < min(before[at - 1], after[at + 1]) for at in range(1, len(widths) - 1))
    return not hourglass and not (len(widths) > 1 and max(widths) - min(widths) < 1)


def _break_after(paragraph: etree._Element, count: int) -> None:
    """Break the line after so many characters, white space not counted."""
    for leaf in letters.leaves(paragraph):
        if leaf.tag != _T:
            continue
        for place, character in enumerate(leaf.text or ""):
            count -= not character.isspace()
            if not count:
                rest = letters.cut(leaf, place + 1)
                rest.addprevious(etree.Element(_BR))
                if not rest.text:
                    remove(rest)
                return
