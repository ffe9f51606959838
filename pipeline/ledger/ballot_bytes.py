"""The ballots that were sent, by their bytes: outputs/.gongwen/不记名/, a folder for each kind.

What comes back is held to these, so what was a ballot when it left stays one: though its kind is called otherwise by
now, its campaign's folder is gone, or a database has been lost. Kept before a parcel leaves, and never removed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline import disk
from pipeline.ledger.sent_bytes import SentBytes
from pipeline.model.frozen import frozen

BALLOTS = "不记名"
_LATEST = 12  # of a kind that are asked for: those of one kind differ in little more than the name of their branch
_NAME = 16  # signs of the name of a kind's folder


@frozen
class BallotBytes:
    """The store below `own`, the folder of the program's own files."""

    own: Path

    def keep(self, campaign: str, kind: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Make (digest, bytes) of a kind durable, those that are not there yet. Raises DiskError."""
        self._of(campaign, kind).keep(files)

    def lacks(self, campaign: str, kind: str, digests: Iterable[str]) -> list[str]:
        """Return those that are not there yet."""
        store = self._of(campaign, kind)
        return [digest for digest in digests if not store.has(digest)]

    def latest(self) -> Iterator[tuple[str, bytes]]:
        """Yield digest and bytes of the latest of each kind. Raises DiskError."""
        home = self.own / BALLOTS
        for folder in sorted(home.iterdir()) if home.is_dir() else ():
            store = SentBytes(self.own, f"{BALLOTS}/{folder.name}")
            files = sorted(((_time(path), path.name) for path in folder.glob("*/*")), reverse=True)
            for _, digest in files[:_LATEST]:
                if (data := store.of(digest)) is not None:
                    yield digest, data

    def _of(self, campaign: str, kind: str) -> SentBytes:
        name = hashlib.sha256(f"{campaign}\n{kind}".encode()).hexdigest()[:_NAME]
        return SentBytes(self.own, f"{BALLOTS}/{name}")


def _time(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError as fault:
        raise disk.unreadable(path, fault) from fault
