"""A template checked: each kind of fault with its place, all at once; what is right passes; comments in a copy."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run

from pipeline.model.problem import Origin, nearest
from pipeline.render.checking import damaged, marking, template_faults
from pipeline.render.compile import compiled_template
from pipeline.render.open_template import opened_template
from pipeline.used_names import OPEN, Known

KNOWN: Known = {
    "单位": {"名称": None, "电话": None},
    "支部": {"名称": None, "书记": None, OPEN: None},
    "问题们": {"序号": None, "具体问题": None},
}
OTHERS: dict[str, Known] = {"支部": KNOWN, "党员": {"党员": {"姓名": None}}}


def a_document(*paragraphs: str, rows: Sequence[Sequence[str]] = ()) -> Document:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return document


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def said(document: Document) -> list[str]:
    """Return what the check says: place without its quotation, code and message."""
    package = opened_template(saved(document), Origin("甲.docx"))
    assert package.value is not None
    problems = [fault.problem for fault in template_faults(package.value, "甲.docx", {"支部": KNOWN}, OTHERS)]
    return [f"{p.origin.sheet.partition('“')[0]} {p.code.removeprefix('template.')} {p.message}" for p in problems]


def codes_of(document: Document) -> list[str]:
    return [line.split(" ")[1] for line in said(document)]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("{{ 支部.名称 }}",),
        ("{{ 支部.名称|default(“无”) }}",),  # docxtpl makes the quotation marks straight
        ("{{ “，（）：” ~ 支部.名称 }}",),
        ("{%p for 题 in 问题们 %}", "{{ loop.index }}.{{ 题.具体问题 }}", "{%p endfor %}"),
        ("{%p if 问题们 %}", "有", "{%p elif 支部.书记 %}", "无", "{%p else %}", "无", "{%p endif %}"),
        ("{% if 支部.书记 %}是", "又是{% endif %}"),
        ("{% set 数 = namespace(n=0) %}{% set 数.n = 1 %}{{ 数.n }}",),
        ("{% macro 签(人) %}{{ 人 }}{% endmacro %}{{ 签(支部.书记) }}",),
        ("{# 说明：（给自己看） #}数集｛三，五｝",),
        ("{%- if 问题们 -%}甲{%- endif -%}",),
        ("{{ 支部.名称.replace('{', '（') }}",),
    ],
)
def test_what_is_right_passes(paragraphs: Sequence[str]) -> None:
    assert said(a_document(*paragraphs)) == []


def test_rows_that_are_repeated_pass() -> None:
    rows = [["{%tr for 题 in 问题们 %}", ""], ["{{ 题.序号 }}", "{{ 题.具体问题 }}"], ["{%tr endfor %}", ""]]

    assert said(a_document(rows=rows)) == []


@pytest.mark.parametrize(
    ("paragraphs", "wanted"),
    [
        (("｛｛ 支部.名称 ｝｝",), ["fullwidth"]),
        (("｛{ 支部.名称 }｝",), ["fullwidth"]),
        (("{％ if 问题们 ％}甲{% endif %}",), ["fullwidth"]),
        (("{{ 支部.名称|default（“无”） }}",), ["punctuation"]),
        (("{% if 支部.名称 ＝＝ 支部.书记 %}甲{% endif %}",), ["punctuation"]),
        (("{% ｉｆ 问题们 %}甲{% endif %}",), ["punctuation", "syntax", "stray"]),
        (("{{ 支部.名称",), ["split"]),
        (("{{ 支部.名称 的{% if 问题们 %}问题{% endif %}",), ["split"]),
        (("{{ 支部.名称 的{{ 支部.书记 }}",), ["split"]),
        (("{%p if 问题们 %}", "{% if 支部.书记 %}甲", "{%p endif %}"), ["unclosed"]),
        (("{{ 支部.", "名称 }}"), ["joined"]),
        (("支部.名称 }}",), ["syntax"]),
        (("{支部.名称}",), ["syntax"]),
        (("{ { 支部.名称 } }",), ["syntax"]),
        (("{{{支部.名称}}}",), ["syntax"]),
        (("{{ 支部. }}",), ["syntax"]),
        (("{{ }}",), ["syntax"]),
        (("{{ 支部.名称|大写 }}",), ["syntax"]),
        (("{% if 支部.名称 is 空的 %}甲{% endif %}",), ["syntax"]),
        (("{% if 支部.名称 = '甲' %}甲{% endif %}",), ["syntax"]),
        (("{% fi 问题们 %}",), ["syntax"]),
        (("{%p if 3 % 2 %}", "甲", "{%p endif %}"), ["syntax"]),
        (("{%p if 问题们 %}甲", "{%p endif %}"), ["lost"]),
        (("{%p if 问题们 %}{%p endif %}",), ["doubled"]),
        (("{% if 问题们 %}{% for 题 in 问题们 %}{{ 题.序号 }}{% endif %}",), ["unclosed"]),
        (("{%p endfor %}",), ["stray"]),
        (("{% else %}",), ["stray"]),
        (("{%p if 问题们 %}", "{% endif %}"), ["crossed"]),
        (("{{ 支步.名称 }}",), ["unknown-name"]),
        (("{{ 单位.电化 }}",), ["unknown-name"]),
        (("{% for 题 in 问题们 %}{{ 题.具体间题 }}{% endfor %}",), ["unknown-name"]),
        (("{{ 题.序号 }}", "{% for 题 in 问题们 %}{{ 题.序号 }}{% endfor %}"), ["unknown-name"]),
        (("{{ 支部.籍贯 }}",), ["column"]),
    ],
)
def test_each_fault_is_found_and_nothing_else(paragraphs: Sequence[str], wanted: list[str]) -> None:
    assert codes_of(a_document(*paragraphs)) == wanted


def test_a_row_of_a_tag_takes_what_else_stands_in_it() -> None:
    rows = [["{%tr for 题 in 问题们 %}{{ 题.序号 }}", "{{ 题.具体问题 }}"], ["{%tr endfor %}{%tr if 问题们 %}", ""]]

    assert said(a_document(rows=rows))[:2] == [
        "表1第1行第1格 lost “{%tr for 题 in 问题们 %}”会连同它所在的一整行去掉，里面还有别的内容：“{{ 题.序号 }}{{ 题.具体问题 }}”",
        "表1第2行第1格 doubled 一行里有 2 个 {%tr 标记，只有一个起作用：{%tr endfor %}、{%tr if 问题们 %}",
    ]


def test_a_block_does_not_end_in_a_table_when_it_began_outside() -> None:
    assert codes_of(a_document("{% if 问题们 %}", rows=[["{% endif %}"]])) == ["crossed"]
    assert codes_of(a_document("{%p if 问题们 %}", rows=[["{%p endif %}"]])) == ["crossed"]


def test_names_are_told_with_the_nearest_one_or_with_the_scope_that_has_them() -> None:
    found = said(
        a_document(
            "{{ 单位.名成 }}", "{% for 题 in 问题们 %}{{ 提.序号 }}{{ 题.序列号 }}{% endfor %}", "{{ 党员.姓名 }}"
        )
    )

    assert found == [
        "第1段 unknown-name 没有「单位.名成」这个名字，是不是「名称」？",
        "第2段 unknown-name 没有「提」这个名字",
        "第2段 unknown-name 没有「问题们.序列号」这个名字，是不是「序号」？",
        "第3段 unknown-name 没有「党员」这个名字：它只在范围是党员的模板里有",
    ]


def test_of_names_as_near_as_each_other_one_that_begins_alike_is_proposed() -> None:
    assert nearest("书计", ["统计", "书记"]) == nearest("书计", ["书记", "统计"]) == "，是不是「书记」？"


def test_one_fault_hides_no_other() -> None:
    found = codes_of(
        a_document(
            "｛｛ 支步.名称 ｝｝", "{% for 题 问题们 %}{{ 题.序号 }}", "{{ 单位.电化|大写 }}", "{%p if 问题们 %}甲"
        )
    )

    assert found == ["fullwidth", "unknown-name", "syntax", "unclosed", "syntax", "lost", "unclosed"]


def test_a_tag_over_several_runs_passes_and_one_that_is_half_in_a_link_does_not() -> None:
    document = a_document("")
    paragraph = document.paragraphs[0]
    for piece in ("{", "{ 支", "部.名", "称 }", "}"):
        paragraph.add_run(piece)
    assert codes_of(document) == []

    link = OxmlElement("w:hyperlink")
    link.append(paragraph.runs[2]._r)
    paragraph._p.insert(3, link)
    for run in paragraph._p.findall(qn("w:r"))[-2:]:
        link.append(run)
    assert codes_of(document) == ["split"]


def test_a_tag_with_deleted_text_between_its_braces_stays_in_pieces_and_is_named() -> None:
    document = a_document("{")
    gone = OxmlElement("w:del")
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText")
    text.text = "甲"
    run.append(text)
    gone.append(run)
    document.paragraphs[0]._p.append(gone)
    document.paragraphs[0].add_run("{ 支部.名称 }}")

    assert codes_of(document) == ["split", "revised"]


@pytest.mark.parametrize(
    "text",
    [
        '{% if 支部.名称 == "甲" or "乙" %}有{% endif %}',
        "{% if 支部.名称 == “甲” or “乙” %}有{% endif %}",
        '{% if 支部.书记 %}有{% elif 支部.名称 == "甲" or "乙" %}无{% endif %}',
        '{{ "有" if 支部.名称 == "甲" or "乙" else "无" }}',
        '{% for 甲 in 问题们 if 甲.序号 == "一" or "乙" %}有{% endfor %}',
    ],
)
def test_a_condition_that_always_holds_is_told_and_its_template_makes_no_paper(text: str) -> None:
    document = a_document(text)
    reason = '“乙”单独放着总是成立：和什么比要写全，如 党员.性别 == "女" or 党员.性别 == "男"'

    compiled = compiled_template(saved(document), "甲.docx", KNOWN)

    assert [line.count(reason) for line in said(document)] == [1]
    assert compiled.value is None
    assert [problem.code for problem in compiled.problems] == ["template.syntax"]


def test_a_condition_that_asks_of_each_or_of_nothing_is_right() -> None:
    document = a_document(
        '{% if 支部.名称 == "甲" or 支部.名称 == "乙" %}有{% else %}无{% endif %}', "{% if true %}有{% endif %}"
    )

    assert codes_of(document) == []
    assert compiled_template(saved(document), "甲.docx", KNOWN).value is not None


def test_headers_and_boxes_are_checked_too() -> None:
    document = a_document("正文")
    document.sections[0].header.paragraphs[0].text = "{{ 单位.名 }}"

    assert said(document) == ["页眉第1段 unknown-name 没有「单位.名」这个名字，是不是「名称」？"]


@pytest.mark.parametrize("text", ["｛｛ 支部.名称 ｝｝", "{%p if 问题们 %}甲", "{%p if 问题们 %}{% endif %}"])
def test_what_compiles_and_would_lose_text_is_damaged(text: str) -> None:
    package = opened_template(saved(a_document(text)), Origin("甲.docx"))
    assert package.value is not None

    assert damaged(package.value)


@pytest.mark.parametrize(
    ("paragraphs", "is_damaged"),
    [
        (("甲{%乙", "丢了的一段", "{%p if 问题们 %}", "丙", "{%p endif %}"), True),
        (("甲{{ 支部.名称", "{{ 支部.简称 }}"), True),
        (("甲{{ 支部.名称 乙 {{ 支部.简称 }}",), True),
        (("甲%}乙", "{{ 支部.简称 }}"), True),
        (("{{ 支部.简称 }}", "甲{%"), True),
        (("甲{{ 支部.", "名称 }}乙"), False),
        (("甲{{ 支部.名称 }}乙{{ 支部.简称 }}", "{%p if 问题们 %}", "丙", "{%p endif %}"), False),
    ],
)
def test_a_tag_that_swallows_what_stands_before_the_next_one_is_damage(
    paragraphs: tuple[str, ...], *, is_damaged: bool
) -> None:
    package = opened_template(saved(a_document(*paragraphs)), Origin("甲.docx"))
    assert package.value is not None

    assert damaged(package.value) is is_damaged


def test_faults_become_comments_where_they_are_and_the_copy_is_the_same_each_time() -> None:
    document = a_document("甲", "{{ 支步.名称 }}", rows=[["{{ 单位.名成 }}"]])
    document.sections[0].header.paragraphs[0].text = "{{ 单位.名 }}"
    data = saved(document)
    package = opened_template(data, Origin("甲.docx"))
    assert package.value is not None
    found = template_faults(package.value, "甲.docx", {"支部": KNOWN})

    copy = marking.marked_template(data, found)

    assert copy == marking.marked_template(data, found)
    again = docx.Document(io.BytesIO(copy))
    comments = [comment.text for comment in again.comments]
    assert comments == [
        "页眉第1段“{{ 单位.名 }}”：没有「单位.名」这个名字，是不是「名称」？。请照页面“模板”里能用的名字（或 gongwen vocabulary）改正。",
        "没有「支步」这个名字，是不是「支部」？。请照页面“模板”里能用的名字（或 gongwen vocabulary）改正。",
        "没有「单位.名成」这个名字，是不是「名称」？。请照页面“模板”里能用的名字（或 gongwen vocabulary）改正。",
    ]
    assert [_commented(paragraph._p) for paragraph in again.paragraphs] == [1, 1]
    assert _commented(again.tables[0].cell(0, 0).paragraphs[0]._p) == 1
    assert [p.text for p in again.paragraphs] == ["甲", "{{ 支步.名称 }}"]


def _commented(paragraph: object) -> int:
    return len(list(paragraph.iter(qn("w:commentReference"))))  # type: ignore[attr-defined]


def test_a_fault_in_a_text_box_is_said_at_the_paragraph_that_holds_the_box() -> None:
    document = a_document("甲", "乙")
    run: Run = document.paragraphs[1].runs[0]
    box = OxmlElement("w:txbxContent")
    inside = OxmlElement("w:p")
    box.append(inside)
    run._r.append(box)
    words = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "{{ 支步.名称 }}"
    words.append(text)
    inside.append(words)
    data = saved(document)
    package = opened_template(data, Origin("甲.docx"))
    assert package.value is not None
    found = template_faults(package.value, "甲.docx", {"支部": KNOWN})

    assert [fault.problem.origin.sheet for fault in found] == ["文本框“{{ 支步.名称 }}”"]
    with zipfile.ZipFile(io.BytesIO(marking.marked_template(data, found))) as archive:
        body = archive.read("word/document.xml").decode()
    assert body.index("commentRangeStart") < body.index("txbxContent")
    assert body.index("commentReference") > body.index("/w:txbxContent")
