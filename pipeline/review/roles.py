"""What a paragraph can be by GB/T 9704-2012 clause 7.1, the forms that its words have, and the element it makes."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from pipeline.model.frozen import frozen
from pipeline.ordinals import NOT_A_DECIMAL, NOT_A_LIST, NUMERALS, ORDINAL
from pipeline.review.layout import Paragraph, ParagraphLook, Section
from pipeline.review.numerals import spelt_number

LINE = 579  # twips of a body line where a document does not say
BODY_SIZE, TITLE_SIZE, TAIL_SIZE = 32, 44, 28  # 3号 2号 4号
LARGE_SIZE = 36  # half-points: a centred paragraph of this size is a title
_LONGEST_HEADING = 42
_APART = re.compile(r"\t+|\s{2,}")  # what parts names in one line
_MAY_NAME = re.compile(r"[\w（）()]{4,30}")
_PRINTED = re.compile(r"\d{1,2}日印发$")
_RED, _PALE = 0xB0, 0x60


class Role(StrEnum):
    """What a paragraph is, by the standard's word."""

    COPY_NUMBER = "份号"
    SECRECY = "密级"
    URGENCY = "紧急程度"
    MARK = "发文机关标志"
    SIGNERS = "签发人"
    NUMBER = "发文字号"
    ISSUER = "编发机关和日期"
    TITLE = "标题"
    BYLINE = "题下署名"
    ADDRESSEE = "主送机关"
    HEADING_1 = "一级标题"
    HEADING_2 = "二级标题"
    HEADING_3 = "三级标题"
    HEADING_4 = "四级标题"
    CHAPTER = "章节"
    ARTICLE = "条文"
    BODY = "正文"
    ENCLOSURES = "附件说明"
    SIGNATURE = "署名"
    STAMP = "签名章"
    DATE = "成文日期"
    NOTE = "附注"
    ENCLOSURE_MARK = "附件标识"
    ENCLOSURE_TITLE = "附件标题"
    MOVED_ADDRESSEE = "版记主送机关"
    COPIES = "抄送机关"
    PRINTED = "印发机关和印发日期"
    CAPTION = "表题"


HEADINGS = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4)
SIGNED = (Role.SIGNATURE, Role.STAMP, Role.DATE)
RUNNING = frozenset({Role.BODY, Role.ARTICLE, *HEADINGS})
"""The roles of the text itself: each of its paragraphs begins two characters in."""
TEXT = RUNNING | {Role.ADDRESSEE, Role.ENCLOSURES, *SIGNED, Role.NOTE}
"""The roles that are set in the body's size and line."""

HEADING_FORMS = (
    re.compile(rf"^{ORDINAL}\s*[、.．，,]{NOT_A_LIST}"),
    re.compile(rf"^[（(]\s*[{NUMERALS}]{{1,3}}\s*[）)]"),
    re.compile(rf"^\d{{1,2}}\s*(?:[.．]{NOT_A_DECIMAL}|[.．](?=\d{{1,2}}月)|、(?!\d)|、(?=\d{{4}}年))"),
    re.compile(r"^[（(]\s*\d{1,2}\s*[）)]"),
)
ITEM_FORM = re.compile(r"^(\d{1,2})\s*[.．](?!\d{1,2}(?:\d{0,6}[.．%％‰万亿]|\s))")
"""An item by its number, where others beside it say that 2.15名 is the second item."""
_COUNTED = r"第[一二三四五六七八九十百零〇\d]{1,6}"
CHAPTER_FORM = re.compile(rf"^({_COUNTED}([编章节]))(?=\s|$)")
ARTICLE_FORM = re.compile(rf"^({_COUNTED}(条))(?=\s|$)")
ARTICLE_LEAD = re.compile(rf"^{_COUNTED}[编章节条](?:\s+|$)")
"""The number of an article or of a chapter, with the space that parts it from what it says."""
_GAP = r"[\s_＿×✕xX*＊○◯□？?…—-]"
"""What stands for figures that are not given yet."""
_OPEN, _CLOSE = r"[〔\[［【（(]", r"[〕\]］】）)]"
_SIGNED_BY = r"(?:\s*签\s*发\s*人\s*[：:].*)?"
SIGNED_NUMBER = re.compile(
    rf"^\S{{0,14}}?(?:{_OPEN}(?:\d|{_GAP}){{0,8}}{_CLOSE}|(?:19|20)\d\d)\s*第?(?:\d|{_GAP}){{0,8}}号\s*(?=\S)"
)
"""发文字号 with the last signers' names opposite, their label further up."""
NUMBER_FORM = re.compile(
    rf"^(?P<code>.{{0,14}}?)(?:{_OPEN}(?P<year>(?:\d|{_GAP}){{0,8}}){_CLOSE}|(?<=[\u3400-\u9fff])(?:19|20)\d\d(?=\s|第))"
    rf"\s*第?(?P<sequence>(?:\d|{_GAP}){{0,8}})号{_SIGNED_BY}$"
)
ORDER_NUMBER = re.compile(rf"^第(?P<sequence>(?:\d|{_GAP}){{0,8}})号$")
"""令号 and the numbers of 公告: they have neither 代字 nor year."""
NAMED_NUMBER = re.compile(r"^[\[［【<].{0,10}(?:[文字编]号|号)[\]］】>]\s*号?$")
"""A template's [发文字号]."""
NUMBERS = re.compile(r"〔\d{4}〕\s*\d+\s*号")
_YEAR, _CODE_LEFT_OPEN = re.compile(r"\d{2,4}"), re.compile("[×✕xX*＊○◯]{2,}")
LONGEST_HEAD = 160  # characters: no line above the text is longer
DATE_FORM = re.compile(
    r"^(\d{2,4}|[〇○Oo零一二三四五六七八九]{4}|)\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,2}|)\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3}|)\s*日"
    r"\s*(?:星期[一二三四五六日天])?$"
)
AGENCY = re.compile(r"[会委府局部厅办院团社司心站所支处科室组队行校学联党][）)]?$")
"""What the names of agencies end in."""
STAMPED = re.compile(
    r"^(?P<office>(?:[\u3400-\u9fff]\s?){0,12}?(?:长|主席|主任|书记|总理))(?P<between>\s*)"
    r"(?P<name>[\u3400-\u9fff·](?:\s?[\u3400-\u9fff·]){1,5})?\s*$"
)
"""签发人职务 and 签名章 (7.3.5.3), where that is a name and not a picture."""
SENTENCE_END = "。；！？;!?"


