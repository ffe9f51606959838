"""What becomes of foreign workbooks that lie in a campaign's folder: nobody is a member, no paper more is made.

    python -m tests.benchmarks.foreign_lists FOLDER

Each file is read alone, then all of them lie beside a campaign of two branches. All messages are printed once.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from pipeline import confine, inbox, produce
from pipeline.desk import opened
from pipeline.errands import workspace
from tests.conftest import CAMPAIGN, MEETING, ROSTER, put

_ENDINGS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv"}
_BRANCHES = "党支部名称|书记|联系电话\n一支部|张三|13800000001\n二支部|王五|13800000002\n"


def main() -> None:
    """Print what was told, and the sums."""
    files = sorted(path for path in Path(sys.argv[1]).rglob("*") if path.suffix.lower() in _ENDINGS)
    taken = _alone(files)
    with tempfile.TemporaryDirectory() as folder:
        before, after = _beside(Path(folder), files)
    confine.shared().close()
    print(f"{len(files)} files; read as rows of ours: {dict(taken)}")
    print(f"beside a campaign: members {before[0]} → {after[0]}, documents {before[1]} → {after[1]}")


def _alone(files: list[Path]) -> Counter[str]:
    """Read each file by itself; return how many rows came out of each sort."""
    taken: Counter[str] = Counter()
    for path in files:
        found = inbox.workbook_rows(path.read_bytes(), f"inputs/活动/{path.name}")
        rows = found.value
        print(path.name)
        for problem in found.problems:
            print(f"    {problem.severity.value} {problem.origin.sheet} {problem.origin.cell}：{problem.message}")
        sorts = ("members", "branches", "leaders", "issues", "opinions")
        taken.update({sort: count for sort in sorts if (count := len(getattr(rows, sort)))})
    return taken


def _beside(folder: Path, files: list[Path]) -> tuple[tuple[int | None, int], tuple[int | None, int]]:
    """Return members and documents of a campaign without the files, and with them."""
    (folder / "templates").mkdir()
    for path in workspace.shipped("templates").iterdir():
        (folder / "templates" / path.name).write_bytes(path.read_bytes())
    for name, content in (("活动.yaml", CAMPAIGN + MEETING), ("花名册.xlsx", ROSTER), ("党支部名册.xlsx", _BRANCHES)):
        put(folder, f"活动/{name}", content)
    before = _numbers(folder)
    for path in files:
        put(folder, f"活动/{path.name}", path.read_bytes())
    return before, _numbers(folder)


def _numbers(folder: Path) -> tuple[int | None, int]:
    with opened(folder) as desk:
        campaign = produce.foresee(desk).campaigns[0]
    return campaign.members, campaign.documents


if __name__ == "__main__":
    main()
