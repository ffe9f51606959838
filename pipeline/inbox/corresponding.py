"""对应: values that must stand in another sheet of the same owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.inbox import mentioned
from pipeline.inbox.joining import Joined
from pipeline.model import codes
from pipeline.model.declared import DeclaredSheet
from pipeline.model.facts import Row
from pipeline.model.problem import Problem, nearest
from pipeline.model.problem import meant as meant_of


def missing(
    sheets: Sequence[DeclaredSheet], rows: Mapping[str, Joined[Row]], owners: Iterable[str]
) -> Iterator[Problem]:
    """Yield each value of a column with 对应 that does not stand in the other sheet of the same owner."""
    columns = [
        (sheet, each, each.refers)
        for sheet in sheets
        for each in sheet.columns
        if each.refers and each.refers[0] in rows
    ]
    for owner in owners if columns else ():
        for sheet, column, (table, other) in columns:
            there = {text for row in rows[table].of(owner) for text in mentioned.texts(row.value(other))}
            for row in rows[sheet.name].of(owner):
                for text in mentioned.texts(row.value(column.name)):
                    if text not in there and not rows[table].doubts(owner):
                        at = row.at(column.name)
                        values = {"value": text, "nearest": nearest(text, there), "offers": (meant_of(text, there),)}
                        yield codes.ROW_REFERS.at(at, table=table, column=other, **values)
