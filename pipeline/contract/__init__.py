"""What is declared, not programmed: which sheets an office keeps.

entries: a list in a YAML file · sheets: templates/sheets.yaml → DeclaredSheets, with entry, engine and
whole_checks: what is wrong with each sort of entry · workspace_sheets: those whose rows papers see ·
grades: the columns that are the campaign's grades ·
expressions: what may be said of rows · rules: what must hold of them · totals: what is counted of them ·
shipped_sheets: what comes with the program · recalled_sheets: what an office's own file says, kept between runs ·
scopes: what papers of each 范围 may see
"""

from typing import TYPE_CHECKING

from pipeline import late

if TYPE_CHECKING:
    from pipeline.contract import expressions, rules, totals
    from pipeline.contract.entries import read_entries
    from pipeline.contract.entry import HOLE
    from pipeline.contract.grades import with_grades
    from pipeline.contract.scopes import SCOPES, Of
    from pipeline.contract.sheets import COUNTED, read_sheets, sheets_of
    from pipeline.contract.shipped_sheets import SHEETS
    from pipeline.contract.workspace_sheets import BASE, declared

__all__ = [
    "BASE",
    "COUNTED",
    "HOLE",
    "SCOPES",
    "SHEETS",
    "Of",
    "declared",
    "expressions",
    "read_entries",
    "read_sheets",
    "rules",
    "sheets_of",
    "totals",
    "with_grades",
]

__getattr__ = late.attributes(
    __name__,
    {
        "pipeline.contract.entries": "read_entries",
        "pipeline.contract.entry": "HOLE",
        "pipeline.contract.grades": "with_grades",
        "pipeline.contract.scopes": "SCOPES, Of",
        "pipeline.contract.sheets": "COUNTED, read_sheets, sheets_of",
        "pipeline.contract.shipped_sheets": "SHEETS",
        "pipeline.contract.workspace_sheets": "BASE, declared",
    },
)
