"""`backup` and `restore`: a workspace as one file, at one moment, and back again: whole or not at all.

In it: inputs, templates, gongwen.toml, the papers with every edit, the ledger, sent.db, returned.db, the bytes that
were sent and those that came back. It is
made under the lock that runs hold, so a watcher waits; if somebody changes a file meanwhile it is begun anew. A
restored workspace goes on where the other was: it knows what was made and what was sent.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline import config, disk, ledger
from pipeline.desk import RESTORED, RETURNED, SENT, Desk, own_folder
from pipeline.errands import bundle
from pipeline.ledger import BALLOTS, CAME_BACK, SENT_FOLDER
from pipeline.model.errors import UsageError, WorkspaceError
from pipeline.model.frozen import frozen

MANIFEST = "备份清单.json"
FOLDER = "备份"
_FORMAT = 1
_OWN = "outputs/.gongwen/"
_BASES = ("ledger.db", SENT, RETURNED)
# Of the program's own files, besides the databases.
_KEPT = ("收回/*", f"{SENT_FOLDER}/*/*", f"{CAME_BACK}/*/*", f"{BALLOTS}/*/*/*", "*.intent")
_TOPS = ("outputs", "templates", config.FILE, "inputs")  # in the order in which they come back: inputs/ makes it one
_NOTE = (
    "这个工作文件夹是从 {made} 做的备份恢复的。那以后送出过什么，这里不知道：gongwen send 会把要发的都先记作存疑，\n"
    "问过各支部，用 gongwen send --settle 逐个说明，说没有收到的才发。都核实过了，或确实没有再发过，可以删掉本文件。\n"
)
_PATIENCE = 600.0  # seconds to wait for another run on the same workspace
_STAGE = f".restore{disk.TEMPORARY}"


@frozen
class Backup:
    """What a backup holds: when it was made, by which program, how many files and bytes."""

    path: Path
    made: str
    engine: str
    files: int
    size: int


def backup(
    desk: Desk,
    target: Path | None,
    engine: str,
    on_wait: Callable[[], None],
    on_progress: bundle.Progress = bundle.unheard,
) -> Backup:
    """Write a backup, never over a file; return what is in it, read back from the disk.

    `target`: a file, a folder, or None for the workspace's 备份/. Raises UsageError, NotReadyError, DiskError,
    LedgerError.
    """
    now = desk.now()
    if target is None:
        target = disk.free(desk.workspace / FOLDER / f"公文备份-{now:%Y%m%d-%H%M%S}.zip")
    elif target.is_dir():
        target = disk.free(target / f"公文备份-{now:%Y%m%d-%H%M%S}.zip")
    elif target.exists():
        raise UsageError(f"{target} 已经有了，没有覆盖。请换一个名字")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise disk.unwritable(target, fault) from fault
    mark = f"{platform.node()} {desk.workspace.resolve()}"
    aside = disk.aside_name(target.with_name(FOLDER), mark)
    try:
        with desk.ledger.exclusive(on_wait, _PATIENCE):
            _write(desk, aside, {"made": now.isoformat(timespec="seconds"), "engine": engine}, on_progress)
        found = check(aside, target, on_progress)
    except BaseException:
        disk.remove(aside)
        raise
    disk.put(aside, target)
    return found


def _write(desk: Desk, aside: Path, about: Mapping[str, str], on_progress: bundle.Progress) -> None:
    """Write everything into `aside`. Raises NotReadyError, DiskError, LedgerError."""
    with tempfile.TemporaryDirectory(prefix="gongwen-") as scratch:
        bases = {}
        for name in _BASES:
            if (own_folder(desk.workspace) / name).is_file():
                ledger.copy_database(own_folder(desk.workspace) / name, Path(scratch) / name)
                bases[_OWN + name] = Path(scratch) / name
        bundle.write(
            aside,
            lambda: {**_listed(desk.workspace), **bases},
            lambda lines: {
                MANIFEST: json.dumps({"format": _FORMAT, **about, "files": lines}, ensure_ascii=False).encode()
            },
            desk.settings.quiet_seconds,
            on_progress,
        )


def _listed(workspace: Path) -> dict[str, Path]:
    """Return what is to be kept, the databases left out."""
    found: dict[str, Path] = {}
    for top in ("inputs", "templates", "outputs"):
        found |= bundle.below(workspace, workspace / top)
    own = [path for pattern in _KEPT for path in own_folder(workspace).glob(pattern)]
    more = [path for path in (*own, workspace / config.FILE) if path.is_file()]
    there = {name: path for name, path in found.items() if not name.startswith(_OWN)}
    return there | {path.relative_to(workspace).as_posix(): path for path in more}


# --- back again ---------------------------------------------------------------------------------------------------


def check(path: Path, shown: Path | None = None, on_progress: bundle.Progress = bundle.unheard) -> Backup:
    """Look a backup through, every byte and the databases. Raises WorkspaceError, LedgerError, DiskError."""
    with _opened(path, shown or path) as archive, tempfile.TemporaryDirectory(prefix="gongwen-") as scratch:
        said = _manifest(archive, shown or path)
        for at, (name, line) in enumerate(said["files"].items()):
            on_progress(bundle.CHECKING, at, len(said["files"]))
            base = Path(scratch) / PurePosixPath(name).name if name in _bases() else None
            _extracted(archive, name, line, base)
            if base is not None:
                ledger.check_copy(base)
        size = sum(int(line["size"]) for line in said["files"].values())
        return Backup(shown or path, said["made"], said["engine"], len(said["files"]), size)


def _bases() -> tuple[str, ...]:
    return tuple(_OWN + name for name in _BASES)


def restore(path: Path, workspace: Path) -> Backup:
    """Put a workspace back where there is none, after all of the backup has been looked through.

    Everything is written aside and made durable, then renamed, inputs/ last: until then no command takes the folder
    for a workspace. Killed at any moment it is run again. Raises UsageError, WorkspaceError, LedgerError, DiskError.
    """
    found = check(path)
    with _opened(path, path) as archive:
        files = _manifest(archive, path)["files"]
        waiting = [top for top in _TOPS if not _is_back(workspace, top, files)]
        stage = workspace / _STAGE
        try:
            workspace.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(stage, ignore_errors=True)
            if shutil.disk_usage(workspace).free < found.size:
                raise WorkspaceError(f"磁盘放不下：要 {found.size / 1e6:.0f} MB。请腾出空间，或换一个盘")
            for top in waiting:
                if top != config.FILE:
                    (stage / top).mkdir(parents=True)
            for name, line in files.items():
                if name.partition("/")[0] in waiting:
                    (stage / name).parent.mkdir(parents=True, exist_ok=True)
                    _extracted(archive, name, line, stage / name)
            if "outputs" in waiting:
                note = own_folder(stage) / RESTORED
                note.parent.mkdir(parents=True, exist_ok=True)
                disk.write(note, _NOTE.format(made=found.made.replace("T", " ")[:19]).encode())
            for top in waiting:
                if (stage / top).exists():
                    disk.move(stage / top, workspace / top)
            shutil.rmtree(stage, ignore_errors=True)
        except OSError as fault:
            raise disk.unwritable(workspace, fault) from fault
    return found


def _is_back(workspace: Path, top: str, files: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether an earlier restore has put this part in its place. Raises UsageError where there is something else."""
    path = workspace / top
    if not path.exists():
        return top == config.FILE and top not in files
    wanted = {name: line for name, line in files.items() if name.partition("/")[0] == top}
    there = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    names = {each.relative_to(workspace).as_posix(): each for each in there if each.name != RESTORED}
    if names.keys() != wanted.keys() or any(disk.digest(each) != wanted[n]["sha256"] for n, each in names.items()):
        raise UsageError(f"{workspace} 里已经有 {top}，不会覆盖它。请用 --workspace 写一个新的文件夹名，恢复到那里")
    return True


