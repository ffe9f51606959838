"""The table of scopes: an allow-list that nothing gets round."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import plan
from pipeline.contract import BASE
from pipeline.contract.scopes import SCOPES
from pipeline.model.work import Recipient, Scope
from pipeline.plan import vocabulary
from tests.makers import a_campaign, a_dossier, a_member, a_township, an_issue, an_opinion


def test_every_scope_has_a_row() -> None:
    assert set(SCOPES) == set(Scope)


def test_a_fact_that_nobody_allows_reaches_no_paper() -> None:
    dossier = a_dossier(a_member(), issues=(an_issue(),), opinions=(an_opinion(),))
    township = a_township(dossier, campaign=a_campaign())
    common = {**vocabulary.shared(township), "密": "新来的一项"}

    of_branch = vocabulary.of_branch(township, 0, dossier, common)

    assert "密" not in vocabulary.of_township(township, common)
    assert "密" not in of_branch
    assert all("密" not in seen for _, seen in vocabulary.of_members(BASE, dossier, of_branch))


def test_a_members_paper_sees_no_rows_but_those_that_name_him() -> None:
    dossier = a_dossier(a_member(), a_member(name="李四", label="李四"), issues=(an_issue(),), opinions=(an_opinion(),))
    township = a_township(dossier)
    of_branch = vocabulary.of_branch(township, 0, dossier, vocabulary.shared(township))

    (_, first), (_, second) = vocabulary.of_members(BASE, dossier, of_branch)

    assert not {"党员们", "参学们", "参会们", "问题们", "支部们"} & (first.keys() | second.keys())
    assert [len(seen["意见们"]) for seen in (first, second)] == [1, 0]  # type: ignore[arg-type]


def test_a_sheet_says_itself_whether_members_see_its_rows() -> None:
    shy = tuple(replace(sheet, to_members=False) for sheet in BASE)

    assert not any(SCOPES[Scope.MEMBER].sees_rows_of(sheet) for sheet in shy)
    assert all(SCOPES[Scope.BRANCH].sees_rows_of(sheet) for sheet in shy)


@pytest.mark.parametrize("scope", ["全镇", "会议"])
def test_a_paper_of_no_branch_goes_to_none(scope: str) -> None:
    entry = f"- {{文种: 甲, 模板: 甲.docx, 范围: {scope}, 文件名: 甲, 发送: 支部}}\n"

    found = plan.read_catalog(entry.encode())

    assert found.value == ()
    assert "发送要写 无" in found.problems[0].message
    assert Recipient.BRANCH in SCOPES[Scope.MEMBER].recipients
