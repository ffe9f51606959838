"""A word that stands where a name should, and says that nobody is known: it is no person, and nobody is made of it."""

from __future__ import annotations

import pytest

from pipeline.inbox import fields
from pipeline.inbox.fields import CellFault
from tests.conftest import CAMPAIGN, MEETING, ROSTER, Workspace

NOT_YET = (
    "待定",
    "未定",
    "待换届",
    "暂未到任",
    "待组织确定",
    "未到岗",
    "（空缺）",
    "(待定)",
    "人选待定",
    "待补充",
    "待选举产生",
    "未明确",
    "另行通知",
    "不详",
    "未知",
    "某",
    "XXX",
    "ＸＸ",
    "TBD",
    "N/A",
    "nan",
    "已退",
    "已去世",
)
NOBODY = ("空缺", "暂缺", "暂无", "无", "没有", "缺")
NAMES = ("未央", "吴待定", "不凡", "无忌", "某某", "张某某", "甲", "X", "Xena", "已", "已布惹", "待补珠玛央金")


@pytest.mark.parametrize("word", [*NOT_YET, *NOBODY])
def test_no_member_is_made_of_it(campaign: Workspace, word: str) -> None:
    campaign.put("活动/花名册.xlsx", ROSTER + f"{word}|二支部|男|1970-01-02|正式党员|1990-07-01\n")

    told = campaign.build()["problems"]

    assert [each["cell"] for each in told if each["code"] == "cell.name"] == ["A5"]
    assert len([path for path in campaign.documents() if "/03-" in path]) == 3


@pytest.mark.parametrize(("word", "asked"), [("待定", True), ("未选举", True), ("空缺", False), ("暂无", False)])
def test_a_branch_without_a_secretary_says_so_and_one_that_waits_for_him_is_asked(
    campaign: Workspace, word: str, *, asked: bool
) -> None:
    campaign.put("活动/支部.xlsx", f"党支部名称|书记|联系人\n一支部|{word}|张三\n二支部|王五|王五\n")

    told = campaign.build()["problems"]

    assert [each["cell"] for each in told if each["code"] == "cell.name"] == ["B2"] * asked


def test_no_speech_is_given_by_it(campaign: Workspace) -> None:
    campaign.put("活动/活动.yaml", (CAMPAIGN + MEETING).replace("姓名: 某某", "姓名: 待定"))

    told = campaign.build()["problems"]

    assert "yaml.person" in {each["code"] for each in told}
    assert not [path for path in campaign.documents() if "全镇/02-" in path]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_begins_like_it_is_a_name(name: str) -> None:
    assert fields.name(name) == name


@pytest.mark.parametrize("word", [*NOT_YET, *NOBODY])
def test_where_a_name_may_be_lacking_only_what_says_so_is_taken(word: str) -> None:
    assert isinstance(fields.name(word), CellFault)
    assert (fields.name_if_any(word) == "") is (word in NOBODY)
