"""Blank forms of every declared sheet: a column with fixed words has a drop-down with these, a column that must be has ★."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipeline import contract
from pipeline.errands import workspace as office
from pipeline.model.declared import CellType, DeclaredSheet, SheetColumn
from tests.conftest import CAMPAIGN, Workspace

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


def offers(path: Path, header: str) -> list[str]:
    """Return what the drop-down below a header proposes."""
    form = openpyxl.load_workbook(path).worksheets[0]
    column = next(cell.column_letter for cell in form[2] if str(cell.value).lstrip("★") == header)
    ranges = {
        str(each.sqref).partition(":")[0].rstrip("0123456789"): each for each in form.data_validations.dataValidation
    }
    return str(ranges[column].formula1).strip('"').split(",")


def heads(path: Path) -> list[str]:
    return [str(cell.value).lstrip("★") for cell in openpyxl.load_workbook(path).worksheets[0][2]]


def graded(workspace: Workspace, name: str, *grades: str) -> None:
    """Have a campaign of these grades."""
    own = CAMPAIGN.replace("活动:\n", f"活动:\n  评议: {{等次: [{'、'.join(grades)}]}}\n", 1) if grades else CAMPAIGN
    workspace.put(f"{name}/活动.yaml", own)


def test_forms_of_the_one_campaign_have_its_grades(workspace: Workspace) -> None:
    graded(workspace, "评议", "好", "中", "差")

    workspace.run("blank", "空白")

    assert offers(workspace.path / "空白/民主评议.xlsx", "评定等次") == ["好", "中", "差"]
    assert {"好", "中", "差"} <= set(heads(workspace.path / "空白/民主评议.xlsx"))
    assert not {"优秀", "合格"} & set(heads(workspace.path / "空白/民主评议.xlsx"))


def test_a_campaign_is_asked_for_by_name_or_by_its_folder(workspace: Workspace) -> None:
    graded(workspace, "甲", "好", "中", "差")
    graded(workspace, "乙")

    workspace.run("blank", "空白", "--campaign", "甲")
    workspace.run("blank", "inputs/乙")
    code, _, said = workspace.run("blank", "空白", "--campaign", "甲乡")

    assert offers(workspace.path / "空白/民主评议.xlsx", "评定等次") == ["好", "中", "差"]
    assert offers(workspace.path / "inputs/乙/民主评议.xlsx", "评定等次") == ["优秀", "合格", "基本合格", "不合格"]
    assert code == 2
    assert "没有“甲乡”这个活动" in said


def test_where_two_campaigns_have_different_grades_each_has_its_own_forms_of_them(workspace: Workspace) -> None:
    graded(workspace, "甲", "好", "中", "差")
    graded(workspace, "乙")

    workspace.run("blank", "空白")

    there = workspace.path / "空白"
    assert offers(there / "甲/民主评议.xlsx", "评定等次") == ["好", "中", "差"]
    assert offers(there / "乙/民主评议.xlsx", "评定等次") == ["优秀", "合格", "基本合格", "不合格"]
    assert not (there / "民主评议.xlsx").exists()
    assert (there / "党员花名册.xlsx").is_file()
    assert sorted(path.name for path in (there / "甲").iterdir()) == ["民主评议.xlsx"]


def test_a_campaign_that_nobody_has_filled_in_has_no_say(workspace: Workspace) -> None:
    graded(workspace, "甲", "好", "中", "差")
    workspace.put("新活动/活动.yaml", office.CAMPAIGN)

    workspace.run("blank", "空白")

    assert offers(workspace.path / "空白/民主评议.xlsx", "评定等次") == ["好", "中", "差"]
