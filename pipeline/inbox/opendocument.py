"""A text of LibreOffice (.odt) → a draft's lines as its author sees them, numbers included. Runs in the helper.

OpenDocument 1.3: lists 19.880, their styles 16.30, hidden and struck text 20.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from pipeline import ordinals, review
from pipeline.inbox.headings import MOST_LINES, DraftLine
from pipeline.inbox.manuscript import Manuscript
from pipeline.inbox.pandoc_tree import BREAK, split
from pipeline.model.facts import TextRun
from pipeline.model.frozen import frozen

_NAMES = {
    name: f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for name in ("office", "text", "style", "table", "drawing")
}
_OFFICE, _TEXT, _STYLE, _TABLE, _DRAW = _NAMES.values()
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_KINDS = {
    "一": "chineseCounting",
    "壹": "chineseLegalSimplified",
    "①": "decimalEnclosedCircle",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "1": "decimal",
}
_DEEPEST = 200
_LEFT_OUT = {f"{_OFFICE}annotation": "批注", f"{_TEXT}note": "脚注", f"{_DRAW}image": "图片"}
_PASSED_OVER = frozenset(
    {f"{_OFFICE}annotation-end", f"{_TEXT}tracked-changes", f"{_OFFICE}forms", f"{_TEXT}sequence-decls"}
)
_BOLD = frozenset({"bold", "600", "700", "800", "900"})


@dataclass(slots=True)
class _Style:
    parent: str
    list_style: str | None
    said: dict[str, bool]  # hidden, struck, bold: what it says itself


@frozen
class _Level:
    kind: str
    prefix: str
    suffix: str
    start: int
    shown: int  # how many levels' numbers are printed


def read(data: bytes) -> Manuscript | str:
    """Return what an .odt says, or why it cannot be read, in Chinese."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = _root(archive.read("content.xml"))
            styles = _root(archive.read("styles.xml")) if "styles.xml" in archive.namelist() else None
        body = content.find(f"{_OFFICE}body/{_OFFICE}text")
        if body is None:
            return "文件里没有正文"
        reader = _Reader()
        for root in (styles, content):
            if root is not None:
                reader.learn(root)
        lines = tuple(islice(reader.lines(body), MOST_LINES + 1))
    except RecursionError:
        return "层次套得太深"
    except etree.XMLSyntaxError as fault:
        return "层次套得太深" if review.too_deep(fault) else "文件不完整或已损坏"
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, EOFError, NotImplementedError):
        return "文件不完整或已损坏"
    reader.count(body)
    return Manuscript(lines, reader.left_out, reader.treated)


def _root(data: bytes) -> etree._Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


