"""What a speech's file says, before anybody has told its headings; and as `kept` keeps it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.inbox import kept_readings
from pipeline.inbox.headings import DraftLine
from pipeline.model.facts import TextRun

OLE, RTF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
"""How files begin that LibreOffice opens."""
TOO_MUCH = "读它要的时间或内存大得不正常，多半不是讲话稿，或者里面嵌套得太深"


class RefusedDraft(Exception):  # noqa: N818 - it is the file that is
    """The file cannot be read; the message is Chinese."""


@dataclass(slots=True)
class SpeechDraft:
    """Its lines, and how often what was left out, or printed though it needs a word."""

    lines: Sequence[DraftLine]
    left_out: Counter[str] = field(default_factory=Counter)
    treated: Counter[str] = field(default_factory=Counter)


def _closed(draft: SpeechDraft) -> list[object]:
    lines = [
        [[[run.text, run.strong] for run in e.runs], e.level, e.item, e.label, e.aside, e.is_title, e.place]
        for e in draft.lines
    ]
    return [lines, draft.left_out, draft.treated]


def _opened(told: Any) -> SpeechDraft:
    lines, left_out, treated = told
    return SpeechDraft(
        [DraftLine(tuple(TextRun(*run) for run in runs), *rest) for runs, *rest in lines],
        Counter(left_out),
        Counter(treated),
    )


FORM = kept_readings.Form("draft", _closed, _opened)
