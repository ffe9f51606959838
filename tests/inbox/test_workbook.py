"""Rosters as offices have them → rows, with the address of every fault."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipeline.inbox import workbook
from pipeline.inbox.workbook_contents import Rows
from pipeline.model.facts import PartialDate, Unread
from tests import sheets, thorough

FILE = "inputs/花名册.xlsx"


def read(text: str, **options: object) -> Rows:
    return workbook.workbook_rows(sheets.workbook(text, **options), FILE).value  # type: ignore[arg-type]


def problems(text: str, **options: object) -> list[str]:
    found = workbook.workbook_rows(sheets.workbook(text, **options), FILE).problems  # type: ignore[arg-type]
    return [f"{problem.code} {problem.origin.cell}".strip() for problem in found]


def members(rows: Rows) -> list[tuple[object, str]]:
    return [(member.name, member.branch) for member in rows.members]


def test_the_header_is_found_below_title_and_reporter() -> None:
    rows = read(
        "吕寨镇党员花名册\n填报单位：镇党委||||2026年6月\n"
        "序号|姓 名|所属支部|出生年月|入党年月|文化程度\n1|张　三|一支部|1975.03|1998.07|高中\n"
    )

    assert members(rows) == [("张三", "一支部")]
    assert next(iter(rows.members)).birth == PartialDate(1975, 3)
    assert next(iter(rows.members)).education == "高中"
    assert next(iter(rows.members)).source is not None
    assert next(iter(rows.members)).source.at("出生日期").cell == "D4"


def test_two_header_rows_are_read_as_one() -> None:
    rows = read(
        "姓名|所在党支部|联系方式||流动\n||手机|固话|是否|去向\n张三|一支部|13800000001|6234567|是|广东\n".replace(
            "流动\n", "流动|\n"
        )
        .replace("姓名|", "姓名|入党时间|")
        .replace("||手机", "|||手机")
        .replace("张三|", "张三|1998-07-01|"),
        merges=("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"),
    )

    member = next(iter(rows.members))
    assert member.phone == "13800000001"
    assert dict(member.extra) == {"固话": "6234567"}
    assert member.mobile is True
    assert member.destination == "广东"


def test_a_branch_merged_over_many_members_is_theirs() -> None:
    rows = read(
        "所在党支部|姓名|入党时间\n一支部|张三|1998-07-01\n|李四|1999-07-01\n二支部|王五|2000-07-01\n",
        merges=("A2:A3",),
    )

    assert members(rows) == [("张三", "一支部"), ("李四", "一支部"), ("王五", "二支部")]


def test_a_branch_written_on_its_first_row_only_is_carried_down() -> None:
    text = (
        "所在党支部|姓名|入党时间\n一支部|张三|1998-07-01\n|李四|1999-07-01\n二支部|王五|2000-07-01\n|赵六|2001-07-01\n"
    )

    assert members(read(text)) == [("张三", "一支部"), ("李四", "一支部"), ("王五", "二支部"), ("赵六", "二支部")]


def test_fewer_blanks_than_branches_are_asked_about() -> None:
    text = "所在党支部|姓名|入党时间\n一支部|张三|1998-07-01\n|李四|1999-07-01\n二支部|王五|2000-07-01\n"

    assert members(read(text)) == [("张三", "一支部"), ("王五", "二支部")]
    assert "branch.missing A3" in problems(text)


def test_an_empty_branch_is_not_filled_where_every_row_has_its_own() -> None:
    text = "所在党支部|姓名|入党时间\n一支部|张三|1998-07-01\n一支部|李四|1999-07-01\n|王五|2000-07-01\n"

    assert members(read(text)) == [("张三", "一支部"), ("李四", "一支部")]
    assert "branch.missing A4" in problems(text)


def test_a_sheet_named_after_its_branch_needs_no_column() -> None:
    rows = read("姓名|入党时间\n张三|1998-07-01\n=== 二支部\n姓名|入党时间\n李四|1999-07-01\n", name="一支部")

    assert members(rows) == [("张三", "一支部"), ("李四", "二支部")]


def test_blocks_with_their_own_titles_belong_to_their_branches() -> None:
    rows = read(
        "一支部党员花名册\n姓名|入党时间\n张三|1998-07-01\n\n二支部党员花名册\n姓名|入党时间\n李四|1999-07-01\n",
        name="Sheet1",
    )

    assert members(rows) == [("张三", "一支部"), ("李四", "二支部")]


def test_a_row_with_nothing_but_a_branch_heads_its_members() -> None:
    rows = read("姓名|入党时间\n一、一支部（2人）\n张三|1998-07-01\n二、二支部\n李四|1999-07-01\n", name="Sheet1")

    assert members(rows) == [("张三", "一支部"), ("李四", "二支部")]


def test_totals_are_kept_apart_and_footers_are_named() -> None:
    text = "姓名|所在党支部|入党时间\n张三|一支部|1998-07-01\n合计|1人\n填表人：某某|审核人：某某\n"

    rows = read(text)

    assert members(rows) == [("张三", "一支部")]
    assert [(total.number, total.origin.cell) for total in rows.stated] == [(1, "A3")]
    assert "row.skipped A4" in problems(text)


def test_somebody_whose_name_was_forgotten_is_not_lost() -> None:
    rows = read("姓名|所在党支部|入党时间|学历\n|一支部|1998-07-01|高中\n")

    assert isinstance(next(iter(rows.members)).name, Unread)


def test_hidden_sheets_are_not_used_and_said_so() -> None:
    text = (
        "姓名|所在党支部|入党时间\n张三|一支部|1998-07-01\n=== 旧\n姓名|所在党支部|入党时间\n李四|一支部|1999-07-01\n"
    )

    assert members(read(text, hidden=("旧",))) == [("张三", "一支部")]
    assert "sheet.hidden" in problems(text, hidden=("旧",))


def test_formulas_without_a_result_and_error_values_are_not_empty_cells() -> None:
    text = (
        "姓名|所在党支部|入党时间|学历\n张三|一支部|#formula =A1 → |高中\n"
        "李四|一支部|#formula =1/0 → #N/A|高中\n王五|一支部|#formula =B2 → 2000年7月|高中\n"
    )

    rows = read(text)

    assert isinstance(next(iter(rows.members)).joined, Unread)
    assert isinstance(list(rows.members)[1].joined, Unread)
    assert list(rows.members)[2].joined == PartialDate(2000, 7)
    assert {"cell.formula C2", "cell.error-value C3"} <= set(problems(text))


def test_a_date_cell_formatted_as_a_month_stays_a_month() -> None:
    rows = read("姓名|所在党支部|入党时间|转正时间\n张三|一支部|#month 2005-07-01|#date 2006-07-01\n")

    assert next(iter(rows.members)).joined == PartialDate(2005, 7)
    assert next(iter(rows.members)).confirmed == PartialDate(2006, 7, 1)


def test_columns_unknown_to_us_are_kept_under_their_own_header() -> None:
    rows = read("姓名|所在党支部|入党时间|党费标准|籍贯\n张三|一支部|1998-07-01|12.5|本县\n")

    assert next(iter(rows.members)).extra == (("党费标准", "12.5"), ("籍贯", "本县"))


def test_every_sort_of_table_is_told_by_its_headers() -> None:
    rows = read(
        "党组织名称|支部书记|邮箱\n中共吕寨镇一村支部委员会|张三|a@example.cn\n"
        "=== 二\n领导姓名|职务|联系点\n陈某|书记|一村、二村\n"
        "=== 三\n支部名称|存在的问题|措施|完成时限\n一村|公开不及时|一是修订；二是公开|2026-11-30\n"
        "=== 四\n意见建议|涉及党员\n多走访|张三\n"
        "=== 五\n事项|时间\n开会|明天\n"
    )

    assert rows.tables == {"党支部名册", "联系领导", "问题清单", "征求意见"}
    assert rows.branches[0].secretary == "张三"
    assert rows.leaders[0].branches == ("一村", "二村")
    assert [row.sheet for row in rows.declared] == ["问题清单", "征求意见"]
    assert rows.declared[0].value("整改措施") == ("修订", "公开")
    assert rows.declared[1].value("党员") == "张三"


def test_a_leader_merged_over_his_branches_is_named_for_each() -> None:
    rows = read("领导姓名|职务|联系点\n陈某|书记|一村\n||二村\n", merges=("A2:A3",))

    assert [(leader.name, leader.branches) for leader in rows.leaders] == [("陈某", ("一村",)), ("陈某", ("二村",))]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_the_encodings_of_an_office(encoding: str) -> None:
    data = "姓名,所在党支部,入党时间\r\n张三,一支部,1998-07-01\r\n".encode(encoding)

    assert members(workbook.workbook_rows(data, "inputs/花名册.csv").value) == [("张三", "一支部")]


def test_a_changed_byte_is_found_by_its_checksum() -> None:
    data = bytearray(sheets.workbook("姓名|所在党支部|身份证号\n张三|一支部|110101197210180003\n"))
    start = data.index(b"PK\x03\x04", 200)
    data[start + 60] ^= 1

    found = workbook.workbook_rows(bytes(data), FILE)

    assert not found.value.members
    assert [problem.code for problem in found.problems] == ["file.unreadable"]


def test_a_stray_cell_at_the_end_of_the_sheet_does_not_bring_us_down() -> None:
    book = Workbook()
    book.active["A1"] = "姓名"
    book.active["XFD1048576"] = "迷路的"
    buffer = io.BytesIO()
    book.save(buffer)

    found = workbook.workbook_rows(buffer.getvalue(), FILE)

    assert [problem.code for problem in found.problems] == ["file.unreadable"]
    assert "第 1048576 行" in found.problems[0].message


@pytest.mark.parametrize("cell", ["A1048576", "C900000"])
def test_a_stray_cell_far_below_is_shown_before_memory_is_gone(cell: str) -> None:
    book = Workbook()
    book.active.append(["姓名", "所在党支部", "人员类别", "入党时间", "性别", "民族", "学历", "备注"])
    book.active[cell] = " "
    buffer = io.BytesIO()
    book.save(buffer)

    (problem,) = workbook.workbook_rows(buffer.getvalue(), FILE).problems

    assert f"第 {cell[1:]} 行第 {ord(cell[0]) - 64} 列有内容" in problem.message
    assert "整个删去" in problem.message


FAR = '<table:table-row table:number-rows-repeated="4000000"><table:table-cell/></table:table-row>'
CELL = '<table:table-cell {}office:value-type="string"><text:p>x</text:p></table:table-cell>'
WIDE = CELL.format('table:number-columns-repeated="16384" ')


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        (f"{FAR}<table:table-row>{CELL.format('')}</table:table-row>", "第 4000002 行第 1 列"),
        (f'<table:table-row table:number-rows-repeated="9000">{WIDE}</table:table-row>', "第 9001 行第 16384 列"),
        (f'<table:table-row table:number-rows-repeated="90000000">{WIDE}</table:table-row>', "行第 16384 列"),
    ],
)
def test_what_an_ods_repeats_beyond_all_memory_is_shown(rows: str, place: str) -> None:
    problems = workbook.workbook_rows(an_ods(rows), "inputs/花名册.ods").problems

    assert [problem.code for problem in problems] == ["file.unreadable"]
    assert place in problems[0].message


def test_what_an_ods_repeats_behind_its_last_cell_is_nothing() -> None:
    row = '<table:table-row><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'

    assert workbook.workbook_rows(an_ods(row + FAR), "inputs/花名册.ods").problems == ()


def an_ods(rows: str) -> bytes:
    """Return a spreadsheet with a line of headers, and `rows` below it."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    head = "".join(CELL.format("").replace("x", word) for word in ("姓名", "入党时间"))
    body = f'<table:table table:name="党支部党员"><table:table-row>{head}</table:table-row>{rows}</table:table>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}</office:spreadsheet>"
            "</office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return buffer.getvalue()


