"""Compiled templates of others, kept between runs in the user's own cache folder, where nobody else can write.

Never in a workspace: that may lie on a share, and a kept program is code.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import pickle
import platform
from importlib import metadata
from pathlib import Path

from pipeline import disk
from pipeline.model.problem import Read
from pipeline.render.compiled import Compiled
from pipeline.used_names import Known

_MOST = 200  # templates
_ENDING = ".compiled"
_SORT = "templates"


def recalled_template(key: str) -> Read[Compiled | None] | None:
    """Return a template as `keep_template` kept it, None where there is none that can be read."""
    data = disk.cached(_SORT, f"{key}{_ENDING}")
    if data is None:
        return None
    try:
        found = pickle.loads(data)  # noqa: S301 - nobody else can write there
    except Exception:  # noqa: BLE001 - cut off, of another make: it is compiled anew
        return None
    return found if isinstance(found, Read) else None


def keep_template(key: str, compiled: Read[Compiled | None]) -> None:
    """Keep a template; where that cannot be done, the next run compiles it again."""
    disk.keep_cached(_SORT, f"{key}{_ENDING}", pickle.dumps(compiled), most=_MOST)


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