def _opened(path: Path, shown: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError as fault:
        raise UsageError(f"没有 {shown} 这个文件") from fault
    except OSError as fault:
        raise disk.unreadable(shown, fault) from fault
    except (zipfile.BadZipFile, ValueError) as fault:
        raise WorkspaceError(f"{shown} 不是备份，或没有复制完。请换一份备份") from fault


def _manifest(archive: zipfile.ZipFile, shown: Path) -> dict[str, Any]:
    """Return the list of a backup, held to what is in the archive. Raises WorkspaceError."""
    wrong = WorkspaceError(f"{shown} 不是 gongwen 的备份，或已经损坏。请换一份备份")
    try:
        said = json.loads(archive.read(MANIFEST))
        number, files = int(said["format"]), said["files"]
        dt.datetime.fromisoformat(said["made"])
        lines = {
            str(name): (int(line["size"]), str(line["sha256"]), int(line["mtime"])) for name, line in files.items()
        }
        str(said["engine"])
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile, OSError, EOFError) as fault:
        raise wrong from fault
    if number > _FORMAT:
        raise WorkspaceError(f"{shown} 是更新版本的 gongwen 做的。请换用新版本")
    names = [entry.filename for entry in archive.infolist()]
    if len(set(names)) != len(names) or {*names} != {*lines, MANIFEST} or not all(map(_is_ours, lines)):
        raise wrong
    return dict(said)


def _is_ours(name: str) -> bool:
    """Whether a name of a backup stays below the workspace, in one of the places that a backup fills."""
    parts = name.split("/")
    return not any(part in {"", ".", ".."} or "\\" in part or ":" in part or "\0" in part for part in parts) and (
        name == config.FILE or (parts[0] in _TOPS and len(parts) > 1)
    )


def _extracted(archive: zipfile.ZipFile, name: str, line: Mapping[str, Any], target: Path | None) -> None:
    """Read one file of a backup, durably into `target` if there is one. Raises WorkspaceError, OSError."""
    try:
        with archive.open(name) as source:
            if target is None:
                found = bundle.pumped(source, None, int(line["size"]))
            else:
                with target.open("xb") as out:
                    found = bundle.pumped(source, out, int(line["size"]))
                    out.flush()
                    os.fsync(out.fileno())
                os.utime(target, ns=(int(line["mtime"]), int(line["mtime"])))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as fault:
        raise WorkspaceError(f"备份里的 {name} 已经损坏。请换一份备份") from fault
    if found != (line["sha256"], int(line["size"])):
        raise WorkspaceError(f"备份里的 {name} 已经损坏。请换一份备份")
