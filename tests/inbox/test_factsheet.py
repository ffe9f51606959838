"""活动.xlsx says what a YAML says: the same values, the same faults, at cells instead of lines."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipeline.errands import factsform
from pipeline.errands.workspace import CAMPAIGN as BLANK
from pipeline.inbox import campaign_facts, factsheet, reading
from pipeline.inbox.memory import Memory
from pipeline.model.facts import Campaign, Meeting
from pipeline.model.problem import Origin, Problem, Read
from tests.conftest import CAMPAIGN, MEETING, ROSTER, Workspace
from tests.sheets import workbook

FORM = """\
栏目|项目|内容|怎么填
活动|名称|保持共产党员先进性教育活动|★
|简称|先进性教育活动|
|开始|#date 2026-07-01|
|结束|2026年12月31日|
单位|名称|中共吕寨镇委员会|
|简称|吕寨镇党委|
|红头|无|
发文|字号|吕委〔2026〕12号|
文种||会议通知、动员讲话|
=== 会议
项目|内容|怎么填
★名称|动员大会|
时间|2026-07-06 09:00|
地点|镇政府三楼会议室|
讲话人|某某（镇党委书记）|
议程|1.学文件\\n2.讲话|
=== 阶段
名称|开始|结束|环节
学习动员|2026-07-01|2026-08-31|动员大会、集中学习
分析评议|2026-09-01|2026-10-20|
=== 支部安排
党支部|会议时间|会议地点|会议讲话人|名额|参会人员
一支部|2026-07-08 19:30|村党群服务中心|牛书记|#number 3|张三、李四
"""
YAML = """\
活动:
  名称: 保持共产党员先进性教育活动
  简称: 先进性教育活动
  开始: 2026-07-01
  结束: 2026-12-31
  阶段:
    - {名称: 学习动员, 开始: 2026-07-01, 结束: 2026-08-31, 环节: [动员大会, 集中学习]}
    - {名称: 分析评议, 开始: 2026-09-01, 结束: 2026-10-20}
单位: {名称: 中共吕寨镇委员会, 简称: 吕寨镇党委, 红头: 无}
会议:
  名称: 动员大会
  时间: 2026-07-06 09:00
  地点: 镇政府三楼会议室
  讲话人: {姓名: 某某, 职务: 镇党委书记}
  议程: [学文件, 讲话]
发文: {字号: 吕委〔2026〕12号}
支部安排:
  一支部:
    会议: {时间: 2026-07-08 19:30, 地点: 村党群服务中心, 讲话人: 牛书记}
    名额: 3
    参会人员: [张三, 李四]
