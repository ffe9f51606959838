"""What a document costs, from facts in memory to a file: ours, docxtpl's, python-docx by hand, peers from npm, the floor.

python -m tests.benchmarks.engine [PEERS] [--no-isal]

Last, the shipped templates, saved again by LibreOffice and by python-docx (resaved.py): what that costs a document.

CPU milliseconds a document and ratios, all in one run on one core; verification on, durability off. PEERS is a folder in
which `npm install docxtemplater pizzip easy-template-x carbone docx-templates` was run.
"""

from __future__ import annotations

import io
import json
import math
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from pipeline import render
from pipeline.render import seal
from pipeline.used_names import OPEN, Known
from tests.benchmarks import papers, resaved
from tests.conftest import FIVE

_SLOW, _FAST = 12, 600  # documents: so many by those that take 50 ms, so many by those that take less than one
_PEERS = {
    "docxtemplater": papers.CURLY, "easy-template-x": papers.CURLY, "carbone": papers.CARBONE, "docx-templates": papers.PLUS,
}  # fmt: skip


def spent(count: int, work: Callable[[int], object]) -> float:
    """Return CPU milliseconds a call, the best of three rounds."""
    rounds = []
    for _ in range(3):
        begun = time.process_time()
        for number in range(count):
            work(number)
        rounds.append((time.process_time() - begun) * 1000 / count)
    return min(rounds)


def measured(
    build: Callable[[papers.Dialect | None], bytes], facts: list[dict[str, Any]], peers: Path | None
) -> dict[str, float]:
    """Return every engine's cost of one paper."""
    template = build(papers.JINJA)
    known: Known = {**dict.fromkeys(facts[0]), "problems": {OPEN: None}}
    compiled = render.compiled_template(template, "templates/甲.docx", known).value
    assert compiled is not None
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)

        def ours(number: int) -> None:
            (home / f"ours-{number}.docx").write_bytes(render.filled_bytes(compiled, facts[number % len(facts)]))

        def theirs(number: int) -> None:
            document = DocxTemplate(io.BytesIO(template))
            document.render(facts[number % len(facts)], autoescape=True)
            document.save(home / f"docxtpl-{number}.docx")

        blank = build(None)

        def by_hand(number: int) -> None:
            papers.by_hand(blank, facts[number % len(facts)]).save(home / f"hand-{number}.docx")

        pieces = [(part.name, part.program.pieces(facts[0])) for part in compiled.parts]
        forms = [(name, [piece.decode().replace("%", "%%") if type(piece) is bytes else "%s" for piece in each],
                  [piece.decode() for piece in each if type(piece) is not bytes]) for name, each in pieces]  # fmt: skip
        formats = [(name, "".join(form), tuple(values)) for name, form, values in forms]

        def floor(number: int) -> None:
            parts = [(name, (form % values).encode()) for name, form, values in formats]
            (home / f"floor-{number}.docx").write_bytes(render.sealed(compiled.start, parts))

        found = {"docxtpl": spent(_SLOW, theirs), "python-docx by hand": spent(_SLOW, by_hand)}
        found |= {"ours": spent(_FAST, ours), "floor": spent(_FAST, floor)}
        found |= (
            {name: _peer(peers, name, build(dialect), facts, home) for name, dialect in _PEERS.items()} if peers else {}
        )
        with zipfile.ZipFile(home / "ours-1.docx") as archive:
            body = archive.read("word/document.xml").decode()
            assert all(value in body for name, value in facts[1].items() if name > "名02" and isinstance(value, str))
    return found


def _peer(peers: Path, name: str, template: bytes, facts: list[dict[str, Any]], home: Path) -> float:
    """Return what an engine from npm needs."""
    (home / f"{name}.docx").write_bytes(template)
    (home / "facts.json").write_text(json.dumps(facts), "utf-8")
    script = Path(__file__).with_name("peers.mjs")
    command = [
        "node",
        str(script),
        name,
        str(home / f"{name}.docx"),
        str(home / "facts.json"),
        str(3 * _SLOW),
        folder(home),
    ]
    done = subprocess.run(command, cwd=peers, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: {done.stderr.strip().splitlines()[-1] if done.stderr else 'failed'}")
        return float("nan")
    return float(done.stdout.split()[-1])


def folder(home: Path) -> str:
    """Return where a peer puts its documents."""
    place = home / "peers"
    place.mkdir(exist_ok=True)
    return str(place)


def main() -> None:
    """Print the table."""
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    if "--no-isal" in sys.argv:
        seal.compress, seal._LEVEL, seal.crc32 = zlib.compress, seal._ZLIB_LEVEL, zlib.crc32
    print(f"deflated by {seal.compress.__module__} at level {seal._LEVEL}")
    peers = Path(arguments[0]) if arguments else None
    every = [papers.facts(number) for number in range(50)]
    for title, build, facts in (
        ("member form", papers.form, every),
        ("plan", papers.plan, [own | {"problems": papers.problems(n)} for n, own in enumerate(every)]),
    ):
        costs = measured(build, facts, peers)
        print(f"\n{title}")
        for name, cost in sorted(costs.items(), key=lambda item: -item[1]):
            print(f"  {name:22} {cost:8.3f} ms   {costs['docxtpl'] / cost:7.1f} x docxtpl")
        rivals = [cost for name, cost in costs.items() if name not in {"ours", "floor", "docxtpl"}]
        others = min(cost for cost in rivals if not math.isnan(cost))
        print(
            f"  ours: {others / costs['ours']:.1f} x the fastest peer, {costs['floor'] / costs['ours']:.0%} of the floor"
        )
    resaved.table(*FIVE)


if __name__ == "__main__":
    main()
