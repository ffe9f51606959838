"""One file: written whole or not at all, moved, removed, hashed. What goes wrong says what the clerk can do."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pipeline.disk.system_words import in_words
from pipeline.model.errors import DiskError

_PIECE = 1_000_000  # bytes
TEMPORARY = ".gongwen.tmp"
_SHARING = frozenset({5, 32, 33, 1224})  # Windows: access denied, sharing or lock violation, mapped by another program
_WINDOWS_LENGTH = 260  # characters of a path, where long ones are not allowed
_PATH_NOT_FOUND, _NAME_TOO_LONG = 3, 206  # Windows says the first also of a path that is too long
_OPEN = "文件正被打开，或文件夹是只读的；请在 Word、WPS 中关闭它，或检查权限"
_FULL = "磁盘已满，请腾出空间，程序会接着做"
_PROTECTED = "磁盘是只读的，请换一个可以写入的位置"
_VIRUS = "被杀毒软件拦住了；请在杀毒软件的记录里看原因，确认没有问题的，把工作文件夹加入信任"
_AWAY = "连不上这个盘（网络断了，或盘被拔下了）；请接好以后再运行"
_NAME = "这个盘不接受这样的名字（有不允许的字符，或是系统留用的名字）；请改名，或换一个盘"
_BY_WINERROR = {
    **dict.fromkeys((32, 33, 1224), _OPEN),  # sharing violation, lock violation, mapped by another program
    **dict.fromkeys((39, 112), _FULL),
    19: _PROTECTED,
    **dict.fromkeys((225, 226), _VIRUS),
    **dict.fromkeys((15, 21, 51, 53, 55, 59, 64, 67, 121, 433, 1167, 1231), _AWAY),
    **dict.fromkeys((123, 161), _NAME),
    1920: "系统不让打开它（云盘上还没有下载，或已加密）；请在文件夹里先打开它看看",
}
_RETRIES = (0.05, 0.2, 0.5, 1.0)  # seconds: a virus scanner or an indexer holds a new file for a moment


def aside_name(path: Path, mark: str = "") -> Path:
    """Return a name beside `path` that no other writer uses and `sweep` knows: a new one, or that of a mark."""
    if not mark:
        return Path(new_name_beside(os.fspath(path)))
    own = hashlib.sha256(f"{mark}\n{path.name}".encode("utf-8", "replace")).hexdigest()[:32]
    return path.with_name(f".{own}{TEMPORARY}")


def new_name_beside(path: str) -> str:
    """Return `aside_name` of a path without a mark, for those who name files by the hundred thousand."""
    return os.path.join(os.path.dirname(path), f".{os.urandom(16).hex()}{TEMPORARY}")  # noqa: PTH118, PTH120


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yield all that a file holds, a megabyte at a time."""
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece


def write_new(path: Path | str, data: bytes | IO[bytes]) -> os.stat_result:
    """Write a file that is not there yet, without making it durable; return what the file system says of it."""
    with open(path, "xb", buffering=0) as file:  # noqa: PTH123 - a third of what Path.open costs
        for piece in (data,) if isinstance(data, bytes) else pieces(data):
            left = memoryview(piece)
            while left:
                left = left[file.write(left) :]
        return os.fstat(file.fileno())


