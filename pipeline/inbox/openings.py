"""The head and the end of a draft: what stands above its text, and whether it takes its leave as whole speeches do.

Title, name, date and 称呼 are told in whatever order they stand, as long as they stand above the first sentence. They
are taken off the draft and kept by themselves: the program prints each of them once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline import ordinals
from pipeline.inbox.headings import DraftLine
from pipeline.model.facts import SpeechHead, TextRun

_MOST = 10  # lines that a head may have
_LONGEST_TITLE, _LONGEST_NAME = 50, 4  # characters
_DASHES = ("——", "--", "—", "－－")
_WORDS = (
    "尊敬的|敬爱的|亲爱的|各位|全体|与会|到会|参会|广大|同志|同仁|同事|同学|朋友|党员|代表|委员|老师|教师|乡亲|父老|兄弟|姐妹|"
    r"来宾|嘉宾|领导|书记|镇长|乡长|县长|主任|校长|干部|职工|居民|村民|女士|先生|大家|晚上|上午|下午|早上|好|们|和|及|[、，,\s]"
)
_WHO = "同志|朋友|乡亲|老师|代表|委员|同事|同仁|同学|父老|领导|来宾|嘉宾|党员|书记|女士|先生|大家"
_SALUTATION = re.compile(rf"(?=[^：:]*(?:{_WHO}))((?:{_WORDS})+)[：:]")
_VOCATIVE = re.compile(rf"(?=[^，,！!：:]*(?:{_WHO}))(?:{_WORDS})*?(?:{_WHO})们?[，,！!：:]")
_DAY = (
    r"(?:(?:19|20)[\dxX×]{2}|[〇○零一二三四五六七八九]{4})\s*[年./-]\s*(?:[\dxX×]{1,2}|[一二三四五六七八九十]{1,2})"
    r"\s*(?:[月./-]\s*(?:(?:[\dxX×]{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]?)?)?"
)
_DATE = re.compile(rf"[（(]?\s*({_DAY})\s*[）)]?")
_DATE_IN_BRACKETS = re.compile(rf"[（(]\s*({_DAY})\s*[）)]")
_TITLE = re.compile(
    r"(?:讲话|发言|致辞|致词|党课|报告|演讲|寄语|讲稿|讲话稿|提纲)(?:稿|提纲|提要|摘要|要点)?\s*(?:[（(][^（()）]{1,12}[）)])?$"
)
_ASIDE = re.compile(r"[（(][^（()）]{1,16}[）)]")  # （草稿）（根据录音整理）
_LABEL = re.compile(r"^(?:讲话人|主讲人|主讲|发言人|报告人|作者|时间|日期)\s*[：:]\s*")
_PARTED = re.compile(r"(?<=[\u3400-\u9fff”》]) +(?=[\u3400-\u9fff“《])")  # the two halves of a title
_PUNCTUATED = re.compile("[。！？；!?;，,：:]")
_POST = re.compile(
    r"(?:书记|[镇乡县区市村校局院站所厂会]长|主任|主席|委员|干事|组长|经理|政委|部长|代表)"
    r"[\s\u3000]*[\u3400-\u9fff·][\u3400-\u9fff·\s\u3000]{1,6}$"
)
_CLOSING = re.compile(
    r"(?:谢谢|感谢)(?:大家|各位|同志们|领导|聆听|倾听|你们)?[^。！]{0,8}[！。!]?$|到此(?:结束|为止)|"
    r"(?:讲|说|谈)(?:这些|这么多|到这里|到这儿|完了)|讲话完了|完毕[。！]?$"
)
_LAST = 2  # paragraphs in which a speech takes its leave


def opened(lines: Sequence[DraftLine]) -> tuple[SpeechHead, list[DraftLine]]:
    """Return a draft's head, and its lines without it."""
    greeting = next((at for at, line in enumerate(lines[:_MOST]) if _greets(line)), None)
    end = greeting if greeting is not None else _end_of_head(lines)
    above = list(lines[:end])
    kept = [] if all(map(_may_stand_above, above)) else above
    told = [] if kept else above
    head = _told(told)
    if greeting is None:
        return replace(head, place=told[0].place if told else 0), [*kept, *lines[end:]]
    date, salutation, left = _split(lines[greeting])
    place = (told or lines[greeting:])[0].place
    head = replace(head, date=head.date or date, salutation=salutation, place=place)
    return head, [*kept, *left, *lines[greeting + 1 :]]


def is_title(line: DraftLine) -> bool:
    """Whether a line says what it stands above: ……上的讲话."""
    return len(line.text) <= _LONGEST_TITLE and _TITLE.search(line.text) is not None


