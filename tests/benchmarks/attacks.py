"""Hostile templates under the limits that the program has: what each kind of attack got, and how long it took at most.

python -m tests.benchmarks.attacks
"""

from __future__ import annotations

import copy
import resource
import socket
import tempfile
import time
from pathlib import Path

from pipeline import confine
from pipeline.plan import template_names
from pipeline.used_names import OPEN
from tests.render import attacks
from tests.render.test_attacks import FACTS, TELLING, shown


def main() -> None:
    """Print one line a kind, then what was executed, written, called, and how large this process has grown."""
    template_names.known = lambda *_: {"甲": {OPEN: None}, "列": {OPEN: None}, OPEN: None}
    told = changed = 0
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0)
        for kind, sources in attacks.KINDS.items():
            times = []
            for attack in sources:
                facts = copy.deepcopy(FACTS)
                begun = time.monotonic()
                said = shown(attack.format(file=Path(folder) / "written", port=door.getsockname()[1]), facts)
                times.append(time.monotonic() - begun)
                told += bool(TELLING.search(said))
                changed += facts != FACTS
            print(f"{kind:16} {len(times):3} attacks, {sum(times):6.1f} s, the longest {max(times):.1f} s")
        written = len(list(Path(folder).iterdir()))
        print(f"{told} executed or told, {written} written, {changed} facts changed, {_knocks(door)} connections")
    confine.shared().close()
    own, child = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"peak {own} MB here, {child} MB in the helper")


def _knocks(door: socket.socket) -> int:
    """Return how many connections wait at a port."""
    count = 0
    while True:
        try:
            door.accept()[0].close()
        except BlockingIOError:
            return count
        count += 1


if __name__ == "__main__":
    main()
