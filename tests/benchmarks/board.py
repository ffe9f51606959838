"""What `status` and a page of the board cost, beside the start of the program:

    python -m tests.benchmarks.board [BRANCHES] [PAPERS OF EACH]

A ledger is filled as a run leaves it: one branch in ten has a paper that could not be made. Times are of this process's
CPU, the least of five.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.desk import look, opened
from pipeline.errands import board
from pipeline.ledger import Entry, Ledger, packed_text
from pipeline.model import codes
from pipeline.model.problem import Origin
from pipeline.model.recognised import Recognised
from pipeline.model.snapshot import CampaignNow, KeptProblem, KindNow, PaperNow, RunReading, UnitNow
from pipeline.model.work import State

_TIMES = 5


def main(branches: int, papers: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _fill(home, branches, papers)
        with opened(home, read_only=True) as desk:
            _say("open", lambda: opened(home, read_only=True).__enter__())
            _say("now (status)", lambda: board.now(desk))
            _say("units: first page", lambda: board.units(desk, "活动"))
            _say("units: last page", lambda: board.units(desk, "活动", first=branches - 50))
            _say("units: with papers that could not be made", lambda: board.units(desk, "活动", state=State.STOPPED))
            _say("faults: first page", lambda: board.faults(desk, most=50))
            _say("stopped by which fault", lambda: board.stopped_by(desk))


def _say(what: str, act: Callable[[], object]) -> None:
    least = min(_cost(act) for _ in range(_TIMES))
    print(f"{what:<45}{least * 1000:8.1f} ms")


def _cost(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def _fill(home: Path, branches: int, papers: int) -> None:
    (home / "templates").mkdir()
    for number in range(branches):
        file = home / "inputs" / "活动" / f"{number:05}支部.xlsx"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    kinds = tuple(KindNow(f"文种{number}", "", sent=True) for number in range(papers))
    faults = [
        codes.CELL_DATE.at(Origin(f"inputs/活动/{n:05}支部.xlsx", "名册", "C2"), value="?") for n in range(branches)
    ]
    with Ledger(home / "outputs" / ".gongwen" / "ledger.db") as ledger:
        ledger.begin_run("2026-07-01T09:00:00+08:00", "e")
        units = [UnitNow("", "", "全镇", {}, papers=())]
        listed = {n: [_path(n, number) for number in range(papers)] for n in range(branches)}
        for n, paths in listed.items():
            ledger.record([_entry(n, path) for path in paths])
            if n % 10:
                units.append(UnitNow(f"{n}党支部", f"{n}支部", f"{n:05}支部", {State.UNCHANGED: papers}, place=n + 1))
            else:
                whole = [PaperNow(kinds[at].name, "", path, State.UNCHANGED) for at, path in enumerate(paths)]
                whole[0] = PaperNow(kinds[0].name, "", paths[0], State.STOPPED, (faults[n].key,))
                states = {State.UNCHANGED: papers - 1, State.STOPPED: 1}
                units.append(UnitNow(f"{n}党支部", f"{n}支部", f"{n:05}支部", states, (), tuple(whole), n + 1))
        quiet = (
            (f"{n}党支部", "s", packed_text("[" + ",".join(f'[{a},"","{p}",false]' for a, p in enumerate(paths)) + "]"))
            for n, paths in listed.items()
            if n % 10
        )
        ledger.stamp("活动", quiet, ())
        ledger.snapshot.keep(CampaignNow("活动", "", "全镇", branches, branches, branches, kinds), units)
        marks = {path.relative_to(home).as_posix(): (m.size, m.mtime, m.inode) for path, m in look(home).items()}
        recognised = tuple(Recognised(path, "名册", "党员花名册", papers, papers) for path in marks)
        told = tuple(KeptProblem("活动", fault, int(n % 10 == 0)) for n, fault in enumerate(faults))
        ledger.snapshot.keep_looked(RunReading(marks, recognised, told), ["活动"])
        ledger.end_run("2026-07-01T10:00:00+08:00")


def _path(branch: int, paper: int) -> str:
    return f"outputs/活动/{branch:05}支部/{paper:02}-一份文件.docx"


def _entry(branch: int, path: str) -> Entry:
    return Entry(path, path, "活动", "文种", f"{branch}党支部", "f" * 64, "d" * 64, 1, 2, 3, "", facts=b"x" * 800)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ("2500", "8")))
