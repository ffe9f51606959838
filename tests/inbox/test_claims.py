"""Titles, 填报单位, the sheet, the file and its folder are held against each other before they tell whose rows are."""

from __future__ import annotations

import csv
import io

import docx
import pytest

from pipeline import produce
from pipeline.desk import opened
from tests.conftest import CAMPAIGN, Workspace
from tests.sheets import workbook

LIST = """\
党组织名称|简称|书记
中共某镇柏林社区总支部委员会|柏林社区党总支|
中共某镇柏林社区第一支部委员会|柏林社区第一党支部|
中共某镇柏林社区第二支部委员会|柏林社区第二党支部|
中共某镇桂花社区支部委员会|桂花社区党支部|
中共某镇机关第一支部委员会|机关第一党支部|
中共某镇恒通公司委员会|恒通公司党委|
中共某镇恒通公司车间支部委员会|恒通公司车间党支部|"""
PEOPLE = "姓名|人员类别|入党时间\n张建国|正式党员|1995-12-01\n李秀英|正式党员|1996-11-01"


def whose(workspace: Workspace, files: dict[str, bytes]) -> tuple[set[str], list[str]]:
    """Return in whose folders the people have papers, and what was said of branches."""
    workspace.put("活动/活动.yaml", CAMPAIGN)
    for name, data in {"支部.xlsx": workbook(LIST), **files}.items():
        path = workspace.path / "inputs/活动" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    with opened(workspace.path) as desk:
        report = produce.produce(desk)
    called = {path.parent.name for path in (workspace.path / "outputs/活动").rglob("03-*.docx")}
    short = dict(row.split("|")[:2] for row in LIST.split("\n"))
    said = [problem for problem in report.problems if problem.code in {"branch.contradicted", "branch.by-number"}]
    return {short.get(each, each) for each in called}, [problem.message for problem in said]


@pytest.mark.parametrize(
    ("file", "tab", "title", "one", "other"),
    [
        ("名册", "柏林社区第一党支部", "填报单位：桂花社区党支部", "标题「填报单位：桂花社区党支部」", "工作表名「柏林社区第一党支部」"),
        ("名册", "柏林社区第一党支部", "桂花社区党员花名册", "标题「桂花社区党员花名册」", "工作表名「柏林社区第一党支部」"),
        ("名册", "桂花社区", "填报单位：柏林社区第二党支部", "标题「填报单位：柏林社区第二党支部」", "工作表名「桂花社区」"),
        ("名册", "第二党支部", "柏林社区第一党支部党员花名册", "标题「柏林社区第一党支部党员花名册」", "工作表名「第二党支部」"),
        ("名册", "梅花社区党支部", "桂花社区党支部党员花名册", "标题「桂花社区党支部党员花名册」", "工作表名「梅花社区党支部」"),
        ("桂花社区党支部党员名册", "柏林社区第一党支部", "党员花名册", "工作表名「柏林社区第一党支部」", "文件名「桂花社区党支部党员名册」"),
        ("桂花社区党支部党员名册", "Sheet1", "柏林社区第一党支部党员花名册", "标题「柏林社区第一党支部党员花名册」", "文件名「桂花社区党支部党员名册」"),
        ("桂花社区党支部/名册", "柏林社区第一党支部", "党员花名册", "工作表名「柏林社区第一党支部」", "文件夹名「桂花社区党支部」"),
        ("机关第一党支部", "Sheet1", "柏林社区党总支党员花名册", "标题「柏林社区党总支党员花名册」", "文件名「机关第一党支部」"),
    ],
)  # fmt: skip
def test_two_branches_around_a_table_are_told_and_nobody_is_placed(
    workspace: Workspace, file: str, tab: str, title: str, one: str, other: str
) -> None:
    placed, said = whose(workspace, {f"{file}.xlsx": workbook(f"{title}\n{PEOPLE}", name=tab)})

    assert placed == set()
    assert [message.split("说的")[0] for message in said] in ([f"{one}与{other}"], [f"{other}与{one}"])


@pytest.mark.parametrize(
    ("file", "tab", "title", "branch"),
    [
        ("名册", "柏林社区第一党支部", "柏林社区党总支党员花名册", "柏林社区第一党支部"),
        ("名册", "柏林社区党总支", "填报单位：柏林社区第二党支部", "柏林社区第二党支部"),
        ("柏林社区党总支党员名册", "第二党支部", "党员花名册", "柏林社区第二党支部"),
        ("名册", "第一党支部", "柏林社区党总支党员花名册", "柏林社区第一党支部"),
        ("柏林社区党总支", "第一支部党员", "党员花名册", "柏林社区第一党支部"),
        ("恒通公司党委", "恒通公司车间党支部", "恒通公司党委党员花名册", "恒通公司车间党支部"),
        ("桂花社区党支部", "桂花支部", "填报单位：桂花社区党支部", "桂花社区党支部"),
        ("桂花社区党支部/名册", "Sheet1", "填报单位：桂花社区党支部", "桂花社区党支部"),
    ],
)  # fmt: skip
def test_the_branch_below_a_general_one_is_meant(
    workspace: Workspace, file: str, tab: str, title: str, branch: str
) -> None:
    placed, said = whose(workspace, {f"{file}.xlsx": workbook(f"{title}\n{PEOPLE}", name=tab)})

    assert placed == {branch}
    assert not any("不是同一个" in message for message in said)


