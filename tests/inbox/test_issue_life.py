"""One life of an issue over all sheets: what is linked, what is overdue, what is told; never by likeness."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.inbox import deadlines, reading
from pipeline.inbox.dossier import Intake
from pipeline.model.facts import PartialDate, Row
from pipeline.model.issue_links import of_opinions, of_visits
from pipeline.model.problem import Problem
from tests.conftest import CAMPAIGN, Workspace

ROSTER = """\
姓名|所在党支部|人员类别|入党时间|党员分类
张三|一支部|正式党员|1998-07-01|
李四|一支部|正式党员|1998-07-01|年老体弱
王五|二支部|正式党员|1990-07-01|
赵六|二支部|正式党员|1990-07-01|
"""
ISSUES = "党支部|具体问题|问题来源|整改措施|责任人|整改时限|进展情况|完成情况|编号\n"
VISITS = "被督导党支部|督导时间|督导人员|存在问题|整改时限|问题编号\n"


def taken(workspace: Workspace, facts: str = "", **sheets: str) -> tuple[Intake, list[tuple[str, str]]]:
    """Return the campaign, and code and cell of what is said of it."""
    workspace.put("活动/活动.yaml", CAMPAIGN.replace("单位:", f"{facts}单位:"))
    workspace.put("活动/花名册.xlsx", ROSTER)
    for name, rows in sheets.items():
        workspace.put(f"活动/{name}.xlsx", rows)
    inbox = reading.read_inputs(workspace.path, reading.Memory())
    return inbox.campaigns[0], told(inbox.problems)


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    quiet = {"issue.missing", "sheet.people", "issue.incomplete", "rows.doubtful"}
    return sorted((each.code, each.origin.cell) for each in problems if each.code not in quiet)


def a_row(sheet: str, **values: object) -> Row:
    return Row(sheet, "一支部", tuple(values.items()))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("findings", "numbers", "linked"),
    [
        (("笔记少",), (), [0]),
        (("笔记少。",), (), [0]),
        (("笔记 少",), (), [None]),  # another text
        (("补课没有记",), ("一-2",), [1]),
        (("补课没有记",), ("一-9",), [None]),
        (("笔记少", "补课没有记"), ("一-2",), [0, 1]),
        (("笔记少", "补课没有记", "灯坏了"), ("一-2",), [0, None, None]),  # which of the two is meant, nobody can tell
        (("补课没有记", "灯坏了"), ("一-2", "一-3"), [1, 2]),
        (("笔记少", "补课没有记"), ("一-1",), [0, None]),  # the number is the first one's
        ((), ("一-1",), []),
    ],
)
def test_a_finding_is_linked_by_its_number_or_its_words(
    findings: tuple[str, ...], numbers: tuple[str, ...], linked: list[int | None]
) -> None:
    issues = [
        a_row("问题清单", 具体问题="笔记少", 编号="一-1"),
        a_row("问题清单", 具体问题="没有补课记录", 编号="一-2"),
        a_row("问题清单", 具体问题="活动室没有灯", 编号="一-3"),
    ]
    visit = a_row("督导记录", 发现问题=findings, 问题编号=numbers)

    assert [link.issue for link in of_visits(issues, [visit])] == linked


def test_an_opinion_is_linked_the_same_way() -> None:
    issues = [a_row("问题清单", 具体问题="走访少", 编号="一-1"), a_row("问题清单", 具体问题="路灯不亮", 编号="")]
    opinions = [
        a_row("征求意见", 意见内容="希望常来走访", 问题编号="一-1"),
        a_row("征求意见", 意见内容="路灯不亮。", 问题编号=""),
        a_row("征求意见", 意见内容="路灯总不亮", 问题编号=""),
    ]

    assert [(link.row, link.issue) for link in of_opinions(issues, opinions)] == [(0, 0), (1, 1)]


START, END, CUT = dt.date(2026, 7, 1), dt.date(2026, 12, 31), dt.date(2026, 11, 15)


@pytest.mark.parametrize(
    ("deadline", "reached"),
    [
        (PartialDate(2026, 11, 15), True),
        (PartialDate(2026, 11, 16), False),
        (PartialDate(2026, 11), False),  # its last day is not there yet
        (PartialDate(2026, 10), True),
        (PartialDate(2026), False),
        ("立行立改", True),
        ("即知即改", True),
        ("立即整改", True),
        ("10月底前", True),
        ("12月10日前完成", False),
        ("长期坚持", None),
        ("尽快", None),
        ("", None),
    ],
)
def test_a_deadline_is_reached_when_its_last_day_is(deadline: object, reached: bool | None) -> None:
    assert deadlines.is_reached(deadline, START, END, CUT) is reached
    assert deadlines.is_reached(deadline, START, END, None) is None


def test_what_is_due_and_done_is_counted_and_what_goes_on_for_ever_is_not(workspace: Workspace) -> None:
    issues = ISSUES + (
        "一支部|一|自查|办|张三|2026年10月20日|已办|已完成|\n"
        "一支部|二|自查|办|张三|立行立改||整改中|\n"
        "一支部|三|自查|办|张三|2026年12月20日|已办|已销号|\n"
        "一支部|四|自查|办|张三|2026年10月1日||长期坚持|\n"
        "一支部|五|自查|办|张三|长期坚持||整改中|\n"
        "二支部|六|自查|办|王五|2026年11月30日|已办|已完成|\n"
    )
    intake, problems = taken(workspace, "  截至: 2026-11-15\n", 问题清单=issues)

    one = intake.dossiers[0].counts
    assert [one[name] for name in ("问题数", "到期问题数", "到期完成数", "到期完成率")] == [5, 2, 1, "50.0%"]
    assert intake.dossiers[1].counts["到期完成率"] == "—"
    assert intake.township.counts["到期完成率"] == "50.0%"
    assert problems == [("issue.overdue", "F3")]


def test_without_a_day_of_reckoning_nothing_is_overdue(workspace: Workspace) -> None:
    intake, problems = taken(workspace, 问题清单=ISSUES + "一支部|二|自查|办|张三|立行立改||整改中|\n")

    assert problems == []
    assert intake.dossiers[0].counts["到期完成率"] == "—"


def test_the_same_words_in_another_branch_are_no_link(workspace: Workspace) -> None:
    issues = ISSUES + "二支部|没有补课记录|督导|补课|王五|2026年12月20日||整改中|\n"
    _, problems = taken(
        workspace, 问题清单=issues, 督导=VISITS + "一支部|2026-10-15|何秀|没有补课记录|2026年10月20日|\n"
    )

    assert problems == [("issue.no-visit", "C2"), ("visit.unregistered", "D2")]


def test_an_unreadable_list_of_issues_leaves_visits_alone(workspace: Workspace) -> None:
    issues = ISSUES + "三支部|没有补课记录|督导|补课|王五|2026年12月20日||整改中|\n"
    _, problems = taken(
        workspace, 问题清单=issues, 督导=VISITS + "一支部|2026-10-15|何秀|没有补课记录|2026年10月20日|\n"
    )

    assert problems == [("branch.unknown", "A2")]


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ("已补课", True), ("整改到位", True), ("问题解决了", True), ("尚未完成", False), ("没有解决", False), ("正在整改，已过半", False),
        ("", False), ("再看", False),
    ],
)  # fmt: skip
def test_a_second_look_that_says_done_contradicts_what_is_not_begun(
    workspace: Workspace, result: str, said: bool
) -> None:
    issues = ISSUES + "一支部|没有补课记录|督导|补课|张三|2026年12月20日||未启动|\n"
    visits = "被督导党支部|督导时间|督导人员|存在问题|整改时限|回访结果\n"
    row = f"一支部|2026-10-15|何秀|没有补课记录|2026年10月20日|{result}\n"
    _, problems = taken(workspace, 问题清单=issues, 督导=visits + row)

    assert problems == ([("visit.contradicted", "F2")] if said else [])


def test_merged_opinions_are_printed_by_the_numbers_of_the_paper(workspace: Workspace) -> None:
    rows = (
        "序号|党支部|意见内容|归入\n7|二支部|路灯不亮|\n8|一支部|多走访|\n9|一支部|灯坏了|\n10|一支部|常来看看|第8条\n"
        "11|一支部|常来|7\n12|一支部|再来|12\n"
    )
    intake, problems = taken(workspace, 意见=rows)

    listed = intake.dossiers[0].rows["征求意见"]
    assert [row.value("归入") for row in listed] == ["", "", "1", "7", "12"]
    assert problems == [("ref.unknown", "D6"), ("ref.unknown", "D7")]  # another branch's; itself
    assert intake.dossiers[0].counts["归并意见数"] == 2


def test_without_numbers_of_its_own_a_line_is_named_by_its_place(workspace: Workspace) -> None:
    intake, problems = taken(workspace, 意见="党支部|意见内容|归入\n一支部|多走访|\n一支部|常来看看|1\n")

    assert [row.value("归入") for row in intake.dossiers[0].rows["征求意见"]] == ["", "1"]
    assert problems == []


TALKS = "党支部|谈话人|谈话对象|谈话时间|是否已谈\n"


def test_talks_cover_those_who_study_each_once_on_both_sides(workspace: Workspace) -> None:
    rows = TALKS + (
        "一支部|张三|李四|2026-09-03|是\n一支部|张三|李四|2026-09-10|是\n二支部|林镇长|王五|2026-09-03|是\n"
        "二支部|王五|赵六|2026-09-05|否\n"
    )
    intake, _ = taken(workspace, 谈话=rows)

    assert [dossier.counts["谈心覆盖人数"] for dossier in intake.dossiers] == [2, 1]
    assert [dossier.counts["谈心覆盖率"] for dossier in intake.dossiers] == ["100.0%", "50.0%"]
    assert (intake.township.counts["谈心覆盖人数"], intake.township.counts["谈心覆盖率"]) == (3, "75.0%")


PHASES = "  阶段: [{名称: 学习动员, 开始: 2026-07-01, 结束: 2026-09-30}, {名称: 整改提高, 开始: 2026-10-01, 结束: 2026-12-31}]\n"


def test_a_phases_figures_are_its_own_and_what_is_after_the_day_of_reckoning_counts_nowhere(
    workspace: Workspace,
) -> None:
    rows = TALKS + (
        "一支部|张三|李四|2026-09-03|是\n一支部|张三|李四|2026-10-10|是\n一支部|李四|张三|2026-11-10|是\n"
        "二支部|王五|赵六|2026-09-05|是\n"
    )
    intake, problems = taken(workspace, f"{PHASES}  截至: 2026-10-31\n", 谈话=rows)

    one = intake.dossiers[0]
    assert one.counts["谈心人次"] == 2
    assert [one.phase_counts[name]["谈心人次"] for name in ("学习动员", "整改提高")] == [1, 1]
    assert [intake.township.phase_counts[name]["谈心人次"] for name in ("学习动员", "整改提高")] == [2, 1]
    assert intake.township.phase_counts["学习动员"]["谈心覆盖率"] == "100.0%"
    assert problems == [("row.after-cutoff", "D4")]


def test_marks_of_a_register_belong_to_the_phase_of_their_day(workspace: Workspace) -> None:
    rows = "姓名|党支部|7月12日|10月9日|11月9日|读书笔记|心得体会\n张三|一支部|√|×|√|12000|3\n李四|一支部|√|√|√|13000|1\n王五|二支部|√|√|√|9000|2\n"
    asked = "  学习: {笔记字数: 10000, 免写: [年老体弱]}\n"
    intake, _ = taken(workspace, f"{PHASES}  截至: 2026-10-31\n{asked}", 登记=rows)

    one = intake.dossiers[0]
    assert (one.counts["应学人次"], one.counts["到课率"], one.counts["心得篇数"]) == (4, "75.0%", 4)
    second = one.phase_counts["整改提高"]
    assert (second["应学人次"], second["到课率"], second["心得篇数"]) == (2, "50.0%", "")  # essays have no day
    assert (one.counts["笔记达标"], one.counts["应写笔记"]) == (1, 1)  # 李四 need not write
    assert (intake.township.counts["笔记达标"], intake.township.counts["应写笔记"]) == (1, 3)


def test_namesakes_of_two_branches_are_two_people(workspace: Workspace) -> None:
    rows = "党支部|姓名|致困原因\n一支部|周老五|因病\n二支部|周老五|因残\n一支部|周老五|因病\n"
    intake, _ = taken(workspace, 帮扶=rows)

    assert [dossier.counts["帮扶人数"] for dossier in intake.dossiers] == [1, 1]
    assert intake.township.counts["帮扶人数"] == 2


@pytest.mark.parametrize("tab", ["困难群众", "Sheet1", "走访慰问", "三组", "2026年"])
def test_a_list_of_the_poor_without_a_branch_is_told_for_what_it_is(workspace: Workspace, tab: str) -> None:
    rows = f"空\n=== {tab}\n姓名|性别|致困原因|帮扶责任人\n周老五|男|因病|张三\n郑老六|女|因病|张三\n"
    intake, problems = taken(workspace, 帮扶=rows)

    assert [each for each in problems if each[0] != "sheet.unused"] == [("header.missing", "A1")]
    assert intake.township.counts["党员总数"] == 4


@pytest.mark.parametrize(
    ("tab", "whose"), [("一支部", "一支部"), ("二支部", "二支部"), ("一支部困难群众", "一支部"), ("三支部", None)]
)
def test_a_tab_that_is_a_branchs_or_nearly_is_taken_for_one(workspace: Workspace, tab: str, whose: str | None) -> None:
    rows = f"空\n=== {tab}\n姓名|性别|致困原因|帮扶责任人\n周老五|男|因病|张三\n"
    intake, problems = taken(workspace, 帮扶=rows)

    found = [dossier.branch.name for dossier in intake.dossiers if dossier.rows["帮扶对象"]]
    assert found == ([whose] if whose else [])
    assert bool([each for each in problems if each[0] != "sheet.unused"]) is (whose is None)
