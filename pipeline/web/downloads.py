"""Papers out of outputs/: to keep, to read, to open in Word or WPS. Only what is ours, and only for this machine."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from pipeline.errands import ours, workspace
from pipeline.model.errors import PipelineError
from pipeline.web.forms import Form, act, told
from pipeline.web.site import Site, site_of

READING = (
    "default-src 'none'; img-src data:; style-src '{style}'; frame-ancestors 'self'; base-uri 'none'; "
    "form-action 'none'; sandbox allow-modals"
)


def file(request: Request) -> Response:
    """Hand a file out."""
    room = site_of(request).opened
    try:
        path = ours.file(room.workspace, request.query_params.get("path", ""))
    except PipelineError as fault:
        return PlainTextResponse(str(fault), 404)
    return FileResponse(path, filename=path.name)  # attachment; filename*=UTF-8''…


def handbook(_: Request) -> Response:
    """Hand the handbook out."""
    path = workspace.handbook()
    return FileResponse(path, filename=path.name) if path.is_file() else PlainTextResponse("没有手册。", 404)


def content(request: Request) -> Response:
    """Show what a paper says, in a frame where nothing runs."""
    from pipeline.errands import preview  # noqa: PLC0415 - loads pandoc's and the cleaner's libraries

    room = site_of(request).opened
    try:
        shown = preview.content(ours.file(room.workspace, request.query_params.get("path", "")))
    except PipelineError as fault:
        return PlainTextResponse(str(fault), 404)
    return HTMLResponse(shown.html, headers={"content-security-policy": READING.format(style=shown.style)})


def page(request: Request) -> Response:
    """Show one page of a paper as it was set."""
    from pipeline.errands import layout  # noqa: PLC0415

    path = layout.picture(site_of(request).opened.workspace, request.query_params.get("name", ""))
    return FileResponse(path) if path else PlainTextResponse("没有这一页。", 404)


def _open(site: Site, _: Request, form: Form) -> Response:
    ours.open_(ours.file(site.opened.workspace, form.one("path")))
    return told("正在打开。改好存盘就行，程序不会覆盖您改过的。")


def _folder(site: Site, _: Request, form: Form) -> Response:
    ours.open_(ours.folder(site.opened.workspace, form.one("which")))
    return told("正在打开文件夹。")


ROUTES = (
    Route("/file", file),
    Route("/handbook", handbook),
    Route("/content", content),
    Route("/page", page),
    Route("/open-file", act(_open), methods=["POST"]),
    Route("/folder", act(_folder), methods=["POST"]),
)
