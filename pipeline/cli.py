"""The door: commands, what a clerk reads, exit codes. Nothing is decided here.

Exit codes: 0 done · 1 error problems in files (what could be made was made) · 2 wrong usage · 3 the environment, or a
faulty gongwen.toml · 70 a bug.
"""

from __future__ import annotations

import contextlib
import json
import logging
import logging.handlers
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.model.errors import PipelineError, UsageError
from pipeline.model.problem import Problem

if TYPE_CHECKING:  # heavy: each command imports what it needs
    from rich.console import Console

    from pipeline.batch import Report
    from pipeline.desk import Desk


class Exit(IntEnum):
    """What the program's end means (INPUTS.md §5)."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    ENVIRONMENT = 3
    BUG = 70


app = typer.Typer(
    name="gongwen",
    help="公文：把名册和活动安排变成每个党支部的通知、讲话、党性分析表、整改方案和台账。",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Workspace = Annotated[Path, typer.Option("--workspace", help="工作文件夹，里面有 templates、inputs、outputs")]
AsJson = Annotated[bool, typer.Option("--json", help="只输出一个 JSON，供别的程序读")]
Only = Annotated[str, typer.Option("--campaign", help="只做这一个活动（inputs 里的文件夹名）")]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code. No traceback reaches the clerk."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(int(_run(list(sys.argv[1:] if arguments is None else arguments))))


def _run(arguments: list[str]) -> int:
    if not arguments or "--help" in arguments:
        _help(arguments)
        return Exit.DONE if arguments else Exit.USAGE
    try:
        code = app(args=arguments, standalone_mode=False)
    except UsageError as fault:
        return _said(str(fault), Exit.USAGE)
    except PipelineError as fault:
        return _said(str(fault), Exit.ENVIRONMENT)
    except typer.Exit as leave:
        return leave.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return _said("已停止。做好的文件都在，下次运行会接着做。", Exit.DONE)
    except MemoryError:
        return _said("内存不够。请关掉别的程序，或分几次放入。", Exit.ENVIRONMENT)
    except Exception as fault:  # noqa: BLE001 - the door is the last place: a sentence for the clerk, the rest for the log
        wrong = _wrong_usage(fault)
        if wrong:
            return _said(wrong, Exit.USAGE)
        _log_bug(fault)
        return _said(f"程序内部出错（{type(fault).__name__}）。请把 gongwen.log 交给维护人员。", Exit.BUG)
    return code if isinstance(code, int) else Exit.DONE


def _said(words: str, code: Exit) -> int:
    print(words, file=sys.stderr)  # noqa: T201 - the door speaks
    return code


def _wrong_usage(fault: Exception) -> str:
    """Return what is wrong with the command line, in Chinese; "" if that is not what went wrong."""
    kinds = {kind.__name__ for kind in type(fault).__mro__}
    if "UsageError" not in kinds:
        return ""
    parameter = getattr(fault, "param", None)
    name = str(getattr(fault, "option_name", "") or (_written(parameter) if parameter is not None else ""))
    said = {
        "NoSuchOption": f"没有 {name} 这个选项",
        "MissingParameter": f"还要写上 {name}",
        "BadParameter": f"{name} 写得不对",
        "BadOptionUsage": f"{name} 后面要写上内容",
    }
    words = next((said[kind] for kind in said if kind in kinds), "没有这个命令，或多写了内容")
    return f"{words}。用 gongwen --help 看有哪些命令。"


def _help(arguments: Sequence[str]) -> None:
    """Print what there is to do, in Chinese: typer's own page is English."""
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    named = next((word for word in arguments if word in commands), "")
    if not named:
        _print(f"{app.info.help}\n\n用法：gongwen 命令 [选项]\n")
        for name, command in commands.items():
            if not command.hidden:
                _print(f"  {name:<12}{command.help}")
        _print("\n每个命令的选项：gongwen 命令 --help")
        return
    command = commands[named]
    places = "".join(f" {_written(p)}" for p in command.params if p.param_type_name == "argument")
    _print(f"{command.help}\n\n用法：gongwen {named}{places} [选项]\n")
    for parameter in command.params:
        if parameter.name != "help":
            _print(f"  {_written(parameter):<16}{parameter.help}")


def _written(parameter: Any) -> str:
    return str(parameter.metavar or "文件夹") if parameter.param_type_name == "argument" else str(parameter.opts[0])


# --- the commands -------------------------------------------------------------------------------------------------


