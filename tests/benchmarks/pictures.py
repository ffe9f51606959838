"""One picture of each kind of paper in each of its states: build the campaigns, set their papers, draw the pages.

    python -m tests.benchmarks.pictures DIR [blank] [filled] [few] [many]

blank: no records yet · filled: the sample with all records · few: two branches of 3 and 120 members, long names, four
phases, grades 好/中/差 · many: 400 branches, the township's papers. Of each kind one paper is drawn (the longest and the
shortest branch's), as DIR/<state>/<paper>-<page>.png, and pages that end too early or hold too little are named.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pipeline import cli
from pipeline.errands import export
from pipeline.review import measured_pages, office
from tests.conftest import ROOT, SAMPLE
from tests.samples import extremes, recorded
from tests.sheets import workbook

_RESOLUTION = "60"
_FEW_WORDS = 3  # lines of a last page that is hardly there


def _sample() -> dict[str, str | bytes]:
    return {f"{SAMPLE.name}/{path.relative_to(SAMPLE)}": path.read_bytes() for path in SAMPLE.rglob("*") if path.is_file()}  # fmt: skip


def blank() -> Mapping[str, str | bytes]:
    """Return the sample's roster and facts alone."""
    return {
        name: data for name, data in _sample().items() if re.search("活动.yaml|花名册|党支部|联系领导|讲话|[.]md", name)
    }


def filled() -> Mapping[str, str | bytes]:
    """Return the sample with all records."""
    found = _sample()
    facts = f"{SAMPLE.name}/活动.yaml"
    added = {f"{SAMPLE.name}/{name}": text for name, text in {**recorded.files(), **recorded.texts()}.items()}
    text = found[facts]
    assert isinstance(text, bytes)
    return {**found, **added, facts: recorded.dated(text.decode("utf-8"))}


def few() -> Mapping[str, str | bytes]:
    """Return two branches, one of 3 and one of 120 members, who have records of everything."""
    branches = ((*extremes.BRANCHES[0][:2], 3), (*extremes.BRANCHES[3][:2], 120))
    return extremes.with_everything(branches, ("好", "中", "差"))


def many() -> Mapping[str, str | bytes]:
    """Return 400 branches of one or two members."""
    return extremes.with_everything(
        tuple((f"中共䲟塘镇第{at}村支部委员会", f"第{at}村党支部", 1 + at % 2) for at in range(1, 401))
    )


STATES: Mapping[str, Callable[[], Mapping[str, str | bytes]]] = {
    "blank": blank,
    "filled": filled,
    "few": few,
    "many": many,
}


def built(home: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a workspace and build it."""
    shutil.copytree(ROOT / "templates", home / "templates")
    for name, content in files.items():
        target = home / "inputs" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        as_table = target.suffix == ".xlsx" and isinstance(content, str)
        target.write_bytes(workbook(content) if as_table else content.encode() if isinstance(content, str) else content)  # type: ignore[arg-type,union-attr]
    with contextlib.redirect_stdout(io.StringIO()):
        cli.run(["build", "--json", "--workspace", str(home)])
    return home


def one_of_each(home: Path) -> Iterator[Path]:
    """Yield the township's papers, and of each kind the branches' largest and smallest, of talks and members one."""
    kinds: dict[tuple[bool, str], list[Path]] = {}
    for path in export.papers(home):
        kinds.setdefault((path.parent.name == "全镇", path.name[:2] + ("记录" if "记录" in path.name else "")), []).append(path)  # fmt: skip
    for found in kinds.values():
        by_size = sorted(found, key=lambda path: path.stat().st_size)
        yield from dict.fromkeys((by_size[-1], by_size[0]))


def main() -> None:
    """Draw the pictures, and name the pages to look at first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("states", nargs="*", default=list(STATES))
    asked = parser.parse_args()
    for state in asked.states:
        home = built(asked.folder / f"{state}-workspace", STATES[state]())
        target = asked.folder / state
        target.mkdir()
        with office.opened() as writer:
            for made in writer.pdfs(list(one_of_each(home))):
                if made.file is None:
                    print(f"{state}: {made.source.name}: {made.fault}")
                    continue
                name = f"{made.source.stem}@{made.source.parent.name[:8]}"
                subprocess.run(["pdftoppm", "-r", _RESOLUTION, "-png", str(made.file), str(target / name)], check=True)
                pages = measured_pages(made.file.read_bytes())
                if len(pages) > 1 and len(pages[-1].lines) <= _FEW_WORDS:
                    print(f"{state}: {name}: the last of {len(pages)} pages holds {len(pages[-1].lines)} lines")


if __name__ == "__main__":
    main()
