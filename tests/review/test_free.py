"""What the standard leaves free is never called a breach of it: good papers, changed within what it allows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from pipeline.model.finding import Weight
from pipeline.review.reviewer import Reviewer
from tests.review import specimens
from tests.review.planting import Paper, W, at, in_cell, letters, part, setting, where, words

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
Plant = Callable[[Paper], bool]


def faces(**other: str) -> Plant:
    """Name other faces of the same families throughout; the names are ASCII or stand in the styles."""

    def plant(paper: Paper) -> bool:
        text = paper.parts[STYLES].decode()
        for family, face in other.items():
            text = text.replace(
                {"fang": "仿宋_GB2312", "kai": "楷体_GB2312", "hei": "黑体", "song": "方正小标宋简体"}[family], face
            )
        paper.parts[STYLES] = text.encode()
        return True

    return plant


def both(first: Plant, second: Plant) -> Plant:
    return lambda paper: first(paper) and second(paper)


def first_run(old: str, new: str) -> Callable[[etree._Element], None]:
    """Change the words of a paragraph's first run alone."""

    def change(p: etree._Element) -> None:
        text = next(p.iter(f"{W}t"))
        text.text = (text.text or "").replace(old, new)

    return change


def without(pattern: str) -> Plant:
    """Take a table's row away whose text matches."""

    def plant(paper: Paper) -> bool:
        for row in paper.document.iter(f"{W}tr"):
            if pattern in "".join(t.text or "" for t in row.iter(f"{W}t")):
                parent = row.getparent()
                assert parent is not None
                parent.remove(row)
                return True
        return False

    return plant


FREE: tuple[tuple[str, str, Plant], ...] = (
    ("faces of 方正", "联合行文", faces(fang="方正仿宋_GBK", kai="方正楷体_GBK", hei="方正黑体_GBK", song="方正小标宋_GBK")),
    ("faces of Windows", "联合行文", faces(fang="仿宋", kai="楷体", hei="SimHei")),
    ("faces of 华文", "请示", faces(fang="华文仿宋", kai="华文楷体")),
    ("a larger mark", "联合行文", in_cell("委员会$", letters("sz", val="90"))),
    ("a mark without 文件", "请示", where("Mark", "文件$", words("文件$", ""))),
    ("a joint mark without 文件", "联合行文", in_cell("^文件$", words("^文件$", ""))),
    ("a thick red rule", "请示", part(DOCUMENT, '(<w:bottom w:val="single" w:sz=")12"', r'\g<1>24"')),
    ("another red", "请示", part(DOCUMENT, 'w:color="FF0000"', 'w:color="E60012"', 0)),
    ("rules of 1.5 and 0.5 points", "联合行文", both(part(DOCUMENT, '(<w:(?:top|bottom) w:val="single" w:sz=")8"', r'\g<1>12"', 0), part(DOCUMENT, '(<w:insideH w:val="single" w:sz=")6"', r'\g<1>4"'))),
    ("no number of copies", "联合行文", in_cell("^（共印", words("^.*$", ""))),
    ("no 抄送", "联合行文", without("抄送")),
    ("no imprint", "联合行文", without("印发")),
    ("a longer code", "请示", where("Number", "吕委", first_run("吕委", "吕委办发"))),
    ("a title in one line", "联合行文", where("DocTitle", "关于", words("^.*$", "关于召开动员大会的通知"))),
    ("a title without an agency and with a note", "联合行文", where("DocTitle", "关于", words("^.*$", "关于召开动员大会的通知（试行）"))),
    ("an item in running text", "命令", where("Body", "请遵照", words("^.*$", "（一）请遵照执行，不得有误。"))),
    ("letters not hinted", "联合行文", part(DOCUMENT, ' w:hint="eastAsia"', "", 0)),
    ("一是, 二是 in a paragraph", "命令", where("Body", "请遵照", words("^.*$", "请遵照执行：一是认真学习；二是抓好落实。"))),
    ("a note with the addressees", "请示", at("Note", words("^.*$", "（此件公开发布）"))),
    ("a date that may part from what follows", "命令", at("SignatureDate", setting("keepNext", val="0"))),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "plant"), [pytest.param(kind, plant, id=name) for name, kind, plant in FREE])
def test_what_is_left_free_is_no_breach_of_the_standard(kind: str, plant: Plant) -> None:
    paper = Paper(specimens.GOOD[kind]())
    before = paper.data

    assert plant(paper)
    assert paper.data != before
    assert [str(f) for f in Reviewer().review(paper.data) if f.severity is Weight.STANDARD] == []
