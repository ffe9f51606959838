"""People whom declared sheets name: known to the last look, each by the columns of sheets.yaml."""

from __future__ import annotations

from itertools import count

import pytest

from pipeline import contract
from pipeline.model.declared import PERSONAL, CellType, DeclaredSheet, Public, SheetColumn
from pipeline.model.facts import Branch, Dossier, Field, Row
from pipeline.send.leaks import Checker, Secrets
from tests.makers import a_dossier, a_member, a_township
from tests.send.plants import paper, paragraph

_SURNAMES, _GIVEN = "欧阳,司马,上官,诸葛,东方,皇甫,尉迟,公孙", "春晓,秋石,冬青,夏禾,映雪,怀瑾,若谷,知微"
NAMES = [surname + given for surname in _SURNAMES.split(",") for given in _GIVEN.split(",")]
SHEETS = tuple(sheet for sheet in contract.SHEETS if not sheet.engine)
COLUMNS = [(sheet, column) for sheet in SHEETS for column in sheet.columns if column.cell in PERSONAL]
KNOWN = [each for each in COLUMNS if each[1].public is Public.OWNERS and each[1].cell is not CellType.EMAIL]


def canaries() -> list[tuple[DeclaredSheet, SheetColumn, str]]:
    """Return something of somebody's for each column that tells of one person, no two alike."""
    number = count(1)

    def one(cell: CellType, at: int) -> str:
        if cell is CellType.PHONE:
            return f"1390000{at:04}"
        return f"11010119700101{at:03}X" if cell is CellType.IDENTITY else NAMES[at]

    return [(sheet, column, one(column.cell, next(number))) for sheet, column in COLUMNS]


PLANTED = canaries()


def rows(owner: str) -> dict[str, tuple[Row, ...]]:
    found: dict[str, tuple[Row, ...]] = {}
    for sheet in SHEETS:
        values = {column.name: _value(column, text) for each, column, text in PLANTED if each is sheet}
        found[sheet.name] = (Row(sheet.name, owner, tuple(values.items())),) if values else ()
    return found


def _value(column: SheetColumn, text: str) -> Field[object]:
    return (f"{text}（住院）", "甲一") if column.several else text


def branch(name: str, own: dict[str, tuple[Row, ...]]) -> Dossier:
    return a_dossier(a_member(name="甲一", branch=name), branch=Branch(name, folder=name), rows=own)


def of_branch() -> Secrets:
    """乙支部 has a row in every sheet."""
    dossiers = (branch("甲支部", {}), branch("乙支部", rows("乙支部")))
    return Secrets.of([(a_township(*dossiers, sheets=SHEETS), dossiers)])


def of_township() -> Secrets:
    """The committee itself has them."""
    dossiers = (branch("甲支部", {}), branch("乙支部", {}))
    return Secrets.of([(a_township(*dossiers, sheets=SHEETS, rows=rows("")), dossiers)])


def test_every_canary_of_another_branch_is_caught_and_its_own_branch_may_have_it() -> None:
    checker = Checker(of_branch())

    caught = [text for _, _, text in PLANTED if checker.look("甲支部", [paper(paragraph(f"由{text}负责"))]).leaks]
    own = [text for _, _, text in PLANTED if checker.look("乙支部", [paper(paragraph(f"由{text}负责"))]).leaks]

    public = [text for _, column, text in PLANTED if column.public is Public.ALL]
    assert caught == [text for _, _, text in PLANTED if text not in public]
    assert len(caught) == len(PLANTED) - len(public) >= 15
    assert own == []


def test_who_comes_to_the_branches_is_named_freely_and_the_committees_group_too() -> None:
    checker = Checker(of_township())

    free = {
        (sheet.name, column.name)
        for sheet, column, text in PLANTED
        if not checker.look("甲支部", [paper(paragraph(f"由{text}负责"))]).leaks
    }

    assert free == {
        ("督导组", "组长"), ("督导组", "成员"), ("督导组", "电话"), ("督导记录", "督导人员"),
        ("领导机构", "姓名"), ("领导机构", "电话"),
    }  # fmt: skip


def test_the_look_says_that_he_is_nobodys_member() -> None:
    dossiers = (branch("甲支部", {}), branch("乙支部", {"帮扶对象": (_poor(),)}))
    checker = Checker(Secrets.of([(a_township(*dossiers, sheets=SHEETS), dossiers)]))

    (name,) = checker.look("甲支部", [paper(paragraph("慰问诸葛若谷"))]).leaks
    (number,) = checker.look("甲支部", [paper(paragraph("电话 13900001234"))]).leaks

    assert name.what == "有乙支部的表里的人“诸葛若谷”"
    assert number.what.startswith("有乙支部表里的人的电话号码")


def _poor() -> Row:
    return Row("帮扶对象", "乙支部", (("姓名", "诸葛若谷"),), extra=(("子女手机", "13900001234"), ("序号", "1")))


@pytest.mark.parametrize("written", ["诸葛若谷", "诸葛若谷（外出）", "诸葛若谷-1970年1月", "诸葛若谷(1970年1月)"])
def test_what_stands_behind_a_name_does_not_hide_it(written: str) -> None:
    row = Row("谈心谈话", "乙支部", (("谈话对象", written),))
    dossiers = (branch("甲支部", {}), branch("乙支部", {"谈心谈话": (row,)}))

    checker = Checker(Secrets.of([(a_township(*dossiers, sheets=SHEETS), dossiers)]))

    assert len(checker.look("甲支部", [paper(paragraph("与诸葛若谷谈心"))]).leaks) == 1
