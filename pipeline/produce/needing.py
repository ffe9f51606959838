"""Which of the rows that branches lack no paper of their campaigns shows: then nothing is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.inbox import ISSUES, Intake
from pipeline.model.declared import DeclaredSheet
from pipeline.model.problem import Problem
from pipeline.model.work import Kind, Use
from pipeline.plan import POSTED, asked_for, listed_by
from pipeline.render import Compiled
from pipeline.used_names import EACH, Path

_OF_LEADERS = frozenset({"联系领导", "联系点们"})  # what templates call them


def beside_the_point(
    intakes: Iterable[Intake], kinds: Sequence[Kind], templates: Mapping[Use, Compiled]
) -> set[Problem]:
    """Return the Problems that tell of missing rows which no campaign has a paper for."""
    needed: set[Problem] = set()
    told: set[Problem] = set()
    for intake in intakes:
        asked = asked_for(intake.township.campaign, kinds)
        papers = [templates[kind.use].uses + listed_by(kind) for kind in asked if kind.use in templates]
        unsure = not asked or len(papers) < len(asked)  # a paper that cannot be read may show anything
        for name, problems in intake.lacking.items():
            told |= set(problems)
            sheet = next((each for each in intake.township.sheets if each.name == name), None)
            if unsure or any(_lists(paper, sheet) if sheet else _names_leaders(paper) for paper in papers):
                needed |= set(problems)
    return told - needed


def _lists(paper: Sequence[Path], sheet: DeclaredSheet) -> bool:
    """Whether a paper prints a sheet's rows: by the columns that it is known by, or as a whole, as 逐 and groupby do.

    Naming three in passing is none. `paper`: what it reads.
    """
    names = {sheet.rows} | ({POSTED} if sheet.name == ISSUES else set())
    below = [path[path.index(name) + 1 :] for path in paper for name in names if name in path]
    printed = {column for steps in below if steps[:1] == (EACH,) for column in steps[1:2]}
    known = set(sheet.needs) <= printed and bool(printed & set(sheet.one_of) or not sheet.one_of)
    return known or any(steps in {(), (EACH,)} for steps in below)


def _names_leaders(paper: Sequence[Path]) -> bool:
    return any(not _OF_LEADERS.isdisjoint(path) for path in paper)
