"""Headers in many rows, under titles, side by side, in two languages, down the side: each read with the right values."""

from __future__ import annotations

import pytest

from pipeline.inbox import workbook
from pipeline.inbox.workbook_contents import Rows
from pipeline.model.facts import PartialDate, Unread
from pipeline.model.problem import Read
from tests.conftest import ROOT
from tests.sheets import workbook as a_workbook

CASES = ROOT.parent / "shared" / "cases"
needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the reported cases are not here")


def read(text: str, *merges: str, name: str = "Sheet1", file: str = "inputs/花名册.xlsx") -> Read[Rows]:
    return workbook.workbook_rows(a_workbook(text, name=name, merges=merges), file)


def told(found: Read[Rows]) -> list[tuple[object, ...]]:
    return [(m.name, m.branch, m.joined) for m in found.value.members]


def codes_of(found: Read[Rows]) -> set[str]:
    return {problem.code for problem in found.problems} - {"cell.status-empty"}


THREE = """柳河镇党员花名册
序号|姓名|性别|所在党支部|党员基本信息|||||||备注
||||出生年月|入党情况||流动情况||联系方式||
|||||入党时间|转正时间|是否流动|流向|手机|固话|
1|张建国|男|柳河村党支部|1970.03|1995.12|1996.12|是|杭州|13800000001||骨干
2|李秀英|女|柳河村党支部|1971.04|1996.11|1997.11|否||13800000002||"""
MERGED_THREE = ("A1:L1", *(f"{c}2:{c}4" for c in "ABCDL"), "E2:K2", "E3:E4", "F3:G3", "H3:I3", "J3:K3")


@pytest.mark.parametrize("merges", [MERGED_THREE, ()], ids=["merged", "unmerged"])
def test_three_header_rows_name_each_column(merges: tuple[str, ...]) -> None:
    found = read(THREE, *merges)

    first, second = found.value.members
    assert (first.name, first.birth, first.joined, first.confirmed) == (
        "张建国", PartialDate(1970, 3), PartialDate(1995, 12), PartialDate(1996, 12),
    )  # fmt: skip
    assert (first.mobile, first.destination, first.phone, first.note) == (True, "杭州", "13800000001", "骨干")
    assert (second.mobile, second.destination, second.note) == (False, "", "")
    assert codes_of(found) == set()
    assert first.source
    assert first.source.at("转正时间").cell == "G5"


def test_four_header_rows_and_a_name_only_in_the_lowest() -> None:
    found = read(
        "党员花名册||||||\n基本信息||||组织信息||\n个人||联系||支部|党籍|\n姓名|性别|手机|住址|党支部|入党|\n||||||\n"
        "张建国|男|13800000001|一组|柳河村党支部|1995.12|".replace("入党|\n||||||\n", "入党时间|\n"),
        "A2:D2", "E2:F2", "A3:B3", "C3:D3",
    )  # fmt: skip

    assert told(found) == [("张建国", "柳河村党支部", PartialDate(1995, 12))]
    assert [m.phone for m in found.value.members] == ["13800000001"]


def test_text_under_headers_is_never_taken_for_a_header_row() -> None:
    found = read(
        "姓名|所在党支部|联系方式||入党时间\n张建国|柳河村党支部|手机|固话|1995年12月\n李秀英|大王村党支部|a|b|1996年11月"
    )

    assert [name for name, _, _ in told(found)] == ["张建国", "李秀英"]


def test_who_need_not_come_is_read_from_his_own_column_alone() -> None:
    found = read(
        "姓名|所在党支部|人员类别|健康状况|党员分类|不计应到\n张建国|柳河村党支部|正式党员|瘫痪|年老体弱|\n"
        "李秀英|柳河村党支部|正式党员|良好||是\n王海涛|柳河村党支部|预备党员|良好||也许"
    )

    first, second, third = found.value.members
    assert (first.excused, second.excused) == (False, True)
    assert isinstance(third.excused, Unread)
    assert [(p.code, p.origin.cell) for p in found.problems] == [("cell.yes-no", "F4")]


