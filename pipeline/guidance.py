"""Below the rooms: what a clerk is to do next, in the words of the door through which she came: a command, or a button.

A message that is said at once names the step; what is kept in a ledger or a workbook names none, or both, since either
door may show it.
"""

from __future__ import annotations

from contextvars import ContextVar

from pipeline.model.frozen import frozen

LOG = "outputs/.gongwen/gongwen.log"
"""In a workspace: what whoever looks after the program is to be given when it has a fault."""
_ON_THE_PAGE: ContextVar[bool] = ContextVar("on the page", default=False)


def on_the_page() -> None:
    """Have all that this thread or request says name the page's own buttons."""
    _ON_THE_PAGE.set(True)


@frozen
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
APPROVES_ALL = Step(
    "gongwen.toml 里写着 自动批准 = true，撤回了，发送时又会批准。请先改成 false",
    "“设置”里“不用批准就发”选的是“是”，撤回了，发送时又会批准。请先改成“否”",
)
SETTLE = Step("运行 gongwen send --settle 核实", "在“发送”里核实收到没有")


_FIELDS = {
    ("发送", "方式"): "方式",
    ("发送", "装订"): "装订成卷",
    ("发送", "自动批准"): "不用批准就发",
    ("发送.邮件", "主机"): "邮件服务器",
    ("发送.邮件", "端口"): "端口",
    ("发送.邮件", "加密"): "加密",
    ("发送.邮件", "用户"): "用户",
    ("发送.邮件", "发件人"): "发件人",
    ("发送.邮件", "单封上限MB"): "一封信最大多少 MB",
    ("发送.文件夹", "路径"): "放到哪个文件夹",
    ("发送.压缩包", "设密码"): "压缩包设密码",
    ("收件", "主机"): "收件服务器",
    ("收件", "端口"): "端口",
    ("收件", "加密"): "加密",
    ("收件", "用户"): "用户",
    ("收件", "文件夹"): "邮箱里的文件夹",
    ("收件", "自"): "从哪天的信收起",
    ("版式", "仿宋"): "正文仿宋",
    ("监视", "静默秒数"): "放稳几秒再读",
    ("监视", "轮询"): "网络盘上反复看",
}
_CARDS = {"发送": "怎么发给支部", "收件": "收交回的表（邮箱）", "版式": "字体", "监视": "看着收件夹"}


def setting(table: str, *keys: str) -> Step:
    """Return where settings are: under which keys of gongwen.toml, in which fields of the page's 设置.

    What 设置 does not have is in gongwen.toml for either door.
    """
    typed = f"gongwen.toml 里 [{table}] 的 {' 和 '.join(keys)}"
    if not all((table, key) in _FIELDS for key in keys):
        return Step(typed, typed)
    return Step(typed, f"“设置”里“{card(table)}”的{'和'.join(f'“{label(table, key)}”' for key in keys)}")


def label(table: str, key: str) -> str:
    """Return what the page calls a setting. Raises KeyError for what it does not have."""
    return _FIELDS[table, key]


def named(table: str, key: str) -> str:
    """Return what a setting is called where either door shows it: as the page calls it, and as gongwen.toml does."""
    written = f"[{table}] {key}"
    return f"{_FIELDS[table, key]}（{written}）" if (table, key) in _FIELDS else written


def card(table: str) -> str:
    """Return the heading under which the page has a table's settings."""
    return _CARDS[table.partition(".")[0]]


def reopen(campaign: str) -> Step:
    """Return how an archived campaign is opened again."""
    return Step(f"运行 gongwen archive {campaign} --undo", "在“体检与备份”按“重新打开这个活动”")
