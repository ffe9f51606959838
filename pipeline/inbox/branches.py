"""党支部名册: rows → branches."""

from __future__ import annotations

from pipeline.inbox import bare_rows, contacts, fields
from pipeline.inbox.record_rows import Walk
from pipeline.inbox.row_reader import RowReader, SheetTable
from pipeline.inbox.workbook_contents import StatedTotal
from pipeline.model import codes
from pipeline.model.facts import Branch
from pipeline.model.problem import Hides


def read(table: SheetTable, totals: list[StatedTotal]) -> list[Branch]:
    """Return the branches of one block; a row without a name cannot be a branch and is a Problem."""
    found = []
    bare = bare_rows.of_branches(table, "名称")
    for line, _ in Walk(table, "名称", "", "党支部名册", totals).records():
        name = line.required("名称")
        if not isinstance(name, str) or (line.row in bare and not _is_a_branch(line, name)):
            continue
        short = line.text("简称")
        found.append(
            Branch(
                name=name.replace("\n", ""),
                short=short.replace("\n", "") if isinstance(short, str) else "",
                secretary=line.get("书记", fields.name_if_any),
                contact=line.get("联系人", fields.name_if_any),
                phone=line.get("联系电话", contacts.phone),
                email=line.get("邮箱", contacts.email),
                kind=line.text("类别"),
                organisation_kind=line.text("组织类别"),
                state=line.text("状态"),
                note=line.text("备注"),
                extra=line.extra(),
                source=line.source,
            )
        )
    return found


def _is_a_branch(line: RowReader, name: str) -> bool:
    """Whether a row with nothing but a name is a branch; what is none is told, of what may be one it is asked."""
    before = [fields.text(cell) for cell in line.cells[: line.table.indexes["名称"]]]
    if why := bare_rows.why_no_branch(name, before):
        line.table.problems.append(codes.ROW_SKIPPED.at(line.source.origin, table="党支部名册", reason=why))
        return False
    if bare_rows.is_an_organisation(name):
        return True
    line.note(codes.ROW_BARE.hiding(Hides.NOTHING).at(line.source.at("名称"), value=name, what="党支部"))
    return False
