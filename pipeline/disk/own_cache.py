"""The user's own folder for what can be made again: never in a workspace, which may lie on a share for all to write."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from pipeline.disk import files
from pipeline.model.errors import PipelineError

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def cached(sort: str, name: str) -> bytes | None:
    """Return what was kept under a name, None where there is nothing that can be read."""
    folder = _folder(sort)
    if folder is None:
        return None
    try:
        return (folder / name).read_bytes()
    except OSError:
        return None


def keep_cached(sort: str, name: str, data: bytes, *, most: int) -> None:
    """Keep something, and of its sort no more than `most`: those kept last. What cannot be kept is made again."""
    folder = _folder(sort)
    if folder is None:
        return
    with contextlib.suppress(OSError, PipelineError):
        files.write(folder / name, data)
        there = sorted(folder.glob(f"*{Path(name).suffix}"), key=lambda path: path.stat().st_mtime_ns)
        for path in there[:-most]:
            path.unlink(missing_ok=True)


def _folder(sort: str) -> Path | None:
    """Return the folder, made where it is not there; None where others could write to it."""
    try:
        folder = _home() / "gongwen" / sort
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        seen = folder.lstat()
    except (OSError, RuntimeError):  # a system account has no home
        return None
    if os.name == "posix" and (not stat.S_ISDIR(seen.st_mode) or seen.st_uid != os.geteuid() or seen.st_mode & _OTHERS):
        return None
    return folder


def _home() -> Path:
    """Return where a user's programs keep what can be made again. Raises RuntimeError."""
    said = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    if said and Path(said).is_absolute():
        return Path(said)
    return Path.home() / ("AppData/Local" if os.name == "nt" else ".cache")
