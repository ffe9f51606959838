"""Planted faults: one at a time into the sample's papers; nearly all are found, and nothing in the good ones."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from pipeline.model.finding import Finding
from pipeline.review.reviewer import Reviewer
from tests import thorough
from tests.conftest import FIVE, ROOT, Built, built_extreme
from tests.review import faults, specimens

WANTED = 0.98
_LISTED = r"`((?:gbt|text|look|rendered|wording)\.[a-z0-9.-]+)`"
_WORDING = {"wording.term", "wording.short-name"}
_CODE = r'"((?:gbt|text|look)\.[a-z0-9.-]+)"'


@pytest.fixture(scope="module")
def papers(sample_built: Built) -> dict[str, bytes]:
    assert sample_built.report["findings"] == []  # none in any of the 262 documents
    return faults.papers(sample_built.home)


@pytest.fixture(scope="module")
def headed(extreme_built: Callable[[str], Built], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Notices under each kind of red head, their 版记 at the foot."""
    few = {head: built_extreme(tmp_path_factory.mktemp(head), head, *FIVE, many=False) for head in ("信函", "套打")}
    built = {"文件": extreme_built("文件")} | few  # with many branches, a table that runs over pages
    assert all(each.report["findings"] == [] for each in built.values())
    return {head: (each.home / "全镇/01-会议通知.docx").read_bytes() for head, each in built.items()}


@pytest.mark.parametrize("kind", specimens.GOOD)
def test_nothing_is_found_in_the_good_specimens(kind: str) -> None:
    assert Reviewer().review(specimens.GOOD[kind]()) == ()


def test_planted_faults_are_found(papers: dict[str, bytes], headed: dict[str, bytes]) -> None:
    """Each fault in two papers (one, outside CI); `python -m tests.benchmarks.planted_faults` plants each wherever it has a place."""
    planted, missed, met = faults.plant_all(papers | headed | specimens.titled(), enough=thorough.stride(2, 1))

    print(f"{planted} faults planted, {len(missed)} missed")  # noqa: T201 - the figure for whoever asks
    assert planted >= thorough.stride(200, 100)
    assert met == {code for fault in faults.every() for code in fault.codes}
    assert len(missed) <= (1 - WANTED) * planted, "\n".join(missed)


def test_every_rule_has_a_fault_that_it_finds() -> None:
    planted = {code for fault in faults.every() for code in fault.codes}
    room = ROOT / "pipeline/review/gbt9704"
    written = {code for path in room.glob("*.py") for code in re.findall(_CODE, path.read_text("utf-8"))}

    assert len(written) > 70
    assert written <= planted


def test_every_rule_stands_in_the_handbook() -> None:
    page = (ROOT / "docs/review.md").read_text("utf-8")
    rendered = (ROOT / "pipeline/review/rendered.py").read_text("utf-8")
    pages = {f"rendered.{name}" for name in re.findall(r'_at\(\s*"([a-z.-]+)"', rendered)}

    listed = set(re.findall(_LISTED, page))
    assert len(pages) > 10
    assert listed == {code for fault in faults.every() for code in fault.codes} | pages | _WORDING


def test_a_fault_is_told_by_place_expectation_and_find(papers: dict[str, bytes]) -> None:
    paper = faults.Paper(papers["全镇/01-会议通知.docx"])
    fault = next(f for f in faults.every() if f.name == "title 宋体")
    assert fault.plant(paper)

    (found,) = Reviewer().review(paper.data)

    assert isinstance(found, Finding)
    assert (found.code, found.clause, found.severity) == ("gbt.title.font", "7.3.1", "standard")
    assert found.where.startswith("第1段“")
    assert (found.expected, found.found) == ("小标宋体", "宋体")
