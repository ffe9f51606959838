"""Below the rooms: a room's door that opens each of its modules only when something of it is asked for."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from typing import Any


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
