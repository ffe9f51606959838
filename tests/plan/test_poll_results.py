"""What people voted, as papers print it."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.contract import SHEETS
from pipeline.expression import Entity, Unreadable
from pipeline.model import codes
from pipeline.model.problem import Origin
from pipeline.plan import poll_results

FAULT = codes.ROW_WRONG.at(Origin("测评.xlsx", "Sheet1", cell="C3"), table="满意度测评", said="看不懂")
DEMANDS = {"等次": ("满意", "基本满意", "不满意"), "计入满意率": ("满意", "基本满意")}
ROWS = [
    {
        "测评对象": "党员",
        "测评项目": "总体评价",
        "发出": 9,
        "收回": 9,
        "有效": 8,
        "满意": 5,
        "基本满意": 2,
        "不满意": 1,
    },
    {
        "测评对象": "党员",
        "测评项目": "听取意见",
        "发出": 9,
        "收回": 9,
        "有效": 8,
        "满意": 8,
        "基本满意": "",
        "不满意": "",
    },
    {
        "测评对象": "群众",
        "测评项目": "总体评价",
        "发出": 7,
        "收回": 7,
        "有效": 7,
        "满意": 7,
        "基本满意": 0,
        "不满意": 0,
    },
]


def results(rows: list[dict[str, Any]], **asked: object) -> Any:
    facts = {"测评们": [Entity(row, lambda name: Origin("测评.xlsx", "测评", f"{name}2")) for row in rows]}
    return poll_results.counted(facts, {"测评": {**DEMANDS, **asked}}, SHEETS)["测评结果"]  # type: ignore[dict-item]


def grades(each: Any) -> list[tuple[object, object]]:
    return [(grade["票数"], grade["占比"]) for grade in each["各等"]]


def test_each_target_is_counted_once_whatever_items_it_was_asked() -> None:
    found = results(ROWS)

    assert (found["发出"], found["收回"], found["有效"]) == (16, 16, 15)
    assert [(who["对象"], who["人数"]) for who in found["对象们"]] == [("党员", 8), ("群众", 7)]


def test_each_item_has_the_votes_of_all_targets_and_what_nobody_wrote_is_no_nought() -> None:
    overall, heard = results(ROWS)["项目们"]

    assert (overall["项目"], overall["有效"]) == ("总体评价", 15)
    assert grades(overall) == [(12, "80.0%"), (2, "13.3%"), (1, "6.7%")]
    assert grades(heard) == [(8, "100.0%"), ("", ""), ("", "")]


def test_the_rate_is_that_of_the_overall_verdict_where_there_is_one() -> None:
    assert (results(ROWS)["满意率"], results(ROWS)["总体"]) == ("93.3%", True)
    assert (results(ROWS[1:2])["满意率"], results(ROWS[1:2])["总体"]) == ("100.0%", False)


def test_grades_of_the_offices_own_are_read_from_its_own_columns() -> None:
    own = [{"测评项目": "总体评价", "有效": 10, "好": 7, "中": 2, "差": 1}]

    found = results(own, 等次=("好", "中", "差"), 计入满意率=("好",))

    assert grades(found["项目们"][0]) == [(7, "70.0%"), (2, "20.0%"), (1, "10.0%")]
    assert found["满意率"] == "70.0%"
    assert results(own, 等次=("好", "中", "差"), 计入满意率=())["满意率"] == ""


def test_a_column_of_rather_satisfied_is_shown_though_the_campaign_does_not_name_it() -> None:
    found = results([{"测评项目": "总体评价", "有效": 4, "满意": 1, "比较满意": 3}])

    assert found["等次"] == ["满意", "比较满意", "基本满意", "不满意"]


@pytest.mark.parametrize("column", ["满意", "有效", "测评项目", "测评对象"])
def test_a_cell_that_cannot_be_read_stops_whoever_prints_the_results(column: str) -> None:
    found = results([{**ROWS[0], column: Unreadable((FAULT,))}])

    assert isinstance(found, Unreadable)
    assert found.problems == (FAULT,)


def test_a_verdict_leads_to_the_cell_of_its_votes() -> None:
    row = Entity({"姓名": "张三", "优秀": 6, "合格": 2}, lambda name: Origin("评议.xlsx", "评议", f"{name}3"))

    (found,) = poll_results.counted({"评议们": [row]}, {"评议": {"等次": ("优秀", "合格")}})["评议们"]  # type: ignore[attr-defined]

    assert grades(found) == [(6, "75.0%"), (2, "25.0%")]
    assert found["各等"][0].whence("票数") == Origin("评议.xlsx", "评议", "优秀3")
