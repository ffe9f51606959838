"""The doorbell: something happened in the folder, or some time has passed → look, and produce if anything changed.

Watchers lose, double and delay events on every platform. So an event is only a hint; the folder itself decides.
A look compares size, time and inode of every file; nothing is read until the folder has been quiet and unchanged.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from pipeline import disk

warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)  # watchdog has met a new folder twice
_FULL_LOOK = 30.0  # seconds between two looks that no event asked for
_POLL = 2.0  # seconds between two looks of a polling observer (network drives)
_STEP = 0.25  # seconds between two looks while waiting for quiet, and the longest wait that Ctrl-C cannot end
_RETRY = 5.0  # seconds after which a run that could not do everything is tried again, then twice that, and so on
_LONGEST_HOLD = 60.0  # seconds without a change for which a file that another program holds is waited for
_ASK_AFTER = 10.0  # … and after which the clerk is asked to close it
_PATIENCE = 30.0  # seconds of unrest after which the clerk is told what the program waits for
_GONE = frozenset({"deleted", "moved"})
_IDLE = frozenset({"opened", "closed_no_write"})

Look = Mapping[Path, object]
"""Every file that the papers depend on, with what the file system says of it; equal looks: nothing has changed."""


class _Bell(FileSystemEventHandler):
    """Rings; of outputs/ only what disappears counts, since it must be made again."""

    def __init__(self, rung: threading.Event, missing: threading.Event, outputs: Path) -> None:
        self._rung, self._missing, self._outputs = rung, missing, str(outputs)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Ring for what may change the papers."""
        path = str(event.src_path)
        if event.event_type in _IDLE:
            return
        if not path.startswith(self._outputs):
            self._rung.set()
        elif event.event_type in _GONE and ".gongwen" not in path:
            self._missing.set()
            self._rung.set()


class _Alarm(logging.Handler):
    """Rings, and asks for a full run, at whatever the observer complains of: its only word for lost events is its log.

    Seen with watchdog 7.1: when the kernel's queue has run over, inotify's emitter logs a warning and sends no event.
    On Windows it passes over an overflow without a word; there the timer finds what was lost in inputs/ and templates/,
    and the next run what was lost of outputs/.
    """

    def __init__(self, rung: threading.Event, missing: threading.Event) -> None:
        super().__init__(logging.WARNING)
        self._rung, self._missing = rung, missing

    def emit(self, _: logging.LogRecord) -> None:
        """Ring."""
        self._missing.set()
        self._rung.set()


@dataclass(slots=True)
class Watch:
    """Watches a workspace until it is stopped: `look` tells what is there, `produce` is called when that changes.

    `produce` returns whether everything could be done; if not (disk full, a file open in Word) it is called again,
    ever more rarely, until it could. `held` tells which files other programs still have their hands on.
    """

    workspace: Path
    quiet_seconds: float
    polling: str  # 自动 | 是 | 否
    look: Callable[[], Look]
    produce: Callable[[], bool]
    held: Callable[[Iterable[Path]], list[Path]] = lambda _: []
    on_unrest: Callable[[list[Path]], None] = lambda _: None
    on_held: Callable[[list[Path]], None] = lambda _: None
    _stopped: threading.Event = field(default_factory=threading.Event)
    _rung: threading.Event = field(default_factory=threading.Event)
    _missing: threading.Event = field(default_factory=threading.Event)
    _failures: int = 0

    def run(self) -> None:
        """Look once at start, then whenever the bell rings or the timer says so."""
        with self._observing():
            seen: Look = {}
            self._missing.set()  # the first look always produces
            while not self._stopped.is_set():
                self._rung.clear()
                look = self.look()
                if look != seen or self._missing.is_set():
                    settled = self._when_quiet(look, seen)
                    if settled is None:
                        break
                    self._missing.clear()
                    self._failures = 0 if self.produce() else self._failures + 1
                    seen = settled
                    if self.look() != seen:
                        continue
                self._wait()

    def stop(self) -> None:
        """End the watch after the run that is at work."""
        self._stopped.set()
        self._rung.set()

    def _wait(self) -> None:
        """Wait for the bell or the timer; after a run that could not do everything, sooner, and then try again."""
        pause = _FULL_LOOK if not self._failures else min(_FULL_LOOK, _RETRY * 2 ** (self._failures - 1))
        end = time.monotonic() + pause
        while (left := end - time.monotonic()) > 0:
            if self._rung.wait(min(_STEP, left)):  # Python before 3.14 hears no Ctrl-C within a wait on Windows
                return
        if self._failures:
            self._missing.set()

    def _when_quiet(self, look: Look, seen: Look) -> Look | None:
        """Wait until nothing has changed for the settle time, and what is new is free; None if the watch is to stop.

        What others hold is waited for, ever longer, for at most a minute: then the run says which file is to be closed.
        """
        since = begun = time.monotonic()
        quiet = self.quiet_seconds
        told = asked = False
        while time.monotonic() - since < quiet:
            if self._stopped.wait(min(_STEP, quiet / 4)):
                return None
            now = self.look()
            if now != look:
                if not told and time.monotonic() - begun > _PATIENCE:
                    told = True
                    self.on_unrest(_changed(now, look))
                look, since, quiet = now, time.monotonic(), self.quiet_seconds
            elif (
                time.monotonic() - since >= quiet and quiet < _LONGEST_HOLD and (held := self.held(_changed(now, seen)))
            ):
                quiet = min(quiet * 2, _LONGEST_HOLD)
                if not asked and quiet > _ASK_AFTER:
                    asked = True
                    self.on_held(held)
        return look

    @contextlib.contextmanager
    def _observing(self) -> Iterator[None]:
        """Have an observer at work; what it has to say rings the bell, and is not for the clerk."""
        observer = self._observer()
        alarm, said = _Alarm(self._rung, self._missing), logging.getLogger("watchdog")
        said.addHandler(alarm)
        try:
            yield
        finally:
            said.removeHandler(alarm)
            observer.stop()
            observer.join(timeout=1)

    def _observer(self) -> BaseObserver:
        """Start watching; where the system cannot, fall back to looking again and again."""
        (self.workspace / "outputs").mkdir(exist_ok=True)
        bell = _Bell(self._rung, self._missing, self.workspace / "outputs")
        if self.polling == "否" or (self.polling == "自动" and not disk.on_network(self.workspace)):
            observer: BaseObserver = Observer()
            try:
                for name in ("inputs", "templates", "outputs"):
                    observer.schedule(bell, str(self.workspace / name), recursive=True)
                observer.start()
            except OSError:  # no more inotify watches, or a file system without events
                observer.unschedule_all()
            else:
                return observer
        polling = PollingObserver(timeout=_POLL)
        for name in ("inputs", "templates", "outputs"):
            polling.schedule(bell, str(self.workspace / name), recursive=True)
        polling.start()
        return polling


def _changed(now: Look, before: Look) -> list[Path]:
    return sorted(path for path in now if now[path] != before.get(path))
