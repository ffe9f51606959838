"""The pages of a PDF with words in which a ballot lies → those that are somebody's for sure, and may be kept.

By its printed code where the pages bear codes: a ballot has none. Else a page on which a good part of one paper's words
stands. Any other page may be a ballot's: its back, what somebody has written on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.collect.comparing import all_printed, printed_texts, share
from pipeline.collect.recognising import a_ballot, nobodys
from pipeline.collect.returned_word import WordContent, whole
from pipeline.collect.sent_papers import SentPapers
from pipeline.model.returned import Arrival, Return, ScannedPage

if TYPE_CHECKING:
    from pipeline.collect.scan_pages import SeenPage

_GOOD_PART = 0.2  # of a paper's printed text: one of more than four pages is not told so


def somebodys(printed: Sequence[WordContent], seen: Sequence[SeenPage], sent: SentPapers) -> list[int]:
    """Return the pages (from 0) that are a paper's whose return may be filed."""
    coded = {at for at, page in enumerate(seen) if len({code.number for code in page.codes}) == 1}
    papers = [] if coded else [printed_texts(each.content) for each in sent.named_in(whole(printed))]
    return [
        at
        for at, words in enumerate(printed)
        if not sent.is_ballot(words)
        if at in coded or any(share(each, all_printed(words)) >= _GOOD_PART for each in papers)
    ]


def others(
    arrival: Arrival,
    printed: Sequence[WordContent],
    seen: Sequence[SeenPage],
    own: Collection[int],
    sent: SentPapers,
) -> tuple[Return, ...]:
    """Return the other pages, blank ones left out: ballots, and what may belong to them."""
    blank = {at for at, page in enumerate(seen) if page.blank}
    found = [
        replace(
            a_ballot(arrival) if sent.is_ballot(words) else nobodys(arrival, ""),
            place=f"第{at + 1}页" if len(printed) > 1 else "",
            pages=(ScannedPage(at + 1),),
        )
        for at, words in enumerate(printed)
        if at not in own and at not in blank
    ]
    ballots = any(sent.is_ballot(printed[page.at - 1]) for each in found for page in each.pages)
    return tuple(found) if ballots else (a_ballot(arrival),)  # a long one, no page of which tells that it is one
