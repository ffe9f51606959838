"""Marks of Markdown and of web pages that stand in a draft as letters: as a chat program's answer has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.inbox import stars

_STRONG = 2  # stars; one alone may be a sign of the author's own
_MARKS = re.compile(
    r"^[#＃]{1,6}[ \u3000]*(?![\s\d#＃])(?=[^#＃]+$)[^#＃]{1,12}"  # a heading; #1楼 and #话题# are none
    r"|```|^(?:-{3,}|\*{3,}|={3,})$"
    r"|^\|.*\|$|^:?-{2,}:?(?:\s?\|\s?:?-{2,}:?)+$"
    r"|</?[a-z][a-z\d]{0,15}(?:\s[^<>]{0,80})?/?>"
    r"|\]\(https?://|&(?:nbsp|lt|gt|amp|quot|[lr]dquo|mdash|hellip|#\d{2,5});",
    re.IGNORECASE,
)


def found(text: str) -> Iterator[str]:
    """Yield the marks of a line."""
    for start, end, length in stars.emphasis(text):
        if length >= _STRONG:
            yield text[start:end]
    yield from (match[0] for match in _MARKS.finditer(text))
