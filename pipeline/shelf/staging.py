"""The Shelf: a campaign's files on disk beside what the ledger knows of them; carries out what `decide` says.

A shelf needs no database: it gets the known entries of the documents that it may be asked for (`know`: of the branches
whose turn it is), `place` decides and writes aside, `settle` puts a chunk in place, `handed_over` gives what the ledger
is to record. So a worker process can have one.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from pipeline import disk, intent
from pipeline.disk import Aside, Chunk, unreadable
from pipeline.ledger import Entry, Event, packed_text
from pipeline.model.action import Action, Do, Reason
from pipeline.model.errors import DiskError
from pipeline.model.frozen import frozen
from pipeline.model.travel import by_fields
from pipeline.model.work import State
from pipeline.shelf.deciding import Lies, Look, Unwanted, Wanted, decide
from pipeline.shelf.versions import version_path


@dataclass(slots=True)
class Shelf:
    """A campaign's files on disk beside what the ledger knows of them."""

    workspace: Path
    campaign: str
    entries: dict[str, Entry]
    made: str  # ISO time of this run
    durable: bool = True  # False: a power cut may leave empty files (benchmarks)
    _new: list[Entry] = field(default_factory=list)
    _gone: list[str] = field(default_factory=list)
    _events: list[Event] = field(default_factory=list)
    _intents: list[Path] = field(default_factory=list)
    _waiting: list[_Waiting] = field(default_factory=list)
    _beside_of: dict[str, list[str]] = field(default_factory=dict)  # document → its 新版, by path
    _chunk: Chunk = field(init=False)

    def __post_init__(self) -> None:
        self._chunk = Chunk(self.workspace / "outputs", durable=self.durable)
        self.know(self.entries.values())

    def know(self, entries: Iterable[Entry]) -> None:
        """Replace the known entries. Call only when nothing is staged."""
        assert not self._waiting, "files are still on their way to their places"
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
        look = self._around(want.path, known, there)
        action = decide(known, look, want)
        if not (action.by_bytes or action.writes):
            return self._left(action, known, want)
        made = content()
        if action.by_bytes:
            if look.lies is Lies.OTHER:
                look = replace(look, digest=self._digest(want.path))
            action = decide(known, look, replace(want, digest=made.digest))
        match action.do:
            case Do.WRITE:
                return self._write(want, made, State.MADE, there)
            case Do.ADOPT:
                assert there is not None
                self._note(want, made, there)
                self._drop_versions(want.path)
                when = known.made if known is not None and action.reason is Reason.SAME_PAPER else self.made
                return Placed(State.UNCHANGED, digest=made.digest, made=when, findings=made.findings)
            case Do.BESIDE:
                return self._beside(want, made, look)
            case _:
                return self._left(action, look.newest if action.reason is Reason.TOLD else known, want)

    def decided(self, want: Wanted) -> Action:
        """Return what `place` would do; before the document is made, as far as that can be told. Raises DiskError."""
        known = self.entries.get(want.path)
        look = self._around(want.path, known, self._look(want.path))
        if want.digest and look.lies is Lies.OTHER:
            look = replace(look, digest=self._digest(want.path))
        return decide(known, look, want)

    def parting(self, entry: Entry, wanted: Unwanted) -> Action:
        """Return what is to be done with a file that no document is due for; what cannot be looked at stays."""
        try:
            there = self._look(entry.path)
            lies = self._lies(entry, there)
        except DiskError:
            lies = Lies.OTHER
        return decide(entry, Look(lies), wanted)

    def _left(self, action: Action, known: Entry | None, want: Wanted) -> Placed:
        """Leave a file as it is; where it is no edit's business any more, its 新版 go."""
        assert known is not None
        if action.reason is Reason.TOLD:
            return replace(as_known(State.KEPT, known), beside=known.path)
        self._drop_versions(want.path)
        return as_known(State.UNCHANGED if action.do is Do.LEAVE else State.KEPT, known)

    def _around(self, path: str, known: Entry | None, there: os.stat_result | None) -> Look:
        """Return what lies in a document's place, and of its 新版 only where they matter."""
        lies = self._lies(known, there)
        if lies is not Lies.OTHER:
            return Look(lies)
        versions = self._versions(path)
        if not versions:
            return Look(lies)
        newest = versions[-1]
        edited = any(not self.untouched(each) and self._look(each.path) is not None for each in versions)
        return Look(lies, "", newest, self._look(newest.path) is not None, edited)

    def _lies(self, known: Entry | None, there: os.stat_result | None) -> Lies:
        if there is None:
            return Lies.NOTHING
        return Lies.OURS if known is not None and self._as_written(known, there) else Lies.OTHER

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

    def _beside(self, want: Wanted, made: Made, look: Look) -> Placed:
        """Put ours beside a clerk's edit: in the place of the newest 新版, or behind it where that is edited, too."""
        number = 1
        if look.newest is not None:
            edited = look.newest_there and not self.untouched(look.newest)
            number = len(self._versions(want.path)) + (1 if edited else 0)
        while True:
            version = want.named(version_path(want.path, number))
            known, there = self.entries.get(version.path), self._look(version.path)
            lies = self._lies(known, there)
            if lies is not Lies.OTHER:
                break
            assert there is not None
            if self._digest(version.path) == made.digest:  # made before the ledger was lost
                self._note(version, made, there)
                return Placed(
                    State.KEPT, digest=made.digest, made=self.made, findings=made.findings, beside=version.path
                )
            number += 1
        if known is not None and there is not None and known.digest == made.digest:  # other facts, the same paper
            self._note(version, made, there)
        else:
            self._write(version, made, State.KEPT, there)
            return Placed(State.KEPT, version.path, made.digest, self.made, made.findings, beside=version.path)
        return Placed(State.KEPT, "", made.digest, self.made, made.findings, beside=version.path)

    def _versions(self, path: str) -> list[Entry]:
        """Return the known 新版 of a document, oldest first."""
        found = [self.entries[version] for version in self._beside_of.get(path, ()) if version in self.entries]
        return sorted(found, key=lambda entry: (len(entry.path), entry.path))

    def _write(self, want: Wanted, made: Made, state: State, there: os.stat_result | None) -> Placed:
        aside = self._chunk.add(self._absolute(want.path), made.file or made.data)
        self._waiting.append(_Waiting(want, made, aside, there, self._entry(want, made, aside.stat)))
        return Placed(state, want.path, made.digest, self.made, made.findings)

    # --- putting a chunk in place ---------------------------------------------------------------------------------

    def settle(self) -> dict[str, Placed]:
        """Make what was placed durable and put it in its place; then, and only then, it is to be recorded.

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
                    self._events.append(self._event(each.want))
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
        self._intents.append(path)

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
        if path not in self._beside_of:
            return
        for version in self._versions(path):
            try:
                if self.untouched(version):
                    disk.remove(self.workspace / version.path)
            except DiskError:  # open in another program: the next run tries again
                continue
            self.entries.pop(version.path)
            self._gone.append(version.path)

    def _note(self, want: Wanted, made: Made, there: os.stat_result) -> None:
        self._keep(self._entry(want, made, there))

    def _keep(self, entry: Entry) -> None:
        self._new.append(entry)
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
            facts=packed_text(want.facts),
        )

    def _event(self, want: Wanted) -> Event:
        what = State.MADE if want.is_document else State.KEPT
        changes = tuple(replace(change, path=want.path) for change in want.changes)
        return Event(want.document, self.campaign, what, want.path, changes, kind=want.kind, branch=want.branch)

    def enter(self, entries: Iterable[Entry]) -> None:
        """Have the ledger know files that lie there already."""
        self._new += entries

    def forget(self, path: str) -> None:
        """Have the ledger know a file no longer: it is gone, or a clerk's."""
        self._gone.append(path)

    def handed_over(self) -> Handover:
        """Give what the ledger is to record, and forget it."""
        given = Handover(tuple(self._new), tuple(self._gone), tuple(self._events), tuple(self._intents))
        for listed in (self._new, self._gone, self._events, self._intents):
            listed.clear()
        return given


@frozen
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


@by_fields
@frozen
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


@frozen
class Handover:
    """What a shelf gives to the ledger: entries to keep, paths to forget, what happened; then no intent is needed."""

    new: tuple[Entry, ...]
    gone: tuple[str, ...]
    events: tuple[Event, ...]
    intents: tuple[Path, ...]


@frozen
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
