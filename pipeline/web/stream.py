"""“Something has changed”, told to every tab: what changed is named, never shown; the tab then asks for it.

Each telling is numbered, and a page knows which was the last before it was drawn: what was told before its stream was
open, or while that was torn, it asks for when the stream opens.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from enum import StrEnum

_ALIVE = 15.0  # seconds between two signs of life


class News(StrEnum):
    """What may have changed."""

    JOB = "job"  # a job is further on
    STANDING = "standing"  # files, papers, faults, approvals, parcels
    OPEN = "open"  # nothing: the stream begins, and says how many tellings there have been
    END = "end"  # the page is closed


class Stream:
    """The open streams of one page. `tell` may be called from any thread."""

    def __init__(self) -> None:
        self.tellings = 0  # so far
        self._loop: asyncio.AbstractEventLoop | None = None
        self._queues: set[asyncio.Queue[News]] = set()
        self._lock = threading.Lock()

    def tell(self, news: News) -> None:
        """Tell all tabs."""
        with self._lock:
            self.tellings += 1
            loop = self._loop
        if loop is not None and not loop.is_closed():
            with contextlib.suppress(RuntimeError):  # the loop ends at this very moment
                loop.call_soon_threadsafe(self._put, news)

    def _put(self, news: News) -> None:
        for queue in self._queues:
            with contextlib.suppress(asyncio.QueueFull):  # it has plenty to ask for already
                queue.put_nowait(news)

    def _said(self, news: News) -> str:
        return f"event: {news}\ndata: {self.tellings}\n\n"

    async def events(self) -> AsyncIterator[str]:
        """Yield what a tab is told."""
        queue: asyncio.Queue[News] = asyncio.Queue(50)
        with self._lock:
            self._loop = asyncio.get_running_loop()
        self._queues.add(queue)
        try:
            yield f"retry: 2000\n{self._said(News.OPEN)}"
            while True:
                try:
                    news = await asyncio.wait_for(queue.get(), _ALIVE)
                except TimeoutError:
                    yield ": alive\n\n"
                    continue
                yield self._said(news)
                if news is News.END:
                    return
        finally:
            self._queues.discard(queue)
