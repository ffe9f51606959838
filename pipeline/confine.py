"""Below the rooms: other processes, with limits. A program run once, and a helper that reads foreign files for us.

A parser may abort its process, loop, or take all memory: so what others wrote is parsed in a helper that may die of it.
One helper serves many calls; a fresh one is started only after a death. Memory is limited by `resource`, on Windows by
a job; where the system has neither (macOS, for programs), the limit of time and the separate process remain.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import math
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from pipeline import collector, job
from pipeline.model.errors import WorkspaceError
from pipeline.model.frozen import frozen

_LENGTH = struct.Struct("<Q")
_MEMORY = 512 * 1024 * 1024  # bytes of data that a helper may hold
_OUT_OF_MEMORY = "out of memory"
_STARTING = 120.0  # seconds for a helper to start and import what it needs: nothing foreign is in that
_AT_ONCE = 1.0  # seconds: what dies later has died of its own work
_MANY = 200_000  # new objects before the helper looks for cycles among them
_TICK = 0.5  # seconds between two looks at a running program


class Died(Exception):  # noqa: N818 - it is the helper that died
    """The helper died of its task; `reason` is "memory", "time" or "abort"."""

    count = 0  # in this process: what came of a run in which one died may come out otherwise in the next

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        Died.count += 1
        self.reason = reason


class Failed(WorkspaceError):  # noqa: N818 - it is the program that has
    """A program did not succeed; `code` is what it ended with, negative for a signal, None where it was too late."""

    def __init__(self, message: str, code: int | None = None) -> None:
        super().__init__(message)
        self.code = code


@frozen
class _Death:
    """How a child died of a task."""

    reason: str
    fault: BaseException | None = None


class Helper:
    """A child process that calls functions for us, one at a time; safe to share between threads."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._end_job: Callable[[], object] = _nothing
        self._turn = threading.Lock()
        self._ready: set[str] = set()  # modules that the child has imported

    def call(self, function: str, *arguments: object, seconds: float) -> Any:
        """Return what `function` (module:name) returns for picklable `arguments`. Raises Died.

        A helper that has served others may die of those: of what they have left in memory, by the system's hand between
        two calls. So a fresh one is asked once more where it died at once. Starting and importing are no part of the
        task's time, for both take what a busy machine gives them.
        """
        with self._turn:
            fresh, begun = not self._is_running(), time.monotonic()
            found = self._asked(function, arguments, seconds)
            if isinstance(found, _Death) and not fresh and time.monotonic() - begun < _AT_ONCE:
                self.close()
                found = self._asked(function, arguments, seconds)
        if isinstance(found, _Death):
            raise Died(found.reason) from found.fault
        return found

    def _asked(self, function: str, arguments: tuple[object, ...], seconds: float) -> Any:
        """Return what the child answers, or how it died."""
        module = function.partition(":")[0]
        if not self._is_running() or module not in self._ready:
            found = self._exchanged((f"{__name__}:prepared", (module,)), _STARTING)
            if isinstance(found, _Death):
                return found
            self._ready.add(module)
        return self._exchanged((function, arguments), seconds)

    def _exchanged(self, message: object, seconds: float) -> Any:
        child = self._started()
        assert child.stdin is not None
        assert child.stdout is not None
        late = threading.Event()
        alarm = threading.Timer(seconds, _kill, (child, late))
        alarm.start()
        try:
            _send(child.stdin, message)
            done, value = _receive(child.stdout)
        except (OSError, EOFError, pickle.UnpicklingError) as fault:
            self.close()
            return _Death("time" if late.is_set() else "abort", fault)
        finally:
            alarm.cancel()
        if done:
            return value
        return _Death("memory" if value == _OUT_OF_MEMORY else "abort")

    def _is_running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def _started(self) -> subprocess.Popen[bytes]:
        if not self._is_running():
            self.close()
            root = str(Path(__file__).parent.parent)
            path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
            self._child = subprocess.Popen(
                [sys.executable, "-m", "pipeline.confine"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": path},
            )
            self._end_job = _in_a_job(self._child, _MEMORY)
        assert self._child is not None
        return self._child

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        self._ready.clear()
        if child is not None:
            child.kill()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()
            child.wait()
        end_job, self._end_job = self._end_job, _nothing
        end_job()


def _nothing() -> None:
    return


def _in_a_job(child: subprocess.Popen[Any], memory: int) -> Callable[[], object]:
    return job.limit(int(getattr(child, "_handle", 0)), memory)  # there on Windows only


def _kill(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _send(pipe: IO[bytes], message: object) -> None:
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    with collector.without_passes():
        return pickle.loads(data)  # noqa: S301 - from our own child


_shared = Helper()
atexit.register(_shared.close)


def shared() -> Helper:
    """Return the process's one helper."""
    return _shared


def _serve() -> None:
    """Answer calls until the parent hangs up. Runs in the child."""
    _limit()
    gc.disable()  # what is read is sent away at once; nothing here makes cycles, and a pass over it costs a second
    asked, answered = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not mix with the answers
    while True:
        try:
            function, arguments = _receive(asked)
        except EOFError:
            return
        try:
            module, _, name = function.partition(":")
            answer: tuple[bool, object] = (True, getattr(importlib.import_module(module), name)(*arguments))
            _send(answered, answer)
            answer = arguments = None  # type: ignore[assignment]
            if gc.get_count()[0] > _MANY:  # a pass over what was imported and compiled costs 30 ms: not on each call
                gc.collect()
                gc.freeze()
        except MemoryError:
            answer = arguments = None  # type: ignore[assignment]
            _send(answered, (False, _OUT_OF_MEMORY))


def prepared(module: str) -> None:
    """Import what a task needs. Runs in the child."""
    importlib.import_module(module)


def _limit() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(
    command: Sequence[str],
    *,
    folder: Path,
    seconds: float,
    environment: Mapping[str, str] | None = None,
    on_tick: Callable[[], None] | None = None,
    memory: int = 0,
    busy: float = 0.0,
) -> str:
    """Run a program and return what it printed; late, it is killed with all that it started.

    `environment` is added to ours; `on_tick` is called twice a second. `memory`: bytes that it may hold, 0 for any
    number; with it goes a limit of processor time, `busy` seconds or as many as it may take. Raises WorkspaceError,
    Failed with the last words.
    """
    name = Path(command[0]).name
    try:
        child = subprocess.Popen(  # noqa: S603 - our own words, no shell
            list(command), cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, encoding="utf-8", errors="replace", start_new_session=True,
            env=os.environ | (environment or {}),
        )  # fmt: skip
    except OSError as fault:
        raise WorkspaceError(f"{command[0]} 运行不了：没有这个程序，或者没有权限") from fault
    end_job = _limit_another(child, memory, busy or seconds) if memory else _nothing
    try:
        said, complained = _waited(child, seconds, on_tick)
    except subprocess.TimeoutExpired as fault:
        raise Failed(f"{name} 超过 {seconds:.0f} 秒还没有做完，已停止") from fault
    finally:
        if child.returncode is None:  # late, or somebody pressed Ctrl-C
            _kill_tree(child)
        end_job()
    if child.returncode:
        last = "\n".join((complained or said).strip().splitlines()[-3:])
        raise Failed(f"{name} 没有成功：{last}", child.returncode)
    return said


def _limit_another(child: subprocess.Popen[str], memory: int, busy: float) -> Callable[[], object]:
    """Limit a program that has just been started and return what ends its job; macOS can limit its time only."""
    with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.prlimit(child.pid, resource.RLIMIT_DATA, (memory, memory))
        resource.prlimit(child.pid, resource.RLIMIT_CPU, (math.ceil(busy), math.ceil(busy)))
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (memory, memory))
        resource.prlimit(child.pid, resource.RLIMIT_CORE, (0, 0))
    return _in_a_job(child, memory)


def _waited(child: subprocess.Popen[str], seconds: float, on_tick: Callable[[], None] | None) -> tuple[str, str]:
    """Return what a program printed once it has ended. Raises TimeoutExpired."""
    end = time.monotonic() + seconds
    while True:
        try:
            return child.communicate(timeout=min(_TICK, max(end - time.monotonic(), 0)))
        except subprocess.TimeoutExpired:
            if on_tick is not None:
                on_tick()
            if time.monotonic() >= end:
                raise


def _kill_tree(child: subprocess.Popen[str]) -> None:
    """End a program and all that it started: LibreOffice's own process is a grandchild of ours."""
    with contextlib.suppress(OSError):
        if os.name == "nt":
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(child.pid)], capture_output=True, check=False)  # noqa: S603, S607
        else:
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.communicate()


if __name__ == "__main__":
    _serve()
