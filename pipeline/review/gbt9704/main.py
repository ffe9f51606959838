"""Clause 7.3: title, addressee, text with its headings, enclosures, signature and date, note, annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise, takewhile

from pipeline.model.finding import Finding
from pipeline.placeholders import placeholders
from pipeline.review.elements import Document
from pipeline.review.gbt9704 import levels
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
from pipeline.review.layout import Table, em_width
from pipeline.review.roles import (
    BODY_SIZE,
    HEADING_FORMS,
    HEADINGS,
    RUNNING,
    SENTENCE_END,
    SIGNED,
    TITLE_SIZE,
    Element,
    Role,
)

_NEAR = 0.35  # characters or lines: what the eye takes for the same
_SIGNATURE_NEAR = 0.8  # characters; digits are narrower than half in some faces
_YEAR = 3  # characters of room for a year
_SEAL = 4  # characters right of a sealed date
_TITLE_GAP, _ADDRESSEE_GAP = 2, 1  # blank lines
_LEAD = re.compile(r"^\u3000*(?:附\s*件\s*[：:]\s*)?(?:\d{1,2}[.．、]\s*)?")  # what stands before an enclosure's name
_STOP = re.compile(r"[。；，、;,.]$|[。；，、;,]\s*\d{1,2}[.．、](?!\d)")  # the latter: several in one line
_COLON = re.compile(r"^\u3000*附\s*件\s*[：:]\s*(?=\d)")
_KINDS = re.compile(
    r"(?:决议|决定|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要)(?:（[^）]*）)?$"
)  # 条例 8
_WRAP_NEAR = 0.8  # characters; a digit and its stop are narrower than one in some faces
_BODY_ROLES = (Role.ADDRESSEE, Role.BODY, Role.ENCLOSURES, *SIGNED, Role.NOTE)
_TITLE_CAPACITY = 20  # 2号 characters in 156 mm


def title(document: Document) -> Iterator[Finding]:
    """7.3.1: 2号 小标宋, centred, no bold; two blank lines under the red rule."""
    rule = Clause("7.3.1")
    titles = document.of(Role.TITLE)
    for element in titles:
        paragraph = element.paragraph
        if face_of(paragraph) and not is_face(face_of(paragraph), "小标宋"):
            yield rule.at("gbt.title.font", element, "小标宋体", face_of(paragraph))
        if sizes_of(paragraph) - {TITLE_SIZE}:
            found = "、".join(said_size(size) for size in sorted(sizes_of(paragraph)))
            yield rule.at("gbt.title.size", element, said_size(TITLE_SIZE), found)
        if astray := off_centre(paragraph):
            yield rule.at("gbt.title.align", element, "居中", astray)
        if any(run.letter.bold for run in paragraph.runs if run.text.strip()):
            yield rule.at("gbt.title.bold", element, "小标宋体不再加粗", "加粗", CUSTOM)
        if element.text[-1] in "。；，、：":
            yield rule.at("gbt.title.stop", element, "标题末尾不用标点", f"“{element.text[-1]}”", CUSTOM)
    if titles and _has_head_in_text(document) and titles[0].gap is not None:
        above = titles[0].gap
        if abs(above - _TITLE_GAP) > 2 * _NEAR:
            yield rule.at("gbt.title.gap", titles[0], "红色分隔线下空二行", f"空{one_decimal(above)}行")


def title_kind(document: Document) -> Iterator[Finding]:
    """条例 9: the title of a paper with a number ends in its kind, as 通知 or 请示."""
    numbered = document.of(Role.MARK) and document.of(Role.NUMBER)
    title = document.title
    if numbered and title and not _KINDS.search(title) and not any(placeholders(title)):
        first = document.of(Role.TITLE)[0]
        yield Clause("条例9", CUSTOM).at(
            "gbt.title.kind", first, "标题末尾是文种（通知、请示、函等）", f"“{title[-4:]}”"
        )


def title_shape(document: Document) -> Iterator[Finding]:
    """7.3.1: several lines are broken at sense units, as a trapezoid or a diamond."""
    rule = Clause("7.3.1")
    for titles in _titles(document):
        lines = [line.strip() for title in titles for line in title.paragraph.text.split("\n") if line.strip()]
        widths = [em_width(line) for line in lines]
        rectangle = len(widths) > 1 and max(widths) - min(widths) < 1
        before, after = list(accumulate(widths, max)), list(accumulate(reversed(widths), max))[::-1]
        hourglass = any(widths[at] < min(before[at - 1], after[at + 1]) for at in range(1, len(widths) - 1))
        if rectangle or hourglass:
            yield rule.at("gbt.title.shape", titles[0], "排成梯形或菱形", "长方形" if rectangle else "沙漏形")
        if max(widths) > _TITLE_CAPACITY:
            expected = f"在词意完整处换行（一行最多{_TITLE_CAPACITY}字）"
            found = f"有一行{one_decimal(max(widths))}字，会随处断开"
            yield rule.at("gbt.title.break", titles[0], expected, found, CUSTOM)


def _titles(document: Document) -> Iterator[list[Element]]:
    """Yield each title with all its lines: a file may hold several documents one after the other."""
    title: list[Element] = []
    before: Element | None = None
    for element in document.elements:
        if element.role is Role.TITLE:
            paragraph = element.paragraph
            begins = paragraph.look.page_break_before or paragraph.starts_section
            if title and (begins or before is not title[-1]):
                yield title
                title = []
            title.append(element)
        before = element
    if title:
        yield title


def addressee(document: Document) -> Iterator[Finding]:
    """7.3.2: one blank line under the title, flush left, a full-width colon at its end."""
    rule = Clause("7.3.2", CUSTOM) if document.is_speech else Clause("7.3.2")
    for element in document.of(Role.ADDRESSEE):
        look = element.paragraph.look
        indent = look.left_characters + look.first_characters
        if look.align in {"center", "right"} or abs(indent) > _NEAR:
            yield rule.at("gbt.addressee.indent", element, "居左顶格", f"空{one_decimal(indent)}字")
        elif abs(look.left_characters) > _NEAR:
            yield rule.at("gbt.addressee.indent", element, "回行仍顶格", "回行缩进")
        if not element.text.endswith("："):
            yield rule.at("gbt.addressee.colon", element, "末尾用全角冒号", f"“{element.text[-1]}”")
        if not document.is_speech and element.gap is not None and abs(element.gap - _ADDRESSEE_GAP) > 2 * _NEAR:
            yield rule.at("gbt.addressee.gap", element, "标题下空一行", f"空{one_decimal(element.gap)}行")


def body(document: Document) -> Iterator[Finding]:
    """7.3.3 and 5.2.2: 仿宋; right under the addressee; each paragraph two characters in, its other lines flush."""
    for before, after in pairwise(document.elements):
        begins = before.role is Role.ADDRESSEE and after.role in RUNNING and document.is_official
        if begins and after.gap is not None and after.gap > 2 * _NEAR:
            found = f"空{one_decimal(after.gap)}行"
            yield Clause("7.3.3").at("gbt.body.gap", after, "正文在主送机关的下一行", found)
    whole = (element for element in document.of(Role.ARTICLE) if element.text[-1] in SENTENCE_END)
    for element in (*document.of(*_BODY_ROLES), *whole):
        face = face_of(element.paragraph)
        if face and not is_face(face, "仿宋") and not (document.is_speech and element.role is Role.ADDRESSEE):
            yield Clause("5.2.2").at("gbt.font.body", element, "仿宋体", face)
    for element in document.of(*RUNNING):
        look = element.paragraph.look
        # Some indent with two full-width spaces: it looks the same and breaks no rule.
        spaces = len(element.paragraph.text) - len(element.paragraph.text.lstrip("\u3000"))
        first = look.first_characters + look.left_characters + spaces
        ruled = not element.text.strip("_＿ \t")
        if look.framed or ruled or look.align in {"center", "right"}:
            if look.align in {"center", "right"} and element.role in HEADINGS:
                yield Clause("7.3.3").at("gbt.body.indent", element, "左空二字", "没有左空")
            continue
        if abs(first - 2) > _NEAR:
            found = f"空{one_decimal(first)}字" if first > -_NEAR else f"向左伸出{one_decimal(-first)}字"
            yield Clause("7.3.3").at("gbt.body.indent", element, "左空二字", found)
        elif abs(look.left_characters) > _NEAR and "\t" not in element.paragraph.text:  # columns: a post under itself
            yield Clause("7.3.3").at(
                "gbt.body.indent", element, "回行顶格", f"回行空{one_decimal(look.left_characters)}字"
            )


def enclosures(document: Document) -> Iterator[Finding]:
    """7.3.4: one blank line under the text, two characters in, no mark after a name; 附件：1., the others under it."""
    rule = Clause("7.3.4")
    listed = document.of(Role.ENCLOSURES)
    for at, element in enumerate(listed):
        if not at:
            first = first_indent(element.paragraph)
            if abs(first - 2) > _NEAR:
                yield rule.at("gbt.enclosures.indent", element, "左空二字", f"空{one_decimal(first)}字")
            if element.gap is not None and abs(element.gap - 1) > 2 * _NEAR:
                yield rule.at("gbt.enclosures.gap", element, "正文下空一行", f"空{one_decimal(element.gap)}行")
            if re.match(r"^附\s*件\s*\d*:", element.text):
                yield rule.at("gbt.enclosures.colon", element, "“附件”后用全角冒号", "半角冒号")
        yield from _wrapped(rule, document, element)
        if stop := _STOP.search(element.text):
            yield rule.at("gbt.enclosures.stop", element, "附件名称后不加标点", f"“{stop[0][0]}”")
        if re.search(r"(^|[：:])\s*\d{1,2}、", element.text):
            yield rule.at("gbt.enclosures.number", element, "顺序号用“1.”", "用了顿号")
        elif re.match(r"附\s*件\s*\d", element.text) and document.is_official and _before_date(document, element):
            yield rule.at("gbt.enclosures.number", element, "“附件：1.”", f"“{element.text[:4]}”")
    yield from _aligned(rule, listed)


def _before_date(document: Document, element: Element) -> bool:
    """Whether a line stands above the signature: below it 附件1 is the label of an enclosure, its title run on."""
    dates = document.of(Role.DATE)
    return bool(dates) and document.place_of(dates[-1]) > document.place_of(element)


def _aligned(rule: Clause, listed: Sequence[Element]) -> Iterator[Finding]:
    """Numbers stand under each other."""
    first = _COLON.match(listed[0].paragraph.text) if listed else None
    if first is None:
        return
    wanted = first_indent(listed[0].paragraph) + em_width(first[0].lstrip("\u3000"))
    for element in listed[1:]:
        begin = first_indent(element.paragraph)
        tabbed = "\t" in element.paragraph.text or "\t" in first[0]
        if HEADING_FORMS[2].match(element.text) and not tabbed and abs(begin - wanted) > _WRAP_NEAR:
            found = f"空{one_decimal(begin)}字"
            yield rule.at("gbt.enclosures.align", element, f"与第一个顺序号对齐（空{one_decimal(wanted)}字）", found)


def _wrapped(rule: Clause, document: Document, element: Element) -> Iterator[Finding]:
    """Lines of a name that wraps begin under the name's first character."""
    look, text = element.paragraph.look, element.paragraph.text
    lead = _LEAD.match(text)
    begin = look.left_characters + look.first_characters + em_width(lead[0] if lead else "")
    area = document.layout.sections[element.paragraph.section].measure / (BODY_SIZE * 10)
    wraps = begin + em_width(text[lead.end() if lead else 0 :]) > area
    if wraps and "\t" not in text and abs(look.left_characters - begin) > _WRAP_NEAR:
        found = f"回行空{one_decimal(look.left_characters)}字"
        yield rule.at("gbt.enclosures.wrap", element, f"回行与名称首字对齐（空{one_decimal(begin)}字）", found)


