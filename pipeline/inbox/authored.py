"""What people have written of a campaign, each text a file of its own: 阶段总结 by phase, the numbers of 简报."""

from __future__ import annotations

from dataclasses import replace

from pipeline.inbox import meeting
from pipeline.inbox.meeting import TextOf
from pipeline.inbox.node import Node
from pipeline.inbox.yaml_keys import BULLETIN
from pipeline.inbox.yaml_mapping import Stated
from pipeline.model import codes
from pipeline.model.facts import Block, Bulletin, Field, Outline, Phase, Summaries, Unread


def either(own: Field[tuple[Phase, ...]], common: Field[tuple[Phase, ...]]) -> Field[tuple[Phase, ...]]:
    """Return the phases that a branch may speak of: its own and the campaign's."""
    if isinstance(own, Unread) or isinstance(common, Unread):
        return own if isinstance(own, Unread) else common
    return (*own, *common)


def summaries(keys: Stated, phases: Field[tuple[Phase, ...]], text_of: TextOf) -> Summaries:
    """Return 阶段总结 by the names of the phases; a name that is no phase's is a Problem."""
    named = phases if isinstance(phases, tuple) else ()
    known = [phase.name for phase in named if isinstance(phase.name, str)]
    listed = keys.inner("阶段总结", known)
    asked = known if listed.doubts else [name for name in listed.values if name in known or not known]
    return {name: meeting.draft(listed, name, text_of) for name in asked}


def bulletins(keys: Stated, text_of: TextOf) -> Field[tuple[Bulletin, ...]]:
    """Return 简报, in the order of the YAML; one without a number has its place's."""
    node = keys.node("简报")
    if node is None or node.is_empty:
        return ()
    if node.problems:
        return Unread(node.problems)
    listed = isinstance(node.value, tuple)
    items = node.value if isinstance(node.value, tuple) else (node,)
    found: list[Bulletin] = []
    seen: dict[int, Node] = {}
    for place, item in enumerate(items):
        if item.is_empty:
            continue
        inner = keys.item(item, "简报", BULLETIN)
        number = inner.number("期号")
        number = place + 1 if number is None else number
        title = inner.required("标题")
        bulletin = Bulletin(
            number=number,
            date=inner.date("日期"),
            title=title,
            text=_below(title, meeting.draft(inner, "正文", text_of)),
            path=f"{inner.path}.{place}" if listed else inner.path,
        )
        if isinstance(number, int) and number in seen:
            other = seen[number].origin
            twice = codes.YAML_DUPLICATE_KEY.at(inner.at("期号"), key=f"简报第{number}期", other=other)
            bulletin = replace(bulletin, number=inner.unread(twice))
        elif isinstance(number, int):
            seen[number] = item
        found.append(bulletin)
    return tuple(found)


def _below(title: Field[str], text: Field[Outline | None]) -> Field[Outline | None]:
    """Return a text without its first line where that is the title, which is printed above it already.

    Where it was the one heading of its level, the others stand in its place.
    """
    if not isinstance(title, str) or not isinstance(text, Outline) or not text.blocks:
        return text
    first, *rest = text.blocks
    if _letters(first.text) != _letters(title):
        return text
    alone = all(not block.level or block.level > first.level for block in rest)
    return replace(text, blocks=tuple(_raised(block, first.level) if alone else block for block in rest))


def _raised(block: Block, by: int) -> Block:
    return replace(block, level=block.level - by) if block.level else block


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))
