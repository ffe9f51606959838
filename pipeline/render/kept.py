"""Compiled templates of others, kept between runs in the user's own cache folder, where nobody else can write.

Never in a workspace: that may lie on a share, and a kept program is code.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import itertools
import os
import pickle
import platform
import stat
from importlib import metadata
from pathlib import Path

from pipeline import disk
from pipeline.model.errors import PipelineError
from pipeline.model.problem import Read
from pipeline.render.compiled import Compiled
from pipeline.used_names import Known

_MOST = 200  # templates
_ENDING = ".compiled"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def recalled_template(key: str) -> Read[Compiled | None] | None:
    """Return a template as `keep_template` kept it, None where there is none that can be read."""
    folder = _folder()
    if folder is None:
        return None
    try:
        found = pickle.loads((folder / f"{key}{_ENDING}").read_bytes())  # noqa: S301 - nobody else can write there
    except Exception:  # noqa: BLE001 - not there, cut off, of another make: it is compiled anew
        return None
    return found if isinstance(found, Read) else None


def keep_template(key: str, compiled: Read[Compiled | None]) -> None:
    """Keep a template; where that cannot be done, the next run compiles it again."""
    folder = _folder()
    if folder is None:
        return
    with contextlib.suppress(OSError, PipelineError):
        disk.write(folder / f"{key}{_ENDING}", pickle.dumps(compiled))
        _make_room(folder)


def template_key(data: bytes, file: str, known: Known, body_font: str) -> str:
    """Return what the compiled form of a template depends on, this program's own compiling among it."""
    said = (file, _canonical(known), body_font, platform.python_version(), _program())
    return hashlib.sha256(data + repr(said).encode()).hexdigest()


def _canonical(known: Known | None) -> object:
    return known and sorted((name, _canonical(inner)) for name, inner in known.items())


@functools.cache
def _program() -> str:
    """Return the digest of everything that compiles: of this room, and of the libraries by their versions."""
    room = hashlib.sha256()
    here = Path(__file__).parent
    rooms = (sorted(here.glob(pattern)) for pattern in ("*.py", "checking/*.py", "shipped/s*.py"))
    for path in (*itertools.chain(*rooms), here.parent / "expression.py"):
        room.update(path.read_bytes())
    libraries = [metadata.version(name) for name in ("docxtpl", "jinja2", "lxml")]
    return f"{room.hexdigest()} {libraries}"


def _folder() -> Path | None:
    """Return the folder, made where it is not there; None where others could write to it."""
    try:
        folder = _home() / "gongwen" / "templates"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        seen = folder.lstat()
    except (OSError, RuntimeError):  # a system account has no home
        return None
    if os.name == "posix" and (not stat.S_ISDIR(seen.st_mode) or seen.st_uid != os.geteuid() or seen.st_mode & _OTHERS):
        return None
    return folder


def _home() -> Path:
    """Return where a user's programs keep what can be made again. Raises RuntimeError."""
    said = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    if said and Path(said).is_absolute():
        return Path(said)
    return Path.home() / ("AppData/Local" if os.name == "nt" else ".cache")


def _make_room(folder: Path) -> None:
    """Remove the templates that were kept first."""
    there = sorted(folder.glob(f"*{_ENDING}"), key=lambda path: path.stat().st_mtime_ns)
    for path in there[:-_MOST]:
        path.unlink(missing_ok=True)
