"""How a line's words are written: marks, spaces, quotation marks, dates, ranges, sequences, set phrases.

Each rule says which characters become which, and why. Where two readings are possible it says nothing: a gap between
two names, a blank to be written on, a version number and a telephone number stay. (GB/T 15834, GB/T 15835, GB/T 9704)
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline.ordinals import NUMERALS
from pipeline.review import HEADINGS, Role, spelt_number
from pipeline.tidy.edits import OBJECT, Edit, Wording

_HAN = "\u3400-\u9fff"
_CLOSED = f"[{_HAN}”’》〉）〕】%％]"
_OPENING = f"[{_HAN}“‘《〈（〔]"
_UNITS = (
    "年|月|日|时|分|秒|人|名|个|项|次|件|条|款|万|亿|元|岁|周|天|期|号|页|级|户|亩|吨|公里|米|千克|小时|倍|篇|字|"
    "位|家|处|份|台|套|批|组|类|种|章|节|%|％|℃"
)
_COUNTED = "人|名|个|项|次|件|天|周|岁|户|亩|吨|元|万|亿|米|公里|千克|小时|分钟|倍|页|篇|字|条|位|家|处|份|台|套|%|％|℃"
_DASH = "[-－–~∼〜]"
_NO_MORE = r"(?!\d|[./\-]\d|[A-Za-z_])"
_NO_LESS = r"(?<![\d./\-A-Za-z_])"


def _phrases(line: Wording) -> Iterator[Edit]:
    """规范用语: the campaign's own. What stands in quotation marks is another's word."""
    quoted = [match.span() for match in re.finditer("《[^《》]*》|“[^“”]*”", line.text)]
    for wrong, right in line.terms.items():
        good = [match.span() for match in re.finditer(re.escape(right), line.text)] if wrong in right else []
        for match in re.finditer(re.escape(wrong), line.text):
            inside = any(start <= match.start() and match.end() <= end for start, end in (*quoted, *good))
            if not inside:
                yield Edit(*match.span(), right, "规范用语")


_NUMBER_YEAR = re.compile(
    rf"(?<=[{_HAN}])(?:[\[［【（(〔])(?P<year>(?:19|20)\d\d)(?P<close>[\]］】）)〕])第?0*(?=\d+号)"
)


def _numbers(line: Wording) -> Iterator[Edit]:
    """发文字号 (7.2.5): the year in 〔〕; in the paper's own number no 第 and no zeros before it."""
    for match in _NUMBER_YEAR.finditer(line.text):
        own = line.role in {Role.NUMBER, Role.ENCLOSURE_MARK}
        end = match.end() if own else match.end("close")
        wanted = f"〔{match['year']}〕"
        if wanted != line.text[match.start() : end]:
            yield Edit(match.start(), end, wanted, "发文字号写法")


