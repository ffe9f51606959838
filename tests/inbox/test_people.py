"""The same person is counted once, and found out where two rows disagree."""

from __future__ import annotations

import pytest

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
