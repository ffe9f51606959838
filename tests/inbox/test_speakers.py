from __future__ import annotations

import pytest

from tests.conftest import CAMPAIGN, MEETING, ROSTER, Workspace

BRANCHES = "名称|书记|联系电话\n一支部|张三|13800000001\n二支部|王五|13800000002\n"
LEADERS = "姓名|职务|联系点\n某乙|镇党委书记|一支部、二支部\n张三|镇党委委员|二支部\n"


@pytest.mark.parametrize(
    ("speaker", "codes"),
    [
        ("张三", set()),  # the secretary, though he is a leader, too
        ("李四", set()),  # a member
        ("张书记", {"yaml.speaker"}),
        ("某丙", {"yaml.speaker"}),
        ("某丙（县委委员）", set()),
        ("{姓名: 某丙, 职务: 县委委员}", set()),
        ("某乙", {"yaml.office"}),
        ("某乙（镇党委书记）", set()),
    ],
)
def test_a_branchs_speaker_is_its_secretary_a_member_or_somebody_with_an_office(
    workspace: Workspace, speaker: str, codes: set[str]
) -> None:
    meeting = f"{{时间: 2026-07-10 15:00, 地点: 村部, 讲话人: {speaker}}}"
    workspace.put("活动/活动.yaml", f"{CAMPAIGN}支部安排:\n  一支部:\n    会议: {meeting}\n")
    workspace.put("活动/花名册.xlsx", ROSTER)
    workspace.put("活动/党支部名册.xlsx", BRANCHES)
    workspace.put("活动/联系领导.xlsx", LEADERS)

    found = {each["code"] for each in workspace.build()["problems"]}

    assert {code for code in found if code.startswith("yaml.")} == codes


@pytest.mark.parametrize(
    ("sent", "told"),
    [("张三、李四", []), ("张 三、李四", []), ("张三、王五", ["王五"]), ("张三、李四（请假）", ["李四（请假）"])],
)
def test_whoever_is_sent_and_is_not_in_the_branchs_roster_is_pointed_out(
    workspace: Workspace, sent: str, told: list[str]
) -> None:
    workspace.put("活动/活动.yaml", f"{CAMPAIGN}{MEETING}支部安排:\n  一支部:\n    参会人员: {sent}\n")
    workspace.put("活动/花名册.xlsx", ROSTER)

    found = [each for each in workspace.build()["problems"] if each["code"] == "yaml.attendee"]

    assert [each["line"] for each in found] == [14] * len(told)
    assert all(f"“{name}”" in each["message"] for name, each in zip(told, found, strict=True))
