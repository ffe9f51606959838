"""What was released, sent and signed for: sent.db. Nothing of it can be made again, so it is never deleted by us.

A dispatch is a parcel on its way. Its fate: planned → intended (the mail server has been given it) → sent, or failed.
One that stays intended is doubtful: only a person, or a look into the mailbox, settles it.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from pipeline.ledger.schema import moved, transaction
from pipeline.model.errors import LedgerError
from pipeline.model.work import Approved, Fate, Parcel, Receipt

_TABLES = """
CREATE TABLE approval (
    path TEXT NOT NULL, digest TEXT NOT NULL, campaign TEXT NOT NULL, branch TEXT NOT NULL, kind TEXT NOT NULL,
    at TEXT NOT NULL, PRIMARY KEY (path, digest)
) STRICT;
CREATE TABLE dispatch (
    number INTEGER PRIMARY KEY, campaign TEXT NOT NULL, branch TEXT NOT NULL, batch INTEGER NOT NULL,
    part INTEGER NOT NULL, parts INTEGER NOT NULL, digest TEXT NOT NULL, documents TEXT NOT NULL, way TEXT NOT NULL,
    address TEXT NOT NULL, message TEXT NOT NULL UNIQUE, reminder INTEGER NOT NULL, fate TEXT NOT NULL,
    at TEXT NOT NULL, answer TEXT NOT NULL, note TEXT NOT NULL, password TEXT NOT NULL
) STRICT;
CREATE INDEX dispatch_campaign ON dispatch (campaign, branch);
CREATE TABLE signature (
    campaign TEXT NOT NULL, branch TEXT NOT NULL, who TEXT NOT NULL, day TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (campaign, branch)
) STRICT;
CREATE TABLE kept (path TEXT PRIMARY KEY, digest TEXT NOT NULL) STRICT"""  # files beside the parcels, as we wrote them
_VERSION = 1
_WAIT = 30.0  # seconds that a second program waits for the first one's transaction
_BROKEN = (
    "送达记录 {path} 打不开（{fault}）。请先关掉别的 gongwen；仍然打不开的，请从备份恢复它。"
    "不要删除：删了就不知道哪些已经送出"
)


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A parcel on its way, or a reminder (then the parcel is empty)."""

    parcel: Parcel
    way: str
    address: str
    message: str  # Message-ID; of other ways a name that is as unique
    reminder: bool = False
    fate: Fate = Fate.PLANNED
    at: str = ""  # ISO time of its last change
    answer: str = ""  # what the other side said, or why it failed
    note: str = ""
    password: str = field(default="", repr=False)
    number: int = 0


@dataclass(frozen=True, slots=True)
class Signature:
    """A branch's signed 送达回执, as somebody of the office has entered it."""

    branch: str
    who: str
    day: str
    at: str


