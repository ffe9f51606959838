"""Documents that this program has just filled: what filling cannot change is reviewed once, what it can, each time.

A document of a known template is not measured again. Three things are known of it, and each is looked at as often as it
is new:

- its skeleton: the template's own text that it shows, and its words: every value outside table cells. Each of the two
  counts as known once a document that has it was reviewed, by all rules, without a finding; where only words are new,
  with the tables of one that was;
- what its cells look like: measured, and a whole document of that look reviewed, once for each choice of the template's
  own text and of empty values;
- what its cells say: a cell that no document has shown yet is held to the rules for cells.

That rests on one property of the rules: they judge a cell by what stands in it (gbt9704.CELL_RULES), apart from the one
that looks at all cells at once (whether a paper is a form), which is asked here as well; and a cell that is taken for
more than a cell (版记) sends the document the long way. Where only values are new, the layout is not measured again
either: they are put where marks stood when it was.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

from pipeline.model.finding import Finding
from pipeline.model.frozen import frozen
from pipeline.model.work import Filled
from pipeline.review.elements import Document
from pipeline.review.layout import Layout, Paragraph, Run, Table, TableRow
from pipeline.review.measure import Measurer
from pipeline.review.roles import TEXT, tail_role

_BODY = "word/document.xml"
_UNREAD = "docProps/"  # parts that no rule looks at
_MARK = 0xE000  # private characters stand for the values while cells are measured
_MOST_VALUES = 0x1800
_MARKS = re.compile("[\ue000-\uf7ff]")
_BREAK = re.compile(r"<w:br/>")
_TAGS = re.compile(r"<[^>]*>")
_MOST_REMEMBERED = 200_000
_DOUBT = 100  # characters by which the words outside tables may differ from those that were reviewed
_MOST_SHAPES = 400


@frozen
class _Cell:
    """A paragraph in a table that shows values, with a mark for each."""

    paragraph: Paragraph
    number: int  # of its look: the same paragraph has the same number in every shape
    said: Callable[[Sequence[bytes]], object]  # what it says: its values of a document's


@frozen(eq=False)
class _Shape:
    """What documents look like that show the same text of the template and have the same values empty."""

    cells: tuple[_Cell, ...]
    within: tuple[int, ...]  # values that stand in table cells
    others: tuple[int, ...]  # values that stand outside them
    layout: Layout  # with a mark for each value
    inside: int  # characters of the template's own in tables
    marked: frozenset[int]  # the paragraphs, tables and rows with marks in them, by id

    def says(self, texts: Sequence[str], known: Layout | None = None) -> Layout:
        """Return the layout with its values in it; with the tables of a `known` one of the same shape, if there is."""

        def row(each: TableRow) -> TableRow:
            if id(each) not in self.marked:
                return each
            return replace(each, cells=tuple(tuple(_says(p, texts) for p in cell) for cell in each.cells))

        def block(each: Paragraph | Table) -> Paragraph | Table:
            if id(each) not in self.marked:
                return each
            if isinstance(each, Paragraph):
                return _says(each, texts)
            return replace(each, rows=tuple(map(row, each.rows)))

        def of_known(own: Paragraph | Table, known: Paragraph | Table) -> Paragraph | Table:
            return known if isinstance(own, Table) else block(own)

        blocks = map(of_known, self.layout.blocks, known.blocks) if known else map(block, self.layout.blocks)
        boxes = tuple(_says(paragraph, texts) for paragraph in self.layout.boxes)
        return replace(self.layout, blocks=tuple(blocks), boxes=boxes)

    def characters(self, texts: Sequence[str]) -> int:
        """Return how many characters stand in the tables of a document that says `texts`."""
        return self.inside + sum([len(texts[at]) for at in self.within])


@dataclass(slots=True)
class Familiar:
    """What is known of the documents of one campaign.

    `rules` is everything that a document is held to, `cell_rules` what of it judges a cell by what stands in it.
    """

    measurer: Measurer
    rules: Callable[[Document], tuple[Finding, ...]]
    cell_rules: Callable[[Paragraph], tuple[Finding, ...]]
    _shapes: dict[object, _Shape | None] = field(default_factory=dict)
    _skeletons: dict[object, tuple[int, bool]] = field(default_factory=dict)  # → text outside tables, is it a form
    _words: set[object] = field(default_factory=set)
    _proved: dict[_Shape, Layout] = field(default_factory=dict)  # → of a document of it that was reviewed
    _looks: dict[Paragraph, int] = field(default_factory=dict)
    _judged: set[tuple[int, object]] = field(default_factory=set)  # a cell's look, and what it says

    def review(self, filled: Filled) -> tuple[Finding, ...]:
        """Return a document's Findings, as a review of its bytes would."""
        pieces = next((pieces for name, pieces in filled.parts if name == _BODY), ())
        values = [piece for piece in pieces if type(piece) is not bytes]
        beside = tuple(pieces for name, pieces in filled.parts if name != _BODY and not name.startswith(_UNREAD))
        shape = self._shape(filled, pieces, beside, len(values)) if filled.plain and values else None
        if shape is None:
            return self.rules(Document(self.measurer.measure(filled.data)))
        skeleton = (filled.template, tuple(piece for piece in pieces if type(piece) is bytes))
        words = (filled.template, tuple(values[at] for at in shape.others), beside)
        if self._known(skeleton, shape, values):
            if words in self._words:
                return ()
            if self._reads_well(shape, values):
                self._keep(words)
                return ()
        document = Document(shape.says(_texts(values)))
        findings = self.rules(document)
        if not findings:
            self._keep(words)
            self._remember(skeleton, shape, values, document)
        return findings

    # --- what is known --------------------------------------------------------------------------------------------

    def _known(self, skeleton: object, shape: _Shape, values: Sequence[bytes]) -> bool:
        """Whether a document's text is known to have no finding, apart from its words."""
        known = self._skeletons.get(skeleton)
        if known is None or shape not in self._proved:
            return False
        texts = _texts(values)
        outside, is_form = known
        inside = shape.characters(texts)
        if (inside > outside + _DOUBT, inside > outside - _DOUBT) != (is_form, is_form):
            return False
        judged = self._judged
        new = [(cell, said) for cell in shape.cells if (said := (cell.number, cell.said(values))) not in judged]
        if not all(self._is_clean(_says(cell.paragraph, texts)) for cell, _ in new):
            return False
        self._note([said for _, said in new])
        return True

    def _reads_well(self, shape: _Shape, values: Sequence[bytes]) -> bool:
        """Whether a document whose cells are known has no finding for its words.

        Its tables are those of a document of this shape that was reviewed; only whether it is a form is its own.
        """
        texts = _texts(values)
        document = Document(shape.says(texts, self._proved[shape]))
        is_form = shape.characters(texts) > _characters_outside(document)
        return is_form == document.is_form and not self.rules(document)

    def _keep(self, words: object) -> None:
        _make_room(self._words, _MOST_REMEMBERED)
        self._words.add(words)

    def _is_clean(self, cell: Paragraph) -> bool:
        """Whether no rule has anything to say of a cell for what stands in it, nor takes it for more than a cell."""
        return tail_role(cell) is None and not self.cell_rules(cell)

    def _remember(self, skeleton: object, shape: _Shape, values: Sequence[bytes], document: Document) -> None:
        _make_room(self._skeletons, _MOST_REMEMBERED)
        self._skeletons[skeleton] = _characters_outside(document), document.is_form
        self._proved[shape] = document.layout
        self._note([(cell.number, cell.said(values)) for cell in shape.cells])

    def _note(self, cells: Sequence[tuple[int, object]]) -> None:
        _make_room(self._judged, _MOST_REMEMBERED)
        self._judged.update(cells)

    # --- what cells look like -------------------------------------------------------------------------------------

    def _shape(
        self, filled: Filled, pieces: Sequence[bytes], beside: tuple[tuple[bytes, ...], ...], count: int
    ) -> _Shape | None:
        """Return where a document's values stand; None where that cannot be said. `beside`: its headers and footers."""
        own = tuple(piece if type(piece) is bytes else bool(piece) for piece in pieces)
        key = (filled.template, own, beside)
        if key not in self._shapes:
            if len(self._shapes) >= _MOST_SHAPES:
                self._shapes.clear()
                self._proved.clear()
            self._shapes[key] = self._measured(filled.data, pieces, count)
        return self._shapes[key]

    def _measured(self, data: bytes, pieces: Sequence[bytes], count: int) -> _Shape | None:
        own = b"".join(piece for piece in pieces if type(piece) is bytes).decode("utf-8")
        if count > _MOST_VALUES or _MARKS.search(own):
            return None
        layout = self.measurer.measure(data, b"".join(_marked(pieces)))
        cells, found, inside = list[_Cell](), list[int](), 0
        for table in layout.tables:
            for paragraph in table.paragraphs:
                marks = [ord(mark) - _MARK for mark in _MARKS.findall(paragraph.text)]
                inside += len(paragraph.text) - len(marks)
                if marks:
                    number = self._looks.setdefault(paragraph, len(self._looks))
                    cells.append(_Cell(paragraph, number, itemgetter(*marks)))
                    found += marks
        if len(set(found)) < len(found):  # one piece shown twice: not a cell of ours
            return None
        empty = {at for at, piece in enumerate(piece for piece in pieces if type(piece) is not bytes) if not piece}
        others = tuple(sorted(set(range(count)) - set(found) - empty))
        return _Shape(tuple(cells), tuple(found), others, layout, inside, frozenset(_with_marks(layout)))


