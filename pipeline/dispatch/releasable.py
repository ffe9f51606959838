"""What a person may release: where nothing at all has changed since the last run, what that run has left tells it.

Then nothing is read or planned. Which files lie there is looked at in any case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline import catalogs
from pipeline.desk import Desk
from pipeline.dispatch.waiting_papers import Folders, Waiting, check_current
from pipeline.model.errors import LedgerError
from pipeline.model.frozen import frozen
from pipeline.model.snapshot import CampaignNow, UnitNow
from pipeline.model.work import WAITING, Kind, Recipient, Scope
from pipeline.produce import standing

_OF_BRANCHES = frozenset({Scope.BRANCH, Scope.MEMBER})


@frozen
class Releasable:
    """One campaign's documents for its branches; `meant`: the branches that were asked for, in their order."""

    name: str
    short: Mapping[str, str]  # of the branches, by their full names
    waiting: Mapping[str, Sequence[Waiting]]  # of all branches, by their full names
    meant: Sequence[str]


def releasable(desk: Desk, only: str, branch: str, within: str = "") -> tuple[tuple[Releasable, ...], tuple[str, ...]]:
    """Return the campaigns' documents, and the edited papers that are no longer due. Raises what `gather` does.

    `within`: the campaign that all papers asked for are of; what is wrong with others concerns none of them.
    """
    told = None if only else _told(desk, branch, within)
    if told is not None:
        return told
    from pipeline.dispatch.outgoing import chosen, gather  # noqa: PLC0415 - reads and plans

    office = gather(desk, only or within, branch)
    campaigns = (Releasable(each.name, each.short, each.waiting, chosen(each, branch)) for each in office.campaigns)
    return tuple(campaigns), office.left


def _told(desk: Desk, branch: str, within: str = "") -> tuple[tuple[Releasable, ...], tuple[str, ...]] | None:
    """Return what the last run has left; None where it does not say all of it, word for word."""
    try:
        with desk.ledger.one_moment():
            report = standing(desk)
            if report is None or not report.campaigns or not all(each.complete for each in report.campaigns):
                return None
            check_current(report, within)
            catalog = catalogs.kinds(desk).value
            kinds = _of_branches(catalog)
            now = {each.folder: each for each in desk.ledger.snapshot.campaigns()}
            if kinds is None or any(each.name not in now for each in report.campaigns):
                return None
            reader = _Reader(desk, catalog, kinds, frozenset(report.stopped), Folders(desk))
            found = tuple(reader.campaign(now[each.name], branch) for each in report.campaigns)
    except LedgerError:  # a damaged record: the rosters are still there
        return None
    return (found, tuple(report.left)) if all(each.meant for each in found) or not branch else None


@frozen
class _Reader:
    """Reads what the last run has left."""

    desk: Desk
    catalog: Sequence[Kind]
    kinds: Mapping[str, Kind]  # of the branches' papers
    stopped: frozenset[str]
    folders: Folders

    def campaign(self, now: CampaignNow, branch: str) -> Releasable:
        """Return a campaign's documents. `meant` is empty where only the rosters may know which branch is asked for."""
        units = [unit for unit in self.desk.ledger.snapshot.units(now.folder) if unit.place]
        meant = [each.name for each in units if branch in {"", each.name, each.short, each.folder}]
        placed = zip(self.catalog, now.kinds, strict=True)  # the catalog is as it was
        phases = {kind.name: seen.phase for kind, seen in placed if kind.scope in _OF_BRANCHES}
        waiting = {unit.name: self._waiting(now, unit, phases) for unit in units}
        return Releasable(now.folder, {unit.name: unit.short for unit in units}, waiting, meant)

    def _waiting(self, now: CampaignNow, unit: UnitNow, phases: Mapping[str, str]) -> list[Waiting]:
        return [
            Waiting(
                paper.path,
                paper.kind,
                phases[paper.kind],
                unit.name,
                paper.person,
                paper.state if paper.state in WAITING else None,
                self.folders.files(paper.path),
                paper.path in self.stopped,
            )
            for paper in self.desk.ledger.snapshot.papers(now, unit)
            if self.kinds[paper.kind].recipient is Recipient.BRANCH
        ]


def _of_branches(kinds: Sequence[Kind]) -> dict[str, Kind] | None:
    """Return the entries that make branches' papers; None where those of one 文种 differ in what matters here."""
    found: dict[str, Kind] = {}
    for kind in kinds:
        if kind.scope in _OF_BRANCHES:
            other = found.setdefault(kind.name, kind)
            if (other.phase, other.recipient) != (kind.phase, kind.recipient):
                return None
    return found
