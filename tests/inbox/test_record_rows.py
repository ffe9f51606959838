"""Which rows are records: ditto marks, totals and notes in any dress, each with the right values."""

from __future__ import annotations

import pytest

from pipeline.inbox import signs, workbook
from pipeline.inbox.workbook_contents import Rows
from pipeline.model.facts import PartialDate, Unread
from pipeline.model.problem import Hides, Read
from tests.conftest import ROOT
from tests.sheets import workbook as a_workbook

CASES = ROOT.parent / "shared" / "cases" / "reports"
HEADER = "序号|姓名|性别|民族|所在党支部|人员类别|入党时间|学历|家庭住址|联系电话|特长"


def read(*rows: str, header: str = HEADER) -> Read[Rows]:
    return workbook.workbook_rows(a_workbook("\n".join((header, *rows)), name="名册"), "inputs/花名册.xlsx")


def told(found: Read[Rows]) -> list[tuple[str, str]]:
    return [(p.code, p.origin.cell) for p in found.problems if p.code != "cell.status-empty"]


FIRST = "1|张建国|男|汉|柳河村党支部|正式党员|1995.12|高中|三组|13800000001|书法"
MARKS = ["同上", "〃", "″", '"', "＂", "”", "“", "''", "’’", ",,", "，，", "、、", "同前", "仝上", "同 上", "（同上）", "—〃—", "同上行", "同上栏", "″″",
         "〃〃", "' '", "々", "↑", "－″－", "同上。", "如上"]  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
def test_a_ditto_mark_is_what_stands_above(mark: str) -> None:
    found = read(
        FIRST,
        f"2|李秀英|女|{mark}|{mark}|{mark}|{mark}|{mark}|{mark}|{mark}|{mark}",
        f"3|王海涛|{mark}|{mark}|{mark}|预备党员|1999.01||||",
    )

    one, two, three = found.value.members
    assert (two.name, two.sex, two.ethnicity, two.branch, two.status) == (
        "李秀英",
        "女",
        "汉",
        "柳河村党支部",
        "正式党员",
    )
    assert (two.joined, two.education, two.address, two.phone) == (PartialDate(1995, 12), "高中", "三组", "13800000001")
    assert two.extra == one.extra == (("序号", "1"), ("特长", "书法")) or two.extra[-1] == ("特长", "书法")
    assert (three.sex, three.branch, three.education) == ("女", "柳河村党支部", "")
    assert told(found) == [("cell.ditto-read", "D3")]
    assert "有 11 处" in found.problems[-1].message


@pytest.mark.parametrize(
    "word", ["同", "、", ",", "'", "同意", "同济大学", "“三会一课”", "无", "——", "…", "上", "同上海", "/", "同乡"]
)
def test_a_word_that_is_no_ditto_mark_stays(word: str) -> None:
    assert not signs.is_ditto(word)


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ((FIRST.replace("|男|", "|同上|"),), "C2"),
        (
            (
                FIRST,
                "2|李秀英|女|汉|柳河村党支部|正式党员|1996.11|高中||〃|".replace("|高中|", "||"),
                "3|王海涛|男|汉|柳河村党支部|正式党员|1996.11|〃|||",
            ),
            "H4",
        ),
        ((FIRST, "2|〃|女|汉|柳河村党支部|正式党员|1996.11||||"), "B3"),
        ((FIRST, "2|李秀英|同左|汉|柳河村党支部|正式党员|1996.11||||"), "C3"),
        ((FIRST, "合计|1人", "2|李秀英|〃|汉|柳河村党支部|正式党员|1996.11||||"), "C4"),
    ],
)
def test_a_ditto_mark_with_nothing_above_it_is_a_fault(rows: tuple[str, ...], cell: str) -> None:
    found = read(*rows)

    assert ("cell.ditto", cell) in told(found)


