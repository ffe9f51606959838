"""Puts a finished file where it belongs: never twice, never over a clerk's edit.

INPUTS.md §5: an edited output is kept and the new version goes beside it as …（新版）; an edited 新版 is kept too, the
next is （新版2）. A 新版 that nobody edited may be replaced; one that the clerk removed is not made again until the
facts change.

A shelf needs no database: it gets the known entries of the documents that it may be asked for (`know`: of the branches
whose turn it is), `place` decides and writes aside, `settle` puts a chunk in place, `handed_over` gives what the ledger
is to record. So a worker process can have one.
"""

from __future__ import annotations

import hashlib
import os
import stat
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from pipeline import disk, intent
from pipeline.disk import Aside, Chunk
from pipeline.disk.files import unreadable
from pipeline.ledger import Entry, Event
from pipeline.model.errors import DiskError
from pipeline.model.work import Change, State

_MARK = "（新版"


@dataclass(slots=True)
class Shelf:
    """A campaign's files on disk beside what the ledger knows of them."""

    workspace: Path
    campaign: str
    entries: dict[str, Entry]
    made: str  # ISO time of this run
    dry: bool = False
    durable: bool = True  # False: a power cut may leave empty files (benchmarks)
    new: list[Entry] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    intents: list[Path] = field(default_factory=list)
    _waiting: list[_Waiting] = field(default_factory=list)
    _beside_of: dict[str, list[str]] = field(default_factory=dict)  # document → its 新版, by path
    _chunk: Chunk = field(init=False)

    def __post_init__(self) -> None:
        self._chunk = Chunk(self.workspace / "outputs", durable=self.durable)
        self.know(self.entries.values())

    def know(self, entries: Iterable[Entry]) -> None:
        """Know these, and no others any more; nothing may be on its way to its place."""
        self.entries = {entry.path: entry for entry in entries}
        self._beside_of = {}
        for entry in self.entries.values():
            self._index(entry)

    def _index(self, entry: Entry) -> None:
        if entry.beside != entry.path:
            versions = self._beside_of.setdefault(entry.beside, [])
            if entry.path not in versions:
                versions.append(entry.path)

    # --- deciding -------------------------------------------------------------------------------------------------

    def place(self, want: Wanted, content: Callable[[], Made]) -> Placed:
        """Bring one file up to date; `content` is called only where its bytes are needed.

        What is written waits for `settle`, which may know better. Raises DiskError.
        """
        known, there = self.entries.get(want.path), self._look(want.path)
        if there is None:
            return self._write(want, content(), State.MADE)
        if known is not None and self._as_written(known, there):
            if known.fingerprint == want.fingerprint:
                self._drop_versions(want.path)
                return as_known(State.UNCHANGED, known)
            return self._write(want, content(), State.MADE, known, there)
        if known is not None and known.fingerprint == want.fingerprint and self._says_nothing_new(want.path):
            self._drop_versions(want.path)
            return as_known(State.KEPT, known)
        made = content()
        if self._holds(want.path, made):  # the ledger was lost, or the clerk put the 新版 in its place
            self._note(want, made, there)
            self._drop_versions(want.path)
            return Placed(State.UNCHANGED, digest=made.digest, made=self.made, findings=made.findings)
        return self._beside(want, made)

    def as_recorded(self, path: str) -> Placed | None:
        """Return that a document needs nothing, where its file is the one that was written and it has no 新版.

        For documents whose facts are known to be the same; None: `place` must decide. It looks, and opens nothing.
        """
        known = self.entries.get(path)
        if known is None or path in self._beside_of:
            return None
        try:
            there = self._look(path)
        except DiskError:
            return None
        return as_known(State.UNCHANGED, known) if there and _is_same_file(known, there) else None

    def has_version(self, path: str, fingerprint: str) -> bool:
        """Whether the newest 新版 of an edited document says what these facts say."""
        versions = self._versions(path)
        return bool(versions) and versions[-1].fingerprint == fingerprint

    def untouched(self, entry: Entry) -> bool:
        """Whether the file is there as we wrote it. Same size, mtime and inode: trusted; otherwise its bytes decide."""
        try:
            there = self._look(entry.path)
            return there is not None and self._as_written(entry, there)
        except DiskError:  # held by another program: what cannot be looked at counts as the clerk's
            return False

    def _look(self, path: str) -> os.stat_result | None:
        """Return what the file system says of a file, None where there is none. Raises DiskError for a folder."""
        try:
            there = os.stat(self._absolute(path))  # noqa: PTH116
        except FileNotFoundError:
            return None
        except OSError as fault:
            raise unreadable(self.workspace / path, fault) from fault
        if stat.S_ISDIR(there.st_mode):
            raise unreadable(self.workspace / path, IsADirectoryError(21, "is a folder"))
        return there

    def _absolute(self, path: str) -> str:
        return f"{self.workspace}/{path}"  # making a Path costs more than the look itself

    def _as_written(self, entry: Entry, there: os.stat_result) -> bool:
        if _is_same_file(entry, there):
            return True
        return there.st_size == entry.size and self._digest(entry.path) == entry.digest

    def _digest(self, path: str) -> str:
        try:
            return disk.digest(self.workspace / path)
        except OSError as fault:
            raise unreadable(self.workspace / path, fault) from fault

    def _holds(self, path: str, made: Made) -> bool:
        return self._digest(path) == made.digest

    def _beside(self, want: Wanted, made: Made) -> Placed:
        """The clerk has edited the file: keep it, and bring its newest 新版 up to date."""
        versions = self._versions(want.path)
        number = 1
        if versions:
            last = versions[-1]
            exists = self._look(last.path) is not None
            if last.fingerprint == want.fingerprint or (exists and last.digest == made.digest):
                return replace(as_known(State.KEPT, last), beside=last.path)
            number = len(versions) + (1 if exists and not self.untouched(last) else 0)
        while True:
            name = version_path(want.path, number)
            known, there = self.entries.get(name), self._look(name)
            if there is None or (known is not None and self.untouched(known)):
                break
            if self._holds(name, made):  # made before the ledger was lost
                self._note(want.named(name), made, there)
                return Placed(State.KEPT, digest=made.digest, made=self.made, findings=made.findings, beside=name)
            number += 1
        written = self._write(want.named(name), made, State.KEPT, known, there)
        return Placed(State.KEPT, written.written, made.digest, self.made, made.findings, beside=name)

    def _versions(self, path: str) -> list[Entry]:
        """Return the known 新版 of a document, oldest first."""
        found = [self.entries[version] for version in self._beside_of.get(path, ()) if version in self.entries]
        return sorted(found, key=lambda entry: (len(entry.path), entry.path))

    def _says_nothing_new(self, path: str) -> bool:
        """Whether no 新版 of an edited document holds an edit: facts as they were need none."""
        return all(self.untouched(version) or self._look(version.path) is None for version in self._versions(path))

    def _write(
        self, want: Wanted, made: Made, state: State, known: Entry | None = None, there: os.stat_result | None = None
    ) -> Placed:
        if known is not None and there is not None and known.digest == made.digest:  # other facts, the same paper
            self._note(want, made, there)
            if want.is_document:
                self._drop_versions(want.path)
            return Placed(State.UNCHANGED, digest=made.digest, made=known.made, findings=made.findings)
        if not self.dry:
            aside = self._chunk.add(self.workspace / want.path, made.file or made.data)
            self._waiting.append(_Waiting(want, made, aside, there, self._entry(want, made, aside.stat)))
        return Placed(state, want.path, made.digest, self.made, made.findings)

    # --- putting a chunk in place ---------------------------------------------------------------------------------

    def settle(self) -> dict[str, Placed]:
        """Make what was placed durable and put it in its place; then, and only then, it is in `new`.

        Returns what turned out otherwise, by the document's path: edited meanwhile, or STOPPED with its `fault`.
        """
        otherwise: dict[str, Placed] = {}
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            try:
                self._announce(waiting)
                self._chunk.flush()
                settled = [each for each in waiting if self._put(each, otherwise)]
                self._chunk.finish()
            except DiskError as fault:
                otherwise |= {each.want.document: _stopped(fault) for each in (*waiting, *self._waiting)}
                self._waiting = settled = []
            for each in settled:
                self._keep(each.entry)
                if each.want.facts:  # what lies beside the papers has no history of its own
                    self.events.append(self._event(each.want))
                if each.want.is_document:
                    self._drop_versions(each.want.path)
        self._chunk.close()
        return otherwise

    def close(self) -> None:
        """Give up what is still on its way: the run has been stopped."""
        self._waiting.clear()
        self._chunk.close()

    def _announce(self, waiting: list[_Waiting]) -> None:
        """Write down what is about to be put in place, made durable with it."""
        entries = [each.entry for each in waiting]
        events = [self._event(each.want) for each in waiting if each.want.facts]
        path, data = intent.announced(self.workspace, entries, events)
        self._chunk.note(path, data)
        self.intents.append(path)

    def _put(self, waiting: _Waiting, otherwise: dict[str, Placed]) -> bool:
        """Rename one file into its place, unless the clerk was faster: then decide anew."""
        want = waiting.want
        try:
            if not _same(self._look(want.path), waiting.seen):
                self._chunk.drop(waiting.aside)
                otherwise[want.document] = self.place(want.as_document(), lambda: waiting.made)
                return False
            self._chunk.put(waiting.aside)
        except DiskError as fault:
            otherwise[want.document] = _stopped(fault)
            return False
        return True

    def _drop_versions(self, path: str) -> None:
        """The document itself is new again: a 新版 that nobody edited says nothing more."""
        if self.dry or path not in self._beside_of:
            return
        for version in self._versions(path):
            try:
                if self.untouched(version):
                    disk.remove(self.workspace / version.path)
            except DiskError:  # open in another program: the next run tries again
                continue
            self.entries.pop(version.path)
            self.gone.append(version.path)

    def _note(self, want: Wanted, made: Made, there: os.stat_result) -> None:
        if not self.dry:
            self._keep(self._entry(want, made, there))

    def _keep(self, entry: Entry) -> None:
        self.new.append(entry)
        self.entries[entry.path] = entry
        self._index(entry)

    def _entry(self, want: Wanted, made: Made, there: os.stat_result) -> Entry:
        return Entry(
            path=want.path,
            beside=want.document,
            campaign=self.campaign,
            kind=want.kind,
            branch=want.branch,
            fingerprint=want.fingerprint,
            digest=made.digest,
            size=there.st_size,
            mtime=there.st_mtime_ns,
            inode=there.st_ino,
            made=self.made,
            template=want.template,
            engine=want.engine,
            findings=made.findings,
            facts=zlib.compress(want.facts.encode(), 1),
        )

    def _event(self, want: Wanted) -> Event:
        what = State.MADE if want.is_document else State.KEPT
        changes = tuple(replace(change, path=want.path) for change in want.changes)
        return Event(want.document, self.campaign, what, want.path, changes, kind=want.kind, branch=want.branch)

    def handed_over(self) -> Handover:
        """Give what the ledger is to record, and forget it."""
        given = Handover(tuple(self.new), tuple(self.gone), tuple(self.events), tuple(self.intents))
        for listed in (self.new, self.gone, self.events, self.intents):
            listed.clear()
        return given


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that should be there: from which facts (`fingerprint`, `facts` as JSON), for whom."""

    path: str
    kind: str
    branch: str
    fingerprint: str
    facts: str = ""
    changes: tuple[Change, ...] = ()  # since it was last made
    template: str = ""  # digest of the template's bytes
    engine: str = ""  # version of the program
    beside: str = ""  # of a 新版: the document that it is one of

    @property
    def document(self) -> str:
        """The path of the document that it is, or is a 新版 of."""
        return self.beside or self.path

    @property
    def is_document(self) -> bool:
        """Whether it is a document, not a 新版 of one."""
        return self.document == self.path

    def named(self, version: str) -> Wanted:
        """Return the same as a 新版 under that path."""
        return replace(self, path=version, beside=self.path)

    def as_document(self) -> Wanted:
        """Return the document that it is, or is a 新版 of."""
        return replace(self, path=self.document, beside="")


@dataclass(frozen=True, slots=True)
class Made:
    """A file's bytes, and what the reviewer found in it (as text for the ledger).

    `main`: the pieces of a document's main part, where that is all there is to it (Filled.plain).
    `file`: holds the bytes where they may be too many for the memory; then there is no `data`.
    """

    data: bytes
    findings: str = ""
    main: tuple[bytes, ...] = ()
    file: IO[bytes] | None = None
    digest: str = field(init=False)  # sha256

    def __post_init__(self) -> None:
        hashed = hashlib.sha256(self.data)
        for piece in disk.pieces(self.file) if self.file else ():
            hashed.update(piece)
        object.__setattr__(self, "digest", hashed.hexdigest())


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of it; `written` is the path of the file that was written, "" if none was; `fault`: why not."""

    state: State
    written: str = ""
    digest: str = ""
    made: str = ""
    findings: str = ""
    fault: str = ""
    run: int = 0  # that made it, where an earlier one did
    beside: str = ""  # the 新版 that says what an edited document does not, "" where it says all


