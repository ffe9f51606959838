"""A scanned pile or a picture → the printed codes of its pages, and pages cut out of it. Runs in the helper process.

A page is looked at in the red channel first, in which a red seal is white, then as grey; then twice as fine, then with
other thresholds. A code counts for its own page only, and only with a right check sign.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import time
import warnings
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, Protocol

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps

from pipeline.model import paper_number
from pipeline.model.frozen import frozen
from pipeline.model.return_terms import PageSide

_COARSE, _FINE = 1754, 3508  # dots of an A4's long side: 150 and 300 an inch
_SHEET = 17 * 72  # points of a sheet's long side; what is longer is measured by its dots
_MOST_BYTES = 160 * 1024 * 1024  # of a picture's dots
_MOST_DOTS = 250_000_000  # of a picture, before it is drawn smaller
_PICTURES = ("JPEG", "PNG", "TIFF", "BMP")
_UNREADABLE, _OVERSIZE = (
    "打不开，可能没有传完、损坏或有密码。请另存一份再交",
    "图片大得不正常，没有看。请用每英寸 300 点重新扫描",
)
_FAINTEST, _LEAST_INK = 18, 0.00015  # how much darker ink is than what is around it; its part of a written page
_SMALLER, _AROUND = 4, 12  # dots that become one, and dots around it
_MOST_OF_IT, _ABOVE_NOISE = 0.75, 5
_MARGIN = 0.03  # of a page, where a scanner's shadow lies
_DATA_MATRIX = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.DataMatrix])
_PAGE = 6.0  # seconds of work that a page may take
_MEMORY, _A_PAGES = 420 * 1024 * 1024, 300 * 1024 * 1024  # bytes that the process may hold then; that a page may take
_SHOWN = 1200  # dots of the long side of a page that is shown


@frozen
class PageCode:
    """A code: the 表号, which page it is, and how far (degrees, clockwise) the page must be turned to stand upright."""

    number: str
    side: PageSide
    turn: int


@frozen
class SeenPage:
    """What was found on a page; `blank`: there is nothing on it."""

    codes: tuple[PageCode, ...] = ()
    blank: bool = False


class _Source(Protocol):
    """A file with pages."""

    def __len__(self) -> int: ...

    def drawn(self, at: int, side: int) -> Image.Image:
        """Return a page, its long side about so many dots; never much larger."""

    def put(self, at: int, turn: int, target: Any) -> None:
        """Append a page to a PDF."""

    def close(self) -> None: ...


_open: dict[str, _Source] = {}  # the one that was asked for last, by its digest


def page_count(digest: str, data: bytes) -> int | str:
    """Open a file and return how many pages it has, or why it cannot be read. It stays open for the next calls."""
    Image.MAX_IMAGE_PIXELS = _MOST_DOTS
    for source in _open.values():
        source.close()
    _open.clear()
    opened = _opened(data)
    if isinstance(opened, str):
        return opened
    _open[digest] = opened
    return len(opened)


def _opened(data: bytes) -> _Source | str:
    if b"%PDF-" in data[:1024]:
        try:
            return _Pdf(pypdfium2.PdfDocument(data))
        except pypdfium2.PdfiumError:
            return _UNREADABLE
    try:
        return _Picture(data)
    except Image.DecompressionBombError:
        return _OVERSIZE
    except (OSError, ValueError, SyntaxError, EOFError):
        return _UNREADABLE


def seen(digest: str, at: int) -> tuple[SeenPage | str, float] | None:
    """Return what is on a page (from 0) of the open file, or why nothing can be, and the seconds of work that it took.

    None where another file is open.
    """
    source = _open.get(digest)
    if source is None:
        return None
    begun = time.process_time()
    with _at_most(_PAGE):
        try:
            found: SeenPage | str = _seen(source, at)
        except _OversizeError as fault:
            found = str(fault)
        except (pypdfium2.PdfiumError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError):
            found = _UNREADABLE
    return found, time.process_time() - begun


@contextlib.contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Let this process end of itself when the work takes longer, however busy the machine is, or much memory.

    Not on Windows, where the helper's own limits hold.
    """
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        yield
        return
    usual, most = resource.getrlimit(resource.RLIMIT_DATA)
    less = max(_MEMORY, _held() + _A_PAGES)
    less = less if most == resource.RLIM_INFINITY else min(less, most)
    resource.setrlimit(resource.RLIMIT_DATA, (less, most))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_DATA, (usual, most))


def _held() -> int:
    """Return how many bytes of data this process holds, 0 where that is not told: what earlier work has left counts."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[5])
    except (OSError, LookupError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _seen(source: _Source, at: int) -> SeenPage:
    coarse = source.drawn(at, _COARSE)
    for grey in _greys(coarse):
        if codes := _codes(grey):
            return SeenPage(codes)
    if _is_blank(coarse):
        return SeenPage(blank=True)
    for grey, binarizer in _finer(source.drawn(at, _FINE), coarse):
        if codes := _codes(grey, binarizer):
            return SeenPage(codes)
    return SeenPage()


def _finer(fine: Image.Image, coarse: Image.Image) -> Iterator[tuple[Image.Image, zxingcpp.Binarizer]]:
    """Yield how else a page can be looked at: what helps most and costs least first."""
    usual, overall = zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram
    red, plain = next(_greys(fine)), next(_greys(coarse))
    soft = plain.filter(ImageFilter.BoxBlur(1))  # without speckles
    yield soft, usual
    yield ImageOps.autocontrast(soft, cutoff=1), usual
    for grey in _greys(fine):
        yield grey, usual
    yield red.filter(ImageFilter.BoxBlur(2)), usual
    yield plain, overall
    yield plain.filter(ImageFilter.UnsharpMask(radius=3, percent=250, threshold=2)), usual  # out of focus


def _greys(page: Image.Image) -> Iterator[Image.Image]:
    """Yield a page's red channel, and what it is as grey where that is another thing."""
    if page.mode != "RGB":
        yield page.convert("L")
        return
    red, green, _ = page.split()
    yield red
    lowest, highest = ImageChops.difference(red, green).getextrema()
    if highest != lowest:
        yield page.convert("L")


