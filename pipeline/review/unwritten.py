"""What nobody has written yet in a paper that was made to be written in: headings with nothing but blank lines below.

A line to be written on is one without a word that is drawn: of the style 横线, of underscores, or by a tab's leader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.review.cascade import W
from pipeline.review.docx_package import Package, UnreadablePackage, opened_package
from pipeline.review.walk import Seen, blocks, runs, text

_RULED, _HEADING = "横线", re.compile(r"(?:标题|heading)\s?\d", re.IGNORECASE)
_NOTHING = re.compile(r"[\s_＿\u00a0]*")
_LINE = re.compile(r"_{3}|＿{2}")


def headings_left(data: bytes) -> tuple[str, ...]:
    """Return the headings below which there are blank lines and not a word; none of a file that cannot be read."""
    try:
        return tuple(_left(opened_package(data)))
    except UnreadablePackage:
        return ()


def _left(package: Package) -> Iterator[str]:
    styles = _styles(package)
    root = package.part(package.document)
    body = root.find(f"{W}body") if root is not None else None
    heading, lines, words = "", 0, False
    for block in blocks(body) if body is not None else ():
        said = _text(block)
        style = styles.get(_style(block), "")
        if _HEADING.match(style) and said.strip():
            if heading and lines and not words:
                yield heading
            heading, lines, words = said.strip(), 0, False
        elif _NOTHING.fullmatch(said) is None:
            words = True
        else:
            lines += style == _RULED or _LINE.search(said) is not None or _has_leader(block)
    if heading and lines and not words:
        yield heading


def _text(block: etree._Element) -> str:
    seen = Seen()
    paragraphs = [block] if block.tag == f"{W}p" else list(block.iter(f"{W}p"))
    return "".join(text(run, seen) for paragraph in paragraphs for run in runs(paragraph, seen))


def _style(block: etree._Element) -> str:
    style = block.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


def _has_leader(block: etree._Element) -> bool:
    return any(tab.get(f"{W}leader") == "underscore" for tab in block.iterfind(f"{W}pPr/{W}tabs/{W}tab"))


def _styles(package: Package) -> dict[str, str]:
    """Return the names of the styles, as programs show them, by their ids."""
    root = package.part(package.related("styles"))
    found: dict[str, str] = {}
    for style in root.iterfind(f"{W}style") if root is not None else ():
        name = style.find(f"{W}name")
        if name is not None:
            found[style.get(f"{W}styleId", "")] = name.get(f"{W}val", "")
    return found
