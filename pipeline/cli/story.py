"""The commands of the story: check, build, watch."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import printing
from pipeline.cli.door import AsJson, Exit, Only, Workspace, app, exit_code
from pipeline.cli.printing import say
from pipeline.model.errors import PipelineError

if TYPE_CHECKING:  # heavy: each command imports what it needs
    from pipeline.desk import Desk
    from pipeline.model.problem import Problem
    from pipeline.produce import Report


Cluster = Annotated[
    str,
    typer.Option(
        "--cluster",
        help="几台电脑一起出：调度电脑（Dask）的地址（tcp://…）；各台机器要能在同一路径下看到这个工作文件夹",
    ),
]


@app.command(help="全部读一遍、核对一遍，什么也不写")
def check(workspace: Workspace = Path(), only: Only = "", as_json: AsJson = False) -> int:
    """Read everything, write nothing."""
    from pipeline import produce, terminal  # noqa: PLC0415
    from pipeline.cli import tidy as tidying  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import waiting  # noqa: PLC0415

    console = printing.console(quiet=as_json)
    with opened(workspace, read_only=True) as desk, terminal.progress(console) as bar:
        report = produce.foresee(desk, only=only, on_progress=bar)
    _missing(only, report, workspace)
    if as_json:
        say(json.dumps(printing.as_json(report) | printing.actions(report), ensure_ascii=False, indent=1))
    else:
        terminal.foretell(console, report)
        tidying.show_settled(waiting.Settled(), waiting.new(workspace)[0], workspace)
    return exit_code(report)


@app.command(help="把 outputs 更新到与名册、模板一致")
def build(workspace: Workspace = Path(), only: Only = "", as_json: AsJson = False, cluster: Cluster = "") -> int:
    """Bring outputs/ up to date, once."""
    from pipeline import produce, terminal  # noqa: PLC0415
    from pipeline.cli import tidy as tidying  # noqa: PLC0415
    from pipeline.cli.journal import journal  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import waiting  # noqa: PLC0415

    console = printing.console(quiet=as_json)
    with journal(workspace) as note:
        with opened(workspace) as desk, terminal.progress(console) as bar:
            report = produce.produce(
                desk, only=only, cluster=cluster, on_progress=bar, on_wait=lambda: printing.wait(console)
            )
            settled = waiting.settle(desk, lambda: printing.wait(console))
        note(report)
    _missing(only, report, workspace)
    if as_json:
        told = [tidying.as_object(each, workspace) for each in settled.outcomes]
        say(json.dumps(printing.as_json(report) | ({"set": told} if told else {}), ensure_ascii=False, indent=1))
    else:
        terminal.show(console, report)
        tidying.show_settled(settled, (), workspace)
    faulty = any(each.fault for each in settled.outcomes)
    return max(exit_code(report), Exit.PROBLEMS) if faulty else exit_code(report)


def _missing(only: str, report: Report, workspace: Path) -> None:
    from pipeline.desk import unknown_campaign  # noqa: PLC0415

    if only and all(campaign.name != only for campaign in report.campaigns):
        raise unknown_campaign(workspace, only)


@app.command(help="一直看着 inputs 和 templates，有变化就更新 outputs；按 Ctrl-C 结束")
def watch(workspace: Workspace = Path()) -> int:
    """Go on bringing outputs/ up to date."""
    from rich.markup import escape  # noqa: PLC0415

    from pipeline import produce, terminal  # noqa: PLC0415
    from pipeline.cli import tidy as tidying  # noqa: PLC0415
    from pipeline.cli.journal import journal  # noqa: PLC0415
    from pipeline.desk import held, look, opened  # noqa: PLC0415
    from pipeline.errands import presence, waiting  # noqa: PLC0415
    from pipeline.watch import Watch  # noqa: PLC0415

    console = printing.console()
    if presence.living(workspace):
        console.print("页面已经在看着这个工作文件夹，不用再看一遍。")
        return Exit.DONE
    bugs = 0
    said = ""
    before: frozenset[Problem] | None = None
    with journal(workspace) as note, opened(workspace) as desk:

        def tell(fault: str) -> bool:
            """Say what keeps the run from its work, once; the next try may find it mended."""
            nonlocal said
            if fault and fault != said:
                console.print(f"[red]{desk.now():%H:%M} {escape(fault)}[/]", soft_wrap=True)
            said = fault
            return not fault

        def bring_up_to_date() -> bool:
            nonlocal bugs, before
            try:
                with terminal.progress(console) as bar:
                    report = produce.produce(desk, on_progress=bar, on_wait=lambda: printing.wait(console))
                    settled = waiting.settle(desk, lambda: printing.wait(console))
            except PipelineError as fault:
                return tell(str(fault))
            tidying.show_settled(settled, (), workspace)
            bugs += len(report.bugs)
            if report.hindered and report.hindered == said:
                return False
            note(report)
            console.rule(f"{desk.now():%Y-%m-%d %H:%M:%S}")
            terminal.show(console, report, before=before)
            before = frozenset(report.problems)
            console.print("正在监视，改了名册或模板会自动更新；按 Ctrl-C 结束。")
            return tell(report.hindered)

        settings = desk.settings
        watching = Watch(
            workspace, settings.quiet_seconds, settings.polling, lambda: look(workspace), bring_up_to_date, held
        )
        watching.on_unrest = lambda paths: console.print(escape(f"还有文件在变化，等它们停下来：{_names(paths, desk)}"))
        watching.on_held = lambda paths: console.print(escape(f"文件正被别的程序打开，请先关闭：{_names(paths, desk)}"))
        with contextlib.suppress(KeyboardInterrupt):
            watching.run()
    console.print("监视已结束。做好的文件都在，下次会接着做。")
    return Exit.BUG if bugs else Exit.DONE


def _names(paths: Sequence[Path], desk: Desk) -> str:
    return "、".join(path.relative_to(desk.workspace).as_posix() for path in paths[:3])
