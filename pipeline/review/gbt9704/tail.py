"""Clause 7.4: the 版记 at the foot of the last page: 主送 if it was moved here, 抄送, 印发, their rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.model.finding import Finding
from pipeline.model.frozen import frozen
from pipeline.review.elements import Document
from pipeline.review.gbt9704.places import pitch, position
from pipeline.review.gbt9704.rule import Clause, face_of, first_indent, is_face, one_decimal, said_size, sizes_of
from pipeline.review.layout import Border, Paragraph, Table, em_width, millimetres
from pipeline.review.roles import TAIL_SIZE, Element, Role

_INDENT_TOLERANCE = 0.35  # characters
_WRAP_TOLERANCE = 0.8  # characters; an indent of four characters may be stated in another size's
_END_TOLERANCE = 0.8  # characters; digits are narrower than half in some faces
_OUT, _IN = 240, 113  # twips by which rules may stick out (Word's cell margins on both sides) or fall short (2 mm)
_NAMES = {Role.MOVED_ADDRESSEE: "copies", Role.COPIES: "copies", Role.PRINTED: "printed"}
_CLAUSES = {Role.MOVED_ADDRESSEE: "7.3.2", Role.COPIES: "7.4.2", Role.PRINTED: "7.4.3"}
_LISTED = (Role.MOVED_ADDRESSEE, Role.COPIES)
_LABEL = re.compile(r"^\s*\S\s*\S\s*[：:]\s*")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日$")
_OTHERS = re.compile(r"^[（(]?\s*(?:共|此件)?\s*印(?:制|发|刷)?\s*\d+\s*份")


def letters(document: Document) -> Iterator[Finding]:
    """7.4.2 and 7.4.3: 4号 仿宋; 抄送 ends with a full stop, 印发 has a date without leading zeros and its word."""
    for element in document.of(*_NAMES):
        rule, name, paragraph = Clause(_CLAUSES[element.role]), _NAMES[element.role], element.paragraph
        if sizes_of(paragraph) - {TAIL_SIZE}:
            found = "、".join(said_size(size) for size in sorted(sizes_of(paragraph)))
            yield rule.at(f"gbt.{name}.size", element, said_size(TAIL_SIZE), found)
        if face_of(paragraph) and not is_face(face_of(paragraph), "仿宋"):
            yield rule.at(f"gbt.{name}.font", element, "仿宋", face_of(paragraph))
        if element.role in _LISTED and not element.text.endswith("。"):
            yield rule.at("gbt.copies.stop", element, "末尾用句号", f"“{element.text[-1]}”")
        if element.role is Role.PRINTED and re.search(r"年0|月0", element.text):
            yield rule.at("gbt.printed.date", element, "月、日不编虚位", element.text)
    last = document.of(*_LISTED)[-1:]
    if last and not document.of(Role.PRINTED):
        following = next(iter(_after(document, last[0].paragraph)), None)
        if following is not None and _DATE.search("".join(following.text.split())):
            yield Clause("7.4.3").at("gbt.printed.word", following, "日期后加“印发”二字", "没有“印发”")


def sides(document: Document) -> Iterator[Finding]:
    """7.4.2 and 7.4.3: one character in at both sides; of 抄送, other lines begin under the first name."""
    for element in document.of(*_NAMES):
        rule, name = Clause(_CLAUSES[element.role]), _NAMES[element.role]
        date_alone = re.match(r"\d{4}年", element.text) is not None  # in a cell of its own, at the right
        indent = first_indent(element.paragraph)
        table = document.spot(element.paragraph).table
        margins = table.margins if table else (0, 0)
        if not date_alone and not _one(indent, margins[0]):
            yield rule.at(f"gbt.{name}.indent", element, "左空一字", f"空{one_decimal(indent)}字")
        if element.role is Role.PRINTED:
            yield from _dated_end(rule, document, element, table)
        else:
            yield from _wrapped(rule, document, element, table)


def _one(indent: float, margin: int) -> bool:
    """Whether an indent is of one character, or of that together with its cell's margin."""
    return any(abs(each - 1) <= _INDENT_TOLERANCE for each in (indent, indent + margin / (TAIL_SIZE * 10)))


