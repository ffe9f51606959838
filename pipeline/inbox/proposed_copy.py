"""The clerk's own workbook, as a copy, with what returned papers bring: each changed cell coloured, old → new, whence.

The words are put in and proved as a person's are (mended_copy); then the cells are marked as faults are (feedback). The
copy carries its source's digest: put into inputs, it takes the source's place. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self

from pipeline import confine
from pipeline.inbox import feedback, fields, kept_sheets, mended_copy, workbook
from pipeline.inbox.feedback import CellMark
from pipeline.inbox.sheet import Sheet
from pipeline.model.frozen import frozen
from pipeline.splice import Refused, place_of

_CHANGED, _NEW = "FFEB9C", "DDEBF7"
_SECONDS = 120.0
_ADVICE = (
    "这些格子是交回的表里填的：黄的改了，蓝的是新的一行。点“位置”可以跳到那一格。"
    "不要的改回去，存盘，把这个文件放回 inputs，它会代替原来的文件。"
)
_FIRST = (
    "inputs 里还没有这种表，这是第一本：里面是交回的表里填的。点“位置”可以跳到那一格。"
    "不要的行删掉，存盘，把这个文件放进 inputs。"
)


@frozen
class ProposedCell:
    """What a cell is to say, what it says now, where the words came from; `new_row`: its row is not there yet."""

    sheet: str
    address: str
    old: str
    new: str
    whence: str
    new_row: bool = False


def proposed(data: bytes, file: str, cells: Sequence[ProposedCell], *, first: bool = False) -> bytes:
    """Return the copy. Raises Refused where it cannot be proved to say these words, and its new rows to be read.

    `first`: the clerk has none; it is a copy of a blank one.
    """
    wanted = {(each.sheet, each.address): each.new for each in cells}
    replaces = () if first else mended_copy.succession(data)
    made = mended_copy.mended_confined(data, file, wanted, replaces=replaces)
    rows = len({(each.sheet, each.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for each in cells if each.new_row})
    if rows and _rows(made.data, file) != _rows(data, file) + rows:
        raise Refused("新的一行加在表的下面，再读时认不出来（下面可能是合计或落款）")
    marks = [_mark(each, made.names.get(each.sheet, each.sheet)) for each in cells]
    try:
        found: bytes | None = confine.shared().call(
            f"{__name__}:marked", made.data, file, marks, _FIRST if first else _ADVICE, seconds=_SECONDS
        )
    except confine.Died as death:
        raise Refused("文件太大或内容异常") from death
    if found is None:
        raise Refused("里面有不能照抄的内容")
    return found


def marked(data: bytes, file: str, marks: Sequence[CellMark], advice: str) -> bytes | None:
    """Return the marked copy; None where there can be none: an answer that travels between processes."""
    try:
        return feedback.with_marks(data, file, marks, feedback.ACCEPTING, advice)
    except feedback.Unmarkable:
        return None


@frozen
class StandingCells:
    """What stands in a workbook's cells now."""

    pages: Mapping[str, Sheet]

    @classmethod
    def of(cls, data: bytes, file: str) -> Self:
        """Read a workbook."""
        return cls({page.name: page for page in kept_sheets.read_confined(data, file).value})

    def text(self, sheet: str, address: str) -> str:
        """Return what a cell says, "" where nothing stands there."""
        place, page = place_of(address), self.pages.get(sheet)
        if place is None or page is None or place[0] >= len(page.rows) or place[1] >= len(page.rows[place[0]]):
            return ""
        return fields.text(page.rows[place[0]][place[1]])

    def rows(self, sheet: str) -> range:
        """Return the numbers (1-based) of a sheet's rows."""
        return range(1, len(self.pages[sheet].rows) + 1 if sheet in self.pages else 1)

    def last_row(self, sheet: str) -> int:
        """Return the last row (1-based) of a sheet in which something stands."""
        rows = self.pages[sheet].rows if sheet in self.pages else ()
        return max((at for at, row in enumerate(rows, 1) if any(cell != "" for cell in row)), default=0)


def _rows(data: bytes, file: str) -> int:
    return len(workbook.workbook_rows(data, file).value.declared)


def _mark(each: ProposedCell, sheet: str) -> CellMark:
    colour, word = (_NEW, "新的一行") if each.new_row else (_CHANGED, "改" if each.old else "填")
    message = f"“{each.old}” → “{each.new}”" if each.old else f"“{each.new}”"
    return CellMark(sheet, each.address, colour, word, message, f"来自：{each.whence}")
