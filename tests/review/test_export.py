"""A paper as an HTML page: its words are all there, nothing in it runs or is loaded from elsewhere."""

from __future__ import annotations

import re

import pytest

from pipeline.review import export
from tests.conftest import Workspace
from tests.review.wordfile import p, style, wordfile


@pytest.mark.parametrize(
    "dangerous",
    [
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">看</a>',
        '<a href=" JaVaScRiPt:alert(1)">看</a>',
        '<a href="data:text/html,<script>1</script>">看</a>',
        '<img src="http://evil.test/a.png">',
        '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
        "<img src=x onerror=alert(1)>",
        '<iframe src="http://evil.test"></iframe>',
        '<link rel=stylesheet href="http://evil.test/a.css">',
        '<style>@import "http://evil.test"</style>',
        '<p style="background:url(http://evil.test)">字</p>',
        '<object data="http://evil.test"></object>',
        '<svg><a xlink:href="javascript:alert(1)">看</a></svg>',
        '<form action="http://evil.test"><input></form>',
        '<base href="http://evil.test">',
        '<meta http-equiv="refresh" content="0;url=http://evil.test">',
    ],
)
def test_nothing_runs_and_nothing_is_loaded(dangerous: str) -> None:
    kept = export.cleaned(f"<p>前</p>{dangerous}<p>后</p>")

    assert "前" in kept
    assert "后" in kept
    assert not re.search("evil|javascript|script|alert|svg|data:", kept, re.IGNORECASE)


def test_an_ordinary_link_and_a_picture_of_its_own_stay() -> None:
    picture = '<img src="data:image/png;base64,iVBORw0KGgo=" alt="图">'

    kept = export.cleaned(f'<a href="https://www.gov.cn/">网站</a><a href="mailto:a@example.cn">信</a>{picture}')

    assert 'href="https://www.gov.cn/"' in kept
    assert 'href="mailto:a@example.cn"' in kept
    assert "data:image/png" in kept


@pytest.mark.parametrize(
    "link", ["\\\\host\\x", "//host/x", "/\\host/x", "\t//host/x", "file://host/x", "http:////host", "http:\\\\host"]
)
def test_a_link_to_another_machines_share_does_not_stay(link: str) -> None:
    assert "host" not in export.cleaned(f'<p><a href="{link}">看</a></p>')


def test_of_styles_only_widths_and_alignments_stay() -> None:
    kept = export.cleaned(
        '<table><colgroup><col style="width: 14%"><col style="width: 1%; background: url(//evil.test)"></colgroup>'
        '<tbody><tr><td style="text-align: center;">字</td><td style="position:fixed">字</td></tr></tbody></table>'
    )

    assert 'style="width: 14%"' in kept
    assert 'style="text-align: center;"' in kept
    assert kept.count("style=") == 2


def test_a_landscape_paper_is_as_wide_as_its_sheet() -> None:
    wide = '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:top="1588" w:left="1984" w:right="2098" w:bottom="1474"/></w:sectPr>'

    page = export.html_page(wordfile(p("字") + wide), "表")

    assert "body { width: 225mm; }" in page
    assert "size: 297mm 210mm" in page


def test_what_is_printed_has_the_sheet_s_margins_and_no_more() -> None:
    page = export.html_page(wordfile(p("字")), "表")

    assert page.rindex("body { margin: 0; }") > page.rindex("body { margin: 20mm auto;")


def test_the_mark_is_as_large_as_in_the_paper() -> None:
    mark = style("Mark", "", more="").replace('<w:name w:val="Mark"/>', '<w:name w:val="发文机关标志"/>')
    words = p("中共某某县吕寨镇委员会文件", '<w:pStyle w:val="Mark"/>', '<w:sz w:val="54"/>')

    page = export.html_page(wordfile(words, styles=mark), "通知")

    assert '[data-custom-style="发文机关标志"] { font-size: 27pt; }' in page


def test_a_ledger_s_many_columns_are_set_smaller() -> None:
    cells = "".join(f"<w:tc>{p('2026年12月31日')}</w:tc>" for _ in range(12))
    grid = '<w:gridCol w:w="700"/>' * 12

    page = export.html_page(
        wordfile(f"<w:tbl><w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>" + p("")), "台账"
    )

    assert len(re.findall("<col ", page)) == 12
    assert "table:has(col:nth-child(9)) { font-size: 10.5pt; }" in page


def test_a_paper_s_words_are_all_there(campaign: Workspace) -> None:
    campaign.build()

    code, said, _ = campaign.run("export", "--to", "html", "--branch", "一支部")

    page = campaign.output("活动/导出/一支部/01-会议通知.html").read_text("utf-8")
    assert code == 0
    assert "网页" in said
    assert "关于参加动员大会的通知" in re.sub(r"\s", "", page)
    assert 'data-custom-style="公文标题"' in page
    assert "default-src 'none'" in page


def test_a_javascript_link_of_a_stranger_s_paper_is_gone(campaign: Workspace) -> None:
    link = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "javascript:alert(1)" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>点这里</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    (campaign.path / "外来.docx").write_bytes(wordfile(f"<w:p>{link}</w:p>" + p("<尖括号>".replace("<", "&lt;"))))

    campaign.run("export", "--to", "html", "外来.docx")

    page = campaign.output("导出/外来.html").read_text("utf-8")
    assert "点这里" in page
    assert "&lt;尖括号" in page
    assert "javascript" not in page


def test_what_is_no_word_file_is_named_and_harms_no_other(campaign: Workspace) -> None:
    (campaign.path / "坏.docx").write_bytes(b"nothing")
    (campaign.path / "好.docx").write_bytes(wordfile(p("正文。")))

    code, said, _ = campaign.run("export", "--to", "html", "坏.docx", "好.docx")

    assert code == 1
    assert "没有出来  坏.docx" in said
    assert campaign.output("导出/好.html").exists()
