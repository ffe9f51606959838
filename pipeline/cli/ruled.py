"""A table of many rows as rich draws one: rich itself takes half a millisecond for each row."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # heavy: each command imports what it needs
    from rich.console import Console

_BESIDE = 2  # blanks beside a cell's words
_WIDEST = 2  # what a sign takes at most
_PLAIN = re.compile(r"[ -~·–—‘’“”…›\u3001-\u3029\u4e00-\u9fff\uff01-\uff60]*")
_PLACES = bytes(1 + (first >= 0x30) for first in range(256))  # noqa: PLR2004 - by the first byte of such a sign
"""Text whose signs all take one place or two: it is measured and broken here, as rich does it for any text."""
_WORD = re.compile(r"\s*\S+\s*")


def table(console: Console, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table no wider than the terminal; what is too long for its column goes on in the line below."""
    from rich import box  # noqa: PLC0415
    from rich.segment import Segment, Segments  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    top, *below = [[_visible(cell) for cell in row] for row in (heads, *rows)]
    widths = _fitted([_width(column) for column in zip(top, *below, strict=True)], console.width - len(heads) - 1)
    drawn = box.HEAVY_HEAD.substitute(console.options, safe=console.safe_box)
    console.print(drawn.get_top(widths), soft_wrap=True, markup=False)
    for line in _lines(console, top, widths):
        bold = Text(drawn.head_vertical).join(Text(words, "bold") for words in line)
        console.print(Text.assemble(drawn.head_left, bold, drawn.head_right), soft_wrap=True)
    body = [drawn.get_row(widths, "head")]
    for row in below:
        lines = _lines(console, row, widths)
        body += [f"{drawn.mid_left}{drawn.mid_vertical.join(line)}{drawn.mid_right}" for line in lines]
    whole = Segment("\n".join([*body, drawn.get_bottom(widths), ""]))
    console.print(Segments([whole]), soft_wrap=True, end="")  # as text each line would be looked at again


def _visible(cell: str) -> str:
    if cell.isprintable():
        return cell
    from rich.control import strip_control_codes  # noqa: PLC0415

    return strip_control_codes(cell)


def _width(cells: Sequence[str]) -> int:
    """Return what the widest line of a column takes, with the blanks beside it."""
    return _BESIDE + max(_long(line) for cell in cells for line in cell.splitlines() or [""])


def _long(words: str) -> int:
    """Return the places that words take."""
    if _PLAIN.fullmatch(words):
        return sum(_places(words))
    from rich.cells import cell_len  # noqa: PLC0415

    return cell_len(words)


def _places(plain: str) -> bytes:
    return plain.encode("utf-16-be")[::2].translate(_PLACES)


def _fitted(widths: list[int], room: int) -> list[int]:
    """Return widths that fit: the widest columns give way, together, until they are as narrow as the next."""
    while (over := sum(widths) - room) > 0 and any(widths):
        widest = max(widths)
        further = widest - max((each for each in widths if each < widest), default=0)
        left = widths.count(widest)
        for at, width in enumerate(widths):
            if width == widest:
                less = min(further, round(over / left))
                widths[at] -= less
                over, left = over - less, left - 1
    return widths


def _lines(console: Console, row: Sequence[str], widths: Sequence[int]) -> Iterator[list[str]]:
    """Yield the lines of a row: of each its cells, as wide as their columns."""
    broken = [_broken(console, cell, max(width - _BESIDE, _WIDEST)) for cell, width in zip(row, widths, strict=True)]
    for parts in zip_longest(*broken, fillvalue=""):
        yield [f" {part}{' ' * (width - 1 - _long(part))}" for part, width in zip(parts, widths, strict=True)]


def _broken(console: Console, cell: str, width: int) -> list[str]:
    if _PLAIN.fullmatch(cell):
        return [cell] if _long(cell) <= width else [_cut(line, width) for line in _folded(cell, width)]
    from rich.text import Text  # noqa: PLC0415

    return [line.plain for line in Text(cell).wrap(console, width, overflow="fold")]


def _folded(cell: str, width: int) -> Iterator[str]:
    """Yield the lines of plain text: words go to the next line whole, those wider than a line are parted."""
    upto = [0, *accumulate(_places(cell))]
    begin = 0
    for word in _WORD.finditer(cell):
        start, end = word.span()
        after = upto[start + len(word[0].rstrip())]
        if after - upto[begin] <= width:
            continue
        if start:
            yield cell[begin:start]
        begin = start
        while after - upto[start] > width and upto[end] - upto[begin] > width:
            at = bisect_right(upto, upto[begin] + width) - 1
            yield cell[begin:at]
            begin = at
    yield cell[begin:]


def _cut(line: str, width: int) -> str:
    """Return a line without the blanks at its end for which there is no place."""
    return line if (over := _long(line) - width) <= 0 else line[:-over]
