"""pandoc's tree → a draft's lines, and what of it has no place in a paper. Runs in the helper.

pandoc-types: {"t": sort, "c": content}.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from pipeline import ordinals
from pipeline.inbox.headings import MOST_LINES, DraftLine
from pipeline.model.facts import TextRun

BREAK = "\u2028"  # a line break that the author set, while line ends of the file are still "\n"
_LEFT_OUT = {
    "Image": "图片",
    "Table": "表格",
    "Note": "脚注",
    "CodeBlock": "代码",
    "Math": "公式",
    "RawBlock": "网页代码",
    "RawInline": "网页代码",
    "HorizontalRule": "分隔线",
    "Strikeout": "划掉的字",
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_CONTROLS = {code: None for code in (*range(32), 0x7F, 0x200B, 0xFEFF, 0xFFFE, 0xFFFF) if code not in {9, 10}} | {
    0xA0: " ",
    0x9: " ",
}
_ENDS = "。！？：；…:;!?"
_STYLES = {
    "LowerAlpha": "lowerLetter",
    "UpperAlpha": "upperLetter",
    "LowerRoman": "lowerRoman",
    "UpperRoman": "upperRoman",
}
_DELIMITERS = {"Period": "{}.", "OneParen": "{}）", "TwoParens": "（{}）", "DefaultDelim": "{}."}


def read(written: bytes) -> tuple[list[DraftLine], Counter[str]] | str:
    """Return the lines of pandoc's JSON and what was left out, by its Chinese name; or why they cannot be read."""
    walk = _Walk()
    try:
        lines = list(islice(walk.blocks(json.loads(written)["blocks"], 0), MOST_LINES + 1))
    except RecursionError:
        return "层次套得太深"
    return lines, walk.left_out


@dataclass(slots=True)
class _Walk:
    """Goes through the tree and counts what it leaves out."""

    left_out: Counter[str] = field(default_factory=Counter)
    quoted: int = 0

    def blocks(self, found: Sequence[Any], depth: int) -> Iterator[DraftLine]:  # noqa: C901, PLR0912 - a case a sort
        """Yield the paragraphs in reading order."""
        for each in found:
            sort, content = each["t"], each.get("c")
            match sort:
                case "Header":
                    yield from self._lines(content[2], level=content[0])
                case "Para" | "Plain":
                    yield from self._lines(content, item=depth > 0)
                case "LineBlock":
                    for line in content:
                        yield from self._lines(line)
                case "BulletList":
                    for item in content:
                        yield from self.blocks(item, depth + 1)
                case "OrderedList":
                    for label, item in zip(_labels(content[0]), content[1], strict=False):
                        yield from _labelled(label, self.blocks(item, depth + 1))
                case "BlockQuote":
                    self.quoted += 1
                    yield from self.blocks(content, depth)
                    self.quoted -= 1
                case "Div" | "Figure":
                    if not self._hidden(content[0]):
                        yield from self.blocks(content[-1], depth)
                        if sort == "Figure":
                            yield from self.blocks(content[1][1], depth)
                case "DefinitionList":
                    for term, definitions in content:
                        yield from self._lines(term)
                        for definition in definitions:
                            yield from self.blocks(definition, depth)
                case _:
                    self._leave_out(sort)

    def _leave_out(self, sort: str) -> None:
        if sort in _LEFT_OUT:
            self.left_out[_LEFT_OUT[sort]] += 1

    def _hidden(self, attributes: Sequence[Any]) -> bool:
        named = dict(attributes[2])
        hidden = "hidden" in named or _HIDDEN.search(named.get("style", "")) is not None
        self.left_out["隐藏文字"] += hidden
        return hidden

    def _lines(self, inlines: Sequence[Any], *, level: int = 0, item: bool = False) -> Iterator[DraftLine]:
        for runs in split(self._runs(inlines, strong=False)):
            yield DraftLine(runs, level, item, aside=self.quoted > 0)

    def _runs(self, inlines: Iterable[Any], *, strong: bool) -> Iterator[TextRun]:  # noqa: C901, PLR0912 - a case a sort
        for each in inlines:
            sort, content = each["t"], each.get("c")
            match sort:
                case "Str":
                    yield TextRun(content, strong)
                case "Space":
                    yield TextRun(" ", strong)
                case "SoftBreak":
                    yield TextRun("\n", strong)
                case "LineBreak":
                    yield TextRun(BREAK, strong)
                case "Strong":
                    yield from self._runs(content, strong=True)
                case "Emph" | "Underline" | "Superscript" | "Subscript" | "SmallCaps":
                    yield from self._runs(content, strong=strong)
                case "Quoted":
                    first, last = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
                    yield TextRun(first, strong)
                    yield from self._runs(content[1], strong=strong)
                    yield TextRun(last, strong)
                case "Code":
                    yield TextRun(content[1], strong)
                case "Link" | "Cite":
                    yield from self._runs(content[1], strong=strong)
                case "Span":
                    if not self._hidden(content[0]):
                        yield from self._runs(content[1], strong=strong)
                case _:
                    self._leave_out(sort)


