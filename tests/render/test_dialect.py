"""docxtpl's dialect: each part that we fill says exactly what docxtpl's own (with autoescape) says."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docxtpl import DocxTemplate, Listing, RichText, RichTextParagraph
from lxml import etree

from pipeline.render import compile as compiling
from pipeline.render import fill
from pipeline.render.dialect import MAIN_PART
from pipeline.used_names import OPEN
from tests import thorough, tiny

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TAGGED = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
FACTS: dict[str, Any] = {
    "名": "张三", "符": "A&B <甲> \"引\" '单' {{ x }} {% y %} ]]>", "数": 12, "空": "", "真": True, "行": "一\n二\n\n三", "表": "甲\t乙",
    "段": "一\a二\a三", "页": "前\f后", "人": {"姓名": "李四", "职务": "书记", "项目": ["a", "b"]}, "列": ["一", "二", "三"], "无": [],
    "人们": [{"姓名": "甲", "措施": ["a", "b"]}, {"姓名": "乙", "措施": []}, {"姓名": "丙&丁", "措施": ["c"]}], "色": "FF0000", "宽": 2,
    "富": RichText("粗<&>", bold=True, color="#00FF00"), "富行": RichText("一\n二\t三\a四"), "富段": RichTextParagraph("段落", parastyle="Heading1"),
    "列表": Listing("甲<乙\n丙\a丁"), "长": "长" * 3000,
}  # fmt: skip


def tabled(*rows: tuple[str, ...]) -> Any:
    def build(document: Any) -> None:
        table = document.add_table(0, max(map(len, rows)))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=False):
                cell.text = words

    return build  # fmt: skip


def split(*pieces: str) -> Any:
    """A paragraph whose text Word has cut into runs, as it does after each correction."""

    def build(document: Any) -> None:
        paragraph = document.add_paragraph()
        for number, piece in enumerate(pieces):
            paragraph.add_run(piece).bold = bool(number % 2)

    return build


CASES: dict[str, list[Any]] = {
    "a value": ["前{{ 名 }}后"],
    "a value that must be escaped": ["{{ 符 }}", "{{符}}{{符}}"],
    "numbers and truth": ["{{ 数 }} {{ 数 + 1 }} {{ 真 }} {{ 数 / 5 }}"],
    "an empty value": ["[{{ 空 }}]"],
    "a very long value": ["{{ 长 }}"],
    "attributes and items": ["{{ 人.姓名 }}{{ 人['职务'] }}{{ 列[0] }}{{ 人.项目[1] }}"],
    "line breaks": ["{{ 行 }}", "前{{ 行 }}后"],
    "a tab": ["{{ 表 }}", split("粗", "{{ 表 }}", "完")],
    "paragraphs and pages": ["{{ 段 }}", "{{ 页 }}", "{{ 名 }}"],
    "tags that word has cut into runs": [split("{", "{ 名 }", "}"), split("{{ 人", ".姓名", " }}"), split("{% if", " 真 %}", "是", "{% endif", " %}")],
    "if in a paragraph": ["{% if 真 %}有{{ 名 }}{% else %}无{% endif %}尾", "{% if 空 %}有{% elif 数 > 3 %}大{% endif %}"],
    "if over runs of different looks": [split("头{% if 真 %}", "粗{{ 名 }}", "细{% endif %}尾"), split("{% if 空 %}a", "b", "c{% endif %}d")],
    "for in a paragraph": ["{% for x in 列 %}{{ loop.index }}{{ x }}{% if not loop.last %}、{% endif %}{% endfor %}", "{% for x in 无 %}a{% else %}没有{% endfor %}"],
    "paragraphs that come and go": ["{%p if 真 %}", "有", "{%p else %}", "无", "{%p endif %}", "{%p if 空 %}", "有", "{%p endif %}"],
    "paragraphs in a loop": ["{%p for 人 in 人们 %}", "{{ 人.姓名 }}", "{%p for x in 人.措施 %}", "  {{ x }}", "{%p endfor %}", "{%p endfor %}"],
    "rows in a loop": [tabled(("姓名", "措施"), ("{%tr for 人 in 人们 %}", ""), ("{{ 人.姓名 }}", "{{ 人.措施|join('、') }}"), ("{%tr endfor %}", ""))],
    "rows that come and go": [tabled(("a", "b"), ("{%tr if 空 %}", ""), ("c", "d"), ("{%tr endif %}", ""), ("{{ 名 }}", "e"))],
    "columns in a loop": [tabled(("头", "{%tc for x in 列 %}", "{{ x }}", "{%tc endfor %}"), ("{{ 名 }}", "{%tc for x in 列 %}", "v{{ x }}", "{%tc endfor %}"))],
    "fewer columns than the grid": [tabled(("a", "{%tc for x in 无 %}", "{{ x }}", "{%tc endfor %}", "z"))],
    "a cell over columns": [tabled(("{% colspan 宽 %}{{ 名 }}", "b"), ("a", "b", "c"))],
    "a cell's colour": [tabled(("{% cellbg 色 %}{{ 名 }}", "b"))],
    "cells merged downwards": [tabled(("{%tr for x in 列 %}", ""), ("{% vm %}合", "{{ x }}"), ("{%tr endfor %}", ""))],
    "cells merged sidewards": [tabled(("{%tc for x in 列 %}", "{% hm %}合{{ 名 }}", "{%tc endfor %}"), ("{%tc for x in 列 %}", "{{ x }}", "{%tc endfor %}"))],
    "a table in a loop": ["{%p for 人 in 人们 %}", tabled(("{{ 人.姓名 }}", "b")), "{%p endfor %}"],
    "rich text": ["前{{r 富 }}后", "{{r 富行 }}", split("{{r 富", " }}")],
    "rich paragraphs": ["{{p 富段 }}"],
    "a run that comes and goes": [split("a", "{%r if 真 %}", "b", "{%r endif %}", "c")],
    "a listing": ["{{ 列表 }}", "前{{ 列表 }}后"],
    "merging with - ": ["前文", "{%- if 真 %}", "中{{ 名 }}", "{%- endif %}", "尾"],
    "merging with the next": ["{% if 真 -%}", "中{{ 名 }}", "{% endif -%}", "尾"],
    "escaped marks": ["{_{ 名 }_} {_% if %_} {{ 名 }}"],
    "comments": ["前{# 注 #}后", "{#p 整段 #}", tabled(("{#tr 行 #}", ""), ("a", "b"))],
    "filters": ["{{ 名|length }}{{ 列|join('、') }}{{ 空|default('无', true) }}{{ 符|upper }}{{ 数|string }}{{ 列|first }}{{ 列|last }}{{ 符|replace('A', 'B<') }}"],
    "curly quotes in tags": ["{% if 名 == “张三” %}是{% endif %}{{ 列|join(‘，’) }}"],
    "set and expressions": ["{% set 甲 = 名 %}{{ 甲 }}{{ 名 ~ '同志' }}{{ '有' if 真 else '无' }}{{ 数 > 3 and 真 }}"],
    "macros": ["{% macro 称(人) %}{{ 人 }}同志{% endmacro %}{{ 称(名) }}{{ 称(符) }}"],
    "a namespace": ["{% set n = namespace(v=0) %}{% for x in 列 %}{% set n.v = n.v + loop.index %}{% endfor %}{{ n.v }}"],
    "a with block": ["{% with 甲 = 人.姓名 %}{{ 甲 }}{% endwith %}"],
    "a block kept in a variable": ["{% set 块 %}值{{ 符 }}{% endset %}{{ 块 }}"],
    "a filter block": ["{% filter upper %}abc{{ 名 }}{% endfilter %}"],
    "static text that looks like markup": ["a < b & c > d", "{{ 名 }}"],
    "spaces": ["  {{ 名 }}  ", "　{{ 名 }}　"],
}  # fmt: skip


def a_template(blocks: list[Any]) -> bytes:
    """Build the paragraphs and tables; a first block without a condition stands in the header, too."""
    document = docx.Document()
    for block in blocks:
        document.add_paragraph(block) if isinstance(block, str) else block(document)
    if isinstance(blocks[0], str):
        document.sections[0].header.paragraphs[0].text = "{{ 名 }}" if "{%" in blocks[0] else blocks[0]
        document.sections[0].footer.paragraphs[0].text = "第{{ 数 }}页 {{ 符 }}"
    document.core_properties.title = "{{ 名 }}的《{{ 符 }}》"
    document.core_properties.author = "{{ 人.姓名 }}"
    return saved(document)


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def ours(template: bytes, facts: dict[str, Any]) -> bytes:
    found = compiling.compiled_template(template, "templates/甲.docx", {name: {OPEN: None} for name in facts})
    assert found.value is not None, found.problems
    return fill.filled_bytes(found.value, facts)


def theirs(template: bytes, facts: dict[str, Any]) -> bytes:
    document = DocxTemplate(io.BytesIO(template))
    document.render(facts, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def canonical(made: bytes) -> dict[str, str]:
    """Return each part that can hold tags in canonical XML, but for the properties, which docxtpl writes anew."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if _TAGGED.fullmatch(name)}
    return {
        name: etree.canonicalize(etree.fromstring(part, etree.XMLParser(remove_blank_text=True)))
        for name, part in parts.items()
    }