@dataclass(slots=True)
class _Reader:
    left_out: Counter[str] = field(default_factory=Counter)
    treated: Counter[str] = field(default_factory=Counter)
    styles: dict[str, _Style] = field(default_factory=dict)
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # by list style
    counts: dict[str, dict[int, int]] = field(default_factory=dict)  # by list style, by level

    def learn(self, root: etree._Element) -> None:
        """Take in the styles of a part."""
        for style in root.iter(f"{_STYLE}style"):
            said: dict[str, bool] = {}
            for properties in style.iterfind(f"{_STYLE}text-properties"):
                if (display := properties.get(f"{_TEXT}display")) is not None:
                    said["hidden"] = display == "none"
                if (line := properties.get(f"{_STYLE}text-line-through-style")) is not None:
                    said["struck"] = line != "none"
                if (weight := properties.get(f"{_FO}font-weight")) is not None:
                    said["bold"] = weight in _BOLD
            parent = style.get(f"{_STYLE}parent-style-name", "")
            self.styles[style.get(f"{_STYLE}name", "")] = _Style(parent, style.get(f"{_STYLE}list-style-name"), said)
        for listed in root.iter(f"{_TEXT}list-style"):
            numbered = listed.iterfind(f"{_TEXT}list-level-style-number")
            levels = {int(each.get(f"{_TEXT}level", "1")): _level(each) for each in numbered}
            self.levels[listed.get(f"{_STYLE}name", "")] = levels

    def count(self, body: etree._Element) -> None:
        """Count what was changed while changes were tracked."""
        self.left_out["修订中删去的字"] += sum(1 for _ in body.iter(f"{_TEXT}deletion"))
        self.treated["修订"] += sum(1 for _ in body.iter(f"{_TEXT}insertion"))

    def _says(self, style: str, what: str) -> bool | None:
        for _ in range(_DEEPEST):
            found = self.styles.get(style)
            if found is None:
                return None
            if what in found.said:
                return found.said[what]
            style = found.parent
        return None

    # --- blocks ---------------------------------------------------------------------------------------------------

    def lines(self, container: etree._Element, depth: int = 0) -> Iterator[DraftLine]:
        """Yield the paragraphs in reading order."""
        if depth > _DEEPEST:
            raise RecursionError
        for child in container.iterchildren("*"):
            if child.tag == f"{_TEXT}list":
                yield from self._list(child, "", 1, depth + 1)
            elif child.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
                level = int(child.get(f"{_TEXT}outline-level", "1")) if child.tag == f"{_TEXT}h" else 0
                yield from self._paragraph(child, level, "")
            elif child.tag == f"{_TABLE}table":
                self.left_out["表格"] += 1
            elif child.tag not in _PASSED_OVER:
                yield from self.lines(child, depth + 1)

    def _list(self, element: etree._Element, style: str, level: int, depth: int) -> Iterator[DraftLine]:
        if depth > _DEEPEST:
            raise RecursionError
        style = element.get(f"{_TEXT}style-name", style)
        goes_on = element.get(f"{_TEXT}continue-numbering") == "true" or element.get(f"{_TEXT}continue-list")
        counts = self.counts.setdefault(style, {})
        if not goes_on and level == 1:
            counts.clear()
        for item in element.iterchildren(f"{_TEXT}list-item", f"{_TEXT}list-header"):
            first = item.tag == f"{_TEXT}list-item"
            for child in item.iterchildren("*"):
                if child.tag == f"{_TEXT}list":
                    yield from self._list(child, style, level + 1, depth + 1)
                    continue
                label = self._counted(style, level, item.get(f"{_TEXT}start-value")) if first else ""
                first = False
                heading = int(child.get(f"{_TEXT}outline-level", "1")) if child.tag == f"{_TEXT}h" else 0
                yield from self._paragraph(child, heading, label, item=not label)

    def _counted(self, style: str, depth: int, start: str | None) -> str:
        """Return what is printed before the next item of a list; "" for a bullet."""
        levels = self.levels.get(style, {})
        level = levels.get(depth)
        if level is None or not level.kind:
            return ""
        counts = self.counts[style]
        counts[depth] = int(start) if start else counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        places = range(depth - level.shown + 1, depth + 1)
        numbers = [ordinals.counted(counts.get(place, 1), levels[place].kind) for place in places if place in levels]
        return level.prefix + ".".join(numbers) + level.suffix

    def _paragraph(self, element: etree._Element, level: int, label: str, *, item: bool = False) -> Iterator[DraftLine]:
        style = element.get(f"{_TEXT}style-name", "")
        boxes: list[etree._Element] = []
        shown = list(split(self._runs(element, (style,), boxes, 0)))
        is_title = "Title" in {style, self.styles[style].parent if style in self.styles else ""}
        for at, words in enumerate(shown):
            yield DraftLine(words, 0 if is_title else level, item, "" if at else label, is_title=is_title)
        for box in boxes:
            self.treated["文本框"] += 1
            yield from self.lines(box)

    # --- runs -----------------------------------------------------------------------------------------------------

    def _runs(
        self, element: etree._Element, styles: tuple[str, ...], boxes: list[etree._Element], depth: int
    ) -> Iterator[TextRun]:
        if depth > _DEEPEST:
            raise RecursionError
        if element.text:
            yield from self._run(element.text, styles)
        for child in element.iterchildren():
            tag = child.tag
            if tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[str(tag)]] += 1
            elif tag == f"{_TEXT}line-break":
                yield TextRun(BREAK)
            elif tag in {f"{_TEXT}s", f"{_TEXT}tab"}:
                yield from self._run(" ", styles)
            elif tag == f"{_DRAW}text-box":
                boxes.append(child)
            elif str(tag).startswith("{") and tag not in _PASSED_OVER and tag != f"{_TEXT}ruby-text":
                inner = (child.get(f"{_TEXT}style-name", ""), *styles) if tag == f"{_TEXT}span" else styles
                yield from self._runs(child, inner, boxes, depth + 1)
            if child.tail:
                yield from self._run(child.tail, styles)

    def _run(self, words: str, styles: tuple[str, ...]) -> Iterator[TextRun]:
        words = words.replace("\n", " ")
        for what, name in (("hidden", "隐藏文字"), ("struck", "划掉的字")):
            if next((said for style in styles if (said := self._says(style, what)) is not None), False):
                self.left_out[name] += 1
                return
        yield TextRun(words, next((said for style in styles if (said := self._says(style, "bold")) is not None), False))


def _level(element: etree._Element) -> _Level:
    form = str(element.get(f"{_STYLE}num-format") or "")
    return _Level(
        _KINDS.get(form[:1], "decimal" if form else ""),
        str(element.get(f"{_STYLE}num-prefix") or ""),
        str(element.get(f"{_STYLE}num-suffix") or ""),
        int(element.get(f"{_TEXT}start-value", "1")),
        int(element.get(f"{_TEXT}display-levels", "1")),
    )
