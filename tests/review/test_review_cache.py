"""A document of a known template gets the very findings that a stranger's document gets, at a fraction of the work."""

from __future__ import annotations

import copy
import random
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import inbox, plan, render
from pipeline.desk import opened
from pipeline.model.work import Filled, Scope
from pipeline.plan import template_names
from pipeline.produce import Report, compiling
from pipeline.render import Compiled
from pipeline.review.gbt9704.conventions import CONVENTIONS
from pipeline.review.layout import Paragraph, ParagraphLook, Run, RunLook
from pipeline.review.reviewer import Reviewer
from tests import thorough
from tests.conftest import CAMPAIGN, ROOT, Built, Workspace

_CLEAN = [
    "",
    "男",
    "汉族",
    "初中",
    "1975年3月",
    "1998年7月1日",
    "村委会委员",
    "13800000000",
    "第一组",
    "务农\n兼电工",
    "A&B公司",
]
_FAULTY = [
    "在家,务农",
    "1975.3.12",
    "75年3月",
    "……。",
    "xx村",
    "务农 兼 电工",
    "（1）、种地",
    "抄送：县委",
    "吕委[2026]12号",
    "喆",
    '“好"',
]
_COLUMNS = (
    "性别",
    "民族",
    "出生年月",
    "学历",
    "人员类别",
    "入党年月",
    "转正年月",
    "党内职务",
    "工作岗位",
    "备注",
    "联系电话",
)


def facts(chance: random.Random, words: list[str]) -> dict[str, Any]:
    """A member whose every column says something by chance."""
    member: dict[str, Any] = {column: chance.choice(words) for column in _COLUMNS} | {
        "姓名": chance.choice("张王李赵") + "三"
    }
    opinions = [{"序号": n, "意见内容": chance.choice(words)} for n in range(chance.randint(0, 2))]
    branch = {"名称": chance.choice(["吕寨村党支部", "镇机关党支部"]), "简称": "吕寨村党支部", "称谓": "党支部"}
    campaign = {"名称": "保持共产党员先进性教育活动", "评议": {"等次": ["优秀", "合格", "基本合格", "不合格"]}}
    return {"党员": member, "支部": branch, "活动": campaign, "意见们": opinions}


@pytest.fixture(params=["党性分析表-普通.docx", "党性分析表-简表.docx", "党性分析表-预备.docx"])
def form(request: pytest.FixtureRequest) -> Compiled:
    found = render.compiled_template(
        (ROOT / "templates" / request.param).read_bytes(), request.param, template_names.known(Scope.MEMBER)
    )
    assert found.value is not None
    return found.value


def test_a_familiar_document_gets_the_findings_that_a_stranger_gets(form: Compiled) -> None:
    chance = random.Random(7)
    reviewer = Reviewer({"先教活动": "先进性教育活动"})

    for number in range(thorough.stride(60, 24)):
        words = _CLEAN if number % 3 else [*_CLEAN, *_FAULTY, "先教活动"]
        document = render.filled(form, facts(chance, words))
        assert reviewer.review_filled(document) == Reviewer({"先教活动": "先进性教育活动"}).review(document.data)


def test_what_was_seen_without_a_finding_is_not_measured_again(form: Compiled, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)
    reviewer = Reviewer()
    first = facts(chance, ["男"])
    other = copy.deepcopy(first)
    other["党员"]["姓名"], other["党员"]["民族"] = "欧阳海", "回族"
    reviewer.review_filled(render.filled(form, first))
    measured: list[Filled] = []
    monkeypatch.setattr(reviewer._measurer, "measure", measured.append)

    assert reviewer.review_filled(render.filled(form, other)) == ()
    assert measured == []


def test_every_paper_of_the_sample_is_judged_alike_both_ways(sample_built: Built) -> None:
    assert sample_built.documents()
    for path in sample_built.documents():
        assert Reviewer().review((sample_built.path / path).read_bytes()) == ()
    assert sample_built.report["findings"] == []


def test_branch_papers_get_the_findings_of_a_stranger_though_only_values_are_put_in_place(sample: Workspace) -> None:
    terms = {"整改": "改正", "村党支部": "村支部", "8月": "八月"}
    reviewer = Reviewer(terms)
    with opened(sample.path) as desk:
        report = Report()
        kinds, compiled, filler = compiling.templates(desk, report)
        (intake,) = inbox.read_inputs(desk.workspace, desk.memory, "").campaigns
        jobs = [
            job
            for job in plan.documents_due(intake.township, intake.dossiers, kinds)
            if job.kind.scope is not Scope.MEMBER and not job.stopped
        ]
    faulty = 0
    for job in jobs:
        filled = filler.fill(compiled[job.kind.use], job.kind.use, job.facts)
        found = reviewer.review_filled(filled)
        assert found == Reviewer(terms).review(filled.data)
        faulty += bool(found)
    assert faulty > len(jobs) / 2


def test_thousands_of_papers_are_judged_alike_both_ways(workspace: Workspace) -> None:
    members = thorough.stride(2600, 100)
    chance = random.Random(11)
    columns = ("性别", "民族", "学历", "人员类别", "工作岗位", "外出流向", "备注")  # who is away gets a letter
    rows = ["|".join(("姓名", "所在党支部", "出生日期", "入党时间", *columns))]
    for number in range(members):
        words = _CLEAN if number % 5 else [*_CLEAN, *_FAULTY]
        said = ("正式党员" if name == "人员类别" else chance.choice(words) for name in columns)
        name, branch = (
            chance.choice("张王李赵欧") + chance.choice("三四五喆"),
            f"{'长' * (number // 40 % 9)}{number // 40}号村党支部",
        )
        rows.append("|".join((name, branch, f"19{60 + number % 30}-0{1 + number % 9}", "1998-07-01", *said)))
    workspace.put("活动/花名册.xlsx", "\n".join(each.replace("\n", "") for each in rows))
    workspace.put("活动/活动.yaml", CAMPAIGN)
    with opened(workspace.path) as desk:
        kinds, compiled, filler = compiling.templates(desk, Report())
        (intake,) = inbox.read_inputs(desk.workspace, desk.memory, "").campaigns
        jobs = [each for each in plan.documents_due(intake.township, intake.dossiers, kinds) if not each.stopped]
    familiar, strange = Reviewer({"先教活动": "先进性教育活动"}), Reviewer({"先教活动": "先进性教育活动"})
    faulty = 0
    for job in jobs:
        filled = filler.fill(compiled[job.kind.use], job.kind.use, job.facts)
        found = familiar.review_filled(filled)
        assert found == strange.review(filled.data)
        faulty += bool(found)
    assert len(jobs) > members
    assert members / 10 < faulty < len(jobs) / 2


@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF)) | st.from_regex(r"[0-9]*", fullmatch=True))
def test_no_convention_has_anything_to_say_of_a_bare_name_or_number(said: str) -> None:
    assert not any(convention.pattern.search(said) for convention in CONVENTIONS)


def test_a_paragraph_with_other_words_is_the_same_in_all_else() -> None:
    bare = Paragraph(1, "", (), ParagraphLook())
    words = (Run("某某", RunLook("仿宋", "仿宋", 32)),)
    others = Paragraph(7, "表1", (), ParagraphLook("甲"), "一、", True, True, True, 3, True)

    assert all(
        getattr(others, each.name) != getattr(bare, each.name) for each in fields(Paragraph) if each.name != "runs"
    )
    assert others.saying(words) == replace(others, runs=words)
