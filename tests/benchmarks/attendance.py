"""What a township's register of attendance costs: seconds and the most memory for so many members, one process each.

    python -m tests.benchmarks.attendance [FEW] [MANY] [--sessions N]

The roster and 宽表 of twelve sessions, a hundred branches in 25,000 rows a file; measured is the reading, files to facts.
"""

from __future__ import annotations

import argparse
import io
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter

from tests.benchmarks.roster_reading import HEADERS, cells
from tests.conftest import CAMPAIGN, ROOT

_MOST_ROWS = 25_000
_MARKS = "√√√√√√√√△补"


def a_workspace(home: Path, members: int, sessions: int) -> Path:
    """Write the inputs of a campaign of so many members, each with a row of marks; return the workspace."""
    folder = home / "inputs" / "活动"
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "templates", home / "templates")
    (folder / "活动.yaml").write_text(CAMPAIGN + "文种: [学习情况统计表]\n", "utf-8")
    headers = HEADERS.split("|")[1:]
    people = [cells(row) for row in range(1, members + 1)]
    named = [(f"{name}{row}", *rest) for row, (name, *rest) in enumerate(people)]
    _write(folder / "花名册", headers, named)
    days = [f"{7 + at // 4}月{1 + at % 4 * 7}日" for at in range(sessions)]
    marks = [
        (name, branch, *(_MARKS[(row + at) % len(_MARKS)] for at in range(sessions)), "10000", "3")
        for row, (name, branch, *_) in enumerate(named)
    ]
    _write(folder / "学习登记", ["姓名", "党支部", *days, "读书笔记", "心得体会"], marks)
    return home


def _write(path: Path, headers: list[str], rows: list[tuple[str, ...]]) -> None:
    """Write as many workbooks as are needed: one of more than some hundred thousand rows is not opened."""
    for number, first in enumerate(range(0, len(rows), _MOST_ROWS), 1):
        _write_one(path.with_name(f"{path.name}{number}.xlsx"), headers, rows[first : first + _MOST_ROWS])


def _write_one(path: Path, headers: list[str], rows: list[tuple[str, ...]]) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((headers, *rows)):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell)
    path.write_bytes(buffer.getvalue())


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("few", type=int, nargs="?", default=20_000)
    parser.add_argument("many", type=int, nargs="?", default=40_000)
    parser.add_argument("--sessions", type=int, default=12)
    parser.add_argument("--read", type=Path)
    asked = parser.parse_args()
    if asked.read:
        _read(asked.read)
        return
    for members in (asked.few, asked.many):
        with tempfile.TemporaryDirectory() as scratch:
            seconds, peak = read(a_workspace(Path(scratch), members, asked.sessions))
        print(f"{members} members, {asked.sessions} sessions: {seconds:.1f} s, {peak / 2**20:.0f} MB")


def read(home: Path) -> tuple[float, int]:
    """Return the seconds and the peak in bytes of reading a workspace in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.attendance", "--read", str(home)]
    seconds, peak = subprocess.check_output(command, text=True, cwd=ROOT).split()
    return float(seconds), int(peak)


def _read(home: Path) -> None:
    from pipeline.inbox import Memory, read_inputs  # noqa: PLC0415

    begun = time.process_time()
    counts = read_inputs(home, Memory()).campaigns[0].township.counts
    assert counts["登记人数"] == counts["党员总数"], counts
    print(time.process_time() - begun, _peak())


def _peak() -> int:
    """Return the most bytes that this process has held; getrusage also counts what the one held that started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) * 1024


if __name__ == "__main__":
    main()
