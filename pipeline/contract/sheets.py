"""templates/sheets.yaml → DeclaredSheets. A new kind of sheet is one entry here: no Python."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes

from pipeline.contract import entries
from pipeline.expression import TRUTH, condition, for_names, path_of, unknown, uses
from pipeline.model import codes
from pipeline.model.declared import (
    BUILT_IN,
    Belongs,
    Cell,
    DeclaredSheet,
    Ownerless,
    SheetCheck,
    SheetColumn,
    SheetTotal,
    Sum,
    Weight,
)
from pipeline.model.problem import Origin, Problem, Read, nearest

FILE = "templates/sheets.yaml"
_KEYS = ("表", "名字", "归属", "认", "列", "唯一", "校验", "汇总", "空支部")
_REQUIRED = ("表", "名字", "归属", "认", "列")
_TOLD_BY = ("必有", "任一", "不可有")
_OF_COLUMN = ("类型", "别名", "必填", "选项", "最小", "最大", "例")
_OF_CHECK = ("须", "级别", "说")
_YES, _NO = ("是", True), ("否", False, None)
_HOLE = re.compile(r"\{([^{}]*)\}")
_ORDER = frozenset({"lt", "gt", "lteq", "gteq"})
TAKEN = (
    "活动", "单位", "会议", "会议们", "发文", "统计", "本阶段", "支部", "支部们", "党员", "党员们", "参会们", "问题们",
    "意见们", "联系领导", "序号",
)  # fmt: skip
"""Names that templates have without any declaration."""
ENVIRONMENT = for_names({})

_Fault = tuple[int, str]


def of(workspace: Path) -> Read[tuple[DeclaredSheet, ...]]:
    """Return the sheets that a workspace declares; none where it has no such file."""
    try:
        data = (workspace / FILE).read_bytes()
    except FileNotFoundError:
        return Read(())
    except OSError:
        return Read((), (codes.FILE_LOCKED.at(Origin(FILE)),))
    return read(data)


def read(data: bytes) -> Read[tuple[DeclaredSheet, ...]]:
    """Return the declared sheets; a faulty entry is a Problem and is left out."""
    if not re.search(rb"^\s*[^#\s]", data.removeprefix(b"\xef\xbb\xbf"), flags=re.MULTILINE):
        return Read(())
    listed = entries.read(data, FILE, codes.SHEETS_ENTRY, "表")
    problems = list(listed.problems)
    found: list[DeclaredSheet] = []
    for entry, line in listed.value:
        used = [*TAKEN, *(sheet.rows for sheet in found)]
        names = [*BUILT_IN, *(sheet.name for sheet in found)]
        faults = _Entry(entry, line).faults(used, names)
        problems += _said(faults)
        if not faults:
            found.append(_sheet(entry, line))
    return Read(tuple(found), tuple(problems))


def _said(faults: Sequence[_Fault]) -> Iterator[Problem]:
    for line, reason in dict.fromkeys(faults):
        yield codes.SHEETS_ENTRY.at(Origin(FILE, line=line), reason=reason)


class _Entry:
    """One entry while it is looked through."""

    def __init__(self, entry: Any, line: int) -> None:
        self.entry, self.line = entry, line

    def faults(self, used: Sequence[str], names: Sequence[str]) -> list[_Fault]:
        """Return what is wrong, each with its line and what to write instead."""
        if not isinstance(self.entry, Mapping):
            return [(self.line, "应当是“键: 值”")]
        found = [*self._keys(used, names), *self._columns()]
        return found or [*self._telling(), *self._checks(), *self._totals()]

    def _at(self, key: str) -> int:
        return entries.line_of(self.entry, key, self.line)

    def _keys(self, used: Sequence[str], names: Sequence[str]) -> Iterator[_Fault]:
        for key in self.entry:
            if key not in _KEYS:
                yield self._at(key), f"不认识的键「{key}」{nearest(str(key), _KEYS)}"
        yield from ((self.line, f"没有写“{key}”") for key in _REQUIRED if not self.entry.get(key))
        if (name := str(self.entry.get("表"))) in names:
            yield self._at("表"), f"已经有“{name}”这种表，请换一个名字"
        rows = str(self.entry.get("名字"))
        if rows in used:
            yield self._at("名字"), f"模板里已经有「{rows}」这个名字，请换一个，如“{name}们”"
        if not rows.isidentifier():
            yield self._at("名字"), f"名字不能是“{rows}”：只能用汉字、字母，中间不空格"
        yield from self._belongs()

    def _belongs(self) -> Iterator[_Fault]:
        for key, words in (("归属", Belongs), ("空支部", Ownerless)):
            value = self.entry.get(key)
            if value and value not in tuple(words):
                yield self._at(key), f"{key}不能是“{value}”，可以是 {'、'.join(words)}"
        if self.entry.get("归属") == Belongs.MEMBER and not self._has(Cell.MEMBER):
            yield self._at("归属"), "归属写“党员”，就要有一列的类型是“党员”"
        if self.entry.get("归属") == Belongs.BRANCH and not self._has(Cell.BRANCH):
            yield self._at("归属"), "归属写“党支部”，就要有一列的类型是“党支部”"

    def _has(self, cell: Cell) -> bool:
        return any(_type_of(how) == cell for _, how in self._listed())

    def _listed(self) -> list[tuple[str, Any]]:
        columns = self.entry.get("列")
        if not isinstance(columns, Mapping):
            return []
        good = (isinstance(how, Mapping | str | None) and _type_of(how) in tuple(Cell) for how in columns.values())
        return [(str(name), how) for (name, how), fine in zip(columns.items(), good, strict=True) if fine]

    def _columns(self) -> Iterator[_Fault]:
        columns = self.entry.get("列")
        if columns and not isinstance(columns, Mapping):
            yield self._at("列"), "列下面应当一行写一列，如“姓名: {类型: 人名}”"
            return
        for name, how in (columns or {}).items():
            line = entries.line_of(columns, name, self.line)
            if not isinstance(how, Mapping | str | None):
                yield line, f"列“{name}”后面应当是 {{类型: …}}"
                continue
            if (kind := _type_of(how)) not in tuple(Cell):
                yield line, f"列“{name}”的类型不能是“{kind}”，可以是 {'、'.join(Cell)}"
                continue
            for key in how if isinstance(how, Mapping) else ():
                if key not in _OF_COLUMN:
                    yield line, f"列“{name}”里不认识的键「{key}」{nearest(str(key), _OF_COLUMN)}"
            if isinstance(how, Mapping):
                yield from ((line, f"列“{name}”{reason}") for reason in _misfits(how, kind))

    def _telling(self) -> Iterator[_Fault]:
        told, names = self.entry["认"], [name for name, _ in self._listed()]
        if not isinstance(told, Mapping) or not told.get("必有"):
            yield self._at("认"), "认下面要写“必有: [列名]”：表头里有这些列，才是这种表"
            return
        for key in told:
            if key not in _TOLD_BY:
                yield self._at("认"), f"认里不认识的键「{key}」{nearest(str(key), _TOLD_BY)}"
        for where, listed in (*((key, told.get(key)) for key in _TOLD_BY[:2]), ("唯一", self.entry.get("唯一"))):
            for name in _words(listed):
                if name not in names:
                    at = "认" if where in _TOLD_BY else where
                    yield self._at(at), f"{where}里的“{name}”不在列里{nearest(name, names)}"

    def _checks(self) -> Iterator[_Fault]:
        listed, columns = self.entry.get("校验") or [], dict(self._listed())
        if not isinstance(listed, list) or not all(isinstance(each, Mapping) for each in listed):
            yield self._at("校验"), "校验下面应当一条一行：- {须: …, 级别: 错误, 说: …}"
            return
        for each in listed:
            line = entries.line_of(each, "须", self._at("校验"))
            yield from ((line, f"校验里不认识的键「{key}」") for key in each if key not in _OF_CHECK)
            yield from ((line, f"校验没有写“{key}”") for key in ("须", "说") if not each.get(key))
            if (weight := each.get("级别", Weight.ERROR)) not in tuple(Weight):
                yield line, f"级别不能是“{weight}”，可以是 {'、'.join(Weight)}"
            yield from ((line, f"“须”{reason}") for reason in _misspoken(str(each.get("须") or "True"), columns))
            for hole in _HOLE.findall(str(each.get("说") or "")):
                if hole not in columns:
                    yield line, f"“说”里的{{{hole}}}不在列里{nearest(hole, columns)}"

    def _totals(self) -> Iterator[_Fault]:
        listed, columns = self.entry.get("汇总") or {}, dict(self._listed())
        if not isinstance(listed, Mapping):
            yield self._at("汇总"), "汇总下面应当一行一个数，如“谈话次数: {计数: 全部}”"
            return
        for name, how in listed.items():
            line = entries.line_of(listed, name, self._at("汇总"))
            if not isinstance(how, Mapping) or len(how) != 1 or next(iter(how)) not in tuple(Sum):
                yield line, f"汇总“{name}”要写一种算法，可以是 {'、'.join(Sum)}，如 {{计数: 全部}}"
                continue
            ((sort, of),) = how.items()
            if sort == Sum.COUNT:
                reasons = _misspoken(str(of), columns) if of != "全部" else ()
                yield from ((line, f"汇总“{name}”{reason}") for reason in reasons)
            elif of not in columns:
                yield line, f"汇总“{name}”里的“{of}”不在列里{nearest(str(of), columns)}"
            elif sort != Sum.DIFFERENT and _type_of(columns[of]) not in {Cell.WHOLE, Cell.NUMBER}:
                yield line, f"汇总“{name}”：“{of}”不是数，算不了{sort}"


def _misfits(how: Mapping[str, Any], kind: str) -> Iterator[str]:
    if how.get("必填") not in (*_YES, *_NO):
        yield "的必填只能写 是 或 否"
    if kind == Cell.CHOICE and not how.get("选项"):
        yield "的类型是选项，要写“选项: [甲, 乙]”"
    if kind != Cell.CHOICE and how.get("选项"):
        yield "有选项，类型就要写“选项”"
    for key in ("最小", "最大"):
        if how.get(key) is not None and (
            not isinstance(how[key], int | float) or kind not in {Cell.WHOLE, Cell.NUMBER}
        ):
            yield f"的{key}要是一个数，类型要是 整数 或 小数"


def _misspoken(source: str, columns: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with an expression about a row."""
    try:
        condition(ENVIRONMENT, source)
    except jinja2.TemplateSyntaxError as fault:
        yield f"的写法不对（{fault.message}），应当像：行.实到 <= 行.应到"
        return
    tree = _tree(source)
    for name, near in unknown(uses(tree), {"行": dict.fromkeys(columns)}):
        yield f"用了没有的名字「{name}」{nearest(name.rpartition('.')[2], near)}"
    for _, name, *rest in (path for path in uses(tree) if len(path) > 1):
        if rest == [TRUTH] and _type_of(columns.get(name)) == Cell.YES_NO:
            yield f'里要写 行.{name} == "是"：填“否”的也是填了'
    for compared in tree.find_all(nodes.Compare):
        sides = [compared.expr, *(operand.expr for operand in compared.ops)]
        paths = (path_of(side) for side in sides)
        dates = [path[1] for path in paths if path and len(path) > 1 and _type_of(columns.get(path[1])) == Cell.DATE]
        if dates and any(operand.op in _ORDER for operand in compared.ops):
            yield f"不能用 < > 比日期“{dates[0]}”：有的日期只写到月，比不出先后"


