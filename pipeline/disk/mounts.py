"""What kind of file system a folder lies on: a network drive sends no events and cannot be locked reliably."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "vboxsf", "davfs", "drvfs"}
_DRIVE_REMOTE = 4  # GetDriveTypeW
_MOUNTS = Path("/proc/mounts")


def on_network(path: Path) -> bool:
    """Whether a folder lies on a network drive."""
    if sys.platform == "win32":
        text = str(path.resolve())
        drive = Path(text).drive + "\\"
        return text.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive) == _DRIVE_REMOTE
    return file_system(path) in _NETWORK


def file_system(path: Path) -> str:
    """Return the kind of file system as /proc/mounts names it: ext4, nfs4; "" where the system does not tell."""
    try:
        mounts = _MOUNTS.read_text("utf-8").splitlines()
    except OSError:
        return ""
    here = str(path.resolve())
    kinds = [
        (len(point), kind)
        for point, kind in ((_unescaped(words[1]), words[2]) for words in map(str.split, mounts))
        if here == point or here.startswith(point.rstrip("/") + "/")
    ]
    return max(kinds, default=(0, ""), key=lambda found: found[0])[1]


def _unescaped(point: str) -> str:
    """Return a mount point as it is called: /proc/mounts writes spaces in octal."""
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\134", "\\")):
        point = point.replace(code, character)
    return point
