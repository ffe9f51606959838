"""What is no longer due: documents whose facts are gone move to 已撤下/; what a clerk has edited stays where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import disk, register
from pipeline.desk import Desk
from pipeline.ledger import Entry, Event
from pipeline.model.errors import DiskError
from pipeline.model.work import RESERVED_FOLDERS, TOWNSHIP_FOLDER, WITHDRAWN_FOLDER, State
from pipeline.shelf import Shelf, document_of


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """One document that is no longer due; `now` is where it lies, `fault` why it could not be moved there.

    `news`: it was withdrawn by this run, or by a killed one that this one goes on with.
    """

    path: str
    kind: str
    branch: str
    now: str
    fault: str = ""
    news: bool = True
    at: str = ""  # ISO time of the run that withdrew it, "" = this one
    left: bool = False  # a clerk has edited it, so it stays where it is


@dataclass(slots=True)
class Withdrawal:
    """One campaign's documents that are no longer due."""

    desk: Desk
    campaign: str
    shelf: Shelf
    dry: bool
    found: list[Withdrawn] = field(default_factory=list)

    @property
    def _home(self) -> str:
        return f"outputs/{self.campaign}/"

    def withdraw(self, entries: Iterable[Entry]) -> list[Withdrawn]:
        """Withdraw these; return them, and what earlier runs have moved to 已撤下/ and still lies there.

        Where each is going is recorded first: a run that is killed between moving and forgetting is understood.
        """
        moves: list[tuple[Entry, str]] = []
        for entry in entries:
            if not self._there(entry.path):
                self.shelf.gone.append(entry.path)
            elif self.shelf.untouched(entry):
                moves.append((entry, self._target(entry.path)))
            else:
                self._stays(entry)
        if not self.dry:
            self.desk.record(self.shelf.handed_over(), [self._event(entry, target) for entry, target in moves])
        for entry, target in moves:
            self._move(entry, target)
        if not self.dry:
            self._told_before()
            self.found.sort(key=lambda each: each.now)
            for folder in {self.desk.workspace / Path(entry.path).parent for entry, _ in moves}:
                disk.prune(folder)
        return self.found

    def _there(self, path: str) -> bool:
        return (self.desk.workspace / path).exists()

    def _target(self, path: str) -> str:
        wanted = self.desk.workspace / f"{self._home}{WITHDRAWN_FOLDER}/{path.removeprefix(self._home)}"
        return disk.free(wanted).relative_to(self.desk.workspace).as_posix()

    def _event(self, entry: Entry, target: str = "") -> Event:
        return Event(entry.path, self.campaign, State.WITHDRAWN, target, kind=entry.kind, branch=entry.branch)

    def _stays(self, entry: Entry) -> None:
        """A clerk's edit is named in every run, and noted once."""
        self.found.append(Withdrawn(entry.path, entry.kind, entry.branch, entry.path, left=True))
        if not self.dry and self.desk.ledger.last_event(entry.path) != State.WITHDRAWN:
            self.desk.ledger.record((), (), [self._event(entry)])

    def _move(self, entry: Entry, target: str) -> None:
        fault = ""
        try:
            if not self.dry:
                disk.move(self.desk.workspace / entry.path, self.desk.workspace / target)
            self.shelf.gone.append(entry.path)
        except DiskError as failed:
            fault, target = str(failed), entry.path
        self.found.append(Withdrawn(entry.path, entry.kind, entry.branch, target, fault))

    def _told_before(self) -> None:
        """Add what earlier runs had moved."""
        listed = {each.now for each in self.found}
        for event in self.desk.ledger.happened(self.campaign, State.WITHDRAWN):
            if event.file and event.file not in listed and self._there(event.file):
                listed.add(event.file)
                news = event.run >= self.desk.ledger.since
                self.found.append(Withdrawn(event.path, event.kind, event.branch, event.file, news=news, at=event.at))

    # --- after the ledger was lost --------------------------------------------------------------------------------

    def strays(self, due: Callable[[str], set[str]]) -> Iterator[Entry]:
        """Yield the documents on disk that nobody knows: with a new ledger they may be a clerk's, so they stay.

        `due` tells the paths of those due in a folder.
        """
        for folder in sorted((self.desk.workspace / self._home).glob("*/")):
            if folder.name in RESERVED_FOLDERS - {TOWNSHIP_FOLDER}:
                continue
            wanted = due(folder.name)
            for file in sorted(path.name for path in folder.glob("*.docx")):
                name = f"{self._home}{folder.name}/{file}"
                if name not in wanted and document_of(name) not in wanted and not self.desk.ledger.known([name]):
                    yield Entry(name, name, self.campaign, "", "", "", "", 0, 0, 0, "")


def withdraw_campaign(desk: Desk, name: str, *, dry: bool) -> list[Withdrawn]:
    """A campaign's folder is gone from inputs/: all its documents are withdrawn."""
    shelf = Shelf(desk.workspace, name, desk.ledger.entries(name), "", dry=dry)
    own = [entry for entry in shelf.entries.values() if entry.kind in register.OWN_KINDS]
    for entry in own:
        if not dry and shelf.untouched(entry):
            disk.remove(desk.workspace / entry.path)
        shelf.gone.append(entry.path)
    withdrawal = Withdrawal(desk, name, shelf, dry)
    found = withdrawal.withdraw(entry for entry in shelf.entries.values() if entry.kind not in register.OWN_KINDS)
    if not dry:
        desk.record(shelf.handed_over())
        disk.prune(desk.outputs / name)
    return found
