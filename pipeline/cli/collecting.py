"""The command `collect`: what came back from the branches, looked at; it keeps nothing yet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import printing
from pipeline.cli.door import AsJson, Exit, Workspace, app
from pipeline.cli.paths import named
from pipeline.cli.printing import say

if TYPE_CHECKING:
    from pipeline.collect import LookedAt


@app.command(help="看支部交回的 Word 文件：是谁的、哪一份，填了什么、在哪一格。只看，不改动任何文件")
def collect(
    files: Annotated[list[Path], typer.Argument(metavar="文件…", help="交回的 .docx，也可以是文件夹")],
    as_json: AsJson = False,
    workspace: Workspace = Path(),
) -> int:
    """Look at returns."""
    from pipeline import collect as collecting  # noqa: PLC0415
    from pipeline.collect import certain  # noqa: PLC0415
    from pipeline.desk import opened  # noqa: PLC0415

    looked = []
    with opened(workspace, read_only=True) as desk:
        for each in collecting.look(desk, (named(path, workspace) for path in files)):
            looked.append(each)
            if not as_json:
                _show(each, workspace)
    if as_json:
        say(json.dumps({"files": [_file(each, workspace) for each in looked]}, ensure_ascii=False, indent=1))
    sure = sum(certain(each.found.standing) for each in looked)
    if not as_json:
        say(f"共 {len(looked)} 个文件：{sure} 个认出，{len(looked) - sure} 个要人看。")
    return Exit.DONE if sure == len(looked) else Exit.PROBLEMS


def _show(each: LookedAt, workspace: Path) -> None:
    found, paper = each.found, each.found.paper
    whose = f"  {paper.folder} › {paper.name}" if paper else ""
    say(f"{found.standing}  {printing.relative(each.path, workspace)}{whose}{f'：{found.why}' if found.why else ''}")
    if found.comparison:
        for field in found.comparison.fields:
            say(f"  {field.name}：{field.value}（{field.place}）")
        for other in found.comparison.differences:
            now = f"，现在是“{other.now}”" if other.was and other.now else other.now
            say(f"  请看：{other.what}（{other.place or other.name}）{f'“{other.was}”' if other.was else ''}{now}")


def _file(each: LookedAt, workspace: Path) -> dict[str, Any]:
    found, paper, read = each.found, each.found.paper, each.found.comparison
    whose = ("campaign", "branch", "member", "kind", "name")
    return {
        "file": printing.relative(each.path, workspace),
        "state": found.standing.value,
        "why": found.why,
        "paper": {name: getattr(paper, name) for name in whose} if paper else None,
        "fields": [{"name": f.name, "value": f.value, "cell": f.place} for f in (read.fields if read else ())],
        "differences": [
            {"what": d.what.value, "name": d.name, "was": d.was, "now": d.now, "cell": d.place}
            for d in (read.differences if read else ())
        ],
    }
