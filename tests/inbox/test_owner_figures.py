"""The 汇总 of a large register are those of a small one, though its rows wait as bytes and are added up by branch."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.contract import SHEETS, totals
from pipeline.inbox import Intake, Memory, packed_rows, read_inputs
from pipeline.inbox.packed_rows import PackedRows
from pipeline.model import codes
from pipeline.model.declared import DeclaredSheet
from pipeline.model.facts import Pair, Row, Unread
from pipeline.model.problem import Origin
from tests.conftest import Workspace
from tests.inbox.test_shipped_sheets import taken

FAULT = codes.ROW_WRONG.at(Origin("登记.xlsx", "Sheet1", cell="C3"), table="学习登记", said="看不懂")
PHASES = """
活动:
  截至: 2026-09-20
  学习: {笔记字数: 1万}
  阶段:
    - {名称: 学习, 开始: 2026-07-01, 结束: 2026-08-31}
    - {名称: 整改, 开始: 2026-09-01, 结束: 2026-12-31}
"""
REGISTER = """
姓名|党支部|7月12日|8月9日|9.13|9月27日|读书笔记|心得体会
张三|一支部|√|补8.16|×|√|1万|3
王五|二支部|√|√|√|√|9000|1
李四|一支部|△|√|√||12000|2
赵无人|一支部|√|√|√|√|1|1
周末|二支部|/|√|送|√|10000|4
张三|一支部|√|√|√|√|1|1
"""
ROSTER = """
姓名|所在党支部|人员类别|入党时间
张三|一支部|正式党员|1998-07-01
李四|一支部|正式党员|1998-07-01
王五|二支部|正式党员|1990-07-01
周末|二支部|预备党员|2026-01-01
"""


def intake(workspace: Workspace) -> tuple[Intake, list[str]]:
    workspace.put("活动/要求.yaml", PHASES)
    taken(workspace, 学习登记=REGISTER)
    workspace.put("活动/花名册.xlsx", ROSTER)
    found = read_inputs(workspace.path, Memory())
    return found.campaigns[0], sorted(map(str, found.problems))


def figures(found: Intake) -> list[Any]:
    return [(each.counts, each.phase_counts, each.cells) for each in (found.township, *found.dossiers)]


def test_a_large_register_says_what_a_small_one_does(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    few, told = intake(workspace)
    monkeypatch.setattr(packed_rows, "_TOGETHER", 2)

    many, told_of_many = intake(workspace)

    assert any(isinstance(each.rows["学习登记"], PackedRows) for each in many.dossiers)
    assert (figures(many), told_of_many) == (figures(few), told)
    for one, other in zip(few.dossiers, many.dossiers, strict=True):
        assert list(one.rows["学习登记"]) == list(other.rows["学习登记"])


def test_the_townships_figures_are_those_of_all_branches(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_rows, "_TOGETHER", 1)
    workspace.put("活动/要求.yaml", PHASES)
    taken(
        workspace, 学习登记=REGISTER.replace("赵无人|一支部|√|√|√|√|1|1\n", "").replace("张三|一支部|√|√|√|√|1|1\n", "")
    )
    workspace.put("活动/花名册.xlsx", ROSTER)

    township = read_inputs(workspace.path, Memory()).campaigns[0].township

    names = (
        "登记人数",
        "登记学习次数",
        "应学人次",
        "到课人次",
        "补课人次",
        "缺席人次",
        "心得篇数",
        "笔记达标",
        "参学率",
    )
    assert [township.counts[name] for name in names] == [4, 3, 11, 7, 2, 1, 10, 3, "81.8%"]
    later = township.phase_counts["整改"]
    assert [later[name] for name in ("应学人次", "到课人次", "登记学习次数", "心得篇数")] == [4, 2, 1, ""]


SURVEY, TERMS = (next(sheet for sheet in SHEETS if sheet.name == name) for name in ("满意度测评", "学习安排"))
ABOUT = totals.About({"测评": {"计入满意率": ["满意"]}, "评议": {}}, lambda _: None, lambda *_: "")


def surveyed(branch: str, item: str, *votes: object) -> Row:
    values = zip(("测评项目", "有效", "满意", "不满意"), (item, *votes), strict=True)
    return Row("满意度测评", branch, tuple(values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sheet", "parts"),
    [
        (SURVEY, [[surveyed("一", "听取意见", 9, 9, 0)], [surveyed("二", "总体评价", 5, 3, 2), surveyed("二", "听取意见", 5, 5, 0)]]),
        (SURVEY, [[surveyed("一", "听取意见", 9, "", 0)], [surveyed("二", "听取意见", 5, 3, 2)]]),
        (SURVEY, [[surveyed("一", "总体评价", 5, Unread((FAULT,)), 0)], [surveyed("二", "总体评价", 5, 3, 2)]]),
        (TERMS, [[Row("学习安排", "一", (("日期", "2026年7月3日"), ("学习形式", "党课"), ("学时", 1.5)))], [Row("学习安排", "二", (("日期", "2026年7月3日"), ("学习形式", "党课"), ("学时", 2)))]]),
    ],
)  # fmt: skip
def test_parts_that_are_added_make_the_number_of_all_rows(sheet: DeclaredSheet, parts: list[list[Row]]) -> None:
    one, other = (totals.tally(sheet, rows, ABOUT) for rows in parts)

    added = totals.finished(sheet, totals.added(sheet, one, other))

    assert added == totals.finished(sheet, totals.tally(sheet, [row for rows in parts for row in rows], ABOUT))


def test_a_pair_that_waits_keeps_its_phase_and_its_day() -> None:
    rows = packed_rows.RowsByOwner()
    pair = Pair("2026年7月3日", "到", None, "7月3日", phase="学习", head=Origin("登记.xlsx", "登记", "C1"))  # type: ignore[arg-type]
    listed = [Row("学习登记", f"{at % 3}支部", (("出勤", (pair,)),), phase="学习", late=at % 2 == 0, due=True, about=("张三",)) for at in range(9_001)]  # fmt: skip

    for row in listed:
        rows.add(row)

    assert {owner: list(own) for owner, own in rows.rows().items()} == {
        f"{at}支部": [row for row in listed if row.branch == f"{at}支部"] for at in range(3)
    }


def test_a_committee_without_members_of_its_own_does_not_study_what_all_branches_do(workspace: Workspace) -> None:
    workspace.put("活动/党支部名册.xlsx", "名称|书记\n一支部|张三\n二支部|王五\n商会党委|郑某\n工业园党总支|钱某\n")
    plan = "党支部|日期|学习内容|学时\n|2026-08-09|党章|4\n|2026-08-16|讲话|4\n工业园党总支|2026-08-20|案例|2\n"

    found, _ = taken(workspace, 学习安排=plan)

    told = {each.branch.name: (each.counts["学习次数"], each.counts["学时合计"]) for each in found.dossiers}
    assert told == {"一支部": (2, 8), "二支部": (2, 8), "商会党委": ("", ""), "工业园党总支": (1, 2)}
    assert (found.township.counts["学习次数"], found.township.counts["学时合计"]) == (3, 10)
