"""How long this checkout takes to read a roster, as a ratio to another checkout: taken by turns, in one run.

    python -m tests.benchmarks.reading_ratio <the other checkout> [ROWS] [TURNS]

Counts CPU seconds of a process of its own for each turn, without its start; the least of each side is compared.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.roster_reading import a_roster

HERE = Path(__file__).parent.parent.parent
_ASKED = """
import sys, time
from pathlib import Path
from pipeline.inbox import workbook
data = Path(sys.argv[1]).read_bytes()
start = time.process_time()
rows = workbook.read(data, "花名册.xlsx")
print(time.process_time() - start, len(rows.value.members))
"""


def main() -> None:
    """Measure and print."""
    other = Path(sys.argv[1]).resolve()
    rows, turns = (int(given) if given else usual for given, usual in zip((*sys.argv[2:4], "", "")[:2], (30_000, 5), strict=True))  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "roster.xlsx"
        file.write_bytes(a_roster(rows))
        taken: dict[Path, list[float]] = {HERE: [], other: []}
        for _ in range(turns):
            for checkout, seconds in taken.items():
                seconds.append(_turn(checkout, file, rows))
    here, there = min(taken[HERE]), min(taken[other])
    print(f"{rows} rows: here {here:.2f} s, there {there:.2f} s, ratio {here / there:.3f}")


def _turn(checkout: Path, file: Path, rows: int) -> float:
    """Return the CPU seconds of one reading by a checkout."""
    asked = [sys.executable, "-c", _ASKED, str(file)]
    said = subprocess.run(asked, cwd=checkout, check=True, capture_output=True, text=True).stdout.split()
    assert int(said[1]) == rows, said
    return float(said[0])


if __name__ == "__main__":
    main()
