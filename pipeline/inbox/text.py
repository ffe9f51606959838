"""A speech as its author wrote it (.md .docx .odt .html .txt) → Outline: headings, paragraphs, lists, emphasis.

pandoc reads, in its sandbox; this module keeps what an official paper has a place for and names what it leaves out.
Numbers typed before headings are dropped: the program numbers them itself (GB/T 9704 7.3.3).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.inbox import fields
from pipeline.inbox.yamlfile import decoded
from pipeline.model import codes
from pipeline.model.facts import Block, Outline, Run
from pipeline.model.problem import Origin, Read

# Emphasis by pandoc's own rules: CommonMark does not end ** between 。 and the next word. No extension that clerks do
# not know: @ $ ~ ^ stay what they are.
_MARKDOWN = (
    "markdown_strict-raw_html-spaced_reference_links"
    "+pipe_tables+fenced_code_blocks+backtick_code_blocks+footnotes+intraword_underscores+space_in_atx_header"
)
_FORMATS = {
    "md": _MARKDOWN,
    "markdown": _MARKDOWN,
    "html": "html",
    "htm": "html",
    "docx": "docx",
    "odt": "odt",
}
_ZIPPED = frozenset({"docx", "odt"})
_DEEPEST = 4
_BREAK = "\u2028"  # a line break that the author set, while line ends of the file are still "\n"
_LONGEST_HEADING = 40  # characters; what is longer is a paragraph however it is numbered
_LEFT_OUT = {
    "Image": "图片",
    "Table": "表格",
    "Note": "脚注",
    "CodeBlock": "代码",
    "Math": "公式",
    "RawBlock": "网页代码",
    "RawInline": "网页代码",
    "HorizontalRule": "分隔线",
}
_LEVELS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}、\s*"),
    re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]\s*、?"),
    re.compile(r"^\d{1,2}[.．、](?!\d)\s*"),
    re.compile(r"^[（(]\d{1,2}[）)]\s*"),
)
_INDENTED = re.compile(r"^(?:\u3000{2}|\t| {4}| *\u3000)\s*(?=\S)")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_LIST_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d{1,9}\.|\[\^[^\]]+\]:)\s")
_END_MARKS = "。！？；：，…!?;:,"


def read(data: bytes, file: str) -> Read[Outline | None]:
    """Return a speech, or None with the reason why it cannot be read; notices name what was left out. Never raises."""
    origin = Origin(file)
    ending = file.rpartition(".")[2].lower()
    if not data.strip():
        return Read(None, (codes.TEXT_EMPTY.at(origin),))
    if ending in _ZIPPED and not data.startswith(b"PK\x03\x04"):
        return Read(None, (codes.TEXT_UNREADABLE.at(origin, reason=f"文件名是 .{ending}，内容却不是"),))
    walk = _Walk()
    if ending in _FORMATS:
        tree = _pandoc(data, ending)
        if tree is None:
            return Read(None, (codes.TEXT_UNREADABLE.at(origin, reason="文件不完整或已损坏"),))
        try:
            blocks = list(walk.blocks(tree["blocks"], 0))
        except RecursionError:
            return Read(None, (codes.TEXT_UNREADABLE.at(origin, reason="层次套得太深"),))
    else:
        text = decoded(data)
        if text is None or "\x00" in text[0]:
            return Read(None, (codes.TEXT_UNREADABLE.at(origin, reason="不是文本文件"),))
        blocks = [Block((Run(words),)) for line in text[0].splitlines() if (words := fields.text(line))]
    shaped = _shaped(blocks)
    notices = tuple(codes.TEXT_LEFT_OUT.at(origin, what=what, count=count) for what, count in walk.left_out.items())
    if not shaped:
        return Read(None, (*notices, codes.TEXT_EMPTY.at(origin)))
    return Read(Outline(tuple(shaped), file), notices)


def _pandoc(data: bytes, ending: str) -> dict[str, Any] | None:
    import pypandoc  # noqa: PLC0415 - heavy: only who reads a speech loads it

    source: str | bytes = data
    if ending not in _ZIPPED:
        text = decoded(data)
        if text is None:
            return None
        source = _unindented(text[0]) if _FORMATS[ending] == _MARKDOWN else text[0]
    try:
        written = pypandoc.convert_text(source, "json", format=_FORMATS[ending], extra_args=["--sandbox", "--quiet"])
        tree = json.loads(written)
    except (RuntimeError, OSError, ValueError, RecursionError):
        return None
    return tree if isinstance(tree, dict) else None


def _unindented(text: str) -> str:
    """Make a line indented outside a list a paragraph of its own, as it is meant; Markdown would call it code."""
    lines: list[str] = []
    fenced = listed = False
    for line in text.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and line.strip():
            indented = _INDENTED.match(line)
            listed = bool(_LIST_ITEM.match(line)) or (listed and (indented is not None or line.startswith("  ")))
            if indented and not listed:
                lines += ["", line.lstrip()]
                continue
        lines.append(line)
    return "\n".join(lines)


@dataclass(slots=True)
class _Walk:
    """Goes through pandoc's tree (pandoc-types: {"t": sort, "c": content}) and counts what it leaves out."""

    left_out: Counter[str] = field(default_factory=Counter)

    def blocks(self, found: Sequence[Any], depth: int) -> Iterator[Block]:  # noqa: C901, PLR0912 - a case a sort
        """Yield the paragraphs in reading order."""
        for each in found:
            sort, content = each["t"], each.get("c")
            match sort:
                case "Header":
                    yield from self._block(content[2], level=content[0])
                case "Para" | "Plain":
                    yield from self._block(content, item=depth > 0)
                case "LineBlock":
                    for line in content:
                        yield from self._block(line)
                case "BulletList":
                    for item in content:
                        yield from self.blocks(item, depth + 1)
                case "OrderedList":
                    for item in content[1]:
                        yield from self.blocks(item, depth + 1)
                case "BlockQuote":
                    yield from self.blocks(content, depth)
                case "Div" | "Figure":
                    yield from self.blocks(content[-1], depth)
                case "DefinitionList":
                    for term, definitions in content:
                        yield from self._block(term)
                        for definition in definitions:
                            yield from self.blocks(definition, depth)
                case _:
                    self._leave_out(sort)

    def _leave_out(self, sort: str) -> None:
        if sort in _LEFT_OUT:
            self.left_out[_LEFT_OUT[sort]] += 1

    def _block(self, inlines: Sequence[Any], *, level: int = 0, item: bool = False) -> Iterator[Block]:
        runs = _tidied(self._runs(inlines, strong=False))
        if runs:
            yield Block(runs, level, item)

    def _runs(self, inlines: Iterable[Any], *, strong: bool) -> Iterator[Run]:  # noqa: C901 - a case a sort
        for each in inlines:
            sort, content = each["t"], each.get("c")
            match sort:
                case "Str":
                    yield Run(content, strong)
                case "Space":
                    yield Run(" ", strong)
                case "SoftBreak":
                    yield Run("\n", strong)
                case "LineBreak":
                    yield Run(_BREAK, strong)
                case "Strong":
                    yield from self._runs(content, strong=True)
                case "Emph" | "Underline" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps":
                    yield from self._runs(content, strong=strong)
                case "Quoted":
                    first, last = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
                    yield Run(first, strong)
                    yield from self._runs(content[1], strong=strong)
                    yield Run(last, strong)
                case "Code":
                    yield Run(content[1], strong)
                case "Link" | "Span" | "Cite":
                    yield from self._runs(content[1], strong=strong)
                case _:
                    self._leave_out(sort)


