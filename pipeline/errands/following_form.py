"""Last year's 活动.xlsx for this year: its cells changed in place, all else as it was, and proved so."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline import disk, inbox
from pipeline.inbox import Node, factsheet
from pipeline.model.errors import NotReadyError
from pipeline.model.problem import Origin
from pipeline.splice import Refused

Changed = Callable[[str, str, str], str]
"""From a key, what stands in its cell and where that is: what is to stand there."""
Left = Callable[[str], None]
"""Told of a cell that could not be read and stays as it is."""


def forms(paths: Sequence[Path]) -> dict[Path, bytes]:
    """Return the filled forms among some files, without those whose place a mended copy takes. Raises DiskError."""
    found = {path: data for path in paths if (data := _form(path)) is not None}
    gone = {digest for data in found.values() for digest in inbox.supersedes(data)}
    return {path: data for path, data in found.items() if hashlib.sha256(data).hexdigest() not in gone}


def _form(path: Path) -> bytes | None:
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise disk.unreadable(path, fault) from fault
    return data if factsheet.is_form(data) and factsheet.is_filled(data, path.name) else None


def changed(data: bytes, name: str, change: Changed, left: Left) -> bytes:
    """Return the form with its cells changed. Raises NotReadyError where a cell cannot be, or the form not be read."""
    found = factsheet.load(data, name)
    if found.value is None:
        why = "；".join(problem.message for problem in found.problems)
        raise NotReadyError(f"{name} 读不出来，移不了日期：{why}")
    cells: dict[tuple[str, str], str] = {}
    for key, node in _leaves("", found.value):
        place = _place(name, node.origin)
        if node.problems:
            left(f"{place} {key}：{'；'.join(problem.message for problem in node.problems)}")
        elif isinstance(node.value, str) and (now := change(key, node.value, place)) != node.value:
            cells[node.origin.sheet, node.origin.cell] = now
    if not cells:
        return data
    try:
        made = inbox.mended_confined(data, name, cells, replaces=())
    except Refused as why:
        raise NotReadyError(f"{name} 移不了日期，什么也没有写：{why}") from why
    for sheet, address in made.stale:
        left(f"{name} {sheet} {address}：是公式，用 Excel 或 WPS 打开、保存一次，才是新的结果")
    return made.data


def _leaves(key: str, node: Node) -> Iterator[tuple[str, Node]]:
    """Yield each cell's value with the last of its keys; a list that stands in one cell is nobody's date."""
    if isinstance(node.value, Mapping):
        for name, inner in node.value.items():
            yield from _leaves(name, inner)
    elif isinstance(node.value, tuple):
        for inner in node.value:
            if not isinstance(inner.value, str):
                yield from _leaves(key, inner)
    elif node.value or node.problems:
        yield key, node


def _place(name: str, origin: Origin) -> str:
    return f"{name} {origin.sheet} {origin.cell}"
