"""What a clerk reads: equal faults once, with their count and places; in a watch only what is new and what is gone."""

from __future__ import annotations

import io
import json
import re

import pytest
from rich.console import Console

from pipeline import produce, terminal
from pipeline.desk import opened
from pipeline.model.alike import alike
from pipeline.model.codes import BRANCH_UNKNOWN, CELL_PHONE, LEADER_MISSING, YAML_REQUIRED, YAML_TYPED
from pipeline.model.problem import Origin, Problem
from tests.conftest import ROSTER, Workspace

HEADER = "姓名|所在党支部|性别|出生日期|人员类别|入党时间|联系电话\n"


def many(phones: int) -> str:
    """Return a roster of a branch in which so many telephones are wrong."""
    rows = (f"某{number}|一支部|男|1975-03-12|正式党员|1998-07-01|{number}\n" for number in range(1, phones + 1))
    return HEADER + "".join(rows)


def shown(workspace: Workspace, before: object = None) -> tuple[str, produce.Report]:
    with opened(workspace.path, read_only=True) as desk:
        report = produce.foresee(desk)
    out = io.StringIO()
    known = None if before is None else frozenset(before.problems)  # type: ignore[attr-defined]
    console = Console(file=out, width=200)
    if known is None:
        terminal.foretell(console, report)
    else:
        terminal.show(console, report, before=known)
    return out.getvalue(), report