@settings(max_examples=thorough.examples(60), deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"]))
def test_no_bytes_bring_the_reader_down(data: bytes, head: bytes) -> None:
    workbook.workbook_rows(head + data, FILE)


def test_a_heading_that_no_member_follows_is_named() -> None:
    found = workbook.workbook_rows(
        sheets.workbook("姓名|所在党支部|入党时间|备注\n|||一支部\n|||二支部\n张三|||\n|三支部||"), FILE
    )

    assert [(member.name, member.branch) for member in found.value.members] == [("张三", "二支部")]
    assert [problem.origin.cell for problem in found.problems if problem.code == "row.skipped"] == ["A2", "A5"]


@settings(max_examples=thorough.examples(40), deadline=None)
@given(st.lists(st.lists(st.text(max_size=8), min_size=4, max_size=4), max_size=12))
@example([["", "", "", "0支部"]])
@example([["", "", "", "A0"]])
@example([["", "", "", "1"], ["", "甲", "", "乙"]])
def test_every_row_comes_out_as_member_total_or_problem(rows: list[list[str]]) -> None:
    book = Workbook()
    book.active.append(["姓名", "所在党支部", "入党时间", "备注"])
    for row in rows:
        book.active.append([_printable(cell) for cell in row])
    buffer = io.BytesIO()
    book.save(buffer)

    found = workbook.workbook_rows(buffer.getvalue(), FILE)

    used = {member.source.row for member in found.value.members if member.source}
    used |= {int(total.origin.cell[1:]) for total in found.value.stated}
    named = {int("".join(filter(str.isdigit, problem.origin.cell)) or 0) for problem in found.problems}
    for number, row in enumerate(rows, 2):
        filled = any(_printable(cell).strip() for cell in row)
        visible = any(character.isalnum() for cell in row for character in _printable(cell))
        assert not (filled and visible) or number in used or number in named, (number, row, found.problems)


def _printable(cell: str) -> str:
    return "".join(character for character in cell if character.isprintable() and character != "=")


def test_a_last_row_of_nothing_but_errors_is_not_lost() -> None:
    text = "姓名|所在党支部|入党时间\n张三|一支部|1998-07-01\n#formula =A9 → #REF!|#formula =B9 → #REF!|\n"

    assert {"cell.error-value A3", "cell.error-value B3"} <= set(problems(text))


def test_dates_of_a_mac_workbook_are_the_days_that_it_shows() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.title = "在册"
    book.active.append(["姓名", "所在党支部", "入党时间"])
    book.active.append(["张三", "一支部", dt.date(2005, 7, 1)])
    buffer = io.BytesIO()
    book.save(buffer)

    found = workbook.workbook_rows(buffer.getvalue(), FILE)

    assert next(iter(found.value.members)).joined == PartialDate(2005, 7, 1)
