"""Papers printed, and scanned as offices scan: skewed, speckled, faint, pressed hard, photographed; with seals and ink."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from pipeline.review import office

DPI = 200
_MM = DPI / 25.4
RED, BLUE = (215, 45, 50), (40, 50, 130)


@dataclass(frozen=True)
class Printed:
    """A page of a paper that was printed: `paper`: which, "" for a blank back; `at`: from 1."""

    paper: str
    at: int
    picture: Image.Image


def printed(files: Iterable[Path]) -> dict[str, list[Printed]]:
    """Print Word files with LibreOffice; by their names."""
    found = {}
    with office.opened() as writer:
        for each in writer.pdfs(list(files)):
            assert each.file is not None, each.fault
            document = pypdfium2.PdfDocument(each.file)
            found[each.source.name] = [
                Printed(each.source.name, at + 1, document[at].render(scale=DPI / 72).to_pil().convert("RGB"))
                for at in range(len(document))
            ]
            document.close()
    return found


def blank(like: Printed) -> Printed:
    """Return the empty back of a sheet."""
    return Printed("", 0, Image.new("RGB", like.picture.size, "white"))


def sealed(page: Printed, chance: random.Random, over: tuple[float, float] | None = None) -> Printed:
    """Stamp a round red seal, at (x, y) in parts of the page or anywhere below its middle."""
    wide, high = page.picture.size
    x, y = over or (chance.uniform(0.1, 0.9), chance.uniform(0.5, 0.97))
    centre, radius = (x * wide, y * high), 20 * _MM
    ink = Image.new("RGB", page.picture.size, "white")
    draw = ImageDraw.Draw(ink)
    box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
    draw.ellipse(box, outline=RED, width=round(1.2 * _MM))
    draw.regular_polygon((centre, 6 * _MM), 5, fill=RED)
    return Printed(page.paper, page.at, ImageChops.multiply(page.picture, ink))


def written(page: Printed, chance: random.Random) -> Printed:
    """Write over a page with a pen: strokes, none of them in the margins."""
    picture = page.picture.copy()
    draw = ImageDraw.Draw(picture)
    wide, high = picture.size
    for _ in range(60):
        x, y = chance.uniform(0.2, 0.85) * wide, chance.uniform(0.2, 0.85) * high
        points = [(x + chance.uniform(-3, 3) * _MM, y + chance.uniform(-3, 3) * _MM) for _ in range(4)]
        draw.line(points, fill=BLUE, width=round(0.5 * _MM))
    return Printed(page.paper, page.at, picture)


# --- five bad scans -------------------------------------------------------------------------------------------------


def _pressed(picture: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


def _noisy(picture: Image.Image, amount: float) -> Image.Image:
    noise = Image.effect_noise(picture.size, amount).convert("RGB")
    return ImageChops.add(picture, noise, scale=1, offset=-128)


def _turned(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")


def _skewed(picture: Image.Image, chance: random.Random) -> Image.Image:
    return _pressed(_turned(picture, chance.uniform(-4, 4)), 60)


def _speckled(picture: Image.Image, chance: random.Random) -> Image.Image:
    picture = _noisy(_turned(picture, chance.uniform(-1, 1)), 35)
    draw = ImageDraw.Draw(picture)
    wide, high = picture.size
    for _ in range(4000):
        x, y = chance.randrange(wide), chance.randrange(high)
        draw.ellipse((x, y, x + chance.randrange(3), y + chance.randrange(3)), fill=chance.choice(["black", "white"]))
    return _pressed(picture, 50)


def _faint(picture: Image.Image, chance: random.Random) -> Image.Image:
    pale = picture.convert("L").point(lambda value: 150 + value * 90 // 255).convert("RGB")
    return _pressed(_noisy(_turned(pale, chance.uniform(-1.5, 1.5)), 16), 60)


def _squeezed(picture: Image.Image, chance: random.Random) -> Image.Image:
    soft = _turned(picture, chance.uniform(-2, 2)).filter(ImageFilter.GaussianBlur(0.1 * _MM))
    return _pressed(soft, 30)


def _shaded(picture: Image.Image, chance: random.Random) -> Image.Image:
    wide, high = picture.size
    a = chance.uniform(0.01, 0.05)
    corners = (
        -a * wide,
        -a * high * 0.6,
        a * wide * 0.4,
        high * 1.03,
        wide * 1.05,
        high * 1.02,
        wide * 1.02,
        -a * high,
    )
    picture = picture.transform((wide, high), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor="grey")
    shade = Image.linear_gradient("L").rotate(chance.choice([0, 90, 180])).resize((wide, high))
    shade = shade.point(lambda value: 110 + value * 145 // 255).convert("RGB")
    soft = ImageChops.multiply(picture, shade).filter(ImageFilter.GaussianBlur(0.15 * _MM))
    return _pressed(_noisy(soft, 10), 60)


KINDS: dict[str, Callable[[Image.Image, random.Random], Image.Image]] = {
    "歪斜": _skewed,
    "麻点": _speckled,
    "太淡": _faint,
    "压得太狠": _squeezed,
    "模糊有阴影": _shaded,
}


def scanned(page: Printed, kind: str, chance: random.Random, turn: int = 0) -> Printed:
    """Scan a page; `turn`: it lay so in the scanner (degrees)."""
    picture = KINDS[kind](page.picture, chance)
    return Printed(page.paper, page.at, picture.rotate(turn, expand=True) if turn else picture)


# --- files ----------------------------------------------------------------------------------------------------------


def as_pdf(pages: Sequence[Printed]) -> bytes:
    """Return scanned pages as a scanner's PDF, a picture a page."""
    out = io.BytesIO()
    first, *rest = (page.picture.copy() for page in pages)  # Pillow remembers in a picture how it was saved last
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=DPI, quality=70)
    return out.getvalue()


def as_tiff(pages: Sequence[Printed]) -> bytes:
    """Return them as a TIFF of many pages."""
    out = io.BytesIO()
    first, *rest = (page.picture.copy() for page in pages)  # Pillow remembers in a picture how it was saved last
    first.save(out, "TIFF", save_all=True, append_images=rest, compression="jpeg")
    return out.getvalue()


def as_picture(page: Printed, kind: str = "JPEG") -> bytes:
    """Return one as a picture."""
    out = io.BytesIO()
    page.picture.save(out, kind)
    return out.getvalue()
