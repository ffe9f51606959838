"""One return beside what was sent, and what a person decides about it, or about many."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from pipeline.model import paper_number
from pipeline.model.errors import PipelineError, UsageError
from pipeline.model.return_terms import Ruling
from pipeline.web.doing import done, waiting
from pipeline.web.downloads import READING
from pipeline.web.forms import Form, act
from pipeline.web.recent import call
from pipeline.web.screens.returned import CURES
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.collect import ShownReturn
    from pipeline.desk import Desk
    from pipeline.web.jobs import Job

_RULINGS = {
    "accept": Ruling.ACCEPTED,
    "credit": Ruling.CREDITED,
    "reject": Ruling.REJECTED,
    "undo": Ruling.TAKEN_BACK,
}
_LONGEST = 12  # digits of a number


def one(request: Request) -> Response:
    """Show a return."""
    from pipeline.collect import bytes_of, may_be_word  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    site = site_of(request)
    with opened(site.opened.workspace, read_only=True) as desk:
        found = _found(desk, request)
        data = bytes_of(desk, found.one)
    each = found.one
    paper = each.credited or each.paper
    return site.draw(
        request,
        "return.html",
        here="returned",
        each=each,
        paper=paper,
        number=paper_number.shown(paper.number) if paper else "",
        cure=CURES.get(each.state, ""),
        decisions=found.decisions,
        has_sent=bool(each.text.version),
        is_word=data is not None and may_be_word(data),
    )


def original(request: Request) -> Response:
    """Hand a return out as it came."""
    from pipeline.collect import bytes_of  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    with opened(site_of(request).opened.workspace, read_only=True) as desk:
        each = _found(desk, request).one
        data = bytes_of(desk, each)
    if data is None:
        return PlainTextResponse("没有这份文件。", 404)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(each.arrival.name)}"}
    return Response(data, media_type="application/octet-stream", headers=headers)


def page(request: Request) -> Response:
    """Show a page of a scan or a photo; the helper has drawn it."""
    from pipeline.collect import page_of  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    asked = request.query_params.get("at", "")
    with opened(site_of(request).opened.workspace, read_only=True) as desk:
        each = _found(desk, request).one
        at = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= _LONGEST else 0
        picture = page_of(desk, each, at)
    if picture is None:
        return PlainTextResponse("这一页看不了，请下载原件。", 404)
    return Response(picture, media_type="image/png")


def content(request: Request) -> Response:
    """Show what was sent or what came back, in a frame where nothing runs; the helper reads it first."""
    from pipeline import collect  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import preview  # noqa: PLC0415 - loads pandoc's and the cleaner's libraries

    with opened(site_of(request).opened.workspace, read_only=True) as desk:
        each = _found(desk, request).one
        sent = request.query_params.get("of") == "sent"
        data = collect.sent_bytes_of(desk, each) if sent else collect.bytes_of(desk, each)
    word = "没有。" if data is None else collect.to_show(data)
    if isinstance(word, str):
        return PlainTextResponse(word, 404)
    try:
        shown = preview.of_bytes(word, PurePosixPath(each.arrival.name).stem)
    except PipelineError as unconvertible:
        return PlainTextResponse(str(unconvertible), 404)
    return HTMLResponse(shown.html, headers={"content-security-policy": READING.format(style=shown.style)})


def like(request: Request) -> Response:
    """Offer the papers that somebody may mean."""
    from pipeline import collect  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    site = site_of(request)
    with opened(site.opened.workspace, read_only=True) as desk:
        found = collect.like(desk, request.query_params.get("paper", ""))
    return site.draw(request, "_papers_like.html", found=found)


def _found(desk: Desk, request: Request) -> ShownReturn:
    """Return the one that is asked for. Raises UsageError."""
    from pipeline.collect import shown  # noqa: PLC0415

    asked = request.query_params.get("n", "")
    if not asked.isascii() or not asked.isdigit() or len(asked) > _LONGEST:
        raise UsageError("没有这一份")
    return shown(desk, int(asked))


def _decide(site: Site, _: Request, form: Form) -> Response:
    ruling = _RULINGS.get(form.one("ruling"))
    asked = form.all("n")
    numbers = [int(each) for each in asked if each.isascii() and each.isdigit() and len(each) <= _LONGEST]
    if ruling is None or not numbers or len(numbers) != len(asked):
        raise UsageError("请选要定的是哪一份，怎样定")
    who, paper, then = form.one("who"), form.one("paper"), form.one("then")
    if not who:
        raise UsageError("请写上是谁定的")
    if ruling is Ruling.CREDITED and not paper:
        raise UsageError("请写上认给哪一份")
    site.who = call(who)

    def decide(desk: Desk, job: Job) -> str:
        from pipeline.collect import DecisionOrder  # noqa: PLC0415
        from pipeline.collect import decide as deciding  # noqa: PLC0415

        job.may_stop = False
        job.tell("正在记下")
        found = deciding(desk, DecisionOrder(numbers, ruling, who, form.one("why"), paper), waiting(job))
        notes = "".join(f"请留意：{note}。" for note in found.notes)
        return f"记下了：{ruling} {len(found.returns)} 份，{who}定的。{notes}"

    back = f"/returned/one?n={numbers[0]}" if then != "branch" else ""
    return done(site, "记下怎样定", decide, then=back)


ROUTES = (
    Route("/returned/one", one),
    Route("/returned/file", original),
    Route("/returned/content", content),
    Route("/returned/page", page),
    Route("/part/papers-like", like),
    Route("/returned/decide", act(_decide), methods=["POST"]),
)
