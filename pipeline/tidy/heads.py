"""The head that somebody asks for: a red one (文件), its places alone for pre-printed paper (套打), a letter's (信函).

The agency is the paper's own mark, or who signs it; where neither says it, no head is made. What is added is listed,
and the proof lets nothing else in: 文件 behind the name of who signs, and the same name above a letter.
"""

from __future__ import annotations

from enum import StrEnum

from lxml import etree

from pipeline import review
from pipeline.model.frozen import frozen
from pipeline.review import Document, Role, UnreadablePackage, W, cascade, em_width, layout_of, walk
from pipeline.stationery import LINE, Fonts, before_by, letterhead, w
from pipeline.stationery import run as run_of
from pipeline.tidy import page_styles, parts, proof
from pipeline.tidy.grafting import P_ORDER, R_ORDER, SECTION_ORDER, drop, elements, first, put, remove
from pipeline.tidy.setter import Setter

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FILE = "文件"


class Head(StrEnum):
    """Which head a paper is to have, by the campaign's own words for it."""

    NONE = "无"
    FILE = "文件"
    LETTER = "信函"
    PRINTED = "套打"


@frozen
class Headed:
    """A paper with the head asked for, what was done for it and what was not."""

    data: bytes
    done: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def headed(data: bytes, head: Head, fonts: Fonts) -> Headed:
    """Give a paper that was set its head. Raises docx_package.UnreadablePackage, proof.LostWords."""
    paper = _Paper(data, fonts)
    if head is Head.NONE:
        kept = ("原文有发文机关标志，没有去掉",) if paper.mark is not None else ()
        return Headed(data, kept=kept)
    if paper.marks > 1 or (paper.marks and paper.mark is None):
        return Headed(data, kept=("有几个发文机关标志，或者它在文本框、页眉、表格里，版头没有动",))
    if not paper.agency:
        return Headed(data, kept=("没有发文机关标志，也没有唯一的署名，不知道是哪个机关，没有加版头",))
    made = {Head.FILE: paper.filed, Head.PRINTED: paper.printed, Head.LETTER: paper.letter}[head]()
    _check(data, made.data, paper.moved)
    return made


