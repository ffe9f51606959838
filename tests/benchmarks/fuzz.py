"""Mutates real workbooks and reads them; ends when the time is over. Says how often the helper died, and lives itself.

python -m tests.benchmarks.fuzz FOLDER MINUTES [SEED]
"""

from __future__ import annotations

import io
import random
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

from pipeline import inbox

_LARGEST = 400_000  # bytes of a file that is mutated


def main() -> None:
    """Print the sums."""
    minutes, seed = float(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
    chance = random.Random(seed)
    sources = [
        p.read_bytes() for p in sorted(Path(sys.argv[1]).rglob("*")) if p.is_file() and p.stat().st_size < _LARGEST
    ]
    outcomes: Counter[str] = Counter()
    until = time.monotonic() + minutes * 60
    slowest = 0.0
    while time.monotonic() < until:
        data = _mutated(chance.choice(sources), chance)
        begun = time.monotonic()
        found = inbox.workbook_rows(data, "inputs/a.xlsx")
        slowest = max(slowest, time.monotonic() - begun)
        first = next((p for p in found.problems if p.code.startswith("file.")), None)
        outcomes[first.message.partition("：")[2] or first.code if first else "read"] += 1
    for outcome, count in outcomes.most_common():
        print(f"{count:8}  {outcome}")
    print(f"{outcomes.total()} files in {minutes:g} minutes, seed {seed}; slowest {slowest:.1f} s; this process lives")


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """Change bytes of a file, or of one part of it so that the archive itself stays whole."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        try:
            return _with_changed_part(data, chance)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, IndexError):
            pass
    return _changed(data, chance)


def _with_changed_part(data: bytes, chance: random.Random) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(data))
    target = chance.choice(source.namelist())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in dict.fromkeys(source.namelist()):
            part = source.read(name)
            archive.writestr(name, _changed(part, chance) if name == target else part)
    return buffer.getvalue()


def _changed(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        if not changed:
            break
        place = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                del changed[place : place + chance.randint(1, 40)]
            case 2:
                changed[place:place] = changed[place : place + chance.randint(1, 40)]
            case _:
                changed[place : place + 4] = chance.choice((b"\xff" * 4, bytes(4), b"9999", b"\x7f\xff\xff\xff"))
    return bytes(changed)


if __name__ == "__main__":
    main()
