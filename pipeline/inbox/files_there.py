"""Which files of inputs/ count, and what the file system says of each. Nothing is opened: so anybody may ask often."""

from __future__ import annotations

import fnmatch
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG

from pipeline.model.errors import WorkspaceError
from pipeline.model.frozen import frozen

_OF_OFFICE_PROGRAMS = (
    "~$*",
    ".~*",
    "~.*",
    "~wr*",
    "*.tmp",
    "*.bak",
    "*.backup",
    "*.old",
    "*.wbk",
    "*.xlk",
    "*.asd",
    "*~",
)
_ON_THE_WAY = (
    "*.part",
    "*.partial",
    "*.filepart",
    "*.*download",
    "*.downloading",
    "*.xltd",
    "*.td",
    "*.aria2",
    "*.swp",
)
_OF_SYSTEMS = (
    "thumbs.db",
    "ehthumbs*.db",
    "desktop.ini",
    "*.lnk",
    "$recycle.bin",
    "system volume information",
    "found.000",
)
_OF_DRIVES = (
    ".*",
    "__macosx",
    "lost+found",
    "@eadir",
    "#recycle",
    "@recycle",
    "#snapshot",
    "@recently-snapshot",
)
_IGNORED = re.compile("|".join(map(fnmatch.translate, (*_OF_OFFICE_PROGRAMS, *_ON_THE_WAY, *_OF_SYSTEMS, *_OF_DRIVES))))
"""Names of files and folders that nobody has put there as a roster: copies that office programs make, files that a
browser or a copying program has not finished, and what systems and network drives (Synology, QNAP) leave about."""
INODE_LESS = sys.platform == "win32"  # what a listing says of a file there is older than the file

WAITING_FOLDER = "待排版"
"""The folder of inputs/ whose papers only wait to be set: nothing in it is a roster, a speech or a campaign's."""


@frozen
class Mark:
    """What the file system says of a file; equal marks mean that nobody has touched it."""

    size: int
    mtime: int
    inode: int


def file_marks(inputs: Path) -> dict[Path, Mark]:
    """Return every file below `inputs` that counts, in a stable order. Raises WorkspaceError."""
    if not inputs.is_dir():
        raise WorkspaceError(
            f"这里没有 inputs 文件夹：{inputs.parent}。请先运行 gongwen init，或用 --workspace 指明工作文件夹"
        )
    try:
        found = sorted(_walk(inputs), key=lambda found: found[0].path)
    except OSError as fault:  # what lies in it may be a campaign: without it nothing could be said of any
        raise WorkspaceError(
            f"读不了 {fault.filename}：没有权限，或连不上。请检查文件夹的权限、网络盘的连接"
        ) from fault
    return {Path(entry.path): mark for entry, mark in found}


def waits_to_be_set(path: Path, inputs: Path) -> bool:
    """Whether a file lies in the folder of those that only wait to be set."""
    return path.relative_to(inputs).parts[0] == WAITING_FOLDER


def _walk(folder: Path | os.DirEntry[str]) -> Iterator[tuple[os.DirEntry[str], Mark]]:
    """Yield the files below a folder that count; 30,000 take half a second."""
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return  # gone between listing and looking, as a file may be
    with entries:
        for entry in entries:
            if _IGNORED.fullmatch(entry.name.lower()):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry)
                continue
            try:
                stat = Path(entry.path).stat() if INODE_LESS else entry.stat()
            except FileNotFoundError:
                continue
            if S_ISREG(stat.st_mode):
                yield entry, Mark(stat.st_size, stat.st_mtime_ns, stat.st_ino)
