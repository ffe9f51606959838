from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.inbox import yamlfile
from pipeline.inbox.node import Node
from pipeline.model.problem import Origin, Problem, Severity

FILE = "inputs/甲/活动.yaml"


def faults(text: str) -> list[tuple[int, str]]:
    """Return the line and the message of every Problem of a YAML."""
    return [(problem.origin.line, problem.message) for problem in yamlfile.load(text.encode(), FILE).problems]


def node(text: str | bytes, *path: str) -> Node:
    """Return the value below `path`."""
    found = yamlfile.load(text if isinstance(text, bytes) else text.encode(), FILE).value
    for key in path:
        assert found is not None
        assert isinstance(found.value, Mapping)
        found = found.value[key]
    assert found is not None
    return found


# --- what is written stays as written -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["0012", "09:00", "2026-07-01", "no", "yes", "3.10", "1e3", "0x1F", "true", "《关于学习的通知》", "1_000"],
)
def test_a_value_stays_the_text_that_the_clerk_wrote(written):
    assert node(f"活动:\n  名称: {written}\n", "活动", "名称").value == written


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_a_value_that_is_not_written_is_empty(written):
    found = node(f"活动:\n  名称: {written}\n", "活动", "名称")

    assert found.value == ""
    assert found.is_empty


def test_a_quoted_null_is_a_word():
    assert node('活动:\n  名称: "null"\n', "活动", "名称").value == "null"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('"党旗领航"主题教育活动', "“党旗领航”主题教育活动"),
        ('"党旗领航" 主题教育  # 暂定', "“党旗领航” 主题教育"),
        ('"两学"和"一做"教育', "“两学”和“一做”教育"),
        ('"两学"、"一做"', "“两学”、“一做”"),
        ("'党旗领航'主题教育", "‘党旗领航’主题教育"),
    ],
)
def test_a_text_that_begins_with_a_quotation_is_read_whole(written, read):
    found = yamlfile.load(f"活动:\n  名称: {written}\n  议程:\n    - {written}\n".encode(), FILE)

    assert [each.code for each in found.problems] == ["yaml.typed", "yaml.typed"]
    assert (found.value.value["活动"].value["名称"].value, found.value.value["活动"].value["议程"].value[0].value) == (
        read,
        read,
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('"甲"', "甲"),
        ('"甲: 乙"  # 注', "甲: 乙"),
        ("'甲' # 乙", "甲"),
        ('甲"乙"丙', '甲"乙"丙'),
        (r'"\"\""', '""'),
        (r'"\"甲\"乙"', '"甲"乙'),
        ("'甲''乙'", "甲'乙"),
        ('["甲", "乙"]', "甲"),
    ],
)
def test_what_is_quoted_as_yaml_has_it_is_read_without_a_word(written, read):
    found = yamlfile.load(f"活动:\n  名称: {written}\n".encode(), FILE)

    value = found.value.value["活动"].value["名称"].value
    assert (found.problems, value if isinstance(value, str) else value[0].value) == ((), read)


def test_every_value_knows_the_line_of_its_key():
    text = "活动:\n  名称: 甲\n  阶段:\n    - 名称: 乙\n      环节: [丙,\n        丁]\n"

    phases = node(text, "活动", "阶段")
    first = phases.value[0]

    assert phases.origin == Origin(FILE, line=3)
    assert first.value["名称"].origin == Origin(FILE, line=4)
    assert [item.value for item in first.value["环节"].value] == ["丙", "丁"]
    assert [item.origin.line for item in first.value["环节"].value] == [5, 6]


def test_keys_keep_their_order():
    assert list(node("活动:\n  乙: 1\n  甲: 2\n  丙: 3\n", "活动").value) == ["乙", "甲", "丙"]


def test_text_in_several_lines_is_one_value():
    assert node("活动:\n  主题: 为党旗\n    增辉\n", "活动", "主题").value == "为党旗 增辉"


def test_an_empty_file_has_no_value_and_no_problem():
    found = yamlfile.load(b"# \xe7\xa9\xba\n", FILE)

    assert found.value is None
    assert found.problems == ()


# --- encodings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_files_are_read_without_a_word(encoding):
    found = yamlfile.load("活动:\n  名称: 先进性教育\n".encode(encoding), FILE)

    assert found.problems == ()
    assert found.value is not None


def test_a_gbk_file_is_read_with_a_warning():
    found = yamlfile.load("活动:\n  名称: 先进性教育\n".encode("gbk"), FILE)

    assert [(problem.code, problem.severity) for problem in found.problems] == [("yaml.encoding", Severity.WARNING)]
    assert found.value is not None
    assert node("活动:\n  名称: 先进性教育\n".encode("gbk"), "活动", "名称").value == "先进性教育"


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"\xff\x80\x81", b"\xff\xfe\x00", b"\xed\xa0\x80: a"])
def test_what_is_no_text_is_a_problem(data):
    found = yamlfile.load(data, FILE)

    assert found.value is None
    assert [problem.message for problem in found.problems] == ["这一行写法有误：不是文本文件"]


