"""Parcels put into a folder: an exchange share with a subfolder a branch, a USB stick, or a ZIP a branch.

Writing the same again is harmless, so nothing here is ever doubtful; what lies there already is never overwritten.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline import disk
from pipeline.model.work import Parcel
from pipeline.send.parcel import Sealed, opens, zipped


class Occupied(Exception):  # noqa: N818 - it is the reason why a parcel waits
    """Another file of that name lies there."""


def place(root: Path, parcel: Parcel, branch: str) -> Path:
    """Return a parcel's subfolder: 活动/支部, from the second batch on 活动/支部/第2批."""
    home = root / (disk.safe_name(parcel.campaign) or "活动") / (disk.safe_name(branch) or "支部")
    return home if parcel.batch == 1 else home / f"第{parcel.batch}批"


def into_folder(root: Path, sealed: Sealed, branch: str) -> Path:
    """Write a parcel's files into its subfolder and return it. Raises Occupied, DiskError."""
    home = place(root, sealed.parcel, branch)
    for name, data in sealed.files:
        _put(home / name, data)
    return home


def into_zip(root: Path, sealed: Sealed, branch: str, password: str) -> Path:
    """Write a parcel as one ZIP beside the others and return it. Raises Occupied, DiskError."""
    home = place(root, replace(sealed.parcel, batch=1), branch)
    batch = f"-第{sealed.parcel.batch}批" if sealed.parcel.batch > 1 else ""
    path = home.with_name(f"{home.name}{batch}.zip")
    if password and path.is_file() and opens(path.read_bytes(), password, sealed.files):
        return path
    _put(path, zipped(sealed.files, password))
    return path


def _put(path: Path, data: bytes) -> None:
    if path.exists():
        if not path.is_file() or path.read_bytes() != data:
            raise Occupied(path.name)
        return
    disk.write(path, data)
