"""What is asked back from the branches, and the words for what comes of it.

Each paper's Kind has it, so each command loads it; `returned` has what a return is.
"""

from __future__ import annotations

from enum import StrEnum

from pipeline.model.frozen import frozen


class Expected(StrEnum):
    """交回: what of a kind is expected back."""

    EACH = "每份"
    ONE = "支部一份"  # one of a branch's papers stands for all
    NONE = "不收"


class ReturnWay(StrEnum):
    """方式: as what a paper may come back."""

    FILE = "电子"
    PAPER = "纸质"


class PageSide(StrEnum):
    """Which page of a paper it is, as the last sign of its printed code says."""

    FRONT = "A"  # one with an odd number
    BACK = "B"  # one with an even number
    ANY = "X"  # the paper's footers do not tell


class SpaceKind(StrEnum):
    """类型 of a space: what is written into it."""

    TEXT = "文字"
    CHOICE = "单选"  # one of several boxes is ticked


@frozen
class FormSpace:
    """字段: what a space of a form, known by its label, is called in the workbook, and what is written into it."""

    label: str
    name: str = ""  # "": as its label
    kind: SpaceKind = SpaceKind.TEXT


@frozen
class Returns:
    """回收: what the catalog says of a kind that comes back."""

    expected: Expected = Expected.EACH
    anonymous: bool = False  # a ballot: nothing on it may tell whose it is
    due: str = ""  # 截止, ISO: the last day on which it is in time
    ways: tuple[ReturnWay, ...] = (ReturnWay.FILE,)
    required: tuple[str, ...] = ()  # 必填: spaces that must not stay blank
    spaces: tuple[FormSpace, ...] = ()  # 字段
    open: tuple[str, ...] = ()  # 可改: printed cells, by label or header, that may be written over
    row_key: tuple[str, ...] = ()  # 行, 键: the headers of the columns that say which row of a list it is
    more_rows: bool = False  # 行, 可增
    fewer_rows: bool = False  # 行, 可删
    into: str = ""  # 汇入: a declared sheet

    @property
    def marked(self) -> bool:
        """Whether its papers carry a 表号."""
        return self.expected is not Expected.NONE and not self.anonymous

    @property
    def printed(self) -> bool:
        """Whether the 表号 is printed on them, too, as a code."""
        return self.marked and ReturnWay.PAPER in self.ways


# --- what is written in a return ------------------------------------------------------------------------------------


class Differs(StrEnum):
    """What besides filled spaces is not as it was sent."""

    IDENTITY = "印好的姓名、支部改了"
    CHANGED = "印好的字改了"
    LOST = "印好的字不见了"
    ADDED = "多出来的一行"
    MISPLACED = "写在标题格里了"
    UNREAD = "有看不懂的符号"
    REQUIRED = "必填的没有填"
    BOXES = "单选的没有选或选了几项"
    MODEL = "是照别人的表填的"  # what is printed in it may be that one's
    NOT_READ = "填了什么没有读出来"


class ReturnState(StrEnum):
    """What a return is, as far as the program can tell."""

    RETURNED = "已交回"
    PAPER = "已交（纸质）"  # scanned or photographed: sorted by its printed code, not read
    BLANK = "空白"
    EMPTY = "空白页"  # of a scan: nothing is on them
    IDENTITY = "改了身份"
    OTHERS = "交了别的支部的"
    SEVERAL = "一个文件里有几份"
    UNKNOWN = "认不出"
    TO_CONVERT = "待转换"
    RECEIPT = "送达回执"  # a scan of one: whether it is signed, a person sees and says
    BALLOT = "不记名"  # looked at, never kept

    @property
    def certain(self) -> bool:
        """Whether it is known whose a return is, so that no person need decide."""
        return self in {ReturnState.RETURNED, ReturnState.PAPER, ReturnState.BLANK, ReturnState.EMPTY}


class KnownBy(StrEnum):
    """By what the program took a return for the paper that it proposes."""

    MARK = "表号"
    CODE = "印的表号"
    BETWEEN = "前后两页"  # a page without a code between two pages of it: a person must say so
    TEXT = "文字"  # no mark, but the printed words: a person must say so
    NOTHING = ""


class Ruling(StrEnum):
    """What a person has decided about a return."""

    ACCEPTED = "认可"  # it is what the program takes it for
    CREDITED = "认给"  # it is of another paper
    REJECTED = "不算"
    TAKEN_BACK = "撤销"  # the program's word stands again


class Answered(StrEnum):
    """How far a paper that is expected back has come."""

    OPEN = "未交"
    LATE = "逾期"
    BLANK = "空白"
    TWICE = "重复"  # two that came together say different things: a person chooses
    IN = "已交回"
    PAPER = "已交（纸质）"
    LACKING = "缺页"
    CHECKED = "已核对"
    ELSEWHERE = "支部已交"  # of 支部一份: another one of the branch's stands for it

    @property
    def missing(self) -> bool:
        """Whether the branch still owes it."""
        return self in {Answered.OPEN, Answered.LATE, Answered.BLANK, Answered.LACKING}
