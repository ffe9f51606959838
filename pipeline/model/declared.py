"""What templates/sheets.yaml declares: kinds of sheet, their columns, checks and totals."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property
from typing import Any

from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin

ENGINES = {"花名册": "党员花名册", "联系领导": "联系领导", "党支部名册": "党支部名册"}
"""内置: sheets that the program reads in its own way, by their engine; sheets.yaml says how their columns are spelt."""
BUILT_IN = ("党员花名册", "联系领导", "问题清单", "征求意见", "党支部名册")
"""Sheets that a workspace has whose file is older than sheets.yaml, or than the entries for these in it."""


class CellType(StrEnum):
    """类型: what a column holds."""

    TEXT = "文本"
    WHOLE = "整数"
    NUMBER = "小数"
    PERCENT = "百分数"
    DATE = "日期"
    MONTH = "月份"
    TIME = "时间"
    DEADLINE = "期限"  # a day, or words: 立行立改
    PERSON = "人名"  # somebody who need not be a member
    MEMBER = "党员"
    LEADER = "领导"
    BRANCH = "党支部"
    PHONE = "电话"
    EMAIL = "邮箱"
    IDENTITY = "身份证号"
    YES_NO = "是否"
    CHOICE = "选项"
    LIST = "列表"


PERSONAL = frozenset({CellType.PERSON, CellType.MEMBER, CellType.PHONE, CellType.IDENTITY, CellType.EMAIL})
"""What tells of one person."""
NUMBERS = frozenset({CellType.WHOLE, CellType.NUMBER, CellType.PERCENT})
GRADED = ("评议", "测评")
"""等次: what a campaign names grades for: 活动.评议.等次, 活动.测评.等次."""
DAYS = frozenset({CellType.DATE, CellType.MONTH, CellType.TIME, CellType.DEADLINE})


class Public(StrEnum):
    """公开: in whose papers the people of a column may be named."""

    OWNERS = "否"
    ALL = "是"  # in everybody's: they come to the branches
    TOWNSHIPS = "全镇"  # in everybody's, where the row is the township's own


class Belongs(StrEnum):
    """归属: whose a row is."""

    TOWNSHIP = "全镇"
    BRANCH = "党支部"
    MEMBER = "党员"  # the branch's of the member whom it names


class Ownerless(StrEnum):
    """空支部: whose a row is that names no branch."""

    FAULT = "错误"
    TOWNSHIP = "全镇"
    ALL = "各支部"
    MEMBER = "党员"  # the branch's of the member whom it names, else the township's


class CheckWeight(StrEnum):
    """级别: what a check that fails does."""

    ERROR = "错误"  # stops what prints the cells that it speaks of
    WARNING = "提醒"
    REMARK = "备注"  # told as a notice


class Sum(StrEnum):
    """How a 汇总 comes about."""

    COUNT = "计数"
    TOTAL = "求和"
    MOST = "最大"
    LEAST = "最小"
    DIFFERENT = "不同"
    COVER = "覆盖"  # of the members who study those whom the rows name
    EACH = "各项"  # how many rows hold each option of a column: a list
    RATIO = "比率"  # of two other numbers


@frozen
class SheetColumn:
    """One column: how it is spelt, what it holds, what it must hold."""

    name: str
    cell: CellType = CellType.TEXT
    spellings: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()  # as written → as it is kept
    least: float | None = None
    most: float | None = None
    example: str = ""
    unit: str = ""  # what may stand behind a number, besides the usual ones
    several: bool = False  # 多个: a cell lists values
    merged: bool = False  # 合并: a merged cell holds for all rows that it covers
    dated: bool = False  # 允许后缀: a date may stand behind an option; it is kept as <name>日期
    occurs: bool = False  # 发生: the day tells to which phase a row belongs
    falls_due: bool = False  # 到期: whether its day is reached at 截至 is a fact of the row
    grade: str = ""  # 等次: whose grades these are, 评议 or 测评: votes for one of them, or (选项) one itself
    other: bool = False  # of a grade that the campaign does not have: known, so that its sheet is not misread
    listed: bool = False  # 核对: somebody who is in no roster and no leader is told
    apart: str = ""  # 重名: in which rows somebody may be one of two members of a name, an expression
    refers: tuple[str, str] | None = None  # 对应: a sheet and its column, where the value must stand as well
    loose: tuple[str, ...] = ()  # 存疑的别名: spellings that often mean another column
    offers: tuple[str, ...] = ()  # 下拉: what a blank sheet proposes; other words may be written, too
    public: Public = Public.OWNERS
    note: str = ""  # 说明: how to fill it in
    asked: bool = True  # 空白表: whether a blank sheet has it

    @property
    def is_votes(self) -> bool:
        """Whether it counts the votes for a grade of the campaign."""
        return bool(self.grade) and self.cell is not CellType.CHOICE

    @property
    def suffix(self) -> str:
        """What the date behind an option is called."""
        return f"{self.name}日期"


@frozen
class SheetCheck:
    """须: what must hold of each row; `said` may name columns in braces."""

    condition: str
    said: str
    weight: CheckWeight
    columns: tuple[str, ...]  # of which it speaks
    at: str = ""  # the column at which it is told; "": one of those


@frozen
class WholeCheck:
    """检查: what must hold of all rows of a branch (or of the township) together; told at the rows of its sheet."""

    name: str
    of_township: bool
    condition: str
    said: str  # with expressions in braces
    weight: CheckWeight
    column: str = ""  # where it is told; "": at the sheet
    partly: bool = False  # asked of the rows that could be read, though others may be there
    origin: Origin = Origin("templates/sheets.yaml")


@frozen
class SheetTotal:
    """A name under 统计: `of` is a condition for 计数 ("" = all rows), a column for others.

    求和 may name 活动.测评.计入满意率: the columns that it lists; "" where one of them is none, or there are none.
    """

    name: str
    sum: Sum
    of: str = ""
    above: tuple[str, ...] = ()  # 分子: numbers of 统计, added
    below: str = ""  # 分母
    where: str = ""  # 其中: of the rows for which this holds
    rather: str = ""  # 优先: of the rows for which this holds, where there are any, else of all
    naming: tuple[str, ...] = ()  # 覆盖: the columns that name people


@frozen
class Wide:
    """宽表: each column headed by a day gives a pair of day and value; the row's list of them is called `column`.

    A value is read as that column's. In a row that has the column itself, with 日期 beside it, that is the one pair.
    """

    column: str


@frozen
class TotalRow:
    """合计行: a row that begins so is no record; below a 宽表's days it counts the pairs that hold one of `counts`."""

    begins: str
    counts: tuple[str, ...] = ()  # none: every pair that holds something


