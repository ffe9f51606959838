"""Jobs → documents in their place, or what would become of them. Any process can do it: it knows no database."""

from __future__ import annotations

import hashlib
import json
import threading
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import fleet, render, review, used_names
from pipeline.binder import Binder, BoundPaper, Volumes
from pipeline.ledger import Entry, unpacked_text
from pipeline.model import codes, paper_number
from pipeline.model.errors import DiskError
from pipeline.model.facts import Branch, Campaign, Dossier, Township
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem
from pipeline.model.settings import Settings
from pipeline.model.travel import by_fields
from pipeline.model.work import Change, Job, Kind, State, Use
from pipeline.plan import Plan
from pipeline.produce import document
from pipeline.produce.document import Halt
from pipeline.produce.foreign import Filler
from pipeline.program import engine
from pipeline.render import Compiled, PaperMark
from pipeline.shelf import Action, Do, Handover, Made, Placed, Shelf, Wanted, as_known

if TYPE_CHECKING:
    from pipeline.review import Reviewer

AT_ONCE = 200  # documents made durable and recorded together: a crash in between redoes the same bytes
_MOST_FRESH = 40_000_000  # bytes of papers that wait in memory for their volume; what is beyond is read again
_TRIED = 20  # papers that a forecast makes to see whether they can be made; what cannot does not count

Templates = Mapping[Use, Compiled]


@frozen
class MakersOrder:
    """What all the makers of a campaign's papers share."""

    workspace: Path
    township: Township
    kinds: tuple[Kind, ...]
    troubles: tuple[Problem, ...]  # of templates and catalog entries
    made: str  # ISO time of this run
    durable: bool = True
    key: str = ""  # from which 表号 are drawn; "" where no kind has one
    body_font: str = Settings().body_font

    def number(self, job: Job) -> str:
        """Return a paper's 表号; "" where its kind has none."""
        home = f"outputs/{self.township.campaign.folder}/"
        return paper_number.drawn(self.key, job.path.removeprefix(home)) if self.key and job.kind.marked else ""


@by_fields
@frozen
class PaperOutcome:
    """What became of one document, or would; `bug`: a traceback; `action`: of a forecast, what a build would do.

    `wanted`: of a paper that a forecast would write, the fingerprint of what it is to be.
    """

    job: Job
    placed: Placed
    reasons: tuple[Problem, ...] = ()
    bug: str = ""
    action: Action | None = None
    wanted: str = ""


@frozen
class Errand:
    """What a worker gets besides a chunk: the order, the templates, and who fills them."""

    order: MakersOrder
    templates: Templates
    filler: Filler
    token: str  # one of a kind: the plan and the tools are made once for it


@frozen
class Branches:
    """A chunk: some branches, what is known of their files, and the values that these show."""

    dossiers: tuple[tuple[int, Dossier], ...]  # with their numbers among all branches
    entries: tuple[Entry, ...]


@frozen
class Brought:
    """What a worker has done."""

    outcomes: tuple[PaperOutcome, ...]
    handovers: tuple[Handover, ...]
    volumes: Volumes


class Tools:
    """What papers of one campaign are made with; it gets better with use, the reviewer knows ever more of them."""

    def __init__(self, township: Township, templates: Templates, filler: Filler) -> None:
        self.templates, self.filler = templates, filler
        campaign = township.campaign
        self._terms, self._called = campaign.terms, _called(campaign)
        said = (*(f"{wrong}→{right}" for wrong, right in campaign.terms.items()), *self._called)
        self.terms_said = "\n".join(said)  # other words, another review

    @cached_property
    def reviewer(self) -> Reviewer:
        """Who holds new papers to the rules: loaded where there are any."""
        return review.Reviewer(self._terms, *self._called)


@frozen
class _Asked:
    """One document as it is wanted, before it is made. `doubtful`: its template may meet a value that is unread."""

    compiled: Compiled
    want: Wanted
    values: list[tuple[used_names.Path, object]]
    mark: PaperMark | None = None

    @property
    def doubtful(self) -> bool:
        return document.doubtful(value for _, value in self.values)


