"""A zip in which some parts are others: every part that is not named keeps its bytes, its place and its date."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def with_parts(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """Return the package with these parts: changed where they are there, behind the others where not, None: gone."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        there = set()
        for entry in old.infolist():
            there.add(entry.filename)
            content = parts.get(entry.filename, b"") if entry.filename in parts else old.read(entry)
            if content is not None:
                new.writestr(_like(entry), content)
        for name, content in parts.items():
            if name not in there and content is not None:
                new.writestr(_new(name), content)
    return out.getvalue()


def _like(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(entry.filename, entry.date_time)
    made.compress_type = entry.compress_type if entry.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    made.external_attr, made.create_system, made.comment = entry.external_attr, entry.create_system, entry.comment
    return made


def _new(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    made.compress_type, made.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return made
