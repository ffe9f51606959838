"""How records travel that processes exchange by the hundred thousand."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def by_fields(kind: type[T]) -> type[T]:
    """Have pickle take a dataclass's fields as they stand; what slots do by themselves takes three times as long."""
    values = attrgetter(*(each.name for each in fields(kind)))  # type: ignore[arg-type] # a dataclass

    def reduced(record: T) -> tuple[type[T], Any]:
        return kind, values(record)

    kind.__reduce__ = reduced  # type: ignore[assignment,method-assign]
    return kind
