"""A draft's lines → paragraphs and headings of four levels. Whoever typed a number keeps it.

Numbers that people type are only touched where a whole sequence of them was recognised, and then in their form alone:
1、 is printed 1. and (一) is printed （一）. What cannot be told is printed as it was typed, and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from pipeline import ordinals
from pipeline.model import codes
from pipeline.model.facts import Block, TextRun
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem
from pipeline.ordinals import Ordinal

MOST_LINES = 10_000  # paragraphs of a draft; a speech of three hours has some hundreds
_LONGEST = 80  # characters of a heading
_STOPS = "。；！？;!?"
_SENTENCES = re.compile("[。！？；;!?](?=.)")
_SHOWN = 16  # characters of a line in a message


@frozen
class DraftLine:
    """One paragraph of a draft, as its file has it."""

    runs: tuple[TextRun, ...]
    level: int = 0  # of a heading that the author has marked as one
    item: bool = False
    label: str = ""  # the number that its program puts in front
    aside: bool = False  # quoted: a number in it is not one of the speech's own
    is_title: bool = False  # marked as the title of all
    place: int = 0  # 1-based, among the paragraphs of the file

    @property
    def text(self) -> str:
        """What it says, without the number that its program puts in front."""
        return "".join(run.text for run in self.runs)

    @property
    def shown(self) -> str:
        """What its author sees."""
        return self.label + self.text


def has_number(line: DraftLine) -> bool:
    """Whether a line begins with a number of a heading."""
    return ordinals.parse(line.shown) is not None


class _Shape(Enum):
    """What a numbered line may be by its words alone."""

    BARE = "no full stop"
    SENTENCE = "one sentence"
    TEXT = "several sentences, or a long one"


@dataclass
class _Numbered:
    """A line that is a heading, or may be one: marked, or with a number."""

    at: int  # its index among the lines
    level: int
    marked: bool
    ordinal: Ordinal | None
    rest: str  # its words without the number
    is_followed: bool  # by a text of its own

    @cached_property
    def shape(self) -> _Shape:
        inner = self.rest.rstrip(_STOPS)
        if len(inner) > _LONGEST or _SENTENCES.search(inner):
            return _Shape.TEXT
        return _Shape.BARE if inner == self.rest and self.rest[-1:] not in "，、：:," else _Shape.SENTENCE


def shaped(lines: Sequence[DraftLine], origin: Origin) -> tuple[list[Block], list[Problem]]:
    """Return the paragraphs of a speech, and a Problem for each sequence of numbers that could not be told."""
    lines = [replace(line, label=ordinals.apart(line.label, line.text)) if line.label else line for line in lines]
    read = [ordinals.parse(line.shown) if _may_count(line) else None for line in lines]
    certain = _certain(read)
    problems = [_problem(lines[at], _NUMBER_OR_DECIMAL, origin) for at in _doubtful(read, certain)]
    settled: dict[int, Block] = {}
    for group in _groups(list(_numbered(lines, certain))):
        reason, odd = _fault(group)
        if reason:
            problems.append(_problem(lines[odd.at], reason, origin))
        kin = _Kin.of(group, whole=not reason)
        settled |= {each.at: _settled(lines[each.at], each, kin) for each in group}
    blocks = [settled.get(at) or _plain(line) for at, line in enumerate(lines)]
    return blocks, problems


def _problem(line: DraftLine, reason: str, origin: Origin) -> Problem:
    words = line.shown[:_SHOWN] + ("…" if len(line.shown) > _SHOWN else "")
    where = replace(origin, cell=f"第{line.place}段") if line.place else origin
    return codes.TEXT_NUMBERS.at(where, text=words, reason=reason)


def _ranks(lines: Sequence[DraftLine]) -> dict[int, int]:
    """Return the level of each level that the author has marked: 1 to 4, without gaps."""
    levels = sorted({line.level for line in lines if line.level})
    return {level: min(rank, ordinals.LEVELS) for rank, level in enumerate(levels, 1)}


def _plain(line: DraftLine) -> Block:
    runs = (TextRun(line.label), *line.runs) if line.label else line.runs
    return Block(_joined(runs), 0, line.item, place=line.place)


def _joined(runs: Sequence[TextRun]) -> tuple[TextRun, ...]:
    """Join runs of one emphasis."""
    merged: list[TextRun] = []
    for run in runs:
        if merged and merged[-1].strong is run.strong:
            merged[-1] = TextRun(merged[-1].text + run.text, run.strong)
        else:
            merged.append(run)
    return tuple(merged)


# --- which lines may be headings ----------------------------------------------------------------------------------


def _numbered(lines: Sequence[DraftLine], certain: Sequence[Ordinal | None]) -> Iterator[_Numbered]:
    ranks = _ranks(lines)
    for at, (line, ordinal) in enumerate(zip(lines, certain, strict=True)):
        if not line.level and ordinal is None:
            continue
        following = lines[at + 1] if at + 1 < len(lines) else None
        deeper = certain[at + 1] if following else None
        level = ranks[line.level] if line.level else ordinal.level if ordinal else 0
        followed = following is not None and not following.level and (deeper is None or deeper.level > level)
        rest = line.shown[len(ordinal.typed) :] if ordinal else line.text
        yield _Numbered(at, level, line.level > 0, ordinal, rest, followed)


def _may_count(line: DraftLine) -> bool:
    return not line.aside and (not line.item or bool(line.label))


def _certain(found: Sequence[Ordinal | None]) -> list[Ordinal | None]:
    """Drop what is a decimal: 1.5万元 is number 1 only where a number beside it, which is certain, says so."""
    kept = list(found)
    for stretch in _stretches(found):
        sure = [ordinal.certain for _, ordinal in stretch]
        for step in (1, -1):
            for at in range(len(stretch))[::step]:
                beside = at - step
                if 0 <= beside < len(stretch) and sure[beside]:
                    sure[at] |= stretch[at][1].count == stretch[beside][1].count + step
        for (at, _), is_sure in zip(stretch, sure, strict=True):
            if not is_sure:
                kept[at] = None
    return kept


def _doubtful(read: Sequence[Ordinal | None], certain: Sequence[Ordinal | None]) -> Iterator[int]:
    """Yield where 1.5万元 and 2.3万元 follow each other: decimals, or a list of which nobody can tell."""
    for stretch in _stretches(read):
        dropped = [(at, ordinal) for at, ordinal in stretch if certain[at] is None]
        if len(dropped) > 1 and [ordinal.count for _, ordinal in dropped] == list(range(1, len(dropped) + 1)):
            yield dropped[0][0]


def _stretches(found: Sequence[Ordinal | None]) -> Iterator[list[tuple[int, Ordinal]]]:
    """Yield the numbers of the form 1. between two of a higher level, each with its place in `found`."""
    stretch: list[tuple[int, Ordinal]] = []
    for at, ordinal in enumerate(found):
        if ordinal is None or ordinal.level > _DECIMAL:
            continue
        if ordinal.level == _DECIMAL:
            stretch.append((at, ordinal))
        else:
            yield stretch
            stretch = []
    yield stretch


_NUMBER_OR_DECIMAL = "看不出是编号还是小数"
_DECIMAL = 3  # the level whose form a decimal might be


# --- which of them belong together --------------------------------------------------------------------------------


def _groups(found: Sequence[_Numbered]) -> list[list[_Numbered]]:
    """Return the siblings: headings of one level below the same heading."""
    groups: list[list[_Numbered]] = []
    open_: dict[int, list[_Numbered]] = {}  # by level
    for each in found:
        for level in [level for level in open_ if level > each.level]:
            del open_[level]
        if each.level not in open_:
            open_[each.level] = []
            groups.append(open_[each.level])
        open_[each.level].append(each)
    return groups


def _fault(group: Sequence[_Numbered]) -> tuple[str, _Numbered]:
    """Return why the numbers of siblings are no sequence, and where that shows first; "" where they are one."""
    first = group[0]
    if all(each.ordinal is None for each in group):
        return "", first
    forms = {each.ordinal.level for each in group if each.ordinal}
    count = 0
    for each in group:
        if each.ordinal is None:
            return "同一级的标题有的有编号，有的没有", each
        if len(forms) > 1:
            return "同一级的标题用了几种编号", each
        if each.ordinal.count not in {count + 1, 1}:
            return f"前面没有第{each.ordinal.count - 1}个" if each.ordinal.count > count else "编号重复或倒着排", each
        if each.ordinal.count == 1 and count == 1:
            return "编号重复，两个都是第1个", each
        count = each.ordinal.count
    if count == 1 and len(group) == 1:
        return "只有第1个，没有第2个", first
    return "", first


# --- what they become ---------------------------------------------------------------------------------------------


@frozen
class _Kin:
    """What siblings have in common: one of them is judged by all."""

    whole: bool  # their numbers are a sequence
    named: bool  # some have a number
    some_bare: bool  # one of them at least can only be a heading
    all_head: bool  # each has a text below it

    @classmethod
    def of(cls, group: Sequence[_Numbered], *, whole: bool) -> _Kin:
        heads = all(each.is_followed and each.shape is not _Shape.TEXT for each in group)
        some_bare = any(each.shape is _Shape.BARE for each in group)
        return cls(whole, any(each.ordinal for each in group), some_bare, heads)


def _settled(line: DraftLine, each: _Numbered, kin: _Kin) -> Block:
    """Return a numbered line as it is printed."""
    if each.ordinal is None:
        number = line.label if kin.named or line.label else None
        return Block((TextRun(each.rest.rstrip("。") or each.rest),), each.level, number=number, place=line.place)
    number = each.ordinal.typed
    if kin.whole:
        written = ordinals.written(each.level if each.marked else each.ordinal.level, each.ordinal.count)
        number = written if written == number else ordinals.apart(written, each.rest)
    if not each.marked and not _is_heading(each, kin):
        return Block(_renumbered(line, each.ordinal, number), 0, line.item, place=line.place)
    rest = each.rest.rstrip("。") if kin.whole or each.marked else each.rest
    return Block((TextRun(rest or each.rest),), each.level, number=number, place=line.place)


def _is_heading(each: _Numbered, kin: _Kin) -> bool:
    """Whether a line with a number, that nobody has marked, is a heading: its siblings decide with it."""
    if each.shape is not _Shape.SENTENCE:
        return each.shape is _Shape.BARE
    return kin.all_head or (each.level <= _WITH_OWN_FACE and kin.some_bare)


_WITH_OWN_FACE = 2  # levels whose headings look other than the text


def _renumbered(line: DraftLine, ordinal: Ordinal, number: str) -> tuple[TextRun, ...]:
    """Return a text with its number as it is printed, its emphasis kept."""
    left = len(ordinal.typed) - len(line.label)
    runs = [TextRun(number, line.runs[0].strong)] if left > 0 else [TextRun(number)]
    for run in line.runs:
        gone = max(min(left, len(run.text)), 0)
        left -= gone
        if run.text[gone:]:
            runs.append(TextRun(run.text[gone:], run.strong))
    return _joined(runs)
