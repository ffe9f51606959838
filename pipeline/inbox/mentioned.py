"""Whom rows of declared sheets name, and what their checks and totals ask of the rosters for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.contract import expressions
from pipeline.expression import Stopped, Unreadable
from pipeline.inbox import fields
from pipeline.inbox.census import Census
from pipeline.model.declared import CellType, DeclaredSheet, Public, Sum
from pipeline.model.facts import PartialDate, Row

_STUDYING = ("党籍状态", "是否失联")


def named(sheets: Sequence[DeclaredSheet], rows: Iterable[Row]) -> set[str]:
    """Return the names of those whom rows name and of whom the rosters are asked."""
    columns = {sheet.name: _looked_up(sheet) for sheet in sheets}
    return {name(written) for row in rows for column in columns[row.sheet] for written in texts(row.value(column))}


def named_for_all(sheets: Sequence[DeclaredSheet], rows: Iterable[Row]) -> set[str]:
    """Return the people of columns that come to everybody: 督导组."""
    public = {
        sheet.name: [each.name for each in sheet.valued if each.public is Public.ALL and each.cell is CellType.PERSON]
        for sheet in sheets
    }
    return {name(text) for row in rows for column in public[row.sheet] for text in texts(row.value(column))}


def _looked_up(sheet: DeclaredSheet) -> list[str]:
    covering = {name for total in sheet.totals for name in total.naming}
    return [
        column.name
        for column in sheet.valued
        if column.cell is CellType.MEMBER or column.listed or column.apart or column.name in covering
    ]


def asked(sheets: Iterable[DeclaredSheet]) -> frozenset[str]:
    """Return what checks and totals of rows ask of the members whom these name."""
    sources = [check.condition for sheet in sheets for check in sheet.checks]
    totals = [total for sheet in sheets for total in sheet.totals]
    sources += [source for total in totals for source in (total.where, total.rather) if source]
    sources += [total.of for total in totals if total.sum is Sum.COUNT and total.of]
    found = {name for source in sources for name in expressions.used(source, "党员")}
    return frozenset(found.union(_STUDYING) if any(total.naming for total in totals) else found)


@dataclass(frozen=True, slots=True)
class AskedMembers:
    """What totals ask of the members whom rows name."""

    people: Census

    def of(self, row: Row, column: str) -> Mapping[str, object] | None:
        """Return the facts of the member in a column of a row that is known to be one."""
        label = row.value(column)
        return self.people.facts.get((row.branch, label)) if isinstance(label, str) else None

    def studying(self, branch: str, written: str) -> str:
        """Return the label of the one of a branch with this name who is counted as 应参学, else "". Raises Stopped."""
        known = self.people.labels.get(name(written), [])
        labels = [at[1] for at in known if at[0] == branch and fits(written, at[1], self.people.months[at])]
        if not labels and (doubts := self.people.doubts.get(branch)):
            raise Stopped(doubts)
        facts = self.people.facts.get((branch, labels[0]), {}) if len(labels) == 1 else {}
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


def fits(written: str, label: str, month: str) -> bool:
    """Whether a written name may mean the member of this label, born in this month ("" where nobody knows)."""
    told = apart(written).partition("（")[2].rstrip("）)")
    if not told or told in label:
        return True
    day = fields.as_date(told.replace("（", "-"))
    return isinstance(day, PartialDate) and bool(day.month) and day.month_text == month


def apart(written: str) -> str:
    """Return a name with what tells it apart behind （."""
    return written.replace("(", "（").replace("-", "（")
