"""Whose a return is: the mark proposes, the identity cells dispose. Where they disagree nobody is credited.

The usual cause of a disagreement is that one member's form was taken as the model for another's. So every printed
place in which the member's or the branch's name stood must be there as it was; of a member who has a namesake no
printed word at all may have changed, since his name tells nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.collect.comparing import Comparison, Differs, bare, compare
from pipeline.collect.returned_word import WordContent
from pipeline.render import PaperMark

_NOT_PRINTED = frozenset({Differs.ADDED, Differs.MISPLACED})


class ReturnState(StrEnum):
    """What a return is, as far as can be told."""

    RETURNED = "已交回"
    BLANK = "空白"
    IDENTITY = "改了身份"
    SEVERAL = "一个文件里有几份"
    UNKNOWN = "认不出"
    TO_CONVERT = "待转换"


def certain(standing: ReturnState) -> bool:
    """Whether it is known whose a return is, so that no person need decide."""
    return standing in {ReturnState.RETURNED, ReturnState.BLANK}


@dataclass(frozen=True, slots=True)
class SentPaper:
    """A version of a paper that a branch has, or may have."""

    campaign: str
    branch: str  # its full name
    folder: str  # its folder, which is its short name
    member: str  # "" of a branch's own
    kind: str
    name: str  # the file's
    mark: PaperMark | None  # what the sent bytes carry; an edited paper may have lost it
    content: WordContent
    namesakes: bool = False


@dataclass(frozen=True, slots=True)
class RecognisedReturn:
    """A return and the paper that it is of; `why` it is nobody's, in Chinese."""

    standing: ReturnState
    paper: SentPaper | None = None
    comparison: Comparison | None = None
    why: str = ""


def recognised(returned: WordContent, sent: Callable[[str], Sequence[SentPaper]]) -> RecognisedReturn:
    """Say whose a return is. `sent`: of a 表号, every version that left, the last one last."""
    marks = returned.bookmarks or returned.properties
    numbers = dict.fromkeys(mark.number for mark in marks)
    if not numbers:
        return RecognisedReturn(ReturnState.UNKNOWN, why="文件里没有表号。请看是谁的、哪一份，或请对方在发去的文件上填")
    if len(numbers) > 1:
        return RecognisedReturn(ReturnState.SEVERAL, why=f"里面有 {len(numbers)} 份的表号。请一份一个文件再交")
    versions = sent(marks[0].number)
    if not versions:
        return RecognisedReturn(ReturnState.UNKNOWN, why="表号不是这里发出的。请看是不是别处的、以前的表")
    if len({(paper.campaign, paper.branch, paper.name) for paper in versions}) > 1:
        return RecognisedReturn(ReturnState.UNKNOWN, why="两份文件碰巧是同一个表号。请看是谁的")
    paper = next((each for each in reversed(versions) if each.mark in marks), versions[-1])
    return _held(returned, paper)


def _held(returned: WordContent, paper: SentPaper) -> RecognisedReturn:
    """Hold a return to the paper that its mark proposes."""
    names = tuple(name for name in (paper.member, paper.branch, paper.folder) if name)
    if paper.member and not any(paper.member in bare(cell.text) for cell in paper.content.cells):
        return RecognisedReturn(
            ReturnState.UNKNOWN, paper, why=f"“{paper.name}”上没有印党员姓名，凭表号不能认定。请看是谁的"
        )
    found = compare(paper.content, returned, names)
    if not found.readable:
        why = f"印好的字只剩 {found.kept:.0%}，不像是发去的“{paper.name}”。请看是什么"
        return RecognisedReturn(ReturnState.UNKNOWN, paper, why=why)
    for each in found.differences:
        lost_name = each.what is Differs.LOST and any(name in bare(each.was) for name in names)
        if each.what is Differs.IDENTITY or lost_name:
            why = f"{each.place or '表里'}原来是“{bare(each.was)}”，现在是“{bare(each.now)}”"
            return RecognisedReturn(ReturnState.IDENTITY, paper, found, why)
        if paper.namesakes and each.what not in _NOT_PRINTED:
            why = f"有同名的党员，{each.place}印好的“{bare(each.was)}”又改过，分不出是谁"
            return RecognisedReturn(ReturnState.IDENTITY, paper, found, why)
    blank = not found.fields and not found.differences
    return RecognisedReturn(ReturnState.BLANK if blank else ReturnState.RETURNED, paper, found)
