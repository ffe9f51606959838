"""Days and times of a campaign's YAML as people write them; a year that is left out is taken where only one fits."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from pipeline.inbox import fields
from pipeline.model.facts import PartialDate

_TIME = re.compile(
    r"(?P<day>.+?)[ T日号]*\s*(?P<half>上午|下午|晚上|中午|凌晨|早上)?\s*(?P<hour>\d{1,2})"
    r"(?:[:：时点](?P<minute>\d{1,2})?)?(?::\d{2})?\s*分?(?P<sharp>半|整)?"
)
_WEEKDAY = re.compile(r"[(]?(?:星期|周)(?P<day>[一二三四五六日天])[)]?")
_WEEK = "一二三四五六日"
_NOON = 12
_MORNING = 9  # 中午1点 is 13:00, 中午11点 is 11:00
_WITHOUT_YEAR = re.compile(
    r"(?P<month>\d{1,2})\s*月\s*(?:份|(?P<day>\d{1,2})\s*[日号]?)?(?P<rest>(?:\D.*)?)", re.DOTALL
)
_BEFORE = dt.timedelta(days=92)  # a campaign is called, and its papers are dated, at most so long before it begins


def day(words: str, *, last: bool = False) -> dt.date | None:
    """Return a day in one of the four spellings; a month is its first day, or its last one where `last` is asked."""
    found = fields.as_date(words)
    if not isinstance(found, PartialDate) or not found.month:
        return None
    number = found.day or (calendar.monthrange(found.year, found.month)[1] if last else 1)
    return dt.date(found.year, found.month, number)


def last_day(words: str) -> dt.date | None:
    """Return a day; a month is its last one."""
    return day(words, last=True)


def full_day(words: str) -> dt.date | None:
    """Return a day that is written as one: a month alone is none."""
    found = fields.as_date(words)
    return dt.date(found.year, found.month, found.day) if isinstance(found, PartialDate) and found.day else None


def moment(words: str) -> dt.datetime | dt.date | None:
    """Return a day with its time (2026-07-06 09:00, 2026年7月6日上午9时30分), or the day alone."""
    text = fields.narrow(fields.text(words))
    text = _WEEKDAY.sub(" ", text)
    if only := full_day(text):
        return only if not re.search(r"[ T]\d{1,2}:\d{2}", text) else _with_time(text)
    return _with_time(text)


def other_weekday(words: str, day: dt.date) -> str:
    """Return the weekday of a day whose text names another one, "" where none is contradicted."""
    said = _WEEKDAY.search(fields.narrow(fields.text(words)))
    right = _WEEK[day.weekday()]
    return "" if said is None or said["day"].replace("天", "日") == right else right


def _with_time(text: str) -> dt.datetime | None:
    match = _TIME.fullmatch(text)
    date = full_day(match["day"].rstrip(" T")) or full_day(match["day"] + "日") if match else None
    if match is None or date is None or not (match["half"] or re.search(r"\d\s*[:：时点]", text)):
        return None
    hour, minute = int(match["hour"]), 30 if match["sharp"] == "半" else int(match["minute"] or 0)
    if match["half"] in {"晚上", "凌晨"} and hour == _NOON:
        return None  # the night before, or the one after?
    if (match["half"] in {"下午", "晚上"} and hour < _NOON) or (match["half"] == "中午" and hour < _MORNING):
        hour += _NOON
    try:
        return dt.datetime(date.year, date.month, date.day, hour, minute)  # noqa: DTZ001 - local time, as on the paper
    except ValueError:
        return None


def lacks_year(words: str) -> bool:
    """Whether a day is written with its month and without its year (3月18日上午9点)."""
    return _WITHOUT_YEAR.fullmatch(fields.narrow(fields.text(words)).strip()) is not None


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a campaign goes, as far as that is known."""

    start: dt.date | None = None
    end: dt.date | None = None

    def dated(self, words: str) -> str:
        """Return a day's text with its year, where it has none and one year only puts it near the campaign."""
        match = _WITHOUT_YEAR.fullmatch(fields.narrow(fields.text(words)).strip())
        if match is None or self.start is None or self.end is None:
            return words
        first, month, number = self.start - _BEFORE, int(match["month"]), int(match["day"] or 0)
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
