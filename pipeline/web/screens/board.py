"""总览: what there is to do, the phases, every branch with its papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.model.frozen import frozen
from pipeline.web.jobs import Phase
from pipeline.web.paging import paged
from pipeline.web.room import Room
from pipeline.web.screens.start import start
from pipeline.web.screens.tally import tallies
from pipeline.web.site import site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.dispatch import BranchView, CampaignView, Paper


@frozen
class Cell:
    """The papers of one kind of one branch."""

    reach: str
    words: str
    address: str


@frozen
class Row:
    """One branch."""

    name: str
    members: int | None
    cells: tuple[Cell | None, ...]
    delivery: tuple[str, str, str] | None = None


def board(request: Request) -> Response:
    """Show the overview; where no workspace is open, where to begin."""
    site = site_of(request)
    if site.room is None:
        return start(request)
    overview = site.room.standing.now
    campaign = site.campaign(request)
    shown: dict[str, Any] = {"t": tallies(campaign, overview), "fault": _fault(site.room)}
    if campaign is not None:
        from pipeline.dispatch import Need  # noqa: PLC0415 - the worker has imported it

        only = request.query_params.get("only", "")
        only = only if only in _CHIPS else ""
        chosen = campaign.by_need[Need(only)] if only else campaign.branches
        page = paged(chosen, request)
        own = [_own(campaign)] if campaign.papers and not only and page.number == 1 else []
        shown |= {
            "only": only,
            "chips": [
                (key, words, len(campaign.by_need[Need(key)] if key else campaign.branches))
                for key, words in _CHIPS.items()
            ],
            "rows": [*own, *(_row(campaign, branch) for branch in page.items)],
            "page": page.number,
            "pages": page.of,
            "along": _along(campaign),
        }
    return site.draw(request, "board.html", here="board", **shown)


def _fault(room: Room) -> str:
    """Return why the first reading has come to nothing."""
    last = room.worker.ended[-1] if room.worker.ended else None
    return last.said if last and last.phase is Phase.FAILED else ""


_CHIPS = {"": "全部", "stopped": "有出不来的", "waiting": "等批准", "unsent": "批了没送", "unsigned": "没签收"}
"""By what the branches can be chosen: "", or a Need."""


def _own(campaign: CampaignView) -> Row:
    return Row(campaign.common, None, tuple(_cells(campaign.kinds, campaign.papers, campaign.common)))


def _row(campaign: CampaignView, branch: BranchView) -> Row:
    return Row(
        branch.short,
        branch.members,
        tuple(_cells(campaign.kinds, branch.papers, branch.short)),
        _delivery(branch),
    )


def _cells(kinds: Sequence[str], papers: Sequence[Paper], branch: str) -> list[Cell | None]:
    by_kind: dict[str, list[Paper]] = {}
    for paper in papers:
        by_kind.setdefault(paper.kind, []).append(paper)
    return [_cell(by_kind[kind], kind, branch) if kind in by_kind else None for kind in kinds]


def _cell(papers: Sequence[Paper], kind: str, branch: str) -> Cell:
    """Return what most needs a person among the papers of one kind."""
    order = list(type(papers[0].reach))
    least = min((paper.reach for paper in papers), key=order.index)
    if len(papers) == 1:
        return Cell(least, "", f"/doc?path={quote(papers[0].path)}")
    count = sum(paper.reach == least for paper in papers)
    words = f"{count} 份{least}" if count < len(papers) else f"{count} 份都{least}"
    return Cell(least, words, f"/docs?branch={quote(branch)}&kind={quote(kind)}")


def _delivery(branch: BranchView) -> tuple[str, str, str] | None:
    parcels = branch.parcels
    if parcels.doubtful:
        return "存疑", "不知到没到", "/send"
    if not parcels.batches:
        return None
    return ("已签收", "", "/receipts") if parcels.signed_by else ("已送", "没签收", "/receipts")


def _along(campaign: CampaignView) -> float | None:
    """Return how far along the campaign today is, in hundredths; None outside of it."""
    if not campaign.phases:
        return None
    today = dt.datetime.now().astimezone().date()
    days = sum((last - first).days + 1 for _, first, last in campaign.phases)
    passed = 0
    for _, first, last in campaign.phases:
        if first <= today <= last:
            return round(100 * (passed + (today - first).days) / days, 1)
        passed += (last - first).days + 1
    return None


ROUTES = (Route("/", board),)
