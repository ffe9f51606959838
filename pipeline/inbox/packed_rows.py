"""Rows of declared sheets on their way: those of a large register wait as bytes in a spool, as members do.

A row as an object takes a kilobyte, packed a tenth of it, on the disk. What rows say alike of a day stays one object.
"""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from operator import eq
from typing import Any, TypeAlias

from pipeline.model.facts import Pair, Row, Source
from pipeline.spool import Extent, Spool

_AT_ONCE = 2_000  # rows that are packed together; fewer stay as they are

_Place: TypeAlias = tuple[int, int]  # which sheet (-1: none), which row


class PackedRows(Collection[Row]):
    """Rows as bytes, here or in a spool; each look unpacks them anew, some thousand at a time."""

    __slots__ = ("_alike", "_count", "_last", "_parts", "_slips")

    def __init__(
        self,
        count: int,
        alike: tuple[Pair, ...],
        last: tuple[Row, ...],
        parts: tuple[bytes, ...] = (),
        slips: tuple[Spool, tuple[Extent, ...]] | None = None,
    ) -> None:
        self._count, self._alike, self._last, self._parts, self._slips = count, alike, last, parts, slips

    def __reduce__(self) -> tuple[type[PackedRows], tuple[Any, ...]]:
        return PackedRows, (self._count, self._alike, self._last, tuple(self._bytes()))

    def moved(self, spool: Spool) -> PackedRows:
        """Return them with their bytes in another spool. Raises DiskError."""
        return PackedRows(self._count, self._alike, self._last, (), (spool, tuple(map(spool.put, self._bytes()))))

    def _bytes(self) -> Iterator[bytes]:
        yield from self._parts
        if self._slips:
            spool, slips = self._slips
            yield from map(spool.get, slips)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        for part in self._bytes():
            yield from _unpacked(part, self._alike)
        yield from self._last

    def __contains__(self, row: object) -> bool:
        return any(row == each for each in self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PackedRows) and len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return self._count

    def __repr__(self) -> str:
        return f"PackedRows({self._count})"


@dataclass(slots=True)
class RowPacker:
    """Takes the rows of a workbook one after the other, and packs them when some thousand have come together."""

    spool: Spool
    _waiting: list[Row] = field(default_factory=list)
    _slips: list[Extent] = field(default_factory=list)
    _alike: dict[int, int] = field(default_factory=dict)  # of a pair that rows share: where it stands in `_pairs`
    _pairs: list[Pair] = field(default_factory=list)
    _count: int = 0

    def __len__(self) -> int:
        return self._count

    def take(self, rows: Iterable[Row]) -> None:
        """Take rows. Raises DiskError."""
        for row in rows:
            self._waiting.append(row)
            self._count += 1
            if len(self._waiting) == _AT_ONCE:
                self._slips.append(self.spool.put(self._packed()))
                self._waiting.clear()

    def rows(self) -> Collection[Row]:
        """Return all that came: a few as they are."""
        if not self._slips:
            return tuple(self._waiting)
        return PackedRows(self._count, tuple(self._pairs), tuple(self._waiting), (), (self.spool, tuple(self._slips)))

    def _packed(self) -> bytes:
        sheets: dict[tuple[str, str, int], int] = {}
        told: list[tuple[Any, ...]] = []
        packed = []
        for row in self._waiting:
            place: _Place = (-1, 0)
            if (source := row.source) is not None:
                key = (source.file, source.sheet, id(source.columns))
                if key not in sheets:
                    sheets[key] = len(told)
                    told.append((source.file, source.sheet, source.columns, source.word))
                place = sheets[key], source.row
            values = tuple((name, self._numbered(value)) for name, value in row.values)
            packed.append((place, row.sheet, row.branch, values, row.extra, row.merged))
        return pickle.dumps((told, packed), pickle.HIGHEST_PROTOCOL)

    def _numbered(self, value: object) -> object:
        """Return what stands in a cell, of a 宽表 its pairs as numbers where rows share them."""
        if not isinstance(value, tuple) or not value or not isinstance(value[0], Pair):
            return value
        return _Numbers(tuple(self._number(pair) for pair in value))

    def _number(self, pair: Pair) -> int | Pair:
        if pair.suffix is not None or pair.head is None or not isinstance(pair.value, str):
            return pair  # of this row alone
        number = self._alike.get(id(pair))
        if number is None:
            number = self._alike[id(pair)] = len(self._pairs)
            self._pairs.append(pair)
        return number


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The pairs of a row, those that rows share by their numbers."""

    pairs: tuple[int | Pair, ...]


def _unpacked(data: bytes, alike: tuple[Pair, ...]) -> Iterator[Row]:
    told, packed = pickle.loads(data)  # noqa: S301 - our own, of this run
    for (sheet, number), name, branch, values, extra, merged in packed:
        file, tab, columns, word = told[sheet] if sheet >= 0 else ("", "", {}, False)
        source = Source(file, tab, number, columns, word) if sheet >= 0 else None
        shown = tuple(
            (column, tuple(alike[each] if type(each) is int else each for each in value.pairs))
            if type(value) is _Numbers
            else (column, value)
            for column, value in values
        )
        yield Row(name, branch, shown, extra, source, merged=merged)
