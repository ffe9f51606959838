"""`why`, `history` and 变更 name the cell or line that a value was written in, and none for what nobody wrote."""

from __future__ import annotations

import json

import pytest

from pipeline.model.problem import Origin
from tests.conftest import ROSTER, Workspace

YAML = """\
活动:
  名称: 学习教育
  简称: 学习
  开始: 2026-07-01
  结束: 2026-12-31
  阶段:
    - {名称: 动员, 开始: 2026-07-01, 结束: 2026-08-31}
    - {名称: 整改, 开始: 2026-10-01, 结束: 2026-12-31}
单位: {名称: 中共吕寨镇委员会, 简称: 吕寨镇党委}
会议:
  名称: 动员大会
  时间: 2026-07-06 09:00
  地点: 三楼会议室
  讲话人: 某甲（镇党委书记）
支部安排:
  一支部:
    阶段: [{名称: 整改, 开始: 2026-10-10, 结束: 2026-12-20}]
    会议: {时间: 2026-07-10 15:00, 地点: 村部}
"""
BRANCHES = """\
名称|简称|书记|联系电话
吕寨镇第一党支部|一支部|王一|13800000001
吕寨镇第二党支部|二支部|王二|13800000002
"""
ISSUES = """\
序号|党支部|具体问题|整改措施|责任人|整改时限
7|一支部|学习不够|定期学习|王一|2026-11-30
8|一支部|公开不及时|按季公开|王一|2026-11-30
"""
LEADERS = "姓名|职务|联系点\n某乙|镇党委副书记|一支部\n"


@pytest.fixture
def office(workspace: Workspace) -> Workspace:
    workspace.put("活动/活动.yaml", YAML)
    workspace.put("活动/花名册.xlsx", ROSTER)
    workspace.put("活动/党支部名册.xlsx", BRANCHES)
    workspace.put("活动/问题清单.xlsx", ISSUES)
    workspace.put("活动/联系领导.xlsx", LEADERS)
    return workspace


def sources(office: Workspace, document: str) -> dict[tuple[str, str], str | int | None]:
    """Return the file's cell or line of each name and value that a document shows."""
    found = json.loads(office.run("why", document, "--json")[1])
    return {
        (each["name"], each["value"]): each["file"]
        and f"{each['file'].rpartition('/')[2]} {each['cell'] or each['line']}"
        for each in found["values"]
    }


def test_a_branch_with_arrangements_of_its_own_keeps_the_cells_of_its_row(office: Workspace) -> None:
    found = sources(office, "活动/一支部/04")

    assert found["支部.书记", "王一"] == "党支部名册.xlsx C2"
    assert found["支部.指导领导.姓名", "某乙"] == "联系领导.xlsx A2"


def test_what_the_program_numbers_has_no_cell_and_what_it_counts_has_the_sheet(office: Workspace) -> None:
    found = sources(office, "活动/一支部/05") | sources(office, "全镇/02")

    assert found["问题们.序号", "1"] is None
    assert found["问题们.序号", "2"] is None
    assert found["问题们.具体问题", "学习不够"] == "问题清单.xlsx C2"
    assert {place for (name, _), place in found.items() if name == "统计.党员总数"} == {"花名册.xlsx None"}


def test_times_people_and_phases_name_their_own_lines(office: Workspace) -> None:
    found = sources(office, "全镇/02") | sources(office, "活动/一支部/02")

    assert found["会议.讲话人.姓名", "某甲"] == "活动.yaml 14"
    assert found["会议.讲话人.职务", "镇党委书记"] == "活动.yaml 14"
    assert found["支部.会议.讲话人.姓名", "王一"] == "党支部名册.xlsx C2"
    by_name = {name: place for (name, _), place in found.items()}
    assert {place for (name, value), place in found.items() if name.endswith("阶段.名称")} <= {
        "活动.yaml 7",
        "活动.yaml 8",
        "活动.yaml 17",
    }
    assert all(place != "活动.yaml 2" for name, place in by_name.items() if ".阶段." in name)


def test_history_and_changes_name_the_cell_that_was_changed(office: Workspace) -> None:
    office.build()
    office.put("活动/党支部名册.xlsx", BRANCHES.replace("王一", "赵一"))
    office.build()

    _, said, _ = office.run("history", "活动/一支部/04-整改方案.docx")

    assert "支部.书记：“王一”→“赵一”  inputs/活动/党支部名册.xlsx › 党员花名册 › C2" in said


def test_what_was_changed_since_the_last_run_is_told_as_it_is_now(office: Workspace) -> None:
    office.build()
    path = "outputs/活动/一支部/04-整改方案.docx"
    assert sources(office, path)["支部.书记", "王一"] == "党支部名册.xlsx C2"

    office.put(
        "活动/党支部名册.xlsx",
        BRANCHES.replace("吕寨镇第一", "吕寨镇第三党支部|三支部|王三|13800000003\n吕寨镇第一").replace("王一", "赵一"),
    )
    office.put("活动/活动.yaml", "# 一行\n" + YAML.replace("镇党委书记", "镇党委副书记"))

    assert sources(office, path)["支部.书记", "赵一"] == "党支部名册.xlsx C3"
    assert sources(office, "全镇/02")["会议.讲话人.职务", "镇党委副书记"] == "活动.yaml 15"


@pytest.mark.parametrize(
    ("first", "count", "unit", "address"),
    [
        (Origin("册.xlsx", "表", "C7"), 5, "行", "册.xlsx › 表 › C7 等5行"),
        (Origin("册.xlsx", "表", "C7"), 1, "行", "册.xlsx › 表 › C7"),
        (Origin("册.xlsx", "表", "D2"), 3, "格", "册.xlsx › 表 › D2 等3格"),
        (Origin("册.xlsx", "表"), 4, "张表", "册.xlsx › 表 › 等4张表"),
    ],
)
def test_what_many_cells_say_together_has_the_address_of_the_first(
    first: Origin, count: int, unit: str, address: str
) -> None:
    assert str(first.first_of(count, unit)) == address
