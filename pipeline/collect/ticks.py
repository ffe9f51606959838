"""Which of several printed choices somebody has ticked, however he did it: ☑优秀, □√优秀, 优秀√, 优秀■, or one word."""

from __future__ import annotations

import re
from collections.abc import Iterator

_EMPTY, _TICKED = "□☐○◯", "☑☒■▣●◉√✓✔✅"
_MARKS = re.compile(rf"(?:[{_EMPTY}{_TICKED}][\s\u3000]*)+")
_TICK = re.compile(f"[{_TICKED}]")
_BEHIND = re.compile(rf"(?<=[{_EMPTY}])([\s\u3000]*)([^\s\u3000{_EMPTY}{_TICKED}]+)[{_TICKED}](?=[\s\u3000{_EMPTY}]|$)")


def chosen(text: str) -> list[str]:
    """Return the choices that are ticked, none where that cannot be told; a text without boxes is its own choice."""
    behind = [each[2] for each in _BEHIND.finditer(text)]  # □优秀√　□合格
    return [*behind, *_at_boxes(_BEHIND.sub(r"\1\2", text))]


def _at_boxes(text: str) -> list[str]:
    marks = list(_MARKS.finditer(text))
    if not marks:
        words = text.split()
        return words if len(words) == 1 else []
    before = _stands_before(text, marks)
    if before is None:
        return []
    ends = [0, *(mark.end() for mark in marks)]
    starts = [*(mark.start() for mark in marks), len(text)]
    found = []
    for at, mark in enumerate(marks):
        if _TICK.search(mark[0]):
            beside = text[mark.end() : starts[at + 1]] if before else text[ends[at] : mark.start()]
            found += list(_nearest(beside, first=before))
    return found


def _stands_before(text: str, marks: list[re.Match[str]]) -> bool | None:
    """Whether boxes stand before their choices; None where that cannot be told."""
    head, tail = text[: marks[0].start()], text[marks[-1].end() :]
    if not head.strip() or head.rstrip().endswith((":", "：")):
        return True
    if not tail.strip():
        return False
    if len(marks) > 1:
        return None
    close_before, close_after = not head[-1].isspace(), not marks[0][0][-1].isspace()
    return None if close_before == close_after else close_after


def _nearest(words: str, *, first: bool) -> Iterator[str]:
    listed = words.split()
    if listed:
        yield listed[0 if first else -1]
