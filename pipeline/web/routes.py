"""Every address of the page."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from pipeline.model.errors import PipelineError
from pipeline.web import downloads, uploads
from pipeline.web.forms import Form, act, going, heard, told
from pipeline.web.guard import AGAIN, TICKET, Guard
from pipeline.web.jobs import Phase, bug
from pipeline.web.screens import (
    approving,
    blanks,
    board,
    facts,
    fitting,
    inbox,
    keeping,
    models,
    papers,
    past,
    receipts,
    returned,
    sending,
    settings,
    start,
    tidying,
    verdicts,
)
from pipeline.web.site import HERE, Site, site_of
from pipeline.web.stream import News


def application(site: Site, ready: Callable[[], None] = lambda: None) -> ASGIApp:
    """Return the guarded application."""

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        ready()
        yield

    app = Starlette(routes=ROUTES, lifespan=lifespan, exception_handlers=_FAULTS)
    app.state.site = site
    return Guard(app, site.keys, site.stream)


def enter(request: Request) -> Response:
    """Let a browser in that has a ticket."""
    site = site_of(request)
    if not site.keys.spend(request.query_params.get("t", "")):
        return PlainTextResponse("这个地址用过了，或者过了时间。请从桌面上的“公文”图标再打开。", 403)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(site.keys.cookie, site.keys.session, httponly=True, samesite="strict", path="/")
    return answer


def again(request: Request) -> Response:
    """Give another ticket to who can read page.json."""
    return JSONResponse({"ticket": site_of(request).keys.ticket()})


async def events(request: Request) -> Response:
    """Tell what has changed."""
    return StreamingResponse(site_of(request).stream.events(), media_type="text/event-stream")


def job(request: Request) -> Response:
    """Show what is at work."""
    site = site_of(request)
    if site.room is None:
        return Response("")
    open_jobs = site.room.worker.open_jobs
    ended = site.room.worker.ended
    late = site.room.worker.owed()
    shown = site.draw(
        request,
        "_job.html",
        job=open_jobs[0] if open_jobs else None,
        waiting=max(len(open_jobs) - 1, 0),
        last=ended[-1] if ended else None,
        tending=site.room.tending,
    )
    return heard(shown, late.said, wrong=late.phase is not Phase.DONE, undo=late.undo) if late else shown


def _stop(site: Site, request: Request, _: Form) -> Response:
    found = site.room.worker.find(int(request.path_params["number"])) if site.room else None
    if found is None or not found.is_open:
        return told("已经做完了。")
    found.stop()
    return told("做完手上这一份就停。" if found.may_stop else "这一件停不下来，很快就好。")


def _build(site: Site, _: Request, __: Form) -> Response:
    site.opened.build()
    return told("正在更新。")


def _close(site: Site, _: Request, __: Form) -> Response:
    """Take the workspace off the page; another may be opened."""
    site.leave()
    return going("/start")


def _quit(site: Site, request: Request, _: Form) -> Response:
    answer = site.draw(request, "ended.html")
    site.stream.tell(News.END)
    site.on_quit()  # what is at work ends after it
    answer.headers["HX-Retarget"] = "body"
    answer.headers["HX-Reswap"] = "innerHTML"
    return answer


def _broken(request: Request, fault: Exception) -> Response:
    """Answer a bug with a sentence; the rest is for the log."""
    site = site_of(request)
    site.log.bug(fault)
    return PlainTextResponse(bug(fault), 500)


def _refused(_: Request, fault: Exception) -> Response:
    """Answer what the clerk can mend."""
    return PlainTextResponse(str(fault), 409)


def _missing(_: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 404
    return PlainTextResponse("没有这一页。", status)


_FAULTS: dict[Any, Callable[[Request, Exception], Response]] = {
    PipelineError: _refused,
    HTTPException: _missing,
    Exception: _broken,
}
ROUTES = (
    Route(TICKET, enter),
    Route(AGAIN, again, methods=["POST"]),
    Route("/events", events),
    Route("/part/job", job),
    Route("/jobs/{number:int}/stop", act(_stop), methods=["POST"]),
    Route("/build", act(_build), methods=["POST"]),
    Route("/close", act(_close), methods=["POST"]),
    Route("/quit", act(_quit), methods=["POST"]),
    *uploads.ROUTES,
    *downloads.ROUTES,
    *board.ROUTES,
    *start.ROUTES,
    *papers.ROUTES,
    *inbox.ROUTES,
    *blanks.ROUTES,
    *approving.ROUTES,
    *sending.ROUTES,
    *receipts.ROUTES,
    *returned.ROUTES,
    *verdicts.ROUTES,
    *past.ROUTES,
    *facts.ROUTES,
    *settings.ROUTES,
    *keeping.ROUTES,
    *models.ROUTES,
    *fitting.ROUTES,
    *tidying.ROUTES,
    Mount("/static", StaticFiles(directory=HERE / "static")),
)
