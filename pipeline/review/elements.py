"""Which paragraph is the title, the addressee, the signature …: the elements of GB/T 9704-2012 clause 7.1.

Told by what a paragraph says and where it stands; how it looks decides only where that is the rule's own meaning (the
issuing agency's mark is large and red). So a title in the wrong face is still a title, with a finding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile

from pipeline.model.frozen import frozen
from pipeline.model.looked_up_once import cached_property
from pipeline.review.layout import Layout, Paragraph, Section, Table
from pipeline.review.opening import (
    begins_text,
    ends_title,
    has_red_head,
    is_byline,
    is_dated,
    is_issue,
    is_plain_title,
    looks_like_title,
)
from pipeline.review.roles import (
    AGENCY,
    ARTICLE_FORM,
    BODY_SIZE,
    CHAPTER_FORM,
    DATE_FORM,
    HEADING_FORMS,
    HEADINGS,
    ITEM_FORM,
    LARGE_SIZE,
    LINE,
    LONGEST_HEAD,
    NUMBERS,
    RUNNING,
    SENTENCE_END,
    SIGNED_NUMBER,
    STAMPED,
    TEXT,
    Element,
    Role,
    agencies_in,
    is_number,
    is_red,
    line_height,
    ordinal_of,
    tail_role,
)

_LONGEST_CAPTION, _LONGEST_NAME, _LONGEST_CHAPTER = 60, 60, 42
_CAPTION = "表题"  # our own style for what stands beside a table
_AHEAD = 12  # blocks that are looked at to tell what a line is
_LEAD = 80  # characters in which the words that tell an element stand
_MARK_SIZE = 52  # half-points: a mark that is printed black (or pre-printed) is at least this large
_COPY_NUMBER = re.compile(r"\d{4,8}")
_SECRECY, _URGENCY = ("绝密", "机密", "秘密", "内部"), ("特急", "加急", "特提", "平急")
_ORDERS = re.compile(r"命令|令|议案")
_SPEECH = re.compile(r"讲话|致辞|主持词|发言|贺词")
_ENCLOSURES = re.compile(r"^附\s*件\s*\d*\s*[：:]\s*\S")
_ENCLOSURE_MARK = re.compile(r"^(?:\S{1,12}〔\d{4}〕\d+号\s*)?附\s*件\s*[\d一二三四五六七八九十]*\s*[：:]?$")
_ENCLOSURES_ALONE = re.compile(r"^附\s*件\s*[：:]$")
_INTRODUCES = re.compile("以下|如下|下列")
_NOTE = re.compile(r"^[（(].+[）)]$|^此件|^附注|^联系人")
_SIGNERS = re.compile(r"^签\s*发\s*人\s*[：:]")
_NAMES = re.compile(r"^[\u3400-\u9fff·]{1,16}(?:\s+[\u3400-\u9fff·]{1,16}){0,7}$")


@frozen
class Spot:
    """Where a paragraph stands: in which block of the layout and, in a table, in which row; both count from 0."""

    block: int
    table: Table | None = None
    row: int = 0


_NOWHERE = Spot(-1)


class Document:
    """A measured document, its paragraphs told apart."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.section: Section = layout.sections[0]
        self.elements = tuple(_Sorter(layout, self.line).elements())

    def of(self, *roles: Role) -> list[Element]:
        """Return the elements of some roles, in reading order."""
        if len(roles) == 1:
            return list(self._by_role.get(roles[0], ()))
        return [element for element in self.elements if element.role in roles]

    @cached_property
    def _by_role(self) -> dict[Role, list[Element]]:
        found: dict[Role, list[Element]] = {}
        for element in self.elements:
            found.setdefault(element.role, []).append(element)
        return found

    def place_of(self, element: Element) -> int:
        """Return which of the elements one is."""
        return self._places[id(element)]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(element): at for at, element in enumerate(self.elements)}

    def first(self, role: Role) -> Element | None:
        """Return the first element of a role."""
        return next(iter(self._by_role.get(role, ())), None)

    def has(self, *roles: Role) -> bool:
        """Whether there is an element of one of some roles."""
        return any(role in self._by_role for role in roles)

    def spot(self, paragraph: Paragraph) -> Spot:
        """Return where a paragraph of the body stands; one of a header or a text box stands nowhere."""
        return self._spots.get(id(paragraph), _NOWHERE)

    @cached_property
    def _spots(self) -> dict[int, Spot]:
        found = {}
        for at, block in enumerate(self.layout.blocks):
            if isinstance(block, Paragraph):
                found[id(block)] = Spot(at)
                continue
            for row, cells in enumerate(block.rows):
                found.update({id(paragraph): Spot(at, block, row) for cell in cells.cells for paragraph in cell})
        return found

    @cached_property
    def title(self) -> str:
        """The first title with all its lines: a file may hold several papers."""
        titled = dropwhile(lambda element: element.role is not Role.TITLE, self.elements)
        return "".join("".join(e.text.split()) for e in takewhile(lambda e: e.role is Role.TITLE, titled))

    @cached_property
    def is_speech(self) -> bool:
        """A speech or a host's script: the standard has no word on their layout (custom)."""
        return bool(_SPEECH.search(self.title)) or self.first(Role.BYLINE) is not None

    @cached_property
    def is_form(self) -> bool:
        """More text in tables than outside: a form or a ledger."""
        inside = sum(len(p.text) for table in self.layout.tables for p in table.paragraphs)
        return inside > sum(len(e.text) for e in self.elements if e.role in TEXT)

    @cached_property
    def line(self) -> float:
        """The height of a body line: that of most of the text."""
        weights: dict[float, int] = {}
        for paragraph in self.layout.paragraphs:
            if paragraph.text.strip():
                height = line_height(paragraph, self.layout.sections[paragraph.section])
                weights[height] = weights.get(height, 0) + len(paragraph.text)
        return max(weights, key=lambda height: weights[height]) if weights else LINE

    @cached_property
    def is_official(self) -> bool:
        """Whether it is a paper that goes out: a red head, a number, or a signature with its date."""
        return self.has(Role.MARK, Role.NUMBER, Role.SIGNATURE, Role.STAMP) and not self.is_speech


