"""Below the rooms: what a clerk is to do next, in the words of the door through which she came: a command, or a button.

A message that is said at once names the step; what is kept in a ledger or a workbook names none, or both, since either
door may show it.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

LOG = "outputs/.gongwen/gongwen.log"
"""In a workspace: what whoever looks after the program is to be given when it has a fault."""
_ON_THE_PAGE: ContextVar[bool] = ContextVar("on the page", default=False)


def on_the_page() -> None:
    """Have all that this thread or request says name the page's own buttons."""
    _ON_THE_PAGE.set(True)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to be done: how at the console, how on the page."""

    typed: str
    clicked: str

    def __str__(self) -> str:
        """How it is done at the door through which the clerk came."""
        return self.clicked if _ON_THE_PAGE.get() else self.typed


UPDATE = Step("运行 gongwen build", "在“总览”按“立即更新”")
FAULTS = Step("用 gongwen check 看是哪里", "在“收件”看是哪里")
FIND = Step("用 gongwen find 词 找", "在上面的搜索框里找")
SETTLE = Step("运行 gongwen send --settle 核实", "在“发送”里核实收到没有")


def reopen(campaign: str) -> Step:
    """Return how an archived campaign is opened again."""
    return Step(f"运行 gongwen archive {campaign} --undo", "在“体检与备份”按“重新打开这个活动”")
