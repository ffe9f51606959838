"""What names of sheets and files say: a branch only where it is one, and never before what is written."""

from __future__ import annotations

import pytest

from pipeline import produce
from pipeline.desk import opened
from pipeline.inbox import naming, reading, workbook
from tests.conftest import CAMPAIGN, Workspace
from tests.sheets import workbook as a_workbook

PEOPLE = "姓名|入党时间|联系电话\n张建国|1995.12|13800000001\n李秀英|1996.11|"
LIST = "党支部名称|书记\n中共吕寨镇石桥村支部委员会|王某\n中共吕寨镇非公企业联合支部委员会|赵某\n中共吕寨镇机关支部委员会|钱某"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("石桥村党员名册（3月10日报）", "石桥村"), ("非公企业联合支部", "非公企业联合支部"), ("机关支部党员信息导出", "机关支部"),
        ("2026年杨家湾村党员花名册-最新", "杨家湾村"), ("附件1：柳河村党支部党员花名册", "柳河村党支部"), ("镇机关第2党支部2026", "镇机关第2党支部"),
        ("柳河村 - 副本", "柳河村"), ("27-柳河村党支部党员花名册", "柳河村党支部"), ("03_石桥村", "石桥村"), ("1.中心学校", "中心学校"), ("新村党员名单", "新村"), ("名册(1)", ""), ("党员花名册", ""), ("正式党员", ""), ("2026-03-10", ""),
    ],
)  # fmt: skip
def test_a_name_without_what_makes_it_a_list(words: str, name: str) -> None:
    assert naming.bare(words) == name


@pytest.mark.parametrize(
    ("words", "sort"),
    [("预备党员", "预备党员"), ("正式党员名册", "正式党员"), ("流动党员（3人）", "流动党员"), ("卫生院预备党员名单", "预备党员"), ("党员", ""), ("正式党员、预备党员名册", ""),
     ("预备党员转正表", ""), ("党员花名册", ""), ("正式党员和预备党员", ""), ("Sheet1", "")],
)  # fmt: skip
def test_what_sort_of_members_a_name_tells_of(words: str, sort: str) -> None:
    assert naming.people(words, ())[0] == sort
    assert naming.people("Sheet1", (words,))[0] == sort


def read(workspace: Workspace, **files: bytes) -> tuple[dict[str, int], list[tuple[str, str]]]:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    for name, data in files.items():
        (workspace.path / f"inputs/活动/{name}.xlsx").write_bytes(data)
    with opened(workspace.path) as desk:
        report = produce.produce(desk)
    forms = [path.parent.name for path in (workspace.path / "outputs/活动").rglob("03-*.docx")]
    said = [
        (p.code, p.origin.file.rpartition("/")[2]) for p in report.problems if p.code.startswith(("sheet.", "branch."))
    ]
    return {branch: forms.count(branch) for branch in forms}, said


def test_one_file_a_branch_is_told_by_the_file_s_name(workspace: Workspace) -> None:
    forms, said = read(
        workspace,
        党支部名册=a_workbook(LIST),
        非公企业联合支部=a_workbook(PEOPLE, name="Sheet1"),
        **{
            "石桥村党员名册（3月10日报）": a_workbook(
                PEOPLE.replace("张建国", "王海涛").replace("李秀英", "赵永福"), name="Sheet1"
            )
        },
    )

    assert forms == {"中共吕寨镇非公企业联合支部委员会": 2, "中共吕寨镇石桥村支部委员会": 2}
    assert [each for each in said if each[0] != "branch.empty"] == [
        ("branch.from-file", "石桥村党员名册（3月10日报）.xlsx"), ("branch.from-file", "非公企业联合支部.xlsx"),
    ]  # fmt: skip


def test_a_sheet_s_name_and_the_file_s_tell_it_only_where_they_are_branches_and_agree(workspace: Workspace) -> None:
    book = a_workbook(
        f"{PEOPLE}\n=== 一季度\n{PEOPLE.replace('张建国', '王海涛').replace('李秀英', '赵永福')}", name="机关"
    )

    forms, said = read(workspace, 党支部名册=a_workbook(LIST), 石桥村=book)

    assert forms == {"中共吕寨镇石桥村支部委员会": 2}  # whether the people of 机关 are its, nobody can tell
    assert ("branch.contradicted", "石桥村.xlsx") in said
    assert ("branch.from-file", "石桥村.xlsx") in said


def test_names_that_are_no_branch_s_make_none(workspace: Workspace) -> None:
    forms, said = read(workspace, 党支部名册=a_workbook(LIST), 一季度=a_workbook(PEOPLE, name="座谈会"))

    assert forms == {}
    assert ("sheet.no-branch", "一季度.xlsx") in said


