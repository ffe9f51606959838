"""Clause 7.2: what stands above the red rule. Clause 7.4: what stands at the foot of the last page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.model.finding import Finding
from pipeline.review.elements import Document
from pipeline.review.gbt9704.places import off_centre
from pipeline.review.gbt9704.rule import (
    CUSTOM,
    Clause,
    face_of,
    first_indent,
    is_face,
    one_decimal,
    said_size,
    sizes_of,
)
from pipeline.review.layout import Paragraph, millimetres
from pipeline.review.roles import (
    BODY_SIZE,
    NUMBERS,
    ORDER_NUMBER,
    SIGNED_NUMBER,
    Element,
    Role,
    is_number_open,
    is_red,
)

_NUMBER = re.compile(r"^\S{1,12}〔\d{4}〕[1-9]\d*号$")
_SMALL = (Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY)
_SECRECY = re.compile(r"^(绝密|机密|秘密)(★(\d+年|\d+个月|长期))?$")
_INDENT_TOLERANCE = 0.35  # characters
_NUMBER_GAP, _GAP_TOLERANCE = 2, 0.7  # blank lines between the mark and the number
_RULE_GAP, _RULE_TOLERANCE = 4, 1.05  # mm between the number and the red rule
_UNDER_LETTERS = 3.6  # points between a 3号 character and the lower edge of an exact line of 28.95
_BODY_LINE = (560, 600)  # twips: lines of which that is true
_RULE_WIDTHS = {False: 156, True: 170}  # mm, by whether it is a letter's double rule (10.1)
_RULE_WIDTH_TOLERANCE = 2


def mark(document: Document) -> Iterator[Finding]:
    """7.2.4: the issuing agency's mark is red, centred, preferably 小标宋; several agencies are a block."""
    rule = Clause("7.2.4")
    marks = document.of(Role.MARK)
    for element in marks:
        letter = element.paragraph.letter
        if letter is None:
            continue
        if not is_red(letter.colour):
            yield rule.at(
                "gbt.mark.colour", element, "红色", "黑色" if letter.colour in {"auto", "000000"} else letter.colour
            )
        stretched = element.paragraph.look.align == "distribute" or element.paragraph.boxed
        astray = "" if stretched or len(marks) > 1 else off_centre(element.paragraph)
        if astray:
            yield rule.at("gbt.mark.align", element, "居中", astray)
        if face_of(element.paragraph) and not is_face(face_of(element.paragraph), "小标宋"):
            yield rule.at("gbt.mark.font", element, "小标宋体", face_of(element.paragraph), CUSTOM)


def small_elements(document: Document) -> Iterator[Finding]:
    """7.2.1-7.2.3: 份号, 密级 and 紧急程度: 3号, at the upper left corner; the latter two 黑体."""
    clauses = {Role.COPY_NUMBER: "7.2.1", Role.SECRECY: "7.2.2", Role.URGENCY: "7.2.3"}
    names = {Role.COPY_NUMBER: "copy-number", Role.SECRECY: "secrecy", Role.URGENCY: "urgency"}
    for element in document.of(*clauses):
        rule, name = Clause(clauses[element.role]), names[element.role]
        if sizes_of(element.paragraph) - {BODY_SIZE}:
            found = "、".join(said_size(size) for size in sorted(sizes_of(element.paragraph)))
            yield rule.at(f"gbt.{name}.size", element, said_size(BODY_SIZE), found)
        if element.role is not Role.COPY_NUMBER and not is_face(face_of(element.paragraph), "黑体"):
            yield rule.at(f"gbt.{name}.font", element, "黑体", face_of(element.paragraph))
        look = element.paragraph.look
        if look.align in {"center", "right"} or abs(look.left_characters + look.first_characters) > _INDENT_TOLERANCE:
            yield rule.at(f"gbt.{name}.place", element, "顶格编排在版心左上角", "没有顶格")
        if element.role is Role.SECRECY and not _SECRECY.match("".join(element.text.split())):
            yield rule.at("gbt.secrecy.form", element, "如“机密★1年”", element.text)


def small_order(document: Document) -> Iterator[Finding]:
    """7.2.1-7.2.3: 份号 on the first line, 密级 and 紧急程度 under it in this order; a classified paper has a 份号."""
    listed = document.of(*_SMALL)
    for before, after in pairwise(listed):
        if _SMALL.index(after.role) < _SMALL.index(before.role) and not _between(document, before, after):
            yield Clause("7.2.3").at(
                "gbt.head.order", after, "份号、密级、紧急程度自上而下分行", f"在{before.role}之下"
            )
    for element in document.of(Role.COPY_NUMBER):
        if element.gap is not None and element.gap > _GAP_TOLERANCE and element is document.elements[0]:
            found = f"上面空{one_decimal(element.gap)}行"
            yield Clause("7.2.1").at("gbt.copy-number.line", element, "版心左上角第一行", found)
    for element in document.of(Role.SECRECY):
        classified = element.text.startswith(("绝密", "机密", "秘密")) and document.of(Role.NUMBER)
        copied = any(re.match(r"\d{4,8}\s", e.text) for e in document.of(Role.NUMBER))  # a letter's, on one line
        if classified and not copied and not document.of(Role.COPY_NUMBER):
            yield Clause("条例9", CUSTOM).at("gbt.copy-number.missing", element, "涉密公文标注份号", "没有份号")
    for element in document.of(Role.URGENCY):
        if element.text.startswith(("特提", "平急")):
            yield Clause("条例9", CUSTOM).at("gbt.urgency.word", element, "特急、加急（电报另有等级）", element.text)


