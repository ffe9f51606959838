"""Below the rooms: bytes that wait in a file without a name until their turn comes, so that memory stays flat."""

from __future__ import annotations

import contextlib
import tempfile
import threading
import weakref
from collections.abc import Iterator
from typing import IO, NamedTuple

from pipeline.model.errors import DiskError

_IN_MEMORY = 4_000_000  # bytes; a township's never reach the disk


class Slip(NamedTuple):
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

    def put(self, data: bytes) -> Slip:
        """Keep `data`. Raises DiskError."""
        with self._turn, _told():
            self._file.seek(self.size)
            self._file.write(data)
            self._file.flush()  # a full disk shows here, not when somebody else asks
            slip = Slip(self.size, len(data))
            self.size += len(data)
        return slip

    def get(self, slip: Slip) -> bytes:
        """Return what was put. Raises DiskError."""
        with self._turn, _told():
            self._file.seek(slip.start)
            return self._file.read(slip.length)


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