class _Sorter:
    """Goes over the document once, from the red head to the tail."""

    def __init__(self, layout: Layout, line: float) -> None:
        self.layout, self.line = layout, line
        self.found: list[Element] = []
        self.in_annex = False
        self.title_done = False
        self.has_mark = has_red_head(layout)
        self.title: Paragraph | None = None  # the last line of it so far
        self.items = 0  # the number of the last item 1., 2. … under a heading

    def elements(self) -> Sequence[Element]:
        self._outside()
        gap: float | None = None
        blocks = self.layout.blocks
        after_table = False
        for at, block in enumerate(blocks):
            if isinstance(block, Table) and self._marks_in(block):
                gap = 0.0
                continue
            if isinstance(block, Table):
                self._tail_in(block)
                gap, after_table = 0.0, True
                self.title_done = self.title_done or bool(self.found)
                continue
            look = block.look
            height = line_height(block, self.layout.sections[block.section])
            if not block.shown:  # below a rule of its own, what is blank begins anew
                gap = look.after if look.bottom else (gap or 0) + height + look.before + look.after
                continue
            lines = None if gap is None or block.starts_section else (gap + look.before) / self.line
            role = self._role(block, blocks[at + 1 : at + 1 + _AHEAD], after_table=after_table)
            self._count(role, block)
            if role is Role.TITLE:
                self.title = block
            self.found.append(Element(role, block, lines))
            gap = look.after
            after_table = after_table and self.in_annex and role is Role.CAPTION  # notes under an annex's table
        return self.found

    def _outside(self) -> None:
        """Find the head's elements in text boxes and in the first page's header."""
        section = self.layout.sections[0]
        tops = section.headers.get("first", ()) if section.title_page else section.headers.get("default", ())
        for paragraph in (*self.layout.boxes, *tops):
            if paragraph.shown and (role := self._head(paragraph)) in {Role.MARK, Role.NUMBER}:
                self.found.append(Element(role, paragraph))

    def _marks_in(self, table: Table) -> bool:
        """Find the agencies of a joint issue, which stand in a table beside 文件."""
        if self.title_done or self.title is not None:
            return False
        marks = [p for p in table.paragraphs if p.shown and self._head(p) is Role.MARK]
        self.found += [Element(Role.MARK, paragraph) for paragraph in marks]
        return bool(marks)

    def _tail_in(self, table: Table) -> None:
        """Find the 版记 in a table, where many offices put it."""
        for paragraph in table.paragraphs:
            if role := tail_role(paragraph):
                self.found.append(Element(role, paragraph))

    def _role(self, paragraph: Paragraph, following: Sequence[Paragraph | Table], *, after_table: bool) -> Role:
        text = paragraph.shown
        if not self.title_done:
            role = self._before_text(paragraph, following)
            if role is not None:
                return role
            self.title_done = True
        if (role := tail_role(paragraph)) and (role is not Role.MOVED_ADDRESSEE or self._has_text()):
            return role
        if ITEM_FORM.match(text) and self._counts_on(text, following):
            before = self.found[-1].role if self.found else None
            return Role.ENCLOSURES if before is Role.ENCLOSURES else Role.HEADING_3
        if _ENCLOSURES_ALONE.match(text) and _lists_enclosures(following):
            return Role.ENCLOSURES
        stands_apart = paragraph.letter is not None and paragraph.letter.bold  # a heading below a table, no note to it
        beside_table = (after_table and not stands_apart) or isinstance(next(iter(following), None), Table)
        return self._in_text(paragraph, text, beside_table=beside_table)

    def _count(self, role: Role, paragraph: Paragraph) -> None:
        """Keep the number of the last item; a heading above items begins them anew."""
        if role in {Role.HEADING_3, Role.ENCLOSURES}:
            item = ITEM_FORM.match(re.sub(r"^附\s*件\s*[：:]\s*", "", paragraph.shown[:_LEAD]))
            self.items = int(item[1]) if item else 0
        elif role in {Role.HEADING_1, Role.HEADING_2, Role.TITLE, Role.ENCLOSURE_MARK}:
            self.items = 0

    def _counts_on(self, text: str, following: Sequence[Paragraph | Table]) -> bool:
        """Whether 2.15名 is the second of several items: the one before or the one after says so."""
        own = ordinal_of(text)
        after = next((each.shown for each in following if isinstance(each, Paragraph) and each.shown), "")
        next_item = ITEM_FORM.match(after)
        return (own > 1 and own == self.items + 1) or (own == 1 and next_item is not None and next_item[1] == "2")

    def _before_text(self, paragraph: Paragraph, following: Sequence[Paragraph | Table]) -> Role | None:
        """Return the role of what stands above the text; None where the text begins."""
        if role := self._head(paragraph):
            return role
        if self.title is None:
            if self.has_mark and (is_dated(paragraph) or is_issue(paragraph)):
                return Role.ISSUER
            title = looks_like_title(paragraph) or is_plain_title(paragraph, following)
            return Role.TITLE if title else None
        if begins_text(paragraph):
            return None
        last = self.title
        letter = paragraph.letter
        size = letter.size if letter else 0
        same = last.letter is not None and abs(size - last.letter.size) <= 2  # noqa: PLR2004 - half-points
        same = same and last.look.align == paragraph.look.align and self.found[-1].role is Role.TITLE
        if same and (size >= LARGE_SIZE or (last.look.align != "center" and paragraph.shown.startswith("关于"))):
            return Role.TITLE
        if same and ends_title(paragraph) and _is_as(paragraph, last):
            return Role.TITLE
        of_speech = last.look.align != "center" and _SPEECH.search(last.text) and is_byline(paragraph)
        return Role.BYLINE if paragraph.look.align == "center" or of_speech else None

    def _head(self, paragraph: Paragraph) -> Role | None:
        text = "".join(paragraph.shown.split())
        letter = paragraph.letter
        if letter is None or len(paragraph.shown) > LONGEST_HEAD:
            return None
        if _COPY_NUMBER.fullmatch(text):
            return Role.COPY_NUMBER
        if text.startswith(_SECRECY) and len(text) <= 12:  # noqa: PLR2004 - 机密★10年
            return Role.SECRECY
        if text in _URGENCY:
            return Role.URGENCY
        several = len(NUMBERS.findall(text)) > 1 and "关于" not in text and len(text) <= _LONGEST_NAME
        if several or is_number(paragraph.shown):
            return Role.NUMBER
        if role := self._signers(paragraph):
            return role
        if not self.has_mark or "关于" in text:
            return None
        if (is_red(letter.colour) and letter.size >= LARGE_SIZE) or (
            text.endswith("文件") and letter.size >= _MARK_SIZE
        ):
            return Role.MARK
        return None

    def _signers(self, paragraph: Paragraph) -> Role | None:
        """Tell the lines of several signers (7.2.6): names alone, and the number with the last of them opposite."""
        if _SIGNERS.match(paragraph.shown):
            return Role.SIGNERS
        before = self.found[-1] if self.found else None
        large = paragraph.letter is not None and paragraph.letter.size >= LARGE_SIZE
        if before is None or large or paragraph.look.align == "center":
            return None
        if before.role is Role.SIGNERS and SIGNED_NUMBER.match(paragraph.shown):
            return Role.NUMBER
        signed = before.role is Role.SIGNERS or (before.role is Role.NUMBER and "签发人" in before.text)
        return Role.SIGNERS if signed and _NAMES.match(paragraph.shown) else None

    def _in_text(self, paragraph: Paragraph, text: str, *, beside_table: bool) -> Role:
        before = self.found[-1] if self.found else None
        centred, letter = paragraph.look.align == "center", paragraph.letter
        lead = text[:_LEAD]
        if role := self._opens_enclosure(paragraph, text):
            return role
        if centred and letter and letter.size >= LARGE_SIZE and not _chapter(paragraph):
            return Role.ENCLOSURE_TITLE if self.in_annex else Role.TITLE
        if DATE_FORM.match(text) and not _flush(paragraph):
            self._sign()
            return Role.DATE
        if before and before.role is Role.DATE and _NOTE.match(text):
            return Role.NOTE
        if _ENCLOSURES.match(lead) or (before and before.role is Role.ENCLOSURES and HEADING_FORMS[2].match(text)):
            return Role.ENCLOSURES
        if role := _chapter(paragraph) or _heading(text):
            return role
        said = text[-1] in SENTENCE_END and paragraph.look.style != _CAPTION  # a note under a table may be a sentence
        said = said or (text.endswith(("：", ":")) and _INTRODUCES.search(text) is not None)  # 现将名单公示如下：
        if beside_table and not paragraph.label and len(text) <= _LONGEST_CAPTION and not said:
            return Role.CAPTION
        if self._may_address(text) and (text.endswith(("：", ":")) or tail_role(paragraph)):
            return Role.ADDRESSEE
        return Role.BODY

    def _opens_enclosure(self, paragraph: Paragraph, text: str) -> Role | None:
        """Tell 附件 that stands alone, and the lines of the title under it."""
        before = self.found[-1] if self.found else None
        if len(text) < _LEAD and _ENCLOSURE_MARK.match(text) and not _ENCLOSURES.match(text):
            self.in_annex = True
            return Role.ENCLOSURE_MARK
        if before and before.role is Role.ENCLOSURE_MARK and not (HEADING_FORMS[0].match(text) or _chapter(paragraph)):
            return Role.ENCLOSURE_TITLE
        goes_on = before and before.role is Role.ENCLOSURE_TITLE and paragraph.look.align == "center"
        return Role.ENCLOSURE_TITLE if before and goes_on and _is_as(paragraph, before.paragraph) else None

    def _may_address(self, text: str) -> bool:
        heads = {Role.TITLE, Role.BYLINE, Role.NUMBER}
        last = self.found[-1].role if self.found else None
        chinese = re.search("[\u3400-\u9fff]", text) is not None
        introduces = _INTRODUCES.search(text) is not None  # 支持以下功能： is a sentence that goes on below
        return chinese and not introduces and (last in heads or not self.found) and not re.search(r"[。；;]", text)

    def _has_text(self) -> bool:
        return any(element.role in RUNNING for element in self.found)

    def _sign(self) -> None:
        """What stands above a date is the 署名, if it is a name and not a text: of several agencies all their lines."""
        for at in range(len(self.found) - 1, -1, -1):
            element = self.found[at]
            first = at == len(self.found) - 1
            large = element.role in {Role.TITLE, Role.ENCLOSURE_TITLE} and self._has_text()
            agency = AGENCY.search(element.text) is not None
            if not _is_name(element, large=large and agency) or not (first or agency):
                return
            role = Role.STAMP if first and self._is_stamped(element) else Role.SIGNATURE
            self.found[at] = replace(element, role=role)
            if role is Role.STAMP:
                return

    def _is_stamped(self, element: Element) -> bool:
        """Whether a line is 职务 and 签名章 (7.3.5.3), in a paper that goes out or an order."""
        stamp = STAMPED.match(element.paragraph.text.strip())
        signed = stamp and (element.paragraph.has_drawing or (stamp["name"] and stamp["between"]))
        if not signed:
            return False
        orders = any(e.role is Role.TITLE and _ORDERS.search(e.text) for e in self.found)
        return orders or any(e.role in {Role.MARK, Role.NUMBER} for e in self.found)


