"""What the reader makes of a folder of foreign workbooks: one line a file, then the sums.

    python -m tests.benchmarks.corpus FOLDER

`rows` are the rows of visible and hidden sheets that hold something; `other` is what openpyxl counts, where it opens
the file. A difference is marked, and explained where the reason is known.
"""

from __future__ import annotations

import io
import resource
import sys
import time
import warnings
from collections import Counter
from pathlib import Path

from openpyxl import load_workbook

from pipeline import confine, inbox

_ENDINGS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv"}
_LARGEST_FOR_OPENPYXL = 3_000_000  # bytes: it takes minutes for more


def main() -> None:
    """Print the table."""
    files = sorted(p for p in Path(sys.argv[1]).rglob("*") if p.suffix.lower() in _ENDINGS)
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for path in files:
        data = path.read_bytes()
        begun = time.perf_counter()
        opened = inbox.sheets_confined(data, path.name)
        seconds = time.perf_counter() - begun
        slowest = max(slowest, seconds)
        inbox.workbook_rows(data, path.name)
        rows = sum(any(cell != "" for cell in row) for each in opened.value for row in each.rows)
        outcome = opened.problems[0].code if opened.problems else "read"
        outcomes[outcome] += 1
        other = _openpyxl(data) if path.suffix.lower() in {".xlsx", ".xlsm"} else None
        mark = "" if other is None or (outcome == "read" and other == rows) else f"  other={other}"
        reason = f"  {opened.problems[0].message}" if opened.problems else ""
        print(f"{outcome:18} {rows:8} rows {seconds:6.2f} s  {path.name}{mark}{reason}")
    confine.shared().close()
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        f"{len(files)} files; {dict(outcomes)}; slowest {slowest:.1f} s; helper's peak {child} MB; this process lives"
    )


def _openpyxl(data: bytes) -> int | None:
    if len(data) > _LARGEST_FOR_OPENPYXL:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return sum(
            any(cell not in {None, ""} for cell in row)
            for each in book.worksheets
            for row in each.iter_rows(values_only=True)
        )
    except Exception:  # noqa: BLE001 - whatever the other reader cannot do
        return None


if __name__ == "__main__":
    main()
