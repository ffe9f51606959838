"""Our own papers, set once more, are what they were: the same roles, distances, looks, tables and pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.review import Document, Layout, Paragraph, layout_of
from pipeline.tidy import tidying
from pipeline.tidy.file_kinds import FileKind
from tests import thorough
from tests.conftest import Built

_OF_A_KIND = 3
_ONE_LINE = 26  # characters: left and justified are the same


def _measured(layout: Layout) -> list[object]:
    """Return what a reader sees: each line's role, distance, look and letters, then tables and pages."""
    document = Document(layout)
    lines = [(each.role, round(each.gap or 0, 1)) for each in document.elements]
    looks = [_look(each) for each in layout.everything if each.text.strip()]
    tables = [(each.grid, each.width, each.framed, each.margins) for each in layout.tables]
    pages = [replace(section, footers={}, headers={}) for section in layout.sections]
    return [*lines, *looks, *tables, *pages]


def _look(paragraph: Paragraph) -> object:
    align = "both" if len(paragraph.text) < _ONE_LINE and paragraph.look.align == "left" else paragraph.look.align
    return paragraph.text.strip(), paragraph.letter, replace(paragraph.look, style="", before=0, align=align)


def _some(home: Path) -> Iterator[Path]:
    """Yield a few papers of each kind."""
    taken: dict[str, int] = {}
    for path in sorted(home.rglob("*.docx")):
        number = re.match(r"\d+", path.name)
        kind = number[0] if number else path.name
        taken[kind] = taken.get(kind, 0) + 1
        if taken[kind] <= _OF_A_KIND and "打印" not in path.parts:
            yield path


@thorough.only_in_ci
def test_every_kind_comes_out_equal_in_measure(every_kind_built: Built) -> None:
    papers = list(_some(every_kind_built.home))

    assert len(papers) > 12
    for path in papers:
        data = path.read_bytes()
        if layout_of(data).is_of_cards:  # there is no text to set
            assert tidying.tidy_paper(data, tidying.Asked({}, whatever=True)).kind is FileKind.CARDS
            continue
        assert _measured(layout_of(tidying.set_anew(data))) == _measured(layout_of(data)), path


@pytest.mark.parametrize("head", thorough.heads("文件", "套打", "信函"))
def test_papers_under_every_head_come_out_equal_in_measure(extreme_built: Callable[[str], Built], head: str) -> None:
    for path in _some(extreme_built(head).home):
        data = path.read_bytes()
        assert _measured(layout_of(tidying.set_anew(data))) == _measured(layout_of(data)), path
