"""What nobody has handed in is no 0: a blank cell, a sum that says of how many branches it is, a ratio of those alone."""

from __future__ import annotations

import shutil

import docx
import pytest

from tests.conftest import Workspace, put_templates

KINDS = (
    "学习情况统计表", "征求意见汇总表", "民主评议汇总表", "满意度测评报告", "帮扶送温暖台账", "阶段总结", "进度安排一览表",
    "活动情况统计表", "组织生活会方案",
)  # fmt: skip
FACTS = """\
单位: {名称: 中共吕寨镇委员会, 简称: 吕寨镇党委}
活动:
  名称: 先进性教育活动
  简称: 先进性教育
  开始: 2026-07-01
  结束: 2026-12-31
  截至: 2026-12-20
  学习: {笔记字数: 10000}
  测评: {计入满意率: [满意, 基本满意]}
  阶段:
    - {名称: 学习动员, 开始: 2026-07-01, 结束: 2026-08-31, 环节: [集中学习]}
    - {名称: 整改提高, 开始: 2026-09-01, 结束: 2026-12-20, 环节: [征求意见]}
"""
BRANCHES = """\
名称|简称|书记|组织类别
中共吕寨镇东村支部委员会|东村党支部|东一|党支部
中共吕寨镇西村支部委员会|西村党支部|西一|党支部
中共吕寨镇南村支部委员会|南村党支部|南一|党支部
中共吕寨镇学校总支部委员会|学校党总支|校一|党总支
"""
ROSTER = """\
姓名|所在党支部|人员类别|入党时间
东一|东村党支部|正式党员|1998-07-01
东二|东村党支部|正式党员|1998-07-01
东三|东村党支部|预备党员|2026-03-01
西一|西村党支部|正式党员|1998-07-01
西二|西村党支部|正式党员|1998-07-01
"""
SHEETS = {
    "征求意见": "意见内容|党支部|归入\n甲|东村党支部|\n乙|东村党支部|1\n丙|镇党委|\n",
    "民主评议": "姓名|党支部|发出|收回|有效|优秀|合格|基本合格|不合格|评定等次\n"
    "东一|东村党支部|3|3|3|3|0|0|0|优秀\n东二|东村党支部|3|3|3|1|2|0|0|合格\n",
    "学习登记": "姓名|党支部|7月12日|8月9日|读书笔记\n东一|东村党支部|√|√|12000\n东二|东村党支部|√|×|9000\n",
    "帮扶": "党支部|姓名|致困原因|走访日期|慰问金额\n东村党支部|困一|因病|2026-10-05|300\n西村党支部|困二|因病|2026-12-28|500\n镇党委|困三|因灾|2026-11-06|\n",
    "满意度": "党支部|测评项目|有效|满意|基本满意|不满意|不了解\n东村党支部|总体评价|20|15|3|1|1\n东村党支部|听取意见|20|20|0|0|0\n"
    "西村党支部|听取意见|10|5|2|3|0\n|总体评价|30|10|10|10|0\n",
    "问题": "党支部|具体问题|整改措施|责任人\n东村党支部|公开不及时|公开|某某\n",
}  # fmt: skip


@pytest.fixture
def office(workspace: Workspace) -> Workspace:
    put_templates_again(workspace)
    workspace.put("活动/活动.yaml", FACTS)
    workspace.put("活动/党支部名册.xlsx", BRANCHES)
    workspace.put("活动/花名册.xlsx", ROSTER)
    for name, rows in SHEETS.items():
        workspace.put(f"活动/{name}.xlsx", rows)
    return workspace


def put_templates_again(workspace: Workspace) -> None:
    shutil.rmtree(workspace.path / "templates")
    put_templates(workspace.path, *KINDS)


def table(office: Workspace, name: str, at: int = 0) -> list[list[str]]:
    found = docx.Document(str(office.output(f"活动/{name}.docx"))).tables[at]
    return [[cell.text.replace("\n", "") for cell in row.cells] for row in found.rows]


def words(office: Workspace, name: str) -> str:
    return "\n".join(each.text for each in docx.Document(str(office.output(f"活动/{name}.docx"))).paragraphs)


