"""Below the rooms: a room's door that opens each of its modules only when something of it is asked for.

And patterns that are compiled when they are first used: a command uses one of four that its modules have.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Mapping
from typing import Any, cast


def attributes(room: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a room; `homes`: by module, what is taken from it. Asked once, it is at hand."""
    home_of = {name: module for module, names in homes.items() for name in names.split(", ")}

    def found(name: str) -> Any:
        if name not in home_of:
            raise AttributeError(f"module {room!r} has no attribute {name!r}", name=name, obj=sys.modules[room])
        value = getattr(importlib.import_module(home_of[name]), name)
        setattr(sys.modules[room], name, value)
        return value

    return found


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled at its first use."""
    return cast("re.Pattern[str]", _Pattern(source, flags))


class _Pattern:
    """Stands for a pattern; what it has been asked for once is at hand."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)  # `re` has it at hand from the second name on
        value = getattr(compiled, name)
        setattr(self, name, value)
        return value
