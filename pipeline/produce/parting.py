"""What is no longer due: documents whose facts are gone move to 已撤下/; what a clerk has edited stays where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pipeline import disk, register
from pipeline.desk import Desk
from pipeline.ledger import Entry, Event
from pipeline.model.errors import DiskError
from pipeline.model.frozen import frozen
from pipeline.model.work import RESERVED_FOLDERS, TOWNSHIP_FOLDER, WITHDRAWN_FOLDER, State
from pipeline.shelf import Action, Do, Reason, Shelf, Unwanted, document_of


@frozen
class Parted:
    """A document that is no longer due, and what is to be done with it."""

    entry: Entry
    action: Action


@frozen
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
    action: Action | None = None  # of a forecast: what a build would do


def parted(shelf: Shelf, entries: Iterable[Entry]) -> list[Parted]:
    """Return what is to be done with documents that are no longer due."""
    return [Parted(entry, shelf.parting(entry, Unwanted.NOT_DUE)) for entry in entries]


def foreseen(found: Iterable[Parted]) -> list[Withdrawn]:
    """Return what a build would withdraw, and what it would leave because a clerk has edited it."""
    there = [each for each in found if each.action.reason is not Reason.GONE]
    edited = [each for each in there if each.action.do is Do.KEEP]
    return [_told(each) for each in (*edited, *(each for each in there if each.action.do is Do.WITHDRAW))]


def _told(each: Parted) -> Withdrawn:
    entry = each.entry
    left = each.action.do is Do.KEEP
    return Withdrawn(entry.path, entry.kind, entry.branch, entry.path, left=left, action=each.action)


def withdraw(desk: Desk, campaign: str, shelf: Shelf, found: Iterable[Parted]) -> list[Withdrawn]:
    """Withdraw documents; return them, and what earlier runs have moved to 已撤下/ and still lies there.

    Where each is going is recorded first: a run that is killed between moving and forgetting is understood.
    """
    return _Withdrawal(desk, campaign, shelf).withdraw(found)


@frozen
class _Withdrawal:
    desk: Desk
    campaign: str
    shelf: Shelf

    @property
    def _home(self) -> str:
        return f"outputs/{self.campaign}/"

    def withdraw(self, found: Iterable[Parted]) -> list[Withdrawn]:
        moves: list[tuple[Entry, str]] = []
        told: list[Withdrawn] = []
        for each in found:
            match each.action:
                case Action(Do.KEEP):
                    told.append(_told(each))
                    self._note_once(each.entry)
                case Action(Do.WITHDRAW, Reason.GONE):
                    self.shelf.forget(each.entry.path)
                case _:
                    moves.append((each.entry, self._target(each.entry.path)))
        self.desk.record(self.shelf.handed_over(), [self._event(entry, target) for entry, target in moves])
        told += [self._moved(entry, target) for entry, target in moves]
        told += self._told_before({each.now for each in told})
        for folder in {self.desk.workspace / Path(entry.path).parent for entry, _ in moves}:
            disk.prune(folder)
        return sorted(told, key=lambda each: each.now)

    def _target(self, path: str) -> str:
        wanted = self.desk.workspace / f"{self._home}{WITHDRAWN_FOLDER}/{path.removeprefix(self._home)}"
        return disk.free(wanted).relative_to(self.desk.workspace).as_posix()

    def _event(self, entry: Entry, target: str = "") -> Event:
        return Event(entry.path, self.campaign, State.WITHDRAWN, target, kind=entry.kind, branch=entry.branch)

    def _note_once(self, entry: Entry) -> None:
        """A clerk's edit is named in every run, and noted once."""
        if self.desk.ledger.last_event(entry.path) != State.WITHDRAWN:
            self.desk.ledger.record((), (), [self._event(entry)])

    def _moved(self, entry: Entry, target: str) -> Withdrawn:
        fault = ""
        try:
            disk.move(self.desk.workspace / entry.path, self.desk.workspace / target)
            self.shelf.forget(entry.path)
        except DiskError as failed:
            fault, target = str(failed), entry.path
        return Withdrawn(entry.path, entry.kind, entry.branch, target, fault)

    def _told_before(self, listed: set[str]) -> Iterator[Withdrawn]:
        """Yield what earlier runs had moved."""
        for event in self.desk.ledger.happened(self.campaign, State.WITHDRAWN):
            if event.file and event.file not in listed and (self.desk.workspace / event.file).exists():
                listed.add(event.file)
                news = event.run >= self.desk.ledger.since
                yield Withdrawn(event.path, event.kind, event.branch, event.file, news=news, at=event.at)


# --- after the ledger was lost ----------------------------------------------------------------------------------------


def strays(desk: Desk, campaign: str, due: Callable[[str], set[str]]) -> Iterator[Entry]:
    """Yield the documents on disk that nobody knows: with a new ledger they may be a clerk's, so they stay.

    `due` tells the paths of those due in a folder.
    """
    home = f"outputs/{campaign}/"
    for folder in sorted((desk.workspace / home).glob("*/")):
        if folder.name in RESERVED_FOLDERS - {TOWNSHIP_FOLDER}:
            continue
        wanted = due(folder.name)
        for file in sorted(path.name for path in folder.glob("*.docx")):
            name = f"{home}{folder.name}/{file}"
            if name not in wanted and document_of(name) not in wanted and not desk.ledger.known([name]):
                yield Entry(name, name, campaign, "", "", "", "", 0, 0, 0, "")


# --- a campaign whose folder is gone from inputs/ ---------------------------------------------------------------------


def foreseen_without(desk: Desk, campaign: str) -> list[Withdrawn]:
    """Return what a build would withdraw of a campaign that is gone."""
    shelf, _, papers = _of_gone(desk, campaign)
    return foreseen(parted(shelf, papers))


def withdraw_campaign(desk: Desk, campaign: str) -> list[Withdrawn]:
    """Withdraw all documents of a campaign that is gone, and remove what lay beside them."""
    shelf, own, papers = _of_gone(desk, campaign)
    for entry in own:
        if shelf.untouched(entry):
            disk.remove(desk.workspace / entry.path)
        shelf.forget(entry.path)
    found = withdraw(desk, campaign, shelf, parted(shelf, papers))
    desk.record(shelf.handed_over())
    disk.prune(desk.outputs / campaign)
    return found


def _of_gone(desk: Desk, campaign: str) -> tuple[Shelf, list[Entry], list[Entry]]:
    """Return a campaign's shelf, what the program has put beside its papers, and these."""
    shelf = Shelf(desk.workspace, campaign, desk.ledger.entries(campaign), "")
    own = [entry for entry in shelf.entries.values() if entry.kind in register.OWN_KINDS]
    return shelf, own, [entry for entry in shelf.entries.values() if entry.kind not in register.OWN_KINDS]