def test_a_table_of_all_branches_prints_what_each_has_handed_in(office: Workspace) -> None:
    office.build()

    assert [row[1:] for row in table(office, "全镇/57-活动情况统计表")[1:-1]] == [
        ["东村党支部", "3", "3", "2", "75.0%", "", "2", "", "", "1", "", "", "", "1", "90.0%"],
        ["西村党支部", "2", "2", "", "", "", "", "", "", "", "", "", "", "0", "70.0%"],
        ["南村党支部", *[""] * 14],
        ["学校党总支", *[""] * 14],
        ["镇党委", "", "", "", "", "", "1", "", "", "", "", "", "", "1", "66.7%"],
        ["合　计", "5", "5", "", "75.0%", "", "3", "", "", "1", "", "", "", "2", "75.0%"],
        ["填报的党组织（个）", "2", "2", "", "1", "0", "1", "0", "0", "1", "0", "", "0", "2", "2"],
    ]  # fmt: skip
    assert [row[1:] for row in table(office, "全镇/22-学习情况统计表")[1:-1]] == [
        ["东村党支部", "3", "2", "", "4", "3", "0", "75.0%", "75.0%", "1", ""],
        ["西村党支部", "2", *[""] * 9],
        ["南村党支部", *[""] * 10],
        ["学校党总支", *[""] * 10],
        ["合　计", "5", "", "", "4", "3", "0", "75.0%", "75.0%", "1", ""],
        ["填报的党组织（个）", "2", "", "", "1", "1", "1", "1", "1", "1", "0"],
    ]
    assert [row[1:] for row in table(office, "全镇/44-帮扶送温暖台账")[1:]] == [
        ["东村党支部", "1", "300", ""],
        ["西村党支部", "0", "0", ""],  # a register there is, though all of it happened after 截至
        ["南村党支部", "", "", ""],
        ["学校党总支", "", "", ""],
        ["镇党委", "1", "", ""],
        ["合　计", "2", "300", ""],
        ["填报的党组织（个）", "2", "2", ""],
    ]


def test_a_sum_is_that_of_its_rows_and_the_committees_have_one(office: Workspace) -> None:
    office.build()

    assert [row[1:] for row in table(office, "全镇/31-征求意见汇总表", 1)[1:]] == [
        ["东村党支部", "2", "1"],
        ["西村党支部", "", ""],
        ["南村党支部", "", ""],
        ["学校党总支", "", ""],
        ["镇党委", "1", "1"],
        ["合　计", "3", "2"],
        ["填报的党组织（个）", "1", "1"],
    ]
    assert [row[1:] for row in table(office, "全镇/43-满意度测评报告", 1)[1:]] == [
        ["东村党支部", "20", "90.0%"],
        ["西村党支部", "10", "70.0%"],
        ["南村党支部", "", ""],
        ["学校党总支", "", ""],
    ]


def test_a_share_is_of_the_members_of_those_who_have_sent_it(office: Workspace) -> None:
    office.build()

    rows = table(office, "全镇/37-民主评议汇总表")
    assert [row[1:] for row in rows[1:-1]] == [
        ["东村党支部", "3", "3", "3", "3", "1", "1", "0", "0", "2", "50.0%"],
        ["西村党支部", "2", *[""] * 9],
        ["南村党支部", *[""] * 10],
        ["学校党总支", *[""] * 10],
        ["合　计", "5", "3", "3", "3", "1", "1", "0", "0", "2", "50.0%"],
        ["填报的党组织（个）", "2", "1", "1", "1", "1", "1", "1", "1", "", "1"],
    ]
    assert "没有报来评定等次的不算在内" in rows[-1][0]


def test_a_summary_says_whose_figures_it_adds_up_and_no_figure_that_nobody_knows(office: Workspace) -> None:
    office.build()

    last = words(office, "全镇/55-阶段总结-整改提高")
    assert "帮扶困难党员群众2人（户），慰问金300元。截至2026年12月20日，查找问题1个。" in last
    assert "填报的党组织：征求意见1个、帮扶对象2个、问题清单1个、满意度测评2个，没有填报的不在以上各数里。" in last
    assert "应学4人次，实到3人次" in words(office, "全镇/55-阶段总结-学习动员")


