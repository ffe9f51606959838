"""A row that says nothing but 无: its branch has nothing to list, has said so, and nothing counts the row."""

from __future__ import annotations

import pytest

from pipeline.inbox import Memory, nothing, packed_rows, read_inputs
from tests.conftest import Workspace
from tests.inbox.test_issue_life import ISSUES, taken

NOTHING = ""  # the figure that nobody knows


@pytest.mark.parametrize(
    "words", ["无", "暂无", "没有", "/", "—", "无。", "经自查，未发现问题", "本支部没有需要整改的问题", "未查摆出问题"]
)
def test_a_branch_that_writes_none_has_no_problem_and_has_said_so(workspace: Workspace, words: str) -> None:
    intake, problems = taken(workspace, 问题清单=f"{ISSUES}一支部|{words}|||||||\n")

    one, two = intake.dossiers
    assert (one.rows["问题清单"], one.counts["问题数"], one.counts["整改完成率"]) == ((), 0, "—")
    assert (two.rows["问题清单"], two.counts["问题数"]) == ((), NOTHING)
    assert intake.township.counts["问题数"] == 0
    assert [each for each in problems if each[0] in {"row.none", "issue.incomplete"}] == [("row.none", "B2")]


def test_what_else_is_written_beside_it_makes_it_no_problem(workspace: Workspace) -> None:
    issues = f"{ISSUES}一支部|无|自查|继续保持|张三|长期坚持||已完成|\n二支部|公开不及时|自查|改|王五|2026年10月1日||已完成|\n"

    intake, _ = taken(workspace, 问题清单=issues)

    counts = [*(each.counts for each in intake.dossiers), intake.township.counts]
    assert [each["问题数"] for each in counts] == [0, 1, 1]
    assert [each["已完成数"] for each in counts] == [0, 1, 1]


def test_beside_other_rows_it_is_only_no_row(workspace: Workspace) -> None:
    intake, problems = taken(
        workspace, 问题清单=f"{ISSUES}一支部|公开不及时|自查|改|张三|2026年10月1日|||\n一支部|无|||||||\n"
    )

    assert [row.value("具体问题") for row in intake.dossiers[0].rows["问题清单"]] == ["公开不及时"]
    assert intake.dossiers[0].counts["问题数"] == 1
    assert ("row.none", "B3") in problems


OPINIONS = "意见内容|党支部|党员|来源方式\n"


def test_no_opinion_is_none_of_a_branch_of_a_member_and_of_the_committee(workspace: Workspace) -> None:
    told = f"{OPINIONS}没有意见|一支部||座谈会\n无|二支部|王五|座谈会\n暂无意见建议||赵六|\n希望多走访|一支部|张三|\n"

    intake, _ = taken(workspace, 征求意见=told)

    one, two = intake.dossiers
    assert [(each.counts["意见数"], each.counts["归并意见数"]) for each in (one, two)] == [(1, 1), (0, 0)]
    assert intake.township.counts["意见数"] == 1
    assert two.rows["征求意见"] == ()


@pytest.mark.parametrize(
    ("sheet", "rows", "figure"),
    [
        ("谈心谈话", "党支部|谈话人|谈话对象|日期|是否已谈\n一支部|无|无||\n", "谈心计划数"),
        ("帮扶对象", "党支部|姓名|对象类别|致困原因|帮扶责任人\n一支部|无||无|无\n", "帮扶人数"),
        ("督导记录", "党支部|日期|督导人员|发现问题\n一支部||无|无\n", "督导次数"),
        ("学习安排", "党支部|日期|学习内容|学时\n一支部||暂无|\n", "学习次数"),
        ("会议登记", "党支部|会议名称|日期|应到|实到\n一支部|无||无|无\n", "会议次数"),
        ("学习登记", "姓名|党支部|8月9日|读书笔记\n无|一支部||\n", "登记人数"),
        ("民主评议", "姓名|党支部|优秀|合格\n无|一支部||\n", "参评人数"),
        ("满意度测评", "党支部|测评项目|发出|满意|不满意\n一支部|无||无|/\n", "测评票数"),
    ],
)
def test_so_it_is_in_every_declared_sheet(workspace: Workspace, sheet: str, rows: str, figure: str) -> None:
    intake, problems = taken(workspace, **{sheet: rows})

    one, two = intake.dossiers
    assert one.rows[sheet] == ()
    assert (one.counts[figure], two.counts[figure], intake.township.counts[figure]) == (0, NOTHING, 0)
    assert [code for code, _ in problems if code.startswith(("row.", "rows.", "cell."))] == ["row.none"]


def test_who_may_be_left_open_in_a_row_that_tells_something_is_no_none(workspace: Workspace) -> None:
    intake, problems = taken(
        workspace, 谈心谈话="党支部|谈话人|谈话对象|日期|是否已谈\n一支部|无|李四|2026年8月1日|否\n"
    )

    assert intake.dossiers[0].counts["谈心计划数"] == 1
    assert "row.none" not in {code for code, _ in problems}


def test_without_a_branch_nobody_has_said_it(workspace: Workspace) -> None:
    intake, problems = taken(workspace, 问题清单=f"{ISSUES}|无|||||||\n")

    assert [each.counts["问题数"] for each in intake.dossiers] != [0, 0]
    assert "row.none" not in {code for code, _ in problems}


def test_nobody_is_absent_where_the_list_of_the_absent_says_none(workspace: Workspace) -> None:
    held = "党支部|会议名称|日期|应到|实到|请假|列席\n一支部|党员大会|2026年8月1日|2|2|没有|暂无\n"

    intake, problems = taken(workspace, 会议登记=held)

    (row,) = intake.dossiers[0].rows["会议登记"]
    assert (row.value("请假"), row.value("列席")) == ((), ())
    assert [code for code, _ in problems if code.startswith("row.")] == []


def test_a_large_sheet_says_none_as_a_small_one_does(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_rows, "_AT_ONCE", 1)

    intake, _ = taken(workspace, 问题清单=f"{ISSUES}一支部|无|||||||\n二支部|灯坏|自查|修|王五|2026年10月1日|||\n")

    assert [each.counts["问题数"] for each in intake.dossiers] == [0, 1]


@pytest.mark.parametrize(
    "words",
    [
        "无补课记录",
        "没有征求群众意见",
        "未收到整改通知",
        "本支部没有活动室",
        "无人值班",
        "存在问题",
        "意见箱",
        "没有意见箱",
    ],
)
def test_what_something_lacks_is_told_all_the_same(words: str) -> None:
    assert not nothing.is_told(words)


def test_only_who_has_said_nothing_is_asked_for_his_problems(workspace: Workspace) -> None:
    taken(workspace, 问题清单=f"{ISSUES}一支部|无|||||||\n")

    found = read_inputs(workspace.path, Memory())

    assert [each.message for each in found.problems if each.code == "issue.missing"] == [
        "「二支部」的问题清单是空的，列出问题的文件留空待填"
    ]
