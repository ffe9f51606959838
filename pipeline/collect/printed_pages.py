"""The pages of a PDF with words in which a ballot lies → those that are somebody's for sure, and may be kept.

By its printed code where the pages bear codes: a ballot has none. Else a page on which a good part of one paper's words
stands. Any other page may be a ballot's: its back, what somebody has written on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.collect import piles
from pipeline.collect.comparing import all_printed, printed_texts, share
from pipeline.collect.recognising import a_ballot, nobodys
from pipeline.collect.returned_word import WordContent, whole
from pipeline.collect.sent_papers import SentPapers
from pipeline.model.returned import Arrival, Return, ScannedPage

if TYPE_CHECKING:
    from pipeline.collect.scan_pages import SeenPage

_GOOD_PART = 0.2  # of a paper's printed text: one of more than four pages is not told so


def somebodys(printed: Sequence[WordContent], seen: Sequence[SeenPage], sent: SentPapers) -> list[int]:
    """Return the pages (from 0) that are a paper's whose return may be filed; where no code tells, never all."""
    coded = {at for at, page in enumerate(seen) if len({code.number for code in page.codes}) == 1}
    papers = [] if coded else [printed_texts(each.content) for each in sent.named_in(whole(printed))]
    found = [
        at
        for at, words in enumerate(printed)
        if not sent.is_ballot(words)
        if at in coded or any(share(each, all_printed(words)) >= _GOOD_PART for each in papers)
    ]
    return found if coded or len(found) < len(printed) else []


def others(
    arrival: Arrival,
    printed: Sequence[WordContent],
    seen: Sequence[SeenPage],
    own: Collection[int],
    sent: SentPapers,
) -> tuple[Return, ...]:
    """Return the other pages, blank ones left out: ballots, and what may belong to them."""
    blank = {at for at, page in enumerate(seen) if page.blank}
    rest = [at for at in range(len(printed)) if at not in own]
    left = [at for at in rest if at not in blank] or rest
    ballots = [at for at in left if sent.is_ballot(printed[at])] or left  # of a long one no page tells what it is
    beside = [at for at in left if at not in ballots]
    said = [(a_ballot(arrival), ballots), *((nobodys(arrival, ""), [at]) for at in beside)]
    return tuple(_of_pages(each, pages, len(printed)) for each, pages in said)


def _of_pages(each: Return, pages: Sequence[int], of: int) -> Return:
    found = tuple(ScannedPage(at + 1) for at in pages)
    return replace(each, pages=found, place=piles.place_of(found) if of > 1 else "")
