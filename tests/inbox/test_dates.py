from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from pipeline.inbox.dates import Span, day, full_day, moment, other_weekday
from tests.conftest import Workspace

SPRING = Span(dt.date(2026, 3, 15), dt.date(2026, 7, 31))
OVER_NEW_YEAR = Span(dt.date(2025, 11, 1), dt.date(2026, 3, 31))
LONG = Span(dt.date(2026, 3, 1), dt.date(2027, 6, 30))


@pytest.mark.parametrize(
    ("span", "words", "year"),
    [
        (SPRING, "3月18日上午9点", 2026),
        (SPRING, "３月１８日上午９点", 2026),
        (SPRING, "3月1日9:00", 2026),  # called before the campaign begins
        (SPRING, "12月30日9:00", 2025),
        (OVER_NEW_YEAR, "12月5日下午3点", 2025),
        (OVER_NEW_YEAR, "1月8日下午3点", 2026),
        (LONG, "10月8日下午3点", 2026),
    ],
)
def test_a_year_that_is_left_out_is_the_only_one_that_fits(span, words, year):
    found = moment(span.dated(words))

    assert found is not None
    assert found.year == year


@pytest.mark.parametrize(
    ("span", "words"),
    [(SPRING, "10月1日9:00"), (LONG, "5月8日下午3点"), (Span(), "3月18日9:00"), (SPRING, "2月30日9:00")],
)
def test_a_year_is_not_guessed(span, words):
    assert moment(span.dated(words)) is None


def test_months_and_days_have_their_year_too():
    assert day(SPRING.dated("4月")) == dt.date(2026, 4, 1)
    assert day(SPRING.dated("4月份"), last=True) == dt.date(2026, 4, 30)
    assert full_day(SPRING.dated("3月17日")) == dt.date(2026, 3, 17)
    assert SPRING.dated("2026-03-17") == "2026-03-17"


@pytest.mark.parametrize(
    ("words", "hour", "minute"),
    [("2026年7月6日中午12:00", 12, 0), ("2026年7月6日凌晨0:30", 0, 30), ("2026-07-06 12:00", 12, 0)],
)
def test_noon_and_the_small_hours_are_read(words, hour, minute):
    assert moment(words) == dt.datetime(2026, 7, 6, hour, minute)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("2026年7月6日（星期一）上午9点", ""),
        ("2026年7月5日（周天）9:00", ""),
        ("7月6日上午9点", ""),
        ("2026年7月6日 星期五 9:00", "一"),
        ("2026年7月5日（周一）9:00", "日"),
    ],
)
def test_a_weekday_that_is_not_the_day_s_is_found(words: str, right: str) -> None:
    on = dt.date(2026, 7, 5 if "5日" in words else 6)

    assert other_weekday(words, on) == right


@pytest.mark.parametrize(
    ("words", "hour", "minute"),
    [
        ("2026年7月6日上午九点", 9, 0),
        ("二○二六年七月六日九点半", 9, 30),
        ("二O二六年七月六日十五时三十分", 15, 30),
        ("2026年七月六日下午两点", 14, 0),
        ("2026年7月6号十点零五分", 10, 5),
        ("2026年7月6日晚上七点一刻", 19, 15),
        ("2026年7月6日晚7:30", 19, 30),
        ("2026年7月6日二十时四十五分", 20, 45),
        ("2026 年 7 月 6 日 9 时 5 分", 9, 5),
        ("2026—07—06 9点钟", 9, 0),
        ("2026-07-06（礼拜一）09：00", 9, 0),
        ("“2026年7月6日上午9时”", 9, 0),
        ("2026年7月6日下午15点", 15, 0),
        ("2026年7月6日中午1点", 13, 0),
        ("2026年7月6日上午12点", 12, 0),
    ],
)
def test_a_time_is_read_in_any_spelling(words: str, hour: int, minute: int) -> None:
    assert moment(words) == dt.datetime(2026, 7, 6, hour, minute)


@pytest.mark.parametrize(
    "words",
    [
        "2026年7月6日上午15点",
        "2026年7月6日凌晨15时",
        "2026年7月6日早上20点",
        "2026年7月6日晚上1点",  # of which day?
        "2026年7月6日晚上12点",
        "2026年7月6日下午0点",
        "2026年7月6日中午3点",
        "2026-07-06 9:5",  # 9:05 or 9:50?
        "2026-7-16:30",  # the 1st at 16:30, or at 6:30?
        "2026-07-06 9:00-11:30",
        "2026年7月6日十六十时",
        "2026年7月6日二十四时",
    ],
)
def test_an_hour_that_its_part_of_the_day_does_not_have_is_no_time(words: str) -> None:
    assert moment(words) is None


def test_days_have_weekdays_dashes_and_numerals_too() -> None:
    assert full_day("2026-07-06（周一）") == dt.date(2026, 7, 6)
    assert full_day("2026—07—06") == dt.date(2026, 7, 6)
    assert full_day(SPRING.dated("三月十七日")) == dt.date(2026, 3, 17)
    assert day("二〇二六年四月", last=True) == dt.date(2026, 4, 30)


def test_a_month_that_excel_has_taken_for_a_number_of_days_is_asked_about(campaign: Workspace) -> None:
    book = openpyxl.load_workbook(campaign.path / "inputs/活动/花名册.xlsx")
    assert book.active is not None
    book.active["F2"], book.active["D3"] = 2005.1, 1975.3
    book.active["F2"].number_format = book.active["D3"].number_format = "yyyy-mm-dd"
    book.save(campaign.path / "inputs/活动/花名册.xlsx")

    told = {each["cell"]: each["message"] for each in campaign.build()["problems"] if each["code"] == "cell.date-past"}

    assert told == {
        "F2": "“1905年6月27日”太早，那时还没有党组织",
        "D3": "“1905年5月28日”太早，到活动开始已经121岁",
    }
