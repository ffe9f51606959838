"""What is declared, not programmed: which sheets an office keeps.

entries: a list in a YAML file · sheets: templates/sheets.yaml → DeclaredSheets · rules: what must hold of their rows
"""

from pipeline.contract.sheets import of as declared

__all__ = ["declared"]
