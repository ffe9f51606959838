"""Tables: exact column widths (WPS reads nothing else), single spacing, rows that stay whole, heads that repeat.

Lengths in twips.
"""

from __future__ import annotations

from itertools import accumulate

from pipeline.model.frozen import frozen
from pipeline.stationery.markup import w
from pipeline.stationery.paragraphs import line

PADDING = 57  # 1 mm left and right of a cell's text
_MARGINS = (("top", 28), ("left", PADDING), ("bottom", 28), ("right", PADDING))
_THIN = 4  # ½ pt, in eighths of a point
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@frozen
class TableCell:
    """Ready paragraphs over `span` grid columns; `down` is the vertical alignment.

    `merge`: restart where a cell begins that goes on below, continue where it does.
    """

    content: str
    span: int = 1
    down: str = "center"
    merge: str = ""
    open: bool = False  # without rules at its sides and below: what stands under a table


def label(content: str, span: int = 1, *, kept: bool = False) -> TableCell:
    """Return a centred cell in 黑体; a line feed breaks its line; `kept`: its row stays with what follows."""
    return TableCell(line("TableHead", content, w("keepNext") if kept else ""), span)


def value(content: str, span: int = 1, *, align: str = "center") -> TableCell:
    """Return a cell of one paragraph of text."""
    return TableCell(line("TableText", content, w("jc", val=align)), span)


def cell(*blocks: str, span: int = 1, down: str = "top") -> TableCell:
    """Return a cell of ready paragraphs."""
    return TableCell("".join(blocks), span, down)


@frozen
class Grid:
    """The columns of a table by their widths; its methods write rows of exactly these columns."""

    widths: tuple[int, ...]

    @property
    def measure(self) -> int:
        """The table's width."""
        return sum(self.widths)

    def inside(self, start: int, span: int = 1) -> int:
        """Return the width for text of a cell over columns `start` … `start + span - 1`."""
        return sum(self.widths[start : start + span]) - 2 * PADDING

    def row(self, *cells: TableCell, height: int, head: bool = False) -> str:
        """Return a row at least `height` high that never splits over pages; a `head` repeats on each page."""
        assert sum(cell.span for cell in cells) == len(self.widths), f"{len(self.widths)} columns"
        properties = w(
            "trPr",
            w("cantSplit"),
            w("trHeight", val=height, hRule="atLeast"),
            w("tblHeader") if head else "",
            w("jc", val="center"),
        )
        starts = accumulate((cell.span for cell in cells), initial=0)
        return w("tr", properties, *(self._cell(cell, start) for cell, start in zip(cells, starts, strict=False)))

    def _cell(self, content: TableCell, start: int) -> str:
        width = sum(self.widths[start : start + content.span])
        span = w("gridSpan", val=content.span) if content.span > 1 else ""
        merge = w("vMerge", val=content.merge) if content.merge else ""
        rules = w("tcBorders", *(w(side, val="nil") for side in ("left", "bottom", "right"))) if content.open else ""
        properties = w("tcPr", w("tcW", w=width, type_="dxa"), span, merge, rules, w("vAlign", val=content.down))
        return w("tc", properties, content.content)

    def under(self, content: str, height: int) -> str:
        """Return a last row that looks like a line under the table: a signature that no page's end parts from it."""
        return self.row(TableCell(content, len(self.widths), down="bottom", open=True), height=height)

    def each(self, loop: str, *rows: str) -> str:
        """Return rows repeated by `for loop`."""
        return "".join((self.tag(f"for {loop}"), *rows, self.tag("endfor")))

    def when(self, condition: str, *rows: str, otherwise: tuple[str, ...] = ()) -> str:
        """Return rows that are there only where `condition` holds."""
        alternative = (self.tag("else"), *otherwise) if otherwise else ()
        return "".join((self.tag(f"if {condition}"), *rows, *alternative, self.tag("endif")))

    def tag(self, content: str) -> str:
        """Return a row that docxtpl takes away when it reads the tag."""
        return self.row(value(f"{{%tr {content} %}}", len(self.widths), align="left"), height=300)

    def table(self, *rows: str) -> str:
        """Return the table, of fixed layout, its grid exactly these widths."""
        properties = w(
            "tblPr",
            w("tblW", w=self.measure, type_="dxa"),
            w("jc", val="center"),
            w("tblBorders", *(w(side, val="single", sz=_THIN, space=0, color="000000") for side in _SIDES)),
            w("tblLayout", type_="fixed"),
            w("tblCellMar", *(w(side, w=width, type_="dxa") for side, width in _MARGINS)),
        )
        return w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in self.widths)), *rows)