def test_a_title_over_equal_headers_is_a_title() -> None:
    found = read(
        "柳河村党支部党员花名册|||||\n序号|姓名|入党时间|备注|人员类别|备注\n1|张建国|1995.12||正式党员|\n2|李秀英|1996.11||预备党员|",
        "A1:F1",
    )

    assert [branch for _, branch, _ in told(found)] == ["柳河村党支部"] * 2
    assert [(p.code, p.origin.cell, "「备注」" in p.message) for p in found.problems] == [
        ("header.duplicate", "F2", True)
    ]


def test_a_title_with_a_date_beside_it_is_a_title() -> None:
    found = read(
        "柳河村党支部党员花名册||||填报日期：2026年3月\n|姓名|入党时间|备注|备注\n1|张建国|1995.12||\n2|李秀英|1996.11||"
    )

    assert [branch for _, branch, _ in told(found)] == ["柳河村党支部"] * 2


TWO_UP = """序号|姓名|人员类别|入党时间|序号|姓名|人员类别|入党时间
1|张建国|正式党员|1995.12|3|王海涛|预备党员|1997.09
2|李秀英|正式党员|1996.11|4|赵永福|正式党员|1998.10"""
FOUR = [
    ("张建国", "柳河村党支部", PartialDate(1995, 12)),
    ("李秀英", "柳河村党支部", PartialDate(1996, 11)),
    ("王海涛", "柳河村党支部", PartialDate(1997, 9)),
    ("赵永福", "柳河村党支部", PartialDate(1998, 10)),
]


def test_two_people_side_by_side_are_two_blocks_with_their_own_cells() -> None:
    found = read(TWO_UP, name="柳河村党支部")

    assert told(found) == FOUR
    assert [m.status for m in found.value.members] == ["正式党员", "正式党员", "预备党员", "正式党员"]
    assert [m.source.at("入党时间").cell for m in found.value.members if m.source] == ["D2", "D3", "H2", "H3"]
    assert codes_of(found) == set()


def test_a_blank_column_between_them_and_a_title_over_them() -> None:
    text = "\n".join(
        line.replace("|3|", "||3|").replace("|4|", "||4|").replace("|序号|", "||序号|") for line in TWO_UP.splitlines()
    )

    found = read(f"柳河村党支部党员名单||||||||\n{text}", "A1:I1")

    assert told(found) == FOUR


def test_texts_only_side_by_side_are_no_second_header_row() -> None:
    found = workbook.workbook_rows(TWO_UP.replace("|", ",").encode(), "inputs/柳河村党支部.csv")

    assert told(found) == FOUR


def test_three_side_by_side_with_an_odd_number_of_people() -> None:
    found = read(
        "姓名|入党时间|姓名|入党时间|姓名|入党时间\n张建国|1995.12|王海涛|1997.09|孙德林|1999.01\n李秀英|1996.11|赵永福|1998.10||",
        name="柳河村党支部",
    )

    assert told(found) == [*FOUR, ("孙德林", "柳河村党支部", PartialDate(1999, 1))]


@pytest.mark.parametrize("merges", [("A2:H2", "A4:H4"), ()], ids=["merged", "unmerged"])
def test_a_branch_over_both_halves_is_the_branch_of_both(merges: tuple[str, ...]) -> None:
    head, first, second = TWO_UP.splitlines()

    found = read(f"{head}\n柳河村党支部|||||||\n{first}\n大王村党支部|||||||\n{second}", *merges)

    assert {(name, branch) for name, branch, _ in told(found)} == {
        ("张建国", "柳河村党支部"), ("王海涛", "柳河村党支部"), ("李秀英", "大王村党支部"), ("赵永福", "大王村党支部"),
    }  # fmt: skip


def test_two_header_rows_side_by_side() -> None:
    found = read(
        "姓名|入党情况||姓名|入党情况|\n|入党时间|转正时间||入党时间|转正时间\n张建国|1995.12|1996.12|王海涛|1997.09|1998.09",
        "A1:A2", "B1:C1", "D1:D2", "E1:F1", name="柳河村党支部",
    )  # fmt: skip

    assert told(found) == [FOUR[0], FOUR[2]]
    assert [m.confirmed for m in found.value.members] == [PartialDate(1996, 12), PartialDate(1998, 9)]


