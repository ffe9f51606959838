"""One slip in a YAML: the other lines count, and one message says what it was."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pipeline.inbox import yamlfile
from pipeline.inbox.node import Node
from pipeline.model.problem import Severity

FILE = "inputs/甲/活动.yaml"
GOOD = """\
活动:
  名称: 学习教育
  简称: 学习
  主题:
  开始: 2026-03-15
  结束: 2026-07-31
单位:
  名称: 中共双桥乡委员会
会议:
  名称: 部署会
  时间: 2026-03-18 09:00
  地点: 乡政府会议室
  讲话人: {姓名: 某某, 职务: 党委书记}
  议程: [传达精神, 讲话]
  要求: 准时到会，手机静音
发文: {字号: 双委〔2026〕5号, 日期: 2026-03-14}
支部安排:
  石桥村:
    会议: {时间: 2026-03-20 15:00, 地点: 村委会}
  机关:
    名额: 3
"""


def plain(node: Node | None) -> object:
    """Return a node as plain values; "？" for what cannot be used."""
    if node is None or node.is_unread:
        return "？"
    if isinstance(node.value, Mapping):
        return {key: plain(value) for key, value in node.value.items()}
    return [plain(item) for item in node.value] if isinstance(node.value, tuple) else node.value


def leaves(value: object, path: str = "") -> dict[str, object]:
    if not isinstance(value, dict):
        return {path: value}
    return {name: leaf for key, inner in value.items() for name, leaf in leaves(inner, f"{path}.{key}").items()}


def lost(text: str) -> dict[str, object]:
    """Return the leaves that a text does not give as the good one gives them."""
    good, found = (leaves(plain(yamlfile.load(words.encode(), FILE).value)) for words in (GOOD, text))
    return {path: found.get(path) for path in good | found if found.get(path) != good.get(path)}


def said(text: str) -> list[tuple[int, str]]:
    return [(each.origin.line, each.code) for each in yamlfile.load(text.encode(), FILE).problems]


def test_the_good_one_is_read_without_a_word():
    assert said(GOOD) == []


@pytest.mark.parametrize(
    ("good", "typed"),
    [
        ("{姓名: 某某, 职务: 党委书记}", "{姓名：某某，职务：党委书记}"),
        ("{姓名: 某某, 职务: 党委书记}", "｛姓名：某某；职务：党委书记｝"),
        ("{姓名: 某某, 职务: 党委书记}", "{姓名:某某,职务:党委书记}"),
        ("[传达精神, 讲话]", "［传达精神, 讲话］"),
        ("双委〔2026〕5号", "双委[2026]5号"),
        ("双委〔2026〕5号", "双委［2026］5号"),
        ("双委〔2026〕5号", "双委 [2026] 5号"),
        ("双委〔2026〕5号", "双委{2026}5号"),
        ("  地点: 乡", "  地点：乡"),
        ("  地点: 乡", "  地点:乡"),
        ("  地点: 乡", "  地点:　乡"),
        ("  地点: 乡", "\t地点: 乡"),
        ("  地点: 乡", "　地点: 乡"),
        ("  地点: 乡", "\xa0\xa0地点: 乡"),
        ("  石桥村:\n", "  石桥村：\n"),
        ("  机关:\n", "  机关：\n"),
        ("会议:\n  名称", "会议：\n  名称"),
        ("单位:\n", "＃ 说明：乡里\n单位:\n"),
        ("手机静音\n", "手机静音 ＃ 说明\n"),
        ("发文:", " 发文:"),
        ("支部安排:", " 支部安排:"),
        ("  主题:\n  开始", "  主题:\n   开始"),
        ("  简称: 学习", "   简称: 学习"),
        ("  简称: 学习", " 简称: 学习"),
        ("  机关:\n", " 机关:\n"),
    ],
)
def test_what_the_keyboard_types_is_read_and_said(good, typed):
    text = GOOD.replace(good, typed, 1)
    found = yamlfile.load(text.encode(), FILE).problems

    assert lost(text) == {}
    assert found
    assert {(problem.code, problem.severity) for problem in found} == {("yaml.typed", Severity.NOTICE)}
    assert all(problem.hint for problem in found)


@pytest.mark.parametrize(
    "change", [str, lambda text: text.replace("\n", "\r\n"), lambda text: text.replace("\n", "\r")]
)
@pytest.mark.parametrize(
    "typed",
    [
        GOOD.replace(": ", "：").replace(":\n", "：\n").replace(", ", "，").replace("[传达精神，", "[传达精神, "),
        GOOD.replace(": ", ":"),
        GOOD.replace("    ", "\t\t").replace("\n  ", "\n\t"),
        GOOD.replace("    ", "　　").replace("\n  ", "\n　"),
        "\n".join(f" {line}" if number >= 8 else line for number, line in enumerate(GOOD.split("\n"))),
    ],
)
def test_a_habit_kept_through_the_whole_file_loses_nothing(typed, change):
    assert lost(change(typed)) == {}


@pytest.mark.parametrize(
    ("good", "typed", "line", "gone"),
    [
        ("党委书记}", "党委书记", 13, {".会议.讲话人"}),
        ("讲话]", "讲话", 14, {".会议.议程"}),
        ("[传达精神, 讲话]", "[传达精神 讲话]]", 14, {".会议.议程"}),
        ("地点: 乡", '地点: "乡', 12, {".会议.地点"}),
        ("地点: 乡", "地点: '乡", 12, {".会议.地点"}),
        ("地点: 乡", "地点: 注意: 乡", 12, {".会议.地点"}),
        ("地点: 乡", "地点: *乡", 12, {".会议.地点"}),
        ("地点: 乡", "地点: @乡", 12, {".会议.地点"}),
        ("地点: 乡", "地点: &乡 政府", 12, {".会议.地点"}),
        ("2026-03-14}", "2026-03-14", 16, {".发文"}),
        ("3\n", "]3\n", 21, {".支部安排.机关.名额"}),
    ],
)
def test_a_slip_costs_its_own_value_and_no_other(good, typed, line, gone):
    text = GOOD.replace(good, typed, 1)

    assert said(text) == [(line, "yaml.syntax")]
    assert {path for path, value in lost(text).items() if value != "？"} <= {f"{each}.{key}" for each in gone for key in
        ("姓名", "职务", "字号", "日期")}  # fmt: skip
    assert {path for path, value in lost(text).items() if value == "？"} == gone


@pytest.mark.parametrize("words", ["  这里写要求", "  时间 三月十八日上午", "今天开会"])
def test_a_line_that_nobody_can_tell_leaves_what_its_mapping_lacks_unread(words):
    text = GOOD.replace("  要求: 准时到会，手机静音", words)
    found = yamlfile.load(text.encode(), FILE)

    assert said(text) == [(15, "yaml.syntax")]
    assert lost(text) == {".会议.要求": None}
    holder = found.value if words == "今天开会" else found.value.value["会议"]
    assert holder.problems == found.problems


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("[传达精神，讲话]", ["传达精神", "讲话"]),
        ("[传达《甲，乙》（一，二），讲话]", ["传达《甲，乙》（一，二）", "讲话"]),
    ],
)
def test_a_list_with_full_width_commas_is_told_apart_and_asked_about(typed, items):
    text = GOOD.replace("[传达精神, 讲话]", typed)

    assert said(text) == [(14, "yaml.comma")]
    assert plain(yamlfile.load(text.encode(), FILE).value)["会议"]["议程"] == items


def test_a_list_with_pause_marks_only_stays_one_item_and_is_asked_about():
    text = GOOD.replace("[传达精神, 讲话]", "[传达精神、讲话]")

    assert said(text) == [(14, "yaml.comma")]
    assert plain(yamlfile.load(text.encode(), FILE).value)["会议"]["议程"] == ["传达精神、讲话"]
    assert said(GOOD.replace("地点: 乡政府会议室", "参加人员: [各村党支部书记、主任]")) == []


def test_a_key_that_stands_twice_and_a_slip_are_two_faults():
    text = GOOD.replace("党委书记}", "党委书记").replace("  主题:", "  名称: 乙\n  主题:")

    assert said(text) == [(4, "yaml.duplicate-key"), (14, "yaml.syntax")]
