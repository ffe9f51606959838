"""The key that a campaign's 表号 are drawn from: on record in sent.db, and once more in the campaign's own folder.

Were it lost with .gongwen/, every form would come out with another number, and none would count as unchanged.
"""

from __future__ import annotations

import re
import secrets

from pipeline import disk
from pipeline.desk import Desk
from pipeline.ledger import SentBook

NAME = ".表号"
_KEY = re.compile("[0-9a-f]{32}")


def kept(desk: Desk, book: SentBook, campaign: str) -> str:
    """Return a campaign's key, recorded in both places. Raises LedgerError, DiskError."""
    key = book.key(campaign, _beside(desk, campaign) or secrets.token_hex(16))
    if _beside(desk, campaign) != key:
        disk.write(desk.outputs / campaign / NAME, key.encode())
    return key


def foreseen(desk: Desk, book: SentBook, campaign: str) -> str:
    """Return the key that a build would use, or one as new as a build would draw."""
    return book.keys().get(campaign) or _beside(desk, campaign) or secrets.token_hex(16)


def lies_beside(desk: Desk, campaign: str, key: str) -> bool:
    """Whether a campaign's own folder has its key."""
    return _beside(desk, campaign) == key


def _beside(desk: Desk, campaign: str) -> str:
    try:
        said = (desk.outputs / campaign / NAME).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return said if _KEY.fullmatch(said) else ""