def _labels(attributes: Sequence[Any]) -> Iterator[str]:
    """Yield the numbers of a list as its program prints them."""
    start, style, delimiter = attributes[0], attributes[1]["t"], attributes[2]["t"]
    form = _DELIMITERS.get(delimiter, "{}.")
    for number in range(start, start + 10_000):
        yield form.format(ordinals.counted(number, _STYLES.get(style, "decimal")))


def _labelled(label: str, lines: Iterable[DraftLine]) -> Iterator[DraftLine]:
    """Put an item's number before its first paragraph."""
    for at, line in enumerate(lines):
        yield replace(line, label=label + line.label) if not at else line


def split(runs: Iterable[TextRun]) -> Iterator[tuple[TextRun, ...]]:
    """Yield the lines of a paragraph, joined to runs of one emphasis.

    A break that the author set makes a paragraph where one ends or a numbered or indented one begins; else it stays.
    """
    lines: list[list[TextRun]] = [[]]
    for run in runs:
        for at, piece in enumerate(run.text.split(BREAK)):
            if at:
                lines.append([])
            lines[-1].append(TextRun(piece, run.strong))
    kept: list[TextRun] = []
    for line in lines:
        text = "".join(run.text for run in line)
        before = "".join(run.text for run in kept).rstrip()
        starts = text.startswith(("\u3000\u3000", "    ")) or ordinals.parse(text.strip()) is not None
        if before and (starts or before[-1] in _ENDS or ordinals.parse(before.strip()) is not None):
            yield from filter(None, (tidied(kept),))
            kept = []
        kept = [*kept, TextRun(BREAK), *line] if kept else line
    yield from filter(None, (tidied(kept),))


def tidied(runs: Iterable[TextRun]) -> tuple[TextRun, ...]:
    """Join runs of one emphasis; a line break between Chinese characters is no space."""
    merged: list[TextRun] = []
    for run in runs:
        if merged and (merged[-1].strong is run.strong or run.text == BREAK):
            merged[-1] = TextRun(merged[-1].text + run.text, merged[-1].strong)
        else:
            merged.append(run)
    joined = []
    for run in merged:
        text = re.sub(r"(?<=[^\x00-\x7f])\s*\n\s*|\s*\n\s*(?=[^\x00-\x7f])", "", run.text).replace("\n", " ")
        text = re.sub(r"[ \u3000]+", " ", text.translate(_CONTROLS))
        joined.append(TextRun(re.sub(rf" *{BREAK} *", "\n", text), run.strong))
    if joined:
        joined[0] = TextRun(joined[0].text.lstrip(), joined[0].strong)
        joined[-1] = TextRun(joined[-1].text.rstrip(), joined[-1].strong)
    return tuple(run for run in joined if run.text)
