"""What is noted of each document of a campaign: for the report, the register, the history and the next run's stamps."""

from __future__ import annotations

from collections import Counter, defaultdict

from pipeline import review
from pipeline.binder import volume_of
from pipeline.inbox import Intake
from pipeline.ledger import Event, Ledger
from pipeline.model import codes
from pipeline.model.problem import Origin, Problem
from pipeline.model.work import WAITING, Job, State
from pipeline.produce.maker import MakersOrder, PaperOutcome
from pipeline.produce.register_lines import LinesInOrder
from pipeline.produce.report import Report
from pipeline.produce.unchanged import Stamps
from pipeline.register import RegisterLine
from pipeline.shelf import Placed

_AS_MADE = frozenset({State.MADE, State.UNCHANGED})


class Notes:
    """One campaign's turn in a run. Nothing of it grows with the documents."""

    def __init__(self, ledger: Ledger, intake: Intake, order: MakersOrder, report: Report, stamps: Stamps) -> None:
        self.report, self.stamps = report, stamps
        self.lines = LinesInOrder(dossier.branch.folder for dossier in intake.dossiers)
        self.events: list[Event] = []  # not recorded yet
        self.states: defaultdict[str, Counter[State]] = defaultdict(Counter)  # by the branch's short name
        self.volumes: set[str] = set()  # the paths of the print volumes that are due
        self.waiting: defaultdict[tuple[str, State], list[str]] = defaultdict(list)  # by kind: whose paper waits
        self.open: dict[tuple[str, str], tuple[Problem, ...]] = {}  # kind, branch: whose papers nobody can count
        self._ledger, self._order = ledger, order
        self._short_names = {branch.name: branch.short or branch.name for branch in intake.township.branches}

    def stands(self, outcome: PaperOutcome) -> None:
        """Note a paper of a branch that was not planned."""
        self.report.unchanged += 1
        self._line(outcome.job, outcome.placed, ())

    def made(self, outcome: PaperOutcome) -> None:
        """Note a document that was made, or looked at."""
        job, placed, reasons = outcome.job, outcome.placed, outcome.reasons
        self.report.bugs += [outcome.bug] if outcome.bug else []
        if placed.fault:
            reasons = (codes.FILE_UNWRITABLE.at(Origin(job.path), reason=placed.fault),)
        if placed.written:
            self.report.written.append(placed.written)
        match placed.state:
            case State.UNCHANGED:
                self.report.unchanged += 1
            case State.KEPT:
                self.report.kept.append(job.path)
                if placed.beside:
                    self.report.versions[job.path] = placed.beside
            case State.STOPPED:
                self.report.stop(job.path, reasons)
            case _:
                pass
        if outcome.action is not None:
            self.report.foresee(job.path, outcome.action, outcome.wanted)
        if job.open:
            self.open[job.kind.name, job.branch] = reasons
        self._line(job, placed, reasons)
        if job.branch:
            self.stamps.note(outcome)
        self._tell(job.path, placed)

    def gone(
        self,
        kind: str,
        branch: str,
        path: str,
        state: State,
        reasons: tuple[Problem, ...] = (),
        at: str = "",
        *,
        news: bool = False,
    ) -> None:
        """Note a document that is no longer due: withdrawn at `at`, "" = in this run, or not to be withdrawn.

        `news`: it counts among what is to be done for its branch.
        """
        if news:
            self.states[self._short_names.get(branch, "")][state] += 1
        self.lines.add_last(RegisterLine(kind, branch, "", path, state, reasons, "", at or self._order.made))

    def _line(self, job: Job, placed: Placed, reasons: tuple[Problem, ...]) -> None:
        branch = self._short_names.get(job.branch, "")
        findings = review.unpacked_findings(placed.findings)
        if findings:
            self.report.findings.append((job.path, findings))
        state, digest, made = placed.state, placed.digest, placed.made
        if state is State.UNCHANGED and self._ledger.at_work and placed.run >= self._ledger.since:
            state = State.MADE  # by a run that was killed, and that this one goes on with
        if job.waits and (placed.state in _AS_MADE or self._is_unwritten(job, placed)):
            whose = branch or self._order.township.campaign.organisation.folder
            self.waiting[job.kind.name, job.waits].append(whose)
            if placed.state in {State.UNCHANGED, State.KEPT} or placed.written:
                state = job.waits
        self.states[branch][state if state in WAITING else placed.state] += 1
        self.lines.add(
            RegisterLine(job.kind.name, branch, job.member, job.path, state, reasons, digest, made, findings)
        )
        if job.branch:
            self.volumes.add(volume_of(self._order.township.campaign.folder, job.path, job.kind))

    def _is_unwritten(self, job: Job, placed: Placed) -> bool:
        """Whether a frame that somebody has begun to write in still has headings with nothing but blank lines below."""
        if job.waits is not State.UNWRITTEN or placed.state is not State.KEPT:
            return False
        try:
            return bool(review.headings_left((self._order.workspace / job.path).read_bytes()))
        except OSError:
            return False

    def _tell(self, path: str, placed: Placed) -> None:
        """Note for the history what happened to a document; that it is still kept is no news."""
        if not self._ledger.at_work:
            return
        if placed.state is State.KEPT and not placed.written and self._ledger.last_event(path) != State.KEPT:
            self.events.append(Event(path, self._order.township.campaign.folder, State.KEPT))
