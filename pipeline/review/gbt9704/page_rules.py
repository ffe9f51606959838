"""Clause 5: paper, type area, lines and characters, colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from pipeline.model.finding import Finding
from pipeline.review.elements import Document
from pipeline.review.gbt9704.rule import CUSTOM, WHOLE, Clause, one_decimal, said_size, sizes_of
from pipeline.review.layout import Paragraph, Section, millimetres
from pipeline.review.roles import BODY_SIZE, TEXT, Element, Role, is_red, line_height

_WIDTH, _HEIGHT = 210, 297  # mm, A4
_TOP, _LEFT, _AREA_WIDTH, _AREA_HEIGHT = 37, 28, 156, 225  # mm
_TOLERANCE = 1.05  # mm; the standard's ± 1, and a little for Word's rounding to 0.1 cm
_PAPER_TOLERANCE = 2
_LINES, _CHARACTERS = 22, 28
_NUMBER_TOP = 269.0  # mm from the paper's top: 262 (end of the type area) + 7
_NUMBER_TOLERANCE = 1.5
_LONG = 28  # characters: shorter paragraphs show no full line
_BLACK = frozenset({"auto", "000000"})


def paper(document: Document) -> Iterator[Finding]:
    """5.1: A4."""
    rule = Clause("5.1")
    for at, section in enumerate(document.layout.sections, 1):
        sides = sorted((millimetres(section.width), millimetres(section.height)))
        wanted = (_WIDTH, _HEIGHT)
        if any(abs(side - want) > _PAPER_TOLERANCE for side, want in zip(sides, wanted, strict=True)):
            found = f"{sides[0]:.0f}×{sides[1]:.0f}毫米"
            yield rule.at("gbt.paper", _section(document, at), "A4 纸（210×297毫米）", found)


def _section(document: Document, at: int) -> str:
    return "页面设置" if len(document.layout.sections) == 1 else f"第{at}节页面设置"


def margins(document: Document) -> Iterator[Finding]:
    """5.2.1: 天头 37 mm, 订口 28 mm, type area 156 × 225 mm. A landscape section keeps the same area, turned."""
    rule = Clause("5.2.1")
    for at, section in enumerate(document.layout.sections, 1):
        where = _section(document, at)
        if section.width > section.height:
            yield from _turned(rule, where, section)
            continue
        figures = (
            ("top", "天头（上边距）", _TOP, section.top),
            ("left", "订口（左边距）", _LEFT, section.left),
            ("right", "版心宽", _AREA_WIDTH, section.measure),
            ("bottom", "版心高", _AREA_HEIGHT, section.depth),
        )
        for name, said, want, twips in figures:
            if abs(millimetres(twips) - want) > _TOLERANCE:
                found = f"{said}{one_decimal(millimetres(twips))}毫米"
                yield rule.at(f"gbt.margin.{name}", where, f"{said}{want}毫米", found)


def _turned(rule: Clause, where: str, section: Section) -> Iterator[Finding]:
    area = (millimetres(section.measure), millimetres(section.depth))
    if abs(area[0] - _AREA_HEIGHT) > 2 * _TOLERANCE or abs(area[1] - _AREA_WIDTH) > 2 * _TOLERANCE:
        found = f"{area[0]:.0f}×{area[1]:.0f}毫米"
        yield rule.at("gbt.margin.landscape", where, "横排版心225×156毫米", found, CUSTOM)


def lines(document: Document) -> Iterator[Finding]:
    """5.2.3: 22 lines a page. Said once where the whole text is off, else for each paragraph that is."""

    def count(element: Element) -> float:
        section = document.layout.sections[element.paragraph.section]
        return section.depth // line_height(element.paragraph, section)

    def height(element: Element) -> str:
        section = document.layout.sections[element.paragraph.section]
        return f"行距{one_decimal(line_height(element.paragraph, section) / 20)}磅"

    texts = [e for e in document.of(*TEXT) if _portrait(document, e)]
    yield from _off(
        Clause("5.2.3"), "gbt.lines", texts, count, _LINES, lambda e: f"{height(e)}，每面{count(e):.0f}行", "每面22行"
    )


def characters(document: Document) -> Iterator[Finding]:
    """5.2.3: 28 characters a line."""

    def count(element: Element) -> float:
        section = document.layout.sections[element.paragraph.section]
        return int(section.measure / _pitch(element.paragraph, section) + 0.001)

    texts = [
        e
        for e in document.of(Role.BODY, Role.ADDRESSEE, *TEXT)
        if _portrait(document, e) and sizes_of(e.paragraph) == {BODY_SIZE}
    ]
    yield from _off(
        Clause("5.2.3"), "gbt.characters", texts, count, _CHARACTERS, lambda e: f"每行{count(e):.0f}字", "每行28字"
    )


def _pitch(paragraph: Paragraph, section: Section) -> float:
    """Return the advance of most full-width characters of a paragraph, in twips."""
    letter = paragraph.letter
    if letter is None:
        return BODY_SIZE * 10
    pitch = letter.size * 10 * letter.scale / 100 + letter.spacing
    if section.grid == "linesAndChars" and paragraph.look.snap:
        pitch += section.pitch_characters / 4096 * 20
    return max(pitch, 1)


def _portrait(document: Document, element: Element) -> bool:
    section = document.layout.sections[element.paragraph.section]
    return section.width < section.height and not element.paragraph.look.framed


def _off(
    rule: Clause,
    code: str,
    elements: list[Element],
    count: Callable[[Element], float],
    want: int,
    said: Callable[[Element], str],
    expected: str,
) -> Iterator[Finding]:
    if not elements:
        return
    counts = [count(element) for element in elements]
    letters: Counter[float] = Counter()
    for figure, element in zip(counts, elements, strict=True):
        letters[figure] += len(element.text)
    usual = letters.most_common(1)[0][0]
    if usual != want:
        first = elements[counts.index(usual)]
        yield rule.at(code, WHOLE, expected, said(first))
    for figure, element in zip(counts, elements, strict=True):
        if figure not in {want, usual}:
            yield rule.at(code, element, expected, said(element))


def colour(document: Document) -> Iterator[Finding]:
    """5.2.4: black, the issuing agency's mark excepted."""
    rule = Clause("5.2.4")
    for element in document.elements:
        colours = {run.letter.colour for run in element.paragraph.runs if run.text.strip()} - _BLACK
        if element.role is Role.MARK or not colours:
            continue
        yield rule.at("gbt.colour", element, "黑色", "、".join(_said(c) for c in sorted(colours)))


def _said(colour_code: str) -> str:
    return "红色" if is_red(colour_code) else f"#{colour_code}"


def odd_sizes(document: Document) -> Iterator[Finding]:
    """5.2.2: text of the body is 3号 throughout."""
    for element in document.of(*TEXT):
        off = sizes_of(element.paragraph) - {BODY_SIZE}
        if off and _portrait(document, element):
            found = "、".join(map(said_size, sorted(off)))
            yield Clause("5.2.2").at("gbt.size.body", element, said_size(BODY_SIZE), found)


RULES = (paper, margins, lines, characters, odd_sizes, colour)
