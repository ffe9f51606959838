from __future__ import annotations

import datetime as dt

import pytest

from pipeline.plan.values import clock, moment


@pytest.mark.parametrize(
    ("hour", "minute", "printed"),
    [
        (0, 30, "凌晨0:30"),
        (5, 0, "上午5:00"),
        (9, 0, "上午9:00"),
        (11, 59, "上午11:59"),
        (12, 0, "中午12:00"),
        (12, 30, "中午12:30"),
        (13, 0, "下午1:00"),
        (17, 30, "下午5:30"),
        (18, 0, "晚上6:00"),
        (23, 5, "晚上11:05"),
    ],
)
def test_a_time_is_printed_by_the_part_of_the_day(hour, minute, printed):
    assert clock(dt.datetime(2026, 7, 6, hour, minute)) == printed


def test_a_day_without_a_time_has_no_hour():
    assert clock(dt.date(2026, 7, 6)) == ""
    assert moment(dt.date(2026, 7, 6)) == "2026年7月6日（星期一）"
