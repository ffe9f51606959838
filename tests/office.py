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
    command = [
        "soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", kind,
        "--outdir", str(folder), *map(str, copies),
    ]  # fmt: skip
    environment = os.environ | review.stand_ins(folder).environment
    subprocess.run(command, check=True, capture_output=True, timeout=300, env=environment)
    return [folder / f"{at:03d}.{kind.partition(':')[0]}" for at in range(len(papers))]