def _is_as(paragraph: Paragraph, other: Paragraph) -> bool:
    """Whether a line is set as another: a further line of what that one is."""
    mine, theirs = paragraph.letter, other.letter
    if mine is None or theirs is None or paragraph.look.align != other.look.align:
        return False
    return (mine.size, mine.bold, mine.east) == (theirs.size, theirs.bold, theirs.east)


def _lists_enclosures(following: Sequence[Paragraph | Table]) -> bool:
    """Whether numbered lines and then a date follow 附件： that stands alone: a list, not an enclosure's first line."""
    lines = [each for each in following if isinstance(each, Paragraph) and each.shown]
    return bool(lines) and HEADING_FORMS[2].match(lines[0].shown) is not None and any(map(_is_date, lines))


def _is_date(paragraph: Paragraph) -> bool:
    return DATE_FORM.match(paragraph.shown) is not None


def _is_name(element: Element, *, large: bool) -> bool:
    """Whether a line may be a 署名: short, no sentence, and not at the left, unless it names several agencies.

    `large`: it is set as a title, and is none.
    """
    placed = len(agencies_in(element.paragraph.text.strip())) > 1 or not _flush(element.paragraph)
    short = (large or element.role in {Role.BODY, Role.CAPTION}) and len(element.text) <= _LONGEST_NAME
    return short and not element.text.endswith((*SENTENCE_END, "：", ":")) and placed


def _heading(text: str) -> Role | None:
    return next((role for role, form in zip(HEADINGS, HEADING_FORMS, strict=True) if form.match(text)), None)


def _chapter(paragraph: Paragraph) -> Role | None:
    """Tell 章, 节 and 条 by their number and the space after it, which automatic numbering makes itself."""
    text = paragraph.shown
    if ARTICLE_FORM.match(text) or ARTICLE_FORM.match(paragraph.label.strip()):
        return Role.ARTICLE
    short = len(text) <= _LONGEST_CHAPTER and not re.search("[。；，]", text)
    chapter = CHAPTER_FORM.match(text) or CHAPTER_FORM.match(paragraph.label.strip())
    return Role.CHAPTER if chapter and short else None


def _flush(paragraph: Paragraph) -> bool:
    """Whether a short line stands at the left, where no signature stands."""
    look = paragraph.look
    if look.align in {"right", "center"}:
        return False
    return look.left + look.first < 8 * BODY_SIZE * 10 and not paragraph.text.startswith(("　　　　　　", " " * 12))
