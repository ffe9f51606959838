"""What the papers say, for who looks for a word: one plain table. It can be made again, so a damaged one is.

LIKE over 20,000 papers takes a fifth of a second; an index of trigrams takes half a minute to make, is three times as
large, and finds no name of two characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from pipeline import disk
from pipeline.ledger import schema
from pipeline.ledger.soundness import Cures, connected
from pipeline.model.errors import LedgerError
from pipeline.model.frozen import frozen

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS paper (
        path TEXT PRIMARY KEY, campaign TEXT NOT NULL, branch TEXT NOT NULL, kind TEXT NOT NULL,
        size INTEGER NOT NULL, mtime INTEGER NOT NULL, text TEXT NOT NULL
    ) STRICT
    """
_CANNOT = "查找用的 {path} 写不进去（{fault}）。请检查磁盘空间，或关掉别的 gongwen"
_CURES = Cures("查找用的 {path} 坏了（{fault}）。可以删掉它，会重新做", _CANNOT, _CANNOT, _CANNOT, _CANNOT)
_WAIT = 30.0  # seconds that a second program waits for the first one's transaction


@frozen
class PaperText:
    """One paper's file and its words; names that are spread out with spaces are written without."""

    path: str
    campaign: str
    branch: str
    kind: str
    size: int
    mtime: int  # nanoseconds
    text: str


class Words:
    """A context manager; `read_only`: writes nothing, and knows nothing where nothing was made yet."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        there = path.is_file()
        self._database = connected(":memory:" if read_only and not there else path, path, _CURES, _WAIT)
        try:
            self._prepare(read_only=read_only and there)
        except LedgerError:
            self._database.close()
            if read_only or not there:
                raise
            disk.remove(path)
            self._database = connected(path, path, _CURES, _WAIT)
            self._prepare(read_only=False)

    def _prepare(self, *, read_only: bool) -> None:
        if not read_only:
            self._database.execute("PRAGMA journal_mode = DELETE")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.execute(_SCHEMA)
        self._database.execute("SELECT count(*) FROM paper").fetchone()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def known(self) -> Mapping[str, tuple[int, int]]:
        """Return size and time of each file as its words were taken."""
        rows = self._database.execute("SELECT path, size, mtime FROM paper")
        return {path: (size, mtime) for path, size, mtime in rows}

    def keep(self, papers: Iterable[PaperText], gone: Iterable[str] = ()) -> None:
        """Take over what papers say; forget those that are gone."""
        rows = [(p.path, p.campaign, p.branch, p.kind, p.size, p.mtime, p.text) for p in papers]
        with schema.transaction(self._database):
            self._database.executemany("DELETE FROM paper WHERE path = ?", [(path,) for path in gone])
            self._database.executemany("REPLACE INTO paper VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def find(self, words: Iterable[str], most: int, *, campaign: str = "", behind: int = 0) -> list[PaperText]:
        """Return papers whose name or text holds every one of the words, in the order of their names."""
        likes = [f"%{_escaped(word)}%" for word in words]
        where = " AND ".join("(text LIKE ? ESCAPE '\\' OR path LIKE ? ESCAPE '\\')" for _ in likes) or "1"
        rows = self._database.execute(
            f"SELECT * FROM paper WHERE ? IN ('', campaign) AND {where} ORDER BY path LIMIT ? OFFSET ?",  # noqa: S608
            (campaign, *(like for like in likes for _ in range(2)), most, behind),
        )
        return [PaperText(*row) for row in rows]


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