def _wrapped(rule: Clause, document: Document, element: Element, table: Table | None) -> Iterator[Finding]:
    """Look at the right side and the other lines, where the text is long enough to show them."""
    paragraph, look, text = element.paragraph, element.paragraph.look, element.paragraph.text.strip()
    width = _width(document, paragraph, table)
    if width is None or "\n" in text or "\t" in text:
        return
    margins = table.margins if table else (0, 0)
    full = width / pitch(paragraph)
    begin = first_indent(paragraph)
    if begin + em_width(text) <= full - 1:
        return
    if not _one(look.right_characters, margins[1]):
        yield rule.at("gbt.copies.right", element, "右空一字", f"空{one_decimal(look.right_characters)}字")
    label = _LABEL.match(text)
    wanted = begin + em_width(label[0] if label else "")
    wraps = begin + em_width(text) > full - look.right_characters
    if wraps and abs(look.left_characters - wanted) > _WRAP_TOLERANCE:
        found = f"回行空{one_decimal(look.left_characters)}字"
        yield rule.at("gbt.copies.wrap", element, f"回行与冒号后的首字对齐（空{one_decimal(wanted)}字）", found)


def _dated_end(rule: Clause, document: Document, element: Element, table: Table | None) -> Iterator[Finding]:
    """Look where the date ends, as far as that can be said."""
    paragraph, look = element.paragraph, element.paragraph.look
    margin = table.margins[1] if table else 0
    if look.align == "right" and "\t" not in paragraph.text:
        right = look.right_characters + em_width(paragraph.text[len(paragraph.text.rstrip()) :])
    else:
        width, end = _width(document, paragraph, table), position(document, paragraph)
        if width is None or end is None:
            return
        right = width / pitch(paragraph) - end
    near = min(abs(right - 1), abs(right + margin / (TAIL_SIZE * 10) - 1)) <= _END_TOLERANCE
    if not near and right >= 0:  # a line that is longer than the page breaks somewhere
        yield rule.at("gbt.printed.right", element, "印发日期右空一字", f"空{one_decimal(right)}字")


def _width(document: Document, paragraph: Paragraph, table: Table | None) -> float | None:
    """Return the width in which a line of the 版记 is set, in twips; None in a cell beside others."""
    if table is None:
        return document.layout.sections[paragraph.section].measure
    alone = len(table.rows[document.spot(paragraph).row].cells) == 1
    return (table.width or sum(table.grid) or None) if alone else None


def order(document: Document) -> Iterator[Finding]:
    """7.4.2 and 7.4.3: 抄送 above 印发; 主送, where it was moved here, above 抄送 and not parted from it by a rule."""
    tail = document.of(*_NAMES)
    for before, after in pairwise(tail):
        below = before.role is Role.PRINTED and after.role in _LISTED
        if below and not _new_paper(document, before, after):
            yield Clause("7.4.2").at("gbt.tail.order", after, "在印发机关之上一行", "在下面")
        if (before.role, after.role) == (Role.COPIES, Role.MOVED_ADDRESSEE):
            yield Clause("7.3.2").at("gbt.tail.addressee", after, "主送机关在抄送机关之上一行", "在下面")
        if (before.role, after.role) == (Role.MOVED_ADDRESSEE, Role.COPIES) and _rule_between(
            document, before.paragraph, after.paragraph
        ):
            yield Clause("7.3.2").at("gbt.tail.addressee", after, "主送机关与抄送机关之间不加分隔线", "有分隔线")


def _new_paper(document: Document, before: Element, after: Element) -> bool:
    """Whether another paper begins between two elements: a file may hold several."""
    between = document.elements[document.place_of(before) : document.place_of(after)]
    return any(element.role in {Role.MARK, Role.NUMBER, Role.TITLE} for element in between)


def rules(document: Document) -> Iterator[Finding]:
    """7.4.1: as wide as the type area; the first and last thick, those between thin. What is drawn, is trusted."""
    printed = document.first(Role.PRINTED)
    if printed is None or document.layout.has_drawings:
        return
    rule = Clause("7.4.1")
    table = document.spot(printed.paragraph).table
    found = _in_table(table) if table else _in_text(document)
    if not found.top or not found.bottom:
        missing = "没有分隔线" if not (found.top or found.bottom) else "缺一条"
        yield rule.at("gbt.tail.rules", printed, "版记首尾各有一条分隔线", missing)
        return
    if any(each.size >= min(found.top.size, found.bottom.size) for each in found.within):
        yield rule.at("gbt.tail.thickness", printed, "首尾两条粗、中间的细", "中间的不比首尾的细")
    measure = document.layout.sections[printed.paragraph.section].measure
    if found.width and not measure - _IN <= found.width <= measure + _OUT:
        wanted, width = (f"{millimetres(twips):.0f}毫米" for twips in (measure, found.width))
        yield rule.at("gbt.tail.width", printed, f"分隔线与版心等宽（{wanted}）", width)


