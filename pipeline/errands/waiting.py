"""The folder that is watched: what is dropped into inputs/待排版/ comes out, set, in outputs/排版/.

Sources are only read, nothing is written over. What was made of which bytes is noted after it is in its place: a run
that was killed in between finds the very same file there and notes it. A result that somebody took away is made again.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import disk, inbox
from pipeline.desk import Desk, own_folder
from pipeline.model.frozen import frozen

if TYPE_CHECKING:  # heavy, and only needed where something waits
    from pipeline.errands.tidy import TidyOutcome

RESULTS = "排版"  # below outputs/
_RECORD = "排版.json"
_PATIENCE = 600.0  # seconds to wait for another run on the same workspace


@frozen
class Settled:
    """What came of the folder now: `outcomes` of the files that were new, `passed`: those that are no texts."""

    outcomes: tuple[TidyOutcome, ...] = ()
    passed: tuple[Path, ...] = ()


@dataclass(slots=True)
class _Record:
    """What was made of each file, by its name below the workspace: its digest, and the result's name ("": none)."""

    path: Path
    entries: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> _Record:
        try:
            told: Any = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            return cls(path)  # each file is set once more, and the very same result found where it lies
        known = (
            {name: entry for name, entry in told.items() if isinstance(entry, dict)} if isinstance(told, dict) else {}
        )
        return cls(path, known)

    def keep(self) -> None:
        """Write it, where it has changed."""
        data = json.dumps(self.entries, ensure_ascii=False, indent=1, sort_keys=True).encode()
        if not (self.path.is_file() and self.path.read_bytes() == data):
            disk.write(self.path, data)


def new(workspace: Path) -> tuple[list[Path], list[Path]]:
    """Return the files that wait to be set, and those in the folder that are no texts."""
    texts, passed, _ = _looked(workspace, _Record.read(own_folder(workspace) / _RECORD))
    return list(texts), passed


def settle(
    desk: Desk,
    on_wait: Callable[[], None] = lambda: None,
    on_progress: Callable[[int, int], None] = lambda *_: None,
) -> Settled:
    """Set what is new in the folder; what `on_progress` raises ends it between two files. Raises DiskError."""
    if not (desk.workspace / "inputs" / inbox.WAITING_FOLDER).is_dir():
        return Settled()
    with desk.ledger.exclusive(on_wait, _PATIENCE):
        record = _Record.read(own_folder(desk.workspace) / _RECORD)
        texts, passed, here = _looked(desk.workspace, record)
        for gone in set(record.entries) - here:
            del record.entries[gone]
        outcomes: list[TidyOutcome] = []
        for outcome in _set(desk, list(texts)):
            name = outcome.source.path.relative_to(desk.workspace).as_posix()
            written = outcome.written.relative_to(desk.workspace).as_posix() if outcome.written else ""
            outcomes.append(outcome)
            if not outcome.fault:  # what could not be set is tried, and told, at each run
                record.entries[name] = {"digest": texts[outcome.source.path], "written": written}
                record.keep()
            on_progress(len(outcomes), len(texts))
        if outcomes or record.path.exists():
            record.keep()
        return Settled(tuple(outcomes), tuple(passed))


def _looked(workspace: Path, record: _Record) -> tuple[dict[Path, str], list[Path], set[str]]:
    """Return the new files with their digests, those that are no texts, and the names of all that are."""
    inputs = workspace / "inputs"
    waiting = [path for path in _marked(inputs) if inbox.waits_to_be_set(path, inputs)]
    if not waiting:
        return {}, [], set()
    from pipeline.errands import tidy  # noqa: PLC0415

    texts, _ = tidy.to_tidy([inputs / inbox.WAITING_FOLDER])
    known = [path for path in texts if path in waiting]
    found = {}
    for path in known:
        name = path.relative_to(workspace).as_posix()
        digest = _digest(path)
        entry = record.entries.get(name, {})
        written = entry.get("written", "")
        if entry.get("digest") != digest or (written and not (workspace / written).exists()):
            found[path] = digest
    names = {path.relative_to(workspace).as_posix() for path in known}
    return found, [path for path in waiting if path not in known], names


def _marked(inputs: Path) -> Sequence[Path]:
    return list(inbox.file_marks(inputs)) if (inputs / inbox.WAITING_FOLDER).is_dir() else []


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""  # said when it is read


def _set(desk: Desk, paths: Sequence[Path]) -> Iterator[TidyOutcome]:
    """Yield what came of each file, folder by folder: its place below the one is its place below the other."""
    from pipeline.errands import tidy  # noqa: PLC0415

    wish = tidy.Wish(desk.settings.body_font, always=True)
    home = desk.workspace / "inputs" / inbox.WAITING_FOLDER
    folders: dict[Path, list[Path]] = defaultdict(list)
    for path in paths:
        folders[path.parent].append(path)
    for folder, files in folders.items():
        yield from tidy.tidied(files, wish, desk.outputs / RESULTS / folder.relative_to(home))
