"""The commands that change a clerk's own files at one place: mend a cell, set a fact or a setting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import paths
from pipeline.cli.door import Exit, Workspace, app
from pipeline.cli.printing import say
from pipeline.model.errors import UsageError
from pipeline.model.problem import Severity

if TYPE_CHECKING:  # heavy: each command imports what it needs
    from pipeline.dispatch import Forecast

_SETTINGS = "gongwen.toml"
_STILL = {Severity.ERROR: "还不对", Severity.WARNING: "请核对", Severity.NOTICE: "提示"}
_WORDS = {"true": True, "false": False}
File = Annotated[str, typer.Argument(metavar="文件", help="inputs 里的文件：路径，或名字里的一段")]
By = Annotated[str, typer.Option("--by", help="谁改的")]
Dry = Annotated[bool, typer.Option("--dry-run", help="只看会怎样，什么也不写")]


@app.command(help="改正名册里的格子：改在一份（改正）里，原来的文件不动；用 history --undo 撤销")
def mend(
    file: File,
    values: Annotated[list[str], typer.Argument(metavar="格子=内容…", help="如 在册党员!M5=13800000000")],
    who: By = "",
    dry: Dry = False,
    workspace: Workspace = Path(),
) -> int:
    """Put values into cells of a workbook's mended copy."""
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import mending  # noqa: PLC0415

    cells = _cells(values)
    with opened(workspace, read_only=dry) as desk:
        named = paths.given(file, workspace)
        asked = mending.standing_for(desk, named)
        if asked != named:
            say(f"{named} 已经由 {asked} 代替，改的是 {asked}。")
        if dry:
            tried = mending.attempt(desk, asked, cells)
        else:
            done = mending.repair(desk, asked, cells, who=desk.person(who))
            tried = done.tried
            copied = "" if done.path == asked else f"，它会代替 {asked}（原来的文件没有动）"
            say(f"已改在 {done.path}{copied}。")
            say(f"撤销：gongwen history --undo {done.deed.number}")
    if tried.converted:
        say("请留意  这种格式改不了原样：改正的那份是 .xlsx，只有内容，没有颜色、边框和公式。")
    if tried.stale:
        named = "、".join(f"{sheet} {address}" for sheet, address in tried.stale[:5])
        say(f"请留意  {named} 等 {len(tried.stale)} 个公式要重算：请用 Excel 或 WPS 打开改正的那份，存一次。")
    for problem in tried.left:
        say(f"{_STILL[problem.severity]}  {problem}　{problem.hint}")
    return Exit.PROBLEMS if any(each.severity is Severity.ERROR for each in tried.left) else Exit.DONE


def _cells(values: Sequence[str]) -> dict[tuple[str, str], str]:
    cells: dict[tuple[str, str], str] = {}
    for place, value in map(_cell, values):
        if cells.setdefault(place, value) != value:
            raise UsageError(f"{'!'.join(place)} 写了两次，内容不一样。请只留一个")
    return cells


def _cell(words: str) -> tuple[tuple[str, str], str]:
    place, equals, value = words.partition("=")
    sheet, mark, address = place.rpartition("!")
    if not equals or not mark:
        raise UsageError(f"“{words}”请写成 工作表!格子=内容，如 在册党员!M5=13800000000")
    return (sheet.strip("'"), address.upper()), value


@app.command(
    "set", help="改活动.yaml、活动.xlsx 或 gongwen.toml 里的一项，别的字（连说明）都不动；用 history --undo 撤销"
)
def set_(
    file: File,
    place: Annotated[str, typer.Argument(metavar="哪一项", help="如 会议.地点、会议.议程.2、发送.方式")],
    value: Annotated[list[str] | None, typer.Argument(metavar="内容…", help="写几个就是一列")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="删去这一项")] = False,
    who: By = "",
    dry: Annotated[bool, typer.Option("--dry-run", help="只看哪些文件会跟着变，什么也不写")] = False,
    workspace: Workspace = Path(),
) -> int:
    """Change one fact or one setting in its file."""
    from pipeline import dispatch  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415
    from pipeline.errands import amending  # noqa: PLC0415

    if remove is bool(value):
        raise UsageError("请写上内容；要删去这一项，只写 --remove")
    with opened(workspace, read_only=dry) as desk:
        person = desk.person(who)
        if Path(file).name == _SETTINGS:
            if dry:
                raise UsageError("gongwen.toml 的设置不用 --dry-run：改了可以撤销")
            table, _, key = place.rpartition(".")
            done = amending.setting(desk, [(table, key, _typed(value))], who=person)
        else:
            steps = tuple(int(step) - 1 if step.isdigit() else step for step in place.split("."))
            change = amending.Cut(steps) if remove else amending.Put(steps, _given(value or ()))
            asked = paths.given(file, workspace)
            if dry:
                return _foreseen(dispatch.forecast(desk, {asked: amending.amended(desk, asked, [change])}))
            done = amending.amend(desk, asked, [change], who=person)
    say(f"已改：{done.about}。撤销：gongwen history --undo {done.number}" if done else "已经是这样，没有改。")
    return Exit.DONE


def _foreseen(found: Forecast) -> int:
    """Say what would be; nothing has been written."""
    for title, listed in (
        ("会重新生成", found.made),
        ("会出不来", found.stopped),
        ("能出来了", found.freed),
        ("不再需要", found.withdrawn),
        ("跟着重新装订的打印卷", found.volumes),
        ("您改过，会另出一份新版", found.edited),
        ("其中已经批准，要重新批准", found.approved),
        ("其中已经送出，支部手里的是旧的", found.sent),
    ):
        if listed:
            say(f"{title} {len(listed)} 份：{'；'.join(_named(listed))}")
    for problem in found.new:
        say(f"会有新的问题  {problem}")
    for problem in found.gone:
        say(f"问题会解决  {problem}")
    if not (found.made or found.stopped or found.freed or found.withdrawn or found.edited):
        say("没有文件会跟着变。")
    if found.waiting:
        say(f"另有 {found.waiting} 份本来就要更新：运行 gongwen build。")
    return Exit.PROBLEMS if found.stopped else Exit.DONE


def _named(paths: Sequence[str]) -> Iterator[str]:
    """Yield all of some papers, those of a kind together: 03-党性分析表（吕寨村党支部 34 份、东街村党支部 20 份）."""
    kinds: dict[str, Counter[str]] = {}
    for path in paths:
        *_, unit, name = path.removesuffix(".docx").split("/")
        kinds.setdefault("-".join(name.split("-")[:2]), Counter())[unit] += 1
    for kind, units in kinds.items():
        yield f"{kind}（{'、'.join(f'{unit} {often} 份' if often > 1 else unit for unit, often in units.items())}）"


def _given(value: Sequence[str]) -> str | Sequence[str]:
    return value[0] if len(value) == 1 else value


def _typed(value: Sequence[str] | None) -> str | bool | int | float | Sequence[str] | None:
    """Return a setting's value as TOML has it: true, false, a number, a text, a list of texts."""
    if not value:
        return None
    if len(value) > 1:
        return value
    words = value[0]
    try:
        number = float(words)
    except ValueError:
        return _WORDS.get(words, words)
    return int(number) if number.is_integer() and "." not in words else number
