"""Sheets of votes follow the campaign's grades; other grades are told at their header, and nothing is counted."""

from __future__ import annotations

import pytest

from pipeline.inbox import Memory, read_inputs
from pipeline.model.facts import Unread
from tests.conftest import CAMPAIGN, ROSTER, Workspace
from tests.inbox.test_shipped_sheets import said, taken

SURVEY = "党支部|测评对象|测评项目|发出|收回|有效|"
VOTES = "党支部|姓名|发出|收回|有效|"


def asks(workspace: Workspace, survey: str = "", verdict: str = "") -> None:
    lines = [f"  测评: {survey}"] if survey else []
    lines += [f"  评议: {verdict}"] if verdict else []
    workspace.put("活动/要求.yaml", "\n".join(("活动:", *lines, "")))


@pytest.mark.parametrize(
    ("grades", "counted", "header", "row", "rate"),
    [
        ("好, 中, 差", "好, 中", "好|中|差", "7|2|1", "90.0%"),
        ("好, 较好, 一般, 差", "好, 较好", "好|较好|一般|差", "5|2|2|1", "70.0%"),
        ("满意, 基本满意, 不满意", "满意", "满意|基本满意|不满意", "6|3|1", "60.0%"),
        ("满意, 较满意, 一般, 不满意", "满意, 较满意", "满意票|较满意票数|一般|不满意（票）", "4|3|2|1", "70.0%"),
        ("A, B, C, D, E", "A, B", "A|B|C|D|E", "3|4|2|1|0", "70.0%"),
        ("好, 中, 差", "好, 中", "差|中|好", "1|2|7", "90.0%"),
    ],
)
def test_a_survey_is_read_by_the_campaigns_grades(
    workspace: Workspace, grades: str, counted: str, header: str, row: str, rate: str
) -> None:
    asks(workspace, f"{{等次: [{grades}], 计入满意率: [{counted}]}}")

    found, problems = taken(workspace, 满意度测评=f"{SURVEY}{header}\n一支部|群众|总体评价|12|11|10|{row}\n")

    assert said(problems) == []
    own = found.dossiers[0].counts
    assert (own["测评票数"], own["满意率"]) == (10, rate)


@pytest.mark.parametrize(
    ("asked", "header", "row", "cell", "words"),
    [
        ("", "好|中|差", "7|2|1", "G1", "“好、中、差”不是这次活动的等次"),
        ("{等次: [好, 中, 差]}", "满意|基本满意|不满意", "7|2|1", "G1", "“满意、基本满意、不满意”不是这次活动的等次"),
        ("{等次: [好, 中, 差]}", "好|较好|一般|差", "5|2|2|1", "H1", "表里是 好、较好、一般、差"),
        ("{等次: [好, 较好, 一般, 差]}", "好|中|差", "5|4|1", "H1", "“中”不是这次活动的等次（好、较好、一般、差"),
        ("{等次: [满意, 基本满意, 不满意]}", "满意|基本满意|不满意|不了解", "5|2|2|1", "J1", "“不了解”不是"),
        ("", "优|良|中|差", "5|2|2|1", "G1", "活动.测评.等次（表里是 优、良、中、差）"),
    ],
)
def test_other_grades_are_told_at_their_header_and_nothing_is_counted(
    workspace: Workspace, asked: str, header: str, row: str, cell: str, words: str
) -> None:
    asks(workspace, asked)

    found, problems = taken(workspace, 满意度测评=f"{SURVEY}{header}\n一支部|群众|总体评价|12|11|10|{row}\n")

    assert said(problems) == [("sheet.grades", cell)]
    assert words in f"{problems[0].message}{problems[0].hint}"
    assert isinstance(found.dossiers[0].counts["测评票数"], Unread)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("满意|基本满意|不满意|不了解|弃权", "5|2|2|1|1"),
        ("满意|不满意|备注", "8|2|按票箱数"),
        ("满意|比较满意|基本满意|不满意", "4|3|2|1"),
        ("满意|不满意|编码", "8|2|301"),
        ("序号|满意|不满意", "1|8|2"),
    ],
)
def test_what_stands_beside_the_grades_is_left_alone(workspace: Workspace, header: str, row: str) -> None:
    found, problems = taken(workspace, 满意度测评=f"{SURVEY}{header}\n一支部|群众|总体评价|12|11|10|{row}\n")

    assert said(problems) == []
    assert found.dossiers[0].counts["测评票数"] == 10


