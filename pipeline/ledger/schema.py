"""The ledger's tables and how they came about; how one program at a time writes them."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline import disk
from pipeline.ledger.soundness import Cures, Guarded, Newer, connected, error, forbidden, readable
from pipeline.model.errors import LedgerError

try:
    from isal.isal_zlib import compress  # zlib's format, in a tenth of its time
except ImportError:  # a platform without a wheel
    from zlib import compress

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
    """
    CREATE TABLE campaign_now (folder TEXT PRIMARY KEY, told BLOB NOT NULL) STRICT;
    CREATE TABLE unit_now (
        campaign TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, short TEXT NOT NULL, folder TEXT NOT NULL,
        states TEXT NOT NULL, phases TEXT NOT NULL, papers BLOB, PRIMARY KEY (campaign, place)
    ) STRICT;
    CREATE TABLE fault_now (
        campaign TEXT NOT NULL, place INTEGER NOT NULL, key TEXT NOT NULL, severity TEXT NOT NULL,
        stops INTEGER NOT NULL, told BLOB NOT NULL, PRIMARY KEY (campaign, place)
    ) STRICT;
    CREATE TABLE looked (number INTEGER PRIMARY KEY, marks BLOB NOT NULL, recognised BLOB NOT NULL) STRICT;
    CREATE INDEX document_findings ON document (campaign) WHERE findings <> x'';
    """,
    "CREATE TABLE reading (key TEXT PRIMARY KEY, told BLOB NOT NULL) STRICT",
    "CREATE TABLE standstill (number INTEGER PRIMARY KEY, key TEXT NOT NULL, told BLOB NOT NULL) STRICT",
)
_UNWRITABLE = "台账写不进去（{fault}）。请腾出磁盘空间，或关掉别的 gongwen，再运行一次；文件都不会丢"
NEWEST = len(_MIGRATIONS)
CURES = Cures(
    damaged=(
        "台账 {path} 坏了或打不开（{fault}）。请先关掉别的 gongwen；如果仍然这样，可以删掉它：下一次运行会"
        "重新核对全部文件，不会丢失文件"
    ),
    newer=(
        "台账 {path} 打不开：是更新版本的 gongwen 写的。请换用新版本；一定要用这个版本的，可以删掉它：下一次运行会"
        "重新核对全部文件，不会丢失文件"
    ),
    forbidden=(
        "台账 {path} 不能写：文件夹或文件是只读的。请检查 outputs 文件夹的权限，或换一个可以写入的位置；台账不用删"
    ),
    no_room=_UNWRITABLE,
    held=_UNWRITABLE,
)
_LOCK_POLL = 0.1  # seconds between two looks at whether the other run has ended
_WAIT = 30.0  # seconds that a second program waits for the first one's transaction


def prepare(path: Path) -> None:
    """Make the folder that a database is to lie in. Raises LedgerError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise error(fault, path, CURES) from fault


def opened(path: Path, *, shared_disk: bool, read_only: bool) -> Guarded:
    """Return the database with its schema up to date. Raises LedgerError.

    `shared_disk`: on a network drive a write-ahead log cannot work, its index lies in memory that only one machine has.
    `read_only`: where there is none, none is made; one that cannot be written to is read all the same.
    """
    if read_only and not path.exists():
        return _prepared(":memory:", path, shared_disk=shared_disk)
    try:
        return _prepared(path, path, shared_disk=shared_disk)
    except LedgerError as fault:
        if not read_only or not forbidden(fault.__cause__):
            raise
        return _copy(path)


def _prepared(where: Path | str, path: Path, *, shared_disk: bool) -> Guarded:
    database = connected(where, path, CURES, _WAIT)
    try:
        database.execute(f"PRAGMA journal_mode = {'DELETE' if shared_disk else 'WAL'}")
        database.execute("PRAGMA synchronous = FULL")
        return _with_schema(database)
    except BaseException:
        database.close()
        raise


