"""Text conventions: GB/T 15834-2011 (punctuation), GB/T 15835-2011 (numbers), and what offices are used to (§9)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from pipeline.model.finding import Finding, Weight
from pipeline.model.frozen import frozen
from pipeline.ordinals import NOT_A_LIST, ORDINAL
from pipeline.placeholders import placeholders
from pipeline.review.elements import Document
from pipeline.review.gbt9704.rule import CUSTOM, STANDARD, Clause
from pipeline.review.layout import Paragraph
from pipeline.review.roles import AGENCY, ARTICLE_LEAD, Role

_HAN = "\u3400-\u9fff"
_PUNCTUATION, _NUMBERS = "GB/T 15834-2011", "GB/T 15835-2011"
_WEB = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++@[A-Za-z0-9.-]+|https?://\S+|www\.\S+")
_LEADING = re.compile(rf"^(?:{ORDINAL}\s*[.．，,]|[（(]\s*(?:{ORDINAL}|\d{{1,2}})\s*[）)])")
_HANZI, _LATIN = re.compile(f"[{_HAN}]"), re.compile("[A-Za-z]")
_QUOTED, _TOUCHING = re.compile("[“”‘’—…]"), re.compile(f"[{_HAN}]\\d|\\d[{_HAN}]")
_CONTEXT = 6
_REMEMBERED = 8192  # texts: most of what the papers of one template say is the template's own
_LETTERS = 3  # Latin letters for each Hanzi: with more it is another language, or code
_CLAUSE = 4  # Hanzi on both sides that make a dash of a stroke, not the 一字线 of 周一—周五
_UNITS = (
    "年月日时点分秒周天旬次个元角万亿千百名户家件份张页本册套台辆条期场回批组岁斤克吨升米里亩顷度℃㎡㎥支只头匹棵株朵粒颗根枝把扇间层级成倍折遍趟轮"
    "桶箱袋瓶盒包捆堆卷盘碗杯排列行步句段章节篇字位口篮筐筒管块片幅面双对副顶门例剂针滴口艘架"
)
_MEASURES = rf"[{_UNITS}]|项(?!目)|人(?!员)|[%％‰]|小时|公里|公斤|公顷|毫|厘米|平方|立方|星期|季度|学[年期时分]|课时|工作日|[kcm]?m(?![A-Za-z])|k?g(?![A-Za-z])"
"""What a number may count: the sign between two of them, or between their ends, is no hyphen."""
_ENDS_OF_RANGES = "年月日时点分午晨晚周初末旬底季度一二三四五六七八九十镇乡村县城市省区州京港站线路"


@frozen
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
    Convention("text.ordinal", _PUNCTUATION, STANDARD, re.compile("(?:^|(?<=[。；：，“\\s]))第[一二三四五六七八九十]、(?![第一二三四五六七八九十])"), "“第一，”"),
    Convention("text.number-brackets", "7.2.5", STANDARD, re.compile(f"[{_HAN}]{{1,8}}[\\[［【（(]\\d{{4}}[\\]］】）)]第?\\d{{1,9}}号"), "六角括号〔〕"),
    Convention("text.number-ordinal", "7.2.5", STANDARD, re.compile(r"〔\d{4}〕第\d+号|〔\d{4}〕0\d*号"), "不加“第”，不编虚位"),
    Convention("text.year", _NUMBERS, STANDARD, re.compile(r"(?<![\d一-龥])\d{2}年(?=\d{1,2}月)|(?<=[，。、；（“])\d{2}年(?=\d{1,2}月)"), "四位数的年份"),
    Convention("text.date-zero", "7.3.5.4", CUSTOM, re.compile(r"\d{4}年(0\d月|\d{1,2}月0\d日)"), "月、日不编虚位"),
    Convention("text.date-dots", _NUMBERS, CUSTOM, re.compile(r"(?<![\d.])(19|20)\d{2}\.\d{1,2}\.\d{1,2}(?![\d.])"), "“2026年7月1日”"),
    Convention("text.range", _PUNCTUATION, STANDARD, re.compile(rf"(?<![\dA-Za-z表图.-])\d{{1,4}}(?:\.\d{{1,3}})?(?:{_MEASURES})?\s?[-~]\s?\d{{1,4}}(?:\.\d{{1,3}})?(?={_MEASURES})"), "一字线“—”、浪纹线“～”或“至”"),
    Convention("text.approximate", _NUMBERS, STANDARD, re.compile(r"(?<=[^第、])[一二三四五六七八九]、[一二三四五六七八九](?=天|年(?!级)|个|名|人|次|里|公里|百|千|万)"), "概数不加顿号，如“三四天”"),
    Convention("text.mixed-number", _NUMBERS, STANDARD, re.compile(r"(?<!\d)(?:\d{1,12}[亿万]\d{1,12}[千百]|\d{1,12}[千百]\d{1,12}[百十]?万)"), "如“5.34亿”"),
    Convention("text.ellipsis", _PUNCTUATION, STANDARD, re.compile(r"(?<!\.)\.{3,}+(?![.\s]{0,99}\d{1,4}\s{0,9}$)|。{2,}|(?<!…)…(?!…)"), "省略号“……”"),
    Convention("text.dash", _PUNCTUATION, STANDARD, re.compile(f"(?<=[{_HAN}”])-{{2,}}"), "破折号“——”"),
    Convention("text.dash", _PUNCTUATION, CUSTOM, re.compile(f"(?<=[{_HAN}”]{{{_CLAUSE}}})(?<![{_ENDS_OF_RANGES}])—(?=[{_HAN}“]{{{_CLAUSE}}})"), "破折号“——”（起止用一字线的不算）"),
    Convention("text.doubled", _PUNCTUATION, STANDARD, re.compile(r"[，、；：]{2,}|[，、；：]。|。[，、；：]"), "一个标点"),
    Convention("text.space", "", CUSTOM, re.compile(f"(?<=[{_HAN}，。；、]) +(?=[{_HAN}])(?! *[月日])(?! *[{_HAN}]{{2,6}}：)|(?<=：) (?=[{_HAN}])"), "汉字之间没有空格"),
    Convention("text.empty-page", "7.3.5.5", CUSTOM, re.compile("此页无正文"), "调整行距、字距，使署名与正文同处一面"),
)  # fmt: skip
_UNMARKED = re.compile(f"[{_HAN}]*|\\d*")  # a name, a telephone number: no pattern has anything to say
_HEADS = frozenset({Role.MARK, Role.NUMBER, Role.COPY_NUMBER, Role.SECRECY})
_NOT_IN_CELLS = frozenset({"text.space", "text.level-3"})
_DATE_OWN = frozenset({"text.date-zero"})
_NAMED = frozenset({Role.SIGNERS, Role.SIGNATURE, Role.STAMP, Role.BYLINE})  # names stand apart in one line
_PLACEHOLDER, _FILLED = Clause("", STANDARD), "填好的内容"
_LISTED = 3  # names in one line
_MANY_MENDS = 4  # paragraphs with the same fault: how to mend one of them is no help any more


@frozen
class _Marked:
    """A convention that a text breaks."""

    code: str
    clause: Clause
    expected: str
    mended: str  # the text that belongs at the first place, "" where it cannot be said
    found: str

    def at(self, paragraph: Paragraph, *, many: bool = False) -> Finding:
        """Return the Finding; `many`: other paragraphs break the same convention."""
        mended = f"“{self.mended}”" if self.mended and not many else ""
        return self.clause.at(self.code, paragraph, self.expected + mended, self.found)


def conventions(document: Document) -> Iterator[Finding]:
    """Look at every paragraph and cell for what a careful secretary marks."""
    roles = {id(e.paragraph): e.role for e in document.elements}
    marked = [
        (each, paragraph)
        for paragraph in document.layout.everything
        for each in _broken(paragraph, roles.get(id(paragraph)))
    ]
    counts = Counter((each.code, each.expected) for each, _ in marked)
    for each, paragraph in marked:
        yield each.at(paragraph, many=counts[each.code, each.expected] >= _MANY_MENDS)
    yield from _edges(document)


def _edges(document: Document) -> Iterator[Finding]:
    """Look for what was not filled in above and below the text: a header is the same on every page."""
    seen = set()
    for section in document.layout.sections:
        for paragraph in (p for edge in (*section.headers.values(), *section.footers.values()) for p in edge):
            if paragraph.text not in seen:
                seen.add(paragraph.text)
                yield from (each.at(paragraph) for each in _not_filled(paragraph.text))


def left_over(document: Document) -> Iterator[Finding]:
    """Name what was not filled in where no paragraph shows it: in charts, links, fields of a mail merge."""
    for each in dict.fromkeys(document.layout.leftovers):
        yield _PLACEHOLDER.at("text.placeholder", each.place, _FILLED, each.found)


def conventions_in(paragraph: Paragraph) -> Iterator[Finding]:
    """Look at one paragraph of a cell."""
    return (each.at(paragraph) for each in _broken(paragraph))


def _broken(paragraph: Paragraph, role: Role | None = None) -> tuple[_Marked, ...]:
    """Return the conventions that a paragraph breaks; `role`: its own, None in a cell."""
    return _broken_by(paragraph.text, role, paragraph.place != "")


@lru_cache(maxsize=_REMEMBERED)
def _broken_by(text: str, role: Role | None, within: bool) -> tuple[_Marked, ...]:
    """Return the conventions that a text breaks; `within` a table or text box."""
    text = text.strip()
    if _UNMARKED.fullmatch(text):
        return ()
    unfilled = () if role is Role.NUMBER else _not_filled(text)
    return unfilled if role in _HEADS else (*unfilled, *_marked(text, role, within=within))


def _not_filled(text: str) -> tuple[_Marked, ...]:
    """Return what a text still has to be filled in at."""
    matches = list(placeholders(text))
    if not matches:
        return ()
    return (_Marked("text.placeholder", _PLACEHOLDER, _FILLED, "", _said(text, matches)),)


def _marked(text: str, role: Role | None, *, within: bool) -> tuple[_Marked, ...]:
    """Return which conventions a text breaks; `within` a table or text box."""
    chinese = _is_chinese(text)
    elsewhere = _Elsewhere(text)
    marked = []
    for each in CONVENTIONS:
        if each.clause in {_PUNCTUATION, _NUMBERS} and not chinese:
            continue  # both standards speak of Chinese text
        own = role is Role.DATE and each.code in _DATE_OWN
        if own or (within and each.code in _NOT_IN_CELLS) or (role in _NAMED and each.code == "text.space"):
            continue
        if role is Role.ENCLOSURES and each.code == "text.level-3":
            continue  # 7.3.4 has its own word on that
        matches = [match for match in each.pattern.finditer(text) if not elsewhere.has(each.code, match.start())]
        if matches and each.code == "text.space":
            matches = list(_in_words(text, matches))
        if matches:
            mended = each.mend(matches[0]) if each.mend else ""
            clause = Clause(each.clause, each.weight)
            marked.append(_Marked(each.code, clause, each.expected, mended, _said(text, matches)))
    return tuple(marked)


def _is_chinese(text: str) -> bool:
    """Whether a text is Chinese, though it may name a thing or two in Latin letters."""
    hanzi, letters = len(_HANZI.findall(text)), len(_LATIN.findall(_WEB.sub("", text)))
    return hanzi > 0 and letters <= _LETTERS * hanzi


def _said(text: str, matches: Sequence[re.Match[str]]) -> str:
    """Return what is found at the first place in a paragraph, saying how many there are."""
    first = matches[0]
    near = text[max(first.start() - _CONTEXT, 0) : first.end() + _CONTEXT].replace("\n", " ")
    return f"“{near}”" + (f"等{len(matches)}处" if len(matches) > 1 else "")


class _Elsewhere:
    """The places of a text where rules have no say: an address, a tag left over, a number that has its own rule."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: dict[str, list[tuple[int, int]]] = {}

    def has(self, code: str, place: int) -> bool:
        """Whether a match of a rule begins at such a place."""
        kinds = ("web", "tag", "lead") if code in _LED else ("web", "tag")
        return any(self._covers(kind, place) for kind in kinds)

    def _covers(self, kind: str, place: int) -> bool:
        if kind not in self._spans:
            self._spans[kind] = sorted(match.span() for match in _ELSEWHERE[kind](self._text))
        spans = self._spans[kind]
        at = bisect_right(spans, (place, len(self._text))) - 1
        return at >= 0 and place < spans[at][1]


