"""A speech as its author wrote it (.docx .md .txt .odt .html; .doc .wps .rtf with LibreOffice) → Outline.

What the bytes say, `draft_bytes` reads, if it was not read before; headings, numbers and head are told from the lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from pipeline import confine
from pipeline.inbox import headings, kept_readings, openings, typed_marks
from pipeline.inbox.headings import MOST_LINES, DraftLine
from pipeline.inbox.speech_draft import FORM, OLE, RTF, TOO_MUCH, RefusedDraft, SpeechDraft
from pipeline.model import codes
from pipeline.model.facts import Outline
from pipeline.model.problem import Origin, Problem, Read

_MOST_CHARACTERS = 300_000  # three hours have 40,000


def read(data: bytes, file: str) -> Read[Outline | None]:
    """Return a speech, or None with the reason why it cannot be read; notices name what was left out. Never raises."""
    origin = Origin(file)
    if not data.strip():
        return Read(None, (codes.TEXT_EMPTY.at(origin),))
    try:
        draft = _kept(data, file)
        _check_length(draft.lines)
    except RefusedDraft as fault:
        return Read(None, (codes.TEXT_UNREADABLE.at(origin, reason=fault),))
    except confine.Died as death:
        reason = "文件不完整或已损坏" if death.reason == "abort" else TOO_MUCH
        return Read(None, (codes.TEXT_UNREADABLE.at(origin, reason=reason),))
    notices = _notices(draft, origin)
    if not draft.lines:
        return Read(None, (*notices, codes.TEXT_EMPTY.at(origin)))
    head, lines = openings.opened(_titled(draft.lines))
    if not lines:
        return Read(None, (*notices, codes.TEXT_EMPTY.at(origin)))
    blocks, problems = headings.shaped(lines, origin)
    begins, ends = openings.addresses(head, lines), openings.takes_leave(lines)
    return Read(Outline(tuple(blocks), file, head, begins, ends, begins and ends), (*notices, *problems))


def _check_length(lines: Sequence[DraftLine]) -> None:
    length = sum(len(line.shown) for line in lines)
    if len(lines) > MOST_LINES or length > _MOST_CHARACTERS:
        raise RefusedDraft(
            f"有 {len(lines)} 段、{length} 字，多半不是讲话稿（最多 {MOST_LINES} 段、{_MOST_CHARACTERS} 字）"
        )


def _notices(draft: SpeechDraft, origin: Origin) -> tuple[Problem, ...]:
    found = []
    for what, count in draft.left_out.items():
        if what and count:
            code = codes.TEXT_LOST if what in _LOST else codes.TEXT_LEFT_OUT
            found.append(code.at(origin, what=what, count=count))
    for what, count in draft.treated.items():
        if count:
            found.append(codes.TEXT_TREATED.at(origin, what=what, count=count, how=_HOW[what]))
    marks = [(line.place, mark) for line in draft.lines for mark in islice(typed_marks.found(line.text), 1)]
    if marks:
        place, mark = marks[0]
        found.append(codes.TEXT_MARKS.at(replace(origin, cell=f"第{place}段"), text=mark[:_SHOWN], count=len(marks)))
    return tuple(found)


_SHOWN = 16  # characters of a mark in a message
_LOST = frozenset({"表格", "图片", "脚注", "公式", "代码", "嵌入的文件", "符号字体的符号", "域（带圈字、拼音指南等）"})
"""What its author meant to be read, and a speech has no place for."""
_HOW = {"修订": "插入的字按正文印，删去的不印", "文本框": "框里的字接在所在那一段后面印"}


def _kept(data: bytes, file: str) -> SpeechDraft:
    """Return what a file says; but for what LibreOffice opens, of bytes that were read before without a reader."""
    ending = file.rpartition(".")[2].lower()
    if data.startswith((OLE, RTF)):
        return _draft(data, ending)
    return kept_readings.known(FORM, data, file, lambda: _draft(data, ending))


def _draft(data: bytes, ending: str) -> SpeechDraft:
    from pipeline.inbox import draft_bytes  # noqa: PLC0415 - heavy, and most often not needed

    return draft_bytes.read(data, ending)


def _titled(lines: Sequence[DraftLine]) -> Sequence[DraftLine]:
    """Mark the title: a first heading without a number that is the only one of its level, or says that it is one."""
    levels = [line.level for line in lines if line.level]
    first = lines[0]
    if not first.level or first.label or headings.has_number(first):
        return lines
    alone = len(levels) > 1 and first.level == min(levels) and levels.count(first.level) == 1
    if not alone and not openings.is_title(first):
        return lines
    return [replace(first, level=0, is_title=True), *lines[1:]]
