"""Two watchers and builds in between on one workspace, with random changes: no double work, no error, right result.

python -m tests.benchmarks.soak [SECONDS]

Real processes. Ends with 1 where a paper was written again without a changed value, where a process died or said
something red, or where the papers at the end are not what the inputs say.
"""

from __future__ import annotations

import itertools
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline.ledger import Ledger
from tests import tiny

_NAMES = [f"{family}{given}" for family in "赵钱孙李周" for given in "一二三四五六"]
_CALM = 60.0  # seconds at most until the last change is seen


def _command(word: str, path: Path) -> list[str]:
    return [sys.executable, "-m", "pipeline", word, "--workspace", str(path)]


def _doubled(path: Path) -> list[str]:
    """Return the papers that were written again although no value of theirs had changed."""
    with Ledger(path / "outputs/.gongwen/ledger.db", read_only=True) as ledger:
        histories = {paper: [e for e in ledger.history(paper) if e.file] for paper in ledger.paths()}
    found = []
    for paper, events in histories.items():
        for later, earlier in itertools.pairwise(events):
            if later.what == earlier.what == "已生成" and not later.changes:
                found.append(paper)
    return found


def main(seconds: float) -> int:
    """Change, and let them work."""
    chance = random.Random(2)
    folder = Path(tempfile.mkdtemp(prefix="gongwen-soak-"))
    path, logs = folder / "w", [folder / f"watch{number}.txt" for number in range(2)]
    members = {name: (f"{name[0]}支部", 1990) for name in _NAMES[:20]}
    tiny.prepare(path, members)
    (path / "gongwen.toml").write_text("[监视]\n静默秒数 = 0.5\n", "utf-8")
    watchers = [
        subprocess.Popen(_command("watch", path), stdout=log.open("w"), stderr=subprocess.STDOUT) for log in logs
    ]
    changes = builds = 0
    codes = set()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        name = chance.choice(_NAMES)
        members[name] = (f"{name[0]}支部", chance.randint(1950, 2005))
        tiny.prepare(path, members)
        changes += 1
        if chance.random() < 0.3:
            codes.add(subprocess.run(_command("build", path), capture_output=True, check=False).returncode)
            builds += 1
        time.sleep(chance.random() * 4)
    wanted = tiny.undisturbed(folder / "aside", members)
    until = time.monotonic() + _CALM
    while tiny.papers(path) != wanted and time.monotonic() < until:
        time.sleep(0.5)
    for watcher in watchers:
        watcher.terminate()
    ends = {watcher.wait(30) for watcher in watchers}
    said = "".join(log.read_text("utf-8") for log in logs)
    right = tiny.papers(path) == wanted
    doubled, red = _doubled(path), [line for line in said.splitlines() if "错误" in line or "Traceback" in line]
    print(f"{seconds:.0f} s: {changes} changes, {builds} builds (ended with {codes}), watchers ended with {ends}")
    print(*red, sep="\n")
    print(f"right result: {right}; written twice: {len(doubled)}; red lines: {len(red)}; left: {tiny.leftovers(path)}")
    shutil.rmtree(folder)
    return int(not right or bool(doubled) or bool(red) or bool(codes - {0}) or ends != {0})


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 300.0))
