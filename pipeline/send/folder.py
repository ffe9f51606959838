"""Parcels put into a folder: an exchange share with a subfolder a branch, a USB stick, or a ZIP a branch.

Writing the same again is harmless, so nothing here is ever doubtful; what lies there already is never overwritten, and
where anybody else has put a file, not one of ours goes beside it. All bytes are written aside first and noted in
sent.db; then they get their names, the 目录 last: who sees it sees everything. Taken back is only what is so noted.
What a killed run leaves half-written has a name that follows from the parcel's own (`Dispatch.message`), so that the
next run finds it on a disk that it may not sweep.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from pipeline import disk
from pipeline.ledger import Dispatch, SentBook
from pipeline.model.errors import DiskError
from pipeline.model.frozen import frozen
from pipeline.model.work import LaidFile, Parcel
from pipeline.send.parcel import CONTENTS_NAME, RECEIPT_NAME, Sealed, digests, opens, zipped

_SAME_TIME = 2_000_000_000  # nanoseconds: as exactly as a USB stick keeps a file's time
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})


class Occupied(Exception):  # noqa: N818 - it is the reason why a parcel waits
    """A file lies there that is not ours: of a name that the parcel has, too (`same_name`), or of any other."""

    def __init__(self, name: str, *, same_name: bool = True) -> None:
        """`name`: the file's."""
        super().__init__(name)
        self.same_name = same_name


@frozen
class OwnFiles:
    """What one plan has put into its folder, as sent.db knows: nothing else there is its own, equal bytes or not."""

    book: SentBook
    dispatch: Dispatch

    @property
    def mark(self) -> str:
        """What the names follow from of what is half-written."""
        return self.dispatch.message

    def note(self, asides: Mapping[str, Path], files: Mapping[str, bytes]) -> None:
        """Put on record what is about to get its name there. Raises DiskError."""
        laid = [
            LaidFile(name, hashlib.sha256(files[name]).hexdigest(), *_identity(aside)) for name, aside in asides.items()
        ]
        self.book.lay(self.dispatch.number, laid)

    def names(self, home: Path) -> set[str]:
        """Return the names of those that lie there as they were put there."""
        return {each.name for each in self.book.laid(self.dispatch.number) if _is_laid(home, each)}


def place(root: Path, parcel: Parcel, branch: str) -> Path:
    """Return a parcel's subfolder: 活动/支部, from the second batch on 活动/支部/第2批."""
    home = root / (disk.safe_name(parcel.campaign) or "活动") / (disk.safe_name(branch) or "支部")
    return home if parcel.batch == 1 else home / f"第{parcel.batch}批"


def archive(root: Path, parcel: Parcel, branch: str) -> Path:
    """Return the path of a parcel's ZIP: 活动/支部.zip, from the second batch on 活动/支部-第2批.zip."""
    home = place(root, replace(parcel, batch=1), branch)
    batch = f"-第{parcel.batch}批" if parcel.batch > 1 else ""
    return home.with_name(f"{home.name}{batch}.zip")


def into_folder(root: Path, sealed: Sealed, branch: str, own: OwnFiles) -> Path:
    """Write a parcel's files into its subfolder and return it: all, or none. Raises Occupied, DiskError."""
    home = place(root, sealed.parcel, branch)
    files = dict((*sealed.files[1:], sealed.files[0]))
    try:
        if not _whole(home, files, own):
            _lay(home, files, own)
    except Occupied:
        take_back(root, sealed.parcel, branch, own)
        raise
    return home


def _whole(home: Path, files: Mapping[str, bytes], own: OwnFiles) -> bool:
    """Whether a parcel lies there byte for byte, whoever has put it there. Raises Occupied by anything but our own."""
    there, wanted = _lying(home), {_key(name): data for name, data in files.items()}
    if there.keys() == wanted.keys() and all(_holds(path, wanted[key]) for key, path in there.items()):
        return True
    ours = set(map(_key, own.names(home)))
    strange = [path for key, path in sorted(there.items()) if key not in ours]
    taken = [path for path in strange if _key(path.name) in wanted and not _holds(path, wanted[_key(path.name)])]
    for path in (*taken, *strange):
        raise Occupied(path.name, same_name=path in taken)
    return False


def _lay(home: Path, files: Mapping[str, bytes], own: OwnFiles) -> None:
    """Write aside what is not there, note it, and give it its names; look once more before each, and at all at last."""
    ours = own.names(home)
    asides: dict[str, Path] = {}
    try:
        for name, data in files.items():
            if not (name in ours and _holds(home / name, data)):
                asides[name] = disk.write_aside(home / name, data, mark=own.mark)
        own.note(asides, files)
        for name, aside in asides.items():
            _check_free(home, name, files, ours)
            disk.put(aside, home / name)
    except (Occupied, DiskError):
        for name in asides:
            disk.clear(home / name, own.mark)
        raise


