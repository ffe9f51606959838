"""The doorbell alone: when it looks, when it waits, when it rings."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest
from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileOpenedEvent

from pipeline import watch
from pipeline.watch import Look, Watch


class Folder:
    """A folder that looks as the test says, and a watch over it."""

    def __init__(self, path: Path, polling: str = "否") -> None:
        for name in ("inputs", "templates"):
            (path / name).mkdir()
        self.looks: Look = {}
        self.produced: list[Look] = []
        self.unrest: list[list[Path]] = []
        self.held: list[Path] = []
        self.asked: list[list[Path]] = []
        self.whole = True
        self.watch = Watch(path, 0.05, polling, lambda: dict(self.looks), self.produce, held=lambda _: list(self.held))
        self.watch.on_unrest = self.unrest.append
        self.watch.on_held = self.asked.append
        self.thread = threading.Thread(target=self.watch.run)

    def produce(self) -> bool:
        self.produced.append(dict(self.looks))
        return self.whole

    def __enter__(self) -> Self:
        self.thread.start()
        wait(lambda: bool(self.produced))
        return self

    def __exit__(self, *_: object) -> None:
        self.watch.stop()
        self.thread.join(5)
        assert not self.thread.is_alive()

    def now_holds(self, **files: int) -> None:
        self.looks = {Path(name): size for name, size in files.items()}
        self.watch._rung.set()


def wait(what: Callable[[], bool]) -> None:
    until = time.monotonic() + 5
    while not what():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize("polling", ["否", "是", "自动"])
def test_it_produces_at_start_and_after_each_change(tmp_path: Path, polling: str) -> None:
    with Folder(tmp_path, polling) as folder:
        folder.now_holds(a=1)
        wait(lambda: len(folder.produced) == 2)

    assert folder.produced == [{}, {Path("a"): 1}]


def test_a_ring_without_a_change_produces_nothing(tmp_path: Path) -> None:
    with Folder(tmp_path) as folder:
        folder.watch._rung.set()
        time.sleep(0.3)

    assert len(folder.produced) == 1


def test_a_file_that_still_grows_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_PATIENCE", 0.1)
    with Folder(tmp_path) as folder:
        folder.watch.quiet_seconds = 0.3
        for size in range(1, 6):
            folder.now_holds(a=size)
            time.sleep(0.1)
        assert len(folder.produced) == 1
        wait(lambda: len(folder.produced) == 2)

    assert folder.produced[-1] == {Path("a"): 5}
    assert folder.unrest == [[Path("a")]]


def test_of_outputs_only_what_disappears_rings(tmp_path: Path) -> None:
    rung, missing = threading.Event(), threading.Event()
    bell = watch._Bell(rung, missing, tmp_path / "outputs")

    bell.on_any_event(FileCreatedEvent(str(tmp_path / "outputs" / "a.docx")))
    bell.on_any_event(FileOpenedEvent(str(tmp_path / "inputs" / "a.xlsx")))
    bell.on_any_event(FileDeletedEvent(str(tmp_path / "outputs" / ".gongwen" / "a")))
    assert not rung.is_set()
    bell.on_any_event(FileDeletedEvent(str(tmp_path / "outputs" / "a.docx")))
    assert rung.is_set()
    assert missing.is_set()


def test_lost_events_ask_for_a_full_run_at_once(tmp_path: Path) -> None:
    with Folder(tmp_path) as folder:
        logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed")
        wait(lambda: len(folder.produced) == 2)

    assert folder.produced == [{}, {}]


def test_where_the_system_cannot_watch_it_polls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Exhausted(watch.PollingObserver):
        def start(self) -> None:
            raise OSError(28, "no more watches")

    monkeypatch.setattr(watch, "Observer", Exhausted)
    with Folder(tmp_path) as folder:
        folder.now_holds(a=1)
        wait(lambda: len(folder.produced) == 2)


def test_a_run_that_could_not_do_everything_is_tried_again_unaided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "_RETRY", 0.05)
    with Folder(tmp_path) as folder:
        folder.whole = False
        folder.now_holds(a=1)
        wait(lambda: len(folder.produced) >= 4)
        folder.whole = True
        time.sleep(0.5)
        count = len(folder.produced)
        time.sleep(0.5)

    assert len(folder.produced) == count


def test_no_wait_is_so_long_that_ctrl_c_is_not_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float | None] = []

    class Bell(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout)
            return super().wait(timeout)

    monkeypatch.setattr(watch, "_FULL_LOOK", 1.0)
    watching = Watch(tmp_path, 0.05, "否", dict, lambda: True)
    watching._rung = Bell()
    begun = time.monotonic()
    watching._wait()

    assert 1.0 <= time.monotonic() - begun < 2
    assert all(each is not None and each <= 0.25 for each in waits)
    watching._rung.set()
    begun = time.monotonic()
    watching._wait()
    assert time.monotonic() - begun < 0.2


def test_a_file_that_another_program_holds_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_ASK_AFTER", 0.15)
    with Folder(tmp_path) as folder:
        folder.held = [Path("a")]
        folder.now_holds(a=1)
        wait(lambda: bool(folder.asked))
        assert len(folder.produced) == 1
        folder.held = []
        wait(lambda: len(folder.produced) == 2)

    assert folder.asked == [[Path("a")]]


def test_what_stays_held_is_read_in_the_end_so_that_the_run_can_name_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "_LONGEST_HOLD", 0.3)
    with Folder(tmp_path) as folder:
        folder.held = [Path("a")]
        folder.now_holds(a=1)
        wait(lambda: len(folder.produced) == 2)
