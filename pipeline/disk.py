"""Below the rooms: durable, atomic writing, and file names that every system takes.

A file appears whole or not at all: written aside in the target's own folder, fsync, `os.replace`. A killed run leaves
a file that ends in .tmp at worst; `sweep` removes those at the next start.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import unicodedata
import uuid
from collections.abc import Iterator
from pathlib import Path

from pipeline.model.errors import DiskError

TEMPORARY = ".gongwen.tmp"
_LONGEST_NAME = 200  # bytes of UTF-8; file systems take 255, and a 新版 or a temporary name needs the rest
_FORBIDDEN = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}


def safe_name(text: str) -> str:
    """Return `text` as a file name for Windows and Linux alike, without its ending; "" if nothing is left of it.

    Separators become their full-width twins, so that two different names stay different; a very long name is cut and
    told apart by six digits of its digest.
    """
    name = unicodedata.normalize("NFC", text).translate(_FORBIDDEN)
    name = "".join(character for character in name if unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn"})
    name = name.strip().rstrip(". ").strip()
    if name.split(".")[0].upper() in _RESERVED:
        name += "_"
    encoded = name.encode("utf-8")
    if len(encoded) > _LONGEST_NAME:
        mark = hashlib.sha256(encoded).hexdigest()[:6]
        name = encoded[: _LONGEST_NAME - 9].decode("utf-8", "ignore") + f"…{mark}"
    return name


def write(path: Path, data: bytes) -> os.stat_result:
    """Write `data` to `path`, whole or not at all, and return what the file system says of it.

    Raises DiskError with what the clerk can do: disk full, read-only, open in another program, path too long.
    """
    aside = path.with_name(f".{uuid.uuid4().hex}{TEMPORARY}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        return path.stat()
    except OSError as fault:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise DiskError(f"写不了 {path}：{_advice(fault, path)}") from fault


def move(path: Path, target: Path) -> None:
    """Move a file, never over another: a taken name gets （2）, （3） and so on."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        free, count = target, 1
        while free.exists():
            count += 1
            free = target.with_name(f"{target.stem}（{count}）{target.suffix}")
        path.rename(free)
    except OSError as fault:
        raise DiskError(f"移不动 {path}：{_advice(fault, path)}") from fault


def remove(path: Path) -> None:
    """Remove a file of our own making; that it is gone already is fine."""
    try:
        path.unlink(missing_ok=True)
    except OSError as fault:
        raise DiskError(f"删不掉 {path}：{_advice(fault, path)}") from fault


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


def _advice(fault: OSError, path: Path) -> str:
    if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "磁盘已满，请腾出空间，程序会接着做"
    if fault.errno in {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}:
        return "文件正被打开，或文件夹是只读的；请在 Word、WPS 中关闭它，或检查权限"
    if fault.errno == errno.EROFS:
        return "磁盘是只读的，请换一个可以写入的位置"
    if fault.errno in {errno.ENAMETOOLONG, errno.EINVAL}:
        return f"路径太长（{len(str(path))} 个字符），请把工作文件夹移到更短的路径下"
    if fault.errno in {errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY}:
        return "这个名字已被一个文件夹或文件占用，请移走它"
    return f"系统报告：{fault.strerror}"
