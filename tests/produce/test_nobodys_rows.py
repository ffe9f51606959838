"""Rows of a roster of which nothing tells whose they are keep the papers of every branch that they may be of."""

from __future__ import annotations

import shutil

import pytest

from pipeline import produce
from pipeline.desk import opened
from tests.conftest import CAMPAIGN, Workspace, put_templates

COUNTING = "36-民主评议票.docx", "21-学习考勤登记表.docx"
ROSTER = "姓名|所在党支部|人员类别|入党时间\n张三|东街村|正式党员|1998-07-01\n李四|西街村|正式党员|1999-07-01\n"
PEOPLE = "王五||正式党员|2001-07-01\n赵六||正式党员|2002-07-01\n"
COLUMN = "姓名|所在党支部|人员类别|入党时间\n"
BOTH = {"东街村", "西街村"}


@pytest.mark.parametrize(
    ("name", "text", "waiting", "said"),
    [
        ("补充党员名单", COLUMN + PEOPLE, BOTH, "汇总的和各支部"),
        ("Sheet1", COLUMN + PEOPLE, BOTH, "汇总的和各支部"),
        ("补充党员名单", COLUMN.replace("所在党支部|", "") + PEOPLE.replace("||", "|"), BOTH, "全镇、东街村、西街村的"),
        ("新转入", COLUMN.replace("所在党支部|", "") + PEOPLE.replace("||", "|"), BOTH, "全镇、东街村、西街村的"),
        ("东街", COLUMN + PEOPLE, {"东街村"}, "像哪个支部的，是那个支部"),
        ("南湾支部", COLUMN.replace("所在党支部|", "") + PEOPLE.replace("||", "|"), set(), "全镇的列出"),
        ("补充党员名单", COLUMN + "钱七|东街村|正式党员|2000-07-01\n孙八|东街村|正式党员|2000-07-01\n" + PEOPLE, {"东街村"}, "上下几行的支部"),
        ("补充党员名单", COLUMN.replace("人员类别", "政治面貌").replace("|入党时间", "") + "王五||\n赵六||中共党员\n", BOTH, "各支部"),
    ],
)  # fmt: skip
def test_papers_that_list_or_count_members_wait_where_the_rows_may_be_theirs(
    workspace: Workspace, name: str, text: str, waiting: set[str], said: str
) -> None:
    shutil.rmtree(workspace.path / "templates")
    put_templates(workspace.path, "民主评议票", "学习考勤登记表", "动员讲话")
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("党支部名册.xlsx", "党支部名称|书记\n东街村|张三\n西街村|李四\n")
    workspace.put("活动/花名册.xlsx", ROSTER)
    workspace.put(f"活动/{name}.xlsx", text)

    with opened(workspace.path) as desk:
        report = produce.produce(desk)

    for branch in BOTH:
        made = {path.name for path in (workspace.path / "outputs" / "活动" / branch).glob("*.docx")}
        assert made.isdisjoint(COUNTING) == (branch in waiting), (branch, made)
        assert made.issuperset(COUNTING) == (branch not in waiting), (branch, made)
    hints = [p.hint for p in report.problems if p.code in {"branch.missing", "sheet.no-branch"}]
    assert hints
    assert all(said in hint for hint in hints), hints