@frozen
class Element:
    """A paragraph with its role. `gap`: blank lines before it, of body lines; None at the top of the document."""

    role: Role
    paragraph: Paragraph
    gap: float | None = None

    @property
    def text(self) -> str:
        """What it says, automatic numbering included."""
        return self.paragraph.shown

    @property
    def alone(self) -> bool:
        """Whether a numbered paragraph is a heading on its own line, not the beginning of a text."""
        text = self.text
        body = text.rstrip(SENTENCE_END)
        return len(text) <= _LONGEST_HEADING and not re.search(r"[。；！？;：:]", body) and len(text) - len(body) <= 1

    @property
    def is_sentence(self) -> bool:
        """Whether a numbered line of its own is one by its marks: the item of a list (；) or a sentence with commas."""
        text = self.text
        ends = text.endswith(tuple(SENTENCE_END)) and re.search("[，,]", text) is not None
        return ends or text.endswith(("；", ";"))


def line_height(paragraph: Paragraph, section: Section) -> float:
    """Return the height of a paragraph's lines in twips, in Word's way of counting."""
    look: ParagraphLook = paragraph.look
    letter = paragraph.letter
    size = letter.size if letter else BODY_SIZE
    if look.rule == "exact":
        return max(look.line, 1)
    natural = max(size, 1) * 13.0  # 1.3 of the size: what Chinese faces ask for
    if look.rule == "atLeast":
        natural = max(natural, look.line)
    elif look.rule == "auto":
        natural *= max(look.line, 1) / 240
    if look.snap and section.grid in {"lines", "linesAndChars"} and section.pitch > 0:
        return section.pitch * max(1, -(-natural // section.pitch))
    return natural


def is_red(colour: str) -> bool:
    """Whether RRGGBB is a red as letterheads have it."""
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return red >= _RED and green <= _PALE and blue <= _PALE


def is_number(text: str) -> bool:
    """Whether a line is 发文字号, given or not given yet."""
    short = len(text) <= LONGEST_HEAD
    return short and any(form.match(text) for form in (NUMBER_FORM, ORDER_NUMBER, NAMED_NUMBER))


def is_number_open(text: str) -> bool:
    """Whether a 发文字号 still lacks its 代字, its year or its sequence."""
    if NAMED_NUMBER.match(text):
        return True
    number = ORDER_NUMBER.match(text) or NUMBER_FORM.match(text)
    if number is None:
        return False
    said = number.groupdict()
    year = said.get("year")
    open_year = year is not None and not _YEAR.fullmatch(year.strip())
    return not said["sequence"].strip().isdecimal() or open_year or bool(_CODE_LEFT_OPEN.search(said.get("code") or ""))


def ordinal_of(text: str) -> int:
    """Return the number with which a heading, a chapter or an article starts, 0 if there is none."""
    if match := re.match(r"^[（(第]?\s*(\d{1,6})", text):
        return int(match[1])
    match = re.match(r"^[（(第]?\s*([一二三四五六七八九十百零〇]{1,6})", text)
    return spelt_number(match[1].replace("〇", "零")) or 0 if match else 0


def agencies_in(text: str) -> list[str]:
    """Return the agencies that a line names: several where it has wide spaces, and what they part may all be names."""
    parts = [part for part in _APART.split(text) if part]
    several = len(parts) > 1 and any(map(AGENCY.search, parts)) and all(map(_MAY_NAME.fullmatch, parts))
    return parts if several else [text]


def tail_role(paragraph: Paragraph) -> Role | None:
    """Return what a line of the 版记 is, told by its words; it may stand in a table."""
    return _tail(paragraph.shown)


@lru_cache(maxsize=8192)
def _tail(text: str) -> Role | None:
    text = "".join(text.split())
    if text.startswith(("主送：", "主送:")):
        return Role.MOVED_ADDRESSEE
    if text.startswith(("抄送：", "抄送:", "抄报：", "抄报:")):
        return Role.COPIES
    return Role.PRINTED if text.endswith("日印发") and _PRINTED.search(text) else None
