"""Many files made durable together.

Each file is written aside in its target's own folder. At one point the chunk is made durable, then each file is
renamed, then the folders are made durable; only after that may the caller record them. It is as safe as one fsync a
file, because the order is the same for every file: its bytes are on the disk before its name, its name before its
record. A crash in between leaves whole old files, whole new ones and temporary ones, never a half one.

Measured (ext4, 1,000 files of 14 kB in 10 folders, chunks of 200): fsync for each file sends 1,000 flushes to the
disk, for each file in eight threads 590, syncfs 10. Where a flush is free (a virtual disk) that is 0.45 s, 0.35 s and
0.2 s; a disk that takes 10 ms for each needs 10 s against 0.1 s.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

from pipeline.disk import files
from pipeline.disk.mounts import file_system
from pipeline.model.frozen import frozen

_FEW = 8  # files that are made durable one by one: syncfs writes out what other programs have left, too
_KNOWN = frozenset({"ext3", "ext4", "xfs", "btrfs", "f2fs"})  # whose syncfs reports failed writes, given …
_SINCE = (5, 8)  # … this Linux


@frozen
class Aside:
    """A file written aside; after the renaming `stat` is the target's (size, mtime and inode go with the file)."""

    path: str
    target: str
    stat: os.stat_result


class Chunk:
    """Files on their way below `root`: `add` each, `flush` once, `put` each, `finish` once, and again; then `close`.

    `durable=False` leaves out what waits for the disk, for benchmarks: a power cut may then leave empty files.
    """

    def __init__(self, root: Path, *, durable: bool = True) -> None:
        self._root, self._durable = root, durable
        self._waiting: dict[str, Aside] = {}  # by the path aside
        self._notes: dict[Path, os.stat_result] = {}
        self._put: list[Aside] = []
        self._volume: int | None = None  # a descriptor: syncfs reports what failed since it was opened
        self._syncfs = _syncfs(root) if durable else None

    def add(self, target: Path | str, data: bytes | IO[bytes]) -> Aside:
        """Write a file aside. Raises DiskError."""
        place = os.fspath(target)
        aside = files.new_name_beside(place)
        try:
            if self._syncfs and self._volume is None:
                self._volume = _opened(self._root)
            self._waiting[aside] = waiting = Aside(aside, place, _written(aside, data))
        except BaseException as fault:  # Ctrl-C, too, leaves nothing behind
            with contextlib.suppress(OSError):
                os.unlink(aside)  # noqa: PTH108
            if not isinstance(fault, OSError):
                raise
            raise files.unwritable(Path(place), fault) from fault
        return waiting

    def note(self, path: Path, data: bytes) -> None:
        """Write a file under its own name, to be durable before any other is put in place. Raises DiskError."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._notes[path] = files.write_new(path, data)
        except OSError as fault:
            with contextlib.suppress(OSError):
                path.unlink()
            raise files.unwritable(self._root, fault) from fault

    def flush(self) -> None:
        """Make everything written so far durable. Raises DiskError: then nothing may be put in place."""
        notes, self._notes = self._notes, {}
        if self._durable:
            written = [(Path(each.path), each.stat.st_dev) for each in self._waiting.values()]
            try:
                self._sync([*written, *((path, stat.st_dev) for path, stat in notes.items())], files.sync)
                for folder in {path.parent for path in notes}:
                    files.sync_folder(folder)
            except OSError as fault:
                raise files.unwritable(self._root, fault) from fault

    def put(self, aside: Aside) -> None:
        """Rename a flushed file into its place. Raises DiskError; the file aside is then gone."""
        del self._waiting[aside.path]
        try:
            files.rename(aside.path, aside.target)
        except OSError as fault:
            self._gone(aside)
            raise files.unwritable(Path(aside.target), fault) from fault
        self._put.append(aside)

    def drop(self, aside: Aside) -> None:
        """Give up a file that is not to be put in place after all."""
        del self._waiting[aside.path]
        self._gone(aside)

    def finish(self) -> None:
        """Make the new names durable. Raises DiskError: then nothing of this chunk may be recorded."""
        put, self._put = self._put, []
        try:
            if self._durable and put:
                own = {Path(each.target).parent for each in put}
                folders = {folder for each in own for folder in self._up_to_root(each)}
                self._sync([(folder, folder.stat().st_dev) for folder in folders], files.sync_folder)
        except OSError as fault:
            raise files.unwritable(self._root, fault) from fault

    def close(self) -> None:
        """Give up whatever has not been put in place."""
        for aside in self._waiting.values():
            self._gone(aside)
        self._waiting.clear()
        if self._volume is not None:
            os.close(self._volume)
            self._volume = None

    def _sync(self, paths: Iterable[tuple[Path, int]], one: Callable[[Path], None]) -> None:
        """Make paths durable, each with its device: those on the root's together, the others one by one."""
        listed = list(paths)
        if self._volume is not None and self._syncfs and len(listed) >= _FEW:
            self._syncfs(self._volume)
            device = os.fstat(self._volume).st_dev
            listed = [(path, other) for path, other in listed if other != device]
        for path, _ in listed:
            one(path)

    def _up_to_root(self, own: Path) -> Iterable[Path]:
        """Yield the folders from a file's own up to the root: each may be new."""
        for folder in (own, *own.parents):
            yield folder
            if folder == self._root:
                return

    @staticmethod
    def _gone(aside: Aside) -> None:
        with contextlib.suppress(OSError):
            os.unlink(aside.path)  # noqa: PTH108


def _opened(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    return os.open(folder, os.O_RDONLY)


def _written(path: str, data: bytes | IO[bytes]) -> os.stat_result:
    """Write a new file; its folder is only asked for where it turns out to be missing."""
    try:
        return files.write_new(path, data)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        return files.write_new(path, data)


def _syncfs(root: Path) -> Callable[[int], None] | None:
    """Return Linux's syncfs where its success means that everything is on the disk; None elsewhere."""
    if sys.platform != "linux" or _kernel() < _SINCE or file_system(root) not in _KNOWN:
        return None
    function = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if function is None:
        return None

    def call(descriptor: int) -> None:
        if function(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))

    return call


def _kernel() -> tuple[int, ...]:
    return tuple(int(part) for part in platform.release().split("-")[0].split(".")[:2] if part.isdigit())
