"""templates/sheets.yaml → DeclaredSheets. A new kind of sheet is one entry here: no Python."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.contract import entries, expressions
from pipeline.contract.entry import NO, Entry, Fault, column, words
from pipeline.contract.whole import WholeEntry
from pipeline.model import codes
from pipeline.model.declared import (
    BUILT_IN,
    Belongs,
    DeclaredSheet,
    Ownerless,
    SheetCheck,
    SheetTotal,
    Sum,
    TotalRow,
    Weight,
    WholeCheck,
    Wide,
)
from pipeline.model.problem import Origin, Problem, Read, nearest

FILE = "templates/sheets.yaml"
TAKEN = (
    "活动", "单位", "会议", "会议们", "发文", "统计", "本阶段", "支部", "支部们", "党员", "党员们", "参会们", "问题们",
    "意见们", "联系领导", "序号", "行", "格", "联系点们", "参学们", "本文",
)  # fmt: skip
"""Names that templates have without any declaration."""
COUNTED = (
    "支部数", "党员总数", "正式党员", "预备党员", "未填类别", "应参学", "失联党员", "流动党员", "外出务工党员",
    "离退休党员",
    "年老体弱党员", "一线党员", "两新党员", "文化程度低党员", "男党员", "女党员", "问题数", "意见数", "软弱涣散支部数",
    "组织类型",
)  # fmt: skip
"""Numbers that there are without any declaration."""


def of(workspace: Path) -> Read[tuple[DeclaredSheet, ...]]:
    """Return the sheets that a workspace declares; none where it has no such file."""
    try:
        data = (workspace / FILE).read_bytes()
    except FileNotFoundError:
        return Read(())
    except OSError:
        return Read((), (codes.FILE_LOCKED.at(Origin(FILE)),))
    return read(data)


@lru_cache(maxsize=4)
def read(data: bytes) -> Read[tuple[DeclaredSheet, ...]]:
    """Return the declared sheets; a faulty entry is a Problem and is left out."""
    if not re.search(rb"^\s*[^#\s]", data.removeprefix(b"\xef\xbb\xbf"), flags=re.MULTILINE):
        return Read(())
    listed = entries.read(data, FILE, codes.SHEETS_ENTRY, "表")
    problems = list(listed.problems)
    found: list[DeclaredSheet] = []
    for entry, line in listed.value:
        if WholeEntry.is_one(entry):
            continue
        used = [*TAKEN, *(sheet.rows for sheet in found)]
        names = [*BUILT_IN, *(sheet.name for sheet in found)]
        faults = Entry(entry, line).faults(used, names)
        problems += _said(faults)
        if not faults:
            found.append(_sheet(entry, line))
    problems += _said(_dangling(found))
    for entry, line in listed.value:
        if WholeEntry.is_one(entry):
            checked = WholeEntry(entry, line, found)
            problems += _said(checked.faults())
            found = found if checked.faults() else _with(found, checked.place, checked.check())
    return Read(tuple(found), tuple(problems))


def _with(sheets: Sequence[DeclaredSheet], rows: str, check: WholeCheck) -> list[DeclaredSheet]:
    """Return the sheets, with a check at the one whose rows are called so."""
    return [replace(each, whole=(*each.whole, check)) if each.rows == rows else each for each in sheets]


def _dangling(sheets: Sequence[DeclaredSheet]) -> Iterator[Fault]:
    """Yield what is said of other sheets or numbers that is not there."""
    columns = {sheet.name: [each.name for each in sheet.columns] for sheet in sheets}
    for sheet in sheets:
        for each in sheet.columns:
            table, name = each.refers or ("", "")
            if table and table not in columns:
                yield sheet.origin.line, f"列“{each.name}”的对应里没有“{table}”这种表{nearest(table, columns)}"
            elif table and name not in columns[table]:
                yield sheet.origin.line, f"“{table}”里没有“{name}”这一列{nearest(name, columns[table])}"
    yield from _numbers(sheets)


def _numbers(sheets: Sequence[DeclaredSheet]) -> Iterator[Fault]:
    """Yield which 汇总 have a name that another one has, and which 比率 is made of a number that is not there."""
    names = [*COUNTED, *(total.name for sheet in sheets for total in sheet.totals)]
    often = Counter(names)
    for sheet in sheets:
        for total in sheet.totals:
            if often[total.name] > 1:
                yield sheet.origin.line, f"汇总“{total.name}”这个名字已经有了，请换一个"
            for name in (*total.above, total.below) if total.sum is Sum.RATIO else ():
                if name not in often:
                    yield sheet.origin.line, f"汇总“{total.name}”里没有“{name}”这个数{nearest(name, names)}"


def _said(faults: Iterable[Fault]) -> Iterator[Problem]:
    for line, reason in dict.fromkeys(faults):
        yield codes.SHEETS_ENTRY.at(Origin(FILE, line=line), reason=reason)


def _sheet(entry: Mapping[str, Any], line: int) -> DeclaredSheet:
    told, wide, rows = entry["认"], entry.get("宽表"), entry.get("合计行") or ()
    return DeclaredSheet(
        name=str(entry["表"]),
        rows=str(entry["名字"]),
        belongs=Belongs(entry["归属"]),
        needs=words(told["必有"]),
        columns=tuple(column(str(name), how) for name, how in entry["列"].items()),
        one_of=words(told.get("任一")),
        never=words(told.get("不可有")),
        unique=words(entry.get("唯一")),
        checks=tuple(
            SheetCheck(
                condition=str(each["须"]),
                said=str(each["说"]),
                weight=Weight(each.get("级别", Weight.ERROR)),
                columns=expressions.used(str(each["须"]), "行"),
            )
            for each in entry.get("校验") or ()
        ),
        totals=tuple(_total(str(name), how) for name, how in (entry.get("汇总") or {}).items()),
        ownerless=Ownerless(entry.get("空支部") or Ownerless.FAULT),
        wide=Wide(str(wide["存为"])) if wide else None,
        total_rows=tuple(
            TotalRow(str(begins), () if counts in (*NO, "全部") else words(counts)) for begins, counts in rows.items()
        )
        if isinstance(rows, Mapping)
        else tuple(map(TotalRow, words(rows))),
        origin=Origin(FILE, line=line),
    )


def _total(name: str, how: Mapping[str, Any]) -> SheetTotal:
    ((sort, of_),) = how.items()
    if sort == Sum.RATIO:
        return SheetTotal(name, Sum.RATIO, above=words(of_["分子"]), below=str(of_["分母"]))
    return SheetTotal(name, Sum(sort), "" if of_ == "全部" else str(of_))
