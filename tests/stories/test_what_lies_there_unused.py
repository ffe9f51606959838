"""Sheets and files that nothing is made of: told in every build, and beside what lacks because of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Workspace
from tests.sheets import workbook

BRANCHES = "名称|书记|联系电话\n一支部|张三|13800000001\n二支部|王五|13800000002\n"


def problems(workspace: Workspace, code: str) -> list[Any]:
    return [each for each in workspace.build()["problems"] if each["code"] == code]


def test_leaders_under_a_header_that_nobody_knows_are_named_where_leaders_lack(campaign: Workspace) -> None:
    campaign.put("活动/包联.xlsx", "领导姓名|职务|联系的地方|电话\n某甲|副镇长|一支部、二支部|0000-0000000\n")

    (unused,) = problems(campaign, "sheet.unused")
    missing = problems(campaign, "leader.missing")
    _, said, _ = campaign.run("build")

    assert unused["severity"] == "warning"
    assert "没有联系领导要有的“联系点”，是不是「联系的地方」？" in unused["message"]
    assert len(missing) == 2
    assert all("inputs/活动/包联.xlsx › 党员花名册 › A1 没有用上" in each["hint"] for each in missing)
    assert "[sheet.unused]" in said


@pytest.mark.parametrize("header", ["联系村", "联系村（单位）", "联系单位", "包村（社区）", "挂点村", "驻点"])
def test_leaders_of_villages_and_units_are_read(campaign: Workspace, header: str) -> None:
    campaign.put("活动/党支部名册.xlsx", BRANCHES)
    campaign.put("活动/包联.xlsx", f"领导姓名|职务|{header}|电话\n某甲|副镇长|一支部、二支部|0000-0000000\n")

    codes = {each["code"] for each in campaign.build()["problems"]}

    assert "sheet.unused" not in codes
    assert "leader.missing" not in codes


def test_issues_under_a_header_that_nobody_knows_are_named_where_issues_lack(campaign: Workspace) -> None:
    campaign.put("活动/问题.xlsx", "党支部|查摆出来的|整改措施|责任人|整改时限\n一支部|甲|乙|丙|2026-11-30\n")

    assert all("inputs/活动/问题.xlsx" in each["hint"] for each in problems(campaign, "issue.missing"))


def test_a_sheet_that_comes_near_nothing_is_linked_to_nothing(campaign: Workspace) -> None:
    campaign.put("活动/说明.xlsx", "这里写几句话\n")

    assert len(problems(campaign, "sheet.unused")) == 1
    assert not any("没有用上" in each["hint"] for each in problems(campaign, "issue.missing"))


def test_files_that_nobody_knows_and_lists_of_others_are_told_in_every_build(campaign: Workspace) -> None:
    campaign.put("活动/照片.jpg", b"\xff\xd8\xff\x00")
    others = "姓名|性别|身份证号|家庭住址|参保类型\n某甲|男||东街|居民\n"
    campaign.put("活动/参保户.xlsx", workbook(others, name="参保户"))

    _, said, _ = campaign.run("build")

    assert "[file.unknown]" in said
    assert "[sheet.foreign]" in said or "[sheet.unused]" in said
