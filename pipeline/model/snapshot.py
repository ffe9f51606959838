"""What a run leaves for those who ask later: how everything stood at its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem
from pipeline.model.recognised import Recognised
from pipeline.model.return_terms import Returns
from pipeline.model.work import State


@frozen
class PhaseDates:
    """A phase of a unit; days are ISO, "" where none is written or can be read."""

    name: str
    start: str = ""
    end: str = ""


@frozen
class KindNow:
    """A kind of document that the catalog knows."""

    name: str
    phase: str
    sent: bool  # whether branches receive it
    due: bool = True  # whether the campaign wants it
    returns: Returns | None = None  # what is asked back of it


@frozen
class PaperNow:
    """A document due, or one that is no longer due and still lies there; `reasons` are keys of Problems."""

    kind: str
    person: str
    path: str
    state: State
    reasons: tuple[str, ...] = ()


@frozen
class UnitNow:
    """The township itself (`name` is ""), or one of its branches. `papers`: None where its stamp lists them."""

    name: str  # full
    short: str
    folder: str
    states: Mapping[State, int]
    phases: tuple[PhaseDates, ...] = ()  # its own, where they are not the campaign's
    papers: tuple[PaperNow, ...] | None = None
    place: int = 0  # among the campaign's units, in their order; 0 = the township itself


@frozen
class CampaignNow:
    """A campaign at the end of a run."""

    folder: str
    at: str  # ISO time of the run
    common: str  # the folder of the township's own papers
    branches: int
    members: int | None  # None where a cell that they are counted by could not be read
    read: int  # members whose rows could be read
    kinds: tuple[KindNow, ...] = ()
    phases: tuple[PhaseDates, ...] = ()
    left: tuple[PaperNow, ...] = ()  # no longer due, and still in their place

    @property
    def returns(self) -> dict[str, Returns]:
        """What is asked back, by kind: of several entries of one the first that says so."""
        return {kind.name: kind.returns for kind in reversed(self.kinds) if kind.returns is not None}


@frozen
class KeptProblem:
    """A Problem, whose it is ("" = no single campaign's), and how many documents it stops."""

    campaign: str
    problem: Problem
    stops: int = 0
    key: str = ""


@frozen
class RunReading:
    """What a run read: the files, what each was taken for, every Problem."""

    marks: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)  # path → size, mtime, inode
    recognised: tuple[Recognised, ...] = ()
    faults: tuple[KeptProblem, ...] = ()
