"""The values of a YAML as `kept` keeps them: of each its line and what it says."""

from __future__ import annotations

from functools import partial
from typing import Any

from pipeline.inbox import kept_readings, yamlfile
from pipeline.inbox.node import Node
from pipeline.model.problem import Origin, Read


def load(data: bytes, file: str) -> Read[Node | None]:
    """Return what `yamlfile.load` does; of bytes that were read before without a parser."""
    form = kept_readings.Form("yaml", _closed, partial(_opened, file), lambda found: not found.problems)
    return kept_readings.known(form, data, file, lambda: yamlfile.load(data, file))


def _closed(found: Read[Node | None]) -> object:
    return found.value and _told(found.value)


def _told(node: Node) -> list[object]:
    value = node.value
    if isinstance(value, str):
        return [node.origin.line, value]
    if isinstance(value, tuple):
        return [node.origin.line, [_told(each) for each in value]]
    return [node.origin.line, {name: _told(each) for name, each in value.items()}]


def _opened(file: str, told: Any) -> Read[Node | None]:
    return Read(told and _node(file, *told))


def _node(file: str, line: int, told: Any) -> Node:
    """Return a value. Raises ValueError where no YAML has such a one."""
    origin = Origin(file, line=line)
    if isinstance(told, dict):
        return Node({name: _node(file, *each) for name, each in told.items()}, origin)
    if isinstance(told, list):
        return Node(tuple(_node(file, *each) for each in told), origin)
    if not isinstance(told, str) or not isinstance(line, int):
        raise ValueError(told)  # noqa: TRY004 - what is damaged says so in one way
    return Node(told, origin)
