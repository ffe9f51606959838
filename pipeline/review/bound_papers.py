"""A volume to print is many papers in one file: each is held to the standard by itself, its contents to nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from pipeline.review.layout import Layout, Paragraph, Table

_CONTENTS = "目录"


def papers_of(layout: Layout) -> list[Layout]:
    """Return the papers that a file holds: more than one where a contents page stands before sections counted anew."""
    restarts = [section.restarts for section in layout.sections]
    title = next((block for block in layout.blocks if not isinstance(block, Paragraph) or block.shown), None)
    is_volume = isinstance(title, Paragraph) and "".join(title.shown.split()) == _CONTENTS
    if not is_volume or not any(restarts[1:]):
        return [layout]
    paper = list(accumulate(map(int, [False, *restarts[1:]])))  # of a section: the paper that it is of
    return [_paper(layout, [at for at, own in enumerate(paper) if own == number]) for number in range(1, paper[-1] + 1)]


def _paper(layout: Layout, sections: list[int]) -> Layout:
    """Return one paper; its paragraphs keep the numbers that they have in the file."""
    first = sections[0]
    within = frozenset(sections)
    return replace(
        layout,
        sections=tuple(layout.sections[at] for at in sections),
        blocks=tuple(_moved(block, first) for block in layout.blocks if block.section in within),
        boxes=tuple(replace(box, section=box.section - first) for box in layout.boxes if box.section in within),
        leftovers=layout.leftovers if first == 1 else (),
    )


def _moved(block: Paragraph | Table, first: int) -> Paragraph | Table:
    if isinstance(block, Paragraph):
        return replace(block, section=block.section - first)
    rows = tuple(
        replace(row, cells=tuple(tuple(replace(p, section=p.section - first) for p in cell) for cell in row.cells))
        for row in block.rows
    )
    return replace(block, section=block.section - first, rows=rows)
