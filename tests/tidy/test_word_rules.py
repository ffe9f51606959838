"""Words are mended where somebody asks, each change is listed, and what may mean something else stays."""

from __future__ import annotations

import io

import openpyxl
import pytest
from lxml import etree

from pipeline import register, review
from pipeline.errands import tidy as errand
from pipeline.review import Role, layout_of
from pipeline.tidy import changes, tidying, word_rules
from pipeline.tidy.edits import Wording
from tests.review.wordfile import p, wordfile

_CENTRE = '<w:jc w:val="center"/>'
_TERMS = {"先教活动": "先进性教育活动"}


def mended(text: str, role: Role | None = Role.BODY) -> str:
    line = Wording(text, role, _TERMS)
    result = word_rules.applied(text, word_rules.mended(line))
    assert word_rules.mended(Wording(result, role, _TERMS)) == []
    return result


@pytest.mark.parametrize(
    ("role", "before", "after"),
    [
        (Role.BODY, "经研究,决定召开会议.请参加", "经研究，决定召开会议.请参加"),
        (Role.BODY, "现将有关事项通知如下:", "现将有关事项通知如下："),
        (Role.BODY, "请按时参加(不得请假).", "请按时参加（不得请假）。"),
        (Role.BODY, '他说"好"，又说「行」。', "他说“好”，又说“行”。"),
        (Role.BODY, "他说”好“。", "他说“好”。"),
        (Role.BODY, "按吕委[2026]第012号文件", "按吕委〔2026〕第012号文件"),
        (Role.NUMBER, "吕委[2026]第012号", "吕委〔2026〕12号"),
        (Role.BODY, "定于2026-07-02召开，2026.7.5结束。", "定于2026年7月2日召开，2026年7月5日结束。"),
        (Role.DATE, "二〇二六年七月十二日", "2026年7月12日"),
        (Role.DATE, "2026年07月02日", "2026年7月2日"),
        (Role.BODY, "参会10-20人，占5%~10%，2024-2026年。", "参会10～20人，占5%～10%，2024—2026年。"),
        (Role.BODY, "7月2日-8日，9:00-11:00。", "7月2日—8日，9:00—11:00。"),
        (Role.HEADING_1, "一.会议时间", "一、会议时间"),
        (Role.HEADING_2, "(二)、严明纪律", "（二）严明纪律"),
        (Role.HEADING_3, "1、不迟到", "1.不迟到"),
        (Role.ENCLOSURES, "附件:1、参会回执。", "附件：1.参会回执"),
        (Role.COPIES, "抄送：县委组织部", "抄送：县委组织部。"),
        (Role.ADDRESSEE, "各党支部", "各党支部："),
        (Role.BODY, "开展先教活动 ，共 12 人。", "开展先进性教育活动，共12人。"),
        (Role.BODY, "增长１２％。。。见附表", "增长12％……见附表"),
        (None, "姓名(盖章),年龄", "姓名（盖章），年龄"),
    ],
)
def test_a_line_is_written_as_the_standards_have_it(role: Role | None, before: str, after: str) -> None:
    assert mended(before, role) == after


@pytest.mark.parametrize(
    "text",
    [
        "联系人：张三 李四，电话0571-88888888。",  # two people; a telephone
        "版本2026.1.2.3，身份证330102-19990101。",
        "签字：（　　　） 年   月   日",  # blanks to be written on
        "见http://a.cn/b?x=1,y=2。",
        "比分3:2，f(x)=1。",
        '他说"好。',  # which mark is missing, nobody knows
        "《先教活动简报》、“先教活动”。",  # others' words
        "第1-3组、3-5栋、第8765-4321号。",
        "2.2.5 天线",
    ],
)
def test_what_may_be_meant_stays(text: str) -> None:
    assert mended(text) == text


def _paper() -> bytes:
    split = "<w:p><w:r><w:t>根据先</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>教活动</w:t></w:r><w:r><w:t>安排,定于2026-7-2开会.</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{p('张三,李四')}</w:tc></w:tr></w:tbl>"
    return wordfile(
        p("关于放假的通知", _CENTRE) + p("各支部:") + split + p("1、不迟到。") + p("2、不早退。") + table + p("")
    )


def test_changes_are_made_outright_and_tracked_and_can_be_turned_down() -> None:
    source = _paper()

    tidied = tidying.tidy_paper(source, tidying.Asked({}, terms=_TERMS))

    assert tidied.data is not None
    assert tidied.tracked is not None
    text = [each.text for each in layout_of(tidied.data).everything]
    assert "根据先进性教育活动安排，定于2026年7月2日开会。" in text
    assert "张三，李四" in text
    assert [each.text for each in layout_of(tidied.tracked).everything] == text  # as Word shows them, taken
    turned_down = changes._decided(changes._Copy(tidied.tracked), changes.W + "ins", changes.W + "del")
    assert "根据先教活动安排,定于2026-7-2开会." in {changes._words(each) for each in turned_down.lines}
    assert {each.why for each in tidied.changes} >= {"规范用语", "日期写作年月日", "序号写法"}


def test_a_line_with_somebodys_tracked_changes_is_left_and_told() -> None:
    line = '<w:p><w:r><w:t>定于今天,</w:t></w:r><w:ins w:id="1" w:author="某"><w:r><w:t>上午</w:t></w:r></w:ins></w:p>'

    tidied = tidying.tidy_paper(wordfile(p("关于放假的通知", _CENTRE) + line), tidying.Asked({}, terms={}))

    assert tidied.changes == ()
    assert any("修订" in each for each in tidied.kept)


def test_an_underlined_gap_is_no_space() -> None:
    blank = '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve"> </w:t></w:r>'
    data = wordfile(
        p("关于放假的通知", _CENTRE) + f"<w:p><w:r><w:t>姓名，</w:t></w:r>{blank}<w:r><w:t>同志。</w:t></w:r></w:p>"
    )

    assert changes.mend(data, {}, {}).changes == ()


def test_the_list_is_a_workbook_in_which_nothing_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(register.mended_words_book([("第1段", "=1+1", "", "引号", "a【=1+1→】")])))

    assert [cell.value for cell in book.active[2]] == [1, "第1段", "=1+1", "（删去）", "引号", "a【=1+1→】"]
    assert book.active["C2"].data_type == "s"


def test_the_errand_gives_paper_copy_and_list_at_once() -> None:
    wish = errand.Wish("仿宋_GB2312", text=True, terms=tuple(_TERMS.items()))

    made = errand.made(_paper(), "通知.docx", wish)

    assert made.fault == ""
    assert made.book is not None
    assert made.tidied is not None
    root = etree.fromstring(review.opened_package(made.tidied.tracked or b"").archive.read("word/document.xml"))
    numbers = [each.get(changes.W + "id") for each in root.iter(changes.W + "ins", changes.W + "del")]
    assert len(numbers) == len(set(numbers)) > 5
