"""A connection to SQLite whose faults are LedgerErrors: whichever statement meets a damaged or a full file, it says so.

What is to be done differs: the ledger can be made again, sent.db cannot. So each of the two brings its own Cures.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

from pipeline.disk import in_words
from pipeline.model.errors import LedgerError
from pipeline.model.frozen import frozen

_HELD = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_FORBIDDEN = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH})
_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
_SAID = {
    sqlite3.SQLITE_CORRUPT: "内容损坏",
    sqlite3.SQLITE_NOTADB: "不是数据库文件，或者内容损坏",
    sqlite3.SQLITE_FULL: "磁盘已满",
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
    sqlite3.SQLITE_BUSY: "正被别的程序使用",
    sqlite3.SQLITE_LOCKED: "正被别的程序使用",
    sqlite3.SQLITE_READONLY: "只读",
    sqlite3.SQLITE_PERM: "没有权限",
    sqlite3.SQLITE_AUTH: "没有权限",
    sqlite3.SQLITE_CANTOPEN: "打不开",
    sqlite3.SQLITE_NOMEM: "内存不够",
}
_NOT_MADE = "数据读出来不对"


@frozen
class Cures:
    """What a clerk is told, each with {path} and {fault}."""

    damaged: str
    newer: str
    forbidden: str
    no_room: str
    held: str


class Newer(sqlite3.DatabaseError):
    """A newer program wrote the file."""


class Damaged(sqlite3.DatabaseError):
    """SQLite has found something wrong with the file."""


def forbidden(fault: BaseException | None) -> bool:
    """Whether the system does not let the file be written."""
    return isinstance(fault, OSError) or (getattr(fault, "sqlite_errorcode", None) or 0) & 0xFF in _FORBIDDEN


def error(fault: Exception, path: Path, cures: Cures) -> LedgerError:
    """Return what a fault of the database means to a clerk."""
    code = getattr(fault, "sqlite_errorcode", None)
    kind = 0 if code is None else code & 0xFF
    words = cures.damaged
    if isinstance(fault, Newer):
        words = cures.newer
    elif forbidden(fault):
        words = cures.forbidden
    elif kind in _HELD:
        words = cures.held
    elif kind in _NO_ROOM:
        words = cures.no_room
    said = in_words(fault) if isinstance(fault, OSError) else _NOT_MADE
    if code is not None:
        said = _SAID.get(kind, f"数据库错误 {code}")
    return LedgerError(words.format(path=path, fault=said))


class Guarded(sqlite3.Connection):
    """Every statement and every row that is asked for raises LedgerError where the database fails."""

    path: Path
    cures: Cures

    @contextlib.contextmanager
    def guard(self, *more: type[Exception]) -> Iterator[None]:
        """Let a fault of the database be a LedgerError, and `more`: what a value that it gave may raise.

        A statement that is wrong stays a bug.
        """
        try:
            yield
        except sqlite3.ProgrammingError:
            raise
        except Exception as fault:
            if not isinstance(fault, (sqlite3.DatabaseError, *more)):
                raise
            raise error(fault, self.path, self.cures) from fault

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Do one statement."""
        return self.cursor(_Rows).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
        """Do one statement for many rows."""
        return self.cursor(_Rows).executemany(sql, parameters)


class _Rows(sqlite3.Cursor):
    """What a statement gives; damage may show at any row."""

    connection: Guarded

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        with self.connection.guard():
            return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> Self:
        with self.connection.guard():
            return super().executemany(sql, parameters)

    def fetchone(self) -> Any:
        with self.connection.guard():
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        with self.connection.guard():
            return super().fetchall()

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.DatabaseError as fault:
            raise error(fault, self.connection.path, self.connection.cures) from fault


def connected(where: Path | str, path: Path, cures: Cures, seconds: float, *, uri: bool = False) -> Guarded:
    """Return a connection in autocommit mode. Raises LedgerError."""
    try:
        database = sqlite3.connect(where, timeout=seconds, isolation_level=None, factory=Guarded, uri=uri)
    except sqlite3.DatabaseError as fault:
        raise error(fault, path, cures) from fault
    database.path, database.cures = path, cures
    return database


def in_one_file(path: Path, cures: Cures, seconds: float, prepare: Callable[[Guarded], None]) -> Guarded:
    """Return a database that lies in one file, made where there is none, looked through and prepared.

    Nothing of it lies beside the file between two transactions, so what a backup copies is whole. Raises LedgerError.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise error(fault, path, cures) from fault
    database = connected(path, path, cures, seconds)
    try:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA synchronous = EXTRA")
        with database.guard():
            must_be_sound(database)
            prepare(database)
    except BaseException:
        database.close()
        raise
    return database


def damage(database: sqlite3.Connection) -> str:
    """Return what SQLite finds wrong with the file, "" if nothing."""
    try:
        (said,) = sqlite3.Connection.execute(database, "PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as fault:
        return str(fault)
    return "" if said == "ok" else str(said)


def must_be_sound(database: sqlite3.Connection) -> None:
    """Raise Damaged where SQLite finds something wrong with the file."""
    if found := damage(database):
        raise Damaged(found)


def readable(path: Path, *, wal: bool = False) -> str:
    """Return the URI that reads a database; with `wal`, where no log is left to be read, makes no file beside it."""
    left = path.with_name(f"{path.name}-wal")
    mode = "immutable=1" if wal and not (left.exists() and left.stat().st_size) else "mode=ro"
    return f"{path.resolve().as_uri()}?{mode}"
