"""A row of a roster that may be a branch's member: what lists or counts its members waits, what is of one goes on."""

from __future__ import annotations

import shutil
from pathlib import PurePosixPath
from typing import Any

import pytest

from tests import thorough
from tests.conftest import CAMPAIGN, Workspace, put_templates

BRANCHES = (
    "名称|简称|书记\n吕寨镇石桥村党支部|石桥村|张三\n吕寨镇东街村党支部|东街村|王五\n吕寨镇卫生院党支部|卫生院|钱七\n"
)
HEAD = "姓名|所在党支部|性别|出生日期|人员类别|入党时间\n"
ROWS = (
    "张三|石桥村党支部|男|1975-03-12|正式党员|1998-07-01",
    "李四|石桥村党支部|女|1980-05-06|正式党员|2005-07-01",
    "王五|东街村党支部|男|1969-01-02|正式党员|1990-07-01",
    "赵六|东街村党支部|男|1970-01-02|正式党员|1991-07-01",
    "钱七|卫生院党支部|女|1971-01-02|正式党员|1992-07-01",
    "孙八|卫生院党支部|女|1972-01-02|正式党员|1993-07-01",
)
LISTING = "21-学习考勤登记表"
COUNTING = "36-民主评议票"
KINDS = ("学习考勤登记表", "民主评议票", "党性分析表", "谈心谈话记录表")


def built(workspace: Workspace, roster: str, **sheets: str) -> tuple[Any, dict[str, set[str]]]:
    """Build a few kinds for three branches; return the report and what each branch got, by the names of the papers."""
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/党支部名册.xlsx", BRANCHES)
    workspace.put("活动/花名册.xlsx", roster)
    for name, rows in sheets.items():
        workspace.put(f"活动/{name}.xlsx", rows)
    report = workspace.build()
    made: dict[str, set[str]] = {"石桥村": set(), "东街村": set(), "卫生院": set()}
    for path in map(PurePosixPath, workspace.documents()):
        made.setdefault(path.parts[2], set()).add(path.stem)
    return report, made


@pytest.fixture
def office(workspace: Workspace) -> Workspace:
    """A workspace with papers that list members, that count them, and that are of one each."""
    shutil.rmtree(workspace.path / "templates")
    put_templates(workspace.path, *KINDS)
    return workspace


def roster(at: int, branch: str, *, order: tuple[int, ...] = (0, 1, 2, 3, 4, 5)) -> str:
    """Return the roster with another branch written in one row."""
    rows = [list(row.split("|")) for row in ROWS]
    rows[at][1] = branch
    return HEAD + "".join("|".join(rows[number]) + "\n" for number in order)


@pytest.mark.parametrize(
    ("rows", "waiting"),
    thorough.each(
        [
            (roster(1, "石桥存党支部"), {"石桥村"}),
            (roster(1, "吕寨镇石乔村党支部"), {"石桥村"}),
            (roster(2, "东介村支部"), {"东街村"}),
            (roster(4, "卫生所党支部"), {"卫生院"}),
            (roster(1, "粮管所党支部"), set()),  # like none of ours: of a branch that is not in the list
            (roster(1, ""), {"石桥村", "东街村"}),  # of the one above, or of the one below
            (roster(4, "", order=(0, 1, 4, 2, 3, 5)), {"石桥村", "东街村"}),
            (roster(4, "", order=(0, 4, 1, 2, 3, 5)), {"石桥村"}),
            (roster(5, ""), {"石桥村", "东街村", "卫生院"}),  # put below all others
            (roster(1, "", order=(1, 0, 2, 3, 4, 5)), {"石桥村", "东街村", "卫生院"}),
            (roster(1, "", order=(4, 2, 3, 1, 5, 0)), {"石桥村", "东街村", "卫生院"}),  # not by branches
        ],
        3,
    ),
)
def test_what_lists_or_counts_members_waits_where_a_row_may_be_one(
    office: Workspace, rows: str, waiting: set[str]
) -> None:
    report, made = built(office, rows)

    assert {branch for branch, papers in made.items() if LISTING not in papers and branch != "全镇"} == waiting
    assert {branch for branch, papers in made.items() if COUNTING not in papers and branch != "全镇"} == waiting
    own = [stem for papers in made.values() for stem in papers if stem.startswith("03-")]
    assert len(own) == len(ROWS) - 1  # everybody's own but his whose branch nobody knows
    (fault,) = [each for each in report["problems"] if each["severity"] == "error"]
    told = {PurePosixPath(path).parts[2] for path in fault["blocks"]}
    assert told - {"全镇"} == waiting


def test_the_message_says_which_papers_wait(office: Workspace) -> None:
    report, _ = built(office, roster(1, "石桥存党支部"))

    (fault,) = [each for each in report["problems"] if each["code"] == "branch.unknown"]
    assert fault["hint"] == (
        "请改成名册里的名称，或把它加进党支部名册；改好以前，全镇、石桥村列出、数到党员的文件先不出"
    )


def test_once_the_row_is_mended_everything_is_made(office: Workspace) -> None:
    built(office, roster(1, "石桥存党支部"))

    report, made = built(office, roster(1, "石桥村党支部"))

    assert report["exit"] == 0
    assert all({LISTING, COUNTING} <= made[branch] for branch in ("石桥村", "东街村", "卫生院"))
    assert not report["withdrawn"]


TALKS = "党支部|谈话人|谈话对象|谈话日期|是否已谈\n石桥村|张三|李四|2026-09-01|是\n东街村|王五|李四|2026-09-02|是\n"


def test_whom_a_branch_may_have_is_not_called_a_stranger_there(office: Workspace) -> None:
    report, _ = built(office, roster(1, "石桥存党支部"), 谈话=TALKS)

    strangers = [each["cell"] for each in report["problems"] if each["code"] == "member.unknown"]
    assert strangers == ["C3"]  # in 东街村; in 石桥村 he may be the one of the row in doubt
