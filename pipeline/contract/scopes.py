"""范围: what there is one document of, a row each: what its papers may see, and who may receive them.

`sees` is an allow-list: what is not named here cannot reach a paper of that scope, however it came among the facts. A
new scope is a row here, its word in model.work.Scope, its facts in plan.vocabulary and its targets in plan.due.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from pipeline.model.declared import DeclaredSheet
from pipeline.model.frozen import frozen
from pipeline.model.work import Recipient, Scope


class Of(StrEnum):
    """Which rows of a declared sheet a scope sees."""

    TOWNSHIP = "全镇自己的"
    BRANCH = "本支部的"
    MEMBER = "点到他名字的"  # and of those sheets alone that say 给党员


@frozen
class ScopeRow:
    """One scope."""

    scope: Scope
    sees: tuple[str, ...]  # names among the facts
    rows: Of
    counts: str  # where the numbers of 汇总 stand, besides 统计
    phases: str  # and where the phases stand whose own numbers there are
    recipients: frozenset[Recipient] = frozenset(Recipient)

    def sees_rows_of(self, sheet: DeclaredSheet) -> bool:
        """Whether papers of this scope see rows of a sheet."""
        return self.rows is not Of.MEMBER or sheet.to_members

    def seen(self, facts: Mapping[str, object], sheets: Iterable[DeclaredSheet]) -> dict[str, object]:
        """Return of some facts those that papers of this scope may see."""
        names = (*self.sees, *(sheet.rows for sheet in sheets if self.sees_rows_of(sheet)))
        return {name: facts[name] for name in names if name in facts}


_ALL = ("活动", "单位", "会议", "会议们", "发文", "本文", "统计", "本阶段")
_OF_TOWNSHIP = (*_ALL, "支部们", "联系领导", "填报支部数", "联系点们", "公示们", "测评结果")
_NOBODY = frozenset({Recipient.NOBODY})
SCOPES: Mapping[Scope, ScopeRow] = {
    row.scope: row
    for row in (
        ScopeRow(Scope.TOWNSHIP, _OF_TOWNSHIP, Of.TOWNSHIP, "支部们[].统计", "活动.阶段", _NOBODY),
        ScopeRow(Scope.MEETING, _OF_TOWNSHIP, Of.TOWNSHIP, "支部们[].统计", "活动.阶段", _NOBODY),
        ScopeRow(
            Scope.BRANCH,
            (*_ALL, "支部", "党员们", "参学们", "参会们", "公示们", "测评结果", "联系领导"),
            Of.BRANCH,
            "支部.统计",
            "支部.阶段",
        ),
        ScopeRow(Scope.MEMBER, (*_ALL, "支部", "党员", "联系领导"), Of.MEMBER, "支部.统计", "支部.阶段"),
    )
}
