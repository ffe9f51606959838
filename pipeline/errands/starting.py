"""A new kind of document: a template to begin with, and the catalog's entry for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pipeline import contract, disk, plan
from pipeline.model.errors import UsageError, WorkspaceError
from pipeline.model.frozen import frozen
from pipeline.model.problem import nearest
from pipeline.model.work import Kind
from pipeline.stationery import STARTERS, Fonts, Starter

KINDS = tuple(STARTERS)
_IN_NAMES = re.compile(r"[\"'{}%\\#]")  # what a file may be called and a template's text may not hold
_FIRST_NUMBER = 1


@frozen
class Started:
    """What was written: the template; `entry` for catalog.yaml, and whether it stands there already."""

    path: Path
    entry: str
    entered: bool


def start(workspace: Path, kind: str, name: str = "", *, enter: bool = False) -> Started:
    """Write the template of a new 文种 called `name`, never over a file; `enter` its entry in catalog.yaml too.

    Raises UsageError, WorkspaceError, DiskError.
    """
    starter = STARTERS.get(kind)
    if starter is None:
        raise UsageError(f"没有“{kind}”这一种{nearest(kind, KINDS) or '，'}可以是 {'、'.join(KINDS)}")
    name = name or kind
    if disk.safe_name(name) != name or _IN_NAMES.search(name):
        raise UsageError(f"“{name}”不能作名称：里面有文件名或模板里不能用的符号")
    folder = workspace / "templates"
    if not folder.is_dir():
        raise WorkspaceError(f"{workspace} 里没有 templates。请先运行 gongwen init，或用 --workspace 指明工作文件夹")
    path, listed = folder / f"{name}.docx", folder / "catalog.yaml"
    before = listed.read_bytes() if listed.is_file() else b""
    sheets = contract.declared(workspace).value
    kinds = plan.read_catalog(before, sheets).value if before else ()
    if path.exists():
        raise UsageError(f"templates/{path.name} 已经有了，没有改动。请用 --name 另起一个名称")
    if any(each.name == name for each in kinds):
        raise UsageError(f"catalog.yaml 里已经有“{name}”这个文种。请用 --name 另起一个名称")
    entry = _entry(starter, name, _next_number(kinds))
    after = _appended(before, entry)
    if enter and len(plan.read_catalog(after, sheets).value) != len(kinds) + 1:
        raise UsageError("catalog.yaml 现在有错，加不进去。请先用 gongwen check 查看并改正")
    disk.write(path, starter.build(name, Fonts()))
    if enter:
        disk.write(listed, after)
    return Started(path, entry, enter)


def _entry(starter: Starter, name: str, number: int) -> str:
    return (
        f"- 文种: {name}\n  模板: {name}.docx\n  范围: {starter.scope}\n"
        f'  文件名: "{number:02d}-{name}{starter.ending}"\n  发送: {starter.recipient}\n'
    )


def _next_number(kinds: Iterable[Kind]) -> int:
    """Return the number behind the largest that a file name of the catalog begins with."""
    numbers = (re.match(r"\d+", kind.file_name) for kind in kinds)
    return max((int(number[0]) for number in numbers if number), default=_FIRST_NUMBER - 1) + 1


def _appended(before: bytes, entry: str) -> bytes:
    """Return the catalog with one more entry at its end, the rest as the clerk has written it."""
    gap = b"" if not before.strip() else b"\n" if before.endswith(b"\n") else b"\n\n"
    return before + gap + entry.encode()
