"""版记 (7.4): lines of the text become the table at the foot of the last page, whose rules are thick and thin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from pipeline.review import Cascade, Role, W, cascade, walk
from pipeline.stationery import PORTRAIT, hairline, letterhead, w
from pipeline.tidy import letters, setting
from pipeline.tidy.grafting import P_ORDER, TABLE_ORDER, drop, elements, first, put
from pipeline.tidy.setting import Surroundings
from pipeline.tidy.told import PaperLine

ROLES = frozenset({Role.MOVED_ADDRESSEE, Role.COPIES, Role.PRINTED})
_DATE = re.compile(r"(?<=[^\s\d])\s*(?=\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*印发$)")


def gathered(lines: Sequence[PaperLine], hairline_style: str, *, ruled: bool) -> bool:
    """Put lines of the 版记 that end the text into its table; False where they stand elsewhere, and are left there.

    A letter's has no rules (10.1).
    """
    tail = [line.element for line in lines if line.role in ROLES]
    if not tail or any(element.find(f"{walk.PPR}/{W}sectPr") is not None for element in tail):
        return False
    body = tail[0].getparent()
    follow = [child for child in tail[-1].itersiblings() if child.tag in {walk.P, walk.TBL}]
    if (
        body is None
        or any(each.getparent() is not body for each in tail)
        or any(str(each.xpath("string()")).strip() for each in follow)
    ):
        return False
    if [child for child in body if child in tail] != list(body)[body.index(tail[0]) : body.index(tail[0]) + len(tail)]:
        return False
    table = elements(letterhead.foot(*("" for _ in tail), ruled=ruled))[0]
    tail[0].addprevious(table)
    for cell, element in zip(table.iter(f"{W}tc"), tail, strict=True):
        cell.append(element)
    for each in follow:
        body.remove(each)
    end = elements(hairline().replace('"TableText"', f'"{hairline_style}"'))[0]
    table.addnext(end)
    return True


def set_table(
    element: etree._Element, lines: Sequence[PaperLine], ids: Mapping[str, str], styles: Cascade, *, ruled: bool
) -> None:
    """Set a 版记 that is a table already: its lines, and where each row is one cell its rules and its width."""
    for line in lines:
        source = styles.style_of(cascade.paragraph_properties(line.element.find(walk.PPR)))
        setting.place(
            line, ids[setting.style_of(line, as_text=False)], Surroundings(None, 0), line.paragraph.text.strip()
        )
        letters.reset(line.element, styles, source, emphasis=False)
        part_date(line)
    cells = [cell for row in walk.inner(element, f"{W}tr") for cell in walk.inner(row, f"{W}tc")]
    if len(cells) != sum(1 for _ in walk.inner(element, f"{W}tr")):
        return
    own = first(element, "tblPr")
    place = own.find(f"{W}tblpPr")
    wanted = first(elements(letterhead.foot("", "", ruled=ruled))[0], "tblPr")
    drop(own, "tblInd", "tblStyle")
    if place is None:
        drop(wanted, "tblpPr")
    put(own, list(wanted), TABLE_ORDER)
    for grid in element.findall(f"{W}tblGrid"):
        grid[:] = elements(w("gridCol", w=PORTRAIT.measure))
    for cell in cells:
        properties = first(cell, "tcPr")
        drop(properties, "tcBorders", "tcMar", "gridSpan")
        put(properties, elements(w("tcW", w=PORTRAIT.measure, type_="dxa")), ("cnfStyle", "tcW"))


def part_date(line: PaperLine) -> None:
    """Let the date of 印发 end one character from the right: a tab stands for whatever white space parted it."""
    if line.role is not Role.PRINTED or not _DATE.search(line.paragraph.text.strip()):
        return
    properties = line.element.find(walk.PPR)
    assert properties is not None
    put(properties, elements(w("tabs", w("tab", val="right", pos=PORTRAIT.measure - 280))), P_ORDER)
    letters.tab_before(line.element, _DATE)
