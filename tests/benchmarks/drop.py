"""Many files dropped at once into a watched workspace, and many more while the process is kept busy: found, each once.

python -m tests.benchmarks.drop [FILES] [FILES_WHILE_BUSY]

A real `watchdog` observer and the real look at the folder; what a run would read is what the look says at that moment.
Ends with 1 where a file is missed, where one is reported twice without having changed, or after 60 s of quiet.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from pipeline.desk import held, look
from pipeline.watch import Watch

_LIMIT = 60.0  # seconds of quiet
_BUSY = 5.0  # seconds of work that a run takes, without letting the observer's thread run much


class _Office:
    """Counts in how many runs each file was new or changed."""

    def __init__(self, path: Path) -> None:
        self.path, self.seen, self.news = path, dict[Path, object](), dict[Path, int]()
        self.busy = False
        self.watch = Watch(path, 1.0, "自动", lambda: look(path), self.produce, held)

    def produce(self) -> bool:
        now = dict(look(self.path))
        for file, mark in now.items():
            if self.seen.get(file) != mark:
                self.news[file] = self.news.get(file, 0) + 1
        self.seen = now
        until = time.monotonic() + (_BUSY if self.busy else 0.0)
        while time.monotonic() < until:
            sum(range(10_000))
        return True

    def found(self, prefix: str) -> list[int]:
        return [count for file, count in list(self.news.items()) if file.name.startswith(prefix)]


def _dropped(folder: Path, prefix: str, count: int) -> None:
    for number in range(count):
        (folder / f"{prefix}{number}.csv").write_bytes(b"x" * (number % 100))


def _waited(office: _Office, prefix: str, count: int) -> float:
    begun = time.monotonic()
    while len(office.found(prefix)) < count and time.monotonic() - begun < 2 * _LIMIT:
        time.sleep(0.2)
    return time.monotonic() - begun


def main(count: int, more: int) -> int:
    """Drop, wait, count."""
    path = Path(tempfile.mkdtemp(prefix="gongwen-drop-"))
    (path / "inputs").mkdir()
    (path / "templates").mkdir()
    office = _Office(path)
    thread = threading.Thread(target=office.watch.run)
    thread.start()
    ill = 0
    for prefix, number, busy in (("early", count, False), ("late", more, True)):
        office.busy = busy
        if busy:
            (path / "inputs" / "begin.csv").write_bytes(b"x")  # a run begins, and goes on while files come in
            while path / "inputs" / "begin.csv" not in office.seen:
                time.sleep(0.1)
        _dropped(path / "inputs", prefix, number)
        took = _waited(office, prefix, number)
        found = office.found(prefix)
        twice = sum(times > 1 for times in found)
        print(f"{number} files{' while busy' if busy else ''}: {len(found)} found in {took:.1f} s, {twice} twice")
        ill += len(found) != number or took > _LIMIT or twice > 0
    office.watch.stop()
    thread.join()
    shutil.rmtree(path)
    return int(ill > 0)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(given[0] if given else 10_000, given[1] if len(given) > 1 else 30_000))