def test_a_branch_that_nobody_can_tell_is_no_branch() -> None:
    found = read(FIRST.replace("柳河村党支部", "同上"), "2|李秀英|女|汉|〃|正式党员|1996.11||||")

    assert not found.value.members
    assert set(told(found)) == {("cell.ditto", "E2"), ("cell.ditto", "E3")}


def test_nobody_has_the_id_number_of_the_one_above() -> None:
    found = read(
        "张建国|柳河村党支部|110101197210180003|1995.12", "李秀英|〃|〃|〃", header="姓名|所在党支部|身份证号|入党时间"
    )

    assert [isinstance(m.id_number, Unread) for m in found.value.members] == [False, True]
    assert ("cell.ditto", "C3") in told(found)


def test_an_error_value_stays_one_below_it() -> None:
    found = read(
        "张建国|柳河村党支部|1995.12|#formula =1/0 → #DIV/0!",
        "李秀英|〃|#month 1996-11-01|〃",
        "王海涛|〃|〃|无",
        header="姓名|所在党支部|入党时间|学历",
    )

    assert [isinstance(m.education, Unread) for m in found.value.members] == [True, True, False]
    assert [m.joined for m in found.value.members] == [
        PartialDate(1995, 12),
        PartialDate(1996, 11),
        PartialDate(1996, 11),
    ]


def test_ditto_marks_in_other_sheets_are_read_too() -> None:
    found = read(
        "柳河村党支部|路没修|修路|张建国|2026.5",
        "〃|灯不亮|换灯|〃|〃",
        header="党支部|具体问题|整改措施|责任人|整改时限",
    )

    assert [(i.branch, i.value("责任人"), i.value("整改时限")) for i in found.value.declared] == [
        ("柳河村党支部", "张建国", PartialDate(2026, 5))
    ] * 2


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("合计|2", 2), ("总计（人）|2", 2), ("合计（人）|2", 2), ("合计（人数）：|2人", 2), ("合　计|2", 2), ("合|计|2", 2), ("共计2名|", 2),
        ("合计：2人，其中女党员1人|", 2), ("共2人|", 2), ("共有党员2名|", 2), ("以上共2人|", 2), ("|合计|2", 2), ("|合计（名）|||||||2", 2),
        ("党员总数：2|", 2), ("本支部合计|2名", 2), ("总人数|2.0", 2), ("合计２人|", 2), ("总计:2人(正式2人)|", 2),
    ],
)  # fmt: skip
def test_a_total_in_any_dress_is_no_member(row: str, number: int) -> None:
    found = read(FIRST, FIRST.replace("张建国", "李秀英"), row + "|" * (10 - row.count("|")))

    assert [m.name for m in found.value.members] == ["张建国", "李秀英"]
    assert [(total.branch, total.number) for total in found.value.stated] == [("", number)]
    assert told(found) == []


@pytest.mark.parametrize("row", ["本页合计：1人|", "本页小计|1", "累计|1人"])
def test_a_page_s_total_is_told_and_compared_with_nothing(row: str) -> None:
    found = read(FIRST, row, FIRST.replace("张建国", "李秀英"))

    assert [m.name for m in found.value.members] == ["张建国", "李秀英"]
    assert not found.value.stated
    assert [(p.code, "本页的合计" in p.message) for p in found.problems] == [("row.skipped", True)]


def test_a_number_below_a_column_of_its_own_counts_no_members() -> None:
    found = read(
        "张建国|柳河村党支部|1995.12|120",
        "李秀英|柳河村党支部|1996.11|100",
        "合计|||220",
        header="姓名|所在党支部|入党时间|党费（元）",
    )

    assert not found.value.stated
    assert [m.name for m in found.value.members] == ["张建国", "李秀英"]


def test_a_branch_s_own_total_is_of_that_branch() -> None:
    found = read(FIRST, "柳河村党支部小计|1人", FIRST.replace("张建国", "李秀英"))

    assert [(total.branch, total.number) for total in found.value.stated] == [("柳河村党支部", 1)]


