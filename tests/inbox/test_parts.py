"""A 小计 is held to its part, above it or below its heading, a 合计 to all; a false one is told with the right number."""

from __future__ import annotations

import pytest

from tests.conftest import Workspace
from tests.inbox.test_shipped_sheets import taken

HEAD = "姓名|所在党支部|人员类别|入党时间\n"
FULL = "".join(f"赵{each}|一支部|正式党员|1998-07-01\n" for each in "甲乙丙")
NEW = "".join(f"钱{each}|一支部|预备党员|2026-03-01\n" for each in "丁戊")
HELP = "党支部|姓名|致困原因|慰问金额\n"
ONE, TWO = "一支部|困甲|病|100\n一支部|困乙|病|200\n", "一支部|困丙|病|300\n"


def told(workspace: Workspace, **sheets: str) -> list[str]:
    _, problems = taken(workspace, **sheets)
    return [f"{each.origin.cell} {each.message}" for each in problems if each.code == "total.sheet"]


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (f"一、正式党员|||\n{FULL}二、预备党员|||\n{NEW}小计|2||\n合计|5||\n", []),
        (f"一、正式党员|||\n{FULL}小计|3||\n二、预备党员|||\n{NEW}小计|2||\n合计|5||\n", []),
        (f"一、正式党员|||\n小计|3||\n{FULL}二、预备党员|||\n小计|2||\n{NEW}合计|5||\n", []),
        (f"一、正式党员|||\n{FULL}二、预备党员|||\n{NEW}小计|4||\n合计|5||\n", ["A9 合计写的是 4，这张表数出来是 2"]),
        (f"一、正式党员|||\n小计|3||\n{FULL}二、预备党员|||\n小计|4||\n{NEW}", ["A8 合计写的是 4，这张表数出来是 2"]),
        (f"{FULL}{NEW.replace('一支部', '二支部')}小计|2||\n合计|5||\n", []),
        (f"合计|5||\n{FULL}{NEW}", []),
        (f"{FULL}{NEW}合计|6||\n", ["A7 合计写的是 6，这张表数出来是 5"]),
    ],
)
def test_a_roster_in_parts(workspace: Workspace, rows: str, wrong: list[str]) -> None:
    assert told(workspace, 花名册=HEAD + rows) == wrong


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (f"一、困难党员|||\n{ONE}二、困难群众|||\n{TWO}小计|||300\n合计|||600\n", []),
        (f"一、困难党员|||\n小计|||300\n{ONE}二、困难群众|||\n小计|||300\n{TWO}合计|||600\n", []),
        (f"一、困难党员|||\n{ONE}二、困难群众|||\n{TWO}小计|||400\n合计|||600\n", ["D7 合计写的是 400，这张表数出来是 300"]),
        (f"一、困难党员|||\n小计|||500\n{ONE}二、困难群众|||\n{TWO}合计|||600\n", ["D3 合计写的是 500，这张表数出来是 300"]),
        (f"{ONE}{TWO}合计|||700\n", ["D5 合计写的是 700，这张表数出来是 600"]),
    ],
)  # fmt: skip
def test_a_declared_sheet_in_parts(workspace: Workspace, rows: str, wrong: list[str]) -> None:
    assert told(workspace, 帮扶=HELP + rows) == wrong
