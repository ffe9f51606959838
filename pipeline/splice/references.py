"""Which cells a formula looks at, and so which formulas nobody knows the result of once a cell is another.

Told from the formula's text alone. What cannot be told (a name, a table's column, INDIRECT) counts as looking at
everything: its result is dropped once too often rather than believed once too often.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pipeline.splice.sheetxml import Area, CellSpan, Place, column_of, holds

_STRING = re.compile(r'"(?:[^"]|"")*"')
_SHEET = r"(?:(?P<sheet>'(?:[^']|'')+'|[^\s'!(),;:+\-*/^&=<>{}\"]+)!)?"
_CELLS = re.compile(
    _SHEET + r"(?P<c1>\$?[A-Z]{1,3})(?P<r1>\$?\d+)(?::(?P<c2>\$?[A-Z]{1,3})(?P<r2>\$?\d+))?(?![\w(.!])", re.IGNORECASE
)
_COLUMNS = re.compile(_SHEET + r"(?P<c1>\$?[A-Z]{1,3}):(?P<c2>\$?[A-Z]{1,3})(?![\w(.!])", re.IGNORECASE)
_ROWS = re.compile(_SHEET + r"(?P<r1>\$?\d+):(?P<r2>\$?\d+)(?![\w(.!])")
_FUNCTION = re.compile(r"[A-Za-z_][\w.]*\(")
_BY_NAME = re.compile(r"\b(?:INDIRECT|OFFSET)\(", re.IGNORECASE)
_NO_NAME = re.compile(r"\b(?:TRUE|FALSE)\b|\d+(?:\.\d+)?E[+-]?\d+", re.IGNORECASE)
_LAST = 1 << 24
_EVERYTHING: Area = (0, 0, _LAST, _LAST)

Sheets = Mapping[str, Mapping[Place, CellSpan]]
"""The formulas of each sheet, by its name."""


def stale(sheets: Sheets, changed: Iterable[tuple[str, Place]]) -> set[tuple[str, Place]]:
    """Return the formulas that look at what is changed, directly or through each other."""
    looks = {(sheet, place): areas for sheet in sheets for place, areas in _looks(sheet, sheets[sheet])}
    known, fresh = set(changed), set(changed)
    found: set[tuple[str, Place]] = set()
    while fresh:
        reached = {
            formula
            for formula, areas in looks.items()
            if formula not in known and any(name in {sheet, ""} and holds(area, place) for name, area in areas
                                            for sheet, place in fresh)
        }  # fmt: skip
        known |= reached
        found |= reached
        fresh = reached
    return found


def _looks(sheet: str, formulas: Mapping[Place, CellSpan]) -> Iterable[tuple[Place, list[tuple[str, Area]]]]:
    """Yield where each formula stands and what it looks at: a sheet ("" = any) and cells."""
    masters = {
        cell.formula.group: (place, cell.formula.text)
        for place, cell in formulas.items()
        if cell.formula and cell.formula.kind == "shared" and cell.formula.text
    }
    for place, cell in formulas.items():
        formula = cell.formula
        if formula is None:
            continue
        text, origin = formula.text, place
        if formula.kind == "shared" and not text:
            origin, text = masters.get(formula.group, (place, ""))
        if text:
            yield place, _areas(sheet, text, (place[0] - origin[0], place[1] - origin[1]))
        else:
            yield place, [("", _EVERYTHING)]


def _areas(home: str, text: str, shift: Place) -> list[tuple[str, Area]]:
    """Return what a formula looks at that was written `shift` rows and columns before."""
    bare = _STRING.sub('""', text)
    found: list[tuple[str, Area]] = []
    for pattern in (_CELLS, _COLUMNS, _ROWS):
        for match in pattern.finditer(bare):
            sheet = (match["sheet"] or home).strip("'").replace("''", "'")
            if "[" not in sheet:  # another workbook's cells are not ours
                found += [(name, _area(match.groupdict(), shift)) for name in _between(sheet)]
        bare = pattern.sub(" ", bare)
    rest = _NO_NAME.sub(" ", _FUNCTION.sub("(", bare))
    if _BY_NAME.search(bare) or any(sign.isalpha() for sign in rest) or "[" in rest:
        return [("", _EVERYTHING)]
    return found


def _between(sheet: str) -> list[str]:
    """Return the sheet that a formula names; of 一月:三月 nobody knows which lie between."""
    return [""] if ":" in sheet else [sheet]


def _area(given: Mapping[str, str | None], shift: Place) -> Area:
    c1, r1 = given.get("c1"), given.get("r1")
    c2, r2 = given.get("c2") or c1, given.get("r2") or r1
    rows = [_moved(row, shift[0]) for row in (r1, r2) if row]
    columns = [_moved(column, shift[1]) for column in (c1, c2) if column]
    return (
        min(rows, default=0),
        min(columns, default=0),
        max(rows, default=_LAST),
        max(columns, default=_LAST),
    )


def _moved(words: str, by: int) -> int:
    """Return a row or a column from 0; one that is not fixed by $ moves along with its formula."""
    bare = words.removeprefix("$")
    number = int(bare) - 1 if bare.isdigit() else column_of(bare.upper())
    return number if words.startswith("$") else number + by
