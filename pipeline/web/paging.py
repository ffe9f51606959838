"""Long lists, fifty at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from starlette.requests import Request

from pipeline.model.frozen import frozen

T = TypeVar("T")
AT_ONCE = 50


@frozen
class Paged(Generic[T]):
    """One page of a list: which, of how many; how many items in all."""

    items: Sequence[T]
    number: int
    of: int
    total: int


def paged(items: Sequence[T], request: Request, name: str = "page") -> Paged[T]:
    """Return the page that is asked for by this name, the nearest where there is no such one."""
    pages = max(1, -(-len(items) // AT_ONCE))
    asked = request.query_params.get(name, "1")
    number = min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1  # noqa: PLR2004
    start = (number - 1) * AT_ONCE
    return Paged(items[start : start + AT_ONCE], number, pages, len(items))
