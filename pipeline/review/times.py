"""Times that must agree: the campaign's and its phases' periods, the months of study, when and where a meeting is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from pipeline.model import codes
from pipeline.model.facts import Campaign, Meeting, PartialDate
from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem
from pipeline.review.numerals import NUMBER, spelt_number
from pipeline.review.passages import Passage, campaign_words, elsewhen


def _date(name: str) -> str:
    return (
        rf"(?:(?P<{name}y>\d{{4}}|今)年)?(?P<{name}m>{NUMBER})月"
        rf"(?:份|(?P<{name}d>{NUMBER})[日号]|(?P<{name}p>上旬|中旬|下旬|初|中|底|末))?"
    )


_PERIOD = re.compile(
    f"(?P<from>从|自)?{_date('a')}(?P<began>开始|起|启动)?[，,]?(?:一直)?(?:持续|延续)?(?:到|至|—+|-|–|～|~){_date('b')}(?:(?P<ended>结束|止|为止)|(?=[，、）)]|$))"
)
_ABOVE = re.compile("[县市省]|全国|中央")  # whose campaign it is, where not ours
_LASTS = re.compile(f"(?:为期|历时)(?:约|大约|近)?(?:(?P<half>半年)|(?P<months>{NUMBER})个(?P<more>半)?月)")
_STUDY = re.compile(
    rf"集中学习(?:教育)?(?:的?时间)?(?:一般|原则上|累计|总共|共)?(?:不少于|不得少于|不低于|达到|为期|安排|为|用|要)?"
    rf"(?P<number>{NUMBER})(?P<unit>个月|个?学时|个?小时|天)"
)
_LEAST = re.compile(rf"(?P<number>{NUMBER})\s*(?P<unit>个月|个?学时|个?小时|天)")
_DAYTIME = (
    _date("a") + rf"(?:（[^）]{{1,6}}）)?(?P<half>上午|下午|晚上|晚|早上|中午)?"
    rf"(?:(?P<hour>{NUMBER})(?:点|时|[:：]\d{{2}})(?:半|{NUMBER}分)?)?"
)
_HELD = "(?:[，,]?在(?P<place>[^，。；：、]{2,40}?))?(?:如期|准时|隆重|正式)?(?:召开|举行)"
_ONLY_A_DATE = re.compile(rf"[（(]?{_date('a')}[）)]?")
_HEAD = 3  # paragraphs in which a speech may state its date
_LINK = "(?:的|总的|总体)?(?:时间|安排|期限)*(?:是|为|定为|定在)?[（(：:]?"
_DAYS_A_MONTH = 30.44
_NEAR = 0.75  # of a month: 7月1日 to 12月31日 are six
_END_OF_MONTH = 21  # the first day that 月底 can be
_NOON = 12


@frozen
class _Window:
    """A stretch of time that the campaign's YAML states."""

    name: str
    start: dt.date
    end: dt.date

    def __str__(self) -> str:
        first, last = (str(PartialDate(day.year, day.month, day.day)) for day in (self.start, self.end))
        return f"{first}至{last}"


def check(sentence: str, passage: Passage, campaign: Campaign) -> Iterator[Problem]:
    """Yield what a sentence says otherwise than the YAML."""
    if "月" in sentence or "年" in sentence or "集中学习" in sentence:
        yield from _periods(sentence, passage, campaign)
        yield from _lengths(sentence, passage, campaign)
        yield from _study(sentence, passage, campaign)
        yield from _meetings(sentence, passage, campaign)


# --- periods ------------------------------------------------------------------------------------------------------


def _periods(sentence: str, passage: Passage, campaign: Campaign) -> Iterator[Problem]:
    for period in _PERIOD.finditer(sentence):
        windows = _meant(sentence[: period.start()], period, passage, campaign)
        if windows and not any(_agrees(period, window) for window in windows):
            yield codes.TEXT_PERIOD.at(passage.origin, text=period[0], what=windows[0].name, window=windows[0])


def _meant(lead: str, period: re.Match[str], passage: Passage, campaign: Campaign) -> list[_Window]:
    """Return what a period is said of: the phase or the campaign named just before it; [] where it is not clear."""
    phases = [*_phases(_own_phases(passage)), *_phases(campaign.phases)]
    named = [window for window in phases if re.search(f"{re.escape(window.name)}(?:阶段)?{_LINK}$", lead)]
    if named:
        return named
    comma = "[，,]?" if period["ended"] else ""
    said = re.search(f"(?P<of>[^，。：]*){campaign_words(campaign)}{_LINK}{comma}$", lead)
    return _whole(passage, campaign) if said and not _ABOVE.search(said["of"]) and not elsewhen(lead, campaign) else []


def _own_phases(passage: Passage) -> object:
    arrangement = passage.dossier.arrangement if passage.dossier else None
    return arrangement.phases if arrangement else ()


def _phases(phases: object) -> Iterator[_Window]:
    for phase in phases if isinstance(phases, tuple) else ():
        start, end = phase.start, phase.end
        if isinstance(phase.name, str) and phase.name and isinstance(start, dt.date) and isinstance(end, dt.date):
            yield _Window(phase.name, start, end)