def _check_free(home: Path, name: str, files: Mapping[str, bytes], ours: Collection[str]) -> None:
    """Raise Occupied where a name is taken; before the last one, where anything else lies there."""
    if os.path.lexists(home / name) and name not in ours:
        raise Occupied(name)
    if name == CONTENTS_NAME and (others := _lying(home).keys() - set(map(_key, files))):
        raise Occupied(min(others), same_name=False)


def _lying(home: Path) -> dict[str, Path]:
    """Return what lies in a folder, by a key that is one for all spellings of a name; not what the system keeps there.

    Later batches have subfolders of their own. Raises DiskError.
    """
    try:
        return {
            _key(path.name): path
            for path in (home.iterdir() if home.exists() else ())
            if not path.is_dir() and not path.name.startswith((".", "~$")) and _key(path.name) not in _OF_THE_SYSTEM
        }
    except OSError as fault:
        raise disk.unreadable(home, fault) from fault


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def into_zip(root: Path, sealed: Sealed, branch: str, password: str, mark: str) -> Path:
    """Write a parcel as one ZIP beside the others and return it. Raises Occupied, DiskError."""
    path = archive(root, sealed.parcel, branch)
    if password and path.is_file() and opens(path.read_bytes(), password, sealed.files):
        disk.clear(path, mark)
        return path
    data = zipped(sealed.files, password)
    if not path.exists():
        disk.write(path, data, mark=mark)
        return path
    disk.clear(path, mark)
    if not path.is_file() or not _holds(path, data):
        raise Occupied(path.name)
    return path


def add(path: Path, data: bytes, mark: str) -> None:
    """Write a file where there is none. Raises DiskError."""
    if not path.exists():
        disk.write(path, data, mark=mark)
    disk.clear(path, mark)


# --- what a run had begun, and what is not to leave like this any more -----------------------------------------------


def lies_there(root: Path, parcel: Parcel, branch: str) -> bool:
    """Whether a parcel's documents lie in its subfolder, all and no others: it was delivered, whatever was recorded."""
    home = place(root, parcel, branch)
    try:
        beside = _lying(home).keys() - set(map(_key, (*parcel.leaving, CONTENTS_NAME, RECEIPT_NAME)))
    except DiskError:
        return False
    return (
        bool(parcel.documents)
        and not beside
        and all(_is(home / name, digest) for name, digest in parcel.leaving.items())
    )


def lies_there_as_zip(root: Path, parcel: Parcel, branch: str, password: str) -> bool:
    """Whether a parcel's ZIP lies there with all its documents and no others."""
    path = archive(root, parcel, branch)
    try:
        found = digests(path.read_bytes(), password) if path.is_file() else {}
    except OSError:
        return False
    papers = {name: digest for name, digest in found.items() if name not in {CONTENTS_NAME, RECEIPT_NAME}}
    return bool(parcel.documents) and papers == parcel.leaving


def take_back(root: Path, parcel: Parcel, branch: str, own: OwnFiles) -> None:
    """Remove what a plan has put there that did not come to its end, and what is half-written. Raises DiskError."""
    home = place(root, parcel, branch)
    for name in own.names(home):
        disk.remove(home / name)
    for name in (*parcel.leaving, CONTENTS_NAME, RECEIPT_NAME):
        disk.clear(home / name, own.mark)
    disk.clear(archive(root, parcel, branch), own.mark)
    for folder in (home, *home.parents):
        if root not in folder.parents:
            break
        with contextlib.suppress(OSError):  # not empty, or not there
            folder.rmdir()


def _identity(path: Path) -> tuple[int, str]:
    try:
        found = path.stat()
        return found.st_mtime_ns, str(found.st_ino)
    except OSError as fault:
        raise disk.unreadable(path, fault) from fault


def _is_laid(home: Path, laid: LaidFile) -> bool:
    """Whether a file is the one that was put there: written at that very time, or under its number about then."""
    path = home / laid.name
    try:
        at, node = _identity(path)
    except DiskError:
        return False
    same = at == laid.at or (node == laid.node and abs(at - laid.at) <= _SAME_TIME)
    return same and _is(path, laid.digest)


def _is(path: Path, digest: str) -> bool:
    try:
        return path.is_file() and disk.digest(path) == digest
    except OSError:
        return False
