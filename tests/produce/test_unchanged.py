"""A branch that nothing has changed for is not planned again, and nobody can tell but by the clock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline import inbox
from pipeline.inbox import Memory
from pipeline.model.facts import Dossier
from pipeline.model.work import Job
from pipeline.plan import Plan
from pipeline.spool import plainly_packed
from tests import tiny

MEMBERS = {f"党员{number}": (f"第{number % 3}支部", 1950 + number) for number in range(9)}


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing at all has changed, no branch is asked about: here they all are."""
    monkeypatch.setattr("pipeline.produce.standstill.recall", lambda *_: None)


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The branches that were planned, in their order."""
    found: list[str] = []
    plan = Plan.of_branch

    def noted(self: Plan, index: int, dossier: Dossier) -> Iterator[Job]:
        found.append(dossier.branch.name)
        return plan(self, index, dossier)

    monkeypatch.setattr(Plan, "of_branch", noted)
    return found


def register(path: Path) -> list[tuple[object, ...]]:
    """Return the rows of 清单.xlsx without states, digests and times."""
    book = load_workbook(path / "outputs" / "活动" / "清单.xlsx", read_only=True)
    return [row[:5] for row in book["清单"].iter_rows(values_only=True)]


def test_only_branches_with_something_new_are_planned(tmp_path: Path, planned: list[str]) -> None:
    tiny.build(tiny.prepare(tmp_path, MEMBERS))
    assert planned == ["第0支部", "第1支部", "第2支部"]
    planned.clear()

    report = tiny.build(tmp_path)
    assert (planned, report.written, report.unchanged) == ([], [], len(MEMBERS) + 3)

    tiny.prepare(tmp_path, MEMBERS | {"党员4": ("第1支部", 2001)})
    report = tiny.build(tmp_path)
    assert planned == ["第1支部"]
    assert report.written == ["outputs/活动/第1支部/表-党员4.docx"]


def test_the_register_does_not_show_which_branches_were_planned(tmp_path: Path) -> None:
    changed = MEMBERS | {"党员4": ("第1支部", 2001)}
    tiny.build(tiny.prepare(tmp_path / "one", MEMBERS))
    tiny.build(tiny.prepare(tmp_path / "one", changed))
    tiny.build(tiny.prepare(tmp_path / "two", changed))

    assert register(tmp_path / "one") == register(tmp_path / "two")


def test_a_paper_that_is_not_as_it_was_written_brings_its_branch_back(tmp_path: Path, planned: list[str]) -> None:
    tiny.build(tiny.prepare(tmp_path, MEMBERS))
    home = tmp_path / "outputs" / "活动"
    (home / "第0支部" / "表-党员0.docx").unlink()
    edited = home / "第2支部" / "表-党员2.docx"
    edited.write_bytes(edited.read_bytes() + b" ")
    planned.clear()

    report = tiny.build(tmp_path)
    assert planned == ["第0支部", "第2支部"]
    assert report.written == ["outputs/活动/第0支部/表-党员0.docx"]
    assert report.kept == ["outputs/活动/第2支部/表-党员2.docx"]

    planned.clear()
    assert tiny.build(tmp_path).kept == ["outputs/活动/第2支部/表-党员2.docx"]
    assert planned == ["第2支部"], "what has to be said of a paper is said each time"


def test_a_touched_paper_is_looked_into(tmp_path: Path, planned: list[str]) -> None:
    tiny.build(tiny.prepare(tmp_path, MEMBERS))
    touched = tmp_path / "outputs" / "活动" / "第1支部" / "表-党员1.docx"
    os.utime(touched, (1, 1))
    planned.clear()

    assert tiny.build(tmp_path).written == []
    assert planned == ["第1支部"]


@pytest.mark.parametrize("place", ["templates/表.docx", "templates/catalog.yaml", "inputs/活动/活动.yaml"])
def test_what_all_branches_share_brings_all_of_them_back(tmp_path: Path, planned: list[str], place: str) -> None:
    tiny.build(tiny.prepare(tmp_path, MEMBERS))
    planned.clear()
    path = tmp_path / place
    if place.endswith(".docx"):
        path.write_bytes(tiny.FORMS[1])
    else:
        path.write_text(path.read_text("utf-8").replace("试验", "试行").replace('汇总"', '总表"'), "utf-8")

    tiny.build(tmp_path)
    assert planned == ["第0支部", "第1支部", "第2支部"]


def test_a_member_who_cannot_be_read_is_told_of_in_every_run(tmp_path: Path, planned: list[str]) -> None:
    tiny.prepare(tmp_path, MEMBERS)
    roster = tmp_path / "inputs" / "活动" / "花名册.csv"
    roster.write_text(roster.read_text("utf-8").replace("1954-07-01", "去年七月"), "utf-8")
    first = tiny.build(tmp_path)
    planned.clear()
    second = tiny.build(tmp_path)

    assert first.stopped == second.stopped
    assert second.stopped == ["outputs/活动/第1支部/表-党员4.docx"]
    assert planned == ["第1支部"]


def test_what_a_fault_elsewhere_kept_from_being_withdrawn_is_so_later_though_its_branch_stands(
    tmp_path: Path, planned: list[str]
) -> None:
    tiny.build(tiny.prepare(tmp_path, MEMBERS))
    left = "outputs/活动/第1支部/表-党员4.docx"
    broken = tmp_path / "inputs" / "别的" / "活动.yaml"
    broken.parent.mkdir()
    broken.write_text("活动: {", "utf-8")
    tiny.prepare(tmp_path, {name: at for name, at in MEMBERS.items() if name != "党员4"})
    assert tiny.build(tmp_path).stopped == [left]
    broken.unlink()
    planned.clear()

    report = tiny.build(tmp_path)

    assert planned == []
    assert report.withdrawn == [left]


def test_equal_facts_have_equal_bytes_whichever_objects_they_are(tmp_path: Path) -> None:
    tiny.prepare(tmp_path, MEMBERS)
    memory = Memory()
    readings = [inbox.read_inputs(tmp_path, each).campaigns[0] for each in (Memory(), memory, memory)]

    assert len({plainly_packed((each.township, each.dossiers)) for each in readings}) == 1
