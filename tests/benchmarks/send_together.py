"""`watch`, `approve` and `send` of two offices at the same time, on one exchange folder, while rosters change at random.

python -m tests.benchmarks.send_together [SECONDS] [SEED]

At the end each document's last batch on the share is the paper in outputs/, no version was sent twice in a row, every file on
the share is of one parcel of one office, and nothing half-written is left. Ends with 1 if anything differs.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from pipeline import cli, confine, disk, produce
from pipeline.desk import held, look, opened
from pipeline.ledger import SentBook
from pipeline.model.work import Fate
from pipeline.watch import Watch
from tests import tiny
from tests.benchmarks.send_faults import _CATALOG as CATALOG
from tests.benchmarks.send_faults import _PAPERS
from tests.conftest import _called_here

_OFFICES = {"甲": ("一支部", "二支部"), "乙": ("三支部", "四支部")}
_NAMES = [f"{family}{given}" for family in "赵钱孙李周吴" for given in "一二三"]


def _prepare(path: Path, members: dict[str, tuple[str, int]]) -> None:
    tiny.prepare(path, members)
    (path / "templates/catalog.yaml").write_text(CATALOG, "utf-8")
    for name, data in _PAPERS.items():
        (path / "templates" / name).write_bytes(data)


def _watch(path: Path) -> int:
    child = os.fork()
    if not child:
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
        with opened(path) as desk:
            Watch(path, 0.2, "否", lambda: look(path), lambda: bool(produce.produce(desk)), held).run()
        os._exit(0)
    return child


def _run(path: Path, *words: str) -> int:
    """Start a command and return its process."""
    child = os.fork()
    if not child:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            code = cli.run([*words, "--workspace", str(path)])
        os._exit(int(code))
    return child


def _wrong(path: Path, share: Path) -> list[str]:
    """Return what is not as it must be in one office."""
    found = []
    with SentBook(path / "outputs/.gongwen/sent.db", read_only=True) as book:
        parcels = book.everything()
    last: dict[str, str] = {}
    for each in parcels:
        if each.fate is not Fate.SENT:
            found.append(f"{each.parcel.branch} 第{each.parcel.batch}批 {each.fate} {each.answer}")
            continue
        home = share / "活动" / each.parcel.branch / (f"第{each.parcel.batch}批" if each.parcel.batch > 1 else "")
        for document in each.parcel.documents:
            if last.get(document.document) == document.digest:
                found.append(f"{document.document} twice in a row")
            last[document.document] = document.digest
            if disk.digest(home / document.name) != document.digest:
                found.append(f"{home / document.name} is not what was sent")
    papers = sorted((path / "outputs/活动").glob("*支部/*.docx"))
    unsent = [each for each in papers if last.get(each.relative_to(path).as_posix()) != disk.digest(each)]
    return [*found, *(f"{each} has not been sent as it is" for each in unsent)]


def main(seconds: float, seed: int) -> int:
    """Change, build, approve and send until the time is over; then compare."""
    confine.Helper.call = _called_here  # type: ignore[method-assign]
    chance, begun = random.Random(seed), time.monotonic()
    changes = runs = 0
    codes: dict[int, int] = {}
    with tempfile.TemporaryDirectory(prefix="gongwen-together-") as folder:
        share = Path(folder) / "share"
        offices = {Path(folder) / name: branches for name, branches in _OFFICES.items()}
        rosters = {path: dict.fromkeys(_NAMES[:6], (branches[0], 1990)) for path, branches in offices.items()}
        for path, members in rosters.items():
            _prepare(path, members)
            tiny.build(path)
        watchers = [_watch(path) for path in offices]
        send = ("send", "--way", "文件夹", "--to", str(share))
        while time.monotonic() < begun + seconds:
            path = chance.choice(list(offices))
            for name in chance.sample(_NAMES, 2):
                rosters[path][name] = (chance.choice(offices[path]), chance.randint(1990, 1993))
            _prepare(path, rosters[path])
            changes += 1
            time.sleep(chance.uniform(0, 1.5))
            at_work = [_run(each, *words) for each in offices for words in (("approve", "--all"), send, send)]
            for child in at_work:
                code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                codes[code] = codes.get(code, 0) + 1
                runs += 1
        for watcher in watchers:
            os.kill(watcher, signal.SIGTERM)
            os.waitpid(watcher, 0)
        wrong: list[str] = []
        for path in offices:
            for words in (("build",), ("approve", "--all"), send):
                assert os.waitpid(_run(path, *words), 0)[1] == 0
            wrong += _wrong(path, share)
        wrong += [str(left) for left in Path(folder).rglob("*.tmp")]
        parcels = sum(1 for _ in share.rglob("00-送达目录.docx"))
    for each in wrong:
        print("WRONG", each)
    print(
        f"{changes} changes, {runs} commands beside two watchers in {time.monotonic() - begun:.0f} s; ended with {codes}"
    )
    print(f"{parcels} parcels on the share, {len(wrong)} wrong")
    return int(bool(wrong) or not codes.keys() <= {0, 1})


if __name__ == "__main__":
    arguments = [float(word) for word in sys.argv[1:]]
    sys.exit(main(arguments[0] if arguments else 600.0, int(arguments[1]) if len(arguments) > 1 else 1))
