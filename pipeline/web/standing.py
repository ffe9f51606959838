"""What the screens show, taken by the worker after each job: the one place that knows where it comes from."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # heavy: the worker imports it
    from pipeline.desk import Desk
    from pipeline.dispatch import Overview
    from pipeline.produce import Report


class Standing:
    """The last Overview; None until the first run has ended. Written by the worker, read by every request."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._overview: Overview | None = None
        self._report: Report | None = None

    @property
    def now(self) -> Overview | None:
        """What stands where, as far as is known."""
        with self._lock:
            return self._overview

    def take(self, desk: Desk, report: Report | None = None) -> None:
        """Take it anew, after a run from its report, after anything else from the last one's."""
        from pipeline.dispatch import overview  # noqa: PLC0415

        report = report or self._report
        if report is None:
            return
        taken = overview(desk, report)
        with self._lock:
            self._report, self._overview = report, taken
