"""The blank forms of a workspace: with the grades of the campaign that they are for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline import inbox
from pipeline.contract import sheets_of, with_grades
from pipeline.errands import workspace as office
from pipeline.model.declared import DeclaredSheet
from pipeline.model.errors import UsageError
from pipeline.model.problem import among


def write(workspace: Path, folder: Path, only: str = "") -> list[Path]:
    """Write the forms that are not there yet; return what was written. Raises UsageError, DiskError, WorkspaceError.

    `only`: the campaign that they are for; else the one in whose folder they are to lie, else all of them. A form of
    grades which two campaigns name differently then lies in a folder of each of them.
    """
    sheets = sheets_of(workspace).value
    named = inbox.grades_of(workspace, inbox.Memory())
    if only and only not in named:
        raise UsageError(f"inputs 里没有“{only}”这个活动{among(only, named)}")
    own = only or _home(workspace, folder)
    if own in named:
        return office.blank(folder, with_grades(sheets, named[own]))
    of_each = {name: with_grades(sheets, grades) for name, grades in named.items()} or {"": sheets}
    alike = [versions[0] for versions in zip(*of_each.values(), strict=True) if all(map(versions[0].__eq__, versions))]
    written = office.blank(folder, alike)
    for name, own_sheets in of_each.items():
        written += office.forms(folder / name, _without(own_sheets, alike))
    return written


def _home(workspace: Path, folder: Path) -> str:
    """Return the campaign in whose folder something lies; "" where it lies in none's."""
    inputs, there = (workspace / "inputs").resolve(), folder.resolve()
    return there.relative_to(inputs).parts[0] if there != inputs and there.is_relative_to(inputs) else ""


def _without(sheets: Sequence[DeclaredSheet], those: Sequence[DeclaredSheet]) -> list[DeclaredSheet]:
    names = {sheet.name for sheet in those}
    return [sheet for sheet in sheets if sheet.name not in names]
