"""Below the rooms: bytes that wait in a file without a name until their turn comes, so that memory stays flat."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import pickle
import tempfile
import threading
import weakref
from collections.abc import Hashable, Iterator, Sequence
from typing import IO, NamedTuple, TypeVar, overload

from pipeline.model.errors import DiskError

T = TypeVar("T")
_IN_MEMORY = 4_000_000  # bytes; a township's never reach the disk
_TOGETHER = 500  # things that are packed together


def plainly_packed(value: object) -> bytes:
    """Return bytes that are the same for equal values, whichever objects they consist of."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # no memo: two equal strings are written alike, be they one object or two
    pickler.dump(value)
    return buffer.getvalue()


@functools.lru_cache(maxsize=8)
def plain_digest(value: Hashable) -> str:
    """Return a digest that is the same for equal values; what is asked about again and again is packed once."""
    return hashlib.sha256(plainly_packed(value)).hexdigest()


class Extent(NamedTuple):
    """Where in a spool something lies: first byte, number of bytes."""

    start: int
    length: int


class Spool:
    """Takes bytes and gives them back for a slip. Its file has no name, and goes with it; threads may share it."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - it lives as long as this
        weakref.finalize(self, _close, self._file)
        self._turn = threading.Lock()
        self.size = 0

    def put(self, data: bytes) -> Extent:
        """Keep `data`. Raises DiskError."""
        with self._turn, _told():
            self._file.seek(self.size)
            self._file.write(data)
            self._file.flush()  # a full disk shows here, not when somebody else asks
            slip = Extent(self.size, len(data))
            self.size += len(data)
        return slip

    def get(self, slip: Extent) -> bytes:
        """Return what was put. Raises DiskError."""
        with self._turn, _told():
            self._file.seek(slip.start)
            return self._file.read(slip.length)


class SpooledList(Sequence[T]):
    """A list of which only the last some hundred things lie in memory, the others packed in a spool."""

    def __init__(self, spool: Spool | None = None) -> None:
        self._spool = spool or Spool()
        self._slips: list[Extent] = []
        self._last: list[T] = []

    def append(self, thing: T) -> None:
        """Add a thing that can be pickled. Raises DiskError."""
        self._last.append(thing)
        if len(self._last) == _TOGETHER:
            self._slips.append(self._spool.put(pickle.dumps(self._last, pickle.HIGHEST_PROTOCOL)))
            self._last = []

    def __len__(self) -> int:
        return len(self._slips) * _TOGETHER + len(self._last)

    def __iter__(self) -> Iterator[T]:
        for number in range(len(self._slips)):
            yield from self._some(number)
        yield from self._last

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: int | slice) -> T | list[T]:
        chosen = range(len(self))[at]
        if isinstance(chosen, range):
            return [self[number] for number in chosen]
        some, number = divmod(chosen, _TOGETHER)
        return self._some(some)[number]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self))

    def _some(self, number: int) -> list[T]:
        if number == len(self._slips):
            return self._last
        found: list[T] = pickle.loads(self._spool.get(self._slips[number]))  # noqa: S301 - our own, from a file without a name
        return found


@contextlib.contextmanager
def room() -> Iterator[IO[bytes]]:
    """Give a file without a name that goes with the block; it is in memory as long as it is small. Raises DiskError."""
    with _told(), tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        yield file


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise DiskError(
            f"系统的临时文件夹写不进或读不出（错误号 {fault.errno}），可能是系统盘满了。请腾出空间再运行"
        ) from fault


def _close(file: IO[bytes]) -> None:
    with contextlib.suppress(OSError):  # what could not be written before
        file.close()
