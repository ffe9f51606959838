"""What is due and what was made: Kind, Job, Draft; what leaves: Approved, Parcel, Receipt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from enum import IntEnum, StrEnum
from typing import TypeAlias

from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem
from pipeline.model.return_terms import Returns
from pipeline.model.travel import by_fields

TOWNSHIP_FOLDER = "全镇"  # unless 单位.全域 says otherwise
_WHOLE = re.compile(r"全\w{1,7}|本单位")
PRINT_FOLDER = "打印"
RETURNED_FOLDER = "退回修改"
WITHDRAWN_FOLDER = "已撤下"
EXPORT_FOLDER = "导出"
WHOLE_COURSE = "全程"  # the volume of papers that belong to no phase
CAME_BACK_FOLDER = "交回"
SUMMARY_FOLDER = "汇总"
RESERVED_FOLDERS = frozenset(
    {
        *(TOWNSHIP_FOLDER, PRINT_FOLDER, RETURNED_FOLDER, WITHDRAWN_FOLDER, EXPORT_FOLDER),
        *(CAME_BACK_FOLDER, SUMMARY_FOLDER),
    }
)
"""Folders of outputs/<campaign>/ that no branch may be called."""


class Scope(StrEnum):
    """范围: what there is one document of. The township's may be called by whatever 全… an office says, or 全域."""

    TOWNSHIP = "全镇"
    BRANCH = "支部"
    MEMBER = "党员"
    MEETING = "会议"

    @classmethod
    def of(cls, word: str) -> Scope | None:
        """Return the scope that a catalog or a command names; None where there is no such one."""
        if word in tuple(cls):
            return cls(word)
        return cls.TOWNSHIP if _WHOLE.fullmatch(word) else None


class Recipient(StrEnum):
    """发送: who receives a document."""

    BRANCH = "支部"
    NOBODY = "无"


class Reminder(IntEnum):
    """Of what a branch is reminded, where a dispatch is no parcel."""

    NONE = 0
    RECEIPT = 1  # 催办: its 送达回执
    RETURNS = 2  # 催交: the papers that it has not returned


class Timing(StrEnum):
    """时机: when a document is due."""

    ALWAYS = "随时"
    DATA = "有数据"  # a list has something in it
    PHASE_END = "阶段结束"  # 截至 has reached the end of the unit's own phase


Use: TypeAlias = tuple[str, Scope, str]
"""What a template is compiled for: its file name, the 范围 and the 逐 that give it its names."""


@frozen
class Kind:
    """文种: one entry of templates/catalog.yaml."""

    name: str
    template: str  # file name below templates/
    scope: Scope
    file_name: str  # Jinja text, without .docx
    phase: str = ""
    condition: str = ""  # Jinja expression; "" = always
    unwritten: str = ""  # 待补写: Jinja expression, where the paper is a mere frame; "" = never
    begun: str = ""  # 待改: Jinja expression, where the paper is begun from an outline; "" = never
    each: str = ""  # 逐: “话 in 谈话们 if …”, one document for each element; "" = one for the target
    timing: Timing = Timing.ALWAYS
    data: str = ""  # of 有数据: the list that must have something in it; "" = that of 逐
    recipient: Recipient = Recipient.NOBODY
    full_numbers: bool = False  # 号码: a list that goes to a branch shows ID numbers and telephones in full
    returns: Returns | None = None  # 回收
    origin: Origin = Origin("templates/catalog.yaml")

    @property
    def marked(self) -> bool:
        """Whether its papers carry a 表号."""
        return self.returns is not None and self.returns.marked

    @property
    def printed(self) -> bool:
        """Whether the 表号 is printed on them, too."""
        return self.returns is not None and self.returns.printed

    @property
    def volume(self) -> str:
        """The print volume that its papers belong to: one a phase, and one for what belongs to none."""
        return self.phase or WHOLE_COURSE

    @property
    def use(self) -> Use:
        """What its template is compiled for."""
        return self.template, self.scope, self.each


Facts: TypeAlias = Mapping[str, object]
"""What a template sees: Chinese names → str, int, bool, list, mapping, or a value that stops whoever uses it."""


