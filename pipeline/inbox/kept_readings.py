"""What was read of small files, as the ledger keeps it: cells and lines of bytes that have not changed, read once.

Kept as JSON, which is no code; by the bytes' digest, the file's name and the reader's own version. A kept reading has
a digest of its own: where it is damaged, or says anything that a reading cannot, the file is read anew. What had any
Problem is not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pipeline import program
from pipeline.model.frozen import frozen

T = TypeVar("T")
_SMALL = 256 * 1024  # bytes of a file whose reading is kept
_LARGEST = 1 << 26  # bytes of JSON; so much no small file says
_DIGEST = 32  # bytes


def _nothing(_key: str) -> bytes:
    return b""


def _always(_found: object) -> bool:
    return True


@dataclass(slots=True)
class Readings:
    """What is at hand of earlier readings (`recall`, by key), and what is to be kept of these."""

    recall: Callable[[str], bytes] = _nothing
    new: dict[str, bytes] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)


_now: ContextVar[Readings | None] = ContextVar("readings", default=None)


@contextlib.contextmanager
def within(readings: Readings) -> Iterator[None]:
    """Read with what is kept at hand."""
    token = _now.set(readings)
    try:
        yield
    finally:
        _now.reset(token)


@frozen
class Form(Generic[T]):
    """How one sort of reading is kept."""

    name: str
    closed: Callable[[T], object]  # as JSON
    opened: Callable[[Any], T]
    fit: Callable[[T], bool] = _always  # whether it may be kept at all


def known(form: Form[T], data: bytes, file: str, read: Callable[[], T]) -> T:
    """Return what `read` makes of a file's bytes: as it was kept, or by reading them. Raises what `read` does."""
    readings = _now.get()
    if readings is None or len(data) > _SMALL:
        return read()
    said = f"{program.digest()}\0{form.name}\0{file}\0"
    key = hashlib.sha256(said.encode("utf-8", "replace") + data).hexdigest()
    readings.used.add(key)
    with contextlib.suppress(*_BAD):
        return form.opened(_unsealed(readings.new.get(key) or readings.recall(key), key))
    found = read()
    if form.fit(found):
        with contextlib.suppress(*_BAD):
            packed = _sealed(form.closed(found), key)
            if form.opened(_unsealed(packed, key)) == found:  # what does not come back as it was is not kept
                readings.new[key] = packed
    return found


_BAD = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError, zlib.error)
"""What a damaged or a strange reading may raise."""


def _sealed(told: object, key: str) -> bytes:
    body = zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 1)
    return hashlib.sha256(key.encode() + body).digest() + body


def _unsealed(packed: bytes, key: str) -> Any:
    """Return what was sealed under a key. Raises ValueError."""
    body = packed[_DIGEST:]
    if not body or hashlib.sha256(key.encode() + body).digest() != packed[:_DIGEST]:
        raise ValueError(key)
    packed_up = zlib.decompressobj()
    told = packed_up.decompress(body, _LARGEST)
    if not packed_up.eof:
        raise ValueError(key)
    return json.loads(told)
