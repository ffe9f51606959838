"""What expressions of sheets.yaml may say: names of a row, of its member, of the campaign; days by their precision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache

import jinja2
from jinja2 import nodes

from pipeline.expression import condition, for_names, in_chinese, insist, parsed
from pipeline.model.declared import DAYS, CellType, SheetColumn, Wide
from pipeline.model.facts import PartialDate
from pipeline.model.problem import nearest
from pipeline.used_names import OPEN, TRUTH, Known, path_of, unknown, uses

OF_MEMBER: Mapping[str, str] = {
    "姓名": "name", "区别名": "label", "性别": "sex", "民族": "ethnicity", "出生日期": "birth", "学历": "education",
    "人员类别": "status", "分类": "categories", "入党时间": "joined", "转正时间": "confirmed", "工作岗位": "post",
    "党籍状态": "standing", "是否失联": "lost", "不计应到": "excused", "是否流动": "mobile", "外出流向": "destination",
    "党内职务": "party_post", "健康状况": "health",
}  # fmt: skip
"""What expressions may ask of a member, and which fact that is. No ID number, no telephone."""
OF_BRANCH = ("名称", "简称", "书记", "状态", "类别")
OF_CAMPAIGN: Mapping[str, str] = {"开始": "start", "结束": "end", "截至": "cutoff"}
ASKED: Mapping[str, tuple[str, ...]] = {
    "学习": ("学时", "其中讨论辅导", "笔记字数", "心得篇数", "免写"),
    "评议": ("等次", "优秀上限"),
    "测评": ("计入满意率", "补课线"),
}
"""What expressions may ask of what the campaign's YAML asks, by group."""
LISTING = "活动.测评.计入满意率"
"""What lists columns: a 求和 may name it in the place of one."""
DUE = "到期"  # what a row calls whether its 期限 is reached
VOTES = "各等票"  # what a row calls the votes for each grade of the campaign, as far as they are filled in
OVER = "阶段已过"  # what a pair calls whether the phase of its day has ended by 截至
_DAYS_OF_MEMBER = ("出生日期", "入党时间", "转正时间")
_ORDER = frozenset({"lt", "gt", "lteq", "gteq"})
_Moment = tuple[int, int, int, int, int]


def _first(day: object) -> _Moment | None:
    """Return the earliest moment that a day may mean."""
    match day:
        case PartialDate():
            return day.year, day.month or 1, day.day or 1, 0, 0
        case dt.datetime():
            return day.year, day.month, day.day, day.hour, day.minute
        case dt.date():
            return day.year, day.month, day.day, 0, 0
        case _:
            return None


def _last(day: object) -> _Moment | None:
    """Return the latest moment that a day may mean."""
    first = _first(day)
    if first is None or isinstance(day, dt.datetime):
        return first
    whole = isinstance(day, dt.date)
    month = first[1] if whole or (isinstance(day, PartialDate) and day.month) else 12
    return first[0], month, first[2] if whole or (isinstance(day, PartialDate) and day.day) else 31, 24, 0


def earlier(one: object, other: object) -> bool:
    """Whether a day is surely before another: 2026年10月 is not before 2026年10月15日. Raises Stopped."""
    insist(one)
    insist(other)
    last, first = _last(one), _first(other)
    return last is not None and first is not None and last <= first and _first(one) != first


def _later(one: object, other: object) -> bool:
    return earlier(other, one)


def _holds_one(listed: object, words: object) -> bool:
    """Whether a list holds one of some words. Raises Stopped."""
    insist(listed)
    insist(words)
    return isinstance(listed, list) and isinstance(words, list) and not set(listed).isdisjoint(words)


def bare(name: object) -> object:
    """Return a name without what tells it apart from another one's: 张三（1972年3月）→ 张三."""
    return name.replace("(", "（").partition("（")[0].strip() if isinstance(name, str) else name


def _environment() -> jinja2.Environment:
    made = for_names({"本名": bare})
    made.tests = {**made.tests, "早于": earlier, "晚于": _later, "含有": _holds_one}
    return made


ENVIRONMENT = _environment()


