"""The program's memory: which file was made from which facts, and what it weighed. SQLite, one writer.

What was made can be made again, so the ledger may be deleted: the next build makes everything again in memory, calls
equal outputs unchanged and different ones hand-edited, and loses only the history. Values that documents show are
kept (compressed, beside the documents that hold them) so that sheet 变更 can say what changed from what.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipeline.model.errors import LedgerError

_MIGRATIONS = (
    """
    CREATE TABLE document (
        path TEXT PRIMARY KEY,         -- relative to the workspace
        beside TEXT NOT NULL,          -- the document that this is a 新版 of, else its own path
        campaign TEXT NOT NULL,
        kind TEXT NOT NULL,
        branch TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        digest TEXT NOT NULL,
        size INTEGER NOT NULL,
        mtime INTEGER NOT NULL,        -- nanoseconds, as the file system gave it after writing
        inode INTEGER NOT NULL,
        made TEXT NOT NULL,            -- ISO time of the run
        facts BLOB NOT NULL            -- used values, JSON, zlib
    ) STRICT;
    CREATE INDEX document_campaign ON document (campaign);
    CREATE TABLE run (number INTEGER PRIMARY KEY, started TEXT NOT NULL, engine TEXT NOT NULL) STRICT;
    """,
    "ALTER TABLE document ADD COLUMN findings TEXT NOT NULL DEFAULT ''",  # as review.reviewer.packed writes them
    "ALTER TABLE run ADD COLUMN ended TEXT NOT NULL DEFAULT ''",  # '' = at work, or killed
)
_LOCK_POLL = 0.1  # seconds between two looks at whether the other run has ended
_WAIT = 30.0  # seconds that a second program waits for the first one's transaction


@dataclass(frozen=True, slots=True)
class Entry:
    """One file that this program has written."""

    path: str
    beside: str
    campaign: str
    kind: str
    branch: str
    fingerprint: str
    digest: str
    size: int
    mtime: int
    inode: int
    made: str
    findings: str = ""
    facts: bytes = b""  # the used values, JSON, zlib


class Ledger:
    """A context manager; only this class speaks to the database."""

    def __init__(self, path: Path, *, dry: bool = False) -> None:
        """Open the ledger at `path`; a dry run of a workspace that has none yet makes none."""
        self._path = path
        try:
            if not dry:
                path.parent.mkdir(parents=True, exist_ok=True)
            where = path if path.exists() or not dry else ":memory:"
            self._database = sqlite3.connect(where, timeout=_WAIT, isolation_level=None)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = FULL")
            self._migrate()
        except sqlite3.DatabaseError as fault:
            raise LedgerError(
                f"台账 {path} 打不开（{fault}）。请先关掉别的 gongwen；如果仍然打不开，可以删掉它："
                "下一次运行会重新核对全部文件，不会丢失文件"
            ) from fault

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    @contextlib.contextmanager
    def exclusive(self, on_wait: Callable[[], None], patience: float) -> Iterator[None]:
        """Hold the workspace for one run: two builds, or a watcher and a build, work one after the other.

        A lock of SQLite's own on a file of its own: it ends with the process, however that ends. `on_wait` is called
        once if another run holds it; after `patience` seconds LedgerError.
        """
        lock = sqlite3.connect(self._path.with_name("lock.db"), timeout=0, isolation_level=None)
        try:
            deadline = time.monotonic() + patience
            waited = False
            while True:
                try:
                    lock.execute("BEGIN EXCLUSIVE")
                    break
                except sqlite3.OperationalError as fault:
                    if time.monotonic() > deadline:
                        raise LedgerError("另一个 gongwen 一直在运行，请等它做完，或先关掉它") from fault
                if not waited:
                    waited = True
                    on_wait()
                time.sleep(_LOCK_POLL)
            yield
        finally:
            lock.close()

    def _migrate(self) -> None:
        """Bring the schema up to date; each step and the record of it commit together."""
        with self._transaction():
            (version,) = self._database.execute("PRAGMA user_version").fetchone()
            for number, script in enumerate(_MIGRATIONS[version:], version + 1):
                for statement in script.split(";"):
                    if statement.strip():
                        self._database.execute(statement)
                self._database.execute(f"PRAGMA user_version = {number:d}")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """Write under a lock taken at once: a deferred one fails half-way when two programs meet."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def entries(self, campaign: str) -> dict[str, Entry]:
        """Return what is known of a campaign's files by path, without the facts."""
        columns = "path, beside, campaign, kind, branch, fingerprint, digest, size, mtime, inode, made, findings"
        rows = self._database.execute(f"SELECT {columns} FROM document WHERE campaign = ?", (campaign,))  # noqa: S608
        return {row[0]: Entry(*row) for row in rows}

    def campaigns(self) -> list[str]:
        """Return the campaigns that something has been made for."""
        return [name for (name,) in self._database.execute("SELECT DISTINCT campaign FROM document ORDER BY 1")]

    def facts(self, path: str) -> str:
        """Return the used values (JSON) of the file as it was last made; "" if it is not known."""
        row = self._database.execute("SELECT facts FROM document WHERE path = ?", (path,)).fetchone()
        return zlib.decompress(row[0]).decode("utf-8") if row else ""

    def record(self, new: Iterable[Entry], gone: Iterable[str] = ()) -> None:
        """Record files just put in place, and drop those that are no longer the program's business, in one step.

        Called after the files are safely on disk; itself on disk when it returns.
        """
        names = [name for name in Entry.__slots__ if name not in {"facts", "findings"}]
        rows = [(*(getattr(entry, name) for name in names), entry.facts, entry.findings) for entry in new]
        with self._transaction():
            self._database.executemany("DELETE FROM document WHERE path = ?", [(path,) for path in gone])
            self._database.executemany("REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def begin_run(self, started: str, engine: str) -> bool:
        """Note that a run has begun; return whether the one before came to its end."""
        with self._transaction():
            last = self._database.execute("SELECT ended FROM run ORDER BY number DESC LIMIT 1").fetchone()
            self._database.execute("INSERT INTO run (started, engine) VALUES (?, ?)", (started, engine))
        return bool(last and last[0])

    def end_run(self, ended: str) -> None:
        """Note that the run has come to its end: nothing of it is left half done."""
        with self._transaction():
            self._database.execute("UPDATE run SET ended = ? WHERE number = (SELECT max(number) FROM run)", (ended,))

    def last_run(self) -> str:
        """Return when the last run began, "" if there was none."""
        row = self._database.execute("SELECT max(started) FROM run").fetchone()
        return row[0] or ""
