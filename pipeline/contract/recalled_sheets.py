"""What a sheets.yaml of an office's own declares, kept between runs: to parse it takes half a second.

Kept as JSON, which is no code, in the user's own cache folder; by the file's bytes and the program's. What had any
Problem is not kept; where the kept file is damaged, or says anything that no DeclaredSheet can, the YAML is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from pipeline import disk, program
from pipeline.model.declared import DeclaredSheet
from pipeline.model.problem import Read

Sheets: TypeAlias = tuple[DeclaredSheet, ...]
_SORT, _ENDING = "sheets", ".json"
_MOST = 50  # files
_DIGEST = 32  # bytes


def recalled(data: bytes, read: Callable[[], Read[Sheets]]) -> Read[Sheets]:
    """Return the sheets of a file's bytes: as they were kept, or as `read` finds them."""
    key = hashlib.sha256(program.digest().encode() + data).hexdigest()
    kept = _opened(disk.cached(_SORT, key + _ENDING) or b"")
    if kept is not None:
        return Read(kept)
    found = read()
    if not found.problems:
        body = json.dumps(_told(found.value), separators=(",", ":")).encode()
        packed = hashlib.sha256(body).digest() + body
        if repr(_opened(packed)) == repr(found.value):  # what does not come back as it was is not kept
            disk.keep_cached(_SORT, key + _ENDING, packed, most=_MOST)
    return found


def _told(value: Any) -> Any:
    """Return a value as JSON has it: of a dataclass, what is not as it is by itself."""
    if isinstance(value, tuple):
        return [_told(each) for each in value]
    if is_dataclass(value):
        said = ((each, getattr(value, each.name)) for each in fields(value))
        return {each.name: _told(what) for each, what in said if repr(what) != repr(each.default)}
    return value


def _opened(packed: bytes) -> Sheets | None:
    """Return the sheets, None where they are none."""
    body = packed[_DIGEST:]
    if hashlib.sha256(body).digest() != packed[:_DIGEST]:
        return None
    try:
        sheets: Sheets = _value(Sheets, json.loads(body))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return sheets


def _value(kind: Any, told: Any) -> Any:
    """Return a value of a type from what JSON has of it. Raises ValueError, TypeError or KeyError where it is none."""
    if kind in _AS_THEY_ARE:
        _hold(told, *_AS_THEY_ARE[kind])
        return told
    if isinstance(kind, type) and is_dataclass(kind):
        _hold(told, dict)
        types = _types(kind)
        return kind(**{name: _value(types[name], each) for name, each in told.items()})
    inner = get_args(kind)
    if get_origin(kind) is UnionType:  # or None
        return None if told is None else _value(inner[0], told)
    if get_origin(kind) is tuple:
        _hold(told, list)
        each = inner[:1] * len(told) if inner[-1] is Ellipsis else inner
        return tuple(_value(one, what) for one, what in zip(each, told, strict=True))
    assert issubclass(kind, Enum)
    return kind(told)


def _hold(told: object, *kinds: type) -> None:
    if type(told) not in kinds:
        raise TypeError(told)


_AS_THEY_ARE: dict[Any, tuple[type, ...]] = {str: (str,), bool: (bool,), int: (int,), float: (float, int)}


@cache
def _types(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
