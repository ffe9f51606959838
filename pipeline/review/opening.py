"""How a document opens: where its text begins, whether a red head stands above it, which line is its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.review.layout import Layout, Paragraph, Table
from pipeline.review.roles import (
    ARTICLE_FORM,
    CHAPTER_FORM,
    HEADING_FORMS,
    LARGE_SIZE,
    LONGEST_HEAD,
    is_number,
    is_red,
    tail_role,
)

_LONGEST_TITLE = 120
_LONGEST_PLAIN = 40  # characters of a title that only its place tells
_NEAR_TEXT = 3  # lines between such a title and the text
_STYLES = re.compile(r"标题$|^Title$|^公文标题")
_PLAIN = re.compile(r"(?=.*[\u3400-\u9fff].*[\u3400-\u9fff])[\u3400-\u9fff\w“”‘’《》〈〉（）()〔〕、·—\-\u3000 ]+")
_DATED = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*日[）)]?$")
_ISSUE = re.compile(
    r"[（(]?(?:\d{4}\s?年\s?)?第\s*[\d×xX一二三四五六七八九十]{1,4}\s*期\s*(?:[（(]总第\s*\d{1,5}\s*期[）)])?[）)]?"
)
_KINDS = re.compile(
    r"(?:决议|决定|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|方案|计划|总结|办法|规定|细则|要点|制度|讲话|简报)"
    r"(?:[（(][^（）()]*[）)])?$"
)
_LONGEST_BYLINE = 24
_BYLINE = re.compile(r"[（(]?[\u3400-\u9fff·\d\s　]+[）)]?")
_ENCLOSURE = re.compile(r"^附\s?件")


def begins_text(paragraph: Paragraph) -> bool:
    """Whether the text has begun: an addressee, a chapter, a numbered heading or a sentence, not a title."""
    text = paragraph.shown
    if any(form.match(said) for form in (CHAPTER_FORM, ARTICLE_FORM) for said in (text, paragraph.label.strip())):
        return True
    if paragraph.look.align == "center":
        return False
    return text.endswith(("：", ":", "。")) or any(form.match(text) for form in HEADING_FORMS)


def has_red_head(layout: Layout) -> bool:
    """Whether an issuing agency's mark stands above the title.

    With a mark two large lines stand above the text, the mark and the title, else one. A title that is set too small
    leaves the mark alone: then it is told by its red and by 文件 at its end or the number below it.
    """
    above = list(_above_text(layout))
    large = [at for at, paragraph in enumerate(above) if _is_large(paragraph)]
    if len(large) != 1:
        return bool(large)
    mark, below = above[large[0]], above[large[0] + 1 :]
    red = mark.letter is not None and is_red(mark.letter.colour)
    return red and (mark.shown.endswith("文件") or any(is_number(paragraph.shown) for paragraph in below))


def _is_large(paragraph: Paragraph) -> bool:
    return paragraph.letter is not None and paragraph.letter.size >= LARGE_SIZE


def _above_text(layout: Layout) -> Iterator[Paragraph]:
    """Yield the lines above the text, those of headers and text boxes first."""
    first = layout.sections[0]
    outside = [paragraph for edge in first.headers.values() for paragraph in edge]
    for paragraph in (*outside, *layout.boxes, *_in_order(layout)):
        if paragraph.shown:
            if begins_text(paragraph):
                return
            yield paragraph


def _in_order(layout: Layout) -> Iterator[Paragraph]:
    for block in layout.blocks:
        yield from (block,) if isinstance(block, Paragraph) else block.paragraphs


def looks_like_title(paragraph: Paragraph) -> bool:
    """Whether a line above the text is set as a title."""
    styled = _STYLES.search(paragraph.look.style) is not None
    set_apart = paragraph.look.align == "center" or styled or _is_large(paragraph)
    short = len(paragraph.shown) <= _LONGEST_TITLE
    return set_apart and short and not begins_text(paragraph) and not is_dated(paragraph)


def is_dated(paragraph: Paragraph) -> bool:
    """Whether a line ends in a date, as the line of 编发机关 in 纪要 and 简报."""
    return len(paragraph.shown) <= LONGEST_HEAD and _DATED.search(paragraph.shown) is not None


def is_issue(paragraph: Paragraph) -> bool:
    """Whether a line counts the issues of a 简报: 第3期, 2026年第3期（总第15期）."""
    return len(paragraph.shown) <= _LONGEST_PLAIN and _ISSUE.fullmatch(paragraph.shown) is not None


def is_byline(paragraph: Paragraph) -> bool:
    """Whether a line between a speech's title, which nothing sets apart, and its text is a name or a date."""
    return len(paragraph.shown) <= _LONGEST_BYLINE and _BYLINE.fullmatch(paragraph.shown) is not None


def ends_title(paragraph: Paragraph) -> bool:
    """Whether a line ends as titles do, in the name of a kind of paper: what stands above it begins the title."""
    return _KINDS.search(paragraph.shown) is not None


def is_plain_title(paragraph: Paragraph, following: Sequence[Paragraph | Table]) -> bool:
    """Whether the first line of a document is its title though nothing sets it apart.

    It is short and no sentence, the text begins under it, and no other line there is set as a title.
    """
    if not _may_be_title(paragraph):
        return False
    between = 0
    for block in following:
        if isinstance(block, Table):
            return False
        if not block.shown:
            continue
        if looks_like_title(block):
            return False
        if begins_text(block) or len(block.shown) > _LONGEST_PLAIN:
            return True
        between += 1
        if between > _NEAR_TEXT:
            return False
    return False


def _may_be_title(paragraph: Paragraph) -> bool:
    text, look = paragraph.shown, paragraph.look
    placed = look.align in {"left", "both", "distribute"} and not look.framed
    if len(text) > _LONGEST_PLAIN or not placed or _PLAIN.fullmatch(text) is None:
        return False
    other = _ENCLOSURE.match(text) or is_number(text) or tail_role(paragraph)
    return not (other or begins_text(paragraph) or is_dated(paragraph))
