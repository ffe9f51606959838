"""Below the rooms: which program this is, for whoever keeps what it has made or read."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def _engine() -> str:
    try:
        return version("gongwen")
    except PackageNotFoundError:  # run from a checkout
        return "0.1.0"


ENGINE = _engine() + "+10"  # part of every fingerprint: raise the last number when the same facts fill differently


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
