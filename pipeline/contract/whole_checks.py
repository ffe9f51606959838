"""检查: an entry of sheets.yaml about all rows of a branch together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.contract import entries, expressions
from pipeline.contract.entry import HOLE, NO, YES, Fault
from pipeline.model.declared import CheckWeight, DeclaredSheet, WholeCheck
from pipeline.model.problem import Origin, nearest
from pipeline.used_names import OPEN, Known

_KEYS = ("检查", "范围", "须", "级别", "说", "在", "不全也查")
_SCOPES = ("支部", "全镇")


class WholeEntry:
    """An entry of a 检查; `sheets`: those that the file declares."""

    def __init__(self, entry: Mapping[str, Any], line: int, sheets: Sequence[DeclaredSheet]) -> None:
        self.entry, self.line, self.sheets = entry, line, sheets

    @staticmethod
    def is_one(entry: object) -> bool:
        """Whether an entry is of this kind."""
        return isinstance(entry, Mapping) and "检查" in entry

    def faults(self) -> list[Fault]:
        """Return what is wrong, each with its line and what to write instead."""
        return list(self._faults())

    def _faults(self) -> Iterator[Fault]:
        for key in self.entry:
            if key not in _KEYS:
                yield self._at(key), f"检查里不认识的键「{key}」{nearest(str(key), _KEYS)}"
        yield from ((self.line, f"检查没有写“{key}”") for key in ("检查", "须", "说", "在") if not self.entry.get(key))
        if (scope := self.entry.get("范围", "支部")) not in _SCOPES:
            yield self._at("范围"), f"检查的范围不能是“{scope}”，可以是 {'、'.join(_SCOPES)}"
        if (weight := self.entry.get("级别", CheckWeight.ERROR)) not in tuple(CheckWeight):
            yield self._at("级别"), f"级别不能是“{weight}”，可以是 {'、'.join(CheckWeight)}"
        if self.entry.get("不全也查") not in (*YES, *NO):
            yield self._at("不全也查"), "不全也查只能写 是 或 否"
        rows = {sheet.rows: _below(sheet) for sheet in self.sheets}
        if self.place not in rows:
            near = nearest(self.place, rows)
            yield (
                self._at("在"),
                f"“在”后面要写一种表的名字，没有「{self.place}」{near}；这种表不收了，就把这一条也删去",
            )
        elif self._column and self._column not in rows[self.place]:
            yield self._at("在"), f"「{self.place}」没有“{self._column}”这一列{nearest(self._column, rows[self.place])}"
        yield from self._wrong_expressions(rows)

    def _wrong_expressions(self, rows: Mapping[str, Known]) -> Iterator[Fault]:
        known = expressions.known_to_all(rows, of_township=self.entry.get("范围") == _SCOPES[1])
        for reason in expressions.faults(str(self.entry.get("须") or "True"), known, {}):
            yield self._at("须"), f"“须”{reason}"
        for hole in HOLE.findall(str(self.entry.get("说") or "")):
            for reason in expressions.faults(hole, known, {}):
                yield self._at("说"), f"“说”里的{{{hole}}}{reason}"

    @property
    def place(self) -> str:
        """The rows at which it is told."""
        return str(self.entry.get("在")).partition(".")[0]

    @property
    def _column(self) -> str:
        return str(self.entry.get("在")).partition(".")[2]

    def _at(self, key: str) -> int:
        return entries.line_of(self.entry, key, self.line)

    def check(self) -> WholeCheck:
        """Return what it says; only of an entry without faults."""
        return WholeCheck(
            name=str(self.entry["检查"]),
            of_township=self.entry.get("范围") == _SCOPES[1],
            condition=str(self.entry["须"]),
            said=str(self.entry["说"]),
            weight=CheckWeight(self.entry.get("级别", CheckWeight.ERROR)),
            column=self._column,
            partly=self.entry.get("不全也查") in YES,
            origin=Origin("templates/sheets.yaml", line=self.line),
        )


def _below(sheet: DeclaredSheet) -> Known:
    columns = {column.name: column for column in sheet.valued}
    found = expressions.names_of(columns, sheet.wide)
    found[OPEN] = None
    return found
