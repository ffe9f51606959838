"""A paper's pages as pictures, set by LibreOffice where it is: kept by the paper's digest, the oldest go first."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path

from pipeline import confine, disk
from pipeline.desk import Desk, own_folder
from pipeline.model.errors import WorkspaceError
from pipeline.review import office

_FOLDER = "预览"
_SECONDS = 60.0
_MOST = 500_000_000  # bytes that are kept
_PAGES = 40  # of one paper


def has_office() -> bool:
    """Whether pages can be set on this machine."""
    try:
        office.program()
    except WorkspaceError:
        return False
    return True


def pages(desk: Desk, path: Path, on_tick: Callable[[], None] = lambda: None) -> tuple[str, ...]:
    """Return the names of a paper's pages, set now where they are not yet. Raises WorkspaceError."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    home = own_folder(desk.workspace) / _FOLDER
    if found := sorted(each.name for each in home.glob(f"{digest}-*.png")):
        return tuple(found)
    with office.opened() as writer:
        made = next(writer.pdfs([path], lambda _: on_tick()))
        if made.file is None:
            raise WorkspaceError(made.fault)
        data = made.file.read_bytes()
    try:
        drawn: tuple[bytes, ...] = confine.shared().call("pipeline.review:drawn_pages", data, _PAGES, seconds=_SECONDS)
    except confine.Died as fault:
        raise WorkspaceError("排出来的页面画不成图") from fault
    _make_room(home)
    names = []
    for number, picture in enumerate(drawn, 1):
        names.append(f"{digest}-{number:02d}.png")
        disk.write(home / names[-1], picture)
    return tuple(names)


def pages_of(
    desk: Desk, data: bytes, suffix: str = ".docx", on_tick: Callable[[], None] = lambda: None
) -> tuple[str, ...]:
    """Return the same of a paper's bytes. Raises WorkspaceError."""
    with tempfile.TemporaryDirectory(prefix="gongwen-") as folder:
        path = Path(folder) / f"paper{suffix.lower()}"
        path.write_bytes(data)
        return pages(desk, path, on_tick)


def picture(workspace: Path, name: str) -> Path | None:
    """Return a page's picture by its name; None where there is none."""
    stem, dash, number = name.removesuffix(".png").partition("-")
    if not name.endswith(".png") or not dash or not number.isdigit() or not stem.isalnum() or not stem.isascii():
        return None
    path = own_folder(workspace) / _FOLDER / name
    return path if path.is_file() else None


def _make_room(home: Path) -> None:
    """Drop the oldest pictures where there are too many."""
    there = sorted(home.glob("*.png"), key=lambda path: path.stat().st_mtime)
    size = sum(path.stat().st_size for path in there)
    for path in there:
        if size <= _MOST:
            return
        size -= path.stat().st_size
        with contextlib.suppress(OSError):
            path.unlink()
