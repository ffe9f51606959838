"""What the catalog says of a kind that comes back, applied to a return; which of several boxes is ticked."""

from __future__ import annotations

import pytest

from pipeline.collect import terms, ticks
from pipeline.collect.comparing import compare
from pipeline.model.return_terms import Differs, FormSpace, Returns, SpaceKind
from pipeline.model.returned import ReturnedText
from tests.collect.test_comparing import FORM, LEDGER, content

GRADED = """\
姓名|张三|性别|男
学习收获|
整改措施（努力方向）|
评定等次|□优秀　□合格　□基本合格　□不合格
"""


def said(sent: str, returned: str, terms_: Returns) -> ReturnedText:
    return terms.applied(compare(content(sent), content(returned), row_key=terms_.row_key), terms_, "v")


def values(text: ReturnedText) -> dict[str, str]:
    return {"/".join(filter(None, each.key)): each.value for each in text.fields}


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("☑优秀　□合格　□基本合格　□不合格", ["优秀"]),
        ("□优秀　☑合格　□基本合格　□不合格", ["合格"]),
        ("□优秀　√合格　□基本合格　□不合格", ["合格"]),
        ("□优秀　□√合格　□基本合格　□不合格", ["合格"]),
        ("□优秀　□ √ 合格　□基本合格　□不合格", ["合格"]),
        ("□优秀 □合格 ■基本合格 □不合格", ["基本合格"]),
        ("评定等次：□优秀　☑合格", ["合格"]),
        ("优秀□　合格☑　基本合格□", ["合格"]),
        ("优秀√　合格　基本合格", ["优秀"]),
        ("优秀　√合格　基本合格", ["合格"]),
        ("优秀√", ["优秀"]),
        ("√优秀", ["优秀"]),
        ("优秀", ["优秀"]),
        ("☑优秀　☑合格　□基本合格", ["优秀", "合格"]),
        ("□优秀　□合格", []),
        ("优秀 合格", []),
        ("", []),
        ("优秀 √ 合格", []),
        ("□优秀√　　□合格　　□基本合格", ["优秀"]),
        ("□优秀　　□合格√", ["合格"]),
        ("□优秀√□合格", ["优秀"]),
        ("□优秀√　　□合格√", ["优秀", "合格"]),
        ("☑优秀　　□合格√", ["合格", "优秀"]),
    ],
)
def test_a_choice_is_what_is_ticked_and_nothing_where_that_cannot_be_told(text: str, choices: list[str]) -> None:
    assert ticks.chosen(text) == choices


def test_spaces_have_the_names_and_choices_that_the_catalog_gives_them() -> None:
    filled = GRADED.replace("努力方向）|", "努力方向）|多学习").replace("□合格", "☑合格")
    spaces = (FormSpace("整改措施（努力方向）", "整改措施"), FormSpace("评定等次", kind=SpaceKind.CHOICE))

    text = said(GRADED, filled, Returns(spaces=spaces))

    assert (values(text), text.differences, text.version) == ({"整改措施": "多学习", "评定等次": "合格"}, (), "v")


def test_two_ticks_are_told_and_neither_is_taken() -> None:
    filled = GRADED.replace("□合格", "☑合格").replace("□优秀", "☑优秀")

    text = said(GRADED, filled, Returns(spaces=(FormSpace("评定等次", kind=SpaceKind.CHOICE),)))

    assert [each.what for each in text.differences] == [Differs.BOXES]
    assert values(text) == {"评定等次": "☑优秀　☑合格　□基本合格　□不合格"}


@pytest.mark.parametrize("label", ["学习收获", "收获和体会"])
def test_what_must_be_filled_and_is_not_is_told_by_either_name(label: str) -> None:
    wanted = Returns(required=(label,), spaces=(FormSpace("学习收获", "收获和体会"),))

    short = said(GRADED, GRADED.replace("努力方向）|", "努力方向）|多学习"), wanted)
    full = said(GRADED, GRADED.replace("学习收获|", "学习收获|有"), wanted)

    assert [(each.what, each.name) for each in short.differences] == [(Differs.REQUIRED, label)]
    assert (values(full), full.differences) == ({"收获和体会": "有"}, ())


def test_what_may_be_written_over_is_a_value_and_no_difference() -> None:
    changed = LEDGER.replace("正在整改", "已经完成").replace("每季度上一次党课", "每月上一次党课")

    text = said(LEDGER, changed, Returns(open=("进展情况",), row_key=("具体问题",)))

    assert values(text) == {"党课上得少，内容单一/进展情况": "已经完成"}
    assert [(each.what, each.name, each.was) for each in text.differences] == [
        (Differs.CHANGED, "整改措施", "每季度上一次党课")
    ]


def test_rows_may_come_and_go_where_the_catalog_says_so() -> None:
    lines = LEDGER.splitlines()
    changed = "\n".join([*lines[:2], lines[3], "4|活动室长期上锁|专人保管钥匙|赵六|已完成|新增"])

    strict, loose = (said(LEDGER, changed, Returns(more_rows=yes, fewer_rows=yes)) for yes in (False, True))

    assert sorted(each.what for each in strict.differences) == sorted([Differs.LOST, Differs.ADDED])
    assert loose.differences == ()
    assert "活动室长期上锁" in values(loose)["新增的行"]


def test_of_a_form_that_nothing_is_written_in_nothing_is_asked() -> None:
    assert said(FORM, FORM, Returns(required=("学习收获",))) == ReturnedText("v")
