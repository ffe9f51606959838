"""文件: all papers, by branch, kind and state. One paper: what it says, where each value comes from, what happened."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Container, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.model.frozen import frozen
from pipeline.web.paging import paged
from pipeline.web.screens.tally import tallies
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.desk import Desk
    from pipeline.dispatch import CampaignView, Paper
    from pipeline.web.jobs import Job

_STATES = ("出不来", "待补写", "待改", "手改过", "待批", "改过要重批", "已批", "已送", "已签收", "已出")
_MOST_HITS = 500
_NO_OFFICE = "这台电脑上没有 LibreOffice，看不了版面：看“内容”，或用 WPS、Word 打开看。"
_TABS = ("content", "layout")


@frozen
class Sought:
    """What the list is narrowed to."""

    words: str
    branch: str
    kind: str
    state: str

    def found(self, campaign: CampaignView, texts: Container[str]) -> tuple[list[Paper], Counter[str]]:
        """Return the papers that are meant, and how many of them there are in each state, whatever state is asked for.

        `texts`: the paths of those that hold the words in their text; they come last.
        """
        words = self.words.split()
        named: list[Paper] = []
        texted: list[Paper] = []
        for paper in campaign.all_papers:
            branch = paper.branch or campaign.common
            if (self.branch and self.branch != branch) or (self.kind and self.kind != paper.kind):
                continue
            if not words or _holds(f"{branch} {paper.name}", words):
                named.append(paper)
            elif paper.path in texts:
                texted.append(paper)
        both = [*named, *texted]
        counts = Counter(str(paper.reach) for paper in both)
        return [paper for paper in both if self.state in {"", paper.reach}], counts

    def address(self, **other: str) -> str:
        """Return the list's address, with something else."""
        fields = {"q": self.words, "branch": self.branch, "kind": self.kind, "state": self.state} | other
        return "/docs?" + urlencode({key: value for key, value in fields.items() if value})


def _holds(name: str, words: Sequence[str]) -> bool:
    return all(word in name for word in words)


def listed(request: Request) -> Response:
    """Show the list."""
    site = site_of(request)
    room = site.opened
    campaign = site.campaign(request)
    asked = request.query_params
    sought = Sought(asked.get("q", "").strip(), asked.get("branch", ""), asked.get("kind", ""), asked.get("state", ""))
    excerpts = _excerpts(site, sought, campaign)
    found, counts = sought.found(campaign, excerpts) if campaign else ([], Counter[str]())
    page = paged(found, request)
    return site.draw(
        request,
        "docs.html",
        here="docs",
        t=tallies(campaign, room.standing.now),
        asked=sought.words,
        sought=sought,
        states=[(state, counts[state]) for state in _STATES if counts[state]],
        papers=page.items,
        total=page.total,
        page=page.number,
        pages=page.of,
        excerpts=excerpts,
    )


def _excerpts(site: Site, sought: Sought, campaign: CampaignView | None) -> dict[str, tuple[str, str, str]]:
    """Return for each paper that holds the words in its text what stands before, the word, and what stands behind."""
    if campaign is None or not sought.words:
        return {}
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import searching  # noqa: PLC0415

    with opened(site.opened.workspace, read_only=True) as desk:
        hits = searching.search(desk, sought.words, most=_MOST_HITS, campaign=campaign.folder)
    length = max(map(len, sought.words.split()))
    return {
        hit.path: (hit.excerpt[: hit.start], hit.excerpt[hit.start :][:length], hit.excerpt[hit.start + length :])
        for hit in hits
        if hit.excerpt
    }


def one(request: Request) -> Response:
    """Show one paper."""
    site = site_of(request)
    room = site.opened
    overview = room.standing.now
    path = request.query_params.get("path", "")
    found = overview.paper(path) if overview else None
    if found is None:
        return site.draw(request, "nodoc.html", here="docs", status=404 if overview else 200, path=path)
    campaign, paper = found
    together = [each for each in campaign.all_papers if each.branch == paper.branch]
    at = together.index(paper)
    tab = request.query_params.get("tab", "")
    return site.draw(
        request,
        "doc.html",
        here="docs",
        paper=paper,
        branch=paper.branch or campaign.common,
        at=at + 1,
        of=len(together),
        before=_address(together, at - 1),
        after=_address(together, at + 1),
        there=(room.workspace / path).is_file(),
        tab=tab if tab in _TABS else "content",
        alike=_alike(campaign, paper),
        mark=zlib.crc32(paper.digest.encode()),
    )


def _address(papers: Sequence[Paper], at: int) -> str:
    return f"/doc?path={quote(papers[at].path)}" if 0 <= at < len(papers) else ""


def _alike(campaign: CampaignView, paper: Paper) -> int:
    """Return how many other papers of the branch wait for approval."""
    return sum(each.waits and each.path != paper.path for each in campaign.all_papers if each.branch == paper.branch)


def layout(request: Request) -> Response:
    """Show a paper's pages, as soon as LibreOffice has set them."""
    from pipeline.errands import layout as setting  # noqa: PLC0415
    from pipeline.errands import ours  # noqa: PLC0415

    site = site_of(request)
    path = request.query_params.get("path", "")
    file = ours.file(site.opened.workspace, path)

    def set_pages(desk: Desk, job: Job) -> object:
        from pipeline.model.errors import PipelineError  # noqa: PLC0415

        try:
            return setting.pages(desk, file, lambda: job.tell("正在排版面"))
        except PipelineError as fault:
            return str(fault)

    stat = file.stat()
    key = f"pages {path} {stat.st_size} {stat.st_mtime_ns}"
    found = site.opened.ask(key, "排版面", set_pages) if setting.has_office() else _NO_OFFICE
    fault = found if isinstance(found, str) else ""
    return site.draw(request, "_layout.html", path=path, found=found, fault=fault)


# --- beside it: where each value comes from, what happened ----------------------------------------------------------


def sources(request: Request) -> Response:
    """Show where each value of a paper comes from, as soon as the worker has found it out."""
    site = site_of(request)
    path = request.query_params.get("path", "")

    def find(desk: Desk, _: Job) -> object:
        from pipeline.model.errors import PipelineError  # noqa: PLC0415
        from pipeline.produce import trace  # noqa: PLC0415

        try:
            return trace(desk, path)
        except PipelineError as fault:
            return str(fault)

    found = site.opened.ask(f"trace {path}", "看出处", find)
    return site.draw(request, "_sources.html", path=path, found=found, fault=found if isinstance(found, str) else "")


def past(request: Request) -> Response:
    """Show what happened to a paper."""
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import history  # noqa: PLC0415
    from pipeline.model.errors import UsageError  # noqa: PLC0415

    site = site_of(request)
    with opened(site.opened.workspace, read_only=True) as desk:
        try:
            events = history.of_document(desk, request.query_params.get("path", ""))[1]
        except UsageError:
            events = []
    return site.draw(request, "_past.html", events=events)


def opinions(request: Request) -> Response:
    """Show what the review has found in a paper."""
    from pipeline.errands import opinions as reading  # noqa: PLC0415

    site = site_of(request)
    found = reading.of_paper(site.opened.workspace, request.query_params.get("path", ""))
    return site.draw(request, "_opinions.html", found=found)


ROUTES = (
    Route("/docs", listed),
    Route("/doc", one),
    Route("/part/layout", layout),
    Route("/part/sources", sources),
    Route("/part/past", past),
    Route("/part/opinions", opinions),
)
