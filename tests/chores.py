"""What the workers of a crew are given to do: in a module that imports next to nothing, for each worker imports it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from pipeline import fleet
from pipeline.fleet import Crew


def doubled(shared: int, chunk: int) -> int:
    return shared * chunk


def dies_once(shared: str, chunk: int) -> int:
    """Kill this very process the first time that the third chunk is met."""
    mark = Path(shared) / "died"
    if chunk == 3 and not mark.exists():
        mark.write_text("once")
        os._exit(9)
    return chunk


def keeps(_: str, chunk: int) -> int:
    return chunk


def kills_workers(shared: tuple[str, int], chunk: int) -> int:
    """Kill whoever meets the second chunk and is not the parent."""
    folder, parent = shared
    if chunk == 1 and os.getpid() != parent:
        with (Path(folder) / "deaths").open("a") as file:
            file.write("x")
        os._exit(9)
    return chunk


def dies_early(shared: tuple[str, bytes], chunk: int) -> int:
    time.sleep(0.3)  # the next worker is being started by then
    return dies_once(shared[0], chunk)


def deaf_or_dead(shared: str, chunk: int) -> int:
    """Be deaf to the parent over the first chunk and die of the second, once each; the third is work like any."""
    home, mark = Path(shared), Path(shared) / str(chunk)
    if mark.exists() or chunk > 1:
        return chunk
    mark.touch()
    if chunk:
        while not (home / "deaf").exists():
            time.sleep(0.01)
        os._exit(9)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    (home / "deaf").touch()
    time.sleep(120)
    return chunk


class Sealed:
    """A chunk, and a result, that notes in a folder who has unpacked it."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Callable[[str], Sealed], tuple[str]]:
        return unpacked, (self.folder,)


def unpacked(folder: str) -> Sealed:
    Path(folder, f"{os.getpid()}-{time.monotonic_ns()}").touch()
    return Sealed(folder)


def returns(_: str, chunk: Sealed) -> Sealed:
    return Sealed(str(Path(chunk.folder).parent / "there"))


def sleeps_as(folder: str, chunk: int) -> int:
    """Leave this process's number, then be at work for a long time."""
    (Path(folder) / f"{os.getpid()}.pid").write_text(str(chunk))
    time.sleep(120)
    return chunk


def at_work(folder: str) -> None:
    """Be a parent of two workers; called in a process of its own."""
    list(fleet.each(sleeps_as, folder, [1, 2], Crew(processes=2)))
