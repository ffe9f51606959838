"""The phases of one branch or of the township, and in which of them a day lies or a 文种 belongs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from pipeline.model.facts import Arrangement, Campaign, Field, PartialDate, Phase, Unread
from pipeline.model.work import Kind

_STUDY = "集中学习"


def of_kind(campaign: Campaign, kind: Kind) -> str:
    """Return the phase that a 文种 belongs to in a campaign: the one that names it, else the catalog's; "" for none.

    What the catalog says holds where the campaign has a phase of that name, or tells of no phases at all.
    """
    phases = campaign.phases if isinstance(campaign.phases, tuple) else ()
    for phase in phases:
        if kind.name in phase.papers and isinstance(phase.name, str):
            return phase.name
    may_be = not phases or any(phase.name == kind.phase or isinstance(phase.name, Unread) for phase in phases)
    return kind.phase if may_be else ""


def of_kinds(campaign: Campaign, kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """Return the entries of the catalog, each with the phase that it has in a campaign."""
    placed = ((kind, of_kind(campaign, kind)) for kind in kinds)
    return tuple(kind if phase == kind.phase else replace(kind, phase=phase) for kind, phase in placed)


def cutoff(campaign: Campaign, arrangement: Arrangement | None) -> Field[dt.date | None]:
    """Return the day up to which a branch's reports speak: its own, else the campaign's."""
    own = arrangement.cutoff if arrangement else None
    return campaign.cutoff if own is None else own


def own_phases(campaign: Campaign, arrangement: Arrangement | None) -> Field[tuple[Phase, ...]]:
    """Return a branch's phases: the campaign's, each replaced by the branch's own of the same name."""
    theirs, ours = campaign.phases, arrangement.phases if arrangement else ()
    if isinstance(theirs, Unread) or isinstance(ours, Unread):
        return ours if isinstance(ours, Unread) else theirs
    if unread := next((phase.name for phase in ours if isinstance(phase.name, Unread)), None):
        return unread  # whose dates its own are, nobody knows
    own = {phase.name: phase for phase in ours if isinstance(phase.name, str)}
    merged = [own.pop(phase.name, phase) if isinstance(phase.name, str) else phase for phase in theirs]
    steps = {phase.name: phase.steps for phase in theirs if isinstance(phase.name, str)}
    merged += own.values()
    return tuple(
        replace(phase, steps=phase.steps or steps.get(phase.name, ())) if isinstance(phase.name, str) else phase
        for phase in merged
    )


def study_months(phases: Field[tuple[Phase, ...]]) -> Field[int | None]:
    """Return how many whole months the phase of 集中学习 lasts, else the first one; None where that is not known."""
    if isinstance(phases, Unread):
        return phases
    meant = next((phase for phase in phases if _STUDY in phase.steps), phases[0] if phases else Phase(""))
    for day in (meant.start, meant.end):
        if isinstance(day, Unread):
            return day
    if isinstance(meant.start, dt.date) and isinstance(meant.end, dt.date):
        return months(meant.start, meant.end)
    return None


def months(start: dt.date, end: dt.date) -> int:
    """Return the whole months from the morning of one day to the evening of another."""
    after = end + dt.timedelta(days=1)
    whole = (after.year - start.year) * 12 + after.month - start.month
    return max(whole - (after.day < start.day), 0)


def phase_of(day: object, phases: Iterable[Phase]) -> str | None:
    """Return the name of the phase in which a day lies, "" where its precision leaves that open, None outside all."""
    first, last = _bounds(day)
    known = [(each.name, _day(each.start), _day(each.end)) for each in phases if each.start and each.end]
    if first is None or last is None or not known or any(start is None or end is None for _, start, end in known):
        return ""
    spans = [(name, start, end) for name, start, end in known if start and end]
    within = [name for name, start, end in spans if start <= first and last <= end]
    if within:
        return within[0] if isinstance(within[0], str) else ""
    return "" if any(start <= last and first <= end for _, start, end in spans) else None


_Day = tuple[int, int, int]


def _day(value: Field[dt.date | None]) -> _Day | None:
    return (value.year, value.month, value.day) if isinstance(value, dt.date) else None


def _bounds(day: object) -> tuple[_Day, _Day] | tuple[None, None]:
    """Return the first and the last day that a date may mean."""
    if isinstance(day, dt.date):
        return (day.year, day.month, day.day), (day.year, day.month, day.day)
    if isinstance(day, PartialDate):
        return (day.year, day.month or 1, day.day or 1), (day.year, day.month or 12, day.day or 31)
    return None, None


def last_day(day: PartialDate) -> _Day:
    """Return the last day that a date may mean."""
    return _bounds(day)[1] or (0, 0, 0)


def is_after(day: object, cutoff: object) -> bool:
    """Whether a day is surely after another."""
    first, last = _bounds(day)[0], _bounds(cutoff)[1]
    return first is not None and last is not None and first > last
