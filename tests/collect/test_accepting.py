"""What returned papers bring for the office's own sheets is put into a copy of the clerk's workbook, for her to accept."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter
from openpyxl import load_workbook

from pipeline import dispatch, inbox, produce
from pipeline.desk import opened
from tests.collect.conftest import expect
from tests.collect.hands import bare, row, say
from tests.collect.test_filing import held
from tests.conftest import Workspace
from tests.sheets import workbook

COPY = "活动/汇总/待采纳/问题清单.xlsx"
LEFT = "活动/汇总/待采纳/没有放进去的.xlsx"
ISSUES = """\
党支部|具体问题|整改措施|责任人|整改时限|进展情况|完成情况|备注
一支部|村务公开不及时|修订公开办法|张三丰|2026年11月30日|正在推进|整改中|
一支部|学习不经常|每月学习两次|李四光|2026年12月31日|||
二支部|村务公开不及时|增设公开栏|王五味|2026年11月30日|已有方案|整改中|
"""
TERMS = "{交回: 每份, 可改: [进展情况, 完成情况], 行: {键: [具体问题], 可增: 是}, 汇入: 问题清单}"


@pytest.fixture(scope="session")
def working(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the office, its list of issues, and what it has sent into a share."""
    home = tmp_path_factory.mktemp("working")
    shutil.copytree(made, home / "office")
    (home / "office/inputs/活动/问题.xlsx").write_bytes(workbook(ISSUES))
    expect(home / "office", {"整改台账": TERMS})
    with opened(home / "office") as desk:
        assert not produce.produce(desk).failed
        dispatch.approve(desk, dispatch.Choice(everything=True))
        assert not dispatch.dispatch(desk, dispatch.SendOrder(way="文件夹", to=str(home / "共享"))).failed
    return home


@pytest.fixture
def office(working: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workspace:
    shutil.copytree(working / "office", tmp_path / "office")
    return Workspace(tmp_path / "office", capsys)


@pytest.fixture
def share(working: Path) -> Path:
    return working / "共享"


def filled(share: Path, to: Path, said: dict[tuple[str, str], str], branch: str = "一支部") -> Path:
    """Write into a branch's ledger: by issue ("": the first blank row) and column."""
    document = docx.Document(str(next(path for path in share.rglob("*台账.docx") if branch in str(path))))
    table = document.tables[0]
    columns = [bare(cell.text) for cell in row(table, 0)]
    for (issue, column), text in said.items():
        at = next(n for n in range(1, len(table.rows)) if bare(row(table, n)[columns.index("具体问题")].text) == issue)
        say(row(table, at)[columns.index(column)], text)
    to.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(to))
    return to


def collected(office: Workspace, *paths: Path) -> Any:
    _, out, err = office.run("collect", "--json", *map(str, paths))
    return json.loads(out or err)


def cells(path: Path, sheet: str = "Sheet1") -> dict[str, Any]:
    book = load_workbook(path)
    page = book[sheet] if sheet in book.sheetnames else book.worksheets[-1]
    return {cell.coordinate: cell for each in page.iter_rows() for cell in each}


def left(office: Workspace) -> list[dict[str, Any]]:
    page = load_workbook(office.output(LEFT)).worksheets[0]
    head, *rows = page.iter_rows(values_only=True)
    return [dict(zip(head, each, strict=True)) for each in rows]


def test_progress_is_put_into_a_copy_old_and_new_and_whence(office: Workspace, share: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in (office.path / "inputs").rglob("*") if path.is_file()}
    said = {
        ("村务公开不及时", "进展情况"): "正在推进，已选址",  # behind what is printed
        ("村务公开不及时", "完成情况"): "已完成",
        ("学习不经常", "进展情况"): "=1+1",
    }

    collected(office, filled(share, tmp_path / "交" / "台账.docx", said))

    there = cells(office.output(COPY))
    assert [there[at].value for at in ("F2", "G2", "F3")] == ["正在推进，已选址", "已完成", "=1+1"]
    assert there["F3"].data_type == "s"
    assert [there[at].value for at in ("B2", "C2", "D2", "F4", "G4", "G3")] == [
        "村务公开不及时", "修订公开办法", "张三丰", "已有方案", "整改中", None,
    ]  # fmt: skip
    assert "“正在推进” → “正在推进，已选址”" in there["F2"].comment.text
    assert "台账.docx 表1" in there["F2"].comment.text
    assert there["F2"].fill.fgColor.rgb == "00FFEB9C"
    assert [at for at, cell in there.items() if cell.comment] == ["F2", "G2", "F3"]
    assert not office.output(LEFT).exists()
    assert {path: path.read_bytes() for path in (office.path / "inputs").rglob("*") if path.is_file()} == before


