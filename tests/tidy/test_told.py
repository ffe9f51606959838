"""What lines are, that foreign papers showed: told by what they say and by their neighbours."""

from __future__ import annotations

import pytest

from pipeline.review import Document, Role, findings_of, layout_of
from pipeline.tidy import file_kinds, tidying
from pipeline.tidy.file_kinds import FileKind
from tests.review.wordfile import p, wordfile

_CENTRE, _BOLD = '<w:jc w:val="center"/>', '<w:b/><w:sz w:val="32"/>'


def _roles(*lines: str) -> list[Role]:
    return [each.role for each in Document(layout_of(wordfile("".join(lines)))).elements]


@pytest.mark.parametrize("text", ["平台支持以下基本功能：", "现将要求通知如下：", "请报送下列材料："])
def test_a_sentence_that_goes_on_below_is_no_addressee(text: str) -> None:
    assert _roles(p("关于放假的通知", _CENTRE), p(text), p("一是登记。")) == [Role.TITLE, Role.BODY, Role.BODY]


@pytest.mark.parametrize("second", ["形势与政策课期末考核方案（试行）", "考核工作总结", "有关问题的意见"])
def test_a_second_line_that_ends_a_title_is_one_though_it_is_small(second: str) -> None:
    assert (
        _roles(p("吕寨镇2026年上半年", _CENTRE, _BOLD), p(second, _CENTRE, _BOLD), p("各支部："))[:2]
        == [Role.TITLE] * 2
    )


def test_a_name_below_a_title_is_still_a_byline() -> None:
    assert _roles(p("在大会上的讲话", _CENTRE, _BOLD), p("赵志远", _CENTRE, _BOLD), p("同志们："))[1] is Role.BYLINE


def test_a_list_of_enclosures_may_begin_below_its_label() -> None:
    lines = (p("关于放假的通知", _CENTRE), p("今天放假。"), p("附件："), p("1.回执"), p("2.名单"))
    right = '<w:jc w:val="right"/>'

    assert _roles(*lines, p("党政办公室", right), p("2026年7月2日", right))[2:] == [Role.ENCLOSURES] * 3 + [
        Role.SIGNATURE,
        Role.DATE,
    ]
    assert _roles(*lines)[2] is Role.ENCLOSURE_MARK  # nobody signs: it is the enclosure itself


def test_both_lines_of_an_enclosures_title_are_its_title() -> None:
    lines = (p("附件"), p("2026年第一学期", _CENTRE, _BOLD), p("选题范围", _CENTRE, _BOLD), p("说明。"))

    assert _roles(*lines) == [Role.ENCLOSURE_MARK, Role.ENCLOSURE_TITLE, Role.ENCLOSURE_TITLE, Role.BODY]


def test_a_date_with_its_weekday_is_a_date() -> None:
    data = wordfile(p("倡议书", _CENTRE) + p("乡亲们：") + p("请捐赠。") + p("小河村村委") + p("2021年1月17日星期日"))

    tidied = tidying.tidy_paper(data)

    document = Document(layout_of(tidied.data or b""))
    assert [each.text for each in document.of(Role.SIGNATURE, Role.DATE)] == ["小河村村委", "2021年1月17日星期日"]
    assert "gbt.date.form" in {each.code for each in tidied.after}  # its words are its author's


def test_a_paper_that_tells_how_to_write_a_thesis_is_none() -> None:
    lines = (p("实践要求", _CENTRE), p("一、准备"), p("分组。"), p("摘要：小四。"), p("参考文献："))
    thesis = (p("论水", _CENTRE), p("摘要：水。"), p("一、引言"), p("参考文献："))

    assert file_kinds.kind_of(Document(layout_of(wordfile("".join(lines))))) is None
    assert file_kinds.kind_of(Document(layout_of(wordfile("".join(thesis))))) is FileKind.THESIS


def test_how_far_below_a_drawn_head_a_title_stands_nobody_knows() -> None:
    box = (
        '<w:p><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>'
        + p("吕寨镇人民政府文件", _CENTRE, '<w:color w:val="FF0000"/><w:sz w:val="72"/>')
        + "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )
    data = wordfile(box + p("") * 5 + p("关于放假的通知", _CENTRE, '<w:sz w:val="44"/>') + p("今天放假。"))

    assert Document(layout_of(data)).has(Role.MARK)
    assert "gbt.title.gap" not in {each.code for each in findings_of(data)}
