"""The workspaces that were open, and who works here: in this user's own folder, never in a workspace."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

_MOST = 8
_OPENED, _WHO = "opened", "who"


def remembered() -> list[str]:
    """Return the workspaces that were open and are still there, the last first."""
    listed = _read().get(_OPENED)
    listed = listed if isinstance(listed, list) else []
    return [each for each in listed if isinstance(each, str) and Path(each).is_dir()][:_MOST]


def remember(workspace: Path) -> None:
    """Note that a workspace was opened."""
    listed = [str(workspace), *(each for each in remembered() if each != str(workspace))]
    _write(_OPENED, listed[:_MOST])


def called() -> str:
    """Return the name that somebody here has last given as his own."""
    name = _read().get(_WHO)
    return name if isinstance(name, str) else ""


def call(name: str) -> str:
    """Note the name that somebody gives as his own; return it."""
    if name != called():
        _write(_WHO, name)
    return name


def _file() -> Path:
    home = os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "gongwen" / "recent.json"


def _read() -> dict[str, object]:
    try:
        found = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(key: str, value: object) -> None:
    """Note something; where that cannot be written, nothing is lost."""
    with contextlib.suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps({**_read(), key: value}, ensure_ascii=False), "utf-8")
