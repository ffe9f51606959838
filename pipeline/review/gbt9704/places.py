"""Where in its line a character stands, in characters of its paragraph: by indents, spaces and tab stops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.review.elements import Document
from pipeline.review.gbt9704.rule import one_decimal
from pipeline.review.layout import Paragraph, em_width
from pipeline.review.roles import BODY_SIZE

_ASTRAY = 0.4  # characters off the middle that the eye notices
_NARROW_SPACES = re.compile(" {2,}")


def area(document: Document, paragraph: Paragraph) -> float:
    """Return the type area's width in characters of a paragraph."""
    return document.layout.sections[paragraph.section].measure / pitch(paragraph)


def pitch(paragraph: Paragraph) -> float:
    """Return how far a character of a paragraph is from the next, in twips."""
    letter = paragraph.letter
    return letter.size * 10 + letter.spacing if letter else BODY_SIZE * 10


def off_centre(paragraph: Paragraph) -> str:
    """Return how a line that belongs in the middle misses it, "" if it stands there.

    Indents count, and full-width spaces in front: a first line that is set in by two characters stands one off.
    """
    look, text = paragraph.look, paragraph.text
    if look.framed:
        return ""
    if look.align != "center":
        return "没有居中"
    spaces = em_width(text[: len(text) - len(text.lstrip("\u3000"))]) if text == text.rstrip() else 0
    astray = ((look.left + look.first - look.right) / pitch(paragraph) + spaces) / 2
    if abs(astray) < _ASTRAY:
        return ""
    cause = "首行缩进" if look.first else "空格" if spaces else "缩进"
    return f"因{cause}偏{'右' if astray > 0 else '左'}{one_decimal(abs(astray))}字"


def position(document: Document, paragraph: Paragraph, place: int | None = None) -> float | None:
    """Return how far from the left a character stands (None: what follows the last), in characters.

    None where tabs go to stops that are not stated, or where runs of narrow spaces, wide in one face and not in
    another, push the text.
    """
    look, text = paragraph.look, paragraph.text
    if look.framed or "\n" in text or _NARROW_SPACES.search(text):
        return None
    place = len(text.rstrip()) if place is None else place
    unit = pitch(paragraph)
    here = (look.left + look.first) / unit
    if look.align == "right" and "\t" not in text:
        return area(document, paragraph) - look.right / unit - em_width(text[place:])
    if look.align not in {"left", "both"}:
        return None
    begin = 0
    for segment, kind in _segments(text):
        if kind == "\t":
            stop = next(((at / unit, side) for at, side in look.tabs if at / unit > here), None)
            if stop is None:
                return None
            width = em_width(segment)
            here = stop[0] - {"left": 0, "center": width / 2}.get(stop[1], width)
        if place <= begin + len(segment):
            return here + em_width(segment[: place - begin])
        here += em_width(segment)
        begin += len(segment) + 1
    return None


def _segments(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands between tabs, with the tab that precedes it."""
    for at, segment in enumerate(text.split("\t")):
        yield segment, "\t" if at else ""
