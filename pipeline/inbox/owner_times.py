"""The days of a campaign, its phases and 截至, as each owner of rows has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.contract import rules
from pipeline.inbox import fields
from pipeline.inbox.dates import Span
from pipeline.model import codes
from pipeline.model.facts import Arrangement, Campaign, Field, PartialDate, Phase, Row, Undated, Unread
from pipeline.model.phases import cutoff, is_after, own_phases, phase_of
from pipeline.model.problem import Origin, Problem


@dataclass(slots=True)
class Times:
    """The days of a campaign and the phases of each owner in it."""

    campaign: Campaign
    arrangements: Mapping[str, Arrangement]
    facts: Mapping[str, object] = field(init=False)
    _span: Span = field(init=False)
    _phases: dict[str, tuple[Phase, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look at the days once."""
        start, end = self.campaign.start, self.campaign.end
        self._span = Span(*(day if isinstance(day, dt.date) else None for day in (start, end)))
        self.facts = rules.of_campaign(self.campaign)

    def dated(self, day: Undated) -> Field[object]:
        """Return a day with the year that the campaign tells."""
        found = fields.as_date(self._span.dated(day.words))
        if isinstance(found, PartialDate):
            return found
        ends = (self.campaign.start, self.campaign.end)
        doubts = tuple(problem for each in ends if isinstance(each, Unread) for problem in each.problems)
        return Unread(doubts or (codes.CELL_YEAR.at(day.origin, value=day.words),))

    def phases(self, owner: str) -> tuple[Phase, ...]:
        """Return an owner's phases; none where they cannot be read."""
        if owner not in self._phases:
            found = own_phases(self.campaign, self.arrangements.get(owner))
            self._phases[owner] = found if isinstance(found, tuple) else ()
        return self._phases[owner]

    def cutoff(self, owner: str) -> Field[dt.date | None]:
        """Return 截至 of an owner."""
        return cutoff(self.campaign, self.arrangements.get(owner))

    def is_over(self, owner: str, day: object) -> bool:
        """Whether the phase of a day (the next that ends, where it lies in none) has ended by 截至 of an owner."""
        ends = (*(each.end for each in self.phases(owner)), self.campaign.end)
        later = [end for end in ends if isinstance(end, dt.date) and not is_after(day, end)]
        last = self.cutoff(owner)
        return isinstance(last, dt.date) and bool(later) and min(later) <= last

    def told(self, row: Row, day: object, at: Origin) -> tuple[str, list[Problem]]:
        """Return in which phase of the row's owner a day lies, and what is odd about it."""
        phase = phase_of(day, self.phases(row.branch))
        problems: list[Problem] = []
        if phase is None:
            listed = "、".join(str(each.name) for each in self.phases(row.branch))
            problems.append(codes.ROW_OUTSIDE_PHASE.at(at, day=day, phases=listed))
        last = self.cutoff(row.branch)
        if is_after(day, last):
            assert isinstance(last, dt.date)
            problems.append(codes.ROW_AFTER_CUTOFF.at(at, day=day, cutoff=PartialDate(last.year, last.month, last.day)))
        return phase or "", problems