@frozen
class _Rules:
    """The rules of a 版记; `width` in twips, 0 where nobody says."""

    top: Border | None
    within: tuple[Border, ...]
    bottom: Border | None
    width: float


def _in_table(table: Table) -> _Rules:
    within = (table.rule_under(at) for at in range(len(table.rows) - 1))
    width = table.width or sum(table.grid)
    return _Rules(table.rows[0].top, tuple(filter(None, within)), table.rows[-1].bottom, width)


def _in_text(document: Document) -> _Rules:
    """Return the same of paragraphs; a rule may belong to one above or below, which may be empty but for it."""
    tail = [e.paragraph for e in document.of(*_NAMES) if document.spot(e.paragraph).table is None]
    first, last = document.spot(tail[0]).block, document.spot(tail[-1]).block
    above, below = _texts(reversed(document.layout.blocks[:first])), _texts(document.layout.blocks[last + 1 :])
    _, top = _ruled([tail[0]], below=False) or _ruled(above, below=True) or (None, None)
    bears, bottom = _ruled([tail[-1]], below=True) or _ruled(below, below=False) or (None, None)
    within = (_between(document, *pair) for pair in pairwise(tail))
    return _Rules(top, tuple(filter(None, within)), bottom, _ruled_width(document, bears) if bears else 0)


def _texts(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph]:
    return (block for block in blocks if isinstance(block, Paragraph))


def _ruled(paragraphs: Iterable[Paragraph], *, below: bool) -> tuple[Paragraph, Border] | None:
    """Return the first rule on the way to the next text, of which only one side counts, and the paragraph it is of."""
    for each in paragraphs:
        border = each.look.bottom if below else each.look.top
        if not each.shown:
            border = each.look.top or each.look.bottom
        if border or each.shown:
            return (each, border) if border else None
    return None


def _between(document: Document, before: Paragraph, after: Paragraph) -> Border | None:
    """Return the rule between two paragraphs of the same text or cell, itself perhaps an empty paragraph's."""
    spots = document.spot(before), document.spot(after)
    in_text = all(spot.table is None for spot in spots)
    empty = _texts(document.layout.blocks[spots[0].block + 1 : spots[1].block]) if in_text else ()
    own = before.look.bottom or after.look.top or (before.look.between and after.look.between)
    return own or next((border for each in empty if (border := each.look.top or each.look.bottom)), None)


def _ruled_width(document: Document, paragraph: Paragraph) -> float:
    look = paragraph.look
    begin = min(look.left, look.left + look.first)
    return document.layout.sections[paragraph.section].measure - begin - look.right


def _rule_between(document: Document, before: Paragraph, after: Paragraph) -> bool:
    upper, lower = document.spot(before), document.spot(after)
    table = upper.table
    if table is None or table is not lower.table or upper.row == lower.row:
        return _between(document, before, after) is not None
    return table.rule_under(upper.row) is not None


def others(document: Document) -> Iterator[Finding]:
    """7.4.3: what else stands in the 版记, as the number of copies, is parted from 印发 by a rule."""
    for printed in document.of(Role.PRINTED)[-1:]:
        for paragraph in _after(document, printed.paragraph)[:1]:
            if not _OTHERS.match(paragraph.text.strip()):
                continue
            if not _rule_between(document, printed.paragraph, paragraph):
                yield Clause("7.4.3").at("gbt.tail.other", paragraph, "与印发机关之间用细分隔线隔开", "没有分隔线")


def _after(document: Document, paragraph: Paragraph) -> Sequence[Paragraph]:
    """Return the shown paragraphs after one, in its own table if it stands in one."""
    table = document.spot(paragraph).table
    mates = list(table.paragraphs) if table else document.layout.paragraphs
    at = next(at for at, each in enumerate(mates) if each is paragraph)
    return [each for each in mates[at + 1 :] if each.shown]


RULES = (letters, sides, order, rules, others)
