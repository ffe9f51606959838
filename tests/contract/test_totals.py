"""What each row of a 宽表 counts of its own days."""

from __future__ import annotations

from pipeline.contract import SHEETS, totals
from pipeline.model import codes
from pipeline.model.facts import Pair, Row, Unread
from pipeline.model.problem import Origin

REGISTER = next(sheet for sheet in SHEETS if sheet.name == "学习登记")
FAULT = codes.ROW_WRONG.at(Origin("登记.xlsx", "Sheet1", cell="C3"), table="学习登记", said="看不懂")


def row(*marks: object, late: int = 0) -> Row:
    """Return a row of such marks, the last `late` of them after 截至."""
    pairs = tuple(
        Pair(f"2026年9月{day}日", mark, late=day > len(marks) - late)  # type: ignore[arg-type]
        for day, mark in enumerate(marks, 1)
    )
    return Row("学习登记", "石桥村党支部", (("姓名", "张三"), ("出勤", pairs)))


def test_each_row_counts_its_own_days_up_to_the_day_asked() -> None:
    first, second, nothing = totals.of_each_row(REGISTER, [row("到", "免", "补", "缺", "到", late=1), row("到"), row()])

    assert first == {
        "应学人次": 3, "到课人次": 1, "请假人次": 0, "缺席人次": 1, "补课人次": 1, "到课率": "33.3%", "参学率": "66.7%",
    }  # fmt: skip
    assert (second["应学人次"], second["参学率"]) == (1, "100.0%")
    assert (nothing["应学人次"], nothing["参学率"]) == ("", "")


def test_a_day_that_cannot_be_read_stops_the_row_that_it_stands_in_and_no_other() -> None:
    unread, read = totals.of_each_row(REGISTER, [row("到", Unread((FAULT,))), row("到", "假")])

    assert unread["到课人次"] == Unread((FAULT,))
    assert unread["参学率"] == Unread((FAULT,))
    assert read["参学率"] == "50.0%"


def test_what_asks_of_more_than_a_day_is_no_figure_of_a_row() -> None:
    assert [total.name for total in totals.of_row(REGISTER)] == [
        "应学人次", "到课人次", "请假人次", "缺席人次", "补课人次", "到课率", "参学率",
    ]  # fmt: skip
    assert [sheet.name for sheet in SHEETS if totals.of_row(sheet)] == ["学习登记"]