def test_without_ballots_a_column_of_numbers_between_two_grades_is_one(workspace: Workspace) -> None:
    asks(workspace, "{等次: [好, 中, 差]}")

    _, problems = taken(workspace, 满意度测评="党支部|测评项目|好|较好|一般|差\n一支部|总体评价|5|2|2|1\n")

    assert said(problems) == [("sheet.grades", "D1")]


@pytest.mark.parametrize(
    ("asked", "header", "row", "told"),
    [
        ("{等次: [好, 中, 差]}", "好|中|差|等次", "2|1|0|中", []),
        ("{等次: [优秀, 称职, 基本称职, 不称职]}", "优秀|称职|基本称职|不称职|评定结果", "2|1|0|0|称职", []),
        ("", "好|中|差|等次", "2|1|0|中", [("sheet.grades", "F1")]),
        ("{等次: [优秀, 合格, 不合格]}", "优秀|合格|不合格|等次", "2|1|0|基本合格", [("cell.choice", "I2")]),
        ("{等次: [好, 中, 差]}", "好|中|差|等次", "2|2|0|中", [("row.wrong", "B2")]),
        ("", "赞成|反对|弃权", "2|1|0", [("sheet.other", "A1")]),
    ],
)
def test_verdicts_are_held_to_the_campaigns_grades(
    workspace: Workspace, asked: str, header: str, row: str, told: list[tuple[str, str]]
) -> None:
    asks(workspace, verdict=asked)

    _, problems = taken(workspace, 民主评议=f"{VOTES}{header}\n一支部|张三|3|3|3|{row}\n")

    others = {"row.doubtful", "rows.doubtful"}
    assert [each for each in said(problems) if each[0] not in others] == told


def test_the_first_grade_is_the_one_that_has_a_limit(workspace: Workspace) -> None:
    asks(workspace, verdict="{等次: [好, 中, 差], 优秀上限: 1/3}")
    rows = "一支部|张三|3|3|3|3|0|0|好\n一支部|李四|3|3|3|2|1|0|中\n一支部|周末|3|3|3|0|3|0|\n"

    found, problems = taken(workspace, 民主评议=f"{VOTES}好|中|差|等次\n{rows}")

    assert any("评定好 1 人，超过正式党员 2 人的" in str(each) for each in problems)
    assert (found.township.counts["评定各等"], found.township.counts["评定优秀"]) == ((1, 1, 0), 1)


def test_a_sheet_is_read_anew_when_the_campaign_names_other_grades(workspace: Workspace) -> None:
    memory = Memory()
    asks(workspace, "{等次: [好, 中, 差], 计入满意率: [好]}")
    taken(workspace, 满意度测评=f"{SURVEY}优|良|差\n一支部|群众|总体评价|12|11|10|7|2|1\n")
    first = read_inputs(workspace.path, memory)
    asks(workspace, "{等次: [优, 良, 差], 计入满意率: [优]}")

    second = read_inputs(workspace.path, memory)

    assert [each.code for each in first.problems if each.code == "sheet.grades"] == ["sheet.grades"]
    assert second.campaigns[0].township.counts["满意率"] == "70.0%"


def test_two_campaigns_each_have_their_own_grades(workspace: Workspace) -> None:
    asks(workspace, "{等次: [好, 中, 差], 计入满意率: [好]}")
    taken(workspace, 满意度测评=f"{SURVEY}好|中|差\n一支部|群众|总体评价|12|11|10|7|2|1\n")
    workspace.put("另一活动/活动.yaml", CAMPAIGN)
    workspace.put("另一活动/花名册.xlsx", ROSTER)
    workspace.put("另一活动/测评.xlsx", f"{SURVEY}好|中|差\n一支部|群众|总体评价|12|11|10|7|2|1\n")

    found = read_inputs(workspace.path, Memory())

    rates = {each.township.campaign.folder: each.township.counts["满意率"] for each in found.campaigns}
    told = [each for each in found.problems if each.code == "sheet.grades"]
    assert rates["活动"] == "70.0%"
    assert isinstance(rates["另一活动"], Unread)
    assert [(each.origin.file.split("/")[1], each.origin.cell) for each in told] == [("另一活动", "G2")]
