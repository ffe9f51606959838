"""Many files of a workspace as one zip, as they were at one moment: begun anew where somebody writes meanwhile."""

from __future__ import annotations

import hashlib
import os
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from pipeline import disk
from pipeline.model.errors import NotReadyError

_LOCKS = ("~$", ".~")
_TRIES = 5
_PIECE = 1_000_000
_PACKED = frozenset({".docx", ".xlsx", ".zip", ".png", ".jpg", ".jpeg", ".pdf", ".pptx"})  # not pressed again
_FIRST_YEAR, _LAST_YEAR = 1980, 2107  # that a zip can tell

Line = dict[str, int | str]
"""What is noted of a file: size, sha256, mtime (nanoseconds)."""
Progress = Callable[[str, int, int], None]
"""Called with what is being done, with how many files that is done, of how many. It may raise, to have it end."""
PACKING, CHECKING = "正在装进去", "正在核对"


def unheard(_: str, __: int, ___: int) -> None:
    """Be told how far it is, where nobody wants to know."""


class _Changed(Exception):  # noqa: N818 - what has happened
    """A file has changed while it was read."""


def write(
    aside: Path,
    files: Callable[[], Mapping[str, Path]],
    last: Callable[[Mapping[str, Line]], Mapping[str, bytes]],
    pause: float,
    on_progress: Progress = unheard,
) -> None:
    """Write what `files` names into a zip, and behind it what `last` makes of the list.

    `pause`: seconds before it is begun anew. Raises NotReadyError, DiskError.
    """
    changed = ""
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(pause)
        try:
            return _write(aside, files, last, on_progress)
        except _Changed as fault:
            changed = str(fault)
    raise NotReadyError(f"{changed} 一直在变，没有做成。请存盘、等复制完，再做一次")


def below(workspace: Path, folder: Path) -> dict[str, Path]:
    """Return the files below a folder by their paths in the workspace; no locks, nothing half-written."""
    return {
        path.relative_to(workspace).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(_LOCKS) and not path.name.endswith(disk.TEMPORARY)
    }


def _write(
    aside: Path,
    files: Callable[[], Mapping[str, Path]],
    last: Callable[[Mapping[str, Line]], Mapping[str, bytes]],
    on_progress: Progress,
) -> None:
    before = _seen(files())
    lines: dict[str, Line] = {}
    try:
        with aside.open("w+b") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, path in files().items():
                on_progress(PACKING, len(lines), len(before))
                lines[name] = _add(archive, name, path)
            for name, data in last(lines).items():
                archive.writestr(name, data)
    except OSError as fault:
        raise disk.unwritable(aside, fault) from fault
    now = _seen(files())
    if now != before:
        raise _Changed(min(name for name in {*now, *before} if now.get(name) != before.get(name)))


def _seen(files: Mapping[str, Path]) -> dict[str, tuple[int, int]]:
    try:
        stats = {name: path.stat() for name, path in files.items()}
    except FileNotFoundError as fault:
        raise _Changed(str(fault.filename)) from fault
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in stats.items()}


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> Line:
    """Add a file and return its line. Raises _Changed where it is gone, DiskError where it is held."""
    try:
        file = path.open("rb")
    except FileNotFoundError as fault:
        raise _Changed(name) from fault
    except OSError as fault:
        raise disk.unreadable(path, fault) from fault
    with file:
        stat = os.fstat(file.fileno())
        when = time.localtime(stat.st_mtime)[:6]
        date = when if _FIRST_YEAR <= when[0] <= _LAST_YEAR else (_FIRST_YEAR, 1, 1, 0, 0, 0)
        entry = zipfile.ZipInfo(name, date)
        entry.compress_type = zipfile.ZIP_STORED if path.suffix.lower() in _PACKED else zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        with archive.open(entry, "w", force_zip64=True) as out:
            digest, size = pumped(file, out)
    return {"size": size, "sha256": digest, "mtime": stat.st_mtime_ns}


def pumped(source: IO[bytes], target: IO[bytes] | None = None, most: int = -1) -> tuple[str, int]:
    """Copy a stream, at most `most` bytes and one piece more; return its digest and size."""
    whole, size = hashlib.sha256(), 0
    while (most < 0 or size <= most) and (piece := source.read(_PIECE)):
        whole.update(piece)
        size += len(piece)
        if target is not None:
            target.write(piece)
    return whole.hexdigest(), size
