"""A paper to look at: its content as a page that a strict browser shows as it is."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from pipeline import review
from pipeline.model.errors import WorkspaceError
from pipeline.model.frozen import frozen
from pipeline.review import Unconvertible, office

_TAG = re.compile(r"<(?:td|th|col)\b[^>]*>")
_STYLE = re.compile(r' style="([^"]*)"')
_SHEET = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@frozen
class PreviewPage:
    """A page, and the digest of its one style element as a browser's policy names it."""

    html: str
    style: str  # sha256-…


def content(path: Path) -> PreviewPage:
    """Return a Word file's content; attributes of style become classes, so that one digest allows all of it.

    Raises WorkspaceError.
    """
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise WorkspaceError(office.UNREADABLE) from fault
    return of_bytes(data, path.stem)


def of_bytes(data: bytes, title: str) -> PreviewPage:
    """Return the same of a Word file's bytes, which are read in this process. Raises WorkspaceError."""
    try:
        page = review.html_page(data, title)
    except Unconvertible as fault:
        raise WorkspaceError(str(fault)) from fault
    rules: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        return _STYLE.sub(lambda style: f' class="{rules.setdefault(style[1], f"s{len(rules)}")}"', found[0])

    page = _TAG.sub(named, page)
    more = "\n".join(f".{name} {{ {rule} }}" for rule, name in rules.items())
    page = page.replace("</style>", f"{more}\n</style>", 1)
    sheet = _SHEET.search(page)
    digest = hashlib.sha256((sheet[1] if sheet else "").encode()).digest()
    return PreviewPage(page, f"sha256-{base64.b64encode(digest).decode()}")
