"""One campaign's turn in a run: make what is due, withdraw what no longer is, bind, register."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain

from pipeline import fleet, register
from pipeline.batch import making
from pipeline.batch.foreign import Filler
from pipeline.batch.making import Branches, Brought, Errand, Maker, Order, Outcome, Tools
from pipeline.batch.report import CampaignReport, Report, hides_documents
from pipeline.batch.stamps import Stamps
from pipeline.batch.withdrawal import Withdrawal
from pipeline.desk import Desk
from pipeline.fleet import Crew
from pipeline.inbox.dossier import Intake
from pipeline.ledger import Entry, Event
from pipeline.model import codes
from pipeline.model.facts import Branch, Dossier
from pipeline.model.problem import Origin, Problem, nearest
from pipeline.model.work import Job, Kind, Scope, State
from pipeline.plan.due import Plan
from pipeline.register import Line
from pipeline.render.compile import Compiled
from pipeline.review import agreement, reviewer
from pipeline.shelf import Placed, Shelf

_IN_A_CHUNK = 500  # members: what a chunk costs to send stays below a tenth of what it takes to make

Progress = Callable[[str, int, int], None]
"""Called with a campaign's name, documents looked at so far, and the (estimated) number of all."""


class Run:
    """One campaign's turn in a run."""

    def __init__(
        self,
        desk: Desk,
        intake: Intake,
        kinds: tuple[Kind, ...],
        templates: dict[tuple[str, Scope], Compiled],
        filler: Filler,
        report: Report,
        *,
        dry: bool,
        durable: bool = True,
        complete: bool,
        cluster: str = "",
    ) -> None:
        self.desk, self.intake, self.kinds, self.templates, self.report = desk, intake, kinds, templates, report
        self.dry, self.complete = dry, complete
        self.name = intake.township.campaign.folder
        made = desk.now().isoformat(timespec="seconds")
        self.shelf = Shelf(desk.workspace, self.name, desk.ledger.entries(self.name), made, dry=dry, durable=durable)
        order = Order(desk.workspace, intake.township, kinds, tuple(report.problems), made, dry=dry, durable=durable)
        self.maker = Maker(order, Tools(intake.township, templates, filler), self.shelf, desk.ledger.facts)
        self.stamps = Stamps(desk.ledger, order, templates, desk.settings.body_font)
        self.cluster = cluster
        self.short_names = {branch.name: branch.short or branch.name for branch in intake.township.branches}
        self.estimate = self._estimate()
        self.count = 0  # of documents looked at
        self.lines: list[Line] = []
        self.events: list[Event] = []
        self.states: defaultdict[str, Counter[State]] = defaultdict(Counter)  # by the branch's short name
        self.with_forms: set[str] = set()  # branches' folders

    def produce(self, on_progress: Progress) -> None:
        """Make, withdraw, bind, register."""
        self._check_kinds()
        self.report.problems += agreement.check(self.intake.township, self.intake.dossiers)
        plan = Plan(self.intake.township, self.kinds)
        for job in plan.of_township():
            self._bring(job, on_progress)
        due = ((i, dossier) for i, dossier in enumerate(self.intake.dossiers) if not self._stands(i, dossier))
        some = _enough(due)
        changed = chain(some, due)
        if crew := self._crew(sum(len(dossier.members) for _, dossier in some)):
            self._settle()
            chunks = self._chunks(changed)
            for brought in fleet.each(making.branches, self._errand(), chunks, crew, on_deaths=self.desk.mend):
                self._take(brought)
                on_progress(self.name, len(self.lines), max(len(self.lines), self.estimate))
        else:
            for group in _groups(changed):
                for index, dossier in group:
                    for job in plan.of_branch(index, dossier):
                        self._bring(job, on_progress)
                self._settle()
                self._bind(dossier.branch for _, dossier in group)
        self._settle()
        for group in _groups(enumerate(self.intake.dossiers)):  # those that stand
            self._bind(dossier.branch for _, dossier in group)
        self._in_the_branches_order()
        count = len(self.lines)
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
            self.stamps.keep()

    def _keep_beside(self) -> None:
        """Give faulty workbooks back, write the register."""
        problems = [problem for problem in self.report.problems if _of_campaign(problem, self.name)]
        binder = self.maker.binder
        if self.complete:
            binder.clear_volumes(self.with_forms)
        self.report.volumes.sort()
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

    def _bring(self, job: Job, on_progress: Progress) -> None:
        """Bring one document up to date, here."""
        self.maker.bring(job)
        self.count += 1
        if self.maker.full:
            self._settle()
        on_progress(self.name, self.count, max(self.count, self.estimate))

    def _stands(self, index: int, dossier: Dossier) -> bool:
        """Whether a branch needs no plan: its papers can only be what they are. Then it has been noted."""
        jobs = self.stamps.standing(index, dossier)
        if jobs is None:
            return False
        outcomes = []
        for job in jobs:
            placed = self.shelf.as_recorded(job.path)
            if placed is None:
                return False
            outcomes.append(Outcome(job, placed))
        for outcome in outcomes:
            self.maker.remember(outcome)
            self._note(outcome)
        self.count += len(outcomes)
        return True

    def _in_the_branches_order(self) -> None:
        """Sort what was noted as if all branches had been planned one after the other."""
        places = {dossier.branch.folder: number for number, dossier in enumerate(self.intake.dossiers)}
        self.lines.sort(key=lambda line: places.get(_folder(line.path), -1))

    def _settle(self) -> None:
        """Put the chunk at work in its place, record it, and note what became of each document."""
        for outcome in self.maker.settle():
            self._note(outcome)
        self._record()

    def _bind(self, branches: Iterable[Branch]) -> None:
        """Bind the print volumes of branches whose papers are settled, and record them."""
        self.report.volumes += self.maker.bind(branches)
        self._record()

    # --- many hands -----------------------------------------------------------------------------------------------

    def _crew(self, members: int) -> Crew | None:
        """Return who makes the papers of branches with so many members; None: this process."""
        if self.dry or not members:
            return None
        return Crew(cluster=self.cluster) if self.cluster else fleet.at_home(members)

    def _errand(self) -> Errand:
        tools = self.maker.tools
        return Errand(self.maker.order, tools.templates, tools.filler, uuid.uuid4().hex)

    def _chunks(self, dossiers: Iterable[tuple[int, Dossier]]) -> Iterator[Branches]:
        """Yield the branches in chunks of some hundred documents, each with what is known of its files."""
        known: defaultdict[str, list[Entry]] = defaultdict(list)  # by the branch's folder: its name may be a new one
        for entry in self.shelf.entries.values():
            known[entry.branch if entry.kind == register.VOLUME else _folder(entry.path)].append(entry)
        for group in _groups(dossiers):
            yield self._chunk(group, known)

    def _chunk(self, dossiers: list[tuple[int, Dossier]], known: Mapping[str, list[Entry]]) -> Branches:
        entries = [entry for _, dossier in dossiers for entry in known.get(dossier.branch.folder, ())]
        told = (replace(entry, facts=self.desk.ledger.packed_facts(entry.path)) for entry in entries)
        return Branches(tuple(dossiers), tuple(told))

    def _take(self, brought: Brought) -> None:
        """Record what a worker has put in place, and note what became of each document."""
        for handover in brought.handovers:
            for path in handover.gone:
                self.shelf.entries.pop(path, None)
            self.desk.record(handover)  # that is all: a million entries are not kept here
        for outcome in brought.outcomes:
            self._note(outcome)
        self.report.volumes += brought.volumes
        self.maker.binder.problems += brought.problems
        self.count = len(self.lines)
        self._record()

    def _note(self, outcome: Outcome) -> None:
        job, placed, reasons = outcome.job, outcome.placed, outcome.reasons
        self.report.bugs += [outcome.bug] if outcome.bug else []
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
        if job.branch:
            self.stamps.note(outcome)
        self._tell(job.path, placed)

    def _tell(self, path: str, placed: Placed) -> None:
        """Note for the history what happened to a document; that it is still kept is no news."""
        if self.dry:
            return
        if placed.state is State.KEPT and not placed.written and self.desk.ledger.last_event(path) != State.KEPT:
            self.events.append(Event(path, self.name, State.KEPT))

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
            self.with_forms.add(_folder(job.path))

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


