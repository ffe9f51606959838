"""Outline → its paragraphs with their numbers as GB/T 9704 (7.3.3) has them: 一、（一）1.（1）."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.expression import numeral
from pipeline.model.facts import Block


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """Yield each paragraph with its number; "" for text. A lower heading starts anew under each higher one."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        if not 1 <= block.level <= len(counts):
            yield block, ""
            continue
        counts[block.level - 1] += 1
        counts[block.level :] = [0] * (len(counts) - block.level)
        yield block, _number(block.level, counts[block.level - 1])


def _number(level: int, count: int) -> str:
    return (f"{numeral(count)}、", f"（{numeral(count)}）", f"{count}.", f"（{count}）")[level - 1]
