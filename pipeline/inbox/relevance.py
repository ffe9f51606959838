"""Whether a table that has the columns of a 问题清单 or of 征求意见 is one: others have them as well."""

from __future__ import annotations

import re

from pipeline.inbox import kinds
from pipeline.inbox.headers import Block
from pipeline.inbox.membership import names_of
from pipeline.inbox.records import is_general
from pipeline.inbox.sheet import Sheet
from pipeline.inbox.telling import NUMBER_HEADERS

_OF_PARTY = re.compile(r"党|支部|检视|问题清单|问题台账|整改清单")
_OF_OPINIONS = re.compile(r"意见|建议|诉求")


def against(sheet: Sheet, block: Block, file: str) -> str:
    """Return why a table is nothing of ours, "" where it may well be."""
    called = "".join(names_of(sheet, block.above, file))
    match block.table:
        case kinds.ISSUES if block.column("党支部") is None and is_general(sheet.name):
            headers = "".join(column.written for column in block.columns)
            return "" if _OF_PARTY.search(called + headers) else "没有“党支部”一栏，也没有哪里写着党"
        case kinds.OPINIONS if not _OF_OPINIONS.search(called):
            columns = [column for column in block.columns if column.written not in NUMBER_HEADERS]
            known = sum(bool(column.header) for column in columns)
            return "" if known * 2 >= len(columns) else "多数栏不是征求意见的"
        case _:
            return ""
