"""What is declared, not programmed: which sheets an office keeps.

entries: a list in a YAML file · sheets: templates/sheets.yaml → DeclaredSheets, with entry, engine and
whole_checks: what is wrong with each sort of entry · expressions: what may be said of rows · rules: what must hold
of them · shipped_sheets: what comes with the program · scopes: what papers of each 范围 may see
"""

from pathlib import Path

from pipeline.contract import shipped_sheets
from pipeline.contract.sheets import of as sheets_of
from pipeline.model.declared import BUILT_IN, DeclaredSheet
from pipeline.model.problem import Read

__all__ = ["BASE", "declared", "sheets_of"]


def _with_rows(sheets: tuple[DeclaredSheet, ...]) -> tuple[DeclaredSheet, ...]:
    return tuple(sheet for sheet in sheets if not sheet.engine)


BASE = _with_rows(tuple(sheet for sheet in shipped_sheets.SHEETS if sheet.name in BUILT_IN))
"""The sheets with rows of their own that every workspace has, as long as it does not say otherwise."""


def declared(workspace: Path) -> Read[tuple[DeclaredSheet, ...]]:
    """Return the sheets of a workspace whose rows papers see: all but those that the program reads in its own way."""
    found = sheets_of(workspace)
    return Read(_with_rows(found.value), found.problems)
