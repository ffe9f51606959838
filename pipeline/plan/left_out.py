"""What papers for the wall leave out because it names somebody: they do so in silence, so it is told here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.contract import expressions
from pipeline.model import codes
from pipeline.model.facts import Dossier, Row, Township
from pipeline.model.issue_links import DONE, ISSUES
from pipeline.model.problem import Problem
from pipeline.model.work import Kind
from pipeline.plan import derived

_MOST = 5  # cells that a message names


def left_out_of_notices(township: Township, dossiers: Iterable[Dossier], kinds: Sequence[Kind]) -> Iterator[Problem]:
    """Yield for each owner how many issues are not posted, where a paper is due that lists what may be posted."""
    papers = dict.fromkeys(
        kind.name
        for kind in kinds
        if kind.data == derived.POSTED or derived.POSTED in expressions.speaks_of(kind.condition or "True")
    )
    if not papers:
        return
    kind = "、".join(papers)
    yield from _of(township.rows.get(ISSUES, ()), lambda: derived.known_to_all(township), kind)
    for dossier in dossiers:
        own = dossier
        yield from _of(own.rows.get(ISSUES, ()), lambda own=own: [m.name for m in own.members], kind)  # type: ignore[misc]


def _of(issues: Sequence[Row], names: Callable[[], Iterable[object]], kind: str) -> Iterator[Problem]:
    if not any(issue.value("完成情况") in DONE for issue in issues):
        return
    known = derived.readable(names())
    cells = [issue.at("具体问题") for issue in issues if derived.names_somebody(issue.value, known)]
    if cells:
        where = "、".join(str(cell.cell) for cell in cells[:_MOST]) + (" 等" if len(cells) > _MOST else "")
        yield codes.PAPER_LEFT_OUT.at(cells[0], kind=kind, count=len(cells), where=where)
