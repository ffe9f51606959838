"""The pages of a scan → whose papers they are, by the code on each. A code counts for its own page and for no other.

A page without one is nobody's until a person has looked at it; between two pages of one paper that paper is proposed.
What is written on pages is not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.collect.recognising import nobodys
from pipeline.collect.sent_papers import SentPapers
from pipeline.model import paper_number
from pipeline.model.return_terms import KnownBy, ReturnState
from pipeline.model.returned import Arrival, Return, ReturnedPaper, ScannedPage

if TYPE_CHECKING:
    from pipeline.collect.scan_pages import SeenPage

_NO_CODE = "没有读到表上印的码（没有印、没扫清楚或盖住了）"


def parts(arrival: Arrival, pages: Sequence[SeenPage], sent: SentPapers) -> tuple[Return, ...]:
    """Return the papers of a scan, then the pages that are nobody's, then the blank ones."""
    whose = [_number(page) for page in pages]
    found = [_paper(arrival, number, pages, whose, sent) for number in dict.fromkeys(filter(None, whose))]
    if not found and not any(page.codes for page in pages):
        why = f"{_NO_CODE}。请看是谁的、哪一份；不记名的票不要收"
        return (replace(nobodys(arrival, why), pages=tuple(ScannedPage(at) for at in range(1, len(pages) + 1))),)
    known = {number: one.paper for number, one in zip(dict.fromkeys(filter(None, whose)), found, strict=True)}
    found += [
        _unknown(arrival, at, page, _around(whose, pages, at), known)
        for at, page in enumerate(pages)
        if not whose[at] and not page.blank
    ]
    if blank := tuple(ScannedPage(at) for at, page in enumerate(pages, 1) if page.blank):
        empty = Return(arrival, ReturnState.EMPTY, place=place_of(blank), why="上面什么也没有", pages=blank)
        found.append(empty)
    if len(found) == 1 and len(found[0].pages) == len(pages):
        return (replace(found[0], place=""),)
    return tuple(found)


def _number(page: SeenPage) -> str:
    """Return the one 表号 on a page, "" where there is none or more than one."""
    numbers = {code.number for code in page.codes}
    return numbers.pop() if len(numbers) == 1 else ""


def _paper(arrival: Arrival, number: str, pages: Sequence[SeenPage], whose: Sequence[str], sent: SentPapers) -> Return:
    """Return all pages of one 表号 as one return."""
    own = tuple(
        ScannedPage(at, code.side, code.turn)
        for at, page in enumerate(pages, 1)
        for code in page.codes[:1]
        if whose[at - 1] == number
    )
    shown = paper_number.shown(number)
    bare = replace(nobodys(arrival, ""), place=place_of(own), how=KnownBy.CODE, pages=own)
    if receipt := sent.receipts.get(number):
        why = f"{receipt.folder}的{receipt.name}。请看签了字没有，签了的请登记签收，程序不替人登记"
        return replace(bare, state=ReturnState.RECEIPT, paper=receipt, why=why)
    papers = sent.numbered(number)
    if not papers:
        return replace(bare, why=f"印的表号 {shown} 不是这里发出的。请看是不是别处的、以前的表", how=KnownBy.NOTHING)
    if len(papers) > 1:
        return replace(bare, why=f"两份文件碰巧是同一个表号 {shown}。请看是谁的", how=KnownBy.NOTHING)
    (paper,) = papers
    if arrival.sender and arrival.sender != paper.branch:
        why = f"{arrival.sender}交来的，却是{paper.branch}的。请问清楚再定"
        return replace(bare, state=ReturnState.OTHERS, paper=paper, why=why)
    return replace(bare, state=ReturnState.PAPER, paper=paper, score=1.0)


def _around(whose: Sequence[str], pages: Sequence[SeenPage], at: int) -> str:
    """Return the 表号 between two of whose pages a page lies, blank ones left out; "" where there is none."""
    ahead = next((whose[n] for n in range(at - 1, -1, -1) if not pages[n].blank), "")
    behind = next((whose[n] for n in range(at + 1, len(pages)) if not pages[n].blank), "")
    return ahead if ahead == behind else ""


def _unknown(arrival: Arrival, at: int, page: SeenPage, around: str, known: dict[str, ReturnedPaper | None]) -> Return:
    own = (ScannedPage(at + 1),)
    bare = replace(nobodys(arrival, ""), place=place_of(own), pages=own)
    if page.codes:
        return replace(bare, why="一页上有两份的表号。请一页一页分开扫描，或看是谁的")
    paper = known.get(around)
    if paper is None:
        return replace(bare, why=f"{_NO_CODE}。请看是谁的、哪一份")
    why = f"{_NO_CODE}；前后两页是“{paper.name}”的。看过是的，请认可"
    return replace(bare, paper=paper, how=KnownBy.BETWEEN, why=why)


def place_of(pages: Sequence[ScannedPage]) -> str:
    """Return how pages of a file are named."""
    return f"第{'、'.join(str(page.at) for page in pages)}页"
