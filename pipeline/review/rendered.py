"""A paper's PDF held to GB/T 9704: what only the set pages show. Each rule one small function with its clause.

Told from the pages alone, but for one thing: which lines are 署名 and 成文日期 the Word file says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import mode

from pipeline.model.finding import Finding, Weight
from pipeline.model.frozen import frozen
from pipeline.review.elements import Document
from pipeline.review.gbt9704.rule import one_decimal
from pipeline.review.pages import Baseline, Page
from pipeline.review.roles import Role

LEFT, TOP, RIGHT, BOTTOM = 28.0, 37.0, 184.0, 262.0  # the type area on A4 (5.2.1)
LINES, CHARACTERS = 22, 28
MARK_TOP, LETTER_TOP, DASH_TOP = 72.0, 30.0, 269.0  # 7.2.4, 10.1, 7.5
TOLERANCE = 1.0
_MEASURED = 0.05  # what rounding may add to a tolerance
_BODY = (15.4, 16.6)  # points: 3号
_PITCH = 10.21  # mm: a body line of 28.95 points
_EVEN = 0.6  # mm: LibreOffice sets a line of 黑体 a little lower than one of 仿宋
_CENTRE = 0.38  # of its size: how far a Hanzi's middle is above the baseline
CELL = 4.94  # mm: a character of the page number's size, 14 points
_NUMBER = re.compile(r"[—－–-]?\d+[—－–-]?")
_OPENING, CLOSING = "“‘（《〈〔【『「([", "，。、；：？！”’）》〉〕】』」…—·,.;:?!)]%％"
_SEAL = 21.0  # mm: half of a seal of 42 mm
_MARK_SIZE = 20.0  # points: what is red and smaller is no mark
_TAIL = re.compile(r"^(?:主送|抄送)[：:]")
_FEW = 3  # full lines: fewer say nothing


@frozen
class RenderedPaper:
    """A paper: its Word file, told apart, and its pages."""

    document: Document
    pages: tuple[Page, ...]


def page_findings(document: Document, pages: tuple[Page, ...]) -> tuple[Finding, ...]:
    """Return what the set pages show to be wrong, in the order of the pages."""
    sheets = RenderedPaper(document, pages)
    return tuple(finding for rule in RULES for finding in rule(sheets))


# --- what is measured ---------------------------------------------------------------------------------------------


def number_line(page: Page) -> Baseline | None:
    """Return the line of the page number, None where there is none."""
    below = [line for line in page.lines if line.baseline > BOTTOM]
    return next((line for line in reversed(below) if _NUMBER.fullmatch(line.text)), None) if page.portrait else None


def body_lines(page: Page) -> list[Baseline]:
    """Return the lines inside the type area."""
    number = number_line(page)
    return [line for line in page.lines if line is not number]


def tail_pages(pages: Sequence[Page]) -> frozenset[int]:
    """Return which pages 7.5 gives no number: one that holds the 版记 alone, and an empty one before it."""
    found = set()
    for before, page in pairwise(pages):
        texts = [line.text for line in body_lines(page)]
        if texts and texts[-1].endswith("印发") and (len(texts) == 1 or _TAIL.match(texts[0])):
            found |= {page.number} if body_lines(before) else {before.number, page.number}
    return frozenset(found)


def full_text(page: Page) -> list[Baseline]:
    """Return the lines of a page that is full of text in the body's size and nothing else; else none."""
    lines = body_lines(page)
    if not page.portrait or page.rules or len(lines) < LINES // 2:
        return []
    if not all(_BODY[0] <= glyph.size <= _BODY[1] for line in lines for glyph in line.glyphs):
        return []
    steps = [after.baseline - before.baseline for before, after in pairwise(lines)]
    pitch = (lines[-1].baseline - lines[0].baseline) / len(steps)
    even = all(abs(step - pitch) <= _EVEN for step in steps)
    room = BOTTOM - area(lines)[1]
    return lines if even and lines[0].top < TOP + _PITCH and room < pitch else []


def area(lines: Sequence[Baseline]) -> tuple[float, float]:
    """Return where the first line's box begins and the last one's ends: half a pitch from the middle of their Hanzi."""
    pitch = (lines[-1].baseline - lines[0].baseline) / (len(lines) - 1) if len(lines) > 1 else _PITCH
    first, last = (line.baseline - line.size * _CENTRE / 72 * 25.4 for line in (lines[0], lines[-1]))
    return first - pitch / 2, last + pitch / 2


