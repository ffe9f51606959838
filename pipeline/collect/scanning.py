"""Scans and photos → what is on their pages. They are opened in the helper, a page at a time, within limits.

What reads them is not installed with the program everywhere (the extra `paper`); without it nothing else is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from pipeline import confine

if TYPE_CHECKING:  # loads zxing-cpp and Pillow, which may not be there
    from pipeline.collect.scan_pages import SeenPage

SUFFIXES = frozenset({".pdf", ".jpg", ".jpeg", ".jfif", ".png", ".tif", ".tiff", ".bmp"})
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"BM")  # as JPEG, PNG, TIFF, BMP begin
ADVICE = (
    "这台电脑上没有装看扫描件、照片要用的 zxing-cpp 和 Pillow，没有看。请装上（pip install zxing-cpp pillow）再收一次"
)
_COUNT, _SEEN = "pipeline.collect.scan_pages:page_count", "pipeline.collect.scan_pages:seen"
_BOUND, _SHOWN = "pipeline.collect.scan_pages:bound", "pipeline.collect.scan_pages:shown"
_MOST_PAGES = 500
_LARGEST = 100 * 1024 * 1024  # bytes
_OPENING, _PAGE, _BINDING = 9.0, 30.0, 60.0  # seconds: the machine may be busy; what a page costs the helper limits
_AHEAD, _EACH = 6.0, 2.0  # seconds of work for a whole file: at its start, and more with each page
_TOO_LARGE = f"文件太大或页数太多，没有看。一个文件最多 {_MOST_PAGES} 页、{_LARGEST // 2**20} MB，请分几次扫描"
_DIED = "看它要的时间或内存大得不正常，可能文件有问题。请重新扫描或另存一份再交"


def is_pdf(data: bytes) -> bool:
    """Whether a file's bytes are a PDF's: it may begin a little later."""
    return b"%PDF-" in data[:1024]


def has_pages(data: bytes) -> bool:
    """Whether a file is a PDF or a picture by its first bytes, whatever it is called."""
    return is_pdf(data) or data.startswith(_PICTURES)


def is_installed() -> bool:
    """Whether scans can be read here."""
    return all(find_spec(name) is not None for name in ("zxingcpp", "PIL"))


def seen(data: bytes, digest: str) -> tuple[SeenPage, ...] | str:
    """Return what is on each page of a file, or why it cannot be read."""
    if not is_installed():
        return ADVICE
    if len(data) > _LARGEST:
        return _TOO_LARGE
    try:
        return _seen(data, digest)
    except confine.Died:
        return _DIED


def _seen(data: bytes, digest: str) -> tuple[SeenPage, ...] | str:
    helper = confine.shared()
    count: int | str = helper.call(_COUNT, digest, data, seconds=_OPENING)
    if isinstance(count, str):
        return count
    if count > _MOST_PAGES:
        return _TOO_LARGE
    found: list[SeenPage] = []
    spent = 0.0
    for at in range(count):
        answer: tuple[SeenPage | str, float] | None = helper.call(_SEEN, digest, at, seconds=_PAGE)
        if answer is None:  # another thread has asked for another file, or the helper is a fresh one
            helper.call(_COUNT, digest, data, seconds=_OPENING)
            answer = helper.call(_SEEN, digest, at, seconds=_PAGE)
        page, seconds = answer or (_DIED, 0.0)
        spent += seconds
        if isinstance(page, str):
            return page
        if spent > _AHEAD + _EACH * (at + 1):
            return _DIED
        found.append(page)
    return tuple(found)


def bound(files: Sequence[bytes], pages: Sequence[tuple[int, int, int]]) -> bytes | None:
    """Return a PDF of pages: (file, page from 0, turn) of each, in order; None where it cannot be made here."""
    if not is_installed():
        return None
    try:
        made: bytes | None = confine.shared().call(_BOUND, files, pages, seconds=_BINDING)
    except confine.Died:
        return None
    return made


def picture(data: bytes, at: int) -> bytes | None:
    """Return a page (from 0) as a PNG to look at; None where it cannot be made here."""
    if not is_installed():
        return None
    try:
        made: bytes | None = confine.shared().call(_SHOWN, data, at, seconds=_PAGE)
    except confine.Died:
        return None
    return made
