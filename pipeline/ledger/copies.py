"""A database as a file that can be carried away: copied while others have it open, looked through before it is used."""

from __future__ import annotations

import contextlib
from pathlib import Path

from pipeline.ledger import returned_book, schema, sent
from pipeline.ledger.soundness import Newer, connected, must_be_sound, readable

_WAIT = 30.0  # seconds that another program's transaction is waited for
_KNOWN = {
    "ledger.db": (schema.CURES, schema.NEWEST),
    "sent.db": (sent.CURES, sent.NEWEST),
    "returned.db": (returned_book.CURES, returned_book.NEWEST),
}


def copy_database(path: Path, target: Path) -> None:
    """Copy one of our databases, by its name, as it is at one moment. Raises LedgerError, DiskError."""
    cures, _ = _KNOWN[path.name]
    with contextlib.closing(connected(path, path, cures, _WAIT)) as database:
        schema.copy_to(database, target)
    check_copy(target, path)


def check_copy(path: Path, shown: Path | None = None) -> None:
    """See that a copy is whole and that no newer program wrote it; `shown`: how it is called. Raises LedgerError."""
    name = (shown or path).name
    cures, newest = _KNOWN[name]
    where = readable(path, wal=True)
    with contextlib.closing(connected(where, shown or path, cures, _WAIT, uri=True)) as database, database.guard():
        must_be_sound(database)
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version > newest:
            raise Newer("a newer program wrote it")
