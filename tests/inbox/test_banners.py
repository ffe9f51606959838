"""Rows that stand above others: who stands below another branch's name is never of the branch above it."""

from __future__ import annotations

import pytest

from pipeline.inbox import banners, workbook
from pipeline.inbox.workbook_contents import Rows
from pipeline.model.problem import Read
from tests.sheets import workbook as a_workbook

HEADER = "序号|姓名|性别|出生年月|入党时间|人员类别"
ONE = ("1|潘小虎|男|1975.08|1999.07|正式党员", "2|葛红霞|女|1980.02|2005.07|正式党员")
TWO = ("1|范志强|男|1972.11|1998.07|正式党员", "2|彭丽|女|1984.06|2009.07|正式党员")
WIDE = "|||||"


def read(*rows: str, merges: tuple[str, ...] = (), file: str = "两新.xlsx", name: str = "Sheet1") -> Read[Rows]:
    return workbook.workbook_rows(a_workbook("\n".join(rows), name=name, merges=merges), f"inputs/{file}")


def whose(found: Read[Rows]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return of each pack the branch as written, its people's names, and what a heading may say of them."""
    return [
        (
            pack.branch,
            "".join(str(member.name)[0] for member in pack.members),
            [(g.name, g.before) for g in pack.guesses],
        )
        for pack in found.value.members.packs
    ]


@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize(
    "heading",
    ["恒通物业公司党支部", "恒通物业公司党支部（2人）", "二、恒通物业公司党支部", "（二）恒通物业公司党支部：2人", "2.恒通物业公司党支部（共2人，其中预备党员0人）",
     "恒通物业公司党支部党员名册", "二、恒通物业公司党支部党员花名册（2人）", "恒通物业公司党支部 共2名党员", "恒通物业公司党支部|||2人", "恒通物业公司党支部||书记：范志强"],
)  # fmt: skip
def test_a_branchs_name_opens_its_block(heading: str, again: bool, blank: bool) -> None:
    rows = ["惠民商超联合党支部", HEADER, *ONE, *([WIDE] if blank else []), heading, *([HEADER] if again else []), *TWO]

    assert whose(read(*rows)) == [("惠民商超联合党支部", "潘葛", []), ("恒通物业公司党支部", "范彭", [])]


@pytest.mark.parametrize("again", [True, False])
def test_a_merged_name_opens_its_block_where_the_persons_name_comes_first(again: bool) -> None:
    header = "姓名|性别|出生年月|入党时间|人员类别"
    one, two = ([row.partition("|")[2] for row in rows] for rows in (ONE, TWO))
    rows = [header, one[0], "恒通公司", *([header] if again else []), *two]

    assert whose(read("惠民商超联合党支部", *rows, merges=("A4:E4",))) == [
        ("惠民商超联合党支部", "潘", []),
        ("", "范彭", [("恒通公司", "惠民商超联合党支部")]),
    ]


@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize(
    "heading", ["恒通物业公司", "二、恒通物业公司（2人）", "恒通物业公司党员", "恒通物业公司党员名单", "恒通物业"]
)
def test_a_heading_that_may_name_another_branch_leaves_the_rows_open(heading: str, again: bool) -> None:
    rows = ["惠民商超联合党支部", HEADER, *ONE, heading, *([HEADER] if again else []), *TWO]

    first, (branch, people, [(name, before)]) = whose(read(*rows, file="惠民商超联合党支部.xlsx"))

    assert first == ("惠民商超联合党支部", "潘葛", [])
    assert (branch, people, before) == ("", "范彭", "惠民商超联合党支部")
    assert name.startswith("恒通物业")


@pytest.mark.parametrize("heading", ["恒通物业公司", "恒通公司", "二、恒通物业（2人）", "恒通物业公司党支部"])
def test_a_heading_in_the_column_of_the_names_is_nobodys_name(heading: str) -> None:
    header = "姓名|性别|出生年月|入党时间|人员类别"
    one, two = ([row.partition("|")[2] for row in rows] for rows in (ONE, TWO))

    first, second = whose(read("惠民商超联合党支部", header, *one, heading, header, *two))

    assert first == ("惠民商超联合党支部", "潘葛", [])
    assert (second[0] or second[2][0][0])[:2] == "恒通"
    assert second[1] == "范彭"


def test_who_is_only_a_name_above_the_next_branch_is_a_member() -> None:
    header = "姓名|性别|出生年月|入党时间|人员类别"
    rows = (
        "潘小虎|男|1975.08|1999.07|正式党员",
        "葛红霞",
        "恒通物业公司党支部",
        header,
        "范志强|男|1972.11|1998.07|正式党员",
    )

    assert whose(read("惠民商超联合党支部", header, *rows)) == [
        ("惠民商超联合党支部", "潘葛", []),
        ("恒通物业公司党支部", "范", []),
    ]


@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize(
    "heading",
    [
        "第二党小组",
        "二、预备党员（2人）",
        "（二）流动党员",
        "2组",
        "离退休党员",
        "以下为流动党员",
        "以下是预备党员（2人）",
        "其中：困难党员",
        "一、正式党员",
        "流动党员：",
        "第二村民小组",
        "三、第2居民小组（2人）",
        "支部委员会成员",
        "支部班子成员",
        "第三网格",
    ],
)
def test_a_part_of_a_branchs_people_is_the_branchs(heading: str, again: bool) -> None:
    rows = ["惠民商超联合党支部党员花名册", HEADER, *ONE, heading, *([HEADER] if again else []), *TWO]

    assert [(branch, guesses) for branch, _, guesses in whose(read(*rows))] == [("惠民商超联合党支部", [])]


@pytest.mark.parametrize(
    "heading",
    [
        "农村党支部",
        "二、两新组织党支部（1个）",
        "非公企业党支部",
        "机关事业单位党支部",
        "各村党支部",
        "农村党总支",
        "企业党支部",
    ],
)
def test_a_sort_of_branches_is_no_branch(heading: str) -> None:
    rows = ["全镇党员花名册", HEADER, "惠民商超联合党支部", ONE[0], heading, ONE[1], "恒通物业公司党支部", *TWO]

    assert [(branch, people, len(guesses)) for branch, people, guesses in whose(read(*rows))] == [
        ("惠民商超联合党支部", "潘", 0),
        ("", "葛", 1),
        ("恒通物业公司党支部", "范彭", 0),
    ]


@pytest.mark.parametrize(
    "heading",
    ["镇机关党支部", "机关党支部", "学校党支部", "社区党支部", "非公企业联合党支部", "农村经济发展公司党支部"],
)
def test_what_may_be_one_branch_s_name_is_one(heading: str) -> None:
    rows = ["全镇党员花名册", HEADER, "惠民商超联合党支部", *ONE, heading, *TWO]

    assert [branch for branch, _, _ in whose(read(*rows))] == ["惠民商超联合党支部", heading]


@pytest.mark.parametrize("remark", ["合计：2人", "填表人：潘小虎", "注：预备党员另报", "以上名单已经支部大会审核。"])
def test_a_remark_above_a_further_header_is_no_branch(remark: str) -> None:
    rows = ["惠民商超联合党支部", HEADER, *ONE, remark, WIDE, "恒通物业公司党支部", HEADER, *TWO]

    assert whose(read(*rows)) == [("惠民商超联合党支部", "潘葛", []), ("恒通物业公司党支部", "范彭", [])]


def test_a_title_names_the_last_branch_that_it_says() -> None:
    assert banners.titled("桥东社区党总支第一党支部党员花名册") == "桥东社区党总支第一党支部"
    assert banners.titled("清河街道两新组织党员名册") == ""
