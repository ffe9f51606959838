"""Whom rows name is told apart from his namesakes by his birth month, or asked about; nothing is guessed."""

from __future__ import annotations

import pytest

from pipeline.model.facts import Unread
from tests.conftest import Workspace
from tests.inbox.test_shipped_sheets import said, taken

ROSTER = """
姓名|所在党支部|人员类别|入党时间|出生日期
王军|一支部|正式党员|1998-07-01|1972-03-01
王军|一支部|正式党员|1998-07-01|1980-05-01
李四|一支部|正式党员|1998-07-01|1981-05-01
王军|二支部|正式党员|1998-07-01|1985-05-01
"""
HEAD = "党支部|姓名|对象类别|出生年月|身份证号|住址|帮扶责任人|走访日期|慰问金额\n"


def helped(workspace: Workspace, rows: str, branch: int = 0) -> tuple[list[object], object, list[str]]:
    """Return the names in a branch's rows, how many people they are, and what is asked."""
    intake, problems = taken(workspace, 花名册=ROSTER, 帮扶=HEAD + rows)
    dossier = intake.dossiers[branch]
    names = [row.value("姓名") for row in dossier.rows["帮扶对象"]]
    asked = [f"{each.origin.cell} {each.code}" for each in problems if each.code.endswith("namesakes")]
    return names, dossier.counts["帮扶人数"], asked


@pytest.mark.parametrize(
    ("rows", "names", "people"),
    [
        ("一支部|王军|困难党员|1972年3月|||李四|2026-11-05|300\n一支部|王军|困难党员|1980年5月|||李四|2026-11-05|300\n", ["王军（1972年3月）", "王军（1980年5月）"], 2),
        ("一支部|王军（1972年3月）|困难党员||||李四|2026-11-05|300\n一支部|王军|困难党员|1972年3月|||李四|2026-12-05|300\n", ["王军（1972年3月）"] * 2, 1),
        ("一支部|王军|困难党员||370000198005010006||李四|2026-11-05|300\n", ["王军（1980年5月）"], 1),
        ("一支部|王军|困难群众|||三组|李四|2026-11-05|300\n", ["王军"], 1),
        ("一支部|困某|困难群众|1950年3月||三组|李四|2026-11-05|300\n一支部|困某|困难群众|1961年8月||五组|李四|2026-11-05|300\n", ["困某（1950年3月）", "困某（1961年8月）"], 2),
        ("一支部|困某|困难群众|1950年3月||三组|李四|2026-11-05|300\n一支部|困某|困难群众||||李四|2026-12-05|300\n", ["困某"] * 2, 1),
    ],
)  # fmt: skip
def test_a_namesake_is_printed_with_his_month(workspace: Workspace, rows: str, names: list[str], people: int) -> None:
    assert helped(workspace, rows) == (names, people, [])


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        ("一支部|王军|困难党员||||李四|2026-11-05|300\n", ["B2 member.namesakes"]),
        ("一支部|王军|||||李四|2026-11-05|300\n", ["B2 member.namesakes"]),
        ("一支部|困某|困难群众|||三组|李四|2026-11-05|300\n一支部|困某|困难群众|||五组|李四|2026-12-05|300\n", ["B2 row.namesakes", "B3 row.namesakes"]),
        ("一支部|困某|困难群众|1950年3月||三组|李四|2026-11-05|300\n一支部|困某|困难群众|||五组|李四|2026-12-05|300\n", ["B3 row.namesakes"]),
        ("一支部|困某|困难群众|1950年3月||三组|李四|2026-11-05|300\n一支部|困某|困难群众|1950年3月||五组|李四|2026-12-05|300\n", ["B2 row.namesakes", "B3 row.namesakes"]),
    ],
)  # fmt: skip
def test_who_cannot_be_told_apart_is_asked_about(workspace: Workspace, rows: str, asked: list[str]) -> None:
    names, people, said_ = helped(workspace, rows)

    assert said_ == asked
    assert isinstance(names[-1], Unread)
    assert isinstance(people, Unread)


def test_who_helps_is_asked_about_too_and_in_his_own_branch_alone(workspace: Workspace) -> None:
    rows = "一支部|困某|困难群众||||王军、李四|2026-11-05|300\n二支部|困乙|困难群众||||王军|2026-11-05|300\n一支部|困丙|困难群众||||王军（1980年5月）|2026-11-05|300\n"

    _, people, asked = helped(workspace, rows)

    assert (people, asked) == (2, ["G2 member.namesakes"])


def test_who_talks_is_asked_about_too(workspace: Workspace) -> None:
    rows = "党支部|谈话人|谈话对象|日期|是否已谈\n一支部|王军|李四|2026-09-03|是\n一支部|王军（1972年3月）|李四|2026-09-04|是\n"

    intake, problems = taken(workspace, 花名册=ROSTER, 谈心谈话=rows)

    assert ("member.namesakes", "B2") in said(problems)
    assert isinstance(intake.dossiers[0].counts["谈心覆盖人数"], Unread)
