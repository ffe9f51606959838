"""What stands beside a name in its cell goes to its own column, tells namesakes apart, or is asked about."""

from __future__ import annotations

import pytest

from pipeline.inbox import workbook
from pipeline.inbox.workbook_contents import Rows
from pipeline.model.facts import Member, Unread
from pipeline.model.problem import Hides, Read
from tests.sheets import workbook as a_workbook

HEADER = "姓名|性别|民族|人员类别|政治面貌|入党时间"
OTHER = "张建国|男|汉族|正式党员||1995.12"


def read(row: str, header: str = HEADER) -> Read[Rows]:
    rows = "\n".join((header, row, OTHER, OTHER.replace("建国", "建军")))
    return workbook.workbook_rows(a_workbook(rows, name="甲党支部党员名册"), "inputs/花名册.xlsx")


def first(found: Read[Rows]) -> Member:
    return next(iter(found.value.members))


def faults(found: Read[Rows]) -> list[tuple[str, str]]:
    return [(p.code, p.origin.cell) for p in found.problems if p.code == "cell.name"]


@pytest.mark.parametrize(
    ("words", "name", "sex", "ethnicity", "status"),
    [
        ("李秀英（预备）", "李秀英", "", "", "预备党员"),
        ("李秀英(预备党员)", "李秀英", "", "", "预备党员"),
        ("李 秀 英【正式】", "李秀英", "", "", "正式党员"),
        ("李秀英 预备党员", "李秀英", "", "", "预备党员"),
        ("李秀英-预备", "李秀英", "", "", "预备党员"),
        ("李秀英（女）", "李秀英", "女", "", ""),
        ("李秀英\\n（女，壮族）", "李秀英", "女", "壮族", ""),
        ("李秀英（女）（预备）", "李秀英", "女", "", "预备党员"),
        ("阿依古丽·买买提（女、维吾尔族）", "阿依古丽·买买提", "女", "维吾尔族", ""),
        ("李明（大，预备）", "李明（大）", "", "", "预备党员"),
    ],
)
def test_what_a_column_of_its_own_tells_goes_there(
    words: str, name: str, sex: str, ethnicity: str, status: str
) -> None:
    found = read(f"{words}|||||1998.07")

    member = first(found)
    assert (member.name, member.sex, member.ethnicity, member.status) == (name, sex, ethnicity, status)
    assert faults(found) == []


def test_zhonggong_dangyuan_is_said_of_those_on_probation_too() -> None:
    assert first(read("李秀英（预备）||||中共党员|2025.07")).status == "预备党员"


@pytest.mark.parametrize(
    ("row", "field"),
    [("李秀英（预备）|女|汉族|正式党员||1998.07", "status"), ("李秀英（男）|女|汉族|正式党员||1998.07", "sex")],
)
def test_what_a_column_contradicts_is_no_value(row: str, field: str) -> None:
    found = read(row)

    assert first(found).name == "李秀英"
    assert isinstance(getattr(first(found), field), Unread)
    assert faults(found) == [("cell.name", "A2")]


@pytest.mark.parametrize("row", ["李秀英（预备）|女|汉|预备党员||1998.07", "李秀英（汉族）|女|汉|预备党员||1998.07"])
def test_what_a_column_says_too_is_no_fault(row: str) -> None:
    found = read(row)

    assert (first(found).name, first(found).status, first(found).ethnicity) == ("李秀英", "预备党员", "汉")
    assert faults(found) == []


@pytest.mark.parametrize(
    "words",
    ["李秀英（书记）", "李秀英（曾用名李英）", "李秀英*", "李秀英★", "1李秀英", "李秀英13800000009", "李秀英（流动）"],
)
def test_of_all_else_somebody_is_asked(words: str) -> None:
    found = read(f"{words}|女|汉族|正式党员||1998.07")

    (problem,) = [p for p in found.problems if p.code == "cell.name"]
    assert (problem.origin.cell, problem.hides) == ("A2", Hides.CELL)
    assert isinstance(first(found).name, Unread)


@pytest.mark.parametrize(
    "words",
    [
        "李秀英 去世",
        "李明去世",
        "李秀英转出",
        "李秀英（已转往县城）",
        "李秀英（迁走）",
        "李秀英（已转）",
        "李秀英（户口已迁）",
        "李秀英 王大明",
    ],
)
def test_who_may_have_left_and_two_in_one_cell_are_no_members(words: str) -> None:
    found = read(f"{words}|女|汉族|正式党员||1998.07")

    (problem,) = [p for p in found.problems if p.code == "cell.name"]
    assert (problem.origin.cell, problem.hides) == ("A2", Hides.MEMBERS)
    assert [member.name for member in found.value.members] == ["张建国", "张建军"]


@pytest.mark.parametrize(
    "words",
    [
        "欧阳 娜娜",
        "买买提 艾力",
        "李 明",
        "李明（小）",
        "李明（三组）",
        "李明（1965.3）",
        "李明2",
        "司马相如",
        "Maria Li",
        "转正良",
    ],
)
def test_a_name_is_a_name(words: str) -> None:
    found = read(f"{words}|女|汉族|正式党员||1998.07")

    assert first(found).name == (words if words.isascii() else words.replace(" ", ""))
    assert faults(found) == []


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [
        ("是否预备党员", "预备党员", "正式党员"),
        ("是否正式党员", "正式党员", "预备党员"),
        ("是否转正", "正式党员", "预备党员"),
    ],
)
def test_a_column_that_asks_is_read_as_its_answer(header: str, yes: str, no: str) -> None:
    for answer, status in (("是", yes), ("否", no), ("", ""), ("预备党员", "预备党员")):
        found = read(f"李秀英|女|汉族|{answer}||1998.07", HEADER.replace("人员类别", header))
        assert first(found).status == status
