"""试模板: a template that was sent up, or one that is there, as a real branch's paper; then it is taken, or not.

What was sent up is checked and waits on the page; templates/ is not touched before a person says so.
"""

from __future__ import annotations

import hashlib
import threading
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pipeline.model.errors import PipelineError, UsageError
from pipeline.model.frozen import frozen
from pipeline.web import names
from pipeline.web.doing import done, found
from pipeline.web.downloads import READING
from pipeline.web.forms import Form, act, going
from pipeline.web.room import Room
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.desk import Desk
    from pipeline.dispatch import Paper
    from pipeline.model.problem import Problem
    from pipeline.produce import Trial
    from pipeline.web.jobs import Job

_LARGEST, _MOST = 20_000_000, 30  # bytes of a template, how many wait
_CANDIDATES = "candidates"  # in `lasting`
_TOLD = 5
_TABS = ("content", "layout")


@frozen
class Candidate:
    """A template that was sent up: no errors in it, perhaps something to look at."""

    name: str
    data: bytes
    problems: tuple[Problem, ...] = ()

    @property
    def mark(self) -> str:
        """Which bytes they are: what was looked at is what is taken."""
        return hashlib.sha256(self.data).hexdigest()


class Candidates:
    """Those that wait, by name."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, Candidate] = {}

    @property
    def all(self) -> list[Candidate]:
        """What waits."""
        with self._lock:
            return list(self._waiting.values())

    def find(self, name: str) -> Candidate | None:
        """Return the one of a name."""
        with self._lock:
            return self._waiting.get(name)

    def lay(self, candidate: Candidate) -> None:
        """Take one up in the place of an earlier one; of too many the oldest goes."""
        with self._lock:
            self._waiting.pop(candidate.name, None)
            self._waiting[candidate.name] = candidate
            while len(self._waiting) > _MOST:
                del self._waiting[next(iter(self._waiting))]

    def drop(self, name: str) -> None:
        """Take one away."""
        with self._lock:
            self._waiting.pop(name, None)


def of(room: Room) -> Candidates:
    """Return those of a room."""
    waiting = room.lasting.setdefault(_CANDIDATES, Candidates())
    assert isinstance(waiting, Candidates)
    return waiting


# --- sent up ------------------------------------------------------------------------------------------------------


async def put(request: Request) -> Response:
    """Take a template up: it is checked, and waits to be looked at."""
    site = site_of(request)
    name = names.inside(request.query_params.get("name", ""))
    if site.room is None or name is None or len(name.parts) > 1 or name.suffix.lower() != ".docx":
        return _refused("模板要是一个 .docx 文件", 400)
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > _LARGEST:
            return _refused("文件太大", 413)
    return await run_in_threadpool(_laid, site, name.name, bytes(data))


def _laid(site: Site, name: str, data: bytes) -> Response:
    def look(desk: Desk, _: Job) -> object:
        from pipeline.errands import templates  # noqa: PLC0415

        checked = templates.check_instead(desk.workspace, name, data)
        if checked.faulty:
            raise UsageError("；".join(f"{each.message} {each.hint}".strip() for each in checked.problems[:_TOLD]))
        return checked.problems

    problems, fault = found(site, "查传来的模板", look)
    if fault:
        return _refused(fault, 422)
    assert isinstance(problems, tuple)
    of(site.opened).lay(Candidate(name, data, problems))
    return JSONResponse({"name": name})


def _refused(why: str, status: int) -> Response:
    return JSONResponse({"why": why}, status)


# --- looked at ----------------------------------------------------------------------------------------------------


def trying(request: Request) -> Response:
    """Show the screen."""
    site = site_of(request)
    name, candidate, _ = _meant(site, request)
    campaign = site.campaign(request)
    branch = request.query_params.get("branch", "")
    tab = request.query_params.get("tab", "")
    return site.draw(
        request,
        "try.html",
        here="templates",
        name=name,
        candidate=candidate,
        branches=[each.name for each in campaign.branches] if campaign else [],
        branch=branch,
        tab=tab if tab in _TABS else _TABS[0],
    )


def tried(request: Request) -> Response:
    """Show what came of it, as soon as the worker has filled it."""
    site = site_of(request)
    name, _, mark = _meant(site, request)
    held = _trial(site, request)
    trial = None if isinstance(held, str) else held
    tab = request.query_params.get("tab", "")
    pages, why = _pages(site, trial, mark) if tab == "layout" and trial is not None and trial.data else (None, "")
    papers = _papers(site, request, trial.kinds) if trial is not None else []
    return site.draw(
        request,
        "_trial.html",
        trial=held,
        tab=tab,
        pages=pages,
        why=why,
        here_again=f"/part/trial?{request.url.query}",
        content=f"/templates/content?{request.url.query}",
        papers=len(papers),
        approved=sum(paper.reach == "已批" for paper in papers),
        sent=sum(paper.reach in {"已送", "已签收"} for paper in papers),
        name=name,
    )


def content(request: Request) -> Response:
    """Show what the paper would say, in a frame where nothing runs."""
    from pipeline.errands import preview  # noqa: PLC0415 - loads pandoc's and the cleaner's libraries

    site = site_of(request)
    trial = _trial(site, request)
    if trial is None or isinstance(trial, str) or not trial.data:
        return PlainTextResponse("没有。", 404)
    try:
        shown = preview.of_bytes(trial.data, trial.path.rpartition("/")[2])
    except PipelineError as fault:
        return PlainTextResponse(str(fault), 404)
    return HTMLResponse(shown.html, headers={"content-security-policy": READING.format(style=shown.style)})


def _meant(site: Site, request: Request) -> tuple[str, Candidate | None, str]:
    """Return which template it is, the one that waits under its name, and a mark of its bytes. Raises UsageError."""
    name = request.query_params.get("name", "")
    candidate = of(site.opened).find(name)
    if candidate is not None:
        return name, candidate, candidate.mark
    return name, None, hashlib.sha256(template(site, name)).hexdigest()


def template(site: Site, name: str) -> bytes:
    """Return the bytes of a template that is there. Raises UsageError."""
    inner = names.inside(name)
    path = site.opened.workspace / "templates" / name
    if inner is None or len(inner.parts) > 1 or path.suffix != ".docx" or not path.is_file():
        raise UsageError("没有这个模板")
    return path.read_bytes()


def _trial(site: Site, request: Request) -> Trial | str | None:
    """Return what came of it, None until it is filled; or why it cannot be."""
    name, candidate, mark = _meant(site, request)
    data = candidate.data if candidate else template(site, name)
    campaign = site.campaign(request)
    folder, branch = campaign.folder if campaign else "", request.query_params.get("branch", "")

    def fill(desk: Desk, _: Job) -> object:
        from pipeline.produce import trial  # noqa: PLC0415

        return trial(desk, name, data, folder, branch)

    return site.opened.ask(f"trial {name} {mark} {folder} {branch}", "试模板", fill)  # type: ignore[return-value]  # only `fill` puts anything under this key


def _pages(site: Site, trial: Trial, mark: str) -> tuple[tuple[str, ...] | None, str]:
    """Return the names of the paper's pages, None until they are set; or why there are none."""
    from pipeline.errands import layout  # noqa: PLC0415

    if not layout.has_office():
        return (), "这台电脑上没有 LibreOffice，看不了版面：看“内容”。"

    def draw(desk: Desk, job: Job) -> object:
        try:
            return layout.pages_of(desk, trial.data, on_tick=lambda: job.tell("正在排版面"))
        except PipelineError as fault:
            return str(fault)

    held = site.opened.ask(f"trial pages {mark} {trial.path}", "排版面", draw)
    return ((), held) if isinstance(held, str) else (held, "")  # type: ignore[return-value]  # of `draw` alone


