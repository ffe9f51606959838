"""问题清单 and 征求意见: rows → issues and opinions."""

from __future__ import annotations

from pipeline.inbox import fields
from pipeline.inbox.line import Table
from pipeline.inbox.records import StatedTotal, Walk
from pipeline.model import codes
from pipeline.model.facts import Issue, Opinion
from pipeline.model.problem import Hides


def read(table: Table, totals: list[StatedTotal]) -> list[Issue]:
    """Return the issues of one block; a row that names no branch is a Problem."""
    found = []
    for line, branch in Walk(table, "具体问题", "党支部", "问题清单", totals).records():
        if not branch:
            if table.has("党支部"):
                required = codes.CELL_REQUIRED.hiding(Hides.ROW).at(line.source.at("党支部"), header="党支部")
                line.note(line.hidden("党支部", Hides.ROW) or required)
            else:
                line.note(codes.HEADER_MISSING.at(line.source.origin, table="问题清单", header="党支部"))
                break
            continue
        found.append(
            Issue(
                branch=branch,
                text=line.required("具体问题"),
                kind=line.text("问题类别"),
                found_by=line.text("问题来源"),
                goal=line.text("整改目标"),
                measures=line.get("整改措施", fields.several),
                lead=line.text("牵头领导"),
                person=line.text("责任人"),
                deadline=line.get("整改时限", fields.deadline),
                progress=line.text("进展情况"),
                done=line.text("完成情况"),
                note=line.text("备注"),
                extra=line.extra(),
                source=line.source,
            )
        )
    return found


def opinions(table: Table, totals: list[StatedTotal]) -> list[Opinion]:
    """Return the opinions of one block; who or what they are about may be left open."""
    return [
        Opinion(
            text=line.required("意见内容"),
            branch=branch,
            member=line.get("党员", fields.name),
            target=line.text("反映对象"),
            channel=line.text("来源方式"),
            kind=line.text("类别"),
            extra=line.extra(),
            source=line.source,
        )
        for line, branch in Walk(table, "意见内容", "党支部", "征求意见", totals, by_tab=False).records()
    ]
