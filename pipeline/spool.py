"""Below the rooms: bytes that wait in a file without a name until their turn comes, so that memory stays flat."""

from __future__ import annotations

import tempfile
import threading
import weakref
from typing import NamedTuple

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
        weakref.finalize(self, self._file.close)
        self._turn = threading.Lock()
        self.size = 0

    def put(self, data: bytes) -> Slip:
        """Keep `data`. Raises DiskError."""
        with self._turn:
            try:
                self._file.seek(self.size)
                self._file.write(data)
            except OSError as fault:
                raise DiskError(
                    f"临时文件写不进 {tempfile.gettempdir()}：{fault.strerror}。请腾出空间再运行"
                ) from fault
            slip = Slip(self.size, len(data))
            self.size += len(data)
        return slip

    def get(self, slip: Slip) -> bytes:
        """Return what was put."""
        with self._turn:
            self._file.seek(slip.start)
            return self._file.read(slip.length)
