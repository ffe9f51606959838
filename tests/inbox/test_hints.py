"""What 备注 says is a notice only where it does not count already."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.inbox import categories, hints
from pipeline.inbox.members import finished
from pipeline.model.facts import Branch, Member, PartialDate
from tests.makers import a_member

START = dt.date(2026, 11, 5)


def known(**own: object) -> Member:
    member = a_member(**own)
    return finished(member, member.label, categories.of(member, Branch("一支部"), START))


def told(**own: object) -> list[tuple[str, str]]:
    return [(str(each.code), each.message.split("“")[1].split("”")[0]) for each in hints.of([known(**own)])]


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("在深圳务工", "cell.category-hint"), ("在深圳打工", "cell.category-hint"), ("长期在外", "cell.category-hint"),
        ("随子女在北京居住", "cell.category-hint"), ("多病", "cell.category-hint"), ("腿脚不便", "cell.category-hint"),
        ("2019年退休", "cell.category-hint"), ("非公企业职工", "cell.category-hint"), ("不识字", "cell.category-hint"),
        ("失联", "cell.note-lost"), ("多年联系不上", "cell.note-lost"), ("下落不明", "cell.note-lost"), ("无法取得联系", "cell.note-lost"),
        ("组织关系已于2026年9月转出", "cell.note-left"), ("2024年病故", "cell.note-left"), ("已停止党籍", "cell.note-left"), ("自行脱党", "cell.note-left"),
    ],
)  # fmt: skip
def test_a_note_that_counts_only_in_its_column_is_told(note: str, code: str) -> None:
    assert [each for each, _ in told(note=note)] == [code]


@pytest.mark.parametrize(
    "note", ["", "支部书记", "未退休", "没有外出", "社区党委委员", "负责联系二组群众", "网格员", "入党介绍人"]
)
def test_other_notes_say_nothing(note: str) -> None:
    assert told(note=note) == []


def test_what_counts_already_is_not_told() -> None:
    assert told(note="年老体弱，长期卧床", birth=PartialDate(1941, 2)) == []
    assert told(note="行动不便", birth=PartialDate(1939, 12)) == []
    assert told(note="外出务工", post="务工") == []
    assert told(note="流动党员", mobile=True) == []
    assert told(note="失联", lost=True) == []
    assert told(note="已除名", standing="停止党籍") == []
    assert told(note="退休", stated_categories=("流动",)) == []


def test_each_thing_that_a_note_says_is_told_once() -> None:
    assert told(note="流动党员，在苏州打工，失联") == [
        ("cell.note-lost", "失联"),
        ("cell.category-hint", "打工"),
        ("cell.category-hint", "流动"),
    ]


@pytest.mark.parametrize(
    ("birth", "old"),
    [
        (PartialDate(1946, 11), True),  # 79 or 80
        (PartialDate(1951, 11), False),  # 74 or 75: open
        (PartialDate(1951, 10), True),
        (PartialDate(1951, 12), False),
        (PartialDate(1950), True),  # 75 or 76
        (PartialDate(1951), False),
        (PartialDate(1952, 11), False),
    ],
)
def test_an_age_counts_where_every_possible_one_does(birth: PartialDate, old: bool) -> None:
    assert ("年老体弱" in known(birth=birth).categories) is old


@pytest.mark.parametrize(
    ("birth", "number", "old"),
    [
        (PartialDate(1951, 11), "990101195111050000", True),
        (PartialDate(1951, 11), "990101195111060000", False),
        (PartialDate(1951), "990101195111050000", True),
        (None, "990101195111050000", True),
        (PartialDate(1953, 11), "990101195111050000", False),  # they contradict each other: the column is what is said
    ],
)
def test_the_day_comes_from_an_id_number_that_agrees(birth: PartialDate | None, number: str, old: bool) -> None:
    assert ("年老体弱" in known(birth=birth, id_number=number).categories) is old
