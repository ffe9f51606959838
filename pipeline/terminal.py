"""What a clerk reads in the terminal: progress, the summary table, every fault with its place and its cure."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from pipeline.guidance import LOG
from pipeline.model import codes
from pipeline.model.action import Reason
from pipeline.model.alike import alike
from pipeline.model.problem import Problem, Severity
from pipeline.model.work import WAITING, State

if TYPE_CHECKING:  # heavy: each command imports what it needs
    from pipeline.dispatch import ParcelOutcome
    from pipeline.errands import board
    from pipeline.produce import Progress as OnProgress
    from pipeline.produce import Report

_WORDS = {
    Severity.ERROR: ("错误", "bold red"),
    Severity.WARNING: ("请核对", "yellow"),
    Severity.NOTICE: ("提示", "cyan"),
}
_FATES = {"已送出": "green", "待发": "cyan", "存疑": "yellow", "没有送出": "bold red"}
STANDING = {
    State.UNCHANGED: "已是最新",
    State.MADE: "要更新",
    State.KEPT: "手工改过",
    State.UNWRITTEN: "待补写",
    State.BEGUN: "待改",
    State.STOPPED: "出不来",
    State.WITHDRAWN: "要撤下",
}
_MOST_SHOWN = 40  # of one severity; all of them are in 清单.xlsx
_NOTHING = (
    "inputs 里还没有活动：请建一个文件夹，放入填好的 活动.yaml 或 活动.xlsx，还有名册（gongwen init . 可得到样张）。"
)
_NOTHING_TOLD = "还没有可看的：运行一次 gongwen build 就有；只想先看看会出什么，用 gongwen check。"
_UNFINISHED = (
    "[yellow]上一次没有做完[/]（中途停了，或者正在运行），下面是再上一次做完时的情况。运行 gongwen build 会接着做。"
)
_CHANGED = (
    "[yellow]上次生成以后又有改动[/]：{files}。下面是改动以前的情况：更新请运行 gongwen build，"
    "只想先看会怎样，用 gongwen check。"
)
_STOPPED_SHOWN = 5  # documents named under the Problem that stops them


@contextlib.contextmanager
def progress(console: Console) -> Iterator[OnProgress]:
    """Show a bar while documents are made: campaign, count, time left."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    tasks: dict[str, object] = {}
    with Progress(*columns, console=console, transient=True) as bar:

        def tell(campaign: str, done: int, total: int) -> None:
            if campaign not in tasks:
                tasks[campaign] = bar.add_task(escape(campaign), total=total)
            bar.update(tasks[campaign], completed=done, total=total)  # type: ignore[arg-type]

        yield tell


def show(console: Console, report: Report, *, before: Collection[Problem] | None = None) -> None:
    """Print what a build has found and done: faults by severity, the table, one line that says how it ended.

    `before`: the faults of the turn before, where a clerk has just read them: those are counted, not told again.
    """
    told = [p for p in report.problems if p.severity is not Severity.NOTICE or p.shown]
    _by_severity(console, told if before is None else [p for p in told if p not in before], report)
    if before is not None:
        _since(console, report, before)
    if report.campaigns:
        counted = {
            "新写": report.written,
            "保留手改": report.kept,
            "未生成": [path for path in report.stopped if path not in report.held],
            "撤下": report.moved,
        }
        console.print(_table(report, "生成结果", counted))
    for path in report.kept:
        console.print(
            f"[yellow]保留手改[/]  {escape(path)}（{_beside(report.versions.get(path, ''))}）", soft_wrap=True
        )
    left_in_place(console, report.left)
    console.print(_verdict(report, _done(report), _aside(report)), soft_wrap=True)


def foretell(console: Console, report: Report) -> None:
    """Print what a build would find and do: all faults, the table, each action with its reason."""
    _by_severity(console, report.problems, report)
    if report.campaigns:
        counted = {
            "要写": [path for action, paths in report.actions.items() if action.writes for path in paths],
            "保留手改": report.kept,
            "未生成": [path for path in report.stopped if path not in report.held],
            "撤下": report.moved,
        }
        console.print(_table(report, "核对结果（没有写任何文件）", counted))
    for action, paths in report.actions.items():
        if action.reason is not Reason.EDITED_NOT_DUE:
            _named(console, f"{action.do} {len(paths)} 份（{action.reason}）", paths, margin=0)
    left_in_place(console, report.left)
    console.print(_verdict(report, "[green]没有错误。[/]"), soft_wrap=True)


def _by_severity(console: Console, found: Sequence[Problem], report: Report) -> None:
    for severity in Severity:
        told = [problem for problem in found if problem.severity is severity]
        _problems(console, severity, told, report.blocks, report.held)


def _beside(version: str) -> str:
    if not version:
        return "您改过，没有覆盖；它的内容没有变，不用另出新版"
    return f"您改过，没有覆盖；新的一份在旁边：{escape(version.rpartition('/')[2])}，请对照后留下一份"


