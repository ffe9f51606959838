"""A table of many rows as rich draws one: rich itself takes half a millisecond for each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # heavy: each command imports what it needs
    from rich.console import Console

_BESIDE = 2  # blanks beside a cell's words
_WIDEST = 2  # what a sign takes at most


def table(console: Console, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table no wider than the terminal; what is too long for its column goes on in the line below."""
    from rich import box  # noqa: PLC0415
    from rich.control import strip_control_codes  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    top, *below = [[strip_control_codes(cell) for cell in row] for row in (heads, *rows)]
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
    console.out("\n".join([*body, drawn.get_bottom(widths)]), highlight=False)


def _width(cells: Sequence[str]) -> int:
    """Return what the widest line of a column takes, with the blanks beside it."""
    from rich.cells import cell_len  # noqa: PLC0415

    return _BESIDE + max(cell_len(line) for cell in cells for line in cell.splitlines() or [""])


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
    from rich.cells import cell_len  # noqa: PLC0415

    broken = [_broken(console, cell, max(width - _BESIDE, _WIDEST)) for cell, width in zip(row, widths, strict=True)]
    for parts in zip_longest(*broken, fillvalue=""):
        yield [f" {part}{' ' * (width - 1 - cell_len(part))}" for part, width in zip(parts, widths, strict=True)]


def _broken(console: Console, cell: str, width: int) -> list[str]:
    from rich.cells import cell_len  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    if "\n" not in cell and "\t" not in cell and cell_len(cell) <= width:
        return [cell]
    return [line.plain for line in Text(cell).wrap(console, width, overflow="fold")]
