"""What a run found and did, in one value for every door."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.model import codes
from pipeline.model.action import Action, Do
from pipeline.model.finding import Finding
from pipeline.model.frozen import frozen
from pipeline.model.problem import Hides, Origin, Problem, Severity
from pipeline.model.work import TOWNSHIP_FOLDER, State
from pipeline.spool import Spool, SpooledList

if TYPE_CHECKING:  # heavy
    from pipeline.produce.parting import Withdrawn

Progress = Callable[[str, int, int], None]
"""Called with a campaign's name, documents looked at so far, and the (estimated) number of all."""


@frozen
class CampaignReport:
    """One campaign in figures; `members` is None where a cell that they are counted by could not be read."""

    name: str
    branches: int
    members: int | None
    documents: int
    states: Mapping[str, Counter[State]] = field(default_factory=dict)  # by branch, "" = the township's own
    common: str = TOWNSHIP_FOLDER  # the folder of these
    read: int = 0  # members whose rows could be read
    complete: bool = True  # no unreadable file hides a part of it


@dataclass(slots=True)
class Report:
    """What a run found and did. `blocks`: the documents that each Problem stops. `bugs`: tracebacks."""

    campaigns: list[CampaignReport] = field(default_factory=list)
    archived: set[str] = field(default_factory=set)  # campaigns that are closed: nothing was made for them
    written: SpooledList[str] = field(default_factory=SpooledList)
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)  # the 新版 beside a kept document that does not say all
    withdrawn: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # those of them that a clerk has edited: they stay where they are
    stopped: SpooledList[str] = field(default_factory=SpooledList)
    held: set[str] = field(default_factory=set)  # of these, what was made before: nobody knows whether it is due
    problems: list[Problem] = field(default_factory=list)
    blocks: dict[Problem, SpooledList[str]] = field(default_factory=dict)
    volumes: list[str] = field(default_factory=list)
    findings: SpooledList[tuple[str, tuple[Finding, ...]]] = field(default_factory=SpooledList)  # by document
    bugs: list[str] = field(default_factory=list)
    actions: dict[Action, SpooledList[str]] = field(
        default_factory=dict
    )  # of a forecast: what a build would do, to which
    wanted: dict[str, str] = field(default_factory=dict)  # of a forecast: what each of these that are written is to be
    _blocked: Spool = field(default_factory=Spool)
    _told: tuple[list[Problem], int, set[Problem]] | None = None  # the problems, how many, the same to look in

    def stop(self, path: str, reasons: tuple[Problem, ...]) -> None:
        """Note that a document could not be made, and why."""
        self.stopped.append(path)
        for reason in dict.fromkeys(reasons):
            if reason not in self.blocks and reason not in (told := self._all_told()):
                self.problems.append(reason)
                told.add(reason)
                self._told = (self.problems, len(self.problems), told)
            self.block(reason, path)

    def _all_told(self) -> set[Problem]:
        """Return the problems as a set, made anew where others have added some."""
        if self._told is None or self._told[0] is not self.problems or self._told[1] != len(self.problems):
            self._told = (self.problems, len(self.problems), set(self.problems))
        return self._told[2]

    def block(self, reason: Problem, path: str) -> None:
        """Note which document a Problem stops."""
        if reason not in self.blocks:
            self.blocks[reason] = SpooledList(self._blocked)
        self.blocks[reason].append(path)

    def foresee(self, path: str, action: Action, wanted: str = "") -> None:
        """Note what a build would do with a document; where that is nothing, `unchanged` counts it.

        `wanted`: the fingerprint of what it would write.
        """
        if action.do is not Do.LEAVE:
            self.actions.setdefault(action, SpooledList(self._blocked)).append(path)
        if wanted:
            self.wanted[path] = wanted

    def hold(self, path: str, reasons: tuple[Problem, ...]) -> None:
        """Note a document that stays where it is, because nobody knows whether it is due."""
        self.held.add(path)
        self.stop(path, reasons)

    def withdraw(self, found: Iterable[Withdrawn]) -> None:
        """Note documents that are no longer due; what an earlier run has moved to 已撤下/ is no news."""
        for each in found:
            if each.news:
                self.withdrawn.append(each.path)
            if each.action is not None:
                self.foresee(each.path, each.action)
            if each.left:
                self.left.append(each.path)
            if each.fault:
                self.problems.append(codes.FILE_UNWRITABLE.at(Origin(each.path), reason=each.fault))

    @property
    def moved(self) -> list[str]:
        """The documents that were moved to 已撤下/ (a forecast: that are to be)."""
        left = set(self.left)
        return [path for path in self.withdrawn if path not in left]

    @property
    def hindered(self) -> str:
        """What the system kept the run from (a locked file, a full disk), "" if nothing: it may be gone by itself."""
        return "\n".join(dict.fromkeys(str(problem) for problem in self.problems if _of_the_system(problem)))

    def figures(self) -> dict[str, object]:
        """Return the run in counts alone, without a name of anybody or anything."""
        states = [sum(each.states.values(), Counter()) for each in self.campaigns]
        return {
            "campaigns": [
                [each.branches, each.read, each.documents, {state.value: count for state, count in found.items()}]
                for each, found in zip(self.campaigns, states, strict=True)
            ],
            "archived": len(self.archived),
            "problems": Counter(f"{problem.code} {problem.severity.value}" for problem in self.problems),
            "bugs": len(self.bugs),
        }

    @property
    def failed(self) -> bool:
        """Whether there is an error in some file."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def at_the_end(states: Mapping[State, int]) -> Counter[State]:
    """Return the states of papers after the run that found them so: what it made is as it should be."""
    found = Counter(states)
    found[State.UNCHANGED] += found.pop(State.MADE, 0)
    return found


def _of_the_system(problem: Problem) -> bool:
    return problem.passes


def hides_documents(problem: Problem) -> bool:
    """Whether a fault may hide documents that would be due: then nothing is withdrawn."""
    return problem.hides >= Hides.MEMBERS
