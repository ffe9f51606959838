"""The names of 新版: …（新版）.docx, …（新版2）.docx."""

from __future__ import annotations

_MARK = "（新版"


def version_path(path: str, number: int) -> str:
    """Return the path of a document's `number`th 新版: …（新版）.docx, …（新版2）.docx."""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}{_MARK}{number if number > 1 else ''}）{dot}{ending}"


def document_of(path: str) -> str:
    """Return the path of the document that this is a 新版 of, by its name; its own if it is none."""
    stem, mark, _ = path.rpartition(_MARK)
    return f"{stem}.docx" if mark else path