_ELSEWHERE: dict[str, Callable[[str], Iterable[re.Match[str]]]] = {
    "web": _WEB.finditer,
    "tag": placeholders,
    "lead": lambda text: [match] if (match := _LEADING.match(text)) else [],
}
_LED = frozenset({"text.fullwidth", "text.full-stop"})


def _in_words(text: str, matches: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the spaces that part what belongs together, not those by which offices set things apart.

    Apart stand: the letters of a spaced title or label (开 庭 通 知 书, 联 系 人：), names in one line, an article
    and its number (第三条 …), of which GB/T 15834 says nothing.
    """
    words = text.split()
    agencies = len(words) > 1 and all(AGENCY.search(word) for word in words)
    names = len(words) >= _LISTED and all(_NAME.fullmatch(word) for word in words)
    lead = ARTICLE_LEAD.match(text)
    if agencies or names:
        return
    for match in matches:
        spaced = _is_single(text, match.start() - 1) and _is_single(text, match.end())
        if not spaced and not (lead and match.start() < lead.end()):
            yield match


_NAME = re.compile(f"[{_HAN}·]{{2,4}}")


def _is_single(text: str, place: int) -> bool:
    """Whether a Hanzi has no other beside it."""
    return not any(
        "\u3400" <= each <= "\u9fff" for each in (text[max(place - 1, 0) : place], text[place + 1 : place + 2])
    )


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
            _QUOTED.search(run.text) and not _eastern(run.letter.latin, hint=run.letter.east_hint) for run in letters
        ):
            quoted.append(element)
        if paragraph.look.auto_space and _TOUCHING.search(paragraph.text):
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
        if _rare_in(paragraph.text):
            yield from rare_characters_in(paragraph)


def rare_characters_in(paragraph: Paragraph) -> Iterator[Finding]:
    """Look at one paragraph or cell."""
    if not _rare_in(paragraph.text):
        return
    lacking = [run for run in paragraph.runs if run.letter.east.upper().endswith(("GB2312", "小标宋简体"))]
    rare = "".join(dict.fromkeys("".join(_rare_in(run.text) for run in lacking)))
    if rare:
        face = next(run.letter.east for run in paragraph.runs if any(c in run.text for c in rare))
        expected = f"含“{rare}”的字体（如仿宋、宋体）"
        yield Clause("", CUSTOM).at("look.rare-character", paragraph, expected, face)


@lru_cache(maxsize=_REMEMBERED)
def _rare_in(text: str) -> str:
    """Return the Hanzi of a text that GB 2312 lacks."""
    return "" if _in_gb2312(text) else "".join(each for each in text if _is_hanzi(each) and not _in_gb2312(each))


def _in_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _is_hanzi(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"


RULES = (conventions, left_over, look_of_text, rare_characters)
