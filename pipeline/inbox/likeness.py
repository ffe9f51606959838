"""整改方案 that say the same in several branches: rows of the 问题清单 whose texts were copied.

Two rows are alike when three-character shingles of their 具体问题 and 整改措施, without the branch's own name, are the
same to `ALIKE` (Jaccard). Each row is compared with the first row like it, found through the rarest shingles of both
(prefix filter): exact, and 400 branches take as long as one reading of their texts.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.inbox import sheet_kinds
from pipeline.model import codes
from pipeline.model.facts import Branch, Dossier, Row, Source
from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem

ALIKE = 0.7
"""From this likeness on, texts count as copied: a row of thirty characters with one word of two changed has 0.75."""
SHORTEST = 14
"""Characters below which two branches may well have written the same by themselves (公开不及时，修订办法)."""
_SHINGLE = 3
_CELLS_NAMED = 3


@frozen
class _Row:
    """A row of one branch's problems with its text as it is compared."""

    branch: Branch
    source: Source
    text: str


def check(dossiers: Iterable[Dossier]) -> Iterator[Problem]:
    """Yield one Problem for each branch and the branch that it shares most rows with, naming the cells of both."""
    rows = [row for dossier in dossiers for row in _rows(dossier)]
    twins: dict[tuple[str, str], list[tuple[_Row, _Row]]] = defaultdict(list)
    for row, first in _alike(rows):
        if row.branch.name != first.branch.name:
            twins[row.branch.name, first.branch.name].append((row, first))
    reported: set[str] = set()
    for (name, _), pairs in sorted(twins.items(), key=lambda each: -len(each[1])):
        if name not in reported:
            reported.add(name)
            yield _problem(pairs)


def _rows(dossier: Dossier) -> Iterator[_Row]:
    for issue in dossier.rows.get(sheet_kinds.ISSUES, ()):
        text = _compared(issue, dossier.branch)
        if issue.source and issue.value("整改措施") and len(text) >= SHORTEST:
            yield _Row(dossier.branch, issue.source, text)


def _compared(issue: Row, branch: Branch) -> str:
    """Return 具体问题 and 整改措施 without punctuation and without the branch's own name."""
    measures, text = issue.value("整改措施"), issue.value("具体问题")
    words = (text if isinstance(text, str) else "") + "".join(measures if isinstance(measures, tuple) else ())
    for name in (branch.name, branch.short, branch.short.removesuffix("党支部"), branch.short.removesuffix("支部")):
        words = words.replace(name, "") if name else words
    return "".join(character for character in words if character.isalnum())


def _alike(rows: Sequence[_Row]) -> Iterator[tuple[_Row, _Row]]:
    """Yield each row that has one like it before, with the first such row. What was copied is no measure for others."""
    spread = Counter(shingle for text in {row.text for row in rows} for shingle in _shingles(text))
    first_of: dict[str, _Row] = {}  # by text
    found_at: dict[str, list[tuple[_Row, frozenset[str]]]] = defaultdict(list)  # by each of a row's rarest shingles
    for row in rows:
        first = first_of.get(row.text)
        if first is None:
            shingles = _shingles(row.text)
            rarest = sorted(shingles, key=lambda shingle: (spread[shingle], shingle))[: _prefix(len(shingles))]
            candidates = (each for shingle in rarest for each in found_at[shingle])
            first = next((other for other, its in candidates if likeness(shingles, its) >= ALIKE), None)
            first_of[row.text] = first or row
            if first is None:
                for shingle in rarest:
                    found_at[shingle].append((row, shingles))
        if first is not None:
            yield row, first


def _shingles(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1))


def _prefix(size: int) -> int:
    """Return how many of `size` shingles, rarest first, two sets must share one of to be alike at all."""
    return size - math.ceil(ALIKE * size - 1e-9) + 1


def likeness(one: frozenset[str], two: frozenset[str]) -> float:
    """Return the share of two sets that is in both (Jaccard): 0 to 1."""
    common = len(one & two)
    return common / (len(one) + len(two) - common)


def _problem(pairs: Sequence[tuple[_Row, _Row]]) -> Problem:
    (row, other), count = pairs[0], len(pairs)
    said = "、".join(f"{_cell(mine)}与{_cell(theirs)}" for mine, theirs in pairs[:_CELLS_NAMED])
    elsewhere = (row.source.file, row.source.sheet) != (other.source.file, other.source.sheet)
    return codes.ISSUE_COPIED.at(
        row.source.at("具体问题"),
        branch=row.branch.short or row.branch.name,
        other=other.branch.short or other.branch.name,
        count=count,
        cells=said + ("等" if count > _CELLS_NAMED else ""),
        where=f"（后者在 {other.source.file} › {other.source.sheet}）" if elsewhere else "",
    )


def _cell(row: _Row) -> str:
    return row.source.at("具体问题").cell
