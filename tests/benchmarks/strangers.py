"""The reviewer over a folder of other people's Word files: no crash, no file slow, and findings to read by hand.

    python -m tests.benchmarks.strangers FOLDER [--sample N] [--codes CODE…]

Prints how many were read, refused and why, how long the slowest took, and how often each rule spoke. --sample adds N
findings chosen at random (the same ones each time), --codes all findings of some rules.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from pathlib import Path

from pipeline import confine
from pipeline.errands import review


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--codes", nargs="*", default=())
    said = parser.parse_args()
    reviewed: list[review.Reviewed] = []
    slowest, which = 0.0, ""
    for path in review.files([said.folder]):
        begun = time.perf_counter()
        reviewed += review.review([path])
        if (seconds := time.perf_counter() - begun) > slowest:
            slowest, which = seconds, path.name
    confine.shared().close()
    refused = Counter(each.fault for each in reviewed if each.fault)
    found = [(each.path.name, finding) for each in reviewed for finding in each.findings]
    print(f"{len(reviewed)} files, {sum(refused.values())} refused {dict(refused)}, slowest {slowest:.2f} s ({which})")
    print(f"{len(found)} findings in {len({name for name, _ in found})} files")
    print("  ".join(f"{code} {count}" for code, count in Counter(f.code for _, f in found).most_common()))
    chosen = random.Random(4).sample(found, min(said.sample, len(found)))
    for name, finding in [*chosen, *((name, finding) for name, finding in found if finding.code in said.codes)]:
        print(f"{name}: {finding.code} {finding}")


if __name__ == "__main__":
    main()
