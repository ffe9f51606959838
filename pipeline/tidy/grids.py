"""Tables: no wider than the type area, their columns in proportion; long ones repeat their head and keep rows whole."""

from __future__ import annotations

from lxml import etree

from pipeline.review import cascade, walk
from pipeline.review.cascade import Cascade, W, number, value
from pipeline.review.gbt9704.rule import is_face
from pipeline.review.layout import Letter, Table
from pipeline.stationery.markup import w
from pipeline.stationery.styles import Fonts
from pipeline.tidy import letters
from pipeline.tidy.markup import R_ORDER, ROW_ORDER, TABLE_ORDER, drop, elements, first, put

_LONG = 12  # rows: it may run over a page
_COLUMNS = 2  # with more it has a head of columns
_FAMILIES = ("仿宋", "楷体", "黑体", "小标宋")
_BLACK = frozenset({"auto", "000000"})


def fit(element: etree._Element, table: Table, measure: int) -> bool:
    """Bring a table into the type area; return whether it was too wide."""
    width = max(table.width, sum(table.grid))
    if width <= measure or table.framed:
        return False
    share = measure / width
    for column in element.findall(f"{W}tblGrid/{W}gridCol"):
        column.set(f"{W}w", str(int(number(value(column, "w")) * share)))
    for row in walk.inner(element, f"{W}tr"):
        for cell in walk.inner(row, f"{W}tc"):
            own = cell.find(f"{W}tcPr/{W}tcW")
            if own is not None and value(own, "type") == "dxa":
                own.set(f"{W}w", str(int(number(value(own, "w")) * share)))
    properties = first(element, "tblPr")
    drop(properties, "tblInd")
    total = sum(int(number(value(column, "w"))) for column in element.findall(f"{W}tblGrid/{W}gridCol"))
    new = w("tblW", w=total, type_="dxa") + w("jc", val="center") + w("tblLayout", type_="fixed")
    put(properties, elements(new), TABLE_ORDER)
    return True


def keep_rows(element: etree._Element, table: Table) -> None:
    """Let a long table repeat its head and keep its rows whole."""
    if len(table.rows) <= _LONG:
        return
    counts = {len(row.cells) for row in table.rows}
    headed = any(row.header for row in table.rows) or len(counts) > 1 or max(counts) <= _COLUMNS
    for at, row in enumerate(walk.inner(element, f"{W}tr")):
        exceptions = row.find(f"{W}tblPrEx")
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            row.insert(0 if exceptions is None else 1, properties)
        new = w("cantSplit") + (w("tblHeader") if not headed and not at else "")
        put(properties, elements(new), ROW_ORDER)


def set_cells(element: etree._Element, styles: Cascade, fonts: Fonts) -> None:
    """Give the words of cells the text's face and black; sizes and places stay as their author fitted them in."""
    own = element.find(f"{W}tblPr/{W}tblStyle")
    table = value(own) if own is not None else ""
    for paragraph in element.iter(walk.P):
        if walk.inside_box(paragraph):
            continue
        style = styles.style_of(cascade.paragraph_properties(paragraph.find(walk.PPR)))
        for run in letters.runs(paragraph):
            if any(True for _ in run.iter(f"{W}t", f"{W}delText")):
                _set_letters(
                    run, styles.letter(styles.run(style, cascade.run_properties(run.find(f"{W}rPr")), table)), fonts
                )


def _set_letters(run: etree._Element, letter: Letter, fonts: Fonts) -> None:
    new = ""
    known = not letter.theme and any(is_face(letter.east, family) for family in _FAMILIES)
    if not known and not letters.is_symbol(run, letter):
        new += w("rFonts", hint="eastAsia", ascii=fonts.body, hAnsi=fonts.body, eastAsia=fonts.body, cs=fonts.body)
    if letter.colour not in _BLACK:
        new += w("color", val="000000")
    if new:
        put(first(run, "rPr"), elements(new), R_ORDER)
