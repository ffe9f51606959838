"""等次: the columns of a sheet that are the campaign's grades, in the place of those that sheets.yaml writes down.

A sheet is declared with the grades that hold where a campaign names none. One that names its own (活动.测评.等次) has
its columns after these; the declared ones stay known, so that a sheet of other grades can be told for what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.model.declared import CellType, DeclaredSheet, SheetColumn

Grades = Mapping[str, Sequence[str]]
"""By group (评议, 测评): the grades that a campaign names; none for a group of which it says nothing."""


def with_grades(sheets: Iterable[DeclaredSheet], grades: Grades) -> tuple[DeclaredSheet, ...]:
    """Return the sheets as a campaign of these grades has them."""
    return tuple(_of_campaign(sheet, grades) for sheet in sheets)


def _of_campaign(sheet: DeclaredSheet, grades: Grades) -> DeclaredSheet:
    if not any(column.grade in grades for column in sheet.columns):
        return sheet
    counted = [column for column in sheet.columns if column.is_votes and column.grade in grades]
    asked = grades[counted[0].grade] if counted else ()
    columns: list[SheetColumn] = []
    for column in sheet.columns:
        if column.grade not in grades:
            columns.append(column)
        elif column.cell is CellType.CHOICE:
            columns.append(_choosing(column, grades[column.grade]))
        elif column is counted[0]:
            columns += _votes(counted, asked)
    own = {column.name for column in counted}
    needs = (*(name for name in sheet.needs if name not in own), *(asked[:2] if own & set(sheet.needs) else ()))
    return replace(sheet, columns=tuple(columns), needs=needs)


def _votes(declared: Sequence[SheetColumn], asked: Sequence[str]) -> list[SheetColumn]:
    """Return a column for each grade that is asked, and the declared ones besides, none spelt as one that is asked."""
    known = {column.name: column for column in declared}
    new = {name: replace(declared[0], name=name, spellings=(f"{name}票", f"{name}票数"), example="") for name in asked}
    listed = [known.get(name, new[name]) for name in asked]
    listed += [replace(column, other=True) for column in declared if column.name not in asked]
    return [
        replace(column, spellings=tuple(each for each in column.spellings if each not in asked)) for column in listed
    ]


def _choosing(column: SheetColumn, asked: Sequence[str]) -> SheetColumn:
    """Return a column of options that offers the grades that are asked, spelt as well as they are declared."""
    kept = [(word, grade) for word, grade in column.choices if grade in asked and (word == grade or word not in asked)]
    known = {grade for _, grade in kept}
    return replace(column, choices=(*kept, *((grade, grade) for grade in asked if grade not in known)))