def test_a_branch_without_a_roster_has_room_for_its_number_of_members(office: Workspace) -> None:
    office.build()

    assert [row[3] for row in table(office, "全镇/12-各支部进度安排一览表")[1:]] == ["3", "2", "", ""]
    assert "应参学党员____名。" in words(office, "南村党支部/33-专题组织生活会方案")
    assert "应参学党员2名。" in words(office, "西村党支部/33-专题组织生活会方案")


def test_a_share_of_several_branches_leaves_out_who_does_not_tell_all_of_it(office: Workspace) -> None:
    office.put(
        "活动/问题.xlsx",
        "党支部|具体问题|整改措施|责任人|完成情况\n东村党支部|不及时|公开|某某|已完成\n东村党支部|不到位|补课|某某|整改中\n"
        "西村党支部|不经常|走访|某某|\n西村党支部|不深入|走访|某某|\n",
    )
    office.build()

    said = words(office, "全镇/55-阶段总结-整改提高")
    assert "查找问题4个，已完成1个，整改完成率50.0%" in said
    assert "整改完成率" not in words(office, "西村党支部/55-阶段总结-整改提高")


def test_a_condition_on_a_number_that_nobody_knows_does_not_hold(office: Workspace) -> None:
    catalog = office.path / "templates/catalog.yaml"
    said = catalog.read_text("utf-8").replace("条件: 统计.登记人数", "条件: 支部们[2].统计.问题数 < 3")
    catalog.write_text(said.replace("条件: 统计.参评人数", "条件: 支部们[0].统计.问题数 < 3"), "utf-8")

    office.build()

    papers = [name.rpartition("/")[2][:2] for name in office.documents() if "/全镇/" in name]
    assert ("22" in papers, "37" in papers) == (False, True)


def test_equal_votes_with_unequal_shares_are_explained_where_they_are(office: Workspace) -> None:
    office.build()

    assert "10（33.4%）｜10（33.3%）｜10（33.3%）" in "｜".join(table(office, "全镇/43-满意度测评报告")[1])
    assert "票数相同的可能相差0.1个百分点" in words(office, "全镇/43-满意度测评报告")
    assert "票数相同的可能相差" not in words(office, "东村党支部/43-满意度测评报告")


def test_a_share_alone_is_rounded_alone(office: Workspace) -> None:
    head = "姓名|党支部|有效|优秀|合格|基本合格|不合格|评定等次\n"
    office.put("活动/民主评议.xlsx", f"{head}东一|东村党支部|3|1|1|1|0|\n东二|东村党支部|3|1|2|0|0|\n")
    office.build()

    rows = table(office, "东村党支部/37-民主评议汇总表")
    assert [row[7] for row in rows[1:3]] == ["33.3%", "33.3%"]
    assert rows[3][3:7] == ["", "", "", ""]  # nobody has been graded yet
    assert table(office, "全镇/37-民主评议汇总表")[1][6:] == ["", "", "", "", "", ""]


def test_votes_without_their_number_give_no_rate(office: Workspace) -> None:
    office.put(
        "活动/满意度.xlsx",
        "党支部|测评项目|有效|满意|基本满意|不满意|不了解\n东村党支部|总体评价||15|3|1|1\n西村党支部|甲|10|5|2|3|0\n西村党支部|乙||9|1|0|0\n",
    )
    office.build()

    assert [row[2:] for row in table(office, "全镇/43-满意度测评报告")[1:3]] == [["", ""], ["10", "70.0%"]]
    said = words(office, "东村党支部/43-满意度测评报告")
    assert ("有效" in said, "满意率" in said) == (False, False)
    assert "满意率（满意＋基本满意）为70.0%" in words(office, "西村党支部/43-满意度测评报告")


