"""回收 in the catalog: read, and what is wrong with it said with what to write instead."""

from __future__ import annotations

import pytest

from pipeline.model.work import Expected, Returns
from pipeline.plan import catalog

ENTRY = "- 文种: 表\n  模板: 表.docx\n  范围: 党员\n  文件名: 表\n  发送: 支部\n"


def read(more: str) -> tuple[Returns | None, str]:
    found = catalog.read((ENTRY + more).encode())
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
    found = catalog.read((ENTRY.replace("发送: 支部", "发送: 无") + "  回收: {交回: 每份}\n").encode())

    assert "发送要写 支部" in str(found.problems[0].message)
