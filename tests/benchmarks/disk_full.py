"""A build on a disk that is full at many different points; then the disk is given room, and one more run makes it whole.

python -m tests.benchmarks.disk_full [POINTS]

Needs the right to mount a tmpfs (root on Linux). Ends with 1 where a run calls itself well although papers are missing,
where a half file is seen, or where the run after the mending differs from an undisturbed one.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from pipeline import confine
from pipeline.model.errors import PipelineError
from tests import tiny
from tests.conftest import _called_here

_MEMBERS = {f"{family}{given}": (f"{family}支部", 1998) for family in "赵钱孙李周" for given in "一二三四五六七八"}
_PAGE = 4096
_ROOM = 64 * 1024 * 1024


def _mounted(path: Path, size: int, *, again: bool = False) -> None:
    options = f"size={size}" + (",remount" if again else "")
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(path)], check=True)


def _built(path: Path) -> str:
    """Build, and return what the run said went wrong, "" for nothing."""
    try:
        report = tiny.build(path)
    except (PipelineError, OSError) as fault:
        return str(fault)
    return "；".join(problem.message for problem in report.problems if problem.code.startswith("file."))


def _whole(path: Path) -> bool:
    return all(zipfile.is_zipfile(file) for file in (path / "outputs").rglob("*.docx"))


def _used(path: Path) -> int:
    usage = shutil.disk_usage(path)
    return usage.used


def main(points: int) -> int:
    """Fill the disk at so many points between nothing and what a build needs."""
    confine.Helper.call = _called_here  # type: ignore[method-assign]
    wrong, said = 0, set()
    with tempfile.TemporaryDirectory(prefix="gongwen-full-") as folder:
        disk = Path(folder) / "disk"
        disk.mkdir()
        wanted = tiny.undisturbed(Path(folder) / "aside", _MEMBERS)
        _mounted(disk, _ROOM)
        tiny.prepare(disk / "w", _MEMBERS)
        least = _used(disk)
        tiny.build(disk / "w")
        most = _used(disk)
        subprocess.run(["umount", str(disk)], check=True)
        stopped = 0
        for point in range(points):
            size = (least + (most - least) * point // points) // _PAGE * _PAGE + _PAGE
            _mounted(disk, size)
            tiny.prepare(disk / "w", _MEMBERS)
            fault = _built(disk / "w")
            missing = {name: 1 for name in wanted if tiny.papers(disk / "w").get(name) != wanted[name]}
            stopped += bool(fault)
            said.add(re.sub(r"\S*gongwen-full-\S*?(?=[：，。])", "…", fault.partition("；写不了")[0]))
            ill = (missing and not fault) or not _whole(disk / "w")
            _mounted(disk, _ROOM, again=True)
            after = _built(disk / "w")
            ill = ill or after or tiny.papers(disk / "w") != wanted or tiny.leftovers(disk / "w")
            if ill:
                wrong += 1
                print(f"at {size} bytes: said {fault[:60]!r}, {len(missing)} missing; afterwards {after!r}")
            subprocess.run(["umount", str(disk)], check=True)
    print(f"{points} points, full at {stopped} of them, {wrong} wrong; it said:")
    for words in sorted(said):
        print(f"  {words or '(nothing: it had room)'}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60))
