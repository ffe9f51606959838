"""What was dropped on the page and nobody has filed yet: outputs/.gongwen/待收/. Once filed, it goes from there.

These are copies: what was dropped stays where it came from. After a kill they lie here still, and are filed at last.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from pipeline.collect import filing, looking
from pipeline.collect.filing import CollectReport, Filed
from pipeline.desk import Desk, own_folder

_FOLDER = "待收"


def tray_folder(workspace: Path) -> Path:
    """Return the folder."""
    return own_folder(workspace) / _FOLDER


def on_tray(workspace: Path) -> list[Path]:
    """Return what lies there."""
    home = tray_folder(workspace)
    return list(looking.files([home])) if home.is_dir() else []


def collect_tray(
    desk: Desk,
    on_filed: Callable[[Filed], None],
    sender: str = "",
    on_wait: Callable[[], None] = lambda: None,
    stops: Callable[[], bool] = lambda: False,
) -> CollectReport:
    """File what lies there, as `collect` does, and take it away. Raises UsageError, LedgerError, DiskError."""
    home = tray_folder(desk.workspace)

    def filed(each: Filed) -> None:
        with contextlib.suppress(OSError):  # held by another program: known at the next time
            for file in (path for path in (each.path, *each.path.parents) if path.is_file()):
                file.unlink()  # of an archive all files are filed before the first is told
        on_filed(each)

    report = filing.collect(desk, on_tray(desk.workspace), filed, sender, on_wait, home=home, stops=stops)
    for folder in sorted((path for path in home.rglob("*") if path.is_dir()), reverse=True):
        with contextlib.suppress(OSError):  # something lies there still
            folder.rmdir()
    return report
