"""重名: people whom rows of a declared sheet name, told apart from their namesakes, or asked about.

Somebody may have the name of two members; and rows of one name may be two people's: another ID number, birth month, sex
or address says so. Then each row must say in which month he was born: behind the name, in a column, or in an ID number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.contract import rules
from pipeline.inbox import fields, mentioned
from pipeline.inbox.census import Census
from pipeline.inbox.joining import Ranked
from pipeline.model import codes
from pipeline.model.declared import CellType, DeclaredSheet, SheetColumn
from pipeline.model.facts import Field, PartialDate, Row, Unread
from pipeline.model.problem import Problem

_ONE_PERSONS = frozenset({CellType.IDENTITY, CellType.MONTH})
_ALSO = frozenset({"性别", "住址"})


@dataclass(slots=True)
class Namesakes:
    """Looks at the rows of one owner."""

    sheet: DeclaredSheet
    people: Census
    called: str  # the owner
    problems: list[Problem]

    def told_apart(self, rows: Sequence[Ranked[Row]]) -> Sequence[Ranked[Row]]:
        """Return the rows with each name as papers can print it; one of which nobody can tell whose it is, unread."""
        listed = [row for row, _ in rows]
        for column in (each for each in self.sheet.columns if each.apart):
            told = self._each_name if column.several else self._each_person
            listed = told(column, listed)
        return [(row, standing) for row, (_, standing) in zip(listed, rows, strict=True)]

    def _each_name(self, column: SheetColumn, rows: Iterable[Row]) -> list[Row]:
        """Return rows that list names: each is asked about that two members have."""
        found = []
        for row in rows:
            open_ = [written for written in mentioned.texts(row.value(column.name)) if self._is_open(row, written)]
            fault = self._namesakes(row, column.name, open_[0]) if open_ and self._is_asked(column, row) else None
            found.append(_with(row, column.name, Unread((fault,))) if fault else row)
        return found

    def _each_person(self, column: SheetColumn, rows: Sequence[Row]) -> list[Row]:
        """Return rows of one person each."""
        found, by_name = list(rows), dict[str, list[int]]()
        for at, row in enumerate(rows):
            for written in mentioned.texts(row.value(column.name)):
                by_name.setdefault(mentioned.name(written), []).append(at)
        for name, places in by_name.items():
            own = [rows[at] for at in places]
            differ = self._differ(column.name, own)
            for at, row in zip(places, own, strict=True):
                found[at] = self._told(column, row, name, differ)
            self._look_again(column.name, name, found, places)
        return found

    def _told(self, column: SheetColumn, row: Row, name: str, differ: Sequence[str]) -> Row:
        """Return a row with a name that has its month behind it, where it needs one."""
        of_members = len(self._members(row, name)) > 1 and self._is_asked(column, row)
        if not differ and not of_members:
            return row
        month = self._month(column.name, row)
        if month and not (of_members and self._is_open(row, f"{name}（{month}）")):
            return _with(row, column.name, f"{name}（{month}）")
        fault = self._unclear(row, column.name, name, differ) if differ else self._namesakes(row, column.name, name)
        return _with(row, column.name, Unread((fault,)))

    def _look_again(self, column: str, name: str, found: list[Row], places: Iterable[int]) -> None:
        """Ask about rows that name the same month and still are not alike."""
        alike: dict[str, list[int]] = {}
        for at in places:
            if isinstance(said := found[at].value(column), str) and said != name:
                alike.setdefault(said, []).append(at)
        for ats in alike.values():
            if differ := self._differ(column, [found[at] for at in ats]):
                for at in ats:
                    fault = self._unclear(found[at], column, name, differ)
                    found[at] = _with(found[at], column, Unread((fault,)))

    def _differ(self, column: str, rows: Sequence[Row]) -> list[str]:
        """Return the columns in which rows of one name say different things of who he is."""
        asked = [each.name for each in self.sheet.columns if each.cell in _ONE_PERSONS or each.name in _ALSO]
        behind = {month for row in rows if (month := _behind(row.value(column)))}
        told = {name: {value for row in rows if _is_told(value := row.value(name))} for name in asked}
        return [name for name, values in told.items() if len(values) > 1] or ([column] if len(behind) > 1 else [])

    def _month(self, column: str, row: Row) -> str:
        """Return the month in which somebody was born: 1972年3月, "" where his row does not say it."""
        if behind := _behind(row.value(column)):
            return behind
        for each in self.sheet.columns:
            value = row.value(each.name)
            if each.cell is CellType.MONTH and isinstance(value, PartialDate) and value.month:
                return value.month_text
            if each.cell is CellType.IDENTITY and isinstance(value, str) and (born := fields.birth_of(value)):
                return born.month_text
        return ""

    def _is_asked(self, column: SheetColumn, row: Row) -> bool:
        """Whether somebody in a row may be a member."""
        return rules.compiled(column.apart)({"行": rules.of_row(self.sheet, row)})

    def _is_open(self, row: Row, written: str) -> bool:
        """Whether two members or more may be meant."""
        return len(self._members(row, written)) > 1

    def _members(self, row: Row, written: str) -> list[tuple[str, str]]:
        return mentioned.meant(self.people, written, row.branch)

    def _namesakes(self, row: Row, column: str, written: str) -> Problem:
        members = self._members(row, written)
        months = [month for at in members if (month := self.people.month(*at))]
        told = f"，出生年月是 {'、'.join(months)}" if months else ""
        values = {"branch": self.called, "name": mentioned.name(written), "count": len(members), "months": told}
        return self._noted(codes.MEMBER_NAMESAKES.at(row.at(column), **values))

    def _unclear(self, row: Row, column: str, name: str, differ: Sequence[str]) -> Problem:
        values = {"table": self.sheet.name, "name": name, "what": "、".join(differ)}
        return self._noted(codes.ROW_NAMESAKES.at(row.at(column), **values))

    def _noted(self, problem: Problem) -> Problem:
        self.problems.append(problem)
        return problem


def _with(row: Row, column: str, value: Field[object]) -> Row:
    return replace(row, values=tuple((name, value if name == column else said) for name, said in row.values))


def _behind(value: Field[object]) -> str:
    """Return the month that stands behind a name: 张三（1972年3月）."""
    told = mentioned.apart(value).partition("（")[2].rstrip("）)") if isinstance(value, str) else ""
    day = fields.as_date(told.replace("（", "-")) if told else None
    return day.month_text if isinstance(day, PartialDate) and day.month else ""


def _is_told(value: Field[object]) -> bool:
    return not isinstance(value, Unread) and value not in {"", None}
