"""Several papers in one file → each by itself, to be recognised and read as if it had come alone.

A paper begins at its 表号; where the sent paper has words before the one that carries it (a letter above a form),
at the first of them. Where the marks are lost, or there are more tables than the marks' papers have, it begins at a
title of a paper whose names stand in the file or of a ballot, or at a table whose first row is a form's first row once
more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.collect.comparing import is_list, printed
from pipeline.collect.recognising import SentPaper
from pipeline.collect.returned_word import ReturnedBlock, Row, WordContent
from pipeline.collect.sent_papers import SentPapers
from pipeline.model.frozen import frozen
from pipeline.render import PaperMark

_ALIKE = 0.5  # of the first row's printed cells: a form's first row holds labels and names by turns
_MOST_PARTS = 500


@frozen
class Part:
    """A paper in a file; `place`: where in it, "" if it is all of it; `blocks`: which of the file's (from 0)."""

    content: WordContent
    place: str = ""
    blocks: range = range(0)


def parts(content: WordContent, sent: SentPapers) -> list[Part]:
    """Return the papers in a file, in order; one at least."""
    blocks = content.blocks
    starts = sorted({*_marked(blocks, sent), *_unmarked(content, sent)})
    if len(starts) <= 1 or len(starts) > _MOST_PARTS:
        return [Part(content, blocks=range(len(blocks)))]
    content = replace(content, properties=())  # what a file says of itself is true of one of them at most
    pieces = [range(start, end) for start, end in pairwise([0, *starts[1:], len(blocks)])]
    return [
        Part(WordContent(blocks[piece.start : piece.stop]), f"第{at}份，从{blocks[piece.start].place}起", piece)
        for at, piece in enumerate(pieces, 1)
    ]


def part_at(content: WordContent, sent: SentPapers, place: str) -> WordContent | None:
    """Return the paper at a place of a file; None where there is none any more."""
    return next((part.content for part in parts(content, sent) if part.place == place), None)


def _marked(blocks: Sequence[ReturnedBlock], sent: SentPapers) -> Iterator[int]:
    """Yield where the papers begin that carry a mark in their text."""
    last = 0
    for at_block, block in enumerate(blocks):
        if block.marks:
            yield _beginning(blocks, last, at_block, _version(sent, block.marks))
            last = at_block + 1


def _version(sent: SentPapers, marks: Sequence[PaperMark]) -> SentPaper | None:
    versions = sent.versions(marks[0].number)
    return next((each for each in reversed(versions) if each.mark in marks), versions[-1] if versions else None)


def _beginning(blocks: Sequence[ReturnedBlock], after: int, marked: int, version: SentPaper | None) -> int:
    """Return where a paper begins whose mark stands in a block: at the first of the words that were sent above it."""
    above = [] if version is None else _above(version.content.blocks)
    for at_block in range(marked - 1, after - 1, -1) if above else ():
        if _words(blocks[at_block]) == above[0]:
            return at_block
    return marked


def _above(blocks: Sequence[ReturnedBlock]) -> list[str]:
    """Return what stands above the mark of a paper that was sent."""
    marked = next((number for number, block in enumerate(blocks) if block.marks), 0)
    return [words for block in blocks[:marked] if (words := _words(block))]


def _words(block: ReturnedBlock) -> str:
    return "" if block.is_table else printed(block.rows[0][0].text)


def _unmarked(content: WordContent, sent: SentPapers) -> Iterator[int]:
    """Yield where the papers begin that have lost their mark."""
    known = [found for block in content.blocks if block.marks and (found := _version(sent, block.marks))]
    marks = content.properties
    if not known and marks and (found := _version(sent, marks)):
        known = [found]
    if known and len(content.tables) <= sum(len(each.content.tables) for each in known):
        own = {printed(cell.text) for each in known for cell in each.content.cells}
        yield from _repeated(content.blocks, lambda words: words not in own and sent.heads_ballot(words), set())
        return
    named = [*known, *sent.named_in(content)]
    titles = {printed(each.content.head) for each in named} - {""}
    rows = _first_rows(named)
    yield from _repeated(content.blocks, lambda words: words in titles or sent.heads_ballot(words), rows)


def _first_rows(papers: Iterable[SentPaper]) -> set[frozenset[str]]:
    """Return what is printed in the first row of each form; not of lists, nor where further tables begin alike."""
    found = set()
    for paper in papers:
        tables = paper.content.tables
        if tables and tables[0] and not is_list(tables[0]):
            row = frozenset(filter(None, (printed(cell.text) for cell in tables[0][0])))
            if not any(table and _begins(table[0], {row}) for table in tables[1:]):
                found.add(row)
    return found


def _repeated(
    blocks: Sequence[ReturnedBlock], is_title: Callable[[str], bool], rows: set[frozenset[str]]
) -> Iterator[int]:
    """Yield where a title stands behind a table or at the top, and where a form's first row stands once more."""
    has_table = True
    for number, block in enumerate(blocks):
        starts = _begins(block.rows[0], rows) if block.is_table and block.rows else is_title(_words(block))
        if starts and has_table:
            yield number
            has_table = False
        has_table = has_table or block.is_table


def _begins(row: Row, rows: set[frozenset[str]]) -> bool:
    texts = {printed(cell.text) for cell in row}
    return any(len(labels & texts) >= _ALIKE * len(labels) for labels in rows if labels)
