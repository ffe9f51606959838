"""版记 (7.4): lines of the text become the table at the foot of the last page, whose rules are thick and thin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from pipeline.review import walk
from pipeline.review.cascade import W
from pipeline.review.roles import Role
from pipeline.stationery import letterhead
from pipeline.stationery.markup import w
from pipeline.stationery.page import PORTRAIT
from pipeline.stationery.paragraphs import hairline
from pipeline.tidy import letters
from pipeline.tidy.markup import P_ORDER, elements, put
from pipeline.tidy.told import Line

ROLES = frozenset({Role.MOVED_ADDRESSEE, Role.COPIES, Role.PRINTED})
_DATE = re.compile(r"(?<=[^\s\d])(\s*)(?=\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*印发$)")
_T, _TAB = f"{W}t", f"{W}tab"


def gathered(lines: Sequence[Line], hairline_style: str) -> bool:
    """Put lines of the 版记 that end the text into its table; False where they stand elsewhere, and are left there."""
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
    table = elements(letterhead.foot(*("" for _ in tail)))[0]
    tail[0].addprevious(table)
    for cell, element in zip(table.iter(f"{W}tc"), tail, strict=True):
        cell.append(element)
    for each in follow:
        body.remove(each)
    end = elements(hairline().replace('"TableText"', f'"{hairline_style}"'))[0]
    table.addnext(end)
    return True


def part_date(line: Line) -> None:
    """Let the date of 印发 end one character from the right: a tab stands for whatever white space parted it."""
    if line.role is not Role.PRINTED or not _DATE.search(line.paragraph.text.strip()):
        return
    properties = line.element.find(walk.PPR)
    assert properties is not None
    put(properties, elements(w("tabs", w("tab", val="right", pos=PORTRAIT.measure - 280))), P_ORDER)
    found = letters.leaves(line.element)
    if any(leaf.tag == _TAB for leaf in found):
        return
    at = _place(found)
    if at is None:
        return
    leaf, place = at
    text = leaf.text or ""
    rest = etree.Element(_T)
    leaf.text, rest.text = text[:place].rstrip(), text[place:].lstrip()
    rest.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    leaf.addnext(etree.Element(_TAB))
    leaf.getnext().addnext(rest)  # type: ignore[union-attr]


def _place(found: Sequence[etree._Element]) -> tuple[etree._Element, int] | None:
    """Return the leaf, and the place in it, where the date begins."""
    whole = "".join(leaf.text or "" for leaf in found if leaf.tag == _T)
    match = _DATE.search(whole.rstrip())
    if match is None:
        return None
    wanted = match.end()
    for leaf in found:
        if leaf.tag != _T:
            continue
        if wanted < len(leaf.text or ""):
            return leaf, wanted
        wanted -= len(leaf.text or "")
    return None
