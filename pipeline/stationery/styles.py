"""Styles of the papers by their Chinese names: fonts, sizes and spacing of GB/T 9704-2012 clause 7, no theme fonts.

Sizes in half-points, lengths in twips, *Chars in hundredths of a character.
"""

from __future__ import annotations

from functools import lru_cache, partial

from pipeline.model.frozen import frozen
from pipeline.stationery.markup import w, whole_part
from pipeline.stationery.page import INDENT, LINE, PAGE_NUMBER_LINE, PITCH, TIGHTEN

SIZE_2, SIZE_3, SIZE_4, SIZE_S4, SIZE_5 = 44, 32, 28, 24, 21  # 2号 3号 4号 小4号 5号
TITLE_LINE = 640  # exact line of a 2号 title (custom; 32 pt)


@frozen
class Fonts:
    """The five faces. `body` is a setting: 仿宋_GB2312, or 仿宋 where offices have only that."""

    body: str = "仿宋_GB2312"
    script: str = "楷体_GB2312"
    heading: str = "黑体"
    title: str = "方正小标宋简体"
    number: str = "宋体"


@frozen
class ParagraphStyle:
    """One paragraph style. `line` is exact unless 0, which means single; `before`/`after` in twips."""

    id: str
    name: str
    font: str
    size: int
    line: int = LINE
    align: str = "both"
    indent: tuple[tuple[str, int], ...] = ()
    outline: int | None = None
    tighten: int = 0
    before: int = 0
    after: int = 0
    keep: bool = False
    new_page: bool = False
    tabs: tuple[tuple[str, int], ...] = ()


BODY = "Body"
_TAIL = (("leftChars", 100), ("left", 280), ("rightChars", 100), ("right", 280))
_COPIES = (
    ("leftChars", 400),
    ("left", 1120),
    ("rightChars", 100),
    ("right", 280),
    ("hangingChars", 300),
    ("hanging", 840),
)
_TWO_IN = (("firstLineChars", 200), ("firstLine", INDENT))


def sheet(fonts: Fonts) -> tuple[ParagraphStyle, ...]:
    """Return all styles; the first is the default one."""
    body = partial(ParagraphStyle, font=fonts.body, size=SIZE_3, tighten=TIGHTEN)
    return (
        body(BODY, "正文", indent=_TWO_IN),
        ParagraphStyle("DocTitle", "公文标题", fonts.title, SIZE_2, TITLE_LINE, "center", keep=True),
        ParagraphStyle("Subtitle", "副标题", fonts.script, SIZE_3, align="center", tighten=TIGHTEN, keep=True),
        ParagraphStyle("Mark", "发文机关标志", fonts.title, SIZE_2, TITLE_LINE, "center", keep=True),
        ParagraphStyle("HeadLine", "版头", fonts.heading, SIZE_3, align="left", tighten=TIGHTEN),
        body("Number", "发文字号", align="center"),
        body("Addressee", "主送", align="left", before=LINE),
        ParagraphStyle(
            "Heading1", "标题1", fonts.heading, SIZE_3, indent=_TWO_IN, outline=0, tighten=TIGHTEN, keep=True
        ),
        ParagraphStyle(
            "Heading2", "标题2", fonts.script, SIZE_3, indent=_TWO_IN, outline=1, tighten=TIGHTEN, keep=True
        ),
        body("Heading3", "标题3", indent=_TWO_IN, outline=2, keep=True),
        body("Heading4", "标题4", indent=_TWO_IN, outline=3, keep=True),
        body("Enclosures", "附件说明", align="left", indent=_hanging(5, 3), keep=True),
        ParagraphStyle(
            "EnclosureMark", "附件标识", fonts.heading, SIZE_3, align="left", tighten=TIGHTEN, new_page=True, keep=True
        ),
        body("Signature", "署名", align="center", keep=True),
        body("SignatureDate", "成文日期", align="right", indent=(("rightChars", 400), ("right", 4 * PITCH)), keep=True),
        body("Note", "附注", indent=_TWO_IN),
        ParagraphStyle("Imprint", "版记", fonts.body, SIZE_4, indent=_TAIL),
        ParagraphStyle("Copies", "抄送", fonts.body, SIZE_4, indent=_COPIES),
        ParagraphStyle("PageNumber", "页码", fonts.number, SIZE_4, PAGE_NUMBER_LINE, "right"),
        ParagraphStyle("TableTitle", "表题", fonts.body, SIZE_4, line=480, align="left", after=60, keep=True),
        ParagraphStyle("TableHead", "表头", fonts.heading, SIZE_S4, line=0, align="center"),
        ParagraphStyle("TableText", "表格", fonts.body, SIZE_S4, line=0, align="left"),
        ParagraphStyle("Ruled", "横线", fonts.body, SIZE_3),
    )


