"""Registers as other offices write them: the unit in the head, nothing found in words, other names of the columns."""

from __future__ import annotations

import pytest

from pipeline import inbox
from pipeline.inbox import cells, nothing
from pipeline.model.declared import CellType, SheetColumn
from pipeline.model.facts import Row
from tests.conftest import CAMPAIGN, Workspace

ROSTER = "姓名|所在党支部|出生日期\n张三|一支部|1970-01\n李四|一支部|1971-02\n"


def rows(workspace: Workspace, name: str, sheet: str) -> list[Row]:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/花名册.xlsx", ROSTER)
    workspace.put("活动/表.xlsx", sheet)
    (intake,) = inbox.read_inputs(workspace.path, inbox.Memory()).campaigns
    return list(intake.dossiers[0].rows[name])


@pytest.mark.parametrize(
    ("head", "scale"),
    [("读书笔记（千字）", 1000), ("读书笔记\n(万字)", 10_000), ("读书笔记（单位：千字）", 1000), ("读书笔记（百）", 100),
     ("读书笔记（字）", 1), ("读书笔记", 1), ("读书笔记（千米）", 1), ("读书笔记（千字文）", 1), ("（万字）读书笔记", 1)],
)  # fmt: skip
def test_the_head_of_a_column_may_tell_the_scale_of_its_numbers(head: str, scale: int) -> None:
    assert cells.scale_of(head, SheetColumn("读书笔记", CellType.WHOLE, unit="字")) == scale


def test_numbers_below_a_head_in_thousands_are_thousands(workspace: Workspace) -> None:
    marks = "姓名|党支部|8月9日|读书笔记（千字）|心得体会\n张三|一支部|√|10.5|3\n李四|一支部|√|9000字|2\n"

    found = [row.value("读书笔记") for row in rows(workspace, "学习登记", marks)]

    assert found == [10_500, 9000]  # with a unit of its own a cell is what it says


def test_money_below_a_head_in_ten_thousands_is_that_much(workspace: Workspace) -> None:
    helped = "姓名|党支部|致困原因|帮扶责任人|慰问金额（万元）\n王某某|一支部|病|张三|0.2\n"

    (row,) = rows(workspace, "帮扶对象", helped)

    assert row.value("慰问金额") == 2000


@pytest.mark.parametrize(
    "words",
    [
        "未发现问题",
        "没有发现明显问题",
        "无问题",
        "暂无",
        "没有",
        "无",
        "未发现突出问题。",
        "经检查，未发现问题",
        "（无）",
        "本次未查出问题",
    ],
)
def test_that_nothing_was_found_is_no_finding(words: str) -> None:
    assert nothing.says_none(words)


@pytest.mark.parametrize(
    "words",
    [
        "没有补课记录",
        "无人记录",
        "未发现的问题没有整改",
        "问题",
        "无学习计划",
        "没有意见箱",
        "未开展谈心",
        "无问题清单",
    ],
)
def test_what_something_lacks_is_one(words: str) -> None:
    assert not nothing.says_none(words)


def test_visits_are_told_by_the_names_that_inspectors_use(workspace: Workspace) -> None:
    visits = (
        "督查时间|受检单位|检查组成员|督查方式|发现的主要问题|整改要求\n"
        "2026年9月10日|一支部|王某、赵某|查资料|①笔记不全；②考勤漏记|补齐\n2026年9月11日|一支部|王某|听汇报|未发现问题|\n"
    )

    first, second = rows(workspace, "督导记录", visits)

    assert first.value("发现问题") == ("笔记不全", "考勤漏记")
    assert first.value("督导人员") == ("王某", "赵某")
    assert second.value("发现问题") == ()


@pytest.mark.parametrize("head", ["评议等次", "评议结果", "测评等次", "综合评定"])
def test_a_grade_is_known_by_other_names_of_its_column(workspace: Workspace, head: str) -> None:
    polled = f"姓名|党支部|优秀票数|合格票数|基本合格票数|不合格票数|{head}\n张三|一支部|1|1|0|0|合格\n"

    (row,) = rows(workspace, "民主评议", polled)

    assert row.value("评定等次") == "合格"