def names_of(columns: Mapping[str, SheetColumn], wide: Wide | None) -> dict[str, Known | None]:
    """Return the names of a row; of a 宽表 those of a pair stand below its list."""
    found: dict[str, Known | None] = dict.fromkeys(columns)
    for column in columns.values():
        if column.dated:
            found[column.suffix] = None
        if column.falls_due:
            found[DUE] = None
        if column.is_votes:
            found[VOTES] = None
    if wide and wide.column in columns:
        found[wide.column] = _of_pair(columns[wide.column])
    return found


def _of_pair(column: SheetColumn) -> Known:
    return dict.fromkeys((CellType.DATE.value, column.name, *((column.suffix,) if column.dated else ())))


def _of_campaign() -> Known:
    return {**dict.fromkeys(OF_CAMPAIGN), **{group: dict.fromkeys(names) for group, names in ASKED.items()}}


def known_to_rows(columns: Mapping[str, SheetColumn], wide: Wide | None, *, members: bool) -> Known:
    """Return the names that an expression about one row may use."""
    found: dict[str, Known | None] = {"行": names_of(columns, wide), "活动": _of_campaign()}
    found["支部"] = dict.fromkeys(OF_BRANCH)
    if wide and wide.column in columns:
        found["格"] = {**_of_pair(columns[wide.column]), OVER: None}
    return found | ({"党员": dict.fromkeys(OF_MEMBER)} if members else {})


def known_to_all(rows: Mapping[str, Known], *, of_township: bool) -> Known:
    """Return the names that an expression about all rows of an owner may use; `rows`: lists, what is below each."""
    counts: Known = {OPEN: None}
    of_branch = dict.fromkeys(OF_BRANCH)
    own: dict[str, Known | None] = {"统计": counts, "活动": _of_campaign(), **rows}
    if of_township:
        return {**own, "支部们": of_branch}
    return {**own, "支部": {**of_branch, "统计": counts}, "党员们": dict.fromkeys(OF_MEMBER)}


def faults(source: str, known: Known, columns: Mapping[str, SheetColumn]) -> Iterator[str]:
    """Yield what is wrong with an expression, and what to write instead."""
    try:
        condition(ENVIRONMENT, source)
    except jinja2.TemplateSyntaxError as fault:
        yield f"的写法不对（{in_chinese(fault)}），应当像：行.实到 <= 行.应到"
        return
    paths = uses(tree(source))
    for name, near in unknown(paths, known):
        yield f"用了没有的名字「{name}」{nearest(name.rpartition('.')[2], near)}"
    for of, name, *rest in (path for path in paths if len(path) > 1):
        if of == "行" and rest == [TRUTH] and name in columns and columns[name].cell is CellType.YES_NO:
            yield f'里要写 行.{name} == "是"：填“否”的也是填了'
    for compared in tree(source).find_all(nodes.Compare):
        sides = [compared.expr, *(operand.expr for operand in compared.ops)]
        days = [path for side in sides if (path := path_of(side)) and len(path) > 1 and _is_day(path, columns)]
        if days and any(operand.op in _ORDER for operand in compared.ops):
            name = days[0][1]
            yield f"不能用 < > 比日期“{name}”：有的只写到月，比不出先后；请写 {'.'.join(days[0])} is 早于(…)"


def _is_day(path: tuple[str, ...], columns: Mapping[str, SheetColumn]) -> bool:
    of, name = path[0], path[1]
    if of == "行":
        return name in columns and columns[name].cell in DAYS
    return name in {"党员": _DAYS_OF_MEMBER, "活动": tuple(OF_CAMPAIGN), "格": ("日期",)}.get(of, ())


@lru_cache(maxsize=512)
def tree(source: str) -> nodes.Template:
    """Return an expression, parsed. Raises jinja2.TemplateSyntaxError."""
    return nodes.Template([nodes.If(parsed(ENVIRONMENT, source), [], [], [], lineno=1)], lineno=1)


@lru_cache(maxsize=512)
def used(source: str, of: str) -> tuple[str, ...]:
    """Return which names of one thing (行, 党员, 格) an expression uses, in the order in which they stand there."""
    found = {path[1] for path in uses(tree(source)) if len(path) > 1 and path[0] == of}
    return tuple(sorted(found, key=lambda name: (source.find(f"{of}.{name}"), name)))


@lru_cache(maxsize=512)
def speaks_of(source: str) -> frozenset[str]:
    """Return of which things an expression speaks: 行, 党员, 格."""
    return frozenset(path[0] for path in uses(tree(source)))
