"""The command `tidy`: any Word file set anew by GB/T 9704, its words untouched."""

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
from pipeline.model.errors import UsageError

if TYPE_CHECKING:
    from pipeline.errands import tidy as tidying
    from pipeline.errands import waiting
    from pipeline.model.finding import Finding

_MOST = 12  # lines of one kind


@app.command(help="把排得不好的文件按 GB/T 9704 重新排版，文字一个不动，另存一份")
def tidy(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="文件…",
            help=".docx、.dotx、.txt、.md、.html、.odt（.doc、.wps、.rtf 要装有 LibreOffice），也可以是文件夹",
        ),
    ],
    to: Annotated[Path | None, typer.Option("--to", metavar="文件夹", help="另存到这里；不写就放在原文件旁边")] = None,
    head: Annotated[
        str, typer.Option("--head", metavar="无|文件|信函|套打", help="版头：不写就照原文；机关照原文的标志或署名")
    ] = "",
    text: Annotated[
        bool,
        typer.Option(
            "--text", help="文字也改：标点、空格、引号、〔〕、日期、起止号、序号、规范用语；另出修订稿和修改清单"
        ),
    ] = False,
    roles: Annotated[
        list[str] | None,
        typer.Option("--role", metavar="第3段=标题", help="指明某一段是什么，可以写几次；只排一个文件时用"),
    ] = None,
    whatever: Annotated[bool, typer.Option("--not-only-papers", help="表格、合同、论文也按公文排")] = False,
    only: Annotated[str, typer.Option("--campaign", help="规范用语只用这一个活动的（inputs 里的文件夹名）")] = "",
    as_json: AsJson = False,
    workspace: Workspace = Path(),
) -> int:
    """Set files anew."""
    from pipeline.desk import known_campaign  # noqa: PLC0415
    from pipeline.errands import tidy as tidying  # noqa: PLC0415

    found, others = tidying.to_tidy(named(path, workspace) for path in files)
    if not found:
        raise UsageError("这里没有要排的文件（.docx、.doc、.wps、.txt、.md、.html、.odt）")
    if roles and len(found) > 1:
        raise UsageError("--role 一次只能用于一个文件")
    if head and head not in tidying.HEADS:
        raise UsageError(f"--head 只能是{'、'.join(tidying.HEADS)}")
    tidying.roles(roles or ())
    known_campaign(workspace, only)
    told = tidying.phrases(workspace, only) if text else None
    terms = tuple(told.terms.items()) if told else ()
    wish = tidying.Wish(tidying.body_font(workspace), tuple(roles or ()), head, text, terms, whatever)
    if told and told.disputed and not as_json:
        say(f"规范用语里“{'”“'.join(told.disputed)}”几个活动写得不一样，没有用；用 --campaign 指明一个活动")
    outcomes = []
    for each in tidying.tidied(found, wish, to):
        outcomes.append(each)
        if not as_json:
            show(each, workspace)
    if as_json:
        passed = [printing.relative(path, workspace) for path in others]
        shown = {"files": [as_object(each, workspace) for each in outcomes], "not_looked_at": passed}
        say(json.dumps(shown, ensure_ascii=False, indent=1))
    elif len(outcomes) > 1:
        _sum_up(outcomes)
    return Exit.PROBLEMS if any(each.fault for each in outcomes) else Exit.DONE


def _standard(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity.value == "standard"]


def show(each: tidying.TidyOutcome, workspace: Path) -> None:
    """Say what came of one file."""
    name = printing.relative(each.source.path, workspace)
    made = each.tidied
    if made is None:
        say(f"没有排  {name}：{each.fault}")
        return
    if each.written is None:
        why = "本来就没有不合标准的地方，没有动"
        if made.kind:
            empty = made.kind.value == "没有文字的文件"
            why = (
                f"是{made.kind}，没有动"
                if empty
                else f"是{made.kind}，不是公文，没有动（确实要排，加 --not-only-papers）"
            )
        say(f"没有动  {name}：{why}")
        return
    before, after = len(_standard(made.before)), _standard(made.after)
    say(f"排好了  {name} → {printing.relative(each.written, workspace)}")
    mended = f"除清单上改的 {len(made.changes)} 处外，" if made.changes else ""
    say(f"  不合标准的地方 {before} 条 → {len(after)} 条；文字逐字核对过，{mended}一个没少")
    if each.beside:
        say(f"  改了的字：{'、'.join(printing.relative(path, workspace) for path in each.beside)}")
    _list("做了", made.done)
    _list("没有动", made.kept)
    _list("排版改不了，请自己看", [str(finding) for finding in after])
    _list(
        "拿不准，按正文排的", [f"{doubt.where}：{doubt.why}（--role 第{doubt.number}段=标题）" for doubt in made.doubts]
    )


def show_settled(settled: waiting.Settled, waiting: Sequence[Path], workspace: Path) -> None:
    """Say what came of the folder whose papers wait to be set, or what waits there."""
    for each in settled.outcomes:
        show(each, workspace)
    if settled.outcomes and settled.passed:
        names = "、".join(printing.relative(path, workspace) for path in settled.passed[:_MOST])
        say(f"待排版里还有不是文稿的文件，没有动：{names}")
    if waiting:
        say(f"待排版里有 {len(waiting)} 个文件等着排，运行 build 就排到 outputs/排版")


def _list(what: str, lines: Sequence[str]) -> None:
    if lines:
        say(f"  {what}：")
    for line in lines[:_MOST]:
        say(f"    · {line}")
    if len(lines) > _MOST:
        say(f"    · 等 {len(lines)} 条，全部的加 --json 看")


def as_object(each: tidying.TidyOutcome, workspace: Path) -> dict[str, Any]:
    """Return what came of one file, for other programs."""
    shown: dict[str, Any] = {"file": printing.relative(each.source.path, workspace)}
    if each.fault or each.tidied is None:
        return shown | {"fault": each.fault}
    made = each.tidied
    return shown | {
        "written": printing.relative(each.written, workspace) if each.written else None,
        "kind": made.kind.value if made.kind else None,
        "before": printing.findings(made.before),
        "after": printing.findings(made.after),
        "done": list(made.done),
        "kept": list(made.kept),
        "unsure": [{"number": doubt.number, "where": doubt.where, "why": doubt.why} for doubt in made.doubts],
        "roles": [
            {"number": line.number, "where": line.where, "role": line.role.value, "sure": line.sure}
            for line in made.lines
        ],
        "beside": [printing.relative(path, workspace) for path in each.beside],
        "changes": [
            {"where": change.where, "before": change.before, "after": change.after, "why": change.why}
            for change in made.changes
        ],
    }


def _sum_up(outcomes: Sequence[tidying.TidyOutcome]) -> None:
    written = sum(each.written is not None for each in outcomes)
    clean = sum(
        each.written is not None and each.tidied is not None and not each.tidied.breaks_standard for each in outcomes
    )
    faulty = sum(bool(each.fault) for each in outcomes)
    left = len(outcomes) - written - faulty
    say(
        f"共 {len(outcomes)} 个文件：排好 {written} 个（其中 {clean} 个不再有不合标准的地方），"
        f"没有动 {left} 个，排不了 {faulty} 个。"
    )