def _hanging(left: int, hanging: int) -> tuple[tuple[str, int], ...]:
    """Return an indent of `left` characters whose first line starts `hanging` characters before it."""
    return (
        ("leftChars", left * 100),
        ("left", left * PITCH),
        ("hangingChars", hanging * 100),
        ("hanging", hanging * PITCH),
    )


@lru_cache(maxsize=64)  # each print volume has a page of contents
def styles_part(fonts: Fonts, more: str = "") -> str:
    """Return word/styles.xml; `more` are ready styles behind the common ones."""
    styles = sheet(fonts)
    defaults = w(
        "docDefaults",
        w("rPrDefault", w("rPr", _fonts(fonts.body), *_letter(SIZE_3), w("lang", val="en-US", eastAsia="zh-CN"))),
        w("pPrDefault", w("pPr", *_NO_AUTO_SPACE, w("spacing", before=0, after=0))),
    )
    table = w(
        "style",
        w("name", val="Normal Table"),
        w("uiPriority", val=99),
        w("semiHidden"),
        w("unhideWhenUsed"),
        w("tblPr", w("tblInd", w=0, type_="dxa"), w("tblCellMar", *_cell_margins(0, 0))),
        type_="table",
        default=1,
        styleId="TableNormal",
    )
    return whole_part("styles", defaults, *map(_style, styles), table, more)


_NO_AUTO_SPACE = (
    w("widowControl", val=0),
    w("autoSpaceDE", val=0),
    w("autoSpaceDN", val=0),
)


def _cell_margins(side: int, top: int) -> tuple[str, ...]:
    sides = (("top", top), ("left", side), ("bottom", top), ("right", side))
    return tuple(w(name, w=width, type_="dxa") for name, width in sides)


def _fonts(name: str) -> str:
    return w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def _letter(size: int, tighten: int = 0) -> tuple[str, ...]:
    spacing = (w("spacing", val=tighten),) if tighten else ()
    return (w("color", val="000000"), *spacing, w("kern", val=0), w("sz", val=size), w("szCs", val=size))


def _style(style: ParagraphStyle) -> str:
    default = {"default": 1} if style.id == BODY else {}
    return w(
        "style",
        w("name", val=style.name),
        w("qFormat"),
        w("pPr", *_paragraph(style)),
        w("rPr", _fonts(style.font), *_letter(style.size, style.tighten)),
        type_="paragraph",
        **default,
        styleId=style.id,
    )


def _paragraph(style: ParagraphStyle) -> list[str]:
    """Return the pPr children in schema order; every style says all and is based on none, so nothing is inherited."""
    spacing: dict[str, str | int] = {"line": 240, "lineRule": "auto"}
    if style.line:
        spacing = {"line": style.line, "lineRule": "exact"}
    tabs = [w("tab", val=kind, pos=position) for kind, position in style.tabs]
    return [
        *([w("keepNext")] if style.keep else []),
        *([w("pageBreakBefore")] if style.new_page else []),
        w("widowControl", val=0),
        *([w("tabs", *tabs)] if tabs else []),
        w("autoSpaceDE", val=0),
        w("autoSpaceDN", val=0),
        *([w("snapToGrid", val=0)] if style.line != LINE else []),
        w("spacing", before=style.before, after=style.after, **spacing),
        *([w("ind", **dict(style.indent))] if style.indent else []),
        w("jc", val=style.align),
        *([w("outlineLvl", val=style.outline)] if style.outline is not None else []),
    ]


def font_table(fonts: Fonts) -> str:
    """Return word/fontTable.xml; altName tells Word which installed face comes nearest."""
    faces = (
        (fonts.body, "仿宋" if fonts.body != "仿宋" else "仿宋_GB2312", "modern"),
        (fonts.script, "楷体", "modern"),
        (fonts.heading, "SimHei", "modern"),
        (fonts.title, "方正小标宋_GBK", "auto"),
        (fonts.number, "SimSun", "auto"),
    )
    return whole_part("fonts", *(_face(*face) for face in faces))


def _face(name: str, alternative: str, family: str) -> str:
    return w(
        "font",
        w("altName", val=alternative),
        w("charset", val="86"),
        w("family", val=family),
        w("pitch", val="default"),
        name=name,
    )