class PaperMaker:
    """The papers of one campaign, a chunk at a time. `bring` takes one, `settle` tells what became of all of them."""

    def __init__(self, order: MakersOrder, tools: Tools, shelf: Shelf) -> None:
        self.order, self.tools, self.shelf = order, tools, shelf
        self.binder = Binder(order.workspace, order.township.campaign.folder, shelf, engine(), order.body_font)
        self._at_work: list[PaperOutcome] = []
        self._unbound: defaultdict[str, list[BoundPaper]] = defaultdict(list)  # by branch

    def bring(self, job: Job) -> None:
        """Look after one document, or note why it cannot be made."""
        try:
            outcome = self._brought(job, self._asked(job))
        except Halt as halt:
            outcome = PaperOutcome(job, Placed(State.STOPPED), halt.reasons)
        except Exception as bug:  # noqa: BLE001 - a bug stops one document, not the run
            # Without the exception's message: it may quote a value, and this goes to the log.
            told = "".join([*traceback.format_tb(bug.__traceback__), type(bug).__name__])
            outcome = PaperOutcome(job, Placed(State.STOPPED), bug=told)
        self._at_work.append(outcome)

    @property
    def full(self) -> bool:
        """Whether it is time to settle."""
        return len(self._at_work) >= AT_ONCE

    def settle(self) -> Iterator[PaperOutcome]:
        """Yield what became of the documents that were brought."""
        done, self._at_work = self._at_work, []
        for outcome in done:
            self.remember(outcome)
            yield outcome

    def remember(self, outcome: PaperOutcome) -> None:
        """Have a paper of a branch in its print volume."""
        job, action = outcome.job, outcome.action
        if job.branch:
            there = outcome.placed.state is not State.STOPPED
            unmade = action is not None and action.do is Do.WRITE
            self._unbound[job.branch].append(BoundPaper(job.path, job.kind, there, unmade))

    def bind(self, branches: Iterable[Branch]) -> Volumes:
        """Bind the print volumes of branches whose papers are settled."""
        raise NotImplementedError

    def _brought(self, job: Job, asked: _Asked) -> PaperOutcome:
        raise NotImplementedError

    def _asked(self, job: Job) -> _Asked:
        """Return what is wanted of a document. Raises Halt where it cannot be made."""
        compiled = self.tools.templates.get(job.kind.use)
        reasons = job.stopped
        if compiled is None:
            reasons += tuple(p for p in self.order.troubles if concerns(p, job.kind))
        if reasons or compiled is None:
            raise Halt(reasons)
        values = render.used_values(compiled, job.facts)
        facts = render.serialised(compiled, values)
        number = self.order.number(job)
        carried = (f"\n{number}" if number else "") + ("\nprinted" if job.kind.printed else "")
        said = f"{compiled.digest}\n{engine()}\n{facts}\n{self.tools.terms_said}{carried}"
        fingerprint = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
        want = Wanted(
            job.path, job.kind.name, job.branch, fingerprint, facts, template=compiled.digest, engine=engine()
        )
        mark = PaperMark(number, paper_number.version(fingerprint), job.kind.printed) if number else None
        return _Asked(compiled, want, values, mark)

    def _made(self, asked: _Asked, job: Job) -> Made:
        return document.made(asked.compiled, job, self.tools.filler, self.tools.reviewer, asked.mark)


class Maker(PaperMaker):
    """Makes them; `before` tells the values (JSON) that a file shows."""

    def __init__(self, order: MakersOrder, tools: Tools, shelf: Shelf, before: Callable[[str], str]) -> None:
        super().__init__(order, tools, shelf)
        self.before = before
        self._fresh: dict[str, Made] = {}  # what of them was made just now, by digest
        self._room = _MOST_FRESH

    def settle(self) -> Iterator[PaperOutcome]:
        """Put what was brought in its place and yield what became of it in the end."""
        otherwise = self.shelf.settle()
        self._at_work = [
            replace(each, placed=otherwise[path]) if (path := each.job.path) in otherwise else each
            for each in self._at_work
        ]
        yield from super().settle()

    def bind(self, branches: Iterable[Branch]) -> Volumes:
        """Bind the print volumes of branches whose papers are settled, and put them in their place."""
        problems: list[Problem] = []
        for branch in branches:
            fleet.heed()
            problems += self.binder.bind(branch.folder, self._unbound.pop(branch.name, ()), self._fresh)
        self._fresh.clear()
        self._room = _MOST_FRESH
        bound = self.binder.bound()
        return replace(bound, problems=(*problems, *bound.problems))

    def _brought(self, job: Job, asked: _Asked) -> PaperOutcome:
        want = asked.want
        known = self.shelf.entries.get(job.path)
        before = self.before(job.path) if known and known.fingerprint != want.fingerprint else ""
        if known and before:
            told = render.changes(json.loads(before), asked.values, job.facts)
            changed = (*told, *_beyond_values(known, want, job))
            want = replace(want, changes=tuple(Change(job.path, *each) for each in changed))
        try:
            placed = self.shelf.place(want, lambda: self._made(asked, job))
        except DiskError as fault:
            raise Halt((codes.FILE_UNWRITABLE.at(Origin(job.path), reason=fault),)) from fault
        return PaperOutcome(job, placed)

    def _made(self, asked: _Asked, job: Job) -> Made:
        made = super()._made(asked, job)
        if job.branch and len(made.data) <= self._room:
            self._fresh[made.digest] = made
            self._room -= len(made.data)
        return made


