"""Markdown, web pages and .odt: pandoc's tree → the tree of a paper, and the proof that it says what the file says.

A first heading without a number becomes the title; other headings are bold lines, which the setting tells by their
numbers. What no reader of the file sees (scripts, comments, hidden paragraphs) is left out and counted. What stands
between two Chinese characters at the end of a line is no space.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from pipeline import ordinals, review
from pipeline.model.frozen import frozen
from pipeline.review import W
from pipeline.stationery import Fonts
from pipeline.tidy import marked_tables, parts, proof

TITLE = "公文标题"
_SENTENCE = re.compile("[。；：，！？]$")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_UNSEEN = ("script", "style", "noscript", "template", "head", "svg")
_GLUE = re.compile(
    r"!?\[(?P<words>[^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)|\[\^[^\]]+\]:?|</?[a-zA-Z][^>\n]*>|<[^>\s]+[@:][^>\s]+>|&#?\w+;"
    r"|^\s*(?:```|~~~)\S*\s*$",
    re.MULTILINE,
)
"""What of Markdown is no text: addresses of links, names of notes, tags, entities, fences."""
_ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODF_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


@frozen
class Shaped:
    """A tree for pandoc to write, what it says, and how often what was left out, by its Chinese name."""

    tree: bytes
    words: str
    left_out: Counter[str] = field(default_factory=Counter)


def shaped(written: bytes, source: bytes, form: str) -> Shaped | str:
    """Return the tree to be written; or why not, in Chinese. `source`: what pandoc was given. Runs in the helper."""
    try:
        tree = json.loads(written)
        walk = _Walk()
        blocks = list(walk.blocks(_titled(tree["blocks"])))
        words = "".join(_said(blocks))
    except RecursionError:
        return "层次套得太深"
    if not "".join(words.split()):
        return "文件里没有文字"
    lacking = Counter(_letters(_plain(source, form))) - Counter(_letters(words)) - Counter(_letters(walk.hidden))
    if lacking:
        return f"有的字读不出来（{'、'.join(list(lacking)[:8])}），没有排；请另存为 .docx 再排"
    shown = {"pandoc-api-version": tree["pandoc-api-version"], "meta": {}, "blocks": blocks}
    return Shaped(json.dumps(shown, ensure_ascii=False).encode(), words, walk.left_out)


def check_odt(document: bytes, source: bytes) -> str:
    """Return why a .docx is not what an .odt says, "" where it is. Runs in the helper."""
    return check(document, _plain(source, "odt"))


def check(document: bytes, words: str) -> str:
    """Return why a .docx is not what a tree says, "" where it is. Runs in the helper."""
    opened = review.opened_package(document)
    parts = (opened.document, opened.related("footnotes"))
    roots = [root for name in parts if name and (root := opened.part(name)) is not None]
    said = "".join(re.sub("⟨[^⟩]*⟩", "", text) for root in roots for text in proof.said(root).values())
    lacking = Counter(_letters(words)) - Counter(_letters(said))
    return f"有的字没有写进去（{'、'.join(list(lacking)[:8])}）" if lacking else ""


def ruled(document: bytes) -> bytes:
    """Give the tables of a .docx that pandoc made the looks of ours: it knows none. Runs in the helper."""
    opened = review.opened_package(document)
    contents = parts.read(opened)
    root = opened.part(opened.document)
    if root is None:
        return document
    for table in root.iter(f"{W}tbl"):
        marked_tables.dress(table, Fonts())
    contents.put(contents.document, root)
    return contents.sealed()


def _titled(blocks: Sequence[Any]) -> list[Any]:
    """Let a first heading that has no number and is no sentence be the title."""
    if not blocks or blocks[0]["t"] != "Header":
        return list(blocks)
    words = "".join(_said(blocks[:1])).strip()
    if ordinals.parse(words) is not None or _SENTENCE.search(words):
        return list(blocks)
    title = {"t": "Div", "c": [["", [], [["custom-style", TITLE]]], [{"t": "Para", "c": blocks[0]["c"][2]}]]}
    return [title, *blocks[1:]]


@dataclass(slots=True)
class _Walk:
    """Goes through a tree once."""

    left_out: Counter[str] = field(default_factory=Counter)
    hidden: str = ""

    def blocks(self, found: Sequence[Any]) -> Iterator[Any]:
        """Yield the blocks of a paper."""
        for each in found:
            if self._is_hidden(each):
                continue
            if each["t"] == "Header":
                yield {"t": "Para", "c": [{"t": "Strong", "c": self._inner(each["c"][2])}]}
            elif each["t"] == "HorizontalRule":
                self.left_out["分隔线"] += 1
            else:
                yield self._inner(each)

    def _inner(self, node: Any) -> Any:
        if isinstance(node, dict):
            if node.get("t") in {"RawBlock", "RawInline"}:
                self.left_out["网页代码"] += 1
                return {"t": "Null"} if node["t"] == "RawBlock" else {"t": "Str", "c": ""}
            return {key: self._inner(value) for key, value in node.items()}
        if not isinstance(node, list):
            return node
        if node and all(isinstance(each, dict) and each.get("t") in _BLOCKS for each in node):
            return list(self.blocks(node))
        return [self._inner(each) for each in _joined(node) if not self._is_hidden(each)]

    def _is_hidden(self, node: Any) -> bool:
        if not isinstance(node, dict) or node.get("t") not in {"Div", "Span"}:
            return False
        attributes = dict(node["c"][0][2])
        if "hidden" not in attributes and not _HIDDEN.search(attributes.get("style", "")):
            return False
        self.left_out["隐藏文字"] += 1
        self.hidden += "".join(_said(node["c"][1]))
        return True


_BLOCKS = frozenset({
    "Para", "Plain", "Header", "BulletList", "OrderedList", "BlockQuote", "Div", "Table", "CodeBlock", "LineBlock",
    "HorizontalRule", "RawBlock", "Figure", "DefinitionList",
})  # fmt: skip


def _joined(inlines: Sequence[Any]) -> Iterator[Any]:
    """Leave out the end of a line between two Chinese characters."""
    for at, each in enumerate(inlines):
        if isinstance(each, dict) and each.get("t") == "SoftBreak":
            before, after = "".join(_said(inlines[:at][-1:]))[-1:], "".join(_said(inlines[at + 1 : at + 2]))[:1]
            if not before.isascii() and not after.isascii():
                continue
        yield each


def _said(node: Any) -> Iterator[str]:
    """Yield the words of a tree in order; those that describe a picture are none."""
    if isinstance(node, list):
        for each in node:
            yield from _said(each)
    elif isinstance(node, dict):
        match node.get("t"):
            case "Str":
                yield node["c"]
            case "Code" | "CodeBlock" | "Math":
                yield node["c"][1]
            case "Space" | "SoftBreak" | "LineBreak":
                yield " "
            case "Image" | "RawBlock" | "RawInline":
                return
            case "Link" | "Span" | "Quoted" | "Cite":
                yield from _said(node["c"][1])
            case _:
                yield from _said(list(node.values()) if "t" not in node else node.get("c"))


def _plain(source: bytes, form: str) -> str:
    """Return what a file says, told without pandoc."""
    if form == "odt":
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            root = etree.fromstring(archive.read("content.xml"), etree.XMLParser(resolve_entities=False))
        body = root.find(f"{_ODF_OFFICE}body")
        for each in list(root.iter(f"{_ODF_TEXT}tracked-changes", f"{_ODF_OFFICE}annotation", "{*}sequence-decls")):
            parent = each.getparent()
            if parent is not None:
                parent.remove(each)
        return str(body.xpath("string()")) if body is not None else ""
    text = source.decode("utf-8", "replace")
    if form == "html":
        page = html.document_fromstring(text or "<p/>")
        etree.strip_elements(page, *_UNSEEN, etree.Comment, etree.ProcessingInstruction, with_tail=False)
        return str(page.xpath("string()"))
    return _GLUE.sub(lambda match: "" if match[0].startswith("!") else match["words"] or "", text)


def _letters(text: str) -> Iterator[str]:
    """Yield the letters, figures and Chinese characters of a text: marks may be Markdown's own."""
    return (character for character in text if character.isalnum())
