"""Clauses 7.3.5 and 7.3.6: 署名, 签名章, 成文日期 and 附注."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.model.finding import Finding
from pipeline.review.elements import Document
from pipeline.review.gbt9704.rule import CUSTOM, Clause, one_decimal
from pipeline.review.layout import em_width
from pipeline.review.roles import BODY_SIZE, STAMPED, Element, Role, agencies_in

_NEAR = 0.35  # characters or lines: what the eye takes for the same
_SIGNATURE_NEAR = 0.8  # characters; digits are narrower than half in some faces
_YEAR = 3  # characters of room for a year
_STYLE = "署名"
_SEAL = 4  # characters right of a sealed date
_STAMP_GAP, _STAMP_DATE_GAP, _OFFICE_GAP = 2, 1, 2  # blank lines above and below a stamp; characters beside it


def date(document: Document) -> Iterator[Finding]:
    """7.3.5.4: Arabic digits, the whole year, no leading zero."""
    rule = Clause("7.3.5.4")
    for element in document.of(Role.DATE):
        text = "".join(element.text.split())
        if not re.search(r"\d|[〇○零一二三四五六七八九十]", text):
            continue  # left blank, to be written by hand
        if re.search(r"[〇○Oo零一二三四五六七八九十]", text):
            yield rule.at("gbt.date.digits", element, "阿拉伯数字", text)
        elif not re.fullmatch(r"\d{4}年[1-9]\d?月[1-9]\d?日", text):
            yield rule.at("gbt.date.form", element, "如“2026年7月1日”（年份写全，月、日不编虚位）", text)


def signature(document: Document) -> Iterator[Finding]:
    """7.3.5.1 and .2: with seal, date four characters in, name centred on it; without, name two in, date two after.

    Of several agencies one name is enough that stands so: the clause places the others only in their order.
    """
    for names, dated in _signed(document.elements):
        found = [places for name in names if (places := _places(document, name, dated))]
        if len(found) == len(names) and not any(map(_as_it_must, found)):
            expected = "日期右空四字、署名以日期为准居中（盖章），或署名右空二字、日期首字比署名首字右移二字（不盖章）"
            _, _, name_right, date_right = found[-1]
            said = f"署名右空{one_decimal(name_right)}字、日期右空{one_decimal(date_right)}字"
            yield Clause("7.3.5").at("gbt.signature.place", dated, expected, said)
        gap = names[0].gap
        if gap is not None and gap < 1 - 2 * _NEAR:
            bare = found and not any(_sealed(*places) for places in found)
            expected = "正文下空一行" if bare else "与正文之间留出印章的位置"
            weight = None if bare else CUSTOM  # where a seal is, the clause places that, not the name
            yield Clause("7.3.5").at("gbt.signature.gap", names[0], expected, f"空{one_decimal(gap)}行", weight)
        for name in names:
            yield from _kept(name)


def rightly_placed(document: Document) -> frozenset[int]:
    """Return the paragraphs (by id) of names and dates that stand as 7.3.5.1 or 7.3.5.2 has them, in the body's size.

    Of a name that is too long for the clause, where our own style has put it.
    """
    found: set[int] = set()
    for names, dated in _signed(document.elements):
        sizes = {each.paragraph.letter.size for each in (*names, dated) if each.paragraph.letter}
        places = _places(document, names[-1], dated)
        stands = _as_it_must(places) if places else names[-1].paragraph.look.style == _STYLE
        if len(names) == 1 and sizes <= {BODY_SIZE} and stands:
            found |= {id(names[0].paragraph), id(dated.paragraph)}
    return frozenset(found)


def _kept(name: Element) -> Iterator[Finding]:
    if not name.paragraph.look.keep_next:
        expected = "与日期同页（与下段同页）"
        yield Clause("7.3.5", CUSTOM).at("gbt.signature.keep", name, expected, "可能与日期分在两页")


def _places(document: Document, name: Element, dated: Element) -> tuple[float, float, float, float] | None:
    """Return the widths of name and date and how far both end from the right edge; None where nobody can say.

    Of names in one line the last one counts: its seal covers the date, too.
    """
    text = name.paragraph.text.strip()
    last = agencies_in(text)[-1]
    area = document.layout.sections[dated.paragraph.section].measure / (BODY_SIZE * 10 - 5)
    n, d = em_width(last) if last != text else _width(name), _width(dated)
    tabbed = any("\t" in each.paragraph.text.rstrip() for each in (name, dated))
    look = name.paragraph.look
    wraps = _width(name) > area - look.left_characters - look.right_characters + _NEAR
    if tabbed or wraps or n > area - _SEAL:  # of a longer name the clause says nothing
        return None
    return n, d, _right(name, _width(name), area), _right(dated, d, area)


def _as_it_must(places: tuple[float, float, float, float]) -> bool:
    return _sealed(*places) or _unsealed(*places)


def _width(element: Element) -> float:
    """Return a line's width; room left for a year that is written by hand belongs to it."""
    text = element.paragraph.text
    return em_width(text.strip()) + _year_room(text)


