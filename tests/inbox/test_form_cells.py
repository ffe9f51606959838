"""活动.xlsx with values changed in their cells: it says just that, and every other byte of it is as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest

from pipeline.errands import factsform, workspace
from pipeline.inbox import amending, factsheet, feedback, form_cells, mended_copy
from pipeline.inbox.amending import Change, Cut, Put
from pipeline.splice import Refused
from tests.inbox.test_factsheet import FORM, form, read

FILE = "inputs/活动/活动.xlsx"


def made(data: bytes, *changes: Change) -> tuple[Any, dict[tuple[str, str], object]]:
    """Return what the form says afterwards, and the cells that differ."""
    after = form_cells.amended(data, FILE, changes)
    one, two = (openpyxl.load_workbook(io.BytesIO(each)) for each in (data, after))
    assert one.sheetnames == two.sheetnames
    other = {
        (sheet.title, cell.coordinate): cell.value
        for sheet in two
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != one[sheet.title][cell.coordinate].value
    }
    return amending.said(factsheet.load(after, FILE)), other


@pytest.mark.parametrize(
    ("path", "value", "cell"),
    [
        (("会议", "地点"), "镇文化站", ("会议", "B4")),
        (("会议", "时间"), "2026-07-07 15:00", ("会议", "B3")),
        (("活动", "开始"), "2026年7月3日", ("活动", "C4")),
        (("单位", "红头"), "文件", ("活动", "C8")),
        (("活动", "阶段", 1, "结束"), "2026-10-31", ("阶段", "C3")),
        (("支部安排", "一支部", "会议", "地点"), "村小学", ("支部安排", "C2")),
        (("支部安排", "一支部", "名额"), "5", ("支部安排", "E2")),
    ],
)
def test_a_value_is_changed_in_its_own_cell(path: Any, value: str, cell: Any) -> None:
    _, other = made(form(), Put(path, value))

    assert set(other) == {cell}


def test_other_parts_of_the_workbook_keep_their_bytes() -> None:
    data = form()
    after = form_cells.amended(data, FILE, [Put(("会议", "地点"), "镇文化站")])
    one, two = (zipfile.ZipFile(io.BytesIO(each)) for each in (data, after))

    assert [each.filename for each in one.infolist()] == [each.filename for each in two.infolist()]
    assert [name for name in one.namelist() if one.read(name) != two.read(name)] == ["xl/worksheets/sheet2.xml"]


def test_a_list_is_typed_as_its_readers_take_it() -> None:
    after = form_cells.amended(
        form(), FILE, [Put(("会议", "议程"), ["学文件", "讲话", "表态"]), Put(("文种",), ["会议通知", "整改方案"])]
    )

    said = read(after)
    assert said.problems == ()
    assert said.value.meetings[0].agenda == ("学文件", "讲话", "表态")
    assert said.value.kinds == ("会议通知", "整改方案")


@pytest.mark.parametrize(
    ("path", "value", "cells"),
    [
        (("活动", "阶段", 2, "名称"), "整改提高", {("阶段", "A4"): "整改提高"}),
        (
            ("活动", "阶段", 2),
            {"名称": "整改提高", "开始": "2026-10-21", "结束": "2026-12-31"},
            {("阶段", "A4"): "整改提高", ("阶段", "B4"): "2026-10-21", ("阶段", "C4"): "2026-12-31"},
        ),
        (
            ("支部安排", "二支部"),
            {"会议": {"时间": "2026-07-09 19:30", "地点": "村部"}, "名额": "2"},
            {
                ("支部安排", "A3"): "二支部",
                ("支部安排", "B3"): "2026-07-09 19:30",
                ("支部安排", "C3"): "村部",
                ("支部安排", "E3"): "2",
            },
        ),
        (("会议", "称呼"), "同志们", {("会议", "A7"): "称呼", ("会议", "B7"): "同志们"}),
        (("单位", "电话"), "6000001", {("活动", "A11"): "单位", ("活动", "B11"): "电话", ("活动", "C11"): "6000001"}),
        (
            ("活动", "评议", "等次"),
            "优秀、合格",
            {("活动", "A11"): "活动.评议", ("活动", "B11"): "等次", ("活动", "C11"): "优秀、合格"},
        ),
    ],
)
def test_what_is_not_there_yet_gets_the_line_below(path: Any, value: Any, cells: Any) -> None:
    said, other = made(form(), Put(path, value))

    assert other == cells
    for step in path:
        said = said[step]
    assert said == value


def test_two_new_keys_get_two_lines() -> None:
    _, other = made(form(), Put(("单位", "电话"), "6000001"), Put(("单位", "联系人"), "李四"))

    assert {place for place in other if place[1].startswith("C")} == {("活动", "C11"), ("活动", "C12")}


def test_a_blank_form_is_filled_from_the_first_cell_on() -> None:
    phases = [{"名称": "学习动员", "开始": "2026-07-01", "结束": "2026-08-31"}]
    said, other = made(
        factsform.blank(workspace.CAMPAIGN),
        Put(("活动", "名称"), "先进性教育活动"),
        Put(("活动", "阶段"), phases),
        Put(("支部安排",), {"一支部": {"讲话稿": "讲话.docx"}}),
    )

    assert said["活动"]["名称"] == "先进性教育活动"
    assert said["活动"]["阶段"] == phases
    assert said["支部安排"]["一支部"] == {"讲话稿": "讲话.docx"}
    assert len(other) == 6


def test_what_is_taken_away_leaves_an_empty_cell() -> None:
    said, other = made(form(), Cut(("会议", "地点")), Put(("支部安排", "一支部", "名额"), ""))

    assert other == {("会议", "B4"): None, ("支部安排", "E2"): None}
    assert said["会议"]["地点"] == ""


def test_a_copy_that_stands_for_another_goes_on_doing_so() -> None:
    first = form()
    second = mended_copy.mended(first, FILE, {("会议", "B4"): "二楼"}, replaces=mended_copy.succession(first)).data

    third = form_cells.amended(second, FILE, [Put(("会议", "地点"), "三楼")])

    assert feedback.supersedes(third) == feedback.supersedes(second) != ()


@pytest.mark.parametrize(
    ("text", "changes", "why"),
    [
        (FORM, [Put(("支部安排", "一支部", "讲话稿"), "a.docx")], "没有“讲话稿”这一列"),
        (FORM.replace("=== 阶段", "=== 别的"), [Put(("活动", "阶段", 0, "名称"), "甲")], "没有工作表“阶段”"),
        (FORM.replace("栏目|项目", "栏|项目"), [Put(("会议", "地点"), "甲")], "栏目、项目、内容"),
        (FORM.replace("|简称|吕寨镇党委|", "|名称|另一个|"), [Put(("单位", "名称"), "甲")], "读出来的不是这个内容"),
        (FORM, [Put(("会议", 1, "地点"), "甲")], "没有地方写"),
    ],
)
def test_what_cannot_be_proved_is_refused(text: str, changes: Sequence[Change], why: str) -> None:
    with pytest.raises(Refused, match=why):
        form_cells.amended(form(text), FILE, changes)
