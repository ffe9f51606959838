"""Automatic numbering as Word counts it (ECMA-376 part 1, 17.9): lists that share a definition go on counting.

A number of its own to begin with (startOverride) begins the count anew, once, where its list is first used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline import ordinals
from pipeline.review.cascade import Level, number

_PLAIN = "decimal"
_DEEPEST = 8  # level, counted from 0


@dataclass(slots=True)
class Numbering:
    """The counters of one document; `levels`: by list (numId) and level (ilvl)."""

    levels: Mapping[tuple[str, str], Level]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)  # of each definition, by level
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, numbered: str) -> str:
        """Return what is printed before the next paragraph of a list, which is named as numId|ilvl; "" for none."""
        own, _, written = numbered.partition("|")
        level = self.levels.get((own, written))
        if level is None or level.kind in {"bullet", "none"}:
            return ""
        depth = min(max(int(number(written)), 0), _DEEPEST)
        counts = self._counts.setdefault(level.definition or own, {})
        if level.begins_at is not None and (own, depth) not in self._begun:
            counts[depth] = level.begins_at - 1
        self._begun.add((own, depth))
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _DEEPEST + 1):
            lower = self.levels.get((own, str(deeper)))
            if lower is None or lower.restarts:
                counts.pop(deeper, None)
        text = level.text
        for place in range(depth + 1):
            above = self.levels.get((own, str(place)))
            count = counts.get(place, above.start if above else 1)
            kind = _PLAIN if above is None or (level.legal and place < depth) else above.kind
            text = text.replace(f"%{place + 1}", ordinals.counted(count, kind))
        return text