@dataclass(frozen=True, slots=True)
class Handover:
    """What a shelf gives to the ledger: entries to keep, paths to forget, what happened; then no intent is needed."""

    new: tuple[Entry, ...]
    gone: tuple[str, ...]
    events: tuple[Event, ...]
    intents: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file written aside, with what stood in its place when that was decided."""

    want: Wanted
    made: Made
    aside: Aside
    seen: os.stat_result | None
    entry: Entry


def _is_same_file(entry: Entry, there: os.stat_result) -> bool:
    return (there.st_size, there.st_mtime_ns, there.st_ino) == (entry.size, entry.mtime, entry.inode)


def _same(one: os.stat_result | None, other: os.stat_result | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.st_size, one.st_mtime_ns, one.st_ino) == (other.st_size, other.st_mtime_ns, other.st_ino)


def _stopped(fault: DiskError) -> Placed:
    return Placed(State.STOPPED, fault=str(fault))


def as_known(state: State, entry: Entry) -> Placed:
    """Return that nothing was done: the ledger's word on the file stands."""
    return Placed(state, digest=entry.digest, made=entry.made, findings=entry.findings, run=entry.run)


def version_path(path: str, number: int) -> str:
    """Return the path of a document's `number`th 新版: …（新版）.docx, …（新版2）.docx."""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}{_MARK}{number if number > 1 else ''}）{dot}{ending}"


def document_of(path: str) -> str:
    """Return the path of the document that this is a 新版 of, by its name; its own if it is none."""
    stem, mark, _ = path.rpartition(_MARK)
    return f"{stem}.docx" if mark else path
