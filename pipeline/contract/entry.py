"""One entry of sheets.yaml while it is looked through: what is wrong, by line, each with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from pipeline.contract import entries, expressions
from pipeline.model.declared import (
    DAYS,
    GRADED,
    NUMBERS,
    PERSONAL,
    Belongs,
    CellType,
    CheckWeight,
    Ownerless,
    Public,
    SheetColumn,
    Sum,
    Wide,
)
from pipeline.model.problem import nearest

_KEYS = ("表", "名字", "归属", "认", "列", "唯一", "校验", "汇总", "空支部", "给党员", "宽表", "合计行", "内置", "只算")
_REQUIRED = ("表", "名字", "归属", "认", "列")
_TOLD_BY = ("必有", "任一", "不可有", "可有", "常见", "票数")
_OF_COLUMN = (
    "类型", "别名", "必填", "选项", "最小", "最大", "例", "单位", "多个", "合并", "允许后缀", "发生", "对应",
    "存疑的别名", "下拉", "说明", "空白表", "公开", "到期", "核对", "等次", "重名",
)  # fmt: skip
_OF_CHECK = ("须", "级别", "说", "在")
WIDE_COLUMN = "宽表列"
"""What 任一 calls a column that is headed by a day."""
YES, NO = ("是", True), ("否", False, None)
_SWITCHES = ("必填", "多个", "合并", "发生", "空白表", "到期", "核对")
_LISTS = ("别名", "存疑的别名", "下拉")
_SENTENCES = ("例", "单位", "说明")
_NESTED = (Mapping, list)
HOLE = re.compile(r"\{([^{}]*)\}")
STUDYING = "应参学"
CHOOSING = ("其中", "优先")  # of a 汇总
_COUNTED = frozenset({Sum.TOTAL, Sum.MOST, Sum.LEAST})

Fault = tuple[int, str]


class SheetEntry:
    """One entry of a 表."""

    def __init__(self, entry: Any, line: int) -> None:
        self.entry, self.line = entry, line

    def faults(self, used: Sequence[str], names: Sequence[str]) -> list[Fault]:
        """Return what is wrong, each with its line and what to write instead."""
        if not isinstance(self.entry, Mapping):
            return [(self.line, "应当是“键: 值”")]
        found = [*self._keys(used, names), *self._columns()]
        return found or [*self._telling(), *self._wide(), *self._namesakes(), *self._checks(), *self._totals()]

    def _at(self, key: str) -> int:
        return entries.line_of(self.entry, key, self.line)

    def _keys(self, used: Sequence[str], names: Sequence[str]) -> Iterator[Fault]:
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

    def _belongs(self) -> Iterator[Fault]:
        for key, listed in (("归属", Belongs), ("空支部", Ownerless)):
            value = self.entry.get(key)
            if value and value not in tuple(listed):
                yield self._at(key), f"{key}不能是“{value}”，可以是 {'、'.join(listed)}"
        if self.entry.get("归属") == Belongs.MEMBER and not self._has(CellType.MEMBER):
            yield self._at("归属"), "归属写“党员”，就要有一列的类型是“党员”"
        if self.entry.get("归属") == Belongs.BRANCH and not self._has(CellType.BRANCH):
            yield self._at("归属"), "归属写“党支部”，就要有一列的类型是“党支部”"
        if self.entry.get("只算") not in (None, STUDYING):
            yield self._at("只算"), f"只算后面只能写 {STUDYING}"
        if self.entry.get("只算") and self.entry.get("归属") != Belongs.MEMBER:
            yield self._at("只算"), "写了只算，归属就要是 党员"
        for key, told in (("给党员", self.entry.get("给党员") in YES), ("空支部", self.entry.get("空支部") == "党员")):
            if told and not self._has(CellType.MEMBER):
                yield self._at(key), f"{key}这样写，就要有一列的类型是“党员”"

    def _has(self, cell: CellType) -> bool:
        return any(each.cell is cell for each in self._listed().values())

    def _listed(self) -> dict[str, SheetColumn]:
        """Return the columns, as far as they say of what type they are."""
        columns = self.entry.get("列")
        if not isinstance(columns, Mapping):
            return {}
        fine = {str(name): how for name, how in columns.items() if isinstance(how, Mapping | str | None)}
        return {name: column(name, how) for name, how in fine.items() if _type_of(how) in tuple(CellType)}

    def _columns(self) -> Iterator[Fault]:
        columns = self.entry.get("列")
        if columns and not isinstance(columns, Mapping):
            yield self._at("列"), "列下面应当一行写一列，如“姓名: {类型: 人名}”"
            return
        for name, how in (columns or {}).items():
            line = entries.line_of(columns, name, self.line)
            if not isinstance(how, Mapping | str | None):
                yield line, f"列“{name}”后面应当是 {{类型: …}}"
                continue
            if (kind := _type_of(how)) not in tuple(CellType):
                yield line, f"列“{name}”的类型不能是“{kind}”，可以是 {'、'.join(CellType)}"
                continue
            for key in how if isinstance(how, Mapping) else ():
                if key not in _OF_COLUMN:
                    yield line, f"列“{name}”里不认识的键「{key}」{nearest(str(key), _OF_COLUMN)}"
            if isinstance(how, Mapping):
                yield from ((line, f"列“{name}”{reason}") for reason in _misfits(how, kind))

    def _telling(self) -> Iterator[Fault]:
        told, names = self.entry["认"], [*self._listed(), *((WIDE_COLUMN,) if self.entry.get("宽表") else ())]
        if not isinstance(told, Mapping) or not told.get("必有"):
            yield self._at("认"), "认下面要写“必有: [列名]”：表头里有这些列，才是这种表"
            return
        for key in told:
            if key not in _TOLD_BY:
                yield self._at("认"), f"认里不认识的键「{key}」{nearest(str(key), _TOLD_BY)}"
        named = [(key, told.get(key)) for key in ("必有", "任一", "票数")]
        for where, listed in (*named, ("唯一", self.entry.get("唯一"))):
            for name in words(listed):
                if name not in names:
                    at = "认" if where in _TOLD_BY else where
                    yield self._at(at), f"{where}里的“{name}”不在列里{nearest(name, names)}"

    def _wide(self) -> Iterator[Fault]:
        wide, columns = self.entry.get("宽表"), self._listed()
        if wide is not None:
            if not isinstance(wide, Mapping) or wide.get("列名") != CellType.DATE or not wide.get("存为"):
                yield self._at("宽表"), "宽表要写成 {列名: 日期, 存为: 哪一列}：表头是日期的各列，按这一列的类型读"
            elif wide["存为"] not in columns:
                yield self._at("宽表"), f"存为里的“{wide['存为']}”不在列里{nearest(str(wide['存为']), columns)}"
        rows = self.entry.get("合计行")
        if rows is not None and not isinstance(rows, Mapping | list):
            yield self._at("合计行"), "合计行要写成 [实到人数, …]，或 {实到人数: [到], 应到人数: 全部}"
        elif isinstance(rows, Mapping) and isinstance(wide, Mapping) and wide.get("存为") in columns:
            kept = dict.fromkeys(value for _, value in columns[wide["存为"]].choices)
            for begins, counts in rows.items():
                for value in () if counts in (*NO, "全部") else words(counts):
                    if kept and value not in kept:
                        yield self._at("合计行"), f"合计行“{begins}”里的“{value}”不是选项{nearest(value, kept)}"

    def _known(self, columns: Mapping[str, SheetColumn], *, members: bool) -> Any:
        wide = self.entry.get("宽表")
        pairs = Wide(str(wide.get("存为"))) if isinstance(wide, Mapping) else None
        return expressions.known_to_rows(columns, pairs, members=members)

    def _namesakes(self) -> Iterator[Fault]:
        columns = self._listed()
        known = self._known(columns, members=False)
        for name, each in columns.items():
            line = entries.line_of(self.entry["列"], name, self._at("列"))
            faults = expressions.faults(each.apart, known, columns) if each.apart else ()
            yield from ((line, f"列“{name}”的重名{reason}") for reason in faults)

    def _checks(self) -> Iterator[Fault]:
        listed, columns = self.entry.get("校验") or [], self._listed()
        if not isinstance(listed, list) or not all(isinstance(each, Mapping) for each in listed):
            yield self._at("校验"), "校验下面应当一条一行：- {须: …, 级别: 错误, 说: …}"
            return
        known = self._known(columns, members=self._has(CellType.MEMBER))
        for each in listed:
            line = entries.line_of(each, "须", self._at("校验"))
            yield from ((line, f"校验里不认识的键「{key}」") for key in each if key not in _OF_CHECK)
            yield from ((line, f"校验没有写“{key}”") for key in ("须", "说") if not each.get(key))
            if (weight := each.get("级别", CheckWeight.ERROR)) not in tuple(CheckWeight):
                yield line, f"级别不能是“{weight}”，可以是 {'、'.join(CheckWeight)}"
            if (at := each.get("在")) and at not in columns:
                yield line, f"“在”后面的「{at}」不在列里{nearest(str(at), columns)}"
            source = str(each.get("须") or "True")
            yield from ((line, f"“须”{reason}") for reason in expressions.faults(source, known, columns))
            for hole in HOLE.findall(str(each.get("说") or "")):
                if hole not in (*known["行"], *known.get("格", ())):
                    yield line, f"“说”里的{{{hole}}}不在列里{nearest(hole, columns)}"

    def _totals(self) -> Iterator[Fault]:
        listed, columns = self.entry.get("汇总") or {}, self._listed()
        if not isinstance(listed, Mapping):
            yield self._at("汇总"), "汇总下面应当一行一个数，如“谈话次数: {计数: 全部}”"
            return
        for name, how in listed.items():
            line = entries.line_of(listed, name, self._at("汇总"))
            sorts = [key for key in how if key in tuple(Sum)] if isinstance(how, Mapping) else ()
            if len(sorts) != 1:
                yield line, f"汇总“{name}”要写一种算法，可以是 {'、'.join(Sum)}，如 {{计数: 全部}}"
                continue
            yield from ((line, f"汇总“{name}”{reason}") for reason in self._total(sorts[0], how[sorts[0]], columns))
            yield from ((line, f"汇总“{name}”{reason}") for reason in self._chosen(sorts[0], how, columns))

    def _total(self, sort: str, of: Any, columns: Mapping[str, SheetColumn]) -> Iterator[str]:
        if sort == Sum.RATIO:
            if not isinstance(of, Mapping) or not of.get("分子") or not of.get("分母"):
                yield "的比率要写 {分子: 哪个数, 分母: 哪个数}，都是统计里的名字"
        elif sort == Sum.COUNT:
            if of != "全部":
                yield from expressions.faults(str(of), self._known_to_totals(columns), columns)
        elif sort == Sum.EACH:
            yield from _of_type(sort, (str(of),), columns, "选项", {CellType.CHOICE})
        elif sort == Sum.COVER:
            yield from _of_type(sort, words(of), columns, "人名或党员", {CellType.PERSON, CellType.MEMBER})
        elif sort != Sum.TOTAL or of != expressions.LISTING:
            yield from _of_column(sort, of, columns)

    def _chosen(self, sort: str, how: Mapping[str, Any], columns: Mapping[str, SheetColumn]) -> Iterator[str]:
        """Yield what is wrong with 其中 and 优先, which say whose numbers are taken."""
        for key, source in how.items():
            if key == sort:
                continue
            if key not in CHOOSING or sort in {Sum.COUNT, Sum.RATIO}:
                yield f"里不认识的键「{key}」"
            else:
                yield from expressions.faults(str(source), self._known_to_totals(columns), columns)

    def _known_to_totals(self, columns: Mapping[str, SheetColumn]) -> Any:
        return self._known(columns, members=self._has(CellType.MEMBER))


def _misfits(how: Mapping[str, Any], kind: str) -> Iterator[str]:
    """Yield what a column says that does not fit its type."""
    yield from mistyped(how)
    for key in ("最小", "最大"):
        if how.get(key) is not None and (not isinstance(how[key], int | float) or kind not in NUMBERS):
            yield f"的{key}要是一个数，类型要是 整数、小数 或 百分数"
    yield from (reason for wrong, reason in _wrong(how, kind) if wrong)


def mistyped(how: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a column says that is of another kind than its key wants: a list, a text, yes or no."""
    yield from (f"的{key}只能写 是 或 否" for key in _SWITCHES if how.get(key) not in (*YES, *NO))
    for key in _LISTS:
        listed = how.get(key)
        several = isinstance(listed, str) and re.search("[，、,；;]", listed)
        if several or isinstance(listed, Mapping) or any(isinstance(each, _NESTED) for each in _elements(listed)):
            yield f"的{key}要写成一列，用英文的方括号和逗号，如 {key}: [甲, 乙]"
    yield from (f"的{key}只能写一句话，不能是一列" for key in _SENTENCES if isinstance(how.get(key), _NESTED))