def _tidied(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Join runs of one emphasis; a line break between Chinese characters is no space."""
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].strong is run.strong:
            merged[-1] = Run(merged[-1].text + run.text, run.strong)
        else:
            merged.append(run)
    joined = []
    for run in merged:
        text = re.sub(r"(?<=[^\x00-\x7f])\s*\n\s*|\s*\n\s*(?=[^\x00-\x7f])", "", run.text).replace("\n", " ")
        text = re.sub(r"[ \u3000]+", " ", text.translate(_CONTROLS))
        joined.append(Run(re.sub(rf" *{_BREAK} *", "\n", text), run.strong))
    if joined:
        joined[0] = Run(joined[0].text.lstrip(), joined[0].strong)
        joined[-1] = Run(joined[-1].text.rstrip(), joined[-1].strong)
    return tuple(run for run in joined if run.text)


_CONTROLS = {code: None for code in (*range(32), 0x7F, 0x200B, 0xFEFF, 0xFFFE, 0xFFFF) if code not in {9, 10}} | {
    0xA0: " ",
    0x9: " ",
}


def _shaped(blocks: Sequence[Block]) -> list[Block]:
    """Give headings the levels 1 to 4 without gaps, without the document's title and without typed numbers."""
    if not any(block.level for block in blocks):
        blocks = [_typed_heading(block) for block in blocks]
    levels = [block.level for block in blocks if block.level]
    if _has_title(blocks, levels):
        blocks, levels = blocks[1:], levels[1:]
    ranks = {level: min(rank, _DEEPEST) for rank, level in enumerate(sorted(set(levels)), 1)}
    return [_unnumbered(block, ranks[block.level]) if block.level else block for block in blocks]


def _has_title(blocks: Sequence[Block], levels: Sequence[int]) -> bool:
    """Whether the first block is the only heading of the highest level, and no numbered one: the document's title."""
    if len(levels) < 2 or blocks[0].level != min(levels) or levels.count(min(levels)) > 1:  # noqa: PLR2004 - title + 1
        return False
    return not any(pattern.match(blocks[0].text) for pattern in _LEVELS)


def _typed_heading(block: Block) -> Block:
    """A short paragraph that begins with 一、 or （一） and ends without a stop is a heading that nobody marked."""
    text = block.text
    if block.item or len(text) > _LONGEST_HEADING or text[-1:] in _END_MARKS:
        return block
    level = next((rank for rank, pattern in enumerate(_LEVELS, 1) if pattern.match(text)), 0)
    return Block(block.runs, level) if level else block


def _unnumbered(block: Block, level: int) -> Block:
    text = block.text
    for pattern in _LEVELS:
        text = pattern.sub("", text, count=1)
    return Block((Run(text.strip() or block.text),), level)
