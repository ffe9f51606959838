"""Wheels and files → what lies in a package, and an archive of it: the same bytes from the same inputs."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

_DATE = (2020, 2, 2, 0, 0, 0)  # of every file: when a package was made would make each another
WHEN = 1_580_601_600  # the same
_LIBRARIES = frozenset({"purelib", "platlib"})


def build(files: Mapping[str, bytes]) -> str:
    """Return what tells a package from every other: of its contents alone."""
    whole = hashlib.sha256()
    for name, data in sorted(files.items()):
        whole.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    return whole.hexdigest()[:8]


def wheels_in(folder: Path) -> dict[str, bytes]:
    """Return the wheels of a folder by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.whl"))}


def unpacked(wheels: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what the wheels put into site-packages; scripts and headers are not needed beside one program."""
    found: dict[str, bytes] = {}
    for data in wheels.values():
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                first, *rest = entry.filename.split("/")
                if entry.is_dir():
                    continue
                if not first.endswith(".data"):
                    found[entry.filename] = archive.read(entry)
                elif rest[0] in _LIBRARIES:
                    found["/".join(rest[1:])] = archive.read(entry)
    return found


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of the files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, data)
    return made.getvalue()


def tarred(files: Mapping[str, bytes], executable: frozenset[str]) -> bytes:
    """Return a tar.gz of the files."""
    made = io.BytesIO()
    with gzip.GzipFile("", "wb", 6, made, mtime=WHEN) as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        for name, data in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.mode = len(data), WHEN, 0o755 if name in executable else 0o644
            archive.addfile(entry, io.BytesIO(data))
    return made.getvalue()