def _since(console: Console, report: Report, before: Collection[Problem]) -> None:
    """Name the faults of the turn before that are gone, count those that are still there."""
    now = set(report.problems)
    places = {(problem.code, problem.origin) for problem in now}  # what is only worded anew is not gone
    gone = [each for each in before if (each.code, each.origin) not in places and each.severity is not Severity.NOTICE]
    for told in alike(gone)[:_MOST_SHOWN]:
        console.print(f"[green]已没有[/]  {escape(str(told.first))}", soft_wrap=True)
        if told.others:
            console.print(f"      {escape(told.others)}", soft_wrap=True)
    same = Counter(problem.severity for problem in now if problem in before)
    said = "、".join(
        f"{_WORDS[each][0]} {same[each]} 处" for each in Severity if same[each] and each is not Severity.NOTICE
    )
    if said:
        console.print(
            f"和上一次一样的还有：{said}（用 gongwen check 看，也在 清单.xlsx 的“填写错误”表里）", soft_wrap=True
        )


def left_in_place(console: Console, paths: Iterable[str]) -> None:
    """Print the papers that are no longer due and that a clerk has edited."""
    for path in paths:
        console.print(
            f"[yellow]不再需要[/]  {escape(path)}"
            "（名册里已没有它的依据；您改过，没有移走，也不会发送，不需要的话请自己删除）",
            soft_wrap=True,
        )


def overview(console: Console, now: board.Now, blocks: Mapping[str, Sequence[str]]) -> None:
    """Print how the last run left everything, and whether that still holds; `blocks`: papers by the fault's key."""
    console.print(f"上一次生成：{now.last.replace('T', ' ')[:19] if now.last else '还没有'}")
    if not now.told:
        console.print(_NOTHING_TOLD, soft_wrap=True)
        return
    if not now.at_rest:
        console.print(_UNFINISHED, soft_wrap=True)
    if now.changed:
        more = f" 等 {len(now.changed)} 个文件" if len(now.changed) > 1 else ""
        console.print(_CHANGED.format(files=f"{escape(now.changed[0])}{more}"), soft_wrap=True)
    if not now.campaigns:
        console.print(_nothing(now.archived, now.blank), soft_wrap=True)
        return
    console.print(_now_table(now.campaigns))
    for each in now.campaigns:
        console.print(_by_branch(each))
    left_in_place(console, [p.path for c in now.campaigns for p in c.campaign.left if p.state is State.KEPT])
    held = {p.path for c in now.campaigns for p in c.campaign.left if p.state is State.HELD}
    stops = {each.problem: blocks.get(each.key, ()) for each in now.notices}
    _problems(console, Severity.NOTICE, [each.problem for each in now.notices], stops, held)
    if any(now.faults.values()):
        said = "，".join(f"{_WORDS[each][0]} {now.faults[each]} 处" for each in Severity if now.faults.get(each))
        console.print(f"{said}。用 gongwen check 看是哪里；一份文件为什么这样写，用 gongwen why 文件。", soft_wrap=True)


def _nothing(archived: Collection[str], blank: Iterable[Problem]) -> str:
    """Return what is said where there is no campaign to make papers for; `blank`: those that nobody has filled in."""
    said = [f"{each.origin.file}：{each.message}。{each.hint}。" for each in blank]
    if archived:
        said.append(f"{'别的' if said else ''}活动都已归档：{'、'.join(sorted(archived))}。")
    return escape("\n".join(said)) if said else _NOTHING


def _blank(problems: Iterable[Problem]) -> list[Problem]:
    return [each for each in problems if each.code == codes.CAMPAIGN_BLANK.code]


def _now_table(campaigns: Sequence[board.CampaignFigures]) -> Table:
    """Return one row a campaign."""
    table = Table(title="上次生成后的情况", title_justify="left")
    for header in ("活动", "党组织", "党员", "应出文件", "已是最新", "手工改过", "出不来", "要撤下"):
        table.add_column(header, justify="left" if header == "活动" else "right", overflow="fold")
    for each in campaigns:
        now, states = each.campaign, each.states
        fresh = states[State.UNCHANGED] + sum(states[state] for state in WAITING)
        counts = (each.documents, fresh, states[State.KEPT], states[State.STOPPED], states[State.WITHDRAWN])
        table.add_row(
            escape(now.folder), str(now.branches), _members(now.members, now.read), *(str(count) for count in counts)
        )
    return table


def _members(members: int | None, read: int) -> str:
    unread = f"{read}（未读全）" if read else "？"
    return unread if members is None else str(members)


def _by_branch(campaign: board.CampaignFigures) -> Table:
    """Return one row a branch: how many of its documents stand how."""
    table = Table(title=f"{escape(campaign.campaign.folder)}：各支部", title_justify="left")
    table.add_column("支部", overflow="fold")
    for word in STANDING.values():
        table.add_column(word, justify="right")
    for unit in campaign.units:
        if unit.name or unit.states:
            shown = unit.short if unit.name else campaign.campaign.common
            table.add_row(escape(shown), *(str(unit.states.get(state) or "") for state in STANDING))
    return table


