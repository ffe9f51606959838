"""A campaign's folder in inputs/ that was renamed: what was made, edited, approved and sent for it moves along.

A campaign is the same as one that is gone if its 名称 and 开始 are the same. Three places change, in this order: the
folder below outputs/, sent.db, the ledger; each step may be done already, so a run that was killed in between is gone
on with. The ledger comes last: until then it says what the campaign was called.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from pipeline import disk
from pipeline.desk import RETURNED, SENT, Desk, own_folder
from pipeline.inbox import Inbox
from pipeline.ledger import ReturnedBook, SentBook
from pipeline.model import codes
from pipeline.model.errors import DiskError
from pipeline.model.facts import Campaign
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem
from pipeline.produce import paper_key
from pipeline.shelf import Shelf

Identity = tuple[str, str]
"""名称 and 开始 (ISO): what makes two folders the same campaign."""


def identity(campaign: Campaign) -> Identity | None:
    """Return who a campaign is, None while its YAML does not say."""
    if isinstance(campaign.name, str) and campaign.name and isinstance(campaign.start, dt.date):
        return campaign.name, campaign.start.isoformat()
    return None


@frozen
class Renamed:
    """A campaign under a new name: the folder that it had, and the one that it has now."""

    old: str
    new: str


@frozen
class RenamedFolders:
    """Renamed campaigns: the folders that they had, the new ones that cannot be made yet, and what to say of it."""

    old: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def follow(desk: Desk, renamed: Iterable[Renamed]) -> RenamedFolders:
    """Let what was made for campaigns follow their folders' new names. Raises LedgerError."""
    faults = {each: _move(desk, each.old, each.new) for each in renamed}
    return RenamedFolders(
        frozenset(each.old for each in faults),
        frozenset(each.new for each, fault in faults.items() if fault),
        tuple(_said(each, fault) for each, fault in faults.items()),
    )


def foreseen(renamed: Iterable[Renamed]) -> RenamedFolders:
    """Return the same for a forecast, where nothing moves."""
    listed = list(renamed)
    return RenamedFolders(
        frozenset(each.old for each in listed), frozenset(), tuple(_said(each, "") for each in listed)
    )


def _said(each: Renamed, fault: str) -> Problem:
    origin = Origin(f"inputs/{each.new}")
    if fault:
        return codes.CAMPAIGN_NOT_MOVED.at(origin, old=each.old, new=each.new, reason=fault)
    return codes.CAMPAIGN_RENAMED.at(origin, old=each.old, new=each.new)


def renamed(desk: Desk, inbox: Inbox) -> list[Renamed]:
    """Return the campaigns whose folders have new names, where one and only one is meant."""
    return list(_renamed(desk, inbox))


def _renamed(desk: Desk, inbox: Inbox) -> Iterator[Renamed]:
    known = desk.ledger.identities()
    campaigns = [intake.township.campaign for intake in inbox.campaigns]
    here = {campaign.folder for campaign in campaigns}
    here |= {folder.name for path in inbox.marks for folder in path.relative_to(desk.workspace).parents}
    for campaign in campaigns:
        who = identity(campaign)
        if who is None or campaign.folder in known:
            continue
        gone = [folder for folder, one in known.items() if one == who and folder not in here]
        if len(gone) == 1 and sum(identity(other) == who for other in campaigns) == 1:
            yield Renamed(gone[0], campaign.folder)


def _move(desk: Desk, old: str, new: str) -> str:
    """Move a campaign; return why it cannot be moved now, "" when it is done."""
    before, after = desk.outputs / old, desk.outputs / new
    try:
        if before.is_dir():
            _clear(desk, new)
            disk.move(before, after)
    except DiskError as fault:
        return str(fault)
    sent = own_folder(desk.workspace) / SENT
    if sent.exists():
        with SentBook(sent) as book:
            book.rename(old, new)
    returned = own_folder(desk.workspace) / RETURNED
    if returned.exists():
        with ReturnedBook(returned) as came:
            came.rename(old, new)
    desk.ledger.rename(old, new)
    return ""


def _clear(desk: Desk, new: str) -> None:
    """Take away what a run has made under the new name before it could tell that it is the same campaign.

    It can be made again; what a clerk has edited or put there stays, and is in the way.
    """
    shelf = Shelf(desk.workspace, new, desk.ledger.entries(new), "")
    untouched = [entry.path for entry in shelf.entries.values() if shelf.untouched(entry)]
    for path in untouched:
        disk.remove(desk.workspace / path)
    missing = [path for path in shelf.entries if not (desk.workspace / path).exists()]
    desk.ledger.record((), missing)
    disk.remove(desk.outputs / new / paper_key.NAME)  # the campaign brings its own along
    disk.prune(desk.outputs / new)