@app.command(help="新建一个工作文件夹：模板、带说明的活动.yaml、空白名册")
def init(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="新的工作文件夹")],
    sample: Annotated[bool, typer.Option("--sample", help="再放入一个示例活动")] = False,
    workspace: Workspace = Path(),
) -> None:
    """Make a workspace."""
    from pipeline import errands  # noqa: PLC0415

    folder = workspace / folder
    written = errands.init(folder, sample=sample)
    if not written:
        _print(f"{folder} 里已经都有了，没有改动。")
        return
    _print(f"已在 {folder} 放好 {len(written)} 个文件。接下来：")
    _print(f"  1. 填写 {folder / 'inputs' / '新活动' / '活动.yaml'} 和旁边的空白名册（文件夹可以改名）")
    _print(f"  2. 运行 gongwen build --workspace {folder}，文件出在 {folder / 'outputs'}")


@app.command(help="写出空白名册（有下拉选项）")
def blank(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="放在哪个文件夹")] = Path(),
    workspace: Workspace = Path(),
) -> None:
    """Write blank rosters."""
    from pipeline import errands  # noqa: PLC0415

    written = errands.blank(workspace / folder)
    for path in written:
        _print(f"已写出 {path}")
    if not written:
        _print("空白名册都已经有了，没有改动。")


@app.command(help="全部读一遍、核对一遍，什么也不写")
def check(workspace: Workspace = Path(), only: Only = "", as_json: AsJson = False) -> int:
    """Read everything, write nothing."""
    return _produce(workspace, only, as_json=as_json, dry=True)


@app.command(help="把 outputs 更新到与名册、模板一致")
def build(workspace: Workspace = Path(), only: Only = "", as_json: AsJson = False) -> int:
    """Bring outputs/ up to date, once."""
    return _produce(workspace, only, as_json=as_json, dry=False)


def _produce(workspace: Path, only: str, *, as_json: bool, dry: bool) -> int:
    from pipeline import batch, terminal  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    console = _console(quiet=as_json)
    with _journal(workspace, dry=dry) as journal:
        with opened(workspace, dry=dry) as desk, terminal.progress(console) as bar:
            report = batch.produce(desk, only=only, dry=dry, on_progress=bar, on_wait=lambda: _wait(console))
        journal(report)
    _missing(only, report)
    if as_json:
        _print(json.dumps(_as_json(report), ensure_ascii=False, indent=1))
    else:
        terminal.show(console, report, dry=dry, notices=dry)
    return _exit_code(report)


def _missing(only: str, report: Report) -> None:
    if only and all(campaign.name != only for campaign in report.campaigns):
        raise UsageError(f"没有叫“{only}”的活动。活动的名字就是 inputs 里的文件夹名")


def _exit_code(report: Report) -> Exit:
    return Exit.BUG if report.bugs else Exit.PROBLEMS if report.failed else Exit.DONE


@app.command(help="一直看着 inputs 和 templates，有变化就更新 outputs；按 Ctrl-C 结束")
def watch(workspace: Workspace = Path()) -> int:
    """Go on bringing outputs/ up to date."""
    from pipeline import batch, terminal  # noqa: PLC0415
    from pipeline.desk import look, opened  # noqa: PLC0415
    from pipeline.watch import Watch  # noqa: PLC0415

    console = _console()
    bugs = 0
    with _journal(workspace) as journal, opened(workspace) as desk:

        def produce() -> None:
            nonlocal bugs
            try:
                with terminal.progress(console) as bar:
                    report = batch.produce(desk, on_progress=bar, on_wait=lambda: _wait(console))
            except PipelineError as fault:  # the next look may find it mended
                console.print(f"[red]{desk.now():%H:%M} {fault}[/]", markup=True)
                return
            bugs += len(report.bugs)
            journal(report)
            console.rule(f"{desk.now():%Y-%m-%d %H:%M:%S}")
            terminal.show(console, report, dry=False, notices=False)
            console.print("正在监视，改了名册或模板会自动更新；按 Ctrl-C 结束。")

        settings = desk.settings
        watching = Watch(workspace, settings.quiet_seconds, settings.polling, lambda: look(workspace), produce)
        watching.on_unrest = lambda paths: console.print(f"还有文件在变化，等它们停下来：{_names(paths, desk)}")
        with _stopping(watching.stop):
            watching.run()
    console.print("监视已结束。")
    return Exit.BUG if bugs else Exit.DONE


def _names(paths: Sequence[Path], desk: Desk) -> str:
    return "、".join(path.relative_to(desk.workspace).as_posix() for path in paths[:3])


@contextlib.contextmanager
def _stopping(stop: Callable[[], None]) -> Iterator[None]:
    """Let Ctrl-C and a request to end finish the run at work, then leave."""
    before = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.signal(number, lambda *_: stop())
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@app.command(help="列出模板里能用的名字")
def vocabulary(
    scope: Annotated[str, typer.Option("--scope", help="只列一个范围：全镇、支部、党员、会议")] = "",
) -> None:
    """Print every name that a template may use."""
    from rich.table import Table  # noqa: PLC0415

    from pipeline import errands  # noqa: PLC0415

    console = _console(to_stdout=True)
    for title, names in errands.vocabulary(scope):
        table = Table(title=f"范围：{title}", title_justify="left")
        for header in ("名字", "是什么", "样子"):
            table.add_column(header, overflow="fold")
        for name in names:
            table.add_row(f"{name.path}", name.kind, name.example)
        console.print(table)
    console.print(
        "写法：{{ 党员.姓名 }}；带 [] 的是一列，用 {%p for 问题 in 问题们 %} … {%p endfor %} 逐个取。", markup=False
    )


