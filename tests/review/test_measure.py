"""What a Word file says of itself, through styles, defaults, theme, numbering, tracked changes and content controls."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.review.docx_package import UnreadablePackage
from pipeline.review.layout import Paragraph, Table
from pipeline.review.measure import layout_of
from tests.review.wordfile import p, style, wordfile


def first(data: bytes) -> Paragraph:
    return layout_of(data).paragraphs[0]


# --- what a paragraph says ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p><w:ins><w:r><w:t>加上</w:t></w:r></w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>", "加上"),
        ("<w:p><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新处</w:t></w:r></w:moveTo></w:p>", "新处"),
        ("<w:sdt><w:sdtContent><w:p><w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>", "控件"),
        ('<w:p><w:hyperlink r:id="x"><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>', "链接"),
        ("<w:p><w:fldSimple><w:r><w:t>域</w:t></w:r></w:fldSimple></w:p>", "域"),
        ("<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t></w:r></w:p>", "一\t二\n三"),
        ("<w:p><w:r><w:t>见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>不见</w:t></w:r></w:p>", "见"),
    ],
)  # fmt: skip
def test_text_is_what_a_reader_sees(body: str, text: str) -> None:
    assert first(wordfile(body)).text == text


def test_a_text_box_is_read_once_though_it_is_written_twice() -> None:
    inside = f"<w:txbxContent>{p('中共吕寨镇委员会文件')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    layout = layout_of(wordfile(body))

    assert [box.text for box in layout.boxes] == ["中共吕寨镇委员会文件"]
    assert layout.has_drawings


def test_automatic_numbers_belong_to_the_text() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'

    layout = layout_of(wordfile(p("会议时间", numbered) + p("会议地点", numbered), numbering=numbering))

    assert [each.shown for each in layout.paragraphs] == ["一、会议时间", "二、会议地点"]


# --- how it looks -------------------------------------------------------------------------------------------------


def test_direct_formatting_wins_over_the_style_and_that_over_its_parent_and_the_defaults() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/><w:rFonts w:eastAsia="宋体"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:line="360" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        + style("Base", '<w:rPr><w:sz w:val="28"/></w:rPr>', more='w:default="1"')
        + style("Body", '<w:basedOn w:val="Base"/><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/></w:rPr>')
    )
    data = wordfile(
        p("一") + p("二", '<w:pStyle w:val="Body"/>') + p("三", '<w:pStyle w:val="Body"/>', '<w:sz w:val="32"/>'),
        styles=styles,
    )

    letters = [each.letter for each in layout_of(data).paragraphs]

    assert [(each.east, each.size) for each in letters if each] == [
        ("宋体", 28),
        ("仿宋_GB2312", 28),
        ("仿宋_GB2312", 32),
    ]
    assert {each.look.line for each in layout_of(data).paragraphs} == {360}


def test_a_theme_face_is_looked_up_and_remembered_as_one() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
        '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hans" typeface="等线"/>'
        "</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
    )
    letter = first(wordfile(p("文", letters='<w:rFonts w:eastAsiaTheme="minorEastAsia"/>'), theme=theme)).letter

    assert letter is not None
    assert (letter.east, letter.theme) == ("等线", True)


@pytest.mark.parametrize(
    ("indent", "characters"),
    [
        ('<w:ind w:firstLineChars="200" w:firstLine="640"/>', 2),
        ('<w:ind w:firstLine="640"/>', 2),
        ('<w:ind w:firstLineChars="200"/>', 2),
        ('<w:ind w:left="640" w:hanging="640"/>', -2),
        ("", 0),
    ],
)
def test_indents_are_counted_in_characters(indent: str, characters: float) -> None:
    look = first(wordfile(p("文", indent, '<w:sz w:val="32"/>'))).look

    assert look.first_characters == pytest.approx(characters, abs=0.05)


def test_a_table_s_borders_come_from_its_cells_its_own_or_its_style() -> None:
    line = 'w:val="single" w:sz="8" w:color="000000"'

    def table(properties: str, cell: str = "") -> Table:
        body = (
            f'<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid>'
            f"<w:tr><w:tc><w:tcPr>{cell}</w:tcPr>{p('抄送')}</w:tc></w:tr></w:tbl>"
        )
        grid = style("Grid", f"<w:tblPr><w:tblBorders><w:top {line}/></w:tblBorders></w:tblPr>", "table")
        return layout_of(wordfile(body, styles=grid)).tables[0]

    def ruled(found: Table) -> tuple[bool, bool]:
        return found.rows[0].top is not None, found.rows[-1].bottom is not None

    assert ruled(table("")) == (False, False)
    assert ruled(table('<w:tblStyle w:val="Grid"/>')) == (True, False)
    assert ruled(table(f"<w:tblBorders><w:bottom {line}/></w:tblBorders>")) == (False, True)
    assert ruled(table("", f"<w:tcBorders><w:top {line}/><w:bottom {line}/></w:tcBorders>")) == (True, True)
    none = '<w:tcBorders><w:top w:val="nil"/></w:tcBorders>'
    assert ruled(table('<w:tblStyle w:val="Grid"/>', none)) == (False, False)


# --- what is no Word file -----------------------------------------------------------------------------------------


def damaged(data: bytes) -> bytes:
    """Return a file whose main part cannot be inflated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in whole.namelist():
            packed.writestr(name, whole.read(name))
        at = packed.getinfo("word/document.xml").header_offset + 60
    return buffer.getvalue()[:at] + b"\xff" * 40 + buffer.getvalue()[at + 40 :]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"PK\x03\x04 broken",
        wordfile("")[:200],
        damaged(wordfile(p("文" * 40))),
        wordfile("<w:p>"),
    ],
)
def test_what_cannot_be_read_is_said_in_plain_words(data: bytes) -> None:
    with pytest.raises(UnreadablePackage, match=r"[文件]"):
        layout_of(data)


def test_a_bottomless_document_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 3000 + p("文") + "</w:sdtContent></w:sdt>" * 3000

    with pytest.raises(UnreadablePackage, match="嵌套太深"):
        layout_of(wordfile(deep))