_DAY = re.compile(rf"{_NO_LESS}((?:19|20)\d\d)([./\-．／－])(\d{{1,2}})\2(\d{{1,2}})日?{_NO_MORE}")
_ZERO = re.compile(r"(?<=年)0(?=[1-9]月)|(?<=月)0(?=[1-9]日)")
_TENS = "[一二三四五六七八九十]"
_IN_NUMERALS = re.compile(rf"([〇○Oo零一二三四五六七八九]{{4}})年({_TENS}{{1,2}})月({_TENS}{{1,3}})日")
_DIGITS = {character: str(at) for at, character in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○Oo零", "0")


def _dates(line: Wording) -> Iterator[Edit]:
    if line.role is None:
        return
    for match in _DAY.finditer(line.text):
        if _is_day(int(match[1]), int(match[3]), int(match[4])):
            yield Edit(*match.span(), f"{match[1]}年{int(match[3])}月{int(match[4])}日", "日期写作年月日")
    for match in _ZERO.finditer(line.text):
        yield Edit(*match.span(), "", "月、日不编虚位")
    if line.role not in {Role.DATE, Role.PRINTED}:
        return
    for match in _IN_NUMERALS.finditer(line.text):
        year, month, day = (
            int("".join(_DIGITS[each] for each in match[1])),
            spelt_number(match[2]),
            spelt_number(match[3]),
        )
        if month and day and _is_day(year, month, day):
            yield Edit(*match.span(), f"{year}年{month}月{day}日", "成文日期用阿拉伯数字")


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


_FIGURE = r"(\d{1,6}(?:\.\d+)?)"
_RANGE = re.compile(rf"{_NO_LESS}(?<!第){_FIGURE}[%％]?\s?({_DASH})\s?{_FIGURE}(?=\s?(?:{_COUNTED}))")
_YEARS = re.compile(rf"{_NO_LESS}((?:19|20)\d\d)年?\s?({_DASH})\s?((?:19|20)\d\d)(?=年|学年)")
_DAYS = re.compile(rf"(?<=[月日时点])\s?({_DASH})\s?(?=\d{{1,2}}(?:[月日时点:：]))|(?<=\d)({_DASH})(?=\d{{1,2}}[月日])")
_HOURS = re.compile(rf"(?<=\d[:：]\d\d)\s?({_DASH})\s?(?=\d{{1,2}}[:：]\d\d)")


def _ranges(line: Wording) -> Iterator[Edit]:
    """Numbers run with ～, days, months and hours with —."""
    for match in _RANGE.finditer(line.text):
        if float(match[1]) < float(match[3]):
            yield Edit(*match.span(2), "～", "数值起止用～")
    for match in _YEARS.finditer(line.text):
        yield Edit(*match.span(2), "—", "时间起止用—")
    for form in (_DAYS, _HOURS):
        for match in form.finditer(line.text):
            dash = 1 if match[1] else 2
            if not (dash == 2 and _is_part_of_code(line.text, match.start())):  # noqa: PLR2004 - the second form
                yield Edit(*match.span(dash), "—", "时间起止用—")


def _is_part_of_code(text: str, at: int) -> bool:
    """Whether the figures before a dash are more than a month or a day, or go on before another dash."""
    return re.search(r"(?<![\d\-－–~A-Za-z])\d{1,2}$", text[:at]) is None


_SEQUENCES: Mapping[Role, Sequence[tuple[re.Pattern[str], str]]] = {
    Role.HEADING_1: ((re.compile(rf"^([{NUMERALS}]{{1,3}})\s*[.．，,]\s*|^([{NUMERALS}]{{1,3}})\s+、\s*"), "{}、"),),
    Role.HEADING_2: ((re.compile(rf"^[（(]\s*([{NUMERALS}]{{1,3}})\s*[）)]\s*[、.．，,]?"), "（{}）"),),
    Role.HEADING_3: ((re.compile(r"^(\d{1,2})\s*[、．，,]|^(\d{1,2})\s+\."), "{}."),),
    Role.HEADING_4: ((re.compile(r"^[（(]\s*(\d{1,2})\s*[）)]\s*[、.．，,]?"), "（{}）"),),
    Role.BODY: ((re.compile(r"^(\d{1,2}|[A-Za-z])\)"), "{}）"),),
    Role.ENCLOSURES: ((re.compile(r"(?:^|(?<=[：:]))(\d{1,2})\s*[、．，,]"), "{}."),),
}


def _sequences(line: Wording) -> Iterator[Edit]:
    """The forms of numbers (7.3.3): 一、 （一） 1. （1）."""
    for form, wanted in _SEQUENCES.get(line.role, ()) if line.role else ():
        if match := form.search(line.text):
            number = wanted.format(next(filter(None, match.groups())))
            if number != match[0]:
                yield Edit(*match.span(), number, "序号写法")


def _ends(line: Wording) -> Iterator[Edit]:
    """Marks at the end that the standard asks for, or forbids."""
    text = line.text.rstrip()
    last = len(text) - 1
    if last < 1 or text[last] == OBJECT:
        return
    if line.role is Role.ENCLOSURES and (match := re.search(r"[。；;，,.]+$", text)):
        yield Edit(*match.span(), "", "附件名称后不加标点")
    if line.role in {Role.COPIES, Role.MOVED_ADDRESSEE} and not text.endswith("。"):
        yield Edit(last, last + 1, ("" if text[last] in "；;，,." else text[last]) + "。", "抄送机关后用句号")
    if line.role is Role.ADDRESSEE and text[last] not in "：:":
        yield Edit(last, last + 1, ("" if text[last] in "；;，,.。" else text[last]) + "：", "主送机关后用冒号")


def _quotes(line: Wording) -> Iterator[Edit]:
    """Quotation marks in pairs; a line with an odd one is left, since nobody knows which is missing."""
    if not re.search(f"[{_HAN}]", line.text):
        return
    for straight, opening, closing in (('"', "“", "”"), ("＂", "“", "”"), ("'", "‘", "’")):
        places = [at for at, character in enumerate(line.text) if character == straight]
        places = [at for at in places if not _is_apostrophe(line.text, at)]
        if len(places) % 2:
            continue
        for begin, end in zip(places[::2], places[1::2], strict=True):
            if _is_chinese(line.text, begin, end):
                yield Edit(begin, begin + 1, opening, "引号")
                yield Edit(end, end + 1, closing, "引号")
    for corner, wanted in zip("「」『』", "“”‘’", strict=True):
        for match in re.finditer(corner, line.text):
            yield Edit(*match.span(), wanted, "引号")


def _turned(line: Wording) -> Iterator[Edit]:
    """Quotation marks that are turned the wrong way: ”是“."""
    curled = [at for at, character in enumerate(line.text) if character in "“”"]
    if '"' in line.text or len(curled) % 2 or _is_paired([line.text[at] for at in curled]):
        return
    for number, at in enumerate(curled):
        wanted = "”" if number % 2 else "“"
        if line.text[at] != wanted:
            yield Edit(at, at + 1, wanted, "引号")


def _is_chinese(text: str, begin: int, end: int) -> bool:
    """Whether marks at two places stand in Chinese: within them, or right before them."""
    before = text[begin - 1 : begin] if begin else ""
    within = re.search(f"[{_HAN}]", text[begin:end])
    return within is not None or re.fullmatch(f"[{_HAN}，。；：、]", before) is not None


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at] == "'" and text[max(at - 1, 0) : at].isascii() and text[at + 1 : at + 2].isascii() and at > 0


