"""The 汇总 of all owners: a branch's of its own rows; the township's of a 宽表 are added up while the branches come.

A register of attendance has a row a member: of its rows never more than those of one branch are
in memory. Rows of other sheets may stand with several owners; the township counts each once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.contract import totals
from pipeline.model.declared import DeclaredSheet
from pipeline.model.facts import Counts, Phase, Row, Unread
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem

_OwnRows = Mapping[str, Sequence[Row]]
_Doubts = Mapping[str, tuple[Problem, ...]]
_Place = tuple[str, str | None]  # a sheet, and a phase: None for whenever it happened
_Tallied = dict[_Place, totals.Tally]


@frozen
class OwnFigures:
    """The 汇总 of one owner: all, those of what happened in each phase, and where each was counted."""

    counts: Counts
    by_phase: Mapping[str, Counts]
    cells: Mapping[str, Origin]


@dataclass(slots=True)
class Figures:
    """Counts the rows of each owner, and adds up for the township."""

    sheets: tuple[DeclaredSheet, ...]
    about: Callable[[DeclaredSheet], totals.About]
    phases: tuple[str, ...]  # of the campaign: of each unit its own of that name
    _tallied: _Tallied = field(default_factory=dict)  # of 宽表, everybody's
    _counted: dict[str, totals.Counted] = field(default_factory=dict)
    _none: set[str] = field(default_factory=set)  # the sheets of which somebody says that there is nothing to list
    _parts: dict[tuple[str, str | None], totals.Parts | None] = field(default_factory=dict)
    """Of each ratio, in a phase or at all, what those together give to it who tell all of its parts."""
    _of_nothing: dict[str, totals.Tally] = field(default_factory=dict)

    def of_owner(
        self, counts: Counts, phases: object, rows: _OwnRows, doubts: _Doubts, none: Collection[str] = ()
    ) -> OwnFigures:
        """Return the figures of an owner, and add his rows to everybody's; `counts`: what ratios are of besides.

        `none`: the sheets of which he says that there is nothing to list: of these nothing is unknown, all is 0.
        """
        names = names_of(phases)
        found = self._figures(counts, names, *self._look(rows, names, none), doubts)
        for total in totals.ratios_of(self.sheets):
            for phase, numbers in ((None, found.counts), *found.by_phase.items()):
                own = totals.parts(total, {**counts, **numbers})
                self._parts[total.name, phase] = totals.joined_parts(self._parts.get((total.name, phase)), own)
        return found

    def of_all(self, counts: Counts, phases: object, rows: _OwnRows, doubts: _Doubts) -> OwnFigures:
        """Return the township's figures; `rows`: everybody's, each once, but those of 宽表, which were added up."""
        tallied, counted = dict(self._tallied), dict(self._counted)
        names = names_of(phases)
        for sheet in self.sheets:
            if sheet.name not in counted:
                found, counted[sheet.name] = self._tallies(sheet, rows.get(sheet.name, ()), names, self._none)
                tallied |= found
        whole = self._figures(counts, names, tallied, counted, doubts)
        return replace(
            whole,
            counts=self._with_ratios(whole.counts, None),
            by_phase={phase: self._with_ratios(numbers, phase) for phase, numbers in whole.by_phase.items()},
        )

    def _with_ratios(self, numbers: Counts, phase: str | None) -> Counts:
        """Return the township's numbers with the ratios of those who tell all that these are made of."""
        told = {each.name: self._parts.get((each.name, phase)) for each in totals.ratios_of(self.sheets)}
        unread = {name: numbers[name] for name in told if isinstance(numbers.get(name), Unread)}
        return {**numbers, **{name: totals.ratio(each) for name, each in told.items() if name in numbers}, **unread}

    def _look(
        self, rows: _OwnRows, names: Iterable[str], none: Collection[str]
    ) -> tuple[dict[_Place, totals.Tally], dict[str, totals.Counted]]:
        tallied: dict[_Place, totals.Tally] = {}
        counted: dict[str, totals.Counted] = {}
        self._none.update(none)
        for sheet in self.sheets:
            asked = (*names, *self.phases) if sheet.wide else names
            found, counted[sheet.name] = self._tallies(sheet, rows.get(sheet.name, ()), dict.fromkeys(asked), none)
            tallied |= found
            if sheet.wide and counted[sheet.name].told:
                known = self._tallied
                known |= {
                    place: totals.added(sheet, known[place], own) if place in known else own
                    for place, own in found.items()
                    if place[1] is None or place[1] in self.phases
                }
                self._counted[sheet.name] = self._counted.get(sheet.name, totals.Counted()).with_more(
                    counted[sheet.name]
                )
        return tallied, counted

    def _tallies(
        self, sheet: DeclaredSheet, rows: Sequence[Row], phases: Iterable[str], none: Collection[str]
    ) -> tuple[_Tallied, totals.Counted]:
        listed, about = totals.counted(sheet, rows), self.about(sheet)
        found: _Tallied = {(sheet.name, None): self._tally(sheet, listed, about)}
        for phase in phases if sheet.is_dated else ():
            found[sheet.name, phase] = self._tally(sheet, totals.in_phase(sheet, listed, phase), about)
        return found, totals.Counted(listed[0] if listed else None, len(listed), told=bool(rows) or sheet.name in none)

    def _tally(self, sheet: DeclaredSheet, rows: Sequence[Row], about: totals.About) -> totals.Tally:
        """Return what rows give; no rows, as most owners have of most sheets in most phases, give the same to all."""
        if rows:
            return totals.tally(sheet, rows, about)
        if sheet.name not in self._of_nothing:
            self._of_nothing[sheet.name] = totals.tally(sheet, (), about)
        return self._of_nothing[sheet.name]

    def _figures(
        self,
        counts: Counts,
        phases: Iterable[str],
        tallied: Mapping[_Place, totals.Tally],
        counted: Mapping[str, totals.Counted],
        doubts: _Doubts,
    ) -> OwnFigures:
        found: dict[str, Any] = dict(counts)
        for sheet in self.sheets:
            told = counted[sheet.name].told
            found |= totals.finished(sheet, tallied[sheet.name, None], doubts[sheet.name], told=told)
        dated = [sheet for sheet in self.sheets if sheet.is_dated]
        by_phase: dict[str, Counts] = {}
        for phase in phases:
            own: dict[str, Any] = {}
            for sheet in dated:
                told = counted[sheet.name].told
                own |= totals.finished(sheet, tallied[sheet.name, phase], doubts[sheet.name], told=told)
            by_phase[phase] = own | _ratios(dated, {**counts, **own})
        whole = found | _ratios(self.sheets, found)
        return OwnFigures(whole, by_phase, self._cells(counted))

    def _cells(self, counted: Mapping[str, totals.Counted]) -> dict[str, Origin]:
        """Return where each 汇总 was counted; a ratio where its first part was."""
        found = {name: at for sheet in self.sheets for name, at in totals.cells(sheet, counted[sheet.name])}
        for total in (total for sheet in self.sheets for total in sheet.totals if total.above):
            found |= {total.name: found[total.above[0]]} if total.above[0] in found else {}
        return found


def _ratios(sheets: Iterable[DeclaredSheet], numbers: Counts) -> dict[str, Any]:
    return {each.name: totals.ratio(totals.parts(each, numbers)) for each in totals.ratios_of(sheets)}


def names_of(phases: object) -> tuple[str, ...]:
    """Return the names of phases, as far as they can be read."""
    listed = phases if isinstance(phases, tuple) else ()
    return tuple(each.name for each in listed if isinstance(each, Phase) and isinstance(each.name, str))
