"""The documents due for the branches, as they lie on disk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.desk import Desk
from pipeline.model.errors import NotReadyError
from pipeline.model.work import Draft, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.produce import CampaignReport

_VERSION = "（新版"
_NAMED = 3  # branches that a message names


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document due for a branch; `files`: what it may be. None: it was not made; several: a person chooses.

    `stopped`: it cannot be made from what the rosters say now, so what lies there is an earlier one.
    """

    path: str
    kind: str
    phase: str
    branch: str  # the branch's full name
    member: str
    waits: State | None  # for somebody's own words; not told where it is stopped
    files: tuple[str, ...]
    stopped: bool = False


@dataclass(slots=True)
class Folders:
    """What lies in the branches' folders; each is looked into once."""

    desk: Desk
    _names: dict[str, list[str]] = field(default_factory=dict)

    def files(self, document: str) -> tuple[str, ...]:
        """Return the document itself and its 新版, as far as they are there."""
        folder, _, name = document.rpartition("/")
        if folder not in self._names:
            path = self.desk.workspace / folder
            self._names[folder] = sorted(each.name for each in path.iterdir()) if path.is_dir() else []
        names, version = self._names[folder], f"{name.removesuffix('.docx')}{_VERSION}"
        beside = (f"{folder}/{each}" for each in names if each.startswith(version) and each.endswith(".docx"))
        return (*([document] if name in names else []), *beside)


def draft(desk: Desk, waiting: Waiting) -> Draft:
    """Return a document as it lies on disk. Raises ValueError unless exactly one file waits."""
    (path,) = waiting.files
    digest = hashlib.sha256((desk.workspace / path).read_bytes()).hexdigest()
    return Draft(path, digest, waiting.path.rpartition("/")[2], waiting.kind, waiting.branch, waiting.member)


def check_current(campaigns: Sequence[CampaignReport]) -> None:
    """Raise NotReadyError where a build would have something to do."""
    if said := not_current(campaigns):
        raise NotReadyError(said)


def not_current(campaigns: Sequence[CampaignReport]) -> str:
    """Return why nothing may leave: a build would have something to do; "" where it would not."""
    behind = [
        (branch or campaign.name, count)
        for campaign in campaigns
        for branch, states in campaign.states.items()
        if (count := states[State.MADE] + states[State.WITHDRAWN])
    ]
    if not behind:
        return ""
    some = "、".join(f"{branch} {count} 份" for branch, count in behind[:_NAMED])
    more = "等" if len(behind) > _NAMED else ""
    count = sum(count for _, count in behind)
    return f"名册或模板改过，有 {count} 份文件还没有更新（{some}{more}）。请先运行 gongwen build，看过以后再批准、发送"