@pytest.mark.parametrize("case", thorough.each(list(CASES), 3))
def test_every_part_says_what_docxtpl_says(case: str) -> None:
    template = a_template(CASES[case])

    mine, reference = canonical(ours(template, FACTS)), canonical(theirs(template, FACTS))
    assert {name: mine[name] for name in reference} == reference


def test_properties_are_filled_and_what_docxtpl_escapes_twice_stays_whole() -> None:
    template = a_template(["{{ 名 }}"])

    mine = docx.Document(io.BytesIO(ours(template, FACTS))).core_properties
    assert mine.author == docx.Document(io.BytesIO(theirs(template, FACTS))).core_properties.author == "李四"
    assert mine.title == f"张三的《{FACTS['符']}》"


def test_footnotes_are_filled() -> None:
    document = docx.Document()
    document.add_paragraph("{{ 名 }}")
    notes = (
        '<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="1"><w:p><w:r><w:t>注：{{ 符 }}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    package = document.part.package
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes.encode(), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    template = saved(document)

    assert canonical(ours(template, FACTS)) == canonical(theirs(template, FACTS))


@pytest.mark.parametrize("part", ["endnotes", "comments"])
def test_endnotes_and_comments_are_filled_where_docxtpl_leaves_the_tags_to_the_reader(part: str) -> None:
    source = io.BytesIO(a_template(["{{ 名 }}"]))
    notes = f'<w:{part} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>{{{{ 名 }}}}</w:t></w:r></w:p></w:{part}>'
    with zipfile.ZipFile(source, "a") as archive:
        archive.writestr(f"word/{part}.xml", notes)

    with zipfile.ZipFile(io.BytesIO(ours(source.getvalue(), FACTS))) as made:
        assert ">张三<" in made.read(f"word/{part}.xml").decode()


def test_pictures_are_numbered_as_docxtpl_numbers_them() -> None:
    document = docx.Document()
    for words in ("{{ 名 }}", "{{ 数 }}"):
        document.add_paragraph(words)
        document.add_picture(io.BytesIO(_PIXEL))
    template = saved(document)

    assert (
        canonical(ours(template, FACTS))["word/document.xml"] == canonical(theirs(template, FACTS))["word/document.xml"]
    )


@pytest.mark.parametrize("beside", ["{{ 名 }}", tabled(("a", "{%tc for x in 列 %}", "{{ x }}", "{%tc endfor %}"))])
def test_a_cell_in_a_content_control_keeps_its_column_where_docxtpl_takes_it_away(beside: Any) -> None:
    document = docx.Document()
    tabled(("{{ 名 }}",))(document)
    (row,) = document.tables[0]._tbl.tr_lst
    control = parse_xml(f'<w:sdt xmlns:w="{_W}"><w:sdtContent/></w:sdt>')
    control[0].append(row.tc_lst[0])
    row.append(control)
    document.add_paragraph(beside) if isinstance(beside, str) else beside(document)
    template = saved(document)

    def columns(made: bytes) -> int:
        return len(docx.Document(io.BytesIO(made)).element.body.find(f".//{{{_W}}}tblGrid"))

    assert columns(theirs(template, FACTS)) == 0
    assert columns(ours(template, FACTS)) == 1


def test_pictures_in_a_loop_are_numbered_one_by_one() -> None:
    document = docx.Document()
    document.add_paragraph("{%p for x in 列 %}")
    document.add_picture(io.BytesIO(_PIXEL))
    document.add_paragraph("{%p endfor %}")
    template = saved(document)

    assert (
        canonical(ours(template, FACTS))["word/document.xml"] == canonical(theirs(template, FACTS))["word/document.xml"]
    )


_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)


