"""Titles broken at sense units: nothing lost, a shape that the standard allows, names in one piece."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.render.titles import TITLE_CAPACITY, title_lines

TOWNSHIP, CAMPAIGN = "中共吕寨镇委员会", "保持共产党员先进性教育活动"
_WORDS = st.sampled_from(
    [
        "中共吕寨镇委员会", "关于召开", "关于", "全镇", "党员", "“强信念、转作风”", "主题", "教育", "活动", "动员", "大会", "的通知",
        "《管理办法（试行）》", "2026年", "整改方案", "、", "暨", "党支部", "A4", "工作会议",
    ]
)  # fmt: skip
_TITLES = st.lists(_WORDS, min_size=1, max_size=16).map("".join)


def wide(text: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in text)


def test_what_is_no_title_is_left_alone_and_costs_no_time() -> None:
    assert title_lines("关于" * 50_000) == "关于" * 50_000


@given(_TITLES)
def test_a_title_keeps_every_character(title: str) -> None:
    assert title_lines(title).replace("\n", "") == title


@given(_TITLES)
def test_what_fits_on_a_line_stays_on_it_and_what_does_not_is_broken(title: str) -> None:
    assert ("\n" in title_lines(title)) == (wide(title) > TITLE_CAPACITY)


@given(_TITLES, st.lists(_WORDS, max_size=3))
def test_no_line_is_empty_and_breaking_again_changes_nothing(title: str, whole: list[str]) -> None:
    broken = title_lines(title, whole)

    assert all(line.strip() for line in broken.split("\n"))
    assert title_lines(title, whole) == broken


@pytest.mark.parametrize(
    ("title", "whole", "broken"),
    [
        ("关于召开党员大会的通知", [], ["关于召开党员大会的通知"]),
        (
            f"{TOWNSHIP}关于召开全镇{CAMPAIGN}动员大会的通知", [TOWNSHIP, CAMPAIGN],
            [TOWNSHIP, f"关于召开全镇{CAMPAIGN}", "动员大会的通知"],
        ),
        (
            f"中共吕寨镇柳树店村支部委员会{CAMPAIGN}整改方案", ["中共吕寨镇柳树店村支部委员会", CAMPAIGN],
            ["中共吕寨镇柳树店村支部委员会", f"{CAMPAIGN}整改方案"],
        ),
        (
            "关于印发《吕寨镇党员教育管理工作办法（试行）》的通知", [],
            ["关于印发", "《吕寨镇党员教育管理工作办法（试行）》", "的通知"],
        ),
        (
            "在全镇“强信念、转作风、抓落实、促发展”主题集中学习教育动员部署大会上的讲话", [],
            ["在全镇“强信念、转作风、抓落实、促发展”", "主题集中学习教育动员部署大会上的讲话"],
        ),
    ],
)  # fmt: skip
def test_lines_end_where_the_sense_does(title: str, whole: list[str], broken: list[str]) -> None:
    assert title_lines(title, whole).split("\n") == broken


@given(st.integers(1, 9), st.integers(1, 9))
def test_a_title_is_never_a_rectangle_or_an_hourglass_where_it_can_be_helped(names: int, more: int) -> None:
    title = "中共" + "大" * names + "镇委员会关于召开" + "小" * more + "会议暨党员教育工作会议的通知"
    widths = [wide(line) for line in title_lines(title).split("\n")]

    hourglass = any(widths[at] < min(max(widths[:at]), max(widths[at + 1 :])) for at in range(1, len(widths) - 1))

    assert not hourglass
    assert len(widths) == 1 or max(widths) - min(widths) >= 1


def test_blanks_count_once_however_many_there_are() -> None:
    title = "中共大镇委员会关于召开会议暨" + " " * 900 + "党员教育工作会议的通知"

    assert title_lines(title) == title_lines(" ".join(title.split()))
    assert "\n" in title_lines(title)
