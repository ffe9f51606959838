"""Outline → its paragraphs with their numbers as GB/T 9704 (7.3.3) has them: 一、（一）1.（1）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import ordinals
from pipeline.model.facts import Block


def numbered(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Yield each paragraph with its number; "" for text. A lower heading starts anew under each higher one.

    A number that the author has given is printed as it is; a lower heading that has no other beside it needs none.
    """
    counts = [0] * ordinals.LEVELS
    for at, block in enumerate(blocks):
        if not 1 <= block.level <= len(counts):
            yield block, block.number or ""
            continue
        counts[block.level - 1] += 1
        counts[block.level :] = [0] * (len(counts) - block.level)
        if block.number is not None:
            yield block, block.number
        elif block.level > 1 and counts[block.level - 1] == 1 and not _has_next(blocks, at):
            yield block, ""
        else:
            yield block, ordinals.apart(ordinals.written(block.level, counts[block.level - 1]), block.text)


def _has_next(blocks: Sequence[Block], at: int) -> bool:
    """Whether another heading of the same level comes behind this one before a higher one."""
    level = blocks[at].level
    following = (blocks[number].level for number in range(at + 1, len(blocks)))
    return next((each for each in following if 0 < each <= level), 0) == level
