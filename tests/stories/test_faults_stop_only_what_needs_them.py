"""A broken cell is named with its place and stops the documents that depend on it; all others are there."""

from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

from tests.conftest import CAMPAIGN, MEETING, ROSTER, Workspace
from tests.outline import text


def test_one_broken_date_is_one_problem_and_stops_one_form(sample: Workspace) -> None:
    path = sample.path / "inputs/示例-先进性教育/2026年吕寨镇党员花名册.xlsx"
    book = load_workbook(path)
    sheet = book["农村支部"]
    name = sheet["C10"].value
    sheet["I10"] = "说不清"
    book.save(path)

    report = sample.build()

    errors = [problem for problem in report["problems"] if problem["severity"] == "error"]
    assert report["exit"] == 1
    assert [(e["code"], e["file"], e["sheet"], e["cell"]) for e in errors] == [
        ("cell.date", "inputs/示例-先进性教育/2026年吕寨镇党员花名册.xlsx", "农村支部", "I10")
    ]
    assert errors[0]["blocks"] == [f"outputs/示例-先进性教育/吕寨村党支部/03-党性分析表-{name.replace('　', '')}.docx"]
    assert len(sample.documents()) == 261
    register = load_workbook(sample.output("示例-先进性教育/清单.xlsx"))["清单"]
    stopped = [row for row in register.iter_rows(min_row=2, values_only=True) if row[5] == "未生成"]
    assert [(row[7], row[8], row[9]) for row in stopped] == [(errors[0]["file"], "农村支部", "I10")]


def test_mended_it_is_made_and_nothing_else(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "说不清"))
    campaign.build()
    campaign.put("活动/花名册.xlsx", ROSTER)

    report = campaign.build()

    assert report["exit"] == 0
    assert report["written"] == ["outputs/活动/一支部/03-党性分析表-张三.docx"]


def test_check_reads_everything_and_writes_nothing(campaign: Workspace) -> None:
    before = sorted(campaign.path.rglob("*"))

    code, out, _ = campaign.run("check", "--json")

    report = json.loads(out)
    assert code == 0
    assert report["campaigns"] == [{"name": "活动", "branches": 2, "members": 3, "documents": 13}]
    assert sorted(campaign.path.rglob("*")) == before


def test_check_names_the_documents_that_a_fault_stops(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "说不清"))

    code, out, _ = campaign.run("check", "--json")

    report = json.loads(out)
    assert code == 1
    assert report["stopped"] == ["outputs/活动/一支部/03-党性分析表-张三.docx"]


def test_what_a_clerk_reads_names_place_and_cure(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "说不清"))

    _, out, _ = campaign.run("build")

    assert "inputs/活动/花名册.xlsx › 党员花名册 › F2：“说不清”不是日期 [cell.date]" in out
    assert "→ 请写成 2005年7月1日" in out
    assert "因此没有生成：活动/一支部/03-党性分析表-张三.docx" in out
    assert "Traceback" not in out


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("  党员总数: 4\n", "写的是党员总数 4，按花名册数是 3"),
        ("  党组织数: 3\n", "写的是党组织数 3，按花名册数是 2"),
    ],
)
def test_a_total_that_disagrees_with_the_roster_is_shown_with_both_numbers(
    campaign: Workspace, fact: str, said: str
) -> None:
    campaign.put("活动/活动.yaml", CAMPAIGN.replace("单位:", f"{fact}单位:") + MEETING)

    report = campaign.build()

    assert [p["message"] for p in report["problems"] if p["code"] == "total.mismatch"] == [said]


def test_values_are_exact_in_the_document_or_refused_by_name(campaign: Workspace) -> None:
    hostile = [
        "A&B",
        "甲<w:p>乙",
        "甲‹乙›",
        "“甲”'乙'",
        "😀笑",
        "喆堃镕㛃𬭚",
        "{{ 7 * 7 }}",
        "{% raw %}",
        "甲\\n乙",
        "=1+1",
    ]
    header = "姓名|所在党支部|人员类别|入党时间|工作岗位\n"
    rows = [f"党员{chr(0x4E00 + n)}|一支部|正式党员|1998-07-01|{value}" for n, value in enumerate(hostile)]
    campaign.put("活动/花名册.xlsx", header + "\n".join(rows))

    report = campaign.build()

    assert [p for p in report["problems"] if p["severity"] == "error"] == []
    for number, value in enumerate(hostile):
        form = campaign.output(f"活动/一支部/03-党性分析表-党员{chr(0x4E00 + number)}.docx")
        assert value.replace("\\n", "") in text(form), value


@pytest.mark.parametrize("name", ["张/三", "CON", "..", "张*三", "甲\\乙", "长" * 60, "张三.", " 张三 ", "aux.txt"])
def test_a_name_that_no_file_may_have_stays_inside_its_folder(campaign: Workspace, name: str) -> None:
    header = "姓名|所在党支部|人员类别|入党时间\n"
    campaign.put("活动/花名册.xlsx", f"{header}{name}|一支部|正式党员|1998-07-01\n王五|一支部|正式党员|1998-07-01")
    outside = {path for path in campaign.path.rglob("*") if "outputs" not in path.parts}

    report = campaign.build()

    made = [path for path in campaign.documents() if "03-" in path]
    refused = [p for p in report["problems"] if p["code"] in {"cell.name", "name.unusable"}]
    assert len(made) + len(refused) == 2
    assert {path for path in campaign.path.rglob("*") if "outputs" not in path.parts} == outside
    if not refused:
        form = next(path for path in made if "王五" not in path)
        assert name.strip() in text(campaign.path / form)


def test_a_branch_with_no_members_still_has_its_papers(campaign: Workspace) -> None:
    campaign.put("活动/党支部名册.xlsx", "党支部名称|书记\n一支部|张三\n二支部|王五\n三支部|")

    report = campaign.build()

    assert report["campaigns"][0]["branches"] == 3
    assert "outputs/活动/三支部/04-整改方案.docx" in report["written"]
    assert [p["code"] for p in report["problems"] if "三支部" in p["message"]] == [
        "branch.empty",
        "issue.missing",
        "paper.unwritten",
    ]
