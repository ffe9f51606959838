"""What the review has found in a paper when it was made, as the ledger keeps it."""

from __future__ import annotations

from pathlib import Path

from pipeline import review
from pipeline.desk import opened
from pipeline.model.finding import Finding


def of_paper(workspace: Path, path: str) -> tuple[Finding, ...]:
    """Return the findings of a paper, by its path; none where it is not known."""
    with opened(workspace, read_only=True) as desk:
        return tuple(found for entry in desk.ledger.known([path]) for found in review.unpacked_findings(entry.findings))
