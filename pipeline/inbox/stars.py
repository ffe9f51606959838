"""Which stars in a text are Markdown's emphasis, and which are signs: 2*3=6, 5米*3米, 张**、李某*.

Markdown as pandoc reads it opens emphasis at any star before a character that is no space: the sign and the next one
would vanish together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.frozen import frozen
from pipeline.surnames import SURNAMES

_LONGEST = 3  # stars of emphasis
_STARS = re.compile(r"(?<!\\)(`+)[^\n]+?(?<!`)\1(?!`)|(?<![*\\])(\*{1,3})(?!\*)")
_UNITS = "米里寸尺分厘毫吨斤克元个人户亩天次)）"
_NEVER_FIRST = "、，。；：！？）》”’】」』〉,;:!?)"
_MASKED = re.compile(rf"(?:(?:^|[^\u3400-\u9fff]|[员志和及与对将由民户])[{SURNAMES}]|某)$")


@frozen
class _Run:
    start: int
    length: int
    opens: bool
    closes: bool
    masks: bool  # it may stand for a person's given name


def emphasis(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield each emphasised stretch of a paragraph: where its stars begin, where they end, how many there are."""
    open_: list[_Run] = []
    for run in _runs(text):
        at = next((at for at in reversed(range(len(open_))) if open_[at].length == run.length), -1)
        if run.closes and at >= 0 and open_[at].start + run.length < run.start:
            if not (open_[at].masks and run.masks):
                yield open_[at].start, run.start + run.length, run.length
            del open_[at:]
        elif run.opens:
            open_.append(run)


def escaped(text: str) -> str:
    """Return a paragraph in which the stars are escaped that are no emphasis and that Markdown would take for it."""
    kept = {place for start, end, length in emphasis(text) for place in (start, end - length)}
    pieces, at = [], 0
    for run in _runs(text):
        behind = text[run.start + run.length : run.start + run.length + 1]
        if run.start not in kept and behind.strip():
            pieces += [text[at : run.start], "\\*" * run.length]
            at = run.start + run.length
    return "".join((*pieces, text[at:]))


def _runs(text: str) -> Iterator[_Run]:
    for match in _STARS.finditer(text):
        if match[2]:
            before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
            sign = behind.isascii() and behind.isalnum() and _counts(before, behind)
            yield _Run(
                match.start(),
                len(match[2]),
                opens=bool(behind.strip()) and behind not in _NEVER_FIRST and not sign,
                closes=bool(before.strip()) and not sign,
                masks=_MASKED.search(text[max(match.start() - 2, 0) : match.start()]) is not None,
            )


def _counts(before: str, behind: str) -> bool:
    """Whether a star stands between two figures or letters."""
    return (before.isascii() and before.isalnum()) or (behind.isdigit() and before != "" and before in _UNITS)
