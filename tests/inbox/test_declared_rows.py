"""Rows of declared sheets: read by type, given to their owners, told when they cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.inbox import reading
from pipeline.inbox.dossier import Intake
from pipeline.model.facts import PartialDate, Unread
from pipeline.model.problem import Problem
from tests.conftest import CAMPAIGN, Workspace

SHEET = """\
- 表: 谈话
  名字: 谈话们
  归属: {owner}
  认: {{必有: [谈话人, 对象]}}
  空支部: {empty}
  列:
    党支部: {{类型: 党支部}}
    谈话人: {{类型: 人名, 必填: 是}}
    对象: {{类型: 党员}}
    日期: {{类型: 日期}}
    次数: {number}
  唯一: [党支部, 对象, 日期]
  汇总: {{谈了: {{计数: 全部}}, 次数合计: {{求和: 次数}}, 几天: {{不同: 日期}}}}
"""
ROSTER = """\
姓名|所在党支部|人员类别|入党时间|出生日期
张三|一支部|正式党员|1998-07-01|1970-01-01
李四|一支部|正式党员|1998-07-01|1971-01-01
张三|二支部|正式党员|2005-07-01|1980-05-01
王五|二支部|正式党员|1990-07-01|1972-01-01
"""


def taken(
    workspace: Workspace, rows: str, owner: str = "党支部", empty: str = "错误", number: str = "{类型: 小数}"
) -> tuple[Intake, list[Problem]]:
    declared = SHEET.format(owner=owner, empty=empty, number=number)
    if number in {"文本", "邮箱"}:
        declared = declared.replace("次数合计: {求和: 次数}, ", "")
    (workspace.path / "templates" / "sheets.yaml").write_text(declared, "utf-8")
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/花名册.xlsx", ROSTER)
    workspace.put("活动/谈话.xlsx", rows)
    inbox = reading.read_inputs(workspace.path, reading.Memory())
    return inbox.campaigns[0], [each for each in inbox.problems if each.code != "issue.missing"]


def listed(intake: Intake, column: str) -> list[list[Any]]:
    return [[row.value(column) for row in dossier.rows["谈话"]] for dossier in intake.dossiers]


def test_each_cell_is_read_by_its_type(workspace: Workspace) -> None:
    intake, problems = taken(workspace, "党支部|谈话人|对象|日期|次数\n一支部|赵 六|李四|2026年9月|1.5万\n")

    (row,) = intake.dossiers[0].rows["谈话"]
    assert dict(row.values) == {"谈话人": "赵六", "对象": "李四", "日期": PartialDate(2026, 9), "次数": 15000}
    assert problems == []


@pytest.mark.parametrize("written", ["约3", "十几", "3-5", "1.5", "三", "3次左右"])
def test_a_number_is_never_guessed(workspace: Workspace, written: str) -> None:
    intake, problems = taken(workspace, f"党支部|谈话人|对象|次数\n一支部|赵六|李四|{written}\n", number="{类型: 整数}")

    assert isinstance(listed(intake, "次数")[0][0], Unread)
    assert [each.code for each in problems] == ["cell.number"]
    assert isinstance(intake.dossiers[0].counts["次数合计"], Unread)
    assert intake.dossiers[1].counts["次数合计"] == ""


@pytest.mark.parametrize(("written", "number"), [("3", 3), ("３人", 3), ("1,200", 1200), ("2万", 20000), ("", None)])
def test_numbers_as_people_write_them(workspace: Workspace, written: str, number: int | None) -> None:
    intake, _ = taken(workspace, f"党支部|谈话人|对象|次数\n一支部|赵六|李四|{written}\n", number="{类型: 整数}")

    assert listed(intake, "次数")[0] == [number]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("85%", 85), ("85", 85), ("８５.５％", 85.5), ("#percent 0.85", 85), ("#percent 0.8547 0.00%", 85.47), ("#percent 1", 100),
        ("#percent 0.07 0.0%", 7), ("#percent 0", 0), ("", None), ("0", 0), ("0.5%", 0.5),
    ],
)  # fmt: skip
def test_a_share_is_what_its_cell_shows(workspace: Workspace, written: str, number: float | None) -> None:
    intake, problems = taken(
        workspace, f"党支部|谈话人|对象|次数\n一支部|赵六|李四|{written}\n", number="{类型: 百分数}"
    )

    assert listed(intake, "次数")[0] == [number]
    assert problems == []


@pytest.mark.parametrize("written", ["0.85", "#number 0.85", "约85%", "八成五", "#percent 1.2", "120%"])
def test_a_share_is_never_guessed(workspace: Workspace, written: str) -> None:
    intake, problems = taken(
        workspace, f"党支部|谈话人|对象|次数\n一支部|赵六|李四|{written}\n", number="{类型: 百分数}"
    )

    assert isinstance(listed(intake, "次数")[0][0], Unread)
    assert [each.code for each in problems] == ["cell.percent"]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("lz@example.cn", "lz@example.cn"),
        ("LZ ＠ example.cn", "LZ@example.cn"),
        ("邮箱：a@example.cn", "a@example.cn"),
        ("无", ""),
    ],
)
def test_an_address_of_a_row_is_read(workspace: Workspace, written: str, address: str) -> None:
    intake, problems = taken(workspace, f"党支部|谈话人|对象|次数\n一支部|赵六|李四|{written}\n", number="邮箱")

    assert listed(intake, "次数")[0] == [address]
    assert problems == []


@pytest.mark.parametrize("written", ["lz@", "lz.example.cn", "13800000001", "a@b@c.cn"])
def test_an_address_that_is_none_is_told(workspace: Workspace, written: str) -> None:
    intake, problems = taken(workspace, f"党支部|谈话人|对象|次数\n一支部|赵六|李四|{written}\n", number="邮箱")

    assert isinstance(listed(intake, "次数")[0][0], Unread)
    assert [(each.code, each.origin.cell) for each in problems] == [("cell.email", "D2")]


def test_rows_of_the_committee_are_the_townships(workspace: Workspace) -> None:
    intake, _ = taken(workspace, "党支部|谈话人|对象\n吕寨镇党委|赵六|李四\n二支部|赵六|王五\n")

    assert listed(intake, "对象") == [[], ["王五"]]
    assert [row.value("对象") for row in intake.township.rows["谈话"]] == ["李四"]
    assert intake.township.counts["谈了"] == 2


def test_a_row_without_a_branch_is_what_the_sheet_says_it_is(workspace: Workspace) -> None:
    rows = "谈话人|对象\n赵六|李四\n"

    intake, problems = taken(workspace, rows)
    assert [each.code for each in problems] == ["header.missing"]
    assert all(dossier.doubts.rows["谈话"] for dossier in intake.dossiers)
    intake, _ = taken(workspace, rows, empty="全镇")
    assert (len(intake.township.rows["谈话"]), listed(intake, "谈话人")) == (1, [[], []])
    intake, _ = taken(workspace, rows, empty="各支部")
    assert listed(intake, "谈话人") == [["赵六"], ["赵六"]]
    assert intake.township.counts["谈了"] == 1


def test_a_member_tells_whose_his_row_is(workspace: Workspace) -> None:
    intake, problems = taken(workspace, "谈话人|对象\n赵六|李四\n赵六|王五\n", owner="党员")
    assert listed(intake, "对象") == [["李四"], ["王五"]]
    assert problems == []

    intake, problems = taken(workspace, "谈话人|对象\n赵六|张三\n", owner="党员")
    assert listed(intake, "对象") == [[], []]
    assert [each.code for each in problems] == ["row.whose"]
    assert all(dossier.doubts.rows["谈话"] for dossier in intake.dossiers)

    intake, _ = taken(workspace, "党支部|谈话人|对象\n二支部|赵六|张三\n", owner="党员")
    assert listed(intake, "对象") == [[], ["张三"]]


def test_a_stranger_is_told_and_makes_nobody_a_member(workspace: Workspace) -> None:
    intake, problems = taken(workspace, "党支部|谈话人|对象\n一支部|赵六|钱七\n")

    assert [each.code for each in problems] == ["member.unknown"]
    assert intake.township.counts["党员总数"] == 4


def test_an_unknown_branch_leaves_a_doubt_in_all(workspace: Workspace) -> None:
    intake, problems = taken(workspace, "党支部|谈话人|对象\n九支部|赵六|李四\n")

    assert [each.code for each in problems] == ["branch.unknown"]
    assert all(isinstance(dossier.counts["谈了"], Unread) for dossier in intake.dossiers)
    assert intake.township.counts["党员总数"] == 4


def test_the_same_row_counts_once_and_totals_that_are_wrong_are_told(workspace: Workspace) -> None:
    rows = "党支部|谈话人|对象|日期\n一支部|赵六|李四|9月\n".replace("9月", "2026-09-03")

    intake, problems = taken(workspace, rows + "一支部|赵六|李四|2026年9月3日\n合计|5||\n", number="文本")

    assert [each.code for each in problems] == ["total.sheet", "row.repeated"]
    assert len(intake.dossiers[0].rows["谈话"]) == 1


def test_what_is_not_declared_any_more_is_only_known(workspace: Workspace) -> None:
    taken(workspace, "党支部|谈话人|谈话对象\n一支部|赵六|李四\n")
    memory = reading.Memory()
    reading.read_inputs(workspace.path, memory)
    (workspace.path / "templates" / "sheets.yaml").unlink()

    inbox = reading.read_inputs(workspace.path, memory)

    assert "谈话" not in inbox.campaigns[0].dossiers[0].rows
