"""模板: each with its check; the names that may be written in them; a new one taken up, the old one kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pipeline.errands import ours
from pipeline.model.errors import PipelineError, UsageError
from pipeline.web import names
from pipeline.web.doing import done, found, waiting
from pipeline.web.forms import Form, act, told
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.desk import Desk
    from pipeline.errands.handbook import Name
    from pipeline.errands.templates import Checked
    from pipeline.errands.updating import Compared
    from pipeline.web.jobs import Job

_LARGEST = 20_000_000  # bytes of a template
_KEY = "templates"
_MOST = 60  # names that are listed


@dataclass(frozen=True, slots=True)
class Looked:
    """All templates with their checks, all names by 范围."""

    checked: tuple[Checked, ...]
    names: tuple[tuple[str, tuple[Name, ...]], ...]
    news: tuple[Compared, ...] = ()  # what a newer program has brought and the office has not been given yet
    unused: tuple[str, ...] = ()  # the office's own that nothing would use any more


def models(request: Request) -> Response:
    """Show the screen."""
    site = site_of(request)
    asked = request.query_params.get("q", "").strip()
    looked = site.opened.ask(_KEY, "查模板", _look)
    return site.draw(
        request,
        "templates.html",
        here="templates",
        looked=looked,
        sought=asked,
        names=list(_named(looked.names, asked)) if isinstance(looked, Looked) else [],
    )


def _look(desk: Desk, job: Job) -> Looked:
    from pipeline.errands import handbook, templates, updating  # noqa: PLC0415

    listed = tuple((scope, tuple(found_)) for scope, found_ in handbook.vocabulary("", desk.workspace))
    total = len(list(desk.templates.glob("*.docx")))
    checked = []
    for each in templates.check(desk.workspace):
        checked.append(each)
        job.step("正在查模板", len(checked), total)
    compared = updating.compare(desk.workspace, differences=False)
    news = tuple(each for each in compared if each.news)
    return Looked(tuple(checked), listed, news, tuple(updating.unused(desk.workspace, compared)) if news else ())


def _named(listed: Iterable[tuple[str, tuple[Name, ...]]], asked: str) -> Iterable[tuple[str, Name]]:
    every = ((scope, name) for scope, of_scope in listed for name in of_scope)
    fitting = [(scope, name) for scope, name in every if asked in name.path or asked in name.example]
    seen: set[str] = set()
    for scope, name in fitting:
        if name.path not in seen and len(seen) < _MOST:
            seen.add(name.path)
            yield scope, name


def _update(site: Site, _: Request, __: Form) -> Response:
    """Bring the templates of a newer program in; what the office has changed stays as it is."""

    def update(desk: Desk, job: Job) -> str:
        from pipeline.errands import updating  # noqa: PLC0415

        job.may_stop = False
        found_, deed = updating.update(desk, waiting(job), who=desk.person(site.who))
        site.opened.kept.pop(_KEY, None)
        if deed is None:
            return "模板都是最新的，没有改动。"
        job.undo = deed.number
        site.opened.build()
        beside = [each.name for each in found_ if each.news and each.beside != each.name]
        put = f"您改过的 {len(beside)} 个没有动，新的放在旁边（…（新版））。" if beside else ""
        return f"{deed.about}，换好了。{put}"

    return done(site, "换用新模板", update)


def _open(site: Site, _: Request, form: Form) -> Response:
    ours.open_(_template(site.opened.workspace, form.one("name")))
    return told("正在打开。改好存盘，程序先查一遍再用。")


def _template(workspace: Path, name: str) -> Path:
    """Return a template by its name. Raises UsageError."""
    found_ = names.inside(name)
    path = workspace / "templates" / name
    if found_ is None or len(found_.parts) > 1 or path.suffix != ".docx" or not path.is_file():
        raise UsageError("没有这个模板")
    return path


async def take(request: Request) -> Response:
    """Take a template up: looked at first, then put in the place of the one of its name."""
    site = site_of(request)
    name = names.inside(request.query_params.get("name", ""))
    if site.room is None or name is None or len(name.parts) > 1 or name.suffix.lower() != ".docx":
        return _refused("模板要是一个 .docx 文件", 400)
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > _LARGEST:
            return _refused("文件太大", 413)
    return await run_in_threadpool(_taken, site, name.name, bytes(data))


def _taken(site: Site, name: str, data: bytes) -> Response:
    def swap(desk: Desk, job: Job) -> object:
        from pipeline.errands import keeping, templates  # noqa: PLC0415
        from pipeline.model.deeds import Act  # noqa: PLC0415

        job.may_stop = False
        aside = desk.workspace / "outputs" / ".gongwen" / "试模板" / name
        aside.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        try:
            wrong = templates.of_name(desk.workspace, aside)
        finally:
            aside.unlink(missing_ok=True)
        if wrong:
            raise UsageError("；".join(f"{each.message} {each.hint}".strip() for each in wrong[:5]))
        there = desk.templates / name
        seen = hashlib.sha256(there.read_bytes()).hexdigest() if there.is_file() else ""
        writing = keeping.Writing(f"templates/{name}", data, seen)
        return keeping.change(desk, Act.TEMPLATE, f"换上模板 {name}", [writing], who=desk.person(site.who)).number

    try:
        number, fault = found(site, "换模板", swap)
    except PipelineError as wrong:
        return _refused(str(wrong), 422)
    if fault:
        return _refused(fault, 422)
    site.opened.kept.pop(_KEY, None)
    site.opened.build()
    return JSONResponse({"name": name, "undo": f"/undo/{number}"})


def _refused(why: str, status: int) -> Response:
    return JSONResponse({"why": why}, status)


ROUTES = (
    Route("/templates", models),
    Route("/templates/update", act(_update), methods=["POST"]),
    Route("/templates/open", act(_open), methods=["POST"]),
    Route("/templates/put", take, methods=["PUT"]),
)
