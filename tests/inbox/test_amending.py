"""A campaign's YAML is changed in place: the value is there, every other byte is what it was."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.errands import workspace
from pipeline.inbox import yamlfile
from pipeline.inbox.amending import Change, Cut, Put, amended, value_at
from pipeline.splice import Refused
from tests import thorough

FORM = """\
# 说明
活动:
  名称: 甲活动   # 名称
  开始: '2026-07-01'
  阶段:
    # 第一个
    - {名称: 学习, 环节: [大会, 学习]}   # 一
    - 名称: 评议
      开始: 2026-09-01
会议:     # 全镇的
  时间: 2026-07-06 09:00
  议程:
  - 甲
  - 乙    # 第二
  电话: "0000-1"
  主持人: {姓名: 某, 职务: }
  讲话稿: |
    第一行
    第二行

发文: {}
支部安排:          # 哪个支部
#  吕寨村党支部:
#    名额: 3
"""


def changed(before: str, *changes: Change) -> list[str]:
    """Return the lines that are gone (-) and new (+)."""
    after = amended(before.encode(), "活动.yaml", changes).decode()
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (Put(("活动", "名称"), "乙活动"), ["-  名称: 甲活动   # 名称", "+  名称: 乙活动   # 名称"]),
        (Put(("活动", "名称"), ""), ["-  名称: 甲活动   # 名称", "+  名称:    # 名称"]),
        (Put(("活动", "开始"), "2026-08-01"), ["-  开始: '2026-07-01'", "+  开始: '2026-08-01'"]),
        (Put(("活动", "开始"), "it's"), ["-  开始: '2026-07-01'", "+  开始: 'it''s'"]),
        (Put(("会议", "电话"), '0"1'), ['-  电话: "0000-1"', '+  电话: "0\\"1"']),
        (Put(("会议", "时间"), "待定: 另行通知"), ["-  时间: 2026-07-06 09:00", '+  时间: "待定: 另行通知"']),
        (Put(("会议", "主持人", "职务"), "书记"), ["-  主持人: {姓名: 某, 职务: }", "+  主持人: {姓名: 某, 职务: 书记 }"]),
        (Put(("会议", "议程", 1), "丙"), ["-  - 乙    # 第二", "+  - 丙    # 第二"]),
        (Put(("会议", "议程", 2), "丙"), ["+  - 丙"]),
        (Put(("会议", "时间"), "另定，会前（三天）告知"), ["-  时间: 2026-07-06 09:00", "+  时间: 另定，会前（三天）告知"]),
        (Put(("会议", "地点"), "三楼"), ["+  地点: 三楼"]),
        (Put(("会议", "讲话稿"), "甲.docx"), ["-  讲话稿: |", "-    第一行", "-    第二行", '+  讲话稿: "甲.docx"']),
        (Put(("活动", "阶段", 0, "环节", 2), "总结"), [
            "-    - {名称: 学习, 环节: [大会, 学习]}   # 一", "+    - {名称: 学习, 环节: [大会, 学习, 总结]}   # 一",
        ]),
        (Put(("活动", "阶段", 1, "结束"), "2026-10-01"), ["+      结束: 2026-10-01"]),
        (Put(("活动", "阶段", 2), {"名称": "总结"}), ["+    - {名称: 总结}"]),
        (Put(("发文", "字号"), "吕委〔2026〕12号"), ["-发文: {}", "+发文: {字号: 吕委〔2026〕12号}"]),
        (Put(("支部安排", "甲村党支部", "名额"), "3"), ["+  甲村党支部:", "+    名额: 3"]),
        (Put(("文种",), ["会议通知", "动员讲话"]), ["+文种: [会议通知, 动员讲话]"]),
        (Cut(("会议", "议程", 0)), ["-  - 甲"]),
        (Cut(("会议", "电话")), ['-  电话: "0000-1"']),
        (Cut(("会议", "主持人", "职务")), ["-  主持人: {姓名: 某, 职务: }", "+  主持人: {姓名: 某 }"]),
        (Cut(("活动", "阶段", 1, "名称")), ["-    - 名称: 评议", "-      开始: 2026-09-01", "+    - 开始: 2026-09-01"]),
        (Cut(("活动", "阶段", 0, "名称")), [
            "-    - {名称: 学习, 环节: [大会, 学习]}   # 一", "+    - {环节: [大会, 学习]}   # 一",
        ]),
    ],
)  # fmt: skip
def test_only_the_lines_of_the_value_change(change: Change, lines: list[str]) -> None:
    assert changed(FORM, change) == lines


def test_what_stands_there_in_any_writing_is_changed() -> None:
    """The form that `init` writes is filled in key by key, and every comment of it is still there."""
    filled = amended(
        workspace.CAMPAIGN.encode("utf-8-sig"),
        "活动.yaml",
        [
            Put(("活动", "名称"), "主题教育"),
            Put(("活动", "阶段"), [{"名称": "学习", "开始": "2026-07-01"}, {"名称": "总结"}]),
            Put(("会议", "议程", 0), "学文件"),
            Put(("会议", "讲话人", "姓名"), "某某"),
            Put(("会议", "讲话人", "职务"), "书记"),
            Put(("支部安排", "甲村", "会议", "时间"), "2026-07-10 15:00"),
        ],
    )

    assert filled.startswith(b"\xef\xbb\xbf")
    text = filled.decode("utf-8-sig")
    assert [line.partition("#")[2] for line in text.splitlines() if "#" in line] == [
        line.partition("#")[2] for line in workspace.CAMPAIGN.splitlines() if "#" in line
    ]
    assert value_at(filled, "", ("活动", "阶段", 1, "名称")) == "总结"
    assert value_at(filled, "", ("会议", "讲话人")) == {"姓名": "某某", "职务": "书记"}


def test_encoding_and_line_ends_stay() -> None:
    for codec, mark in (
        ("utf-8", b"\xef\xbb\xbf"),
        ("gb18030", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
    ):
        before = mark + FORM.replace("\n", "\r\n").encode(codec)

        after = amended(before, "活动.yaml", [Put(("会议", "地点"), "三楼")])

        assert after == before.replace(
            "    第二行\r\n\r\n".encode(codec), "    第二行\r\n  地点: 三楼\r\n\r\n".encode(codec)
        )


def test_what_a_keyboard_has_typed_stays_beside_the_value() -> None:
    """A tab and a full-width colon are read as they are meant; they stay as they are where nothing is changed."""
    typed = "活动：\n\t名称：甲\n  开始: 2026-07-01\n会议:\n  地点：三楼\n"

    after = amended(typed.encode(), "活动.yaml", [Put(("活动", "开始"), "2026-08-01")]).decode()

    assert after == typed.replace("2026-07-01", "2026-08-01")
    assert amended(typed.encode(), "", [Put(("会议", "地点"), "四楼")]).decode() == typed.replace(
        "地点：三楼", "地点: 四楼"
    )


def test_a_last_line_without_an_end_gets_one() -> None:
    assert (
        amended("活动:\n  名称: 甲".encode(), "", [Put(("活动", "简称"), "乙")]).decode()
        == "活动:\n  名称: 甲\n  简称: 乙\n"
    )
    assert amended(b"", "", [Put(("活动", "名称"), "甲")]).decode() == "活动:\n  名称: 甲\n"
    assert amended("# 空\n".encode(), "", [Put(("文种",), ["甲"])]).decode() == "# 空\n文种: [甲]\n"


@pytest.mark.parametrize(
    ("text", "change", "said"),
    [
        ("活动:\n  名称: &a 甲\n  简称: *a\n", Put(("活动", "主题"), "丙"), "& 或 *"),
        ("活动:\n  名称: 甲\n  名称: 乙\n", Put(("活动", "名称"), "丙"), "写了 2 次"),
        ("活动:\n  名称: [甲\n", Put(("活动", "名称"), "丙"), "写法有误"),
        ("活动: 甲\n", Put(("活动", "名称"), "丙"), "改不了"),
        ("会议:\n  议程: [甲]\n", Put(("会议", "议程", 5), "丙"), "没有第 6 项"),
        ("会议:\n  议程: [甲]\n", Cut(("会议", "地点")), "本来就没有"),
        ("会议:\n  议程:\n    - 甲\n    # 说明\n    - 乙\n", Put(("会议", "议程"), ["丙"]), "说明文字"),
        ("会议:\n  议程: [甲]\n", Put(("会议", "地点"), "a\x07b"), "控制字符"),
        ("活动: !x 甲\n", Put(("活动",), "丙"), "!"),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_in_place_is_refused(text: str, change: Change, said: str) -> None:
    with pytest.raises(Refused, match=said.replace("*", r"\*")):
        amended(text.encode(), "活动.yaml", [change])


WORDS = st.text(st.sampled_from("甲乙丙 ab12:#-[]{},，、：；'\"|>&*!%@`~=?\\\n（）「」《》。\t"), max_size=12).map(
    lambda words: words.strip(" \t\n")
)


@settings(max_examples=thorough.examples(60))
@example("1\t1", ("会议", "地点"))
@given(WORDS, st.sampled_from([("会议", "地点"), ("会议", "主持人", "姓名"), ("会议", "议程", 0), ("活动", "主题")]))
def test_any_text_reads_back_as_it_was_typed(words: str, path: tuple[str | int, ...]) -> None:
    before = FORM.encode()

    after = amended(before, "活动.yaml", [Put(path, words)])

    assert value_at(after, "活动.yaml", path) == words
    assert len(yamlfile.load(after, "").problems) == len(yamlfile.load(before, "").problems)
    assert abs(after.count(b"\n") - before.count(b"\n")) <= 1


VALUES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from(["名称", "时间", "要点"]), inner, min_size=1, max_size=3)
    ),
    max_leaves=5,
)


@given(VALUES, st.sampled_from([("会议", "议程"), ("活动", "阶段"), ("支部安排", "某支部"), ("新的",)]))
def test_any_value_reads_back_or_is_refused_and_comments_stay(value: object, path: tuple[str, ...]) -> None:
    try:
        after = amended(FORM.encode(), "活动.yaml", [Put(path, value)])  # type: ignore[arg-type]
    except Refused:
        return

    for words in ("# 说明", "# 名称", "# 全镇的", "# 哪个支部", "#  吕寨村党支部:", "#    名额: 3"):
        assert words in after.decode()
    assert value_at(after, "", ("活动", "名称")) == "甲活动"
