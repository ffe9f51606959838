"""回收 in the catalog: read, and what is wrong with it said with what to write instead."""

from __future__ import annotations

import pytest

from pipeline.model.return_terms import Expected, FormSpace, Returns, ReturnWay, SpaceKind
from pipeline.plan import catalog

ENTRY = "- 文种: 表\n  模板: 表.docx\n  范围: 党员\n  文件名: 表\n  发送: 支部\n"


def read(more: str) -> tuple[Returns | None, str]:
    found = catalog.read_catalog((ENTRY + more).encode())
    return (found.value[0].returns if found.value else None), "；".join(str(p.message) for p in found.problems)


@pytest.mark.parametrize(
    ("more", "returns", "marked"),
    [
        ("", None, False),
        ("  回收: {交回: 每份}\n", Returns(Expected.EACH), True),
        ("  回收: {匿名: 否}\n", Returns(Expected.EACH), True),
        ("  回收: {交回: 支部一份}\n", Returns(Expected.ONE), True),
        ("  回收: {交回: 不收}\n", Returns(Expected.NONE), False),
        ("  回收: {交回: 每份, 匿名: 是}\n", Returns(Expected.EACH, anonymous=True), False),
        ("  回收: {交回: 每份, 匿名: true}\n", Returns(Expected.EACH, anonymous=True), False),
    ],
)
def test_an_entry_says_what_is_expected_back(more: str, returns: Returns | None, *, marked: bool) -> None:
    assert read(more) == (returns, "")
    assert (returns is not None and returns.marked) is marked


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("  回收: 每份\n", "“键: 值”"),
        ("  回收:\n", "“键: 值”"),
        ("  回收: [每份]\n", "“键: 值”"),
        ("  回收: {}\n", "“键: 值”"),
        ("  回收: {交会: 每份}\n", "「交会」"),
        ("  回收: {交回: 全部}\n", "每份、支部一份、不收"),
        ("  回收: {交回: [每份]}\n", "每份、支部一份、不收"),
        ("  回收: {匿名: 也许}\n", "是、否"),
        ("  回收: {匿名: [是]}\n", "是、否"),
        ("  回收: {匿名: 1}\n", "是、否"),
    ],
)
def test_a_slip_costs_its_own_entry_and_is_named(more: str, said: str) -> None:
    returns, problems = read(more)

    assert returns is None
    assert said in problems


def test_what_is_not_sent_cannot_come_back() -> None:
    found = catalog.read_catalog((ENTRY.replace("发送: 支部", "发送: 无") + "  回收: {交回: 每份}\n").encode())

    assert "发送要写 支部" in str(found.problems[0].message)


WHOLE = """\
  回收:
    交回: 每份
    截止: 2026-10-10
    方式: [电子, 纸质]
    必填: [学习收获]
    字段: {整改措施（努力方向）: {名: 整改措施}, 评定等次: {类型: 单选}}
    可改: [进展情况, 完成情况, 备注]
    行: {键: [具体问题], 可增: 是, 可删: 否}
    汇入: 问题清单
    匿名: 否
"""


def test_all_that_it_may_say_is_read() -> None:
    assert read(WHOLE) == (
        Returns(
            Expected.EACH,
            due="2026-10-10",
            ways=(ReturnWay.FILE, ReturnWay.PAPER),
            required=("学习收获",),
            spaces=(
                FormSpace("整改措施（努力方向）", "整改措施"),
                FormSpace("评定等次", kind=SpaceKind.CHOICE),
            ),
            open=("进展情况", "完成情况", "备注"),
            row_key=("具体问题",),
            more_rows=True,
            into="问题清单",
        ),
        "",
    )


@pytest.mark.parametrize("day", ["2026-10-10", '"2026/10/10"', "2026.10.10", "2026年10月10日"])
def test_a_last_day_is_a_day_however_it_is_written(day: str) -> None:
    returns, said = read(f"  回收: {{截止: {day}}}\n")

    assert (returns and returns.due, said) == ("2026-10-10", "")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("截止: 十月", "2026-10-10"),
        ('截止: "2026-02-30"', "不是日期"),
        ("截止: 2026", "不是日期"),
        ("方式: 纸质", "写成一列"),
        ("方式: [口头]", "电子、纸质"),
        ("必填: 学习收获", "写成一列"),
        ("必填: []", "写成一列"),
        ("可改: [1]", "写成一列"),
        ("字段: [评定等次]", "字段"),
        ("字段: {评定等次: 单选}", "「评定等次」"),
        ("字段: {评定等次: {类型: 多选}}", "文字、单选"),
        ("字段: {评定等次: {类形: 单选}}", "「类形」"),
        ("字段: {甲: {名: 丙}, 乙: {名: 丙}}", "两项都叫“丙”"),
        ("行: 可增", "键、可增、可删"),
        ("行: {键: 具体问题}", "写成一列"),
        ("行: {可增: 也许}", "是、否"),
        ("行: {主键: [甲]}", "「主键」"),
        ("汇入: [问题清单]", "一种表的名字"),
        ("匿名: 是, 必填: [甲]", "不记名的不能按人收"),
        ("匿名: 是, 截止: 2026-10-10", "不记名的不能按人收"),
    ],
)
def test_a_slip_in_the_rest_is_named_too(more: str, said: str) -> None:
    returns, problems = read(f"  回收: {{{more}}}\n")

    assert returns is None
    assert said in problems
