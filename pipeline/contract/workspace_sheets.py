"""The sheets of a workspace whose rows papers see."""

from __future__ import annotations

from pathlib import Path

from pipeline.contract import shipped_sheets
from pipeline.contract.sheets import sheets_of
from pipeline.model.declared import BUILT_IN, DeclaredSheet
from pipeline.model.problem import Read


def _with_rows(sheets: tuple[DeclaredSheet, ...]) -> tuple[DeclaredSheet, ...]:
    return tuple(sheet for sheet in sheets if not sheet.engine)


BASE = _with_rows(tuple(sheet for sheet in shipped_sheets.SHEETS if sheet.name in BUILT_IN))
"""The sheets with rows of their own that every workspace has, as long as it does not say otherwise."""


def declared(workspace: Path) -> Read[tuple[DeclaredSheet, ...]]:
    """Return the sheets of a workspace whose rows papers see: all but those that the program reads in its own way."""
    found = sheets_of(workspace)
    return Read(_with_rows(found.value), found.problems)