def _elements(listed: Any) -> list[Any]:
    return listed if isinstance(listed, list) else []


def _wrong(how: Mapping[str, Any], kind: str) -> Iterator[tuple[bool, str]]:
    yield kind == CellType.CHOICE and not how.get("选项"), "的类型是选项，要写“选项: [甲, 乙]”"
    yield kind != CellType.CHOICE and bool(how.get("选项")), "有选项，类型就要写“选项”"
    yield bool(how.get("单位")) and kind not in NUMBERS, "有单位，类型就要是 整数 或 小数"
    suffix = how.get("允许后缀")
    yield bool(suffix) and (suffix != CellType.DATE or kind != CellType.CHOICE), "的允许后缀只能写 日期，类型要是 选项"
    yield how.get("到期") in YES and kind != CellType.DEADLINE, "写了到期，类型就要是 期限"
    yield how.get("核对") in YES and kind != CellType.PERSON, "写了核对，类型就要是 人名"
    yield how.get("重名") not in NO and kind != CellType.PERSON, "写了重名，类型就要是 人名"
    yield how.get("发生") in YES and kind not in DAYS, "写了发生，类型就要是 日期、月份 或 时间"
    graded = how.get("等次")
    yield graded is not None and graded not in GRADED, f"的等次只能写 {'、'.join(GRADED)}"
    yield bool(graded) and kind not in {CellType.WHOLE, CellType.CHOICE}, "写了等次，类型就要是 整数（票数）或 选项"
    public = _public(how.get("公开"))
    yield public not in tuple(Public), f"的公开可以是 {'、'.join(Public)}"
    yield public != Public.OWNERS and kind not in PERSONAL, "写了公开，类型就要是人名、党员、电话或邮箱"
    refers = str(how.get("对应") or "")
    yield bool(refers) and not re.fullmatch(r"[^.]+\.[^.]+", refers), "的对应要写成 表.列，如 督导组.组别"


