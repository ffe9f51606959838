"""What came back: returned.db. An arrival is known by the digest of its bytes, so whatever comes twice is filed once.

arrival   a file that came · part: a paper in it · reading: what a part says, held to a paper · decision: a person's
paper     whose returns may be · written: the digests that we ever were about to give a file of ours
          placed: what such a file says
letter    a mail that was read, by the digest of its bytes: what came of it, nothing of whom it is from, since a ballot
          may lie in it · letter_place: where in a mailbox it lies

What members have written lies in the BLOB of `reading` alone. Nothing of it can be made again: never deleted by us,
but where it turns out to be a ballot.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from pipeline.ledger.schema import UNPACKING, keep_older, migrate, moved, packed_text, transaction, unpacked_text
from pipeline.ledger.soundness import Cures, Guarded, connected, in_one_file, readable
from pipeline.model.deeds import Doer
from pipeline.model.frozen import frozen
from pipeline.model.return_terms import Differs, KnownBy, PageSide, ReturnState, Ruling
from pipeline.model.returned import (
    Arrival,
    Decision,
    Return,
    ReturnedDifference,
    ReturnedField,
    ReturnedPaper,
    ReturnedText,
    ScannedPage,
)

_MIGRATIONS = (
    """
    CREATE TABLE arrival (
        number INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, name TEXT NOT NULL, source TEXT NOT NULL,
        size INTEGER NOT NULL, at TEXT NOT NULL, way TEXT NOT NULL, sender TEXT NOT NULL, message TEXT NOT NULL
    ) STRICT;
    CREATE TABLE paper (
        document TEXT PRIMARY KEY, campaign TEXT NOT NULL, branch TEXT NOT NULL, folder TEXT NOT NULL,
        kind TEXT NOT NULL, member TEXT NOT NULL, name TEXT NOT NULL, number TEXT NOT NULL
    ) STRICT;
    CREATE TABLE part (
        number INTEGER PRIMARY KEY, arrival INTEGER NOT NULL, state TEXT NOT NULL, document TEXT NOT NULL,
        place TEXT NOT NULL, how TEXT NOT NULL, score REAL NOT NULL, why TEXT NOT NULL
    ) STRICT;
    CREATE INDEX part_arrival ON part (arrival);
    CREATE INDEX part_document ON part (document);
    CREATE TABLE reading (
        part INTEGER NOT NULL, document TEXT NOT NULL, version TEXT NOT NULL, told BLOB NOT NULL,
        PRIMARY KEY (part, document)
    ) STRICT;
    CREATE TABLE decision (
        number INTEGER PRIMARY KEY, part INTEGER NOT NULL, ruling TEXT NOT NULL, document TEXT NOT NULL,
        name TEXT NOT NULL, user TEXT NOT NULL, computer TEXT NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX decision_part ON decision (part);
    CREATE TABLE written (path TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (path, digest)) STRICT;
    CREATE TABLE placed (path TEXT PRIMARY KEY, stamp TEXT NOT NULL) STRICT
    """,
    """
    CREATE TABLE letter (digest TEXT PRIMARY KEY, message TEXT NOT NULL, outcome TEXT NOT NULL) STRICT;
    CREATE INDEX letter_message ON letter (message);
    CREATE TABLE letter_place (
        mailbox TEXT NOT NULL, validity INTEGER NOT NULL, uid INTEGER NOT NULL, digest TEXT NOT NULL,
        PRIMARY KEY (mailbox, validity, uid)
    ) STRICT
    """,
    """
    ALTER TABLE part ADD COLUMN pages TEXT NOT NULL DEFAULT '';
    CREATE TABLE page_count (version TEXT PRIMARY KEY, pages INTEGER NOT NULL) STRICT
    """,
)
NEWEST = len(_MIGRATIONS)
_WAIT = 30.0  # seconds that a second program waits for the first one's transaction
_NOT_WRITTEN = "交回记录 {path} 写不进去（{fault}），停在这里。请检查磁盘空间后再运行，会接着做；不要删除它"
CURES = Cures(
    damaged=(
        "交回记录 {path} 坏了或打不开（{fault}）。请先关掉别的 gongwen；仍然这样的，请从备份恢复它。"
        "没有备份的，把它改名移走，再把交回的文件收一次：会重新登记，人定过的要重新定"
    ),
    newer="交回记录 {path} 打不开：是更新版本的 gongwen 写的。请换用新版本；不要删除它",
    forbidden="交回记录 {path} 不能写（{fault}）：文件夹或文件是只读的。请检查 outputs 文件夹的权限；不要删除它",
    no_room=_NOT_WRITTEN,
    held=_NOT_WRITTEN,
)
_RETURN = """
    SELECT part.number, part.state, part.place, part.how, part.score, part.why, part.pages,
        arrival.digest, arrival.name, arrival.source, arrival.size, arrival.at, arrival.way, arrival.sender,
        arrival.message, part.document, proposed.campaign, proposed.branch, proposed.folder, proposed.kind,
        proposed.member, proposed.name, proposed.number, decision.ruling, decision.name, decision.user,
        decision.computer, decision.why, decision.at, decision.document, decided.campaign, decided.branch,
        decided.folder, decided.kind, decided.member, decided.name, decided.number
    FROM part JOIN arrival ON arrival.number = part.arrival
    LEFT JOIN paper AS proposed ON proposed.document = part.document
    LEFT JOIN decision ON decision.number = (SELECT max(number) FROM decision WHERE decision.part = part.number)
    LEFT JOIN paper AS decided ON decided.document = decision.document
"""
_BARE, _OF_ARRIVAL, _OF_PAPER = 7, 8, 8  # columns of a part itself, of its arrival, of a paper
_OF_DECISION = 6


@frozen
class LetterPlace:
    """Where a mail lies: which mailbox and folder, its UIDVALIDITY, its UID."""

    mailbox: str
    validity: int
    uid: int


class ReturnedBook:
    """A context manager; only this class speaks to returned.db."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open returned.db, looked through and up to date; `read_only`: none is made. Raises LedgerError."""
        if read_only:
            self._database = _looked_at(path)
            return
        self._database = in_one_file(path, CURES, _WAIT, _brought_up_to_date)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    # --- filing ---------------------------------------------------------------------------------------------------

    def knows(self, digest: str) -> bool:
        """Whether these bytes have arrived before."""
        row = self._database.execute("SELECT 1 FROM arrival WHERE digest = ?", (digest,)).fetchone()
        return row is not None

    def file(self, arrivals: Iterable[tuple[Arrival, Sequence[Return]]]) -> int:
        """Record what has arrived with the papers in it, all in one step; return how many were new.

        What is there already stays as it is: two programs at once file it once.
        """
        new = 0
        with transaction(self._database):
            for arrival, parts in arrivals:
                if self.knows(arrival.digest):
                    continue
                row = (
                    arrival.digest, arrival.name, arrival.source, arrival.size, arrival.at, arrival.way,
                    arrival.sender, arrival.message,
                )  # fmt: skip
                made = self._database.execute(f"INSERT INTO arrival VALUES (NULL{', ?' * len(row)})", row)  # noqa: S608
                self._parts(made.lastrowid or 0, parts)
                new += 1
        return new

    def look_again(self, digest: str, parts: Sequence[Return]) -> bool:
        """Replace what was said of an arrival by what is seen now; return whether that was another thing.

        Only where no person has decided and nothing of it was certain: what is settled stays settled.
        """
        with transaction(self._database):
            before = self.of(digest)
            if any(each.decision is not None or each.state.certain for each in before) or _same(before, parts):
                return False
            (number,) = self._database.execute("SELECT number FROM arrival WHERE digest = ?", (digest,)).fetchone()
            gone = [(each.number,) for each in before]
            self._database.executemany("DELETE FROM reading WHERE part = ?", gone)
            self._database.executemany("DELETE FROM part WHERE number = ?", gone)
            self._parts(number, parts)
        return True

    def forget(self, digest: str) -> None:
        """Remove all that is known of an arrival: it is a ballot, and was not known for one when it was filed."""
        parts = "SELECT part.number FROM part JOIN arrival ON arrival.number = part.arrival WHERE digest = ?"
        with transaction(self._database):
            self._database.execute(f"DELETE FROM reading WHERE part IN ({parts})", (digest,))  # noqa: S608
            self._database.execute(f"DELETE FROM decision WHERE part IN ({parts})", (digest,))  # noqa: S608
            self._database.execute(f"DELETE FROM part WHERE number IN ({parts})", (digest,))  # noqa: S608
            self._database.execute("DELETE FROM arrival WHERE digest = ?", (digest,))

    def _parts(self, arrival: int, parts: Iterable[Return]) -> None:
        for each in parts:
            document = self._paper(each.paper)
            row = (
                arrival, each.state.value, document, each.place, each.how.value, each.score, each.why,
                " ".join(f"{page.at}:{page.side or ''}:{page.turn}" for page in each.pages),
            )  # fmt: skip
            made = self._database.execute(f"INSERT INTO part VALUES (NULL{', ?' * len(row)})", row)  # noqa: S608
            if document:
                self._read(made.lastrowid or 0, document, each.text)

    def _paper(self, paper: ReturnedPaper | None) -> str:
        """Record a paper; return its document, "" where there is none."""
        if paper is None:
            return ""
        row = (
            paper.document, paper.campaign, paper.branch, paper.folder, paper.kind, paper.member, paper.name,
            paper.number,
        )  # fmt: skip
        self._database.execute("REPLACE INTO paper VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        return paper.document

    def _read(self, part: int, document: str, text: ReturnedText) -> None:
        told = {
            "fields": [[f.name, f.value, f.place, f.row] for f in text.fields],
            "differences": [[d.what, d.name, d.was, d.now, d.place, d.row] for d in text.differences],
        }
        row = (part, document, text.version, packed_text(json.dumps(told, ensure_ascii=False, separators=(",", ":"))))
        self._database.execute("REPLACE INTO reading VALUES (?, ?, ?, ?)", row)

    def decide(self, number: int, decision: Decision, text: ReturnedText | None = None) -> None:
        """Record a person's decision; `text`: what the return says, held to the paper that it is credited to."""
        with transaction(self._database):
            document = self._paper(decision.paper)
            row = (
                number, decision.ruling.value, document, decision.who.name, decision.who.user, decision.who.computer,
                decision.why, decision.at,
            )  # fmt: skip
            self._database.execute(f"INSERT INTO decision VALUES (NULL{', ?' * len(row)})", row)  # noqa: S608
            if text is not None and document:
                self._read(number, document, text)

    # --- asking ---------------------------------------------------------------------------------------------------

    def returns(self, campaign: str = "") -> list[Return]:
        """Return all that came, in the order in which it came, without texts.

        `campaign`: what is proposed for it or credited to it.
        """
        return self._found("WHERE ?1 = '' OR proposed.campaign = ?1 OR decided.campaign = ?1", (campaign,))

    def numbered(self, number: int) -> Return | None:
        """Return one by its number, with its text."""
        found = self._found("WHERE part.number = ?", (number,))
        return replace(found[0], text=self.text(found[0])) if found else None

    def of(self, digest: str) -> list[Return]:
        """Return the papers of an arrival."""
        return self._found("WHERE arrival.digest = ?", (digest,))

    def text(self, each: Return) -> ReturnedText:
        """Return what a return says, held to the paper that it is credited to, else to the proposed one."""
        paper = each.credited or each.paper
        row = (
            paper
            and self._database.execute(
                "SELECT version, told FROM reading WHERE part = ? AND document = ?", (each.number, paper.document)
            ).fetchone()
        )
        if not row:
            return ReturnedText()
        with self._database.guard(*UNPACKING, TypeError, LookupError):
            told = json.loads(unpacked_text(row[1]))
            return ReturnedText(
                row[0],
                tuple(ReturnedField(*field) for field in told["fields"]),
                tuple(ReturnedDifference(Differs(what), *rest) for what, *rest in told["differences"]),
            )

    def decisions(self, number: int) -> list[Decision]:
        """Return what persons have decided about a return, the oldest first, without the papers."""
        rows = self._database.execute(
            "SELECT ruling, name, user, computer, why, at FROM decision WHERE part = ? ORDER BY number", (number,)
        )
        return [Decision(Ruling(ruling), Doer(*who), why, at) for ruling, *who, why, at in rows]

    def _found(self, which: str, asked: tuple[object, ...]) -> list[Return]:
        rows = self._database.execute(f"{_RETURN} {which} ORDER BY part.number", asked)
        with self._database.guard(ValueError, TypeError):
            return [_return(row) for row in rows]

    # --- how many pages a paper has ------------------------------------------------------------------------------

    def count_pages(self, counts: Mapping[str, int]) -> None:
        """Record how many pages sent versions (by their digests) have."""
        with transaction(self._database):
            self._database.executemany("REPLACE INTO page_count VALUES (?, ?)", counts.items())

    def page_counts(self) -> dict[str, int]:
        """Return how many pages each version has of which that is known."""
        return dict(self._database.execute("SELECT version, pages FROM page_count"))

    # --- mails ----------------------------------------------------------------------------------------------------

    def begin_letter(self, place: LetterPlace, digest: str, message: str) -> str:
        """Record that a mail lies there and is about to be read; return what came of it before, "" if nothing yet."""
        with transaction(self._database):
            self._database.execute(
                "REPLACE INTO letter_place VALUES (?, ?, ?, ?)", (place.mailbox, place.validity, place.uid, digest)
            )
            self._database.execute("INSERT OR IGNORE INTO letter VALUES (?, ?, '')", (digest, message))
        (outcome,) = self._database.execute("SELECT outcome FROM letter WHERE digest = ?", (digest,)).fetchone()
        return str(outcome)

    def end_letter(self, digest: str, outcome: str) -> None:
        """Record what came of a mail: it is not read again."""
        with transaction(self._database):
            self._database.execute("UPDATE letter SET outcome = ? WHERE digest = ?", (outcome, digest))

    def letters_read(self, mailbox: str, validity: int) -> set[int]:
        """Return the UIDs of the mails of a mailbox that are not to be read again."""
        rows = self._database.execute(
            """SELECT uid FROM letter_place JOIN letter USING (digest)
            WHERE mailbox = ? AND validity = ? AND outcome <> ''""",
            (mailbox, validity),
        )
        return {uid for (uid,) in rows}

    def has_other_letter(self, digest: str, message: str) -> bool:
        """Whether another mail has come under the same Message-ID."""
        row = self._database.execute(
            "SELECT 1 FROM letter WHERE message = ? AND digest <> ?", (message, digest)
        ).fetchone()
        return bool(message) and row is not None

    # --- our own files, and names ---------------------------------------------------------------------------------

    def announce(self, path: str, digests: Iterable[str]) -> None:
        """Record what a file is about to be: from now on it is ours if it has one of these digests."""
        with transaction(self._database):
            self._database.executemany(
                "INSERT OR IGNORE INTO written VALUES (?, ?)", [(path, each) for each in digests]
            )

    def written(self, path: str) -> set[str]:
        """Return every digest that we ever were about to give a file."""
        return {digest for (digest,) in self._database.execute("SELECT digest FROM written WHERE path = ?", (path,))}

    def place(self, path: str, stamp: str) -> None:
        """Record what a file of ours says now; "": that it is none any more."""
        with transaction(self._database):
            if stamp:
                self._database.execute("REPLACE INTO placed VALUES (?, ?)", (path, stamp))
            else:
                self._database.execute("DELETE FROM placed WHERE path = ?", (path,))

    def placed(self, path: str) -> str:
        """Return what a file of ours says, "" where it is none."""
        row = self._database.execute("SELECT stamp FROM placed WHERE path = ?", (path,)).fetchone()
        return row[0] if row else ""

    def places(self, home: str) -> list[str]:
        """Return our files whose path begins so."""
        rows = self._database.execute("SELECT path FROM placed WHERE substr(path, 1, ?) = ?", (len(home), home))
        return [path for (path,) in rows]

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Let everything that is recorded within be recorded in one step."""
        with transaction(self._database):
            yield

    def rename(self, old: str, new: str) -> None:
        """Let all that is known of a campaign be that of another folder: its files have moved there."""
        with transaction(self._database):
            for table, column in (("part", "document"), ("reading", "document"), ("decision", "document"),
                                  ("written", "path"), ("placed", "path"), ("paper", "document")):  # fmt: skip
                self._database.execute(
                    f"UPDATE OR REPLACE {table} SET {column} = moved({column}, ?, ?)",  # noqa: S608
                    (old, new),
                )
            self._database.execute("UPDATE paper SET campaign = ? WHERE campaign = ?", (new, old))


def _same(before: Sequence[Return], now: Sequence[Return]) -> bool:
    """Whether two looks at an arrival say the same."""

    def said(each: Return) -> tuple[object, ...]:
        return (each.state, each.paper and each.paper.document, each.place, each.how, each.why)

    return list(map(said, before)) == list(map(said, now))


def _return(row: tuple[Any, ...]) -> Return:
    number, state, place, how, score, why, pages = row[:_BARE]
    at = _BARE + _OF_ARRIVAL
    arrival, proposed, rest = row[_BARE:at], row[at : at + _OF_PAPER], row[at + _OF_PAPER :]
    ruling, *who, reason, when = rest[:_OF_DECISION]
    decided = None if ruling is None else Decision(
        Ruling(ruling), Doer(*who), reason, when, _paper(rest[_OF_DECISION:])
    )  # fmt: skip
    return Return(
        Arrival(*arrival), ReturnState(state), _paper(proposed), place, KnownBy(how), score, why,
        decision=decided, number=number, pages=_pages(pages),
    )  # fmt: skip


def _pages(told: str) -> tuple[ScannedPage, ...]:  # 1:A:0 2:B:180 3::0
    each = (one.split(":") for one in told.split())
    return tuple(ScannedPage(int(at), PageSide(side) if side else None, int(turn)) for at, side, turn in each)


def _paper(columns: Sequence[Any]) -> ReturnedPaper | None:
    return ReturnedPaper(*columns) if columns[1] is not None else None


def _looked_at(path: Path) -> Guarded:
    """Return the database to read: where it is of an older program, or not there, one in memory."""
    if path.exists():
        killed = path.with_name(f"{path.name}-journal").exists()  # only who may write can take back what it began
        database = connected(path.resolve().as_uri() if killed else readable(path), path, CURES, _WAIT, uri=True)
        try:
            with database.guard():
                if database.execute("PRAGMA user_version").fetchone() == (NEWEST,):
                    return database
        except BaseException:
            database.close()
            raise
        database.close()
    memory = connected(":memory:", path, CURES, _WAIT)
    with memory.guard():
        if path.exists():
            with contextlib.closing(connected(readable(path), path, CURES, _WAIT, uri=True)) as source:
                source.backup(memory)
        _brought_up_to_date(memory)
    return memory


def _brought_up_to_date(database: Guarded) -> None:
    database.execute("PRAGMA secure_delete = ON")  # what is forgotten is not in the file any more
    database.create_function("moved", 3, moved, deterministic=True)
    keep_older(database, NEWEST)
    migrate(database, _MIGRATIONS)
