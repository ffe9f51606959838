"""The names that sheets.yaml adds to those of templates: its rows, their columns, what is counted of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.contract import SCOPES, Of, expressions, totals
from pipeline.model import issue_links
from pipeline.model.declared import CellType, DeclaredSheet, SheetColumn, SheetTotal, Sum
from pipeline.model.frozen import frozen
from pipeline.model.work import Scope
from pipeline.plan.poll_results import RESULTS, VERDICTS, VOTED
from pipeline.used_names import OPEN


@frozen
class Name:
    """One name: how it is written in a template, what it holds, what it may look like."""

    path: str  # 党员.姓名; 问题们[].整改措施 for an element's name
    kind: str  # 文字 | 数 | 列表 | 是/否
    example: str


TEXT, NUMBER, LIST = "文字", "数", "列表"

_GRADES = (
    ("各等", LIST, "每个等次一项，次序同活动的等次"),
    ("各等[].等次", TEXT, "满意"),
    ("各等[].票数", NUMBER, "16"),
    ("各等[].占比", TEXT, "72.7%（各等次加起来是 100.0%）"),
)
_RESULTS = (
    ("发出", NUMBER, "24"),
    ("收回", NUMBER, "24"),
    ("有效", NUMBER, "22"),
    ("等次", LIST, "满意、基本满意、不满意、不了解"),
    ("满意率", TEXT, "72.7%（没有说哪些等次算满意，就是空的）"),
    ("尾差", "是/否", "真（有的等次票数一样，占比差 0.1：要加起来是 100.0%）"),
    ("总体", "是/否", "真（满意率是“总体评价”这一项的）"),
    ("对象们", LIST, "参评的各类人"),
    ("对象们[].对象", TEXT, "群众"),
    ("对象们[].人数", NUMBER, "12"),
    ("项目们", LIST, "测评的各项"),
    ("项目们[].项目", TEXT, "查找突出问题"),
    ("项目们[].有效", NUMBER, "22"),
    *((f"项目们[].{name}", kind, example) for name, kind, example in _GRADES),
)
_SORTS = {
    CellType.WHOLE: NUMBER,
    CellType.NUMBER: NUMBER,
    CellType.PERCENT: NUMBER,
    CellType.LIST: LIST,
    CellType.YES_NO: "是/否",
}


def of_sheets(scope: Scope, sheets: Sequence[DeclaredSheet]) -> Iterator[Name]:
    """Yield the names that sheets.yaml adds."""
    row = SCOPES[scope]
    for sheet in sheets:
        for stem in (row.counts, "统计", *(("单位.统计",) if row.rows is Of.TOWNSHIP else ())):
            yield from (Name(f"{stem}.{each.name}", _sort(each), f"{sheet.name}的汇总") for each in sheet.totals)
        if row.rows is Of.TOWNSHIP:
            yield from (Name(f"填报支部数.{each.name}", NUMBER, "9（有这个数的支部）") for each in sheet.totals)
        for total in sheet.totals if sheet.is_dated else ():
            yield Name(f"{row.phases}[].统计.{total.name}", _sort(total), f"{sheet.name}里这个阶段的汇总")
        if row.sees_rows_of(sheet):
            yield from _rows(sheet, row.rows)
        if sheet.rows == VOTED and row.rows is not Of.MEMBER:
            yield from (Name(f"{RESULTS}.{name}", kind, example) for name, kind, example in _RESULTS)


def _sort(total: SheetTotal) -> str:
    """Return what a 汇总 is: a number, or one for each option."""
    return LIST if total.sum is Sum.EACH else NUMBER


def _rows(sheet: DeclaredSheet, own: Of) -> Iterator[Name]:
    """Yield the names of a sheet's rows: the program's own, then its columns."""
    stem = f"{sheet.rows}[]"
    yield Name(sheet.rows, LIST, f"{sheet.name}里{own}各行")
    yield Name(f"{stem}.序号", NUMBER, "1")
    if sheet.occurs:
        yield Name(f"{stem}.阶段", TEXT, "学习动员")
        yield Name(f"{stem}.截至以后", "是/否", "假")
    if sheet.due:
        yield Name(f"{stem}.{expressions.DUE}", TEXT, "是（整改时限到了截至那天；没有写截至、看不出哪一天的空着）")
    if sheet.name == issue_links.ISSUES:
        yield Name(f"{stem}.出处", LIST, "督导（2026年11月6日）、征求意见（第3条）")
    if sheet.rows == VERDICTS and own is not Of.MEMBER:
        yield from (Name(f"{stem}.{name}", kind, example) for name, kind, example in _GRADES)
    yield from (Name(f"{stem}.统计.{total.name}", NUMBER, "这一行的") for total in totals.of_row(sheet))
    for column in sheet.valued:
        yield from _column(sheet, column)
    yield Name(f"{stem}.{OPEN}", TEXT, f"{sheet.name}里的其他列，用它自己的表头")


def _column(sheet: DeclaredSheet, column: SheetColumn) -> Iterator[Name]:
    """Yield the names of one column: of a 宽表's also those of its pairs."""
    stem, kind = f"{sheet.rows}[].{column.name}", _SORTS.get(column.cell, TEXT)
    if sheet.wide is None or column.name != sheet.wide.column:
        yield Name(stem, LIST if column.several else kind, column.example)
        if column.dated:
            yield Name(f"{sheet.rows}[].{column.suffix}", TEXT, "2026年9月3日")
        return
    yield Name(stem, LIST, "每一天一项")
    yield Name(f"{stem}[].日期", TEXT, "2026年9月3日")
    yield Name(f"{stem}[].{column.name}", kind, column.example)
    yield Name(f"{stem}[].{column.suffix}", TEXT, "2026年9月10日")
    yield Name(f"{stem}[].阶段", TEXT, "学习动员")
    yield Name(f"{stem}[].截至以后", "是/否", "假")
