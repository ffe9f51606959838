"""Tables: no wider than the type area, their columns in proportion; long ones repeat their head and keep rows whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

from lxml import etree

from pipeline.review import BODY_SIZE, TAIL_SIZE, Cascade, RunLook, Table, W, cascade, is_face, tearing_spacing, walk
from pipeline.stationery import Fonts, w
from pipeline.tidy import letters
from pipeline.tidy.grafting import P_ORDER, R_ORDER, ROW_ORDER, TABLE_ORDER, drop, elements, first, put

_LONG = 12  # rows: it may run over a page
_COLUMNS = 2  # with more it has a head of columns
_MOSTLY = 0.8  # of the rows have as many cells as most have
_TALLEST_HEAD = 4  # rows
_LINE, _HEAVIEST = 4, 12  # eighths of a point: ½ pt, and 1½ pt, which a table's edges may have
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_FAMILIES = ("仿宋", "楷体", "黑体", "小标宋")
_BLACK = frozenset({"auto", "000000"})


def fit(element: etree._Element, table: Table, measure: int) -> bool:
    """Bring a table into the type area; return whether it was too wide."""
    width = max(table.width, sum(table.grid))
    if width <= measure or table.framed:
        return False
    share = measure / width
    for column in element.findall(f"{W}tblGrid/{W}gridCol"):
        column.set(f"{W}w", str(int(cascade.number(cascade.value(column, "w")) * share)))
    for row in walk.inner(element, f"{W}tr"):
        for cell in walk.inner(row, f"{W}tc"):
            own = cell.find(f"{W}tcPr/{W}tcW")
            if own is not None and cascade.value(own, "type") == "dxa":
                own.set(f"{W}w", str(int(cascade.number(cascade.value(own, "w")) * share)))
    properties = first(element, "tblPr")
    drop(properties, "tblInd")
    total = sum(int(cascade.number(cascade.value(column, "w"))) for column in element.findall(f"{W}tblGrid/{W}gridCol"))
    new = w("tblW", w=total, type_="dxa") + w("jc", val="center") + w("tblLayout", type_="fixed")
    put(properties, elements(new), TABLE_ORDER)
    return True


def keep_rows(element: etree._Element, table: Table) -> None:
    """Let a long table repeat its head and keep its rows whole."""
    if len(table.rows) <= _LONG:
        return
    head = 0 if any(row.header for row in table.rows) else _head(table)
    for at, row in enumerate(walk.inner(element, f"{W}tr")):
        exceptions = row.find(f"{W}tblPrEx")
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            row.insert(0 if exceptions is None else 1, properties)
        new = w("cantSplit") + (w("tblHeader") if at < head else "")
        put(properties, elements(new), ROW_ORDER)


def _head(table: Table) -> int:
    """Return how many rows are the head of a list: those with fewer, joined cells on top, and the row that names all.

    0: it is no list, whose rows mostly have equally many cells, more than two.
    """
    usual, rows = Counter(len(row.cells) for row in table.rows).most_common(1)[0]
    if usual <= _COLUMNS or rows < len(table.rows) * _MOSTLY:
        return 0
    above = sum(1 for _ in takewhile(lambda row: len(row.cells) < usual, table.rows))
    if above >= _TALLEST_HEAD:
        return 0
    goes_on = takewhile(lambda row: "continue" in row.merged[:usual], table.rows[above + 1 :])
    return min(above + 1 + sum(1 for _ in goes_on), _TALLEST_HEAD)


def set_cells(element: etree._Element, table: Table, styles: Cascade, fonts: Fonts) -> None:
    """Give the words of cells the text's face and black, no larger than the text; places stay as their author has them.

    Lines as high as the text's tear small words apart: they become as high as their words.
    """
    own = element.find(f"{W}tblPr/{W}tblStyle")
    style = cascade.value(own) if own is not None else ""
    for row in walk.inner(element, f"{W}tr"):
        cells = list(walk.inner(row, f"{W}tc"))
        for cell in cells:
            for paragraph in cell.iter(walk.P):
                if not walk.inside_box(paragraph):
                    _set_words(paragraph, style, styles, fonts, shrink=len(cells) > 1)
    torn = {id(each) for each in table.paragraphs if any(True for _ in tearing_spacing(each))}
    held = (each for row in walk.inner(element, f"{W}tr") for cell in walk.inner(row, f"{W}tc") for each in _held(cell))
    for paragraph, measured in zip(held, table.paragraphs, strict=False):
        if measured.look.snap:  # the grid of the text's lines, which the page has now, would tear rows apart
            put(first(paragraph, "pPr"), elements(w("snapToGrid", val=0)), P_ORDER)
        if id(measured) in torn:
            spacing = first(first(paragraph, "pPr"), "spacing")
            spacing.set(f"{W}line", "240")
            spacing.set(f"{W}lineRule", "auto")
            put(first(paragraph, "pPr"), [spacing], P_ORDER)


def _held(cell: etree._Element) -> Iterator[etree._Element]:
    return (each for each in walk.blocks(cell) if each.tag == walk.P)


def _set_words(paragraph: etree._Element, table: str, styles: Cascade, fonts: Fonts, *, shrink: bool) -> None:
    style = styles.style_of(cascade.paragraph_properties(paragraph.find(walk.PPR)))
    for run in letters.runs(paragraph):
        if any(True for _ in run.iter(f"{W}t", f"{W}delText")):
            letter = styles.letter(styles.run(style, cascade.run_properties(run.find(f"{W}rPr")), table))
            _set_letters(run, letter, fonts, shrink=shrink)


def _set_letters(run: etree._Element, letter: RunLook, fonts: Fonts, *, shrink: bool) -> None:
    new = ""
    known = not letter.theme and any(is_face(letter.east, family) for family in _FAMILIES)
    if not known and not letters.is_symbol(run, letter):
        new += w("rFonts", hint="eastAsia", ascii=fonts.body, hAnsi=fonts.body, eastAsia=fonts.body, cs=fonts.body)
    if letter.colour not in _BLACK:
        new += w("color", val="000000")
    if shrink and letter.size > BODY_SIZE:
        new += w("sz", val=TAIL_SIZE) + w("szCs", val=TAIL_SIZE)
    if new:
        put(first(run, "rPr"), elements(new), R_ORDER)


def blacken(element: etree._Element, styles: Cascade) -> int:
    """Make coloured and heavy lines of a table black and thin; return how many of its own lines there are.

    A table without any line stays so: it may only set words beside each other.
    """
    properties = first(element, "tblPr")
    own = properties.find(f"{W}tblStyle")
    stated = styles.edges(cascade.value(own) if own is not None else "") | cascade.edges(
        properties.find(f"{W}tblBorders")
    )
    seen = [border for border in stated.values() if border is not None]
    if any(_is_off(border.colour, border.size) for border in seen):
        sides = "".join(
            w(side, val="single", sz=_LINE, space=0, color="000000") for side in _SIDES if stated.get(side) is not None
        )
        put(properties, elements(w("tblBorders", sides)), TABLE_ORDER)
    lines = [side for borders in element.iter(f"{W}tcBorders") for side in borders]
    lines = [side for side in lines if cascade.value(side, "val") not in {"nil", "none", ""}]
    for side in lines:
        if _is_off(cascade.value(side, "color").upper() or "auto", cascade.number(cascade.value(side, "sz"))):
            side.set(f"{W}color", "000000")
            side.set(f"{W}sz", str(min(int(cascade.number(cascade.value(side, "sz"))) or _LINE, _HEAVIEST)))
            for name in ("themeColor", "themeTint", "themeShade"):
                side.attrib.pop(f"{W}{name}", "")
    return len(seen) + len(lines)


def _is_off(colour: str, size: float) -> bool:
    return colour not in _BLACK or size > _HEAVIEST
