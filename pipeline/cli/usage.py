"""What a clerk reads of the command line itself: the pages of help, and what is wrong with what was typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.cli.printing import columns, say
from pipeline.model.problem import nearest

_FOLLOWS = {
    "--branch": "党支部", "--by": "姓名", "--campaign": "活动", "--cluster": "地址", "--date": "日期",
    "--for": "哪一份", "--from": "谁", "--kind": "哪一种", "--mention": "编号", "--name": "名字", "--pack": "文件",
    "--phase": "阶段", "--port": "数", "--python": "版本", "--scope": "范围", "--to": "位置", "--way": "方式",
    "--why": "理由", "--workspace": "文件夹", "--years": "几年",
}  # fmt: skip
"""What is written behind an option, where the option itself does not say it."""


def show_help(command: Any, arguments: Sequence[str], order: Sequence[str]) -> None:
    """Print what there is to do, in Chinese: typer's own page is English. `order`: of the commands in the page."""
    named = "gongwen"
    for word in arguments:
        if word in getattr(command, "commands", ()):
            command, named = command.commands[word], f"{named} {word}"
    if hasattr(command, "commands"):
        say(f"{command.help}\n\n用法：{named} 命令 [选项]\n")
        shown = {name: each for name, each in command.commands.items() if not each.hidden}
        names = sorted(shown, key=lambda name: order.index(name) if name in order else len(order))
        for line in columns([(f"  {name}", shown[name].help) for name in names]):
            say(line)
        say(f"\n每个命令怎么写、有哪些选项：{named} 命令 --help")
        return
    parameters = [each for each in command.params if each.name != "help"]
    places = "".join(f" {_place(each)}" for each in parameters if each.param_type_name == "argument")
    say(f"{command.help}\n\n用法：{named}{places} [选项]\n")
    for line in columns([(f"  {_place(each)}", _told(each)) for each in parameters]):
        say(line)


def _place(parameter: Any) -> str:
    """Return what is typed for a parameter; in brackets, where an argument may be left out."""
    if parameter.param_type_name != "argument":
        return " ".join(filter(None, (str(parameter.opts[0]), _follows(parameter))))
    name = written(parameter)
    return name if parameter.required or name.startswith("[") else f"[{name}]"


def _follows(parameter: Any) -> str:
    """Return what is written behind an option, "" for one that stands alone."""
    if parameter.is_flag:
        return ""
    return str(parameter.metavar or _FOLLOWS.get(parameter.opts[0], "内容"))


def _told(parameter: Any) -> str:
    must = "（必须写）" if parameter.required and parameter.param_type_name != "argument" else ""
    return f"{parameter.help}{must}"


def written(parameter: Any) -> str:
    """Return what a parameter is called."""
    return str(parameter.metavar or "文件夹") if parameter.param_type_name == "argument" else str(parameter.opts[0])


def wrong(fault: Exception, command: Any, arguments: Sequence[str]) -> str:
    """Return what is wrong with the command line, in Chinese; "" if that is not what went wrong."""
    kinds = {kind.__name__ for kind in type(fault).__mro__}
    if "UsageError" not in kinds:
        return ""
    words, named = [], "gongwen"
    for word in arguments:
        if word not in getattr(command, "commands", ()):
            words = [each for each in (word,) if not each.startswith("-")]
            break
        command, named = command.commands[word], f"{named} {word}"
    if hasattr(command, "commands"):
        said = f"没有“{words[0]}”这个命令{nearest(words[0], command.commands)}" if words else "还要写上命令"
        return f"{said}。用 {named} --help 看有哪些命令。".replace("？。", "？")
    return f"{_said(fault, kinds, command)}。用 {named} --help 看怎么写。".replace("？。", "？")


def repeated(command: Any, arguments: Sequence[str]) -> str:
    """Return which option was typed twice that takes one value, in Chinese; "" for none.

    The parser would keep the last value and drop the others without a word.
    """
    left = list(arguments)
    while hasattr(command, "commands"):
        if not left or left[0] not in command.commands:
            return ""  # the command itself is wrong, which is told when it is called
        command = command.commands[left.pop(0)]
    try:
        order = command.make_parser(command.context_class(command)).parse_args(left)[2]
    except Exception:  # noqa: BLE001 - what is typed wrong is told when the command is called, whatever the parser raises
        return ""
    counts = Counter(id(each) for each in order)
    for each in order:
        if counts[id(each)] > 1 and not (each.multiple or each.is_flag):
            return f"{each.opts[0]} 写了 {counts[id(each)]} 次，一次只能写一个，什么也没有做。其余的请分几次运行"
    return ""


def _said(fault: Exception, kinds: set[str], command: Any) -> str:
    parameter = getattr(fault, "param", None)
    name = str(getattr(fault, "option_name", "") or (written(parameter) if parameter is not None else ""))
    if "NoSuchOption" in kinds:
        return f"没有 {name} 这个选项{nearest(name, _options(command))}"
    if "MissingParameter" in kinds:
        return f"还要写上 {name}" + (f"（{parameter.help}）" if parameter is not None and parameter.help else "")
    if "BadOptionUsage" in kinds:
        return f"{name} 后面要写上内容"
    if "BadParameter" in kinds:
        return f"{name} 写得不对" + (f"（{parameter.help}）" if parameter is not None and parameter.help else "")
    return "多写了内容（一个内容里有空格的，要放在一对引号里）"


def _options(command: Any) -> Iterator[str]:
    for each in command.params:
        if each.param_type_name != "argument":
            yield from each.opts
