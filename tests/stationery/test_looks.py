"""How the papers look: what no cell breaks, what no page's end parts."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from pipeline.model.facts import Arrangement, Branch, Campaign, Meeting, Person
from pipeline.model.work import Scope
from pipeline.plan import vocabulary
from pipeline.review import em_width
from pipeline.stationery.tables import PADDING
from tests.conftest import ROOT
from tests.makers import a_campaign, a_dossier, a_member, a_township, an_issue
from tests.outline import text
from tests.stationery.test_forms import HERE, SHEETS, filled, of_branch, of_township, phases

PAPERS = sorted((*(ROOT / "templates").glob("*.docx"), *(ROOT / "pipeline/errands/elections").glob("*.docx")))


def heads(paper: Path) -> list[tuple[str, float]]:
    """Return each line of the heads of a paper's tables, and how many characters it has room for."""
    found = []
    for row in docx.Document(str(paper)).element.body.iter(qn("w:tr")):
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            continue
        for cell in row.findall(qn("w:tc")):
            width = int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w")))
            for paragraph in cell.findall(qn("w:p")):
                size = next((int(each.get(qn("w:val"))) for each in paragraph.iter(qn("w:sz"))), 24)
                said = "".join(
                    "\n" if each.tag == qn("w:br") else each.text or ""
                    for each in paragraph.iter(qn("w:t"), qn("w:br"))
                )
                found += [(line, (width - 2 * PADDING) / (size * 10)) for line in said.split("\n") if "{" not in line]
    return found


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_no_head_of_a_column_breaks_within_a_word(paper: Path) -> None:
    assert [line for line, room in heads(paper) if em_width(line) > room] == []


LONG = "阿依努尔·买买提吐尔逊"


def cells(paper: bytes) -> list[str]:
    tables = docx.Document(io.BytesIO(paper)).tables
    return [cell.text for table in tables for row in table.rows for cell in row.cells]


@pytest.mark.parametrize(
    ("paper", "shown"),
    [
        ("学习考勤登记表.docx", "阿依努尔·\n买买提\n吐尔逊"),
        ("谈心谈话安排表.docx", "阿依努尔·\n买买提\n吐尔逊"),
        ("组织生活会记录.docx", "阿依努尔·\n买买提\n吐尔逊"),
        ("民主评议票.docx", "阿依努尔·\n买买提吐尔逊"),
    ],
)
def test_a_long_name_breaks_where_it_is_read(paper: str, shown: str) -> None:
    said = cells(of_branch(paper, a_member(name=LONG, label=LONG), a_member(), campaign=a_campaign()))

    assert shown in said
    assert "张　三" in said


def test_a_branch_that_meets_alone_stands_above_its_list() -> None:
    names = ("一支部", "二支部")
    campaign = a_campaign(
        meetings=(Meeting("动员大会", place="三楼", guests=(Person("陈某", "镇党委书记"),)),),
        arrangements=tuple(Arrangement(name, HERE, branch=name, attendees=("张三", LONG)) for name in names),
    )
    one, two = (a_dossier(a_member(branch=name), branch=Branch(name, folder=name, secretary="张三")) for name in names)

    alone = text(of_township("签到表.docx", one, campaign=campaign))
    both = text(of_township("签到表.docx", one, two, campaign=campaign))

    assert alone.count("一支部") == 1
    assert "单位：一支部" in alone
    assert "1｜张　三｜党支部书记｜\n2｜阿依努尔·买买提吐尔逊｜｜\n3｜陈　某｜镇党委书记（列席）｜" in alone
    assert "1｜一支部｜张　三｜党支部书记｜\n2｜一支部｜阿依努尔·买买提吐尔逊｜｜\n3｜二支部｜张　三" in both


@pytest.mark.parametrize("count", [0, 1, 40])
def test_the_ledgers_signature_is_its_tables_last_row(count: int) -> None:
    paper = of_branch("整改台账.docx", a_member(), campaign=a_campaign(), issues=[an_issue()] * count)

    (table,) = docx.Document(io.BytesIO(paper)).tables
    assert table.rows[-1].cells[0].text.startswith("填表人（签字）：")
    above: Any = table.rows[-2].cells[0].paragraphs[0]._p
    assert bool(above.xpath("./w:pPr/w:keepNext")) == (count > 0)  # a blank ledger is one page


def test_each_rank_signs_as_what_it_is() -> None:
    def signed(kind: str) -> str:
        branch = Branch("农机联社", folder="农机联社", secretary="张三", organisation_kind=kind)
        members = a_dossier(a_member(branch="农机联社"), branch=branch)
        township = a_township(members, campaign=a_campaign(), sheets=SHEETS)
        facts = vocabulary.of_branch(township, 0, members, vocabulary.shared(township))
        return text(filled("组织生活会方案.docx", Scope.BRANCH, facts))

    assert "（一）党总支书记通报征求意见" in signed("党总支")
    assert "党总支委员之间" in signed("党总支")
    assert "（一）党委书记通报征求意见" in signed("党委")
    assert "（一）党支部书记通报征求意见" in signed("党支部")


def test_a_column_of_all_ranks_is_not_one_of_branches() -> None:
    one, other = (
        a_dossier(a_member(branch=name), branch=Branch(name, folder=name, organisation_kind=kind))
        for name, kind in (("一支部", "党支部"), ("农机联社", "党总支"))
    )

    assert "序号｜党支部｜支部书记｜" in text(of_township("进度安排-横.docx", one, campaign=phased()))
    assert "序号｜党组织｜书　记｜" in text(of_township("进度安排-横.docx", one, other, campaign=phased()))


def phased() -> Campaign:
    return a_campaign(phases=phases(2))