def _public(value: Any) -> str:
    """Return what 公开 says, however YAML reads it."""
    return Public.ALL if value in YES else Public.OWNERS if value in NO else str(value)


def words(value: Any) -> tuple[str, ...]:
    """Return what an entry lists: several, one alone, or none."""
    if value is None:
        return ()
    return tuple(str(each) for each in value) if isinstance(value, list | tuple) else (str(value),)


def _type_of(how: Any) -> str:
    return str(how.get("类型") or CellType.TEXT) if isinstance(how, Mapping) else str(how or CellType.TEXT)


def column(name: str, how: Any) -> SheetColumn:
    """Return a column as an entry describes it."""
    given: Mapping[str, Any] = how if isinstance(how, Mapping) else {}
    options = given.get("选项")
    choices = (
        [(str(word), str(kept)) for kept, spellings in options.items() for word in (kept, *words(spellings))]
        if isinstance(options, Mapping)
        else [(word, word) for word in words(options)]
    )
    table, _, other = str(given.get("对应") or "").partition(".")
    return SheetColumn(
        name=name,
        cell=CellType(_type_of(how)),
        spellings=words(given.get("别名")),
        required=given.get("必填") in YES,
        choices=tuple(choices),
        least=given.get("最小"),
        most=given.get("最大"),
        example=str(given.get("例") or ""),
        unit=str(given.get("单位") or ""),
        several=given.get("多个") in YES,
        merged=given.get("合并") in YES,
        dated=bool(given.get("允许后缀")),
        occurs=given.get("发生") in YES,
        falls_due=given.get("到期") in YES,
        listed=given.get("核对") in YES,
        grade=str(given.get("等次") or ""),
        apart="" if given.get("重名") in NO else "true" if given.get("重名") in YES else str(given["重名"]),
        refers=(table, other) if other else None,
        loose=words(given.get("存疑的别名")),
        offers=words(given.get("下拉")),
        public=Public(_public(given.get("公开"))) if _public(given.get("公开")) in tuple(Public) else Public.OWNERS,
        note=str(given.get("说明") or ""),
        asked=given.get("空白表") not in ("否", False),
    )


def _of_column(sort: str, of: Any, columns: Mapping[str, SheetColumn]) -> Iterator[str]:
    """Yield what is wrong with the one column that a 汇总 is of."""
    if of not in columns:
        yield f"里的“{of}”不在列里{nearest(str(of), columns)}"
    elif sort in _COUNTED and columns[of].cell not in NUMBERS:
        yield f"：“{of}”不是数，算不了{sort}"


def _of_type(
    sort: str, names: Sequence[str], columns: Mapping[str, SheetColumn], called: str, types: AbstractSet[CellType]
) -> Iterator[str]:
    """Yield which names are no columns of the types that a 汇总 is of."""
    for name in names:
        if name not in columns or columns[name].cell not in types:
            fitting = [each.name for each in columns.values() if each.cell in types]
            yield f"的{sort}要写{called}的列，没有这样的「{name}」{nearest(name, fitting)}"
