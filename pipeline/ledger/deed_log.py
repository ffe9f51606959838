"""The deeds of persons in sent.db: nothing of them can be made again, so they lie with what was released and sent."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pipeline.ledger.schema import transaction
from pipeline.ledger.soundness import Guarded
from pipeline.model.deeds import BEGUN, Act, Deed, Doer, FileChange, Release

TABLE = """
    CREATE TABLE deed (
        number INTEGER PRIMARY KEY, at TEXT NOT NULL, name TEXT NOT NULL, user TEXT NOT NULL, computer TEXT NOT NULL,
        act TEXT NOT NULL, campaign TEXT NOT NULL, about TEXT NOT NULL, files TEXT NOT NULL, releases TEXT NOT NULL,
        undone TEXT NOT NULL
    ) STRICT
    """
_COLUMNS = "number, at, name, user, computer, act, campaign, about, files, releases, undone"


class Deeds:
    """What persons have done, in the order in which they did it."""

    def __init__(self, database: Guarded) -> None:
        self._database = database

    def note(self, deed: Deed) -> Deed:
        """Record a deed; return it with its number. Within a transaction of the book's it is part of that."""
        row = (
            deed.at, deed.who.name, deed.who.user, deed.who.computer, deed.act.value, deed.campaign, deed.about,
            _packed([[each.path, each.before, each.after] for each in deed.files]),
            _packed([[each.document, each.digest, each.before, each.branch, each.kind] for each in deed.releases]),
            deed.undone,
        )  # fmt: skip
        with transaction(self._database):
            made = self._database.execute(f"INSERT INTO deed VALUES (NULL{', ?' * len(row)})", row)  # noqa: S608
        return self._deed((made.lastrowid or 0, *row))

    def latest(self, most: int, *, before: int = 0, campaign: str = "") -> list[Deed]:
        """Return the newest deeds, the newest first; `before`: older than that number."""
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM deed WHERE (? = 0 OR number < ?) AND (? = '' OR campaign = ?)"  # noqa: S608
            " ORDER BY number DESC LIMIT ?",
            (before, before, campaign, campaign, most),
        )
        return [self._deed(row) for row in rows]

    def of(self, number: int) -> Deed | None:
        """Return one deed."""
        row = self._database.execute(f"SELECT {_COLUMNS} FROM deed WHERE number = ?", (number,)).fetchone()  # noqa: S608
        return self._deed(row) if row else None

    def concerning(self, path: str) -> list[Deed]:
        """Return the deeds that changed a file or released a document, the newest first."""
        mark = json.dumps(path, ensure_ascii=False)
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM deed WHERE instr(files, ?) OR instr(releases, ?) ORDER BY number DESC",  # noqa: S608
            (mark, mark),
        )
        return [self._deed(row) for row in rows]

    def given(self, act: Act) -> set[str]:
        """Return the digests that files were given by such deeds, as far as these were not undone."""
        rows = self._database.execute("SELECT files FROM deed WHERE act = ? AND undone = ''", (act.value,))
        return {after for (files,) in rows for _, _, after in json.loads(files)}

    def begun(self) -> list[Deed]:
        """Return the deeds that a killed run has begun."""
        rows = self._database.execute(f"SELECT {_COLUMNS} FROM deed WHERE undone = ?", (BEGUN,))  # noqa: S608
        return [self._deed(row) for row in rows]

    def forget(self, number: int) -> None:
        """Drop a deed that was begun and did not come to pass."""
        with transaction(self._database):
            self._database.execute("DELETE FROM deed WHERE number = ? AND undone = ?", (number, BEGUN))

    def take_back(self, number: int, at: str) -> None:
        """Record when a deed was undone; "": that it stands."""
        with transaction(self._database):
            self._database.execute("UPDATE deed SET undone = ? WHERE number = ?", (at, number))

    def rename(self, old: str, new: str, homes: tuple[str, str]) -> None:
        """Let a campaign's deeds be those of another folder: its files have moved there."""
        with transaction(self._database):
            self._database.execute(
                "UPDATE deed SET releases = replace(releases, ?, ?), campaign = ? WHERE campaign = ?",
                (*homes, new, old),
            )

    def _deed(self, row: tuple[object, ...]) -> Deed:
        with self._database.guard(ValueError, TypeError):
            number, at, name, user, computer, act, campaign, about, files, releases, undone = row
            return Deed(
                Act(str(act)), Doer(str(name), str(user), str(computer)), str(at), str(about), str(campaign),
                tuple(FileChange(*each) for each in _listed(files)),
                tuple(Release(*each) for each in _listed(releases)),
                str(undone), int(str(number)),
            )  # fmt: skip


def _packed(rows: list[list[str]]) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def _listed(text: object) -> Iterator[list[str]]:
    yield from json.loads(str(text)) if text else ()
