"""What a run stands on, told without reading any of it: the bytes of what it reads, and how the files in outputs/ lie.

Of inputs/ and templates/ every byte is hashed: no clock is trusted. Of outputs/ size, time and inode are taken, as the
shelf takes them. The program is told by its own bytes and by the versions of the libraries beside it.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline import program
from pipeline.desk import SENT, Desk, look, own_folder
from pipeline.inbox import INODE_LESS, Mark
from pipeline.ledger import SentBook
from pipeline.model.errors import LedgerError
from pipeline.model.frozen import frozen
from pipeline.model.work import CAME_BACK_FOLDER, SUMMARY_FOLDER
from pipeline.produce import paper_key

_CAME, _IN_A_CAMPAIGN = frozenset({CAME_BACK_FOLDER, SUMMARY_FOLDER}), 2  # folders that no run looks into, how deep
_TEMPLATE = re.compile(r"""^[^#\n]*模板["']?\s*[:：]\s*["']?([^\s"',}]+)""", re.MULTILINE)
_MOST = 20_000  # files in outputs/: a larger office's are looked at one by one, so that memory stays flat


@frozen
class Ground:
    """What a run stands on. `sources`: a digest of all that it reads; `files`: those in outputs/, by path."""

    sources: str
    files: Mapping[str, Mark]
    keys: str = ""  # of the 表号, by campaign

    @property
    def key(self) -> str:
        """A digest of all of it."""
        lying = "\n".join(f"{path}\0{each.size} {each.mtime} {each.inode}" for path, each in sorted(self.files.items()))
        return hashlib.sha256(f"{self.sources}\n{self.keys}\n{lying}".encode("utf-8", "replace")).hexdigest()


def look_at(desk: Desk) -> Ground | None:
    """Return what a run would stand on now; None where that cannot be told, or costs as much as the run."""
    try:
        if _reaches_out(desk):
            return None
        outputs = str(desk.outputs)
        home = len(outputs) - len(desk.outputs.name)  # of a workspace “.” the paths begin with outputs/
        files = dict(_lying(outputs, str(own_folder(desk.workspace)), home))
        return None if len(files) > _MOST else Ground(_sources(desk), files, _keys(desk))
    except (OSError, LedgerError):  # what is in use, or not to be read: the run itself says so
        return None


def _reaches_out(desk: Desk) -> bool:
    """Whether a template lies where nobody looks: elsewhere (模板: ../共用/…), hidden, or behind a link."""
    said = _TEMPLATE.findall((desk.templates / "catalog.yaml").read_text("utf-8-sig", "replace"))
    links = any(path.is_symlink() and path.is_dir() for path in (desk.templates, *desk.templates.iterdir()))
    return links or any("/" in name or "\\" in name or name.startswith((".", "~$")) for name in said)


def _sources(desk: Desk) -> str:
    said = hashlib.sha256(f"{program.digest()}\0{desk.settings}".encode("utf-8", "replace"))
    for path, mark in look(desk.workspace).items():
        named = f"\0{path.relative_to(desk.workspace).as_posix()}\0{mark}\0"
        said.update(named.encode("utf-8", "replace"))
        with path.open("rb") as file:
            said.update(hashlib.file_digest(file, "sha256").digest())
    return said.hexdigest()


def _keys(desk: Desk) -> str:
    """Return the keys that 表号 are drawn from, and whether each lies in its campaign's folder, too."""
    path = own_folder(desk.workspace) / SENT
    if not path.exists():
        return ""
    with SentBook(path, read_only=True) as book:
        return repr(sorted((name, key, paper_key.lies_beside(desk, name, key)) for name, key in book.keys().items()))


def _lying(folder: str, own: str, home: int) -> Iterator[tuple[str, Mark]]:
    """Yield the files below outputs/, but for the program's own and what came back; at most a few more than told."""
    waiting = [folder]
    count = 0
    while waiting and count <= _MOST:
        try:
            entries = os.scandir(waiting.pop())
        except FileNotFoundError:
            continue
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    came = entry.name in _CAME and entry.path[home:].count(os.sep) == _IN_A_CAMPAIGN
                    waiting += [entry.path] if entry.path != own and not came else []
                    continue
                if entry.is_dir():
                    raise OSError(entry.path)  # a link to a folder: what lies behind it is not looked at here
                if entry.name == paper_key.NAME:
                    continue
                stat = Path(entry.path).stat() if INODE_LESS else entry.stat(follow_symlinks=False)
                count += 1
                yield entry.path[home:].replace(os.sep, "/"), Mark(stat.st_size, stat.st_mtime_ns, stat.st_ino)
