"""Below the rooms: another program, run with a limit of time. The only place that starts one."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from pipeline.model.errors import WorkspaceError


def run(command: Sequence[str], *, folder: Path, seconds: float) -> str:
    """Run a program and return what it printed. Raises WorkspaceError with its last words if it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - our own words, no shell
            list(command), cwd=folder, capture_output=True, text=True, timeout=seconds, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise WorkspaceError(f"{command[0]} 运行不了：{fault}") from fault
    if done.returncode:
        last = "\n".join((done.stderr or done.stdout).strip().splitlines()[-3:])
        raise WorkspaceError(f"{Path(command[0]).name} 没有成功：{last}")
    return done.stdout
