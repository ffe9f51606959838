"""Rows of the 问题清单 with which nobody can begin: no measure, nobody who sees to it, no deadline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.inbox import sheet_kinds
from pipeline.model import codes
from pipeline.model.facts import Dossier, Row, Source
from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem

_NEEDED = ("整改措施", "责任人", "整改时限")
_DONE = re.compile("(?:已经?)?(?:整改)?(?:完成|办结|销号|解决|到位)(?:[，（(].*)?|是|√|100%")


@frozen
class _Row:
    """A row with the headers of the cells that nobody filled."""

    source: Source
    lacking: tuple[str, ...]


def check(dossiers: Iterable[Dossier]) -> Iterator[Problem]:
    """Yield a Problem for each such row; what every row of a sheet lacks is said once."""
    sheets: dict[tuple[str, str], list[_Row]] = {}
    for dossier in dossiers:
        for issue in dossier.rows.get(sheet_kinds.ISSUES, ()):
            if issue.source and not _settled(issue):
                row = _Row(issue.source, _lacking(issue))
                sheets.setdefault((row.source.file, row.source.sheet), []).append(row)
    for rows in sheets.values():
        yield from _of_sheet(rows)


def _of_sheet(rows: Sequence[_Row]) -> Iterator[Problem]:
    everywhere = [header for header in _NEEDED if len(rows) > 1 and all(header in row.lacking for row in rows)]
    if everywhere:
        yield _problem("这张表的问题都", rows[0].source, everywhere)
    for row in rows:
        if own := [header for header in row.lacking if header not in everywhere]:
            yield _problem("这条问题", row.source, own)


def _problem(which: str, source: Source, headers: Sequence[str]) -> Problem:
    return codes.ISSUE_INCOMPLETE.at(source.at(headers[0]), which=which, what="、".join(headers))


def _settled(issue: Row) -> bool:
    """Whether nothing is left to be done."""
    done = issue.value("完成情况")
    return isinstance(done, str) and bool(_DONE.fullmatch(done))


def _lacking(issue: Row) -> tuple[str, ...]:
    """Return the headers of the empty cells; one that cannot be read is a Problem of its own.

    Where 牵头领导 is named, somebody sees to it.
    """
    filled = (issue.value("整改措施"), issue.value("责任人") or issue.value("牵头领导"), issue.value("整改时限"))
    return tuple(header for header, value in zip(_NEEDED, filled, strict=True) if value in ("", (), None))
