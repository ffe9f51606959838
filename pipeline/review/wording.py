"""The campaign's own 规范用语: words that this campaign writes in one way (活动.yaml, wrong: right)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.model.finding import Finding, Weight
from pipeline.review.layout import Layout


def terms(layout: Layout, wanted: Mapping[str, str]) -> Iterator[Finding]:
    """Yield one Finding for each paragraph and each wrong word in it; a wrong word inside the right one is right."""
    for paragraph in layout.everything:
        text = paragraph.text
        for wrong, right in wanted.items():
            count = text.count(wrong) - right.count(wrong) * text.count(right) if wrong in text else 0
            if count > 0:
                found = f"“{wrong}”" + (f"{count}处" if count > 1 else "")
                yield Finding("wording.term", "", Weight.CUSTOM, paragraph.address, f"“{right}”（规范用语）", found)
