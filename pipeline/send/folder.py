"""Parcels put into a folder: an exchange share with a subfolder a branch, a USB stick, or a ZIP a branch.

Writing the same again is harmless, so nothing here is ever doubtful; what lies there already is never overwritten.
The 目录 is written last: who sees it sees everything. What a killed run leaves half-written has a name that follows
from the parcel's own (`mark`), so that the next run finds it on a disk that it may not sweep.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

from pipeline import disk
from pipeline.model.work import Parcel
from pipeline.send.parcel import CONTENTS_NAME, RECEIPT_NAME, Sealed, digests, opens, zipped


class Occupied(Exception):  # noqa: N818 - it is the reason why a parcel waits
    """Another file of that name lies there."""


def place(root: Path, parcel: Parcel, branch: str) -> Path:
    """Return a parcel's subfolder: 活动/支部, from the second batch on 活动/支部/第2批."""
    home = root / (disk.safe_name(parcel.campaign) or "活动") / (disk.safe_name(branch) or "支部")
    return home if parcel.batch == 1 else home / f"第{parcel.batch}批"


def archive(root: Path, parcel: Parcel, branch: str) -> Path:
    """Return the path of a parcel's ZIP: 活动/支部.zip, from the second batch on 活动/支部-第2批.zip."""
    home = place(root, replace(parcel, batch=1), branch)
    batch = f"-第{parcel.batch}批" if parcel.batch > 1 else ""
    return home.with_name(f"{home.name}{batch}.zip")


def into_folder(root: Path, sealed: Sealed, branch: str, mark: str) -> Path:
    """Write a parcel's files into its subfolder and return it. Raises Occupied, DiskError."""
    home = place(root, sealed.parcel, branch)
    for name, data in (*sealed.files[1:], sealed.files[0]):
        _put(home / name, data, mark)
    return home


def into_zip(root: Path, sealed: Sealed, branch: str, password: str, mark: str) -> Path:
    """Write a parcel as one ZIP beside the others and return it. Raises Occupied, DiskError."""
    path = archive(root, sealed.parcel, branch)
    if password and path.is_file() and opens(path.read_bytes(), password, sealed.files):
        disk.clear(path, mark)
        return path
    _put(path, zipped(sealed.files, password), mark)
    return path


def _put(path: Path, data: bytes, mark: str) -> None:
    if not path.exists():
        disk.write(path, data, mark=mark)
        return
    disk.clear(path, mark)
    if not path.is_file() or path.read_bytes() != data:
        raise Occupied(path.name)


def add(path: Path, data: bytes, mark: str) -> None:
    """Write a file where there is none. Raises DiskError."""
    if not path.exists():
        disk.write(path, data, mark=mark)
    disk.clear(path, mark)


# --- what a run had begun, and what is not to leave like this any more -----------------------------------------------


def lies_there(root: Path, parcel: Parcel, branch: str) -> bool:
    """Whether every document of a parcel lies in its subfolder: then it has been delivered, whatever was recorded."""
    home = place(root, parcel, branch)
    return bool(parcel.documents) and all(_is(home / name, digest) for name, digest in parcel.leaving.items())


def lies_there_as_zip(root: Path, parcel: Parcel, branch: str, password: str) -> bool:
    """Whether a parcel's ZIP lies there with all its documents."""
    path = archive(root, parcel, branch)
    try:
        found = digests(path.read_bytes(), password) if path.is_file() else {}
    except OSError:
        return False
    return bool(parcel.documents) and parcel.leaving.items() <= found.items()


def take_back(root: Path, parcel: Parcel, branch: str, mark: str) -> None:
    """Remove what was put there of a parcel that did not come to its end: its own bytes, and what is half-written."""
    home = place(root, parcel, branch)
    for name, digest in parcel.leaving.items():
        disk.clear(home / name, mark)
        if _is(home / name, digest):
            disk.remove(home / name)
    for name in (CONTENTS_NAME, RECEIPT_NAME):
        disk.clear(home / name, mark)
    disk.clear(archive(root, parcel, branch), mark)
    for folder in (home, *home.parents):
        if root not in folder.parents:
            break
        with contextlib.suppress(OSError):  # not empty, or not there
            folder.rmdir()


def _is(path: Path, digest: str) -> bool:
    try:
        return path.is_file() and disk.digest(path) == digest
    except OSError:
        return False
