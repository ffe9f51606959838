"""What a document looks like, as plain numbers: the answer of measure.py and the only thing that rules read.

Lengths are twips (1/20 pt) unless a name says otherwise; sizes of letters are half-points, as Word writes them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.model.frozen import frozen
from pipeline.model.looked_up_once import cached_property

MM = 1440 / 25.4  # twips a millimetre


def millimetres(twips: float) -> float:
    """Return a length in millimetres."""
    return twips / MM


@lru_cache(maxsize=4096)  # a form's own words come again and again
def em_width(text: str) -> float:
    """Return the width of one line of text in characters of its size: full-width 1, half-width ½."""
    return sum(1.0 if _wide(character) else 0.5 for character in text)


def _wide(character: str) -> bool:
    return ord(character) > 0x2000 or unicodedata.east_asian_width(character) in "WFA"  # noqa: PLR2004 - Chinese fonts


@frozen
class RunLook:
    """The effective look of a run."""

    east: str  # the face of Chinese characters
    latin: str  # the face of digits and Latin letters
    size: int
    bold: bool = False
    colour: str = "auto"  # RRGGBB in capitals, or auto
    spacing: int = 0  # added to each character
    scale: int = 100  # per cent of the width
    east_hint: bool = False  # quotation marks and dashes take the Chinese face
    theme: bool = False  # a face comes from the theme


@frozen
class Run:
    """Text of one look; tabs and line breaks are characters."""

    text: str
    letter: RunLook


@frozen
class Border:
    """One line of a border; size in eighths of a point, space to the text in points."""

    kind: str
    size: int
    colour: str = "auto"
    space: int = 0


@frozen
class ParagraphLook:
    """A paragraph's effective properties."""

    style: str = ""  # the style's name
    align: str = "left"
    left: float = 0
    right: float = 0
    first: float = 0  # positive: first line in; negative: hanging
    first_characters: float = 0  # the same in characters of the paragraph's size
    left_characters: float = 0
    right_characters: float = 0
    before: float = 0
    after: float = 0
    line: float = 240
    rule: str = "auto"  # auto | exact | atLeast
    snap: bool = True
    keep_next: bool = False
    page_break_before: bool = False
    auto_space: bool = True
    outline: int | None = None
    top: Border | None = None
    bottom: Border | None = None
    between: Border | None = None
    tabs: tuple[tuple[float, str], ...] = ()  # stops: twips from the left margin, kind
    framed: bool = False  # stands in a frame, outside the text


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it is shown: tracked insertions are in, tracked deletions are out."""

    number: int  # 1-based, counted in its own place
    place: str  # "" in the text; else 表1第2行第3格, 文本框, 页脚 …
    runs: tuple[Run, ...]
    look: ParagraphLook
    label: str = ""  # what automatic numbering puts in front
    breaks_page: bool = False  # holds a page break
    starts_section: bool = False  # the first of a section that begins on a new page
    has_drawing: bool = False
    section: int = 0
    boxed: bool = False  # stands in a text box: where that is, is not known

    def saying(self, runs: tuple[Run, ...]) -> Paragraph:
        """Return the same paragraph with other words; as `replace` would, in a third of the time."""
        rest = (self.label, self.breaks_page, self.starts_section, self.has_drawing, self.section, self.boxed)
        return Paragraph(self.number, self.place, runs, self.look, *rest)

    @cached_property
    def text(self) -> str:
        """The text without automatic numbering."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def shown(self) -> str:
        """The text with automatic numbering, stripped."""
        return (self.label + self.text).strip()

    @cached_property
    def letter(self) -> RunLook | None:
        """The look that most of its characters have; None for a paragraph without text."""
        if not self.runs:
            return None
        weights: dict[RunLook, int] = {}
        for run in self.runs:
            weights[run.letter] = weights.get(run.letter, 0) + len(run.text.strip())
        return max(weights, key=lambda letter: weights[letter])

    @property
    def address(self) -> str:
        """Where a reader finds it: 第3段“关于召开…”."""
        words = " ".join(self.shown.split())
        quoted = f"“{words[:_QUOTED]}{'…' if len(words) > _QUOTED else ''}”" if words else "（空段）"
        return f"{self.place or f'第{self.number}段'}{quoted}"


_QUOTED = 16


@frozen
class TableRow:
    """A table's row."""

    cells: tuple[tuple[Paragraph, ...], ...]
    header: bool
    whole: bool  # never split over two pages
    merged: tuple[str, ...] = ()  # each cell's part in a vertical merge: "" | restart | continue
    middle: tuple[bool, ...] = ()  # each cell's text stands in the middle of its height
    top: Border | None = None
    bottom: Border | None = None


@frozen
class Table:
    """A table; `grid` and `width` say what the file states."""

    number: int
    grid: tuple[int, ...]
    width: int  # 0: not stated in twips
    rows: tuple[TableRow, ...]
    framed: bool = False  # floats
    margins: tuple[int, int] = (0, 0)  # of its cells, left and right
    section: int = 0

    def rule_under(self, row: int) -> Border | None:
        """Return the rule between a row, counted from 0, and the next; under the last one, the table's own."""
        below = self.rows[row + 1].top if row + 1 < len(self.rows) else None
        return self.rows[row].bottom or below

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph of every cell."""
        for row in self.rows:
            for cell in row.cells:
                yield from cell


@frozen
class Section:
    """Paper, margins, grid and what stands outside the type area."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    footer: int
    grid: str = ""  # "" | lines | linesAndChars | snapToChars
    pitch: int = 0  # of the grid's lines
    pitch_characters: int = 0  # charSpace, 1/4096 pt
    title_page: bool = False
    restarts: bool = False  # its pages are counted anew
    landscape: bool = False
    footers: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict)  # default, even, first
    headers: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    numbered: frozenset[str] = frozenset()  # which of the footers hold a page number
    numbered_above: frozenset[str] = frozenset()  # which of the headers do

    @property
    def measure(self) -> int:
        """The type area's width."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> int:
        """The type area's height."""
        return self.height - self.top - self.bottom


@frozen
class Leftover:
    """What was not filled in where no paragraph shows it: in what, and what stands there."""

    place: str
    found: str


@frozen
class Layout:
    """A whole document."""

    sections: tuple[Section, ...]
    blocks: tuple[Paragraph | Table, ...]  # in reading order
    boxes: tuple[Paragraph, ...] = ()  # in text boxes and frames of drawings
    odd_and_even: bool = False  # odd and even pages have their own footers
    has_drawings: bool = False
    leftovers: tuple[Leftover, ...] = ()

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The text's own paragraphs, without tables."""
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def tables(self) -> list[Table]:
        """The tables."""
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def is_of_cards(self) -> bool:
        """Whether nothing stands on its pages but what is in text boxes: name cards, labels."""
        shown = (block.shown if isinstance(block, Paragraph) else block.paragraphs for block in self.blocks)
        return any(box.shown for box in self.boxes) and not any(shown)

    @property
    def everything(self) -> Iterator[Paragraph]:
        """Every paragraph of the body: text, cells, text boxes."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from block.paragraphs
        yield from self.boxes
