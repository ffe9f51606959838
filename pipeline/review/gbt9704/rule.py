"""What every rule is: a small function, Document → Findings, with the clause that it holds the document to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeAlias

from pipeline.model.finding import Finding, Weight
from pipeline.model.frozen import frozen
from pipeline.review.elements import Document
from pipeline.review.layout import Paragraph
from pipeline.review.roles import Element

Check: TypeAlias = Callable[[Document], Iterator[Finding]]
WHOLE = "全文"  # where a Finding is about all of the text
STANDARD, CUSTOM = Weight.STANDARD, Weight.CUSTOM

_FAMILIES = {
    "仿宋": re.compile(r"仿宋|fang\s?song", re.IGNORECASE),
    "楷体": re.compile(r"楷|kai", re.IGNORECASE),
    "黑体": re.compile(r"黑体|sim\s?hei|heiti", re.IGNORECASE),
    "小标宋": re.compile(r"小标宋|xbs|xiao\s?biao\s?song", re.IGNORECASE),
    "宋体": re.compile(r"^(?!.*(仿宋|标宋|中宋)).*(宋体|^n?simsun)|^n?simsun", re.IGNORECASE),
}
_RARE_FACES = ("宋体-ExtB", "SimSun-ExtB")  # stand in for single characters that no other face has
_SIZES = {
    84: "初号", 72: "小初", 52: "一号", 48: "小一", 44: "二号", 36: "小二", 32: "三号", 30: "小三", 28: "四号",
    24: "小四", 21: "五号", 18: "小五",
}  # fmt: skip


@frozen
class Clause:
    """Makes the Findings of one rule."""

    clause: str
    weight: Weight = STANDARD

    def at(
        self, code: str, where: str | Paragraph | Element, expected: str, found: str, weight: Weight | None = None
    ) -> Finding:
        """Return a Finding; `where` may be the paragraph that it is about."""
        paragraph = where.paragraph if isinstance(where, Element) else where
        place = paragraph if isinstance(paragraph, str) else paragraph.address
        return Finding(code, self.clause, weight or self.weight, place, expected, found)


def is_face(name: str, family: str) -> bool:
    """Whether a face belongs to 仿宋, 楷体, 黑体, 小标宋 or 宋体, whoever made it."""
    return bool(_FAMILIES[family].search(name))


def face_of(paragraph: Paragraph) -> str:
    """Return the face of most of a paragraph's Chinese characters, "" where it has none."""
    weights: dict[str, int] = {}
    for run in paragraph.runs:
        if run.letter.east not in _RARE_FACES:
            weights[run.letter.east] = weights.get(run.letter.east, 0) + _hanzi(run.text)
    if not weights or not any(weights.values()):
        return ""
    return max(weights, key=lambda face: weights[face])


@lru_cache(maxsize=8192)
def _hanzi(text: str) -> int:
    """Return how many Chinese characters a text has."""
    return sum("\u3400" <= character <= "\u9fff" for character in text)


def sizes_of(paragraph: Paragraph) -> set[int]:
    """Return the sizes of everything visible in a paragraph, in half-points."""
    return {run.letter.size for run in paragraph.runs if run.text.strip()}


def first_indent(paragraph: Paragraph) -> float:
    """Return how far in a paragraph's first line begins, in characters, by indents and by full-width spaces."""
    look, text = paragraph.look, paragraph.text
    return look.left_characters + look.first_characters + len(text) - len(text.lstrip("\u3000"))


def said_size(size: int) -> str:
    """Return a size as clerks say it: 三号（16磅）."""
    points = f"{size / 2:g}磅"
    return f"{_SIZES[size]}（{points}）" if size in _SIZES else points


def one_decimal(figure: float) -> str:
    """Return a figure with one decimal at most: 4, 3.5."""
    return f"{round(figure, 1):g}"
