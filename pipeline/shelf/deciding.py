"""What is to be done with one file, and why. Pure: it looks at nothing and touches nothing, so it can be asked twice.

Before a document is made its bytes are unknown, and what is decided may change with them: then `Action.by_bytes` is
true. A build makes the document and asks again; a forecast stops there.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto

from pipeline.ledger import Entry
from pipeline.model.action import Action, Do, Reason
from pipeline.model.frozen import frozen
from pipeline.model.work import Change


class Lies(Enum):
    """What lies in a file's place."""

    NOTHING = auto()
    OURS = auto()  # as the ledger's entry says that it was written
    OTHER = auto()  # edited, or unknown to the ledger


class Unwanted(Enum):
    """What is said of a file instead of facts, where no document is due."""

    NOT_DUE = auto()
    UNCLEAR = auto()  # not everything could be read: nobody knows whether it is due


@frozen
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
    digest: str = ""  # of its bytes, once it is made

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


@frozen
class Look:
    """What lies in a document's place and beside it; `digest` of it, where that was asked for."""

    lies: Lies
    digest: str = ""
    newest: Entry | None = None  # the ledger's entry of the newest 新版
    newest_there: bool = False
    versions_edited: bool = False  # whether a clerk has edited one of the 新版


def decide(entry: Entry | None, look: Look, wanted: Wanted | Unwanted) -> Action:
    """Return what is to be done with one file: the ledger's `entry` of it, what lies there, what is wanted."""
    if isinstance(wanted, Unwanted):
        return _not_due(look, wanted)
    unmade = not wanted.digest
    if look.lies is Lies.NOTHING:
        return Action(Do.WRITE, Reason.NEW if entry is None else Reason.MISSING)
    same_facts = entry is not None and entry.fingerprint == wanted.fingerprint
    if look.lies is Lies.OURS:
        if same_facts:
            return Action(Do.LEAVE, Reason.SAME_FACTS)
        if entry is not None and entry.digest == wanted.digest:
            return Action(Do.ADOPT, Reason.SAME_PAPER)
        return Action(Do.WRITE, Reason.FACTS, by_bytes=unmade)
    if same_facts and not look.versions_edited:
        return Action(Do.KEEP, Reason.EDITED)
    if not unmade and look.digest == wanted.digest:  # the ledger was lost, or the clerk put the 新版 in its place
        return Action(Do.ADOPT, Reason.AS_WANTED)
    if _tells(look, wanted):
        return Action(Do.KEEP, Reason.TOLD, by_bytes=unmade)
    return Action(Do.BESIDE, Reason.STRANGE if entry is None else Reason.EDITED_FACTS, by_bytes=unmade)


def _not_due(look: Look, wanted: Unwanted) -> Action:
    if look.lies is Lies.NOTHING:
        return Action(Do.WITHDRAW, Reason.GONE)
    if wanted is Unwanted.UNCLEAR:
        return Action(Do.LEAVE, Reason.UNCLEAR)
    if look.lies is Lies.OURS:
        return Action(Do.WITHDRAW, Reason.NOT_DUE)
    return Action(Do.KEEP, Reason.EDITED_NOT_DUE)


def _tells(look: Look, wanted: Wanted) -> bool:
    """Whether the newest 新版 says what is wanted, be it that a clerk has removed it since."""
    if look.newest is None:
        return False
    same = bool(wanted.digest) and look.newest_there and look.newest.digest == wanted.digest
    return look.newest.fingerprint == wanted.fingerprint or same