def _problems(
    console: Console,
    severity: Severity,
    found: Sequence[Problem],
    blocks: Mapping[Problem, Sequence[str]],
    held: Collection[str],
) -> None:
    word, style = _WORDS[severity]
    groups = alike(found)
    for told in groups[:_MOST_SHOWN]:
        console.print(f"[{style}]{word}[/]  {escape(str(told.first))}", soft_wrap=True)
        if told.first.hint:
            console.print(f"      → {escape(told.first.hint)}", soft_wrap=True)
        if told.others:
            console.print(f"      {escape(told.others)}", soft_wrap=True)
        stopped = list(dict.fromkeys(path for each in told.problems for path in blocks.get(each, ())))
        _named(console, "因此没有生成", [path for path in stopped if path not in held])
        _named(console, "看不出还要不要，暂不撤下", [path for path in stopped if path in held])
    if len(groups) > _MOST_SHOWN:
        rest = sum(len(told.problems) for told in groups[_MOST_SHOWN:])
        console.print(f"[{style}]{word}[/]  还有 {rest} 条，见 清单.xlsx 的“填写错误”表")


def _named(console: Console, what: str, paths: Sequence[str], margin: int = 6) -> None:
    if paths:
        names = "、".join(path.removeprefix("outputs/") for path in paths[:_STOPPED_SHOWN])
        more = f" 等 {len(paths)} 份" if len(paths) > _STOPPED_SHOWN else ""
        console.print(f"{' ' * margin}{what}：{escape(names)}{more}", soft_wrap=True)


def _table(report: Report, title: str, counted: Mapping[str, Sequence[str]]) -> Table:
    """Return one row a campaign; `counted` are lists of paths by header."""
    table = Table(title=title, title_justify="left")
    for header in ("活动", "党组织", "党员", "应出文件", *counted):
        table.add_column(header, justify="left" if header == "活动" else "right", overflow="fold")
    for campaign in report.campaigns:
        home = f"outputs/{campaign.name}/"
        counts = [sum(path.startswith(home) for path in paths) for paths in counted.values()]
        members = _members(campaign.members, campaign.read)
        table.add_row(
            escape(campaign.name), str(campaign.branches), members, str(campaign.documents), *map(str, counts)
        )
    return table


def _verdict(report: Report, well: str, aside: str = "") -> str:
    """Return the line that says how it ended; `well`: where nothing is wrong, `aside`: what is said besides."""
    errors = sum(problem.severity is Severity.ERROR for problem in report.problems)
    if report.bugs:
        return f"[bold red]程序内部出错 {len(report.bugs)} 处[/]，其余文件已照常处理；请把 {LOG} 交给维护人员。"
    if not report.campaigns and not errors:
        return _nothing(report.archived, _blank(report.problems))
    if errors:
        return f"[bold red]有 {errors} 处错误[/]：改好以后再运行一次；不受影响的文件都已处理。{aside}"
    return well + aside


def _aside(report: Report) -> str:
    """Return what a build says besides: what is not printed, and where it is."""
    notices = sum(problem.severity is Severity.NOTICE for problem in report.problems)
    opinions = sum(len(found) for _, found in report.findings)
    said = f"另有 {notices} 条提示。" if notices else ""
    return said + (f"格式意见 {opinions} 条，见 清单.xlsx。" if opinions else "")


def _done(report: Report) -> str:
    if not report.written and not report.moved and not report.volumes:
        return f"[green]没有变化[/]，{report.unchanged} 份文件都是最新的。"
    made = f"新写 {len(report.written)} 份，未变 {report.unchanged} 份，打印卷 {len(report.volumes)} 份"
    return f"[green]完成[/]：{made}。"


def outcomes(console: Console, found: Sequence[ParcelOutcome], title: str) -> None:
    """Print what became of each parcel."""
    if not found:
        return
    table = Table(title=title, title_justify="left")
    for header in ("党支部", "份数", "方式", "送往", "结果", "说明"):
        table.add_column(header, justify="right" if header == "份数" else "left", overflow="fold")
    for each in found:
        fate = f"[{_FATES.get(each.fate, 'white')}]{each.fate}[/]"
        cells = (each.branch, str(each.documents or ""), each.way, each.address)
        table.add_row(*map(escape, cells), fate, escape(each.reason))
    console.print(table)


def sent(console: Console, rows: Sequence[Mapping[str, object]]) -> None:
    """Print what has been sent, and each parcel of which nobody knows whether it arrived."""
    parcels = [row for row in rows if not row["reminder"]]
    if not parcels:
        return
    counts = Counter(str(row["state"]) for row in parcels)
    unsigned = {row["branch"] for row in parcels if row["state"] == "已送出" and not row["signed"]}
    said = "，".join(f"{state} {counts[state]} 包" for state in _FATES if counts[state])
    console.print(f"发送：{said}" + (f"；{len(unsigned)} 个党支部还没有交回送达回执。" if unsigned else "。"))
    for row in rows:
        if row["state"] == "存疑":
            console.print(
                f"[yellow]存疑[/]  {escape(str(row['branch']))}：{escape(str(row['reason']))}", soft_wrap=True
            )
    if counts["存疑"]:
        console.print("      → 请问过对方，再运行 gongwen send --settle 说明；不会自动再发", soft_wrap=True)
