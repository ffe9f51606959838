"""One campaign's turn in a run: make what is due, withdraw what no longer is, bind, register."""

from __future__ import annotations

import hashlib
import json
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from pipeline import register
from pipeline.batch import document
from pipeline.batch.document import ENGINE, Halt
from pipeline.batch.report import CampaignReport, Report, hides_documents
from pipeline.batch.withdrawal import Withdrawal
from pipeline.binder import Binder, Form
from pipeline.desk import Desk
from pipeline.inbox.dossier import Intake
from pipeline.ledger import Entry, Event
from pipeline.model import codes
from pipeline.model.errors import DiskError
from pipeline.model.facts import Campaign
from pipeline.model.problem import Origin, Problem, nearest
from pipeline.model.work import Change, Job, Kind, Scope, State
from pipeline.plan.due import due
from pipeline.register import Line
from pipeline.render import fill as filling
from pipeline.render import shown
from pipeline.render.compile import Compiled
from pipeline.review import agreement, reviewer
from pipeline.review.reviewer import Reviewer
from pipeline.shelf import Placed, Shelf, Wanted

_AT_ONCE = 200  # documents made durable and recorded together: a crash in between redoes the same bytes

Progress = Callable[[str, int, int], None]
"""Called with a campaign's name, documents looked at so far, and the (estimated) number of all."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one document, as far as is known before its chunk is in place."""

    job: Job
    placed: Placed
    reasons: tuple[Problem, ...] = ()