class SentBook:
    """A context manager; only this class speaks to sent.db."""

    def __init__(self, path: Path, *, dry: bool = False) -> None:
        """Open sent.db; a dry run that finds none makes none. `is_new`: there was none. Raises LedgerError."""
        self.is_new = not path.exists()
        try:
            if not dry:
                path.parent.mkdir(parents=True, exist_ok=True)
            where = ":memory:" if dry and self.is_new else path
            self._database = sqlite3.connect(where, timeout=_WAIT, isolation_level=None)
            self._database.execute("PRAGMA journal_mode = DELETE")  # one file: what a backup copies is whole
            self._database.execute("PRAGMA synchronous = EXTRA")
            self._database.create_function("moved", 3, moved, deterministic=True)
            self._make()
        except sqlite3.DatabaseError as fault:
            raise LedgerError(_BROKEN.format(path=path, fault=fault)) from fault

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def _make(self) -> None:
        with transaction(self._database):
            (version,) = self._database.execute("PRAGMA user_version").fetchone()
            if version > _VERSION:
                raise sqlite3.DatabaseError("a newer program wrote it")
            if version == 0:
                for statement in _TABLES.split(";\n"):
                    self._database.execute(statement)
                self._database.execute(f"PRAGMA user_version = {_VERSION:d}")

    # --- approvals ------------------------------------------------------------------------------------------------

    def approve(self, campaign: str, documents: Iterable[Approved], at: str) -> None:
        """Record that these bytes may leave."""
        rows = [(each.path, each.digest, campaign, each.branch, each.kind, at) for each in documents]
        with transaction(self._database):
            self._database.executemany("INSERT OR IGNORE INTO approval VALUES (?, ?, ?, ?, ?, ?)", rows)

    def approvals(self, campaign: str) -> set[tuple[str, str]]:
        """Return path and digest of everything that has been released."""
        rows = self._database.execute("SELECT path, digest FROM approval WHERE campaign = ?", (campaign,))
        return set(rows.fetchall())

    # --- dispatches -----------------------------------------------------------------------------------------------

    def plan(self, dispatches: Sequence[Dispatch]) -> list[Dispatch]:
        """Record parcels that are to leave, all parts in one step; return them with their numbers."""
        with transaction(self._database):
            return [replace(each, number=self._insert(each)) for each in dispatches]

    def _insert(self, each: Dispatch) -> int:
        parcel = each.parcel
        listed = [[d.path, d.digest, d.name, d.kind, d.branch, d.member] for d in parcel.documents]
        row = (
            parcel.campaign, parcel.branch, parcel.batch, parcel.number, parcel.of, parcel.digest,
            json.dumps(listed, ensure_ascii=False), each.way, each.address, each.message, int(each.reminder),
            each.fate.value, each.at, each.answer, each.note, each.password,
        )  # fmt: skip
        made = self._database.execute(f"INSERT INTO dispatch VALUES (NULL{', ?' * len(row)})", row)  # noqa: S608
        return made.lastrowid or 0

    def dispatches(self, campaign: str) -> list[Dispatch]:
        """Return everything that was ever to leave, in the order in which it was planned."""
        rows = self._database.execute("SELECT * FROM dispatch WHERE campaign = ? ORDER BY number", (campaign,))
        return [_dispatch(row) for row in rows]

    def campaigns(self) -> list[str]:
        """Return the campaigns that something was sent for."""
        return [name for (name,) in self._database.execute("SELECT DISTINCT campaign FROM dispatch ORDER BY 1")]

    def rename(self, old: str, new: str) -> None:
        """Let all that is known of a campaign be that of another folder: its files have moved there."""
        homes = [json.dumps(f"outputs/{name}/", ensure_ascii=False)[:-1] for name in (old, new)]
        with transaction(self._database):
            self._database.execute("UPDATE OR REPLACE approval SET path = moved(path, ?, ?)", (old, new))
            self._database.execute("UPDATE OR REPLACE kept SET path = moved(path, ?, ?)", (old, new))
            self._database.execute(
                "UPDATE dispatch SET documents = replace(documents, ?, ?) WHERE campaign = ?", (*homes, old)
            )
            self._database.execute("UPDATE approval SET campaign = ? WHERE campaign = ?", (new, old))
            self._database.execute("UPDATE dispatch SET campaign = ? WHERE campaign = ?", (new, old))
            self._database.execute("UPDATE OR REPLACE signature SET campaign = ? WHERE campaign = ?", (new, old))

    def drop(self, dispatches: Iterable[Dispatch]) -> None:
        """Forget plans that were never begun: their documents have changed since."""
        with transaction(self._database):
            for each in dispatches:
                self._database.execute(
                    "DELETE FROM dispatch WHERE number = ? AND fate IN (?, ?)",
                    (each.number, Fate.PLANNED, Fate.FAILED),
                )

    def intend(self, number: int, at: str) -> None:
        """Record that the server is about to be given the mail. Raises LedgerError where it may have been already."""
        self._turn(number, (Fate.PLANNED, Fate.FAILED), Fate.INTENDED, at, "")

    def receive(self, number: int, receipt: Receipt) -> None:
        """Record that a dispatch has left."""
        self._turn(number, (Fate.PLANNED, Fate.FAILED, Fate.INTENDED), Fate.SENT, receipt.at, receipt.answer)

    def fail(self, number: int, at: str, reason: str) -> None:
        """Record that a dispatch has certainly not left."""
        self._turn(number, (Fate.PLANNED, Fate.FAILED, Fate.INTENDED), Fate.FAILED, at, reason)

    def _turn(self, number: int, before: tuple[Fate, ...], fate: Fate, at: str, answer: str) -> None:
        marks = ", ".join("?" * len(before))
        with self._one(number):
            done = self._database.execute(
                f"UPDATE dispatch SET fate = ?, at = ?, answer = ? WHERE number = ? AND fate IN ({marks})",  # noqa: S608
                (fate, at, answer, number, *before),
            )
            if done.rowcount != 1:
                raise LedgerError(f"第 {number} 号包已经由另一次发送处理，这次没有再发")

    @contextlib.contextmanager
    def _one(self, number: int) -> Iterator[None]:
        try:
            with transaction(self._database):
                yield
        except sqlite3.DatabaseError as fault:
            raise LedgerError(
                f"送达记录写不进去（{fault}），第 {number} 号包停在这里。请检查磁盘空间后再运行"
            ) from fault

    # --- signatures, and our own files ----------------------------------------------------------------------------

    def sign(self, campaign: str, signature: Signature) -> None:
        """Record that a branch's 送达回执 has come back signed."""
        row = (campaign, signature.branch, signature.who, signature.day, signature.at)
        with transaction(self._database):
            self._database.execute("REPLACE INTO signature VALUES (?, ?, ?, ?, ?)", row)

    def signatures(self, campaign: str) -> dict[str, Signature]:
        """Return the signed receipts by branch."""
        rows = self._database.execute("SELECT branch, who, day, at FROM signature WHERE campaign = ?", (campaign,))
        return {row[0]: Signature(*row) for row in rows}

    def kept(self, path: str) -> str:
        """Return the digest of a file as we last wrote it, "" if we never did."""
        row = self._database.execute("SELECT digest FROM kept WHERE path = ?", (path,)).fetchone()
        return row[0] if row else ""

    def keep(self, path: str, digest: str) -> None:
        """Record a file as we have just written it."""
        with transaction(self._database):
            self._database.execute("REPLACE INTO kept VALUES (?, ?)", (path, digest))


def _dispatch(row: tuple[object, ...]) -> Dispatch:
    number, campaign, branch, batch, part, parts, digest, documents, *rest = row
    way, address, message, reminder, fate, at, answer, note, password = rest
    listed = tuple(Approved(*each) for each in json.loads(str(documents)))
    parcel = Parcel(str(campaign), str(branch), int(str(batch)), int(str(part)), int(str(parts)), listed, str(digest))
    return Dispatch(
        parcel, str(way), str(address), str(message), bool(reminder), Fate(str(fate)), str(at), str(answer), str(note),
        str(password), int(str(number)),
    )  # fmt: skip
