"""The bytes that branches were sent, by digest: outputs/.gongwen/已送/, a file for each version of a paper.

So lie the bytes that came back, too: 交回/, each file as it came, once.

What comes back is held to the very bytes that went out. They cannot be made again: roster and template may have changed
since. A version is kept before its parcel leaves, once, however many branches get it, and goes only if it never left.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from pipeline import disk
from pipeline.model.frozen import frozen

SENT_FOLDER, CAME_BACK = "已送", "交回"
_DIGEST = re.compile("[0-9a-f]{64}")
_SHARD = 2  # signs of a digest that name its folder: no folder gets too many files


@frozen
class SentBytes:
    """The store below `own`, the folder of the program's own files."""

    own: Path
    folder: str = SENT_FOLDER

    def keep(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Make (digest, bytes) durable, those that are not there yet. Raises DiskError."""
        new = {digest: data for digest, data in files if not self._holds(digest, len(data))}
        if not new:
            return
        for folder in {self._place(digest).parent for digest in new}:  # what a killed run has left belongs to these
            disk.sweep(folder)
        with contextlib.closing(disk.Chunk(self.own)) as chunk:
            waiting = [chunk.add(self._place(digest), data) for digest, data in new.items()]
            chunk.flush()
            for each in waiting:
                chunk.put(each)
            chunk.finish()

    def of(self, digest: str) -> bytes | None:
        """Return the bytes of a digest; None where they are not there, or are not what was kept. Raises DiskError."""
        if not _DIGEST.fullmatch(digest):
            return None
        path = self._place(digest)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as fault:
            raise disk.unreadable(path, fault) from fault
        return data if hashlib.sha256(data).hexdigest() == digest else None

    def has(self, digest: str) -> bool:
        """Whether something lies there under a digest."""
        return self._place(digest).is_file()

    def digests(self) -> set[str]:
        """Return the digests of all that lies there."""
        home = self.own / self.folder
        shards = list(home.iterdir()) if home.is_dir() else []
        return {
            each.name for shard in shards if shard.is_dir() for each in shard.iterdir() if _DIGEST.fullmatch(each.name)
        }

    def forget(self, digests: Iterable[str]) -> None:
        """Remove versions that have left to nobody. Raises DiskError."""
        for digest in filter(_DIGEST.fullmatch, digests):
            disk.remove(self._place(digest))

    def _holds(self, digest: str, size: int) -> bool:
        """Whether a version lies there in its length: what a disk has cut off is written again."""
        try:
            return self._place(digest).stat().st_size == size
        except OSError:
            return False

    def _place(self, digest: str) -> Path:
        return self.own / self.folder / digest[:_SHARD] / digest
