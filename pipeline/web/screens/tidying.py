"""排版: any file dropped, set by the standard, its words untouched; seen before and after, taken away."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pipeline.model.errors import PipelineError, UsageError
from pipeline.web import bench, names
from pipeline.web.bench import Draft, Told
from pipeline.web.downloads import READING
from pipeline.web.forms import Form, act, going
from pipeline.web.room import SETTLED
from pipeline.web.site import Site, site_of
from pipeline.web.uploads import LARGEST

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.desk import Desk
    from pipeline.web.jobs import Job

_FULL = "这里放满了：先把排好的下载、清掉；很多文件请放进 inputs/待排版，排好的在 outputs/排版"
_OLD_FIRST = "没有 LibreOffice，看不了版面；请下载了用 Word、WPS 看。"
_TABS = ("layout", "content")
_SIDES = ("before", "after")


def tidying(request: Request) -> Response:
    """Show the screen."""
    from pipeline.errands import layout, tidy  # noqa: PLC0415
    from pipeline.model.finding import Weight  # noqa: PLC0415

    site = site_of(request)
    drafts = bench.of(site.opened).drafts
    asked = request.query_params.get("n", "")
    draft = next((each for each in drafts if str(each.number) == asked), drafts[0] if drafts else None)
    result = draft.made.tidied if draft and draft.made else None
    sides = (result.before, result.after) if result else ((), ())
    before, after = ([each for each in side if each.severity is Weight.STANDARD] for side in sides)
    return site.draw(
        request,
        "tidy.html",
        here="tidy",
        drafts=drafts,
        draft=draft,
        result=result,
        before=before,
        after=after,
        roles=tidy.role_names(),
        heads=tidy.HEADS,
        tab=_tab(request.query_params.get("tab", ""), has_office=layout.has_office()),
        was_word=draft is not None and Path(draft.name).suffix.lower() in {".docx", ".docm", ".dotx", ".dotm"},
        settled=site.opened.lasting.get(SETTLED),
        at_work=any(each.at_work for each in drafts),
    )


def _tab(asked: str, *, has_office: bool) -> str:
    """Return what is shown before and after: the pages, where LibreOffice can set them and nobody asks otherwise."""
    return asked if asked in _TABS else _TABS[0] if has_office else _TABS[1]


async def take(request: Request) -> Response:
    """Take a file up and have it set."""
    from pipeline.errands import tidy  # noqa: PLC0415

    room = site_of(request).room
    name = names.inside(request.query_params.get("name", ""))
    if room is None or name is None:
        return _refused("这个名字不能用", 400)
    if name.suffix.lower() not in tidy.ENDINGS:
        return _refused("这种文件排不了：要 .docx、.doc、.wps、.rtf、.txt、.md、.html、.odt", 415)
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > LARGEST:
            return _refused("文件太大（超过 50 MB）", 413)
    draft = bench.of(room).lay(name.as_posix(), bytes(data))
    if draft is None:
        return _refused(_FULL, 413)
    bench.set_anew(room, draft, Told())
    return JSONResponse({"name": draft.name, "number": draft.number})


def _again(site: Site, _: Request, form: Form) -> Response:
    """Set a draft once more, as it was said."""
    from pipeline.errands import tidy  # noqa: PLC0415

    draft = _found(site, form.one("number"))
    if draft.at_work:
        raise UsageError("还在排，请等一下")
    roles = {int(number): role for number, role in form.named("role:").items() if role and number.isdigit()}
    tidy.roles(f"第{number}段={role}" for number, role in roles.items())
    if form.one("head") not in {"", *tidy.HEADS}:
        raise UsageError(f"版头可以是{'、'.join(tidy.HEADS)}")
    said = Told(roles, form.one("head"), bool(form.one("text")), bool(form.one("whatever")))
    job = bench.set_anew(site.opened, draft, said)
    return going(f"/tidy?n={draft.number}", job.said if job.wait(5) else "正在排，排好就显示。")


def _clear(site: Site, _: Request, form: Form) -> Response:
    bench.of(site.opened).clear(form.one("number"))
    return going("/tidy", "清掉了。原来的文件没有动。")


def _found(site: Site, number: str) -> Draft:
    """Return a draft by its number. Raises UsageError."""
    draft = bench.of(site.opened).find(number)
    if draft is None:
        raise UsageError("没有这一份；页面重开过，请再拖一次")
    return draft


def file(request: Request) -> Response:
    """Hand out what came of a draft, by the place that it has in the list."""
    draft = _found(site_of(request), request.query_params.get("n", ""))
    at = request.query_params.get("at", "0")
    files = draft.files
    if not at.isascii() or not at.isdigit() or int(at[:3]) >= len(files):
        return PlainTextResponse("没有这份文件。", 404)
    return _attached(*files[int(at)])


def every(request: Request) -> Response:
    """Hand out what came of all drafts, in one archive, each where it lay in what was dropped."""
    held, seen = io.BytesIO(), set[str]()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for draft in reversed(bench.of(site_of(request).opened).drafts):
            home = Path(draft.name).parent
            for name, data in draft.files:
                free, count = home / name, 1
                while free.as_posix() in seen:
                    count += 1
                    free = home / f"{Path(name).stem}（{count}）{Path(name).suffix}"
                seen.add(free.as_posix())
                archive.writestr(free.as_posix(), data)
    return _attached("排版.zip", held.getvalue())


def _attached(name: str, data: bytes) -> Response:
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type="application/octet-stream", headers=headers)


def content(request: Request) -> Response:
    """Show what a draft says, in a frame where nothing runs. Its bytes have passed the helper before."""
    from pipeline.errands import preview  # noqa: PLC0415 - loads pandoc's and the cleaner's libraries

    draft = _found(site_of(request), request.query_params.get("n", ""))
    data = _side(draft, request.query_params.get("of", ""))
    if data is None:
        return PlainTextResponse("没有。", 404)
    try:
        shown = preview.of_bytes(data, Path(draft.name).stem)
    except PipelineError as fault:
        return PlainTextResponse(str(fault), 404)
    return HTMLResponse(shown.html, headers={"content-security-policy": READING.format(style=shown.style)})


def _side(draft: Draft, of: str) -> bytes | None:
    result = draft.made.tidied if draft.made else None
    if result is None or of not in _SIDES:
        return None
    return draft.data if of == "before" else result.data


def pages(request: Request) -> Response:
    """Show the pages before and after beside each other, as soon as LibreOffice has set them."""
    from pipeline.errands import layout  # noqa: PLC0415

    site = site_of(request)
    draft = _found(site, request.query_params.get("n", ""))
    sides = [(Path(draft.name).suffix, _side(draft, "before")), (".docx", _side(draft, "after"))]

    def draw(desk: Desk, job: Job) -> object:
        return tuple(_drawn(desk, job, suffix, data) for suffix, data in sides if data)

    key = f"set {draft.job.number if draft.job else 0}"
    found = site.opened.ask(key, "排版面", draw) if layout.has_office() else _OLD_FIRST
    fault = found if isinstance(found, str) else ""
    return site.draw(request, "_set.html", number=draft.number, found=found, fault=fault)


def _drawn(desk: Desk, job: Job, suffix: str, data: bytes) -> tuple[tuple[str, ...], str]:
    """Return the names of the pages of one side, or why there are none."""
    from pipeline.errands import layout  # noqa: PLC0415

    try:
        return layout.pages_of(desk, data, suffix, lambda: job.tell("正在排版面")), ""
    except PipelineError as fault:
        return (), str(fault)


def _refused(why: str, status: int) -> Response:
    return JSONResponse({"why": why}, status)


ROUTES = (
    Route("/tidy", tidying),
    Route("/tidy/put", take, methods=["PUT"]),
    Route("/tidy/again", act(_again), methods=["POST"]),
    Route("/tidy/clear", act(_clear), methods=["POST"]),
    Route("/tidy/file", file),
    Route("/tidy/all", every),
    Route("/tidy/content", content),
    Route("/part/set", pages),
)
