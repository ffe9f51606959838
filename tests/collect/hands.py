"""A form as hands fill it: its cells, its spaces by their labels, what is written into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import docx
from docx.document import Document
from docx.table import Table, _Cell

FORM = "03-党性分析表-张三丰.docx"


def bare(text: str) -> str:
    return "".join(text.split()).replace("\u3000", "")


def row(table: Table, at: int) -> list[_Cell]:
    return [_Cell(tc, table) for tc in table.rows[at]._tr.tc_lst]


def cells(table: Table) -> list[_Cell]:
    return [cell for at in range(len(table.rows)) for cell in row(table, at)]


def say(cell: _Cell, text: str) -> None:
    """Give a cell another text."""
    for paragraph in cell.paragraphs:
        for run in paragraph.runs:
            run.text = ""
    cell.paragraphs[0].add_run(text)


def spaces(table: Table) -> dict[str, _Cell]:
    """Return the blank cells that have a label left of them, by it."""
    found = {}
    for at in range(len(table.rows)):
        there = row(table, at)
        for label, cell in pairwise(there):
            if bare(label.text) and not bare(cell.text):
                found[bare(label.text)] = cell
    return found


def filled(values: Mapping[str, str]) -> Callable[[Document], None]:
    def fill(document: Document) -> None:
        there = spaces(document.tables[0])
        for name, text in values.items():
            say(there[name], text)

    return fill


def labels(share: Path, name: str = FORM) -> list[str]:
    """Return the labels of a sent form's spaces."""
    return list(spaces(docx.Document(str(next(share.rglob(name)))).tables[0]))


def returned(share: Path, to: Path, values: Mapping[str, str], name: str = FORM) -> Path:
    """Fill a sent form and save it."""
    document = docx.Document(str(next(share.rglob(name))))
    filled(values)(document)
    to.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(to))
    return to
