"""Words: the campaign's own 规范用语 and its 简称 in a document, and the head that a speech must not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.model import codes
from pipeline.model.finding import Finding, Weight
from pipeline.model.problem import Problem
from pipeline.review.layout import Paragraph
from pipeline.review.passages import Passage

_TAILS = ("活动", "教育")
_LEAST_STEM, _LEAST_PREFIX, _LEAST_ABBREVIATED = 3, 3, 5  # characters before the tail
_LONGEST_STEM = 40  # its forms are as many, each as long
_QUOTED = "《[^《》]*》|“[^“”]*”"  # other papers' titles, and words that somebody quotes
_CLAUSE_ENDS = "(?=[，。；！？、]|$)"
_GREETED = "尊敬的|各位|领导|同志们?|朋友们|党员|代表们?|委员们?|老师们|乡亲们|来宾|[、，]"
_GREETING = re.compile(rf"(?:(?:20..年)?\d{{1,2}}月(?:\d{{1,2}}日)?)?\s*(?:{_GREETED})+[：:]")
_HEAD = 3  # paragraphs in which a speech may greet


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


def head(passage: Passage) -> Iterator[Problem]:
    """Yield the date and greeting that a speech states at its head: the paper prints its own."""
    if 0 < passage.number <= _HEAD and (greeting := _GREETING.match(passage.text)):
        yield codes.TEXT_HEAD.at(passage.origin, text=greeting[0])
