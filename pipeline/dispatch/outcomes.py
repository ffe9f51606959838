"""What is asked of a run of `send`, and what it says of each parcel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.dispatch.approval import ApprovalReport
from pipeline.ledger import Dispatch
from pipeline.model.deeds import Doer
from pipeline.model.frozen import frozen
from pipeline.model.work import Fate
from pipeline.send import Leak


@frozen
class SendOrder:
    """What is asked for: campaign, branch, way and folder ("" = all, or as gongwen.toml says)."""

    only: str = ""
    branch: str = ""
    way: str = ""
    to: str = ""
    again: bool = False  # a person's word that this branch is to get everything once more
    by: Doer | None = None  # who sends; None: whoever sits here
    stop: Callable[[], bool] = lambda: False  # asked before each branch: whether to end here


@frozen
class ParcelOutcome:
    """What became of one parcel."""

    campaign: str
    branch: str  # its short name
    documents: int
    way: str
    address: str
    fate: str
    reason: str = ""
    password: str = field(default="", repr=False)
    before: bool = False  # a reminder that left before, and says why no other leaves now


@dataclass(slots=True)
class DispatchReport:
    """What a run sent, and why not the rest."""

    outcomes: list[ParcelOutcome] = field(default_factory=list)
    registers: list[str] = field(default_factory=list)  # where it is on record
    unapproved: int = 0
    unready: ApprovalReport = field(default_factory=ApprovalReport)
    leaks: list[tuple[str, Leak]] = field(default_factory=list)  # by branch
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  # papers of proof that could not be written
    stopped: bool = False  # by a person, between two branches: the others wait for the next sending

    @property
    def failed(self) -> bool:
        """Whether something needs a person."""
        stuck = any(outcome.fate in {Fate.FAILED, Fate.INTENDED} for outcome in self.outcomes)
        return bool(stuck or self.leaks or self.faults or self.unready.undecided)


def outcome(each: Dispatch, short: Mapping[str, str], fate: Fate, reason: str = "") -> ParcelOutcome:
    """Return what became of a dispatch, as a clerk reads it; `short`: the branches' short names."""
    name = short.get(each.parcel.branch, each.parcel.branch)
    password = each.password if fate is Fate.SENT else ""
    return ParcelOutcome(
        each.parcel.campaign, name, len(each.parcel.documents), each.way, each.address, fate, reason, password
    )
