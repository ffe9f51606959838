"""模板: each with its check; the names that may be written in them; those of a newer program brought in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.errands import ours
from pipeline.model.frozen import frozen
from pipeline.web.doing import done, waiting
from pipeline.web.forms import Form, act, told
from pipeline.web.screens import fitting
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.desk import Desk
    from pipeline.errands import handbook, templates, updating
    from pipeline.web.jobs import Job

_MOST = 60  # names that are listed


@frozen
class Looked:
    """All templates with their checks, all names by 范围."""

    checked: tuple[templates.Checked, ...]
    names: tuple[tuple[str, tuple[handbook.Name, ...]], ...]
    news: tuple[updating.Compared, ...] = ()  # what a newer program has brought and the office has not been given yet
    unused: tuple[str, ...] = ()  # the office's own that nothing would use any more


def models(request: Request) -> Response:
    """Show the screen."""
    site = site_of(request)
    asked = request.query_params.get("q", "").strip()
    looked = _looked(site)
    return site.draw(
        request,
        "templates.html",
        here="templates",
        looked=looked if isinstance(looked, Looked) else None,
        fault=looked if isinstance(looked, str) else "",
        candidates=fitting.of(site.opened).all,
        sought=asked,
        names=list(_named(looked.names, asked)) if isinstance(looked, Looked) else [],
    )


def _looked(site: Site) -> object:
    """Return what was found, None until it is: each template once, however often a person interrupts."""
    folder = site.opened.workspace / "templates"
    files = sorted([*folder.glob("*.docx"), *folder.glob("*.yaml")])
    stamp = tuple((path.name, stat.st_size, stat.st_mtime_ns) for path in files for stat in [path.stat()])
    checked: dict[Path, templates.Checked] = {}

    def look(desk: Desk, job: Job) -> object:
        return _look(desk, job, checked)

    return site.opened.ask(f"templates {hash(stamp)}", "查模板", look, yields=True)


def _look(desk: Desk, job: Job, checked: dict[Path, templates.Checked]) -> Looked:
    from pipeline.errands import handbook, templates, updating  # noqa: PLC0415

    every = templates.files(desk.workspace)
    left = [path for path in every if path not in checked]
    job.step("正在查模板", len(checked), len(every))
    listed = tuple((scope, tuple(found_)) for scope, found_ in handbook.vocabulary("", desk.workspace))
    for each in templates.check(desk.workspace, left) if left else ():
        checked[each.path] = each
        job.step("正在查模板", len(checked), len(every))
    compared = updating.compare(desk.workspace, differences=False)
    news = tuple(each for each in compared if each.news)
    return Looked(
        tuple(checked[path] for path in every),
        listed,
        news,
        tuple(updating.unused(desk.workspace, compared)) if news else (),
    )


def _named(listed: Iterable[tuple[str, tuple[handbook.Name, ...]]], asked: str) -> Iterable[tuple[str, handbook.Name]]:
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
        if deed is None:
            return "模板都是最新的，没有改动。"
        job.undo = deed.number
        site.opened.build()
        beside = [each.name for each in found_ if each.news and each.beside != each.name]
        put = f"您改过的 {len(beside)} 个没有动，新的放在旁边（…（新版））。" if beside else ""
        return f"{deed.about}，换好了。{put}"

    return done(site, "换用新模板", update)


def _open(site: Site, _: Request, form: Form) -> Response:
    fitting.template(site, form.one("name"))
    ours.open_(site.opened.workspace / "templates" / form.one("name"))
    return told("正在打开。改好存盘，程序先查一遍再用。")


ROUTES = (
    Route("/templates", models),
    Route("/templates/update", act(_update), methods=["POST"]),
    Route("/templates/open", act(_open), methods=["POST"]),
)