def _year_room(text: str) -> float:
    leading = em_width(text[: len(text) - len(text.lstrip())])
    return min(leading, _YEAR) if text.strip().startswith("年") else 0


def _signed(elements: Sequence[Element]) -> Iterator[tuple[list[Element], Element]]:
    """Yield each date with the names above it."""
    names: list[Element] = []
    for element in elements:
        if element.role is Role.DATE and names:
            yield names, element
        names = [*names, element] if element.role is Role.SIGNATURE else []


def _right(element: Element, width: float, area: float) -> float:
    """Return how far a line ends from the right edge of the type area, in characters."""
    look, text = element.paragraph.look, element.paragraph.text
    trailing = em_width(text[len(text.rstrip()) :])
    if look.align == "right":
        return look.right_characters + trailing
    leading = em_width(text[: len(text) - len(text.lstrip())]) - _year_room(text)
    left = look.left_characters + look.first_characters
    if look.align == "center":
        inner = area - left - look.right_characters
        return look.right_characters + (inner - width - leading - trailing) / 2 + trailing
    return area - left - leading - width


def _sealed(n: float, d: float, name_right: float, date_right: float) -> bool:
    centred = abs((name_right + n / 2) - (date_right + d / 2)) <= _SIGNATURE_NEAR
    # A name too wide for the place moves the date further in: the seal has to fit on both.
    moved = date_right >= _SEAL - _SIGNATURE_NEAR and name_right <= _SEAL and n > d + _SEAL
    return centred and (abs(date_right - _SEAL) <= _SIGNATURE_NEAR or moved)


def _unsealed(n: float, d: float, name_right: float, date_right: float) -> bool:
    shifted = abs((date_right + d) - (name_right + n - 2)) <= _SIGNATURE_NEAR
    return shifted and (abs(name_right - 2) <= _SIGNATURE_NEAR or abs(date_right - 2) <= _SIGNATURE_NEAR)


def stamp(document: Document) -> Iterator[Finding]:
    """7.3.5.3: 签名章 two blank lines below the text, four characters in, 职务 two to its left; a line, the date."""
    rule = Clause("7.3.5.3")
    for before, dated in pairwise(document.elements):
        if (before.role, dated.role) != (Role.STAMP, Role.DATE):
            continue
        yield from _kept(before)
        area = document.layout.sections[dated.paragraph.section].measure / (BODY_SIZE * 10 - 5)
        figures = (
            (before, "gbt.stamp.gap", "签名章在正文下空二行", before.gap, _STAMP_GAP, 2 * _NEAR, "行"),
            (before, "gbt.stamp.office", "职务在签名章左空二字", _office_gap(before), _OFFICE_GAP, 2 * _NEAR, "字"),
            (before, "gbt.stamp.place", "签名章右空四字", _stamp_right(before, area), _SEAL, _SIGNATURE_NEAR, "字"),
            (dated, "gbt.stamp.date-gap", "日期在签名章下空一行", dated.gap, _STAMP_DATE_GAP, 2 * _NEAR, "行"),
            (dated, "gbt.stamp.date", "日期右空四字", _right(dated, _width(dated), area), _SEAL, _SIGNATURE_NEAR, "字"),
        )  # fmt: skip
        for element, code, expected, figure, wanted, tolerance, unit in figures:
            if figure is not None and abs(figure - wanted) > tolerance:
                yield rule.at(code, element, expected, f"空{one_decimal(figure)}{unit}")


def _office_gap(element: Element) -> float | None:
    """Return how far 职务 is from the stamp; None where tabs or the place of a picture say it."""
    text = element.paragraph.text.strip(" ")
    line = STAMPED.match(text)
    drawn = element.paragraph.has_drawing and not (line and line["name"])
    if line is None or "\t" in text or (drawn and not line["between"]):
        return None
    return em_width(line["between"])


def _stamp_right(element: Element, area: float) -> float | None:
    """Return how far a stamp ends from the right edge; None where it is a picture, which may be anywhere."""
    if element.paragraph.has_drawing or "\t" in element.paragraph.text:
        return None
    return _right(element, _width(element), area)


def note(document: Document) -> Iterator[Finding]:
    """7.3.6: on the line after the date, two characters in, in full-width parentheses."""
    for before, element in pairwise(document.elements):
        if element.role is not Role.NOTE:
            continue
        if before.role is Role.DATE and element.gap is not None and element.gap > 2 * _NEAR:
            found = f"空{one_decimal(element.gap)}行"
            yield Clause("7.3.6").at("gbt.note.gap", element, "成文日期下一行", found)
        look = element.paragraph.look
        first = look.left_characters + look.first_characters
        if look.align in {"center", "right"} or abs(first - 2) > _NEAR:
            yield Clause("7.3.6").at("gbt.note.indent", element, "居左空二字", f"空{one_decimal(first)}字")
        if not (element.text.startswith("（") and element.text.endswith("）")):
            yield Clause("7.3.6").at(
                "gbt.note.brackets", element, "全角圆括号", f"“{element.text[0]}…{element.text[-1]}”"
            )


RULES = (date, signature, stamp, note)
