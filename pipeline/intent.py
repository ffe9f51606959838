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
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from pipeline import disk
from pipeline.ledger import Entry, Event
from pipeline.model.work import Change

_ENDING = ".intent"
_ENTRY, _EVENT = (tuple(each.name for each in fields(kind)) for kind in (Entry, Event))


def folder(workspace: Path) -> Path:
    """Return where intents lie: with the program's own files."""
    return workspace / "outputs" / ".gongwen"


def announced(workspace: Path, entries: Iterable[Entry], events: Iterable[Event]) -> tuple[Path, bytes]:
    """Return the path and the bytes of a chunk's intent: its entries, and what then has happened to each file."""
    rows = [
        {name: getattr(entry, name) for name in _ENTRY} | {"facts": base64.b64encode(entry.facts).decode("ascii")}
        for entry in entries
    ]
    happened = [_row(event) for event in events]
    data = json.dumps({"entries": rows, "events": happened}, ensure_ascii=False).encode("utf-8", "replace")
    return folder(workspace) / f"{uuid.uuid4().hex}{_ENDING}", data


def left(workspace: Path) -> Iterator[tuple[Path, list[Entry], list[Event]]]:
    """Yield the intents that a killed run left: path, the entries whose files are in place, the events of all."""
    for path in sorted(folder(workspace).glob(f"*{_ENDING}")):
        try:
            said = json.loads(path.read_bytes())
            entries = [Entry(**row | {"facts": base64.b64decode(row["facts"])}) for row in said["entries"]]
            events = [_event(row) for row in said["events"]]
        except (ValueError, TypeError, KeyError):  # cut short before it was durable: then nothing was renamed either
            entries, events = [], []
        there = [now for entry in entries if (now := _in_place(workspace, entry))]
        yield path, there, events


def _row(event: Event) -> dict[str, Any]:
    row = {name: getattr(event, name) for name in _EVENT}  # a fifth of what asdict takes
    return row | {"changes": [asdict(change) for change in event.changes]}


def _event(row: dict[str, Any]) -> Event:
    return Event(**row | {"changes": tuple(Change(**each) for each in row["changes"])})


def _in_place(workspace: Path, entry: Entry) -> Entry | None:
    path = workspace / entry.path
    try:
        stat = path.stat()
        if stat.st_size != entry.size or disk.digest(path) != entry.digest:
            return None
    except OSError:
        return None
    return replace(entry, mtime=stat.st_mtime_ns, inode=stat.st_ino)
