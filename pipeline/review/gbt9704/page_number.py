"""Clause 7.5: each page has its number, — 1 —, odd ones at the right, even ones at the left. Footers one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.finding import Finding
from pipeline.review.elements import Document
from pipeline.review.gbt9704.rule import CUSTOM, Clause, is_face, one_decimal, said_size
from pipeline.review.layout import Paragraph, Section, millimetres
from pipeline.review.roles import TAIL_SIZE, TEXT, Role, is_red, line_height

_NUMBER_TOP = 269.0  # mm from the paper's top: 262 (end of the type area) + 7
_NUMBER_TOLERANCE = 1.5
_FOOTERS = {"default": "单页页脚", "even": "双页页脚", "first": "首页页脚"}
_PAGES = {"default": "单页", "even": "双页", "first": "首页"}


def page_number(document: Document) -> Iterator[Finding]:
    """7.5: there is one on each kind of page; its form, size, face, side and height are judged in each footer."""
    layout = document.layout
    rule = Clause("7.5") if document.is_official else Clause("7.5", CUSTOM)
    last = layout.sections[-1]
    if layout.is_of_cards and not document.is_official:
        return
    if not last.numbered & set(_kinds(document, last)):
        if not document.is_official and _is_ballot(document):
            return
        # A page number in the header is a page number in the wrong place, but none is worse.
        found = "页码在页眉" if last.numbered_above else "没有页码"
        yield rule.at("gbt.page-number.missing", "页脚", "页脚有页码", found)
        return
    if not layout.odd_and_even:
        yield rule.at("gbt.page-number.side", "页脚", "单页码居右、双页码居左", "单双页没有分开")
    yield from _missing(rule, document)
    judged = set()
    several = len(layout.sections) > 1  # then a footer may be judged already; to look for it costs more than to judge
    for section in layout.sections:
        for kind in _kinds(document, section):
            paragraph = next((p for p in section.footers.get(kind, ()) if re.search(r"\d", p.text)), None)
            if kind not in section.numbered or paragraph is None:
                continue
            if several:
                key = (kind, paragraph, section.footer, section.height, section.bottom)
                if key in judged:
                    continue
                judged.add(key)
            yield from _number(rule, document, section, paragraph, kind)


def _is_ballot(document: Document) -> bool:
    """Whether a paper is a ballot, 选票 or 测评票: a sheet to be cast, not to be bound."""
    title = "".join(element.text for element in document.of(Role.TITLE))
    return title.endswith("票")


def _kinds(document: Document, section: Section) -> tuple[str, ...]:
    """Return the kinds of footers that a section's pages show."""
    even = ("even",) if document.layout.odd_and_even else ()
    return ("default", *even, *(("first",) if section.title_page else ()))


def _missing(rule: Clause, document: Document) -> Iterator[Finding]:
    """Name the kinds of pages without a number. A letter's first page has none (10.1), and no cover has one."""
    sections = document.layout.sections
    for at, section in enumerate(sections, 1):
        if at < len(sections) and not document.is_official:
            continue  # covers and contents of reports have their own ways
        lacking = [kind for kind in _kinds(document, section) if kind not in section.numbered]
        if "first" in lacking and (_is_letter(section) or _may_be_letter(document) or _is_cover(document, at - 1)):
            lacking.remove("first")
        for kind in lacking:
            where = ("" if len(sections) == 1 else f"第{at}节") + (
                _FOOTERS[kind] if kind != "default" or document.layout.odd_and_even else "页脚"
            )
            page = _PAGES[kind] if kind != "default" or document.layout.odd_and_even else "首页以外"
            yield rule.at("gbt.page-number.missing", where, "页脚有页码", f"{page}没有页码")


def _may_be_letter(document: Document) -> bool:
    """Whether the mark is a letter's, which has no 文件, and the double rule may be one of the drawings."""
    marks = document.of(Role.MARK)
    return bool(marks) and document.layout.has_drawings and not marks[-1].text.endswith("文件")


def _is_cover(document: Document, at: int) -> bool:
    """Whether a section's first page ends before any text: a cover."""
    for element in document.elements:
        if element.paragraph.section != at or element.paragraph.place:
            continue
        if element.role in TEXT:
            return False
        if element.paragraph.breaks_page:
            return True
    return True


def continued(document: Document) -> Iterator[Finding]:
    """7.5: the pages of enclosures that are bound in are counted on; a letter's first page shows no number (10.1)."""
    for element in document.of(Role.ENCLOSURE_MARK):
        paragraph = element.paragraph
        if paragraph.starts_section and document.layout.sections[paragraph.section].restarts:
            yield Clause("7.5").at("gbt.page-number.continue", element, "附件与正文连续编页码", "从头编起")
    section = document.section
    first = "first" if section.title_page else "default"
    if first in section.numbered and _is_letter(section):
        yield Clause("10.1").at("gbt.page-number.first", "首页页脚", "信函首页不显示页码", "有页码")


def _is_letter(section: Section) -> bool:
    """Whether a double red rule stands at the head of the first page."""
    head = section.headers.get("first" if section.title_page else "default", ())
    borders = [border for p in head for border in (p.look.top, p.look.bottom) if border]
    return any(is_red(border.colour) and border.kind != "single" for border in borders)


def _number(rule: Clause, document: Document, section: Section, paragraph: Paragraph, kind: str) -> Iterator[Finding]:
    where = _FOOTERS[kind] if kind != "default" or document.layout.odd_and_even else "页脚"
    text = paragraph.text.strip()
    if not re.fullmatch(r"—[ \u2009\u00a0]?\d+[ \u2009\u00a0]?—", text):
        yield rule.at("gbt.page-number.form", where, "— 1 —（左右各一条一字线）", text)
    letter = next((run.letter for run in paragraph.runs if re.search(r"\d", run.text)), None)
    if letter is not None and letter.size != TAIL_SIZE:
        yield rule.at("gbt.page-number.size", where, said_size(TAIL_SIZE), said_size(letter.size))
    if letter is not None and not is_face(letter.latin, "宋体"):
        yield rule.at("gbt.page-number.font", where, "宋体", letter.latin or "未指定")
    boxed = paragraph.boxed
    if document.layout.odd_and_even and not boxed and not paragraph.look.framed:
        side = "left" if kind == "even" else "right"
        look = paragraph.look
        indent = look.left_characters + look.first_characters if kind == "even" else look.right_characters
        align = "left" if look.align == "both" else look.align
        if align != side:
            words = {"left": "居左", "right": "居右", "center": "居中"}
            yield rule.at("gbt.page-number.side", where, words[side], words.get(align, align))
        elif abs(indent - 1) > 0.3:  # noqa: PLR2004 - characters
            yield rule.at("gbt.page-number.indent", where, "空一字", f"空{one_decimal(indent)}字")
    if not boxed and not paragraph.look.framed and section.width < section.height:
        yield from _height(rule, where, section, paragraph)


def _height(rule: Clause, where: str, section: Section, paragraph: Paragraph) -> Iterator[Finding]:
    """Word sets a footer from the paper's lower edge upwards; the dash is at the middle of its line."""
    line = line_height(paragraph, section) + paragraph.look.after
    top = millimetres(section.height - section.footer - line / 2)
    if abs(top - _NUMBER_TOP - 0.3) > _NUMBER_TOLERANCE:
        below = top - millimetres(section.height - section.bottom)
        yield rule.at("gbt.page-number.height", where, "一字线上距版心下边缘7毫米", f"约{one_decimal(below)}毫米")


RULES = (page_number, continued)