class Foreseer(PaperMaker):
    """Tells what a Maker would do; a few papers it makes, to see whether they can be made, and throws them away."""

    def __init__(self, order: MakersOrder, tools: Tools, shelf: Shelf) -> None:
        super().__init__(order, tools, shelf)
        self._tries = _TRIED

    def bind(self, branches: Iterable[Branch]) -> Volumes:
        """Tell which print volumes would be bound."""
        folders = ((branch.folder, self._unbound.pop(branch.name, ())) for branch in branches)
        return Volumes(tuple(path for folder, papers in folders for path in self.binder.foresee(folder, papers)))

    def _brought(self, job: Job, asked: _Asked) -> PaperOutcome:
        try:
            action = self.shelf.decided(asked.want)
        except DiskError as fault:
            raise Halt((codes.FILE_UNWRITABLE.at(Origin(job.path), reason=fault),)) from fault
        if action.writes and asked.doubtful:
            action = self.shelf.decided(replace(asked.want, digest=self._made(asked, job).digest))
        elif action.writes and self._tries:
            self._made(asked, job)
            self._tries -= 1
        if action.writes:
            return PaperOutcome(job, Placed(State.MADE), action=action, wanted=asked.want.fingerprint)
        state = State.KEPT if action.do is Do.KEEP else State.UNCHANGED
        known = self.shelf.entries.get(job.path)
        return PaperOutcome(job, as_known(state, known) if known else Placed(state), action=action)


def branches(errand: Errand, chunk: Branches) -> Brought:
    """Bring the papers of a chunk's branches up to date. Runs in a worker."""
    order = errand.order
    plan, tools = _at_hand(errand)
    known = {entry.path: entry for entry in chunk.entries}
    name = order.township.campaign.folder
    shelf = Shelf(order.workspace, name, known, order.made, durable=order.durable)
    with closing(shelf):
        maker = Maker(order, tools, shelf, lambda path: unpacked_text(known[path].facts) if path in known else "")
        outcomes: list[PaperOutcome] = []
        handovers: list[Handover] = []
        for index, dossier in chunk.dossiers:
            for job in plan.of_branch(index, dossier):
                fleet.heed()
                maker.bring(job)
                if maker.full:
                    outcomes += maker.settle()
                    handovers.append(shelf.handed_over())
        outcomes += maker.settle()
        volumes = maker.bind(dossier.branch for _, dossier in chunk.dossiers)
        handovers.append(shelf.handed_over())
    return Brought(tuple(map(_bare, outcomes)), tuple(handovers), volumes)


def _bare(outcome: PaperOutcome) -> PaperOutcome:
    return PaperOutcome(outcome.job.without_facts(), outcome.placed, outcome.reasons, outcome.bug, outcome.action)


_own = threading.local()  # a worker's plan and tools, made once for each errand


def _at_hand(errand: Errand) -> tuple[Plan, Tools]:
    if getattr(_own, "token", "") != errand.token:
        township = errand.order.township
        _own.plan = Plan(township, errand.order.kinds)
        _own.tools = Tools(township, errand.templates, errand.filler)
        _own.token = errand.token
    return _own.plan, _own.tools


def concerns(problem: Problem, kind: Kind) -> bool:
    """Whether a Problem is about a kind's template or its catalog entry."""
    return problem.origin == kind.origin or problem.origin.file == f"templates/{kind.template}"


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
