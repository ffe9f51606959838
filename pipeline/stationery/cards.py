"""席卡 (18): a name on both halves of a sheet that is folded once; the upper half is turned, to be read from behind."""

from __future__ import annotations

from pipeline.stationery import paragraphs as p
from pipeline.stationery.markup import run, w
from pipeline.stationery.package import paper
from pipeline.stationery.page import LANDSCAPE
from pipeline.stationery.styles import Fonts

_STEPS = ((7, 96), (10, 66), (16, 42))  # characters that fit on one line → points
_EMU = 36000  # a millimetre
_WIDTH, _HEIGHT, _EDGE = 257, 85, 10  # mm: a half's box, and how far it stays off the paper's edge and off the fold
_FOLD = 105  # mm: half of the sheet
_DRAWN = " ".join(
    f'xmlns:{prefix}="http://schemas.{address}"'
    for prefix, address in (
        ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "openxmlformats.org/drawingml/2006/main"),
        ("wps", "microsoft.com/office/word/2010/wordprocessingShape"),
    )
)
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def cards(fonts: Fonts) -> bytes:
    """Return 席卡.docx: one page a person, the largest letters that keep the name on one line."""
    steps = [(f"名|字宽 <= {most}", (_card(points),)) for most, points in _STEPS[:-1]]
    return paper(
        p.each(
            "名 in 会议.席卡",
            p.choose(*steps, ("", (_card(_STEPS[-1][1]),))),
            otherwise=(p.paragraph("Body"),),  # so that there is a paragraph whoever comes: nothing is to be mended
        ),
        fonts=fonts,
        page=LANDSCAPE,
        numbered=False,
    )


def _card(points: int) -> str:
    halves = _half(points, _EDGE, turned=True), _half(points, _FOLD + _EDGE, turned=False)
    return p.paragraph("Body", *halves, properties=w("pageBreakBefore"))


def _half(points: int, top: int, *, turned: bool) -> str:
    """Return a text box with the name, `top` millimetres under the paper's edge; `turned`: upside down."""
    line = w("spacing", before=0, after=0, line=points * 24, lineRule="exact")
    name = p.paragraph(
        "Mark", run("{{ 名|补位 }}", w("sz", val=points * 2), w("szCs", val=points * 2)), properties=line
    )
    size = f'cx="{_WIDTH * _EMU}" cy="{_HEIGHT * _EMU}"'
    rotation = ' rot="10800000"' if turned else ""
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/>'
        f'<wps:spPr><a:xfrm{rotation}><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{name}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )
    return w(
        "r",
        "<w:drawing>"
        f'<wp:anchor {_DRAWN} distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:align>center</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top * _EMU}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{1 if turned else 2}" name="席卡"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_SHAPE}">{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing>',
    )
