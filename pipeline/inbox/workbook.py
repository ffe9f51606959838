"""A workbook → its rows, by what each sheet is. A sheet is told by its headers, never by its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline import collector
from pipeline.inbox import (
    branches,
    container,
    feedback,
    headers,
    kept_sheets,
    leaders,
    membership,
    other_grades,
    relevance,
    rows,
    sheet_kinds,
    unused,
)
from pipeline.inbox.members import MaybeMember, Packer
from pipeline.inbox.packed_rows import RowPacker
from pipeline.inbox.roster import Roster
from pipeline.inbox.row_reader import SheetTable
from pipeline.inbox.sheet import Sheet
from pipeline.inbox.workbook_contents import Rows, StatedTotal
from pipeline.model import codes
from pipeline.model.declared import DeclaredSheet
from pipeline.model.facts import Branch, Leader
from pipeline.model.problem import Code, Hides, Origin, Problem, Read
from pipeline.model.recognised import Recognised
from pipeline.spool import Spool

_OURS = frozenset({feedback.SUMMARY, feedback.ACCEPTING, "填写说明"})  # sheets that we write beside a clerk's own


@dataclass(slots=True)
class _Gathered:
    members: Packer
    outsiders: Packer
    declared: RowPacker
    branches: list[Branch] = field(default_factory=list)
    leaders: list[Leader] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    unread: dict[str, list[Problem]] = field(default_factory=dict)
    unused: dict[str, list[Problem]] = field(default_factory=dict)
    recognised: list[Recognised] = field(default_factory=list)
    unclear: list[MaybeMember] = field(default_factory=list)

    @property
    def records(self) -> int:
        """How many rows have become records so far."""
        return len(self.members) + len(self.branches) + len(self.leaders) + len(self.declared)

    def refuse(self, told: Sequence[sheet_kinds.KindSigns], code: Code, origin: Origin, **values: object) -> Problem:
        """Return the fault of a table that cannot be read, and keep whose rows it hides."""
        hides = Hides.MEMBERS if any(kind.name == sheet_kinds.ROSTER for kind in told) else Hides.ROWS
        problem = code.hiding(hides).at(origin, **values)
        for kind in told:
            self.unread.setdefault(kind.name, []).append(problem)
        return problem


def workbook_rows(data: bytes, file: str, spool: Spool | None = None, key: bytes = b"") -> Read[Rows]:
    """Return the rows of a workbook and every Problem in it; `file` is its name for addresses.

    Members and the rows of large registers wait in `spool`; `key` is the Packer's. Raises DiskError.
    """
    opened = kept_sheets.read_confined(data, file)
    with collector.without_passes():
        found = _rows(opened, file, Packer(spool or Spool(), key))
    if container.has_macros(data):
        return Read(found.value, (codes.FILE_MACROS.at(Origin(file)), *found.problems))
    return found


def _rows(opened: Read[tuple[Sheet, ...]], file: str, members: Packer) -> Read[Rows]:
    problems = list(opened.problems)
    found = _Gathered(members, Packer(members.spool, members.key), RowPacker(members.spool))
    before: tuple[sheet_kinds.KindSigns, int] | None = None  # the table before this one in a Word file, and its columns
    for each in opened.value:
        origin = Origin(file, each.name)
        filled = bytes(any(cell != "" for cell in row) for row in each.rows)
        if not any(filled) or each.name in _OURS:
            continue
        nothing = Recognised(file, each.name, rows=sum(filled))
        if each.hidden:
            found.recognised.append(nothing)
            problems.append(codes.SHEET_HIDDEN.at(origin, rows=sum(filled)))
            continue
        if (form := unused.form(each, file)) is not None:
            found.recognised.append(nothing)
            problems.append(form)
            continue
        blocks = headers.blocks(each)
        if not blocks:
            found.recognised.append(nothing)
            problems.append(_unused(each, before, file, found))
            continue
        problems += _hidden_rows(each, origin)
        problems += _beyond(each, file)
        _read_sheet(each, blocks, file, found, problems, filled)
        kind = blocks[-1].told.kinds[0]
        read = kind.name in found.tables[-1:]
        before = (kind, len(each.rows[0])) if each.word and read else None
    if opened.value and not any(any(cell != "" for row in each.rows for cell in row) for each in opened.value):
        problems.append(codes.FILE_BLANK.at(Origin(file)))
    gathered = Rows(
        found.members.roll(),
        tuple(found.branches),
        tuple(found.leaders),
        found.declared.rows(),
        tuple(found.totals),
        frozenset(found.tables),
        {kind: tuple(faults) for kind, faults in found.unread.items()},
        {kind: tuple(told) for kind, told in found.unused.items()},
        tuple(found.recognised),
        tuple(found.unclear),
        found.outsiders.roll(),
    )
    return Read(gathered, tuple(problems))


def _unused(each: Sheet, before: tuple[sheet_kinds.KindSigns, int] | None, file: str, found: _Gathered) -> Problem:
    """Return why nothing of a sheet is used.

    Where its headers run down the side, its kind is named; where it has as many columns as the table before it in a
    Word file, it may be the rest of that one; what lacks one thing only is named as what it nearly is.
    """
    if names := headers.across(each):
        kind, row, column = names
        origin = each.source(file, row, {"": each.place(column)}).at("")
        if kind.used and (kind.name != sheet_kinds.ROSTER or membership.across(each, row, column, file)):
            found.tables.append(kind.name)
            return found.refuse((kind,), codes.SHEET_ACROSS, origin, kind=kind.name)
    labels = any(isinstance(cell, str) and cell.rstrip().endswith((":", "：")) for row in each.rows for cell in row)
    if before and before[1] == len(each.rows[0]) and not labels:
        return found.refuse((before[0],), codes.SHEET_CONTINUED, each.source(file, 0, {}).origin, kind=before[0].name)
    near = unused.nearest(each)
    origin = Origin(file, each.name) if near.row is None else each.source(file, near.row, {}).origin
    if near.nameless:
        found.tables.append(sheet_kinds.ROSTER)
        return found.refuse(
            (near.kind,), codes.HEADER_MISSING, origin, table=sheet_kinds.ROSTER, header="姓名", meant=""
        )
    problem = codes.SHEET_UNUSED.at(origin, seen=near.words)
    if near.row is not None:
        found.unused.setdefault(near.kind.name, []).append(problem)
    return problem


def _read_sheet(
    each: Sheet,
    blocks: Iterable[headers.SheetBlock],
    file: str,
    found: _Gathered,
    problems: list[Problem],
    filled: bytes,
) -> None:
    roster = Roster(found.members, found.outsiders, found.totals, found.unclear)
    for told in blocks:
        block = _taken(each, told, file, found, problems)
        rows_in = sum(filled[told.first : told.end])
        if block is None:
            found.recognised.append(Recognised(file, each.name, rows=rows_in))
            continue
        before, records = len(problems), found.records
        table = SheetTable.of(each, block, file, problems)
        match block.table:
            case sheet_kinds.ROSTER:
                roster.read(table)
            case sheet_kinds.BRANCHES:
                found.branches += branches.read(table, found.totals)
            case sheet_kinds.LEADERS:
                found.leaders += leaders.read(table, found.totals)
            case _:
                found.declared.take(rows.read(table))
        found.recognised.append(Recognised(file, each.name, block.table, rows_in, found.records - records))
        hiding = [problem for problem in problems[before:] if Hides.ROW <= problem.hides <= Hides.ROWS]
        found.unread.setdefault(block.table, []).extend(hiding)
    problems += roster.tell_others()
    if roster.without_status:
        problems.append(codes.CELL_STATUS_EMPTY.at(roster.without_status, count=roster.statusless))


def _taken(
    each: Sheet, block: headers.SheetBlock, file: str, found: _Gathered, problems: list[Problem]
) -> headers.SheetBlock | None:
    """Return a block as it is to be read; None for one that nothing is made of, which is said."""
    origin = each.source(file, block.header_row, {}).origin
    used = [kind for kind in block.told.kinds if kind.used]
    names = [kind.name for kind in block.told.kinds]
    if used and used[0].name == sheet_kinds.ROSTER:
        judged = membership.of(each, block, file)
        if judged.block is None and names == [sheet_kinds.ROSTER]:
            problems.append(codes.SHEET_FOREIGN.at(origin, seen=unused.seen(block), why=judged.why))
            return None
        used = used if judged.block else used[1:]
        block = judged.block or block
    if not used:
        others = "或".join(name for name in names if name != sheet_kinds.ROSTER)
        problems.append(codes.SHEET_OTHER.at(origin, kind=others, seen=unused.seen(block)))
        return None
    if len(names) == 1 and (why := relevance.against(each, block, file)):
        seen = f"{unused.seen(block)}；像{names[0]}，但{why}"
        problems.append(codes.SHEET_UNUSED.at(origin, seen=seen))
        return None
    if len(names) == 1 and used[0].sheet and rows.is_unfilled(each, block, used[0].sheet):
        problems.append(codes.SHEET_UNUSED.at(origin, seen=f"{unused.seen(block)}；像{names[0]}，但还没有填"))
        return None
    if len(names) > 1:
        problems.append(found.refuse(used, codes.SHEET_AMBIGUOUS, origin, kinds="还是".join(names)))
        return None
    found.tables.append(block.table)
    if block.unclear:
        values = {"kind": used[0].name, "header": used[0].needs[0]}
        problems.append(found.refuse(used, codes.SHEET_SIDE_BY_SIDE, origin, **values))
        return None
    if used[0].sheet and not _has_its_grades(each, block, used[0].sheet, file, found, problems):
        return None
    return block


def _has_its_grades(
    each: Sheet, block: headers.SheetBlock, kind: DeclaredSheet, file: str, found: _Gathered, problems: list[Problem]
) -> bool:
    """Whether the votes of a table are for the campaign's grades; that they are not is said."""
    strange = other_grades.of_table(each, block, kind, file)
    if strange is not None:
        problems.append(strange)
        found.unread.setdefault(kind.name, []).append(strange)
    elif other_grades.lacks_votes(block, kind):
        origin = each.source(file, block.header_row, {}).origin
        problems.append(codes.SHEET_UNUSED.at(origin, seen=f"{unused.seen(block)}；像{kind.name}，但没有各等次的票数"))
    else:
        return True
    return False


def _beyond(each: Sheet, file: str) -> list[Problem]:
    """Name the error values and uncalculated formulas below the last row that holds a value: the parser drops them."""
    found = []
    for row, column in sorted({*each.marks.errors, *each.marks.uncalculated}):
        if row >= len(each.rows):
            origin = each.source(file, row, {"": each.place(column)}).at("")
            value = each.marks.errors.get((row, column))
            found.append(codes.CELL_ERROR_VALUE.at(origin, value=value) if value else codes.CELL_FORMULA.at(origin))
    return found


def _hidden_rows(each: Sheet, origin: Origin) -> list[Problem]:
    hidden = [row for row in each.marks.hidden_rows if row < len(each.rows) and any(c != "" for c in each.rows[row])]
    return [codes.SHEET_HIDDEN_ROWS.at(origin, rows=len(hidden))] if hidden else []
