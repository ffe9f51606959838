"""Findings as text, which the ledger keeps: whoever only tells them loads no rule."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pipeline.model.finding import Finding, Weight


def packed_findings(findings: Iterable[Finding]) -> str:
    """Return Findings as text for the ledger."""
    rows = [[f.code, f.clause, f.severity.value, f.where, f.expected, f.found] for f in findings]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def unpacked_findings(text: str) -> tuple[Finding, ...]:
    """Return what `packed` has kept."""
    rows = json.loads(text) if text else []
    return tuple(Finding(code, clause, Weight(weight), *rest) for code, clause, weight, *rest in rows)
