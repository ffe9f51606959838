"""`template update`: the templates of a newer program reach the office, and nothing that is the office's own is lost.

What nobody has changed is replaced; beside what somebody has, the new one is put as …（新版）, once. What was there
before is kept below outputs/.gongwen, so the last update can be taken back. Killed at any moment, it is run again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pipeline import contract, disk
from pipeline.desk import Desk, own_folder
from pipeline.errands import differing, released
from pipeline.errands.workspace import shipped
from pipeline.model.errors import UsageError, WorkspaceError
from pipeline.plan import catalog

_MEMORY = "templates.json"  # what was offered, and what the last update did
_BEFORE = "templates-before"  # the files that it replaced, by digest
_LAST = ("sheets.yaml", "catalog.yaml")  # they name the others: so they come when those are there
_PATIENCE = 600.0  # seconds to wait for another run on the same workspace


class Standing(StrEnum):
    """How a file of the office stands to the one that comes with the program."""

    SAME = "一样"
    NEW = "新增"
    OLD = "更新"  # a version that came with an earlier program: nobody has changed it
    OWN = "您改过"


@dataclass(frozen=True, slots=True)
class Compared:
    """One file: how it stands; `news`: whether its new version has not been offered yet; in what they differ."""

    name: str
    standing: Standing
    news: bool
    differences: tuple[str, ...] = ()
    beside: str = ""  # where an update has put the new version


@dataclass(slots=True)
class _Memory:
    """What is remembered of updates: digests by name; of the last one, each file's digest before ("": none) and after.

    `done`: that one was not cut short.
    """

    offered: dict[str, str] = field(default_factory=dict)
    steps: dict[str, tuple[str, str]] = field(default_factory=dict)
    done: bool = True


def compare(workspace: Path, *, again: bool = False, differences: bool = True) -> list[Compared]:
    """Return how each file stands; `again`: as if no new version had ever been offered. Raises WorkspaceError."""
    memory = _remembered(workspace)
    offered = {} if again else memory.offered
    return list(_compared(workspace, offered, differences=differences))


def _compared(workspace: Path, offered: Mapping[str, str], *, differences: bool) -> Iterator[Compared]:
    for name, new in _shipped().items():
        own = _read(workspace / "templates" / name)
        if own is None:
            yield Compared(name, Standing.NEW, news=True)
        elif released.fingerprint(name, own) == released.fingerprint(name, new):
            yield Compared(name, Standing.SAME, news=False)
        elif released.is_released(name, own):
            yield Compared(name, Standing.OLD, news=True)
        else:
            said = differing.told(name, own, new) if differences else ()
            yield Compared(name, Standing.OWN, offered.get(name) != _digest(new), said)


def unfinished(workspace: Path) -> bool:
    """Whether the last update was cut short."""
    return not _remembered(workspace).done


def update(desk: Desk, on_wait: Callable[[], None], *, again: bool = False) -> list[Compared]:
    """Bring templates/ up to date and return what was found, each with where its new version lies now.

    Raises WorkspaceError, DiskError, LedgerError.
    """
    with desk.ledger.exclusive(on_wait, _PATIENCE):
        disk.sweep(desk.templates)
        memory = _remembered(desk.workspace)
        ships = _shipped()
        found = sorted(compare(desk.workspace, again=again), key=lambda each: each.name in _LAST)
        targets = {each.name: _target(desk, each, ships[each.name]) for each in found if each.news}
        steps = {target: _step(desk, target, ships[name]) for name, target in targets.items()}
        if not memory.done:  # one that was cut short goes on: both are one to whoever takes it back
            steps = memory.steps | {
                name: (memory.steps.get(name, (before, ""))[0], after) for name, (before, after) in steps.items()
            }
        if not steps or (memory.done and not targets):
            return found
        _remember(desk.workspace, _Memory(memory.offered, steps, done=False))
        for name, target in targets.items():
            disk.write(desk.templates / target, ships[name])
        new = {each.name: _digest(ships[each.name]) for each in found if each.news and each.standing is Standing.OWN}
        _remember(desk.workspace, _Memory(memory.offered | new, steps))
        kept = {before for before, _ in steps.values()}
        for path in (own_folder(desk.workspace) / _BEFORE).glob("*"):
            if path.name not in kept:
                disk.remove(path)
        return [
            Compared(each.name, each.standing, each.news, each.differences, targets.get(each.name, ""))
            for each in found
        ]


def unused(workspace: Path, found: list[Compared]) -> list[str]:
    """Return the templates of the office's own that no entry uses any more once the new catalog is in its place."""
    listed = next((each for each in found if each.name == "catalog.yaml"), None)
    if listed is None or listed.standing is not Standing.OLD:
        return []
    sheets = contract.declared(workspace).value
    before = _read(workspace / "templates" / "catalog.yaml") or b""
    had, has = (
        {kind.template for kind in catalog.read(data, sheets).value} for data in (before, _shipped()["catalog.yaml"])
    )
    return sorted(
        name
        for name in had - has
        if (data := _read(workspace / "templates" / name)) is not None and not released.is_released(name, data)
    )