文种: [会议通知, 动员讲话]
"""


def form(text: str = FORM) -> bytes:
    return workbook(text, name="活动")


def nothing(*_: object) -> Read[None]:
    return Read(None)


def read(data: bytes, *yaml: str) -> Read[Campaign]:
    from pipeline.inbox import yamlfile  # noqa: PLC0415

    loaded = [factsheet.load(data, "活动.xlsx"), *(yamlfile.load(each.encode(), "活动.yaml") for each in yaml)]
    nodes = [each.value for each in loaded if each.value is not None]
    found = campaign_facts.read("活动", nodes, nothing)
    return Read(found.value, (*(p for each in loaded for p in each.problems), *found.problems))


def said(found: Campaign) -> dict[str, object]:
    """Return what a campaign says, without places."""
    told = {
        name: getattr(found, name) for name in Campaign.__slots__ if name not in {"lines", "arrangements", "meetings"}
    }
    return told | {
        "meetings": [_meeting(each) for each in found.meetings],
        "own": [(each.key, _meeting(each.meeting), each.quota, each.attendees) for each in found.arrangements],
    }


def _meeting(found: object) -> dict[str, object]:
    assert isinstance(found, Meeting)
    return {name: getattr(found, name) for name in Meeting.__slots__ if name not in {"origin", "lines"}}


def test_the_same_facts_in_cells_and_in_lines() -> None:
    from pipeline.inbox import yamlfile  # noqa: PLC0415

    sheet = read(form())
    node = yamlfile.load(YAML.encode(), "活动.yaml").value
    assert node is not None
    lines = campaign_facts.read("活动", [node], nothing)

    assert sheet.problems == ()
    assert said(sheet.value) == said(lines.value)


@pytest.mark.parametrize(
    ("old", "new", "code", "cell"),
    [
        ("#date 2026-07-01", "#number 2026.1", "yaml.date", "C4"),
        ("2026年12月31日", "年底", "yaml.date", "C5"),
        ("|名称|保持共产党员先进性教育活动|", "|名称||", "yaml.required", "C2"),
        ("|红头|无|", "|红头|红的|", "yaml.choice", "C8"),
        ("|红头|无|", "|红投|无|", "yaml.unknown-key", "C8"),
        ("|简称|先进性教育活动|", "|简称|#formula A1 → |", "cell.formula", "C3"),
        ("|简称|先进性教育活动|", "|简称|#N/A|", "cell.error-value", "C3"),
        ("|简称|吕寨镇党委|", "|名称|另一个|", "yaml.duplicate-key", "C7"),
        ("2026-07-06 09:00", "下周一", "yaml.time", "B3"),
        ("2026-08-31", "八月底", "yaml.date", "C2"),
        ("一支部|2026-07-08", "|2026-07-08", "yaml.required", "A2"),
        ("会议时间", "会义时间", "yaml.unknown-key", "B2"),
        ("栏目|项目|内容", "栏目|项目|值", "form.headers", "A1"),
    ],
)
def test_a_fault_is_named_at_its_cell(old: str, new: str, code: str, cell: str) -> None:
    assert old in FORM
    found = read(form(FORM.replace(old, new, 1))).problems

    assert (code, cell) in {(each.code, each.origin.cell) for each in found}, found
    assert {each.origin.file for each in found} <= {"活动.xlsx", "inputs/活动"}


def test_a_key_in_both_names_both_places() -> None:
    found = read(form(), "会议:\n  地点: 镇文化站\n").problems

    (problem,) = [each for each in found if each.code == "yaml.duplicate-key"]
    assert "活动.xlsx › 会议 › B4" in str(problem) + problem.message
    assert problem.origin == Origin("活动.yaml", line=2)


def test_what_the_form_leaves_open_the_yaml_may_say() -> None:
    found = read(form(FORM.replace("镇政府三楼会议室", "")), "会议:\n  地点: 镇文化站\n")

    assert found.problems == ()
    assert found.value.meetings[0].place == "镇文化站"


def test_a_second_meeting_stands_in_the_next_column() -> None:
    text = FORM.replace("项目|内容|怎么填\n★", "项目|内容|内容2\n★").replace("动员大会|\n", "动员大会|总结大会\n")
    text = text.replace("2026-07-06 09:00|", "2026-07-06 09:00|2026-12-20 09:00").replace("会议室|\n", "会议室|礼堂\n")

    found = read(form(text)).value

    assert [(each.name, each.place) for each in found.meetings] == [
        ("动员大会", "镇政府三楼会议室"),
        ("总结大会", "礼堂"),
    ]


SECOND = "项目|内容\n名称|推进会\n时间|2026-12-02 15:00\n地点|镇政府四楼会议室\n"


@pytest.mark.parametrize("header", ["内容", "内容2", "", "第二次会议"])
def test_a_column_beside_the_guide_is_a_further_meeting_whatever_its_header(header: str) -> None:
    text = FORM.replace("项目|内容|怎么填\n★", f"项目|内容|怎么填|{header}\n★").replace("动员大会|", "动员大会||推进会")
    text = text.replace("2026-07-06 09:00|", "2026-07-06 09:00||2026-12-02 15:00").replace("会议室|", "会议室||四楼", 1)

    found = read(form(text))

    assert found.problems == ()
    assert [(each.name, each.place) for each in found.value.meetings] == [
        ("动员大会", "镇政府三楼会议室"),
        ("推进会", "四楼"),
    ]


@pytest.mark.parametrize("name", ["会议2", "会议（2）", "会议 (2)", "会议二"])
def test_a_copy_of_the_sheet_is_a_further_meeting(name: str) -> None:
    found = read(form(FORM + f"=== {name}\n{SECOND}"))

    assert found.problems == ()
    assert [each.name for each in found.value.meetings] == ["动员大会", "推进会"]


def test_a_second_block_of_lines_is_no_meeting_and_it_is_told_how_to_add_one() -> None:
    found = read(form(FORM.replace("=== 阶段", f"{SECOND}=== 阶段"))).problems

    assert {each.code for each in found} == {"form.twice"}
    assert all("表头写 内容2" in each.hint for each in found)


@pytest.mark.parametrize(
    ("old", "new", "code", "cell"),
    [
        ("=== 阶段", "=== 会议记录\n说明\n推进会\n=== 阶段", "form.sheet", "A1"),
        ("动员大会|\n", "动员大会||\n||散会以后\n", "form.no-key", ""),
        ("动员大会|\n时间", "动员大会|\n|下午\n时间", "form.no-key", "B3"),
        ("|简称|先进性教育活动|\n", "|简称|先进性教育活动||请核对\n", "form.column", "E3"),
        ("项目|内容|怎么填\n★名称|动员大会|\n", "项目|内容|怎么填|备注\n★名称|动员大会||改过\n", "form.column", "D2"),
        ("|环节\n学习动员|2026-07-01|2026-08-31|动员大会、集中学习", "|环节|\n学习动员|2026-07-01|2026-08-31|会|早", "form.column", "E2"),
    ],
)  # fmt: skip
def test_what_the_form_has_no_place_for_is_told(old: str, new: str, code: str, cell: str) -> None:
    assert old in FORM
    found = read(form(FORM.replace(old, new, 1)))

    assert [(each.code, each.origin.cell) for each in found.problems] == ([(code, cell)] if cell else [])
    assert [each.name for each in found.value.meetings] == ["动员大会"]


def test_the_blank_form_asks_what_the_blank_yaml_asks() -> None:
    data = factsform.blank(BLANK)
    found = factsheet.load(data, "活动.xlsx")

    assert found.problems == ()
    assert found.value is not None
    assert found.value.is_empty
    assert campaign_facts.is_blank([found.value])
    assert not factsheet.is_filled(data, "")
    rows = list(openpyxl.load_workbook(io.BytesIO(data))["活动"].iter_rows(values_only=True))
    assert rows[1] == ("活动", "名称", None, "★ 如 保持共产党员先进性教育活动")
    assert ("单位", "发文代字", None, "如 吕委") in rows


def test_filled_in_the_blank_form_is_a_campaign() -> None:
    book = openpyxl.load_workbook(io.BytesIO(factsform.blank(BLANK)))
    for row in book["活动"].iter_rows(min_row=2):
        values = {"名称": "主题教育", "简称": "教育", "开始": "2026-07-01", "结束": "2026-12-31"}
        own = {"活动": values, "单位": {"名称": "中共吕寨镇委员会"}}.get(str(row[0].value), {})
        row[2].value = own.get(str(row[1].value))
    buffer = io.BytesIO()
    book.save(buffer)

    found = read(buffer.getvalue())

    assert found.problems == ()
    assert (found.value.name, str(found.value.start)) == ("主题教育", "2026-07-01")


# --- in a workspace -----------------------------------------------------------------------------------------------


def problems(path: Path) -> tuple[list[str], tuple[Problem, ...]]:
    inbox = reading.read_inputs(path, Memory())
    return [each.township.campaign.folder for each in inbox.campaigns], inbox.problems


def test_a_folder_with_the_form_alone_is_a_campaign(workspace: Workspace) -> None:
    workspace.put("学习/活动.xlsx", form())
    workspace.put("学习/花名册.xlsx", ROSTER)

    built = workspace.build()

    assert [each["name"] for each in built["campaigns"]] == ["学习"]
    assert [each for each in built["problems"] if each["severity"] == "error"] == []
    assert any("01-会议通知" in path for path in workspace.documents())


def test_a_sheet_that_lost_its_headers_withdraws_nothing(workspace: Workspace) -> None:
    workspace.put("学习/活动.xlsx", form())
    workspace.put("学习/花名册.xlsx", ROSTER)
    workspace.build()
    before = workspace.documents()
    workspace.put("学习/活动.xlsx", form(FORM.replace("项目|内容|怎么填\n★", "事项|值|怎么填\n★")))

    built = workspace.build()

    assert "form.headers" in {each["code"] for each in built["problems"]}
    assert workspace.documents() == before
    assert built["withdrawn"] == []


def test_a_blank_form_takes_no_workbook_away_from_others(workspace: Workspace) -> None:
    workspace.put("学习/活动.yaml", CAMPAIGN + MEETING)
    workspace.put("名册/花名册.xlsx", ROSTER)
    workspace.put("名册/活动.xlsx", factsform.blank(BLANK))

    campaigns, found = problems(workspace.path)

    assert campaigns == ["学习"]
    assert [(each.code, each.origin.file) for each in found if each.code == "campaign.blank"] == [
        ("campaign.blank", "inputs/名册/活动.xlsx")
    ]
    assert not [each for each in found if each.code == "campaign.missing"]


def test_a_form_that_nobody_filled_in_lies_there_and_its_empty_cells_are_named(workspace: Workspace) -> None:
    workspace.put("学习/活动.xlsx", factsform.blank(BLANK))

    said = workspace.run("build")[2] + workspace.run("status")[1]

    assert "还没有活动" not in said
    named = "活动.xlsx 里 名称（“活动”表 C2）、简称（“活动”表 C3）、开始（“活动”表 C5）、结束（“活动”表 C6） 还空着"
    assert named in workspace.run("status")[1]
    assert named in workspace.run("check")[1]
    workspace.put("学习/花名册.xlsx", ROSTER)
    missing = [each for each in workspace.build()["problems"] if each["code"] == "campaign.missing"]
    assert ["inputs/学习/活动.xlsx" in each["message"] for each in missing] == [True]


def test_a_form_filled_in_by_half_is_told_what_it_lacks(workspace: Workspace) -> None:
    """名称 alone makes a campaign of it; what else must be there is named cell by cell."""
    workspace.put(
        "学习/活动.xlsx", form("栏目|项目|内容\n活动|名称|某某活动\n|简称|\n|开始|\n|结束|2026-12-31\n单位|名称|\n")
    )
    workspace.put("学习/花名册.xlsx", ROSTER)

    found = {each["cell"] for each in workspace.build()["problems"] if each["code"] == "yaml.required"}

    assert found == {"C3", "C4", "C6"}


def test_a_blank_form_beside_a_yaml_changes_nothing(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN + MEETING)
    workspace.put("活动/花名册.xlsx", ROSTER)
    before = problems(workspace.path)
    workspace.put("活动/活动.xlsx", factsform.blank(BLANK))

    assert problems(workspace.path) == before


def test_a_faulty_form_is_mended_like_any_workbook(workspace: Workspace) -> None:
    workspace.put("学习/活动.xlsx", form(FORM.replace("2026年12月31日", "年底")))
    workspace.put("学习/花名册.xlsx", ROSTER)
    assert {each["cell"] for each in workspace.build()["problems"] if each["severity"] == "error"} >= {"C5"}

    code, out, _ = workspace.run("mend", "inputs/学习/活动.xlsx", "活动!C5=2026-12-31")

    assert code == 0, out
    assert [each for each in workspace.build()["problems"] if each["severity"] == "error"] == []


def test_a_form_whose_texts_stand_in_its_cells_is_one(workspace: Workspace) -> None:
    made = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(form())).save(made)
    with zipfile.ZipFile(made) as archive:
        assert "xl/sharedStrings.xml" not in archive.namelist()
    workspace.put("学习/活动.xlsx", made.getvalue())
    workspace.put("学习/花名册.xlsx", ROSTER)

    assert [each["name"] for each in workspace.build()["campaigns"]] == ["学习"]
    assert (workspace.path / "outputs" / "学习").is_dir()


def test_a_remark_beside_a_meeting_is_no_further_meeting() -> None:
    remarked = FORM.replace("地点|镇政府三楼会议室|", "地点|镇政府三楼会议室||改过的")
    found = factsheet.load(workbook(remarked, name="活动"), "inputs/甲/活动.xlsx")

    assert [(each.code, each.origin.cell) for each in found.problems] == [("form.column", "D4")]


def test_rows_that_nobody_sees_are_told() -> None:
    found = factsheet.load(workbook(FORM, name="活动", hidden_rows=(3,)), "inputs/甲/活动.xlsx")

    told = {(each.code, each.origin.sheet) for each in found.problems}

    assert ("sheet.hidden-rows", "活动") in told
    assert {code for code, _ in told} == {"sheet.hidden-rows"}