@app.command(help="现在有哪些文件，哪些要处理")
def status(workspace: Workspace = Path(), as_json: AsJson = False) -> int:
    """Show what is there, without writing anything."""
    from pipeline import batch, terminal  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    with opened(workspace, dry=True) as desk:
        report = batch.produce(desk, dry=True)
        last = desk.ledger.last_run()
    if as_json:
        # Sending and collecting come with later issues: nothing has been sent, nothing has come back.
        _print(json.dumps(_as_json(report) | {"sent": [], "returned": []}, ensure_ascii=False, indent=1))
        return _exit_code(report)
    console = _console()
    console.print(f"上一次生成：{last.replace('T', ' ')[:19] if last else '还没有'}")
    terminal.overview(console, report)
    return _exit_code(report)


@app.command(help="做一个 Windows 离线安装包（需要联网和源代码）")
def package(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="放在哪个文件夹")],
    python: Annotated[str, typer.Option("--python", help="对方电脑上的 Python 版本")] = "3.12",
) -> None:
    """Build the offline package for Windows."""
    from pipeline import windows  # noqa: PLC0415

    for line in windows.package(folder, python):
        _print(line)


@app.command(hidden=True, help="写出 docs/codes.md 的内容")
def codes() -> None:
    """Print the handbook's table of Problems."""
    from pipeline import errands  # noqa: PLC0415

    sys.stdout.write(errands.codes_page())


# --- what it prints -----------------------------------------------------------------------------------------------


def _print(words: str) -> None:
    typer.echo(words)


def _console(*, quiet: bool = False, to_stdout: bool = False) -> Console:
    """Return the terminal; under --json everything but the JSON goes nowhere."""
    from rich.console import Console  # noqa: PLC0415

    return Console(quiet=quiet, highlight=False, stderr=quiet and not to_stdout)


def _wait(console: Console) -> None:
    console.print("另一个 gongwen 正在运行，等它做完……")


def _as_json(report: Report) -> dict[str, Any]:
    """Return the shared keys of check, build and status (INPUTS.md §5)."""
    campaigns = [
        {"name": c.name, "branches": c.branches, "members": c.members, "documents": c.documents}
        for c in report.campaigns
    ]
    return {
        "campaigns": campaigns,
        "written": report.written,
        "unchanged": report.unchanged,
        "kept": report.kept,
        "withdrawn": report.withdrawn,
        "stopped": report.stopped,
        "problems": [_problem(problem, report) for problem in report.problems],
        "findings": [],
    }


def _problem(problem: Problem, report: Report) -> dict[str, Any]:
    origin = problem.origin
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": origin.file,
        "sheet": origin.sheet or None,
        "cell": origin.cell or None,
        "line": origin.line or None,
        "message": problem.message,
        "hint": problem.hint,
        "blocks": report.blocks.get(problem, []),
    }


# --- the log ------------------------------------------------------------------------------------------------------

_LOG = logging.getLogger("gongwen")


@contextlib.contextmanager
def _journal(workspace: Path, *, dry: bool = False) -> Iterator[Callable[[Report], None]]:
    """Give a function that logs a run: codes, addresses and counts, never a value that a cell holds."""
    if dry or not (workspace / "inputs").is_dir():
        yield lambda _: None
        return
    folder = workspace / "outputs" / ".gongwen"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "gongwen.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:  # a folder that cannot be written: the run itself will say so
        yield lambda _: None
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False
    try:
        yield _log_report
    except Exception as fault:
        if not isinstance(fault, PipelineError):
            _log_bug(fault)
        raise
    finally:
        _LOG.removeHandler(handler)
        handler.close()


def _log_report(report: Report) -> None:
    done = f"written={len(report.written)} unchanged={report.unchanged} kept={len(report.kept)}"
    _LOG.info("run %s stopped=%d withdrawn=%d", done, len(report.stopped), len(report.withdrawn))
    for problem in report.problems:
        origin = problem.origin
        _LOG.info("%s %s %s %s", problem.code, origin.file, origin.cell or origin.line or "-", problem.severity.value)
    for bug in report.bugs:
        _LOG.info("bug %s", bug)


def _log_bug(fault: Exception) -> None:
    """Log where a bug is, without its message: that may quote a value."""
    import traceback  # noqa: PLC0415

    if _LOG.handlers:
        _LOG.info("bug %s", "".join([*traceback.format_tb(fault.__traceback__), type(fault).__name__]))
