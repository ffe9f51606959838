"""Tables of Word files are read as sheets; what is no roster in one stays a speech or a notice."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from pipeline import produce
from pipeline.desk import opened
from pipeline.inbox import reading, sheet, workbook
from pipeline.model.facts import PartialDate
from tests.conftest import CAMPAIGN, ROOT, Workspace
from tests.hostile import _repacked

REPORTS = ROOT.parent / "shared" / "cases"


def document(*parts: str | list[str]) -> bytes:
    """Return a .docx: a text is a paragraph, a list a table (a row a line, cells between |)."""
    return _saved(_document(*parts))


def _document(*parts: str | list[str]) -> Any:
    found = docx.Document()
    for part in parts:
        if isinstance(part, str):
            found.add_paragraph(part)
        else:
            _fill(found.add_table(len(part), part[0].count("|") + 1), part)
    return found


def _fill(table: Any, rows: list[str]) -> None:
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row.split("|"), strict=True):
            cell.text = text


def _saved(found: Any) -> bytes:
    buffer = io.BytesIO()
    found.save(buffer)
    return buffer.getvalue()


ROSTER = ["序号|姓名|性别|入党时间|联系电话", "1|张建国|男|1995.07|13800000001", "2|李秀英|女|1996年8月|1380013"]


def test_a_roster_in_a_word_file_is_read_and_its_cells_are_addressed() -> None:
    found = workbook.workbook_rows(document("柳河镇", "柳河村党支部党员花名册", ROSTER), "inputs/名册.docx")

    assert [(m.name, m.branch, m.joined) for m in found.value.members] == [
        ("张建国", "柳河村党支部", PartialDate(1995, 7)),
        ("李秀英", "柳河村党支部", PartialDate(1996, 8)),
    ]
    assert str(next(iter(found.value.members)).source.at("联系电话")) == "inputs/名册.docx › 表1 › 第2行 › 第5列"
    assert [str(p.origin) for p in found.problems if p.code == "cell.phone"] == [
        "inputs/名册.docx › 表1 › 第3行 › 第5列"
    ]


def test_several_tables_each_belong_to_what_stands_above_them() -> None:
    data = document(
        "柳河村党支部党员名册",
        ["姓名|入党时间", "张建国|1995.07"],
        "大王村党支部党员名册",
        ["姓名|入党时间", "李秀英|1996.08"],
    )

    found = workbook.workbook_rows(data, "inputs/名册.docx")

    assert [(m.name, m.branch, m.source.sheet) for m in found.value.members if m.source] == [
        ("张建国", "柳河村党支部", "表1"),
        ("李秀英", "大王村党支部", "表2"),
    ]


def test_a_header_that_is_repeated_on_the_next_page_is_one() -> None:
    rows = [*ROSTER, ROSTER[0], "3|王海涛|男|1997.09|13800000003"]

    found = workbook.workbook_rows(document("柳河村党支部党员花名册", rows), "inputs/名册.docx")

    assert [m.name for m in found.value.members] == ["张建国", "李秀英", "王海涛"]


def test_the_rest_of_a_table_without_its_header_is_a_fault() -> None:
    rest = ["3|王海涛|男|1997.09|13800000003"]
    found = workbook.workbook_rows(document("柳河村党支部党员花名册", ROSTER, rest), "inputs/名册.docx")
    signed = workbook.workbook_rows(document("柳河村党支部党员花名册", ROSTER, ["书记：|王某|||"]), "inputs/名册.docx")

    assert [(p.code, str(p.origin)) for p in found.problems if p.code.startswith("sheet.")] == [
        ("sheet.continued", "inputs/名册.docx › 表2 › 第1行 › 第1列")
    ]
    assert [p.code for p in signed.problems if p.code.startswith("sheet.")] == ["sheet.unused"]


def test_two_people_side_by_side_and_a_title_within_the_table() -> None:
    found = _document([
        "柳河村党支部党员花名册|||||", "序号|姓名|入党时间|序号|姓名|入党时间", "1|张建国|1995.07|3|王海涛|1997.09", "2|李秀英|1996.08|||",
    ])  # fmt: skip
    found.tables[0].cell(0, 0).merge(found.tables[0].cell(0, 5))

    read = workbook.workbook_rows(_saved(found), "inputs/名册.docx")

    assert [(m.name, m.branch, m.source.at("姓名").cell) for m in read.value.members if m.source] == [
        ("张建国", "柳河村党支部", "第3行 › 第2列"),
        ("李秀英", "柳河村党支部", "第4行 › 第2列"),
        ("王海涛", "柳河村党支部", "第3行 › 第5列"),
    ]


def test_merged_cells_are_merges() -> None:
    found = _document(
        "党员名册",
        [
            "党支部|姓名|入党情况|",
            "||入党时间|转正时间",
            "柳河村党支部|张建国|1995.07|1996.07",
            "|李秀英|1996.08|1997.08",
            "大王村党支部|王海涛|1997.09|1998.09",
        ],
    )
    cells = found.tables[0].cell
    for top, bottom in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((2, 0), (3, 0))):
        cells(*top).merge(cells(*bottom))

    read = workbook.workbook_rows(_saved(found), "inputs/名册.docx")

    assert [(m.name, m.branch, m.confirmed) for m in read.value.members] == [
        ("张建国", "柳河村党支部", PartialDate(1996, 7)),
        ("李秀英", "柳河村党支部", PartialDate(1997, 8)),
        ("王海涛", "大王村党支部", PartialDate(1998, 9)),
    ]


def test_a_table_in_a_cell_of_a_layout_is_a_table_of_its_own() -> None:
    found = _document("大王村党支部党员名册", ["左|右"])
    inner = found.tables[0].cell(0, 1).add_table(3, 5)
    _fill(inner, ROSTER)

    read = sheet.sheets_of(_saved(found), "名册.docx").value

    assert [each.name for each in read] == ["表1", "表2"]
    assert read[0].rows == [["左", "右"]]
    assert read[1].rows[1] == ["1", "张建国", "男", "1995.07", "13800000001"]
    assert [m.branch for m in workbook.workbook_rows(_saved(found), "名册.docx").value.members] == ["大王村党支部"] * 2


def test_what_word_does_not_show_is_not_read_and_what_is_struck_is_told() -> None:
    found = _document("柳河村党支部党员名册", [*ROSTER, "3|王海涛|男|1997.09|", "4|赵永福|男|1998.10|"])
    hidden = found.tables[0].cell(1, 1).paragraphs[0].add_run("（已转出）")
    hidden.font.hidden = True
    found.tables[0].cell(2, 1).paragraphs[0].runs[0].font.strike = True
    deleted = found.tables[0].cell(3, 1).paragraphs[0]
    run = deleted.runs[0]._r
    change = run.makeelement(qn("w:del"), {qn("w:id"): "1", qn("w:author"): "a"})
    run.addprevious(change)
    change.append(run)
    deleted.add_run("王海")
    row = found.tables[0].rows[4]._tr.get_or_add_trPr()
    row.append(row.makeelement(qn("w:del"), {qn("w:id"): "2", qn("w:author"): "a"}))

    read = workbook.workbook_rows(_saved(found), "inputs/名册.docx")

    assert [m.name for m in read.value.members] == ["张建国", "李秀英", "王海"]
    assert [str(p.origin) for p in read.problems if p.code == "cell.struck"] == [
        "inputs/名册.docx › 表1 › 第3行 › 第2列"
    ]


def test_a_word_roster_comes_back_in_words_and_its_members_get_their_papers(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    path = workspace.path / "inputs/活动/名册.docx"
    path.write_bytes(document("柳河村党支部党员花名册", ROSTER))

    with opened(workspace.path) as desk:
        produce.produce(desk)

    returned = (workspace.path / "outputs/活动/退回修改/退回说明.txt").read_text("utf-8-sig")
    assert "名册.docx › 表1 › 第3行 › 第5列：“1380013”不是电话号码" in returned
    assert (workspace.path / "outputs/活动/柳河村党支部/03-党性分析表-张建国.docx").is_file()
    assert not list((workspace.path / "outputs/活动/退回修改").glob("*.xlsx"))


@pytest.mark.parametrize(
    "parts",
    [
        ("关于召开动员大会的通知", "各党支部：", ["姓名|职务|联系电话", "||", "||"]),
        ("同志们：", "下面讲三点。", ["项目|投入（万元）|责任人", "道路|30|张建国"]),
        ("会议议程", ["时间|内容|主持人", "9:00|传达精神|李秀英"]),
        ("没有表的讲话",),
        ("党员登记表", ["姓名|张建国|性别|男", "出生日期|1970.01|入党时间|1995.12"]),
        ("党性分析表", ["姓名|张建国", "所在党支部|一支部", "入党时间|1995年12月"]),
        ("民主评议票", ["姓名|优秀|合格|基本合格|不合格", "张建国||||", "李秀英||||"]),
    ],
)
def test_a_word_file_without_a_roster_stays_what_it_is(
    workspace: Workspace, parts: tuple[str | list[str], ...]
) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    (workspace.path / "inputs/活动/材料.docx").write_bytes(document(*parts))

    with opened(workspace.path) as desk:
        report = produce.produce(desk)

    assert [p.code for p in report.problems if p.origin.file.endswith("材料.docx")] == ["file.unknown"]


def test_a_standing_word_roster_is_everybody_s(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    (workspace.path / "inputs/柳河村.docx").write_bytes(document("柳河村党支部党员花名册", ROSTER))
    (workspace.path / "inputs/通知.docx").write_bytes(document("通知", "请各支部按时参加。"))

    (intake,) = reading.read_inputs(workspace.path, reading.Memory()).campaigns

    assert [(each.branch.name, len(each.members)) for each in intake.dossiers] == [("柳河村党支部", 2)]


def test_a_speech_is_no_roster_whatever_tables_are_in_it(workspace: Workspace) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN + _MEETING)
    (workspace.path / "inputs/活动/讲话.docx").write_bytes(
        document("一、提高认识", "要认真学习。", "柳河村党支部党员名册", ROSTER)
    )

    with opened(workspace.path) as desk:
        report = produce.produce(desk)

    assert "讲话稿: 讲话.docx" in (workspace.path / "inputs/活动/活动.yaml").read_text("utf-8")
    assert not [p for p in report.problems if "表1" in p.origin.sheet]
    assert not list((workspace.path / "outputs").rglob("*张建国*"))


_MEETING = """会议: {名称: 动员大会, 时间: 2026-07-06 09:00, 地点: 三楼, 讲话人: {姓名: 王某, 职务: 书记}, 讲话稿: 讲话.docx}
"""


def _xml(body: str) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'.encode()


@pytest.mark.parametrize(
    "body",
    [
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
        "<w:tbl>" + '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="500"/></w:tcPr><w:p/></w:tc></w:tr>' * 9000 + "</w:tbl>",
        "<w:tbl><w:tr><w:tc>" * 300 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 300,
        "<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60,
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
        "<w:tbl></w:tbl><w:tbl><w:tr/></w:tbl><w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc>",
    ],
)
def test_a_hostile_word_file_ends_in_an_answer(body: str) -> None:
    data = _repacked(
        document("a", ["a|b"]),
        {"word/document.xml": _xml(body) if body.endswith(">") and "</w:tbl>" in body else body.encode()},
    )

    found = sheet.sheets_of(data, "名册.docx")

    assert {p.code for p in found.problems} <= {"file.unreadable"}


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the reported cases are not here")
def test_reported_cases_of_word_rosters() -> None:
    school = workbook.workbook_rows(
        (REPORTS / "clerk/mess/中心小学党员名册.docx").read_bytes(), "inputs/中心小学党员名册.docx"
    )

    assert [m.name for m in school.value.members][:2] == ["熊海新", "汤永飞"]
    assert {m.branch for m in school.value.members} == {"双桥乡中心小学党支部"}
    assert len(school.value.members) == 10
