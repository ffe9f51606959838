"""The code on forms that come back on paper: readable, on every page, never in the way; on nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.model import paper_number
from pipeline.model.return_terms import PageSide
from pipeline.render import PaperMark, data_matrix, printed_code, with_mark
from pipeline.render import seal as sealing
from tests.conftest import ROOT

NUMBER = paper_number.drawn("00" * 32, "一支部/03-党性分析表-张三丰.docx")
MARK = PaperMark(NUMBER, "GHJKMN", printed=True)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def template(name: str) -> bytes:
    """Return a shipped template as our own programs pack a document."""
    return sealing.archive(parts((ROOT / "templates" / f"{name}.docx").read_bytes()))


def read(data: bytes) -> list[str]:
    return [each.text for each in zxingcpp.read_barcodes(Image.open(io.BytesIO(data)).convert("L"))]


@given(st.text(paper_number.SIGNS, min_size=9, max_size=9), st.sampled_from(PageSide))
@settings(max_examples=60, deadline=None)
def test_what_is_drawn_is_what_a_reader_reads(number: str, side: PageSide) -> None:
    rows = data_matrix.modules(f"{number}{side.value}")
    picture = Image.new("L", (20, 20), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            picture.putpixel((x + 2, y + 2), 0 if dark else 255)

    (code,) = zxingcpp.read_barcodes(picture.resize((160, 160), Image.Resampling.NEAREST))

    assert code.text == f"{number}{side.value}"
    assert code.format == zxingcpp.BarcodeFormat.DataMatrix


def test_a_text_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        data_matrix.modules("ABCDEFGHJKMNP")


def test_the_picture_has_one_bit_a_dot_and_white_round_the_code() -> None:
    made, wide, high = printed_code.picture(NUMBER, PageSide.FRONT)

    picture = Image.open(io.BytesIO(made))
    assert picture.mode == "1"
    assert picture.size == (wide, high)
    assert read(made) == [f"{NUMBER}A"]
    assert picture.crop((0, 0, 16, high)).getextrema() == (255, 255)
    assert picture.crop((0, high - 56, wide, high)).getextrema() == (255, 255)


def test_front_and_back_carry_the_code_and_the_mark_stays() -> None:
    made = parts(with_mark(template("党性分析表-普通"), MARK))

    pictures = {name: read(data) for name, data in made.items() if name.endswith(".png")}
    assert pictures == {f"word/media/gw-{NUMBER}-{side}.png": [f"{NUMBER}{side}"] for side in "AB"}
    assert str(MARK).encode() in made["word/document.xml"]
    for name, side in (("footer1", "A"), ("footer2", "B")):
        assert f"gw-{NUMBER}-{side}.png".encode() in made[f"word/_rels/{name}.xml.rels"]
        footer = made[f"word/{name}.xml"]
        assert footer.count(b"<wp:anchor") == 1
        assert b"<wp:wrapNone/>" in footer  # nothing moves for it
        assert b"<wp:inline" not in footer  # a line's height would clip it


def test_without_paper_nothing_is_printed() -> None:
    made = parts(with_mark(template("党性分析表-普通"), PaperMark(NUMBER, "GHJKMN")))

    assert not [name for name in made if name.endswith(".png")]
    assert made["word/footer1.xml"] == parts(template("党性分析表-普通"))["word/footer1.xml"]


def _bare(section: bytes, settings_: bytes = b"") -> bytes:
    """Return a paper whose template has footers of no kind."""
    found = parts(template("党性分析表-普通"))
    found["word/document.xml"] = re.sub(
        rb"<w:sectPr\b.*?</w:sectPr>", lambda _: section, found["word/document.xml"], flags=re.DOTALL
    )
    found["word/settings.xml"] = re.sub(rb"<w:evenAndOddHeaders[^>]*/>", settings_, found["word/settings.xml"])
    return sealing.archive(found)


@pytest.mark.parametrize(
    ("section", "settings_", "sides"),
    [
        (b'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>', b"", {"X"}),
        (b"<w:sectPr/>", b"", {"X"}),
        (b'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>', b"<w:evenAndOddHeaders/>", {"A", "B"}),
        (b"<w:sectPr><w:titlePg/></w:sectPr>", b"<w:evenAndOddHeaders/>", {"A", "B", "X"}),
    ],
)
def test_a_template_without_footers_gets_them(section: bytes, settings_: bytes, sides: set[str]) -> None:
    made = parts(with_mark(_bare(section, settings_), MARK))

    assert {name[-5] for name in made if name.endswith(".png")} == sides
    declared = made["[Content_Types].xml"]
    assert b'Extension="png"' in declared
    for name in made:
        if name.startswith("word/footer-gongwen"):
            assert f'PartName="/{name}"'.encode() in declared
    references = re.findall(rb'<w:footerReference[^>]*r:id="([^"]+)"', made["word/document.xml"])
    assert len(references) == len(sides)
    for reference in references:
        assert b'Id="%s"' % reference in made["word/_rels/document.xml.rels"]


def test_two_builds_make_the_same_bytes() -> None:
    made = with_mark(template("整改台账"), MARK)

    assert made == with_mark(template("整改台账"), MARK)


def test_the_number_beside_the_code_can_be_typed() -> None:
    """Each sign has a shape of its own, and none is empty."""
    shapes = {sign: bytes(rows) for sign, rows in printed_code._GLYPHS.items()}

    assert set(shapes) == {*paper_number.SIGNS, "-"}
    assert len(set(shapes.values())) == len(shapes)
    assert all(any(rows) and len(rows) == 7 and max(rows) < 32 for rows in shapes.values())


def test_no_library_draws_a_paper() -> None:
    """What a paper looks like must not depend on what is installed."""
    for path in (Path(data_matrix.__file__), Path(printed_code.__file__)):
        assert "zxingcpp" not in path.read_text("utf-8")
