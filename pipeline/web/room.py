"""A workspace that the page has open: its lock, its worker, its watch, what stands where."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline import disk
from pipeline.errands import presence
from pipeline.model.errors import LedgerError, PipelineError
from pipeline.model.frozen import frozen
from pipeline.web import names
from pipeline.web.jobs import Job, Phase, Stopped, Worker, bug
from pipeline.web.standing import Standing
from pipeline.web.stream import News

if TYPE_CHECKING:  # heavy: the threads import it
    from pipeline.desk import Desk
    from pipeline.errands import waiting
    from pipeline.model.settings import Settings
    from pipeline.produce import Report
    from pipeline.watch import Watch

_LAST_PARCEL = 30.0  # seconds that the page waits at its end for what is at work
_AFTER = 5.0  # … and for the watch
_AGAIN = (0.2, 1.0, 3.0)  # seconds between two tries to look into the ledger
_SHOWN = 3
BUILD = "出文件"
TRAY = "outputs/.gongwen/待收"  # what was dropped of returns and is not filed yet
SETTLED = "settled"  # in `lasting`: what came of inputs/待排版 the last time that something new lay there


class Log(Protocol):
    """Where runs and bugs are noted."""

    def journal(self, workspace: Path) -> AbstractContextManager[Callable[[Report], None]]:
        """Give a function that notes a run."""

    def bug(self, fault: Exception) -> None:
        """Note a bug."""


def is_workspace(folder: Path) -> bool:
    """Whether a folder is one that gongwen can work in."""
    return (folder / "inputs").is_dir() and (folder / "templates").is_dir()


@frozen
class Tending:
    """What the watch has to say."""

    words: str = ""
    paths: tuple[str, ...] = ()


class Room:
    """A workspace at work. Raises TakenError, LedgerError, DiskError where it cannot be opened."""

    def __init__(self, workspace: Path, page: presence.PageAddress, tell: Callable[[News], None], log: Log) -> None:
        self.workspace, self._tell, self._log = workspace, tell, log
        self.standing = Standing()
        self.tending = Tending()
        self.kept: dict[str, object] = {}  # what screens have asked for: key → result; a build makes it stale
        self.lasting: dict[str, object] = {}  # what came of a sending, of reminders: as long as the page lives
        self._note: Callable[[Report], None] = lambda _: None
        with ExitStack() as opening:
            opening.enter_context(presence.alone(workspace))
            _sweep(workspace / "inputs")
            _sweep(workspace / TRAY)
            presence.announce(workspace, page)
            opening.callback(presence.withdraw, workspace)
            self._note = opening.enter_context(log.journal(workspace))
            self._held = opening.pop_all()
        self.worker = Worker(workspace, tell, log.bug, self._ended)
        self.worker.put(Job("看现在的情况", self._as_left, changes=False))
        self.build()  # the watch waits until all is quiet
        self._watch: Watch | None = None
        self._closed = threading.Event()
        self._watching = threading.Thread(target=self._tend, name="gongwen-watch", daemon=True)
        self._watching.start()

    def build(self) -> Job:
        """Have outputs/ brought up to date."""
        return self.worker.put(Job(BUILD, self._build, merges=BUILD, changes=False))

    def ask(self, key: str, what: str, do: Callable[[Desk, Job], object], *, yields: bool = False) -> object | None:
        """Return what a screen wants to know, None until the worker has found it out; a build makes it forget.

        What cannot be found out is a sentence that says why: a screen that is refreshed does not ask again and again.
        `yields`: what takes long and waits until nobody wants anything else.
        """
        if key in self.kept:
            return self.kept[key]

        def find(desk: Desk, job: Job) -> str:
            try:
                self.kept[key] = do(desk, job)
            except PipelineError as fault:
                self.kept[key] = str(fault)
                raise
            except Stopped:  # for another's sake: it is begun again
                raise
            except Exception as fault:
                self.kept[key] = bug(fault)
                raise
            return ""

        if not any(each.merges == key for each in self.worker.open_jobs):
            self.worker.put(Job(what, find, merges=key, may_stop=yields, changes=False, yields=yields))
        return None

    def close(self) -> bool:
        """End watch and worker; whether what was at work has ended."""
        self._closed.set()
        if self._watch is not None:
            self._watch.stop()
        ended = self.worker.close(_LAST_PARCEL)
        self._watching.join(_AFTER)
        self._held.close()
        return ended

    def _build(self, desk: Desk, job: Job) -> str:
        from pipeline.errands import waiting as waiting_room  # noqa: PLC0415
        from pipeline.produce import produce  # noqa: PLC0415

        def waiting() -> None:
            job.step("命令行正在更新，等它做完")

        def progress(_: str, done: int, total: int) -> None:
            job.step("正在出文件", done, total)

        job.tell("正在读收件夹")
        report = produce(desk, on_progress=progress, on_wait=waiting)
        self._note(report)
        job.step("正在排待排版里的文件")
        settled = waiting_room.settle(desk, waiting, partial(job.step, "正在排待排版里的文件"))
        if settled.outcomes:
            self.lasting[SETTLED] = settled
        job.may_stop = False
        job.step("正在看现在的情况")
        if self.standing.take(desk):
            self.kept.clear()
        else:  # what could not be found out is tried again
            for key in [key for key, value in self.kept.items() if isinstance(value, str)]:
                del self.kept[key]
        job.result = report
        self.worker.put(Job("记下文件里的话", _words, merges="words", changes=False, yields=True))
        written = len(report.written)
        said = f"新出 {written} 份" if written else "没有变化"
        said += f"，撤下 {len(report.moved)} 份" if report.moved else ""
        said += _settled(settled)
        errors = sum(each.is_error for each in self.standing.now.faults) if self.standing.now else 0
        return f"{said}，还有 {errors} 处错误要改。" if errors else f"{said}。"

    def _as_left(self, desk: Desk, _: Job) -> str:
        """Take what the last run has left: the first screen shows it before anything is read."""
        self.standing.take(desk, read=False)
        return ""

    def _ended(self, desk: Desk, job: Job) -> None:
        """Take the standing anew where a job may have changed it; a build has done so itself."""
        if job.changes:
            with contextlib.suppress(PipelineError):
                self.standing.take(desk)

    # --- the watch ------------------------------------------------------------------------------------------------

    def _tend(self) -> None:
        """Watch inputs/ and templates/; what changes asks for a build and waits for it."""
        from pipeline.desk import held, look  # noqa: PLC0415
        from pipeline.watch import Watch  # noqa: PLC0415

        try:
            settings = self._settings()
        except PipelineError as fault:
            self._say(str(fault), ())
            self.build().wait()  # it says the same, and the screens show it
            return
        watch = Watch(
            self.workspace, settings.quiet_seconds, settings.polling, lambda: look(self.workspace), self._produce, held
        )
        watch.on_unrest = lambda paths: self._say("还有文件在变化，等它们停下来", paths)
        watch.on_held = lambda paths: self._say("文件正被别的程序打开，请先关闭", paths)
        self._watch = watch
        if not self._closed.is_set():
            try:
                watch.run()
            except Exception as fault:  # noqa: BLE001 - the thread's last place: the page says that nobody watches
                self._log.bug(fault)
                self._say("没有在看着收件夹：请退出再打开", ())

    def _settings(self) -> Settings:
        """Return what gongwen.toml says; a ledger that is just being made is waited for."""
        from pipeline.desk import opened  # noqa: PLC0415

        for wait in _AGAIN:
            with contextlib.suppress(LedgerError), opened(self.workspace, read_only=True) as desk:
                return desk.settings
            self._closed.wait(wait)
        with opened(self.workspace, read_only=True) as desk:
            return desk.settings

    def _produce(self) -> bool:
        """Build, and say whether everything could be done."""
        job = self.build()
        while not job.wait(1.0):
            if self._closed.is_set():
                return True
        self._say("", ())
        report = job.result
        return job.phase is not Phase.FAILED and not getattr(report, "hindered", "")

    def _say(self, words: str, paths: Sequence[Path]) -> None:
        names = tuple(path.relative_to(self.workspace).as_posix() for path in paths[:_SHOWN])
        if self.tending != Tending(words, names):
            self.tending = Tending(words, names)
            self._tell(News.JOB)


def _sweep(home: Path) -> None:
    """Remove what a killed page has left of files that it was taking, or of copies that it was mending."""
    for ending in (names.ASIDE, disk.TEMPORARY):
        for path in home.rglob(f".*{ending}"):
            with contextlib.suppress(OSError):  # held by another program: at the next start
                path.unlink()


def _settled(settled: waiting.Settled) -> str:
    """Say what came of the folder whose papers wait to be set."""
    written = sum(each.written is not None for each in settled.outcomes)
    failed = sum(bool(each.fault) for each in settled.outcomes)
    words = f"，排好 {written} 份（在 outputs/排版）" if written else ""
    return words + (f"，{failed} 份排不了（看“排版”）" if failed else "")


def _words(desk: Desk, job: Job) -> str:
    """Take the words of papers that have changed, so that they can be found."""
    from pipeline.errands import searching  # noqa: PLC0415

    searching.refresh(
        desk, on_progress=lambda done, total: job.step("正在记下文件里的话", done, total), stop=lambda: job.stops
    )
    return ""


logging.getLogger("uvicorn.error").addHandler(logging.NullHandler())
