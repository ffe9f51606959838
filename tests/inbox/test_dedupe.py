"""The same person is counted once, and found out where two rows disagree."""

from __future__ import annotations

import pytest

from tests import thorough
from tests.conftest import CAMPAIGN, Workspace

HEADER = "姓名|所在党支部|身份证号|出生日期|学历|入党时间\n"
ONE = "苏丽华|一支部|110101197210180003|1972-10-18|初中|1998-07-01\n"
FILLER = "".join(f"党员{chr(0x4E00 + n)}|一支部|||高中|1998-07-01\n" for n in range(4))


@pytest.fixture
def rosters(workspace: Workspace) -> Workspace:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    workspace.put("活动/甲.xlsx", HEADER + ONE + FILLER)
    return workspace


def messages(report: dict[str, list[dict[str, str]]], code: str) -> list[tuple[str, str, str]]:
    return [(p["file"], p["cell"], p["message"]) for p in report["problems"] if p["code"] == code]


def test_in_two_branches_both_addresses_are_shown_and_neither_is_taken(rosters: Workspace) -> None:
    rosters.put("活动/乙.xlsx", HEADER + ONE.replace("一支部", "二支部"))

    report = rosters.build()

    ((file, cell, message),) = messages(report, "member.twice")
    assert (file, cell) == ("inputs/活动/甲.xlsx", "B2") or (file, cell) == ("inputs/活动/乙.xlsx", "B2")
    assert "所在党支部" in message
    assert ("甲.xlsx" in message) != ("甲.xlsx" in file)
    forms = [path for path in rosters.documents() if "苏丽华" in path]
    assert forms == []


def test_in_two_files_that_disagree_only_what_differs_is_doubted(rosters: Workspace) -> None:
    rosters.put("活动/乙.xlsx", HEADER + ONE.replace("初中", "高中"))

    report = rosters.build()

    ((_, cell, message),) = messages(report, "member.twice")
    assert cell == "E2"
    assert message.endswith("两处填的不一样：学历")
    assert report["campaigns"][0]["members"] == 5


def test_in_two_files_that_agree_the_person_is_one(rosters: Workspace) -> None:
    rosters.put("活动/乙.xlsx", HEADER + ONE)

    report = rosters.build()

    assert report["campaigns"][0]["members"] == 5
    assert len(messages(report, "member.repeated")) == 1


def test_the_month_of_an_id_number_tells_who_is_meant(rosters: Workspace) -> None:
    bare = "苏丽华|一支部||1972年10月|初中|1998-07-01\n"
    rosters.put("活动/甲.xlsx", HEADER + ONE.replace("1972-10-18", "") + FILLER)
    rosters.put("活动/乙.xlsx", HEADER + bare)

    report = rosters.build()

    assert report["campaigns"][0]["members"] == 5
    assert len(messages(report, "member.repeated")) == 1


def test_of_a_namesake_who_has_nothing_to_tell_him_apart_it_is_said(rosters: Workspace) -> None:
    rosters.put("活动/乙.xlsx", HEADER + "苏丽华|一支部|||初中|1998-07-01\n")

    report = rosters.build()

    ((file, cell, message),) = messages(report, "member.maybe-one")
    assert (file, cell) == ("inputs/活动/乙.xlsx", "A2")
    assert "甲.xlsx" in message
    assert report["campaigns"][0]["members"] == 6


def test_namesakes_who_are_both_told_apart_are_two_without_a_word(rosters: Workspace) -> None:
    rosters.put("活动/乙.xlsx", HEADER + "苏丽华|一支部||1980年5月|初中|1998-07-01\n")

    assert messages(rosters.build(), "member.maybe-one") == []


def test_the_month_of_another_id_number_tells_another_one(rosters: Workspace) -> None:
    rosters.put("活动/乙.xlsx", HEADER + "苏丽华|一支部||1975年3月|初中|1998-07-01\n")

    assert rosters.build()["campaigns"][0]["members"] == 6


def test_a_month_and_a_day_of_it_do_not_disagree(rosters: Workspace) -> None:
    rosters.put("活动/乙.xlsx", HEADER + ONE.replace("1998-07-01", "1998年7月"))

    assert messages(rosters.build(), "member.twice") == []


def test_two_versions_of_one_roster_are_found_out(rosters: Workspace) -> None:
    rosters.put("活动/甲-最新.xlsx", HEADER + ONE + FILLER.replace("高中", "大专"))

    report = rosters.build()

    assert len(messages(report, "roster.two-versions")) == 1
    assert not any("03-" in path for path in rosters.documents())


def test_two_people_of_one_name_with_their_own_numbers_are_two(rosters: Workspace) -> None:
    rosters.put("活动/乙.xlsx", HEADER + ONE.replace("110101197210180003", "").replace("1972-10-18", "1980-01-01"))

    report = rosters.build()

    assert report["campaigns"][0]["members"] == 6
    names = sorted(path.rpartition("-表-")[2] for path in rosters.documents() if "苏丽华" in path)
    assert len(names) == 2


def a_row(name: str, branch: str = "一支部") -> str:
    return f"{name}|{branch}|110101197210180003|1972-10-18|初中|1998-07-01\n"


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("branches", [("一支部", "一支部"), ("一支部", "二支部")])
@pytest.mark.parametrize("files", thorough.each([("甲", "甲"), ("甲", "乙"), ("甲", "../乙")], 3))
def test_one_number_under_two_names_is_two_people_in_doubt(
    workspace: Workspace, order: int, branches: tuple[str, str], files: tuple[str, str]
) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    rows: dict[str, str] = {"甲": FILLER}
    for name, branch, file in list(zip(("苏丽华", "苏丽花"), branches, files, strict=True))[::order]:
        rows[file] = rows.get(file, "") + a_row(name, branch)
    for file, content in rows.items():
        workspace.put(f"活动/{file}.xlsx", HEADER + content)

    report = workspace.build()

    told = messages(report, "member.id-shared")
    assert len(told) == 2
    assert all(cell.startswith("C") for _, cell, _ in told)
    assert all("「苏丽华」" in message and "「苏丽花」" in message for _, _, message in told)
    assert report["campaigns"][0]["members"] is None
    forms = sorted(path.rpartition("/")[2] for path in workspace.documents() if "/03-" in path)
    assert forms == [f"03-党性分析表-党员{chr(0x4E00 + n)}.docx" for n in range(4)]
    stopped = sorted(path.rpartition("-")[2] for path in report["stopped"] if "/03-" in path)
    assert stopped == ["苏丽华.docx", "苏丽花.docx"]


def test_three_names_of_one_number_are_three_people(rosters: Workspace) -> None:
    rosters.put("活动/甲.xlsx", HEADER + a_row("甲某") + a_row("乙某") + a_row("丙某") + a_row("甲某"))

    report = rosters.build()

    assert len(messages(report, "member.id-shared")) == 3
    assert len(messages(report, "member.repeated")) == 1
