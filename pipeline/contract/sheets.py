"""templates/sheets.yaml → DeclaredSheets. A new kind of sheet is one entry here: no Python."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.contract import entries, expressions, recalled_sheets, shipped_sheets
from pipeline.contract.engine import EngineEntry
from pipeline.contract.entry import CHOOSING, NO, YES, Fault, SheetEntry, column, words
from pipeline.contract.whole_checks import WholeEntry
from pipeline.model import codes
from pipeline.model.declared import (
    BUILT_IN,
    ENGINES,
    Belongs,
    CheckWeight,
    DeclaredSheet,
    Ownerless,
    SheetCheck,
    SheetTotal,
    Sum,
    TotalRow,
    WholeCheck,
    Wide,
)
from pipeline.model.problem import Origin, Problem, Read, nearest

FILE = "templates/sheets.yaml"
SHIPPED = frozenset(sheet.name for sheet in shipped_sheets.SHEETS)
_CURE = "用 gongwen init 在一个新文件夹里得到原样的 sheets.yaml，把那一条抄回来"
TAKEN = (
    "活动", "单位", "会议", "会议们", "发文", "统计", "本阶段", "支部", "支部们", "党员", "党员们", "参会们",
    "联系领导",
    "序号", "行", "格", "联系点们", "填报支部数", "参学们", "公示们", "本文", "测评结果",
)  # fmt: skip
"""Names that templates have without any declaration."""
COUNTED = (
    "支部数", "党员总数", "正式党员", "预备党员", "未填类别", "应参学", "应到", "有表决权", "评等次", "应写笔记",
    "失联党员", "流动党员", "外出务工党员",
    "离退休党员",
    "年老体弱党员", "一线党员", "两新党员", "文化程度低党员", "男党员", "女党员", "软弱涣散支部数", "组织类型",
)  # fmt: skip
"""Numbers that there are without any declaration."""


def sheets_of(workspace: Path) -> Read[tuple[DeclaredSheet, ...]]:
    """Return all sheets of a workspace; where it has no such file, those that need none."""
    try:
        data = (workspace / FILE).read_bytes()
    except FileNotFoundError:
        data = b""
    except OSError:
        return Read(_base(), (codes.FILE_LOCKED.at(Origin(FILE)),))
    return read_sheets(data)


def _base() -> tuple[DeclaredSheet, ...]:
    """Return the sheets that a workspace has whose file says nothing of them: those that come with the program."""
    return tuple(sheet for sheet in shipped_sheets.SHEETS if sheet.name in BUILT_IN)


@lru_cache(maxsize=4)
def read_sheets(data: bytes) -> Read[tuple[DeclaredSheet, ...]]:
    """Return the sheets of a file; a faulty entry is a Problem and is left out.

    A file as it was shipped is not parsed, nor one in which an earlier run found no fault. One that has no entry with
    内置 is older than these: the built-in sheets come before its own.
    """
    if hashlib.sha256(data).hexdigest() == shipped_sheets.DIGEST:
        return Read(shipped_sheets.SHEETS)
    if not re.search(rb"^\s*[^#\s]", data.removeprefix(b"\xef\xbb\xbf"), flags=re.MULTILINE):
        return Read(_base())
    engines = {sheet.engine: sheet for sheet in shipped_sheets.SHEETS if sheet.engine}
    return recalled_sheets.recalled(data, lambda: parsed(data, engines))


def parsed(data: bytes, engines: Mapping[str, DeclaredSheet]) -> Read[tuple[DeclaredSheet, ...]]:
    """Return the sheets of a file; `engines`: what comes with the program of those that may not be removed."""
    listed = entries.read_entries(data, FILE, codes.SHEETS_ENTRY, "表")
    problems = list(listed.problems)
    new = not engines or any(EngineEntry.is_one(entry) for entry, _ in listed.value)
    found: list[DeclaredSheet] = [] if new else list(_base())
    for entry, line in listed.value:
        if WholeEntry.is_one(entry):
            continue
        faults, sheet = _entry(entry, line, found, engines)
        problems += _said(faults)
        found += [sheet] if sheet else []
    have = {sheet.engine for sheet in found}
    for engine, ours in engines.items():
        if engine not in have:
            found.insert(0, ours)
            gone = not any(EngineEntry.is_one(entry) and entry.get("内置") == engine for entry, _ in listed.value)
            problems += _said([(1, f"少了“内置: {engine}”这一条，不能删：{_CURE}")] if gone else [])
    problems += _said(_dangling(found))
    for entry, line in listed.value:
        if WholeEntry.is_one(entry):
            checked = WholeEntry(entry, line, found)
            problems += _said(checked.faults())
            found = found if checked.faults() else _with(found, checked.place, checked.check())
    return Read(tuple(found), tuple(problems))


def _entry(
    entry: Any, line: int, before: Sequence[DeclaredSheet], engines: Mapping[str, DeclaredSheet]
) -> tuple[list[Fault], DeclaredSheet | None]:
    """Return what is wrong with an entry, and the sheet that it declares where nothing is."""
    if EngineEntry.is_one(entry):
        own = EngineEntry(entry, line, engines)
        twice = [(line, f"已经有一条“内置: {own.engine}”")] if own.engine in {each.engine for each in before} else []
        faults = twice or own.faults()
        return faults, None if faults else own.sheet()
    used = [*TAKEN, *(sheet.rows for sheet in before)]
    faults = SheetEntry(entry, line).faults(used, [*ENGINES.values(), *(sheet.name for sheet in before)])
    return faults, None if faults else _sheet(entry, line)


def _with(sheets: Sequence[DeclaredSheet], rows: str, check: WholeCheck) -> list[DeclaredSheet]:
    """Return the sheets, with a check at the one whose rows are called so."""
    return [replace(each, whole=(*each.whole, check)) if each.rows == rows else each for each in sheets]


def _dangling(sheets: Sequence[DeclaredSheet]) -> Iterator[Fault]:
    """Yield what is said of other sheets or numbers that is not there."""
    columns = {sheet.name: [each.name for each in sheet.columns] for sheet in sheets}
    for sheet in sheets:
        for each in sheet.columns:
            table, name = each.refers or ("", "")
            if table in SHIPPED and table not in columns:
                continue  # whoever removes a sheet need not look through all others
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
                weight=CheckWeight(each.get("级别", CheckWeight.ERROR)),
                columns=expressions.used(str(each["须"]), "行"),
                at=str(each.get("在") or ""),
            )
            for each in entry.get("校验") or ()
        ),
        totals=tuple(_total(str(name), how) for name, how in (entry.get("汇总") or {}).items()),
        ownerless=Ownerless(entry.get("空支部") or Ownerless.FAULT),
        wide=Wide(str(wide["存为"])) if wide else None,
        beside=words(told.get("可有")),
        common=words(told.get("常见")),
        polled=words(told.get("票数")),
        studying=bool(entry.get("只算")),
        to_members=entry.get("给党员") in YES,
        total_rows=tuple(
            TotalRow(str(begins), () if counts in (*NO, "全部") else words(counts)) for begins, counts in rows.items()
        )
        if isinstance(rows, Mapping)
        else tuple(map(TotalRow, words(rows))),
        origin=Origin(FILE, line=line),
    )


def _total(name: str, how: Mapping[str, Any]) -> SheetTotal:
    sort = next(key for key in how if key in tuple(Sum))
    of_ = how[sort]
    if sort == Sum.RATIO:
        return SheetTotal(name, Sum.RATIO, above=words(of_["分子"]), below=str(of_["分母"]))
    where, rather = (str(how.get(key) or "") for key in CHOOSING)
    if sort == Sum.COVER:
        return SheetTotal(name, Sum.COVER, where=where, rather=rather, naming=words(of_))
    return SheetTotal(name, Sum(sort), "" if of_ == "全部" else str(of_), where=where, rather=rather)
