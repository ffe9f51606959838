"""What a run leaves in the ledger for those who ask later: how each campaign stands at its end, and what was read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import plan
from pipeline.inbox import Inbox, Intake, Mark
from pipeline.model.facts import Branch, Campaign, Field, Phase
from pipeline.model.problem import Problem
from pipeline.model.snapshot import CampaignNow, KeptProblem, KindNow, PaperNow, PhaseDates, RunReading, UnitNow
from pipeline.model.work import WITHDRAWN_FOLDER, Kind, Recipient, State
from pipeline.produce.register_lines import LinesInOrder
from pipeline.produce.report import Report, at_the_end
from pipeline.register import RegisterLine


@dataclass(slots=True)
class Picture:
    """One campaign at the end of its turn. `quiet`: the branches whose papers their stamps list."""

    intake: Intake
    kinds: Sequence[Kind]
    lines: LinesInOrder
    states: Mapping[str, Counter[State]]  # by short name, "" = the township's own
    quiet: AbstractSet[str]
    edited: AbstractSet[str]  # papers that are no longer due and stay because a clerk has edited them
    made: str  # ISO time of the run
    _keys: dict[Problem, str] = field(default_factory=dict)

    @property
    def _campaign(self) -> Campaign:
        return self.intake.township.campaign

    def campaign(self) -> CampaignNow:
        """Return the campaign itself."""
        township = self.intake.township
        members = township.counts["党员总数"]
        wanted = set(plan.asked_for(self._campaign, self.kinds))
        return CampaignNow(
            self._campaign.folder,
            self.made,
            self._campaign.organisation.folder,
            len(township.branches),
            members if isinstance(members, int) else None,
            self.intake.members_read(),
            tuple(_kind_now(kind, due=kind in wanted) for kind in self.kinds),
            _dates(self._campaign.phases),
            tuple(paper for paper, _ in self._left()),
        )

    def units(self) -> Iterator[UnitNow]:
        """Yield the township, then its branches in their order."""
        late = Counter(owner for paper, owner in self._left() if self._is_late(paper))
        own = {each.branch: _dates(each.phases) for each in self._campaign.arrangements}
        yield self._unit(0, Branch("", folder=self._campaign.organisation.folder), (), late[""])
        for place, dossier in enumerate(self.intake.dossiers, 1):
            branch = dossier.branch
            yield self._unit(place, branch, own.get(branch.name, ()), late[branch.name])

    def _unit(self, place: int, branch: Branch, phases: tuple[PhaseDates, ...], late: int) -> UnitNow:
        short = branch.short or branch.name
        if branch.name in self.quiet:
            papers, states = None, at_the_end(self.states[short])
        else:
            papers = tuple(self._paper(line) for line in self.lines.of(branch.folder))
            states = Counter(paper.state for paper in papers)
        states[State.WITHDRAWN] = late
        return UnitNow(branch.name, short, branch.folder, states, phases, papers, place)

    def _left(self) -> Iterator[tuple[PaperNow, str]]:
        """Yield what is no longer due and still lies in its place, each with its branch's full name."""
        gone = f"outputs/{self._campaign.folder}/{WITHDRAWN_FOLDER}/"
        for line in self.lines.of(WITHDRAWN_FOLDER):
            if not line.path.startswith(gone):
                yield self._paper(line), line.branch

    def _is_late(self, paper: PaperNow) -> bool:
        """Whether a paper should have been withdrawn and could not be."""
        return paper.state is State.WITHDRAWN and paper.path not in self.edited

    def _paper(self, line: RegisterLine) -> PaperNow:
        state = State.UNCHANGED if line.state is State.MADE else line.state
        if state is State.WITHDRAWN and line.path in self.edited:
            state = State.KEPT
        return PaperNow(line.kind, line.member, line.path, state, tuple(self._key(reason) for reason in line.reasons))

    def _key(self, problem: Problem) -> str:
        if problem not in self._keys:
            self._keys[problem] = problem.key
        return self._keys[problem]


def _kind_now(kind: Kind, *, due: bool) -> KindNow:
    return KindNow(kind.name, kind.phase, kind.recipient is not Recipient.NOBODY, due, kind.returns)


def _dates(phases: Field[tuple[Phase, ...]]) -> tuple[PhaseDates, ...]:
    if not isinstance(phases, tuple):
        return ()
    return tuple(
        PhaseDates(phase.name if isinstance(phase.name, str) else "", _day(phase.start), _day(phase.end))
        for phase in phases
    )


def _day(day: Field[dt.date | None]) -> str:
    return day.isoformat() if isinstance(day, dt.date) else ""


def looked(
    workspace: Path, inbox: Inbox, beside: Mapping[Path, Mark], report: Report, before: RunReading | None, only: str
) -> RunReading:
    """Return what a run has read. `beside`: templates and settings; `before`: what is told of files it did not mind."""
    marks = {path.relative_to(workspace).as_posix(): mark for path, mark in (inbox.marks | dict(beside)).items()}
    found = {path: (mark.size, mark.mtime, mark.inode) for path, mark in marks.items()}
    if only and before is not None:
        found = dict(before.marks) | {path: mark for path, mark in found.items() if only in path.split("/")}
    names = [intake.township.campaign.folder for intake in inbox.campaigns]
    return RunReading(found, inbox.recognised, tuple(_faults(report, names)))


def _faults(report: Report, campaigns: Iterable[str]) -> Iterator[KeptProblem]:
    names = tuple(campaigns)
    for problem in report.problems:
        folders = problem.origin.file.split("/")[1:]
        owner = next((name for name in names if name in folders), "")
        yield KeptProblem(owner, problem, len(report.blocks.get(problem, ())))
