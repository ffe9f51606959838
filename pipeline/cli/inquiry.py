"""The commands that only look: status, history, why, doctor."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import collecting, paths, printing, ruled
from pipeline.cli.door import AsJson, Exit, Only, Workspace, app, version
from pipeline.cli.printing import say
from pipeline.model.deeds import BEGUN, Deed
from pipeline.model.problem import Severity
from pipeline.model.work import WAITING, State

_MOST_HITS = 50

if TYPE_CHECKING:
    from pipeline.desk import Desk
    from pipeline.errands import board
    from pipeline.errands import history as remembering
    from pipeline.produce import Trace


@app.command(help="现在有哪些文件，哪些要处理")
def status(workspace: Workspace = Path(), as_json: AsJson = False) -> int:
    """Show how the last run left everything; nothing is read, planned or written."""
    from pipeline import dispatch, terminal  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import answers, board  # noqa: PLC0415

    with opened(workspace, read_only=True) as desk:
        now = board.now(desk)
        sent = dispatch.sent(desk)
        came = answers.outstanding(desk)
        if as_json:
            returned = collecting.rows(came.answers, came.waiting)
            say(json.dumps(_status(desk, now) | {"sent": sent, "returned": returned}, ensure_ascii=False, indent=1))
        else:
            console = printing.console()
            terminal.overview(console, now, board.stopped_by(desk) if now.notices else {})
            terminal.sent(console, sent)
            for line in collecting.tally(came.answers):
                say(line)
            if came.waiting:
                say(f"待认  交回的有 {len(came.waiting)} 份要人认，用 gongwen returned 看是哪些")
    return Exit.PROBLEMS if now.faults.get(Severity.ERROR) else Exit.DONE


def _status(desk: Desk, now: board.Now) -> dict[str, Any]:
    """Return the shared keys of docs/contract.md §5 as the last run left them, and what only `status` has."""
    from pipeline.errands import board  # noqa: PLC0415

    unlike, blocks = list(board.not_as_made(desk)), board.stopped_by(desk)
    left = {paper.path for each in now.campaigns for paper in each.campaign.left if paper.state is not State.HELD}
    return {
        "campaigns": [_figures(each) for each in now.campaigns],
        "written": [],
        "unchanged": sum(each.states[state] for each in now.campaigns for state in (State.UNCHANGED, *WAITING)),
        "kept": [paper.path for paper in unlike if paper.state is State.KEPT and paper.path not in left],
        "withdrawn": sorted(left),
        "stopped": [paper.path for paper in unlike if paper.state in {State.STOPPED, State.HELD}],
        "problems": [printing.problem(each.problem, blocks.get(each.key, ())) for each in board.faults(desk)],
        "findings": [
            {"file": path} | each for path, found in board.findings(desk) for each in printing.findings(found)
        ],
        "states": [{"name": each.campaign.folder, "branches": _states(each)} for each in now.campaigns],
        "generated": now.last,
        "changed": list(now.changed),
        "files": [
            {"file": r.file, "sheet": r.sheet or None, "kind": r.kind or None, "rows": r.rows, "used": r.used}
            for r in board.recognised(desk)
        ],
    }


def _figures(each: board.CampaignFigures) -> dict[str, Any]:
    campaign = each.campaign
    return {
        "name": campaign.folder,
        "branches": campaign.branches,
        "members": campaign.members,
        "documents": each.documents,
    }


def _states(campaign: board.CampaignFigures) -> list[dict[str, Any]]:
    from pipeline.terminal import STANDING  # noqa: PLC0415

    return [
        {
            "branch": unit.short if unit.name else "",
            "states": {STANDING[state]: count for state, count in unit.states.items()},
        }
        for unit in campaign.units
    ]


@app.command(help="一份文件什么时候、为什么改过；不写文件名就列最近几次运行、谁做了什么")
def history(
    document: Annotated[str, typer.Argument(metavar="文件", help="文件的路径，或其中一段")] = "",
    workspace: Workspace = Path(),
    as_json: AsJson = False,
    undo: Annotated[
        int, typer.Option("--undo", metavar="编号", help="撤销第几条：后来没有再改过、没有送出的才撤得了")
    ] = 0,
) -> int:
    """Tell when a document was made, from which change, by which run; who did what, and take a deed back."""
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import history as remembering  # noqa: PLC0415

    if undo:
        return _undone(workspace, undo)
    with opened(workspace, read_only=True) as desk:
        if not document:
            runs = remembering.of_runs(desk)
            _show_runs(runs, remembering.of_people(desk), as_json=as_json)
            return Exit.DONE
        path, events = remembering.of_document(desk, paths.document(document, workspace))
        deeds = remembering.concerning(desk, path)
    if as_json:
        told = {"document": path, "events": [_event(each) for each in events], "deeds": [_deed(each) for each in deeds]}
        say(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _show_events(path, events)
        _show_deeds(deeds)
    return Exit.DONE


def _undone(workspace: Path, number: int) -> int:
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import undoing  # noqa: PLC0415

    with opened(workspace) as desk:
        done = undoing.undo(desk, number)
    say(f"已撤销：{done.about}。")
    return Exit.DONE


def _show_runs(runs: list[remembering.RunRecord], deeds: list[Deed], *, as_json: bool) -> None:
    if as_json:
        listed = [
            {"run": run.number, "started": run.started, "ended": run.ended, "engine": run.engine} | dict(run.counts)
            for run in runs
        ]
        told = {"runs": listed, "deeds": [_deed(each) for each in deeds]}
        say(json.dumps(told, ensure_ascii=False, indent=1))
        return
    if not runs:
        say("还没有生成过。")
    for run in runs:
        counts = "，".join(f"{what} {count} 份" for what, count in run.counts)
        say(f"第 {run.number} 次  {_time(run.started)}  {counts}{'' if run.ended else '（没有做完，下一次接着做）'}")
    _show_deeds(deeds)


def _show_deeds(deeds: list[Deed]) -> None:
    if deeds:
        say("谁做了什么（能撤销的前面有编号，用 --undo 编号）：")
    for deed in deeds:
        mark = f"[{deed.number}]" if deed.may_be_undone else ""
        end = f"（{_time(deed.undone)} 已撤销）" if deed.undone else ""
        end = f"（{BEGUN}）" if deed.undone == BEGUN else end
        say(f"  {mark:>6}  {_time(deed.at)}  {deed.who}  {deed.act}：{deed.about}{end}")


def _deed(deed: Deed) -> dict[str, Any]:
    files = [{"path": each.path, "before": each.before, "after": each.after} for each in deed.files]
    return {
        "number": deed.number,
        "at": deed.at,
        "name": deed.who.name,
        "user": deed.who.user,
        "computer": deed.who.computer,
        "act": deed.act.value,
        "campaign": deed.campaign,
        "about": deed.about,
        "files": files,
        "documents": [each.document for each in deed.releases],
        "undone": deed.undone,
        "may_be_undone": deed.may_be_undone,
    }


def _show_events(path: str, events: list[remembering.Event]) -> None:
    say(path)
    for event in events:
        where = event.file if event.file not in {"", path} else ""
        say(f"  {_time(event.at)}  第 {event.run} 次运行  {_told(event)}{f' → {where}' if where else ''}")
        for change in event.changes:
            old = f"“{change.old}”→" if change.old else ""
            say(f"      {change.name}：{old}“{change.new}”{f'  {change.where}' if change.where else ''}")


def _told(event: remembering.Event) -> str:
    """Return what happened in words: an edited paper that is no longer due has not been moved."""
    left = event.what == State.WITHDRAWN and not event.file
    return "不再需要（您改过，留在原处）" if left else event.what


def _event(event: remembering.Event) -> dict[str, Any]:
    changes = [{"name": c.name, "old": c.old, "new": c.new, "where": c.where} for c in event.changes]
    return {"at": event.at, "run": event.run, "what": event.what, "file": event.file, "changes": changes}


def _time(iso: str) -> str:
    return iso.replace("T", " ")[:19]


@app.command(help="找人名、支部、话：哪些文件里有（Word 里改过的也算）；几个词用空格隔开，要都有")
def find(
    words: Annotated[list[str], typer.Argument(metavar="词…", help="如 张某某")],
    workspace: Workspace = Path(),
    only: Only = "",
    as_json: AsJson = False,
) -> int:
    """Look for words in the names and the text of all papers."""
    from pipeline.desk import known_campaign, opened  # noqa: PLC0415
    from pipeline.errands import searching  # noqa: PLC0415

    known_campaign(workspace, only)
    with opened(workspace) as desk:
        searching.refresh(desk)
        hits = searching.search(desk, " ".join(words), most=_MOST_HITS + 1, campaign=only)
    if as_json:
        listed = [{"path": each.path, "excerpt": each.excerpt, "times": each.times} for each in hits[:_MOST_HITS]]
        say(json.dumps({"found": listed}, ensure_ascii=False, indent=1))
        return Exit.DONE
    for each in hits[:_MOST_HITS]:
        say(f"{each.path}{f'  …{each.excerpt}…' if each.excerpt else ''}")
    if len(hits) > _MOST_HITS:
        say(f"……不止这 {_MOST_HITS} 份，请再加一个词。")
    if not hits:
        say("没有找到。")
    return Exit.DONE


@app.command(help="一份文件里的每个内容出自哪个单元格、哪一行")
def why(
    document: Annotated[str, typer.Argument(metavar="文件", help="文件的路径，或其中一段")],
    workspace: Workspace = Path(),
    as_json: AsJson = False,
) -> int:
    """Trace a document back to the cells and lines that it shows."""
    from pipeline import collector  # noqa: PLC0415

    with (
        collector.for_good()
    ):  # of 50,000 objects one in sixty is in a cycle, and to find it takes a fiftieth of it all
        found = _traced(document, workspace)
        if as_json:
            say(json.dumps(_trace(found), ensure_ascii=False, indent=1))
        else:
            _show_trace(found)
    return Exit.PROBLEMS if found.stopped else Exit.DONE


def _traced(document: str, workspace: Path) -> Trace:
    from pipeline import produce  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    with opened(workspace, read_only=True) as desk:
        return produce.trace(desk, paths.document(document, workspace))


def _trace(found: Trace) -> dict[str, Any]:
    values = [
        {
            "name": each.name,
            "value": each.value,
            "file": each.origin.file if each.origin else None,
            "sheet": (each.origin.sheet or None) if each.origin else None,
            "cell": (each.origin.cell or None) if each.origin else None,
            "line": (each.origin.line or None) if each.origin else None,
        }
        for each in found.values
    ]
    stopped = [{"code": each.code, "message": each.message, "where": str(each.origin)} for each in found.stopped]
    return {"document": found.path, "template": found.template, "values": values, "stopped": stopped}


def _show_trace(found: Trace) -> None:
    from rich.text import Text  # noqa: PLC0415

    console = printing.console(to_stdout=True)
    console.print(Text(f"{found.path}\n模板：{found.template}（{found.catalog}）"), soft_wrap=True)
    for problem in found.stopped:
        console.print(Text.assemble(("出不来", "bold red"), f"  {problem}"), soft_wrap=True)
    rows = ((each.name, each.value, str(each.origin or "（程序计数、算出或拼成）")) for each in found.values)
    ruled.table(console, ("名字", "内容", "出处"), rows)


@app.command(help="检查这台电脑：字体、LibreOffice、磁盘、台账、邮件设置，该怎么办")
def doctor(
    full: Annotated[bool, typer.Option("--full", help="再逐份核对全部文件的内容")] = False,
    target: Annotated[
        Path | None, typer.Option("--pack", help="再写一个给维护人员的文件：没有姓名、号码和文件内容")
    ] = None,
    workspace: Workspace = Path(),
    as_json: AsJson = False,
) -> int:
    """Check the machine and say what to do."""
    from pipeline.errands import doctor  # noqa: PLC0415

    findings: list[doctor.MachineCheck] = []
    program = doctor.MachineCheck("程序", doctor.Health.GOOD, version(), told=True)
    for finding in chain((program,), doctor.examine(workspace, full=full)):
        findings.append(finding)
        if not as_json:
            say(f"{finding.health:<4}{finding.subject}：{finding.found}")
            if finding.cure:
                say(f"      → {finding.cure}")
    if as_json:
        listed = [{"subject": f.subject, "health": f.health, "found": f.found, "cure": f.cure} for f in findings]
        say(json.dumps({"checks": listed}, ensure_ascii=False, indent=1))
    if target:
        from pipeline.errands import support  # noqa: PLC0415

        path = support.pack(target, workspace, version(), findings, _counted(workspace))
        if not as_json:
            say(f"已写出 {path}：给维护人员用，里面没有姓名、号码和文件内容。交出以前可以自己打开看。")
    return Exit.ENVIRONMENT if any(finding.health is doctor.Health.BAD for finding in findings) else Exit.DONE


def _counted(workspace: Path) -> dict[str, Any]:
    """Return what a build would come to, in counts; a pack is wanted most where there is none."""
    import traceback  # noqa: PLC0415

    from pipeline import produce  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    try:
        with opened(workspace, read_only=True) as desk:
            return produce.foresee(desk).figures()
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is what the pack is for
        frames = traceback.extract_tb(fault.__traceback__)
        return {"fault": type(fault).__name__, "at": [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]}
