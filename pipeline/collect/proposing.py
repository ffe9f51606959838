"""Of whom a return without a mark may be, by its printed words: proposed where all is told, never credited.

A form of last year may say the very same words; so a person must agree. What is proposed must bear the names of the
member and the branch, and all else that is this paper's own: what is printed in it and not in all of its kind, as the
month of birth. That tells a colleague's form with the name written over from the own one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.collect.comparing import LEAST_KEPT, Comparison, all_printed, kept, printed
from pipeline.collect.recognising import SentPaper, disagreement, nobodys
from pipeline.collect.returned_word import WordContent
from pipeline.collect.sent_papers import SentPapers
from pipeline.model.return_terms import Differs, KnownBy, ReturnState
from pipeline.model.returned import Arrival, Return

_MARGIN = 0.02  # of the printed text, over the next paper
_NAMED = 3
_TOUCHED = frozenset({Differs.CHANGED, Differs.LOST, Differs.IDENTITY})
_NO_MARK = "没有表号"


def likest(arrival: Arrival, returned: WordContent, sent: SentPapers) -> Return:
    """Propose the paper that a return without a mark is likest to."""
    held = [(each, each.held(returned)) for each in sent.named_in(returned)]
    held = sorted(((each, found) for each, found in held if found.readable), key=lambda one: -one[1].kept)
    own = [(each, found) for each, found in held if not disagreement(each, found) and _all_own(each, found, sent)]
    if not own:
        return nobodys(
            arrival, f"{_NO_MARK}。请看是谁的、哪一份，或请对方在发去的文件上填{_named([e for e, _ in held])}"
        )
    best, found = own[0]
    near = [each for each, other in own if found.kept - other.kept < _MARGIN]
    if len(near) > 1:
        return nobodys(arrival, f"{_NO_MARK}，分不出是哪一份{_named(near)}。请看是哪一份")
    why = f"{_NO_MARK}；姓名、支部和印好的字都像这一份（{found.kept:.0%}）。看过是的，请认可"
    proposed = replace(nobodys(arrival, why), paper=best.paper, how=KnownBy.TEXT, score=found.kept)
    return replace(_by_sender(proposed, best), text=best.said(found))


def _by_sender(proposed: Return, paper: SentPaper) -> Return:
    """Doubt what another branch has handed in."""
    sender, branch = proposed.arrival.sender, paper.paper.branch
    if not sender or sender == branch:
        return proposed
    why = f"{sender}交来的，却像是{branch}的，又没有表号。请问清楚再定"
    return replace(proposed, state=ReturnState.OTHERS, why=why)


def likest_printed(arrival: Arrival, returned: WordContent, sent: SentPapers) -> Return:
    """Propose the paper that a PDF is likest to: all that is this paper's own stands in it, and most of its words."""
    all_of_it = all_printed(returned)
    held = sorted(((kept(each.content, returned), each) for each in sent.named_in(returned)), key=lambda one: -one[0])
    own = [
        (share, each)
        for share, each in held
        if share >= LEAST_KEPT and all(text in all_of_it for text in _own_texts(each, sent))
    ]
    near = [each for share, each in own if own[0][0] - share < _MARGIN]
    if len(near) != 1:
        what = "像几份" if near else "看不出是谁的、哪一份"
        named = _named(near or [each for _, each in held])
        return nobodys(arrival, f"是 PDF，{what}{named}。请看是谁的，或请对方交 .docx")
    ((share, best), *_) = own
    why = f"是 PDF，填的内容不读；姓名、支部和印好的字都像这一份（{share:.0%}）。看过是的，请认可"
    return _by_sender(replace(nobodys(arrival, why), paper=best.paper, how=KnownBy.TEXT, score=share), best)


def _own_texts(paper: SentPaper, sent: SentPapers) -> set[str]:
    """Return what is printed in a paper and not in all others of its kind that its branch has."""
    others = [{printed(cell.text) for cell in each.content.cells} for each in sent.siblings(paper.paper)]
    return {
        text
        for cell in paper.content.cells
        if (text := printed(cell.text)) and not (others and all(text in texts for texts in others))
    }


def _all_own(paper: SentPaper, found: Comparison, sent: SentPapers) -> bool:
    """Whether all that is printed in a paper and not in every other of its kind stands as it was."""
    touched = {printed(each.was) for each in found.differences if each.what in _TOUCHED} - {""}
    if not touched:
        return True
    others = [{printed(cell.text) for cell in each.content.cells} for each in sent.siblings(paper.paper)]
    return bool(others) and all(touched <= texts for texts in others)


def _named(papers: Sequence[SentPaper]) -> str:
    """Return the names of the likest papers."""
    if not papers:
        return ""
    return "。最像：" + "、".join(f"{each.paper.folder} › {each.paper.name}" for each in papers[:_NAMED])
