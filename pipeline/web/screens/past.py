"""经过: who did what and when, and what can be taken back; what the program has done in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.web.doing import done, waiting
from pipeline.web.forms import Form, act
from pipeline.web.jobs import Phase
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from collections.abc import Sequence

    from pipeline.desk import Desk
    from pipeline.web.jobs import Job

_AT_ONCE = 50


def past(request: Request) -> Response:
    """Show the screen."""
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import history  # noqa: PLC0415

    site = site_of(request)
    before = request.query_params.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 12 else 0  # noqa: PLR2004
    with opened(site.opened.workspace, read_only=True) as desk:
        deeds = history.of_people(desk, most=_AT_ONCE, before=number)
        runs = history.of_runs(desk)
    return site.draw(
        request,
        "history.html",
        here="history",
        deeds=deeds,
        older=deeds[-1].number if len(deeds) == _AT_ONCE else 0,
        runs=runs,
        failed=_open_failures(site.opened.worker.ended),
    )


def _open_failures(ended: Sequence[Job]) -> list[Job]:
    """Return what went wrong and has not been done since, the last first."""
    found: dict[str, Job] = {}
    for job in ended:
        found.pop(job.what, None)
        if job.phase is Phase.FAILED:
            found[job.what] = job
    return list(reversed(found.values()))


def _undo(site: Site, request: Request, _: Form) -> Response:
    number = int(request.path_params["number"])

    def undo(desk: Desk, job: Job) -> str:
        from pipeline.errands import undoing  # noqa: PLC0415

        job.may_stop = False
        deed = undoing.undo(desk, number, who=desk.person(site.who), on_wait=waiting(job))
        if deed.files:
            site.opened.build()
        return f"撤销了：{deed.about}"

    return done(site, "撤销", undo)


ROUTES = (Route("/history", past), Route("/undo/{number:int}", act(_undo), methods=["POST"]))
