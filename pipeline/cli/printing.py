"""What goes to the terminal besides tables: a line, the console, the JSON of docs/contract.md §5."""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pipeline.model.finding import Finding
from pipeline.model.problem import Problem

if TYPE_CHECKING:  # heavy: each command imports what it needs
    from rich.console import Console

    from pipeline.produce import Report


def say(words: str) -> None:
    """Print a line."""
    typer.echo(words)


def console(*, quiet: bool = False, to_stdout: bool = False) -> Console:
    """Return the terminal; under --json everything but the JSON goes nowhere."""
    from rich.console import Console  # noqa: PLC0415

    return Console(quiet=quiet, highlight=False, stderr=quiet and not to_stdout)


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows with their columns below each other, a Chinese sign as wide as two letters; the last flows over.

    A rich table of a thousand rows takes half a second.
    """
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for *row, last in rows:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False))
        yield "  ".join([*padded, last])


def _width(text: str) -> int:
    return len(text) + sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def wait(terminal: Console) -> None:
    """Say that another run is at work."""
    terminal.print("另一个 gongwen 正在运行，等它做完……")


def say_stand_ins(families: Sequence[str]) -> None:
    """Say which families of faces the set pages show others for."""
    if families:
        say(
            f"提示：这台电脑没有{'、'.join(families)}字体，用相近的字体代替排了版；"
            "正式印发请在装有这些字体的电脑上出，或直接用 Word、WPS 打印。"
        )


def relative(path: Path, workspace: Path) -> str:
    """Return a path as messages name it: below the workspace where it lies there."""
    return (path.relative_to(workspace) if path.is_relative_to(workspace) else path).as_posix()


@contextlib.contextmanager
def bar(terminal: Console, what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show how many of `total` are done; it goes when all are."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=terminal, transient=True) as shown:
        task = shown.add_task(what, total=total)
        yield lambda done: shown.update(task, completed=done)


def as_json(report: Report) -> dict[str, Any]:
    """Return the shared keys of check, build and status (docs/contract.md §5)."""
    campaigns = [
        {"name": c.name, "branches": c.branches, "members": c.members, "documents": c.documents}
        for c in report.campaigns
    ]
    return {
        "campaigns": campaigns,
        "written": list(report.written),
        "unchanged": report.unchanged,
        "kept": report.kept,
        "withdrawn": report.withdrawn,
        "stopped": list(report.stopped),
        "problems": [problem(each, report.blocks.get(each, [])) for each in report.problems],
        "findings": [{"file": path} | each for path, found in report.findings for each in findings(found)],
    }


def actions(report: Report) -> dict[str, Any]:
    """Return what a forecast says that a build would do, with the reason."""
    return {
        "actions": [
            {"do": each.do, "reason": each.reason, "files": list(paths)} for each, paths in report.actions.items()
        ]
    }


def findings(found: Iterable[Finding]) -> list[dict[str, str]]:
    """Return Findings as docs/contract.md §5 has them."""
    return [
        {
            "code": f.code,
            "clause": f.clause,
            "severity": f.severity.value,
            "where": f.where,
            "expected": f.expected,
            "found": f.found,
        }
        for f in found
    ]


def problem(problem: Problem, blocks: Sequence[str] = ()) -> dict[str, Any]:
    """Return a Problem as docs/contract.md §5 has it, with the documents that it stops."""
    origin = problem.origin
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": origin.file,
        "sheet": origin.sheet or None,
        "cell": origin.cell or None,
        "line": origin.line or None,
        "message": problem.message,
        "hint": problem.hint,
        "blocks": list(blocks),
    }
