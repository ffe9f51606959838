"""The command line itself: options that commands share, exit codes, help and usage faults in Chinese.

Exit codes: 0 done · 1 error problems in files (what could be made was made) · 2 wrong usage · 3 the environment, or a
faulty gongwen.toml · 70 a bug.
"""

from __future__ import annotations

import contextlib
import copy
import errno
import functools
import platform
import signal
import sys
from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import plain_words, streams, usage
from pipeline.cli.printing import say
from pipeline.disk import in_words
from pipeline.guidance import LOG
from pipeline.model.errors import NotReadyError, PipelineError, UsageError

if TYPE_CHECKING:
    from pipeline.produce import Report


class Exit(IntEnum):
    """What the program's end means (docs/contract.md §5)."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    ENVIRONMENT = 3
    BUG = 70


_STOPPED = "已停止，还没有做完。做好的文件都在，下次运行会接着做。"
_UNHEARD = "事情做完了，但结果没有显示完：输出写不进去（{fault}）。"
_NO_CHINESE = (
    "这里的文件名编码是 {encoding}，写不了中文文件名。请先设置环境变量 PYTHONUTF8=1（或 LC_ALL=C.UTF-8），再运行。"
)
_NO_MEMORY = "内存不够。请关掉别的程序，或分几次放入。"
_TOO_MANY = "同时打开的文件太多，系统不让再打开。请关掉别的程序再运行，会接着做。"
_FULL = "磁盘已满。请腾出空间再运行，会接着做。"
_ENVIRONMENT = {
    errno.EMFILE: _TOO_MANY,
    errno.ENFILE: _TOO_MANY,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: "磁盘是只读的。请换一个可以写入的位置。",
    errno.EIO: "磁盘读写出错。请检查磁盘或网络盘，再运行会接着做。",
    errno.ENOMEM: _NO_MEMORY,
    errno.EAGAIN: "系统的进程数不够。请关掉别的程序再运行，会接着做。",
}
_ENDS = {UsageError: Exit.USAGE, NotReadyError: Exit.PROBLEMS}  # any other PipelineError: the environment
_NO_READER = 141  # as a shell has it: the reader of our output went away (128 + SIGPIPE)
_INTERRUPTED = 130  # what typer returns after Ctrl-C

_ORDER = (
    *("serve", "init", "blank", "check", "build", "watch", "status", "why", "find", "history", "mend", "set"),
    *(
        "approve",
        "send",
        "signed",
        "remind",
        "collect",
        "returned",
        "decide",
        "review",
        "tidy",
        "export",
        "vocabulary",
        "template",
    ),
    *("backup", "restore", "archive", "doctor", "package"),
)
"""Commands as a clerk meets them, in the page of help."""

app = typer.Typer(
    name="gongwen",
    help="公文：把名册和活动安排变成每个党支部的通知、讲话、党性分析表、整改方案和台账。",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Workspace = Annotated[
    Path, typer.Option("--workspace", help="工作文件夹，里面有 templates、inputs、outputs；不写就是这里")
]
AsJson = Annotated[bool, typer.Option("--json", help="只输出给别的程序读的格式（JSON）")]
Only = Annotated[str, typer.Option("--campaign", help="只做这一个活动（inputs 里的文件夹名）")]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code. No traceback reaches the clerk."""
    spoken = streams.prepare()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # asked to end: like Ctrl-C, files on their way go away
    if streams.names_are_chinese():
        code = int(run(list(sys.argv[1:] if arguments is None else arguments)))
    else:
        code = _said(_NO_CHINESE.format(encoding=sys.getfilesystemencoding()), Exit.ENVIRONMENT)
    sys.exit(_heard(code, spoken))


def _heard(code: int, spoken: streams.Mouth | None) -> int:
    """Return the exit code once it is known whether what was said could be read: the work itself is done by then."""
    with contextlib.suppress(AttributeError, ValueError, OSError):
        sys.stdout.flush()
    if spoken is None or code not in {Exit.DONE, Exit.PROBLEMS}:
        return code
    if spoken.fault:
        return _said(_UNHEARD.format(fault=in_words(spoken.fault)), Exit.ENVIRONMENT)
    return _NO_READER if spoken.closed_by_reader else code


