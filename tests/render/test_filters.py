"""What a template may do with a value."""

from __future__ import annotations

import pytest

from pipeline.model import shares
from pipeline.render import filters


@pytest.mark.parametrize(
    ("date", "said"),
    [("2026年7月8日", "（星期三）"), ("2026年7月", ""), ("", ""), ("立行立改", ""), ("2026年13月1日", "")],
)
def test_only_a_whole_day_has_a_weekday(date: str, said: str) -> None:
    assert filters.weekday(date) == said


def test_a_list_comes_in_full_pages() -> None:
    assert filters.pages([1, 2, 3], 2) == [[1, 2], [3, ""]]
    assert filters.pages([1, 2], 2) == [[1, 2]]
    assert filters.pages([], 2) == [["", ""]]
    assert filters.pages((each for each in (1,)), 3) == [[1, "", ""]]


def test_a_page_has_a_size() -> None:
    for size in (0, 101):
        with pytest.raises(ValueError, match="一页"):
            filters.pages([1], size)


def test_rows_go_by_their_days_and_those_without_one_come_last() -> None:
    rows = [{"日期": day} for day in ("", "2026年10月1日", "2026年9月30日", "2026年9月")]

    assert [row["日期"] for row in filters.by_day(rows)] == ["2026年9月", "2026年9月30日", "2026年10月1日", ""]


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(45, 53, "84.9%"), (1, 8, "12.5%"), (1, 2000, "0.1%"), (0, 0, "—")]
)
def test_a_ratio_has_one_decimal(part: int, whole: int, said: str) -> None:
    assert shares.per_cent(part, whole) == said


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([1, 7, 1, 0], ["11.1%", "77.8%", "11.1%", "0.0%"]),
        ([1, 1, 1], ["33.4%", "33.3%", "33.3%"]),
        ([112, 31, 17, 5], ["67.9%", "18.8%", "10.3%", "3.0%"]),
        ([0, 0], ["—", "—"]),
    ],
)
def test_the_parts_of_a_whole_add_up(parts: list[int], said: list[str]) -> None:
    assert shares.per_cents(parts) == said


@pytest.mark.parametrize(
    ("votes", "shown"),
    [
        ([1, 7, 1, 0], ["11.1%", "77.8%", "11.1%", "0.0%"]),
        ([1, 1, 1], ["33.4%", "33.3%", "33.3%"]),
        ([112, 31, 17, 5], ["67.9%", "18.8%", "10.3%", "3.0%"]),
        (["", 0], ["—", "—"]),
        ([3, ""], ["100.0%", "0.0%"]),
    ],
)
def test_shares_of_a_whole_add_up(votes: list[object], shown: list[str]) -> None:
    assert filters.whole_shares(votes) == shown


@pytest.mark.parametrize(
    ("name", "date", "signed", "dated"),
    [
        # clause 7.3.5.2: two in from the right; the date two after the name's first character
        ("中共吕寨镇东街村支部委员会", "2026年7月1日", 26 - 13, 28 - 13),
        # the date is the longer one: two in, and the name's first character two before it
        ("吕寨镇党委", "2026年12月31日", 26 - 2 - 7, 28 - 2 - 7),
        ("吕寨镇党委", "", 26 - 2 - 10, 28 - 2 - 10),
    ],
)
def test_a_signature_without_a_seal_is_set_in_by_its_width(name: str, date: str, signed: float, dated: float) -> None:
    assert filters.signed(name, date, 28) == filters.spaces(signed) + name
    assert filters.dated(date, name, 28).startswith(filters.spaces(dated) + (date or "　　　年"))
