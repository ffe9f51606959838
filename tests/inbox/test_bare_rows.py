"""A row that tells nothing but a name makes nobody a member, and loses nobody without a word."""

from __future__ import annotations

import pytest

from pipeline.inbox import workbook
from pipeline.inbox.workbook_contents import Rows
from pipeline.model.problem import Hides, Read
from tests.sheets import workbook as a_workbook

HEADER = "序号|姓名|性别|民族|人员类别|入党时间|联系电话"
ONE = "1|张建国|男|汉族|正式党员|1995.12|13800000001"
OTHER = "2|李秀英|女|汉族|正式党员|1996.07|13800000002"
BOTH = ["张建国", "李秀英"]


def read(*rows: str, header: str = HEADER) -> Read[Rows]:
    return workbook.workbook_rows(a_workbook("\n".join((header, *rows)), name="甲党支部党员名册"), "inputs/花名册.xlsx")


def names(found: Read[Rows]) -> list[object]:
    return [member.name for member in found.value.members]


def told(found: Read[Rows]) -> list[tuple[str, str]]:
    return [(p.code, p.origin.cell) for p in found.problems if p.code != "cell.status-empty"]


NOBODY = [
    "|2026年7月1日|||||",
    "|其中|男1人|女1人|||",
    "|第一党小组|||||",
    "|第二党小组（组长：王小明）|||||",
    "|入党积极分子|||||",
    "支部书记|王小明|||||13800000009",
    "负责人签字|王小明|||||",
    "|联系人|王小明|||电话|13800000009",
    "填表单位（章）|甲党支部|||||",
    "镇党委审核意见|同意|||||",
    "组织委员|王小明|||||",
    "录入|王小明||校对|李大中||",
    "联系人|王小明|电话|13800000009|||",
    "报送人|王小明||||2026年7月1日|",
    "|核对人：王小明|||||",
    "统计人|王小明|||||",
    "党小组长|王小明|||||",
    "填写人：王小明|||复审人：李大中|||",
]


@pytest.mark.parametrize("row", NOBODY)
def test_a_heading_or_a_foot_is_no_member(row: str) -> None:
    found = read(ONE, row, OTHER)

    assert names(found) == BOTH
    assert told(found) == [("row.skipped", "A3")]


@pytest.mark.parametrize(
    "row", ["|同意|||||", "|王小明|填表||||", "|王小明（填表）|||||", "|无|||||", "核稿|王小明|||||"]
)
def test_of_all_else_somebody_is_asked(row: str) -> None:
    found = read(ONE, row, OTHER)

    assert names(found) == BOTH
    (problem,) = [p for p in found.problems if p.code == "row.bare"]
    assert (problem.origin.cell, problem.hides) == ("B3", Hides.MEMBERS)


@pytest.mark.parametrize("name", ["王小明", "阿不都·买买提"])
def test_a_person_of_whom_nothing_else_is_known_is_a_member(name: str) -> None:
    found = read(ONE, f"3|{name}|||||13800000009", OTHER)

    assert names(found) == ["张建国", name, "李秀英"]


def test_where_most_rows_tell_no_more_each_is_a_member() -> None:
    found = read("1|张建国|||||", "2|李秀英|||||", "3|王小明|男||||")

    assert names(found) == [*BOTH, "王小明"]


def test_one_telling_cell_is_enough() -> None:
    for row in ("3|王小明|男||||", "3|王小明||汉|||", "3|王小明|||预备党员||", "3|王小明||||1999|"):
        assert names(read(ONE, OTHER, row)) == [*BOTH, "王小明"]


@pytest.mark.parametrize("heading", ["入党积极分子", "|发展对象|||||", "三、群众||||||"])
def test_below_a_heading_of_others_nobody_is_a_member_who_is_not_called_one(heading: str) -> None:
    found = read(ONE, heading, "1|王小明|男|汉族|||", "2|李大中|男|汉族|预备党员|2025.07|", "一、正式党员||||||", OTHER)

    assert names(found) == ["张建国", "李大中", "李秀英"]
    assert ("row.no-member", "B4") in told(found)


@pytest.mark.parametrize(
    "name",
    ["李秀英、王小明", "李秀英，王小明", "李秀英/王小明", "王小明（已转出）", "王小明(去世)", "王小明【2025年调出】"],
)
def test_two_names_in_a_cell_or_one_who_has_left_are_asked_about(name: str) -> None:
    found = read(ONE, f"2|{name}|女|汉族|正式党员|1996.07|")

    assert names(found) == ["张建国"]
    (problem,) = [p for p in found.problems if p.code == "cell.name"]
    assert (problem.origin.cell, problem.hides) == ("B3", Hides.MEMBERS)


@pytest.mark.parametrize("name", ["张伟（大）", "王秀兰（三组）", "阿不都热合曼·买买提", "李明1965"])
def test_what_tells_namesakes_apart_stays(name: str) -> None:
    assert names(read(ONE, f"2|{name}|女|汉族|正式党员|1996.07|")) == ["张建国", name]


BRANCHES = "序号|党支部名称|书记|联系电话|类别"
NO_BRANCH = ["|共2个党支部|||", "|一、农村党支部|||", "|2026年7月1日|||", "审核意见|同意|||", "|填表人|||"]


def branches(*rows: str) -> Read[Rows]:
    one, other = "1|柳河村党支部|张建国|13800000001|村", "2|吕寨村党支部|李秀英|13800000002|村"
    return workbook.workbook_rows(
        a_workbook("\n".join((BRANCHES, one, *rows, other)), name="党支部名册"), "inputs/党支部名册.xlsx"
    )


