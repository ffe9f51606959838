"""The documents due for the branches, as they lie on disk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline import guidance
from pipeline.desk import Desk
from pipeline.model.action import Reason
from pipeline.model.errors import NotReadyError
from pipeline.model.frozen import frozen
from pipeline.model.work import Draft, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.produce import CampaignReport, Report

_VERSION = "（新版"
_NAMED = 3  # branches or files that a message names


@frozen
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


def check_current(report: Report, within: str = "") -> None:
    """Raise NotReadyError where a build would have something to do; `within`: the only campaign that matters."""
    campaigns = [each for each in report.campaigns if within in {"", each.name}]
    if said := not_current(report, campaigns):
        raise NotReadyError(said)


def not_current(report: Report, campaigns: Sequence[CampaignReport]) -> str:
    """Return why nothing may leave: a build would have something to do; "" where it would not."""
    behind = [
        (branch or campaign.name, count)
        for campaign in campaigns
        for branch, states in campaign.states.items()
        if (count := states[State.MADE] + states[State.WITHDRAWN])
    ]
    if not behind:
        return ""
    count = sum(count for _, count in behind)
    if len(missing := _missing(report, campaigns)) >= count:
        some, more = "、".join(missing[:_NAMED]), " 等" if len(missing) > _NAMED else ""
        return (
            f"outputs 里有 {len(missing)} 份文件不在原处了（{some}{more}）。请先{guidance.UPDATE}："
            "会照现在的名册补上，没有人改过的（新版）随后收走。要用您移走的那份，请把它移回来"
        )
    some = "、".join(f"{branch} {count} 份" for branch, count in behind[:_NAMED])
    more = "等" if len(behind) > _NAMED else ""
    return f"名册或模板改过，有 {count} 份文件还没有更新（{some}{more}）。请先{guidance.UPDATE}，看过以后再批准、发送"


def _missing(report: Report, campaigns: Sequence[CampaignReport]) -> list[str]:
    """Return the documents that a build would make again only because they are not there any more."""
    homes = tuple(f"outputs/{campaign.name}/" for campaign in campaigns)
    gone = (paths for action, paths in report.actions.items() if action.reason is Reason.MISSING)
    return [path for paths in gone for path in paths if path.startswith(homes)]
