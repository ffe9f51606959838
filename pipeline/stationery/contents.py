"""The contents page (目录) of a print pack or of a volume: a ready paper, not a template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from pipeline.model.frozen import frozen
from pipeline.stationery import paragraphs as p
from pipeline.stationery.markup import run, w
from pipeline.stationery.package import paper, plain_paper
from pipeline.stationery.page import LINE, PORTRAIT
from pipeline.stationery.styles import Fonts

_ORDER = re.compile(r"^\d+-")
_WORDS = "…"  # where a line's words go


@frozen
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


def paper_title(file: str) -> str:
    """Return how a volume's first page calls a paper: its file name without the number that sorts it."""
    return _ORDER.sub("", file.removesuffix(".docx"))


def volume_contents(
    owner: str, volume: str, names: Sequence[str], missing: Sequence[str], fonts: Fonts
) -> dict[str, bytes]:
    """Return the parts of a volume's first page, by name: what is bound, in order, and what is `missing` in it."""
    gap = p.body(f"本卷缺以下文件（原因见清单.xlsx）：{escape('、'.join(missing))}") if missing else ""
    return plain_paper(
        p.title("目　　录"),
        p.line("Subtitle", escape(f"{owner}　{volume}"), w("spacing", after=LINE)),
        gap,
        *_plain_lines(f"{number}．{name}" for number, name in enumerate(names, 1)),
        fonts=fonts,
    )


def _plain_lines(texts: Iterable[str]) -> Iterator[str]:
    """Yield the lines; they differ in their words alone, and a volume may have hundreds."""
    ind = w("ind", left=0, firstLineChars=0, firstLine=0)
    ahead, behind = p.paragraph("Body", run(_WORDS), properties=ind + w("jc", val="left")).split(_WORDS)
    return (f"{ahead}{escape(text)}{behind}" for text in texts)


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
