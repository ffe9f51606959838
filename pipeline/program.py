"""Below the rooms: which program this is, for whoever keeps what it has made or read."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import platform
from pathlib import Path

_FILLS = 10  # raise it when the same facts fill differently


@functools.cache
def engine() -> str:
    """Return the engine's version, which is part of every fingerprint."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - it loads what reads e-mail

    try:
        number = version("gongwen")
    except PackageNotFoundError:  # run from a checkout
        number = "0.1.0"
    return f"{number}+{_FILLS}"


@functools.cache
def digest() -> str:
    """Return a digest of all our modules, of the libraries by their versions, and of the machine's kind."""
    said = hashlib.sha256(f"{platform.python_version()} {platform.machine()}".encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        said.update(path.read_bytes())
    reader = importlib.util.find_spec("python_calamine")
    if reader and reader.origin:
        libraries = Path(reader.origin).parent.parent.glob("*.dist-info")
        said.update("\n".join(sorted(path.name for path in libraries)).encode())
    return said.hexdigest()