def full_lines(page: Page) -> list[tuple[Baseline, Baseline]]:
    """Return each line that is full of full-width characters, with the one after it."""
    found = []
    for line, after in pairwise(body_lines(page) if page.portrait and not page.rules else []):
        size = line.glyphs[0].size
        wide = all(ord(glyph.text) > 0x2000 and _BODY[0] <= glyph.size <= _BODY[1] for glyph in line.glyphs)  # noqa: PLR2004
        follows = abs(after.left - LEFT) < 1 and after.glyphs[0].size == size
        if wide and follows and abs(line.left - LEFT) < 1 and line.right > RIGHT - size * 25.4 / 72:
            found.append((line, after))
    return found


def as_it_must(line: Baseline, after: Baseline) -> bool:
    """Whether a full line has 28 characters, or as many as the marks at its end and the next one's beginning leave."""
    count = len(line.glyphs)
    hanging = line.text[-1] in CLOSING
    pulled = after.text[0] in _OPENING or (len(after.text) > 1 and after.text[1] in CLOSING) or hanging
    return count == CHARACTERS or (count == CHARACTERS + 1 and hanging) or (count in {26, 27} and pulled)


def mark_line(page: Page) -> Baseline | None:
    """Return the issuing agency's mark: the first large red line of a page."""
    return next((line for line in page.lines if line.glyphs[0].red and line.size >= _MARK_SIZE), None)


# --- rules --------------------------------------------------------------------------------------------------------


def _at(code: str, clause: str, page: int, expected: str, found: str, weight: Weight = Weight.STANDARD) -> Finding:
    return Finding(f"rendered.{code}", clause, weight, f"第{page}页", expected, found)


def _millimetres(value: float) -> str:
    return f"{one_decimal(value)}毫米"


def blank_pages(sheets: RenderedPaper) -> Iterator[Finding]:
    """A page with nothing on it but its number: mostly the last one, from an empty paragraph."""
    apart = tail_pages(sheets.pages)
    for page in sheets.pages:
        if not body_lines(page) and not page.drawn and page.number not in apart:
            yield _at("blank-page", "", page.number, "没有空白页", "空白页", Weight.CUSTOM)


def lines_a_page(sheets: RenderedPaper) -> Iterator[Finding]:
    """5.2.3: 22 lines on a full page of text."""
    weight = Weight.STANDARD if sheets.document.is_official else Weight.CUSTOM
    for page in sheets.pages:
        lines = full_text(page)
        if lines and len(lines) != LINES:
            yield _at("lines", "5.2.3", page.number, f"每面{LINES}行", f"{len(lines)}行", weight)
            return


def characters_a_line(sheets: RenderedPaper) -> Iterator[Finding]:
    """5.2.3: 28 characters on a full line."""
    counts = [
        len(line.glyphs) for page in sheets.pages for line, after in full_lines(page) if line.text[-1] not in CLOSING
    ]
    if len(counts) >= _FEW and mode(counts) != CHARACTERS:
        weight = Weight.STANDARD if sheets.document.is_official else Weight.CUSTOM
        yield _at("characters", "5.2.3", 1, f"每行{CHARACTERS}字", f"{mode(counts)}字", weight)


def type_area(sheets: RenderedPaper) -> Iterator[Finding]:
    """5.2.1: text stays inside the type area; a mark at a line's end may hang out."""
    slack = TOLERANCE + _MEASURED
    for page in sheets.pages:
        if not page.portrait:
            continue
        for line in body_lines(page):
            kept = [glyph for glyph in line.glyphs if not glyph.red]
            while kept and kept[-1].text in CLOSING:
                kept.pop()
            if not kept or line.top > BOTTOM:  # a footer's own
                continue
            if kept[0].left < LEFT - slack or kept[-1].right > RIGHT + slack:
                out = max(LEFT - kept[0].left, kept[-1].right - RIGHT)
                yield _at(
                    "area", "5.2.1", page.number, "文字在版心之内", f"“{line.text[:12]}”一行伸出{_millimetres(out)}"
                )
                break
            if max(glyph.bottom for glyph in kept) > BOTTOM + slack:
                yield _at("area", "5.2.1", page.number, "文字在版心之内", f"“{line.text[:12]}”一行落到版心下边缘以外")
                break


def page_numbers(sheets: RenderedPaper) -> Iterator[Finding]:
    """7.5: the dash 7 mm under the type area; odd pages one character from its right edge, even ones from its left."""
    weight = Weight.STANDARD if sheets.document.is_official else Weight.CUSTOM
    letter = sheets.pages and sheets.document.section.title_page  # 10.1: a letter's first page has none
    apart = tail_pages(sheets.pages)
    for page in sheets.pages:
        if not page.portrait:
            continue
        line = number_line(page)
        if line is None:
            if not (letter and page.number == 1) and page.number not in apart:
                yield _at("page-number.missing", "7.5", page.number, "有页码", "没有页码", weight)
            continue
        shown = int(re.sub(r"\D", "", line.text))
        dash = next((glyph for glyph in line.glyphs if not glyph.text.isdigit()), None)
        if dash is not None and abs(dash.top - DASH_TOP) > TOLERANCE + _MEASURED:
            found = f"一字线距版心下边缘{_millimetres(dash.top - BOTTOM)}"
            yield _at("page-number.height", "7.5", page.number, "7毫米", found, weight)
        place, side = (RIGHT - CELL - line.right, "右") if shown % 2 else (line.left - LEFT - CELL, "左")
        if abs(place) > TOLERANCE + _MEASURED:
            found = f"差{_millimetres(abs(place))}"
            yield _at("page-number.side", "7.5", page.number, f"居{side}空一字", found, weight)


