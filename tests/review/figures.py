"""What the set pages of many papers measure, added up: the figures that GB/T 9704 asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.review import rendered
from pipeline.review.pages import Page


@dataclass(slots=True)
class Figures:
    """Counts, and the widest distance (mm) from what the standard asks for."""

    papers: int = 0
    pages: int = 0
    lines: Counter[int] = field(default_factory=Counter)  # lines on a full page of text → pages
    characters: Counter[int] = field(default_factory=Counter)  # characters of a full line → lines
    wrong_lines: list[str] = field(default_factory=list)  # full lines with a count that no mark at their end explains
    edges: dict[str, float] = field(default_factory=dict)  # left, right, top, bottom of the type area
    numbers: dict[str, float] = field(default_factory=dict)  # height and side of the page number
    marks: dict[str, float] = field(default_factory=dict)

    def add(self, pages: Iterable[Page]) -> None:
        """Add one paper."""
        self.papers += 1
        for page in pages:
            self.pages += 1
            self._text(page)
            self._number(page)
            if page.number == 1 and (mark := rendered.mark_line(page)):
                letter = mark.top < rendered.TOP
                want = rendered.LETTER_TOP if letter else rendered.MARK_TOP
                _widest(self.marks, "信函" if letter else "文件", mark.top - want)

    def _text(self, page: Page) -> None:
        if lines := rendered.full_text(page):
            self.lines[len(lines)] += 1
            top, bottom = rendered.area(lines)
            _widest(self.edges, "top", top - rendered.TOP)
            _widest(self.edges, "bottom", bottom - rendered.BOTTOM)
        for line, after in rendered.full_lines(page):
            self.characters[len(line.glyphs)] += 1
            if not rendered.as_it_must(line, after):
                self.wrong_lines.append(line.text)
            if len(line.glyphs) == rendered.CHARACTERS and line.text[-1] not in rendered.CLOSING:
                _widest(self.edges, "left", line.left - rendered.LEFT)
                _widest(self.edges, "right", line.right - rendered.RIGHT)

    def _number(self, page: Page) -> None:
        line = rendered.number_line(page)
        if line is None:
            return
        dash = line.glyphs[0]
        _widest(self.numbers, "height", dash.top - rendered.DASH_TOP)
        odd = int("".join(glyph.text for glyph in line.glyphs if glyph.text.isdigit())) % 2
        place = rendered.RIGHT - rendered.CELL - line.right if odd else line.left - rendered.LEFT - rendered.CELL
        _widest(self.numbers, "side", place)

    @property
    def widest(self) -> float:
        """The widest distance of all."""
        return max(map(abs, (*self.edges.values(), *self.numbers.values(), *self.marks.values())), default=0.0)


def _widest(into: dict[str, float], name: str, distance: float) -> None:
    if abs(distance) >= abs(into.get(name, 0.0)):
        into[name] = round(distance, 2)
