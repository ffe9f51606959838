"""The Ledger: documents, runs and their history. Only this class speaks to the database."""

from __future__ import annotations

import contextlib
import functools
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pipeline import disk
from pipeline.ledger import schema
from pipeline.ledger.records import Entry, Event, RunRecord
from pipeline.ledger.schema import UNPACKING, packed_text, unpacked_text
from pipeline.ledger.soundness import damage
from pipeline.model.errors import LedgerError
from pipeline.model.work import Change

if TYPE_CHECKING:
    from pipeline.ledger.snapshot_rows import Snapshot

_COLUMNS = tuple(each.name for each in fields(Entry) if each.name not in {"findings", "facts"})
_STATED = _COLUMNS[:-1]  # all but the run
_KNOWN = (
    f"SELECT {', '.join(_COLUMNS)}, CASE WHEN findings = x'' THEN '' ELSE unpacked(findings) END"  # noqa: S608
    " FROM document"
)
_LAST = "\U0010ffff"  # no path has it: behind every path that starts alike
_EVENT = "path, campaign, what, file, changes, run, started, kind, branch"
_NO_SHARE = (
    "台账 {path} 在网络盘上：网络盘的文件锁靠不住，两台电脑同时写会把台账写坏。请把工作文件夹放到本机磁盘上；"
    "如果确定只有一台电脑使用，可在 gongwen.toml 里写 [台账] 和 允许网络盘 = true"
)