def test_a_number_alone_is_nobodys_first_branch(workspace: Workspace) -> None:
    placed, said = whose(workspace, {"名册.xlsx": workbook(f"党员花名册\n{PEOPLE}", name="第一党支部")})

    assert (placed, said) == (set(), [])


def test_a_number_below_its_unit_is_read_and_that_is_told(workspace: Workspace) -> None:
    placed, said = whose(workspace, {"柏林社区.xlsx": workbook(f"党员花名册\n{PEOPLE}", name="第一党支部")})

    assert placed == {"柏林社区第一党支部"}
    assert said == ["「第一党支部」没有写全，按文件名「柏林社区」读作「柏林社区第一党支部」"]


def test_a_csv_s_title_is_held_to_its_file(workspace: Workspace) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["填报单位：桂花社区党支部"], *(row.split("|") for row in PEOPLE.split("\n"))])

    placed, said = whose(workspace, {"柏林社区第一党支部.csv": out.getvalue().encode()})

    assert placed == set()
    assert len(said) == 1


def word(*parts: str) -> bytes:
    """Return a .docx of paragraphs and tables; a table is what has several lines."""
    paper = docx.Document()
    for part in parts:
        rows = [row.split("|") for row in part.split("\n")]
        if len(rows) == 1:
            paper.add_paragraph(part)
            continue
        table = paper.add_table(len(rows), len(rows[0]))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def test_a_word_table_s_title_is_held_to_its_file(workspace: Workspace) -> None:
    paper = word("桂花社区党支部党员花名册", PEOPLE)

    placed, said = whose(workspace, {"柏林社区第一党支部党员名册.docx": paper})

    assert placed == set()
    assert len(said) == 1


OTHERS = "姓名|人员类别|入党时间\n王海涛|正式党员|1997-12-01"
THIRD = "姓名|人员类别|入党时间\n刘桂兰|正式党员|1998-12-01"


@pytest.mark.parametrize(
    ("parts", "branches"),
    [
        (("桂花社区党支部党员花名册", PEOPLE, "机关第一党支部党员花名册", OTHERS), {"桂花社区党支部", "机关第一党支部"}),
        (("桂花社区党支部党员名册", PEOPLE, "", "柏林社区第二党支部", OTHERS), {"桂花社区党支部", "柏林社区第二党支部"}),
        (
            ("某镇党员花名册", "填报单位：桂花社区党支部", PEOPLE, "注：以上共2人", "填报单位：机关第一党支部", OTHERS),
            {"桂花社区党支部", "机关第一党支部"},
        ),
        (
            ("柏林社区党总支党员花名册", "第一党支部", PEOPLE, "第二党支部", OTHERS),
            {"柏林社区第一党支部", "柏林社区第二党支部"},
        ),
        (("桂花社区党支部党员花名册", PEOPLE, "（续表）", OTHERS), {"桂花社区党支部"}),
        (("桂花社区党支部党员花名册", PEOPLE, "预备党员", OTHERS), {"桂花社区党支部"}),
        (
            ("桂花社区党支部党员花名册", PEOPLE, "机关第一党支部党员花名册", OTHERS, "续表", THIRD),
            {"桂花社区党支部", "机关第一党支部"},
        ),
    ],
)  # fmt: skip
def test_each_table_of_a_word_file_is_its_own_title_s(
    workspace: Workspace, parts: tuple[str, ...], branches: set[str]
) -> None:
    placed, said = whose(workspace, {"党员名册.docx": word(*parts)})

    assert placed == branches
    assert not any("不是同一个" in message for message in said)


def test_a_word_table_below_two_titles_of_its_own_is_nobody_s(workspace: Workspace) -> None:
    paper = word("桂花社区党支部党员花名册", PEOPLE, "机关第一党支部党员花名册", "填报单位：柏林社区第二党支部", OTHERS)

    placed, said = whose(workspace, {"党员名册.docx": paper})

    assert placed == {"桂花社区党支部"}
    assert len(said) == 1


def test_a_declared_sheet_is_held_to_all_that_stands_around_it(workspace: Workspace) -> None:
    issues = "填报单位：桂花社区党支部\n具体问题|整改措施\n路灯不亮|换灯"
    people = workbook(PEOPLE.replace("姓名", "所在党支部|姓名").replace("\n", "\n柏林社区第一党支部|"))

    placed, said = whose(workspace, {"名册.xlsx": people, "问题.xlsx": workbook(issues, name="柏林社区第一党支部")})

    assert placed == {"柏林社区第一党支部"}
    assert len(said) == 1
    ledgers = {path.parent.name for path in (workspace.path / "outputs/活动").rglob("05-整改台账.docx")}
    assert ledgers
    assert not ledgers & {"柏林社区第一党支部", "桂花社区党支部"}
