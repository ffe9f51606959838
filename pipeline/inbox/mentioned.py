"""Whom rows of declared sheets name, and what their checks and totals ask of the rosters for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.contract import expressions
from pipeline.expression import Stopped, Unreadable
from pipeline.inbox import fields
from pipeline.inbox.census import Census
from pipeline.inbox.matching import TOWNSHIP
from pipeline.model.declared import CellType, DeclaredSheet, Public, Sum
from pipeline.model.facts import PartialDate, Row
from pipeline.model.frozen import frozen

_STUDYING = ("党籍状态", "是否失联")


def name_members(sheets: Iterable[DeclaredSheet]) -> bool:
    """Whether rows of any of these sheets name members of whom the rosters are asked."""
    return any(map(_looked_up, sheets))


def named_for_all(sheets: Sequence[DeclaredSheet], rows: Callable[[str], Iterable[tuple[Row, bool]]]) -> set[str]:
    """Return the people of columns that come to everybody (督导组); `rows`: those of a sheet."""
    found: set[str] = set()
    for sheet in sheets:
        public = [each.name for each in sheet.valued if each.public is Public.ALL and each.cell is CellType.PERSON]
        for row, _ in rows(sheet.name) if public else ():
            found |= {name(text) for column in public for text in texts(row.value(column))}
    return found


def _looked_up(sheet: DeclaredSheet) -> list[str]:
    covering = {name for total in sheet.totals for name in total.naming}
    return [
        column.name
        for column in sheet.valued
        if column.cell is CellType.MEMBER or column.listed or column.apart or column.name in covering
    ]


def not_studying(facts: Mapping[str, object]) -> str:
    """Return why a member is not counted as 应参学; "" where he is, or where nobody can tell."""
    standing, lost = map(facts.get, _STUDYING)
    if isinstance(standing, str) and standing != "正常":
        return standing
    return "失联" if isinstance(lost, str) and lost == "是" else ""


def asked(sheets: Sequence[DeclaredSheet]) -> frozenset[str]:
    """Return what checks and totals of rows ask of the members whom these name."""
    sources = [check.condition for sheet in sheets for check in sheet.checks]
    totals = [total for sheet in sheets for total in sheet.totals]
    sources += [source for total in totals for source in (total.where, total.rather) if source]
    sources += [total.of for total in totals if total.sum is Sum.COUNT and total.of]
    found = {name for source in sources for name in expressions.used(source, "党员")}
    studying = any(total.naming for total in totals) or any(sheet.studying for sheet in sheets)
    return frozenset(found.union(_STUDYING) if studying else found)


@frozen
class AskedMembers:
    """What totals ask of the members whom rows name."""

    people: Census

    def of(self, row: Row, column: str) -> Mapping[str, object] | None:
        """Return the facts of the member in a column of a row that is known to be one."""
        label = row.value(column)
        return self.people.facts(row.branch, label) if isinstance(label, str) else None

    def studying(self, branch: str, written: str) -> str:
        """Return the label of the one of a branch with this name who is counted as 应参学, else "". Raises Stopped."""
        labels = [label for _, label in meant(self.people, written, branch)]
        if not labels and (doubts := self.people.doubts.get(branch)):
            raise Stopped(doubts)
        facts = (self.people.facts(branch, labels[0]) if len(labels) == 1 else None) or {}
        for fact in map(facts.get, _STUDYING):
            if isinstance(fact, Unreadable):
                raise Stopped(fact.problems)
        standing, lost = map(facts.get, _STUDYING)
        return labels[0] if (standing, lost) == ("正常", "否") else ""


def texts(value: object) -> tuple[str, ...]:
    """Return the texts of a cell."""
    listed = value if isinstance(value, tuple) else (value,)
    return tuple(each for each in listed if isinstance(each, str) and each)


def name(written: str) -> str:
    """Return a name without what tells it apart: 张三（1972年3月）→ 张三."""
    return apart(written).partition("（")[0].strip()


def meant(people: Census, written: str, owner: str = TOWNSHIP) -> list[tuple[str, str]]:
    """Return the branch and the label of each member whom a written name may mean: an owner's, or (TOWNSHIP) anybody's.

    What tells namesakes apart behind the name stands in the label, or is the month of birth.
    """
    found = [each for each in people.called(name(written)) if owner in {TOWNSHIP, each[0]}]
    told = apart(written).partition("（")[2].rstrip("）)")
    if not told:
        return found
    day = fields.as_date(told.replace("（", "-"))
    month = day.month_text if isinstance(day, PartialDate) and day.month else None
    return [(at, label) for at, label in found if told in label or month == people.month(at, label)]


def apart(written: str) -> str:
    """Return a name with what tells it apart behind （."""
    return written.replace("(", "（").replace("-", "（")