def test_a_title_that_names_no_branch_is_shown_with_its_cure(workspace: Workspace) -> None:
    book = a_workbook(f"石桥村党员花名册\n{PEOPLE}", name="Sheet1")
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/党支部名册.xlsx", a_workbook(LIST))
    workspace.put("活动/名单.xlsx", book)

    told = reading.read_inputs(workspace.path, reading.Memory()).problems
    (problem,) = [p for p in told if p.code == "sheet.no-branch"]

    assert "标题「石桥村党员花名册」没有写明是哪个支部" in problem.message
    assert "在标题里写全党支部名称" in problem.hint
    assert "改好以前，全镇、中共吕寨镇石桥村支部委员会的列出" in problem.hint  # and no other branch waits for it


def test_without_a_list_a_sort_of_branches_makes_none(workspace: Workspace) -> None:
    rows = "姓名|入党时间\n大坡村党支部\n张建国|1995.12\n农村党支部\n李秀英|1996.11\n"
    forms, said = read(workspace, 名单=a_workbook(rows, name="Sheet1"), 农村党支部=a_workbook(PEOPLE, name="Sheet1"))

    assert forms == {"大坡村党支部": 1}
    assert {code for code, _ in said} >= {"branch.unknown", "sheet.no-branch"}


def test_with_a_list_a_branch_may_be_called_like_a_sort(workspace: Workspace) -> None:
    listed = "党支部名称|书记\n大坡村党支部|王某\n农村党支部|赵某"
    rows = "姓名|入党时间\n大坡村党支部\n张建国|1995.12\n农村党支部\n李秀英|1996.11\n"
    forms, _ = read(workspace, 党支部名册=a_workbook(listed), 名单=a_workbook(rows, name="Sheet1"))

    assert forms == {"大坡村党支部": 1, "农村党支部": 1}


def test_a_seal_behind_the_reporter_is_none_of_its_name(workspace: Workspace) -> None:
    book = a_workbook(f"党员花名册\n填报单位：石桥村支部（盖章）|||填报日期：2026年3月5日\n{PEOPLE}", name="Sheet1")
    forms, _ = read(workspace, 党支部名册=a_workbook(LIST), 名单=book)

    assert forms == {"中共吕寨镇石桥村支部委员会": 2}


def test_without_a_list_only_a_name_that_says_so_makes_a_branch(workspace: Workspace) -> None:
    forms, said = read(
        workspace,
        石桥村支部=a_workbook(PEOPLE, name="Sheet1"),
        杨家湾=a_workbook(PEOPLE.replace("张建国", "王海涛").replace("李秀英", "赵永福"), name="Sheet1"),
    )

    assert forms == {"石桥村支部": 2}
    assert sorted(said) == [("branch.from-file", "石桥村支部.xlsx"), ("sheet.no-branch", "杨家湾.xlsx")]


def test_what_is_written_goes_before_every_name(workspace: Workspace) -> None:
    written = a_workbook(
        PEOPLE.replace("联系电话", "所在党支部").replace("13800000001", "石桥村").replace("1996.11|", "1996.11|石桥村"),
        name="机关",
    )

    forms, said = read(workspace, 党支部名册=a_workbook(LIST), 非公企业联合支部=written)

    assert forms == {"中共吕寨镇石桥村支部委员会": 2}
    assert [each for each in said if each[0] != "branch.empty"] == []


def test_sheets_named_for_their_people_fill_what_no_column_says() -> None:
    text = f"{PEOPLE}\n=== 预备党员\n{PEOPLE.replace('张建国', '王海涛').replace('李秀英', '赵永福')}\n=== 流动党员\n姓名|入党时间|人员类别\n孙德林|1999.01|正式党员"

    found = workbook.workbook_rows(a_workbook(text, name="正式党员"), "inputs/石桥村支部.xlsx")

    assert [(m.name, m.status, m.mobile) for m in found.value.members] == [
        ("张建国", "正式党员", False), ("李秀英", "正式党员", False), ("王海涛", "预备党员", False), ("赵永福", "预备党员", False),
        ("孙德林", "正式党员", True),
    ]  # fmt: skip
    assert [p.code for p in found.problems] == ["sheet.people"] * 3


def test_a_column_goes_before_the_name_of_the_sheet() -> None:
    found = workbook.workbook_rows(
        a_workbook("姓名|入党时间|人员类别|是否流动\n张建国|1995.12|正式党员|否\n李秀英|1996.11||", name="预备党员"),
        "inputs/石桥村支部.xlsx",
    )

    assert [(m.status, m.mobile) for m in found.value.members] == [("正式党员", False), ("", False)]
