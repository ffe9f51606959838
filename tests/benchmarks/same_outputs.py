"""Whether this checkout makes the same papers as another one, and where not, what differs: by kind and part of the file.

    python -m tests.benchmarks.same_outputs <the other checkout> [sample] [extreme] [many]

Three campaigns, each asking for the five kinds: the other's sample, the extreme values, 2,000 members in 20 branches.
Both build the same inputs, each with its own templates. Documents are compared byte by byte; those that differ are
put together by what differs in them, each group with one example.
"""

from __future__ import annotations

import difflib
import io
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline import disk
from tests.benchmarks import end_to_end
from tests.conftest import FIVE, put
from tests.samples import extremes

HERE = Path(__file__).parent.parent.parent
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_MEMBERS, _BRANCHES = 2_000, 20
_KEY = "0" * 32
_SHOWN = 4  # paragraphs of an example


def main() -> int:
    """Build each campaign twice, compare, print; 1 where a document differs."""
    other, *named = sys.argv[1:]
    campaigns = _campaigns(Path(other).resolve())
    return max([_compared(name, campaigns[name], Path(other).resolve()) for name in named or campaigns])


def _campaigns(other: Path) -> dict[str, Callable[[Path], None]]:
    """Return what writes the inputs of each campaign into an empty workspace."""
    return {"sample": lambda home: _sample(other, home), "extreme": _extreme, "many": _many}


def _sample(other: Path, home: Path) -> None:
    for path in (other / "inputs").rglob("*"):
        if path.is_file():
            put(home, path.relative_to(other / "inputs").as_posix(), path.read_bytes())


def _extreme(home: Path) -> None:
    for name, content in extremes.files("文件", many=True).items():
        put(home, name, content)


def _many(home: Path) -> None:
    put(home, "活动/活动.yaml", end_to_end.CAMPAIGN)
    end_to_end.a_roster(home / "inputs/活动/花名册.xlsx", range(1, _MEMBERS + 1), _MEMBERS // _BRANCHES)


def _compared(name: str, write: Callable[[Path], None], other: Path) -> int:
    """Build one campaign by both and print what differs."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder) / "given"
        write(inputs)
        for facts in inputs.rglob("活动.yaml"):
            facts.write_text(f"{facts.read_text('utf-8').rstrip()}\n文种: [{', '.join(FIVE)}]\n", "utf-8")
        ours, theirs = (_built(each, inputs, Path(folder) / side) for each, side in ((HERE, "ours"), (other, "theirs")))
    same = [path for path in ours if ours[path] == theirs.get(path)]
    documents = sum(path.endswith(".docx") for path in same)
    print(f"\n{name}: {len(ours)} files here, {len(theirs)} there; byte-equal {len(same)} ({documents} documents)")
    groups: dict[str, list[str]] = defaultdict(list)
    for path in sorted(ours.keys() | theirs.keys()):
        if ours.get(path) != theirs.get(path):
            groups[_difference(path, ours, theirs)].append(path)
    for what, paths in sorted(groups.items(), key=lambda group: -len(group[1])):
        print(f"  {len(paths):5} {what}; first: {paths[0]}")
        for line in _example(ours.get(paths[0], b""), theirs.get(paths[0], b""))[:_SHOWN]:
            print(f"          {line}")
    return int(any(path.endswith(".docx") for paths in groups.values() for path in paths))


def _built(checkout: Path, inputs: Path, workspace: Path) -> dict[str, bytes]:
    """Return the files that a checkout makes of these inputs with its own templates."""
    command = [sys.executable, "-m", "pipeline"]
    subprocess.run([*command, "init", str(workspace)], cwd=checkout, check=True, capture_output=True)
    for path in inputs.joinpath("inputs").rglob("*"):
        if path.is_file():
            put(workspace, path.relative_to(inputs / "inputs").as_posix(), path.read_bytes())
    for campaign in (workspace / "inputs").iterdir():  # one key, else no two builds give a paper one 表号
        if campaign.is_dir():
            disk.write(workspace / "outputs" / campaign.name / ".表号", _KEY.encode())
    begun = time.monotonic()
    done = subprocess.run(
        [*command, "build", "--workspace", str(workspace)], cwd=checkout, check=False, capture_output=True, text=True
    )
    print(f"{checkout}: {time.monotonic() - begun:.0f} s, exit {done.returncode}")
    outputs = workspace / "outputs"
    return {
        path.relative_to(outputs).as_posix(): path.read_bytes()
        for path in sorted(outputs.rglob("*"))
        if path.is_file() and ".gongwen" not in path.parts
    }


def _difference(path: str, ours: Mapping[str, bytes], theirs: Mapping[str, bytes]) -> str:
    """Return what differs in a file: its kind, the parts of it, and whether a reader sees it."""
    kind = re.sub(r"[（(].*|\d+|(?<=-)[^-]+$", "", Path(path).stem).strip("-") + Path(path).suffix
    if path not in ours or path not in theirs:
        return f"{kind} only {'here' if path in ours else 'there'}"
    if Path(path).suffix not in {".docx", ".xlsx"}:
        return f"{kind} differs"
    here, there = _parts(ours[path]), _parts(theirs[path])
    parts = sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))
    if not parts:
        return f"{kind}: the archive alone"
    read = "words" if any(_words(here.get(name, b"")) != _words(there.get(name, b"")) for name in parts) else "no word"
    return f"{kind}: {read}, in {', '.join(parts)}"


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _words(part: bytes) -> list[str]:
    paragraphs = part.decode("utf-8", "replace").split("</w:p>")
    return ["".join(_TEXT.findall(each)) for each in paragraphs]


def _example(here: bytes, there: bytes) -> list[str]:
    """Return the first paragraphs that differ; where none does, the first marks that do."""
    if not (here[:2] == there[:2] == b"PK"):
        return []
    ours, theirs = _parts(here), _parts(there)
    for part in sorted(ours.keys() & theirs.keys()):
        if ours[part] != theirs[part]:
            for cut in (_words, _marks):
                if found := [each for each in difflib.ndiff(cut(theirs[part]), cut(ours[part])) if each[0] in "+-"]:
                    return [f"{part} {each[:160]}" for each in found]
    return []


def _marks(part: bytes) -> list[str]:
    return part.decode("utf-8", "replace").replace(">", ">\n").splitlines()[:2_000]


if __name__ == "__main__":
    sys.exit(main())
