"""The contents page (目录) of a print pack: a ready paper, not a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pipeline.stationery import paragraphs as p
from pipeline.stationery.markup import run, w
from pipeline.stationery.package import paper
from pipeline.stationery.page import LINE, PORTRAIT
from pipeline.stationery.styles import Fonts


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line: a document and the pack's page on which it begins."""

    name: str
    page: int


def contents_page(owner: str, entries: Sequence[ContentsEntry], fonts: Fonts) -> bytes:
    """Return the .docx of a contents page: whose papers these are, and each with its page."""
    return paper(
        p.title("目　　录"),
        p.line("Subtitle", owner, w("spacing", after=LINE)),
        *(_line(entry) for entry in entries),
        fonts=fonts,
    )


def _line(entry: ContentsEntry) -> str:
    """Return the name, dots and the page at the right edge."""
    tabs = w("tabs", w("tab", val="right", leader="middleDot", pos=PORTRAIT.measure))
    ind = w("ind", left=0, firstLineChars=0, firstLine=0)
    return p.paragraph(
        "Body",
        run(entry.name),
        w("r", w("tab")),
        run(escape(str(entry.page))),
        properties=tabs + ind + w("jc", val="left"),
    )
