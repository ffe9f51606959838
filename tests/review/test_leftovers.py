"""What nobody filled in where no paragraph shows it: charts, SmartArt, notes, links, WordArt, fields, controls."""

from __future__ import annotations

import pytest

from pipeline.review.reviewer import findings_of
from tests.review import specimens
from tests.review.planting import Paper
from tests.review.wordfile import p, wordfile

_CHART = (
    '<c:chartSpace xmlns:c="urn:c" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<a:p><a:r><a:t>{0}</a:t></a:r><a:r><a:t>{1}</a:t></a:r></a:p><c:v>{2}</c:v></c:chartSpace>"
)
_NOTE = '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote></w:footnotes>'
_LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId90" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="{}" TargetMode="External"/></Relationships>'
)


def left_over(data: bytes) -> list[tuple[str, str]]:
    return [(each.where, each.found) for each in findings_of(data) if each.code == "text.placeholder"]


@pytest.mark.parametrize(
    ("part", "content", "where", "found"),
    [
        ("word/charts/chart1.xml", _CHART.format("{{ 支部.简称 ", "}}", ""), "图表", "“{{ 支部.简称 }}”"),
        ("word/charts/chart7.xml", _CHART.format("党员人数", "", "${单位}"), "图表", "“${单位}”"),
        ("word/charts/chart2.xml", _CHART.format("", "", "«人数»"), "图表", "“«人数»”"),
        ("word/chartex/chartEx1.xml", _CHART.format("[此处输入", "标题]", ""), "图表", "“[此处输入标题]”"),
        ("word/diagrams/data1.xml", _CHART.format("由{联系人}负责", "", ""), "SmartArt 图形", "“{联系人}”"),
        ("word/footnotes.xml", _NOTE.format("见××县文件"), "脚注", "“××”"),
        ("word/footnotes.xml", _NOTE.format("见 {{ 发文.字号 }}"), "脚注", "“{{ 发文.字号 }}”"),
        ("word/_rels/footer9.xml.rels", _LINK.format("https://example.cn/?b={{ 支部 }}"), "链接地址", "“{{ 支部 }}”"),
        ("word/_rels/footer9.xml.rels", _LINK.format("mailto:%7B%7B%20单位.邮箱%20%7D%7D"), "链接地址", "“{{ 单位.邮箱 }}”"),
        ("word/_rels/footer9.xml.rels", _LINK.format("mailto:${邮箱}"), "链接地址", "“${邮箱}”"),
    ],
)  # fmt: skip
def test_a_tag_in_another_part_is_found(part: str, content: str, where: str, found: str) -> None:
    paper = Paper(specimens.notice())
    paper.parts[part] = content.encode()

    assert left_over(paper.data) == [(where, found)]


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/charts/chart1.xml", _CHART.format("党员人数", "（名）", "230")),
        ("word/charts/chart1.xml", "no XML"),
        ("word/charts/chart1.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("word/_rels/footer9.xml.rels", _LINK.format("https://example.cn/api/{id}")),
        ("word/theme/theme9.xml", _CHART.format("{9DB0C26F-5F02-4D8E-9B1C-2A6C2F5B6A11}", "", "")),
        ("word/footnotes.xml", _NOTE.format("见吕委〔2026〕12号文件。")),
    ],
)
def test_what_is_meant_to_stand_there_is_not(part: str, content: str) -> None:
    paper = Paper(specimens.notice())
    paper.parts[part] = content.encode()

    assert findings_of(paper.data) == ()


_BEGIN, _MIDDLE, _END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def field(*instructions: str, shown: str) -> str:
    said = "".join(f'<w:r><w:instrText xml:space="preserve">{each}</w:instrText></w:r>' for each in instructions)
    return f"<w:p>{_BEGIN}{said}{_MIDDLE}<w:r><w:t>{shown}</w:t></w:r>{_END}</w:p>"


@pytest.mark.parametrize(
    ("body", "where", "found"),
    [
        (field(" MERGEFIELD 姓名 ", shown="张三"), "邮件合并的域", "“姓名”没有合并"),
        (field(" MERGE", 'FIELD "会议 时间" \\* MERGEFORMAT', shown="7月6日"), "邮件合并的域", "“会议 时间”没有合并"),
        ('<w:p><w:fldSimple w:instr=" MERGEFIELD 职务 "><w:r><w:t>书记</w:t></w:r></w:fldSimple></w:p>', "邮件合并的域", "“职务”没有合并"),
        (field(" MERGEFIELD 姓名 ", shown="«姓名»"), "第1段“«姓名»”", "“«姓名»”"),
        (field(' HYPERLINK "mailto:{{ 单位.邮箱 }}" ', shown="邮箱"), "域（链接等）", "“{{ 单位.邮箱 }}”"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>选择一项。</w:t></w:r></w:p></w:sdtContent></w:sdt>", "内容控件", "还是提示文字“选择一项。”"),
        ('<w:p><w:r><w:pict><v:shape><v:textpath string="{{ 密级 }}"/></v:shape></w:pict></w:r></w:p>', "艺术字", "“{{ 密级 }}”"),
    ],
)  # fmt: skip
def test_a_field_a_control_and_word_art_are_looked_into(body: str, where: str, found: str) -> None:
    assert left_over(wordfile(body)) == [(where, found)]
    if not where.startswith("第1段"):
        assert left_over(wordfile(p("学习。"), header=body)) == [(where, found)]


@pytest.mark.parametrize(
    "instruction", [" PAGE ", ' DATE \\@ "yyyy年M月d日" ', ' HYPERLINK "https://example.cn/" ', " REF 附件1 \\h "]
)
def test_other_fields_are_left_alone(instruction: str) -> None:
    assert left_over(wordfile(field(instruction, shown="1"))) == []


@pytest.mark.parametrize(("kind", "place"), [("header", "页眉"), ("footer", "页脚")])
def test_a_header_and_a_footer_are_looked_at(kind: str, place: str) -> None:
    section = f'<w:sectPr><w:{kind}Reference w:type="default" r:id="rId0"/></w:sectPr>'
    edges = {kind: p("{{ 单位.名称 }}")}

    assert left_over(wordfile(p("学习。") + section, **edges)) == [
        (f"{place}“{{{{ 单位.名称 }}}}”", "“{{ 单位.名称 }}”")
    ]
