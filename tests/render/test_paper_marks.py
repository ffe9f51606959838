"""A 表号 in a paper: two carriers, nothing that a reader sees, and out again without a trace."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest
from lxml import etree

from pipeline.model import paper_number
from pipeline.render import paper_marks, seal
from pipeline.render.paper_marks import PaperMark
from tests import tiny
from tests.conftest import needs
from tests.office import converted

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MARK = PaperMark(paper_number.drawn("00" * 16, "一支部/表-张三.docx"), "GHJKMN")
_CUSTOM = "docProps/custom.xml"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def document(body: str, **more: bytes) -> bytes:
    main = f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>'.encode()
    return tiny.template(
        "", more={"word/document.xml": main, **{name.replace("__", "/"): x for name, x in more.items()}}
    )


def around(data: bytes) -> str:
    """Return the text between the mark's ends."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    (start,) = root.iter(f"{{{W}}}bookmarkStart")
    (end,) = root.iter(f"{{{W}}}bookmarkEnd")
    assert start.get(f"{{{W}}}id") == end.get(f"{{{W}}}id")
    assert start.getparent() is end.getparent()
    assert start.getparent()[0] is start or start.getprevious().tag == f"{{{W}}}pPr"
    return "".join(t.text or "" for t in start.getparent().iter(f"{{{W}}}t"))


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


TITLE = '<w:pPr><w:pStyle w:val="DocTitle"/></w:pPr>'
BOX = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('框里')}</w:txbxContent></w:pict></w:r></w:p>"
CHANGED = '<w:pPr><w:jc w:val="center"/><w:pPrChange><w:pPr/></w:pPrChange></w:pPr>'


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (paragraph("甲") + paragraph("乙"), "甲"),
        ("<w:p/>" + "<w:p><w:pPr/></w:p>" + paragraph(" ") + paragraph("乙"), "乙"),
        (paragraph("附件1") + paragraph("表题", TITLE) + paragraph("丙"), "表题"),
        (paragraph("附件1") + f"<w:tbl><w:tr><w:tc>{paragraph('表题', TITLE)}</w:tc></w:tr></w:tbl>", "附件1"),
        (f"<w:tbl><w:tr><w:tc>{paragraph('格')}</w:tc></w:tr></w:tbl>", "格"),
        (BOX + paragraph("框外"), "框外"),
        (paragraph("甲", "<w:pPr/>"), "甲"),
        (paragraph("甲", CHANGED), "甲"),
        ('<w:p w:rsidR="00"/>' + paragraph("甲").replace("<w:p>", '<w:p w:rsidR="01">'), "甲"),
        (f"<w:sdt><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>", "甲"),
    ],
)
def test_the_bookmark_stands_round_the_title(body: str, title: str) -> None:
    assert around(paper_marks.with_mark(document(body), MARK)) == title


def test_both_carriers_say_the_same_and_what_is_shown_is_as_before() -> None:
    plain = document(paragraph("甲") + paragraph("乙"))

    found = parts(paper_marks.with_mark(plain, MARK))

    assert paper_marks.marks_in(found["word/document.xml"].decode()) == [MARK]
    assert paper_marks.marks_in(found[_CUSTOM].decode()) == [MARK]
    assert paper_marks.without_bookmark(found["word/document.xml"]) == parts(plain)["word/document.xml"]
    assert [p.text for p in docx.Document(io.BytesIO(paper_marks.with_mark(plain, MARK))).paragraphs] == ["甲", "乙"]
    assert paper_marks.with_mark(plain, MARK) == paper_marks.with_mark(plain, MARK)


def test_taken_out_a_mark_leaves_no_trace() -> None:
    plain = document(paragraph("甲"))

    assert paper_marks.without_marks(parts(paper_marks.with_mark(plain, MARK))) == parts(plain)
    assert paper_marks.without_marks(parts(plain)) == parts(plain)