def test_what_stands_in_the_column_of_numbers_is_quoted() -> None:
    found = read(FIRST, "本表由组织委员填写", "2", "3")

    reasons = [p.message for p in found.problems]
    assert [p.origin.cell for p in found.problems] == ["A3", "A4"]
    assert "序号一栏写着「本表由组织委员填写」" in reasons[0]
    assert "只有序号（共 2 行）" in reasons[1]


@pytest.mark.parametrize("row", ["1|2|3|4|5|6|7|8|9|10|11", "甲|乙|丙|丁|戊|1|2|3|4|5|6", "|A|B|C|D|E|F|G|H|I|J"])
def test_a_row_that_numbers_the_columns_is_nobody(row: str) -> None:
    found = read(row, FIRST)

    assert [m.name for m in found.value.members] == ["张建国"]
    assert told(found) == []


@pytest.mark.parametrize(
    "row",
    [
        "|（必填）|（男或女）||（填全称）|||||（11位）|", "例|例：张三|男|汉|示例党支部|正式党员|2005.07|||13800000000|", "|示例|女|汉|一支部|正式党员|2005.07||||",
        "|一、正式党员（1人）|||||||||", "|（二）预备党员|||||||||", "|流动党员：|||||||||", "|党员花名册（续）|||||||||", "|第2页|||||||||",
        "|以上名单已经支部大会审核通过。|||||||||",
    ],
)  # fmt: skip
def test_what_stands_where_a_name_should_and_is_none_is_told(row: str) -> None:
    found = read(FIRST, row, FIRST.replace("张建国", "李秀英"))

    assert [m.name for m in found.value.members] == ["张建国", "李秀英"]
    assert told(found) == [("row.skipped", "A3")]


def test_a_sentence_alone_in_a_row_of_issues_is_an_issue() -> None:
    found = read(
        "柳河村党支部|路没修|修路|甲|2026.5",
        "|村民反映自来水水压不够用|||",
        header="党支部|具体问题|整改措施|责任人|整改时限",
    )

    assert [issue.value("具体问题") for issue in found.value.declared] == ["路没修", "村民反映自来水水压不够用"]


@pytest.mark.parametrize("name", ["卜小计", "合计生", "总计"])
def test_a_person_whose_name_sounds_so_is_a_person(name: str) -> None:
    found = read(FIRST.replace("张建国", name))

    assert [m.name for m in found.value.members] == ([name] if name != "总计" else [])


@pytest.mark.skipif(not CASES.is_dir(), reason="the reported cases are not here")
def test_reported_cases() -> None:
    dittos = workbook.workbook_rows((CASES / "07-ditto-words.xlsx").read_bytes(), "inputs/a.xlsx")
    total = workbook.workbook_rows((CASES / "10-total-with-unit.xlsx").read_bytes(), "inputs/a.xlsx")

    second = list(dittos.value.members)[1]
    assert (second.sex, second.ethnicity, second.branch, second.education) == ("男", "汉", "柳河村党支部", "高中")
    assert [stated.number for stated in total.value.stated] == [3] == [len(total.value.members)]


def test_a_row_of_which_only_the_branch_can_be_read_is_somebody_and_no_heading() -> None:
    found = read("#formula =1/0 → #REF!|柳河村党支部|#formula =1/0 → #N/A", header="姓名|所在党支部|入党时间")

    (member,) = found.value.members
    assert (member.branch, isinstance(member.name, Unread)) == ("柳河村党支部", True)
    assert told(found) == [("cell.error-value", "A2"), ("cell.error-value", "C2")]


@pytest.mark.parametrize("above", ["柳河村党支部", ""])
def test_a_branch_that_is_an_error_value_is_nobody_s_and_told_once(above: str) -> None:
    heading = () if above else ("柳河村党支部",)
    rows = f"张建国|{above}|1995.12", "李秀英|#formula =1/0 → #VALUE!|1996.11"
    found = read(*heading, *rows, header="姓名|所在党支部|入党时间")

    assert [str(member.name) for member in found.value.members] == ["张建国"]
    (problem,) = [each for each in found.problems if each.code in {"cell.error-value", "branch.missing"}]
    assert (problem.code, problem.hides) == ("cell.error-value", Hides.MEMBERS)