def test_equal_faults_of_one_column_are_told_once_with_count_and_places(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", many(1914))

    said, report = shown(campaign)
    found = json.loads(campaign.run("check", "--json")[1])["problems"]

    assert sum(problem.code == "cell.phone" for problem in report.problems) == 1914
    assert sum(problem["code"] == "cell.phone" for problem in found) == 1914
    assert said.count("[cell.phone]") == 1
    assert "同样的共 1914 处：「1」G2、「2」G3、「3」G4、「4」G5、「5」G6 等" in said
    assert len(said.splitlines()) < 30


def test_a_fault_or_two_are_told_each_by_itself(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", many(2))

    said, _ = shown(campaign)

    assert said.count("[cell.phone]") == 2
    assert "同样的" not in said


def test_faults_of_other_columns_sheets_and_files_are_told_apart() -> None:
    def phone(file: str, sheet: str, cell: str) -> object:
        return CELL_PHONE.at(Origin(file, sheet, cell), value="1", reason="甲")

    column = [phone("甲", "一", f"G{row}") for row in range(2, 6)]
    others = [phone("甲", "一", "H2"), phone("甲", "二", "G2"), phone("乙", "一", "G2")]
    word = [phone("丙", "表1", f"第{row}行 › 第2列") for row in range(2, 6)]

    told = alike([*column, *others, *word])  # type: ignore[list-item]

    assert [len(each.problems) for each in told] == [4, 1, 1, 1, 4]


def test_lines_of_a_yaml_are_told_together_only_where_they_were_read_all_the_same() -> None:
    required = [YAML_REQUIRED.at(Origin("活动.yaml", line=line), key=str(line)) for line in range(1, 5)]
    typed = [YAML_TYPED.at(Origin("活动.yaml", line=line), what=str(line), cure="") for line in range(1, 5)]

    told = alike([*required, *typed])

    assert [len(each.problems) for each in told] == [1, 1, 1, 1, 4]
    assert told[-1].others == "同样的共 4 处：第1行、第2行、第3行、第4行"


def test_what_is_missing_is_named_with_the_branches() -> None:
    missing = [
        LEADER_MISSING.at(Origin("名册", "表", f"A{row}"), value=name, unused="")
        for row, name in enumerate("甲乙丙", 2)
    ]

    assert alike(missing)[0].others == "同样的共 3 处：「甲」A2、「乙」A3、「丙」A4"


def test_what_may_be_meant_stands_with_each_place_where_it_is_another() -> None:
    def unknown(row: int, value: str, offer: str) -> Problem:
        nearest = f"，是不是「{offer}」？"
        return BRANCH_UNKNOWN.at(Origin("表", "一", f"J{row}"), value=value, nearest=nearest, waits="", offers=(offer,))

    same = [unknown(row, "石桥", "石桥村") for row in (2, 3, 4)]
    others = [unknown(2, "石桥", "石桥村"), unknown(3, "柳湾", "柳湾村"), unknown(4, "东关", "东关村")]

    assert alike(same)[0].others == "同样的共 3 处：「石桥」J2、「石桥」J3、「石桥」J4"
    assert alike(others)[0].others == (
        "同样的共 3 处：「石桥」J2（是不是「石桥村」？）、「柳湾」J3（是不是「柳湾村」？）、「东关」J4（是不是「东关村」？）"
    )


def test_the_list_that_is_given_back_tells_equal_faults_once(campaign: Workspace) -> None:
    rows = "".join(f"某{n},一支部,男,1975-03-12,正式党员,1998-07-01,{n}\n" for n in range(1, 30))
    campaign.put("活动/花名册.csv", HEADER.replace("|", ",") + rows)
    campaign.put("活动/活动.yaml", "活动:\n  名称: 学习\n  简称: 学\n  开始: 甲\n  结束: 乙\n")
    campaign.build()

    said = (campaign.path / "outputs/活动/退回修改/退回说明.txt").read_text("utf-8-sig")

    assert said.count("[yaml.date]") == 2
    assert said.count("[cell.phone]") <= 1


def test_a_turn_of_the_watch_names_what_is_new_and_what_is_gone_and_counts_the_rest(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", many(4))
    first, before = shown(campaign)
    campaign.put("活动/花名册.xlsx", many(4).replace("1998-07-01|4", "1998年13月|13800000000"))

    second, _ = shown(campaign, before)

    assert "[issue.missing]" in first
    assert "[issue.missing]" not in second
    assert second.count("[cell.date]") == 1
    assert re.search(r"已没有 .*G5.*\[cell.phone\]", second)
    assert re.search(r"和上一次一样的还有：错误 3 处、请核对 \d 处", second)


def test_a_turn_that_changes_no_fault_tells_none(campaign: Workspace) -> None:
    campaign.put("活动/花名册.xlsx", many(4))
    _, before = shown(campaign)

    again, _ = shown(campaign, before)

    assert "[cell.phone]" not in again
    assert "已没有" not in again
    assert re.search(r"和上一次一样的还有：错误 4 处、请核对 \d 处", again)


@pytest.mark.parametrize("changed", [True, False])
def test_a_kept_edit_names_its_new_version(campaign: Workspace, changed: bool) -> None:
    campaign.build()
    (campaign.path / "outputs/活动/一支部/03-党性分析表-张三.docx").write_bytes(b"edited")
    if changed:
        campaign.put("活动/花名册.xlsx", ROSTER.replace("1998-07-01", "1999-07-01"))

    for _ in range(2):  # the 新版 is named as long as it stands there
        _, said, _ = campaign.run("build")
        assert ("03-党性分析表-张三（新版）.docx" in said) is changed
        assert ("内容没有变" in said) is not changed


def test_members_that_were_read_are_shown_where_not_all_could_be(campaign: Workspace) -> None:
    campaign.put("活动/党支部名册.xlsx", "名称|书记|联系电话\n一支部|张三|13800000001\n二支部|王五|13800000002\n")
    campaign.put("活动/花名册.xlsx", ROSTER.replace("王五|二支部", "王五|没有的支部"))

    said, report = shown(campaign)

    assert report.campaigns[0].members is None
    assert "2（未读全）" in said


def test_a_paper_whose_member_may_be_hidden_is_held_and_not_called_unmade(campaign: Workspace) -> None:
    campaign.put("活动/党支部名册.xlsx", "名称|书记|联系电话\n一支部|张三|13800000001\n二支部|王五|13800000002\n")
    campaign.build()
    gone = "".join(line for line in ROSTER.splitlines(keepends=True) if "李四" not in line)
    campaign.put("活动/花名册.xlsx", gone.replace("王五|二支部", "王五|没有的支部"))

    _, said, _ = campaign.run("build")

    assert "看不出还要不要，暂不撤下：活动/一支部/03-党性分析表-李四.docx" in said
    assert not re.search(r"因此没有生成：.*李四", said)
