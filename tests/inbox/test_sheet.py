"""Containers and disguises, read in this process: the harmless part of the hostile set."""

from __future__ import annotations

import pytest

from pipeline.inbox import container, feedback, sheet, webtable
from tests import hostile, sheets, thorough

OUTCOMES = hostile.outcomes()
HARMLESS = [name for name, outcome in OUTCOMES.items() if outcome != hostile.ANY and "ole" not in name]


@pytest.mark.parametrize("name", thorough.each(HARMLESS, 4))
def test_a_file_has_its_outcome(name: str) -> None:
    data, outcome = hostile.data(name), OUTCOMES[name]

    opened = sheet.sheets_of(data, name)

    assert (opened.problems[0].code if opened.problems else hostile.READ) == outcome


def test_a_page_is_read_with_its_merged_cells() -> None:
    page = "<table><tr><td rowspan=2>一支部</td><td>张三</td></tr><tr><td>李四</td></tr><tr><td colspan=2>合计</td></tr></table>"

    ((_, rows, merges, _, _),) = webtable.read_html(page.encode())

    assert rows == [["一支部", "张三"], ["", "李四"], ["合计", ""]]
    assert merges == ((0, 0, 1, 0), (2, 0, 2, 1))


def test_an_xml_sheet_is_read_with_its_gaps() -> None:
    page = (
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="名册"><Table>'
        '<Row><Cell ss:Index="2"><Data>姓名</Data></Cell></Row>'
        '<Row ss:Index="3"><Cell ss:MergeAcross="1"><Data>张三</Data></Cell></Row></Table></Worksheet></Workbook>'
    )

    ((name, rows, merges, _, _),) = webtable.read_xml(page.encode())

    assert (name, rows) == ("名册", [["", "姓名"], ["", ""], ["张三", ""]])
    assert merges == ((2, 0, 2, 1),)


def test_marks_tell_what_the_values_do_not() -> None:
    data = sheets.workbook(
        "姓名|入党时间|备注\n#struck 张三|#month 1998-07-01|#formula =1/0 → #DIV/0!\n李四|#date 1999-07-01|#formula =A1 → \n",
        hidden_rows=(3,),
    )

    (marks,) = container.look(data).values()

    assert marks.struck == {(1, 0)}
    assert marks.months == {(1, 1)}
    assert marks.errors == {(1, 2): "#DIV/0!"}
    assert marks.uncalculated == {(2, 2)}
    assert marks.hidden_rows == {2}


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [sheet.column_letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"docProps/custom.xml"])
def test_what_is_no_copy_of_ours_supersedes_nothing(data: bytes) -> None:
    assert feedback.supersedes(data) == ()


def test_what_cannot_be_read_cannot_be_marked() -> None:
    with pytest.raises(feedback.Unmarkable):
        feedback.marked_workbook(b"PK\x03\x04 half", "a.xlsx", ())


def test_a_csv_number_that_excel_is_to_leave_a_text_is_the_number() -> None:
    text = '姓名,身份证号,备注\n张三,"=""110101197210180003""","=""说""""好"""""""\n李四,="0110",=1+1\n'

    found = sheet.sheets_of(text.encode("utf-8"), "花名册.csv")

    assert found.value[0].rows[1:] == [["张三", "110101197210180003", '说"好"'], ["李四", "0110", "=1+1"]]