def _is_paired(marks: Sequence[str]) -> bool:
    depth = 0
    for mark in marks:
        depth += 1 if mark == "“" else -1
        if depth < 0:
            return False
    return depth == 0


_WIDE = {",": "，", ";": "；", "?": "？", "!": "！"}
_HALF = re.compile(rf"(?<={_CLOSED})\s?([,;?!])(?![,;?!])|(?<=[0-9A-Za-z%％])([,;])(?={_OPENING})")
_COLON = re.compile(rf"(?<={_CLOSED})(:)(?!//)")
_STOP = re.compile(rf"(?<={_CLOSED})(\.)(?=[”’）]?\s*$)")
_DOTS = re.compile(rf"(?<={_CLOSED})(?:\.{{3,}}|。{{3,}}|…(?!…)(?<!……))")
_TWICE = re.compile("，{2,}|、{2,}|；{2,}")
_FIGURES = re.compile("[０-９]+")
_LEAST_SENTENCE = 8  # characters


def _marks(line: Wording) -> Iterator[Edit]:
    for form in (_HALF, _COLON):
        for match in form.finditer(line.text):
            yield Edit(*match.span(), _WIDE.get(match[match.lastindex or 0], "："), "标点用全角")
    if line.runs_on and line.role not in HEADINGS and len(line.text) >= _LEAST_SENTENCE:
        for match in _STOP.finditer(line.text):
            yield Edit(*match.span(1), "。", "标点用全角")
    for match in _DOTS.finditer(line.text):
        yield Edit(*match.span(), "……", "省略号")
    for match in _TWICE.finditer(line.text):
        yield Edit(*match.span(), match[0][0], "重复的标点")
    for match in _FIGURES.finditer(line.text):
        yield Edit(*match.span(), "".join(chr(ord(each) - 0xFEE0) for each in match[0]), "数字用半角")


def _brackets(line: Wording) -> Iterator[Edit]:
    """Parentheses around Chinese words, or behind them, are full-width; one without its other is left."""
    opened: list[int] = []
    for at, mark in enumerate(line.text):
        if mark in "(（":
            opened.append(at)
        elif mark in ")）" and opened:
            begin = opened.pop()
            before = line.text[begin - 1 : begin] if begin else ""
            if re.search(f"[{_HAN}]", line.text[begin:at]) or re.fullmatch(_CLOSED, before):
                yield from (
                    Edit(place, place + 1, wanted, "括号用全角")
                    for place, wanted in ((begin, "（"), (at, "）"))
                    if line.text[place] != wanted
                )


_SPACE = "[ \u3000\u00a0]"
_BEFORE_MARK = re.compile(rf"(?<=[^\s“‘《（〔：]){_SPACE}{{1,2}}(?=[，。；！？、”’》）〕])")
_AFTER_MARK = re.compile(rf"(?<=[，。；！？、“‘《（〔]){_SPACE}(?=[^\s”’》）〕_＿{OBJECT}])")
_BEFORE_UNIT = re.compile(rf"(?<=[{_HAN} ])\d+(?:\.\d+)?({_SPACE})(?=(?:{_UNITS}))")
_BEFORE_FIGURE = re.compile(rf"(?<=[{_HAN}]){_SPACE}(?=\d+(?:\.\d+)?{_SPACE}?(?:{_UNITS}))")


def _spaces(line: Wording) -> Iterator[Edit]:
    """Spaces beside marks, and around a figure that counts something; between two words they may mean something."""
    if not line.runs_on and line.role is not Role.DATE:
        return
    for form in (_BEFORE_MARK, _AFTER_MARK, _BEFORE_UNIT, *((_BEFORE_FIGURE,) if line.is_sentence else ())):
        for match in form.finditer(line.text):
            yield Edit(match.start(form.groups), match.end(form.groups), "", "多余的空格")


RULES: Sequence[Callable[[Wording], Iterator[Edit]]] = (
    _phrases,
    _numbers,
    _dates,
    _ranges,
    _sequences,
    _ends,
    _quotes,
    _turned,
    _marks,
    _brackets,
    _spaces,
)
