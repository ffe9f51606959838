"""One function over many chunks of work: in processes of this machine, or on a Dask cluster.

What the chunks share travels once a worker, never once a chunk. Chunks and results travel as bytes that are packed and
opened here: Dask would take them apart on three more stations. Results come in the order of the chunks, and only so
many chunks are on their way that a million documents stream through. A worker that dies costs its chunks another try;
a chunk that kills three workers is done here, where its fault has a traceback.

The workers write files themselves: a cluster's machines must see the workspace under the same path.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from multiprocessing.shared_memory import SharedMemory
from types import FrameType
from typing import Any, Self, TypeVar

from pipeline import collector
from pipeline.model.errors import WorkspaceError
from pipeline.model.frozen import frozen

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")
Work = Callable[[Any, Chunk], Result]
"""A function of a module (it travels by name) of what is shared and one chunk."""

_TRIES = 3
_AHEAD = 2  # chunks on their way for each worker
_STEP = 0.25  # seconds
_PATIENCE = 10  # seconds to reach a cluster
_GRACE = 2.0  # seconds that a worker has to leave off where nothing is half done
WORTH_IT = 4000  # documents: a process needs a second or two to start and to compile the templates


@frozen
class Crew:
    """Who works: `processes` here, or the Dask cluster at `cluster` (tcp://…)."""

    processes: int = 0
    cluster: str = ""


def at_home(documents: int, worth_it: int = WORTH_IT) -> Crew | None:
    """Return this machine's crew for so many documents; None where processes would cost more than they save."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Crew(processes=cores) if cores > 1 and documents >= worth_it else None


def each(
    work: Work[Chunk, Result],
    shared: object,
    chunks: Iterable[Chunk],
    crew: Crew,
    *,
    on_deaths: Callable[[], object] = lambda: None,
) -> Iterator[Result]:
    """Yield work(shared, chunk) of each chunk, in order. Raises what `work` raises; WorkspaceError.

    `on_deaths` is called after the last one if a worker has died: what it was writing may lie about.
    """
    waiting = iter(chunks)
    on_their_way: deque[tuple[Chunk, int, Future[bytes]]] = deque()
    with _Crew(crew, work, shared) as hands:
        while True:
            while len(on_their_way) < _AHEAD * hands.count and (chunk := next(waiting, None)) is not None:
                on_their_way.append((chunk, 1, hands.submit(chunk)))
            if not on_their_way:
                if hands.lost:
                    on_deaths()
                return
            chunk, tries, future = on_their_way.popleft()
            try:
                result = _opened(_awaited(future))
            except hands.deaths:
                hands.renew()
                again = [(chunk, tries + 1)] if tries < _TRIES else []
                again += [(each, count) for each, count, _ in on_their_way]
                on_their_way = deque((each, count, hands.submit(each)) for each, count in again)
                if tries < _TRIES:
                    continue
                result = work(shared, chunk)
            yield result


def _awaited(future: Future[bytes]) -> bytes:
    """Return a worker's answer, waited for in steps: on Windows no Ctrl-C is heard within one (before Python 3.14)."""
    while not future.done():
        with contextlib.suppress(TimeoutError):
            future.exception(_STEP)
    return future.result()


class _Crew:
    """Workers who know what is shared."""

    def __init__(self, crew: Crew, work: Work[Any, Any], shared: object) -> None:
        self._crew, self._work, self._shared = crew, work, shared
        self._stack = contextlib.ExitStack()
        self._executor: Executor
        self._client: Any = None
        self._workers: set[str] = set()
        self._others = multiprocessing.active_children()
        self._starts = 0
        self.deaths: tuple[type[BaseException], ...] = (BrokenExecutor, CancelledError)
        self.count = crew.processes

    def __enter__(self) -> Self:
        self.renew()
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        if fault is not None:  # Ctrl-C, a full disk: nobody waits for what the others are still making
            self._dismiss()
        self._stack.close()

    def _dismiss(self) -> None:
        """Have the workers leave off: a run may be killed at any step."""
        if self._crew.cluster:
            return
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._stop()

    def _stop(self) -> None:
        """Have the workers leave off, and wait a little; who has not heard it, about to wait for work, is stopped."""
        own = [process for process in multiprocessing.active_children() if process not in self._others]
        for process in own:
            process.terminate()
        until = time.monotonic() + _GRACE
        for process in own:
            process.join(max(until - time.monotonic(), 0))
            process.kill()

    def renew(self) -> None:
        """Start, or start again after a death."""
        self._starts += 1
        if not self._crew.cluster:
            self._stop()  # a pool that breaks while it starts a worker would wait for that one for ever
        self._stack.close()
        self._stack = contextlib.ExitStack()
        if self._crew.cluster:
            self._on_cluster()
        else:
            with _without_complaints():
                memory = _lay_out(_packed(self._shared))
                self._stack.callback(_clear, memory)
                executor = ProcessPoolExecutor(
                    self._crew.processes,
                    multiprocessing.get_context("spawn"),
                    initializer=_know,
                    initargs=(memory.name,),
                )
                self._executor = self._stack.enter_context(executor)

    def _on_cluster(self) -> None:
        try:
            from distributed import Client, KilledWorker  # noqa: PLC0415 - the extra `cluster`
        except ImportError as fault:
            raise WorkspaceError("要用集群，请先安装：pip install 'gongwen[cluster]'") from fault
        try:
            client: Any = Client(self._crew.cluster, timeout=_PATIENCE)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as fault:
            raise WorkspaceError(f"连不上集群 {self._crew.cluster}，请检查地址，或不用 --cluster") from fault
        self._stack.enter_context(client)
        self.deaths = (BrokenExecutor, CancelledError, KilledWorker)
        self._client, self._workers = client, set(client.nthreads())
        self.count = max(sum(client.nthreads().values()), 1)
        self._executor = self._stack.enter_context(client.get_executor(pure=False))
        self._known = client.scatter(self._shared, broadcast=True, hash=False)

    @property
    def lost(self) -> bool:
        """Whether a worker has died. A cluster gives its chunk to another without a word."""
        return self._starts > 1 or bool(self._workers - set(self._client.nthreads() if self._client else ()))

    def submit(self, chunk: Any) -> Future[bytes]:
        """Give a chunk to a worker, who answers with a packed result; a death seen only here is told by the future."""
        packed = _packed(chunk)
        try:
            if self._crew.cluster:
                return self._executor.submit(_done, self._work, self._known, packed)
            return self._submit_here(packed)
        except self.deaths as death:
            lost: Future[bytes] = Future()
            lost.set_exception(death)
            return lost

    def _submit_here(self, packed: bytes) -> Future[bytes]:
        memory = _lay_out(packed)
        try:
            with _without_ctrl_c():
                future = self._executor.submit(_do, self._work, memory.name)
        except BaseException:
            _clear(memory)
            raise
        future.add_done_callback(lambda _: _clear(memory))
        return future


def _lay_out(packed: bytes) -> SharedMemory:
    """Lay bytes out where workers find them by a name.

    A pipe holds 64 KB, and who writes more waits for a reader: the start of a worker for the one before to be ready,
    and, in Pythons before 3.11.5, a pool whose workers are all gone for ever.
    """
    memory = SharedMemory(create=True, size=len(packed))
    assert memory.buf is not None
    memory.buf[: len(packed)] = packed
    return memory


def _clear(memory: SharedMemory) -> None:
    memory.close()
    memory.unlink()


def _packed(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _opened(packed: bytes) -> Any:
    return pickle.loads(packed)  # noqa: S301 - from our own parent, from our own workers


@contextlib.contextmanager
def _without_complaints() -> Iterator[None]:
    """Start what clears up after us if we are killed (multiprocessing's tracker), and have it do so without a word."""
    before = os.environ.get("PYTHONWARNINGS")
    os.environ["PYTHONWARNINGS"] = ",".join(filter(None, (before, "ignore:resource_tracker")))
    try:
        yield
    finally:
        del os.environ["PYTHONWARNINGS"]
        if before is not None:
            os.environ["PYTHONWARNINGS"] = before


@contextlib.contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Start workers who never hear Ctrl-C, not even before they know what they are: it comes to all of a terminal."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# --- in a worker ------------------------------------------------------------------------------------------------------


class Dismissed(BaseException):
    """The parent wants no more of this worker."""


_known: Any = None  # what is shared, in a process of ours
_at_work = _dismissed = False


def heed() -> None:
    """Leave off between two pieces of work, where nothing is half done, if the parent asks for it. Raises Dismissed.

    A signal's handler that raised by itself would do so anywhere, also where Python passes over it (`__del__`).
    """
    if _dismissed:
        raise Dismissed


def _done(work: Work[Any, Any], shared: object, packed: bytes) -> bytes:
    with collector.few_passes():
        return _packed(work(shared, _opened(packed)))


def _know(name: str) -> None:
    """Learn what is shared; leave Ctrl-C to the parent, and end with it: an orphan would write beside the next run."""
    global _known  # noqa: PLW0603 - once, when a worker starts
    atexit.register(os._exit, 0)  # the parent waits: to take all that this one knows apart costs a second
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _dismiss)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    _known = _opened(_found(name))


def _found(name: str) -> bytes:
    """Return what the parent has laid out, with what is left of its last page."""
    memory = SharedMemory(name)
    assert memory.buf is not None
    found = bytes(memory.buf)
    memory.close()
    return found


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _dismiss(_: int, frame: FrameType | None) -> None:
    """End, where nothing is half done: no chunk, and no result half sent, whose rest the parent would wait for."""
    global _dismissed  # noqa: PLW0603 - once
    _dismissed = True
    while frame is not None and frame.f_code.co_name != "_sendback_result":  # of concurrent.futures
        frame = frame.f_back
    if not _at_work and frame is None:
        os._exit(0)


def _do(work: Work[Any, Any], name: str) -> bytes:
    global _at_work  # noqa: PLW0603 - one chunk at a time
    _at_work = True
    try:
        return _done(work, _known, _found(name))
    except Dismissed:
        os._exit(0)
    finally:
        _at_work = False
        if _dismissed:
            os._exit(0)
