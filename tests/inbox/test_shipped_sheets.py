"""The sheets that are shipped in templates/sheets.yaml: good ones are told and read, bad ones named with their place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline import contract
from pipeline.errands import workspace as office
from pipeline.inbox import reading, sheet_kinds, telling
from pipeline.inbox import workbook as book
from pipeline.inbox.dossier import Intake
from pipeline.model.declared import DeclaredSheet
from pipeline.model.facts import Pair, PartialDate, Unread
from pipeline.model.problem import Problem
from tests import thorough
from tests.benchmarks import attendance
from tests.conftest import CAMPAIGN, ROOT, Workspace
from tests.sheets import workbook

ROSTER = """\
姓名|所在党支部|人员类别|入党时间|出生日期
张三|一支部|正式党员|1998-07-01|1970-01-01
李四|一支部|正式党员|1998-07-01|1971-01-01
周末|一支部|预备党员|2026-01-01|2000-01-01
王五|二支部|正式党员|1990-07-01|1972-01-01
"""
LEADERS = "姓名,职务,联系点\n罗永正,镇党委副书记,一支部、二支部\n"
GOOD = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "tests" / "samples" / "sheets").glob("*.txt"))}


def taken(workspace: Workspace, **sheets: str | bytes) -> tuple[Intake, list[Problem]]:
    shipped = (ROOT / "templates" / "sheets.yaml").read_bytes()
    (workspace.path / "templates" / "sheets.yaml").write_bytes(shipped)
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/花名册.xlsx", ROSTER)
    (workspace.path / "inputs" / "活动" / "联系领导.csv").write_text(LEADERS, "utf-8")
    for name, rows in sheets.items():
        data = rows if isinstance(rows, bytes) else workbook(rows, name=name)
        (workspace.path / "inputs" / "活动" / f"{name}.xlsx").write_bytes(data)
    inbox = reading.read_inputs(workspace.path, reading.Memory())
    return inbox.campaigns[0], [each for each in inbox.problems if each.code not in {"issue.missing", "sheet.people"}]


def rows(intake: Intake, sheet: str, branch: int | None = 0) -> list[dict[str, Any]]:
    listed = intake.township.rows[sheet] if branch is None else intake.dossiers[branch].rows[sheet]
    return [dict(row.values) for row in listed]


def said(problems: list[Problem]) -> list[tuple[str, str]]:
    return sorted((each.code, each.origin.cell) for each in problems)


def test_all_of_them_at_once_are_told_and_read_without_a_fault(workspace: Workspace) -> None:
    intake, problems = taken(workspace, **GOOD)

    assert said([each for each in problems if each.severity == "error"]) == []
    owned = {sheet.name: intake.township.rows[sheet.name] + intake.dossiers[0].rows[sheet.name] for sheet in
             intake.township.sheets}  # fmt: skip
    assert [name for name, listed in owned.items() if not listed] == ["问题清单", "征求意见"]
    assert intake.township.counts["党员总数"] == 4


def test_every_sheet_of_records_has_a_good_sample() -> None:
    of_members = {"党员花名册", "联系领导", "党支部名册", "问题清单", "征求意见"}

    assert {sheet.name for sheet in contract.shipped_sheets.SHEETS} - of_members == set(GOOD)


def test_a_register_of_attendance_gives_a_pair_for_each_day(workspace: Workspace) -> None:
    intake, problems = taken(workspace, 学习登记=GOOD["学习登记"])

    first, second, _ = rows(intake, "学习登记")
    days = [PartialDate(2026, 7, 12), PartialDate(2026, 7, 26), PartialDate(2026, 9, 13)]
    assert [(pair.day, pair.value) for pair in first["出勤"]] == list(zip(days, ["到", "补", "免"], strict=True))
    assert first["出勤"][1] == Pair(days[1], "补", PartialDate(2026, 8, 2))
    assert (first["读书笔记"], second["读书笔记"], second["心得体会"]) == (10000, 9800, 2)
    counts = intake.dossiers[0].counts
    assert [counts[name] for name in ("应学人次", "到课人次", "补课人次", "登记学习次数")] == [8, 5, 1, 3]
    assert (counts["到课率"], counts["参学率"], counts["心得篇数"]) == ("62.5%", "75.0%", 8)
    assert intake.township.counts["到课率"] == "62.5%"
    assert intake.dossiers[1].counts["到课率"] == ""
    assert problems == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("张三|√|补8.2", "张三|√|半", ("cell.choice", "C3")),
        ("李四|√|△|×", "李四|√||×", ("row.doubtful", "C4")),
        ("李四|√", "李思|√", ("row.person-unknown", "A4")),
        ("周末|√|√|√|10000|3\n", "周末|√|√|√|10000|3\n实到人数|3|2|1||\n", ("total.sheet", "C6")),
        ("周末|√|√|√|10000|3\n", "周末|√|√|√|10000|3\n合计||||29800|7\n", ("total.sheet", "F6")),
        ("周末|√|√|√|10000|3\n", "", ("rows.doubtful", "")),
        ("9800字", "9800篇", ("cell.number", "E4")),
    ],
)
def test_what_is_wrong_with_a_register_is_named_with_its_cell(
    workspace: Workspace, before: str, after: str, told: tuple[str, str]
) -> None:
    _, problems = taken(workspace, 学习登记=GOOD["学习登记"].replace(before, after))

    assert told in said(problems)


@pytest.mark.parametrize(
    ("second", "name", "called"),
    [("张三", "张三", "张三"), ("张三", "张三（1971年1月）", "张三（1971年1月）"), ("李四", "李四", "李四")],
)
def test_what_is_doubtful_of_a_namesake_names_him_as_people_do(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, second: str, name: str, called: str
) -> None:
    monkeypatch.setattr(f"{__name__}.ROSTER", ROSTER.replace("李四", second))

    _, problems = taken(workspace, 学习登记=GOOD["学习登记"].replace("李四|√|△|×", f"{name}|√||×"))

    (told,) = [each for each in problems if each.code == "row.doubtful" and each.origin.cell == "C4"]
    assert told.message.startswith(f"学习登记：{called}2026年7月26日的出勤没有记")


def test_sums_that_are_right_are_not_told(workspace: Workspace) -> None:
    _, problems = taken(workspace, 学习登记=GOOD["学习登记"] + "实到人数|3|1|1||\n合计||||29800|8\n")

    assert said(problems) == []


def test_a_stranger_stops_his_branchs_numbers_and_the_townships(workspace: Workspace) -> None:
    intake, _ = taken(workspace, 学习登记=GOOD["学习登记"].replace("李四|√", "李思|√"))

    assert isinstance(intake.dossiers[0].counts["到课人次"], Unread)
    assert isinstance(intake.township.counts["到课人次"], Unread)
    assert intake.dossiers[1].counts["到课人次"] == ""
    assert intake.township.counts["党员总数"] == 4


VOTES = """\
党支部|姓名|发出票|收回票|有效票|优秀|合格|基本合格|不合格|评定等次
一支部|张三|4|3|3|2|1|0|0|优秀
|李四||||1|2|0|0|合格
|周末||||0|3|0|0|
"""
OVER = ("A2:A4", "C2:C4", "D2:D4", "E2:E4")


def test_merged_figures_hold_for_the_rows_that_they_cover(workspace: Workspace) -> None:
    intake, problems = taken(workspace, 民主评议=workbook(VOTES, name="评议", merges=OVER))

    assert [row["有效"] for row in rows(intake, "民主评议")] == [3, 3, 3]
    assert intake.dossiers[0].counts["评定优秀"] == 1
    assert said(problems) == [("rows.doubtful", "C2"), ("rows.doubtful", "J2")]  # 4 > 应参学 3; 1 > 2/3


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("|4|3|3|", "|2|3|3|", ("row.wrong", "D2")),
        ("李四||||1|2", "李四||||2|2", ("row.wrong", "B3")),
        ("周末||||0|3|0|0|", "周末||||0|3|0|0|合格", ("row.wrong", "J4")),
        ("0|0|合格", "0|0|", ("row.doubtful", "J3")),
        ("|周末||||0|3|0|0|\n", "", ("rows.doubtful", "")),
    ],
)
def test_votes_that_cannot_be_are_named_once(
    workspace: Workspace, before: str, after: str, told: tuple[str, str]
) -> None:
    merges = OVER if "周末" in VOTES.replace(before, after) else ("A2:A3", "C2:C3", "D2:D3", "E2:E3")
    _, problems = taken(workspace, 民主评议=workbook(VOTES.replace(before, after), name="评议", merges=merges))

    assert said(problems).count(told) == 1


def test_a_study_plan_without_a_branch_is_everybodys(workspace: Workspace) -> None:
    intake, _ = taken(workspace, 学习安排=GOOD["学习安排"])

    assert [row["学习内容"] for row in rows(intake, "学习安排")] == ["党章", "准则"]
    assert [row["学习内容"] for row in rows(intake, "学习安排", 1)] == ["党章"]
    assert (intake.dossiers[0].counts["学习次数"], intake.dossiers[0].counts["学时合计"]) == (
        1,
        2,
    )  # 自学 is no session
    assert intake.township.counts["学习次数"] == 1


@pytest.mark.parametrize(
    ("sheet", "text", "meant"),
    [
        ("征求意见", "意见内容|党支部\n会议太长|一支部\n报表太多|\n灯不亮|二支部\n多下来走走|", {None: 2, 0: 1, 1: 1}),
        ("满意度测评", "党支部|测评项目|发出|收回|有效|满意|不满意\n一支部|总体评价|7|7|7|7|0\n|总体评价|9|9|9|9|0", {None: 1, 0: 1, 1: 0}),
        ("学习安排", "党支部|日期|学习内容|学时\n一支部|2026-09-10|党章|2\n|2026-09-20|条例|3\n二支部|2026-09-10|党章|2\n|2026-09-21|讲话|3", {None: 0, 0: 3, 1: 3}),
        ("领导机构", "党支部|机构|组内职务|姓名\n一支部|领导小组|组长|张三\n|领导小组|组长|万里程\n|领导小组|成员|费长青", {None: 2, 0: 1, 1: 0}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("again", [False, True])
def test_a_blank_branch_means_what_the_sheet_says_however_often_the_others_are_written(
    workspace: Workspace, sheet: str, text: str, meant: dict[int | None, int], again: bool
) -> None:
    if again:  # the same blanks, and one branch once more
        head, first, *rest = text.split("\n")
        more = first.replace("会议太长", "人手不够").replace("总体评价", "作风").replace("2026-09-10", "2026-09-30")
        text = "\n".join((head, first, more.replace("张三", "李四").replace("组长", "成员"), *rest))
    intake, problems = taken(workspace, **{sheet: text})

    assert {at: len(rows(intake, sheet, at)) for at in meant} == meant | ({0: meant[0] + 1} if again else {})
    assert ("rows.no-branch" in [code for code, _ in said(problems)]) is not again


def test_merged_cells_name_the_branch_of_all_that_they_cover(workspace: Workspace) -> None:
    text = "意见内容|党支部\n会议太长|一支部\n报表太多|\n灯不亮|二支部"
    intake, problems = taken(workspace, 征求意见=workbook(text, merges=("B2:B3",)))

    assert [len(rows(intake, "征求意见", at)) for at in (0, 1, None)] == [2, 1, 0]
    assert not [code for code, _ in said(problems) if code.startswith("rows.")]


ISSUES = "党支部|具体问题|整改措施|责任人|整改时限|完成情况\n一支部|灯不亮|换灯|张三|2026-10-01|未启动\n"


@pytest.mark.parametrize(
    ("sheet", "text", "told", "kept"),
    [
        ("问题清单", f"{ISSUES}一支部|灯不亮|换灯|张三|2026-10-01|已完成", [("row.twice", "F3")], {"完成情况": Unread, "整改措施": ("换灯",)}),
        ("问题清单", f"{ISSUES}一支部|灯不亮|换灯泡；查线路|李四|2026-12-01|未启动", [("row.twice", "C3")], {"责任人": Unread, "完成情况": "未启动"}),
        ("问题清单", f"{ISSUES}一支部|灯不亮|换灯|张三|2026-10-01|未启动", [("row.repeated", "A3")], {"完成情况": "未启动"}),
        ("问题清单", f"{ISSUES}一支部|灯不亮|换灯||2026-10-01|", [("row.repeated", "A3")], {"责任人": "张三"}),
        ("问题清单", "党支部|具体问题|整改措施|责任人\n一支部|灯不亮||张三\n一支部|灯不亮|换灯|张三", [("row.repeated", "A3")], {"整改措施": ("换灯",)}),
        ("问题清单", "党支部|具体问题|整改措施|责任人\n一支部|灯不亮||张三\n一支部|灯不亮|换灯|", [("row.repeated", "A3")], {"整改措施": ("换灯",), "责任人": "张三"}),
        ("满意度测评", "党支部|测评项目|发出|收回|有效|满意|不满意\n一支部|总体评价|8|8|8|8|0\n一支部|总体评价|10|10|10|9|1", [("row.twice", "C3")], {"有效": Unread}),
    ],
)  # fmt: skip
def test_two_rows_of_one_thing_count_once_only_where_they_agree(
    workspace: Workspace, sheet: str, text: str, told: list[tuple[str, str]], kept: dict[str, object]
) -> None:
    intake, problems = taken(workspace, **{sheet: text})

    [row] = rows(intake, sheet)
    assert [each for each in said(problems) if each[0] in {"row.twice", "row.repeated"}] == told
    assert {name: type(row[name]) if value is Unread else row[name] for name, value in kept.items()} == kept


@pytest.mark.parametrize(
    ("second", "told", "july"),
    [
        ("姓名|党支部|7月26日|8月9日\n张三|一支部|×|√", [("row.repeated", "A2"), ("row.twice", "D2")], Unread),
        ("姓名|党支部|7月12日|7月26日\n张三|一支部|√|×", [("row.repeated", "A2"), ("row.twice", "D2")], Unread),
        ("姓名|党支部|7月12日|7月26日\n张三|一支部|√|√", [("row.repeated", "A2")], "到"),
        ("姓名|党支部|7月12日|7月26日\n张三|一支部|√|", [("row.repeated", "A2")], "到"),
    ],
)
def test_two_registers_agree_on_a_day_or_that_day_is_unread(
    workspace: Workspace, second: str, told: list[tuple[str, str]], july: object
) -> None:
    intake, problems = taken(workspace, 甲="姓名|党支部|7月12日|7月26日\n张三|一支部|√|√", 乙=second)

    pairs = [pair for row in rows(intake, "学习登记") for pair in row["出勤"]]
    [value] = [pair.value for pair in pairs if pair.day == PartialDate(2026, 7, 26)]
    assert (type(value) if july is Unread else value) == july
    assert [each for each in said(problems) if each[0] in {"row.twice", "row.repeated"}] == told


@pytest.mark.parametrize(
    ("written", "day", "told"),
    [("10月10日", PartialDate(2026, 10, 10), []), ("12月3号", PartialDate(2026, 12, 3), []), ("2月10日", Unread, ["cell.year"])],
)  # fmt: skip
def test_a_day_without_its_year_is_in_the_one_year_that_fits(
    workspace: Workspace, written: str, day: object, told: list[str]
) -> None:
    intake, problems = taken(
        workspace,
        谈心谈话=f"党支部|谈话人|谈话对象|日期\n一支部|张三|李四|{written}",
        问题清单=f"党支部|具体问题|整改措施|整改时限\n一支部|灯不亮|换灯|{written}",
    )

    [talk], [issue] = rows(intake, "谈心谈话"), rows(intake, "问题清单")
    assert [type(each) if day is Unread else each for each in (talk["日期"], issue["整改时限"])] == [day, day]
    assert [code for code, _ in said(problems) if code in {"cell.year", "cell.date"}] == told * 2


def test_a_group_looks_after_branches_and_a_visit_is_one_branchs(workspace: Workspace) -> None:
    intake, problems = taken(workspace, 督导组=GOOD["督导组"], 督导记录=GOOD["督导记录"])

    (group,) = rows(intake, "督导组", None)
    assert (group["督导单位"], group["成员"]) == (("一支部", "二支部"), ("何秀", "高山"))
    (visit,) = rows(intake, "督导记录")
    assert (visit["发现问题"], visit["整改期限"]) == (("记录不全", "没有补课"), PartialDate(2026, 9))
    assert rows(intake, "督导记录", 1)[0]["发现问题"] == ()
    assert intake.township.counts["督导发现问题的次数"] == 1
    assert said(problems) == [("visit.unregistered", "D2")] * 2  # there is no 问题清单 at all


@pytest.mark.parametrize(
    ("sheet", "before", "after", "told"),
    [
        ("督导记录", "2026年9月\n", "2026年8月\n", ("row.doubtful", "E2")),
        ("督导记录", "一支部|2026-09-10", "三支部|2026-09-10", ("branch.unknown", "A2")),
        ("督导组", "一支部、二支部", "一支部", ("rows.doubtful", "D2")),
        ("督导组", "一支部、二支部", "一支部、九支部", ("branch.unknown", "D2")),
        ("谈心谈话", "一支部|张三", "一支部|李四", ("row.wrong", "B2")),
        ("会议登记", "|3|2|", "|3|4|", ("row.wrong", "E2")),
        ("会议登记", "|3|2|", "|3|3|", ("row.doubtful", "D2")),
        ("满意度测评", "|15|", "|15人|", ("", "")),
        ("领导机构", "|组长|", "|队长|", ("cell.choice", "B2")),
        ("领导机构", "|组长|", "|副组长|", ("rows.wrong", "B2")),
        ("领导机构", "领导小组|组长|", "工作领导小组|组长|", ("rows.doubtful", "A2")),
        ("帮扶对象", "500元", "五百", ("cell.number", "G2")),
        ("联系点记录", "罗永正", "罗永", ("row.leader-unknown", "A2")),
        ("学习安排", "|2\n", "|20\n", ("cell.number", "E2")),
    ],
)
def test_a_bad_row_is_named_with_its_cell(
    workspace: Workspace, sheet: str, before: str, after: str, told: tuple[str, str]
) -> None:
    _, problems = taken(workspace, **{sheet: GOOD[sheet].replace(before, after)})

    assert told in said(problems) if told[0] else not problems


def test_the_committees_rows_are_the_townships_alone(workspace: Workspace) -> None:
    intake, problems = taken(workspace, 领导机构=GOOD["领导机构"], 满意度测评=GOOD["满意度测评"])

    assert [row["姓名"] for row in rows(intake, "领导机构", None)] == ["罗永正", "何秀"]
    assert rows(intake, "领导机构") == []
    assert [row["满意"] for row in rows(intake, "满意度测评", None)] == [28]
    assert said(problems) == [("row.person-unlisted", "C3")]  # 何秀 is in no roster and no leader


def test_poor_people_and_votes_make_nobody_a_member(workspace: Workspace) -> None:
    intake, _ = taken(workspace, 帮扶对象=GOOD["帮扶对象"], 民主评议=GOOD["民主评议"])

    assert intake.township.counts["党员总数"] == 4
    assert rows(intake, "帮扶对象")[0]["出生年月"] == PartialDate(1950, 3)


def test_a_roster_with_days_in_its_header_stays_a_roster(workspace: Workspace) -> None:
    header = "姓名|所在党支部|性别|人员类别|入党时间|7月12日|7月26日\n"
    intake, _ = taken(workspace, 补充=header + "赵六|二支部|男|正式党员|2000-07-01|√|√\n")

    assert intake.township.counts["党员总数"] == 5


def test_months_of_party_dues_are_no_days(workspace: Workspace) -> None:
    header = "姓名|所在党支部|人员类别|入党时间|2026.1|2026.2|2026.3\n"
    intake, _ = taken(workspace, 党费=header + "赵六|二支部|正式党员|2000-07-01|10|10|10\n")

    assert intake.township.counts["党员总数"] == 5
    assert rows(intake, "学习登记", 1) == []


@pytest.mark.parametrize(
    "sheet", [sheet for sheet in contract.shipped_sheets.SHEETS if sheet.name != "党员花名册"], ids=lambda s: s.name
)
def test_a_blank_form_is_told_as_what_it_is(sheet: DeclaredSheet, tmp_path: Path) -> None:
    office.blank(tmp_path, [sheet])
    path = tmp_path / f"{sheet.name}.xlsx"

    with telling.knowing(sheet_kinds.known_kinds(contract.shipped_sheets.SHEETS)):
        found = book.workbook_rows(path.read_bytes(), path.name)

    assert found.value.tables == {sheet.name}
    assert [each for each in found.problems if each.severity == "error"] == []


def test_a_visit_names_an_issue_by_its_number(workspace: Workspace) -> None:
    issues = "党支部|编号|具体问题|整改措施\n一支部|一-1|记录不全|补记\n"
    visits = (
        "党支部|日期|督导人员|整改期限|问题编号\n一支部|2026-09-10|何秀|2026-09-30|一-1\n一支部|2026-09-11|何秀||一-2\n"
    )

    intake, problems = taken(workspace, 问题清单=issues, 督导记录=visits)

    assert [(each.code, each.origin.cell) for each in problems if each.code.startswith("ref")] == [
        ("ref.unknown", "E3")
    ]
    assert intake.dossiers[0].rows["问题清单"][0].value("编号") == "一-1"


@pytest.mark.parametrize(
    ("sheet", "blank"),
    [
        ("民主评议", "姓名|优秀|合格|基本合格|不合格\n张三||||\n李四||||\n"),
        ("学习登记", "姓名|党支部|7月12日|7月26日\n张三|一支部||\n李四|一支部||\n"),
        ("领导机构", "机构|组内职务|姓名\n领导小组||罗永正\n"),
    ],
)
def test_a_form_that_waits_to_be_filled_in_is_no_data(workspace: Workspace, sheet: str, blank: str) -> None:
    intake, problems = taken(workspace, **{sheet: blank})

    assert rows(intake, sheet) == []
    assert [each.code for each in problems] == ["sheet.unused"]
    assert "还没有填" in problems[0].message


def test_registers_of_other_days_add_to_each_other(workspace: Workspace) -> None:
    july = "姓名|党支部|7月12日|7月26日\n张三|一支部|√|√\n李四|一支部|√|√\n周末|一支部|√|√\n"
    august = "姓名|党支部|7月26日|8月9日\n张三|一支部|√|×\n李四|一支部|√|√\n周末|一支部|√|√\n"

    intake, problems = taken(workspace, 七月=july, 八月=august)

    counts = intake.dossiers[0].counts
    assert [counts[name] for name in ("登记人数", "登记学习次数", "应学人次", "到课人次")] == [3, 3, 9, 8]
    assert [each.code for each in problems] == ["row.repeated"] * 3


def test_the_same_register_twice_counts_once(workspace: Workspace) -> None:
    intake, problems = taken(workspace, 甲=GOOD["学习登记"], 乙=GOOD["学习登记"])

    assert (len(rows(intake, "学习登记")), intake.dossiers[0].counts["心得篇数"]) == (3, 8)
    assert {each.code for each in problems} == {"row.repeated"}


def asked(workspace: Workspace, asks: str, **sheets: str) -> list[tuple[str, str]]:
    """Return what is said of sheets, by code, where the campaign asks something."""
    workspace.put("活动/要求.yaml", f"活动:\n  {asks}\n")
    return [(each.code, each.message) for each in taken(workspace, **sheets)[1]]


PLAN = "党支部|日期|学习内容|学习形式|学时\n一支部|2026-07-20|党章|集中学习|6\n一支部|2026-07-27|准则|讨论|{hours}\n"
NOTES = "填报单位：一支部\n姓名|7月12日|读书笔记|心得体会\n张三|√|{notes}|3\n李四|√|1万|{essays}\n周末|√|10000|3\n"
BALLOTS = "姓名|党支部|发出票|收回票|有效票|优秀|合格|基本合格|不合格|等次\n张三|一支部|3|3|3|3|0|0|0|优秀\n李四|一支部|{sent}|3|3|3|0|0|0|{grade}\n周末|一支部|3|3|3|0|3|0|0|\n"
SURVEY = "测评单位|测评项目|有效票|满意|基本满意|不满意\n一支部|总体评价|20|{good}|{fair}|{bad}\n"


@pytest.mark.parametrize(
    ("asks", "sheet", "rows_", "told"),
    [
        ("截至: 2026-09-30\n  学习: {学时: 8}", "学习安排", PLAN.format(hours=2), []),
        ("截至: 2026-09-30\n  学习: {学时: 9}", "学习安排", PLAN.format(hours=2), [("rows.doubtful", "一共安排 8 学时，要求不少于 9 学时")]),
        ("截至: 2026-09-30\n  学习: {学时: 9}", "学习安排", PLAN.format(hours=""), []),  # how long it takes nobody has written
        ("学习: {学时: 9}", "学习安排", PLAN.format(hours=2), []),  # more may be planned: nobody reports yet
        ("截至: 2026-09-30\n  学习: {学时: 8, 其中讨论辅导: 3}", "学习安排", PLAN.format(hours=2), [("rows.doubtful", "党课和讨论安排 2 学时，要求不少于 3 学时")]),
        ("学习: {笔记字数: 1万, 心得篇数: 3}", "学习登记", NOTES.format(notes=10000, essays=3), []),
        ("学习: {笔记字数: 1万}", "学习登记", NOTES.format(notes=9800, essays=3), [("row.remark", "张三的读书笔记 9800 字")]),
        ("学习: {心得篇数: 3}", "学习登记", NOTES.format(notes="", essays=2), [("row.remark", "李四的心得体会 2 篇")]),
        ("学习: {学时: 8}", "学习登记", NOTES.format(notes=1, essays=0), []),
        ("评议: {优秀上限: 1/2}", "民主评议", BALLOTS.format(sent=3, grade="合格"), []),
        ("评议: {优秀上限: 40%}", "民主评议", BALLOTS.format(sent=3, grade="合格"), [("rows.doubtful", "评定优秀 1 人，超过正式党员 2 人的 2/5")]),
        ("评议: {优秀上限: 1/2}", "民主评议", BALLOTS.format(sent=4, grade="合格"), [("rows.wrong", "各行写的发出、收回的票数不一样"), ("rows.doubtful", "发出 4 张票，多于应参学的党员 3 人")]),
        ("测评: {补课线: 60%}", "满意度测评", SURVEY.format(good=8, fair=4, bad=8), []),
        ("测评: {补课线: 61%}", "满意度测评", SURVEY.format(good=8, fair=4, bad=8), [("rows.doubtful", "满意、基本满意的票 12 张，不到有效票 20 张的 61%")]),
        ("测评: {补课线: 60%, 计入满意率: [满意]}", "满意度测评", SURVEY.format(good=8, fair=4, bad=8), [("rows.doubtful", "满意的票 8 张")]),
    ],
)  # fmt: skip
def test_what_the_campaign_asks_is_held_against_the_sheets(
    workspace: Workspace, asks: str, sheet: str, rows_: str, told: list[tuple[str, str]]
) -> None:
    found = asked(workspace, asks, **{sheet: rows_})

    assert [code for code, _ in found] == [code for code, _ in told], found
    for (_, message), (_, words) in zip(found, told, strict=True):
        assert words in message


def test_who_need_not_write_is_not_told(workspace: Workspace) -> None:
    told = asked(workspace, "学习: {笔记字数: 1万, 免写: [年老体弱]}", 学习登记=NOTES.format(notes=5, essays=3))
    exempt = ROSTER.replace("出生日期", "出生日期|党员分类").replace("1970-01-01", "1970-01-01|年老体弱")
    workspace.put("活动/花名册.xlsx", exempt)

    found = reading.read_inputs(workspace.path, reading.Memory()).problems

    assert "row.remark" in [code for code, _ in told]
    assert "row.remark" not in [each.code for each in found]


@pytest.mark.parametrize(
    ("talks", "told"),
    [
        ("一支部|罗永正|张三\n一支部|罗永正|李四\n一支部|罗永正|周末\n", []),
        ("一支部|李四|张三\n一支部|罗永正|周末\n", []),
        ("一支部|罗永正|张三\n一支部|罗永正|周末\n", ["没有写进谈话的党员：李四"]),
        ("一支部|周末|张三\n一支部|张三|李四\n", ["还没有安排人去谈的：周末"]),
    ],
)
def test_whom_nobody_talks_with_is_named(workspace: Workspace, talks: str, told: list[str]) -> None:
    _, problems = taken(workspace, 谈心谈话=f"党支部|谈话人|谈话对象\n{talks}")

    said = [each.message for each in problems if each.code == "rows.doubtful"]
    assert len(said) == len(told)
    assert all(words in message for words, message in zip(told, said, strict=True))


@pytest.mark.parametrize(("name", "due", "told"), [("党员大会", 3, 0), ("党员大会", 5, 1), ("支委会", 1, 0)])
def test_who_must_come_agrees_with_the_roster(workspace: Workspace, name: str, due: int, told: int) -> None:
    _, problems = taken(
        workspace, 会议登记=f"支部名称|会议名称|日期|应到人数|实到人数\n一支部|{name}|2026-09-20|{due}|{due}\n"
    )

    said = [each.message for each in problems if each.code == "rows.doubtful"]
    assert len(said) == told
    assert not told or "写的应到 5 人，按花名册是 3 人" in said[0]


def test_what_rows_say_alike_of_a_day_is_held_once(workspace: Workspace) -> None:
    """Else a register of a million members takes memory for each of their marks."""
    people = [f"党员{at}" for at in range(120)]
    workspace.put("活动/要求.yaml", "活动:\n  阶段: [{名称: 学习, 开始: 2026-07-01, 结束: 2026-09-30}]\n")
    roster = ROSTER + "".join(f"{name}|一支部|正式党员|1998-07-01|\n" for name in people)
    days = "|".join(f"7月{at}日" for at in range(1, 13))
    marks = "".join(f"{name}|{'|'.join('√' if at % 9 else '△' for at in range(n, n + 12))}\n" for n, name in enumerate(people))  # fmt: skip

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tests.inbox.test_shipped_sheets.ROSTER", roster)
        intake, _ = taken(workspace, 学习登记=f"填报单位：一支部\n姓名|{days}\n{marks}")

    listed = [pair for row in intake.dossiers[0].rows["学习登记"] for pair in row.value("出勤")]  # type: ignore[union-attr]
    assert len(listed) == 120 * 12
    assert len({id(pair) for pair in listed}) == 12 * 2
    assert intake.dossiers[0].counts["应学人次"] == 120 * 12
    assert intake.dossiers[0].counts["请假人次"] == sum(not at % 9 for n in range(120) for at in range(n, n + 12))


@thorough.only_in_ci
def test_memory_for_a_register_does_not_double_with_its_members(tmp_path: Path) -> None:
    few, many = (
        attendance.read(attendance.a_workspace(tmp_path / str(members), members, 12))[1] for members in (20_000, 40_000)
    )

    assert many < 2 * few
