"""What is to be done with one file, and why."""

from __future__ import annotations

from enum import StrEnum

from pipeline.model.frozen import frozen


class Do(StrEnum):
    """What is to be done with a file."""

    WRITE = "新写"  # put ours there
    KEEP = "保留手改"  # a clerk's: it stays, and nothing is written beside it
    BESIDE = "另出新版"  # a clerk's: it stays, and ours goes beside it
    ADOPT = "认作已出"  # it is what is wanted: only the ledger changes
    LEAVE = "不动"
    WITHDRAW = "撤下"


class Reason(StrEnum):
    """Why."""

    NEW = "还没有"
    MISSING = "原来的不在了"
    FACTS = "依据变了"
    SAME_FACTS = "依据没有变"
    SAME_PAPER = "依据变了，文件还是一样"
    AS_WANTED = "这里的已经是要的样子"
    EDITED = "您改过，依据没有变"
    EDITED_FACTS = "您改过，依据又变了"
    TOLD = "您改过，新版已在旁边"
    STRANGE = "这里有一份不是程序写的"
    NOT_DUE = "名册里已没有它的依据"
    EDITED_NOT_DUE = "名册里已没有它的依据，您改过"
    GONE = "名册里已没有它的依据，文件也不在了"
    UNCLEAR = "看不出还要不要"


@frozen
class Action:
    """What is to be done with a file, and why. `by_bytes`: the document's bytes may change that."""

    do: Do
    reason: Reason
    by_bytes: bool = False

    @property
    def writes(self) -> bool:
        """Whether a file is to be written."""
        return self.do in {Do.WRITE, Do.BESIDE}
