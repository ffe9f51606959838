"""Files that are named on the command line: as the workspace has them, or as they lie from where it is called."""

from __future__ import annotations

from pathlib import Path


def named(path: Path, workspace: Path) -> Path:
    """Return the file that is meant: below the workspace if it is there, else below the folder one stands in."""
    inside = workspace / path
    if inside.exists() or not path.exists():
        return inside
    here = path.resolve()
    return workspace / here.relative_to(workspace.resolve()) if here.is_relative_to(workspace.resolve()) else here


def document(asked: str, workspace: Path) -> str:
    """Return a document's path as the workspace has it, or `asked` itself, which may be a part of its name."""
    path = named(Path(asked.strip()), workspace)
    here, home = path.resolve(), workspace.resolve()
    return here.relative_to(home).as_posix() if here.is_file() and here.is_relative_to(home) else asked
