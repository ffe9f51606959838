"""Commands around the story: a workspace, blank rosters, names for templates, the offline package."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import printing
from pipeline.cli.door import Workspace, app
from pipeline.cli.printing import say


@app.command(help="新建一个工作文件夹：模板、带说明的活动.yaml、空白名册")
def init(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="新的工作文件夹")],
    sample: Annotated[bool, typer.Option("--sample", help="再放入一个示例活动")] = False,
    kind: Annotated[
        str, typer.Option("--kind", help="开哪一类活动：主题教育、民主评议、换届、先进性教育；表、文种、讲话提纲都配好")
    ] = "",
    old: Annotated[str, typer.Option("--from", help="照这个活动（inputs 里的文件夹名）开下一年的")] = "",
    years: Annotated[int, typer.Option("--years", min=1, max=20, help="和 --from 一起用：日期往后移几年")] = 1,
    workspace: Workspace = Path(),
) -> None:
    """Make a workspace, or begin a campaign from an earlier one."""
    from pipeline.errands import workspace as office  # noqa: PLC0415

    folder = workspace / folder
    if old:
        _follow(folder, old, years)
        return
    written = office.init(folder, sample=sample, kind=kind)
    if not written:
        say(f"{folder} 里已经都有了，没有改动。")
        return
    say(f"已在 {folder} 放好 {len(written)} 个文件。接下来：")
    home = folder / "inputs" / (kind or "新活动")
    say(f"  1. 填写 {home / '活动.yaml'}（或旁边的 活动.xlsx）和空白名册（文件夹可以改名）")
    say(f"  2. 运行 gongwen build --workspace {folder}，文件出在 {folder / 'outputs'}")


def _follow(folder: Path, old: str, years: int) -> None:
    """Begin a campaign from an earlier one, and say all that was done to it."""
    from pipeline.errands import following  # noqa: PLC0415

    found = following.follow(folder, old, years)
    say(f"已在 {found.folder} 照“{old}”开好新的活动：{'、'.join(path.name for path in found.files)}")
    for title, lines in (
        (f"日期移了 {len(found.moved)} 处", found.moved),
        ("要填新的", found.emptied),
        ("没有动，请核对", found.unsure),
        (f"没有整改完的问题带过来 {found.issues} 条" if found.issues else "没有要带过来的问题", []),
        ("其中请核对", found.odd),
        ("没有带过来（是上一次的），请放今年的", found.behind),
    ):
        if lines or not title.endswith(("核对", "新的", "今年的")):
            say(f"{title}{'：' if lines else '。'}")
        for line in lines:
            say(f"  {line}")
    say("人名（主持人、讲话人、参会人员、责任人……）都是上一次的，请核对。")


@app.command(help="写出空白名册（有下拉选项）")
def blank(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="放在哪个文件夹")] = Path(),
    only: Annotated[
        str,
        typer.Option("--campaign", help="用这个活动的等次（inputs 里的文件夹名）；放进活动文件夹的不用写"),
    ] = "",
    workspace: Workspace = Path(),
) -> None:
    """Write blank rosters."""
    from pipeline.errands import blank_forms  # noqa: PLC0415

    written = blank_forms.write(workspace, workspace / folder, only)
    for path in written:
        say(f"已写出 {path}")
    if not written:
        say("空白名册都已经有了，没有改动。")


@app.command(help="列出模板里能用的名字")
def vocabulary(
    scope: Annotated[str, typer.Option("--scope", help="只列一个范围：全镇、支部、党员、会议")] = "",
    workspace: Workspace = Path(),
) -> None:
    """Print every name that a template may use."""
    from pipeline.errands import handbook  # noqa: PLC0415

    for title, names in handbook.vocabulary(scope, workspace):
        say(f"范围：{title}")
        for line in printing.columns([("名字", "是什么", "样子"), *((n.path, n.kind, n.example) for n in names)]):
            say(f"  {line}")
        say("")
    say("写法：{{ 党员.姓名 }}；带 [] 的是一列，用 {%p for 问题 in 问题们 %} … {%p endfor %} 逐个取。")


@app.command(help="做离线安装包：Windows 的压缩包和安装程序，或 Linux 的 tar.gz（需要联网和源代码）")
def package(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="放在哪个文件夹")],
    system: Annotated[
        str, typer.Option("--for", help="给什么电脑：windows-x64、linux-x64、linux-aarch64")
    ] = "windows-x64",
    python: Annotated[
        str, typer.Option("--python", help="Windows：嵌入式 Python 的 zip，不写就下载；Linux：对方的 Python 版本")
    ] = "",
    workspace: Workspace = Path(),
) -> None:
    """Build the offline package."""
    from pipeline import packing  # noqa: PLC0415

    for line in packing.package(workspace / folder, system, python):
        say(line)


@app.command(hidden=True, help="写出 docs/codes.md 的内容")
def codes(workspace: Workspace = Path()) -> None:  # noqa: ARG001 - every command takes it
    """Print the handbook's table of Problems."""
    from pipeline.errands import handbook  # noqa: PLC0415

    sys.stdout.write(handbook.codes_page())
