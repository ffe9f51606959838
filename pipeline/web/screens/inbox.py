"""收件: files come in; what each is and what is wrong in it, the worst first; cells are mended in a copy."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.errands import ours
from pipeline.model import codes
from pipeline.model.errors import PipelineError, UsageError
from pipeline.model.frozen import frozen
from pipeline.web.doing import done
from pipeline.web.forms import Form, act, told
from pipeline.web.paging import paged
from pipeline.web.site import Site, site_of

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.desk import Desk
    from pipeline.dispatch import FaultView, FileView, Overview
    from pipeline.web.jobs import Job

_ELSEWHERE = frozenset(code.code for code in codes.ALL if code.elsewhere)
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv")
_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_WEIGHTS = {"error": "错误", "warning": "请核对", "notice": "提示"}


class FileState(StrEnum):
    """What is made of a file in which nothing is wrong."""

    USED = "全部用上"
    LEFT = "没有全用上"
    BLANK = "还没有填"
    REPLACED = "由改正的副本代替"
    UNUSED = "没有使用"


@frozen
class File:
    """A file of inputs/: what it was taken for, its rows, how many faults."""

    path: str
    size: int
    changed: float
    kinds: str
    rows: int
    used: int
    errors: int
    warnings: int
    state: FileState


@frozen
class Row:
    """A fault; how the form calls its cell, "" where it is in no cell of a roster; whether it is mended among facts."""

    fault: FaultView
    name: str = ""
    in_facts: bool = False


def inbox(request: Request) -> Response:
    """Show the screen."""
    site = site_of(request)
    overview = site.opened.standing.now
    weight = request.query_params.get("weight", "")
    faults = list(overview.faults) if overview else []
    counts = Counter(fault.problem.severity.value for fault in faults)
    weight = weight if weight in _WEIGHTS else next((each for each in _WEIGHTS if counts[each]), "error")
    chosen = sorted((f for f in faults if f.problem.severity.value == weight), key=lambda f: -len(f.blocks))
    page = paged(chosen, request)
    listed = sorted(_files(overview, faults), key=lambda each: each.state is FileState.BLANK)
    files = paged(listed, request, "files")
    return site.draw(
        request,
        "inbox.html",
        here="inbox",
        weight=weight,
        word=_WEIGHTS[weight],
        weights=[(key, word, counts[key]) for key, word in _WEIGHTS.items() if counts[key]],
        rows=list(_rows(page.items, overview)),
        page=page.number,
        pages=page.of,
        total=page.total,
        blocked=len({path for fault in chosen for path in fault.blocks}),
        files=files.items,
        count=files.total,
        file_page=files.number,
        file_pages=files.of,
        into=_into(site, request),
        returned=_returned(site, overview),
    )


def _rows(faults: Iterable[FaultView], overview: Overview | None) -> Iterator[Row]:
    from pipeline.errands import amending  # noqa: PLC0415 - the worker has imported it

    told = {
        each.path
        for each in (overview.files if overview else ())
        if any(part.kind == amending.FACTS for part in each.parts)
    }
    asked: set[str] = set()
    for fault in faults:
        in_facts = fault.problem.origin.file in told
        name = "" if in_facts else _cell(fault)
        yield Row(fault, "" if name in asked else name, in_facts)  # a cell is filled in once, whatever is wrong in it
        asked.add(name)


def _files(overview: Overview | None, faults: list[FaultView]) -> list[File]:
    errors = Counter(fault.problem.origin.file for fault in faults if fault.is_error)
    warnings = Counter(f.problem.origin.file for f in faults if not f.is_error and not f.is_notice)
    empty = (fault.problem.origin.file for fault in faults if fault.problem.code == codes.CAMPAIGN_BLANK.code)
    blank = {file.rpartition("/")[0] for file in empty}  # campaigns that nobody has begun
    return [
        File(
            each.path,
            each.size,
            each.changed,
            _kinds(each),
            sum(part.rows for part in each.parts),
            sum(part.used for part in each.parts),
            errors[each.path],
            warnings[each.path],
            _state(each, each.path.rpartition("/")[0] in blank),
        )
        for each in (overview.files if overview else ())
    ]


def _state(file: FileView, blank: bool) -> FileState:
    from pipeline.errands import amending  # noqa: PLC0415 - the worker has imported it

    kinds = {part.kind for part in file.parts if part.kind}
    rows, used = sum(part.rows for part in file.parts), sum(part.used for part in file.parts)
    if not kinds:
        return FileState.UNUSED
    if amending.REPLACED in kinds:
        return FileState.REPLACED
    if not rows and (blank or any(part.sheet for part in file.parts)):
        return FileState.BLANK
    return FileState.LEFT if used < rows else FileState.USED


def _kinds(file: FileView) -> str:
    """Return what a file was taken for: 党员花名册 3 张."""
    counts = Counter(part.kind for part in file.parts if part.kind)
    return "、".join(kind if count == 1 else f"{kind} {count} 张" for kind, count in counts.items())


def _cell(fault: FaultView) -> str:
    at = fault.problem.origin
    file = at.file.lower()
    if at.whole or fault.problem.code in _ELSEWHERE:  # whoever typed there would write over what is right
        return ""
    if not at.file.startswith("inputs/") or not file.endswith(_WORKBOOKS) or not _CELL.fullmatch(at.cell):
        return ""
    return json.dumps([at.file, at.sheet, at.cell], ensure_ascii=False)


def _written(form: Form, only: str = "") -> dict[str, dict[tuple[str, str], str]]:
    """Return what a person has typed, by file and cell; `only`: of one cell alone. Raises UsageError."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    for name, words in form.named("cell:").items():
        if words.strip() and only in {"", name}:
            try:
                file, sheet, cell = json.loads(name)
            except (ValueError, TypeError) as fault:
                raise UsageError("没有这一格") from fault
            found.setdefault(str(file), {})[str(sheet), str(cell)] = words.strip()
    return found


