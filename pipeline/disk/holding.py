"""Whether a file can be read as it is now, or another program still has its hands on it."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
from pathlib import Path


def held(path: Path) -> bool:
    """Whether another program keeps a file from being read (Excel, WPS), or has it open to write (a slow copy).

    The second is known on Linux alone, where a read lease is refused while anyone may still write. On Windows a copy
    under way cannot be opened at all. A file that is gone is not held.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except PermissionError:
        return True
    except OSError as fault:
        return fault.errno in {errno.EBUSY, errno.ETXTBSY}
    try:
        return _written_to(descriptor)
    finally:
        os.close(descriptor)


def _written_to(descriptor: int) -> bool:
    if sys.platform != "linux":
        return False
    import fcntl  # noqa: PLC0415 - not on Windows

    try:
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)  # should a writer come just now: a signal nobody minds
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as fault:
        return fault.errno == errno.EAGAIN  # anything else: no leases here, or not our file
    with contextlib.suppress(OSError):
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False
