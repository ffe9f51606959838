"""One campaign's turn in a run: make what is due, withdraw what no longer is, bind, register."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from pipeline import fleet, register
from pipeline.desk import Desk
from pipeline.fleet import Crew
from pipeline.inbox.dossier import Intake
from pipeline.ledger import Entry
from pipeline.model import codes
from pipeline.model.facts import Branch, Dossier
from pipeline.model.problem import Origin, Problem, nearest
from pipeline.model.work import Job, Kind, State, Use
from pipeline.plan import due, timing
from pipeline.plan.due import Plan
from pipeline.produce import making, renaming
from pipeline.produce.foreign import Filler
from pipeline.produce.known import Known
from pipeline.produce.making import Branches, Brought, Errand, Maker, Order, Outcome, Tools
from pipeline.produce.notes import Notes
from pipeline.produce.report import CampaignReport, Report, hides_documents
from pipeline.produce.snapshot import Picture
from pipeline.produce.stamps import Stamps
from pipeline.produce.withdrawal import Withdrawal
from pipeline.render.compile import Compiled
from pipeline.review import agreement
from pipeline.shelf import Shelf

_NAMED = 5  # branches that a message names
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
        templates: dict[Use, Compiled],
        filler: Filler,
        report: Report,
        *,
        dry: bool,
        durable: bool = True,
        complete: bool,
        cluster: str = "",
    ) -> None:
        self.desk, self.intake, self.kinds, self.report = desk, intake, kinds, report
        self.dry, self.complete, self.cluster = dry, complete, cluster
        self.name = intake.township.campaign.folder
        made = desk.now().isoformat(timespec="seconds")
        order = Order(desk.workspace, intake.township, kinds, tuple(report.problems), made, dry=dry, durable=durable)
        self.known = Known(desk.ledger, self.name)
        self.shelf = Shelf(desk.workspace, self.name, {}, made, dry=dry, durable=durable)
        self.maker = Maker(order, Tools(intake.township, templates, filler), self.shelf, desk.ledger.facts)
        self.stamps = Stamps(desk.ledger, order, templates, desk.settings.body_font)
        self.notes = Notes(desk.ledger, intake, order, report, self.stamps)
        self.estimate = self._estimate()
        self.count = 0  # of documents looked at
        self.exact: set[str] = set()  # folders in which the ledger knows what is due, and nothing else
        self.misspelt: list[Problem] = []  # 文种 of the YAML that the catalog does not have

    def produce(self, on_progress: Progress) -> None:
        """Make, withdraw, bind, register."""
        self._check_kinds()
        self.report.problems += agreement.check(self.intake.township, self.intake.dossiers)
        self._make_all(on_progress)
        self._sum_up(on_progress)
        self._withdraw()
        if not self.dry:
            self._keep_beside()
            self._record()
            self.stamps.keep()
            self._take_picture()
            if who := renaming.identity(self.intake.township.campaign):
                self.desk.ledger.identify(self.name, *who)

    def _make_all(self, on_progress: Progress) -> None:
        """Bring all papers up to date: the township's here, those of the branches by whoever is at hand."""
        plan = Plan(self.intake.township, self.kinds)
        self._turn_to(self.intake.township.campaign.organisation.folder)
        for job in plan.of_township():
            self._bring(job, on_progress)
        of_township = list(self.maker.settle())
        self._record()
        due = ((i, dossier) for i, dossier in enumerate(self.intake.dossiers) if not self._stands(i, dossier))
        some = _enough(due)
        for outcome in of_township:  # behind the branches that stand: so `status` lists them
            self.notes.made(outcome)
        changed = _groups(chain(some, due))
        if crew := self._crew(sum(len(dossier.members) for _, dossier in some)):
            chunks = map(self._chunk, changed)
            for brought in fleet.each(making.branches, self._errand(), chunks, crew, on_deaths=self.desk.mend):
                self._take(brought)
                on_progress(self.name, self.count, max(self.count, self.estimate))
        else:
            for group in changed:
                self._make(group, plan, on_progress)

    def _sum_up(self, on_progress: Progress) -> None:
        """Say how many documents are due."""
        count = len(self.notes.lines)
        on_progress(self.name, count, count)
        township = self.intake.township
        members = township.counts["党员总数"]
        whole = members if isinstance(members, int) else None
        read = sum(len(dossier.members) for dossier in self.intake.dossiers)
        common = township.campaign.organisation.folder
        summary = CampaignReport(self.name, len(township.branches), whole, count, self.notes.states, common, read)
        self.report.campaigns.append(summary)
        self.report.problems += self._unwritten()

    def _unwritten(self) -> Iterator[Problem]:
        """Yield what has come out as a mere frame: once for each kind, with whose papers they are."""
        origin = self.intake.township.campaign.lines.get("支部安排", Origin(f"inputs/{self.name}"))
        order = {branch.short or branch.name: at for at, branch in enumerate(self.intake.township.branches)}
        for kind, found in sorted(self.notes.unwritten.items()):
            whose = sorted(found, key=lambda name: order.get(name, -1))  # the township's own first
            named = "、".join(whose[:_NAMED]) + (" 等" if len(whose) > _NAMED else "")
            yield codes.PAPER_UNWRITTEN.at(origin, count=len(whose), kind=kind, whose=named)

    def _keep_beside(self) -> None:
        """Give faulty workbooks back, write the register."""
        problems = [problem for problem in self.report.problems if _of_campaign(problem, self.name)]
        binder, with_forms = self.maker.binder, self.notes.with_forms
        self._in_the_branches_order(binder.problems)
        self.shelf.know(entry for entry in self.known.beside() if entry.branch not in with_forms)
        if self.complete:
            binder.clear_volumes(with_forms)
        self.report.volumes.sort()
        binder.give_back(problems)
        changes = partial(self.desk.ledger.last_changes, self.name)
        binder.register(self._standings(), self.notes.lines, changes, [*problems, *binder.problems])
        self.report.problems += binder.problems

    def _standings(self) -> list[register.Standing]:
        """Return how the township's own papers stand, and those of each branch."""
        states, common = self.notes.states, self.intake.township.campaign.organisation.folder
        branches = [dossier.branch for dossier in self.intake.dossiers]
        of_branches = [
            register.Standing(each.short or each.name, each.folder, states[each.short or each.name])
            for each in branches
        ]
        return [register.Standing(common, common, states[""]), *of_branches]

    def _in_the_branches_order(self, problems: list[Problem]) -> None:
        """Sort what was said of volumes as if all branches had been planned one after the other."""
        places = {dossier.branch.folder: number for number, dossier in enumerate(self.intake.dossiers)}
        problems.sort(key=lambda problem: places.get(Path(problem.origin.file).stem, -1))

    def _take_picture(self) -> None:
        """Leave in the ledger how everything stands now."""
        notes, left = self.notes, frozenset(self.report.left)
        made = self.maker.order.made
        now = Picture(self.intake, self.kinds, notes.lines, notes.states, self.stamps.quiet, left, made)
        self.desk.ledger.snapshot.keep(now.campaign(), now.units())

    def _check_kinds(self) -> None:
        """文种 in the YAML must be in the catalog."""
        known = {kind.name for kind in self.kinds}
        lines = self.intake.township.campaign.lines
        for wanted in self._wanted:
            if wanted not in known:
                origin = lines.get("文种", Origin(f"inputs/{self.name}"))
                self.misspelt.append(codes.YAML_KIND.at(origin, value=wanted, nearest=nearest(wanted, known)))
        self.report.problems += self.misspelt
        campaign = self.intake.township.campaign
        for numbered in campaign.own_issuance:
            if numbered not in known:
                origin = lines.get(f"发文.各文种.{numbered}", Origin(f"inputs/{self.name}"))
                self.report.problems.append(
                    codes.YAML_KIND.at(origin, value=numbered, nearest=nearest(numbered, known))
                )
        self.report.problems += timing.waiting(campaign, due.wanted(campaign, self.kinds))

    @property
    def _wanted(self) -> tuple[str, ...]:
        kinds = self.intake.township.campaign.kinds
        return kinds if isinstance(kinds, tuple) else ()

    def _estimate(self) -> int:
        members = sum(len(dossier.members) for dossier in self.intake.dossiers)
        return members + 4 * len(self.intake.dossiers) + 2 * len(self.intake.township.campaign.meetings)

    # --- branches that stand, and those that are planned here -------------------------------------------------------

    def _turn_to(self, *folders: str) -> None:
        """Have on the shelf what is known of these folders' files, and of no others."""
        self.shelf.know(entry for folder in folders for entry in self.known.of(folder))

    def _stands(self, index: int, dossier: Dossier) -> bool:
        """Whether a branch needs no plan: its papers can only be what they are. Then it has been noted and bound."""
        jobs = self.stamps.standing(index, dossier)
        if jobs is None:
            return False
        folder = dossier.branch.folder
        self._turn_to(folder)
        outcomes = []
        for job in jobs:
            placed = self.shelf.as_recorded(job.path)
            if placed is None:
                return False
            outcomes.append(Outcome(job, placed))
        for outcome in outcomes:
            self.maker.remember(outcome)
            self.notes.stands(outcome)
        self.count += len(outcomes)
        if sum(entry.kind != register.VOLUME for entry in self.shelf.entries.values()) == len(outcomes):
            self.exact.add(folder)
        self._bind([dossier.branch])
        return True

    def _make(self, group: list[tuple[int, Dossier]], plan: Plan, on_progress: Progress) -> None:
        """Bring the papers of some branches up to date, here."""
        self._turn_to(*(dossier.branch.folder for _, dossier in group))
        for index, dossier in group:
            for job in plan.of_branch(index, dossier):
                self._bring(job, on_progress)
        self._settle()
        self.stamps.pack()
        self._bind(dossier.branch for _, dossier in group)

    def _bring(self, job: Job, on_progress: Progress) -> None:
        """Bring one document up to date, here."""
        self.maker.bring(job)
        self.count += 1
        if self.maker.full:
            self._settle()
        on_progress(self.name, self.count, max(self.count, self.estimate))

    def _settle(self) -> None:
        """Put the chunk at work in its place, record it, and note what became of each document."""
        for outcome in self.maker.settle():
            self.notes.made(outcome)
        self._record()

    def _bind(self, branches: Iterable[Branch]) -> None:
        """Bind the print volumes of branches whose papers are settled, and record them."""
        self.report.volumes += self.maker.bind(branches)
        self._record()

    def _record(self) -> None:
        if not self.dry:
            self.desk.record(self.shelf.handed_over(), self.notes.events)
            self.notes.events.clear()

    # --- many hands -----------------------------------------------------------------------------------------------

    def _crew(self, members: int) -> Crew | None:
        """Return who makes the papers of branches with so many members; None: this process."""
        if self.dry or not members:
            return None
        return Crew(cluster=self.cluster) if self.cluster else fleet.at_home(members)

    def _errand(self) -> Errand:
        tools = self.maker.tools
        return Errand(self.maker.order, tools.templates, tools.filler, uuid.uuid4().hex)

    def _chunk(self, group: list[tuple[int, Dossier]]) -> Branches:
        """Return some branches as a worker gets them, with what is known of their files."""
        entries = (entry for _, dossier in group for entry in self.known.of(dossier.branch.folder))
        told = (replace(entry, facts=self.desk.ledger.packed_facts(entry.path)) for entry in entries)
        return Branches(tuple(group), tuple(told))

    def _take(self, brought: Brought) -> None:
        """Record what a worker has put in place, and note what became of each document."""
        for handover in brought.handovers:
            self.desk.record(handover)
        for outcome in brought.outcomes:
            self.notes.made(outcome)
        self.stamps.pack()
        self.report.volumes += brought.volumes
        self.maker.binder.problems += brought.problems
        self.count = len(self.notes.lines)
        self._record()

    # --- what is no longer due ------------------------------------------------------------------------------------

    def _withdraw(self) -> None:
        """Withdraw documents whose facts are gone; those that may be due, for all that could be read, only stop."""
        withdrawal = Withdrawal(self.desk, self.name, self.shelf, self.dry)
        due = self.notes.lines.due
        known = self.known.no_longer_due(due, self.exact)
        if self.desk.ledger.is_new:
            strays = list(withdrawal.strays(due))
            self.shelf.new += strays
            known += strays
        if not self.complete:
            self._leave(known, tuple(problem for problem in self.report.problems if hides_documents(problem)))
            return
        self._leave((entry for entry in known if self._may_be_meant(entry)), tuple(self.misspelt))
        known = [entry for entry in known if not self._may_be_meant(entry)]
        for told, reasons in self.notes.open.items():  # nobody can tell which of them are still due
            self._leave((entry for entry in known if (entry.kind, entry.branch) == told), reasons)
            known = [entry for entry in known if (entry.kind, entry.branch) != told]
        found = withdrawal.withdraw(known)
        self.report.withdraw(found)
        for each in found:
            self.notes.gone(
                each.kind, each.branch, each.now, State.WITHDRAWN, at=each.at, news=each.news and not each.left
            )

    def _may_be_meant(self, entry: Entry) -> bool:
        """Whether one of the misspelt 文种 may mean this document's."""
        return bool(self.misspelt) and entry.kind not in self._wanted

    def _leave(self, entries: Iterable[Entry], doubts: tuple[Problem, ...]) -> None:
        """Leave documents where they are: nobody knows whether they are due."""
        for entry in entries:
            if (self.desk.workspace / entry.path).exists():
                self.report.hold(entry.path, doubts)
                self.notes.gone(entry.kind, entry.branch, entry.path, State.HELD, doubts)
            else:
                self.shelf.gone.append(entry.path)


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


def _of_campaign(problem: Problem, name: str) -> bool:
    """Whether a Problem belongs into this campaign's register: not one of another campaign's folder."""
    parts = problem.origin.file.split("/")
    return len(parts) < 3 or parts[0] != "inputs" or parts[1] == name or name in parts  # noqa: PLR2004