def _try(site: Site, request: Request, form: Form) -> Response:
    """Say whether a value would do, as the reader of its column sees it; at once, whatever else is at work."""
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import mending  # noqa: PLC0415

    written = _written(form, only=request.query_params.get("cell", ""))
    try:
        with opened(site.opened.workspace, read_only=True) as desk:
            left = [each for file, cells in written.items() for each in mending.attempt(desk, file, cells).left]
    except PipelineError as fault:
        return site.draw(request, "_tried.html", wrong=str(fault), empty=False)
    return site.draw(request, "_tried.html", wrong=left[0].message if left else "", empty=not written)


def _mend(site: Site, _: Request, form: Form) -> Response:
    written = _written(form)
    if not written:
        raise UsageError("还没有填要改成什么")

    def mend(desk: Desk, job: Job) -> str:
        from pipeline.errands import mending  # noqa: PLC0415

        job.may_stop = False
        words = []
        for file, cells in written.items():
            made = mending.repair(desk, file, cells, who=desk.person(site.who))
            job.undo = made.deed.number if len(written) == 1 else 0
            words.append(f"改好的 {len(cells)} 格存在 {made.path.rpartition('/')[2]}，原件没有动。")
            words += ["它是 .xlsx，只有内容，没有原来的颜色和公式。"] if made.tried.converted else []
            words += ["有公式要重算：请用 WPS 打开它存一次。"] if made.tried.stale else []
            words += [f"还不对：{each.message}" for each in made.tried.left]
        return "\n".join([*words, "正在更新文件。"])

    answer = done(site, "改正", mend)
    site.opened.build()
    return answer


def _into(site: Site, request: Request) -> str:
    """Return the folder that dropped files go into: the campaign's, where there is one."""
    campaign = site.campaign(request)
    if campaign is not None and (site.opened.workspace / "inputs" / campaign.folder).is_dir():
        return f"{campaign.folder}/"
    folders = sorted(path.name for path in (site.opened.workspace / "inputs").iterdir() if path.is_dir())
    return f"{folders[0]}/" if len(folders) == 1 else ""


def _returned(site: Site, overview: Overview | None) -> list[str]:
    """Return the coloured copies that were given back, by path."""
    homes = (
        [site.opened.workspace / "outputs" / each.folder / "退回修改" for each in overview.campaigns]
        if overview
        else []
    )
    found = [path for home in homes if home.is_dir() for path in sorted(home.glob("*.xlsx"))]
    return [path.relative_to(site.opened.workspace).as_posix() for path in found]


def _open(site: Site, _: Request, form: Form) -> Response:
    ours.open_(_own(site.opened.workspace, form.one("path")))
    return told("正在打开。改好存盘，程序会接着更新。")


def _own(workspace: Path, name: str) -> Path:
    """Return a file of inputs/ by the name that the last run gave it. Raises UsageError."""
    inputs = (workspace / "inputs").resolve()
    path = workspace / name
    if not name.startswith("inputs/") or ".." in name.split("/") or not path.is_file():
        raise UsageError("没有这份文件")
    if not path.resolve().is_relative_to(inputs):
        raise UsageError("这份文件不在收件夹里")
    return path


ROUTES = (
    Route("/inbox", inbox),
    Route("/open-input", act(_open), methods=["POST"]),
    Route("/mend", act(_mend), methods=["POST"]),
    Route("/mend/try", act(_try), methods=["POST"]),
)