def test_a_file_beyond_reason_is_refused_before_it_is_parsed():
    found = yamlfile.load("活动:\n  名称: 甲\n".encode() * 400_000, FILE)

    assert found.value is None
    assert "太大" in found.problems[0].message


# --- the faults that clerks make ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("活动:\n\t名称: 甲\n", 2, "制表符"),
        ("活动:\n  \t名称: 甲\n", 2, "制表符"),
        ("活动:\n  名称:\t甲\n", 2, "制表符"),
        ("活动:\n　　名称: 甲\n", 2, "行首用了全角空格"),
        ("活动:\n\xa0\xa0名称: 甲\n", 2, "行首用了全角空格"),
        ("活动：\n  名称: 甲\n", 1, "“活动”后面是全角冒号"),
        ("活动:\n  名称：甲\n", 2, "“名称”后面是全角冒号"),
        ("活动:\n  阶段:\n    - 名称：学习动员\n", 3, "“名称”后面是全角冒号"),
        ("会议:\n  主持人: {姓名：张三, 职务: 书记}\n", 2, "“姓名”后面是全角冒号"),
        ("会议:\n  主持人: {姓名: 张三, 职务：书记}\n", 2, "“职务”后面是全角冒号"),
        ("活动:\n  名称:保持\n", 2, "“名称:”后面少一个空格"),
        ("活动:\n  名称:　保持\n", 2, "“名称:”后面少一个空格"),
        ("活动:\n  阶段:\n    - 名称:学习动员\n", 3, "“名称:”后面少一个空格"),
        ("会议:\n  主持人: {姓名:张三, 职务: 书记}\n", 2, "“姓名:”后面少一个空格"),
        ("会议:\n  主持人: {姓名: 张三，职务: 书记}\n", 2, "全角逗号"),
        ("文种:\n  -会议通知\n  -动员讲话\n", 2, "“-”后面少一个空格"),
        ("活动:\n  名称: 甲\n   简称: 乙\n", 3, "缩进"),
        ("活动:\n    名称: 甲\n  简称: 乙\n", 3, "缩进"),
        ('活动:\n  名称: "甲\n  简称: 乙\n', 2, "引号没有成对"),
        ("活动:\n  上级文件: [甲, 乙\n  简称: 丙\n", 2, "括号"),
        ("活动:\n  名称: %甲\n", 2, "不能用的符号"),
        ("活动:\n  名称: @张三\n", 2, "不能用的符号"),
        ("活动:\n  名称: `甲`\n", 2, "不能用的符号"),
        ("活动:\n  名称: 甲: 乙\n", 2, "两个冒号"),
        ("活动:\n  名称: 甲\x07\n", 2, "控制字符"),
        ("活动: 甲\n---\n活动: 乙\n", 2, "一个文件里有两份"),
        ("- 甲\n- 乙\n", 1, "键: 值"),
        ("今天开会\n", 1, "键: 值"),
    ],
)
def test_a_fault_is_named_with_its_line(text, line, said):
    found = faults(text)

    assert found[0][0] == line
    assert said in found[0][1]


@pytest.mark.parametrize("written", ['"\\ud800甲"', '"甲\\x07"', '"\\uffff"'])
def test_a_sign_that_no_paper_can_hold_is_named_where_it_was_written(written):
    found = faults(f"活动:\n  名称: 学习\n  简称: {written}\n  主题: 好\n")

    assert found == [(3, "这一行写法有误：里面有看不见的控制字符")]


def test_all_faults_of_the_hand_are_reported_in_one_go():
    text = "活动：\n\t名称: 甲\n  简称:乙\n  主题: 丙\n会议:\n  地点：丁\n"

    assert [line for line, _ in faults(text)] == [1, 2, 3, 6]


def test_every_fault_names_a_cure():
    found = yamlfile.load("活动：\n\t名称: 甲\n  简称:乙\n文种: [甲\n".encode(), FILE)

    assert found.problems
    assert all(problem.hint for problem in found.problems)


@pytest.mark.parametrize(
    "text",
    [
        "活动:\n  主题: 学习：开始\n",
        "会议:\n  议程:\n    - 要求：各支部按时报送\n",
        "会议:\n  议程:\n    - 时间:上午\n",
        "会议:\n  要求:\n    - 会后一周内召开动员会，时间：7月10日前\n",
        '会议:\n  议程: ["传达精神，要求：严格"]\n',
        "会议:\n  议程: [传达《关于学习，关于整改的通知》（一，二）, 讲话，要求：严格]\n",
        "活动:\n  主题: “学习”与“实践”\n",
        '活动:\n  名称: "名称：甲"\n',
        "活动:\n  名称: 甲 # 简称：乙\n",
        "# 名称：甲\n活动:\n  名称: 甲\n",
        "活动:\n  主题: |\n    名称：甲\n    简称:乙\n  简称: 丙\n",
        '单位:\n  电话: "0000-0000000"\n',
        "活动:\r\n  名称: 甲\r\n",
    ],
)
def test_text_that_only_looks_like_a_fault_is_none(text):
    assert faults(text) == []


