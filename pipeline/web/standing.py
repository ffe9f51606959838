"""What the screens show, taken by the worker after each job: the one place that knows where it comes from."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # heavy: the worker imports it
    from pipeline.desk import Desk
    from pipeline.dispatch import Overview


class Standing:
    """The last Overview; None until the worker has taken one. Written by the worker, read by every request."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._overview: Overview | None = None

    @property
    def now(self) -> Overview | None:
        """What stands where, as far as is known."""
        with self._lock:
            return self._overview

    def take(self, desk: Desk, *, read: bool = True) -> bool:
        """Take it anew; whether anything is other than it was.

        Not to `read`: names and telephones, which stand in the rosters, come after the first run.
        """
        from pipeline.dispatch import overview  # noqa: PLC0415

        taken = overview(desk, read=read)
        with self._lock:
            before = self._overview
            if taken.told:
                self._overview = taken
        return before is None or replace(before, at=taken.at) != taken
