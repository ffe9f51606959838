"""Papers that are built to hang or to break a review: one long paragraph, many alike, numbers that no paper has."""

from __future__ import annotations

import time

import pytest

from pipeline.review.reviewer import findings_of
from tests import thorough
from tests.review.wordfile import p, style, wordfile

_LONG = 100_000  # characters
_SECONDS = 2.0  # of CPU for a paragraph of that length
_PIECES = (
    "字", "、", ".", "。", "…", "字 ", "{%", "{% a ", "｛｛", "{{", "{名", "${名", "«名", "<%", "字[", "[此处", "字【单位", "《《名", "##名", "XX字", "×", "*镇",
    "○", "点击此处", "（待补充", "单位", "附件：1. ", "一", "a@", "a.", "a.b-", "http://", "www.", "1", "字1千", "2026年", "吕委〔2026〕　", "吕委〔2026〕1号", "张三  ",
    "张三丰 ", "办公室 ", "联 ", "“", "'", "（", "《a", "一、", "（一）", "1-", "字10-15", "3-5件，", "字—", "-", "... ", "第一条 ", "1.2026年", "抄送：", "字,",
)  # fmt: skip
_ONCE = (
    "字{0}字", "附{0}件{0}x", "委〔2026{0}〕1号", "签{0}发{0}人", "张{0}李", "第一章{0}字", "字{1}", "字{2}12", "签发人：{3}", "2026{4}号", "字{2}", "抄{0}送：", "2026{0}年{0}月{0}日",
)  # fmt: skip


def took(data: bytes) -> float:
    began = time.process_time()
    findings_of(data)
    return time.process_time() - began


@pytest.mark.parametrize("piece", thorough.each(_PIECES, 4))
def test_a_long_paragraph_takes_as_long_as_it_is(piece: str) -> None:
    text = piece * (_LONG // len(piece))

    assert took(wordfile(p(text.replace("<", "&lt;")))) < _SECONDS


@pytest.mark.parametrize("form", thorough.each(list(_ONCE), 3))
def test_a_long_stretch_within_a_line_does_so_too(form: str) -> None:
    stretches = " " * _LONG, "-" * _LONG, "." * _LONG, "张三  " * (_LONG // 4), "2026" * (_LONG // 4)

    assert took(wordfile(p(form.format(*stretches)))) < _SECONDS


_LARGE = '<w:jc w:val="center"/>', '<w:sz w:val="44"/>'
_RED = '<w:jc w:val="center"/>', '<w:color w:val="FF0000"/><w:sz w:val="44"/>'
_ALIKE = {
    "抄送 and 印发": p("抄送：甲。") + p("吕寨镇　2026年7月2日印发"),
    "附件": p("附件1"),
    "附件说明": p("附件：1.甲"),
    "份号": p("000001") + p("机密★1年") + p("特急"),
    "发文字号": p("吕委〔2026〕　号"),
    "titles": p("关于会议的通知", *_LARGE),
    "marks": p("吕寨镇委员会", *_RED),
    "signatures": p("吕寨镇委员会", '<w:jc w:val="right"/>') + p("2026年7月2日", '<w:jc w:val="right"/>'),
    "签发人": p("签发人：张三"),
    "条": p("第一条　学习。"),
    "sentences": p("一、学习，工作。"),
    "lists": p("1.学习") + p("（1）工作") + p("一、总结"),
}


@pytest.mark.parametrize("kind", thorough.each(list(_ALIKE), 8))
def test_many_alike_take_as_long_as_they_are_many(kind: str) -> None:
    one = _ALIKE[kind]

    few, many = (min(took(wordfile(one * times)) for _ in range(2)) for times in (1000, 4000))

    assert many < max(8 * few, 0.5)


_ODD = (
    "99999999999999999999", "1e999", "-1e999", "1.5e308", "NaN", "inf", "-1", "0", "", "x", "²", "１２", "1e6", "ß",
)  # fmt: skip
_NUMBERED = (
    '<w:lvl w:ilvl="{0}"><w:start w:val="{0}"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
)


@pytest.mark.parametrize("odd", _ODD)
def test_a_number_that_no_paper_has_ends_no_review(odd: str) -> None:
    paragraph = (
        f'<w:numPr><w:ilvl w:val="{odd}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{odd}"/>'
        f'<w:spacing w:before="{odd}" w:beforeLines="{odd}" w:after="{odd}" w:line="{odd}" w:lineRule="{{}}"/>'
        f'<w:ind w:left="{odd}" w:firstLineChars="{odd}" w:hanging="{odd}" w:right="{odd}"/>'
        f'<w:tabs><w:tab w:val="left" w:pos="{odd}"/></w:tabs><w:pBdr><w:top w:val="single" w:sz="{odd}" w:space="{odd}"/></w:pBdr>'
    )
    letters = f'<w:color w:val="{odd}"/><w:spacing w:val="{odd}"/><w:w w:val="{odd}"/><w:sz w:val="{odd}"/>'
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{odd}" w:type="dxa"/><w:tblCellMar><w:left w:w="{odd}"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{odd}"/></w:tblGrid><w:tr><w:tc>{p("甲", "", letters)}</w:tc></w:tr></w:tbl>'
    )
    section = (
        f'<w:sectPr><w:pgSz w:w="{odd}" w:h="{odd}"/><w:pgMar w:top="{odd}" w:left="{odd}" w:right="{odd}" w:bottom="{odd}" '
        f'w:footer="{odd}" w:gutter="{odd}"/><w:docGrid w:type="linesAndChars" w:linePitch="{odd}" w:charSpace="{odd}"/></w:sectPr>'
    )
    text = "".join(p("各支部要学习。", paragraph.format(rule), letters) for rule in ("exact", "auto", "atLeast"))
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{_NUMBERED.format(odd)}{_NUMBERED.format("0")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )

    found = findings_of(
        wordfile(text + table + section, numbering=numbering, styles=style("a", f"<w:rPr>{letters}</w:rPr>"))
    )

    assert any(finding.code == "gbt.page-number.missing" for finding in found)
