"""Word files against the schema of Office Open XML, by a validator that is no part of this project.

    pip install openxml-audit        (MIT; the rules of Microsoft's Open XML SDK; into an environment of its own)
    python -m tests.benchmarks.schema PROGRAM FOLDER…

PROGRAM is where `openxml-audit` lies. A file spoilt on purpose shows first that it sees anything. It wants a theme in
every document; ECMA-376 part 1, 11.3.10 does not, and papers have none: theme faces differ from computer to computer.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from tests.review.wordfile import p, wordfile

_THEME = "relationships/theme' is missing"
_SPOILT = wordfile(p("正文", '<w:jc w:val="left"/><w:pStyle w:val="Body"/>'))


def faults(program: str, folder: Path) -> tuple[int, list[tuple[str, str]]]:
    """Return how many files were looked at, and what is wrong with which."""
    options = ("--format", "office2019", "--max-errors", "0", "--recursive", "--output", "json")
    said = subprocess.run([program, *options, str(folder)], capture_output=True, text=True, check=False)
    reports: list[dict[str, Any]] = json.loads(said.stdout)
    found = [(report["file"], error["description"]) for report in reports for error in report["errors"]]
    return len(reports), [(file, fault) for file, fault in found if _THEME not in fault]


def main() -> None:
    """Print the figures."""
    program, *folders = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "spoilt.docx").write_bytes(_SPOILT)
        assert any("pStyle" in fault for _, fault in faults(program, Path(name))[1])
    for folder in map(Path, folders):
        count, found = faults(program, folder)
        print(f"{folder.name}: {count} files, {len({file for file, _ in found})} with faults")
        for fault, times in Counter(fault for _, fault in found).most_common():
            print(f"  {times} × {fault}", flush=True)


if __name__ == "__main__":
    main()
