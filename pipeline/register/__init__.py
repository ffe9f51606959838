"""What the office keeps as workbooks.

register_book  清单.xlsx; large_sheets: how very many rows are written
blank          rosters to fill in; form: a form of a campaign's facts
mended         the words that were mended in a paper
collected      what came back, put together
"""

from typing import TYPE_CHECKING

from pipeline import late

if TYPE_CHECKING:
    from pipeline.register.blank import blank_workbook
    from pipeline.register.collected import CollectedSheet, collected_book
    from pipeline.register.form import FormSheet, form_workbook
    from pipeline.register.large_sheets import EPOCH, RegisterSheets
    from pipeline.register.mended import mended_words_book
    from pipeline.register.register_book import (
        OWN_KINDS,
        REGISTER,
        RETURNED,
        VOLUME,
        Changes,
        RegisterLine,
        RegisterLines,
        UnitStanding,
        stamp,
        write,
    )

__all__ = [
    "EPOCH",
    "OWN_KINDS",
    "REGISTER",
    "RETURNED",
    "VOLUME",
    "Changes",
    "CollectedSheet",
    "FormSheet",
    "RegisterLine",
    "RegisterLines",
    "RegisterSheets",
    "UnitStanding",
    "blank_workbook",
    "collected_book",
    "form_workbook",
    "mended_words_book",
    "stamp",
    "write",
]

__getattr__ = late.attributes(
    __name__,
    {
        "pipeline.register.blank": "blank_workbook",
        "pipeline.register.collected": "CollectedSheet, collected_book",
        "pipeline.register.form": "FormSheet, form_workbook",
        "pipeline.register.large_sheets": "EPOCH, RegisterSheets",
        "pipeline.register.mended": "mended_words_book",
        "pipeline.register.register_book": "OWN_KINDS, REGISTER, RETURNED, VOLUME, Changes, RegisterLine, "
        "RegisterLines, UnitStanding, stamp, write",
    },
)
