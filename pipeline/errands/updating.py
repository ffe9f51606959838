"""`template update`: the templates of a newer program reach the office, and nothing that is the office's own is lost.

What nobody has changed is replaced; beside what somebody has, the new one is put as …（新版）, once. It is a deed like
any other: what stood there is kept, and it is taken back as any other is. Killed at any moment, it is run again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from pipeline import contract, disk, plan
from pipeline.desk import SENT, Desk, own_folder
from pipeline.errands import differing, keeping, released
from pipeline.errands.keeping import Writing
from pipeline.errands.workspace import shipped
from pipeline.ledger import SentBook
from pipeline.model.deeds import Act, Deed, Doer
from pipeline.model.frozen import frozen

_LAST = ("sheets.yaml", "catalog.yaml")  # they name the others: so they come when those are there
_PATIENCE = 600.0  # seconds to wait for another run on the same workspace


class FileStanding(StrEnum):
    """How a file of the office stands to the one that comes with the program."""

    SAME = "一样"
    NEW = "新增"
    OLD = "更新"  # a version that came with an earlier program: nobody has changed it
    OWN = "您改过"


@frozen
class Compared:
    """One file: how it stands; `news`: whether its new version has not been offered yet; in what they differ."""

    name: str
    standing: FileStanding
    news: bool
    differences: tuple[str, ...] = ()
    beside: str = ""  # where an update has put the new version


def compare(workspace: Path, *, again: bool = False, differences: bool = True) -> list[Compared]:
    """Return how each file stands; `again`: as if no new version had ever been offered.

    Raises LedgerError, DiskError.
    """
    offered: AbstractSet[str] = frozenset()
    if not again:
        with SentBook(own_folder(workspace) / SENT, read_only=True) as book:
            offered = book.deeds.given(Act.TEMPLATE)
    return list(_compared(workspace, offered, differences=differences))


def _compared(workspace: Path, offered: AbstractSet[str], *, differences: bool) -> Iterator[Compared]:
    for name, new in _shipped().items():
        own = _read(workspace / "templates" / name)
        if own is None:
            yield Compared(name, FileStanding.NEW, news=True)
        elif released.fingerprint(name, own) == released.fingerprint(name, new):
            yield Compared(name, FileStanding.SAME, news=False)
        elif released.is_released(name, own):
            yield Compared(name, FileStanding.OLD, news=True)
        else:
            said = differing.told(name, own, new) if differences else ()
            yield Compared(name, FileStanding.OWN, keeping.digest(new) not in offered, said)


def update(
    desk: Desk, on_wait: Callable[[], None], *, again: bool = False, who: Doer | None = None
) -> tuple[list[Compared], Deed | None]:
    """Bring templates/ up to date; return what was found, each with where its new version lies now, and the deed.

    Raises NotReadyError, DiskError, LedgerError.
    """
    with desk.ledger.exclusive(on_wait, _PATIENCE):
        disk.sweep(desk.templates)
        with SentBook(own_folder(desk.workspace) / SENT) as book:
            keeping.conclude(desk, book)
        ships = _shipped()
        found = sorted(compare(desk.workspace, again=again), key=lambda each: each.name in _LAST)
        targets = {each.name: _target(desk, each, ships[each.name]) for each in found if each.news}
        writings = [_writing(desk, f"templates/{target}", ships[name]) for name, target in targets.items()]
        if not writings:
            return found, None
        deed = keeping.change(desk, Act.TEMPLATE, f"随程序来的新模板 {len(writings)} 个", writings, who=who)
        return [replace(each, beside=targets.get(each.name, "")) for each in found], deed


def unused(workspace: Path, found: list[Compared]) -> list[str]:
    """Return the templates of the office's own that no entry uses any more once the new catalog is in its place."""
    listed = next((each for each in found if each.name == "catalog.yaml"), None)
    if listed is None or listed.standing is not FileStanding.OLD:
        return []
    sheets = contract.declared(workspace).value
    before = _read(workspace / "templates" / "catalog.yaml") or b""
    had, has = (
        {kind.template for kind in plan.read_catalog(data, sheets).value}
        for data in (before, _shipped()["catalog.yaml"])
    )
    return sorted(
        name
        for name in had - has
        if (data := _read(workspace / "templates" / name)) is not None and not released.is_released(name, data)
    )


def _target(desk: Desk, each: Compared, new: bytes) -> str:
    """Return under which name a new version is put: its own, or a 新版 that is no work of a clerk's."""
    if each.standing is not FileStanding.OWN:
        return each.name
    path, count = Path(each.name), 1
    while True:
        name = f"{path.stem}（新版{count if count > 1 else ''}）{path.suffix}"
        there = _read(desk.templates / name)
        if there is None or there == new or released.is_released(each.name, there):
            return name
        count += 1


def _writing(desk: Desk, path: str, new: bytes) -> Writing:
    before = _read(desk.workspace / path)
    return Writing(path, new, "" if before is None else keeping.digest(before))


def _shipped() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(shipped("templates").iterdir()) if path.is_file()}


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise disk.unreadable(path, fault) from fault