# --- keys that stand twice ----------------------------------------------------------------------------------------


def test_a_key_that_stands_twice_names_both_places_and_cannot_be_used():
    found = yamlfile.load("活动:\n  名称: 甲\n  简称: 丙\n  名称: 乙\n".encode(), FILE)

    assert [(problem.code, problem.origin.line) for problem in found.problems] == [("yaml.duplicate-key", 4)]
    assert f"{FILE} › 第2行" in found.problems[0].message
    assert found.value is not None
    keys = found.value.value["活动"].value
    assert keys["名称"].problems == found.problems
    assert keys["简称"].value == "丙"
    assert not keys["简称"].problems


def test_a_key_that_stands_three_times_is_reported_twice():
    assert [line for line, _ in faults("活动:\n  名称: 甲\n  名称: 乙\n  名称: 丙\n")] == [3, 4]


# --- what could do harm -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "活动: &甲\n  名称: 乙\n会议: *甲\n",
        "活动:\n  名称: &甲 乙\n",
        "活动:\n  名称: !重要 乙\n",
        "活动:\n  名称: !!python/object:os.system 乙\n",
        "活动: !!set\n  名称: 乙\n",
        "活动:\n  电话: !!str 12\n",
    ],
)
def test_anchors_aliases_and_tags_are_refused(text):
    found = yamlfile.load(text.encode(), FILE)

    assert {problem.code for problem in found.problems} == {"yaml.syntax"}
    assert "乙" not in str(found.value)
    assert "12" not in str(found.value)


def test_a_billion_laughs_are_refused_line_by_line():
    layers = [
        f"{name}: &{name} [{', '.join(f'*{before}' for _ in range(9))}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]

    found = yamlfile.load(("a: &a [哈]\n" + "\n".join(layers)).encode(), FILE)

    assert [problem.origin.line for problem in found.problems] == list(range(1, 10))
    assert all(node.is_unread for node in found.value.value.values())


@pytest.mark.parametrize(
    "text",
    [
        "活动: " + "[" * 5000,
        "活动: " + "[" * 5000 + "]" * 5000,
        "- " * 5000,
        "".join(" " * n + "甲:\n" for n in range(99)),
    ],
)
def test_nesting_beyond_reason_is_a_problem(text):
    found = yamlfile.load(text.encode(), FILE)

    assert found.value is None
    assert "套得太深" in found.problems[0].message


def test_a_long_line_of_braces_is_read_at_once():
    assert yamlfile.load(b"a: " + b"{" * 200_000, FILE).value is None


YAMLISH = st.text(alphabet="活动名称:：-[]{}\"'#|>&*!%@`?,， \t\n\r　~<=0aé\x85\u2028\ufeff\x00", max_size=60)


@given(
    st.one_of(st.binary(max_size=200), YAMLISH.map(str.encode), st.text(max_size=60).map(lambda t: t.encode("utf-16")))
)
@example(b"\xff\xfe")
@example(b"%YAML 9.9\n---\na: 1\n")
@example(b"%TAG ! x\n---\na: 1\n")
@example(b"? [a, b]\n: c\n? {d: e}\n: f\n")
@example(b": a\n")
def test_no_file_makes_the_reader_raise(data):
    found = yamlfile.load(data, FILE)

    assert all(isinstance(problem, Problem) for problem in found.problems)
    assert isinstance(yamlfile.is_ours(data), bool)
    assert isinstance(yamlfile.looks_like_campaign(data), bool)


# --- what is ours -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk"])
@pytest.mark.parametrize("text", ["活动:\n", "活动：\n\t名称：甲\n", "# 说明\n\n活动 :\n", "单位: {}\r\n活动:\r\n"])
def test_a_campaign_is_told_by_its_key_even_where_it_cannot_be_parsed(text, encoding):
    assert yamlfile.looks_like_campaign(text.encode(encoding))
    assert yamlfile.is_ours(text.encode(encoding))


@pytest.mark.parametrize("key", ["单位", "会议", "发文", "支部安排", "文种"])
def test_the_other_files_of_a_campaign_are_ours_but_no_campaign(key):
    data = f"{key}: 甲\n".encode()

    assert yamlfile.is_ours(data)
    assert not yamlfile.looks_like_campaign(data)


@pytest.mark.parametrize("text", ["", "  活动: 甲\n", "活动安排\n", "# 活动:\n", "name: x\n", "关于活动: 甲\n"])
def test_other_files_are_not_ours(text):
    assert not yamlfile.is_ours(text.encode())
    assert not yamlfile.looks_like_campaign(text.encode())
