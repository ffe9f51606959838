"""Files that a person gives other bytes: what stood there is kept, who did it is recorded, it can be undone.

Bytes that give way lie in outputs/.gongwen/收回/ under their digest. The deed is recorded as begun, then the file is
written, then the deed stands: where a run was killed in between, the file's digest says whether it came to pass.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from pipeline import disk
from pipeline.desk import SENT, Desk, own_folder
from pipeline.ledger import SentBook
from pipeline.model.deeds import BEGUN, Act, Deed, Doer, FileChange
from pipeline.model.errors import DiskError, NotReadyError, UsageError
from pipeline.model.frozen import frozen

_KEPT = "收回"
_NAMED = 3  # files that a deed names
_PATIENCE = 60.0  # seconds to wait for another program that changes a file
_CHANGED = "{path} 刚刚又变了，没有写进去。请再看一遍"


@frozen
class Writing:
    """What a file is to be; `seen`: the digest of what the person has looked at ("": that it is not there)."""

    path: str  # relative to the workspace, with "/"
    data: bytes
    seen: str


def digest(data: bytes) -> str:
    """Return the digest by which a version of a file is known."""
    return hashlib.sha256(data).hexdigest()


def read(desk: Desk, path: str) -> bytes:
    """Return a file's bytes. Raises UsageError, DiskError."""
    where = inside(desk, path)
    if not where.is_file():
        raise UsageError(f"没有“{path}”这个文件")
    try:
        return where.read_bytes()
    except OSError as fault:
        raise disk.unreadable(where, fault) from fault


def inside(desk: Desk, path: str) -> Path:
    """Return where a file of the office's own lies. Raises UsageError for a path that leads anywhere else."""
    pure = PurePosixPath(path)
    ours = path == "gongwen.toml" or (pure.parts and pure.parts[0] in {"inputs", "templates"})
    where = desk.workspace / path
    home = desk.workspace.resolve()
    if not ours or ".." in pure.parts or {"\\", ":"} & set(path):
        raise UsageError(f"“{path}”不在 inputs、templates 里，不能改")
    if not where.resolve().is_relative_to(home):
        raise UsageError(f"“{path}”是指到别处去的链接，不能改")
    return where


def change(
    desk: Desk, act: Act, about: str, writings: Iterable[Writing], *, who: Doer | None = None, campaign: str = ""
) -> Deed:
    """Write files and record who did it; return the deed.

    Raises NotReadyError where one is not as it was seen, or belongs to a campaign that is closed.
    """
    listed = list(writings)
    changes = []
    for each in listed:
        _refuse_closed(desk, each.path)
        now = _now(desk, each.path)
        if now != each.seen:
            raise NotReadyError(_CHANGED.format(path=each.path))
        changes.append(FileChange(each.path, now, digest(each.data)))
    with SentBook(own_folder(desk.workspace) / SENT) as book, desk.ledger.changing(_PATIENCE):
        _conclude(desk, book)
        for old in changes:
            _keep(desk, old.path, old.before)
        deed = Deed(act, who or desk.person(), desk.time, about, campaign, tuple(changes), undone=BEGUN)
        deed = book.deeds.note(deed)
        try:
            for each in listed:
                disk.write(inside(desk, each.path), each.data)
        except DiskError:
            _conclude(desk, book)
            raise
        book.deeds.take_back(deed.number, "")
    return replace(deed, undone="")


def _refuse_closed(desk: Desk, path: str) -> None:
    parts = PurePosixPath(path).parts
    name = parts[1] if parts[:1] == ("inputs",) and len(parts) > 2 else ""  # noqa: PLR2004 - inputs/<campaign>/…
    if name:
        desk.refuse_archived(name, f"{path} 没有改")


def arrived(desk: Desk, paths: Iterable[str], *, who: Doer | None = None, campaign: str = "") -> Deed:
    """Record files that a person has just put in place; taken back, they go, and their bytes are kept."""
    listed = list(paths)
    changes = tuple(FileChange(path, "", _now(desk, path)) for path in listed)
    named = "、".join(path.rpartition("/")[2] for path in listed[:_NAMED])
    about = f"{named}{f' 等 {len(listed)} 个文件' if len(listed) > _NAMED else ''}"
    with SentBook(own_folder(desk.workspace) / SENT) as book:
        return book.deeds.note(Deed(Act.UPLOADED, who or desk.person(), desk.time, about, campaign, changes))


def restore(desk: Desk, book: SentBook, deed: Deed, who: Doer) -> Deed:
    """Give files the bytes that they had before a deed; return the deed that this is. Raises NotReadyError.

    A file that somebody has written since stays as it is: nothing of anybody's is lost.
    """
    with desk.ledger.changing(_PATIENCE):
        return _restore(desk, book, deed, who)


def _restore(desk: Desk, book: SentBook, deed: Deed, who: Doer) -> Deed:
    for each in deed.files:
        if _now(desk, each.path) not in {each.after, each.before}:
            raise NotReadyError(f"{each.path} 后来又改过，没有撤销：现在的内容还在")
    for each in deed.files:
        _keep(desk, each.path, each.after)
    back = tuple(FileChange(each.path, each.after, each.before) for each in deed.files)
    made = book.deeds.note(Deed(Act.UNDID, who, desk.time, deed.about, deed.campaign, back, undone=BEGUN))
    for each in deed.files:
        if _now(desk, each.path) == each.before:
            continue
        if each.before:
            disk.write(inside(desk, each.path), _kept(desk, each.before).read_bytes())
        else:
            disk.remove(inside(desk, each.path))  # its bytes are kept
    with book.together():
        book.deeds.take_back(made.number, "")
        book.deeds.take_back(deed.number, desk.time)
    return replace(made, undone="")


def conclude(desk: Desk, book: SentBook) -> None:
    """Say of each deed that a killed run has begun how far it came to pass: its files' digests tell."""
    with desk.ledger.changing(_PATIENCE):
        _conclude(desk, book)


def _conclude(desk: Desk, book: SentBook) -> None:
    for deed in book.deeds.begun():
        came = tuple(each for each in deed.files if _now(desk, each.path) == each.after)
        if came == deed.files:
            book.deeds.take_back(deed.number, "")
            continue
        with book.together():
            book.deeds.forget(deed.number)
            if came:
                book.deeds.note(replace(deed, files=came, undone=""))


def _now(desk: Desk, path: str) -> str:
    """Return the digest of a file as it is, "" where there is none."""
    where = inside(desk, path)
    try:
        return digest(where.read_bytes()) if where.is_file() else ""
    except OSError as fault:
        raise disk.unreadable(where, fault) from fault


def _kept(desk: Desk, known: str) -> Path:
    return own_folder(desk.workspace) / _KEPT / known


def _keep(desk: Desk, path: str, known: str) -> None:
    """Keep the bytes of a file that is about to be another. Raises DiskError."""
    where = inside(desk, path)
    if not known or not where.is_file():
        return
    data = where.read_bytes()
    if digest(data) != known:
        return  # it already is what it is to become
    kept = _kept(desk, known)
    if not kept.is_file() or digest(kept.read_bytes()) != known:
        disk.write(kept, data)
    if digest(kept.read_bytes()) != known:
        raise DiskError(f"{path} 的原样没有存好，没有改")
