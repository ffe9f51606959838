"""Which of the rows that branches lack no paper of their campaigns shows: then nothing is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.inbox import Intake
from pipeline.model.declared import DeclaredSheet
from pipeline.model.problem import Problem
from pipeline.model.work import Kind, Use
from pipeline.plan import asked_for
from pipeline.render import Compiled

_OF_LEADERS = frozenset({"联系领导", "联系点们"})  # what templates call them


def beside_the_point(
    intakes: Iterable[Intake], kinds: Sequence[Kind], templates: Mapping[Use, Compiled]
) -> set[Problem]:
    """Return the Problems that tell of missing rows which no campaign has a paper for."""
    needed: set[Problem] = set()
    told: set[Problem] = set()
    for intake in intakes:
        asked = asked_for(intake.township.campaign, kinds)
        papers = [templates[kind.use] for kind in asked if kind.use in templates]
        unsure = not asked or len(papers) < len(asked)  # a paper that cannot be read may show anything
        for name, problems in intake.lacking.items():
            told |= set(problems)
            sheet = next((each for each in intake.township.sheets if each.name == name), None)
            if unsure or any(_lists(paper, sheet) if sheet else _names_leaders(paper) for paper in papers):
                needed |= set(problems)
    return told - needed


def _lists(paper: Compiled, sheet: DeclaredSheet) -> bool:
    """Whether a template prints a sheet's rows by the columns that it is known by: naming three in passing is none."""
    printed = {column for path in paper.uses if path[0] == sheet.rows for column in path[2:3]}
    return set(sheet.needs) <= printed and bool(printed & set(sheet.one_of) or not sheet.one_of)


def _names_leaders(paper: Compiled) -> bool:
    return any(not _OF_LEADERS.isdisjoint(path) for path in paper.uses)