def _has_head_in_text(document: Document) -> bool:
    """Whether the head stands in the text: how far below a text box a title is, nobody knows."""
    heads = document.of(Role.MARK, Role.NUMBER)
    return document.has(Role.MARK) and any(not each.paragraph.boxed for each in heads)


def annexes(document: Document) -> Iterator[Finding]:
    """7.3.7: 附件 in 3号 黑体, flush left on a new page; its title on the third line; both as the 附件说明 says."""
    rule = Clause("7.3.7")
    for element in document.of(Role.ENCLOSURE_MARK):
        paragraph = element.paragraph
        if not is_face(face_of(paragraph), "黑体") or sizes_of(paragraph) - {BODY_SIZE}:
            found = f"{face_of(paragraph)}{'、'.join(said_size(s) for s in sorted(sizes_of(paragraph)))}"
            yield rule.at("gbt.annex.mark", element, "三号黑体", found)
        look = paragraph.look
        if look.align in {"center", "right"} or abs(look.left_characters + look.first_characters) > _NEAR:
            yield rule.at("gbt.annex.place", element, "左上角顶格", "没有顶格")
        blank = _blank_above(document, element)
        if blank is None:
            yield rule.at("gbt.annex.page", element, "另面编排", "接在正文后面")
        elif blank:
            yield rule.at("gbt.annex.line", element, "版心左上角第一行", f"上面有{blank}个空行")
    yield from _before_tail(document, rule)
    for element in document.of(Role.ENCLOSURE_TITLE):
        if element.gap is not None and _follows_mark(document, element) and abs(element.gap - 1) > 2 * _NEAR:
            yield rule.at(
                "gbt.annex.title.gap", element, "附件标题在第三行（标识下空一行）", f"空{one_decimal(element.gap)}行"
            )
        if _follows_mark(document, element) and (astray := off_centre(element.paragraph)):
            yield rule.at("gbt.annex.title.align", element, "居中", astray)
    yield from _as_announced(document, rule)


