"""The 活动.yaml that `init` writes: however a clerk takes the # away, what is filled in is read as meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from pipeline.errands.workspace import CAMPAIGN
from pipeline.inbox import campaign_facts, yamlfile
from pipeline.model.facts import Campaign
from pipeline.model.problem import Problem, Read, Severity


def read(text: str) -> tuple[Campaign, Sequence[Problem]]:
    found = yamlfile.load(text.encode(), "活动.yaml")
    facts = campaign_facts.read("甲", [found.value] if found.value else [], lambda *_: Read(None))
    return facts.value, (*found.problems, *facts.problems)


def filled(starred: str) -> str:
    """Return the form with every key filled in that is marked so, as its own example has it."""
    return re.sub(rf"^(\s*\S+:) +(# {starred} 如 (.*))$", r"\1 \3  \2", CAMPAIGN, flags=re.MULTILINE)


def test_the_empty_form_is_known_as_one():
    node = yamlfile.load(CAMPAIGN.encode(), "活动.yaml").value

    assert node is not None
    assert campaign_facts.is_blank([node])


def test_the_starred_keys_are_all_that_is_required():
    facts, problems = read(filled("★"))

    assert list(problems) == []
    assert (facts.short, facts.organisation.name) == ("先进性教育活动", "中共吕寨镇委员会")
    assert facts.meetings == ()
    assert facts.phases == ()


def test_a_meeting_that_is_begun_needs_what_is_marked_for_it():
    facts, problems = read(filled("[★☆]"))
    some, missing = read(filled("★").replace("  名称:            # ☆", "  名称: 动员大会   # ☆"))

    assert list(problems) == []
    assert [str(meeting.place) for meeting in facts.meetings] == ["镇政府三楼会议室"]
    assert len(some.meetings) == 1
    assert [problem.message for problem in missing] == ["没有写“会议.时间”", "没有写“会议.地点”"]


@pytest.mark.parametrize("taken", [r"^#(?=\s+\S+: |\s+\S+:$|\s+- )", r"^# (?=\s*\S+: |\s*\S+:$|\s*- )"])
def test_an_example_works_with_its_mark_taken_away_with_or_without_a_space(taken):
    head, _, body = filled("★").partition("活动:")
    facts, problems = read(head + "活动:" + re.sub(taken, "", body, flags=re.MULTILINE))

    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    assert len(facts.phases) == 3
    assert [arrangement.key for arrangement in facts.arrangements] == ["吕寨村党支部"]
    assert facts.arrangements[0].attendees == ("某某", "某某")
