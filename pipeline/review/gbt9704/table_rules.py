"""Clause 8 and §7: tables inside the type area, heads repeated, rows that stay whole, no fixed spacing in cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pipeline.model.finding import Finding
from pipeline.review.elements import Document
from pipeline.review.gbt9704.rule import CUSTOM, STANDARD, Clause
from pipeline.review.layout import Paragraph, Table, millimetres
from pipeline.review.roles import Role

_SLACK = 240  # twips: Word lets a table stand out by its cell margins, 108 on each side, so that its text is flush
_LONG_TABLE = 12  # rows: it may run over a page
_BODY_LINE = (540, 620)  # twips: exact spacing of the text, wrong in cells
_SIZE_IN_CELLS = 30  # half-points: below it the body's spacing tears the rows apart


def tables(document: Document) -> Iterator[Finding]:
    """Look at each table's widths, head, rows and spacing."""
    rule = Clause("8", CUSTOM)
    tail = document.of(Role.MOVED_ADDRESSEE, Role.COPIES, Role.PRINTED, Role.MARK)
    imprints = {id(document.spot(element.paragraph).table) for element in tail}
    for table in document.layout.tables:
        where = f"表{table.number}"
        section = document.layout.sections[min(table.section, len(document.layout.sections) - 1)]
        width = max(table.width, sum(table.grid))
        if width > section.measure + _SLACK and not table.framed:
            wanted, found = f"不宽于版心（{millimetres(section.measure):.0f}毫米）", f"{millimetres(width):.0f}毫米"
            yield rule.at("gbt.table.width", where, wanted, found, STANDARD)
        if table.width and table.grid and abs(sum(table.grid) - table.width) > _SLACK:
            yield rule.at("look.table.grid", where, "各列宽之和等于表宽（WPS 只认列宽）", "不相等")
        if len(table.rows) > _LONG_TABLE and _columns(table) and not any(row.header for row in table.rows):
            yield rule.at("look.table.head", where, "表头在每页重复（标题行重复）", "没有设置")
        if any(not row.whole for row in table.rows) and len(table.rows) > _LONG_TABLE:
            yield rule.at("look.table.rows", where, "行不跨页断开", "允许跨页断行")
        if id(table) in imprints:
            continue  # set in the text's lines: the last one sits on the type area's lower edge (7.4)
        fixed = (finding for paragraph in table.paragraphs for finding in tearing_spacing(paragraph))
        yield from islice(fixed, 1)


def _columns(table: Table) -> bool:
    """Whether it is a list with a head of columns: its rows have equally many cells, more than two."""
    counts = {len(row.cells) for row in table.rows}
    return len(counts) == 1 and counts.pop() > 2  # noqa: PLR2004 - cells


def tearing_spacing(paragraph: Paragraph) -> Iterator[Finding]:
    """Look at one cell's paragraph: the text's fixed spacing tears a table apart."""
    look, letter = paragraph.look, paragraph.letter
    low, high = _BODY_LINE
    fixed = look.rule == "exact" and low <= look.line <= high
    if fixed and letter is not None and letter.size < _SIZE_IN_CELLS and paragraph.text.strip():
        yield Clause("8", CUSTOM).at("look.table.spacing", paragraph, "单倍行距", f"固定值{look.line / 20:g}磅")


RULES = (tables,)
