"""Days and times of a campaign's YAML as people write them; a year that is left out is taken where only one fits."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from pipeline.inbox import fields
from pipeline.model.facts import PartialDate
from pipeline.model.frozen import frozen

_TIME = re.compile(
    r"(?P<day>.+?)[ T日号,]*(?<!\d)"
    r"(?P<half>上午|下午|晚上|傍晚|夜里|中午|凌晨|清晨|早上|早晨|晚|早)?\s*(?P<hour>\d{1,2})"
    r"(?P<clock>:(?P<minute>\d{2})(?::\d{2})?(?:分|整)?"
    r"|[时点](?:钟|(?P<minutes>\d{1,2})分|(?P<short>\d{2})|(?P<sharp>[半整正])|(?P<quarter>[123])刻)?)?"
)
_HOURS = {
    "上午": (0, 12), "下午": (12, 23), "晚上": (17, 23), "傍晚": (16, 20), "夜里": (18, 23), "中午": (11, 14),
    "凌晨": (0, 6), "清晨": (4, 9), "早上": (4, 11), "早晨": (4, 11), "早": (4, 11), "晚": (17, 23),
}  # fmt: skip
"""The first and the last hour that each part of the day has: 晚上1点 may be of the next day."""
_WEEKDAY = re.compile(r"[(]?(?:星期|礼拜|周)(?P<day>[一二三四五六日天])[)]?")
_WEEK = "一二三四五六日"
_NOON = 12
_QUOTED = re.compile(r"[“\"‘'](.*)[”\"’']")
_DASHES = re.compile(r"(?<=\d)\s*[—–－]\s*(?=\d)")
_SPACED = re.compile(r"\s*([年月日号时点分])\s*")
_NUMERALS = re.compile(r"[零〇○一二两三四五六七八九十廿卅]+(?=[月日号时点分刻])|(?<=[时点])[零〇○一二三四五十]{2,}$")
_WITHOUT_YEAR = re.compile(
    r"(?P<month>\d{1,2})\s*月\s*(?:份|(?P<day>\d{1,2})\s*[日号]?)?(?P<rest>(?:\D.*)?)", re.DOTALL
)
BEFORE = dt.timedelta(days=92)  # a campaign is called, and its papers are dated, at most so long before it begins


def day(words: str, *, last: bool = False) -> dt.date | None:
    """Return a day in any spelling; a month is its first day, or its last one where `last` is asked."""
    found = fields.as_date(_plain(words))
    if not isinstance(found, PartialDate) or not found.month:
        return None
    number = found.day or (calendar.monthrange(found.year, found.month)[1] if last else 1)
    return dt.date(found.year, found.month, number)


def last_day(words: str) -> dt.date | None:
    """Return a day; a month is its last one."""
    return day(words, last=True)


def full_day(words: str) -> dt.date | None:
    """Return a day that is written as one: a month alone is none."""
    found = fields.as_date(_plain(words))
    return dt.date(found.year, found.month, found.day) if isinstance(found, PartialDate) and found.day else None


def moment(words: str) -> dt.datetime | dt.date | None:
    """Return a day with its time (2026-07-06 09:00, 2026年7月6日上午9时30分), or the day alone."""
    text = _plain(words)
    if only := full_day(text):
        return only if not re.search(r"[ T]\d{1,2}:\d{2}", text) else _with_time(text)
    return _with_time(text)


def other_weekday(words: str, day: dt.date) -> str:
    """Return the weekday of a day whose text names another one, "" where none is contradicted."""
    said = _WEEKDAY.search(fields.narrow(fields.text(words)))
    right = _WEEK[day.weekday()]
    return "" if said is None or said["day"].replace("天", "日") == right else right


def _plain(words: str) -> str:
    """Return a day or a time in half-width digits, without its weekday: 七月六日（周一）九点半 → 7月6日 9点半."""
    text = fields.narrow(fields.text(words))
    if quoted := _QUOTED.fullmatch(text):
        text = quoted[1]
    text = _DASHES.sub("-", _WEEKDAY.sub(" ", text))
    return _NUMERALS.sub(lambda found: _digits(found[0]), _SPACED.sub(r"\1", text)).strip()


def _digits(words: str) -> str:
    """Return a Chinese number below a hundred in digits, as many as stand for it: 零五 → 05; what is none as it is."""
    bare = words.replace("两", "二").lstrip("零〇○")
    number = fields.numeral(bare)
    return (
        words
        if bare and not number
        else f"{number:02}"
        if bare != words and not words.startswith("两")
        else str(number)
    )


def _with_time(text: str) -> dt.datetime | None:
    match = _TIME.fullmatch(text)
    date = full_day(match["day"].rstrip(" T")) or full_day(match["day"] + "日") if match else None
    if match is None or date is None or not (match["half"] or match["clock"]):
        return None
    hour = _hour(int(match["hour"]), match["half"])
    minute = {"半": 30}.get(match["sharp"], 0) + 15 * int(match["quarter"] or 0)
    minute += int(match["minute"] or match["minutes"] or match["short"] or 0)
    try:
        return dt.datetime(date.year, date.month, date.day, hour, minute)  # noqa: DTZ001 - local time, as on the paper
    except ValueError:
        return None


def _hour(hour: int, half: str | None) -> int:
    """Return the hour of the day, -1 where its part of the day has no such hour (上午15点) or may be of another day."""
    if half is None:
        return hour
    first, last = _HOURS[half]
    fits = [each for each in dict.fromkeys((hour, hour + _NOON if 0 < hour < _NOON else hour)) if first <= each <= last]
    return fits[0] if len(fits) == 1 else -1


def lacks_year(words: str) -> bool:
    """Whether a day is written with its month and without its year (3月18日上午9点)."""
    return _WITHOUT_YEAR.fullmatch(_plain(words)) is not None


@frozen
class Span:
    """From when to when a campaign goes, as far as that is known."""

    start: dt.date | None = None
    end: dt.date | None = None

    def dated(self, words: str) -> str:
        """Return a day's text with its year, where it has none and one year only puts it near the campaign."""
        match = _WITHOUT_YEAR.fullmatch(_plain(words))
        if match is None or self.start is None or self.end is None:
            return words
        first, month, number = self.start - BEFORE, int(match["month"]), int(match["day"] or 0)
        fits = [year for year in range(first.year, self.end.year + 1) if self._holds(year, month, number, first)]
        if len(fits) != 1:
            return words
        return f"{fits[0]}年{month}月" + (f"{number}日{match['rest']}" if number else match["rest"])

    def _holds(self, year: int, month: int, number: int, first: dt.date) -> bool:
        """Whether a day, or some day of a month, lies between `first` and the campaign's end."""
        assert self.end is not None
        try:
            early = dt.date(year, month, number or 1)
            late = early if number else dt.date(year, month, calendar.monthrange(year, month)[1])
        except (ValueError, calendar.IllegalMonthError):
            return False
        return late >= first and early <= self.end
