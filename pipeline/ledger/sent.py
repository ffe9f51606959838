"""What was released, sent and signed for: sent.db. Nothing of it can be made again, so it is never deleted by us.

A dispatch is a parcel on its way. Its fate: planned → intended (the mail server has been given it) → sent, or failed.
One that stays intended is doubtful: only a person, or a look into the mailbox, settles it.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Self

from pipeline.ledger.deed_log import TABLE, Deeds
from pipeline.ledger.schema import keep_older, migrate, moved, quoted_homes, transaction
from pipeline.ledger.soundness import Cures, Guarded, connected, in_one_file, must_be_sound, readable
from pipeline.model.deeds import Release
from pipeline.model.errors import LedgerError
from pipeline.model.frozen import frozen
from pipeline.model.work import Approved, BoundVolume, Fate, LaidFile, Parcel, Receipt, Reminder

_MIGRATIONS = (
    """
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
    CREATE TABLE kept (path TEXT PRIMARY KEY, digest TEXT NOT NULL) STRICT
    """,
    # What may leave is one version of a document, the last that was released. A file beside the parcels is ours if it
    # has any digest that we ever were about to give it: noted before the file is written, so no kill can part the two.
    """
    CREATE TABLE release (
        document TEXT PRIMARY KEY, digest TEXT NOT NULL, campaign TEXT NOT NULL, branch TEXT NOT NULL,
        kind TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT;
    INSERT OR REPLACE INTO release
        SELECT document_of(path), digest, campaign, branch, kind, at FROM approval ORDER BY rowid;
    DROP TABLE approval;
    CREATE TABLE written (path TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (path, digest)) STRICT;
    INSERT INTO written SELECT path, digest FROM kept;
    DROP TABLE kept
    """,
    """
    CREATE TABLE mention (
        code TEXT PRIMARY KEY, what TEXT NOT NULL, text TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT
    """,
    f"ALTER TABLE release ADD COLUMN who TEXT NOT NULL DEFAULT '';\n{TABLE}",
    "CREATE TABLE numbering (campaign TEXT PRIMARY KEY, key TEXT NOT NULL) STRICT",
    "ALTER TABLE dispatch ADD COLUMN volumes TEXT NOT NULL DEFAULT '[]'",
    # Who has signed has signed for what he had by then. A branch that is called otherwise in its dispatches has no
    # batches of its own here: for it count those of its campaign; where no time fits, the signature is for the first.
    """
    ALTER TABLE signature RENAME TO signed;
    CREATE TABLE signature (
        campaign TEXT NOT NULL, branch TEXT NOT NULL, batch INTEGER NOT NULL, who TEXT NOT NULL, day TEXT NOT NULL,
        at TEXT NOT NULL, PRIMARY KEY (campaign, branch, batch)
    ) STRICT;
    INSERT INTO signature
        SELECT DISTINCT s.campaign, s.branch, d.batch, s.who, s.day, s.at FROM signed s JOIN dispatch d
        ON d.campaign = s.campaign AND d.reminder = 0 AND d.fate = '已送出'
        AND substr(d.at, 1, 19) <= substr(s.at, 1, 19) AND (d.branch = s.branch OR NOT EXISTS (
            SELECT 1 FROM dispatch o WHERE o.campaign = s.campaign AND o.branch = s.branch AND o.reminder = 0));
    INSERT INTO signature
        SELECT s.campaign, s.branch, coalesce(
            (SELECT min(batch) FROM dispatch d WHERE d.campaign = s.campaign AND d.branch = s.branch), 1
        ), s.who, s.day, s.at FROM signed s
        WHERE NOT EXISTS (SELECT 1 FROM signature n WHERE n.campaign = s.campaign AND n.branch = s.branch);
    DROP TABLE signed
    """,
    # A part that left after its batch was signed for is not signed for; where no time fits, all that has left is.
    """
    ALTER TABLE signature RENAME TO signed;
    CREATE TABLE signature (
        campaign TEXT NOT NULL, branch TEXT NOT NULL, batch INTEGER NOT NULL, part INTEGER NOT NULL, who TEXT NOT NULL,
        day TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (campaign, branch, batch, part)
    ) STRICT;
    INSERT INTO signature
        SELECT DISTINCT s.campaign, s.branch, s.batch, d.part, s.who, s.day, s.at FROM signed s JOIN dispatch d
        ON d.campaign = s.campaign AND d.batch = s.batch AND d.reminder = 0 AND d.fate = '已送出'
        AND substr(d.at, 1, 19) <= substr(s.at, 1, 19) AND (d.branch = s.branch OR NOT EXISTS (
            SELECT 1 FROM dispatch o WHERE o.campaign = s.campaign AND o.branch = s.branch AND o.reminder = 0));
    INSERT OR IGNORE INTO signature
        SELECT DISTINCT s.campaign, s.branch, s.batch, coalesce(d.part, 1), s.who, s.day, s.at FROM signed s
        LEFT JOIN dispatch d ON d.campaign = s.campaign AND d.branch = s.branch AND d.batch = s.batch AND d.reminder = 0
        AND d.fate = '已送出' WHERE NOT EXISTS (SELECT 1 FROM signature n
            WHERE n.campaign = s.campaign AND n.branch = s.branch AND n.batch = s.batch);
    DROP TABLE signed
    """,
    # What a plan puts into a folder is noted before it gets its name there: equal bytes alone may be another office's.
    """
    CREATE TABLE laid (
        number INTEGER NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, at INTEGER NOT NULL, node TEXT NOT NULL,
        PRIMARY KEY (number, name)
    ) STRICT
    """,
)
_WAIT = 30.0  # seconds that a second program waits for the first one's transaction
_VERSION = re.compile(r"（新版\d*）(?=\.docx$)")
_NOT_WRITTEN = "送达记录 {path} 写不进去（{fault}），停在这里。请检查磁盘空间后再运行，会接着做；不要删除它"
NEWEST = len(_MIGRATIONS)
CURES = Cures(
    damaged=(
        "送达记录 {path} 坏了或打不开（{fault}），没有发送。请先关掉别的 gongwen；仍然这样的，请从备份恢复它。"
        "没有备份的，把它改名移走，再在“发送”里（或用 gongwen send --settle）按 送达登记 逐个核实。"
        "不要只是删除：删了就不知道哪些已经送出"
    ),
    newer="送达记录 {path} 打不开：是更新版本的 gongwen 写的。请换用新版本；不要删除它",
    forbidden="送达记录 {path} 不能写（{fault}）：文件夹或文件是只读的。请检查 outputs 文件夹的权限；不要删除它",
    no_room=_NOT_WRITTEN,
    held=_NOT_WRITTEN,
)


@frozen
class Dispatch:
    """A parcel on its way, or a reminder (then the parcel is empty)."""

    parcel: Parcel
    way: str
    address: str
    message: str  # Message-ID; of other ways a name that is as unique
    reminder: Reminder = Reminder.NONE
    fate: Fate = Fate.PLANNED
    at: str = ""  # ISO time of its last change
    answer: str = ""  # what the other side said, or why it failed
    note: str = ""
    password: str = field(default="", repr=False)
    number: int = 0


@frozen
class Signature:
    """A branch's signed 送达回执 of one parcel, as somebody of the office has entered it."""

    branch: str
    batch: int
    part: int
    who: str
    day: str
    at: str


@frozen
class Released:
    """A document of which one version may leave: which, since when, on whose word."""

    document: str
    digest: str
    campaign: str
    branch: str
    kind: str
    at: str
    who: str


@frozen
class Mention:
    """A person's word that what the last look has found may stand in one text, and in no other."""

    code: str  # of the name and its text
    what: str
    text: str
    who: str
    why: str
    at: str


class SentBook:
    """A context manager; only this class speaks to sent.db."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open sent.db, looked through and up to date; `read_only`: a copy is read, none made. Raises LedgerError."""
        if read_only:
            self._database = _copy(path)
            return
        self._database = in_one_file(path, CURES, _WAIT, _brought_up_to_date)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    @property
    def deeds(self) -> Deeds:
        """What persons have done."""
        return Deeds(self._database)

    def rename(self, old: str, new: str) -> None:
        """Let all that is known of a campaign be that of another folder: its files have moved there."""
        homes = quoted_homes(old, new)
        with transaction(self._database):
            self._database.execute("UPDATE OR REPLACE release SET document = moved(document, ?, ?)", (old, new))
            self._database.execute("UPDATE OR REPLACE written SET path = moved(path, ?, ?)", (old, new))
            self._database.execute(
                "UPDATE dispatch SET documents = replace(documents, ?, ?) WHERE campaign = ?", (*homes, old)
            )
            self._database.execute("UPDATE release SET campaign = ? WHERE campaign = ?", (new, old))
            self._database.execute("UPDATE dispatch SET campaign = ? WHERE campaign = ?", (new, old))
            self._database.execute("UPDATE OR REPLACE numbering SET campaign = ? WHERE campaign = ?", (new, old))
            self._database.execute("UPDATE OR REPLACE signature SET campaign = ? WHERE campaign = ?", (new, old))
            self.deeds.rename(old, new, homes)

    def key(self, campaign: str, new: str) -> str:
        """Return the key that a campaign's 表号 are drawn from: `new`, recorded, where it has none yet."""
        with transaction(self._database):
            self._database.execute("INSERT OR IGNORE INTO numbering VALUES (?, ?)", (campaign, new))
            (key,) = self._database.execute("SELECT key FROM numbering WHERE campaign = ?", (campaign,)).fetchone()
            return str(key)

    def keys(self) -> dict[str, str]:
        """Return the keys of all campaigns that have one."""
        return dict(self._database.execute("SELECT campaign, key FROM numbering").fetchall())

    # --- approvals ------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Let everything that is recorded within be recorded in one step."""
        with transaction(self._database):
            yield

    def approve(self, campaign: str, documents: Iterable[Approved], at: str, who: str = "") -> None:
        """Record that these bytes may leave, and no others of the same documents any more; `who` says so."""
        rows = [(each.document, each.digest, campaign, each.branch, each.kind, at, who) for each in documents]
        with transaction(self._database):
            self._database.executemany("REPLACE INTO release VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def release_again(self, campaign: str, released: Release, at: str, who: str) -> None:
        """Record that the version may leave that was free to go before."""
        row = (released.document, released.before, campaign, released.branch, released.kind, at, who)
        with transaction(self._database):
            self._database.execute("REPLACE INTO release VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def withdraw(self, documents: Iterable[str]) -> None:
        """Record that no version of these documents may leave any more."""
        with transaction(self._database):
            self._database.executemany("DELETE FROM release WHERE document = ?", [(each,) for each in documents])

    def releases(self, campaign: str = "") -> list[Released]:
        """Return everything that was released, of one campaign or of all."""
        rows = self._database.execute(
            "SELECT document, digest, campaign, branch, kind, at, who FROM release WHERE ? IN ('', campaign)"
            " ORDER BY document",
            (campaign,),
        )
        return [Released(*row) for row in rows]

    def approvals(self, campaign: str) -> dict[str, str]:
        """Return the digest of each document of which a version has been released."""
        rows = self._database.execute("SELECT document, digest FROM release WHERE campaign = ?", (campaign,))
        return dict(rows.fetchall())

    def allow(self, mentions: Iterable[Mention]) -> None:
        """Record that names or telephones may stand in texts."""
        rows = [(each.code, each.what, each.text, each.who, each.why, each.at) for each in mentions]
        with transaction(self._database):
            self._database.executemany("REPLACE INTO mention VALUES (?, ?, ?, ?, ?, ?)", rows)

    def mentions(self) -> list[Mention]:
        """Return everything that was allowed so, in the order in which it was said."""
        return [Mention(*row) for row in self._database.execute("SELECT * FROM mention ORDER BY at, code")]

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
            json.dumps([[v.name, v.digest, v.holds] for v in parcel.volumes], ensure_ascii=False),
        )  # fmt: skip
        made = self._database.execute(f"INSERT INTO dispatch VALUES (NULL{', ?' * len(row)})", row)  # noqa: S608
        return made.lastrowid or 0

    def dispatches(self, campaign: str) -> list[Dispatch]:
        """Return everything of a campaign that was ever to leave, in the order in which it was planned."""
        rows = self._database.execute("SELECT * FROM dispatch WHERE campaign = ? ORDER BY number", (campaign,))
        return [self._dispatch(row) for row in rows]

    def everything(self) -> list[Dispatch]:
        """Return the same of all campaigns, those that are gone too."""
        return [self._dispatch(row) for row in self._database.execute("SELECT * FROM dispatch ORDER BY number")]

    def _dispatch(self, row: tuple[object, ...]) -> Dispatch:
        with self._database.guard(ValueError, TypeError):
            return _dispatch(row)

    def campaigns(self) -> list[str]:
        """Return the campaigns that something was sent for."""
        return [name for (name,) in self._database.execute("SELECT DISTINCT campaign FROM dispatch ORDER BY 1")]

    def drop(self, dispatches: Iterable[Dispatch]) -> None:
        """Forget plans that were never begun: their documents have changed since."""
        with transaction(self._database):
            for each in dispatches:
                self._database.execute(
                    "DELETE FROM dispatch WHERE number = ? AND fate IN (?, ?)",
                    (each.number, Fate.PLANNED, Fate.FAILED),
                )
            self._database.execute("DELETE FROM laid WHERE number NOT IN (SELECT number FROM dispatch)")

    def lay(self, number: int, files: Iterable[LaidFile]) -> None:
        """Record what a parcel is about to have in its folder."""
        with transaction(self._database):
            self._database.executemany(
                "REPLACE INTO laid VALUES (?, ?, ?, ?, ?)",
                [(number, each.name, each.digest, each.at, each.node) for each in files],
            )

    def laid(self, number: int) -> list[LaidFile]:
        """Return what a parcel has put into its folder, or was about to."""
        rows = self._database.execute("SELECT name, digest, at, node FROM laid WHERE number = ?", (number,))
        return [LaidFile(*row) for row in rows]

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
        with transaction(self._database):
            done = self._database.execute(
                f"UPDATE dispatch SET fate = ?, at = ?, answer = ? WHERE number = ? AND fate IN ({marks})",  # noqa: S608
                (fate, at, answer, number, *before),
            )
            if done.rowcount != 1:
                raise LedgerError(f"第 {number} 号包已经由另一次发送处理，这次没有再发")

    # --- signatures, and our own files ----------------------------------------------------------------------------

    def sign(self, campaign: str, signature: Signature) -> None:
        """Record that a branch's 送达回执 has come back signed."""
        one = signature
        row = (campaign, one.branch, one.batch, one.part, one.who, one.day, one.at)
        with transaction(self._database):
            self._database.execute("REPLACE INTO signature VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def unsign(self, campaign: str, signature: Signature) -> None:
        """Forget that a 送达回执 has come back."""
        row = (campaign, signature.branch, signature.batch, signature.part)
        with transaction(self._database):
            self._database.execute(
                "DELETE FROM signature WHERE campaign = ? AND branch = ? AND batch = ? AND part = ?", row
            )

    def signatures(self, campaign: str) -> dict[tuple[str, int, int], Signature]:
        """Return the signed receipts by branch, batch and part."""
        asked = "SELECT branch, batch, part, who, day, at FROM signature WHERE campaign = ? ORDER BY at, batch, part"
        found = [Signature(*row) for row in self._database.execute(asked, (campaign,))]
        return {(each.branch, each.batch, each.part): each for each in found}

    def announce(self, path: str, digests: Iterable[str]) -> None:
        """Record what a file is about to be: from now on it is ours if it has one of these digests."""
        with transaction(self._database):
            self._database.executemany(
                "INSERT OR IGNORE INTO written VALUES (?, ?)", [(path, each) for each in digests]
            )

    def written(self, path: str) -> set[str]:
        """Return every digest that we ever were about to give a file."""
        return {digest for (digest,) in self._database.execute("SELECT digest FROM written WHERE path = ?", (path,))}


def _copy(path: Path) -> Guarded:
    """Return a copy in memory of sent.db as it is, an empty one where there is none."""
    memory = connected(":memory:", path, CURES, _WAIT)
    with memory.guard():
        if path.exists():
            with contextlib.closing(connected(readable(path), path, CURES, _WAIT, uri=True)) as source:
                source.backup(memory)
        must_be_sound(memory)
        _brought_up_to_date(memory)
    return memory


def _brought_up_to_date(database: Guarded) -> None:
    database.create_function("moved", 3, moved, deterministic=True)
    database.create_function("document_of", 1, lambda path: _VERSION.sub("", path), deterministic=True)
    keep_older(database, len(_MIGRATIONS))
    migrate(database, _MIGRATIONS)


def _dispatch(row: tuple[object, ...]) -> Dispatch:
    number, campaign, branch, batch, part, parts, digest, documents, *rest = row
    way, address, message, reminder, fate, at, answer, note, password, *bound = rest
    listed = tuple(Approved(*each) for each in json.loads(str(documents)))
    parts_ = (int(str(batch)), int(str(part)), int(str(parts)))
    volumes = tuple(
        BoundVolume(name, kept, tuple(holds)) for name, kept, holds in json.loads(str(bound[0] if bound else "[]"))
    )
    parcel = Parcel(str(campaign), str(branch), *parts_, listed, str(digest), volumes)
    return Dispatch(
        parcel, str(way), str(address), str(message), Reminder(int(str(reminder))), Fate(str(fate)),
        str(at), str(answer), str(note), str(password), int(str(number)),
    )  # fmt: skip
