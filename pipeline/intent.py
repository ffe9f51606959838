"""What a chunk is about to put in place, written down first: the files are ours even if their record is lost.

Without it a run killed between renaming a file and recording it leaves a file that the ledger does not know. As long as
the facts stay the same the next run makes equal bytes and sees that; once they change, it would take its own file for a
clerk's edit. An intent is a small file beside the ledger, so that a worker without a database can write it.
"""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline import disk
from pipeline.ledger import Entry

_ENDING = ".intent"


def folder(workspace: Path) -> Path:
    """Return where intents lie: with the program's own files."""
    return workspace / "outputs" / ".gongwen"


def announced(workspace: Path, entries: Iterable[Entry]) -> tuple[Path, bytes]:
    """Return the path and the bytes of a chunk's intent."""
    rows = [
        {name: getattr(entry, name) for name in Entry.__slots__}
        | {"facts": base64.b64encode(entry.facts).decode("ascii")}
        for entry in entries
    ]
    return folder(workspace) / f"{uuid.uuid4().hex}{_ENDING}", json.dumps(rows, ensure_ascii=False).encode()


def left(workspace: Path) -> Iterator[tuple[Path, list[Entry]]]:
    """Yield the intents that a killed run left, each with the entries whose files did get into their place."""
    for path in sorted(folder(workspace).glob(f"*{_ENDING}")):
        try:
            rows = json.loads(path.read_bytes())
            entries = [Entry(**row | {"facts": base64.b64decode(row["facts"])}) for row in rows]
        except (ValueError, TypeError, KeyError):  # cut short before it was durable: then nothing was renamed either
            entries = []
        yield path, [now for entry in entries if (now := _in_place(workspace, entry))]


def _in_place(workspace: Path, entry: Entry) -> Entry | None:
    path = workspace / entry.path
    try:
        stat = path.stat()
        if stat.st_size != entry.size or disk.digest(path) != entry.digest:
            return None
    except OSError:
        return None
    return replace(entry, mtime=stat.st_mtime_ns, inode=stat.st_ino)
