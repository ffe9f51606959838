"""A person's words go into a copy of the workbook, cell by cell, and nothing else of it is another."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from pipeline.inbox import feedback, mended_copy, sheet
from pipeline.inbox.mended_copy import Cells, MendedCopy
from pipeline.splice import Refused
from tests.sheets import workbook

SHEET = "名册"


def mended(data: bytes, file: str, cells: Cells) -> MendedCopy:
    """Return a copy that takes its workbook's place."""
    return mended_copy.mended(data, file, cells, replaces=mended_copy.succession(data))


def roster(change: Callable[[openpyxl.Workbook], None] = lambda _: None) -> bytes:
    """Return a workbook with what rosters have: looks, a formula, notes, choices, merged cells."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = SHEET
    page.append(["姓名", "党支部", "出生日期", "年龄", "名额", "身份证号"])
    page.append(["张三", "一支部", dt.date(1975, 3, 12), "=YEAR(C2)", 3, "110101197503120003"])
    page.append(["李四", "一支部", 2005.1, "=YEAR(C3)", 4, 1.10101200501e17])
    page.append(["王五", None, dt.date(1969, 1, 1), "=D3+1", 5, "110101196901010005"])
    page["C2"].number_format, page["C4"].number_format = "yyyy-mm-dd", 'yyyy"年"m"月"'
    page["F2"].number_format = "@"
    page.merge_cells("B3:B4")
    page["A2"].comment = Comment("核对过", "某某")
    choices = DataValidation(type="list", formula1='"一支部,二支部"')
    page.add_data_validation(choices)
    choices.add("B2:B9")
    book.create_sheet("汇总")["A1"] = "=SUM(名册!E2:E4)"
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return _calculated(buffer.getvalue())


def _calculated(data: bytes) -> bytes:
    """Give the formulas results, as Excel does when it saves, and its list of the order of calculation."""
    parts = parts_of(data)
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = re.sub(rb"(</f>)<v */>|(</f>)<v></v>", rb"\1\2<v>7</v>", parts[name])
    chain = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="D2" i="1"/></calcChain>'
    )
    parts["xl/calcChain.xml"] = chain
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(
        b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="' + kind + b'"/></Types>'
    )
    relation = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    listing = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = listing.replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="' + relation + b'" Target="calcChain.xml"/></Relationships>',
    )
    return packed(parts)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_sheet(change: Callable[[bytes], bytes]) -> bytes:
    """Return the roster with its sheet's part written in another way."""
    parts = parts_of(roster())
    before = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = change(before)
    assert parts["xl/worksheets/sheet1.xml"] != before
    return packed(parts)


def changed_parts(before: bytes, after: bytes) -> set[str]:
    one, two = parts_of(before), parts_of(after)
    return {name for name in one.keys() | two.keys() if one.get(name) != two.get(name)}


def cell(data: bytes, address: str, name: str = SHEET) -> openpyxl.cell.cell.Cell:
    found = openpyxl.load_workbook(io.BytesIO(data))[name][address]
    assert isinstance(found, openpyxl.cell.cell.Cell)
    return found


SOURCE = {"docProps/custom.xml", "[Content_Types].xml", "_rels/.rels"}


def test_a_mended_cell_is_the_only_part_that_changes() -> None:
    before = roster()

    made = mended(before, "名册.xlsx", {(SHEET, "A3"): "李四光"})

    assert changed_parts(before, made.data) == SOURCE | {"xl/worksheets/sheet1.xml"}
    old, new = (parts_of(each)["xl/worksheets/sheet1.xml"] for each in (before, made.data))
    assert new == old.replace(
        re.search(rb'<c r="A3"[^>]*>.*?</c>', old)[0],  # type: ignore[index]
        '<c r="A3" t="inlineStr"><is><t xml:space="preserve">李四光</t></is></c>'.encode(),
    )
    assert made == MendedCopy(made.data, converted=False, stale=())


def test_the_copy_takes_its_sources_place_and_that_of_what_these_have_replaced() -> None:
    first = roster()
    second = mended(first, "名册.xlsx", {(SHEET, "A3"): "甲"}).data
    third = mended(second, "名册（改正）.xlsx", {(SHEET, "A4"): "乙"}).data

    digests = tuple(hashlib.sha256(each).hexdigest() for each in (second, first))
    assert feedback.supersedes(third) == digests
    assert changed_parts(second, third) == {"docProps/custom.xml", "xl/worksheets/sheet1.xml"}
    assert (cell(third, "A3").value, cell(third, "A4").value) == ("甲", "乙")


