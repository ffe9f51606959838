"""The command `export`: finished papers as PDF or HTML, or one PDF a branch to print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import printing
from pipeline.cli.door import Exit, Workspace, app
from pipeline.cli.paths import named
from pipeline.cli.printing import say
from pipeline.model.errors import UsageError

if TYPE_CHECKING:
    from pipeline.errands import export as exporting

_FEW = 3  # folders named
_FORMS = {"pdf": "PDF", "html": "网页", "print": "打印本"}


@app.command(help="把做好的文件另出成 PDF、网页，或每个支部一本带目录的打印本")
def export(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="文件…", help="只出这些 .docx 或文件夹；不写就是 outputs 里的"),
    ] = None,
    to: Annotated[str, typer.Option("--to", help="pdf（默认）、html 或 print（打印本）")] = "pdf",
    campaign: Annotated[str, typer.Option("--campaign", help="只出这一个活动的")] = "",
    branch: Annotated[str, typer.Option("--branch", help="只出这一个支部（文件夹名，如 全镇）的")] = "",
    cluster: Annotated[str, typer.Option("--cluster", help="Dask 集群的地址（tcp://…），同 build")] = "",
    workspace: Workspace = Path(),
) -> int:
    """Export finished papers."""
    from pipeline.errands import export as exporting  # noqa: PLC0415
    from pipeline.errands import review as reviewing  # noqa: PLC0415

    if to not in _FORMS:
        raise UsageError(f"--to 可以是 {'、'.join(_FORMS)}，没有“{to}”")
    if files and (campaign or branch):
        raise UsageError("写了文件，就不用再写 --campaign、--branch")
    workspace = workspace.absolute()  # for workers elsewhere
    sources = (
        reviewing.files(named(path, workspace) for path in files)
        if files
        else exporting.papers(workspace, campaign, branch)
    )
    if not sources:
        raise UsageError("没有可以出的 .docx 文件；先运行 gongwen build")
    console = printing.console()
    with printing.bar(console, _FORMS[to], len(sources)) as tell:
        done = exporting.export(
            workspace, sources, exporting.ExportFormat(to), tell, exporting.crew(len(sources), cluster)
        )
    _show(done, to, workspace)
    return Exit.PROBLEMS if done.faults else Exit.DONE


def _show(done: exporting.Exported, to: str, workspace: Path) -> None:
    for source, fault in done.faults.items():
        say(f"没有出来  {printing.relative(source, workspace)}：{fault}")
    printing.say_stand_ins(done.missing_faces)
    folders = list(dict.fromkeys(printing.relative(path.parent, workspace) for path in done.written))
    where = f"，在 {'、'.join(folders[:_FEW])}{' 等处' if len(folders) > _FEW else ''}" if folders else ""
    say(f"出了 {len(done.written)} 份{_FORMS[to]}{where}。")
