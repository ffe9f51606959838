"""What was left to be filled in where no paragraph shows it: charts, SmartArt, notes, links, WordArt, fields, controls.

A template's tag is as unfilled there as in the text, and is printed, clicked or asked for when the paper is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from pipeline.placeholders import placeholders
from pipeline.review import walk
from pipeline.review.cascade import W
from pipeline.review.docx_package import Package, UnreadablePackage
from pipeline.review.layout import Leftover

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TEXTPATH = "{urn:schemas-microsoft-com:vml}textpath"
_MERGE = re.compile(r"\bMERGEFIELD\s+(?:\"([^\"]{1,80})\"|(\S{1,80}))")
_SIMPLE, _T, _SDT = f"{W}fldSimple", f"{W}t", f"{W}sdt"
_LETTERS = {f"{_A}p": f"{_A}t", f"{W}p": _T}  # a paragraph's element → that of its letters
_PARTS = (
    (re.compile(r"word/charts/chart[^/]*\.xml"), "图表"),
    (re.compile(r"word/charts?ex/[^/]*\.xml"), "图表"),
    (re.compile(r"word/diagrams/data[^/]*\.xml"), "SmartArt 图形"),
    (re.compile(r"word/footnotes\d*\.xml"), "脚注"),
    (re.compile(r"word/endnotes\d*\.xml"), "尾注"),
)
_LINKS = re.compile(r"word/_rels/[^/]*\.rels")
_SHOWN = 30


def beside(package: Package) -> Iterator[Leftover]:
    """Yield what the parts beside the text hold; one that cannot be read is passed over."""
    for name in package.archive.namelist():
        place = next((said for form, said in _PARTS if form.fullmatch(name)), "")
        if not place and not _LINKS.fullmatch(name):
            continue
        try:
            root = package.part(name)
        except UnreadablePackage:
            continue
        if root is not None:
            yield from _in_part(root, place) if place else _in_links(root)


def within(root: etree._Element) -> Iterator[Leftover]:
    """Yield what the text itself (a header, a footer) holds and does not show: fields, controls, WordArt."""
    merged: list[str] = []
    for instruction in walk.instructions(root):
        merged += [quoted or bare for quoted, bare in _MERGE.findall(instruction)]
        yield from _of("域（链接等）", instruction)
    shown = "".join(each.text or "" for each in root.iter(_T)) if merged else ""
    for name in merged:
        if f"«{name}»" not in shown:  # else the text says it
            yield Leftover("邮件合并的域", f"“{name}”没有合并")
    for control in root.iter(_SDT):
        hint = "".join(each.text or "" for each in control.iter(_T))
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None and hint.strip() and not any(placeholders(hint)):
            yield Leftover("内容控件", f"还是提示文字“{_short(hint)}”")
    for art in root.iter(_TEXTPATH):
        yield from _of("艺术字", art.get("string", ""))


def _in_part(root: etree._Element, place: str) -> Iterator[Leftover]:
    """Look at each paragraph, over its runs, and at each value that stands by itself."""
    for element in root.iter("*"):
        if letters := _LETTERS.get(str(element.tag)):
            yield from _of(place, "".join(each.text or "" for each in element.iter(letters)))
        elif element.tag not in _LETTERS.values() and element.text and len(element) == 0:
            yield from _of(place, element.text)


def _in_links(root: etree._Element) -> Iterator[Leftover]:
    for relation in root.iter("*"):
        if relation.get("TargetMode") == "External":
            yield from _of("链接地址", unquote(relation.get("Target", "")))


def _of(place: str, text: str) -> Iterator[Leftover]:
    yield from (Leftover(place, f"“{_short(match[0])}”") for match in placeholders(text))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
