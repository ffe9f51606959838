"""The one thread that writes: jobs, one after the other, each with progress, a way to stop it, a sentence at the end.

What a person asks for goes before what the page does by itself, and interrupts it: that is taken up again afterwards.

A desk belongs to its thread. It is opened anew for each job, so that gongwen.toml as it is now counts; what was read of
inputs/ and what was compiled is kept in its memory from job to job.
"""

from __future__ import annotations

import datetime as dt
import itertools
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import collector, disk, guidance
from pipeline.model.errors import PipelineError
from pipeline.web.stream import News

if TYPE_CHECKING:  # heavy: the thread imports it, the page is there before
    from pipeline.desk import Desk

_PAUSE = 0.2  # seconds between two tellings of progress
_KEPT = 30  # jobs that have ended
_NEXT, _LATER, _LAST = range(3)  # whose turn it is: a person's job, one that yields, the end


class Phase(StrEnum):
    """Where a job is."""

    WAITING = "等着"
    AT_WORK = "正在做"
    DONE = "做完了"
    STOPPED = "停下了"
    FAILED = "没有做成"


class Stopped(Exception):  # noqa: N818 - a person's wish, no error
    """Raised within a job that was asked to stop."""


@dataclass(eq=False)
class Job:
    """Something that a person, or the watch, wants done. `do` returns a sentence for the clerk."""

    what: str
    do: Callable[[Desk, Job], str]
    may_stop: bool = True
    changes: bool = True  # afterwards what stands where is taken anew
    yields: bool = False  # it waits until nobody wants anything, and is interrupted when somebody does
    merges: str = ""  # one that waits already does for another that merges alike
    number: int = 0
    phase: Phase = Phase.WAITING
    label: str = ""  # what it is doing
    done: int = 0
    total: int = 0
    said: str = ""
    notes: list[str] = field(default_factory=list)
    undo: int = 0  # the deed that can be undone
    result: object = None  # for the screen that has asked for it
    ended_at: str = ""
    owed: bool = False  # nobody has heard what came of it, though somebody has asked for it
    _tell: Callable[[], None] = lambda: None
    _told: float = 0.0
    _stop: threading.Event = field(default_factory=threading.Event)
    _later: bool = False  # it stops for another's sake
    _ended: threading.Event = field(default_factory=threading.Event)

    def step(self, label: str, done: int = 0, total: int = 0) -> None:
        """Say how far it is. Raises Stopped where somebody wants it to end."""
        self.tell(label, done, total)
        self.heed()

    def heed(self) -> None:
        """Raise Stopped where somebody wants it to end."""
        if self._stop.is_set():
            raise Stopped

    def tell(self, label: str, done: int = 0, total: int = 0) -> None:
        """Say how far it is."""
        self.label, self.done, self.total = label, done, total
        if time.monotonic() - self._told > _PAUSE:
            self._told = time.monotonic()
            self._tell()

    @property
    def stops(self) -> bool:
        """Whether somebody wants it to end."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask it to end."""
        if self.may_stop:
            self._later = False
            self._stop.set()
            self._tell()

    def give_way(self) -> None:
        """Ask it to make room for another job, and to go on afterwards."""
        if not self._stop.is_set():
            self._later = True
            self._stop.set()

    def begin_again(self) -> bool:
        """Make it wait once more, if it has stopped for another's sake; whether it does."""
        again, self._later = self._later and self._stop.is_set(), False
        if again:
            self.phase = Phase.WAITING
            self._stop.clear()
        return again

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it has ended; whether it has."""
        return self._ended.wait(seconds)

    @property
    def is_open(self) -> bool:
        """Whether it waits or is at work."""
        return self.phase in {Phase.WAITING, Phase.AT_WORK}


class Worker:
    """Takes jobs and does them in its own thread."""

    def __init__(
        self,
        workspace: Path,
        tell: Callable[[News], None],
        on_bug: Callable[[Exception], None] = lambda _: None,
        on_end: Callable[[Desk, Job], None] = lambda *_: None,
    ) -> None:
        self._workspace, self._tell, self._on_bug, self._on_end = workspace, tell, on_bug, on_end
        self._numbers, self._turns = itertools.count(1), itertools.count()
        self._queue: queue.PriorityQueue[tuple[int, int, Job | None]] = queue.PriorityQueue()
        self._lock = threading.Lock()
        self._open: list[Job] = []
        self.ended: deque[Job] = deque(maxlen=_KEPT)
        self._desk: Desk | None = None
        self._thread = threading.Thread(target=self._run, name="gongwen-worker", daemon=True)
        self._thread.start()

    def put(self, job: Job) -> Job:
        """Take a job; return it, or the one that waits already and does for it."""
        with self._lock:
            for each in self._open:
                if job.merges and each.merges == job.merges and each.phase is Phase.WAITING:
                    return each
            job.number = next(self._numbers)
            job._tell = lambda: self._tell(News.JOB)  # noqa: SLF001 - a job tells by whom it was taken
            for each in self._open:
                if each.yields and each.phase is Phase.AT_WORK and not job.yields:
                    each.give_way()
            self._open.append(job)
        self._wait_in_line(job)
        self._tell(News.JOB)
        return job

    def _wait_in_line(self, job: Job) -> None:
        self._queue.put((_LATER if job.yields else _NEXT, next(self._turns), job))

    @property
    def open_jobs(self) -> list[Job]:
        """What is at work, then what waits, in its order."""
        with self._lock:
            return sorted(self._open, key=lambda job: (job.phase is not Phase.AT_WORK, job.yields))

    def owed(self) -> Job | None:
        """Return a job that has ended later than its answer could wait; it is owed no longer."""
        with self._lock:
            late = next((job for job in self.ended if job.owed), None)
            if late is not None:
                late.owed = False
        return late

    def find(self, number: int) -> Job | None:
        """Return a job by its number, as long as it is remembered."""
        return next((job for job in [*self.open_jobs, *list(self.ended)] if job.number == number), None)

    def close(self, seconds: float) -> bool:
        """End: what is at work is asked to stop, what waits is dropped. Whether the thread has ended."""
        for job in self.open_jobs:
            job.stop()
        self._queue.put((_LAST, next(self._turns), None))
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        guidance.on_the_page()
        while (job := self._queue.get()[-1]) is not None:
            if job.stops:
                self._finish(job, Phase.STOPPED, "还没有开始")
                continue
            job.phase = Phase.AT_WORK
            self._tell(News.JOB)
            try:
                phase, said = self._do(job)
            except Stopped:
                if job.begin_again():
                    self._wait_in_line(job)
                    continue
                phase, said = Phase.STOPPED, "停下了。做好的都在，下次会接着做。"
            except PipelineError as fault:
                phase, said = Phase.FAILED, str(fault)
            except Exception as fault:  # noqa: BLE001 - the last place: a sentence for the clerk, the rest for the log
                self._on_bug(fault)
                phase, said = Phase.FAILED, bug(fault)
            self._finish(job, phase, said)
            collector.give_back()

    def _do(self, job: Job) -> tuple[Phase, str]:
        from pipeline.desk import opened  # noqa: PLC0415

        with opened(self._workspace) as fresh:
            desk = fresh
            if self._desk:
                desk = replace(fresh, memory=self._desk.memory)
                desk.memory.readings.recall = fresh.ledger.reading  # the ledger of before is closed
                desk.memory.homes = fresh.memory.homes
            self._desk = desk
            desk.ledger.on_look = job.heed
            try:
                said = job.do(desk, job)
            finally:
                self._on_end(desk, job)
        return Phase.DONE, said

    def _finish(self, job: Job, phase: Phase, said: str) -> None:
        job.said, job.phase = said, phase
        job.ended_at = f"{dt.datetime.now().astimezone():%H:%M}"
        with self._lock:
            self._open.remove(job)
            self.ended.append(job)
        job._ended.set()  # noqa: SLF001 - whoever waits for it
        self._tell(News.STANDING)
        self._tell(News.JOB)


def bug(fault: Exception) -> str:
    """Return what a clerk is told of a fault that is not hers."""
    if isinstance(fault, MemoryError):
        return "内存不够。请关掉别的程序再试。"
    if isinstance(fault, OSError) and fault.strerror:
        return f"系统没有让做（{disk.in_words(fault)}）。请检查磁盘和文件夹，再试一次。"
    return f"程序内部出错（{type(fault).__name__}）。请把 {guidance.LOG} 交给维护人员。"
