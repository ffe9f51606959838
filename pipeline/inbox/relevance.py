"""Whether a table that has the columns of 联系领导, a 问题清单 or 征求意见 is one: others have them as well."""

from __future__ import annotations

import re

from pipeline.inbox import sheet_kinds
from pipeline.inbox.headers import SheetBlock
from pipeline.inbox.membership import names_of
from pipeline.inbox.record_rows import is_general
from pipeline.inbox.sheet import Sheet
from pipeline.inbox.telling import NUMBER_HEADERS

_OF_PARTY = re.compile(r"党|支部|检视|问题清单|问题台账|整改清单")
_DIRECTORY = re.compile(r"通[讯信]录|电话(?:簿|本|表|号码|一览)|联系方式|值班|花名册|签到|考勤")
_OF_LEADERS = re.compile(
    r"联系(?:点|村|社区|单位|支部|党支部|领导|基层)|包联|包[村保片]|挂[点联钩]|驻[点村]|联系[^方]*安排"
)
_OF_OPINIONS = re.compile(r"意见|建议|诉求")


def against(sheet: Sheet, block: SheetBlock, file: str) -> str:
    """Return why a table is nothing of ours, "" where it may well be."""
    called = "".join(names_of(sheet, block.above, file))
    headers = "".join(column.written for column in block.columns)
    match block.table:
        case sheet_kinds.LEADERS if (found := _DIRECTORY.search(called)) and not (
            "领导" in headers or _OF_LEADERS.search(called)
        ):
            return f"写着“{found[0]}”，不是领导联系点的安排"
        case sheet_kinds.ISSUES if block.column("党支部") is None and is_general(sheet.name):
            return "" if _OF_PARTY.search(called + headers) else "没有“党支部”一栏，也没有哪里写着党"
        case sheet_kinds.OPINIONS if not _OF_OPINIONS.search(called):
            columns = [column for column in block.columns if column.written not in NUMBER_HEADERS]
            known = sum(bool(column.header) for column in columns)
            return "" if known * 2 >= len(columns) else "多数栏不是征求意见的"
        case _:
            return ""
