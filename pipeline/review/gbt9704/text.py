"""Text conventions: GB/T 15834-2011 (punctuation), GB/T 15835-2011 (numbers), and what offices are used to (§9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.model.finding import Finding, Weight
from pipeline.review.elements import Document
from pipeline.review.gbt9704.rule import CUSTOM, STANDARD, Clause
from pipeline.review.layout import Paragraph
from pipeline.review.roles import NOT_A_LIST, ORDINAL, Role

_HAN = "\u3400-\u9fff"
_PUNCTUATION, _NUMBERS = "GB/T 15834-2011", "GB/T 15835-2011"
_WEB = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+|https?://\S+|www\.\S+")
_TAG = re.compile(r"\{[{%].*?[%}]\}")
_LEADING = re.compile(rf"^(?:{ORDINAL}\s*[.．，,]|[（(]\s*(?:{ORDINAL}|\d{{1,2}})\s*[）)])")
_CONTEXT = 6
_REMEMBERED = 8192  # texts: most of what the papers of one template say is the template's own
_LETTERS = 3  # Latin letters for each Hanzi: with more it is another language, or code
_CLAUSE = 4  # Hanzi on both sides that make a dash of a stroke, not the 一字线 of 周一—周五
_ENDS_OF_RANGES = "年月日时点分午晨晚周初末旬底季度一二三四五六七八九十镇乡村县城市省区州京港站线路"


@dataclass(frozen=True, slots=True)
class Convention:
    """One pattern that a careful secretary marks, with what belongs there."""

    code: str
    clause: str
    weight: Weight
    pattern: re.Pattern[str]
    expected: str
    mend: Callable[[re.Match[str]], str] | None = None  # what to write instead, where it can be said


def _full(match: re.Match[str]) -> str:
    return match[0].translate(str.maketrans(",;:?!()", "，；：？！（）"))


CONVENTIONS = (
    Convention("text.quotes", _PUNCTUATION, STANDARD, re.compile(f"[\"'](?=[{_HAN}])|(?<=[{_HAN}])[\"']"), "弯引号“ ”"),
    Convention(
        "text.fullwidth", _PUNCTUATION, STANDARD,
        re.compile(f"(?<=[{_HAN}”》）〕])[,;:?!](?=[{_HAN}“《（\\d\\s]|$)|(?<=\\d)[,;](?=[{_HAN}])|(?<=[{_HAN}])\\(|\\((?=[{_HAN}])|(?<=[{_HAN}])\\)|\\)(?=[{_HAN}，。])"),
        "全角标点", _full,
    ),
    Convention("text.full-stop", _PUNCTUATION, STANDARD, re.compile(f"(?<=[{_HAN}])\\.(?=[{_HAN}]|$)"), "句号“。”"),
    Convention("text.level-1", "7.3.3", STANDARD, re.compile(rf"^{ORDINAL}\s*[.．，,](?!\d){NOT_A_LIST}"), "“一、”"),
    Convention("text.level-2", "7.3.3", STANDARD, re.compile(r"^[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]\s*[、.．，,]"), "“（一）”后不加标点"),
    Convention("text.level-2-brackets", "7.3.3", STANDARD, re.compile(r"^\(\s*[一二三四五六七八九十]{1,3}\s*\)|^（[一二三四五六七八九十]{1,3}\)|^\([一二三四五六七八九十]{1,3}）"), "全角括号“（一）”"),
    Convention("text.level-3", "7.3.3", STANDARD, re.compile(r"^\d{1,2}\s*、(?!\d{1,2}(?:[、和]|[月日号点时组班楼栋级项条款章页]))"), "“1.”"),
    Convention("text.level-4", "7.3.3", STANDARD, re.compile(r"^[（(]\s*\d{1,2}\s*[）)]\s*[、.．，,]"), "“（1）”后不加标点"),
    Convention("text.level-4-brackets", "7.3.3", STANDARD, re.compile(r"^\(\s*\d{1,2}\s*\)|^（\d{1,2}\)|^\(\d{1,2}）"), "全角括号“（1）”"),
    Convention("text.ordinal", _PUNCTUATION, STANDARD, re.compile(f"(?<![{_HAN}])第[一二三四五六七八九十]、(?![第一二三四五六七八九十])"), "“第一，”"),
    Convention("text.number-brackets", "7.2.5", STANDARD, re.compile(f"[{_HAN}]{{1,8}}[\\[［【（(]\\d{{4}}[\\]］】）)]第?\\d+号"), "六角括号〔〕"),
    Convention("text.number-ordinal", "7.2.5", STANDARD, re.compile(r"〔\d{4}〕第\d+号|〔\d{4}〕0\d*号"), "不加“第”，不编虚位"),
    Convention("text.year", _NUMBERS, STANDARD, re.compile(r"(?<![\d一-龥])\d{2}年(?=\d{1,2}月)|(?<=[，。、；（“])\d{2}年(?=\d{1,2}月)"), "四位数的年份"),
    Convention("text.date-zero", "7.3.5.4", CUSTOM, re.compile(r"\d{4}年(0\d月|\d{1,2}月0\d日)"), "月、日不编虚位"),
    Convention("text.date-dots", _NUMBERS, CUSTOM, re.compile(r"(?<![\d.])(19|20)\d{2}\.\d{1,2}\.\d{1,2}(?![\d.])"), "“2026年7月1日”"),
    Convention("text.range", _PUNCTUATION, STANDARD, re.compile(r"(?<![\dA-Za-z表图-])\d{1,4}(年|月|日|时|%|名|人)?\s?[-~]\s?\d{1,4}(?=年|月|日|时|%|％|名|人(?!员)|个|元|万|岁|天|次|项(?!目)|条|页)"), "一字线“—”、浪纹线“～”或“至”"),
    Convention("text.approximate", _NUMBERS, STANDARD, re.compile(r"(?<=[^第、])[一二三四五六七八九]、[一二三四五六七八九](?=天|年(?!级)|个|名|人|次|里|公里|百|千|万)"), "概数不加顿号，如“三四天”"),
    Convention("text.mixed-number", _NUMBERS, STANDARD, re.compile(r"\d+[亿万]\d+[千百]|\d+[千百]\d+[百十]?万"), "如“5.34亿”"),
    Convention("text.ellipsis", _PUNCTUATION, STANDARD, re.compile(r"\.{3,}(?![.\s]*\d+\s*$)|。{2,}|(?<!…)…(?!…)"), "省略号“……”"),
    Convention("text.dash", _PUNCTUATION, STANDARD, re.compile(f"(?<=[{_HAN}”])-{{2,}}"), "破折号“——”"),
    Convention("text.dash", _PUNCTUATION, CUSTOM, re.compile(f"(?<=[{_HAN}”]{{{_CLAUSE}}})(?<![{_ENDS_OF_RANGES}])—(?=[{_HAN}“]{{{_CLAUSE}}})"), "破折号“——”（起止用一字线的不算）"),
    Convention("text.doubled", _PUNCTUATION, STANDARD, re.compile(r"[，、；：]{2,}|[，、；：]。|。[，、；：]"), "一个标点"),
    Convention("text.space", "", CUSTOM, re.compile(f"(?<=[{_HAN}，。；、]) +(?=[{_HAN}])(?! *[月日])(?! *[{_HAN}]{{2,6}}：)|(?<=：) (?=[{_HAN}])"), "汉字之间没有空格"),
    Convention("text.empty-page", "7.3.5.5", CUSTOM, re.compile("此页无正文"), "调整行距、字距，使署名与正文同处一面"),
    Convention("text.placeholder", "", STANDARD, re.compile(r"\{[{%].*?[%}]\}|｛｛|[×xX]{2,}(?=年|月|日|镇|村|支部|同志)"), "填好的内容"),
)  # fmt: skip
_UNMARKED = re.compile(f"[{_HAN}]*|\\d*")  # a name, a telephone number: no pattern has anything to say
_HEADS = frozenset({Role.MARK, Role.NUMBER, Role.COPY_NUMBER, Role.SECRECY})
_NOT_IN_CELLS = frozenset({"text.space", "text.level-3"})
_DATE_OWN = frozenset({"text.date-zero"})


def conventions(document: Document) -> Iterator[Finding]:
    """Look at every paragraph and cell for what a careful secretary marks."""
    roles = {id(e.paragraph): e.role for e in document.elements}
    for paragraph in document.layout.everything:
        yield from conventions_in(paragraph, roles.get(id(paragraph)))


def conventions_in(paragraph: Paragraph, role: Role | None = None) -> Iterator[Finding]:
    """Look at one paragraph; `role`: its own, None in a cell."""
    text = paragraph.text.strip()
    if role not in _HEADS and not _UNMARKED.fullmatch(text):
        for each, expected, found in _marked(text, role, within=bool(paragraph.place)):
            yield Clause(each.clause, each.weight).at(each.code, paragraph, expected, found)


@lru_cache(maxsize=_REMEMBERED)
def _marked(text: str, role: Role | None, *, within: bool) -> tuple[tuple[Convention, str, str], ...]:
    """Return which conventions a text breaks, what each expects and what was found; `within` a table or text box."""
    chinese = _is_chinese(text)
    marked = []
    for each in CONVENTIONS:
        if each.clause in {_PUNCTUATION, _NUMBERS} and not chinese:
            continue  # both standards speak of Chinese text
        own = role is Role.DATE and each.code in _DATE_OWN
        if own or (within and each.code in _NOT_IN_CELLS):
            continue
        if role is Role.ENCLOSURES and each.code == "text.level-3":
            continue  # 7.3.4 has its own word on that
        if matches := [match for match in each.pattern.finditer(text) if not _elsewhere(each.code, text, match)]:
            marked.append((each, *_said(each, text, matches)))
    return tuple(marked)


def _is_chinese(text: str) -> bool:
    """Whether a text is Chinese, though it may name a thing or two in Latin letters."""
    hanzi, letters = len(re.findall(f"[{_HAN}]", text)), len(re.findall(r"[A-Za-z]", _WEB.sub("", text)))
    return hanzi > 0 and letters <= _LETTERS * hanzi


def _said(each: Convention, text: str, matches: Sequence[re.Match[str]]) -> tuple[str, str]:
    """Return what is expected and what is found at the first place in a paragraph, saying how many there are."""
    first = matches[0]
    near = text[max(first.start() - _CONTEXT, 0) : first.end() + _CONTEXT].replace("\n", " ")
    found = f"“{near}”" + (f"等{len(matches)}处" if len(matches) > 1 else "")
    return each.expected + (f"“{each.mend(first)}”" if each.mend else ""), found


def _elsewhere(code: str, text: str, match: re.Match[str]) -> bool:
    """Whether a match lies where its rule has no say: in an address, a tag left over, a number that has its own rule."""
    own = [_WEB]
    if code != "text.placeholder":
        own.append(_TAG)
    if code in {"text.fullwidth", "text.full-stop"}:
        own.append(_LEADING)
    return any(found.start() <= match.start() < found.end() for each in own for found in each.finditer(text))


def look_of_text(document: Document) -> Iterator[Finding]:
    """What makes a paper look different on another machine: theme faces, Latin quotation marks, stretched digits."""
    rule = Clause("", CUSTOM)
    themed, quoted, stretched = [], [], []
    for element in document.elements:
        paragraph = element.paragraph
        letters = [run for run in paragraph.runs if run.text.strip()]
        if any(run.letter.theme for run in letters):
            themed.append(element)
        if any(
            re.search("[“”‘’—…]", run.text) and not _eastern(run.letter.latin, hint=run.letter.east_hint)
            for run in letters
        ):
            quoted.append(element)
        if paragraph.look.auto_space and re.search(f"[{_HAN}]\\d|\\d[{_HAN}]", paragraph.text):
            stretched.append(element)
    for code, found, expected, said in (
        ("look.theme-font", themed, "写明字体名（主题字体换一台电脑就变）", "主题字体"),
        ("look.quotes", quoted, "中文字体的引号、破折号", "西文字体"),
        ("look.auto-space", stretched, "数字与汉字之间不自动加空", "自动加空，每行排不满28字"),
    ):
        if found:
            where = found[0].paragraph.address + (f"等{len(found)}段" if len(found) > 1 else "")
            yield rule.at(code, where, expected, said)


def _eastern(face: str, *, hint: bool) -> bool:
    return hint or not face or not face.isascii() or face.lower() in {"simsun", "fangsong", "kaiti", "simhei"}


def rare_characters(document: Document) -> Iterator[Finding]:
    """§10 rule 10: a _GB2312 face lacks what GB 2312 lacks; such characters need another face."""
    for paragraph in document.layout.everything:
        yield from rare_characters_in(paragraph)


def rare_characters_in(paragraph: Paragraph) -> Iterator[Finding]:
    """Look at one paragraph or cell."""
    if _all_in_gb2312(paragraph.text):
        return
    lacking = [run for run in paragraph.runs if run.letter.east.upper().endswith(("GB2312", "小标宋简体"))]
    rare = "".join(dict.fromkeys(c for run in lacking if not _all_in_gb2312(run.text) for c in run.text if _is_rare(c)))
    if rare:
        face = next(run.letter.east for run in paragraph.runs if any(c in run.text for c in rare))
        expected = f"含“{rare}”的字体（如仿宋、宋体）"
        yield Clause("", CUSTOM).at("look.rare-character", paragraph, expected, face)


@lru_cache(maxsize=_REMEMBERED)
def _all_in_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _is_rare(character: str) -> bool:
    hanzi = "\u3400" <= character <= "\u9fff" or character >= "\U00020000"
    return hanzi and not _all_in_gb2312(character)


RULES = (conventions, look_of_text, rare_characters)
