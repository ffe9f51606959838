"""The clerk's own running text that papers print: speeches, a meeting's 议程 and 要求. Each passage has its address."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from pipeline.model.facts import Campaign, Dossier, Meeting, Outline, Township
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin

THIS = r"(?:这次|本次|此次|这批|这一批|整个)[^，。；：]{0,12}?(?:活动|教育)"
_ELSEWHEN = re.compile("去年|前年|上年|往年|当年|年底|年末|年初|过去|曾经|原有|原来|第一批|上一?批")
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), 0xFF0D)}  # digits and hyphen


@frozen
class Passage:
    """A paragraph, its digits narrow."""

    text: str
    origin: Origin
    number: int = 0  # of the paragraph in its speech, 1-based; 0 = of no speech
    dossier: Dossier | None = None  # the branch whose paper prints it; None = the township's paper
    meeting: Meeting | None = None  # at which it is said, or which it is about


def of(township: Township, dossiers: Iterable[Dossier]) -> Iterator[Passage]:
    """Yield every passage; a speech that several papers print is the first one's."""
    seen: set[tuple[Origin, str]] = set()
    for passage in _all(township, dossiers):
        if (passage.origin, passage.text) not in seen:
            seen.add((passage.origin, passage.text))
            yield passage


def _all(township: Township, dossiers: Iterable[Dossier]) -> Iterator[Passage]:
    campaign = township.campaign
    for at, meeting in enumerate(campaign.meetings):
        yield from _speech(meeting.outline, None, meeting)
        for key, lines in (("议程", meeting.agenda), ("要求", meeting.requirements)):
            origin = campaign.lines.get(f"会议.{at}.{key}", Origin(f"inputs/{campaign.folder}"))
            for line in lines if isinstance(lines, tuple) else ():
                yield Passage(line.translate(_NARROW), origin, meeting=meeting)
    for dossier in dossiers:
        if dossier.arrangement is not None:
            own = dossier.arrangement.meeting
            yield from _speech(dossier.arrangement.outline, dossier, own if isinstance(own, Meeting) else None)


def _speech(outline: object, dossier: Dossier | None, meeting: Meeting | None) -> Iterator[Passage]:
    if isinstance(outline, Outline):
        for number, block in enumerate(outline.blocks, 1):
            origin = Origin(outline.source, f"第{block.place or number}段")
            yield Passage(block.text.translate(_NARROW), origin, number, dossier, meeting)


def campaign_words(campaign: Campaign) -> str:
    """Return the pattern of what a text calls the campaign: its name, its 简称, 这次……活动."""
    names = [name for name in (campaign.name, campaign.short) if isinstance(name, str) and name]
    return "(?:" + "|".join([*map(re.escape, names), THIS]) + ")"


def elsewhen(lead: str, campaign: Campaign) -> bool:
    """Whether what follows `lead` is said of another time: 去年, 第一批, a year that is not the campaign's first."""
    start = campaign.start
    years = {int(year) for year in _YEAR.findall(lead)} - ({start.year} if isinstance(start, dt.date) else set())
    return bool(years) or _ELSEWHEN.search(lead) is not None
