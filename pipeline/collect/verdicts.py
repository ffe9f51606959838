"""What a person decides about returns: that one is what it is taken for, of whom it is, or that it does not count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import guidance
from pipeline.collect import cutting, gathering, sent_papers
from pipeline.collect.recognising import SentPaper
from pipeline.collect.returned_word import WordContent
from pipeline.collect.sent_papers import SentPapers
from pipeline.desk import RETURNED, SENT, Desk, own_folder
from pipeline.ledger import CAME_BACK, ReturnedBook, SentBook, SentBytes
from pipeline.model.deeds import Act, Deed
from pipeline.model.errors import NotReadyError, UsageError
from pipeline.model.frozen import frozen
from pipeline.model.return_terms import Differs, ReturnState, Ruling
from pipeline.model.returned import Decision, Return, ReturnedDifference, ReturnedPaper, ReturnedText


@frozen
class DecisionOrder:
    """What is decided about which returns, by whom and why; `paper`: as whose they count, as somebody calls it."""

    numbers: Sequence[int]
    ruling: Ruling
    who: str
    why: str = ""
    paper: str = ""


@dataclass(slots=True)
class Decided:
    """The returns as they stand now, and what was written."""

    returns: list[Return]
    written: list[str]
    notes: list[str]


def decide(desk: Desk, order: DecisionOrder, on_wait: Callable[[], None] = lambda: None) -> Decided:
    """Record it, for all of the returns or for none. Raises UsageError, NotReadyError, LedgerError, DiskError."""
    if not order.who.strip():
        raise UsageError(f"请写{guidance.Step(' --by 谁定的', '谁定的')}")
    with ReturnedBook(own_folder(desk.workspace) / RETURNED) as book:
        sent = SentPapers.of(desk)
        found = [_numbered(book, number) for number in dict.fromkeys(order.numbers)]
        for each in found:
            if (paper := each.credited or each.paper) is not None:
                desk.refuse_archived(paper.campaign, "没有改")
        reasoned = [(each, *_ruled(desk, each, order, sent)) for each in found]
        with book.together():
            for each, decision, text in reasoned:
                book.decide(each.number, decision, text)
        done = Decided([_numbered(book, each.number) for each in found], [], [])
        _noted(desk, order, done.returns)
        gathering.gather(desk, book, done.written, done.notes, on_wait)
    return done


def _numbered(book: ReturnedBook, number: int) -> Return:
    found = book.numbered(number)
    if found is None:
        raise UsageError(f"没有编号 {number}。{guidance.Step('用 gongwen returned 看有哪些', '请回“交回的表”再看')}")
    return found


def _ruled(desk: Desk, each: Return, order: DecisionOrder, sent: SentPapers) -> tuple[Decision, ReturnedText | None]:
    """Return the decision on one return, and what it says if it is another paper's than the program thought."""
    paper: ReturnedPaper | None = None
    text = None
    if order.ruling is Ruling.ACCEPTED:
        paper = each.credited or each.paper
        if paper is not None and each.state is ReturnState.RECEIPT:
            words = guidance.Step(f"gongwen signed --branch {paper.folder} --by 签收人", "在“回执与催办”登记签收")
            raise UsageError(f"编号 {each.number} 是送达回执：看过签了字的，请登记是谁签的：{words}")
        if paper is None:
            which = guidance.Step("用 --for 写明是哪一份", "在“认给哪一份”里选")
            raise NotReadyError(f"编号 {each.number}（{each.arrival.name}）认不出是谁的，请{which}")
    elif order.ruling is Ruling.CREDITED:
        paper = sent.called(order.paper)
        text = _held_to(desk, each, paper, sent)
    if not order.why.strip() and (order.ruling in _REASONED or (order.ruling is Ruling.ACCEPTED and each.waits)):
        raise UsageError(f"编号 {each.number}：请写{guidance.Step(' --why ', '理由：')}为什么这样定")
    return Decision(order.ruling, desk.person(order.who), order.why.strip(), desk.time, paper), text


_REASONED = frozenset({Ruling.CREDITED, Ruling.REJECTED})
_UNREAD = ReturnedDifference(Differs.NOT_READ, "", "", "请打开原件看", "")


def _held_to(desk: Desk, each: Return, paper: ReturnedPaper, sent: SentPapers) -> ReturnedText:
    """Return what a return says, held to the paper that a person credits it to.

    Who overtypes another's form hands in what was printed for that one: where it is not like his own it is held to the
    form that it was made from, the proposed one or a sibling. What cannot be read is told as such, for a person to see.
    """
    data = SentBytes(own_folder(desk.workspace), CAME_BACK).of(each.arrival.digest)
    content = sent_papers.content_of(data) if data is not None else ""
    if isinstance(content, WordContent) and each.place:
        content = cutting.part_at(content, sent, each.place) or ""
    own = sent.latest(paper.document)
    if isinstance(content, WordContent):
        for version in _models(each, paper, own, sent):
            if (found := version.held(content)).readable:
                text = version.said(found)
                return text if version is own else replace(text, differences=(_taken(version), *text.differences))
    if each.pages:  # what stands on paper is never read
        return ReturnedText()
    return ReturnedText(own.version if own else "", differences=(_UNREAD,))


def _models(each: Return, paper: ReturnedPaper, own: SentPaper | None, sent: SentPapers) -> Iterator[SentPaper]:
    """Yield what a return may have been made from: the paper itself, the proposed one of its kind, its siblings."""
    if own is not None:
        yield own
    proposed = each.paper
    is_alike = proposed is not None and (proposed.campaign, proposed.kind) == (paper.campaign, paper.kind)
    if proposed and is_alike and (model := sent.latest(proposed.document)):
        yield model
    yield from sent.siblings(paper)


def _taken(model: SentPaper) -> ReturnedDifference:
    return ReturnedDifference(Differs.MODEL, "", model.paper.name, "", "")


def _noted(desk: Desk, order: DecisionOrder, found: Sequence[Return]) -> None:
    """Let the deed stand among the others, for who asks later who did what."""
    with SentBook(own_folder(desk.workspace) / SENT) as book:
        for each in found:
            paper = each.credited or each.paper
            about = f"{order.ruling}：编号 {each.number} {each.arrival.name}"
            about += f" → {paper.folder} › {paper.name}" if paper else ""
            about += f"（{order.why.strip()}）" if order.why.strip() else ""
            book.deeds.note(
                Deed(Act.RETURNS, desk.person(order.who), desk.time, about, paper.campaign if paper else "")
            )
