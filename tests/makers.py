"""The smallest valid facts; override what matters."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import docx

from pipeline.contract import BASE
from pipeline.inbox import counting, demands
from pipeline.inbox.yaml_mapping import Stated
from pipeline.model.declared import CellType
from pipeline.model.facts import (
    Branch,
    Campaign,
    Dossier,
    Leader,
    Meeting,
    Member,
    Organisation,
    PartialDate,
    Person,
    Phase,
    Row,
    Source,
    Township,
)
from pipeline.model.problem import Origin

DEMANDS = demands.read(Stated.of(None, "活动", (), [], Origin("活动.yaml")))
"""What holds where a YAML asks for nothing of its own."""
SOURCE = Source("inputs/活动/花名册.xlsx", "在册", 2, {"姓名": "A", "入党时间": "C"})


def a_member(**own: Any) -> Member:
    """A member of 一支部."""
    member = Member(
        name="张三", branch="一支部", label="张三", sex="男", status="正式党员", birth=PartialDate(1975, 3, 12),
        joined=PartialDate(1998, 7, 1), source=SOURCE,
    )  # fmt: skip
    return replace(member, **own)


def a_campaign(**own: Any) -> Campaign:
    """A campaign with one phase and one meeting."""
    campaign = Campaign(
        folder="活动",
        name="保持共产党员先进性教育活动",
        short="先进性教育活动",
        start=dt.date(2026, 7, 1),
        end=dt.date(2026, 12, 31),
        phases=(Phase("学习动员", dt.date(2026, 7, 1), dt.date(2026, 9, 30), ("动员大会",)),),
        organisation=Organisation(name="中共吕寨镇委员会"),
        demands=DEMANDS,
        meetings=(Meeting("动员大会", dt.datetime(2026, 7, 6, 9), "三楼", speaker=Person("某某", "书记")),),
    )
    return replace(campaign, **own)


_TOTALS = [total.name for sheet in BASE for total in sheet.totals]


def a_dossier(*members: Member, **own: Any) -> Dossier:
    """A branch with its members; counts are taken from them."""
    branch = own.pop("branch", Branch("一支部", folder="一支部", secretary="张三", kind="村", source=SOURCE))
    rows = {"问题清单": tuple(own.pop("issues", ())), "征求意见": tuple(own.pop("opinions", ()))}
    rows |= own.pop("rows", {})
    totals = dict.fromkeys(_TOTALS, 0) | {"问题数": len(rows["问题清单"]), "意见数": len(rows["征求意见"])}
    return Dossier(
        branch=branch,
        members=members,
        leaders=own.pop("leaders", ()),
        arrangement=own.pop("arrangement", None),
        counts={**counting.count(branch, members), **totals},
        rows=rows,
    )


def a_township(*dossiers: Dossier, **own: Any) -> Township:
    """The township of these branches."""
    return Township(
        campaign=own.pop("campaign", a_campaign()),
        branches=tuple(dossier.branch for dossier in dossiers),
        branch_counts=tuple(dossier.counts for dossier in dossiers),
        leaders=own.pop("leaders", ()),
        counts={
            **counting.total(dossier.counts for dossier in dossiers),
            **{name: sum(dossier.counts[name] for dossier in dossiers) for name in _TOTALS},
        },
        sheets=own.pop("sheets", BASE),
        **own,
    )


_OF_ISSUE = {
    "text": "具体问题", "kind": "问题类别", "found_by": "问题来源", "goal": "整改目标", "measures": "整改措施",
    "lead": "牵头领导", "person": "责任人", "deadline": "整改时限", "progress": "进展情况", "done": "完成情况", "note": "备注",
}  # fmt: skip
_OF_OPINION = {"text": "意见内容", "member": "党员", "target": "反映对象", "channel": "来源方式", "kind": "类别"}


def an_issue(**own: Any) -> Row:
    """A problem of 一支部."""
    return _row("问题清单", _OF_ISSUE, {"text": "公开不及时", "measures": ("修订办法",), **own})


def an_opinion(**own: Any) -> Row:
    """An opinion about 张三 of 一支部."""
    return _row("征求意见", _OF_OPINION, {"text": "多走访", "member": "张三", "about": ("张三",), **own})


def _row(sheet: str, columns: dict[str, str], own: dict[str, Any]) -> Row:
    """Return a row of a sheet that is built in: what its columns hold by their English names, and the row's own facts."""
    (declared,) = (each for each in BASE if each.name == sheet)
    named = {columns[name]: value for name, value in own.items() if name in columns}
    values = {
        column.name: named.get(column.name, () if column.cell is CellType.LIST else "") for column in declared.valued
    }
    rest = {name: value for name, value in own.items() if name not in columns}
    return Row(sheet, **{"branch": "一支部", "values": tuple(values.items()), "source": SOURCE, **rest})


def a_leader(**own: Any) -> Leader:
    """The leader who looks after 一支部."""
    return replace(Leader("陈某", "镇党委书记", ("一支部",), source=SOURCE), **own)


def a_template(*paragraphs: str) -> bytes:
    """Return a Word file of these paragraphs."""
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
