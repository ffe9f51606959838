"""The commands that keep what there is: backup, restore, archive."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import printing
from pipeline.cli.door import Exit, Workspace, app
from pipeline.cli.printing import say

_SHOWN = 20  # lines of one kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.errands import backup as keeping


@app.command(help="备份：材料、模板、设置、做好的文件（连同您的修改）、台账、送达记录，合成一个文件；监视时也可以做")
def backup(
    file: Annotated[
        Path | None, typer.Argument(metavar="[文件]", help="放在哪里（文件名或文件夹），不写就放在 备份 文件夹")
    ] = None,
    workspace: Workspace = Path(),
) -> None:
    """Back the workspace up."""
    from pipeline import produce  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import backup as keeping  # noqa: PLC0415

    console = printing.console()
    with opened(workspace) as desk:
        found = keeping.backup(desk, file, produce.engine(), lambda: printing.wait(console))
    say(f"已备份到 {found.path}：{_told(found)}，已逐个核对。")
    say("里面有党员的信息，请放在妥当的地方，最好是另一个盘。恢复：gongwen restore 备份文件 --workspace 新文件夹")


@app.command(help="从备份恢复到一个新的文件夹：先全部核对，不覆盖任何文件")
def restore(
    file: Annotated[Path, typer.Argument(metavar="备份文件", help="backup 做的文件")],
    check: Annotated[bool, typer.Option("--check", help="只核对备份是不是完好，什么也不写")] = False,
    workspace: Workspace = Path(),
) -> int:
    """Put a workspace back."""
    from pipeline.errands import backup as keeping  # noqa: PLC0415

    if check:
        found = keeping.check(file)
        say(f"备份完好：{_told(found)}，是 {_time(found)} 做的。")
        return Exit.DONE
    found = keeping.restore(file, workspace)
    say(f"已恢复到 {workspace.resolve()}：{_told(found)}，是 {_time(found)} 做的。")
    say("那以后改的材料、送出的包，这里不知道：send 会把要发的都先记作存疑，用 send --settle 逐个核实以后才发。")
    say("原来的工作文件夹不要再用：两边都发送，就会有支部收到两次。")
    return Exit.DONE


@app.command(help="归档一个活动：材料、文件、打印卷、送达登记、签收和清单，合成一个文件；以后这个活动只读")
def archive(
    campaign: Annotated[str, typer.Argument(metavar="活动", help="outputs 里的文件夹名")],
    to: Annotated[Path | None, typer.Option("--to", help="放在哪里（文件名或文件夹），不写就放在 归档 文件夹")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="重新打开一个归档过的活动；归档的文件还在")] = False,
    workspace: Workspace = Path(),
) -> None:
    """Archive a campaign."""
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import archive as closing  # noqa: PLC0415

    console = printing.console()
    with opened(workspace) as desk:
        if undo:
            closing.undo(desk, campaign, lambda: printing.wait(console))
            say(f"“{campaign}”又可以用了。接下来：gongwen build")
            return
        owed, unread = closing.still_owed(desk, campaign)
        if (owed or unread) and not _agreed(owed, unread):
            say("没有归档，什么也没有改。")
            return
        found = closing.archive(desk, campaign, to, lambda: printing.wait(console))
    say(f"已归档到 {found.path}：{found.files} 个文件，送出 {found.parcels} 包。")
    say("已逐个核对；每个文件的摘要在里面的 归档清单.txt。")
    if found.unsigned:
        say(f"请留意  还没有签收：{'、'.join(found.unsigned)}")
    if found.unsent:
        say(f"请留意  批准了没有送出：{found.unsent} 份")
    if found.owed or found.unread:
        say("请留意  " + _open(found.owed, found.unread) + "。归档以后不再收；还要收的，先 --undo 重新打开")
    say(f"这个活动从现在起只读：不再生成、批准、发送。要接着用它：gongwen archive {campaign} --undo")


def _open(owed: Mapping[str, int], unread: int) -> str:
    """Return what has not come back, by branch and kind, and what waits for a person."""
    named = "、".join(f"{what} {count} 份" for what, count in list(owed.items())[:_SHOWN])
    more = f" 等 {sum(owed.values())} 份" if len(owed) > _SHOWN else ""
    said = [f"还没有交回：{named}{more}"] if owed else []
    said += [f"交回的还有 {unread} 份要人认（gongwen returned）"] if unread else []
    return "；".join(said)


def _agreed(owed: Mapping[str, int], unread: int) -> bool:
    """Ask a person whether to archive all the same; nobody there: it is only said."""
    if not sys.stdin.isatty():
        return True
    say(_open(owed, unread))
    try:
        answer = typer.prompt("照样归档吗？照样归档填 y，不归档按回车", default="", show_default=False)
    except typer.Abort:
        return False
    return str(answer).strip().lower()[:1] == "y"


def _told(found: keeping.Backup) -> str:
    return f"{found.files} 个文件，{found.size / 1e6:.1f} MB"


def _time(found: keeping.Backup) -> str:
    return found.made.replace("T", " ")[:19]
