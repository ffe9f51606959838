"""What templates/sheets.yaml declares: kinds of sheet, their columns, checks and totals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.problem import Origin

BUILT_IN = ("党员花名册", "党支部名册", "联系领导", "问题清单", "征求意见")
"""Sheets that need no declaration."""


class Cell(StrEnum):
    """类型: what a column holds."""

    TEXT = "文本"
    WHOLE = "整数"
    NUMBER = "小数"
    DATE = "日期"
    PERSON = "人名"  # somebody who need not be a member
    MEMBER = "党员"
    BRANCH = "党支部"
    PHONE = "电话"
    IDENTITY = "身份证号"
    YES_NO = "是否"
    CHOICE = "选项"
    LIST = "列表"


PERSONAL = frozenset({Cell.PERSON, Cell.MEMBER, Cell.PHONE, Cell.IDENTITY})
"""What tells of one person."""


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


class Weight(StrEnum):
    """级别: what a check that fails does."""

    ERROR = "错误"  # stops what prints the cells that it speaks of
    WARNING = "提醒"


class Sum(StrEnum):
    """How a 汇总 comes about."""

    COUNT = "计数"
    TOTAL = "求和"
    MOST = "最大"
    LEAST = "最小"
    DIFFERENT = "不同"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: how it is spelt, what it holds, what it must hold."""

    name: str
    cell: Cell = Cell.TEXT
    spellings: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()  # as written → as it is kept
    least: float | None = None
    most: float | None = None
    example: str = ""


@dataclass(frozen=True, slots=True)
class SheetCheck:
    """须: what must hold of each row; `said` may name columns in braces."""

    condition: str
    said: str
    weight: Weight
    columns: tuple[str, ...]  # of which it speaks


@dataclass(frozen=True, slots=True)
class SheetTotal:
    """A name under 统计: `of` is a condition for 计数 ("" = all rows), a column for the others."""

    name: str
    sum: Sum
    of: str = ""


@dataclass(frozen=True, slots=True)
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
    origin: Origin = Origin("templates/sheets.yaml")

    def column(self, cell: Cell) -> str:
        """Return the first column of a type, "" where there is none."""
        return next((column.name for column in self.columns if column.cell is cell), "")
