"""Files that are named on the command line: as the workspace has them, or as they lie from where it is called."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.errors import UsageError
from pipeline.model.problem import nearest

_HOMES = ("inputs", "templates")
_MOST = 10  # files that a message names


def named(path: Path, workspace: Path) -> Path:
    """Return the file that is meant: below the workspace if it is there, else below the folder one stands in."""
    inside = workspace / path
    if inside.exists() or not path.exists():
        return inside
    here = path.resolve()
    return workspace / here.relative_to(workspace.resolve()) if here.is_relative_to(workspace.resolve()) else here


def document(asked: str, workspace: Path) -> str:
    """Return a document's path as the workspace has it, or `asked` itself, which may be a part of its name."""
    path = named(Path(asked.strip()), workspace)
    here, home = path.resolve(), workspace.resolve()
    return here.relative_to(home).as_posix() if here.is_file() and here.is_relative_to(home) else asked


def given(asked: str, workspace: Path) -> str:
    """Return the one file of inputs/ or templates/ that its path, or a part of it, means. Raises UsageError."""
    found = document(asked, workspace)
    is_there = (workspace / found).is_file()
    if is_there and found.partition("/")[0] in _HOMES:
        return found
    part = asked.strip().replace("\\", "/").removeprefix("./")
    files = sorted(
        path.relative_to(workspace).as_posix()
        for home in _HOMES
        for path in (workspace / home).rglob("*")
        if path.is_file() and not path.name.startswith((".", "~$"))
    )
    if is_there:  # another one: which it is a copy of is for a person to say
        same = [path for path in files if Path(path).stem == Path(found).stem]
        offered = "，是不是" + "、".join(f"「{path}」" for path in same[:_MOST]) + "？" if same else "，不能改"
        raise UsageError(f"“{asked}”不在 inputs、templates 里{offered}")
    meant = [path for path in files if path.endswith(f"/{part}")] or [path for path in files if part in path]
    if len(meant) > 1:
        listed = "\n".join(f"  {path}" for path in meant[:_MOST])
        raise UsageError(f"有 {len(meant)} 个文件都像“{asked}”，请写得再完整些：\n{listed}")
    if not meant:
        names = {path.rpartition("/")[2]: path for path in files}
        raise UsageError(f"inputs 里没有“{asked}”这个文件{nearest(part.rpartition('/')[2], names)}")
    return meant[0]
