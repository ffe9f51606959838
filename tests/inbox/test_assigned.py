"""What the YAML says of single branches: where nobody can tell of which, no paper says that nothing was arranged."""

from __future__ import annotations

import pytest

from tests.conftest import CAMPAIGN, FIVE, MEETING, ROSTER, Workspace, put_templates

ARRANGED = "支部安排:\n  一支部:\n    会议: {时间: 2026-07-10 15:00, 地点: 村部, 讲话人: 张三}\n    名额: 3\n"
PHASES = "  阶段:\n    - {名称: 学习动员, 开始: 2026-07-01, 结束: 2026-08-31}\n"


def stopped(workspace: Workspace, yaml: str) -> tuple[set[str], set[str]]:
    """Return which papers a campaign's YAML stops, and the codes of the errors."""
    workspace.put("活动/活动.yaml", yaml)
    workspace.put("活动/花名册.xlsx", ROSTER)
    report = workspace.build()
    assert report["exit"] == 1
    names = {path.removeprefix("outputs/活动/").removesuffix(".docx") for path in report["stopped"]}
    return names, {each["code"] for each in report["problems"] if each["severity"] == "error"}


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (ARRANGED.replace("一支部", "一支步"), "yaml.branch"),
        (ARRANGED.replace("一支部:", "一支部"), "yaml.syntax"),
        ("支部安排:\n  一支部: 7月10日下午\n", "yaml.type"),
    ],
)
def test_a_branch_whose_arrangement_nobody_can_tell_gets_none_of_the_townships(
    workspace: Workspace, slip: str, code: str
) -> None:
    names, codes = stopped(workspace, CAMPAIGN + MEETING + slip + "  二支部: {名额: 2}\n")

    assert codes == {code}
    assert {"一支部/01-会议通知", "一支部/02-动员讲话"} <= names
    assert not any(name.startswith("二支部/") for name in names)


def test_a_name_like_none_may_be_any_branch_that_has_no_arrangement(workspace: Workspace) -> None:
    slip = "支部安排:\n  大寨先锋连: {名额: 2}\n  二支部: {名额: 2}\n"

    names, codes = stopped(workspace, CAMPAIGN + MEETING + slip)

    assert codes == {"yaml.branch"}
    assert "一支部/01-会议通知" in names
    assert "二支部/01-会议通知" not in names


def test_what_a_meeting_says_of_a_misspelt_branch_stops_its_notice(workspace: Workspace) -> None:
    names, codes = stopped(workspace, CAMPAIGN + MEETING + "  名额: {一支步: 3, 二支部: 2}\n")

    assert codes == {"yaml.branch"}
    assert "一支部/01-会议通知" in names
    assert "二支部/01-会议通知" not in names


@pytest.mark.parametrize(
    "phases",
    [
        PHASES.replace("名称", "名"),
        PHASES + "    - {名称: 学习动员, 开始: 2026-09-01}\n",
        PHASES.replace("学习动员", "[学习动员]"),
    ],
)
def test_a_phase_without_a_name_stops_what_shows_phases_and_nothing_breaks(workspace: Workspace, phases: str) -> None:
    campaign = CAMPAIGN.replace("单位:", f"{phases}单位:")

    names, _ = stopped(workspace, campaign + MEETING)

    assert "一支部/02-动员讲话" in names
    assert "一支部/01-会议通知" not in names


def test_a_branchs_phase_that_nobody_can_read_is_not_the_campaigns(workspace: Workspace) -> None:
    own = "支部安排:\n  一支部:\n    阶段: [{名: 学习动员, 开始: 2026-07-08, 结束: 2026-08-20}]\n"

    names, _ = stopped(workspace, CAMPAIGN.replace("单位:", f"{PHASES}单位:") + MEETING + own)

    assert "一支部/02-动员讲话" in names
    assert "二支部/02-动员讲话" not in names


def test_the_plan_of_a_branch_whose_file_is_not_there_stops_that_paper_alone(workspace: Workspace) -> None:
    (workspace.path / "templates").rename(workspace.path / "of five")
    put_templates(workspace.path, *FIVE, "实施方案")

    names, codes = stopped(workspace, CAMPAIGN + MEETING + "支部安排:\n  一支部: {实施方案: 方案.docx}\n")

    assert codes == {"text.missing"}
    assert names == {"一支部/11-实施方案"}


def test_the_number_of_a_misspelt_kind_is_not_given_to_its_paper_from_elsewhere(workspace: Workspace) -> None:
    (workspace.path / "templates").rename(workspace.path / "of five")
    put_templates(workspace.path, *FIVE, "实施方案")
    issued = "发文: {字号: 吕委〔2026〕12号, 各文种: {实施方安: {字号: 吕委〔2026〕13号}}}\n"

    names, codes = stopped(workspace, CAMPAIGN + MEETING + issued)

    assert codes == {"yaml.kind"}
    assert names == {"全镇/11-实施方案"}


def test_where_nobody_can_tell_who_takes_part_no_paper_is_made(workspace: Workspace) -> None:
    campaign = CAMPAIGN.replace("单位:", "  参加支部: {一支部: 是}\n单位:")

    names, codes = stopped(workspace, campaign + MEETING)

    assert codes == {"yaml.type"}
    assert {"一支部/01-会议通知", "二支部/01-会议通知", "二支部/02-动员讲话"} <= names
