"""One campaign's turn in a run of `send`: what `planning` says of each branch, carried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.desk import Desk, own_folder
from pipeline.dispatch import restored
from pipeline.dispatch.begun import Begun
from pipeline.dispatch.outcomes import ParcelOutcome
from pipeline.dispatch.outgoing import chosen
from pipeline.dispatch.planning import BranchPlan, Planner
from pipeline.dispatch.restored import DOUBT
from pipeline.dispatch.ways import BY_FOLDER, BY_MAIL
from pipeline.ledger import BallotBytes, Dispatch, SentBytes
from pipeline.model.errors import DiskError
from pipeline.model.facts import Branch
from pipeline.model.frozen import frozen
from pipeline.model.work import Fate, Receipt
from pipeline.send import Outbox, Sealed, folder

_SAME_NAME = "那里已有同名而内容不同的“{name}”，没有覆盖，这一包一份也没有放。请移走它再发"
_OTHERS = "那里已有别处放的“{name}”，不是这一包的，这一包一份也没有放。请看清是谁放的，移走它，或换一个文件夹再发"

Served = Callable[[Branch], list[ParcelOutcome]]


def in_turn(planner: Planner, served: Served, on_progress: Callable[[ParcelOutcome], None]) -> None:
    """Give each branch its turn until a person says stop; one that cannot be served does not hold up the others."""
    report, order = planner.report, planner.order
    for name in chosen(planner.outgoing, order.branch):
        report.stopped = report.stopped or order.stop()
        if report.stopped:
            return
        for outcome in served(planner.outgoing.branches[name]):
            report.outcomes.append(outcome)
            on_progress(outcome)


@frozen
class Preview:
    """A turn that is only told."""

    planner: Planner

    def serve(self, branch: Branch) -> list[ParcelOutcome]:
        """Return what would become of each parcel."""
        plan = self.planner.plan(branch)
        told = (Fate.INTENDED, DOUBT) if plan.asked else (Fate.PLANNED,)
        return [*plan.said, *(self.planner.outcome(each, *told) for each, _ in plan.parcels)]


@frozen
class Consignment:
    """A turn that is carried out."""

    desk: Desk
    planner: Planner
    outbox: Outbox

    def serve(self, branch: Branch) -> list[ParcelOutcome]:
        """Bring what lies begun to its end on record, plan, and carry it out."""
        delivered = self.planner.delivered
        delivered.by_branch[branch.name] = self._begun().concluded(branch, delivered.of(branch.name))
        return self._carry_out(self.planner.plan(branch))

    def _carry_out(self, plan: BranchPlan) -> list[ParcelOutcome]:
        """Take back what is void, keep the bytes, put each parcel on record, then send it: in this order."""
        book, branch = self.outbox.book, plan.branch
        if plan.approved:
            book.approve(self.planner.outgoing.name, plan.approved, self.desk.time, "自动批准")
        self._begun().give_up(branch, plan.void)
        if not plan.parcels:
            return list(plan.said)
        planned, seals = [each for each, _ in plan.parcels], [sealed for _, sealed in plan.parcels]
        try:
            self._keep(seals)
        except DiskError as fault:
            wanted = [document for each in planned for document in each.parcel.documents]
            return [*plan.said, self.planner.stopped(branch, wanted, str(fault))]
        if plan.asked:
            book.plan([replace(each, fate=Fate.INTENDED, at=self.desk.time, answer=DOUBT) for each in planned])
            return [*plan.said, *(self.planner.outcome(each, Fate.INTENDED, DOUBT) for each in planned)]
        if not planned[0].number:
            planned = book.plan(planned)
        return [*plan.said, *(self._deliver(branch, *each) for each in zip(planned, seals, strict=True))]

    def _begun(self) -> Begun:
        return Begun(self.desk, self.outbox.book, self.planner.papers)

    def _keep(self, seals: Sequence[Sealed]) -> None:
        """Keep what is about to leave: a return is held to these very bytes. Raises DiskError."""
        kept = SentBytes(own_folder(self.desk.workspace))
        restored.announce(self.outbox.book, (digest for sealed in seals for digest, _ in sealed.kept))
        kept.keep(each for sealed in seals for each in sealed.kept)
        self._keep_ballots(seals)

    def _keep_ballots(self, seals: Sequence[Sealed]) -> None:
        """Keep what nobody may be asked for by name once more, so that it is known for that ever after."""
        campaign, ballots = self.planner.outgoing.name, BallotBytes(own_folder(self.desk.workspace))
        now = next((each for each in self.desk.ledger.snapshot.campaigns() if each.folder == campaign), None)
        kinds = {kind for kind, terms in now.returns.items() if terms.anonymous} if now else ()
        for sealed in seals:
            data = dict(sealed.kept)
            for document in sealed.parcel.documents:
                if document.kind in kinds:
                    ballots.keep(campaign, document.kind, [(document.digest, data[document.digest])])

    def _deliver(self, branch: Branch, each: Dispatch, sealed: Sealed) -> ParcelOutcome:
        if each.way == BY_MAIL:
            return self.planner.outcome(each, *self.outbox.send(each, self.planner.letter(branch, each, sealed.files)))
        root, name = self.desk.workspace / each.address, branch.folder or branch.name
        try:
            if each.way == BY_FOLDER:
                where = folder.into_folder(root, sealed, name, folder.OwnFiles(self.outbox.book, each))
            else:
                where = folder.into_zip(root, sealed, name, each.password, each.message)
        except folder.Occupied as fault:
            return self._failed(each, (_SAME_NAME if fault.same_name else _OTHERS).format(name=fault))
        except DiskError as fault:
            return self._failed(each, str(fault))
        now = self.desk.now().isoformat(timespec="seconds")
        self.outbox.book.receive(
            each.number, Receipt(each.parcel.digest, each.way, each.address, now, f"已放入 {where}")
        )
        return self.planner.outcome(each, Fate.SENT, f"已放入 {where}")

    def _failed(self, each: Dispatch, reason: str) -> ParcelOutcome:
        self.outbox.book.fail(each.number, self.desk.now().isoformat(timespec="seconds"), reason)
        return self.planner.outcome(each, Fate.FAILED, reason)
