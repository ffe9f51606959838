"""Puts a finished file where it belongs: never twice, never over a clerk's edit.

INPUTS.md §5: an edited output is kept and the new version goes beside it as …（新版）; an edited 新版 is kept too, the
next is （新版2）. A 新版 that nobody edited may be replaced; one that the clerk removed is not made again until the
facts change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import disk
from pipeline.ledger import Entry
from pipeline.model.work import State

_MARK = "（新版"


@dataclass(slots=True)
class Shelf:
    """A campaign's files on disk beside what the ledger knows of them. `new` entries wait to be recorded."""

    workspace: Path
    campaign: str
    entries: dict[str, Entry]
    made: str  # ISO time of this run
    dry: bool = False
    new: list[Entry] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    _beside_of: dict[str, list[str]] = field(default_factory=dict)  # document → its 新版, by path

    def __post_init__(self) -> None:
        for entry in self.entries.values():
            self._index(entry)

    def _index(self, entry: Entry) -> None:
        versions = self._beside_of.setdefault(entry.beside, []) if entry.beside != entry.path else []
        if entry.path not in versions:
            versions.append(entry.path)

    def place(self, want: Wanted, content: Callable[[], Made]) -> Placed:
        """Bring one file up to date; `content` is called only where its bytes are needed."""
        known, path = self.entries.get(want.path), self.workspace / want.path
        if not path.exists():
            return self._write(want, content(), State.MADE)
        if known is not None and self.untouched(known):
            if known.fingerprint == want.fingerprint:
                return _as_known(State.UNCHANGED, known)
            return self._write(want, content(), State.MADE, known)
        if known is not None and known.fingerprint == want.fingerprint and not self._versions(want.path):
            return _as_known(State.KEPT, known)
        made = content()
        if made.digest == disk.digest(path):  # the ledger was lost, the file is ours all the same
            self._note(want, made, path)
            return Placed(State.UNCHANGED, digest=made.digest, made=self.made, findings=made.findings)
        return self._beside(want, made)

    def untouched(self, entry: Entry) -> bool:
        """Whether the file is as we wrote it. Same size, mtime and inode: trusted; otherwise its bytes decide."""
        path = self.workspace / entry.path
        try:
            stat = path.stat()
            if (stat.st_size, stat.st_mtime_ns, stat.st_ino) == (entry.size, entry.mtime, entry.inode):
                return True
            return stat.st_size == entry.size and disk.digest(path) == entry.digest
        except FileNotFoundError:
            return False

    def _beside(self, want: Wanted, made: Made) -> Placed:
        """The clerk has edited the file: keep it, and bring its newest 新版 up to date."""
        versions = self._versions(want.path)
        number = 1
        if versions:
            last = versions[-1]
            exists = (self.workspace / last.path).exists()
            if last.fingerprint == want.fingerprint or (exists and last.digest == made.digest):
                return _as_known(State.KEPT, last)
            number = len(versions) + (1 if exists and not self.untouched(last) else 0)
        while True:
            name = version_path(want.path, number)
            path = self.workspace / name
            known = self.entries.get(name)
            if not path.exists() or (known is not None and self.untouched(known)):
                break
            if disk.digest(path) == made.digest:  # made before the ledger was lost
                self._note(Wanted(name, want.kind, want.branch, want.fingerprint, want.facts, want.path), made, path)
                return Placed(State.KEPT, digest=made.digest, made=self.made, findings=made.findings)
            number += 1
        target = Wanted(name, want.kind, want.branch, want.fingerprint, want.facts, want.path)
        written = self._write(target, made, State.KEPT)
        return Placed(State.KEPT, written.written, made.digest, self.made, made.findings)

    def _versions(self, path: str) -> list[Entry]:
        """Return the known 新版 of a document, oldest first."""
        found = [self.entries[version] for version in self._beside_of.get(path, ())]
        return sorted(found, key=lambda entry: (len(entry.path), entry.path))

    def _write(self, want: Wanted, made: Made, state: State, known: Entry | None = None) -> Placed:
        path = self.workspace / want.path
        if known is not None and known.digest == made.digest:  # other facts, the same paper
            self._note(want, made, path)
            return Placed(State.UNCHANGED, digest=made.digest, made=known.made, findings=made.findings)
        if not self.dry:
            disk.write(path, made.data)
        self._note(want, made, path)
        if want.beside in {"", want.path}:
            self._drop_versions(want.path)
        return Placed(state, want.path, made.digest, self.made, made.findings)

    def _drop_versions(self, path: str) -> None:
        """The document itself is new again: a 新版 that nobody edited says nothing more."""
        for version in self._versions(path):
            if self.untouched(version) and not self.dry:
                disk.remove(self.workspace / version.path)
            self.gone.append(version.path)
        self._beside_of.pop(path, None)

    def _note(self, want: Wanted, made: Made, path: Path) -> None:
        if self.dry:
            return
        stat = path.stat()
        entry = Entry(
            path=want.path,
            beside=want.beside or want.path,
            campaign=self.campaign,
            kind=want.kind,
            branch=want.branch,
            fingerprint=want.fingerprint,
            digest=made.digest,
            size=stat.st_size,
            mtime=stat.st_mtime_ns,
            inode=stat.st_ino,
            made=self.made,
            facts=want.facts,
            findings=made.findings,
        )
        self.new.append(entry)
        self.entries[entry.path] = entry
        self._index(entry)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that should be there: from which facts (`fingerprint`, `facts` as JSON), for whom."""

    path: str
    kind: str
    branch: str
    fingerprint: str
    facts: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A file's bytes, and what the reviewer found in it (as text for the ledger)."""

    data: bytes
    findings: str = ""

    @property
    def digest(self) -> str:
        """The sha256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of it; `written` is the path of the file that was written, "" if none was."""

    state: State
    written: str = ""
    digest: str = ""
    made: str = ""
    findings: str = ""


def _as_known(state: State, entry: Entry) -> Placed:
    """Return that nothing was done: the ledger's word on the file stands."""
    return Placed(state, digest=entry.digest, made=entry.made, findings=entry.findings)


def version_path(path: str, number: int) -> str:
    """Return the path of a document's `number`th 新版: …（新版）.docx, …（新版2）.docx."""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}{_MARK}{number if number > 1 else ''}）{dot}{ending}"
