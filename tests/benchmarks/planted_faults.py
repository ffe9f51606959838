"""Plant every fault into every paper that has a place for it: `python -m tests.benchmarks.planted_faults`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.conftest import FIVE, built_extreme, built_sample
from tests.review import faults, specimens


def main() -> None:
    """Print how many faults were planted, and which were missed."""
    with tempfile.TemporaryDirectory() as name:
        papers = faults.papers(built_sample(Path(name) / "sample", *FIVE).home)
        for head in ("文件", "信函", "套打"):
            home = built_extreme(Path(name) / head, head, *FIVE).home
            papers[head] = (home / "全镇/01-会议通知.docx").read_bytes()
    papers |= specimens.titled()
    planted, missed, met = faults.plant_all(papers, enough=len(papers))
    print(f"{planted} faults planted into {len(papers)} papers, {len(missed)} missed, {len(met)} rules met")
    print("\n".join(missed))


if __name__ == "__main__":
    main()