def sync(path: Path) -> None:
    """Make a file's bytes durable."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable; Windows has no such call, NTFS keeps a journal of names."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def rename(path: Path | str, target: Path | str) -> None:
    """Put a file in the place of another; where another program holds that one, try again for two seconds."""
    for pause in (*_RETRIES, 0.0):
        try:
            os.replace(path, target)  # noqa: PTH105 - Path.replace takes the target's name apart once more
        except OSError as fault:
            if not pause or getattr(fault, "winerror", None) not in _SHARING:
                raise
            time.sleep(pause)
        else:
            return


def write(path: Path, data: bytes, *, mark: str = "") -> os.stat_result:
    """Write `data` to `path`, whole or not at all, and return what the file system says of it.

    `mark`: who writes there and nobody else at the same time; what a killed run has left of it goes (see `clear`).
    Raises DiskError with what the clerk can do: disk full, read-only, open in another program, path too long.
    """
    return put(write_aside(path, data, mark=mark), path)


def write_aside(path: Path, data: bytes, *, mark: str = "") -> Path:
    """Write what `put` will give the name of `path`, beside it, and return where it lies. Raises DiskError."""
    aside = aside_name(path, mark)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if mark:
            aside.unlink(missing_ok=True)
        write_new(aside, data)
    except OSError as fault:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise unwritable(path, fault) from fault
    return aside


def put(aside: Path, path: Path) -> os.stat_result:
    """Put a file that was written aside, in the same folder, in its place, durably. Raises DiskError."""
    try:
        sync(aside)
        rename(aside, path)
        sync_folder(path.parent)
        return path.stat()
    except OSError as fault:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise unwritable(path, fault) from fault


def free(path: Path) -> Path:
    """Return a name that is not taken: the wanted one, or with （2）, （3） and so on."""
    wanted, count = path, 1
    while path.exists():
        count += 1
        path = wanted.with_name(f"{wanted.stem}（{count}）{wanted.suffix}")
    return path


def move(path: Path, target: Path) -> None:
    """Move a file, never over another."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            raise FileExistsError(errno.EEXIST, "taken")
        path.rename(target)
        sync_folder(target.parent)
    except OSError as fault:
        raise DiskError(f"移不动 {path}：{_advice(fault, path)}") from fault


def remove(path: Path) -> None:
    """Remove a file of our own making; that it is gone already is fine."""
    try:
        path.unlink(missing_ok=True)
    except OSError as fault:
        raise DiskError(f"删不掉 {path}：{_advice(fault, path)}") from fault


def clear(path: Path, mark: str) -> None:
    """Remove what a killed run has left of `write` to `path` under `mark`: where no `sweep` comes, on others' disks."""
    with contextlib.suppress(OSError):  # the disk is gone, or read-only: then it is as it was
        aside_name(path, mark).unlink(missing_ok=True)


def sweep(folder: Path) -> int:
    """Remove what a killed run left half-written below `folder`; return how many files."""
    left = list(folder.rglob(f".*{TEMPORARY}")) if folder.is_dir() else []
    for path in left:
        remove(path)
    return len(left)


def digest(path: Path) -> str:
    """Return the sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def prune(folder: Path) -> None:
    """Remove `folder` and the folders below it as far as they are empty."""
    for path in sorted(_folders(folder), reverse=True):
        with contextlib.suppress(OSError):
            path.rmdir()


def _folders(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield folder
        yield from (path for path in folder.rglob("*") if path.is_dir())


def unwritable(path: Path, fault: OSError) -> DiskError:
    """Return the error that says why `path` cannot be written and what the clerk can do."""
    return DiskError(f"写不了 {path}：{_advice(fault, path)}")


def unreadable(path: Path, fault: OSError) -> DiskError:
    """Return the error that says why `path` cannot be read and what the clerk can do."""
    return DiskError(f"读不了 {path}：{_advice(fault, path)}")


def _in_the_way(path: Path) -> str:
    """Return what has taken a name, of the file itself or of a folder above it, and what to do."""
    for above in reversed(path.absolute().parents):
        if above.exists() and not above.is_dir():
            return f"“{above.name}”要做文件夹，这个名字已被一个文件占用，请移走它"
    return "这个名字已被一个文件夹或文件占用，请移走它"


def _advice(fault: OSError, path: Path) -> str:
    """Return what to do. Windows's own number says more than the errno that Python makes of it: half become EINVAL."""
    number, length = getattr(fault, "winerror", None) or 0, len(str(path.absolute()))
    if number == _NAME_TOO_LONG or (number == _PATH_NOT_FOUND and length >= _WINDOWS_LENGTH):
        return _too_long(length)
    if number in _BY_WINERROR:
        return _BY_WINERROR[number]
    if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _FULL
    if fault.errno in {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}:
        return _OPEN
    if fault.errno == errno.EROFS:
        return _PROTECTED
    if fault.errno == errno.ENAMETOOLONG:
        return _too_long(length)
    if fault.errno == errno.EINVAL and not number:
        return _NAME
    if fault.errno in {errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY}:
        return _in_the_way(path)
    return f"系统报告：{in_words(fault)}{f'（{number}）' if number else ''}"


def _too_long(length: int) -> str:
    return f"路径太长（{length} 个字符），请把工作文件夹移到更短的路径下"