def _between(document: Document, before: Element, after: Element) -> bool:
    """Whether a title stands between two elements: a file may hold several papers."""
    between = document.elements[document.place_of(before) : document.place_of(after)]
    return any(element.role is Role.TITLE for element in between)


def number(document: Document) -> Iterator[Finding]:
    """7.2.5 and 7.2.6: 发文字号 with 〔〕, no 第, no leading zero; left with the signer opposite, else centred."""
    rule = Clause("7.2.5")
    for element in document.of(Role.NUMBER):
        text, signer = parts(element)
        text = text.strip()
        ordered = ORDER_NUMBER.match(text)
        if is_number_open(text):
            expected = "编完的发文字号" if ordered else "编完的发文字号，如“吕委〔2026〕12号”"
            yield rule.at("gbt.number.open", element, expected, f"发文字号没有编完（{text}）")
        elif not ordered and not _NUMBER.match("".join(text.split())) and not _has_several(text):
            yield rule.at("gbt.number.form", element, "如“吕委〔2026〕12号”", text)
        if sizes_of(element.paragraph) - {BODY_SIZE}:
            found = "、".join(said_size(size) for size in sorted(sizes_of(element.paragraph)))
            yield rule.at("gbt.number.size", element, said_size(BODY_SIZE), found)
        face = next((run.letter.east for run in element.paragraph.runs if "〔" in run.text), "")  # not of 令号
        if face and not is_face(face, "仿宋"):
            yield rule.at("gbt.number.font", element, "仿宋", face)
        look = element.paragraph.look
        opposite = "\t" in element.paragraph.text  # 信函: at the right of the line under the rule (10.1)
        if (
            document.of(Role.MARK)
            and not signer
            and not opposite
            and look.align not in {"center", "right"}
            and not look.framed
        ):
            yield rule.at("gbt.number.align", element, "居中", "没有居中")
        indent = first_indent(element.paragraph)
        if signer and abs(indent - 1) > _INDENT_TOLERANCE:
            yield rule.at("gbt.number.align", element, "居左空一字", f"空{one_decimal(indent)}字")


def _has_several(text: str) -> bool:
    return len(NUMBERS.findall(text)) > 1  # a fault of its own (joint.one_number)


def number_gap(document: Document) -> Iterator[Finding]:
    """7.2.5: two blank lines between the mark and the number; a letter's stands under the rule instead (10.1).

    The first line of several signers stands there for the number (7.2.6).
    """
    for before, element in pairwise(document.elements):
        opposite = element.role is Role.NUMBER and "\t" in element.paragraph.text and "签" not in element.text
        under_mark = before.role is Role.MARK and element.role in {Role.NUMBER, Role.SIGNERS} and not opposite
        gap = None if before.paragraph.boxed else element.gap
        if under_mark and gap is not None and abs(gap - _NUMBER_GAP) > _GAP_TOLERANCE:
            found = f"空{one_decimal(gap)}行"
            yield Clause("7.2.5").at("gbt.number.gap", element, "发文机关标志下空二行", found)


def parts(element: Element) -> tuple[str, str]:
    """Return 发文字号 and what stands opposite: the signers, with or without their label."""
    if signed := SIGNED_NUMBER.match(element.text):
        return signed[0].strip(), element.text[signed.end() :]
    number, label, names = element.text.partition("签发人")
    return number, label + names


def red_rule(document: Document) -> Iterator[Finding]:
    """7.2.7: a red rule as wide as the type area stands under the number. One that is drawn is taken on trust."""
    marks = document.of(Role.MARK)
    if not marks or document.layout.has_drawings:
        return
    paragraphs: list[Paragraph] = list(document.layout.paragraphs)
    for section in document.layout.sections:
        for edge in (*section.headers.values(), *section.footers.values()):
            paragraphs += edge
    borders = [border for p in paragraphs for border in (p.look.bottom, p.look.top) if border]
    if not any(is_red(border.colour) for border in borders):
        found = "没有分隔线" if not borders else "分隔线不是红色"
        yield Clause("7.2.7").at("gbt.red-rule", marks[0], "发文字号之下有红色分隔线", found)


def red_rule_place(document: Document) -> Iterator[Finding]:
    """7.2.7 and 10.1: the rule stands 4 mm under the number, as wide as the type area; a letter's double one 170 mm.

    The distance is judged where the rule is the lower border of the number's own line and that is a line of the text.
    """
    rule = Clause("7.2.7")
    for element in document.of(Role.NUMBER):
        look = element.paragraph.look
        border = look.bottom
        if border is None or not is_red(border.colour):
            continue
        below = millimetres(20 * (border.space + _UNDER_LETTERS))
        lines_up = look.rule == "exact" and _BODY_LINE[0] <= look.line <= _BODY_LINE[1]
        if lines_up and abs(below - _RULE_GAP) > _RULE_TOLERANCE:
            yield rule.at("gbt.red-rule.gap", element, "发文字号下4毫米", f"约{one_decimal(below)}毫米")
        wanted = _RULE_WIDTHS[border.kind != "single"]
        width = millimetres(document.section.measure - look.left - look.right)
        if abs(width - wanted) > _RULE_WIDTH_TOLERANCE:
            yield rule.at("gbt.red-rule.width", element, f"{wanted}毫米宽", f"约{width:.0f}毫米")


RULES = (mark, small_elements, small_order, number, number_gap, red_rule, red_rule_place)
