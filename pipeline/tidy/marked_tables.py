"""A table of Markdown or a web page has words and no looks: it gets those of a form of the office.

As wide as the type area, a column as wide as its words ask for, heads in 黑体 on every page, short words in the middle.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from lxml import etree

from pipeline.review import W, cascade, em_width, walk
from pipeline.stationery import PORTRAIT, Fonts, w
from pipeline.tidy.grafting import P_ORDER, R_ORDER, ROW_ORDER, TABLE_ORDER, elements, first, put

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_MARGINS = (("top", 28), ("left", 57), ("bottom", 28), ("right", 57))
_HEAD, _ROW = 560, 480  # twips, as our own forms have them
_SIZE = 24  # half-points: 小四
_NARROW, _WIDE = 4.0, 24.0  # characters: what the least and the widest column count as
_LONG = 10.0  # characters: longer words begin at the left
_TAG = re.compile(r"\{[%#].*?[%#]\}")
_VALUE = re.compile(r"\{\{.*?\}\}")


def dress(table: etree._Element, fonts: Fonts) -> None:
    """Set a table without looks of its own, as pandoc writes it, as a form is set."""
    rows = list(walk.inner(table, f"{W}tr"))
    cells = [list(walk.inner(row, f"{W}tc")) for row in rows]
    sides = "".join(w(side, val="single", sz=4, space=0, color="000000") for side in _SIDES)
    look = w("tblW", w=PORTRAIT.measure, type_="dxa") + w("jc", val="center") + w("tblBorders", sides)
    look += w("tblLayout", type_="fixed")
    look += w("tblCellMar", "".join(w(side, w=width, type_="dxa") for side, width in _MARGINS))
    words = [[_words(cell) for cell in row] for row in cells]
    columns = table.findall(f"{W}tblGrid/{W}gridCol")
    widths = _widths(first(table, "tblPr"), columns, words)
    put(first(table, "tblPr"), elements(look), TABLE_ORDER)
    for column, width in zip(columns, widths, strict=True):
        column.set(f"{W}w", str(width))
    left = {at for row in words[1:] for at, text in enumerate(row) if em_width(text) > _LONG}
    for row, held in zip(rows, cells, strict=True):
        _set_row(row, held, widths, left, fonts)


def _words(cell: etree._Element) -> str:
    """Return what a cell is going to show; what a tag fills in counts as a word."""
    said = "".join(text.text or "" for text in cell.iter(f"{W}t"))
    return _VALUE.sub("填的内容", _TAG.sub("", said)).strip()


def _widths(properties: etree._Element, columns: list[etree._Element], words: list[list[str]]) -> list[int]:
    """Return the columns' widths, which fill the type area: those that the source says in proportion, else by words."""
    own = properties.find(f"{W}tblW")
    stated = [max(cascade.number(cascade.value(column, "w")), 1.0) for column in columns]
    if own is not None and cascade.value(own, "type") == "pct" and len(set(stated)) > 1:
        asked = stated
    else:
        longest = [max((em_width(row[at]) for row in words if at < len(row)), default=0) for at in range(len(columns))]
        asked = [min(max(each, _NARROW), _WIDE) + 1 for each in longest]
    edges = [round(edge * PORTRAIT.measure / sum(asked)) for edge in accumulate(asked, initial=0)]
    return [right - left for left, right in pairwise(edges)]


def _set_row(row: etree._Element, cells: list[etree._Element], widths: list[int], left: set[int], fonts: Fonts) -> None:
    properties = row.find(f"{W}trPr")
    if properties is None:
        properties = etree.Element(f"{W}trPr")
        row.insert(0, properties)
    is_head = properties.find(f"{W}tblHeader") is not None
    put(
        properties,
        elements(w("cantSplit") + w("trHeight", val=_HEAD if is_head else _ROW, hRule="atLeast")),
        ROW_ORDER,
    )
    at = 0
    for cell in cells:
        own = cell.find(f"{W}tcPr")
        assert own is not None  # pandoc writes one
        span = own.find(f"{W}gridSpan")
        columns = int(cascade.value(span)) if span is not None else 1
        put(own, elements(w("tcW", w=sum(widths[at : at + columns]), type_="dxa") + w("vAlign", val="center")), _CELL)
        align = "left" if not is_head and at in left else "center"
        for paragraph in cell.iter(walk.P):
            _set_paragraph(paragraph, align, fonts.heading if is_head else fonts.body)
        at += columns


_CELL = ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign")


def _set_paragraph(paragraph: etree._Element, align: str, face: str) -> None:
    place = first(paragraph, "pPr")
    look = w("spacing", before=40, after=40, line=240, lineRule="auto")
    put(place, elements(look + ("" if place.find(f"{W}jc") is not None else w("jc", val=align))), P_ORDER)
    letters = w("rFonts", hint="eastAsia", ascii=face, hAnsi=face, eastAsia=face, cs=face)
    letters += w("sz", val=_SIZE) + w("szCs", val=_SIZE)
    for run in paragraph.iter(f"{W}r"):
        put(first(run, "rPr"), elements(letters), R_ORDER)
