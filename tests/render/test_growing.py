"""What adds parts (pictures, other documents, links, replacements) is in the document as docxtpl would have it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm
from docxtpl import DocxTemplate, Listing, RichText
from docxtpl import InlineImage as Drawn
from lxml import etree

from pipeline.expression import OPEN
from pipeline.render import additions, fill, seal
from pipeline.render import compile as compiling
from pipeline.render.additions import InlineImage, Replacement, Subdoc
from tests.render.test_dialect import canonical, ours, saved, tabled

_URL = "https://example.cn/?a=1&b=“二”"


def a_picture(shade: int = 0) -> bytes:
    """A PNG of one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(bytes((0, shade)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def a_template(*paragraphs: Any, header: str = "") -> bytes:
    document = docx.Document()
    for each in paragraphs:
        document.add_paragraph(each) if isinstance(each, str) else each(document)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return saved(document)


def pictured(shade: int, name: str = "") -> Callable[[Any], None]:
    def build(document: Any) -> None:
        shape = document.add_picture(io.BytesIO(a_picture(shade)))
        if name:
            shape._inline.graphic.graphicData.pic.nvPicPr.cNvPr.set("descr", name)

    return build


def an_attachment(footnote: str = "") -> bytes:
    """A document with a list, a style of its own, a table and a picture."""
    document = docx.Document()
    document.add_paragraph("附件一", style="Title")
    document.add_paragraph("第一条", style="List Number")
    document.add_paragraph("第二条", style="List Number")
    tabled(("甲", "乙"))(document)
    document.add_picture(io.BytesIO(a_picture(77)))
    if footnote:
        _with_footnote(document, footnote)
    return saved(document)


def _with_footnote(document: Any, words: str) -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = f'<w:footnotes xmlns:w="{w}"><w:footnote w:id="1"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    reference = etree.SubElement(document.paragraphs[-1].add_run()._r, f"{{{w}}}footnoteReference")
    reference.set(f"{{{w}}}id", "1")


def theirs(template: bytes, facts: Callable[[DocxTemplate], dict[str, Any]]) -> bytes:
    document = DocxTemplate(io.BytesIO(template))
    document.render(facts(document), autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def parts(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def related(made: bytes) -> dict[str, set[tuple[str, str]]]:
    """Each part's relationships, without their ids."""
    found = {}
    for part in OpcPackage.open(io.BytesIO(made)).iter_parts():
        found[str(part.partname)] = {(rel.reltype, rel.target_ref) for rel in part.rels.values()}
    return found


def same(mine: bytes, reference: bytes) -> None:
    """Every part, media file and relationship is as docxtpl has it."""
    assert canonical(mine) == canonical(reference)
    assert related(mine) == related(reference)
    for name in ("[Content_Types].xml", "word/styles.xml"):
        assert etree.canonicalize(parts(mine)[name].decode()) == etree.canonicalize(parts(reference)[name].decode()), (
            name
        )
    media = [name for name in parts(reference) if name.startswith("word/media/")]
    assert {name: parts(mine)[name] for name in media} == {name: parts(reference)[name] for name in media}


def test_pictures_stand_in_body_and_header_as_docxtpl_draws_them() -> None:
    template = a_template("前{{ 图 }}后", "{% for x in 图们 %}{{ x }}{% endfor %}", pictured(5), header="{{ 章 }}")
    one, two = a_picture(1), a_picture(2)

    mine = ours(template, {"图": InlineImage(one, width=30, anchor=_URL), "图们": [InlineImage(two), InlineImage(one, 5, 9)],
                           "章": InlineImage(two, height=12)})  # fmt: skip

    same(
        mine,
        theirs(
            template,
            lambda document: {
                "图": Drawn(document, io.BytesIO(one), width=Mm(30), anchor=_URL),
                "图们": [Drawn(document, io.BytesIO(two)), Drawn(document, io.BytesIO(one), Mm(5), Mm(9))],
                "章": Drawn(document, io.BytesIO(two), height=Mm(12)),
            },
        ),
    )


def test_a_link_in_rich_text_leads_where_it_should() -> None:
    template = a_template("见{{r 链 }}。", "{{ 名 }}")

    mine = ours(template, {"链": RichText("镇政府", url_id=additions.url_id(_URL)), "名": "张三"})

    same(
        mine,
        theirs(template, lambda document: {"链": RichText("镇政府", url_id=document.build_url_id(_URL)), "名": "张三"}),
    )


def test_a_link_in_a_header_belongs_to_the_header() -> None:
    mine = ours(a_template("文", header="{{r 链 }}"), {"链": RichText("镇政府", url_id=additions.url_id(_URL))})

    header = next(part for part in OpcPackage.open(io.BytesIO(mine)).iter_parts() if "header" in part.partname)
    assert [rel.target_ref for rel in header.rels.values()] == [_URL]


def test_another_document_comes_with_its_styles_lists_and_pictures() -> None:
    template, attachment = a_template("前", "{{p 附件 }}", "后{{ 名 }}"), an_attachment()

    mine = ours(template, {"附件": Subdoc(attachment), "名": "A&B"})

    same(mine, theirs(template, lambda document: {"附件": document.new_subdoc(io.BytesIO(attachment)), "名": "A&B"}))
    assert [p.text for p in docx.Document(io.BytesIO(mine)).paragraphs] == [
        "前",
        "附件一",
        "第一条",
        "第二条",
        "",
        "后A&B",
    ]
    assert mine == ours(template, {"附件": Subdoc(attachment), "名": "A&B"})


def test_an_attachments_footnotes_stand_beside_the_templates_own() -> None:
    document = docx.Document()
    document.add_paragraph("{{p 附件 }}")
    document.add_paragraph("正文")
    _with_footnote(document, "注：{{ 名 }}")

    mine = ours(saved(document), {"附件": Subdoc(an_attachment(footnote="附件的注")), "名": "张三"})

    notes = parts(mine)["word/footnotes.xml"].decode()
    assert "注：张三" in notes
    assert "附件的注" in notes


def test_what_is_replaced_is_replaced_and_all_else_stays() -> None:
    template = a_template("{{ 名 }}", pictured(1, "公章"), pictured(2), header="甲")
    with_sheet = parts(template) | {"word/embeddings/a.xlsx": b"old", "word/embeddings/b.xlsx": b"named"}
    for name in ("a", "b"):
        relation = f'<Relationship Id="x{name}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/package" Target="embeddings/{name}.xlsx"/></Relationships>'
        rels = with_sheet["word/_rels/document.xml.rels"].decode()
        with_sheet["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", relation).encode()
    types = with_sheet["[Content_Types].xml"].decode()
    with_sheet["[Content_Types].xml"] = types.replace(
        "</Types>",
        '<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/></Types>',
    ).encode()

    made = parts(
        ours(
            seal.archive(with_sheet),
            {
                "名": "张三",
                "章": Replacement("pic", "公章", a_picture(11)),
                "图": Replacement("media", a_picture(2), a_picture(22)),
                "表": Replacement("embedded", b"old", b"new"),
                "册": Replacement("zipname", "word/embeddings/b.xlsx", b"newer"),
            },
        )
    )

    assert sorted(v for n, v in made.items() if n.startswith("word/media/")) == sorted([a_picture(11), a_picture(22)])
    assert (made["word/embeddings/a.xlsx"], made["word/embeddings/b.xlsx"]) == (b"new", b"newer")
    assert "张三" in made["word/document.xml"].decode()


@pytest.mark.parametrize(
    ("template", "facts", "said"),
    [
        ("{{ 图 }}", {"图": InlineImage(b"no picture")}, "格式"),
        ("{{ 图|upper }}", {"图": InlineImage(a_picture())}, "原样"),
        ("{{ 附件 }}", {"附件": Subdoc(an_attachment())}, "{{p"),
        ("{{p 附件 }}", {"附件": Subdoc(b"no document")}, "Word"),
        ("{{ 富 }}", {"富": RichText("粗", bold=True)}, "{{r"),
        ("{{r 富 }}", {"富": RichText("链", url_id="rId99")}, "rId99"),
        ("{{ 名 }}", {"名": "甲", "章": Replacement("pic", "公章", a_picture())}, "没有要替换"),
        ("{{ 名 }}", {"名": "甲", "章": Replacement("media", a_picture(), a_picture(3))}, "没有出现"),
    ],
)
def test_what_cannot_be_put_in_is_refused_and_said(template: str, facts: dict[str, Any], said: str) -> None:
    with pytest.raises((fill.Lost, TypeError), match=said):
        ours(a_template(template), facts)


def test_a_picture_has_no_place_in_properties() -> None:
    document = docx.Document()
    document.core_properties.title = "{{ 图 }}"

    with pytest.raises(TypeError, match="原样"):
        ours(saved(document), {"图": InlineImage(a_picture())})


def test_values_beside_a_picture_are_escaped_refused_and_found_as_ever() -> None:
    template = a_template("{{ 图 }}{{ 名 }}{{ 列 }}")

    made = ours(template, {"图": InlineImage(a_picture()), "名": "</w:t><w:p>&", "列": Listing("一\n二")})
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == "</w:t><w:p>&一\n二"
    with pytest.raises(fill.UnwritableText) as refused:
        ours(template, {"图": InlineImage(a_picture()), "名": "\ud800", "列": ""})
    assert refused.value.name == "名"


def test_no_template_reaches_into_a_picture() -> None:
    for reach in ("{{ 图.data }}", "{{ 图.__class__ }}", "{{ 图._replace }}"):
        with pytest.raises(Exception, match=r"data|__class__|_replace"):
            ours(a_template(reach), {"图": InlineImage(a_picture())})


def test_threads_never_see_each_others_pictures() -> None:
    template = a_template("{{ 图 }}{{ 名 }}")
    compiled = compiling.template(template, "甲.docx", {"图": {OPEN: None}, "名": None}).value
    assert compiled is not None

    def one(number: int) -> bytes:
        return fill.fill(compiled, {"图": InlineImage(a_picture(number)), "名": f"{number}号"})

    with ThreadPoolExecutor(4) as pool:
        made = [parts(each) for each in pool.map(one, range(24))]

    for number, each in enumerate(made):
        assert f"{number}号" in each["word/document.xml"].decode()
        assert [v for n, v in each.items() if n.startswith("word/media/")] == [a_picture(number)]


def test_what_adds_parts_counts_in_the_fingerprint() -> None:
    compiled = compiling.template(a_template("{{ 图 }}"), "甲.docx", {"图": {OPEN: None}}).value
    assert compiled is not None

    said = [fill.serialised(fill.used_values(compiled, {"图": InlineImage(a_picture(n))})) for n in (1, 1, 2)]

    assert said[0] == said[1] != said[2]
