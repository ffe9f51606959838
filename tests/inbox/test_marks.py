"""What a sheet says beyond its values is known whatever the format: errors, dates without a day, struck, hidden."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from struct import pack

import pytest

from pipeline.inbox import biff, odf, sheet, workbook
from pipeline.inbox.marks import shows_percent
from pipeline.model.facts import PartialDate
from tests import binary, sheets
from tests.conftest import ROOT
from tests.hostile import _repacked

FORMATS = Path(__file__).parent.parent / "samples/formats"
REPORTS = ROOT.parent / "shared" / "cases" / "reports"
ROSTER = """姓名|所在党支部|人员类别|入党时间|出生日期|学历|备注
张建国|一支部|正式党员|#month 1995-07-01|#date 1970-03-02|高中|
#struck 李秀英|一支部|正式党员|#month 1996-08-01|1971.04|#formula =1/0 → #DIV/0!|
王海涛|一支部|正式党员|1997年9月|1972.05|高中|
赵永福|二支部|正式党员|#date 1998-10-01|#formula =NA() → #N/A|高中|#formula =INDIRECT("Z"&-1) → #REF!
=== 不用的表
姓名|所在党支部|入党时间
孙德林|一支部|1999年1月"""


def an_xlsb() -> bytes:
    cell, row = binary.cell12, binary.row12
    heads = ("姓名", "所在党支部", "人员类别", "入党时间", "出生日期", "学历", "备注")
    lines = [
        b"".join(cell(column, word) for column, word in enumerate(heads)),
        *(
            cell(0, name, style) + cell(1, branch) + cell(2, "正式党员") + cell(3, joined, look) + born + schooling
            for name, style, branch, joined, look, born, schooling in (
                ("张建国", binary.PLAIN, "一支部", 34881, binary.MONTH, cell(4, "1970年3月2日"), cell(5, "高中")),
                ("李秀英", binary.STRUCK, "一支部", 35278, binary.MONTH, cell(4, "1971.04"), cell(5, ("error", 7))),
                ("王海涛", binary.PLAIN, "一支部", "1997年9月", binary.PLAIN, cell(4, "1972.05"), cell(5, "高中")),
                ("赵永福", binary.PLAIN, "二支部", "1998.10.1", binary.PLAIN, cell(4, ("formula error", 42)), cell(5, "高中") + cell(6, ("formula error", 23))),
            )
        ),
    ]  # fmt: skip
    body = b"".join(row(number, hidden=number == 3) + line for number, line in enumerate(lines))
    return binary.xlsb("党员花名册", body, (4, 6))


SPREADSHEET_XML = """<?xml version="1.0"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles>
 <Style ss:ID="m"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style>
 <Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>
 <Style ss:ID="s"><Font ss:FontName="宋体" ss:StrikeThrough="1"/></Style></Styles>
