"""The workspaces that were open, and who works here: in this user's own folder, never in a workspace."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

_MOST = 8


def _file() -> Path:
    home = os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "gongwen" / "recent.json"


def remembered() -> list[str]:
    """Return the workspaces that were open and are still there, the last first."""
    try:
        listed = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return []
    listed = listed if isinstance(listed, list) else []
    return [each for each in listed if isinstance(each, str) and Path(each).is_dir()][:_MOST]


def remember(workspace: Path) -> None:
    """Note that a workspace was opened; where that cannot be written, nothing is lost."""
    with contextlib.suppress(OSError):
        file = _file()
        file.parent.mkdir(parents=True, exist_ok=True)
        listed = [str(workspace), *(each for each in remembered() if each != str(workspace))]
        file.write_text(json.dumps(listed[:_MOST], ensure_ascii=False), "utf-8")
