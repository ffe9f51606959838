"""Blocks that a template opens and closes: what is never closed, what closes nothing, what closes elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.model import codes
from pipeline.model.problem import Origin, Problem
from pipeline.render.checking.tags import Tag

ENDS = {
    "if": "endif", "for": "endfor", "macro": "endmacro", "call": "endcall", "filter": "endfilter", "with": "endwith",
    "set": "endset", "raw": "endraw", "block": "endblock", "autoescape": "endautoescape",
}  # fmt: skip
MIDDLES = {"else": ("if", "for"), "elif": ("if",)}
_STARTS = {end: start for start, end in ENDS.items()}
_WIDTHS = {"": "{%", "p": "{%p", "tr": "{%tr", "tc": "{%tc", "r": "{%r"}


def opens(tag: Tag) -> bool:
    """Whether a tag opens a block; a `set` with = does not."""
    return tag.word in ENDS and not (tag.word == "set" and ("=" in tag.inside or "＝" in tag.inside))


@dataclass(slots=True)
class Blocks:
    """The blocks that are open while a part's tags go by; `enclosing` them is what gives a loop's names a meaning."""

    origin: Origin
    open: list[Tag] = field(default_factory=list)

    def take(self, tag: Tag) -> Iterator[tuple[Tag, Problem]]:
        """Take the next tag, and yield what is wrong with its place, each with the tag that it is about."""
        if opens(tag):
            self.open.append(tag)
        elif tag.word in MIDDLES:
            if not self.open or self.open[-1].word not in MIDDLES[tag.word]:
                yield tag, self._stray(tag)
            else:
                yield from self._elsewhere(self.open[-1], tag)
        elif start := _STARTS.get(tag.word):
            yield from self._close(tag, start)

    def _close(self, tag: Tag, start: str) -> Iterator[tuple[Tag, Problem]]:
        alike = [each for each in self.open if each.word == start]
        if not alike:
            yield tag, self._stray(tag)
            return
        meant = next((each for each in reversed(alike) if each.level == tag.level), alike[-1])
        while self.open[-1] is not meant:
            yield self._unclosed(self.open.pop())
        yield from self._elsewhere(self.open.pop(), tag)

    def end(self) -> Iterator[tuple[Tag, Problem]]:
        """Yield what is still open at a part's end."""
        while self.open:
            yield self._unclosed(self.open.pop())

    def _unclosed(self, tag: Tag) -> tuple[Tag, Problem]:
        end = f"{_WIDTHS[tag.level]} {ENDS[tag.word]} %}}"
        at = Origin(self.origin.file, tag.spot.address)
        return tag, codes.TEMPLATE_UNCLOSED.at(at, tag=tag.written, end=end)

    def _stray(self, tag: Tag) -> Problem:
        starts = MIDDLES.get(tag.word) or (_STARTS[tag.word],)
        at = Origin(self.origin.file, tag.spot.address)
        return codes.TEMPLATE_STRAY.at(at, tag=tag.written, start="、".join(starts))

    def _elsewhere(self, start: Tag, tag: Tag) -> Iterator[tuple[Tag, Problem]]:
        """Yield that a block ends where it cannot: what lies between would leave the paper in pieces."""
        if start.level != tag.level:
            reason = f"开头用的是 {_WIDTHS[start.level]}，这里用的是 {_WIDTHS[tag.level]}"
        elif tag.level in {"", "r"} and start.path != tag.path:
            reason = "一个在表格、超链接或内容控件里面，一个在外面"
        elif tag.level in {"p", "tr", "tc"} and start.spot.container(tag.level) is not tag.spot.container(tag.level):
            reason = {"p": "不在同一个单元格里", "tr": "不在同一个表格里", "tc": "不在同一行里"}[tag.level]
        else:
            return
        at = Origin(self.origin.file, tag.spot.address)
        yield tag, codes.TEMPLATE_CROSSED.at(at, tag=tag.written, start=start.written, reason=reason)
