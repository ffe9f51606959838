"""One value of a YAML with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem


@frozen
class Node:
    """Text as written, a list, or a mapping. `problems`: why it, or what a mapping lacks, cannot be used."""

    value: str | tuple[Node, ...] | Mapping[str, Node]
    origin: Origin
    problems: tuple[Problem, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written there, nor below it."""
        if self.problems or isinstance(self.value, str):
            return not self.value and not self.problems
        inner = self.value.values() if isinstance(self.value, Mapping) else self.value
        return all(node.is_empty for node in inner)

    @property
    def is_unread(self) -> bool:
        """Whether nothing of it can be used; a mapping of which a line cannot be read still has its other keys."""
        return bool(self.problems) and not (isinstance(self.value, Mapping) and self.value)