@pytest.mark.parametrize("more", ["", '<w:bookmarkStart w:id="7" w:name="填_意见"/><w:bookmarkEnd w:id="7"/>'])
def test_a_bookmark_of_the_templates_own_is_seen_whoever_looks(more: str) -> None:
    """A document in pieces is looked through by its template's own text; the bytes are those of the whole one's."""
    before, value, behind = f"<w:p>{TITLE}<w:r><w:t>".encode(), b"w:bookmarkStart", f"</w:t></w:r></w:p>{more}".encode()
    main = b'<w:document xmlns:w="%s"><w:body>%%s<w:sectPr/></w:body></w:document>' % W.encode()
    ahead, _, end = main.partition(b"%s")
    whole = [("word/document.xml", ahead + before + value + behind + end)]
    start = seal.sealed_prefix(
        [(name, part) for name, part in parts(document("")).items() if "document.xml" not in name]
    )

    made = paper_marks.sealed_with_mark(start, whole, MARK, (ahead + before, behind + end))

    assert (
        made
        == paper_marks.sealed_with_mark(start, whole, MARK)
        == paper_marks.with_mark(seal.sealed(start, whole), MARK)
    )
    (own,) = [
        each.get(f"{{{W}}}id")
        for each in etree.fromstring(parts(made)["word/document.xml"]).iter(f"{{{W}}}bookmarkStart")
        if each.get(f"{{{W}}}name") == str(MARK)
    ]
    assert own == ("8" if more else "1")


def test_other_bookmarks_and_properties_stay() -> None:
    own = '<w:p><w:bookmarkStart w:id="7" w:name="填_意见"/><w:r><w:t>甲</w:t></w:r><w:bookmarkEnd w:id="7"/></w:p>'
    plain = document(own)
    with_properties = paper_marks.with_mark(
        plain, PaperMark("0" * 9, "GGGGGG")
    )  # a template may have properties of its own
    theirs = {
        name: part.replace(b'name="gongwen"', b'name="theirs"').replace(b"_gw_", b"gw")
        for name, part in parts(with_properties).items()
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in theirs.items():
            archive.writestr(name, part)

    found = parts(paper_marks.with_mark(buffer.getvalue(), MARK))

    names = [e.get("name") for e in etree.fromstring(found[_CUSTOM])]
    assert names == ["theirs", "gongwen"]
    assert len({e.get("pid") for e in etree.fromstring(found[_CUSTOM])}) == 2
    assert b"theirs" in paper_marks.without_marks(found)[_CUSTOM]
    assert b"_gw_" not in paper_marks.without_marks(found)[_CUSTOM]
    assert "填_意见" in found["word/document.xml"].decode()


@pytest.mark.parametrize("text", ["_gw_000000000_GHJKM", "_gw_ABCDEFGHJ_GHJKMN", "gw", "_gw_", ""])
def test_what_is_no_mark_is_not_taken_for_one(text: str) -> None:
    assert paper_marks.marks_in(text) == []


def _saved(papers: list[Path], folder: Path, way: str) -> list[Mapping[str, bytes]]:
    """Return the parts of papers that LibreOffice has saved as a kind and, of other kinds, as .docx again."""
    made = converted(papers, way, folder / "there")
    if way != "docx":
        made = converted_back(made, folder / "back")
    return [parts(path.read_bytes()) for path in made]


def converted_back(papers: list[Path], folder: Path) -> list[Path]:
    import os  # noqa: PLC0415
    import subprocess  # noqa: PLC0415

    folder.mkdir()
    command = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "docx"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, papers)],
        check=True, capture_output=True, timeout=300, env=dict(os.environ),
    )  # fmt: skip
    return [folder / f"{path.stem}.docx" for path in papers]


@pytest.mark.slow
@needs("soffice")
@pytest.mark.parametrize("way", ["docx", "odt", "doc", "rtf"])
def test_both_carriers_survive_the_trips_through_libreoffice(tmp_path: Path, way: str) -> None:
    paper = tmp_path / "paper.docx"
    paper.write_bytes(
        paper_marks.with_mark(document(paragraph("附件1") + paragraph("党性分析表", TITLE) + paragraph("丙")), MARK)
    )

    (found,) = _saved([paper], tmp_path, way)

    assert paper_marks.marks_in(found["word/document.xml"].decode()) == [MARK]
    assert paper_marks.marks_in(found[_CUSTOM].decode()) == [MARK]
