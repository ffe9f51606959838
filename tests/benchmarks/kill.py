"""Random kill -9 of build and watch on a small workspace; a calm twin sees the same changes and is never killed.

python -m tests.benchmarks.kill [KILLS] [SECONDS]

After each round (one change of inputs, templates or a paper; three to nine kills; one more run) every Word file equals the
calm twin's byte for byte, the registers say the same apart from their times, nothing is left over, and that last run
took at most 5 s. Ends with 1 at the first difference.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from pipeline import confine, produce
from pipeline.desk import held, look, opened
from pipeline.watch import Watch
from tests import tiny
from tests.conftest import _called_here
from tests.test_crashes import register

_NAMES = [f"{family}{given}" for family in "赵钱孙李周吴" for given in "一二三四五六"]
_BRANCHES = ("一支部", "二支部", "三支部")
_LONGEST = 0.4  # seconds that a run may live; a calm one takes about a quarter


def _change(path: Path, calm: Path, members: dict[str, tuple[str, int]], chance: random.Random) -> int:
    """Change something, in both workspaces alike; return the form of the template."""
    for name in chance.sample(_NAMES, 3):
        if name in members and chance.random() < 0.4 and len(members) > 5:
            del members[name]
        else:
            members[name] = (chance.choice(_BRANCHES), chance.randint(1980, 2005))
    papers = [name for name in tiny.papers(calm) if "（新版" not in name]
    if papers and chance.random() < 0.3:
        edited = chance.choice(papers)
        data = f"edit {chance.random()}".encode()
        for workspace in (path, calm):
            (workspace / edited).write_bytes(data)
    return chance.randint(0, 1)


def _build(path: Path) -> None:
    tiny.build(path)


def _watch(path: Path) -> None:
    with opened(path) as desk:
        Watch(path, 0.03, "否", lambda: look(path), lambda: bool(produce.produce(desk)), held).run()


def _killed(work: Callable[[Path], None], path: Path, seconds: float) -> bool:
    """Let a child work and kill it after some time; return whether it was still at work."""
    child = os.fork()
    if not child:
        work(path)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main(kills: int, seconds: float) -> int:
    """Kill until there have been so many kills, or the time is over."""
    confine.Helper.call = _called_here  # type: ignore[method-assign]  # one process to kill
    chance = random.Random(1)
    folder = Path(tempfile.mkdtemp(prefix="gongwen-kill-"))
    path, calm = folder / "w", folder / "calm"
    members = {name: (chance.choice(_BRANCHES), 1990) for name in _NAMES[:12]}
    done = rounds = 0
    slowest = 0.0
    begun = time.monotonic()
    while done < kills and time.monotonic() - begun < seconds:
        rounds += 1
        form = _change(path, calm, members, chance)
        for workspace in (path, calm):
            tiny.prepare(workspace, members, form)
        for _ in range(chance.randint(3, 9)):
            done += _killed(chance.choice((_build, _build, _watch)), path, chance.random() * _LONGEST)
        ready = time.monotonic()
        tiny.build(path)
        slowest = max(slowest, time.monotonic() - ready)
        tiny.build(calm)
        if tiny.papers(path) != tiny.papers(calm) or register(path) != register(calm) or tiny.leftovers(path):
            print(f"round {rounds}, after {done} kills: {folder} differs from its calm twin")
            return 1
    shutil.rmtree(folder)
    print(f"{done} kills in {rounds} rounds, {time.monotonic() - begun:.0f} s: all alike, nothing left over,")
    print(f"the run after a kill took {slowest:.2f} s at most")
    return int(slowest > 5)


if __name__ == "__main__":
    assert threading.active_count() == 1
    arguments = [float(word) for word in sys.argv[1:]]
    sys.exit(main(int(arguments[0]) if arguments else 1000, arguments[1] if len(arguments) > 1 else 1200.0))
