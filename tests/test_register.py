"""清单.xlsx as a clerk reads it: the branches first, numbers that can be summed, links that open, nothing for programs."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl import load_workbook

from pipeline import register
from pipeline.model.work import Change, State
from pipeline.register import RegisterLine, UnitStanding, register_book

DIGEST = "ab" * 32


class Lines(list[RegisterLine]):
    """Lines that can be asked for again and again."""


def a_line(name: str, state: State = State.MADE, **own: Any) -> RegisterLine:
    facts: dict[str, Any] = {"kind": "整改方案", "branch": "一支部", "member": "", "reasons": (), "digest": DIGEST}
    return RegisterLine(
        **facts | {"path": f"outputs/活动/一支部/{name}", "state": state, "made": "2026-11-27T11:26:54+00:00"} | own
    )


def book(*lines: RegisterLine, standings: tuple[UnitStanding, ...] = (), changes: tuple[Change, ...] = ()) -> Any:
    file = io.BytesIO()
    register.write(file, "活动", standings, Lines(lines), lambda: iter(changes), ())
    return load_workbook(io.BytesIO(file.getvalue()))


def test_how_each_branch_stands_comes_first() -> None:
    town = UnitStanding("全镇", "全镇", {State.MADE: 2})
    branch = UnitStanding("一支部", "一支部", {State.MADE: 3, State.UNCHANGED: 4, State.KEPT: 1, State.STOPPED: 2})

    found = book(standings=(town, branch))

    assert found.sheetnames == ["各支部一览", "清单", "变更", "填写错误"]
    head, *rows = found["各支部一览"].iter_rows(values_only=True)
    shown = [dict(zip(head, row, strict=True)) for row in rows]
    counted = [(row["支部"], row["应出"], row["已出"], row["保留手改"], row["未生成"]) for row in shown]
    assert counted == [("全镇", 2, 2, "", ""), ("一支部", 10, 7, 1, 2), ("合计", 12, 9, 1, 2)]
    assert found["各支部一览"].cell(3, head.index("文件夹") + 1).hyperlink.target == "一支部"


def test_a_paper_is_a_click_away_and_a_paper_that_is_not_there_is_none() -> None:
    sheet = book(a_line("04 #整改%方案.docx"), a_line("05-整改台账.docx", State.STOPPED))["清单"]

    made, stopped = sheet["E2"], sheet["E3"]
    assert made.value == "outputs/活动/一支部/04 #整改%方案.docx"
    assert made.hyperlink.target == "一支部/04%20%23整改%25方案.docx"
    assert stopped.hyperlink is None


@pytest.fixture
def in_china(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    _look_at_the_clock()
    yield
    monkeypatch.undo()
    _look_at_the_clock()


def _look_at_the_clock() -> None:
    time.tzset()
    register_book._local.cache_clear()


def test_the_same_lines_give_the_same_bytes_and_no_part_has_the_clocks_time() -> None:
    file = io.BytesIO()

    register.write(file, "活动", (), Lines([a_line("04-整改方案.docx")]), lambda: iter(()), ())

    parts = zipfile.ZipFile(file).infolist()
    assert any(part.filename.endswith(".xml.rels") and "worksheets" in part.filename for part in parts)
    assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.usefixtures("in_china")
def test_numbers_are_numbers_times_local_and_what_programs_read_is_hidden() -> None:
    sheet = book(a_line("04-整改方案.docx"))["清单"]

    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, (cell.value for cell in sheet[2]), strict=True))
    assert (row["序号"], row["生成时间"], row["校验码"]) == (1, "2026-11-27 19:26", DIGEST)
    assert sheet.column_dimensions["L"].hidden
    assert sheet.print_area.endswith("$G$2")
    assert sheet.print_title_rows == "$1:$1"


def test_more_links_than_a_sheet_may_have_leave_paths_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.register.large_sheets._MOST_LINKS", 2)

    sheet = book(*(a_line(f"0{n}.docx") for n in range(4)))["清单"]

    assert [bool(sheet.cell(n, 5).hyperlink) for n in range(2, 6)] == [True, True, False, False]


def test_no_cell_becomes_a_formula() -> None:
    sheet = book(a_line("=1+1.docx", branch='=HYPERLINK("http://x")'))["清单"]

    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet["C2"].value == '=HYPERLINK("http://x")'