class Run:
    """One campaign's turn in a run."""

    def __init__(
        self,
        desk: Desk,
        intake: Intake,
        kinds: tuple[Kind, ...],
        templates: dict[tuple[str, Scope], Compiled],
        report: Report,
        *,
        dry: bool,
        durable: bool = True,
        complete: bool,
    ) -> None:
        self.desk, self.intake, self.kinds, self.templates, self.report = desk, intake, kinds, templates, report
        self.dry, self.complete = dry, complete
        self.name = intake.township.campaign.folder
        made = desk.now().isoformat(timespec="seconds")
        self.shelf = Shelf(desk.workspace, self.name, desk.ledger.entries(self.name), made, dry=dry, durable=durable)
        terms, called = intake.township.campaign.terms, _called(intake.township.campaign)
        self.reviewer = Reviewer(terms, *called)
        said = (*(f"{wrong}→{right}" for wrong, right in terms.items()), *called)
        self.terms_said = "\n".join(said)  # other words, another review
        self.short_names = {branch.name: branch.short or branch.name for branch in intake.township.branches}
        self.outcomes: list[_Outcome] = []  # of the chunk at work
        self.lines: list[Line] = []
        self.events: list[Event] = []
        self.states: defaultdict[str, Counter[State]] = defaultdict(Counter)  # by the branch's short name
        self.forms: dict[str, list[Form]] = {}  # by the branch's full name

    def produce(self, on_progress: Progress) -> None:
        """Make, withdraw, bind, register."""
        self._check_kinds()
        self.report.problems += agreement.check(self.intake.township, self.intake.dossiers)
        estimate = self._estimate()
        count = 0
        for count, job in enumerate(due(self.intake.township, self.intake.dossiers, self.kinds), 1):
            self.outcomes.append(self._bring(job))
            if len(self.outcomes) >= _AT_ONCE:
                self._settle()
            on_progress(self.name, count, max(count, estimate))
        self._settle()
        on_progress(self.name, count, count)
        township = self.intake.township
        members = township.counts["党员总数"]
        self.report.campaigns.append(
            CampaignReport(
                self.name, len(township.branches), members if isinstance(members, int) else None, count, self.states
            )
        )
        self._withdraw({line.path for line in self.lines})
        if not self.dry:
            self._keep_beside()
            self._record()

    def _keep_beside(self) -> None:
        """Bind the print volumes, give faulty workbooks back, write the register."""
        problems = [problem for problem in self.report.problems if _of_campaign(problem, self.name)]
        binder = Binder(self.desk.workspace, self.name, self.shelf, ENGINE)
        folders = {branch.name: branch.folder for branch in self.intake.township.branches}
        self.report.volumes += binder.bind(
            {folders[branch]: forms for branch, forms in self.forms.items()}, complete=self.complete
        )
        binder.give_back(problems)
        changes = partial(self.desk.ledger.last_changes, self.name)
        binder.register(self.lines, changes, [*problems, *binder.problems])
        self.report.problems += binder.problems

    def _check_kinds(self) -> None:
        """文种 in the YAML must be in the catalog."""
        known = {kind.name for kind in self.kinds}
        lines = self.intake.township.campaign.lines
        for wanted in self.intake.township.campaign.kinds:
            if wanted not in known:
                origin = lines.get("文种", Origin(f"inputs/{self.name}"))
                self.report.problems.append(codes.YAML_KIND.at(origin, value=wanted, nearest=nearest(wanted, known)))

    def _estimate(self) -> int:
        members = sum(len(dossier.members) for dossier in self.intake.dossiers)
        return members + 4 * len(self.intake.dossiers) + 2 * len(self.intake.township.campaign.meetings)

    def _bring(self, job: Job) -> _Outcome:
        """Bring one document up to date, or note why it cannot be."""
        try:
            return self._placed(job)
        except Halt as halt:
            return _Outcome(job, Placed(State.STOPPED), halt.reasons)
        except Exception as bug:  # noqa: BLE001 - a bug stops one document, not the run
            # Without the exception's message: it may quote a value, and this goes to the log.
            self.report.bugs.append("".join([*traceback.format_tb(bug.__traceback__), type(bug).__name__]))
            return _Outcome(job, Placed(State.STOPPED))

    def _settle(self) -> None:
        """Put the chunk at work in its place, record it, and note what became of each document."""
        otherwise = self.shelf.settle()
        for outcome in self.outcomes:
            self._note(outcome, otherwise.get(outcome.job.path, outcome.placed))
        self.outcomes.clear()
        self._record()

    def _note(self, outcome: _Outcome, placed: Placed) -> None:
        job, reasons = outcome.job, outcome.reasons
        if placed.fault:
            reasons = (codes.FILE_UNWRITABLE.at(Origin(job.path), reason=placed.fault),)
        if placed.written and not self.dry:
            self.report.written.append(placed.written)
        match placed.state:
            case State.UNCHANGED:
                self.report.unchanged += 1
            case State.KEPT:
                self.report.kept.append(job.path)
            case State.STOPPED:
                self.report.stop(job.path, reasons)
            case _:
                pass
        self._register(job, placed, reasons)
        self._tell(outcome, placed)

    def _tell(self, outcome: _Outcome, placed: Placed) -> None:
        """Note for the history what happened to a document; that it is still kept is no news."""
        if self.dry:
            return
        path = outcome.job.path
        if placed.state is State.KEPT and not placed.written and self.desk.ledger.last_event(path) != State.KEPT:
            self.events.append(Event(path, self.name, State.KEPT))

    def _placed(self, job: Job) -> _Outcome:
        compiled = self.templates.get((job.kind.template, job.kind.scope))
        reasons = job.stopped
        if compiled is None:
            reasons += tuple(p for p in self.report.problems if _concerns(p, job.kind))
        if reasons or compiled is None:
            raise Halt(reasons)
        values = filling.used_values(compiled, job.facts)
        facts = filling.serialised(values)
        fingerprint = hashlib.sha256(
            f"{compiled.digest}\n{ENGINE}\n{facts}\n{self.terms_said}".encode("utf-8", "replace")
        ).hexdigest()
        known = self.shelf.entries.get(job.path)
        before = self.desk.ledger.facts(job.path) if known and known.fingerprint != fingerprint else ""
        if self.dry and not document.doubtful(value for _, value in values):
            return _Outcome(job, self._foreseen(job, fingerprint))
        want = Wanted(job.path, job.kind.name, job.branch, fingerprint, facts, template=compiled.digest, engine=ENGINE)
        if known and before:
            changed = (*shown.changes(json.loads(before), values, job.facts), *_beyond_values(known, want, job))
            want = replace(want, changes=tuple(Change(job.path, *each) for each in changed))
        try:
            placed = self.shelf.place(want, lambda: document.made(compiled, job, self.reviewer))
        except DiskError as fault:
            raise Halt((codes.FILE_UNWRITABLE.at(Origin(job.path), reason=fault),)) from fault
        return _Outcome(job, placed)

    def _foreseen(self, job: Job, fingerprint: str) -> Placed:
        """What a build would do, without doing it."""
        known = self.shelf.entries.get(job.path)
        if known is None or not (self.desk.workspace / job.path).exists():
            return Placed(State.MADE)
        if not self.shelf.untouched(known):
            return Placed(State.KEPT)
        return Placed(State.UNCHANGED if known.fingerprint == fingerprint else State.MADE)

    def _register(self, job: Job, placed: Placed, reasons: tuple[Problem, ...]) -> None:
        branch = self.short_names.get(job.branch, "")
        findings = reviewer.unpacked(placed.findings)
        if findings:
            self.report.findings.append((job.path, findings))
        state, digest, made = placed.state, placed.digest, placed.made
        self.states[branch][state] += 1
        if state is State.UNCHANGED and not self.dry and placed.run >= self.desk.ledger.since:
            state = State.MADE  # by a run that was killed, and that this one goes on with
        self.lines.append(Line(job.kind.name, branch, job.member, job.path, state, reasons, digest, made, findings))
        if job.kind.scope is Scope.MEMBER:
            there = placed.state is not State.STOPPED
            self.forms.setdefault(job.branch, []).append(Form(job.path, job.member, there))

    def _record(self) -> None:
        if not self.dry:
            self.desk.record(self.shelf.handed_over(), self.events)
            self.events.clear()

    # --- what is no longer due ------------------------------------------------------------------------------------

    def _withdraw(self, due_now: set[str]) -> None:
        """Withdraw documents whose facts are gone; where some facts cannot be read, they only stop."""
        withdrawal = Withdrawal(self.desk, self.name, self.shelf, self.dry)
        known = [e for e in self.shelf.entries.values() if e.beside not in due_now and e.kind not in register.OWN_KINDS]
        if self.desk.ledger.is_new:
            strays = list(withdrawal.strays(due_now))
            self.shelf.new += strays
            known += strays
        if self.complete:
            for each in withdrawal.withdraw(known):
                self.report.withdrawn += [each.path] if each.news else []
                if each.fault:
                    self.report.problems.append(codes.FILE_UNWRITABLE.at(Origin(each.path), reason=each.fault))
                self._register_gone(each.kind, each.branch, each.now, State.WITHDRAWN, (), each.at)
            return
        doubts = tuple(problem for problem in self.report.problems if hides_documents(problem))
        for entry in known:
            if (self.desk.workspace / entry.path).exists():
                self.report.stop(entry.path, doubts)
                self._register_gone(entry.kind, entry.branch, entry.path, State.STOPPED, doubts)
            else:
                self.shelf.gone.append(entry.path)

    def _register_gone(
        self, kind: str, branch: str, path: str, state: State, reasons: tuple[Problem, ...], at: str = ""
    ) -> None:
        self.lines.append(Line(kind, branch, "", path, state, reasons, "", at or self.shelf.made))


def _called(campaign: Campaign) -> tuple[str, str]:
    """Return the campaign's 简称 and 名称, as far as they can be read."""
    short, name = campaign.short, campaign.name
    return short if isinstance(short, str) else "", name if isinstance(name, str) else ""


def _beyond_values(known: Entry, want: Wanted, job: Job) -> Iterator[tuple[str, ...]]:
    """Yield what besides the values makes a document another one than before."""
    if known.template != want.template:
        yield "模板", "", "有改动", f"templates/{job.kind.template}"
    if known.engine not in {want.engine, ""}:
        yield "程序版本", known.engine, want.engine, ""


def _concerns(problem: Problem, kind: Kind) -> bool:
    return problem.origin == kind.origin or problem.origin.file == f"templates/{kind.template}"


def _of_campaign(problem: Problem, name: str) -> bool:
    """Whether a Problem belongs into this campaign's register: not one of another campaign's folder."""
    parts = problem.origin.file.split("/")
    return len(parts) < 3 or parts[0] != "inputs" or parts[1] == name or name in parts  # noqa: PLR2004