def _enough(due: Iterator[tuple[int, Dossier]]) -> list[tuple[int, Dossier]]:
    """Take the branches that tell whether others are to help; whether the rest stand is seen while these work."""
    some: list[tuple[int, Dossier]] = []
    members = 0
    while members < fleet.WORTH_IT and (each := next(due, None)) is not None:
        some.append(each)
        members += len(each[1].members)
    return some


def _groups(dossiers: Iterable[tuple[int, Dossier]]) -> Iterator[list[tuple[int, Dossier]]]:
    """Yield the branches in groups of some hundred members."""
    group: list[tuple[int, Dossier]] = []
    size = 0
    for index, dossier in dossiers:
        group.append((index, dossier))
        size += len(dossier.members)
        if size >= _IN_A_CHUNK:
            yield group
            group, size = [], 0
    if group:
        yield group


def _folder(path: str) -> str:
    """Return the folder of a campaign's document: 全镇, or its branch's."""
    return path.split("/")[2]


def _of_campaign(problem: Problem, name: str) -> bool:
    """Whether a Problem belongs into this campaign's register: not one of another campaign's folder."""
    parts = problem.origin.file.split("/")
    return len(parts) < 3 or parts[0] != "inputs" or parts[1] == name or name in parts  # noqa: PLR2004
