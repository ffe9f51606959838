"""Whether one process, two and a Dask cluster of two workers make the same papers, byte by byte.

    python -m tests.benchmarks.crews [sample] [extreme] [township] [many]

Four campaigns: the sample with all its kinds, the extreme values, 1,998 members in 37 branches, 30,000 in 120. However
few its papers, each is made by the crew that is asked for, and its rosters are read ahead by it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from pipeline import confine, disk, fleet, produce
from pipeline.desk import opened
from pipeline.fleet import Crew
from tests.benchmarks import end_to_end
from tests.conftest import ROOT, put
from tests.samples import extremes
from tests.test_fleet import local_cluster

_KEY = b"0" * 32  # else no two builds give a paper one 表号
_CORES = 2


def main() -> int:
    """Build each campaign three times and compare; 1 where a paper differs."""
    writers: dict[str, Callable[[Path], None]] = {
        "sample": _sample,
        "extreme": _extreme,
        "township": lambda home: end_to_end.a_workspace(home, 1_998, 37),
        "many": lambda home: end_to_end.a_workspace(home, 30_000, 120),
    }
    with warnings.catch_warnings(), local_cluster() as address:
        crews = {"one process": None, "two processes": Crew(processes=_CORES), "Dask": Crew(cluster=address)}
        return max([_compared(name, writers[name], crews) for name in sys.argv[1:] or writers])


def _compared(name: str, write: Callable[[Path], None], crews: dict[str, Crew | None]) -> int:
    first: dict[str, bytes] | None = None
    different = 0
    for crew_name, crew in crews.items():
        home = Path(tempfile.mkdtemp(prefix="gongwen-"))
        write(home)
        papers, seconds = _built(home, crew)
        shutil.rmtree(home)
        first = papers if first is None else first
        wrong = [path for path in first.keys() | papers.keys() if first.get(path) != papers.get(path)]
        different += len(wrong)
        print(
            f"{name:9} {crew_name:14} {len(papers):6} papers, {seconds:6.1f} s; {len(wrong)} differ {sorted(wrong)[:3]}"
        )
    return int(bool(different))


def _built(home: Path, crew: Crew | None) -> tuple[dict[str, bytes], float]:
    """Return every paper that a crew makes, and the seconds."""
    for campaign in (home / "inputs").iterdir():
        if campaign.is_dir():
            disk.write(home / "outputs" / campaign.name / ".表号", _KEY)
    fleet.at_home = lambda *_, **__: crew
    begun = time.perf_counter()
    with opened(home) as desk:
        report = produce.produce(desk, durable=False, cluster=crew.cluster if crew else "")
    seconds = time.perf_counter() - begun
    confine.shared().close()
    assert not report.bugs, report.bugs[:1]
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("outputs/**/*.docx")}, seconds


def _sample(home: Path) -> None:
    shutil.copytree(ROOT / "inputs", home / "inputs")
    shutil.copytree(ROOT / "templates", home / "templates")


def _extreme(home: Path) -> None:
    shutil.copytree(ROOT / "templates", home / "templates")
    for path, content in extremes.files("文件", many=True).items():
        put(home, path, content)


if __name__ == "__main__":
    sys.exit(main())
