"""The sheet of paper: GB/T 9704-2012 clauses 5.2 (page) and 7.5 (page number). All lengths in twips (1/20 pt)."""

from __future__ import annotations

from pipeline.model.frozen import frozen
from pipeline.stationery.markup import run, w, whole_part

LINE = 579  # exact body line, 28.95 pt: 22 of them fill 225 mm (5.2.2; measured)
PITCH = 315  # one body character: 16 pt less 0.25 pt, 28 of them fill 156 mm
TIGHTEN = -5  # run spacing that makes the pitch
PAGE_NUMBER_LINE = 280
INDENT = 640  # two characters, as Word writes them beside firstLineChars


@frozen
class PageSetup:
    """A page: paper, margins and the footer's distance from the paper's lower edge."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    footer: int
    landscape: bool = False

    @property
    def measure(self) -> int:
        """The type area's width."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> int:
        """The type area's height."""
        return self.height - self.top - self.bottom


PORTRAIT = PageSetup(11906, 16838, top=2098, bottom=1984, left=1588, right=1474, footer=1423)
LANDSCAPE = PageSetup(16838, 11906, top=1588, bottom=1474, left=1984, right=2098, footer=913, landscape=True)
"""The portrait page turned clockwise: its binding edge is on top, where a table's head belongs on an odd page (7.4).
The page number keeps its distance of 7 mm below the type area."""


_FIRST_PAGE = (
    '<w:headerReference w:type="first" r:id="rId6"/>',
    '<w:footerReference w:type="first" r:id="rId7"/>',
)


def section(page: PageSetup, *, letter: bool = False) -> str:
    """Return the sectPr of a paper with page numbers; odd and even pages have their own, a letter's first page none."""
    orientation = {"orient": "landscape"} if page.landscape else {}
    return w(
        "sectPr",
        *(_FIRST_PAGE if letter else ()),
        '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>',
        w("pgSz", w=page.width, h=page.height, **orientation),
        w(
            "pgMar",
            top=page.top,
            right=page.right,
            bottom=page.bottom,
            left=page.left,
            header=1134 if letter else 851,
            footer=page.footer,
            gutter=0,
        ),
        w("titlePg") if letter else "",
        # LibreOffice centres whole grid lines in what a letter's head leaves: exact lines need no grid (measured)
        "" if letter else w("docGrid", type_="lines", linePitch=LINE),
    )


def footer(*, even: bool, numbered: bool = True) -> str:
    """Return footer XML: — 1 — one character in from the outer edge (7.5), or nothing."""
    if not numbered:
        return whole_part("ftr", w("p", w("pPr", w("pStyle", val="PageNumber"))))
    outer = w("ind", leftChars=100, left=PAGE_NUMBER_LINE) if even else w("ind", rightChars=100, right=PAGE_NUMBER_LINE)
    properties = w("pPr", w("pStyle", val="PageNumber"), outer, w("jc", val="left" if even else "right"))
    hint = w("rPr", w("rFonts", hint="eastAsia"))
    field = "".join(
        (
            w("r", hint, w("fldChar", fldCharType="begin")),
            w("r", hint, '<w:instrText xml:space="preserve"> PAGE </w:instrText>'),
            w("r", hint, w("fldChar", fldCharType="separate")),
            run("1"),
            w("r", hint, w("fldChar", fldCharType="end")),
        )
    )
    return whole_part("ftr", w("p", properties, run("— "), field, run(" —")))
