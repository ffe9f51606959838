"""Words: the campaign's own 规范用语 and its 简称 in a document, and the name and date above a speech."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.model import codes
from pipeline.model.facts import Dossier, Field, Meeting, Outline, PartialDate, Person, Township
from pipeline.model.finding import Finding, Weight
from pipeline.model.problem import Origin, Problem
from pipeline.review.layout import Paragraph

_TAILS = ("活动", "教育")
_LEAST_STEM, _LEAST_PREFIX, _LEAST_ABBREVIATED = 3, 3, 5  # characters before the tail
_LONGEST_STEM = 40  # its forms are as many, each as long
_QUOTED = "《[^《》]*》|“[^“”]*”"  # other papers' titles, and words that somebody quotes
_CLAUSE_ENDS = "(?=[，。；！？、]|$)"


def terms(paragraphs: Iterable[Paragraph], wanted: Mapping[str, str]) -> Iterator[Finding]:
    """Yield one Finding for each paragraph and each wrong word in it; a wrong word inside the right one is right."""
    for paragraph in paragraphs:
        text = paragraph.text
        for wrong, right in wanted.items():
            count = text.count(wrong) - right.count(wrong) * text.count(right) if wrong in text else 0
            if count > 0:
                found = f"“{wrong}”" + (f"{count}处" if count > 1 else "")
                yield Finding("wording.term", "", Weight.CUSTOM, paragraph.address, f"“{right}”（规范用语）", found)


class ShortName:
    """Finds what is meant as the campaign's 简称 and is not it; `known` are words that are right, or reported already.

    Of 先进性教育活动: 先教活动 (first characters), 先进性活动 (its beginning), 先进教育活动 (one lost), 搞先进性.
    Only what begins as the 简称 does and ends as it does, so that 教育活动 and 先进活动 stay what they are.
    """

    def __init__(self, short: str, known: Iterable[str] = ()) -> None:
        self._short = short
        tail = next((each for each in _TAILS if short.endswith(each)), "")
        stem = short.removesuffix(tail)
        names = sorted(filter(None, {short, *known}), key=len, reverse=True)
        has_forms = tail and _LEAST_STEM <= len(stem) <= _LONGEST_STEM
        forms = _variants(stem, tail) - set(names) if has_forms else set()
        self._right = re.compile("|".join([*map(re.escape, names), _QUOTED]))
        begun = range(len(stem), _LEAST_PREFIX - 1, -1) if forms else ()
        bare = [f"(?<=搞){re.escape(stem[:size])}{_CLAUSE_ENDS}" for size in begun]
        listed = map(re.escape, sorted(forms, key=len, reverse=True))
        self._wrong = re.compile("|".join([*listed, *bare])) if forms else None

    def findings(self, paragraphs: Iterable[Paragraph]) -> Iterator[Finding]:
        """Yield one Finding for each paragraph and each such form in it."""
        if self._wrong is None:
            return
        for paragraph in paragraphs:
            if self._short[0] not in paragraph.text:  # every such form begins as the 简称 does
                continue
            text = self._right.sub("\n", paragraph.text)
            for form in dict.fromkeys(self._wrong.findall(text)):
                expected = f"“{self._short}”（活动简称）"
                yield Finding("wording.short-name", "", Weight.CUSTOM, paragraph.address, expected, f"“{form}”")


def _variants(stem: str, tail: str) -> set[str]:
    """Return the forms of a 简称 that leave out a part of its `stem`."""
    beginnings = {stem[:size] for size in range(_LEAST_PREFIX, len(stem))}
    lost = {stem[:at] + stem[at + 1 :] for at in range(1, len(stem))} if len(stem) > _LEAST_STEM else set()
    first_characters = {stem[0] + each for each in stem[2:]} if len(stem) >= _LEAST_ABBREVIATED else set()
    return {form + tail for form in beginnings | lost | first_characters}


def heads(township: Township, dossiers: Iterable[Dossier]) -> Iterator[Problem]:
    """Yield where the date or the name above a speech is not what its paper prints."""
    for meeting in township.campaign.meetings:
        yield from _head(meeting.outline, meeting, meeting.speaker)
    for dossier in dossiers:
        if dossier.arrangement is not None:
            held = dossier.arrangement.meeting
            own = held if isinstance(held, Meeting) else Meeting()
            yield from _head(dossier.arrangement.outline, own, own.speaker or Person(dossier.branch.secretary))


def _head(speech: Field[Outline | None], meeting: Meeting, speaker: Field[Person | None]) -> Iterator[Problem]:
    if not isinstance(speech, Outline):
        return
    head, origin = speech.head, Origin(speech.source, f"第{speech.head.place}段")
    day = meeting.time.date() if isinstance(meeting.time, dt.datetime) else meeting.time
    stated = _DAY.match(head.date.translate(_NARROW))
    if isinstance(day, dt.date) and stated:
        told = zip(stated.groups(), (day.year, day.month, day.day), strict=True)
        if any(number and int(number) != held for number, held in told):
            shown = PartialDate(day.year, day.month, day.day)
            yield codes.TEXT_HEAD_DIFFERS.at(origin, what="日期", text=head.date, stated=shown)
    if head.salutation and meeting.salutation not in {"", head.salutation} and isinstance(meeting.salutation, str):
        yield codes.TEXT_HEAD_DIFFERS.at(origin, what="称呼", text=head.salutation, stated=meeting.salutation)
    name = speaker.name if isinstance(speaker, Person) else ""
    if isinstance(name, str) and name and head.byline and "".join(name.split()) not in "".join(head.byline.split()):
        yield codes.TEXT_HEAD_DIFFERS.at(origin, what="署名", text=head.byline, stated=name)


_DAY = re.compile(r"(?:((?:19|20)\d{2})|20[xX×]{2})\s*[年./-]\s*(\d{1,2})\s*(?:[月./-]\s*(\d{1,2}))?")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