def _follows_mark(document: Document, element: Element) -> bool:
    at = document.place_of(element)
    return at > 0 and document.elements[at - 1].role is Role.ENCLOSURE_MARK


def _blank_above(document: Document, element: Element) -> int | None:
    """Return how many empty paragraphs stand above one on its page; None where it does not begin a page."""
    blocks = document.layout.blocks
    at = document.spot(element.paragraph).block
    for count, block in enumerate(blocks[place] for place in range(at, -1, -1)):
        if isinstance(block, Table):
            return None
        if block.look.page_break_before or block.starts_section or block.breaks_page:
            return max(count - block.breaks_page, 0)
        if count and (block.shown or block.has_drawing):
            return None
    return at


def _before_tail(document: Document, rule: Clause) -> Iterator[Finding]:
    """Enclosures stand above the 版记; one that floats may be anchored anywhere."""
    printed = before = None
    for element in document.elements:
        own_title = element.role is Role.ENCLOSURE_TITLE and before is not Role.ENCLOSURE_MARK
        before = element.role
        if own_title or element.role in {Role.MARK, Role.NUMBER, Role.TITLE}:  # another paper's
            printed = None
        elif element.role is Role.PRINTED and not _floats(document, element):
            printed = element
        elif element.role is Role.ENCLOSURE_MARK and printed:
            yield rule.at("gbt.annex.tail", element, "附件编排在版记之前", "在版记之后")


