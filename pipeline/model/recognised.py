"""What the files of inputs/ were taken for."""

from __future__ import annotations

from pipeline.model.frozen import frozen


@frozen
class Recognised:
    """What a file of inputs/ was taken for, sheet by sheet."""

    file: str  # relative to the workspace, with "/"
    sheet: str = ""
    kind: str = ""  # 花名册, 活动事实, 讲话稿 …; "" = nothing is made of it
    rows: int = 0  # below the headers, empty ones left out
    used: int = 0  # of them those that became records

    @property
    def left(self) -> int:
        """Rows that are no record: totals, headings, and what a Problem names."""
        return self.rows - self.used
