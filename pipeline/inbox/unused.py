"""What is said of a sheet that nothing is made of: what was seen in it, and what it would need."""

from __future__ import annotations

from itertools import pairwise

from pipeline.inbox import membership, sheet_kinds
from pipeline.inbox.headers import SheetBlock
from pipeline.inbox.sheet import Raw, Sheet
from pipeline.inbox.sheet_kinds import KindSigns
from pipeline.inbox.telling import NUMBER_HEADERS, known, plain, used
from pipeline.model import codes
from pipeline.model.frozen import frozen
from pipeline.model.problem import Problem
from pipeline.model.problem import nearest as nearest_word

_MOST_SEEN = 4  # headers that a message names
_ROWS = 30  # of a sheet that are looked at for a header or a form
_LEAST_KNOWN = 2  # known words of a row that looks like a header
_LEAST_NAMELESS = 3  # known columns of a roster whose column for the name is not known
_LEAST_LABELS = 4  # of a form
_PARTY_LABELS = frozenset({"所在党支部", "入党时间", "党籍状态", "党内职务"})
_ROSTER = sheet_kinds.KINDS[0]
_LABELLESS = frozenset({"备注", "党员分类", "是否流动", "是否失联", "不计应到"})  # they are words of cells, too


def seen(block: SheetBlock) -> str:
    """Return the headers of a block as a message names them."""
    words = [column.written for column in block.columns if column.written not in NUMBER_HEADERS]
    return _some(words)


def _some(words: list[str]) -> str:
    return "、".join(words[:_MOST_SEEN]) + ("……" if len(words) > _MOST_SEEN else "")


@frozen
class Nearest:
    """The row of a sheet that is most like a header; `nameless`: it is a roster's but for the column of the name."""

    kind: KindSigns
    row: int | None
    words: str
    nameless: bool = False


def nearest(sheet: Sheet) -> Nearest:
    """Return what a sheet without a table of ours comes nearest to."""
    best: tuple[int, int, KindSigns] | None = None
    for number, row in enumerate(sheet.rows[:_ROWS]):
        texts = [cell for cell in row if isinstance(cell, str) and cell]
        for kind in used():
            count = len({header for text in texts if (header := known(kind, text))})
            if count >= _LEAST_KNOWN and (best is None or count > best[0]):
                best = (count, number, kind)
    if best is None:
        return Nearest(_ROSTER, None, "没有认出表头")
    count, number, kind = best
    texts = [plain(cell) for cell in sheet.rows[number] if isinstance(cell, str) and cell]
    headers = {known(kind, text) for text in texts}
    words = [text for text in texts if text not in NUMBER_HEADERS]
    lacking = [each for each in kind.needs if each not in headers]
    nameless = kind.name == sheet_kinds.ROSTER and bool(lacking) and count >= _LEAST_NAMELESS and "入党时间" in headers
    if lacking:
        strange = [text for text in words if not known(kind, text)]
        proposals = "".join(dict.fromkeys(nearest_word(each, strange) for each in lacking))
        missing = f"没有{kind.name}要有的“{'”“'.join(lacking)}”{proposals}"
    elif kind.one_of and headers.isdisjoint(kind.one_of):
        missing = f"没有{kind.name}要有的 {'、'.join(kind.one_of)} 之一"
    else:
        missing = f"有{kind.name}没有的栏"
    return Nearest(kind, number, f"像表头（{_some(words)}），但{missing}", nameless)


@frozen
class _Labels:
    """The labels of a form, with their places; `across`: what is written to them goes on to the right."""

    places: dict[str, tuple[int, int]]
    across: bool


def form(sheet: Sheet, file: str) -> Problem | None:
    """Return the fault of a sheet that holds the form of one person: a label, what is written to it, a label again."""
    labels = _labels(sheet)
    if labels is None or "姓名" not in labels.places or len(labels.places) < _LEAST_LABELS or labels.across:
        return None
    named, column = labels.places["姓名"]
    origin = sheet.source(file, named, {"": sheet.place(column)}).at("")
    words = _some(list(labels.places))
    party = not _PARTY_LABELS.isdisjoint(labels.places)
    titles = tuple(cell for line in sheet.rows[:named] for cell in line if isinstance(cell, str) and cell)
    called, others = membership.called(membership.names_of(sheet, titles, file))
    if not any(cell != "" and not _label(cell) for cell in sheet.rows[named][column + 1 :]):
        return codes.SHEET_UNUSED.at(origin, seen=f"是空白的登记表（{words}）")
    if others:
        return codes.SHEET_UNUSED.at(origin, seen=f"是一人一表的登记表（{words}），写着“{others}”，说的不是党员")
    if not (party or called):
        return codes.SHEET_UNUSED.at(origin, seen=f"是一人一表的登记表（{words}），没有写着党员")
    return codes.SHEET_FORM.at(origin, seen=words)


def _labels(sheet: Sheet) -> _Labels | None:
    """Return the labels of the first rows; None for the header of a table: two side by side, or all in one row."""
    places: dict[str, tuple[int, int]] = {}
    single = values = 0
    for number, row in enumerate(sheet.rows[:_ROWS]):
        found = [(column, header) for column, cell in enumerate(row) if (header := _label(cell))]
        if any(right[0] == left[0] + 1 for left, right in pairwise(found)):
            return None
        single += len(found) == 1
        values = max(values, sum(cell != "" for cell in row) - 1 if len(found) == 1 else 0)
        places |= {header: (number, column) for column, header in found if header not in places}
    rows = {row for row, _ in places.values()}
    return _Labels(places, across=single >= len(places) and values > 1) if len(rows) > 1 else None


def _label(cell: Raw) -> str:
    header = known(_ROSTER, cell) if isinstance(cell, str) and cell else ""
    return "" if header in _LABELLESS else header
