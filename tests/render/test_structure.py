"""What Word needs beside well-formed XML, whichever way the loops and conditions of a template go."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterator

import pytest
from lxml import etree

from pipeline import stationery
from pipeline.model.problem import Origin
from pipeline.render import compile as compiling
from pipeline.render import dialect, fill, open_template, structure
from pipeline.render.checking.tags import TAGGED_PARTS
from pipeline.stationery import Fonts
from pipeline.used_names import Known

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NS}}}"
KNOWN: Known = {"有": None, "列": {"项": None}}
STORIES = ("tc", "hdr", "ftr", "txbxContent", "footnote", "endnote", "comment")
LOOP = "{{%p for 一 in 列 %}}|{}|{{%p endfor %}}"


def p(text: str = "") -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def paragraphs(said: str) -> str:
    return "".join(p(each) for each in said.split("|"))


def table(*cells: str, row: str = "") -> str:
    width = "".join('<w:gridCol w:w="900"/>' for _ in cells)
    lines = "".join(f"<w:tc><w:tcPr/>{each}</w:tc>" for each in cells)
    loops = (
        [f"<w:tr><w:tc>{p(each)}</w:tc></w:tr>" for each in (f"{{%tr {row} %}}", "{%tr endfor %}")] if row else ["", ""]
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{width}</w:tblGrid>{loops[0]}<w:tr>{lines}</w:tr>{loops[1]}</w:tbl>"


def control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def box(content: str) -> str:
    return f"<w:p><w:r><w:pict><w:txbxContent>{content}</w:txbxContent></w:pict></w:r></w:p>"


LOOPED = paragraphs(LOOP.format("{{ 一.项 }}"))
CHOSEN = paragraphs("{%p if 有 %}|甲|{%p endif %}")
BODIES = {
    "a cell that holds a loop alone": table(LOOPED) + p("后"),
    "a cell that holds a condition alone": table(CHOSEN, p("乙")) + p("后"),
    "a cell with a choice between a paragraph and none": table(paragraphs("{%p if 有 %}|甲|{%p else %}|{%p endif %}"))
    + p(),
    "a cell that ends with a table": table(p("上") + table(p("{{ 有 }}里"))) + p("后"),
    "a cell whose last paragraph may go": table(table(p("{{ 有 }}里")) + CHOSEN) + p("后"),
    "a cell with a table that may have no rows": table(table(p("{{ 一.项 }}"), row="for 一 in 列")) + p("后"),
    "a table without rows": table(p("{{ 一.项 }}"), row="for 一 in 列") + p("后"),
    "a body that holds a loop alone": LOOPED,
    "a content control that holds a loop alone": control(LOOPED) + p("后"),
    "a content control in a cell": table(control(CHOSEN)) + p("后"),
    "a content control around rows": f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{control('<w:tr><w:tc>' + p('{%tr for 一 in 列 %}') + '</w:tc></w:tr><w:tr><w:tc>' + p('{{ 一.项 }}') + '</w:tc></w:tr><w:tr><w:tc>' + p('{%tr endfor %}') + '</w:tc></w:tr>')}</w:tbl>"
    + p("后"),
    "a text box that holds a loop alone": box(LOOPED),
    "a text box that ends with a table": box(table(p("{{ 有 }}里"))),
    "a content control within a line": f"<w:p>{control('<w:r><w:t>{% if 有 %}甲{% endif %}</w:t></w:r>')}</w:p>",
    "cells of a row that may all go": f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{p('{%tc for 一 in 列 %}')}</w:tc><w:tc>{p('{{ 一.项 }}')}</w:tc><w:tc>{p('{%tc endfor %}')}</w:tc></w:tr></w:tbl>"
    + p("后"),
    "a plain cell": table(p("{{ 有 }}")) + p("后"),
}
FACTS = [
    {"有": has, "列": [{"项": str(n)} for n in range(count)]} for has, count in itertools.product(("", "是"), (0, 1, 2))
]


def a_file(body: str, header: str = "", footnote: str = "") -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{NS}"><w:body>{body}<w:sectPr/></w:body></w:document>',
    }
    if header:
        parts["word/header1.xml"] = f'<w:hdr xmlns:w="{NS}">{header}</w:hdr>'
    if footnote:
        parts["word/footnotes.xml"] = (
            f'<w:footnotes xmlns:w="{NS}"><w:footnote w:id="2">{footnote}</w:footnote></w:footnotes>'
        )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def filled(data: bytes) -> Iterator[dict[str, bytes]]:
    template = compiling.compiled_template(data, "templates/甲.docx", KNOWN)
    assert template.value is not None, template.problems
    for facts in FACTS:
        with zipfile.ZipFile(io.BytesIO(fill.filled_bytes(template.value, facts))) as archive:
            yield {name: archive.read(name) for name in archive.namelist() if name.startswith("word/")}


def faults(part: bytes) -> list[str]:
    """Return what Word would refuse."""
    found = []
    for element in etree.fromstring(part).iter("*"):
        name = etree.QName(element).localname
        blocks = [etree.QName(child).localname for child in element if not str(child.tag).endswith("Pr")]
        if name in STORIES and (not blocks or blocks[-1] == "tbl"):
            found.append(f"{name} does not end with a paragraph")
        if name == "tbl" and not {"tr", "sdt"} & set(blocks):
            found.append("a table without rows")
        if name == "tr" and not {"tc", "sdt"} & set(blocks):
            found.append("a row without cells")
        if name == "sdtContent" and not blocks and element.getparent().getparent().tag != f"{W}p":
            found.append("an empty content control")
        if name == "body" and not {"p", "tbl", "sdt"} & set(blocks):
            found.append("an empty body")
    return found


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_every_way_through_a_template_gives_what_word_opens(body: str) -> None:
    for parts in filled(a_file(body)):
        assert faults(parts["word/document.xml"]) == []


@pytest.mark.parametrize(
    "body", [LOOPED, CHOSEN, table(p("{{ 有 }}里")), control(CHOSEN)], ids=["loop", "choice", "table", "control"]
)
def test_headers_and_footnotes_keep_a_paragraph(body: str) -> None:
    for parts in filled(a_file(p("文"), header=body, footnote=body)):
        assert [fault for part in parts.values() for fault in faults(part)] == []


def test_what_is_there_stays_as_it_is() -> None:
    made = list(filled(a_file(table(paragraphs("甲|" + LOOP.format("{{ 一.项 }}"))) + p("后"))))

    texts = [[t.text for t in etree.fromstring(parts["word/document.xml"]).iter(f"{W}t")] for parts in made]
    assert texts[0] == ["甲", "后"]
    assert texts[2] == ["甲", "0", "1", "后"]


@pytest.mark.parametrize(
    ("body", "certain"),
    [
        (BODIES["a plain cell"], True),
        (table(paragraphs("甲|" + LOOP.format("乙"))), True),
        (table(paragraphs("{%p if 有 %}|甲|{%p else %}|乙|{%p endif %}")), True),
        (table(paragraphs("{%p if 有 %}|甲|{%p elif 列 %}|乙|{%p endif %}")), False),
        (BODIES["a cell that holds a loop alone"], False),
        (BODIES["a table without rows"], False),
        (table(p("头"), row="for 一 in 列").replace("<w:tr>", f"<w:tr><w:tc>{p('头')}</w:tc></w:tr><w:tr>", 1), True),
        (BODIES["a cell that ends with a table"], False),
        (BODIES["a content control within a line"], True),
        (control(p("甲")), True),
    ],
)
def test_a_template_is_looked_at_once(body: str, certain: bool) -> None:
    with zipfile.ZipFile(io.BytesIO(a_file(body))) as archive:
        source = dialect.prepared(archive.read("word/document.xml"))

    assert structure.is_certain(source) is certain


@pytest.mark.parametrize("name", stationery.PAPERS)
def test_our_own_templates_need_no_mending(name: str) -> None:
    parts = open_template.opened_template(stationery.PAPERS[name](Fonts()), Origin(name)).value
    assert parts is not None

    for part, content in parts.items():
        if TAGGED_PARTS.fullmatch(part) and part.startswith("word/") and b"{" in content:
            assert structure.is_certain(dialect.prepared(content)), part


def test_a_bookmark_in_a_loop_gets_a_number_and_a_name_of_its_own() -> None:
    mark = '<w:bookmarkStart w:id="7" w:name="处"/><w:r><w:t>{{ 一.项 }}</w:t></w:r><w:bookmarkEnd w:id="7"/>'
    body = p("{%p for 一 in 列 %}") + f"<w:p>{mark}</w:p>" + p("{%p endfor %}") + p("后")

    for parts in filled(a_file(body)):
        root = etree.fromstring(parts["word/document.xml"])
        starts = [(e.get(f"{W}id"), e.get(f"{W}name")) for e in root.iter(f"{W}bookmarkStart")]
        assert [e.get(f"{W}id") for e in root.iter(f"{W}bookmarkEnd")] == [number for number, _ in starts]
        assert len({number for number, _ in starts}) == len({name for _, name in starts}) == len(starts)
        assert not starts or starts[0] == ("7", "处")


@pytest.mark.parametrize(
    ("field", "dirty"),
    [
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
            True,
        ),
        ('<w:fldSimple w:instr=" TOC \\o &quot;1-3&quot; "><w:r><w:t>目录</w:t></w:r></w:fldSimple>', True),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
            False,
        ),
    ],
)
def test_a_table_of_contents_is_made_anew_when_word_opens_it(field: str, dirty: bool) -> None:
    for parts in filled(a_file(f"<w:p>{field}</w:p>" + p("{{ 有 }}"))):
        assert (b'w:dirty="true"' in parts["word/document.xml"]) is dirty
