"""A volume to print is held to the standard paper by paper."""

from __future__ import annotations

import io

import docx
from docx.enum.section import WD_SECTION
from docx.shared import Mm

from pipeline.render import Bound, bind
from pipeline.review import findings_of
from pipeline.stationery import Fonts, volume_contents
from tests.conftest import Workspace

NAMES = ("02-动员讲话", "04-整改方案")


def volume(campaign: Workspace, *, narrow: bool = False) -> bytes:
    """Return a volume of two papers of a branch; `narrow`: the second has another margin."""
    papers = [campaign.output(f"活动/一支部/{name}.docx") for name in NAMES]
    edited = docx.Document(str(papers[1]))
    if narrow:
        edited.sections[0].top_margin = Mm(20)
    kept = io.BytesIO()
    edited.save(kept)
    return bind([Bound(papers[0], kind=NAMES[0]), Bound(papers[1], kept.getvalue(), kind=NAMES[1])], front())


def front() -> dict[str, bytes]:
    return volume_contents("一支部", "学习动员", ["动员讲话", "整改方案"], [], Fonts("仿宋_GB2312"))


def test_a_volume_has_the_findings_of_its_papers_and_no_others(campaign: Workspace) -> None:
    campaign.build()
    alone = [findings_of(campaign.output(f"活动/一支部/{name}.docx").read_bytes()) for name in NAMES]

    assert findings_of(volume(campaign)) == tuple(finding for each in alone for finding in each)
    assert "gbt.margin.top" in {each.code for each in findings_of(volume(campaign, narrow=True))}


def test_a_paper_of_several_sections_begins_with_page_one_and_on_a_right_hand_page(campaign: Workspace) -> None:
    campaign.build()
    edited = docx.Document(str(campaign.output("活动/一支部/04-整改方案.docx")))
    edited.add_section(WD_SECTION.NEW_PAGE)
    edited.add_paragraph("附表")
    kept = io.BytesIO()
    edited.save(kept)
    first = Bound(campaign.output("活动/一支部/02-动员讲话.docx"), kind="动员讲话")

    bound = docx.Document(io.BytesIO(bind([first, Bound(first.path, kept.getvalue(), kind="整改方案")], front())))

    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    starts = [(section.start_type, section._sectPr.find(f"{w}pgNumType") is not None) for section in bound.sections]
    odd = WD_SECTION.ODD_PAGE
    assert starts[1:] == [(odd, True), (odd, True), (WD_SECTION.NEW_PAGE, False)]