@pytest.mark.parametrize(
    ("address", "words", "value", "shape"),
    [
        (
            "C2",
            "1975年4月2日",
            dt.datetime(1975, 4, 2),
            "yyyy-mm-dd",
        ),  # a date stays one, where its cell shows it whole
        ("C2", "1975年4月", "1975年4月", "yyyy-mm-dd"),
        ("C4", "1969年5月", dt.datetime(1969, 5, 1), 'yyyy"年"m"月"'),
        ("C4", "1969年5月3日", "1969年5月3日", 'yyyy"年"m"月"'),  # its day would not be shown
        ("C3", "2005年10月", "2005年10月", "General"),
        ("C3", "2005.10", "2005.10", "General"),  # as a number it would be 2005.1
        ("E2", "12", 12, "General"),
        ("E2", "012", "012", "General"),
        ("E2", "十二", "十二", "General"),
        ("F3", "110101200501010007", "110101200501010007", "General"),
        ("F2", "11010119750312000X", "11010119750312000X", "@"),
        ("A2", "=1+1", "=1+1", "General"),
        ("A2", '<甲> & "乙"\n丙', '<甲> & "乙"\n丙', "General"),
        ("A2", "", None, "General"),
        ("H7", "远处", "远处", "General"),
        ("E5", "6", 6, "General"),  # as its column
    ],
)
def test_kind_and_look_of_a_cell_stay(address: str, words: str, value: object, shape: str) -> None:
    made = cell(mended(roster(), "名册.xlsx", {(SHEET, address): words}).data, address)

    assert (made.value, made.number_format) == (value, shape)
    assert made.data_type != "f"


def test_formulas_that_look_at_it_lose_their_results_and_no_others() -> None:
    """Nobody may read an age that is another person's; Excel is told to calculate anew."""
    made = mended(roster(), "名册.xlsx", {(SHEET, "C3"): "2004年10月1日"})

    assert made.stale == ((SHEET, "D3"), (SHEET, "D4"))
    marks = sheet.sheets_of(made.data, "名册.xlsx").value[0].marks
    assert marks.uncalculated == {(2, 3), (3, 3)}
    assert b'fullCalcOnLoad="1"' in parts_of(made.data)["xl/workbook.xml"]
    assert mended(roster(), "名册.xlsx", {(SHEET, "E3"): "9"}).stale == (("汇总", "A1"),)
    assert mended(roster(), "名册.xlsx", {(SHEET, "A3"): "丁"}).stale == ()


@pytest.mark.parametrize(
    ("formula", "looks"),
    [
        ("$C$3", True), ("SUM(C:C)", True), ("SUM(2:4)", True), ("SUM(C1:C9)", True), ("名册!C3", True),
        ("'名册'!C3&\"x\"", True), ('INDIRECT("C"&3)', True), ("出生", True), ("名册[出生]", True), ("汇总:名册!C3", True),
        ("c3", True), ("C33", False), ("AC3", False), ('"C3"', False), ("汇总!C3", False), ("LOG10(2)", False),
        ("TRUE", False), ("1E3", False), ("[1]名册!C3", False), ("SUM(C4:C9)", False),
    ],
)  # fmt: skip
def test_what_a_formula_looks_at_is_told_from_its_text(formula: str, looks: bool) -> None:
    def with_formula(book: openpyxl.Workbook) -> None:
        book[SHEET]["H9"] = f"={formula}"

    assert ((SHEET, "H9") in mended(roster(with_formula), "名册.xlsx", {(SHEET, "C3"): "2004年1月1日"}).stale) is looks


def test_a_shared_formula_looks_at_what_stands_beside_it() -> None:
    def shared(part: bytes) -> bytes:
        one = re.sub(rb"<f>YEAR\(C2\)</f>", b'<f t="shared" ref="D2:D3" si="0">YEAR(C2)</f>', part)
        return re.sub(rb"<f>YEAR\(C3\)</f>", b'<f t="shared" si="0"/>', one)

    data = with_sheet(shared)

    assert mended(data, "名册.xlsx", {(SHEET, "C3"): "2004年1月"}).stale == ((SHEET, "D3"), (SHEET, "D4"))
    assert cell(mended(data, "名册.xlsx", {(SHEET, "D3"): "20"}).data, "D3").value == 20
    with pytest.raises(Refused, match="D2 的公式别的格子也在用"):
        mended(data, "名册.xlsx", {(SHEET, "D2"): "50"})


def test_a_formula_gives_way_to_a_persons_word() -> None:
    made = mended(roster(), "名册.xlsx", {(SHEET, "D3"): "20"})

    assert cell(made.data, "D3").value == 20
    assert "xl/calcChain.xml" not in parts_of(made.data)
    assert (
        b"calcChain"
        not in parts_of(made.data)["xl/_rels/workbook.xml.rels"] + parts_of(made.data)["[Content_Types].xml"]
    )


def _array(book: openpyxl.Workbook) -> None:
    book[SHEET]["H2"] = ArrayFormula("H2:H4", "=E2:E4*2")


def _table(book: openpyxl.Workbook) -> None:
    book[SHEET].add_table(Table(displayName="t", ref="A1:F4"))


