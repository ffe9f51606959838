"""200 branches filled at once, a canary in every value: no document shows another branch's.

    python -m tests.benchmarks.canaries [BRANCHES]

By 1, 4 and 16 threads that share the compiled templates, then by 1, 4 and 16 processes of the fleet. The templates are of
the whole dialect, with pictures; every part of every document is searched, and each document must be the very bytes that
one thread made.
"""

from __future__ import annotations

import hashlib
import io
import re
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

from docxtpl import Listing, RichText, RichTextParagraph

from pipeline import fleet, render
from pipeline.fleet import Crew
from pipeline.render import Compiled
from pipeline.used_names import OPEN
from tests.render.test_dialect import CASES, FACTS, a_template

_CANARY = re.compile(rb"CANARY-(\d{4})")
_WORKERS = (1, 4, 16)
_IN_A_CHUNK = 4  # branches
_KEPT = {"色", "宽", "数"}  # what must stay a colour or a number


@dataclass(frozen=True, slots=True)
class Look:
    """What a document was found to be: its branch, its digest, the branches whose canaries it shows."""

    branch: int
    digest: str
    shows: frozenset[int]


def templates() -> dict[str, bytes]:
    """Return a template for each case of the dialect."""
    return {name: a_template(blocks) for name, blocks in CASES.items()}


def facts(branch: int) -> dict[str, Any]:
    """Return a branch's facts: each of its texts ends with its canary."""
    canary = f"CANARY-{branch:04d}"
    own = {name: value if name in _KEPT else _marked(value, canary) for name, value in FACTS.items()}
    rich = {"富": RichText(f"粗{canary}", bold=True), "富行": RichText(f"一\n二\t三\a{canary}")}
    more = {"富段": RichTextParagraph(f"段{canary}", parastyle="Heading1"), "列表": Listing(f"甲<\n{canary}\a丁")}
    return own | rich | more


def _marked(value: Any, canary: str) -> Any:
    match value:
        case str():
            return value + canary
        case list():
            return [_marked(each, canary) for each in value]
        case dict():
            return {name: _marked(each, canary) for name, each in value.items()}
    return value


def compiled(sources: Mapping[str, bytes]) -> list[Compiled]:
    """Return the templates, compiled."""
    known = {name: {OPEN: None} for name in FACTS}
    found = [render.compiled_template(data, f"{name}.docx", known) for name, data in sources.items()]
    return [read.value for read in found if read.value is not None]


def look(branch: int, document: bytes) -> Look:
    """Search every part of a document, and the archive's own bytes, for canaries."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        texts = [document, *(archive.read(name) for name in archive.namelist())]
    shows = frozenset(int(number) for text in texts for number in _CANARY.findall(text))
    return Look(branch, hashlib.sha256(document).hexdigest(), shows)


def by_threads(ready: Sequence[Compiled], branches: int, workers: int) -> list[Look]:
    """Fill every template for every branch, neighbours being of different branches; return what was made."""
    every = {branch: facts(branch) for branch in range(branches)}

    def one(task: tuple[Compiled, int]) -> Look:
        template, branch = task
        return look(branch, render.filled_bytes(template, every[branch]))

    tasks = [(template, branch) for template in ready for branch in range(branches)]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(one, tasks))


def by_processes(sources: Mapping[str, bytes], branches: int, workers: int) -> list[Look]:
    """Do the same with the fleet."""
    chunks = [range(at, min(at + _IN_A_CHUNK, branches)) for at in range(0, branches, _IN_A_CHUNK)]
    done = fleet.each(filled, tuple(sources.items()), chunks, Crew(processes=workers))
    by_template = zip(*(each for chunk in done for each in chunk), strict=True)
    return [each for template in by_template for each in template]


def filled(sources: tuple[tuple[str, bytes], ...], chunk: range) -> list[list[Look]]:
    """Fill every template for each branch of a chunk. Runs in a worker, which compiles once."""
    return [
        [look(branch, render.filled_bytes(template, facts(branch))) for template in _ready(sources)] for branch in chunk
    ]


@cache
def _ready(sources: tuple[tuple[str, bytes], ...]) -> list[Compiled]:
    return compiled(dict(sources))


def foreign(looks: Sequence[Look]) -> Iterator[Look]:
    """Yield the documents that show another branch's canary."""
    return (each for each in looks if each.shows - {each.branch})


def main() -> None:
    """Print one line for each number of threads and of processes."""
    branches = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    sources = templates()
    ready = compiled(sources)
    assert len(ready) == len(sources)
    usual: list[Look] = []
    for how, works in (("threads", by_threads), ("processes", by_processes)):
        for workers in _WORKERS:
            begun = time.perf_counter()
            made = works(ready if how == "threads" else sources, branches, workers)  # type: ignore[operator]
            usual = usual or made
            without = sum(not each.shows for each in made)
            same = sum(one == other for one, other in zip(made, usual, strict=True))
            print(
                f"{workers:2} {how:9}: {len(made)} documents of {branches} branches, {len(list(foreign(made)))} with a foreign"
                f" value, {same} as by one thread, {without} without a value of their own, {time.perf_counter() - begun:.0f} s"
            )


if __name__ == "__main__":
    main()
