"""联系领导: rows → leaders and the branches that each looks after."""

from __future__ import annotations

from pipeline.inbox import contacts, fields
from pipeline.inbox.record_rows import Walk
from pipeline.inbox.row_reader import SheetTable
from pipeline.inbox.workbook_contents import StatedTotal
from pipeline.model.facts import Leader


def read(table: SheetTable, totals: list[StatedTotal]) -> list[Leader]:
    """Return the leaders of one block. A leader merged over several rows, one branch a row, is one leader."""
    found: list[Leader] = []
    merged = {
        row: top
        for top, left, bottom, right in table.sheet.merges
        if left <= table.indexes["姓名"] <= right
        for row in range(top, bottom + 1)
    }
    for line, _ in Walk(table, "联系点", "", "联系领导", totals).records():
        branches = line.get("联系点", fields.names)
        named = table.line(merged[line.row]) if merged.get(line.row, line.row) != line.row else line
        found.append(
            Leader(
                name=named.required("姓名") if named.is_empty("姓名") else named.get("姓名", fields.name),
                title=named.text("职务"),
                branches=branches if isinstance(branches, tuple) else (),
                phone=named.get("电话", contacts.phone),
                extra=line.extra(),
                source=line.source,
            )
        )
    return found
