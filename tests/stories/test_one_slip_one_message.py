"""One fault of a campaign gives one message: what only follows from it is not told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import CAMPAIGN, Workspace

YAML = """\
活动:
  名称: 学习教育
  简称: 学习
  开始: 2026-03-15
  结束: 2026-07-31
单位:
  名称: 中共双桥乡委员会
会议:
  名称: 部署会
  时间: 2026-03-18 09:00
  地点: 乡政府会议室
  讲话人: {姓名: 某某, 职务: 党委书记}
支部安排:
  石桥村:
    会议: {时间: 2026-03-20 15:00, 地点: 村委会}
"""
ROSTER = """\
姓名|所在党支部|性别|出生日期|人员类别|入党时间
张三|石桥村|男|1975-03-12|正式党员|1998-07-01
李四|杨家湾村党支部|女|1980-05-06|正式党员|1999-07-01
王五|卫生院|男|1969-01-02|正式党员|1990-07-01
"""
BRANCHES = """\
名称|简称|书记|联系电话
双桥乡石桥村党支部||张三|13800000001
双桥乡杨家湾村党支部||李四|13800000002
双桥乡卫生院党支部||王五|13800000003
"""
LEADERS = "姓名|职务|联系点\n某乙|副书记|石桥村、杨家湾村、卫生院\n"
ISSUES = "党支部|具体问题|整改措施|责任人|整改时限\n" + "".join(
    f"{name}|{name}的问题{number}|{'措施' * number}{name}|某某|2026-06-30\n"
    for number, name in enumerate(("石桥村", "杨家湾村", "卫生院"), 1)
)
_WAITS = "paper.unwritten"


@pytest.fixture
def office(workspace: Workspace) -> Workspace:
    for name, table in (("花名册", ROSTER), ("党支部名册", BRANCHES), ("联系领导", LEADERS), ("问题清单", ISSUES)):
        workspace.put(f"活动/{name}.xlsx", table)
    return workspace


def said(office: Workspace, yaml: str = YAML) -> list[Any]:
    """Return the errors and warnings of a check, but for the speeches that wait to be written in any case."""
    office.put("活动/活动.yaml", yaml)
    found = json.loads(office.run("check", "--json")[1])["problems"]
    return [(each["code"], each["line"]) for each in found if each["severity"] != "notice" and each["code"] != _WAITS]


def test_the_good_campaign_has_no_fault(office: Workspace) -> None:
    assert said(office) == []


@pytest.mark.parametrize(
    ("good", "typed", "line"),
    [
        ("党委书记}", "党委书记", 12),
        ("名称: 中共双桥乡委员会", "名称: *中共双桥乡委员会", 7),
        ("名称: 中共双桥乡委员会", "名称: 中共: 双桥乡委员会", 7),
        ("  简称: 学习", "  简称: [学习", 3),
        ("村委会}", "村委会", 15),
        ("单位:", "单位 ", 6),
        ("会议:\n  名称", "今天开会\n会议:\n  名称", 8),
    ],
)
def test_one_slip_in_the_yaml_is_one_message(office: Workspace, good: str, typed: str, line: int) -> None:
    assert said(office, YAML.replace(good, typed, 1)) == [("yaml.syntax", line)]


@pytest.mark.parametrize(
    ("good", "typed", "line"),
    [("  地点: 乡政府会议室", "  会议地点: 乡政府会议室", 11), ("  开始: 2026", "  开始时间: 2026", 4)],
)
def test_a_misspelt_key_is_not_missing_as_well(office: Workspace, good: str, typed: str, line: int) -> None:
    assert said(office, YAML.replace(good, typed, 1)) == [("yaml.unknown-key", line)]


@pytest.mark.parametrize(
    "lines",
    [
        ("  名称: 学习教育",),
        ("  简称: 学习\n",),
        ("  名称: 学习教育", "  简称: 学习\n", "  开始: 2026", "  结束: 2026"),
        ("  名称: 中共双桥乡委员会",),
        ("  名称: 部署会", "  时间: 2026-03-18"),
    ],
)
def test_keys_that_have_lost_their_indent_are_the_mapping_s_above_them(
    office: Workspace, lines: tuple[str, ...]
) -> None:
    typed = YAML
    for line in lines:
        typed = typed.replace(line, line.lstrip(), 1)
    office.put("活动/活动.yaml", typed)

    found = json.loads(office.run("check", "--json")[1])["problems"]

    told = [(each["code"], each["severity"]) for each in found if each["code"] not in {_WAITS, "leader.many"}]
    assert told == [("yaml.typed", "notice")] * len(lines)


def test_a_strange_key_below_an_empty_one_is_not_its_own(office: Workspace) -> None:
    assert said(office, f"{YAML}    名额: 1\n发文:\n发文情况: 无\n") == [("yaml.unknown-key", 18)]


def test_an_arrangement_for_a_strange_branch_hides_no_member(office: Workspace) -> None:
    assert said(office, f"{YAML}  北岭村: {{名额: 3}}\n") == [("yaml.branch", 16)]
    assert "3（未读全）" not in office.run("check")[1]


def test_two_arrangements_for_one_branch_are_told_as_two(office: Workspace) -> None:
    assert said(office, f"{YAML}  双桥乡石桥村党支部: {{名额: 3}}\n") == [("yaml.duplicate-key", 16)]


def test_a_yaml_that_is_no_text_is_one_message(office: Workspace) -> None:
    office.put("活动/会议.yaml", b"\x00\x01\x02")

    assert said(office) == [("yaml.syntax", None)]


def test_a_wrong_branch_of_a_leader_is_one_message(office: Workspace) -> None:
    office.put("活动/联系领导.xlsx", LEADERS.replace("卫生院", "供销社"))

    assert said(office) == [("branch.unknown", None)]


def test_a_wrong_branch_of_a_roster_is_one_message(office: Workspace) -> None:
    office.put("活动/花名册.xlsx", ROSTER.replace("卫生院", "供销社"))

    assert said(office) == [("branch.unknown", None)]


def test_a_wrong_branch_of_an_issue_is_one_message(office: Workspace) -> None:
    office.put("活动/问题清单.xlsx", ISSUES.replace("卫生院|卫", "供销社|卫"))

    assert said(office) == [("branch.unknown", None)]


def test_a_wrong_end_of_the_campaign_is_told_once_and_not_at_every_day_without_a_year(workspace: Workspace) -> None:
    """Which year a day without one is of, only the campaign's two dates tell: the cell itself is as it was meant."""
    workspace.put("活动/花名册.xlsx", "姓名|所在党支部|人员类别|入党时间\n张三|一支部|正式党员|1998-07-01\n")
    sheet = (
        "- 表: 考勤\n  名字: 考勤们\n  归属: 党员\n  宽表: {列名: 日期, 存为: 出勤}\n  认: {必有: [姓名, 宽表列]}\n"
        "  列:\n    姓名: {类型: 党员, 必填: 是}\n    党支部: {类型: 党支部}\n"
        "    出勤: {类型: 选项, 选项: {到: [√], 补: []}, 允许后缀: 日期}\n"
    )
    (workspace.path / "templates/sheets.yaml").write_text(sheet, "utf-8")
    workspace.put("活动/表.xlsx", "姓名|党支部|7月24日|8月30日\n张三|一支部|√|√\n")
    facts = CAMPAIGN.replace("结束: 2026-12-31", "结束: 年底", 1)
    workspace.put("活动/活动.yaml", facts)

    told = [each["code"] for each in workspace.build()["problems"] if each["severity"] == "error"]

    assert facts != CAMPAIGN
    assert told == ["yaml.date"]
    workspace.put("活动/活动.yaml", CAMPAIGN)
    assert "cell.year" not in {each["code"] for each in workspace.build()["problems"]}


def test_a_branch_of_a_leader_that_cannot_be_told_makes_none_of_his_records_wrong(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put(
        "活动/支部.xlsx", "党支部名称|书记|联系电话\n一支部|王某某|13800000001\n轧花厂党支部|赵某某|13800000002\n"
    )
    workspace.put("活动/记录.xlsx", "领导|党支部|日期|活动内容\n陈某|轧花厂党支部|2026-07-20|调研\n")

    def told(points: str) -> set[str]:
        workspace.put("活动/联系.xlsx", f"领导姓名|职务|联系点\n陈某|书记|{points}\n")
        return {each["code"] for each in json.loads(workspace.run("check", "--json")[1])["problems"]}

    assert "leader.pair" in told("一支部")
    assert {"branch.unknown", "leader.pair"} & told("轧花场党支部") == {"branch.unknown"}