def _codes(grey: Image.Image, binarizer: zxingcpp.Binarizer = zxingcpp.Binarizer.LocalAverage) -> tuple[PageCode, ...]:
    found = {}
    for each in zxingcpp.read_barcodes(grey, formats=_DATA_MATRIX, binarizer=binarizer):
        number, side = each.text[: paper_number.LENGTH], each.text[paper_number.LENGTH :]
        if paper_number.read(number) == number and side in tuple(PageSide):
            turn = round(-each.orientation / 90) % 4 * 90
            found[number, side] = PageCode(number, PageSide(side), turn)
    return tuple(found.values())


def _is_blank(page: Image.Image) -> bool:
    """Whether there is next to nothing on a page, its edges left aside: faint ink counts, shade and speckles do not."""
    wide, high = page.size
    inner = (round(wide * _MARGIN), round(high * _MARGIN), round(wide * (1 - _MARGIN)), round(high * (1 - _MARGIN)))
    small = ImageChops.darker(*_two(page.crop(inner))).filter(ImageFilter.MedianFilter(3)).reduce(_SMALLER)
    darker = ImageChops.subtract(small.filter(ImageFilter.BoxBlur(_AROUND)), small).histogram()
    total = sum(darker)
    noise = next(value for value, count in enumerate(accumulate(darker)) if count >= _MOST_OF_IT * total)
    return sum(darker[max(_FAINTEST, _ABOVE_NOISE * noise) :]) < _LEAST_INK * total


def _two(page: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Return what shows any colour of ink: the red channel loses red ink, the blue one blue ink."""
    if page.mode != "RGB":
        grey = page.convert("L")
        return grey, grey
    red, green, blue = page.split()
    return ImageChops.darker(red, green), blue


# --- pages ----------------------------------------------------------------------------------------------------------


class _OversizeError(ValueError):
    """A picture that would not fit into memory."""


class _Pdf:
    def __init__(self, document: Any) -> None:
        self.document = document

    def __len__(self) -> int:
        return len(self.document)

    def drawn(self, at: int, side: int) -> Image.Image:
        page = self.document[at]
        try:
            longest = max(page.get_size())
            scale = side / (_COARSE / 150) / 72 if longest <= _SHEET else side * 1.4 / longest
            bitmap = page.render(scale=scale, may_draw_forms=False)
            try:
                drawn: Image.Image = bitmap.to_pil().convert("RGB")
                return drawn
            finally:
                bitmap.close()
        finally:
            page.close()

    def put(self, at: int, turn: int, target: Any) -> None:
        target.import_pages(self.document, [at])
        page = target[len(target) - 1]
        page.set_rotation((page.get_rotation() + turn) % 360)
        page.close()

    def close(self) -> None:
        self.document.close()


class _Picture:
    """A photo, or a TIFF of many pages; opened anew for each look: a JPEG unpacks only as fine as it is wanted."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        with self._opened() as picture:
            self.frames = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1

    def _opened(self) -> Image.Image:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # its size is looked at below
            return Image.open(io.BytesIO(self.data), formats=_PICTURES)

    def __len__(self) -> int:
        return self.frames

    def drawn(self, at: int, side: int) -> Image.Image:
        with self._opened() as picture:
            picture.seek(at)
            if picture.format == "JPEG":
                picture.draft("RGB", (side, side))
            wide, high = picture.size
            if wide * high * len(picture.getbands()) > _MOST_BYTES:
                raise _OversizeError(_OVERSIZE)
            page = picture.convert("L" if picture.mode in {"1", "L"} else "RGB")
            page = ImageOps.exif_transpose(page)
        if max(page.size) > side * 1.2:
            page.thumbnail((side, side), Image.Resampling.BOX)
        return page

    def put(self, at: int, turn: int, target: Any) -> None:
        page = self.drawn(at, _FINE)
        saved = io.BytesIO()
        page.save(saved, "PDF", resolution=max(page.size) / 11.69)  # an A4's long side in inches
        single = _Pdf(pypdfium2.PdfDocument(saved.getvalue()))
        single.put(0, turn, target)
        single.close()

    def close(self) -> None:
        return


# --- what is made of them -------------------------------------------------------------------------------------------


def bound(files: Sequence[bytes], pages: Sequence[tuple[int, int, int]]) -> bytes | None:
    """Return a PDF of pages: (file, page from 0, turn) of each, in order; None where one cannot be read."""
    sources = [_opened(data) for data in files]
    target = pypdfium2.PdfDocument.new()
    for file, at, turn in pages:
        source = sources[file]
        if isinstance(source, str):
            return None
        source.put(at, turn, target)
    out = io.BytesIO()
    target.save(out)
    return out.getvalue()


def shown(data: bytes, at: int) -> bytes | None:
    """Return a page (from 0) as a picture to look at (PNG); None where it cannot be read."""
    source = _opened(data)
    if isinstance(source, str) or not 0 <= at < len(source):
        return None
    page = source.drawn(at, _COARSE)
    source.close()
    page.thumbnail((_SHOWN, _SHOWN))
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()