def test_a_member_in_two_registers_has_one_row(office: Workspace) -> None:
    office.put("活动/学习登记.xlsx", "姓名|党支部|7月12日\n东一|东村党支部|√\n东二|东村党支部|√\n")
    office.put("活动/学习登记二.xlsx", "姓名|党支部|8月9日|心得体会\n东二|东村党支部|×|2\n东三|东村党支部|√|1\n")
    office.build()

    rows = table(office, "东村党支部/22-学习情况统计表")
    assert [[*row[1:2], *row[3:]] for row in rows[1:]] == [
        ["东　一", "1", "1", "0", "0", "0", "100.0%", "", ""],
        ["东　二", "2", "1", "0", "1", "0", "50.0%", "", "2"],
        ["东　三", "1", "1", "0", "0", "0", "100.0%", "", "1"],
        ["合　计", "4", "3", "0", "1", "0", "75.0%", "", "3"],
    ]


def test_who_is_not_to_study_is_counted_nowhere(office: Workspace) -> None:
    roster = ROSTER.replace("入党时间\n", "入党时间|党籍状态\n").replace("东二|东村党支部|正式党员|1998-07-01", "东二|东村党支部|正式党员|1998-07-01|停止党籍")  # fmt: skip
    office.put("活动/花名册.xlsx", roster)
    report = office.build()

    assert [each["cell"] for each in report["problems"] if each["code"] == "row.not-studying"] == ["A3", "A3"]
    assert table(office, "全镇/22-学习情况统计表")[1][2:9] == ["2", "2", "", "2", "2", "0", "100.0%"]
    assert table(office, "全镇/37-民主评议汇总表")[1][6:] == ["1", "0", "0", "0", "1", "100.0%"]
    assert [row[1] for row in table(office, "东村党支部/37-民主评议汇总表")[1:2]] == ["东　一"]


def test_a_day_that_nobody_has_marked_is_no_session(office: Workspace) -> None:
    """Heads are filled in ahead, and branches meet on different days."""
    office.put(
        "活动/学习登记.xlsx",
        "姓名|党支部|7月12日|8月9日|12月18日\n东一|东村党支部|√||\n东二|东村党支部|√||\n西一|西村党支部||√|\n西二|西村党支部||×|\n",
    )
    report = office.build()

    rows = [row[1:10] for row in table(office, "全镇/22-学习情况统计表")[1:]]
    assert rows[0] == ["东村党支部", "3", "1", "", "2", "2", "0", "100.0%", "100.0%"]
    assert rows[1] == ["西村党支部", "2", "1", "", "2", "1", "0", "50.0%", "50.0%"]
    assert rows[4][4:] == ["4", "3", "0", "75.0%", "75.0%"]
    empty = [each["cell"] for each in report["problems"] if each["code"] == "row.day-empty"]
    assert sorted(empty) == ["C1", "D1", "E1"]


@pytest.mark.parametrize("source", ["支部.状态 > 3", "支部.统计.问题数 / 0 > 1"])
def test_a_condition_that_cannot_be_reckoned_stops_its_papers_alone(office: Workspace, source: str) -> None:
    catalog = office.path / "templates/catalog.yaml"
    said = catalog.read_text("utf-8")
    catalog.write_text(said.replace("条件: not 支部.只管支部\n", f"条件: {source}\n", 1), "utf-8")

    report = office.build()

    assert {each["code"] for each in report["problems"] if each["severity"] == "error"} == {"catalog.entry"}
    assert {path.rpartition("/")[2][:2] for path in report["stopped"]} == {"33"}
    assert any("/57-" in name for name in office.documents())


def test_ballots_without_a_whole_are_votes_of_all_items(office: Workspace) -> None:
    office.put(
        "活动/满意度.xlsx",
        "党支部|测评项目|有效|满意|基本满意|不满意|不了解\n东村党支部|甲|5|0|0|5|0\n东村党支部|乙|5|5|0|0|0\n",
    )
    office.build()

    rows = table(office, "全镇/43-满意度测评报告")
    assert (rows[0][2], rows[1][2:]) == ("有效票（张次）", ["10", "50.0%"])
    assert "没有“总体评价”一项的，有效票是各项相加。" in words(office, "全镇/43-满意度测评报告")
    assert "有效票5张。" in words(office, "东村党支部/43-满意度测评报告")
    assert "群众满意度测评有效票10张次" in words(office, "东村党支部/55-阶段总结-整改提高")