def mark(sheets: RenderedPaper) -> Iterator[Finding]:
    """7.2.4 and 10.1: the mark's top is 35 mm under the type area's edge; of a letter, 30 mm under the paper's."""
    line = mark_line(sheets.pages[0]) if sheets.pages else None
    if line is None:
        return
    letter = line.top < TOP
    want = LETTER_TOP if letter else MARK_TOP
    if abs(line.top - want) > TOLERANCE + _MEASURED:
        clause, edge = ("10.1", 0.0) if letter else ("7.2.4", TOP)
        said = "上边缘距上页边" if letter else "上边缘距版心上边缘"
        yield _at("mark.top", clause, 1, f"{said}{want - edge:g}毫米", _millimetres(line.top - edge))


def text_on_first_page(sheets: RenderedPaper) -> Iterator[Finding]:
    """7.3.3: the first page of a paper shows text."""
    document, first = sheets.document, sheets.pages[0] if sheets.pages else None
    text = next((e.text for e in document.of(Role.BODY, Role.HEADING_1, Role.HEADING_2) if e.text), "")
    if first is None or not document.is_official or not text:
        return
    words = _plain(text)[:8]
    if words not in _plain("".join(line.text for line in first.lines)):
        yield _at("first-page", "7.3.3", 1, "首页显示正文", "首页没有正文")


def signature(sheets: RenderedPaper) -> Iterator[Finding]:
    """7.3.5: 署名 and 成文日期 share a page with text above them, and there is room for a seal."""
    for name, date in _signatures(sheets.document):
        for page in sheets.pages:
            lines = body_lines(page)
            texts = [_plain(line.text) for line in lines]
            if texts[-1:] == [name]:
                yield _at("signature.apart", "7.3.5", page.number, "署名与成文日期在同一面", "分在两面")
            for at, both in enumerate(pairwise(texts)):
                if both == (name, date) and not at:
                    yield _at("signature.alone", "7.3.5.5", page.number, "与正文同处一面", "署名单独在一面上")
                elif both == (name, date):
                    yield from _seal_room(page, lines, at)


def _seal_room(page: Page, lines: Sequence[Baseline], at: int) -> Iterator[Finding]:
    """A seal of 42 mm sits on name and date, its middle a little above the date; it stays clear of the page number."""
    middle = (lines[at].bottom + lines[at + 1].top) / 2
    if middle + _SEAL > DASH_TOP:
        found = f"署名、日期之下只有{_millimetres(BOTTOM - lines[at + 1].bottom)}"
        yield _at("signature.seal", "7.3.5.1", page.number, "放得下印章（直径42毫米）", found, Weight.CUSTOM)


def _signatures(document: Document) -> Iterator[tuple[str, str]]:
    for before, after in pairwise(document.elements):
        if before.role is Role.SIGNATURE and after.role is Role.DATE:
            yield _plain(before.text), _plain(after.text)


def imprint(sheets: RenderedPaper) -> Iterator[Finding]:
    """7.4.1: the last rule of the 版记 lies on the lower edge of the last page's type area."""
    printed = sheets.document.of(Role.PRINTED)
    if not printed:
        return
    for page in reversed(sheets.pages):
        line = next((line for line in page.lines if line.text.endswith("印发")), None)
        if line is None:
            continue
        if page is not sheets.pages[-1] and len(printed) == 1:
            yield _at(
                "imprint.last", "7.4.1", page.number, "版记在最后一面", f"后面还有{len(sheets.pages) - page.number}面"
            )
        last = max((rule.bottom for rule in page.rules if rule.top > line.baseline), default=None)
        if last is not None and abs(last - BOTTOM) > TOLERANCE + _MEASURED:
            found = f"相差{_millimetres(abs(last - BOTTOM))}"
            yield _at("imprint.foot", "7.4.1", page.number, "末条分隔线与版心下边缘重合", found)
        return


def _plain(text: str) -> str:
    return "".join(text.split()).replace("\N{REPLACEMENT CHARACTER}", "")


RULES = (
    blank_pages, lines_a_page, characters_a_line, type_area, page_numbers, mark, text_on_first_page, signature, imprint,
)  # fmt: skip