@pytest.mark.parametrize(
    "header",
    [
        "姓名|所在党支部|入党时间|姓名|入党时间",
        "所在党支部|姓名|入党时间|姓名|入党时间|备注",
        "姓名|党支部|入党时间|关系|姓名|电话",
    ],
)
def test_where_nobody_can_tell_which_columns_belong_together_nothing_is_read(header: str) -> None:
    found = read(f"{header}\n" + "|".join("甲" * (header.count("|") + 1)))

    assert not found.value.members
    assert [(p.code, p.severity, p.origin.cell) for p in found.problems] == [("sheet.side-by-side", "error", "A1")]
    assert "党员花名册" in found.value.tables


@pytest.mark.parametrize("between", ["柳河村党支部党员花名册（续）", "续表", "（续）", "第2页 共3页", ""])
def test_a_header_that_comes_again_on_the_next_page_goes_on(between: str) -> None:
    found = read(f"柳河村党支部党员花名册|\n姓名|入党时间\n张建国|1995.12\n{between}|\n姓名|入党时间\n李秀英|1996.11")

    assert told(found) == FOUR[:2]


def test_another_title_below_is_not_the_first_one_s_branch() -> None:
    found = read("柳河村党支部党员花名册|\n姓名|入党时间\n张建国|1995.12\n商会党员名单|\n姓名|入党时间\n李秀英|1996.11")

    assert [branch for _, branch, _ in told(found)] == ["柳河村党支部", ""]


def test_a_blank_row_within_a_header_and_rows_that_are_no_people() -> None:
    found = read(
        "序号|姓名|入党情况|\n|||\n||入党时间|转正时间\n1|张建国|1995.12|1996.12\n|党员花名册（第2页）||\n|以上名单已经支部大会审核通过。||\n2|阿卜杜热合曼·买买提江|1996.11|",
        "C1:D1",
        name="柳河村党支部",
    )

    assert [m.name for m in found.value.members] == ["张建国", "阿卜杜热合曼·买买提江"]
    assert [(p.code, p.origin.cell) for p in found.problems if p.code == "row.skipped"] == [
        ("row.skipped", "A5"),
        ("row.skipped", "A6"),
    ]


def test_two_different_tables_side_by_side_are_two() -> None:
    found = read(
        "姓名|入党时间|人员类别||名称|书记|邮箱\n张建国|1995.12|正式党员||柳河村党支部|王某|a@example.cn",
        name="柳河村党支部",
    )

    assert told(found) == FOUR[:1]
    assert [(b.name, b.secretary, b.source.at("书记").cell) for b in found.value.branches if b.source] == [
        ("柳河村党支部", "王某", "F2")
    ]


@pytest.mark.parametrize("header", ["联系村（单位）", "包联村", "联系社区", "挂点支部", "驻点村", "联系单位"])
def test_the_places_that_leaders_look_after_have_many_names(header: str) -> None:
    found = read(
        f"党政领导包村安排表|||\n领导姓名|职务|{header}|电话\n周某|党委书记|石桥村、卫生院|0558-6234567", "A1:D1"
    )

    assert [(leader.name, leader.branches) for leader in found.value.leaders] == [("周某", ("石桥村", "卫生院"))]


def test_words_one_over_the_other_are_one_header() -> None:
    found = read("姓名|所在|入党|出生\n|党支部|时间|年月\n张建国|柳河村党支部|1995.12|1970.03")

    assert told(found) == FOUR[:1]
    assert [m.birth for m in found.value.members] == [PartialDate(1970, 3)]


def test_a_branch_written_on_one_side_only_is_not_guessed_for_the_other() -> None:
    found = read("党支部|姓名|入党时间||姓名|入党时间\n柳河村党支部|张建国|1995.12||李秀英|1996.11", name="机关党支部")

    assert not found.value.members
    assert codes_of(found) == {"sheet.side-by-side"}


