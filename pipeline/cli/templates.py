"""The commands `template check` and `template new`: templates made by clerks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import printing
from pipeline.cli.door import AsJson, Exit, Workspace, app
from pipeline.cli.paths import named
from pipeline.cli.printing import say
from pipeline.model.problem import Severity

if TYPE_CHECKING:
    from pipeline.errands import templates, updating

template = typer.Typer(name="template", help="模板：check 检查，new 新做一个，update 换新", rich_markup_mode=None)
app.add_typer(template)


@template.command(help="检查模板里的标记：全角的花括号和标点、断开的、重复的、没有结束的、没有的名字，一次说完")
def check(
    files: Annotated[list[Path] | None, typer.Argument(metavar="[文件…]", help="不写就查 templates 里的全部")] = None,
    scope: Annotated[str, typer.Option("--scope", help="按哪个范围的名字查：全镇、支部、党员、会议")] = "",
    as_json: AsJson = False,
    workspace: Workspace = Path(),
) -> int:
    """Check templates."""
    from pipeline.errands import templates  # noqa: PLC0415

    checked = []
    for each in templates.check(workspace, [named(path, workspace) for path in files or ()], scope):
        checked.append(each)
        if not as_json:
            _show(each, workspace)
    if as_json:
        say(json.dumps({"files": [_file(each, workspace) for each in checked]}, ensure_ascii=False, indent=1))
    else:
        _sum_up(checked)
    return Exit.PROBLEMS if any(each.faulty for each in checked) else Exit.DONE


def _name(path: Path, workspace: Path) -> str:
    return (path.relative_to(workspace) if path.is_relative_to(workspace) else path).as_posix()


def _file(each: templates.Checked, workspace: Path) -> dict[str, Any]:
    return {
        "file": _name(each.path, workspace),
        "scopes": [scope.value for scope in each.scopes],
        "guessed": each.guessed,
        "problems": [printing.problem(problem) for problem in each.problems],
        "marked": _name(each.copy, workspace) if each.copy else None,
    }


_WORDS = {Severity.ERROR: "[bold red]要改[/]", Severity.WARNING: "[yellow]请核对[/]", Severity.NOTICE: "[dim]提示[/]"}


def _show(each: templates.Checked, workspace: Path) -> None:
    from rich.markup import escape  # noqa: PLC0415

    console = printing.console()
    said = "、".join(scope.value for scope in each.scopes)
    guessed = "，catalog.yaml 里没有用它的条目，按最合适的查" if each.guessed else ""
    among = f"（范围：{said}{guessed}）" if said else ""
    wrong = f"{len(each.problems)} 条" if each.problems else "[green]没有问题[/]"
    console.print(f"{escape(_name(each.path, workspace))}{among}：{wrong}", soft_wrap=True)
    for problem in each.problems:
        place = f"{escape(problem.origin.sheet)}：" if problem.origin.sheet else ""
        said = f"{escape(problem.message)} \\[{problem.code}]"
        console.print(f"  {_WORDS[problem.severity]}  {place}{said}", soft_wrap=True)
        console.print(f"        → {escape(problem.hint)}", soft_wrap=True)
    if each.copy:
        console.print(f"  逐处加了批注的副本：{escape(_name(each.copy, workspace))}", soft_wrap=True)


def _sum_up(checked: Sequence[templates.Checked]) -> None:
    if len(checked) > 1:
        say(f"共 {len(checked)} 个模板，{sum(each.faulty for each in checked)} 个要改。")


@template.command(help="新做一个模板：按 GB/T 9704 排好版，带着能用的标记")
def new(
    kind: Annotated[str, typer.Argument(metavar="种类", help="通知、讲话、方案、表、台账、汇总表")],
    name: Annotated[str, typer.Option("--name", help="文种叫什么，也是模板的文件名；不写就同种类")] = "",
    write: Annotated[bool, typer.Option("--write", help="把条目写进 catalog.yaml；不写就只显示出来")] = False,
    workspace: Workspace = Path(),
) -> None:
    """Start a template for a new kind of document."""
    from pipeline.errands import starting  # noqa: PLC0415

    started = starting.start(workspace, kind, name, enter=write)
    say(f"已写出 {_name(started.path, workspace)}")
    asked = "请在 templates/catalog.yaml 末尾加上（或者用 --write 直接写入）："
    say("已在 templates/catalog.yaml 末尾加上：" if started.entered else asked)
    say(f"\n{started.entry}")
    say("用 Word 或 WPS 打开模板，改好文字存盘，再运行 gongwen template check 检查标记、gongwen build 生成。")


@template.command(help="换用随程序来的新模板：没有改过的换成新的，您改过的不动，新的放在旁边（…（新版））")
def update(
    dry: Annotated[bool, typer.Option("--dry-run", help="只看有什么不同，什么也不改")] = False,
    again: Annotated[bool, typer.Option("--again", help="以前放过又被删掉的新版，再放一次")] = False,
    workspace: Workspace = Path(),
) -> int:
    """Bring the shipped templates up to date."""
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import updating  # noqa: PLC0415

    console = printing.console()
    if dry:
        found = updating.compare(workspace, again=again)
        _compared(found, updating.unused(workspace, found), "可以")
        return Exit.DONE
    with opened(workspace) as desk:
        unused = updating.unused(workspace, updating.compare(workspace, differences=False))
        found, deed = updating.update(desk, lambda: printing.wait(console), again=again)
    _compared(found, unused, "已经")
    if deed:
        say("接下来：gongwen build。想用新版的，把自己要的改动抄过去，再改成原来的名字。")
        say(f"要退回去：gongwen history --undo {deed.number}")
    return Exit.DONE


def _compared(found: Sequence[updating.Compared], unused: Sequence[str], how: str) -> None:
    from pipeline.errands import updating  # noqa: PLC0415

    for each in found:
        if each.standing in {updating.FileStanding.NEW, updating.FileStanding.OLD}:
            say(f"{how}{each.standing}  templates/{each.name}")
        elif each.standing is updating.FileStanding.OWN:
            where = f"，新版放在旁边：{each.beside}" if each.beside else "，没有动" if not each.news else ""
            say(f"您改过  templates/{each.name}{where}")
            for line in each.differences:
                say(f"      {line}")
    for name in unused:
        say(f"请留意  您改过的 templates/{name}：新的 catalog.yaml 里没有条目用它了；要接着用，请把条目加回去")
    if not any(each.news for each in found):
        say("模板都是最新的，没有改动。")