class Ledger:
    """A context manager."""

    def __init__(self, path: Path, *, read_only: bool = False, share_allowed: bool = False) -> None:
        """Open the ledger at `path`; to read only, none is made where none is. Raises LedgerError."""
        self._path = path
        self._run = 0
        self.on_look: Callable[[], None] = lambda: None  # while another run is waited for: it may raise
        self.since = 0  # the first of the runs that this one goes on with: those before it were killed
        shared = disk.on_network(path.parent)
        if shared and not read_only and not share_allowed:
            raise LedgerError(_NO_SHARE.format(path=path))
        if not read_only:
            schema.prepare(path)
        self._database = schema.opened(path, shared_disk=shared, read_only=read_only)

    @functools.cached_property
    def snapshot(self) -> Snapshot:
        """How everything stood at the end of the last run."""
        from pipeline.ledger.snapshot_rows import Snapshot  # noqa: PLC0415 - where nothing has changed nobody asks

        return Snapshot(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    @contextlib.contextmanager
    def exclusive(self, on_wait: Callable[[], None], patience: float) -> Iterator[None]:
        """Hold the workspace for one run: two builds, or a watcher and a build, work one after the other."""
        if not self._path.parent.is_dir():  # a look where nothing has been made yet: nobody else is at work
            yield
            return
        with schema.exclusive(self._path.with_name("lock.db"), on_wait, patience, self.on_look):
            yield

    @contextlib.contextmanager
    def one_moment(self) -> Iterator[None]:
        """Read all that is asked within as it is at one moment, whatever another program writes meanwhile."""
        self._database.execute("BEGIN")
        try:
            yield
        finally:
            self._database.execute("ROLLBACK")

    @contextlib.contextmanager
    def changing(self, patience: float) -> Iterator[None]:
        """Hold the clerk's own files for one change: what another program is about to write is no killed one's."""
        with schema.exclusive(self._path.with_name("change-lock.db"), lambda: None, patience):
            yield

    # --- documents ------------------------------------------------------------------------------------------------

    def entries(self, campaign: str) -> dict[str, Entry]:
        """Return what is known of a campaign's files by path, without the facts."""
        rows = self._database.execute(f"{_KNOWN} WHERE campaign = ?", (campaign,))
        return {row[0]: Entry(*row) for row in rows}

    def below(self, start: str) -> list[Entry]:
        """Return what is known of the files whose path starts so, without the facts."""
        rows = self._database.execute(f"{_KNOWN} WHERE path >= ? AND path < ?", (start, start + _LAST))
        return [Entry(*row) for row in rows]

    def known(self, paths: Iterable[str]) -> list[Entry]:
        """Return what is known of these files, without the facts, in the order in which they were recorded."""
        numbers = [
            row
            for path in paths
            for row in self._database.execute("SELECT rowid, path FROM document WHERE path = ?", (path,))
        ]
        rows = (self._database.execute(f"{_KNOWN} WHERE path = ?", (path,)).fetchone() for _, path in sorted(numbers))
        return [Entry(*row) for row in rows]

    def folders(self, home: str) -> Iterator[str]:
        """Yield the folders below `home` (ends in "/") that files are known in; a file beside them counts as one.

        From each to the next by the index: their files are not looked at.
        """
        last = home
        while found := self._database.execute(
            "SELECT path FROM document WHERE path > ? AND path < ? ORDER BY path LIMIT 1", (last, home + _LAST)
        ).fetchone():
            name = found[0].removeprefix(home).partition("/")[0]
            yield name
            last = f"{home}{name}/{_LAST}"

    def campaigns(self) -> list[str]:
        """Return the campaigns that something has been made for."""
        return [name for (name,) in self._database.execute("SELECT DISTINCT campaign FROM document ORDER BY 1")]

    # --- campaigns and the names of their folders -----------------------------------------------------------------

    def identities(self) -> dict[str, tuple[str, str]]:
        """Return 名称 and 开始 (ISO) of each campaign that was made, by its folder."""
        rows = self._database.execute("SELECT folder, name, start FROM campaign")
        return {folder: (name, start) for folder, name, start in rows}

    def identify(self, folder: str, name: str, start: str) -> None:
        """Record which campaign is made in a folder."""
        if self.identities().get(folder) != (name, start):
            with schema.transaction(self._database):
                self._database.execute("REPLACE INTO campaign VALUES (?, ?, ?)", (folder, name, start))

    def rename(self, old: str, new: str) -> None:
        """Let all that is known of a campaign be that of another folder: its files have moved there."""
        quoted = schema.quoted_homes(old, new)
        with schema.transaction(self._database):
            for table, columns in (("document", ("path", "beside")), ("event", ("path", "file"))):
                moved = ", ".join(f"{name} = moved({name}, :old, :new)" for name in columns)
                self._database.execute(
                    f"UPDATE OR REPLACE {table} SET {moved}, campaign = :new WHERE campaign = :old",  # noqa: S608
                    {"old": old, "new": new},
                )
            self._database.execute(
                "UPDATE event SET changes = packed(replace(unpacked(changes), ?, ?))"
                " WHERE campaign = ? AND length(changes) > 0",
                (*quoted, new),
            )
            self._database.execute("UPDATE OR REPLACE branch SET campaign = ? WHERE campaign = ?", (new, old))
            self._database.execute("UPDATE OR REPLACE campaign SET folder = ? WHERE folder = ?", (new, old))

    def knows(self, entry: Entry) -> bool:
        """Whether a file's record is that very one."""
        row = self._database.execute(
            "SELECT fingerprint, digest FROM document WHERE path = ?", (entry.path,)
        ).fetchone()
        return bool(row == (entry.fingerprint, entry.digest))

    def facts(self, path: str) -> str:
        """Return the used values (JSON) of the file as it was last made; "" if it is not known."""
        with self._database.guard(*UNPACKING):
            return unpacked_text(self.packed_facts(path))

    def packed_facts(self, path: str) -> bytes:
        """Return the same as an Entry has it; b"" if it is not known."""
        row = self._database.execute("SELECT facts FROM document WHERE path = ?", (path,)).fetchone()
        return row[0] if row else b""

    def record(self, new: Iterable[Entry], gone: Iterable[str] = (), events: Iterable[Event] = ()) -> None:
        """Record files just put in place, drop those that are no longer the program's business, note what happened.

        In one step; called after the files are safely on disk, and itself on disk when it returns.
        """
        documents = [
            (*(getattr(entry, name) for name in _STATED), self._run, packed_text(entry.findings), entry.facts)
            for entry in new
        ]
        happened = [
            (self._run, e.campaign, e.path, e.what, e.file, _changes(e.changes), e.kind, e.branch) for e in events
        ]
        marks = ", ".join("?" * (len(_COLUMNS) + 2))
        with schema.transaction(self._database):
            self._database.executemany("DELETE FROM document WHERE path = ?", [(path,) for path in gone])
            self._database.executemany(
                f"REPLACE INTO document ({', '.join(_COLUMNS)}, findings, facts) VALUES ({marks})",  # noqa: S608
                documents,
            )
            self._database.executemany(
                "INSERT INTO event (run, campaign, path, what, file, changes, kind, branch)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                happened,
            )

    # --- branches whose papers are all up to date -----------------------------------------------------------------

    def stamps(self, campaign: str) -> dict[str, str]:
        """Return the stamps that `stamp` has kept, by the branch's name."""
        return dict(self._database.execute("SELECT name, stamp FROM branch WHERE campaign = ?", (campaign,)).fetchall())

    def papers(self, campaign: str, branch: str) -> bytes:
        """Return the papers that `stamp` has kept for a branch."""
        row = self._database.execute(
            "SELECT papers FROM branch WHERE campaign = ? AND name = ?", (campaign, branch)
        ).fetchone()
        return row[0] if row else b""

    def stamp(self, campaign: str, stamps: Iterable[tuple[str, str, bytes]], gone: Iterable[str]) -> None:
        """Keep for branches (name, stamp, papers) from what all their papers were made; forget the `gone`."""
        with schema.transaction(self._database):
            self._database.executemany(
                "DELETE FROM branch WHERE campaign = ? AND name = ?", [(campaign, name) for name in gone]
            )
            self._database.executemany(
                "REPLACE INTO branch (campaign, name, stamp, papers) VALUES (?, ?, ?, ?)",
                ((campaign, *each) for each in stamps),
            )

    # --- what was read ----------------------------------------------------------------------------------------------

    def reading(self, key: str) -> bytes:
        """Return what was read of a file, b"" if that is not kept."""
        row = self._database.execute("SELECT told FROM reading WHERE key = ?", (key,)).fetchone()
        return row[0] if row else b""

    def keep_readings(self, new: Mapping[str, bytes], used: Collection[str]) -> None:
        """Keep what was read; forget what is not among the `used`."""
        gone = [row for row in self._database.execute("SELECT key FROM reading") if row[0] not in used]
        if gone or new:
            with schema.transaction(self._database):
                self._database.executemany("DELETE FROM reading WHERE key = ?", gone)
                self._database.executemany("REPLACE INTO reading (key, told) VALUES (?, ?)", new.items())

    # --- what a run has found, as long as nothing changes -----------------------------------------------------------

    def standing(self, key: str) -> bytes:
        """Return what the last run has found on this ground, b"" if it was another, or none."""
        row = self._database.execute("SELECT told FROM standstill WHERE key = ?", (key,)).fetchone()
        return row[0] if row else b""

    def keep_standing(self, key: str, told: bytes) -> None:
        """Keep what this run has found, until the next begins."""
        with schema.transaction(self._database):
            self._database.execute("REPLACE INTO standstill VALUES (1, ?, ?)", (key, told))

    def file_marks(self, paths: Iterable[str]) -> dict[str, tuple[int, int, int]]:
        """Return size, time and inode of those of these files that are known, as they were written."""
        asked = "SELECT path, size, mtime, inode FROM document WHERE path = ?"
        rows = (self._database.execute(asked, (path,)).fetchone() for path in paths)
        return {row[0]: row[1:] for row in rows if row}

    # --- runs and history -----------------------------------------------------------------------------------------

    def begin_run(self, started: str, engine: str) -> bool:
        """Note that a run has begun; return whether the one before came to its end."""
        with schema.transaction(self._database):
            (ended,) = self._database.execute("SELECT ifnull(max(number), 0) FROM run WHERE ended <> ''").fetchone()
            made = self._database.execute("INSERT INTO run (started, engine) VALUES (?, ?)", (started, engine))
            self._database.execute("DELETE FROM standstill")
        self._run = made.lastrowid or 0
        self.since = ended + 1
        return ended > 0 and self.since == self._run

    def note_run(self, started: str, ended: str, engine: str) -> None:
        """Note a run that had nothing to do."""
        with schema.transaction(self._database):
            self._database.execute(
                "INSERT INTO run (started, engine, ended) VALUES (?, ?, ?)", (started, engine, ended)
            )

    def end_run(self, ended: str) -> None:
        """Note that the run has come to its end: nothing of it is left half done."""
        with schema.transaction(self._database):
            self._database.execute("UPDATE run SET ended = ? WHERE number = ?", (ended, self._run))

    @property
    def at_work(self) -> bool:
        """Whether a run has begun here."""
        return self._run > 0

    @property
    def is_new(self) -> bool:
        """Whether no run has come to its end yet: files on disk may be older than this ledger."""
        return self.since == 1

    @property
    def is_at_rest(self) -> bool:
        """Whether the last run has come to its end."""
        row = self._database.execute("SELECT ended FROM run ORDER BY number DESC LIMIT 1").fetchone()
        return bool(row and row[0])

    def damage(self) -> str:
        """Return what SQLite finds wrong with the file, "" if nothing."""
        return damage(self._database)

    def last_run(self) -> str:
        """Return when the last run began, "" if there was none."""
        row = self._database.execute("SELECT max(started) FROM run").fetchone()
        return row[0] or ""

    def last_event(self, path: str) -> str:
        """Return the last thing that happened to a document, "" if nothing did."""
        row = self._database.execute(
            "SELECT what FROM event WHERE path = ? ORDER BY number DESC LIMIT 1", (path,)
        ).fetchone()
        return row[0] if row else ""

    def history(self, path: str) -> list[Event]:
        """Return what happened to a document, the newest first."""
        rows = self._database.execute(
            f"SELECT {_EVENT} FROM event JOIN run ON run.number = event.run WHERE path = ?"  # noqa: S608
            " ORDER BY event.number DESC",
            (path,),
        )
        return [self._event(row) for row in rows]

    def paths(self) -> list[str]:
        """Return every document that anything ever happened to."""
        return [path for (path,) in self._database.execute("SELECT DISTINCT path FROM event ORDER BY 1")]

    def runs(self, most: int) -> list[RunRecord]:
        """Return the newest runs in which something happened, the newest first."""
        found = self._database.execute(
            "SELECT number, started, ended, engine FROM run WHERE number IN (SELECT run FROM event)"
            " ORDER BY number DESC LIMIT ?",
            (most,),
        ).fetchall()
        counted = "SELECT what, count(*) FROM event WHERE run = ? GROUP BY what ORDER BY what"
        return [
            RunRecord(number, started, ended, engine, tuple(self._database.execute(counted, (number,)).fetchall()))
            for number, started, ended, engine in found
        ]

    def happened(self, campaign: str, what: str) -> list[Event]:
        """Return whatever happened in a campaign as `what` says, the oldest first."""
        rows = self._database.execute(
            f"SELECT {_EVENT} FROM event JOIN run ON run.number = event.run"  # noqa: S608
            " WHERE campaign = ? AND what = ? ORDER BY event.number",
            (campaign, what),
        )
        return [self._event(row) for row in rows]

    def last_changes(self, campaign: str) -> Iterator[Change]:
        """Yield what the last run that changed anything did change in a campaign, and the killed ones just before."""
        (last,) = self._database.execute(
            "SELECT max(run) FROM event WHERE campaign = ? AND length(changes) > 0", (campaign,)
        ).fetchone()
        if last is None:
            return
        rows = self._database.execute(
            f"SELECT {_EVENT} FROM event JOIN run ON run.number = event.run"  # noqa: S608
            " WHERE campaign = ? AND length(changes) > 0 AND run <= ?"
            " AND run > (SELECT ifnull(max(number), 0) FROM run WHERE ended <> '' AND number < ?)"
            " ORDER BY event.number",
            (campaign, last, last),
        )
        for row in rows:
            yield from self._event(row).changes

    def _event(self, row: tuple[str, str, str, str, bytes, int, str, str, str]) -> Event:
        path, campaign, what, file, changes, run, at, kind, branch = row
        with self._database.guard(*UNPACKING, TypeError):
            listed = json.loads(unpacked_text(changes)) if changes else []
            return Event(path, campaign, what, file, tuple(Change(*each) for each in listed), run, at, kind, branch)


def _changes(changes: tuple[Change, ...]) -> bytes:
    rows = [[c.path, c.name, c.old, c.new, c.where] for c in changes]
    return packed_text(json.dumps(rows, ensure_ascii=False, separators=(",", ":"))) if rows else b""
