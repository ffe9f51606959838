"""Below the rooms: how often Python looks for cycles among our objects, and what the system gets back of their memory.

What is read, planned and made lies in memory by the million, and hardly any of it in a cycle: left to themselves, the
passes of the cycle collector take a twentieth of a build's time (20,000 members, one process: 1.37 of 22 s of CPU; with
`few_passes` 0.15 s, the peak of memory the same).
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
from collections.abc import Callable, Iterator
from functools import cache

_FEW = (50_000, 20, 20)  # new objects before a pass over them; passes before one goes over older ones


@contextlib.contextmanager
def few_passes() -> Iterator[None]:
    """Have the collector pass rarely, as long as a build lasts."""
    before = gc.get_threshold()
    if before != _FEW:
        gc.set_threshold(*_FEW)
    try:
        yield
    finally:
        if before != _FEW:
            gc.set_threshold(*before)


@contextlib.contextmanager
def without_passes() -> Iterator[None]:
    """Keep the collector from going over millions of new objects that hold no cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextlib.contextmanager
def for_good() -> Iterator[None]:
    """Keep the collector from what is made now and stays to the end: modules, and what a short command answers from.

    It takes no pass over them now, later, or as the process ends: of `check` that was a quarter, of `why` a sixth.
    """
    with without_passes():
        yield
        gc.freeze()


def give_back() -> None:
    """Give the memory that is free back to the system.

    The C library keeps what a thread has freed: after a build over 2,500 branches 142 MB of a page's server, of which
    21 were empty. Nothing is done where the library has no such call.
    """
    _trim()(0)


@cache
def _trim() -> Callable[[int], object]:
    with contextlib.suppress(OSError, AttributeError):
        if sys.platform == "linux":
            found: Callable[[int], object] = ctypes.CDLL(None).malloc_trim
            return found
    return lambda _: None
