"""归入: an opinion that says the same as another names it by its number; papers print the number that they give it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.inbox import fields
from pipeline.inbox.telling import NUMBER_HEADERS
from pipeline.model import codes
from pipeline.model.facts import Row
from pipeline.model.problem import Problem

COLUMN = "归入"
_NUMBER = re.compile(r"第?(?P<number>.+?)[条项号]?")


def resolved(table: str, rows: Sequence[Row], problems: list[Problem]) -> list[Row]:
    """Return an owner's opinions, each 归入 as the place of the one that it names: 1 for the first.

    It is named by the sheet's own 序号 or 编号; where a sheet has none, by its place.
    """
    places: dict[tuple[str, str, str], list[int]] = {}
    for place, row in enumerate(rows):
        for number in _numbers(row, place):
            places.setdefault((*_sheet(row), number), []).append(place)
    found = list(rows)
    for at, row in enumerate(rows):
        if not isinstance(written := row.value(COLUMN), str) or not written:
            continue
        meant = places.get((*_sheet(row), _plain(written)), [])
        if len(meant) != 1 or meant[0] == at:
            problems.append(codes.ROW_REFERS.at(row.at(COLUMN), table=table, column="序号", value=written, nearest=""))
        elif rows[meant[0]].value(COLUMN) != "":
            problems.append(codes.OPINION_CHAINED.at(row.at(COLUMN), value=written))
        else:
            values = tuple((name, str(meant[0] + 1) if name == COLUMN else value) for name, value in row.values)
            found[at] = replace(row, values=values)
    return found


def _sheet(row: Row) -> tuple[str, str]:
    return (row.source.file, row.source.sheet) if row.source else ("", "")


def _numbers(row: Row, place: int) -> list[str]:
    own = [_plain(value) for name, value in row.extra if name in NUMBER_HEADERS and isinstance(value, str) and value]
    return own or [str(place + 1)]


def _plain(words: str) -> str:
    match = _NUMBER.fullmatch(fields.narrow(words).strip())
    number = match["number"] if match else words
    return number.removesuffix(".0")
