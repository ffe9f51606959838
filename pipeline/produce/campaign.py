"""One campaign's turn in a run: what is due, branch by branch, and what no longer is. `making` and `parting` decide.

What is done about it, a subclass says: `carrying` puts it in place, `foreseeing` only tells it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeAlias

from pipeline import fleet, register, review
from pipeline.desk import Desk
from pipeline.fleet import Crew
from pipeline.inbox import Intake
from pipeline.ledger import Entry
from pipeline.model import codes, phases
from pipeline.model.facts import Branch, Campaign, Dossier
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem, nearest
from pipeline.model.work import Job, Kind, State, Use
from pipeline.plan import Plan, asked_for, left_out_of_notices, waiting_for_phase
from pipeline.produce import parting
from pipeline.produce.bookkeeping import Notes
from pipeline.produce.foreign import Filler
from pipeline.produce.ledger_view import Known
from pipeline.produce.maker import MakersOrder, PaperMaker, PaperOutcome, Tools
from pipeline.produce.parting import Parted, Withdrawn
from pipeline.produce.report import CampaignReport, Progress, Report, hides_documents
from pipeline.produce.unchanged import Stamps
from pipeline.render import Compiled
from pipeline.shelf import Do, Shelf, Unwanted

_NAMED = 5  # branches that a message names
_IN_A_CHUNK = 500  # members: what a chunk costs to send stays below a tenth of what it takes to make

Group: TypeAlias = list[tuple[int, Dossier]]
"""Some branches, with their numbers among all."""


@frozen
class CommonGround:
    """What all campaigns of a run share: where, from which catalog and templates, and into which report."""

    desk: Desk
    kinds: tuple[Kind, ...]
    templates: dict[Use, Compiled]
    filler: Filler
    report: Report
    durable: bool = True
    cluster: str = ""


class CampaignRun:
    """One campaign's turn in a run. `complete`: no unreadable file hides a part of it."""

    def __init__(self, setting: CommonGround, intake: Intake, *, complete: bool) -> None:
        self.setting, self.intake, self.complete = setting, intake, complete
        self.desk, self.report = setting.desk, setting.report
        self.kinds = phases.of_kinds(intake.township.campaign, setting.kinds)
        self.name = intake.township.campaign.folder
        made, troubles = self.desk.now().isoformat(timespec="seconds"), tuple(self.report.problems)
        self.order = MakersOrder(
            self.desk.workspace,
            intake.township,
            self.kinds,
            troubles,
            made,
            durable=setting.durable,
            key=self._key() if any(kind.marked for kind in self.kinds) else "",
            body_font=self.desk.settings.body_font,
        )
        self.tools = Tools(intake.township, setting.templates, setting.filler)
        self.known = Known(self.desk.ledger, self.name)
        self.shelf = Shelf(self.desk.workspace, self.name, {}, made, durable=setting.durable)
        self.papers = self._papers()
        self.stamps = Stamps(self.desk.ledger, self.order, setting.templates, self.desk.settings.body_font)
        self.notes = Notes(self.desk.ledger, intake, self.order, self.report, self.stamps)
        self.estimate = self._estimate()
        self.count = 0  # of documents looked at
        self.exact: set[str] = set()  # folders in which the ledger knows what is due, and nothing else
        self.misspelt: list[Problem] = []  # 文种 of the YAML that the catalog does not have
        self.unbound: list[Problem] = []  # of the print volumes

    def take(self, on_progress: Progress) -> None:
        """Go through all that is due, then through what no longer is."""
        self._check_kinds()
        self.report.problems += review.disagreements(self.intake.township, self.intake.dossiers)
        self._go_through(on_progress)
        self._sum_up(on_progress)
        self._part()
        self._end()

    # --- what is done about it --------------------------------------------------------------------------------------

    def _key(self) -> str:
        """Return the key that the campaign's 表号 are drawn from."""
        raise NotImplementedError

    def _papers(self) -> PaperMaker:
        """Return who looks after the papers."""
        raise NotImplementedError

    def _crew(self, members: int) -> Crew | None:
        """Return who makes the papers of branches with so many members; None: this process."""
        del members
        return None

    def _with_many_hands(self, changed: Iterator[Group], crew: Crew, on_progress: Progress) -> None:
        raise NotImplementedError

    def _record(self) -> None:
        """Record what has happened so far."""

    def _withdraw(self, parted: Iterable[Parted]) -> list[Withdrawn]:
        """Part with what is no longer due; return it."""
        raise NotImplementedError

    def _end(self) -> None:
        """Do what is to be done when all papers are where they belong."""

    # --- all papers -------------------------------------------------------------------------------------------------

    def _go_through(self, on_progress: Progress) -> None:
        """Look after all papers: the township's here, those of the branches by whoever is at hand."""
        plan = Plan(self.intake.township, self.kinds)
        self._turn_to(self.intake.township.campaign.organisation.folder)
        for job in plan.of_township():
            self._bring(job, on_progress)
        of_township = list(self.papers.settle())
        self._record()
        due = ((i, dossier) for i, dossier in enumerate(self.intake.dossiers) if not self._stands(i, dossier))
        some = _enough(due)
        for outcome in of_township:  # behind the branches that stand: so `status` lists them
            self.notes.made(outcome)
        changed = _groups(chain(some, due))
        if crew := self._crew(sum(len(dossier.members) for _, dossier in some)):
            self._with_many_hands(changed, crew, on_progress)
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
        read = self.intake.members_read()
        common = township.campaign.organisation.folder
        summary = CampaignReport(
            self.name,
            len(township.branches),
            whole,
            count,
            self.notes.states,
            common,
            read,
            self.intake.complete,
        )
        self.report.campaigns.append(summary)
        self.report.problems += self._waiting()

    def _waiting(self) -> Iterator[Problem]:
        """Yield what somebody has to write in: once for each kind, with whose papers they are."""
        origin = self.intake.township.campaign.lines.get("支部安排", Origin(f"inputs/{self.name}"))
        order = {branch.short or branch.name: at for at, branch in enumerate(self.intake.township.branches)}
        for (kind, state), found in sorted(self.notes.waiting.items()):
            whose = sorted(set(found), key=lambda name: order.get(name, -1))  # the township's own first
            named = "、".join(whose[:_NAMED]) + (" 等" if len(whose) > _NAMED else "")
            code = codes.PAPER_BEGUN if state is State.BEGUN else codes.PAPER_UNWRITTEN
            yield code.at(origin, count=len(found), kind=kind, whose=named)

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
        for path, named in _named_kinds(campaign):
            if named not in known:
                origin = lines.get(path, Origin(f"inputs/{self.name}"))
                self.report.problems.append(codes.YAML_KIND.at(origin, value=named, nearest=nearest(named, known)))
        self.report.problems += waiting_for_phase(campaign, asked_for(campaign, self.setting.kinds))
        asked = asked_for(campaign, self.kinds)
        self.report.problems += left_out_of_notices(self.intake.township, self.intake.dossiers, asked)

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
            outcomes.append(PaperOutcome(job, placed))
        for outcome in outcomes:
            self.papers.remember(outcome)
            self.notes.stands(outcome)
        self.count += len(outcomes)
        if sum(entry.kind != register.VOLUME for entry in self.shelf.entries.values()) == len(outcomes):
            self.exact.add(folder)
        self._bind([dossier.branch])
        return True

    def _make(self, group: Group, plan: Plan, on_progress: Progress) -> None:
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
        self.papers.bring(job)
        self.count += 1
        if self.papers.full:
            self._settle()
        on_progress(self.name, self.count, max(self.count, self.estimate))

    def _settle(self) -> None:
        """Have the chunk at work settled and recorded, and note what became of each document."""
        for outcome in self.papers.settle():
            self.notes.made(outcome)
        self._record()

    def _bind(self, branches: Iterable[Branch]) -> None:
        """Bind the print volumes of branches whose papers are settled, and record them."""
        volumes = self.papers.bind(branches)
        self.report.volumes += volumes.written
        self.unbound += volumes.problems
        self._record()

    # --- what is no longer due ------------------------------------------------------------------------------------

    def _part(self) -> None:
        """Withdraw documents whose facts are gone; those that may be due, for all that could be read, only stop."""
        due = self.notes.lines.due
        known = self.known.no_longer_due(due, self.exact)
        if self.desk.ledger.is_new:
            strays = list(parting.strays(self.desk, self.name, due))
            self.shelf.enter(strays)
            known += strays
        if not self.complete:
            self._leave(known, tuple(problem for problem in self.report.problems if hides_documents(problem)))
            return
        self._leave((entry for entry in known if self._may_be_meant(entry)), tuple(self.misspelt))
        known = [entry for entry in known if not self._may_be_meant(entry)]
        for told, reasons in self.notes.open.items():  # nobody can tell which of them are still due
            self._leave((entry for entry in known if (entry.kind, entry.branch) == told), reasons)
            known = [entry for entry in known if (entry.kind, entry.branch) != told]
        found = self._withdraw(parting.parted(self.shelf, known))
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
            action = self.shelf.parting(entry, Unwanted.UNCLEAR)
            if action.do is Do.LEAVE:
                self.report.hold(entry.path, doubts)
                self.notes.gone(entry.kind, entry.branch, entry.path, State.HELD, doubts)
            else:
                self.shelf.forget(entry.path)


def _named_kinds(campaign: Campaign) -> Iterator[tuple[str, str]]:
    """Yield where the YAML says something of single 文种, and of which."""
    for kind in campaign.own_issuance:
        yield f"发文.各文种.{kind}", kind
    for phase in campaign.phases if isinstance(campaign.phases, tuple) else ():
        for kind in phase.papers:
            yield f"{phase.path}.文种", kind


def _enough(due: Iterator[tuple[int, Dossier]]) -> Group:
    """Take the branches that tell whether others are to help; whether the rest stand is seen while these work."""
    some: Group = []
    members = 0
    while members < fleet.WORTH_IT and (each := next(due, None)) is not None:
        some.append(each)
        members += len(each[1].members)
    return some


def _groups(dossiers: Iterable[tuple[int, Dossier]]) -> Iterator[Group]:
    """Yield the branches in groups of some hundred members."""
    group: Group = []
    size = 0
    for index, dossier in dossiers:
        group.append((index, dossier))
        size += len(dossier.members)
        if size >= _IN_A_CHUNK:
            yield group
            group, size = [], 0
    if group:
        yield group
