"""席卡 (18): a name on both halves of a sheet that is folded once; the upper half is turned, to be read from behind.

Word 2010 and later turn a text box. LibreOffice and Word 2007 do not: they take the Fallback, lettering as Word 97 drew
it, whose text is a value of the shape and turns with it. LibreOffice knows wps, yet nothing that asks for more as well.
The lower half has a Fallback for Word 2007 alone, which knows no text box of today's.
"""

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
_ALTERNATIVE = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in (
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        ("w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
        ("v", "urn:schemas-microsoft-com:vml"),
        ("o", "urn:schemas-microsoft-com:office:office"),
    )
)
_PLAIN_TEXT = (  # msosptTextPlainText: letters between two straight lines
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
    '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
)
_POINTS = 72 / 25.4  # a millimetre
_ON_PAGE = "mso-position-horizontal:center;mso-position-horizontal-relative:page;mso-position-vertical-relative:page"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def cards(fonts: Fonts) -> bytes:
    """Return 席卡.docx: one page a person, the largest letters that keep the name on one line."""
    steps = [(f"名|字宽 <= {most}", (_card(fonts, points),)) for most, points in _STEPS[:-1]]
    return paper(
        p.each(
            "名 in 会议.席卡",
            p.choose(*steps, ("", (_card(fonts, _STEPS[-1][1]),))),
            otherwise=(p.paragraph("Body"),),  # so that there is a paragraph whoever comes: nothing is to be mended
        ),
        fonts=fonts,
        page=LANDSCAPE,
        numbered=False,
    )


def _card(fonts: Fonts, points: int) -> str:
    halves = _turned(fonts, points, _EDGE), _upright(points, _FOLD + _EDGE)
    return p.paragraph("Body", *halves, properties=w("pageBreakBefore"))


def _upright(points: int, top: int) -> str:
    """Return the half that stands upright: the same text box twice, for Word 2007 as it drew them."""
    style = (
        f"position:absolute;margin-left:0;margin-top:{top * _POINTS:.1f}pt;width:{_WIDTH * _POINTS:.1f}pt;"
        f"height:{_HEIGHT * _POINTS:.1f}pt;{_ON_PAGE};v-text-anchor:middle"
    )
    box = (
        f'<w:pict><v:rect style="{style}" filled="f" stroked="f"><v:textbox inset="0,0,0,0">'
        f"<w:txbxContent>{_name(points)}</w:txbxContent></v:textbox></v:rect></w:pict>"
    )
    return _either("wps", _half(points, top, turned=False), box)


def _either(asks: str, choice: str, fallback: str) -> str:
    """Return a run of two drawings of one thing: the first for who knows what it `asks` for."""
    return w(
        "r",
        f'<mc:AlternateContent {_ALTERNATIVE}><mc:Choice Requires="{asks}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>",
    )


def _name(points: int) -> str:
    line = w("spacing", before=0, after=0, line=points * 24, lineRule="exact")
    return p.paragraph(
        "Mark", run("{{ 名|补位 }}", w("sz", val=points * 2), w("szCs", val=points * 2)), properties=line
    )


def _turned(fonts: Fonts, points: int, top: int) -> str:
    """Return the half that is upside down, for those who turn text boxes and for those who do not."""
    middle = (top + _HEIGHT / 2) * _POINTS
    style = (
        f"position:absolute;margin-left:0;margin-top:{middle - points / 2:.1f}pt;width:{{{{ [名|补位|字宽 * {points}, {_WIDTH * _POINTS:.0f}]|min }}}}pt;"
        f"height:{points}pt;rotation:180;{_ON_PAGE}"
    )
    letters = (
        f'<w:pict>{_PLAIN_TEXT}<v:shape type="#_x0000_t136" style="{style}" fillcolor="black" stroked="f">'
        f'<v:textpath style="font-family:&quot;{fonts.title}&quot;;font-size:{points}pt" string="{{{{ 名|补位 }}}}"/></v:shape></w:pict>'
    )
    return _either("wps w14", _half(points, top, turned=True), letters)


def _half(points: int, top: int, *, turned: bool) -> str:
    """Return a text box with the name, `top` millimetres under the paper's edge; `turned`: upside down."""
    size = f'cx="{_WIDTH * _EMU}" cy="{_HEIGHT * _EMU}"'
    rotation = ' rot="10800000"' if turned else ""
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/>'
        f'<wps:spPr><a:xfrm{rotation}><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{_name(points)}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )
    return (
        "<w:drawing>"
        f'<wp:anchor {_DRAWN} distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:align>center</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top * _EMU}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{1 if turned else 2}" name="席卡"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_SHAPE}">{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing>'
    )