def _characters_outside(document: Document) -> int:
    return sum(len(element.text) for element in document.elements if element.role in TEXT)


def _with_marks(layout: Layout) -> Iterator[int]:
    """Yield the ids of the paragraphs, tables and rows that show values."""
    for block in layout.blocks:
        if isinstance(block, Paragraph):
            if _MARKS.search(block.text):
                yield id(block)
            continue
        rows = [row for row in block.rows if any(_MARKS.search(p.text) for cell in row.cells for p in cell)]
        yield from map(id, rows)
        if rows:
            yield id(block)


def _marked(pieces: Sequence[bytes]) -> Iterator[bytes]:
    """Yield a part with a private character for each value that is not empty."""
    at = -1
    for piece in pieces:
        if type(piece) is bytes:
            yield piece
        else:
            at += 1
            yield chr(_MARK + at).encode("utf-8") if piece else b""


def _says(paragraph: Paragraph, texts: Sequence[str]) -> Paragraph:
    """Return a paragraph with its values in place of their marks."""

    def said(match: re.Match[str]) -> str:
        return texts[ord(match[0]) - _MARK]

    if len(paragraph.runs) == 1 and _MARKS.fullmatch(mark := paragraph.runs[0].text):  # most cells: one value alone
        return paragraph.saying((Run(texts[ord(mark) - _MARK], paragraph.runs[0].letter),))
    if not _MARKS.search(paragraph.text):
        return paragraph
    return paragraph.saying(tuple(Run(_MARKS.sub(said, run.text), run.letter) for run in paragraph.runs))


def _make_room(kept: set[Any] | dict[Any, Any], most: int) -> None:
    if len(kept) >= most:
        kept.clear()


def _texts(values: Sequence[bytes]) -> list[str]:
    """Return what values say: their escapes resolved, line breaks as characters."""
    together = b"\0".join(values).decode("utf-8")  # no part of a document can hold the character
    texts = together.split("\0")
    return list(map(_text, texts)) if "<" in together or "&" in together else texts


def _text(value: str) -> str:
    return html.unescape(_TAGS.sub("", _BREAK.sub("\n", value))) if "<" in value or "&" in value else value
