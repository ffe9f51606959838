"""Records that travel between processes arrive as they were."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace

import pytest

from pipeline.ledger import Entry, Event
from pipeline.model.facts import PartialDate
from pipeline.model.work import Change, Job, Kind, Scope, State
from pipeline.produce.maker import PaperOutcome
from pipeline.shelf import Placed

_PATH = "outputs/活动/一支部/03-党性分析表-某某.docx"
_KIND = Kind("党性分析表", "党性分析表.docx", Scope.MEMBER, "03-党性分析表")
_JOB = Job(_PATH, _KIND, {"党员": {"姓名": "某某"}}, "一支部", "某某", (), State.UNWRITTEN, open=True)
_PLACED = Placed(State.KEPT, _PATH, "d", "2026-07-01", "f", "x", 3, "新版")
_EVENT = Event(
    _PATH, "活动", "made", _PATH, (Change(_PATH, "党员.姓名", "某", "某某", "B2"),), 2, "2026-07-01", "表", "一支部"
)
_ENTRY = Entry(_PATH, "", "活动", "表", "一支部", "p", "d", 1, 2, 3, "2026-07-01", "t", "e", 4, "f", b"facts")


def test_a_job_that_is_done_has_lost_its_facts_alone() -> None:
    assert _JOB.without_facts() == replace(_JOB, facts={})
    assert _JOB.without_facts().facts == {}


@pytest.mark.parametrize("record", [_JOB, _PLACED, _EVENT, _ENTRY, PaperOutcome(_JOB, _PLACED), PartialDate(2026, 7)])
def test_a_record_arrives_with_every_field(record: object) -> None:
    arrived = pickle.loads(pickle.dumps(record))

    assert type(arrived) is type(record)
    assert [getattr(arrived, each.name) for each in fields(record)] == [  # type: ignore[arg-type]
        getattr(record, each.name)
        for each in fields(record)  # type: ignore[arg-type]
    ]
    assert arrived == record == replace(record)  # type: ignore[type-var]
