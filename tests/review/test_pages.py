"""Rules for set pages that no paper of ours shows: pages made by hand, no LibreOffice."""

from __future__ import annotations

from pipeline.review import rendered
from pipeline.review.elements import Document
from pipeline.review.measure import layout_of
from pipeline.review.pages import Baseline, Glyph, Page
from tests.review.wordfile import p, wordfile

PAPER = Document(layout_of(wordfile(p("关于开会的通知") + p("请按时参加会议。"))))


def line(text: str, baseline: float) -> Baseline:
    left = 28.0
    glyphs = [Glyph(each, left + at * 5, left + at * 5 + 5, baseline - 4, baseline, 16) for at, each in enumerate(text)]
    return Baseline(baseline, tuple(glyphs))


def page(number: int, *texts: str) -> Page:
    """Return a page of lines, without a page number."""
    return Page(number, 210, 297, tuple(line(text, 50 + 10 * at) for at, text in enumerate(texts)))


def codes(*pages: Page) -> list[str]:
    sheets = rendered.RenderedPaper(PAPER, pages)
    return [f.code for rule in (rendered.blank_pages, rendered.page_numbers) for f in rule(sheets)]


def test_the_imprint_s_own_page_and_the_empty_one_before_it_need_no_number() -> None:
    tail = page(3, "抄送：县委组织部。", "镇党委办公室2026年7月2日印发")

    assert codes(page(1, "请按时参加会议。"), page(2), tail) == ["rendered.page-number.missing"]
    assert codes(page(1, "请按时参加会议。"), tail) == ["rendered.page-number.missing"]


def test_a_page_with_text_above_the_imprint_needs_one() -> None:
    tail = page(2, "请按时参加会议。", "抄送：县委组织部。", "镇党委办公室2026年7月2日印发")

    assert codes(page(1, "关于开会的通知"), tail) == ["rendered.page-number.missing"] * 2