_DRAWN = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr name="{name}" descr="a &gt; b id=" id="7"/></wp:inline></w:drawing></w:r></w:p>'
)


@pytest.mark.parametrize(
    "body",
    [
        "{% for 名 in 列 %}" + _DRAWN.format(name="图") + "{% endfor %}" + _DRAWN.format(name="末"),
        _DRAWN.format(name="{{ 名 }}") + _DRAWN.format(name="{{ 符 }} id="),
        _DRAWN.format(name="一") + "<w:p><w:r><w:t>{{ 名 }}</w:t></w:r></w:p>" + _DRAWN.format(name="二"),
    ],
)
def test_drawings_are_numbered_as_docxtpl_does_without_reading_the_part_again(body: str) -> None:
    main = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'.encode()
    made = compiling.compiled_template(tiny.template(more={MAIN_PART: main}), "图.docx", {OPEN: None}).value
    assert made is not None
    (part,) = made.parts

    assert part.proved
    assert not part.fix
    with zipfile.ZipFile(io.BytesIO(fill.filled_bytes(made, FACTS))) as archive:
        shown = archive.read(MAIN_PART)
    numbers = [each.get("id") for each in etree.fromstring(shown).iter("{*}docPr")]
    assert numbers == [str(number) for number in range(1001, 1001 + len(numbers))]
    assert len(numbers) >= 2
    assert [each.get("descr") for each in etree.fromstring(shown).iter("{*}docPr")] == ["a > b id="] * len(numbers)