@dataclass(frozen=True)  # without slots: what rows ask of it again and again is looked up once
class DeclaredSheet:
    """表: one kind of sheet; `rows` is what templates call its rows."""

    name: str
    rows: str
    belongs: Belongs
    needs: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    one_of: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    checks: tuple[SheetCheck, ...] = ()
    totals: tuple[SheetTotal, ...] = ()
    ownerless: Ownerless = Ownerless.FAULT
    wide: Wide | None = None
    engine: str = ""  # 内置: "" for what is read as this entry says
    beside: tuple[str, ...] = ()  # 可有: words of headers that such a sheet may well have
    common: tuple[str, ...] = ()  # 常见: spellings that other sheets have as well: alone they tell nothing
    studying: bool = False  # 只算: rows of members who are not 应参学 are told and left out
    to_members: bool = False  # 给党员: a member's own papers see the rows that name him
    total_rows: tuple[TotalRow, ...] = ()
    whole: tuple[WholeCheck, ...] = ()
    polled: tuple[str, ...] = ()  # 票数: two of these, and no grade of the campaign: then its grades are others
    origin: Origin = Origin("templates/sheets.yaml")

    def __getstate__(self) -> dict[str, Any]:
        """Return what was declared, not what was looked up: equal sheets are equal bytes."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def votes(self) -> tuple[str, ...]:
        """The columns that count votes, one a grade."""
        return tuple(column.name for column in self.columns if column.is_votes)

    @cached_property
    def member(self) -> str:
        """The column that names a member, "" where there is none."""
        return self.column(CellType.MEMBER)

    @cached_property
    def owner(self) -> str:
        """The column that says whose a row is, "" where rows are the township's or none says so."""
        return "" if self.belongs is Belongs.TOWNSHIP else self.column(CellType.BRANCH)

    @cached_property
    def valued(self) -> tuple[SheetColumn, ...]:
        """The columns that hold values of a row: all but the one that says whose it is."""
        return tuple(column for column in self.columns if column.name != self.owner)

    @cached_property
    def occurs(self) -> str:
        """The column whose day tells to which phase a row belongs, "" for none."""
        return next((column.name for column in self.columns if column.occurs), "")

    @cached_property
    def due(self) -> str:
        """The column that says by when, "" for none."""
        return next((column.name for column in self.columns if column.falls_due), "")

    @property
    def is_dated(self) -> bool:
        """Whether its rows belong to phases."""
        return bool(self.occurs or self.wide)

    def get(self, name: str) -> SheetColumn | None:
        """Return a column."""
        return next((column for column in self.columns if column.name == name), None)

    def column(self, cell: CellType) -> str:
        """Return the first column of a type, "" where there is none."""
        return next((column.name for column in self.columns if column.cell is cell), "")
