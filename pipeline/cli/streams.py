"""What a command prints on: a reader that is gone, or a full disk behind `>`, does not end the work told of."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys

_GONE = frozenset({errno.EPIPE, errno.EINVAL, errno.ECONNRESET})  # Windows says EINVAL of a closed pipe


class Mouth(io.RawIOBase):
    """A stream's own descriptor; what can no longer be written is dropped and remembered."""

    def __init__(self, raw: io.RawIOBase) -> None:
        super().__init__()
        self._raw = raw
        self.closed_by_reader = False
        self.fault: OSError | None = None

    def writable(self) -> bool:
        """Whether it can be written to."""
        return True

    def isatty(self) -> bool:
        """Whether a terminal shows it."""
        return self._raw.isatty()

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._raw.fileno()

    def write(self, data: object, /) -> int:
        """Write what can be written; what cannot counts as written."""
        size = memoryview(data).nbytes  # type: ignore[arg-type]
        if not self.closed_by_reader and self.fault is None:
            try:
                return self._raw.write(data) or 0  # type: ignore[arg-type]
            except OSError as fault:
                if fault.errno in _GONE:
                    self.closed_by_reader = True
                else:
                    self.fault = fault
        return size


def prepare() -> Mouth | None:
    """Let stdout and stderr speak UTF-8, each through a Mouth; return stdout's."""
    _through_a_mouth("stderr", line_buffering=True)
    return _through_a_mouth("stdout", line_buffering=False)


def _through_a_mouth(name: str, *, line_buffering: bool) -> Mouth | None:
    stream = getattr(sys, name)
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)  # with PYTHONUNBUFFERED there is no buffer between
    if not isinstance(raw, io.RawIOBase):  # none at all (pythonw), or another program's own
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")
        return None
    with contextlib.suppress(OSError):
        stream.flush()
    mouth = Mouth(raw)
    buffering = line_buffering or stream.line_buffering
    spoken = io.TextIOWrapper(io.BufferedWriter(mouth), encoding="utf-8", errors="replace", line_buffering=buffering)
    setattr(sys, name, spoken)
    return mouth


def names_are_chinese() -> bool:
    """Whether this system takes Chinese file names: in the locale POSIX, without UTF-8, Python refuses them."""
    try:
        os.fsencode("公文")
    except UnicodeEncodeError:
        return False
    return True