def _columns_of(source: str) -> tuple[str, ...]:
    return tuple(sorted({path[1] for path in uses(_tree(source)) if len(path) > 1}))


def _tree(source: str) -> nodes.Template:
    return ENVIRONMENT.parse(f"{{% if {source} %}}1{{% endif %}}")


def _words(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(each) for each in value) if isinstance(value, list) else (str(value),)


def _type_of(how: Any) -> str:
    return str(how.get("类型") or Cell.TEXT) if isinstance(how, Mapping) else str(how or Cell.TEXT)


def _column(name: str, how: Any) -> SheetColumn:
    given: Mapping[str, Any] = how if isinstance(how, Mapping) else {}
    options = given.get("选项") or ()
    choices = (
        [(str(word), str(kept)) for kept, words in options.items() for word in (kept, *_words(words))]
        if isinstance(options, Mapping)
        else [(word, word) for word in _words(options)]
    )
    return SheetColumn(
        name=name,
        cell=Cell(_type_of(how)),
        spellings=_words(given.get("别名")),
        required=given.get("必填") in _YES,
        choices=tuple(choices),
        least=given.get("最小"),
        most=given.get("最大"),
        example=str(given.get("例") or ""),
    )


def _sheet(entry: Mapping[str, Any], line: int) -> DeclaredSheet:
    told = entry["认"]
    return DeclaredSheet(
        name=str(entry["表"]),
        rows=str(entry["名字"]),
        belongs=Belongs(entry["归属"]),
        needs=_words(told["必有"]),
        columns=tuple(_column(str(name), how) for name, how in entry["列"].items()),
        one_of=_words(told.get("任一")),
        never=_words(told.get("不可有")),
        unique=_words(entry.get("唯一")),
        checks=tuple(
            SheetCheck(
                condition=str(each["须"]),
                said=str(each["说"]),
                weight=Weight(each.get("级别", Weight.ERROR)),
                columns=_columns_of(str(each["须"])),
            )
            for each in entry.get("校验") or ()
        ),
        totals=tuple(
            SheetTotal(str(name), Sum(sort), "" if of == "全部" else str(of))
            for name, how in (entry.get("汇总") or {}).items()
            for sort, of in how.items()
        ),
        ownerless=Ownerless(entry.get("空支部") or Ownerless.FAULT),
        origin=Origin(FILE, line=line),
    )
