"""Only rosters hide members; a wrong branch elsewhere stops what lists that sheet. Absence is not zero."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import CAMPAIGN, MEETING, ROSTER, Workspace
from tests.inbox.test_telling import FOREIGN
from tests.outline import text
from tests.sheets import workbook

BRANCHES = "党支部名称|书记|联系电话\n一支部|张三|13800000001\n二支部|王五|13800000002\n"
ISSUES = "党支部|具体问题|整改措施|责任人|整改时限\n一支部|公开不及时|每季公开|张三|2026-11-30\n"


@pytest.fixture
def office(workspace: Workspace) -> Workspace:
    workspace.put("活动/活动.yaml", CAMPAIGN + MEETING)
    workspace.put("活动/党支部名册.xlsx", BRANCHES)
    workspace.put("活动/花名册.xlsx", ROSTER)
    workspace.put("活动/问题清单.xlsx", ISSUES)
    return workspace


def _blocked(report: Any, code: str) -> list[str]:
    return sorted(path for each in report["problems"] if each["code"] == code for path in each["blocks"])


def test_an_issue_of_an_unknown_branch_stops_what_lists_issues_and_nothing_else(office: Workspace) -> None:
    office.put("活动/问题清单.xlsx", f"{ISSUES}不存在的支部|会议少|按月开|李四|2026-11-30\n")

    report = office.build()

    assert report["campaigns"][0]["members"] == 3
    assert _blocked(report, "branch.unknown") == [
        f"outputs/活动/{branch}/{paper}.docx"
        for branch in ("一支部", "二支部")
        for paper in ("02-动员讲话", "04-整改方案", "05-整改台账")
    ]
    assert office.output("活动/全镇/02-动员讲话.docx").is_file()
    code, out, err = office.run("approve", "--all")
    assert code == 0, out + err


def test_an_opinion_of_an_unknown_branch_stops_the_forms_of_whom_it_may_name(office: Workspace) -> None:
    office.put("活动/意见.xlsx", "意见内容|党支部|党员\n多走访|不存在的支部|张三\n多学习|不存在的支部|\n")

    report = office.build()

    assert report["campaigns"][0]["members"] == 3
    assert _blocked(report, "branch.unknown") == ["outputs/活动/一支部/03-党性分析表-张三.docx"]


def test_a_leader_of_an_unknown_branch_stops_the_branch_that_has_no_leader(office: Workspace) -> None:
    office.put("活动/联系领导.xlsx", "姓名|职务|联系点\n赵甲|书记|一支部\n钱乙|委员|三支部\n")

    report = office.build()

    assert report["campaigns"][0]["members"] == 3
    stopped = _blocked(report, "branch.unknown")
    assert "outputs/活动/二支部/04-整改方案.docx" in stopped
    assert not any("一支部" in path or "全镇" in path for path in stopped)


@pytest.mark.parametrize("owner", ["中共吕寨镇委员会", "吕寨镇党委", "镇党委", "党委", "班子", "全镇"])
def test_a_row_of_the_committee_itself_is_the_townships(office: Workspace, owner: str) -> None:
    office.put("活动/问题清单.xlsx", f"{ISSUES}{owner}|下发文件多|合并文件|苏某|2026-11-30\n")

    report = office.build()

    assert not [each for each in report["problems"] if each["severity"] == "error"]
    assert report["campaigns"][0]["members"] == 3
    assert "下发文件多" not in text(office.output("活动/一支部/04-整改方案.docx").read_bytes())


def test_a_tab_is_no_branch_where_none_is_needed(office: Workspace) -> None:
    office.put("活动/征求意见.xlsx", "意见汇总\n=== 座谈会\n序号|意见内容|来源方式\n1|少开会|座谈会\n")

    report = office.build()

    assert not [each for each in report["problems"] if each["severity"] == "error"]


@pytest.mark.parametrize("roster", ["", "姓名|所在党支部|人员类别|入党时间\n"])
def test_without_a_roster_nothing_that_counts_members_is_made(workspace: Workspace, roster: str) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN + MEETING)
    if roster:
        workspace.put("活动/花名册.xlsx", roster)

    report = workspace.build()

    assert report["exit"] == 1
    assert report["campaigns"][0]["members"] is None
    assert _blocked(report, "roster.missing") == ["outputs/活动/全镇/02-动员讲话.docx"]
    assert workspace.documents() == ["outputs/活动/全镇/01-会议通知.docx"]


def test_the_townships_own_rows_are_counted_and_seen_by_its_templates(office: Workspace) -> None:
    office.put("活动/问题清单.xlsx", f"{ISSUES}镇党委|下发文件多|合并文件|苏某|2026-11-30\n")
    office.put("活动/意见.xlsx", "意见内容|反映对象\n少开会|镇党委\n开短会|镇党委\n")
    catalog = office.path / "templates/catalog.yaml"
    words = "{{ 统计.问题数 }}-{{ 统计.意见数 }}-{{ 问题们[0].具体问题 }}-{{ 意见们[1].意见内容 }}"
    entry = f'- {{文种: 自查, 模板: 会议通知-全镇.docx, 范围: 全镇, 文件名: "90-{words}"}}\n'
    catalog.write_text(f"{catalog.read_text('utf-8')}\n{entry}", "utf-8")

    report = office.build()

    assert "outputs/活动/全镇/90-2-2-下发文件多-开短会.docx" in json.dumps(report, ensure_ascii=False)


def _totals(report: Any) -> list[tuple[str, str]]:
    return [(each["cell"], each["message"]) for each in report["problems"] if each["code"] == "total.sheet"]


def test_a_total_is_compared_with_its_own_table(office: Workspace) -> None:
    office.put("活动/问题清单.xlsx", f"{ISSUES}二支部|学习少|按月学|王五|2026-11-30\n合计|2\n")
    office.put("活动/党支部名册.xlsx", f"{BRANCHES}合计|2\n")
    office.put("活动/花名册.xlsx", f"{ROSTER}合计|3人\n")

    assert _totals(office.build()) == []


@pytest.mark.parametrize(("file", "rows"), [("问题清单", ISSUES), ("党支部名册", BRANCHES), ("花名册", ROSTER)])
def test_a_total_that_its_table_does_not_have_is_said(office: Workspace, file: str, rows: str) -> None:
    office.put(f"活动/{file}.xlsx", f"{rows}合计|7\n")

    count = rows.count("\n") - 1
    assert _totals(office.build()) == [(f"A{count + 2}", f"合计写的是 7，这张表数出来是 {count}")]


def test_each_table_of_a_sheet_has_its_own_total_and_the_last_may_be_of_all(office: Workspace) -> None:
    header, one, two, three = ROSTER.splitlines()
    office.put("活动/花名册.xlsx", f"{header}\n{one}\n{two}\n合计|2\n{header}\n{three}\n合计|1\n总计|3\n")

    assert _totals(office.build()) == []


OURS_NOW = {"inspections", "visits of a leader", "consolation money", "satisfaction"}
"""Sheets that sheets.yaml declares: they are read, and no roster either."""


def test_foreign_lists_beside_a_campaign_change_nothing(office: Workspace) -> None:
    before = office.build()
    for name, words in FOREIGN.items():
        office.put(f"活动/{name}.xlsx", workbook(words, name="Sheet1"))

    report = office.build()

    assert (report["exit"], report["written"], report["stopped"]) == (0, [], [])
    assert report["campaigns"] == before["campaigns"]
    told = [each for each in report["problems"] if each["file"].rpartition("/")[2].removesuffix(".xlsx") in FOREIGN]
    assert set(FOREIGN) - {each["file"].rpartition("/")[2].removesuffix(".xlsx") for each in told} == OURS_NOW
    assert {each["severity"] for each in told} <= {"notice", "warning"}


def test_foreign_lists_alone_make_no_branch_and_no_paper(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    for name, words in FOREIGN.items():
        workspace.put(f"活动/{name}.xlsx", workbook(words, name="Sheet1"))

    _, out, _ = workspace.run("check", "--json")

    report = json.loads(out)
    assert report["campaigns"] == [{"name": "活动", "branches": 0, "members": None, "documents": 0}]
    assert [each["code"] for each in report["problems"] if each["severity"] == "error"] == ["roster.missing"]


@pytest.mark.parametrize("again", ["姓名|人员类别|入党时间\n", ""])
def test_people_below_a_heading_that_may_be_another_branchs_are_nobodys_yet(workspace: Workspace, again: str) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN + MEETING)
    workspace.put(
        "活动/党支部名册.xlsx", "党支部名称|书记\n惠民商超党支部|张三\n恒通物业公司党支部|王五\n东村党支部|李四\n"
    )
    workspace.put(
        "活动/惠民商超党支部.xlsx",
        "惠民商超党支部\n姓名|人员类别|入党时间\n张三|正式党员|1998-07-01\n"
        f"|恒通物业管理|\n{again}王五|正式党员|1999-07-01\n赵六|正式党员|1999-07-01\n",
    )
    workspace.put("活动/东村党支部.xlsx", "姓名|所在党支部|人员类别|入党时间\n李四|东村党支部|正式党员|1998-07-01\n")

    report = workspace.build()

    [problem] = [each for each in report["problems"] if each["code"] == "branch.unknown"]
    assert "「恒通物业管理」，是不是「恒通物业公司党支部」？" in problem["message"]
    assert (problem["cell"], "惠民商超党支部" in str(problem)) == ("A4", True)
    assert "outputs/活动/惠民商超党支部/02-动员讲话.docx" in problem["blocks"]
    assert not any("东村党支部" in path for path in problem["blocks"])
    assert not workspace.output("活动/惠民商超党支部/03-党性分析表-王五.docx").exists()
    assert workspace.output("活动/惠民商超党支部/03-党性分析表-张三.docx").exists()


def test_a_heading_that_is_one_branchs_name_by_the_list_says_whose_the_rows_are(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN + MEETING)
    workspace.put("活动/党支部名册.xlsx", "党支部名称|书记\n惠民商超党支部|张三\n恒通物业公司党支部|王五\n")
    header = "姓名|人员类别|入党时间\n"
    workspace.put(
        "活动/惠民商超党支部.xlsx",
        f"惠民商超党支部\n{header}张三|正式党员|1998-07-01\n二、恒通物业公司（1人）\n{header}王五|正式党员|1999-07-01\n",
    )

    report = workspace.build()

    assert report["campaigns"][0]["members"] == 2
    assert workspace.output("活动/恒通物业公司党支部/03-党性分析表-王五.docx").exists()
    assert not workspace.output("活动/惠民商超党支部/03-党性分析表-王五.docx").exists()


def test_an_issue_of_a_misspelt_branch_waits_with_the_branches_that_its_name_is_like(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN + MEETING)
    workspace.put(
        "活动/党支部名册.xlsx", "党支部名称|书记\n柳河村党支部|张三\n望湖社区党支部|王五\n镇卫生院党支部|李四\n"
    )
    workspace.put(
        "活动/花名册.xlsx",
        "姓名|所在党支部|人员类别|入党时间\n张三|柳河村党支部|正式党员|1998-07-01\n"
        "王五|望湖社区党支部|正式党员|1998-07-01\n李四|镇卫生院党支部|正式党员|1998-07-01\n",
    )
    issues = "党支部|具体问题|整改措施|责任人|整改时限\n"
    workspace.put("活动/问题清单.xlsx", f"{issues}望胡社区党支部|公开不及时|每季公开|王五|2026-11-30\n")

    blocked = _blocked(workspace.build(), "branch.unknown")

    assert "outputs/活动/望湖社区党支部/04-整改方案.docx" in blocked
    assert not any("柳河村" in path or "卫生院" in path for path in blocked)
