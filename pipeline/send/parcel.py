"""Approved documents → parcels: what goes together, in how many parts, under which names; and their bytes."""

from __future__ import annotations

import hashlib
import io
import secrets
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyzipper
from pyzipper.zipfile_aes import AESZipInfo

from pipeline import render
from pipeline.model.frozen import frozen
from pipeline.model.work import Approved, Parcel
from pipeline.send.binding import Binding, BoundFiles
from pipeline.send.papers import CONTENTS, RECEIPT, Papers

CONTENTS_NAME, RECEIPT_NAME = "00-送达目录.docx", "99-送达回执.docx"
_ENCODED = 1.37  # base64 with its line ends
_OVERHEAD = 80_000  # bytes of headers, bodies, 目录 and 回执
_PASSWORD_LENGTH = 10
_EPOCH, _UNIX, _PLAIN_FILE = (1980, 1, 1, 0, 0, 0), 3, 0o100644 << 16  # as render.seal has them, and why
_LEGIBLE = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is mistaken for another on the telephone


class Changed(Exception):  # noqa: N818 - it is the reason why a parcel waits
    """A document is not what was approved any more."""


class TooLarge(Exception):  # noqa: N818 - it is the reason why a parcel waits
    """One document alone is larger than a mail may be."""


@frozen
class Sealed:
    """A parcel with its bytes: (file name, content), 目录 first and 回执 last.

    `kept`: the bytes by digest that a return is held to: of each document, and of each volume. `notes`: what could not
    be bound, and why.
    """

    parcel: Parcel
    files: tuple[tuple[str, bytes], ...]
    kept: tuple[tuple[str, bytes], ...] = ()
    notes: tuple[str, ...] = ()


def planned(
    campaign: str, branch: str, batch: int, documents: Sequence[Approved], *, workspace: Path, limit: float = 0
) -> list[Parcel]:
    """Return one parcel, or as many parts as `limit` (bytes of a mail; 0 = none) asks for. Raises TooLarge."""
    groups: list[list[Approved]] = [[]]
    filled = float(_OVERHEAD)
    for document in documents:
        size = (workspace / document.path).stat().st_size * _ENCODED
        if limit and size + _OVERHEAD > limit:
            raise TooLarge(document.name)
        if limit and filled + size > limit:
            groups.append([])
            filled = float(_OVERHEAD)
        groups[-1].append(document)
        filled += size
    parcels = [
        Parcel(campaign, branch, batch, number, len(groups), tuple(group), "") for number, group in enumerate(groups, 1)
    ]
    return [replace(parcel, digest=_digest(parcel)) for parcel in parcels]


def _digest(parcel: Parcel) -> str:
    said = (parcel.campaign, parcel.branch, parcel.batch, parcel.number, parcel.of)
    listed = [(document.name, document.digest) for document in parcel.documents]
    bound = [(volume.name, volume.digest) for volume in parcel.volumes]
    return hashlib.sha256(
        repr((said, listed, bound) if bound else (said, listed)).encode("utf-8", "replace")
    ).hexdigest()


def sealed(parcel: Parcel, workspace: Path, papers: Papers, binding: Binding | None = None) -> Sealed:
    """Read a parcel's documents, make sure that they are the approved ones, add 目录 and 回执. Raises Changed.

    With a `binding` what belongs together leaves as one volume, made from these very bytes.
    """
    read = []
    for document in parcel.documents:
        data = _read(workspace / document.path)
        if hashlib.sha256(data).hexdigest() != document.digest:
            raise Changed(document.name)
        read.append((document, data))
    files = [(document.name, data) for document, data in read]
    kept = [(document.digest, data) for document, data in read]
    bound = binding.bound(read) if binding else BoundFiles(files)
    kept += [(volume.digest, data) for volume, data in bound.volumes]
    volumes = tuple(volume for volume, _ in bound.volumes)
    if volumes != parcel.volumes:
        parcel = replace(parcel, volumes=volumes)
        parcel = replace(parcel, digest=_digest(parcel))
    contents, receipt = papers.of_parcel(CONTENTS, parcel), papers.of_parcel(RECEIPT, parcel)
    return Sealed(
        parcel, ((CONTENTS_NAME, contents), *bound.files, (RECEIPT_NAME, receipt)), tuple(kept), tuple(bound.notes)
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Changed(path.name) from fault


def zipped(files: Sequence[tuple[str, bytes]], password: str = "") -> bytes:
    """Return a ZIP with UTF-8 names: the same files give the same bytes, unless a password salts them (AES)."""
    if not password:
        return render.sealed(render.sealed_prefix(()), files)
    packed = io.BytesIO()
    with pyzipper.AESZipFile(packed, "w", pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password.encode())
        for name, data in files:
            entry = AESZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = pyzipper.ZIP_DEFLATED, _UNIX, _PLAIN_FILE
            archive.writestr(entry, data)
    return packed.getvalue()


def digests(data: bytes, password: str = "") -> dict[str, str]:
    """Return the sha256 of each file of a ZIP; of none where it does not open with this password."""
    try:
        with pyzipper.AESZipFile(io.BytesIO(data)) as archive:
            archive.setpassword(password.encode())
            return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    except (pyzipper.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return {}


def opens(data: bytes, password: str, files: Sequence[tuple[str, bytes]]) -> bool:
    """Whether a locked ZIP is ours: it opens with the password and holds these files."""
    try:
        with pyzipper.AESZipFile(io.BytesIO(data)) as archive:
            archive.setpassword(password.encode())
            return [(name, archive.read(name)) for name in archive.namelist()] == list(files)
    except (pyzipper.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return False


def password() -> str:
    """Return a password that can be said on the telephone."""
    return "".join(secrets.choice(_LEGIBLE) for _ in range(_PASSWORD_LENGTH))
