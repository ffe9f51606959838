"""`init --kind`: a workspace whose 活动, sheets, 文种 and speech outlines fit a kind of campaign."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline import contract
from pipeline.contract import declared
from pipeline.errands import campaign_kinds, speech_outlines
from pipeline.errands import workspace as workspaces
from pipeline.model.declared import DeclaredSheet
from pipeline.plan import read_catalog
from tests import thorough
from tests.conftest import ROOT, Workspace
from tests.outline import text

BRANCHES = "党支部名称|书记|类别|联系电话\n" + "".join(
    f"{kind}党支部|王某某|{kind}|1380000000{at}\n" for at, kind in enumerate((*speech_outlines.BRANCH_KINDS, "医院"))
)
ROSTER = "姓名|所在党支部|人员类别|入党时间\n" + "".join(
    f"张{sign}|{kind}党支部|正式党员|1998-07-01\n"
    for sign, kind in zip("甲乙丙丁戊己庚", (*speech_outlines.BRANCH_KINDS, "医院"), strict=True)
)


def filled(facts: str) -> str:
    """Return a blank 活动.yaml with what must be filled in."""
    values = {"名称": "某某活动", "简称": "某活动", "开始": "2026-07-01", "结束": "2026-12-31"}
    for key, value in values.items():
        facts = re.sub(rf"^  {key}: +#", f"  {key}: {value} #", facts, count=1, flags=re.MULTILINE)
    return facts.replace("单位:\n  名称: ", "单位:\n  名称: 中共吕寨镇委员会 ", 1)


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workspace:
    """An empty folder."""
    return Workspace(tmp_path / "office", capsys)


def begun(office: Workspace, kind: str) -> Workspace:
    workspaces.init(office.path, sample=False, kind=kind)
    facts = office.path / "inputs" / kind / "活动.yaml"
    facts.write_text(filled(facts.read_text("utf-8-sig")), "utf-8")
    office.put(f"{kind}/支部.xlsx", BRANCHES)
    office.put(f"{kind}/名册.xlsx", ROSTER)
    return office


@pytest.mark.parametrize("kind", campaign_kinds.NAMES)
def test_every_name_of_a_kind_is_known_and_what_it_asks_is_read(office: Workspace, kind: str) -> None:
    begun(office, kind)

    report = json.loads(office.run("check", "--json")[1])

    assert [(p["code"], p["message"]) for p in report["problems"] if p["severity"] == "error"] == []
    assert {"yaml.key", "yaml.kind"} & {p["code"] for p in report["problems"]} == set()
    kinds = read_catalog((office.path / "templates/catalog.yaml").read_bytes(), sheets := sheets_of(office.path))
    assert set(campaign_kinds.of(kind).papers) <= {each.name for each in kinds.value}
    assert set(campaign_kinds.of(kind).sheets) <= {sheet.name for sheet in sheets}
    home = office.path / "inputs" / kind
    assert {f"{name}.xlsx" for name in (*campaign_kinds.of(kind).sheets, "活动", "党员花名册")} <= {
        path.name for path in home.iterdir()
    }


def sheets_of(path: Path) -> tuple[DeclaredSheet, ...]:
    return contract.sheets_of(path).value


def test_a_branch_of_each_kind_has_a_beginning_of_its_own_that_is_marked(office: Workspace) -> None:
    begun(office, "民主评议")

    office.build()

    for kind in speech_outlines.BRANCH_KINDS:
        said = text(office.output(f"民主评议/{kind}党支部/02-动员讲话.docx"))
        assert "待改：照提纲起的头" in said
        assert len(said) > 750  # two pages of 28 × 22 characters, with headings
    assert "待改" not in text(office.output("民主评议/医院党支部/02-动员讲话.docx"))
    _, told, _ = office.run("approve", "--all")
    count = len(speech_outlines.BRANCH_KINDS)
    assert f"待改  outputs/民主评议 里 {count} 个支部的 02-动员讲话.docx：" in told
    assert told.count("待改  ") == 1


def test_outlines_differ_by_campaign_and_by_branch_and_say_nothing_of_anybody() -> None:
    every = {
        (kind, branch): speech_outlines.outline(kind, branch)
        for kind in campaign_kinds.NAMES
        for branch in speech_outlines.BRANCH_KINDS
    }

    assert len(set(every.values())) == 3 * 6  # the two education campaigns begin alike
    assert all(not re.search(r"\d|某|吕寨", said) for said in every.values())
    own = (said.replace("{{ 支部.称谓 }}", "").replace("所在支部的活动", "") for said in every.values())
    assert not any("支部" in said for said in own)  # a 党总支 begins with them too


def test_what_is_there_is_not_touched_and_a_kind_is_entered_once(office: Workspace) -> None:
    workspaces.init(office.path, sample=False, kind="换届")
    sheets = office.path / "templates/sheets.yaml"
    before = sheets.read_bytes()

    again = workspaces.init(office.path, sample=False, kind="换届")

    assert again == []
    assert sheets.read_bytes() == before


def test_a_kind_that_there_is_not_is_told_with_those_that_there_are(office: Workspace) -> None:
    code, _, said = office.run("init", str(office.path / "新"), "--kind", "换界")

    assert code == 2
    assert "换届" in said


def test_the_form_asks_what_stands_below_a_key_in_its_own_section(office: Workspace) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    workspaces.init(office.path, sample=False, kind="换届")
    rows = load_workbook(office.path / "inputs/换届/活动.xlsx")["活动"].iter_rows(min_row=2, values_only=True)

    asked = {(row[0], row[1]) for row in rows}
    assert {("活动.公示", "天数"), ("活动", "名称"), ("单位", "名称")} <= asked
    assert not {("活动", "公示"), ("活动", "讲话提纲")} & asked


def test_lists_of_papers_that_handbooks_show_name_papers_that_there_are() -> None:
    own = read_catalog((ROOT / "templates/catalog.yaml").read_bytes(), declared(ROOT).value).value
    known = {each.name for each in own} | set(campaign_kinds.of("换届").papers)
    pages = [ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
    lists = [
        (page.name, found) for page in pages for found in re.findall(r"文种: \[([^\]…]+)\]", page.read_text("utf-8"))
    ]

    assert lists
    for page, found in lists:
        assert {name.strip() for name in found.split(",")} <= known, page


PHASES = {
    "主题教育": ("学习动员", "检视问题", "整改落实"),
    "民主评议": ("学习谈心", "评议定等", "整改提高"),
    "换届": ("酝酿提名", "选举", "交接"),
}


@pytest.mark.parametrize("kind", thorough.each(list(PHASES), 3))
def test_the_print_volumes_are_called_by_the_campaigns_own_phases(office: Workspace, kind: str) -> None:
    begun(office, kind)
    facts = office.path / "inputs" / kind / "活动.yaml"
    facts.write_text(facts.read_text("utf-8").replace("#    - {名称", "    - {名称"), "utf-8")
    office.put(f"{kind}/谈话.xlsx", "党支部|谈话人|谈话对象|时间\n村党支部|张甲|张甲|2026-07-20\n")

    report = office.build()

    volumes = {path.stem for path in office.output(f"{kind}/打印/村党支部").iterdir()}
    assert volumes - {"全程"} <= set(PHASES[kind])
    assert volumes >= {PHASES[kind][0]}
    assert "yaml.kind" not in {each["code"] for each in report["problems"]}
    talk = {"主题教育": "检视问题", "民主评议": "学习谈心", "换届": "酝酿提名"}[kind]
    assert "谈心谈话安排表" in text(office.output(f"{kind}/打印/村党支部/{talk}.docx"))
    code, out, err = office.run("approve", "--phase", talk)
    assert (code, err) == (0, "")
    assert "谈心谈话记录表" in out
    assert "没有" in office.run("approve", "--phase", "分析评议")[2]


def test_a_phase_of_the_catalog_that_the_campaign_does_not_have_names_no_volume(office: Workspace) -> None:
    begun(office, "换届")
    facts = office.path / "inputs/换届/活动.yaml"
    lines = "    - {名称: 第一步, 开始: 2026-07-01, 结束: 2026-08-31, 文种: [谈心谈话安排表, 谈心谈话记绿表]}\n"
    facts.write_text(facts.read_text("utf-8").replace("#    - {名称", lines + "#    - {名称", 1), "utf-8")

    report = office.build()

    assert {path.stem for path in office.output("换届/打印/村党支部").iterdir()} == {"第一步", "全程"}
    told = [each["message"] for each in report["problems"] if each["code"] == "yaml.kind"]
    assert ["谈心谈话记绿表" in each and "谈心谈话记录表" in each for each in told] == [True]


def test_an_election_is_told_of_nothing_that_it_has_no_paper_for(office: Workspace) -> None:
    """Blank forms of 问题清单 and 联系领导 lie there; a campaign that rectifies is told of the same branches."""
    begun(office, "换届")
    begun(office, "民主评议")

    def told(kind: str) -> set[str]:
        return {each["code"] for each in json.loads(office.run("check", "--campaign", kind, "--json")[1])["problems"]}

    assert {"issue.missing", "leader.missing"} & told("换届") == set()
    assert "issue.missing" in told("民主评议")
    leaders = "姓名|职务|联系点\n陈某|书记|村党支部\n"
    office.put("换届/联系领导表.xlsx", leaders)
    assert "leader.missing" in told("换届"), "its speeches name the leader: one branch has none"


def test_who_needs_issues_beside_an_election_is_still_told(office: Workspace) -> None:
    """Two campaigns share a standing roster: what one of them needs is told, though the other does not."""
    workspaces.init(office.path, sample=False, kind="换届")
    workspaces.init(office.path, sample=False, kind="民主评议")
    for kind in ("换届", "民主评议"):
        facts = office.path / "inputs" / kind / "活动.yaml"
        facts.write_text(filled(facts.read_text("utf-8-sig")).replace("某活动", f"{kind}活动"), "utf-8")
    office.put("支部.xlsx", BRANCHES)
    office.put("名册.xlsx", ROSTER)

    codes = {each["code"] for each in office.build()["problems"]}

    assert "issue.missing" in codes


@pytest.mark.parametrize("kind", ["换届", "民主评议"])
def test_what_is_no_study_campaign_asks_for_no_study(kind: str) -> None:
    assert "集中学习" not in campaign_kinds.facts(kind)
    assert "集中学习不少于" in campaign_kinds.facts("主题教育")
