"""Rows of declared sheets on their way: those of a large register wait as bytes in a spool, as members do.

A row as an object takes a kilobyte, packed a tenth of it, on the disk. What rows say alike of a day stays one object,
whosever rows they are, so that of an owner nothing is kept but where his rows lie.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import eq
from typing import Any, TypeAlias, overload

from pipeline.model.facts import Pair, Row, Source
from pipeline.model.frozen import frozen
from pipeline.spool import Extent, Spool

_AT_ONCE = 2_000  # rows that are packed together; fewer stay as they are
_TOGETHER = 4_000  # rows of all owners that wait as objects

_Place: TypeAlias = tuple[int, int]  # which sheet (-1: none), which row


class PackedRows(Sequence[Row]):
    """Rows as bytes, here or in a spool; each look unpacks them anew, some thousand at a time: better gone through."""

    __slots__ = ("_alike", "_count", "_last", "_parts", "_slips")

    def __init__(
        self,
        count: int,
        alike: Sequence[Pair],
        last: tuple[Row, ...],
        parts: tuple[bytes, ...] = (),
        slips: tuple[Spool, tuple[Extent, ...]] | None = None,
    ) -> None:
        self._count, self._alike, self._last, self._parts, self._slips = count, alike, last, parts, slips

    def __reduce__(self) -> tuple[type[PackedRows], tuple[Any, ...]]:
        own: dict[int, int] = {}  # the pairs of these rows alone, whatever other owners' say
        parts = tuple(_renumbered(part, own) for part in self._bytes())
        return PackedRows, (self._count, tuple(self._alike[number] for number in own), self._last, parts)

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

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        return next(iter(self)) if at == 0 and self else tuple(self)[at]

    def __contains__(self, row: object) -> bool:
        return any(row == each for each in self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PackedRows) and len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return self._count

    def __repr__(self) -> str:
        return f"PackedRows({self._count})"


@dataclass(slots=True)
class _Packing:
    """Packs rows; the pairs that rows share stay objects, and are numbered. Owners share one."""

    pairs: list[Pair] = field(default_factory=list)
    _alike: dict[int, int] = field(default_factory=dict)  # of a pair that rows share: where it stands in `pairs`

    def packed(self, rows: Iterable[Row]) -> bytes:
        """Return rows as bytes: first which pairs they share, then they, with these counted from 0."""
        sheets: dict[tuple[str, str, int], int] = {}
        told: list[tuple[Any, ...]] = []
        packed = []
        used: dict[int, int] = {}
        for row in rows:
            place: _Place = (-1, 0)
            if (source := row.source) is not None:
                key = (source.file, source.sheet, id(source.columns))
                if key not in sheets:
                    sheets[key] = len(told)
                    told.append((source.file, source.sheet, (source.columns, source.word, source.titles, source.head)))
                place = sheets[key], source.row
            values = tuple((name, self._numbered(value, used)) for name, value in row.values)
            packed.append(
                (
                    place,
                    row.sheet,
                    row.branch,
                    values,
                    row.extra,
                    row.phase,
                    row.late,
                    row.due,
                    row.about,
                    row.merged,
                    row.none,
                )
            )
        numbers = pickle.dumps(tuple(used), pickle.HIGHEST_PROTOCOL)
        return numbers + pickle.dumps((told, packed), pickle.HIGHEST_PROTOCOL)

    def _numbered(self, value: object, used: dict[int, int]) -> object:
        """Return what stands in a cell, of a 宽表 its pairs as numbers where rows share them."""
        if not isinstance(value, tuple) or not value or not isinstance(value[0], Pair):
            return value
        listed = map(self._number, value)
        return _Numbers(tuple(used.setdefault(each, len(used)) if type(each) is int else each for each in listed))

    def _number(self, pair: Pair) -> int | Pair:
        if pair.suffix is not None or pair.head is None or not isinstance(pair.value, str):
            return pair  # of this row alone
        number = self._alike.get(id(pair))
        if number is None:
            number = self._alike[id(pair)] = len(self.pairs)
            self.pairs.append(pair)
        return number


@dataclass(slots=True)
class RowPacker:
    """Takes the rows of a workbook one after the other, and packs them when some thousand have come together."""

    spool: Spool
    _packing: _Packing = field(default_factory=_Packing)
    _waiting: list[Row] = field(default_factory=list)
    _slips: list[Extent] = field(default_factory=list)
    _count: int = 0

    def __len__(self) -> int:
        return self._count

    def take(self, rows: Iterable[Row]) -> None:
        """Take rows. Raises DiskError."""
        for row in rows:
            self.add(row)
            if len(self._waiting) == _AT_ONCE:
                self.put_down()

    def add(self, row: Row) -> None:
        """Take a row, which waits until those that do are put down."""
        self._waiting.append(row)
        self._count += 1

    def put_down(self) -> None:
        """Pack the rows that wait. Raises DiskError."""
        if self._waiting:
            self._slips.append(self.spool.put(self._packing.packed(self._waiting)))
            self._waiting.clear()

    def rows(self) -> Sequence[Row]:
        """Return all that came: a few as they are."""
        if not self._slips:
            return tuple(self._waiting)
        last = tuple(self._waiting)
        return PackedRows(self._count, self._packing.pairs, last, (), (self.spool, tuple(self._slips)))


@dataclass(slots=True)
class RowsByOwner:
    """Takes rows, each by its owner's name, and packs those of all owners when some thousand wait."""

    spool: Spool = field(default_factory=Spool)
    _owners: dict[str, RowPacker] = field(default_factory=dict)
    _packing: _Packing = field(default_factory=_Packing)
    _waiting: int = 0

    def add(self, row: Row) -> None:
        """Take a row whose `branch` is its owner. Raises DiskError."""
        if row.branch not in self._owners:
            self._owners[row.branch] = RowPacker(self.spool, self._packing)
        self._owners[row.branch].add(row)
        self._waiting += 1
        if self._waiting == _TOGETHER:
            for packer in self._owners.values():
                packer.put_down()
            self._waiting = 0

    def rows(self) -> dict[str, Sequence[Row]]:
        """Return the rows of each owner, in the order in which they came."""
        return {owner: packer.rows() for owner, packer in self._owners.items()}


@frozen
class _Numbers:
    """The pairs of a row, those that rows share by their numbers."""

    pairs: tuple[int | Pair, ...]


def _unpacked(data: bytes, alike: Sequence[Pair]) -> Iterator[Row]:
    stream = io.BytesIO(data)
    shared = [alike[number] for number in pickle.load(stream)]  # noqa: S301 - our own, of this run
    told, packed = pickle.load(stream)  # noqa: S301 - likewise
    for (sheet, number), name, branch, values, *rest in packed:
        file, tab, more = told[sheet] if sheet >= 0 else ("", "", ())
        source = Source(file, tab, number, *more) if sheet >= 0 else None
        shown = tuple(
            (column, tuple(shared[each] if type(each) is int else each for each in value.pairs))
            if type(value) is _Numbers
            else (column, value)
            for column, value in values
        )
        extra, *happened = rest
        yield Row(name, branch, shown, extra, source, *happened)


def _renumbered(part: bytes, own: dict[int, int]) -> bytes:
    """Return packed rows with the pairs that they share numbered anew, in `own`."""
    stream = io.BytesIO(part)
    numbers = tuple(own.setdefault(number, len(own)) for number in pickle.load(stream))  # noqa: S301 - our own
    return pickle.dumps(numbers, pickle.HIGHEST_PROTOCOL) + part[stream.tell() :]