def _floats(document: Document, element: Element) -> bool:
    table = document.spot(element.paragraph).table
    return table is not None and table.framed


def _as_announced(document: Document, rule: Clause) -> Iterator[Finding]:
    announced = [
        _plain(re.sub(r"^附\s*件\s*\d*\s*[：:]|^\d{1,2}\s*[.．、]", "", e.text)) for e in document.of(Role.ENCLOSURES)
    ]
    announced = [re.sub(r"^\d{1,2}[.．、]", "", name) for name in announced]
    marks = document.of(Role.ENCLOSURE_MARK)
    if announced and marks and len(announced) != len(marks):
        yield rule.at("gbt.annex.count", marks[0], f"附件{len(announced)}个（附件说明）", f"附件{len(marks)}个")
        return
    for mark, name in zip(marks, announced, strict=False):
        title = _annex_title(document, mark)
        if title and _plain(title) != name:
            yield rule.at("gbt.annex.title", mark, f"附件标题与附件说明一致（{name}）", title)
    for count, mark in enumerate(marks, 1):
        wanted = f"附件{count}" if len(marks) > 1 else "附件"
        if "".join(mark.text.split()) != wanted and announced:
            yield rule.at("gbt.annex.number", mark, wanted, mark.text)


def _annex_title(document: Document, mark: Element) -> str:
    """Return an annex's title with all its lines."""
    following = islice(document.elements, document.place_of(mark) + 1, None)
    return "".join(each.text for each in takewhile(lambda each: each.role is Role.ENCLOSURE_TITLE, following))


def _plain(text: str) -> str:
    return "".join(text.split()).rstrip("。；，、")


RULES = (title, title_kind, title_shape, addressee, body, *levels.RULES, enclosures, annexes)