def test_a_blank_branch_is_the_one_above_only_where_each_stands_once() -> None:
    header = "姓名|所在党支部|人员类别|入党时间"
    once = read("张三|一支部", "李四|", "合计|小计", "王五|二支部", "赵六|", header=header)
    mixed = read("张三|一支部", "李四|二支部", "王五|", "赵六|一支部", "钱七|三支部", header=header)

    assert [member.branch for member in once.value.members] == ["一支部", "一支部", "二支部", "二支部"]
    assert [(m.name, m.branch) for m in mixed.value.members] == [
        ("张三", "一支部"),
        ("李四", "二支部"),
        ("赵六", "一支部"),
        ("钱七", "三支部"),
    ]
    assert told(mixed)[0] == ("branch.missing", "B4")


def test_a_branch_written_once_is_that_of_the_rows_below_and_that_is_told() -> None:
    found = read(
        "1|张建国|男|汉|甲党支部|正式党员|1995.12",
        "2|李秀英|女|汉||正式党员|1995.12",
        "3|王海涛|男|汉|乙党支部|正式党员|1995.12",
        "4|赵永福|男|汉||正式党员|1995.12",
    )

    assert [member.branch for member in found.value.members] == ["甲党支部", "甲党支部", "乙党支部", "乙党支部"]
    assert ("rows.branch-above", "E3") in told(found)


@pytest.mark.parametrize(
    "foot", ["||||填表人：某某", "填表人：|某某|||审核：某某", "||||注：以党内统计为准", "|填表人：|||某某"]
)
def test_what_a_foot_says_in_the_column_of_branches_is_no_branch_of_a_row(foot: str) -> None:
    found = read("1|张建国|男|汉|甲党支部|正式党员|1995.12", "2|李秀英|女|汉||正式党员|1995.12", foot)

    assert [(member.name, member.branch) for member in found.value.members] == [
        ("张建国", "甲党支部"),
        ("李秀英", "甲党支部"),
    ]
    assert ("rows.branch-above", "E3") in told(found)


FEET = [
    "填表人：|王小明||审核人：|李大中|",
    "填表人|王小明||审核人|李大中|",
    "|填表人：|王小明|||",
    "制表：|王小明||联系电话：||13800000009",
    "经办人:|王小明||||",
    "支部书记（签字）|王小明||||13800000009",
    "报送单位（盖章）：|甲党支部||||",
]


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("branch", ["", "|所在党支部"])
def test_whoever_signs_below_a_list_is_no_member(foot: str, branch: str) -> None:
    header = "序号|姓名|性别|人员类别|入党时间|联系电话"
    own = "甲党支部" if branch else ""
    found = read(f"1|张建国|男|正式党员|1995.12|13800000001|{own}", foot, header=f"{header}{branch}")

    assert [member.name for member in found.value.members] == ["张建国"]
    assert ("row.skipped", "A3") in told(found)


@pytest.mark.parametrize("number", ["1", "新1", "1-2", "（3）", "①", "增补", "书记"])
def test_a_number_written_otherwise_loses_nobody(number: str) -> None:
    found = read(f"{number}|张建国|男|汉|甲党支部：|正式党员|1995.12")

    assert [member.name for member in found.value.members] == ["张建国"]


def test_one_blank_among_many_branches_was_forgotten_and_is_nobodys() -> None:
    found = read(
        "1|张建国|男|汉|甲党支部|正式党员|1995.12",
        "2|李秀英|女|汉|乙党支部|正式党员|1995.12",
        "3|王海涛|男|汉||正式党员|1995.12",
        "4|赵永福|男|汉|丙党支部|正式党员|1995.12",
    )

    assert "王海涛" not in [member.name for member in found.value.members]
    assert ("branch.missing", "E4") in told(found)
