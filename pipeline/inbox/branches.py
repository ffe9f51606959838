"""党支部名册: rows → branches."""

from __future__ import annotations

from pipeline.inbox import contacts, fields
from pipeline.inbox.record_rows import StatedTotal, Walk
from pipeline.inbox.row_reader import SheetTable
from pipeline.model.facts import Branch


def read(table: SheetTable, totals: list[StatedTotal]) -> list[Branch]:
    """Return the branches of one block; a row without a name cannot be a branch and is a Problem."""
    found = []
    for line, _ in Walk(table, "名称", "", "党支部名册", totals).records():
        name = line.required("名称")
        if not isinstance(name, str):
            continue
        short = line.text("简称")
        found.append(
            Branch(
                name=name.replace("\n", ""),
                short=short.replace("\n", "") if isinstance(short, str) else "",
                secretary=line.get("书记", fields.name),
                contact=line.get("联系人", fields.name),
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
