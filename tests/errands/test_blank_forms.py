"""Blank forms of every declared sheet: a column with fixed words has a drop-down with these, a column that must be has ★."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipeline import contract
from pipeline.errands import workspace as office
from pipeline.model.declared import CellType, DeclaredSheet, SheetColumn

SHEETS = contract.shipped_sheets.SHEETS
RECORDS = [sheet for sheet in SHEETS if sheet.name in {
    "学习安排", "学习登记", "谈心谈话", "会议登记", "民主评议", "满意度测评", "督导组", "督导记录", "领导机构", "帮扶对象", "联系点记录",
}]  # fmt: skip


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_blank_form_asks_and_offers_what_its_sheet_declares(sheet: DeclaredSheet, tmp_path: Path) -> None:
    office.blank(tmp_path, [sheet])

    form = openpyxl.load_workbook(tmp_path / f"{sheet.name}.xlsx").worksheets[0]

    heads = {str(cell.value).lstrip("★"): cell for cell in form[2]}
    assert list(heads) == [column.name for column in sheet.columns if column.asked]
    offered = {
        str(each.sqref).partition(":")[0].rstrip("0123456789"): each.formula1.strip(chr(34)).split(",")
        for each in form.data_validations.dataValidation
    }
    assert offered == {
        heads[column.name].column_letter: words(column) for column in sheet.columns if column.asked and words(column)
    }
    assert all(heads[name].value == f"★{name}" for name in sheet.needs)


def words(column: SheetColumn) -> list[str]:
    """Return what a column takes: its own offers, its choices, 是 and 否."""
    if column.cell is CellType.YES_NO:
        return ["是", "否"]
    return list(column.offers) or list(dict.fromkeys(kept for _, kept in column.choices))


def test_the_eleven_sheets_of_records_are_all_declared() -> None:
    assert len(RECORDS) == 11
    assert {"学习安排", "学习登记", "谈心谈话", "民主评议", "领导机构", "帮扶对象"} <= {
        sheet.name for sheet in RECORDS if any(words(column) for column in sheet.columns)
    }
