"""A campaign's turn, carried out: papers are made and put in place, what is no longer due moves, the rest is bound."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline import fleet, register
from pipeline.desk import SENT, own_folder
from pipeline.fleet import Crew
from pipeline.ledger import SentBook
from pipeline.model.problem import Problem
from pipeline.produce import maker, paper_key, parting, renaming
from pipeline.produce.campaign import CampaignRun, Group
from pipeline.produce.maker import Branches, Brought, Errand, Maker
from pipeline.produce.parting import Parted, Withdrawn
from pipeline.produce.report import Progress
from pipeline.produce.snapshotting import Picture


class Carrying(CampaignRun):
    """One campaign's turn in a build."""

    papers: Maker

    def _key(self) -> str:
        with SentBook(own_folder(self.desk.workspace) / SENT) as book:
            return paper_key.kept(self.desk, book, self.name)

    def _papers(self) -> Maker:
        return Maker(self.order, self.tools, self.shelf, self.desk.ledger.facts)

    def _record(self) -> None:
        self.desk.record(self.shelf.handed_over(), self.notes.events)
        self.notes.events.clear()

    def _withdraw(self, parted: Iterable[Parted]) -> list[Withdrawn]:
        return parting.withdraw(self.desk, self.name, self.shelf, parted)

    def _end(self) -> None:
        """Give faulty workbooks back, write the register, leave stamps and how everything stands."""
        self._keep_beside()
        self._record()
        self.stamps.keep()
        self._take_picture()
        if who := renaming.identity(self.intake.township.campaign):
            self.desk.ledger.identify(self.name, *who)

    def _keep_beside(self) -> None:
        """Give faulty workbooks back, write the register."""
        problems = [problem for problem in self.report.problems if _of_campaign(problem, self.name)]
        binder, volumes = self.papers.binder, self.notes.volumes
        self._in_the_branches_order(self.unbound)
        self.shelf.know(entry for entry in self.known.beside() if entry.beside not in volumes)
        if self.complete:
            binder.clear_volumes(volumes)
        self.report.volumes.sort()
        found = [*self.unbound, *binder.give_back(problems)]
        changes = partial(self.desk.ledger.last_changes, self.name)
        found += binder.register(self._standings(), self.notes.lines, changes, [*problems, *found])
        self.report.problems += found

    def _standings(self) -> list[register.UnitStanding]:
        """Return how the township's own papers stand, and those of each branch."""
        states, common = self.notes.states, self.intake.township.campaign.organisation.folder
        branches = [dossier.branch for dossier in self.intake.dossiers]
        of_branches = [
            register.UnitStanding(each.short or each.name, each.folder, states[each.short or each.name])
            for each in branches
        ]
        return [register.UnitStanding(common, common, states[""]), *of_branches]

    def _in_the_branches_order(self, problems: list[Problem]) -> None:
        """Sort what was said of volumes as if all branches had been planned one after the other."""
        places = {dossier.branch.folder: number for number, dossier in enumerate(self.intake.dossiers)}
        problems.sort(key=lambda problem: places.get(Path(problem.origin.file).parent.name, -1))

    def _take_picture(self) -> None:
        """Leave in the ledger how everything stands now."""
        notes, left = self.notes, frozenset(self.report.left)
        made = self.order.made
        now = Picture(self.intake, self.kinds, notes.lines, notes.states, self.stamps.quiet, left, made)
        self.desk.ledger.snapshot.keep(now.campaign(), now.units())

    # --- many hands -----------------------------------------------------------------------------------------------

    def _crew(self, members: int) -> Crew | None:
        """Return who makes the papers of branches with so many members; None: this process."""
        if not members:
            return None
        cluster = self.setting.cluster
        return Crew(cluster=cluster) if cluster else fleet.at_home(members)

    def _with_many_hands(self, changed: Iterator[Group], crew: Crew, on_progress: Progress) -> None:
        chunks = map(self._chunk, changed)
        for brought in fleet.each(maker.branches, self._errand(), chunks, crew, on_deaths=self.desk.mend):
            self._take(brought)
            on_progress(self.name, self.count, max(self.count, self.estimate))

    def _errand(self) -> Errand:
        return Errand(self.order, self.tools.templates, self.tools.filler, uuid.uuid4().hex)

    def _chunk(self, group: Group) -> Branches:
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
        self.report.volumes += brought.volumes.written
        self.unbound += brought.volumes.problems
        self.count = len(self.notes.lines)
        self._record()


def _of_campaign(problem: Problem, name: str) -> bool:
    """Whether a Problem belongs into this campaign's register: not one of another campaign's folder."""
    parts = problem.origin.file.split("/")
    return len(parts) < 3 or parts[0] != "inputs" or parts[1] == name or name in parts  # noqa: PLR2004