@pytest.mark.parametrize(
    ("data", "address", "said"),
    [
        (roster(), "B4", "B4 和 B3 是合并在一起的"),
        (roster(_array), "H2", "别的格子也在用"),
        (roster(_array), "H3", "数组公式"),
        (roster(_table), "A1", "表格的标题"),
        (roster(), "第3列", "没有"),
        (b"PK\x03\x04 no zip", "A1", "损坏"),
        (b"", "A1", "空"),
        (b"%PDF-1.7", "A1", "PDF"),
    ],
)
def test_what_would_break_the_workbook_is_refused(data: bytes, address: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        mended(data, "名册.xlsx", {(SHEET, address): "改"})


def _prefixed(part: bytes) -> bytes:
    return re.sub(rb"<(/?)(?!\?)(\w)", rb"<\1x:\2", part).replace(b'xmlns="', b'xmlns:x="')


@pytest.mark.parametrize(
    "change",
    [
        _prefixed,
        lambda part: re.sub(rb' r="[A-Z]+\d+"', b"", part),  # cells without addresses
        lambda part: re.sub(rb'(<row) r="\d+"', rb"\1", part),
        lambda part: part.replace(b"<sheetData>", b'<!-- <row r="3"><c r="A3"/></row> --><sheetData>'),
        lambda part: part.replace(b'<c r="A3"', b'<c\n  r = "A3"'),
        lambda part: part.replace(b'<c r="A3"', b"<c r='A3' x:y='>' ").replace(
            b"<worksheet ", b"<worksheet xmlns:x='x' "
        ),
        lambda part: part.replace(b"</sheetData>", b'<row r="5"/></sheetData>'),
    ],
)
def test_however_a_sheet_is_written(change: Callable[[bytes], bytes]) -> None:
    data = with_sheet(change)

    made = mended(data, "名册.xlsx", {(SHEET, "A3"): "李四光", (SHEET, "C5"): "新", (SHEET, "G2"): "空格"})

    page = sheet.sheets_of(made.data, "").value[0]
    assert (page.rows[2][0], page.rows[4][2], page.rows[1][6]) == ("李四光", "新", "空格")
    assert changed_parts(data, made.data) == SOURCE | {"xl/worksheets/sheet1.xml"}


def test_rich_text_and_shared_strings_give_way_and_others_that_share_them_stay() -> None:
    before = workbook("姓名|所在党支部\n张三|一支部\n李四|一支部\n", name=SHEET)

    made = mended(before, "名册.xlsx", {(SHEET, "B2"): "二支部"})

    assert [row[1] for row in sheet.sheets_of(made.data, "").value[0].rows] == ["所在党支部", "二支部", "一支部"]
    assert changed_parts(before, made.data) == SOURCE | {"xl/worksheets/sheet1.xml"}


@pytest.mark.parametrize(("codec", "mark"), [("utf-8", b"\xef\xbb\xbf"), ("gb18030", b"")])
def test_a_csv_becomes_a_workbook_of_its_texts(codec: str, mark: bytes) -> None:
    data = mark + "姓名,所在党支部,联系电话\n张三,一支部,0138\n李四,一支部,1\n".encode(codec)

    made = mended(data, "花名册.csv", {("花名册", "C3"): "13800000000"})

    assert made.converted
    assert feedback.supersedes(made.data) == (hashlib.sha256(data).hexdigest(),)
    page = sheet.sheets_of(made.data, "x.xlsx").value[0]
    assert [list(row) for row in page.rows] == [
        ["姓名", "所在党支部", "联系电话"], ["张三", "一支部", "0138"], ["李四", "一支部", "13800000000"],
    ]  # fmt: skip
    assert cell(made.data, "C2", "花名册").number_format == "@"


def test_a_file_whose_name_is_no_sheets_name_comes_back_under_a_shorter_one() -> None:
    name = "吕寨镇各村党支部党员花名册[2026年第二次修订稿]（报县委组织部备案用，请勿外传）"
    made = mended("姓名,电话\n张三,1\n".encode(), f"{name}.csv", {(name, "B2"): "13800000000"})

    assert made.names == {name: "吕寨镇各村党支部党员花名册_2026年第二次修订稿_（报县委组"[:31]}
    assert sheet.sheets_of(made.data, "x.xlsx").value[0].rows[1] == ["张三", "13800000000"]


def test_a_workbook_with_a_program_in_it_becomes_one_without() -> None:
    parts = parts_of(roster()) | {"xl/vbaProject.bin": b"x"}
    parts["xl/worksheets/sheet1.xml"] = re.sub(rb"<f>[^<]*</f>", b"", parts["xl/worksheets/sheet1.xml"])
    parts["xl/worksheets/sheet2.xml"] = re.sub(rb"<f>[^<]*</f>", b"", parts["xl/worksheets/sheet2.xml"])

    made = mended(packed(parts), "名册.xlsm", {(SHEET, "A3"): "李四光"})

    assert made.converted
    assert "xl/vbaProject.bin" not in parts_of(made.data)
    assert sheet.sheets_of(made.data, "").value[0].marks.months == {(3, 2)}


def test_what_does_not_come_across_is_said() -> None:
    """A formula that was never calculated would be an empty cell in a copy of values: nobody would miss it."""
    parts = parts_of(roster()) | {"xl/vbaProject.bin": b"x"}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"<v>7</v>", b"<v/>")

    with pytest.raises(Refused, match=r"请用 Excel 或 WPS 另存为 \.xlsx"):
        mended(packed(parts), "名册.xlsm", {(SHEET, "A3"): "李四光"})