def run(arguments: list[str]) -> int:
    """Run a command and return its exit code."""
    if not arguments or "--help" in arguments:
        usage.show_help(_command(), arguments, _ORDER)
        return Exit.DONE if arguments else Exit.USAGE
    if arguments == ["--version"]:
        say(version())
        return Exit.DONE
    try:
        code = _called(arguments)
    except PipelineError as fault:
        return _said(str(fault), _ENDS.get(type(fault), Exit.ENVIRONMENT))
    except typer.Exit as leave:
        return leave.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return _said(_STOPPED, Exit.ENVIRONMENT)
    except Exception as fault:  # noqa: BLE001 - the door is the last place: a sentence for the clerk, the rest for the log
        return _unexpected(fault, arguments)
    return code if isinstance(code, int) else Exit.DONE


def version() -> str:
    """Return which program this is; the build is written into every package."""
    from importlib import metadata  # noqa: PLC0415 - it loads what reads e-mail

    build = Path(__file__).parent.with_name("build.txt")
    said = f"构建 {build.read_text('utf-8')}" if build.is_file() else "源代码"
    try:
        number = metadata.version("gongwen")
    except metadata.PackageNotFoundError:
        number = ""
    return f"gongwen {number}（{said}，Python {platform.python_version()}）"


def _unexpected(fault: Exception, arguments: Sequence[str]) -> int:
    """Say what no room has turned into words of its own: a wrong command line, what the system does not give, a bug."""
    if wrong := usage.wrong(fault, _command(), arguments):
        return _said(wrong, Exit.USAGE)
    if isinstance(fault, MemoryError):
        return _said(_NO_MEMORY, Exit.ENVIRONMENT)
    cause: BaseException | None = fault
    while cause is not None:  # an import that finds no room for a file says ImportError
        if isinstance(cause, OSError) and cause.errno in _ENVIRONMENT:
            return _said(_ENVIRONMENT[cause.errno], Exit.ENVIRONMENT)
        cause = cause.__cause__ or cause.__context__
    from pipeline.cli.journal import keep_bug  # noqa: PLC0415 - only a bug needs it

    workspace = _workspace(arguments)
    told = f"请把工作文件夹里的 {LOG} 交给维护人员。" if keep_bug(fault, workspace) else "请把这句话告诉维护人员。"
    return _said(f"程序内部出错（{type(fault).__name__}）。{told}", Exit.BUG)


def _workspace(arguments: Sequence[str]) -> Path:
    """Return the folder that a command line names, without asking the command that failed."""
    named = [after for word, after in pairwise([*arguments, ""]) if word == "--workspace"]
    joined = [word.partition("=")[2] for word in arguments if word.startswith("--workspace=")]
    return Path(next(iter([*named, *joined]), "."))


@functools.cache
def _command() -> Any:
    """Return all commands, as typer makes them of `app`: that takes a fiftieth of a second."""
    return plain_words.taken(typer.main.get_command(app))


def _asked(name: str) -> Any:
    """Return the commands as far as one is asked for: it alone, if it is one."""
    alone = copy.copy(app)
    alone.registered_groups = []
    alone.registered_commands = [each for each in app.registered_commands if _name(each) == name]
    return plain_words.taken(typer.main.get_group(alone)) if alone.registered_commands else _command()


def _name(command: typer.models.CommandInfo) -> str:
    return command.name or typer.main.get_command_name(getattr(command.callback, "__name__", ""))


def _called(arguments: list[str]) -> object:
    command = _asked(arguments[0])
    if twice := usage.repeated(command, arguments):
        raise UsageError(twice)
    code = command(args=arguments, standalone_mode=False)
    if code == _INTERRUPTED:
        raise KeyboardInterrupt
    return code


def exit_code(report: Report) -> Exit:
    """Return what a run's end means."""
    return Exit.BUG if report.bugs else Exit.PROBLEMS if report.failed else Exit.DONE


def _said(words: str, code: Exit) -> int:
    print(words, file=sys.stderr)  # noqa: T201 - the door speaks
    return code