def _papers(site: Site, request: Request, kinds: tuple[str, ...]) -> list[Paper]:
    campaign = site.campaign(request)
    return [paper for paper in campaign.all_papers if paper.kind in kinds] if campaign else []


# --- taken --------------------------------------------------------------------------------------------------------


def _take(site: Site, _: Request, form: Form) -> Response:
    candidate = of(site.opened).find(form.one("name"))
    if candidate is None or candidate.mark != form.one("mark"):
        raise UsageError("传来的这一份又变了，没有换。请再看一遍")

    def swap(desk: Desk, job: Job) -> str:
        from pipeline.errands import keeping  # noqa: PLC0415
        from pipeline.model.deeds import Act  # noqa: PLC0415

        job.may_stop = False
        there = desk.templates / candidate.name
        seen = hashlib.sha256(there.read_bytes()).hexdigest() if there.is_file() else ""
        writing = keeping.Writing(f"templates/{candidate.name}", candidate.data, seen)
        about = f"换上模板 {candidate.name}"
        job.undo = keeping.change(desk, Act.TEMPLATE, about, [writing], who=desk.person(site.who)).number
        of(site.opened).drop(candidate.name)
        return f"换上了 {candidate.name}，旧的留着；文件会跟着更新。"

    answer = done(site, "换模板", swap, then="" if form.one("stay") else "/templates")
    site.opened.build()
    return answer


def _drop(site: Site, _: Request, form: Form) -> Response:
    of(site.opened).drop(form.one("name"))
    return going("/templates", "没有换，传来的那份不要了。")


ROUTES = (
    Route("/templates/put", put, methods=["PUT"]),
    Route("/templates/try", trying),
    Route("/part/trial", tried),
    Route("/templates/content", content),
    Route("/templates/take", act(_take), methods=["POST"]),
    Route("/templates/drop", act(_drop), methods=["POST"]),
)