def _with_schema(database: Guarded) -> Guarded:
    for name, arguments, function in (("packed", 1, packed_text), ("unpacked", 1, unpacked_text), ("moved", 3, moved)):
        database.create_function(name, arguments, function, deterministic=True)
    with database.guard():
        keep_older(database, len(_MIGRATIONS))
        migrate(database, _MIGRATIONS)
    return database


def _copy(path: Path) -> Guarded:
    """Return a copy in memory: on a medium that is read-only no log can be made to read it with."""
    memory = connected(":memory:", path, CURES, _WAIT)
    with (
        contextlib.closing(connected(readable(path, wal=True), path, CURES, _WAIT, uri=True)) as source,
        memory.guard(),
    ):
        source.backup(memory)
    return _with_schema(memory)


def keep_older(database: Guarded, newest: int) -> None:
    """Keep a copy beside a database that an older program wrote: ledger.v6.db. Raises LedgerError.

    The copy is made aside and renamed: it is whole or not there. One of memory is a copy itself.
    """
    (version,) = database.execute("PRAGMA user_version").fetchone()
    (home,) = (row[2] for row in database.execute("PRAGMA database_list").fetchall() if row[1] == "main")
    if not home or not 0 < version < newest:
        return
    kept = database.path.with_name(f"{database.path.stem}.v{version}{database.path.suffix}")
    copy_to(database, kept)


def copy_to(database: Guarded, target: Path) -> None:
    """Copy a database as it is at one moment, whoever else has it open. Raises LedgerError, DiskError."""
    aside = disk.aside_name(target)
    try:
        with contextlib.closing(sqlite3.connect(aside, isolation_level=None)) as copy, database.guard():
            copy.execute("PRAGMA synchronous = FULL")
            database.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file: what lies beside it need not come along
        disk.put(aside, target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def migrate(database: sqlite3.Connection, migrations: Sequence[str]) -> None:
    """Bring the schema up to date; each step and the record of it commit together. Raises sqlite3.DatabaseError."""
    while True:
        with transaction(database):
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version > len(migrations):
                raise Newer("a newer program wrote it")
            if version == len(migrations):
                return
            for statement in migrations[version].split(";\n"):
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {version + 1:d}")


@contextlib.contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Write under a lock taken at once: a deferred one fails half-way when two programs meet. Raises LedgerError.

    Within another transaction of the same connection it is part of that one.
    """
    within = database.in_transaction
    if within:
        yield
        return
    with database.guard() if isinstance(database, Guarded) else contextlib.nullcontext():
        database.execute("BEGIN IMMEDIATE")
        try:
            yield
            database.execute("COMMIT")
        except BaseException:
            if database.in_transaction:
                with contextlib.suppress(LedgerError):  # the first fault is the one to tell
                    database.execute("ROLLBACK")
            raise


@contextlib.contextmanager
def exclusive(
    path: Path, on_wait: Callable[[], None], patience: float, on_look: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Hold the lock file at `path`; it is SQLite's own lock, so it ends with the process, however that ends.

    `on_wait` is called once if another program holds it, `on_look` before each further look; after `patience` seconds
    LedgerError.
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
            on_look()
        yield
    finally:
        lock.close()


def packed_text(text: str) -> bytes:
    """Return text as a BLOB column holds it: zlib, nothing for nothing."""
    return compress(text.encode("utf-8", "replace"), 1) if text else b""


def quoted_homes(old: str, new: str) -> tuple[str, str]:
    """Return how the paths of a campaign's papers begin in JSON, before and after its folder has another name."""
    before, after = (json.dumps(f"outputs/{name}/", ensure_ascii=False)[:-1] for name in (old, new))
    return before, after


def moved(path: str, old: str, new: str) -> str:
    """Return a path below outputs/ as it is once the campaign's folder has another name."""
    home = f"outputs/{old}/"
    return f"outputs/{new}/{path.removeprefix(home)}" if path.startswith(home) else path


UNPACKING = (zlib.error, ValueError)
"""What `unpacked` raises where a file was damaged and SQLite could not see it."""


def unpacked_text(data: bytes) -> str:
    """Return the text of a BLOB column."""
    return zlib.decompress(data).decode("utf-8") if data else ""