@by_fields
@frozen
class Job:
    """One document due: where it goes, which template makes it, from which facts.

    `stopped` holds the Problems that were met before filling (in its condition or its file name).
    """

    path: str  # relative to the workspace, with "/"
    kind: Kind
    facts: Facts = field(compare=False, repr=False)
    branch: str = ""  # the branch's full name
    member: str = ""
    stopped: tuple[Problem, ...] = ()
    waits: State | None = None  # 待补写, 待改: somebody has to write the paper's own words
    open: bool = False  # of 逐: it stands for documents that nobody can tell, as many as there may be

    def without_facts(self) -> Job:
        """Return what is left of it when it is done; as `replace` would, in a third of the time."""
        rest = (self.branch, self.member, self.stopped, self.waits, self.open)
        return Job(self.path, self.kind, {}, *rest)


@frozen
class Filled:
    """A document just filled: its bytes, and how its tagged parts came about, for who looks at what filling changed.

    `parts`: name → pieces; the template's own text is exactly `bytes`, what stands for a value is a subclass of it.
    `plain`: the pieces are all there is; nothing was done to the parts after filling.
    """

    data: bytes
    template: str  # digest
    parts: tuple[tuple[str, tuple[bytes, ...]], ...]
    plain: bool


class State(StrEnum):
    """What the register says of a document."""

    MADE = "已生成"
    UNCHANGED = "未变"
    KEPT = "保留手改"
    UNWRITTEN = "待补写"
    BEGUN = "待改"  # from an outline: somebody has to make its words his own
    STOPPED = "未生成"
    HELD = "暂不撤下"  # no longer due as far as could be read, and not everything could
    WITHDRAWN = "已撤下"


WAITING = (State.UNWRITTEN, State.BEGUN)
"""What a paper is until somebody has written in it: it is made, and leaves only when edited."""


@frozen
class Change:
    """One value that a rewritten document shows differently now, and the cell or line that it comes from."""

    path: str
    name: str
    old: str
    new: str
    where: str


@frozen
class Draft:
    """A document for a branch as it lies on disk: nobody has said yet that it may leave."""

    path: str
    digest: str  # sha256 of the file
    name: str  # file name in the parcel
    kind: str
    branch: str  # the branch's full name
    member: str = ""

    @property
    def document(self) -> str:
        """Which document it is a version of: its path, whether or not `path` is a 新版 beside it."""
        return f"{self.path.rpartition('/')[0]}/{self.name}"


@frozen
class Approved:
    """A document that a person has released for sending: these very bytes, to this branch and to no other.

    What sends takes Approved, and a type checker refuses a Draft.
    """

    path: str
    digest: str
    name: str  # file name in the parcel
    kind: str
    branch: str  # the branch's full name
    member: str = ""

    @property
    def document(self) -> str:
        """Which document it is a version of: its path, whether or not `path` is a 新版 beside it."""
        return f"{self.path.rpartition('/')[0]}/{self.name}"


@frozen
class BoundVolume:
    """卷: one file of a parcel that stands for the documents that are bound in it."""

    name: str  # file name in the parcel
    digest: str
    holds: tuple[str, ...]  # the documents' names


@frozen
class Parcel:
    """What one branch gets at one time: a 目录, documents, a 送达回执; a large one goes in numbered parts."""

    campaign: str
    branch: str
    batch: int  # 第几批: 1 for a branch's first parcel
    number: int  # of this part, from 1
    of: int
    documents: tuple[Approved, ...]
    digest: str  # of everything that the branch is to see in this part
    volumes: tuple[BoundVolume, ...] = ()  # what of the documents leaves bound

    @property
    def leaving(self) -> Mapping[str, str]:
        """The digests of the files that leave, by name: the volumes, and each document that is in none."""
        bound = {name for volume in self.volumes for name in volume.holds}
        alone = {each.name: each.digest for each in self.documents if each.name not in bound}
        return {volume.name: volume.digest for volume in self.volumes} | alone

    @property
    def versions(self) -> frozenset[str]:
        """The digests of all that is kept of it: each document's, and each volume's."""
        return frozenset((*(each.digest for each in self.documents), *(each.digest for each in self.volumes)))


@frozen
class LaidFile:
    """A file that a parcel has put into a folder: what nobody but its own plan may take away again."""

    name: str
    digest: str
    at: int  # nanoseconds: when its bytes were written, which a file keeps when it gets its name
    node: str  # its number on the disk, which it keeps, too


class Fate(StrEnum):
    """What became of a parcel, as 送达登记 says it."""

    PLANNED = "待发"
    INTENDED = "存疑"  # given to the mail server, no answer seen: a person must say
    SENT = "已送出"
    FAILED = "没有送出"


@frozen
class Receipt:
    """That a parcel has left: how, to where, when, and what the other side answered."""

    parcel: str  # its digest
    way: str
    address: str
    at: str  # ISO time
    answer: str = ""
