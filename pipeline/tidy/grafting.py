"""Our stationery's markup is text; here it becomes elements, put where the schema wants them."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from pipeline.review import W
from pipeline.stationery import WORD_NAMESPACES

P_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
    "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
    "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
    "rPr", "sectPr", "pPrChange",
)  # fmt: skip
R_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss",
    "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz",
    "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
    "eastAsianLayout", "specVanish", "oMath", "rPrChange",
)  # fmt: skip
SECTION_ORDER = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders",
    "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi",
    "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
)  # fmt: skip
TABLE_ORDER = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
    "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
    "tblDescription", "tblPrChange",
)  # fmt: skip
ROW_ORDER = ("cnfStyle", "divId", "gridBefore", "gridAfter", "wBefore", "wAfter", "cantSplit", "trHeight", "tblHeader")


def elements(markup: str) -> list[etree._Element]:
    """Return the elements that a piece of stationery holds."""
    return list(etree.fromstring(f"<w:x {WORD_NAMESPACES}>{markup}</w:x>"))


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def put(parent: etree._Element, children: Iterable[etree._Element], order: tuple[str, ...]) -> None:
    """Put children into a parent in schema order, each in the place of those of its name."""
    new = list(children)
    for name in {child.tag for child in new}:
        for old in parent.findall(str(name)):
            parent.remove(old)
    for child in new:
        parent.append(child)
    ranks = {f"{W}{name}": rank for rank, name in enumerate(order)}
    parent[:] = sorted(parent, key=lambda child: ranks.get(str(child.tag), len(ranks)))


def drop(parent: etree._Element, *names: str) -> None:
    """Take children away by their names."""
    for name in names:
        for child in parent.findall(f"{W}{name}"):
            parent.remove(child)


def remove(element: etree._Element) -> None:
    """Take an element out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def first(parent: etree._Element, name: str) -> etree._Element:
    """Return a parent's first child, the properties `name`, made where it is missing."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        parent.insert(0, found)
    return found
