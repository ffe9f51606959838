"""The campaign's 简称 in a document: what is meant as it and is not it is found, common words are not."""

from __future__ import annotations

import pytest

from pipeline.review.layout import Layout
from pipeline.review.measure import layout_of
from pipeline.review.wording import ShortName
from tests.review.wordfile import wordfile

SHORT, NAME = "先进性教育活动", "保持共产党员先进性教育活动"


def a_layout(*paragraphs: str) -> Layout:
    return layout_of(wordfile("".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)))


def found(text: str, short: str = SHORT, known: tuple[str, ...] = (NAME,)) -> list[str]:
    return [finding.found for finding in ShortName(short, known).findings(a_layout(text).everything)]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("这次先教活动要抓紧。", "先教活动"),
        ("借着先进性活动，把队伍带好。", "先进性活动"),
        ("开展先进教育活动的单位。", "先进教育活动"),
        ("既不能脱离工作孤立地搞先进性，也不能放松。", "先进性"),
    ],
)
def test_another_short_name_is_found(text: str, form: str) -> None:
    assert found(text) == [f"“{form}”"]


@pytest.mark.parametrize(
    "text",
    [
        "开展先进性教育活动。",
        "开展保持共产党员先进性教育活动。",
        "教育活动要抓紧，主题实践活动要搞好。",
        "评选先进活动年年搞，先进教育人人讲。",
        "始终保持先进性，搞先进性教育活动不走样。",
        "按照《关于先进性活动的通知》，有人说“先教活动”。",
    ],
)
def test_the_right_name_and_common_words_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("short", "text"),
    [
        ("主题教育", "开展主题活动，抓好教育。"),
        ("文明创建活动", "发展文创活动，开展文明活动。"),
        ("学习教育活动", "开展学习活动。"),
        ("群众路线教育实践活动", "组织群众活动和群众实践活动。"),
        ("基层党建工作", "基建工作照常。"),
        ("", "开展活动。"),
    ],
)
def test_a_short_name_of_common_words_gives_no_false_alarm(short: str, text: str) -> None:
    assert found(text, short, ()) == []


def test_what_the_campaign_s_terms_name_is_reported_by_them_alone() -> None:
    assert found("这次先教活动。", known=(NAME, "先教活动")) == []


def test_each_form_of_a_paragraph_is_named_once_with_its_paragraph() -> None:
    layout = a_layout("开头。", "先教活动就是先教活动，也叫先进性活动。")

    findings = list(ShortName(SHORT, (NAME,)).findings(layout.everything))

    assert [finding.found for finding in findings] == ["“先教活动”", "“先进性活动”"]
    assert {finding.expected for finding in findings} == {"“先进性教育活动”（活动简称）"}
    assert all("第2段" in finding.where for finding in findings)
