"""The ledger's tables and how they came about; how one program at a time writes them."""

from __future__ import annotations

import contextlib
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.model.errors import LedgerError

_MIGRATIONS = (
    """
    CREATE TABLE document (
        path TEXT PRIMARY KEY, beside TEXT NOT NULL, campaign TEXT NOT NULL, kind TEXT NOT NULL, branch TEXT NOT NULL,
        fingerprint TEXT NOT NULL, digest TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL,
        inode INTEGER NOT NULL, made TEXT NOT NULL, facts BLOB NOT NULL
    ) STRICT;
    CREATE INDEX document_campaign ON document (campaign);
    CREATE TABLE run (number INTEGER PRIMARY KEY, started TEXT NOT NULL, engine TEXT NOT NULL) STRICT;
    """,
    "ALTER TABLE document ADD COLUMN findings TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE run ADD COLUMN ended TEXT NOT NULL DEFAULT ''",  # '' = at work, or killed
    """
    CREATE TABLE made (
        path TEXT PRIMARY KEY, beside TEXT NOT NULL, campaign TEXT NOT NULL, kind TEXT NOT NULL, branch TEXT NOT NULL,
        fingerprint TEXT NOT NULL, digest TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL,
        inode INTEGER NOT NULL, made TEXT NOT NULL, template TEXT NOT NULL, engine TEXT NOT NULL,
        findings BLOB NOT NULL, run INTEGER NOT NULL, facts BLOB NOT NULL
    ) STRICT;
    INSERT INTO made SELECT path, beside, campaign, kind, branch, fingerprint, digest, size, mtime, inode, made,
        '', '', packed(findings), 0, facts FROM document;
    DROP TABLE document;
    ALTER TABLE made RENAME TO document;
    CREATE INDEX document_campaign ON document (campaign);
    CREATE TABLE event (
        number INTEGER PRIMARY KEY, run INTEGER NOT NULL, campaign TEXT NOT NULL, path TEXT NOT NULL,
        what TEXT NOT NULL, file TEXT NOT NULL, changes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX event_path ON event (path);
    CREATE INDEX event_campaign ON event (campaign, run) WHERE length(changes) > 0;
    """,
    """
    ALTER TABLE event ADD COLUMN kind TEXT NOT NULL DEFAULT '';
    ALTER TABLE event ADD COLUMN branch TEXT NOT NULL DEFAULT '';
    CREATE INDEX event_run ON event (run);
    CREATE INDEX event_withdrawn ON event (campaign, what) WHERE what = '已撤下';
    """,
    """
    CREATE TABLE branch (
        campaign TEXT NOT NULL, name TEXT NOT NULL, stamp TEXT NOT NULL, papers BLOB NOT NULL,
        PRIMARY KEY (campaign, name)
    ) STRICT;
    """,
    "CREATE TABLE campaign (folder TEXT PRIMARY KEY, name TEXT NOT NULL, start TEXT NOT NULL) STRICT",
)
_UNWRITABLE = "台账写不进去（{fault}）。请腾出磁盘空间，或关掉别的 gongwen，再运行一次；文件都不会丢"
_LOCK_POLL = 0.1  # seconds between two looks at whether the other run has ended
_WAIT = 30.0  # seconds that a second program waits for the first one's transaction


def opened(where: Path | str, *, shared_disk: bool) -> sqlite3.Connection:
    """Return the database with its schema up to date. Raises sqlite3.DatabaseError.

    `shared_disk`: on a network drive a write-ahead log cannot work, its index lies in memory that only one machine has.
    """
    database = sqlite3.connect(where, timeout=_WAIT, isolation_level=None)
    database.create_function("packed", 1, packed, deterministic=True)
    database.create_function("unpacked", 1, unpacked, deterministic=True)
    database.create_function("moved", 3, moved, deterministic=True)
    try:
        database.execute(f"PRAGMA journal_mode = {'DELETE' if shared_disk else 'WAL'}")
        database.execute("PRAGMA synchronous = FULL")
        _migrate(database)
    except BaseException:
        database.close()
        raise
    return database


def _migrate(database: sqlite3.Connection) -> None:
    """Bring the schema up to date; each step and the record of it commit together."""
    while True:
        with transaction(database):
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version > len(_MIGRATIONS):
                raise sqlite3.DatabaseError("a newer program wrote it")
            if version == len(_MIGRATIONS):
                return
            for statement in _MIGRATIONS[version].split(";\n"):
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {version + 1:d}")


@contextlib.contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Write under a lock taken at once: a deferred one fails half-way when two programs meet. Raises LedgerError."""
    try:
        database.execute("BEGIN IMMEDIATE")
        try:
            yield
            database.execute("COMMIT")
        except BaseException:
            if database.in_transaction:
                database.execute("ROLLBACK")
            raise
    except sqlite3.OperationalError as fault:  # disk full, read-only, held by another program for half a minute
        raise LedgerError(
            f"台账写不进去（{fault}）。请腾出磁盘空间，或关掉别的 gongwen，再运行一次；文件都不会丢"
        ) from fault


@contextlib.contextmanager
def exclusive(path: Path, on_wait: Callable[[], None], patience: float) -> Iterator[None]:
    """Hold the lock file at `path`; it is SQLite's own lock, so it ends with the process, however that ends.

    `on_wait` is called once if another program holds it; after `patience` seconds LedgerError.
    """
    lock = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        deadline = time.monotonic() + patience
        waited = False
        while True:
            try:
                lock.execute("BEGIN EXCLUSIVE")
                break
            except sqlite3.DatabaseError as fault:
                if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:  # a full disk is no other program
                    raise LedgerError(_UNWRITABLE.format(fault=fault)) from fault
                if time.monotonic() > deadline:
                    raise LedgerError("另一个 gongwen 一直在运行，请等它做完，或先关掉它") from fault
            if not waited:
                waited = True
                on_wait()
            time.sleep(_LOCK_POLL)
        yield
    finally:
        lock.close()


def packed(text: str) -> bytes:
    """Return text as a BLOB column holds it: zlib, nothing for nothing."""
    return zlib.compress(text.encode("utf-8", "replace"), 1) if text else b""


def moved(path: str, old: str, new: str) -> str:
    """Return a path below outputs/ as it is once the campaign's folder has another name."""
    home = f"outputs/{old}/"
    return f"outputs/{new}/{path.removeprefix(home)}" if path.startswith(home) else path


def unpacked(data: bytes) -> str:
    """Return the text of a BLOB column."""
    return zlib.decompress(data).decode("utf-8") if data else ""
