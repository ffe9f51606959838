"""Below the rooms: how often Python looks for cycles among our objects.

What is read, planned and made lies in memory by the million, and hardly any of it in a cycle: left to themselves, the
passes of the cycle collector take a twentieth of a build's time (20,000 members, one process: 1.37 of 22 s of CPU; with
`few_passes` 0.15 s, the peak of memory the same).
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

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
