"""LibreOffice in tests: a private profile, stand-in fonts."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pipeline import review


def converted(papers: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """Return the papers saved anew in `folder` as a kind ("pdf", "docx:…"), in their order."""
    source = folder / "from"
    source.mkdir(parents=True)
    copies = [Path(shutil.copy(paper, source / f"{at:03d}.docx")) for at, paper in enumerate(papers)]
    environment = os.environ | review.stand_ins(folder).environment
    results = {copy: folder / f"{copy.stem}.{kind.partition(':')[0]}" for copy in copies}
    said = ""
    for _ in range(2):  # beside others of its kind it may end well and have left one out
        missing = [str(copy) for copy, result in results.items() if not result.exists()]
        if missing:
            command = [
                "soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", kind,
                "--outdir", str(folder), *missing,
            ]  # fmt: skip
            done = subprocess.run(command, check=True, capture_output=True, timeout=300, env=environment)
            said += (done.stdout + done.stderr).decode(errors="replace")
    assert all(result.exists() for result in results.values()), said
    return list(results.values())
