"""The list of names that templates may use, the table of codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline import catalogs, contract
from pipeline.desk import opened
from pipeline.model import codes
from pipeline.model.errors import PipelineError, UsageError
from pipeline.model.problem import Severity
from pipeline.model.work import Kind, Scope
from pipeline.plan import Name, template_names

__all__ = ["Name", "codes_page", "vocabulary"]
_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "请核对", Severity.NOTICE: "提示"}


def vocabulary(only: str, workspace: Path) -> Iterator[tuple[str, list[Name]]]:
    """Yield each 范围 with every name that its templates may use, then what 逐 adds. Raises UsageError."""
    wanted = Scope.of(only)
    if only and wanted is None:
        raise UsageError(f"没有“{only}”这个范围，可以是 {'、'.join(Scope)}")
    sheets = contract.declared(workspace).value
    kinds = _kinds(workspace)
    for scope in Scope:
        if wanted in {None, scope}:
            yield scope.value, template_names.names(scope, sheets)
            yield from _elements(scope, kinds, sheets)


def _kinds(workspace: Path) -> tuple[Kind, ...]:
    """Return the catalog of a workspace, none where there is none: names are asked for anywhere."""
    try:
        with opened(workspace, read_only=True) as desk:
            return catalogs.kinds(desk).value
    except PipelineError:
        return ()


def _elements(scope: Scope, kinds: Iterable[Kind], sheets: template_names.Sheets) -> Iterator[tuple[str, list[Name]]]:
    """Yield what the elements of the catalog's 逐 have, by 文种."""
    for kind in kinds:
        if kind.scope is scope and kind.each:
            yield f"{scope.value}，{kind.name}（逐：{kind.each}）", template_names.of_element(scope, kind.each, sheets)


def codes_page() -> str:
    """Return docs/codes.md: every Problem, what it means and what to do."""
    rows = [
        "# 填写错误一览",
        "",
        "本页由程序生成（`python -m pipeline codes`），与程序说的话一字不差。「」和“”里是出错处原来的内容。",
        "“错误”使有关的文件出不来；“请核对”照样出，但要有人看一眼；“提示”只供了解。",
        "",
        "| 代码 | 级别 | 说什么 | 怎么办 | 影响 |",
        "|---|---|---|---|---|",
    ]
    for code in codes.ALL:
        cells = (f"`{code.code}`", _SEVERITIES[code.severity], code.message, code.cure, code.effect or "—")
        rows.append("| " + " | ".join(_as_said(cell) for cell in cells) + " |")
    return "\n".join(rows) + "\n"


def _as_said(cell: str) -> str:
    """Return a wording as a table's cell: its doubled braces are single ones when it is said."""
    return cell.replace("|", "\\|").replace("{{", "{").replace("}}", "}")
