"""Whose a return is: the mark proposes, the identity cells dispose. Where they disagree nobody is credited.

The usual cause of a disagreement is that one member's form was taken as the model for another's. So every printed
place in which the member's or the branch's name stood must be there as it was; of a member who has a namesake no
printed word at all may have changed, since his name tells nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.collect import terms
from pipeline.collect.comparing import Comparison, bare, compare
from pipeline.collect.returned_word import WordContent
from pipeline.model.frozen import frozen
from pipeline.model.return_terms import Differs, KnownBy, Returns, ReturnState
from pipeline.model.returned import Arrival, Return, ReturnedPaper, ReturnedText
from pipeline.render import PaperMark

_NOT_PRINTED = frozenset({Differs.ADDED, Differs.MISPLACED})


@frozen
class SentPaper:
    """A version of a paper that a branch has, or may have."""

    paper: ReturnedPaper
    version: str  # the digest of the sent bytes
    mark: PaperMark | None  # what the sent bytes carry; an edited paper may have lost it
    content: WordContent
    terms: Returns
    namesakes: bool = False

    def held(self, returned: WordContent) -> Comparison:
        """Hold a return to it."""
        paper = self.paper
        names = tuple(name for name in (paper.person, paper.branch, paper.folder) if name)
        return compare(self.content, returned, names, self.terms.row_key)

    def said(self, found: Comparison) -> ReturnedText:
        """Return what a return says that was held to it; nothing where it is another paper."""
        return terms.applied(found, self.terms, self.version) if found.readable else ReturnedText(self.version)


def recognised(arrival: Arrival, returned: WordContent, sent: Callable[[str], Sequence[SentPaper]]) -> Return:
    """Say whose a return is that carries a mark. `sent`: of a 表号, every version that left, the last one last."""
    marks = returned.bookmarks or returned.properties
    numbers = dict.fromkeys(mark.number for mark in marks)
    if len(numbers) > 1:
        return Return(arrival, ReturnState.SEVERAL, why=f"里面有 {len(numbers)} 份的表号。请一份一个文件再交")
    versions = sent(marks[0].number)
    if not versions:
        return nobodys(arrival, "表号不是这里发出的。请看是不是别处的、以前的表")
    if len({each.paper.document for each in versions}) > 1:
        return nobodys(arrival, "两份文件碰巧是同一个表号。请看是谁的")
    version = next((each for each in reversed(versions) if each.mark in marks), versions[-1])
    return _held(replace(nobodys(arrival, ""), how=KnownBy.MARK), returned, version)


def nobodys(arrival: Arrival, why: str) -> Return:
    """Return what came as a return of nobody that is known."""
    return Return(arrival, ReturnState.UNKNOWN, why=why)


def a_ballot(arrival: Arrival) -> Return:
    """Return what came as a ballot: who has handed it in is not told on."""
    nobody = replace(arrival, sender="", message="")
    return Return(nobody, ReturnState.BALLOT, why="不登记、不留存：上面没有谁的名字，也不该有。请只数票数")


def _held(bare_return: Return, returned: WordContent, sent: SentPaper) -> Return:
    """Hold a return to the paper that its mark proposes."""
    paper = sent.paper
    proposed = replace(bare_return, paper=paper)
    if paper.person and not any(paper.person in bare(cell.text) for cell in sent.content.cells):
        return replace(proposed, why=f"“{paper.name}”上没有印党员姓名，凭表号不能认定。请看是谁的")
    found = sent.held(returned)
    proposed = replace(proposed, score=found.kept, text=sent.said(found))
    if not found.readable:
        return replace(proposed, why=f"印好的字只剩 {found.kept:.0%}，不像是发去的“{paper.name}”。请看是什么")
    if why := disagreement(sent, found):
        return replace(proposed, state=ReturnState.IDENTITY, why=why)
    sender = proposed.arrival.sender
    if sender and sender != paper.branch:
        why = f"{sender}交来的，却是{paper.branch}的。请问清楚再定"
        return replace(proposed, state=ReturnState.OTHERS, why=why)
    blank = not found.fields and not found.differences
    return replace(proposed, state=ReturnState.BLANK if blank else ReturnState.RETURNED)


def disagreement(sent: SentPaper, found: Comparison) -> str:
    """Return where the printed words say that a return may be another person's, "" if nowhere."""
    for each in found.differences:
        lost_name = each.what is Differs.LOST and any(name in bare(each.was) for name in found.names)
        if each.what is Differs.IDENTITY or lost_name:
            return f"{each.place or '表里'}原来是“{bare(each.was)}”，现在是“{bare(each.now)}”"
        if sent.namesakes and each.what not in _NOT_PRINTED:
            return f"有同名的党员，{each.place}印好的“{bare(each.was)}”又改过，分不出是谁"
    return ""
