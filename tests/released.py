"""Every version of every file of templates/ that the repository knows; `python -m tests.released` writes the table."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

from pipeline.errands import released
from tests.conftest import ROOT


def versions() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each version: those of the history as far as it is here, and today's."""
    words = ["git", "-c", "core.quotePath=false", "rev-list", "--objects", "HEAD", "--", "templates"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    for line in listed.splitlines():
        blob, _, path = line.partition(" ")
        if path.startswith("templates/"):
            data = subprocess.run(["git", "cat-file", "blob", blob], cwd=ROOT, capture_output=True, check=True).stdout
            yield path.removeprefix("templates/"), data
    for file in sorted((ROOT / "templates").iterdir()):
        yield file.name, file.read_bytes()


if __name__ == "__main__":
    known = dict.fromkeys(released.LIST.read_text("utf-8").splitlines() if released.LIST.exists() else ())
    lines = dict.fromkeys(released.table(versions()).splitlines())
    merged = sorted(known | lines, key=lambda line: line.partition("  ")[::-1])
    released.LIST.write_text("".join(f"{line}\n" for line in merged), "utf-8")
