"""Copied rows of the 问题清单 are found, however many branches there are, and nothing that two branches wrote alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.inbox import likeness
from pipeline.model.facts import Branch, Dossier, Source
from tests.makers import a_dossier, an_issue

COLUMNS = {"党支部": "A", "具体问题": "B", "整改措施": "C"}
LIGHTS = ("村口的路灯坏了半年没人修", "找电工修好", "每周巡查一次")
STUDY = ("党员学习抓得不紧，记录不全", "制定学习计划", "每月检查一次学习笔记")


def a_branch(name: str, *rows: tuple[str, ...], file: str = "inputs/活动/问题清单.xlsx") -> Dossier:
    issues = tuple(
        an_issue(branch=name, text=text, measures=measures, source=Source(file, name, at, COLUMNS))
        for at, (text, *rest) in enumerate(rows, 2)
        for measures in [tuple(rest)]
    )
    return a_dossier(branch=Branch(name, name, name), issues=issues)


def messages(*dossiers: Dossier) -> list[str]:
    return [problem.message for problem in likeness.check(dossiers)]


def test_a_copied_row_names_both_branches_and_both_cells() -> None:
    (problem,) = likeness.check([a_branch("东村党支部", LIGHTS, STUDY), a_branch("西村党支部", STUDY)])

    assert str(problem.origin) == "inputs/活动/问题清单.xlsx › 西村党支部 › B2"
    assert problem.message == (
        "「西村党支部」有 1 条问题和整改措施与「东村党支部」几乎相同：B2与B3"
        "（后者在 inputs/活动/问题清单.xlsx › 东村党支部）"
    )


@pytest.mark.parametrize(
    "row",
    [
        ("党员学习抓得不紧、记录不全。", "制定学习计划", "每月检查一次学习笔记"),
        ("西村党员学习抓得不紧，记录不全", "制定学习计划", "每月检查一次学习笔记"),
        ("党员学习抓得不紧，记录不齐", "制定学习计划", "每月检查一次学习笔记"),
    ],
)
def test_other_punctuation_the_own_name_and_a_changed_word_hide_nothing(row: tuple[str, ...]) -> None:
    assert len(messages(a_branch("东村党支部", STUDY), a_branch("西村党支部", row))) == 1


@pytest.mark.parametrize(
    "row",
    [
        ("党员学习时间没有保证", "把学习改在晚上", "缺课的由支委上门补"),
        ("公开不及时", "修订办法"),
        ("党员学习抓得不紧，记录不全",),
        LIGHTS,
    ],
)
def test_what_is_short_or_only_on_the_same_subject_is_left_alone(row: tuple[str, ...]) -> None:
    others = (STUDY, ("公开不及时", "修订办法"), ("党员学习抓得不紧，记录不全",))

    assert messages(a_branch("东村党支部", *others), a_branch("西村党支部", row)) == []


def test_a_branch_may_repeat_itself() -> None:
    assert messages(a_branch("东村党支部", STUDY, STUDY)) == []


def test_of_many_branches_with_one_plan_each_is_named_once() -> None:
    names = [f"第{at}村党支部" for at in range(40)]

    found = messages(*(a_branch(name, LIGHTS, STUDY) for name in names))

    assert len(found) == len(names) - 1
    assert all("有 2 条" in message and "「第0村党支部」" in message for message in found)


words = st.text("甲乙丙丁戊己", min_size=likeness.SHORTEST, max_size=24)


@given(st.lists(st.tuples(words, st.integers(0, 3)), max_size=12))
def test_the_quick_search_finds_what_comparing_each_with_each_finds(given_rows: list[tuple[str, int]]) -> None:
    texts = [text[:at] + "庚" + text[at + 1 :] if at else text for text, at in given_rows] + [t for t, _ in given_rows]
    rows = [likeness._Row(Branch(str(at)), Source("", "", at), text) for at, text in enumerate(texts)]

    found = {row.source.row: first.source.row for row, first in likeness._alike(rows)}

    firsts: list[likeness._Row] = []
    for row in rows:
        its = likeness._shingles(row.text)
        like = [each for each in firsts if likeness.likeness(its, likeness._shingles(each.text)) >= likeness.ALIKE]
        assert (row.source.row in found) == bool(like)
        if like:
            assert found[row.source.row] in {each.source.row for each in like}
        else:
            firsts.append(row)
