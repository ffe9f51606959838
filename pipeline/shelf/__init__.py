"""Puts a finished file where it belongs: never twice, never over a clerk's edit.

deciding  what is to be done with one file, from three things: its ledger entry, what lies there, what is wanted. Pure
staging   the Shelf: looks, asks `decide`, writes aside, puts a chunk in its place, tells what the ledger is to record
versions  the names of 新版

docs/contract.md §5: an edited output is kept and the new version goes beside it as …（新版）; an edited 新版 is kept
too, the next is （新版2）. A 新版 that nobody edited may be replaced; one that the clerk removed is not made again
until the facts change.
"""

from typing import TYPE_CHECKING

from pipeline import late

if TYPE_CHECKING:
    from pipeline.model.action import Action, Do, Reason
    from pipeline.shelf.deciding import Lies, Look, Unwanted, Wanted, decide
    from pipeline.shelf.staging import Handover, Made, Placed, Shelf, as_known
    from pipeline.shelf.versions import document_of, version_path

__all__ = [
    "Action",
    "Do",
    "Handover",
    "Lies",
    "Look",
    "Made",
    "Placed",
    "Reason",
    "Shelf",
    "Unwanted",
    "Wanted",
    "as_known",
    "decide",
    "document_of",
    "version_path",
]

__getattr__ = late.attributes(
    __name__,
    {
        "pipeline.model.action": "Action, Do, Reason",
        "pipeline.shelf.deciding": "Lies, Look, Unwanted, Wanted, decide",
        "pipeline.shelf.staging": "Handover, Made, Placed, Shelf, as_known",
        "pipeline.shelf.versions": "document_of, version_path",
    },
)
