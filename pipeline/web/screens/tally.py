"""What there is to do, in figures: beside the menu, and on the four cards of the overview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.frozen import frozen

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.dispatch import CampaignView, Overview

_NAMED = 2


@frozen
class Tallies:
    """Figures of one campaign; faults are those of the workspace."""

    papers: int = 0
    errors: int = 0
    warnings: int = 0
    stopped: int = 0
    waiting: int = 0  # for a person's approval
    changed: int = 0  # of these, since the last approval
    unwritten: int = 0  # nobody can approve them before somebody has written their own words
    ready: int = 0  # approved, not sent
    doubtful: int = 0
    doubtful_names: str = ""
    sent: int = 0  # branches that were sent something
    signed: int = 0  # of these
    unsigned: int = 0
    unknown: int = 0  # returns of which a person must say whose they are


def tallies(campaign: CampaignView | None, overview: Overview | None) -> Tallies:
    """Count."""
    if overview is None:
        return Tallies()
    errors = sum(each.is_error for each in overview.faults)
    warnings = sum(not each.is_error and not each.is_notice for each in overview.faults)
    if campaign is None:
        return Tallies(errors=errors, warnings=warnings)
    from pipeline.dispatch import Need  # noqa: PLC0415 - the worker has imported it
    from pipeline.errands import board  # noqa: PLC0415

    reaches = campaign.reaches
    doubtful = campaign.doubtful
    unsigned = len(campaign.by_need[Need.UNSIGNED])
    names = "、".join(branch.short for branch in doubtful[:_NAMED]) + (" 等" if len(doubtful) > _NAMED else "")
    return Tallies(
        papers=len(campaign.all_papers),
        errors=errors,
        warnings=warnings,
        stopped=reaches.get(board.Furthest.STOPPED, 0),
        waiting=len(campaign.waiting),
        changed=reaches.get(board.Furthest.STALE, 0),
        unwritten=reaches.get(board.Furthest.UNWRITTEN, 0) + reaches.get(board.Furthest.BEGUN, 0),
        ready=reaches.get(board.Furthest.APPROVED, 0),
        doubtful=len(doubtful),
        doubtful_names=names,
        sent=len(campaign.sent),
        signed=len(campaign.sent) - unsigned,
        unsigned=unsigned,
        unknown=len(campaign.returns.waiting),
    )
