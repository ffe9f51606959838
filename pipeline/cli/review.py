"""The command `review`: any Word file against GB/T 9704, as it is written and, if asked, as it is set."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import printing
from pipeline.cli.door import AsJson, Exit, Workspace, app
from pipeline.cli.paths import named
from pipeline.cli.printing import say
from pipeline.model.errors import UsageError

if TYPE_CHECKING:
    from pipeline.errands import review as reviewing

_NAMED = 6  # files that were passed over


@app.command(help="按 GB/T 9704 检查 Word 文件（谁做的都行），逐条指出不合的地方")
def review(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="文件…", help="Word 文件（.docx；.doc、.wps 要装有 LibreOffice），也可以是文件夹"),
    ],
    with_pages: Annotated[
        bool, typer.Option("--rendered", help="再用 LibreOffice 排出来，量每一页（行数、字数、版心、页码、印章位置）")
    ] = False,
    as_json: AsJson = False,
    workspace: Workspace = Path(),
) -> int:
    """Review Word files."""
    from pipeline.errands import review as reviewing  # noqa: PLC0415

    found, others = reviewing.to_review(named(path, workspace) for path in files)
    if not found:
        raise UsageError("这里没有 Word 文件（.docx、.doc、.wps）")
    reviewed = []
    with reviewing.readable(found) as sources:
        for each in _looked_at(sources, as_json=as_json) if with_pages else reviewing.judged(sources):
            reviewed.append(each)
            if not as_json:
                _show(each, workspace)
    if as_json:
        passed = [printing.relative(path, workspace) for path in others]
        shown = {"files": [_file(each, workspace) for each in reviewed], "not_looked_at": passed}
        say(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        _sum_up(reviewed, others)
    wrong = any(each.breaks_standard or each.fault for each in reviewed)
    return Exit.PROBLEMS if wrong else Exit.DONE


def _looked_at(sources: Sequence[reviewing.ReviewSource], *, as_json: bool) -> Iterator[reviewing.Reviewed]:
    """Yield each file's review, its set pages included; a bar shows how far LibreOffice is."""
    from pipeline.errands import review as reviewing  # noqa: PLC0415

    missing: list[str] = []
    with printing.bar(printing.console(quiet=as_json), "排版", len(sources)) as tell:
        reviewed = list(reviewing.rendered(list(reviewing.judged(sources)), tell, missing.extend))
    if not as_json:
        printing.say_stand_ins(missing)
    yield from reviewed


def _file(each: reviewing.Reviewed, workspace: Path) -> dict[str, Any]:
    """Return one file's findings as docs/contract.md §5 has them; "fault" and "converted" only where they apply."""
    more: dict[str, Any] = {"fault": each.fault} if each.fault else {}
    more |= {"converted": True} if each.source.converted else {}
    return {"file": printing.relative(each.path, workspace), "findings": printing.findings(each.findings)} | more


def _show(each: reviewing.Reviewed, workspace: Path) -> None:
    from rich.markup import escape  # noqa: PLC0415

    console = printing.console()
    name = escape(printing.relative(each.path, workspace))
    if each.fault:
        console.print(f"[bold red]看不了[/]  {name}：{escape(each.fault)}", soft_wrap=True)
        return
    if each.source.converted:
        name += "（旧格式，按 LibreOffice 转换出来的查，字体、行距以 Word、WPS 里看到的为准）"
    console.print(f"{name}：" + (f"{len(each.findings)} 条" if each.findings else "[green]没有意见[/]"), soft_wrap=True)
    for finding in each.findings:
        word = "[bold red]不合标准[/]" if finding.severity.value == "standard" else "[yellow]不合惯例[/]"
        console.print(f"  {word}  {escape(str(finding))}", soft_wrap=True)


def _sum_up(reviewed: Sequence[reviewing.Reviewed], others: Sequence[Path]) -> None:
    if len(reviewed) > 1:
        standard = sum(each.breaks_standard for each in reviewed)
        unread = sum(bool(each.fault) for each in reviewed)
        say(f"共 {len(reviewed)} 个文件：{standard} 个有不合标准的地方，{unread} 个看不了。")
    if others:
        names = "、".join(path.name for path in others[:_NAMED])
        more = f" 等 {len(others)} 个文件" if len(others) > _NAMED else ""
        say(f"没有看：{names}{more}（不是 Word 文件）。")