def test_one_person_s_form_is_not_names_across() -> None:
    found = read("姓名|张建国|性别|男\n出生日期|1970.01|民族|汉族\n身份证号||入党时间|1995.12")

    assert "sheet.across" not in codes_of(found)


ACROSS = "姓名|张建国|李秀英|王海涛\n性别|男|女|男\n入党时间|1995年12月|1996年11月|1997年9月\n人员类别|正式党员|正式党员|正式党员"


@pytest.mark.parametrize(
    "text", [ACROSS, f"党员名册|||\n{ACROSS}", "\n".join(f"{n}|{line}" for n, line in enumerate(ACROSS.splitlines()))]
)
def test_names_across_are_refused_by_name(text: str) -> None:
    found = read(text, name="柳河村党支部")

    assert not found.value.members
    assert [(p.code, p.severity) for p in found.problems] == [("sheet.across", "error")]
    assert "党员花名册" in found.value.tables
    assert "转置" in found.problems[0].hint


BILINGUAL = ["姓名_real_name|身份证号_id_card_no|所在党支部_branch|入党时间_join_date", "姓名 Name|身份证号 ID No.|所在党支部 Branch|入党时间 Date of joining",
             "Name/姓名|ID/身份证号|Branch/所在党支部|Date/入党时间", "姓名（Name）|身份证号（ID）|所在党支部（Branch）|入党时间（Date）", "姓名Name|身份证号ID|所在党支部Branch|入党时间Date",
             "姓名\\nName|身份证号\\nID|所在党支部\\nBranch|入党时间\\nDate"]  # fmt: skip


@pytest.mark.parametrize("header", BILINGUAL)
def test_headers_in_two_languages(header: str) -> None:
    found = read(f"{header}\n张建国|110101197210180003|柳河村党支部|1995.12\n{header}\n李秀英||柳河村党支部|1996.11")

    assert told(found) == FOUR[:2]


def test_columns_told_apart_by_brackets_keep_their_names() -> None:
    found = read(
        "姓名|所在党支部|入党时间|联系电话（座机）|联系电话（手机）|特长（一）|特长（二）|职务|职务（兼）\n"
        "张建国|柳河村党支部|1995.12|0558-6234567|13800000001|书法|二胡|组长|会计"
    )

    (member,) = found.value.members
    assert (member.phone, member.post) == ("13800000001", "组长")
    assert dict(member.extra) == {
        "联系电话(座机)": "0558-6234567",
        "特长(一)": "书法",
        "特长(二)": "二胡",
        "职务(兼)": "会计",
    }
    assert codes_of(found) == set()


@pytest.mark.parametrize("header", ["序号|姓名|内容|得分|内容|备注", "序号|内容|分值|内容|对象"])
def test_two_columns_of_a_word_that_anybody_uses_are_no_table_of_ours(header: str) -> None:
    found = read(f"{header}\n1|张建国|甲|1|乙|2")

    assert not found.value.declared
    assert not any(problem.severity == "error" for problem in found.problems)


def test_two_columns_of_one_meaning_are_a_fault_of_those_who_need_it() -> None:
    found = read(
        "姓名|所在党支部|入党时间|人员类别（县）|人员类别（镇）\n张建国|柳河村党支部|1995.12|正式党员|预备党员"
    )

    assert [(p.code, p.origin.cell) for p in found.problems] == [("header.duplicate", "E1")]
    assert "「人员类别」（D 列和 E 列）" in found.problems[0].message


@needs_cases
@pytest.mark.parametrize(
    ("case", "count"),
    [("reports/03-two-up.xlsx", 12), ("reports/04-three-header-rows.xlsx", 4), ("reports/05-title-above-doubled-header.xlsx", 3),
     ("reports/10-total-with-unit.xlsx", 3), ("lists/roster-bilingual-header.xlsx", 8), ("clerk/mess/卫生院.xlsx", 12)],
)  # fmt: skip
def test_reported_cases(case: str, count: int) -> None:
    found = workbook.workbook_rows((CASES / case).read_bytes(), f"inputs/{case.rpartition('/')[2]}")

    assert len(found.value.members) == count
    assert all(m.joined for m in found.value.members)
    assert len({m.branch for m in found.value.members}) == 1
