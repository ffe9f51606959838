"""What people have written of a campaign: 简报 and 阶段总结, each text in a file of its own."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.inbox import campaign_facts
from pipeline.model.facts import Block, Bulletin, Outline, TextRun, Unread
from pipeline.model.problem import Read
from tests.inbox.test_campaign_facts import SMALLEST, SPEECH, facts, faults, loaded, read

PHASES = "  阶段:\n    - {名称: 学习动员, 开始: 2026-07-01, 结束: 2026-09-30}\n    - {名称: 整改提高}\n"


def test_each_number_of_the_bulletin_is_read_and_one_without_a_number_has_its_places() -> None:
    campaign = facts(
        SMALLEST + "  简报:\n    - {期号: 3, 日期: 2026-08-01, 标题: 开局良好, 正文: 讲话.md}\n    - {标题: 全面展开}\n"
    )

    assert campaign.bulletins == (
        Bulletin(3, dt.date(2026, 8, 1), "开局良好", SPEECH),
        Bulletin(2, None, "全面展开", None),
    )


Lines = list[tuple[int, str]]


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ([(1, "开局良好"), (0, "讲了话。")], [(0, "讲了话。")]),
        ([(0, "开局 良好！"), (0, "讲了话。")], [(0, "讲了话。")]),
        ([(1, "开局良好"), (2, "学得实"), (0, "讲了话。"), (2, "做得实")], [(1, "学得实"), (0, "讲了话。"), (1, "做得实")]),
        ([(1, "开局良好"), (1, "学得实"), (2, "甲")], [(1, "学得实"), (2, "甲")]),
        ([(1, "开局良好的三条"), (0, "讲了话。")], [(1, "开局良好的三条"), (0, "讲了话。")]),
        ([(1, "学得实"), (0, "开局良好")], [(1, "学得实"), (0, "开局良好")]),
    ],
)  # fmt: skip
def test_a_title_that_the_text_begins_with_is_printed_once(lines: Lines, left: Lines) -> None:
    text = Outline(tuple(Block((TextRun(words),), level) for level, words in lines))

    found = campaign_facts.read(
        "甲", loaded(SMALLEST + "  简报: {标题: 开局良好, 正文: 甲.md}\n"), lambda _origin, _name: Read(text)
    )

    (one,) = found.value.bulletins  # type: ignore[misc]
    assert isinstance(one.text, Outline)
    assert [(block.level, block.text) for block in one.text.blocks] == left


def test_two_bulletins_never_share_a_number() -> None:
    found = read(SMALLEST + "  简报:\n    - {期号: 1, 标题: 甲}\n    - {期号: 1, 标题: 乙}\n")

    assert [(each.code, each.origin.line) for each in found.problems] == [("yaml.duplicate-key", 8)]
    assert isinstance(found.value.bulletins, tuple)
    assert [isinstance(each.number, Unread) for each in found.value.bulletins] == [False, True]


def test_a_text_that_is_not_there_stops_its_bulletin() -> None:
    (one,) = read(SMALLEST + "  简报: {期号: 1, 标题: 甲, 正文: 没有.md}\n").value.bulletins  # type: ignore[misc]

    assert isinstance(one.text, Unread)


def test_a_summary_belongs_to_a_phase_of_its_unit() -> None:
    own = "支部安排:\n  一支部:\n    阶段: [{名称: 回头看}]\n    阶段总结: {回头看: 讲话.md, 整改提高: 讲话.md}\n"
    campaign = facts(SMALLEST + PHASES + "  阶段总结: {学习动员: 讲话.md}\n" + own)

    assert campaign.summaries == {"学习动员": SPEECH}
    assert campaign.arrangements[0].summaries == {"回头看": SPEECH, "整改提高": SPEECH}


def test_a_phase_that_nobody_has_is_named() -> None:
    assert faults(SMALLEST + PHASES + "  阶段总结: {学习发动: 讲话.md}\n") == [("yaml.unknown-key", 9)]
