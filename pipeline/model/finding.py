"""A Finding is something wrong in a document's look or wording: 格式意见 (docs/contract.md §5 and §7)."""

from __future__ import annotations

from enum import StrEnum

from pipeline.model.frozen import frozen


class Weight(StrEnum):
    """Whose rule it is."""

    STANDARD = "standard"  # GB/T 9704-2012, GB/T 15834-2011, GB/T 15835-2011
    CUSTOM = "custom"  # what offices are used to, or the campaign's own rules


@frozen
class Finding:
    """One fault: stable code, clause ("" where no standard says it), where, what was expected and what was found."""

    code: str  # gbt.margin.top
    clause: str  # 5.2.1
    severity: Weight
    where: str  # 第3段“关于召开…”
    expected: str
    found: str

    def __str__(self) -> str:
        clause = f"（{self.clause}）" if self.clause else ""
        return f"{self.where}：应为{self.expected}，现为{self.found}{clause} [{self.code}]"
