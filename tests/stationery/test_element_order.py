"""Every part has its elements in the order of ECMA-376 part 1: Word repairs, or refuses, a file that has not.

The orders are those of the schema's sequences (CT_PPr, CT_RPr, …) as far as this stationery may use them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from tests import thorough
from tests.conftest import ROOT, Built

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath rPrChange",
    "pBdr": "top left bottom right between bar",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "p": "pPr r",
    "settings": "writeProtection view zoom removePersonalInformation mirrorMargins defaultTabStop evenAndOddHeaders "
    "drawingGridHorizontalSpacing drawingGridVerticalSpacing characterSpacingControl footnotePr endnotePr compat "
    "themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    "styles": "docDefaults latentStyles style",
    "font": "altName panose1 charset family notTrueType pitch sig",
}  # fmt: skip
_MARKS = frozenset({"bookmarkStart", "bookmarkEnd"})  # anywhere among a paragraph's runs, but not before its pPr
TEMPLATES = sorted((ROOT / "templates").glob("*.docx"))


def faults(data: bytes) -> list[str]:
    """Return each element that stands before one that the schema wants after it, or where none is known."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in (name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")):
            for element in etree.fromstring(archive.read(part)).iter(f"{W}*"):
                order = ORDERS.get(str(element.tag).removeprefix(W), "").split()
                names = [str(child.tag).removeprefix(W) for child in element]
                if order[:1] == ["pPr"] and not {*names[:1]} & _MARKS:
                    names = [name for name in names if name not in _MARKS]
                found += [f"{part}: {name} in {element.tag}" for name in names if order and name not in order]
                places = [order.index(name) for name in names if name in order]
                found += [f"{part}: {element.tag}: {names}" for a, b in pairwise(places) if a > b]
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_have_the_schema_s_order(path: Path) -> None:
    assert faults(path.read_bytes()) == []


@pytest.mark.parametrize("head", thorough.heads("文件", "信函", "套打"))
def test_filled_papers_have_it_too(extreme_built: Callable[[str], Built], head: str) -> None:
    built = extreme_built(head)

    found = {path: faults((built.path / path).read_bytes()) for path in built.documents() if "/03-" not in path}

    assert found
    assert {path: each for path, each in found.items() if each} == {}


def test_a_disorder_is_seen() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:jc/><w:ind/></w:pPr></w:p>')

    assert len(faults(buffer.getvalue())) == 1
