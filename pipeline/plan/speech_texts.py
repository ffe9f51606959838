"""A speech as templates see it: its paragraphs with their numbers, and what its author has put above them."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.expression import Unreadable
from pipeline.model import rank
from pipeline.model.facts import Arrangement, Branch, Campaign, Field, Outline, Unread
from pipeline.plan import numbering
from pipeline.plan.values import plain

_RANK = re.compile(r"\{\{\s*支部\.称谓\s*\}\}")  # as templates write it
OTHERS = "其他"  # of 讲话提纲: for branches of any other 类别


def of_branch(
    campaign: Campaign, branch: Branch, arrangement: Arrangement | None
) -> tuple[Field[Outline | None], bool]:
    """Return a branch's speech, and whether it is only begun: from 讲话提纲, by the branch's 类别, else 其他."""
    speech = _called(arrangement.outline, branch) if arrangement else None
    outlines = campaign.speech_outlines
    if speech is not None or not outlines:
        return speech, False
    if isinstance(branch.kind, Unread):
        return Unread(branch.kind.problems), False
    begun = _called(outlines.get(branch.kind, outlines.get(OTHERS)), branch)
    return begun, begun is not None


def _called(speech: Field[Outline | None], branch: Branch) -> Field[Outline | None]:
    """Return a speech in which {{ 支部.称谓 }} says what the branch is: one outline is for branches of every rank."""
    if not isinstance(speech, Outline):
        return speech
    called = rank.of(branch).value
    blocks = (
        replace(block, runs=tuple(replace(run, text=_RANK.sub(called, run.text)) for run in block.runs))
        if _RANK.search(block.text)
        else block
        for block in speech.blocks
    )
    return replace(speech, blocks=tuple(blocks))


def own_salutation(speech: Field[Outline | None]) -> str:
    """Return what a draft calls the hearers; "" where it does not."""
    return speech.head.salutation if isinstance(speech, Outline) else ""


def values(value: Field[Outline | None], salutation: Field[str] = "") -> dict[str, object]:
    """Return what is to know of a speech besides its paragraphs; `salutation`: what the YAML calls the hearers."""
    if isinstance(value, Unread):
        unread = Unreadable(value.problems)
        return {"讲话全文": unread, "讲话标题": unread, "讲话副题": unread, "讲话称呼": unread}
    speech = value or Outline()
    own = speech.head.salutation or ("" if speech.addresses else plain(salutation))
    return {
        "讲话全文": speech.whole,
        "讲话标题": speech.head.title,
        "讲话副题": speech.head.subtitle,
        "讲话称呼": own if speech.whole else "",
    }


def outline_list(value: Field[Outline | None]) -> object:
    """Return an outline's paragraphs with their numbers (一、（一）1.（1）), in reading order."""
    if isinstance(value, Unread):
        return Unreadable(value.problems)
    return [
        {
            "级别": block.level,
            "编号": number,
            "文字": block.text,
            "串": [{"文字": run.text, "强": run.strong} for run in block.runs],
            "列表项": block.item,
        }
        for block, number in numbering.numbered(value.blocks if value else ())
    ]