def undo(desk: Desk, on_wait: Callable[[], None]) -> tuple[list[str], list[str]]:
    """Take the last update back; return which files are as they were, and which were left: changed since.

    Raises UsageError where there is none.
    """
    with desk.ledger.exclusive(on_wait, _PATIENCE):
        memory = _remembered(desk.workspace)
        if not memory.steps:
            raise UsageError("没有可以撤销的模板更新")
        back, left = [], []
        for name, (before, after) in memory.steps.items():
            path = desk.templates / name
            now = _read(path)
            there = _digest(now) if now is not None else ""
            if there not in {before, after}:
                left.append(name)
                continue
            if there == after and before:
                disk.write(path, (own_folder(desk.workspace) / _BEFORE / before).read_bytes())
            elif there == after:
                disk.remove(path)
            back.append(name)
        _remember(desk.workspace, _Memory())
        return back, left


def _target(desk: Desk, each: Compared, new: bytes) -> str:
    """Return under which name a new version is put: its own, or a 新版 that is no work of a clerk's."""
    if each.standing is not Standing.OWN:
        return each.name
    path, count = Path(each.name), 1
    while True:
        name = f"{path.stem}（新版{count if count > 1 else ''}）{path.suffix}"
        there = _read(desk.templates / name)
        if there is None or there == new or released.is_released(each.name, there):
            return name
        count += 1


def _step(desk: Desk, target: str, new: bytes) -> tuple[str, str]:
    """Keep what is about to be replaced; return its digest and that of the new one."""
    before = _read(desk.templates / target)
    if before is None:
        return "", _digest(new)
    kept = own_folder(desk.workspace) / _BEFORE / _digest(before)
    if not kept.exists():
        disk.write(kept, before)
    return kept.name, _digest(new)


def _shipped() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(shipped("templates").iterdir()) if path.is_file()}


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise disk.unreadable(path, fault) from fault


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _remembered(workspace: Path) -> _Memory:
    data = _read(own_folder(workspace) / _MEMORY)
    if data is None:
        return _Memory()
    try:
        said = json.loads(data)
        steps = {str(name): (str(before), str(after)) for name, (before, after) in said["steps"].items()}
        offered = {str(name): str(digest) for name, digest in said["offered"].items()}
        return _Memory(offered, steps, bool(said["done"]))
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise WorkspaceError(
            f"{own_folder(workspace) / _MEMORY} 坏了。删掉它再运行：只是不能撤销上一次模板更新"
        ) from fault


def _remember(workspace: Path, memory: _Memory) -> None:
    steps = {name: list(each) for name, each in memory.steps.items()}
    said = {"offered": memory.offered, "steps": steps, "done": memory.done}
    disk.write(own_folder(workspace) / _MEMORY, json.dumps(said, ensure_ascii=False, indent=1).encode())
