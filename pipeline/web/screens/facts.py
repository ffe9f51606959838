"""活动与会议: the campaign's facts as a form; before they are kept, which papers would change."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline import catalogs
from pipeline.model.errors import NotReadyError, UsageError
from pipeline.web.doing import done, found
from pipeline.web.forms import Form, act
from pipeline.web.paging import paged
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.desk import Desk
    from pipeline.dispatch import Overview
    from pipeline.errands import amending
    from pipeline.web.jobs import Job

_PATTERNS = ("*.yaml", "*.yml", "活动*.xlsx")
_ENDINGS = (".yaml", ".yml", ".xlsx")


def facts(request: Request) -> Response:
    """Show the form."""
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.web.screens import factform  # noqa: PLC0415

    site = site_of(request)
    room = site.opened
    campaign = site.campaign(request)
    with opened(room.workspace, read_only=True) as desk:
        sheets = _sheets(desk, room.standing.now)
        kinds = tuple(dict.fromkeys(kind.name for kind in catalogs.kinds(desk).value))
    sheet = _chosen(sheets, request.query_params.get("file", ""), campaign.folder if campaign else "")
    if sheet is None:
        return site.draw(request, "nofacts.html", here="facts")
    faults = _faults(site, sheet)
    here = campaign is not None and sheet.file.startswith(f"inputs/{campaign.folder}/")
    chosen = request.query_params.get("part", "")
    known = [branch.short for branch in campaign.branches] if campaign and here and chosen == factform.BRANCHES else []
    names = paged(factform.arranged(sheet.values, known), request)
    shown = factform.sections(
        sheet.values,
        {place: words for place, words in faults.items() if place},
        names.items,
        whole=campaign.common if campaign and here else "",
        meetings_in=_meetings_in(sheets, sheet),
        kinds=kinds,
    )
    return site.draw(
        request,
        "facts.html",
        here="facts",
        file=sheet.file,
        files=[each.file for each in sheets],
        in_cells=sheet.file.endswith(_ENDINGS[-1]),
        digest=sheet.digest,
        sections=shown,
        chosen=chosen if chosen in {each.key for each in shown} else shown[0].key,
        others=[words for place, words in faults.items() if not place],
        faulty={each.key: sum(bool(f.fault) for f in each.fields) for each in shown},
        names=names,
    )


def _sheets(desk: Desk, overview: Overview | None) -> list[amending.FactsForm]:
    """Return what can be filled in: the files that the last reading took for facts, and forms that nobody has used."""
    from pipeline.errands import amending  # noqa: PLC0415

    kinds = {(each.path, part.kind) for each in (overview.files if overview else ()) for part in each.parts}
    lying = (path for pattern in _PATTERNS for path in (desk.workspace / "inputs").glob(f"*/{pattern}"))
    named = {path.relative_to(desk.workspace).as_posix() for path in lying if not path.name.startswith((".", "~$"))}
    named |= {path for path, kind in kinds if kind == amending.FACTS and path.lower().endswith(_ENDINGS)}
    found = []
    for file in sorted(named):
        if (file, amending.REPLACED) not in kinds:
            with contextlib.suppress(UsageError):  # gone meanwhile, or a workbook of something else
                found.append(amending.look(desk, file))
    return found


def _meetings_in(sheets: list[amending.FactsForm], shown: amending.FactsForm) -> str:
    """Return the campaign's other file that says which meetings there are, "" where the one that is shown may."""
    from pipeline.web.screens import factform  # noqa: PLC0415

    folder = shown.file.rpartition("/")[0]
    if factform.has_meetings(shown.values):
        return ""
    there = (each.file for each in sheets if each.file.rpartition("/")[0] == folder)
    having = {each.file for each in sheets if factform.has_meetings(each.values)}
    return next((file for file in there if file in having), "")


def _chosen(sheets: list[amending.FactsForm], asked: str, folder: str) -> amending.FactsForm | None:
    """Return the file that is asked for, else the campaign's, one that says something before one that only asks."""
    usual = sorted(
        sheets,
        key=lambda each: (not each.file.startswith(f"inputs/{folder}/"), each.blank, each.file.endswith(".xlsx")),
    )
    return next((each for each in usual if each.file == asked), usual[0] if usual else None)


def _faults(site: Site, sheet: amending.FactsForm) -> dict[tuple[str | int, ...], str]:
    """Return the faults of the file by the place that stands in their line or cell; () for those without one."""
    from pipeline.errands import amending  # noqa: PLC0415

    overview = site.opened.standing.now
    listed = [f.problem for f in overview.faults if not f.is_notice] if overview else []
    by_spot = {at: place for place, at in sheet.spots.items()}  # the innermost that begins there
    found_: dict[tuple[str | int, ...], str] = {}
    for problem in listed:
        if problem.origin.file == sheet.file:
            words = f"{problem.message}　{problem.hint}".strip()
            found_.setdefault(by_spot.get(amending.spot(problem.origin), ()), words)
    return found_


def _changes(desk: Desk, form: Form) -> tuple[str, list[amending.Change]]:
    """Return what a person has changed; nothing where all that is filled in stands in the file already."""
    from pipeline.errands import amending  # noqa: PLC0415
    from pipeline.web.screens import factform  # noqa: PLC0415

    file = form.one("file")
    sheet = amending.look(desk, file)
    try:
        found_ = factform.changes(sheet.values, form.fields)
    except ValueError as fault:
        raise UsageError("表单读不出来，请刷新再填") from fault
    if found_ and sheet.digest != form.one("digest"):
        raise NotReadyError("这个文件刚刚又变了，没有写进去。请刷新再填")
    return file, found_


def _save(site: Site, _: Request, form: Form) -> Response:
    def save(desk: Desk, job: Job) -> str:
        from pipeline.errands import amending  # noqa: PLC0415
        from pipeline.web.screens import factform  # noqa: PLC0415

        job.may_stop = False
        file, changes = _changes(desk, form)
        if not changes:
            return "没有改动。"
        deed = amending.amend(desk, file, changes, who=desk.person(site.who), seen=form.one("digest"))
        if deed is None:
            return "没有改动。"
        job.undo = deed.number
        return f"存好了 {factform.count(changes)} 处，正在更新文件。"

    answer = done(site, "存活动", save, then="")
    site.opened.build()
    return answer


def _forecast(site: Site, request: Request, form: Form) -> Response:
    def look(desk: Desk, _: Job) -> object:
        from pipeline.dispatch import forecast  # noqa: PLC0415
        from pipeline.errands import amending  # noqa: PLC0415
        from pipeline.web.screens import factform  # noqa: PLC0415

        file, changes = _changes(desk, form)
        if not changes:
            return None
        made = amending.amended(desk, file, changes)
        return forecast(desk, {file: made}, only=""), factform.count(changes)

    seen, fault = found(site, "看会怎样", look)
    return site.draw(request, "_forecast.html", seen=seen, fault=fault)


def _new(site: Site, _: Request, __: Form) -> Response:
    def write(desk: Desk, _: Job) -> str:
        from pipeline.errands import workspace  # noqa: PLC0415

        workspace.init(desk.workspace, sample=False)
        return "建好了，请填。"

    return done(site, "新建活动", write, then="/facts")


ROUTES = (
    Route("/facts", facts),
    Route("/facts", act(_save), methods=["POST"]),
    Route("/facts/forecast", act(_forecast), methods=["POST"]),
    Route("/facts/new", act(_new), methods=["POST"]),
)
