"""What a paragraph can be by GB/T 9704-2012 clause 7.1, the forms that its words have, and the element it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pipeline.review.layout import Look, Paragraph, Section

LINE = 579  # twips of a body line where a document does not say
BODY_SIZE, TITLE_SIZE, TAIL_SIZE = 32, 44, 28  # 3号 2号 4号
_LONGEST_HEADING = 42
_APART = re.compile(r"\t+|\s{2,}")  # what parts names in one line
_RED, _PALE = 0xB0, 0x60


class Role(StrEnum):
    """What a paragraph is, by the standard's word."""

    COPY_NUMBER = "份号"
    SECRECY = "密级"
    URGENCY = "紧急程度"
    MARK = "发文机关标志"
    SIGNERS = "签发人"
    NUMBER = "发文字号"
    TITLE = "标题"
    BYLINE = "题下署名"
    ADDRESSEE = "主送机关"
    HEADING_1 = "一级标题"
    HEADING_2 = "二级标题"
    HEADING_3 = "三级标题"
    HEADING_4 = "四级标题"
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
TEXT = frozenset({Role.ADDRESSEE, Role.BODY, *HEADINGS, Role.ENCLOSURES, *SIGNED, Role.NOTE})
"""The roles that are set in the body's size and line."""

NUMERALS = "一二三四五六七八九十"
ORDINAL = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
"""一 … 九十九; not 七一 or 五四, which are days."""
NOT_A_LIST = rf"(?!\s*[{NUMERALS}]{{1,2}}(?:年级|季度|等奖|月[份底初中上下前后至是，、]|[组班楼号线审、]))"
"""What follows a heading's number is not its next in a list: 三、四月份, 一、二年级."""
HEADING_FORMS = (
    re.compile(rf"^{ORDINAL}\s*[、.．，,]{NOT_A_LIST}"),
    re.compile(rf"^[（(]\s*[{NUMERALS}]{{1,3}}\s*[）)]"),
    re.compile(r"^\d{1,2}\s*[.．、](?!\d)"),
    re.compile(r"^[（(]\s*\d{1,2}\s*[）)]"),
)
SIGNED_NUMBER = re.compile(r"^\S{1,14}?[〔\[［【（(]?\s*\d{2,4}\s*[〕\]］】）)]?\s*第?\s*\d+\s*号\s*(?=\S)")
"""发文字号 with the last signers' names opposite, their label further up."""
NUMBER_FORM = re.compile(r"^.{1,14}?[〔\[［【（(]?\s*(\d{2,4})\s*[〕\]］】）)]?\s*第?\s*(\d+)\s*号(\s*签发人[：:].*)?$")
NUMBERS = re.compile(r"〔\d{4}〕\s*\d+\s*号")
DATE_FORM = re.compile(
    r"^(\d{2,4}|[〇○Oo零一二三四五六七八九]{4}|)\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,2}|)\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3}|)\s*日$"
)
AGENCY = re.compile(r"[会委府局部厅办院团社司心站所支处科室组队行校学联党][）)]?$")
"""What the names of agencies end in."""
STAMPED = re.compile(
    r"^(?P<office>(?:[\u3400-\u9fff]\s?){0,12}?(?:长|主席|主任|书记|总理))(?P<between>\s*)"
    r"(?P<name>[\u3400-\u9fff·](?:\s?[\u3400-\u9fff·]){1,5})?\s*$"
)
"""签发人职务 and 签名章 (7.3.5.3), where that is a name and not a picture."""
SENTENCE_END = "。；！？;!?"


@dataclass(frozen=True, slots=True)
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


def line_height(paragraph: Paragraph, section: Section) -> float:
    """Return the height of a paragraph's lines in twips, in Word's way of counting."""
    look: Look = paragraph.look
    letter = paragraph.letter
    size = letter.size if letter else BODY_SIZE
    if look.rule == "exact":
        return look.line
    natural = size * 13.0  # 1.3 of the size: what Chinese faces ask for
    if look.rule == "atLeast":
        natural = max(natural, look.line)
    elif look.rule == "auto":
        natural *= look.line / 240
    if look.snap and section.grid in {"lines", "linesAndChars"} and section.pitch:
        return section.pitch * max(1, -(-natural // section.pitch))
    return natural


def is_red(colour: str) -> bool:
    """Whether RRGGBB is a red as letterheads have it."""
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return red >= _RED and green <= _PALE and blue <= _PALE


def names_in(text: str) -> list[str]:
    """Return the agencies that a line names: several where each part between wide spaces is one."""
    parts = _APART.split(text)
    return parts if len(parts) > 1 and all(AGENCY.search(part) for part in parts) else [text]


def tail_role(paragraph: Paragraph) -> Role | None:
    """Return what a line of the 版记 is, told by its words; it may stand in a table."""
    return _tail(paragraph.shown)


@lru_cache(maxsize=8192)
def _tail(text: str) -> Role | None:
    text = "".join(text.split())
    if re.match(r"^主送[：:]", text):
        return Role.MOVED_ADDRESSEE
    if re.match(r"^抄[送报][：:]", text):
        return Role.COPIES
    return Role.PRINTED if re.search(r"\d{1,2}日印发$", text) else None