@pytest.mark.parametrize("row", NO_BRANCH)
def test_a_heading_or_a_foot_is_no_branch(row: str) -> None:
    found = branches(row)

    assert [branch.name for branch in found.value.branches] == ["柳河村党支部", "吕寨村党支部"]
    assert told(found) == [("row.skipped", "A3")]


def test_words_like_no_organisation_are_asked_about() -> None:
    found = branches("|镇党委组织办公室|||")

    assert [branch.name for branch in found.value.branches] == ["柳河村党支部", "吕寨村党支部"]
    assert told(found) == [("row.bare", "B3")]


@pytest.mark.parametrize("name", ["东街社区党支部", "中共吕寨镇机关总支部委员会", "吕寨镇中心学校党总支（筹）"])
def test_an_organisation_of_which_nothing_else_is_known_is_a_branch(name: str) -> None:
    assert name in [branch.name for branch in branches(f"|{name}|||").value.branches]


def test_a_date_below_a_list_is_none_of_its_rows() -> None:
    text = "序号|党支部|问题|整改措施\n1|柳河村党支部|三会一课记录不全|补齐\n||2026年7月1日|"
    found = workbook.workbook_rows(a_workbook(text, name="问题清单"), "inputs/问题清单.xlsx")

    assert [row.value("具体问题") for row in found.value.declared] == ["三会一课记录不全"]
    assert ("row.skipped", "A3") in told(found)


@pytest.mark.parametrize("branch", ["机关党委：", "老干部局：", "甲党支部："])
def test_a_branch_with_a_colon_behind_it_loses_nobody(branch: str) -> None:
    header, member = "所在党支部|姓名|人员类别|入党时间", f"{branch}|张建国|正式党员|1995.12"
    found = read(member, member.replace("张建国", "李秀英"), header=header)

    assert names(found) == BOTH
    assert told(found) == []


@pytest.mark.parametrize("label", ["主管：", "填 表 人：", "复核人", "分管领导："])
def test_a_label_that_no_list_has_signs_all_the_same(label: str) -> None:
    found = read(ONE, f"{label}|王小明||||", OTHER)

    assert names(found) == BOTH
    assert told(found) == [("row.skipped", "A3")]


def test_a_part_with_a_colon_before_a_problem_loses_no_problem() -> None:
    text = "问题类别|党支部|问题|整改措施\n政治方面：|柳河村党支部|三会一课记录不全|补齐\n填表人：||王小明|"
    found = workbook.workbook_rows(a_workbook(text, name="问题清单"), "inputs/问题清单.xlsx")

    assert [row.value("具体问题") for row in found.value.declared] == ["三会一课记录不全"]
    assert ("row.skipped", "A3") in told(found)


@pytest.mark.parametrize("name", ["王小明（未转出）", "王小明（不除名）"])
def test_who_is_said_not_to_have_left_is_a_member(name: str) -> None:
    found = read(ONE, f"2|{name}|女|汉族|正式党员|1996.07|")

    assert len(names(found)) == 2
    assert [(p.origin.cell, p.hides) for p in found.problems if p.code == "cell.name"] == [("B3", Hides.CELL)]


ISSUES = "序号|具体问题|整改措施|责任人|整改时限"


def issues(*rows: str, header: str = ISSUES) -> tuple[list[object], list[str]]:
    """Return the issues that are read, and the cells of the rows that are none."""
    found = workbook.workbook_rows(
        a_workbook("\n".join(("甲党支部问题清单", header, *rows)), name="问题清单"), "inputs/问题.xlsx"
    )
    read = [dict(row.values)["具体问题"] for row in found.value.declared]
    return read, [p.origin.cell for p in found.problems if p.code == "row.skipped"]


@pytest.mark.parametrize(
    "words",
    [
        "负责人：带头作用不明显",
        "党支部书记：带头学习不够",
        "说明：材料不齐",
        "书记（主任）一肩挑后精力不够",
        "经办人：手续不全",
        "主任：作风不实",
        "审核人：把关不严",
    ],
)
def test_a_problem_that_begins_as_a_foot_does_is_none_where_it_is_told(words: str) -> None:
    assert issues(f"2|{words}|补齐|王小明|立行立改") == ([words], [])
    assert issues(f"（二）|{words}|||") == ([words], [])
    assert issues(f"{words}|补齐|王小明|立行立改", header=ISSUES.removeprefix("序号|")) == ([words], [])


@pytest.mark.parametrize(
    "row",
    [
        "|负责人：王小明|||",
        "|填表人：王小明|审核人：李大中|联系电话：13800000009|",
        "|填表人：|王小明|日期：|2026.7.1",
        "填报日期：2026年7月1日|审核人：王小明|||",
        "|备注：|本表一式两份||",
    ],
)
def test_a_foot_of_a_list_of_problems_is_none_of_them(row: str) -> None:
    assert issues("1|学习不经常|每月一课|王小明|立行立改", row) == (["学习不经常"], ["A4"])


def test_who_has_his_office_before_his_name_is_asked_about_and_not_lost() -> None:
    found = read(ONE, "3|书记：王小明|男|汉族|正式党员|1990.07|13800000003", OTHER)

    assert len(names(found)) == 3
    assert [p.origin.cell for p in found.problems if p.code == "cell.name"] == ["B3"]
