"""`cached_property` without the lock that Python 3.11 takes for each first look: twice what most of ours compute."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

__all__ = ["cached_property"]

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from functools import cached_property
else:

    class cached_property:  # noqa: N801 - the library's name
        """A method whose value is computed when it is first asked for, and kept in the object's `__dict__`."""

        def __init__(self, method: Callable[[Any], Any]) -> None:
            self._method = method
            self.__doc__ = method.__doc__

        def __set_name__(self, _: type, name: str) -> None:
            self._name = name

        def __get__(self, record: Any, _: type | None = None) -> Any:
            if record is None:
                return self
            value = record.__dict__[self._name] = self._method(record)
            return value
