"""What a person has done, as the office remembers it: who, at which computer, what, when, and how it is undone."""

from __future__ import annotations

from enum import StrEnum

from pipeline.model.frozen import frozen


class Act(StrEnum):
    """What was done."""

    APPROVED = "批准"
    WITHDREW = "撤回批准"
    SENT = "发送"
    REMINDED = "催办"
    SETTLED = "核实存疑"
    RETURNS = "核对交回的表"
    SIGNED = "登记签收"
    UNSIGNED = "撤销签收"
    MENTIONED = "准许写法"
    MENDED = "改正单元格"
    FACTS = "改活动"
    SETTINGS = "改设置"
    TEMPLATE = "换模板"
    UPLOADED = "放入文件"
    ARCHIVED = "归档"
    REOPENED = "重新打开"
    UNDID = "撤销"


BEGUN = "没有做完"
"""Of `undone`: a run was killed while it did this, or is doing it."""


@frozen
class Doer:
    """Who sat there: the name that was given, "" if none; the user and the computer, as the system knows them."""

    name: str = ""
    user: str = ""
    computer: str = ""

    def __str__(self) -> str:
        """Return it as a clerk reads it: 马书记（zzb，PC-01）."""
        machine = "，".join(filter(None, (self.user, self.computer)))
        if not self.name:
            return machine or "（不知道）"
        return f"{self.name}（{machine}）" if machine else self.name


@frozen
class FileChange:
    """A file that was given other bytes: their digests before and after, "" where it was not there, or is not."""

    path: str  # relative to the workspace, with "/"
    before: str
    after: str


@frozen
class Release:
    """A document that was released, or of which the release was taken back: which version was free to go before."""

    document: str
    digest: str  # free to go since, "" = none
    before: str = ""
    branch: str = ""
    kind: str = ""


@frozen
class Deed:
    """One thing that a person did. `about`: in words, for a clerk. What it changed says how it is undone."""

    act: Act
    who: Doer
    at: str  # ISO time
    about: str
    campaign: str = ""
    files: tuple[FileChange, ...] = ()
    releases: tuple[Release, ...] = ()
    undone: str = ""  # ISO time at which it was taken back, "" = it stands; or BEGUN
    number: int = 0

    @property
    def may_be_undone(self) -> bool:
        """Whether it changed something that can be as it was; whether it still can, only the attempt says."""
        return bool(self.files or self.releases) and not self.undone