class _Paper:
    """A paper that was set, to get its head."""

    def __init__(self, data: bytes, fonts: Fonts) -> None:
        self.data, self.fonts = data, fonts
        self.package = review.opened_package(data)
        self.parts = parts.read(self.package)
        root = self.package.part(self.package.document)
        body = root.find(f"{W}body") if root is not None else None
        if root is None or body is None:
            raise UnreadablePackage("文件里没有正文")
        self.root, self.body = root, body
        document = Document(layout_of(data))
        found = [each for each in walk.blocks(body) if each.tag == walk.P]
        by_line = {id(each): element for each, element in zip(document.layout.paragraphs, found, strict=True)}
        marks = document.of(Role.MARK)
        self.marks = len(marks)
        self.mark = by_line.get(id(marks[0].paragraph)) if len(marks) == 1 else None
        numbers = [by_line.get(id(each.paragraph)) for each in document.of(Role.NUMBER)]
        self.number = numbers[0] if numbers else None
        titles = [by_line.get(id(each.paragraph)) for each in document.of(Role.TITLE)]
        self.title = titles[0] if titles else None
        signed = {"".join(each.text.split()) for each in document.of(Role.SIGNATURE)}
        self.words = "".join(marks[0].text.split()) if self.mark is not None else ""
        self.agency = self.words or (signed.pop() if len(signed) == 1 else "")
        self.moved = ""  # the mark's words, where they are no longer in the text

    def filed(self) -> Headed:
        """Put a red mark above all where there is none."""
        if self.mark is not None:
            return Headed(self.data)
        words = self.agency + _FILE
        self._above(letterhead.mark(words, em_width(words)))
        kept = ("没有发文字号，红色分隔线没有画",) if self.number is None else ()
        made = self._sealed()
        made = Setter(made, Document(layout_of(made)), {}, self.fonts).made()
        return Headed(made, (f"加了发文机关标志“{words}”",), kept)

    def printed(self) -> Headed:
        """Keep the mark's place and print nothing there: paper and rule are red already."""
        if self.mark is None:
            self._above(letterhead.mark("", em_width(self.agency + _FILE)))
            self.mark = self.body[0]
            self._apart(self.number)
            self._apart(self.title)
        for run in self.mark.iter(f"{W}r"):
            put(first(run, "rPr"), elements(w("vanish")), R_ORDER)
        self.mark.append(elements(run_of("\u00a0"))[0])  # LibreOffice gives a line of hidden words no height (measured)
        for each in (self.mark, self.number):
            properties = each.find(walk.PPR) if each is not None else None
            if properties is not None:
                drop(properties, "pBdr")
        return Headed(self._sealed(), ("发文机关标志的位置留空，红色分隔线不印",))

    def letter(self) -> Headed:
        """Put the agency's name above the first page, with a letter's rules, and the number at the right."""
        ids = page_styles.styles(self.parts, self.package, self.fonts)
        name = self.agency.removesuffix(_FILE)
        header = letterhead.letter_head_of(name, em_width(name))
        done = [f"页眉加了信函的发文机关标志“{name}”"]
        if self.mark is not None:
            self.moved = self.words
            remove(self.mark)
            done = [f"“{self.words}”改成信函的发文机关标志“{name}”，移到页眉"]
        if self.number is not None:
            properties = first(self.number, "pPr")
            drop(properties, "pBdr", "tabs", "ind")
            put(properties, elements(letterhead.LETTER_NUMBER), P_ORDER)
        self._apart(self.title)
        section = next(self.body.iter(f"{W}sectPr"))
        for kind, content in (("header", header), ("footer", letterhead.letter_foot())):
            for own, theirs in ids.items():
                content = content.replace(f'w:val="{own}"', f'w:val="{theirs}"')  # noqa: PLW2901 - the part as it goes in
            self._refer(section, kind, self.parts.relate(kind, content.encode()))
        margins = section.find(f"{W}pgMar")
        if margins is not None:
            margins.set(f"{W}header", str(letterhead.HEADER))
        drop(section, "docGrid")
        put(section, elements(w("titlePg")), SECTION_ORDER)
        return Headed(self._sealed(), tuple(done))

    def _apart(self, line: etree._Element | None) -> None:
        """Leave two blank lines above a line."""
        if line is not None:
            put(first(line, "pPr"), elements(before_by(2 * LINE)), P_ORDER)

    def _above(self, paragraph: str) -> None:
        self.body.insert(0, elements(paragraph)[0])

    def _refer(self, section: etree._Element, kind: str, identifier: str) -> None:
        for each in section.findall(f"{W}{kind}Reference"):
            if cascade.value(each, "type") == "first":
                section.remove(each)
        reference = etree.Element(f"{W}{kind}Reference", nsmap={"r": _R[1:-1]})
        reference.set(f"{W}type", "first")
        reference.set(f"{_R}id", identifier)
        section.insert(len(section.findall(f"{W}headerReference")), reference)

    def _sealed(self) -> bytes:
        self.parts.put(self.parts.document, self.root)
        return self.parts.sealed()


def _check(before: bytes, after: bytes, moved: str) -> None:
    """Hold the text to what it said; the mark may have come or gone. Raises proof.LostWords."""
    old, new = (list(proof.said(_root(data)).values()) for data in (before, after))
    if moved and moved in old:
        old.remove(moved)
    added = new[: len(new) - len(old)] if len(new) > len(old) else []
    proof.same(old, new[len(added) :], {})


def _root(data: bytes) -> etree._Element:
    opened = review.opened_package(data)
    root = opened.part(opened.document)
    if root is None:
        raise UnreadablePackage("文件里没有正文")
    return root