def addresses(head: SpeechHead, lines: Sequence[DraftLine]) -> bool:
    """Whether a draft begins by addressing its hearers: 同志们： alone, or 同志们，今天…… ."""
    return bool(head.salutation) or any(_VOCATIVE.match(line.text) for line in lines[:1])


def takes_leave(lines: Sequence[DraftLine]) -> bool:
    """Whether a draft ends as speeches end: 同志们，……一定会……, or 谢谢大家 ."""
    return any(_VOCATIVE.match(line.text) or _CLOSING.search(line.text) for line in lines[-_LAST:])


# --- where the head ends ------------------------------------------------------------------------------------------


def _greets(line: DraftLine) -> bool:
    return not line.item and _SALUTATION.match(_without_date(line.text)) is not None


def _without_date(text: str) -> str:
    match = _DATE.match(text)
    return text[match.end() :].lstrip() if match else text


def _end_of_head(lines: Sequence[DraftLine]) -> int:
    """Return how many lines are a head that ends without a greeting: a title, then a date and who speaks."""
    end = _end_of_title(lines)
    if not end:
        return 0
    for line in lines[end:_MOST]:
        if (
            _is_date(line.text)
            or _ASIDE.fullmatch(line.text)
            or _POST.search(line.text)
            or (end + 1 < len(lines) and _is_date(lines[end + 1].text) and _may_stand_above(line))
        ):
            end += 1
        else:
            break
    return end


def _end_of_title(lines: Sequence[DraftLine]) -> int:
    marked = 0
    while marked < len(lines) and lines[marked].is_title:
        marked += 1
    if marked:
        return marked
    for at, line in enumerate(lines[:3]):
        if not _may_stand_above(line):
            return 0
        if _TITLE.search(line.text):
            return at + 1
    return 0


def _may_stand_above(line: DraftLine) -> bool:
    """Whether a line is short and no sentence, heading or item: what stands above a text."""
    text = _LABEL.sub("", line.text)
    if line.is_title or _ASIDE.fullmatch(text) or _is_date(text):
        return True
    plain = not (line.level or line.item or line.label or line.aside) and ordinals.parse(text) is None
    return plain and len(text) <= _LONGEST_TITLE and not _PUNCTUATED.search(_DATE_IN_BRACKETS.sub("", text))


def _is_date(text: str) -> bool:
    return _DATE.fullmatch(_LABEL.sub("", text).strip()) is not None


# --- what is what -------------------------------------------------------------------------------------------------


def _told(above: Sequence[DraftLine]) -> SpeechHead:
    """Return title, who speaks, and date of the lines above a greeting or a text."""
    date = ""
    titles: list[str] = []
    names: list[str] = []
    last = max((at for at, line in enumerate(above) if line.is_title or _TITLE.search(line.text)), default=-1)
    for at, line in enumerate(above):
        text = _LABEL.sub("", line.text).strip()
        if found := _DATE.fullmatch(text) or _DATE_IN_BRACKETS.search(text):
            date = date or found[1].strip()
            text = "" if _DATE.fullmatch(text) else _DATE_IN_BRACKETS.sub("", text).strip()
        if not text or (at and _ASIDE.fullmatch(text)):
            continue
        is_name = line.text != text or _POST.search(text) or len("".join(text.split())) <= _LONGEST_NAME
        over = at < last and above[at + 1].text.startswith(_DASHES)
        titled = line.is_title or over or (at <= last and (_TITLE.search(text) or not is_name))
        (titles if titled or (last < 0 and not is_name and not titles) else names).append(text)
    under = next((at for at, text in enumerate(titles) if at and text.startswith(_DASHES)), len(titles))
    title, subtitle = (_PARTED.sub("\u3000", "".join(some)) for some in (titles[:under], titles[under:]))
    return SpeechHead(title, subtitle, "　".join(names), date)


def _split(line: DraftLine) -> tuple[str, str, list[DraftLine]]:
    """Return the date before a greeting, the greeting without its colon, and what follows on its line."""
    match = _DATE.match(line.text)
    date = match[1].strip() if match else ""
    rest = _without_date(line.text)
    greeting = _SALUTATION.match(rest)
    assert greeting is not None
    left = len(line.text) - len(rest) + greeting.end()
    runs: list[TextRun] = []
    for run in line.runs:
        gone = min(left, len(run.text))
        left -= gone
        runs.append(TextRun(run.text[gone:].lstrip() if not runs else run.text[gone:], run.strong))
    kept = tuple(run for run in runs if run.text)
    return date, greeting[1].strip(), [replace(line, runs=kept)] if kept else []
