"""A campaign's folder in inputs/ that was renamed: what was made, edited, approved and sent for it moves along.

A campaign is the same as one that is gone if its 名称 and 开始 are the same. Three places change, in this order: the
folder below outputs/, sent.db, the ledger; each step may be done already, so a run that was killed in between is gone
on with. The ledger comes last: until then it says what the campaign was called.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import disk
from pipeline.desk import SENT, Desk, own_folder
from pipeline.inbox.reading import Inbox
from pipeline.ledger import SentBook
from pipeline.model import codes
from pipeline.model.errors import DiskError
from pipeline.model.facts import Campaign
from pipeline.model.problem import Origin
from pipeline.produce.report import Report
from pipeline.shelf import Shelf

Identity = tuple[str, str]
"""名称 and 开始 (ISO): what makes two folders the same campaign."""


def identity(campaign: Campaign) -> Identity | None:
    """Return who a campaign is, None while its YAML does not say."""
    if isinstance(campaign.name, str) and campaign.name and isinstance(campaign.start, dt.date):
        return campaign.name, campaign.start.isoformat()
    return None


@dataclass(frozen=True, slots=True)
class Followed:
    """Campaigns under new names: the folders that they had, and the new ones that cannot be made yet."""

    old: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()


def follow(desk: Desk, inbox: Inbox, report: Report, *, dry: bool) -> Followed:
    """Let what was made for a campaign follow its folder's new name. Raises LedgerError.

    `dry`: only say what would move.
    """
    old, held = set(), set()
    for before, now in list(_renamed(desk, inbox)):
        origin = Origin(f"inputs/{now}")
        old.add(before)
        if not dry and (fault := _move(desk, before, now)):
            report.problems.append(codes.CAMPAIGN_NOT_MOVED.at(origin, old=before, new=now, reason=fault))
            held.add(now)
        else:
            report.problems.append(codes.CAMPAIGN_RENAMED.at(origin, old=before, new=now))
    return Followed(frozenset(old), frozenset(held))


def _renamed(desk: Desk, inbox: Inbox) -> Iterator[tuple[str, str]]:
    """Yield the folder that a campaign had and the one that it has, where one and only one is meant."""
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
            yield gone[0], campaign.folder


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
    disk.prune(desk.outputs / new)
