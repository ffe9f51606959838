"""A Word file → a draft's lines as its author sees them, numbers included. Runs in the helper.

What is not meant for the reader (hidden, struck, deleted, a comment) is left out and counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from pipeline import review
from pipeline.inbox.headings import MOST_LINES, DraftLine
from pipeline.inbox.pandoc_tree import BREAK, split
from pipeline.model.facts import TextRun
from pipeline.model.frozen import frozen
from pipeline.review import Cascade, Numbering, Properties, UnreadablePackage, W, cascade, walk

_RPR = f"{W}rPr"
_TITLE = re.compile(r"^(?:title|标题|公文标题|文章标题)$", re.IGNORECASE)
_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_COUNTED = {
    f"{W}commentReference": "批注",
    f"{W}footnoteReference": "脚注",
    f"{W}endnoteReference": "脚注",
    f"{W}altChunk": "嵌入的文件",
    _MATH: "公式",
}
_GONE = (f"{W}del", f"{W}moveFrom")
_ADDED = (f"{W}ins", f"{W}moveTo")
_RUN = f"{W}r"
_SYMBOL = "\N{REPLACEMENT CHARACTER}"  # what walk returns for a sign that only a font of signs has
_EQUATION = re.compile(r"\s*EQ\b", re.IGNORECASE)  # Word shows what the instruction itself says


@frozen
class Manuscript:
    """What a file says. `left_out`, `treated`: how often what was left out, or printed though it needs a word."""

    lines: tuple[DraftLine, ...]
    left_out: Counter[str]
    treated: Counter[str]


def read(data: bytes) -> Manuscript | str:
    """Return what a .docx says, or why it cannot be read, in Chinese."""
    try:
        opened = review.opened_package(data)
        root = opened.part(opened.document)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            return "文件里没有正文"
        reader = _Reader(cascade.read(opened))
        lines = tuple(islice(reader.lines(body), MOST_LINES + 1))
    except UnreadablePackage as fault:
        return str(fault)
    except RecursionError:
        return "层次套得太深"
    reader.count(body)
    return Manuscript(lines, reader.left_out, reader.treated)


@dataclass(slots=True)
class _Reader:
    styles: Cascade
    left_out: Counter[str] = field(default_factory=Counter)
    treated: Counter[str] = field(default_factory=Counter)
    numbering: Numbering = field(init=False)

    def __post_init__(self) -> None:
        self.numbering = Numbering(self.styles.levels)

    def lines(self, container: etree._Element) -> Iterator[DraftLine]:
        """Yield the paragraphs in reading order; those of a text box follow the one that holds it."""
        for element in walk.blocks(container):
            if element.tag != walk.P:
                self.left_out["表格"] += 1
                continue
            seen = walk.Seen()
            yield from self._paragraph(element, seen)
            if seen.drawn and not seen.boxes:
                self.left_out["图片"] += 1
            for box in seen.boxes:
                self.treated["文本框"] += 1
                yield from self.lines(box)

    def count(self, body: etree._Element) -> None:
        """Count what stands between the words."""
        for element in body.iter(*_COUNTED):
            self.left_out[_COUNTED[str(element.tag)]] += 1
        said = walk.instructions(body)
        self.left_out["域（带圈字、拼音指南等）"] += sum(1 for each in said if _EQUATION.match(each))
        self.left_out["修订中删去的字"] += sum(1 for each in body.iter(*_GONE) if each.find(f".//{_RUN}") is not None)
        self.treated["修订"] += sum(1 for each in body.iter(*_ADDED) if each.find(f".//{_RUN}") is not None)

    def _paragraph(self, element: etree._Element, seen: walk.Seen) -> Iterator[DraftLine]:
        properties = element.find(walk.PPR)
        direct = cascade.paragraph_properties(properties) if properties is not None else {}
        merged = self.styles.paragraph(direct)
        runs = list(self._runs(element, self.styles.style_of(direct), seen))
        lines = list(split(runs))
        if not lines:
            return
        label = self.numbering.label(_numbered(merged))
        name = style.name if (style := self.styles.styles.get(self.styles.style_of(direct))) else ""
        is_title = _TITLE.match(name) is not None
        level = 0 if is_title else _level(name, merged)
        is_item = not label and _numbered(merged) != "" and not level
        for at, words in enumerate(lines):
            yield DraftLine(words, level, is_item, "" if at else label, is_title=is_title)

    def _runs(self, element: etree._Element, style: str, seen: walk.Seen) -> Iterator[TextRun]:
        before = ""  # what hides the run before
        for run in walk.runs(element, seen):
            merged = self.styles.run(style, cascade.run_properties(run.find(_RPR)))
            text = walk.text(run, seen).replace("\n", BREAK)
            if not text:
                continue
            hidden = _hidden(merged)
            self.left_out[hidden] += bool(hidden) and hidden != before
            before = hidden
            if not hidden:
                self.left_out["符号字体的符号"] += text.count(_SYMBOL)
                yield TextRun(text.replace(_SYMBOL, ""), merged.get("b") == "1")


def _hidden(merged: Properties) -> str:
    if merged.get("vanish") == "1":
        return "隐藏文字"
    return "划掉的字" if "1" in {merged.get("strike"), merged.get("dstrike")} else ""


def _numbered(merged: Properties) -> str:
    numbering = merged.get("numId", "0")
    return f"{numbering}|{merged.get('ilvl') or '0'}" if numbering not in {"", "0"} else ""


def _level(name: str, merged: Properties) -> int:
    """Return the level of a heading by its outline, or by its style's name; 0 for a text."""
    outline = merged.get("outlineLvl", "")
    if outline.isdigit() and int(outline) < 9:  # noqa: PLR2004 - 9 is text
        return int(outline) + 1
    match = _HEADING.match(name)
    return int(match[1]) if match else 0
