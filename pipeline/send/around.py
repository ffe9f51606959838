"""What stands around a place of a reading: its passage, the text by which it is known, what a clerk is shown of it.

The marks of a reading are looked up once, so that a name that stands there a thousand times costs no more than each.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from dataclasses import dataclass, field

from pipeline.send.giving_away import letters
from pipeline.send.persons import NameSpot
from pipeline.send.readings import CELL, MARKS, PASSAGE, ROW, Reading

MARK = re.compile(f"[{MARKS}]")
_AROUND = 24  # characters left and right of a name that may be a longer one
_EXCERPT = 30  # characters left and right of what was found that a clerk is shown
_DECIDING = 80  # characters left and right of a name that may say what it is
_TELLING = 5  # characters besides the name that make a passage tell of something
_CODE = 10  # hexadecimal digits of what a person settles by


@dataclass(slots=True)
class ReadingContext:
    """One reading, asked for what stands around its places."""

    reading: Reading
    _marks: list[int] = field(init=False)
    _passages: list[int] = field(init=False)
    _telling: dict[tuple[int, int, int], tuple[int, int]] = field(default_factory=dict)
    _codes: dict[tuple[str, int, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look for the marks."""
        text = self.reading.text
        self._marks = [match.start() for match in MARK.finditer(text)]
        self._passages = [at for at in self._marks if text[at] == PASSAGE]

    def place(self, at: int) -> str:
        """Return where an offset lies, as a clerk reads it."""
        reading = self.reading
        return f"{reading.place}第{bisect_left(self._passages, at) + 1}段" if reading.numbered else reading.place

    def code(self, token: str, start: int, end: int) -> str:
        """Return the code of what stands there in its text: of the token and of every letter and digit of the text."""
        left, right = self._telling_passage(start, end, len(token))
        if (token, left, right) not in self._codes:
            said = f"{token}\n{letters(MARK.sub(' ', self.reading.text[left:right]))}"
            self._codes[token, left, right] = hashlib.sha256(said.encode()).hexdigest()[:_CODE]
        return self._codes[token, left, right]

    def shown(self, token: str, start: int, end: int) -> str:
        """Return so much of the text as a clerk needs to know it again."""
        left, right = self._telling_passage(start, end, len(token))
        return MARK.sub(" ", self.reading.text[max(start - _EXCERPT, left) : min(end + _EXCERPT, right)]).strip()

    def longer(self, token: str, start: int, end: int) -> tuple[str, int]:
        """Return the text in which a longer name may lie, and where in it the token stands."""
        text = self.reading.text
        before, after = letters(text[max(start - _AROUND, 0) : start]), letters(text[end : end + _AROUND])
        return before + token + after, len(before)

    def spot(self, name: str, match: re.Match[str]) -> NameSpot:
        """Return a name where it stands, as `persons` looks at it."""
        text, start, end = self.reading.text, match.start(), match.end()
        left, right = self._passage(start, end)
        before, after = text[max(start - _DECIDING, left) : start], text[end : min(end + _DECIDING, right)]
        cut = any(MARK.search(gap) for gap in match.groups())
        return NameSpot(
            name,
            before,
            tuple(match.groups()),
            after,
            label=_label(text[max(left - _EXCERPT, 0) : left]),
            data=self.reading.data or text[right : right + 2].endswith(CELL) or self.reading.place.endswith("文件名"),
            cut=cut,
            whole=cut and not before.strip() and not after.strip(),
        )

    def _passage(self, start: int, end: int) -> tuple[int, int]:
        return self._begin(start), self._end(end)

    def _begin(self, at: int) -> int:
        """Return where the passage begins in which an offset lies."""
        before = bisect_left(self._marks, at)
        return self._marks[before - 1] + 1 if before else 0

    def _end(self, at: int) -> int:
        """Return where the passage ends in which an offset lies."""
        after = bisect_left(self._marks, at)
        return self._marks[after] if after < len(self._marks) else len(self.reading.text)

    def _telling_passage(self, start: int, end: int, length: int) -> tuple[int, int]:
        """Return the passage, with its neighbours where it tells nothing by itself."""
        left, right = self._passage(start, end)
        known = (left, right, length)
        if known not in self._telling:
            text = self.reading.text
            said = len(letters(text[left:right]))
            while said < length + _TELLING and (left > 0 or right < len(text)):
                wider = self._begin(max(left - 1, 0)), self._end(min(right + 1, len(text)))
                said += len(letters(text[wider[0] : left])) + len(letters(text[right : wider[1]]))
                left, right = wider
            self._telling[known] = left, right
        return self._telling[known]


def _label(before: str) -> str:
    """Return the passage before, in the same row."""
    return MARK.split(before.rpartition(ROW)[2].rstrip(MARKS + " "))[-1]