<Worksheet ss:Name="党员花名册"><Table>"""


def an_xml() -> bytes:
    def row(*cells: tuple[str, str, str], hidden: bool = False) -> str:
        inner = "".join(
            f'<Cell ss:StyleID="{style}"><Data ss:Type="{sort}">{text}</Data></Cell>' for text, sort, style in cells
        )
        look = ' ss:Hidden="1"' if hidden else ""
        return f"<Row{look}>{inner}</Row>"

    def line(
        name: str, branch: str, joined: tuple[str, str, str], born: str, school: str, note: str = "", look: str = "d"
    ) -> str:
        cells = [(name, "String", look), (branch, "String", "d"), ("正式党员", "String", "d"), joined]
        more = [(text, "Error" if text.startswith("#") else "String", "d") for text in (born, school, note)]
        return row(*cells, *more, hidden=name == "王海涛")

    heads = row(*((word, "String", "d") for word in ROSTER.partition("\n")[0].split("|")))
    month, date, text = "DateTime", "T00:00:00.000", "String"
    lines = (
        line("张建国", "一支部", ("1995-07-01" + date, month, "m"), "1970-03-02" + date, "高中"),
        line("李秀英", "一支部", ("1996-08-01" + date, month, "m"), "1971.04", "#DIV/0!", look="s"),
        line("王海涛", "一支部", ("1997年9月", text, "d"), "1972.05", "高中"),
        line("赵永福", "二支部", ("1998-10-01" + date, month, "d"), "#N/A", "高中", "#REF!"),
    )
    unseen = (
        '<Worksheet ss:Name="不用的表"><Table><Row><Cell><Data ss:Type="String">姓名</Data></Cell></Row></Table>'
        "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>"
    )
    return (SPREADSHEET_XML + heads + "".join(lines) + f"</Table></Worksheet>{unseen}</Workbook>").encode()


FILES = {
    "花名册（XML）.xls": an_xml,
    "花名册.xlsx": lambda: sheets.workbook(ROSTER, hidden=("不用的表",), hidden_rows=(4,)),
    "花名册.xls": (FORMATS / "marks.xls").read_bytes,
    "花名册.et": (FORMATS / "marks.xls").read_bytes,
    "花名册.ods": (FORMATS / "marks.ods").read_bytes,
    "花名册.xlsb": an_xlsb,
}


@pytest.mark.parametrize("file", FILES)
def test_every_format_tells_the_same(file: str) -> None:
    found = workbook.workbook_rows(FILES[file](), f"inputs/{file}")

    told = {(p.code, p.origin.sheet, p.origin.cell) for p in found.problems}
    hidden = set() if file.endswith("xlsb") else {("sheet.hidden", "不用的表", "")}
    assert told == hidden | {
        ("cell.error-value", "党员花名册", "F3"),
        ("cell.error-value", "党员花名册", "E5"),
        ("cell.struck", "党员花名册", "A3"),
        ("sheet.hidden-rows", "党员花名册", ""),
    } | ({("cell.error-value", "党员花名册", "G5")} & told)
    assert [(m.name, m.joined) for m in found.value.members] == [
        ("张建国", PartialDate(1995, 7)),
        ("李秀英", PartialDate(1996, 8)),
        ("王海涛", PartialDate(1997, 9)),
        ("赵永福", PartialDate(1998, 10, 1)),
    ]


def test_a_share_in_an_old_workbook_is_known_by_its_format() -> None:
    own = "0.0%_ ".encode("latin-1")
    begin = binary.record(0x809, pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    looks = binary.record(0x41E, pack("<HHB", 170, len(own), 0) + own)
    looks += b"".join(binary.record(0xE0, pack("<HH", 0, code) + bytes(16)) for code in (0, 9, 170, 2))
    many = pack("<HH", 1, 2) + b"".join(pack("<Hi", n, 0) for n in range(4)) + pack("<H", 5)
    name = binary.record(0x85, pack("<IBB", len(begin) + len(looks) + 13 + 4, 0, 0) + b"\x01\x00S")
    page = binary.record(0x809, pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + binary.record(0xBD, many)

    found = biff.marks(begin + looks + name + binary.record(0x0A) + page + binary.record(0x0A))

    assert found
    assert found["S"].percents == {(1, 3), (1, 4)}


def test_a_share_in_an_ods_is_known_by_its_sort() -> None:
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    cells = (
        '<table:table-cell office:value-type="float" office:value="0.85"/>'
        '<table:table-cell office:value-type="percentage" office:value="0.85"/>'
    )
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="S"><table:table-row>{cells}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )

    found = odf.marks(content.encode(), b"")

    assert found
    assert found["S"].percents == {(0, 1)}


def test_a_share_in_an_xml_workbook_is_what_it_shows() -> None:
    page = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/>'
        '</Style></Styles><Worksheet ss:Name="S"><Table><Row><Cell ss:StyleID="p"><Data ss:Type="Number">0.85</Data></Cell>'
        '<Cell ss:StyleID="p"><Data ss:Type="String">0.85</Data></Cell><Cell><Data ss:Type="Number">0.85</Data></Cell></Row>'
        "</Table></Worksheet></Workbook>"
    )

    assert sheet.sheets_of(page.encode(), "a.xls").value[0].rows == [["85%", "0.85", "0.85"]]


@pytest.mark.parametrize("code", ["0%", "0.00%", "[红色]0.0%", "0.0%;-0.0%"])
def test_a_format_by_the_hundred(code: str) -> None:
    assert shows_percent(code)
    assert not shows_percent('0.00"%"')
    assert not shows_percent("0\\%")


@pytest.mark.parametrize("file", FILES)
def test_every_format_tells_the_same_marks(file: str) -> None:
    found = sheet.sheets_of(FILES[file](), file)

    marks = found.value[0].marks
    assert dict(marks.errors) == {(2, 5): "#DIV/0!", (4, 4): "#N/A", (4, 6): "#REF!"}
    assert marks.months == {(1, 3), (2, 3)}
    assert marks.struck == {(2, 0)}
    assert marks.hidden_rows == {3}
    assert not marks.uncalculated


def test_formulas_of_which_none_has_a_result_were_never_calculated() -> None:
    empty, number = b"\x03\0\0\0\0\0\xff\xff", pack("<d", 3.0)

    never = biff.marks(binary.stream(binary.formula(1, 2, empty) + binary.formula(2, 2, empty)))
    once = biff.marks(binary.stream(binary.formula(1, 2, empty) + binary.formula(2, 2, number)))

    assert never
    assert never["S"].uncalculated == {(1, 2), (2, 2)}
    assert once
    assert once["S"].uncalculated == frozenset()  # ="" is a result


def test_a_number_that_shows_no_day_in_a_row_of_numbers_is_known() -> None:
    style = pack("<HH", 0, 17) + bytes(16)
    many = pack("<HH", 1, 2) + b"".join(pack("<Hi", n, 0) for n in (0, 1, 0)) + pack("<H", 4)
    begin = binary.record(0x809, pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    looks = binary.record(0xE0, bytes(20)) + binary.record(0xE0, style)
    name = binary.record(0x85, pack("<IBB", len(begin) + len(looks) + 13 + 4, 0, 0) + b"\x01\x00S")
    sheet_ = binary.record(0x809, pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + binary.record(0xBD, many)

    found = biff.marks(begin + looks + name + binary.record(0x0A) + sheet_ + binary.record(0x0A))

    assert found
    assert found["S"].months == {(1, 3)}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x09\x00" * 400,
        (FORMATS / "marks.xls").read_bytes()[:3000],
        b"\x09\x08\x10\x00\x00\x02\x05\x00" + bytes(40),
    ],
)
def test_what_cannot_be_followed_is_unknown_and_nothing_else(data: bytes) -> None:
    assert biff.marks(data) is None


def test_where_the_marks_of_a_file_cannot_be_known_that_is_said() -> None:
    with zipfile.ZipFile(io.BytesIO(an_xlsb())) as archive:
        styles = archive.read("xl/styles.bin")

    found = sheet.sheets_of(_repacked(an_xlsb(), {"xl/styles.bin": styles[:-1] + b"\xff"}), "花名册.xlsb")

    assert [(p.code, p.severity) for p in found.problems] == [("file.marks", "warning")]
    assert found.value[0].rows[1][0] == "张建国"


def test_every_damaged_byte_ends_in_an_answer() -> None:
    data = (FORMATS / "marks.xls").read_bytes()

    for place in range(0, 1200, 3):
        biff.marks(data[:place] + b"\xff\xff" + data[place + 2 :])


def test_an_error_value_that_came_along_as_text_is_one() -> None:
    found = workbook.workbook_rows(
        "姓名,所在党支部,入党时间,学历\n张三,一支部,#REF!,####\n".encode(), "inputs/花名册.csv"
    )

    assert sorted((p.code, p.origin.cell) for p in found.problems if p.code != "cell.status-empty") == [
        ("cell.error-value", "C2"),
        ("cell.error-value", "D2"),
    ]


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the reported cases are not here")
def test_reported_cases_of_an_xls() -> None:
    months = workbook.workbook_rows((REPORTS / "08-month-only-dates.xls").read_bytes(), "a.xls")
    errors = workbook.workbook_rows((REPORTS / "09-error-cells.xls").read_bytes(), "a.xls")

    assert {m.joined for m in months.value.members} == {PartialDate(1995, 7)}
    assert {(p.code, p.origin.cell) for p in errors.problems} == {
        ("cell.error-value", "F3"),
        ("cell.error-value", "G3"),
    }
