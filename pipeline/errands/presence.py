"""That a page is at work on a workspace: one at a time, held by a lock that ends with the process, however it ends."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from pipeline import ledger
from pipeline.model.errors import DiskError, LedgerError, NotReadyError
from pipeline.model.frozen import frozen

_FOLDER = Path("outputs", ".gongwen")
_FILE = "page.json"
_LOCK = "page.lock.db"
_MOMENT = 1.0  # seconds: somebody may just be looking whether a page lives


@frozen
class PageAddress:
    """Where the page of a workspace answers, and the secret that opens it once more."""

    pid: int
    port: int
    secret: str


class TakenError(NotReadyError):
    """Another page is at work on the workspace."""


@contextlib.contextmanager
def alone(workspace: Path) -> Iterator[None]:
    """Be the workspace's only page. Raises TakenError, LedgerError, DiskError."""
    try:
        (workspace / _FOLDER).mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise DiskError(f"{workspace / 'outputs'} 里写不了文件（{fault.strerror}）。请检查文件夹权限") from fault
    entered: queue.Queue[LedgerError | None] = queue.Queue()
    leave = threading.Event()
    holder = threading.Thread(target=_hold, args=(workspace / _FOLDER / _LOCK, entered, leave), daemon=True)
    holder.start()
    taken = entered.get()
    if taken is not None:
        raise TakenError(f"{workspace} 已经在另一个页面里打开。请用那一个，或先在那里退出") from taken
    try:
        yield
    finally:
        leave.set()
        holder.join()


def _hold(path: Path, entered: queue.Queue[LedgerError | None], leave: threading.Event) -> None:
    """Hold the lock in a thread of its own: SQLite lets nobody else give it back."""
    try:
        with ledger.exclusive(path, lambda: None, _MOMENT):
            entered.put(None)
            leave.wait()
    except LedgerError as fault:
        entered.put(fault)


def announce(workspace: Path, page: PageAddress) -> None:
    """Say where the page answers, to this user alone."""
    path = workspace / _FOLDER / _FILE
    aside = path.with_name(f".{_FILE}.tmp")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(page), file)
    aside.replace(path)


def withdraw(workspace: Path) -> None:
    """Say nothing any more."""
    with contextlib.suppress(OSError):
        (workspace / _FOLDER / _FILE).unlink()


def living(workspace: Path) -> PageAddress | None:
    """Return where the page of a workspace answers; None where none is at work."""
    folder = workspace / _FOLDER
    if not (folder / _LOCK).is_file():
        return None
    try:
        with ledger.exclusive(folder / _LOCK, lambda: None, 0):
            return None
    except LedgerError:
        pass
    try:
        return PageAddress(**json.loads((folder / _FILE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
