"""Which files are ours to hand out: what the ledger or sent.db knows, below outputs/, and no link to elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline import confine
from pipeline.ledger import Ledger, ReturnedBook, SentBook
from pipeline.model.errors import PipelineError, UsageError, WorkspaceError

_OWN = Path("outputs", ".gongwen")
_LEDGER, _SENT, _RETURNED = "ledger.db", "sent.db", "returned.db"
_ENDINGS = frozenset({".docx", ".xlsx", ".pdf"})
_SECONDS = 10.0  # for a desktop to take a file
_FOLDERS = frozenset({"inputs", "outputs", "templates", "备份", "归档"})


def file(workspace: Path, name: str) -> Path:
    """Return the file that `name` (relative, with "/") is. Raises UsageError where it is none of ours."""
    refused = UsageError("没有这份文件，或者它不是程序出的")
    parts = name.split("/")
    if parts[0] != "outputs" or any(part in {"", ".", ".."} or part.startswith(".") for part in parts):
        raise refused
    path = workspace / name
    outputs = (workspace / "outputs").resolve()
    if path.suffix.lower() not in _ENDINGS or not _is_known(workspace, name):
        raise refused
    if not path.is_file() or path.resolve() != outputs.joinpath(*parts[1:]):
        raise refused
    return path


def _is_known(workspace: Path, name: str) -> bool:
    own = workspace / _OWN
    with Ledger(own / _LEDGER, read_only=True, share_allowed=True) as ledger:
        if ledger.known([name]):
            return True
    with SentBook(own / _SENT, read_only=True) as book:
        if book.written(name):
            return True
    with ReturnedBook(own / _RETURNED, read_only=True) as came:
        return bool(came.written(name))


def open_(path: Path) -> None:
    """Open a file, or a folder, as a double click would. Raises WorkspaceError."""
    if os.name == "nt":
        try:
            os.startfile(path)  # type: ignore[attr-defined,unused-ignore]  # noqa: S606 - one of our own files
        except OSError as fault:
            raise WorkspaceError(f"打不开（{fault.strerror}）。请在文件夹里双击它") from fault
        return
    try:
        confine.run(["xdg-open", str(path)], folder=path.parent, seconds=_SECONDS)
    except PipelineError as fault:
        raise WorkspaceError(f"这台电脑上打不开，请自己到这里找：{path}") from fault


def folder(workspace: Path, which: str) -> Path:
    """Return one of the folders of a workspace. Raises UsageError."""
    if which not in _FOLDERS or not (workspace / which).is_dir():
        raise UsageError("没有这个文件夹")
    return workspace / which