def test_the_same_again_writes_nothing(office: Workspace, share: Path, tmp_path: Path) -> None:
    came = filled(share, tmp_path / "交" / "台账.docx", {("学习不经常", "完成情况"): "已完成"})
    collected(office, came)
    before = held(office.path / "outputs" / "活动")

    collected(office, came)

    assert held(office.path / "outputs" / "活动") == before


def test_the_copy_put_into_inputs_takes_the_workbooks_place(office: Workspace, share: Path, tmp_path: Path) -> None:
    came = filled(share, tmp_path / "交" / "台账.docx", {("学习不经常", "完成情况"): "已完成"})
    collected(office, came)
    shutil.copy(office.output(COPY), office.path / "inputs/活动/问题清单.xlsx")

    collected(office, came)

    assert not office.output(COPY).exists()  # nothing is left to accept
    with opened(office.path) as desk:
        read = inbox.read_inputs(desk.workspace, desk.memory)
    rows = [row for each in read.campaigns[0].dossiers for row in each.rows.get("问题清单", ())]
    assert sorted(str(row.value("完成情况")) for row in rows) == ["已完成", "整改中", "整改中"]
    assert {row.source.file for row in rows if row.source} == {"inputs/活动/问题清单.xlsx"}


def test_each_branch_fills_its_own_rows_though_the_words_are_the_same(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    said = {("村务公开不及时", "进展情况"): "公开栏已建好"}

    collected(office, filled(share, tmp_path / "交" / "二.docx", said, "二支部"))

    there = cells(office.output(COPY))
    assert (there["F2"].value, there["F4"].value) == ("正在推进", "公开栏已建好")


def test_what_is_not_open_or_stands_in_no_column_is_listed_apart(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    said = {
        ("学习不经常", "验收销号"): "镇里看过",
        ("学习不经常", "责任人"): "李四光、王五",
        ("学习不经常", "备注"): "下月完成",  # blank in the workbook: nothing is lost
    }

    collected(office, filled(share, tmp_path / "交" / "台账.docx", said))

    assert [(each["项目"], each["内容"], each["支部"]) for each in left(office)] == [
        ("责任人", "、王五", "一支部"),
        ("验收销号", "镇里看过", "一支部"),
    ]
    assert cells(office.output(COPY))["H3"].value == "下月完成"
    assert cells(office.output(COPY))["D3"].value == "李四光"


def test_what_the_clerk_has_written_since_is_kept_unless_it_is_open(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    now = ISSUES.replace("2026年12月31日|||", "2026年12月31日||整改中|我已问过")
    (office.path / "inputs/活动/问题.xlsx").write_bytes(workbook(now))
    said = {("学习不经常", "备注"): "下月完成", ("学习不经常", "完成情况"): "已完成"}

    collected(office, filled(share, tmp_path / "交" / "台账.docx", said))

    there = cells(office.output(COPY))
    assert (there["G3"].value, there["H3"].value) == ("已完成", "我已问过")
    assert "“整改中” → “已完成”" in there["G3"].comment.text
    assert [(each["项目"], each["为什么没有放进去"]) for each in left(office)] == [
        ("备注", "您的表里写着“我已问过”。catalog.yaml 的 可改 没有写这一栏")
    ]


@pytest.mark.parametrize(
    ("issues", "why"),
    [
        (ISSUES.replace("学习不经常", "学习有时不经常"), "没有哪一行和它写的一样"),
        (ISSUES + "一支部|学习不经常|另一条|李四光|2026年12月31日|||\n", "有几行都和它写的一样"),
    ],
)
def test_a_row_is_known_by_equal_words_never_by_likeness(
    office: Workspace, share: Path, tmp_path: Path, issues: str, why: str
) -> None:
    (office.path / "inputs/活动/问题.xlsx").write_bytes(workbook(issues))

    collected(office, filled(share, tmp_path / "交" / "台账.docx", {("学习不经常", "进展情况"): "学了四次"}))

    assert not office.output(COPY).exists()
    (only,) = left(office)
    assert (only["行"], only["内容"]) == ("学习不经常", "学了四次")
    assert why in only["为什么没有放进去"]


def test_formulas_keep_their_results_in_the_copy_but_those_that_are_not_true_any_more(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    """A library writes formulas and no results: who reads the copy before Excel has saved it would see nothing."""
    source = office.path / "inputs/活动/问题.xlsx"
    with xlsxwriter.Workbook(source) as book:
        page = book.add_worksheet("问题清单")
        for at, line in enumerate(ISSUES.splitlines()):
            page.write_row(at, 0, line.split("|"))
        page.write_formula("J2", "=LEN(B2)", None, 7)
        page.write_formula("J3", '=B3&"！"', None, "学习不经常！")
        page.write_formula("J4", "=LEN(G3)", None, 0)
        page.write_formula("J5", "=1>0", None, "TRUE")
    came = filled(share, tmp_path / "交" / "台账.docx", {("学习不经常", "完成情况"): "已完成"})

    collected(office, came)

    results = load_workbook(office.output(COPY), data_only=True)["问题清单"]
    formulas = load_workbook(office.output(COPY))["问题清单"]
    assert [results[at].value for at in ("J2", "J3", "J4", "G3")] == [7, "学习不经常！", None, "已完成"]
    assert [formulas[at].value for at in ("J2", "J3", "J4")] == ["=LEN(B2)", '=B3&"！"', "=LEN(G3)"]


OPINIONS = """\
意见内容|党支部|反映对象|来源方式
希望多到户走访|一支部|党支部班子|座谈会
"""


def test_a_row_that_says_all_that_a_row_must_is_put_below_the_others(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    """A sheet of the office on which a branch writes opinions down: a blank row of it becomes a row of 征求意见."""
    (office.path / "inputs/活动/意见.xlsx").write_bytes(workbook(OPINIONS))
    terms = TERMS.replace("汇入: 问题清单", "汇入: 征求意见, 字段: {责任人: {名: 反映对象}, 具体问题: {名: 意见内容}}")
    expect(office.path, {"整改台账": terms})
    assert office.run("build")[0] == 0
    came = filled(share, tmp_path / "交" / "台账.docx", {("", "具体问题"): "活动室开放时间太短"}, "三支部")
    came = filled(came.parent, came, {("", "具体问题"): "=路灯不亮", ("", "备注"): "另附"}, "")

    collected(office, came)

    there = cells(office.output("活动/汇总/待采纳/征求意见.xlsx"))
    branch = "中共吕寨镇三村支部委员会"
    assert [there[at].value for at in ("A3", "B3", "C3")] == ["活动室开放时间太短", branch, None]
    assert [there[at].value for at in ("A4", "B4", "C4")] == ["=路灯不亮", branch, None]
    assert [(each["项目"], each["内容"]) for each in left(office)] == [("备注", "另附")]
    assert there["A3"].fill.fgColor.rgb == "00DDEBF7"
    shutil.copy(office.output("活动/汇总/待采纳/征求意见.xlsx"), office.path / "inputs/活动/")
    collected(office, came)
    assert not office.output("活动/汇总/待采纳/征求意见.xlsx").exists()


def test_where_there_is_no_such_sheet_yet_the_first_one_is_a_filled_blank(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    terms = TERMS.replace("汇入: 问题清单", "汇入: 征求意见, 字段: {责任人: {名: 反映对象}, 具体问题: {名: 意见内容}}")
    expect(office.path, {"整改台账": terms})
    assert office.run("build")[0] == 0
    before = held(office.path / "inputs")
    came = filled(share, tmp_path / "交" / "台账.docx", {("", "具体问题"): "活动室开放时间太短"}, "三支部")
    filled(came.parent, came, {("", "具体问题"): "路灯不亮", ("", "备注"): "另附"}, "")

    collected(office, came.parent)

    copy = office.output("活动/汇总/待采纳/征求意见.xlsx")
    page = load_workbook(copy)["征求意见"]
    heads = {str(cell.value).lstrip("★"): cell.column_letter for cell in page[2]}
    said = {page[f"{heads['意见内容']}{at}"].value: page[f"{heads['党支部']}{at}"].value for at in (3, 4, 5)}
    assert said == {
        "活动室开放时间太短": "中共吕寨镇三村支部委员会", "路灯不亮": "中共吕寨镇三村支部委员会", None: None,
    }  # fmt: skip
    assert "第一本" in "".join(str(cell.value) for each in load_workbook(copy)["采纳汇总"].iter_rows() for cell in each)
    assert [(each["项目"], each["内容"]) for each in left(office)] == [("备注", "另附")]
    assert held(office.path / "inputs") == before
    assert not (office.path / "空白名册").exists()

    shutil.copy(copy, office.path / "inputs/活动/征求意见.xlsx")
    collected(office, came.parent)

    assert not copy.exists()
    with opened(office.path) as desk:
        read = inbox.read_inputs(desk.workspace, desk.memory)
    rows = [row for each in read.campaigns[0].dossiers for row in each.rows.get("征求意见", ())]
    assert sorted(str(row.value("意见内容")) for row in rows) == ["活动室开放时间太短", "路灯不亮"]
