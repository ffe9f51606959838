"""One value of somebody's own file changed, added or taken away, every other byte of it kept.

A dump would write the file anew: comments, quotation marks, indentation, formats would be the dumper's. So the place of
the value is looked up and only that is replaced. Whoever calls reads the result back and proves that it says the value
and, besides it, what it said before: these modules only know signs.

yaml      a campaign's facts
toml      settings with bare Chinese keys, which no TOML library parses
toml_faults why a TOML cannot be read, in Chinese, with the line
xlsx_cells one cell in an .xlsx: its sheet's part changes, the other parts keep their bytes
formula_results what the formulas of a workbook have come to, into a copy of it
zip_parts a zip in which some parts are others, the rest as they are
"""

from typing import TYPE_CHECKING

from pipeline import late

if TYPE_CHECKING:
    from pipeline.splice import toml, toml_faults, yaml
    from pipeline.splice.formula_results import with_results
    from pipeline.splice.refused import Refused
    from pipeline.splice.sheetxml import Content, Place, place_of
    from pipeline.splice.xlsx_cells import Workbook

__all__ = [
    "Content",
    "Place",
    "Refused",
    "Workbook",
    "place_of",
    "toml",
    "toml_faults",
    "with_results",
    "yaml",
]

__getattr__ = late.attributes(
    __name__,
    {
        "pipeline.splice.refused": "Refused",
        "pipeline.splice.formula_results": "with_results",
        "pipeline.splice.sheetxml": "Content, Place, place_of",
        "pipeline.splice.xlsx_cells": "Workbook",
    },
)
