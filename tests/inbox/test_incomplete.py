"""Problems without measure, person or deadline, and deadlines outside the campaign."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.inbox import checks, incomplete
from pipeline.model.facts import PartialDate, Row, Source, Unread
from tests.makers import a_campaign, a_dossier, a_township, an_issue

COLUMNS = {"具体问题": "B", "整改措施": "C", "责任人": "D", "整改时限": "E"}
WHOLE = {"person": "张三", "deadline": PartialDate(2026, 11)}


def an_issue_in(row: int, **own: Any) -> Row:
    return an_issue(**{**WHOLE, "source": Source("inputs/活动/问题.xlsx", "问题", row, COLUMNS), **own})


def said(*issues: Row) -> list[str]:
    return [f"{p.origin.cell} {p.message}" for p in incomplete.check([a_dossier(issues=issues)])]


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ({"measures": ()}, ["C2 这条问题没有整改措施"]),
        ({"person": ""}, ["D2 这条问题没有责任人"]),
        ({"deadline": "", "measures": ()}, ["C2 这条问题没有整改措施、整改时限"]),
        ({"deadline": "立行立改"}, []),
        ({"person": "", "lead": "陈某"}, []),
        ({"deadline": Unread(())}, []),
        ({"done": "已完成", "deadline": ""}, []),
        ({"done": "未完成", "deadline": ""}, ["E2 这条问题没有整改时限"]),
    ],
)
def test_what_a_problem_lacks_is_named_at_its_cell(own: dict[str, Any], message: list[str]) -> None:
    assert said(an_issue_in(2, **own)) == message


def test_what_a_whole_sheet_lacks_is_said_once() -> None:
    issues = [an_issue_in(row, person="") for row in range(2, 9)]

    assert said(*issues, an_issue_in(9, person="", measures=())) == [
        "D2 这张表的问题都没有责任人",
        "C9 这条问题没有整改措施",
    ]


@pytest.mark.parametrize(
    ("deadline", "outside"),
    [
        ("2027年1月底前", True),
        ("6月底前完成", True),
        ("11月底前", False),
        ("2026年12月", False),
        ("长期坚持", False),
        ("每年3月检查一次", False),
    ],
)
def test_a_deadline_in_words_is_held_to_the_campaign_too(deadline: str, outside: bool) -> None:
    dossier = a_dossier(issues=(an_issue_in(2, deadline=deadline),))

    problems = checks.all_of(a_township(dossier, campaign=a_campaign()), [dossier], [], {}, {})

    assert [p.code for p in problems] == ["cell.deadline-outside"] * outside
