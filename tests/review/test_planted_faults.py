"""Planted faults: one at a time into the sample's papers; nearly all are found, and nothing in the good ones."""

from __future__ import annotations

import re

import pytest

from pipeline.model.finding import Finding
from pipeline.review.reviewer import Reviewer
from tests.conftest import ROOT, Workspace
from tests.review import faults
from tests.samples import extremes

PAPERS = (
    "全镇/01-会议通知.docx",
    "全镇/02-动员讲话.docx",
    "镇机关党支部/01-会议通知.docx",
    "镇机关党支部/02-动员讲话.docx",
    "镇机关党支部/04-整改方案.docx",
    "镇机关党支部/05-整改台账.docx",
)
WANTED = 0.98
_CODE = r'"((?:gbt|text|look)\.[a-z0-9.-]+)"'


@pytest.fixture
def papers(sample: Workspace) -> dict[str, bytes]:
    built = sample.build()
    assert built["findings"] == []  # none in any of the 262 documents
    home = sample.output("示例-先进性教育")
    form = next((home / "镇机关党支部").glob("03-*.docx"))
    return {name: (home / name).read_bytes() for name in (*PAPERS, form.relative_to(home).as_posix())}


@pytest.fixture
def headed(workspace: Workspace) -> dict[str, bytes]:
    """Notices under each kind of red head, their 版记 at the foot."""
    found = {}
    for head in ("文件", "信函", "套打"):
        for name, content in extremes.files(head, many=True).items():
            workspace.put(name, content)
        assert workspace.build()["findings"] == []
        found[head] = workspace.output(f"{extremes.CAMPAIGN}/全镇/01-会议通知.docx").read_bytes()
    return found


def test_planted_faults_are_found(papers: dict[str, bytes], headed: dict[str, bytes]) -> None:
    reviewer = Reviewer()
    planted, missed, met = 0, [], set()
    for name, data in (papers | headed).items():
        for fault in faults.every():
            paper = faults.Paper(data)
            if not fault.plant(paper):
                continue
            planted += 1
            found = {finding.code for finding in reviewer.review(paper.data)}
            met |= found & set(fault.codes)
            if not found & set(fault.codes):
                missed.append(f"{name}: {fault.name}, found only {sorted(found)}")

    print(f"{planted} faults planted, {len(missed)} missed")  # noqa: T201 - the figure for whoever asks
    assert planted >= 200
    assert met == {code for fault in faults.every() for code in fault.codes}
    assert len(missed) <= (1 - WANTED) * planted, "\n".join(missed)


def test_every_rule_has_a_fault_that_it_finds() -> None:
    planted = {code for fault in faults.every() for code in fault.codes}
    room = ROOT / "pipeline/review/gbt9704"
    written = {code for path in room.glob("*.py") for code in re.findall(_CODE, path.read_text("utf-8"))}

    assert len(written) > 70
    assert written <= planted


def test_a_fault_is_told_by_place_expectation_and_find(papers: dict[str, bytes]) -> None:
    paper = faults.Paper(papers["全镇/01-会议通知.docx"])
    fault = next(f for f in faults.every() if f.name == "title 宋体")
    assert fault.plant(paper)

    (found,) = Reviewer().review(paper.data)

    assert isinstance(found, Finding)
    assert (found.code, found.clause, found.severity) == ("gbt.title.font", "7.3.1", "standard")
    assert found.where.startswith("第1段“")
    assert (found.expected, found.found) == ("小标宋体", "宋体")