def _whole(passage: Passage, campaign: Campaign) -> list[_Window]:
    """Return the campaign's own stretch, and in a branch's paper that of the branch's phases besides."""
    if not isinstance(campaign.start, dt.date) or not isinstance(campaign.end, dt.date):
        return []
    own = list(_phases(_own_phases(passage)))
    whole = [_Window("活动", campaign.start, campaign.end)]
    if own:
        whole.append(_Window("活动", min(phase.start for phase in own), max(phase.end for phase in own)))
    return whole


def _agrees(period: re.Match[str], window: _Window) -> bool:
    """Whether both ends fall on the window's, as precisely as they are said; what cannot be read agrees."""
    return _falls_on(period, "a", window.start) and _falls_on(period, "b", window.end)


def _falls_on(said: re.Match[str], which: str, day: dt.date) -> bool:
    year, month, number = said[f"{which}y"], spelt_number(said[f"{which}m"]), said[f"{which}d"]
    if year and year.isdigit() and int(year) != day.year:
        return False
    if month is not None and month != day.month:
        return False
    if said[f"{which}p"] in {"底", "末"}:
        return day.day >= _END_OF_MONTH
    stated = spelt_number(number) if number else None
    return stated is None or stated == day.day


def _lengths(sentence: str, passage: Passage, campaign: Campaign) -> Iterator[Problem]:
    """为期半年, 历时六个月, said of the campaign."""
    for length in _LASTS.finditer(sentence):
        if not re.search(f"{campaign_words(campaign)}{_LINK}[，,]?$", sentence[: length.start()]):
            continue
        months = 6.0 if length["half"] else float(spelt_number(length["months"]) or 0) + (0.5 if length["more"] else 0)
        windows = _whole(passage, campaign)
        near = (abs(((each.end - each.start).days + 1) / _DAYS_A_MONTH - months) < _NEAR for each in windows)
        if windows and months and not any(near):
            yield codes.TEXT_PERIOD.at(passage.origin, text=length[0], what="活动", window=windows[0])


def _study(sentence: str, passage: Passage, campaign: Campaign) -> Iterator[Problem]:
    """集中学习三个月, against 集中学习不少于; a branch may do more."""
    least = _LEAST.search(campaign.min_study) if isinstance(campaign.min_study, str) else None
    wanted = spelt_number(least["number"]) if least else None
    if least is None or wanted is None:
        return
    for said in _STUDY.finditer(sentence):
        number = spelt_number(said["number"])
        same_unit = said["unit"].removeprefix("个") == least["unit"].removeprefix("个")
        if number is None or not same_unit or (passage.dossier is not None and number > wanted):
            continue
        if number != wanted:
            yield codes.TEXT_STUDY.at(passage.origin, text=said[0], stated=campaign.min_study)


# --- meetings -----------------------------------------------------------------------------------------------------


def _meetings(sentence: str, passage: Passage, campaign: Campaign) -> Iterator[Problem]:
    """When and where the meeting is: said in a sentence that names it, or by the date at the head of its speech."""
    if 0 < passage.number <= _HEAD and passage.meeting and (head := _ONLY_A_DATE.fullmatch(sentence.strip())):
        yield from _wrong_time(head, head[0], passage, [passage.meeting])
        return
    named = [each for each in campaign.meetings if isinstance(each.name, str) and each.name and each.name in sentence]
    for said in filter(None, (_held(str(each.name), sentence) for each in named)):
        if said["am"]:
            when = sentence[said.start("when") : said.end("when")]
            yield from _wrong_time(said, when, passage, named)
        places = [each.place for each in named if isinstance(each.place, str) and each.place]
        place = (said["place"] or "").removeprefix("本")
        if place and places and not any(place in other or other in place for other in places):
            yield codes.TEXT_MEETING.at(passage.origin, text=f"在{place}", what="地点", stated=places[0])


def _held(name: str, sentence: str) -> re.Match[str] | None:
    """Return where a sentence says when or where a meeting is: 大会定于7月6日在镇政府召开, 7月6日召开大会."""
    called = re.escape(name)
    after = rf"{called}(?:拟|将|已)?(?:定|安排)?(?:于|在)?(?P<when>{_DAYTIME})?{_HELD}"
    before = rf"(?P<when>{_DAYTIME})[，,]?(?:[我本全]?镇(?:党委)?)?{_HELD}了?{called}"
    return re.search(after, sentence) or re.search(before, sentence)


def _wrong_time(said: re.Match[str], text: str, passage: Passage, meetings: list[Meeting]) -> Iterator[Problem]:
    times = [each.time for each in meetings if isinstance(each.time, dt.date)]
    if times and not any(_falls_on(said, "a", time) and _same_hour(said, time) for time in times):
        time = times[0]
        shown = str(PartialDate(time.year, time.month, time.day))
        shown += f" {time.hour}:{time.minute:02d}" if isinstance(time, dt.datetime) else ""
        yield codes.TEXT_MEETING.at(passage.origin, text=text, what="时间", stated=shown)


def _same_hour(said: re.Match[str], time: dt.date) -> bool:
    hour = spelt_number(said["hour"]) if "hour" in said.groupdict() and said["hour"] else None
    if hour is None or not isinstance(time, dt.datetime):
        return True
    late = said["half"] in {"下午", "晚上", "晚"} and hour < _NOON
    return time.hour in ({hour + _NOON} if late else {hour} if said["half"] else {hour, hour + _NOON})
