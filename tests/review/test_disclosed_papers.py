"""Papers that were misread once, where they are at hand: all that is said of each today."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errands import review as reviewing
from pipeline.review.reviewer import findings_of
from tests import thorough
from tests.conftest import ROOT

CASES = ROOT.parent / "shared" / "cases"
WRONG_TITLE = {"gbt.title.font", "gbt.title.size"}
PAGE = {"gbt.paper", "gbt.margin.top", "gbt.margin.left", "gbt.margin.right", "gbt.margin.bottom", "gbt.lines"}
PAPERS = {
    "articles": set(),
    "enclosure-number-then-year": {"gbt.annex.title"},  # 2026年度参会名额分配表 is announced, 参会名额分配表 is there
    "joint-signature": set(),
    "level-3-eighteen-times": {"text.level-3"},
    "level-3-songti": {"gbt.heading.font"},
    "mark-distributed": set(),
    "number-0-control": set(),
    "number-1-blank-sequence": {"gbt.number.open"},
    "number-2-XX": {"gbt.number.open"},
    "number-5-blank-and-title-in-songti-18": {"gbt.number.open"} | WRONG_TITLE,
    "number-6-control-title-in-songti-18": WRONG_TITLE,
    "numbered-sentences": set(),
    "range": {"text.range"},
    "red-head-small-title": WRONG_TITLE,
    "title-centred-but-indented": {"gbt.title.align"},
    "title-left-plain-style": PAGE
    | WRONG_TITLE
    | {
        "gbt.title.align",
        "gbt.size.body",
        "gbt.font.body",
        "gbt.body.indent",
        "gbt.page-number.missing",
        "look.theme-font",
    },
}

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not here")


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_gets_its_right_verdict(name: str) -> None:
    found = findings_of((CASES / "paper" / f"{name}.docx").read_bytes())

    assert {finding.code for finding in found} == PAPERS[name]


def test_eighteen_of_a_kind_are_told_once() -> None:
    (finding,) = findings_of((CASES / "paper" / "level-3-eighteen-times.docx").read_bytes())

    assert finding.where.endswith("等18处")


def test_a_template_s_places_are_all_named() -> None:
    found = findings_of((CASES / "paper" / "template-single-brace.docx").read_bytes())

    named = [each.where for each in found if each.code == "text.placeholder"]
    assert any("第3段" in each for each in named)


@pytest.mark.parametrize(
    "path", thorough.each(sorted((CASES / "attacks/review").glob("*.docx")), 3), ids=lambda path: path.stem
)
def test_an_attack_is_reviewed_in_time(path: Path) -> None:
    (reviewed,) = reviewing.review([path])

    assert not reviewed.fault
